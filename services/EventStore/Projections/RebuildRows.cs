using Npgsql;

namespace CommitmentTracker.EventStore.Projections;

/// <summary>
/// The rows of a rebuild. New keys are copied into a table that has no index yet; a key that was there before is replaced by
/// upsert, for which the table gets its key then and there. So what only ever adds is loaded at COPY's speed, what replaces
/// is right, and nobody has to say which is which. Keys seen are kept as 64-bit hashes: two that collide cost an upsert, no row.
/// What is added goes into one COPY that stays open from flush to flush: each one begun costs PostgreSQL a thousand row slots
/// made and unmade, and us an answer waited for.
/// </summary>
sealed class RebuildRows : IRows
{
    /// <summary>What the side-by-side tables are called by.</summary>
    public const string Suffix = "_next";

    readonly NpgsqlConnection connection;
    readonly IReadOnlyList<ReadTable> tables;
    readonly PageRows page;
    readonly Dictionary<string, HashSet<long>> seen;
    readonly HashSet<string> keyed = new(StringComparer.Ordinal);
    (TableRows Into, NpgsqlRawCopyStream Stream)? copying;

    /// <param name="connection">The session that makes and fills the tables.</param>
    /// <param name="tables">The projection's tables.</param>
    public RebuildRows(NpgsqlConnection connection, IReadOnlyList<ReadTable> tables)
    {
        (this.connection, this.tables) = (connection, tables);
        page = new PageRows(tables, Suffix).Begin(Select);
        seen = tables.ToDictionary(t => t.Name, _ => new HashSet<long>(), StringComparer.Ordinal);
    }

    public void Put(ReadTable table, params object?[] row) => page.Put(table, row);

    public RowWriter Add(ReadTable table) => page.Add(table);

    public void Delete(ReadTable table, params object[] key) => page.Delete(table, key);

    public async ValueTask<IReadOnlyDictionary<string, T>> Read<T>(ReadTable table, string column, IReadOnlyCollection<string> keys, CancellationToken ct)
    {
        await Key(table, ct);
        return await page.Read<T>(table, column, keys, ct);
    }

    /// <summary>The session that makes and fills the tables.</summary>
    public NpgsqlConnection Connection => connection;

    /// <summary>Makes the tables, empty and without keys.</summary>
    public async Task Create(CancellationToken ct)
    {
        await Drop(ct);
        keyed.Clear();
        foreach (var known in seen.Values)
            known.Clear();
        foreach (var table in tables)
            await Do($"{ReadTableDdl.CreateTable(table, Suffix)} alter table {ReadTableDdl.Table(table, Suffix)} drop constraint {ReadTableDdl.KeyName(table, Suffix)}", ct);
    }

    /// <summary>Forgets what was put since the last flush.</summary>
    public void Forget() => page.Begin(Select);

    /// <summary>Writes what was put since the last flush. Of what was added PostgreSQL may not say what it thinks before <see cref="Settle"/>.</summary>
    public async Task Flush(CancellationToken ct)
    {
        foreach (var rows in page.Tables.Where(t => t.Added.Count > 0))
            await (await Copying(rows, ct)).WriteAsync(rows.Added.Rows(), ct);
        foreach (var rows in page.Tables.Where(t => t.Rows.Count > 0))
        {
            await Settle(ct);
            var known = seen[rows.Table.Name];
            var (fresh, again, gone) = (new List<object?[]>(rows.Rows.Count), new List<object?[]>(), new List<object?[]>());
            foreach (var (key, row) in rows.Rows)
            {
                if (!known.Add(rows.LongHash(key)))
                    (row is null ? gone : again).Add(row ?? key);
                else if (row is not null)
                    fresh.Add(row);
            }
            if (again.Count + gone.Count > 0)
            {
                await Key(rows.Table, ct);
                await using var batch = new NpgsqlBatch(connection);
                if (gone.Count > 0)
                    batch.BatchCommands.Add(rows.Delete(gone));
                if (again.Count > 0)
                    batch.BatchCommands.Add(rows.Upsert(again));
                await batch.PrepareAsync(ct);
                await batch.ExecuteNonQueryAsync(ct);
            }
            if (fresh.Count > 0)
                await rows.Copy(connection, fresh, ct);
        }
        page.Begin(Select);
    }

    /// <summary>Ends the COPY that is open, if one is: then everything flushed is in the tables.</summary>
    public async Task Settle(CancellationToken ct)
    {
        if (copying is not { Stream: var ending })
            return;
        ct.ThrowIfCancellationRequested();
        copying = null;
        await ending.DisposeAsync();
    }

    /// <summary>Gives the tables their keys and indexes, and the planner its figures.</summary>
    public async Task Finish(CancellationToken ct)
    {
        foreach (var table in tables)
        {
            await Key(table, ct);
            await Do($"{ReadTableDdl.CreateIndexes(table, Suffix)} analyze {ReadTableDdl.Table(table, Suffix)}", ct);
        }
    }

    /// <summary>Takes the tables away.</summary>
    public async Task Drop(CancellationToken ct)
    {
        if (copying is { Stream: var unfinished })
            await unfinished.CancelAsync();
        copying = null;
        foreach (var table in tables)
            await Do(ReadTableDdl.Drop(table, Suffix), ct);
    }

    async Task<NpgsqlRawCopyStream> Copying(TableRows rows, CancellationToken ct)
    {
        if (copying is { } open && open.Into == rows)
            return open.Stream;
        await Settle(ct);
        var stream = await rows.BeginCopy(connection, ct);
        copying = (rows, stream);
        await stream.WriteAsync(CopyBuffer.Header, ct);
        return stream;
    }

    async Task<NpgsqlDataReader> Select(NpgsqlBatchCommand select, CancellationToken ct)
    {
        await Settle(ct);
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { select } };
        await batch.PrepareAsync(ct);
        return await batch.ExecuteReaderAsync(ct);
    }

    async Task Key(ReadTable table, CancellationToken ct)
    {
        if (keyed.Add(table.Name))
            await Do($"alter table {ReadTableDdl.Table(table, Suffix)} add constraint {ReadTableDdl.KeyName(table, Suffix)} primary key ({string.Join(", ", table.Key)})", ct);
    }

    async Task Do(string sql, CancellationToken ct)
    {
        await Settle(ct);
        // An index over millions of rows takes longer than the usual patience.
        await using var command = connection.Command(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(ct);
    }
}
