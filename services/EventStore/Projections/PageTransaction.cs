using Npgsql;

namespace CommitmentTracker.EventStore.Projections;

/// <summary>
/// The transaction of one page. Without reads it is one batch in one round trip, and that batch's only Sync is its commit. The
/// first read opens it early, behind the compare-and-set: what is read is then what the page builds on, even across a
/// rebuild's swap. Transaction control goes as statements of the batches, for a round trip each is what they would cost otherwise.
/// </summary>
sealed class PageTransaction(NpgsqlConnection connection, NpgsqlBatchCommand move)
{
    bool open;

    /// <summary>Reads in the transaction. The caller disposes the reader before anything else is done here.</summary>
    public async Task<NpgsqlDataReader> Read(NpgsqlBatchCommand select, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection);
        if (!open)
        {
            open = true;
            batch.BatchCommands.Add(new("begin"));
            batch.BatchCommands.Add(move);
        }
        batch.BatchCommands.Add(select);
        await batch.PrepareAsync(ct);
        var reader = await batch.ExecuteReaderAsync(ct);
        if (batch.BatchCommands.Count > 1)
            await reader.NextResultAsync(ct);
        return reader;
    }

    /// <summary>Copies in what was added to these, behind the compare-and-set. COPY goes in no batch, hence the round trips.</summary>
    public async Task Copy(IEnumerable<TableRows> tables, CancellationToken ct)
    {
        foreach (var table in tables.Where(t => t.Added.Count > 0))
        {
            if (!open)
            {
                open = true;
                await using var begin = new NpgsqlBatch(connection) { BatchCommands = { new("begin"), move } };
                await begin.PrepareAsync(ct);
                await begin.ExecuteNonQueryAsync(ct);
            }
            await table.CopyAdded(connection, ct);
        }
    }

    /// <summary>Writes and commits.</summary>
    public async Task Commit(IEnumerable<NpgsqlBatchCommand> writes, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection);
        if (!open)
            batch.BatchCommands.Add(move);
        foreach (var write in writes)
            batch.BatchCommands.Add(write);
        if (open)
            batch.BatchCommands.Add(new("commit"));
        await batch.PrepareAsync(ct);
        await batch.ExecuteNonQueryAsync(ct);
        open = false;
    }

    /// <summary>Undoes what an attempt left open.</summary>
    public async Task Abandon(CancellationToken ct)
    {
        if (!open || connection.State != System.Data.ConnectionState.Open)
            return;
        open = false;
        await connection.Run("rollback", ct);
    }
}
