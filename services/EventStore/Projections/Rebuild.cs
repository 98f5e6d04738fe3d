using Npgsql;

namespace CommitmentTracker.EventStore.Projections;

/// <summary>One rebuild of one projection: replay beside the live tables, then take their place.</summary>
sealed class Rebuild(NpgsqlDataSource source, Store store, Lane lane)
{
    // So far behind the log the tables may be when the swap begins: it applies the rest while the live projection stands still.
    const int Near = 2000;
    const int SwapAttempts = 20;

    readonly IProjection projection = lane.Projection;

    public async Task Run(IProgress<RebuildProgress>? progress, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        if ((await Checkpoints.TryHold(connection, Checkpoints.Rebuilding, [lane], ct)).Count == 0)
            throw new InvalidOperationException($"{projection.Name} is being rebuilt already.");
        var rows = new RebuildRows(connection, projection.Tables);
        try
        {
            await connection.Run("set synchronous_commit = off; set maintenance_work_mem = '128MB'", ct);
            // A new index goes to the write-ahead log page by page; squeezing each takes as long as sorting them all. Only a superuser may.
            await connection.Run("select set_config('wal_compression', 'off', false) from pg_roles where rolname = current_user and rolsuper", ct);
            await rows.Create(ct);
            long position;
            try
            {
                position = await CatchUp(rows, 0, careful: false, progress, ct);
            }
            catch (PostgresException refused) when (Faults.IsPoison(refused, connection))
            {
                // It says so at the end of a long COPY, so nobody knows of which event. Once more, with an answer for every stretch.
                await rows.Create(ct);
                position = await CatchUp(rows, 0, careful: true, progress, ct);
            }
            await rows.Finish(ct);
            position = await CatchUp(rows, position, careful: true, progress, ct);
            var counts = await Compare(connection, ct);
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    position = await Swap(connection, rows, position, ct);
                    break;
                }
                catch (Exception e) when (connection.State == System.Data.ConnectionState.Open && e is not OperationCanceledException && attempt < SwapAttempts)
                {
                    // A reader that held the old table too long, or one of the last events cannot be applied: then this names it.
                    rows.Forget();
                    position = await CatchUp(rows, position, careful: true, progress, ct);
                }
            }
            progress?.Report(new(projection.Name, position, position) { Rows = counts });
        }
        catch when (connection.State == System.Data.ConnectionState.Open)
        {
            // A rebuild that is killed leaves its tables to the next one; this one can clear up.
            await rows.Drop(CancellationToken.None);
            throw;
        }
        finally
        {
            if (connection.State == System.Data.ConnectionState.Open)
                await Checkpoints.LetGo(connection, CancellationToken.None);
        }
    }

    async Task<long> CatchUp(RebuildRows rows, long position, bool careful, IProgress<RebuildProgress>? progress, CancellationToken ct)
    {
        long head;
        do
        {
            (head, _) = await store.Head(ct);
            progress?.Report(new(projection.Name, position, head));
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
            try
            {
                await foreach (var stretch in LogCopy.Read(source, store.Types, projection, position, head, stop.Token).ReadAllAsync(ct))
                {
                    await Apply(rows, stretch.Events, careful, ct);
                    position = stretch.Through;
                    progress?.Report(new(projection.Name, position, head));
                }
                await rows.Settle(ct);
            }
            finally
            {
                await stop.CancelAsync();
            }
            (head, _) = await store.Head(ct);
        }
        while (head - position > Near);
        return position;
    }

    async Task Apply(RebuildRows rows, IReadOnlyList<StoredEvent> events, bool careful, CancellationToken ct)
    {
        if (events.Count == 0)
            return;
        try
        {
            await projection.Project(events, rows, ct);
            await rows.Flush(ct);
            if (careful)
                await rows.Settle(ct);
        }
        catch (Exception e) when (e is not ProjectionStoppedException && (careful || e is not PostgresException) && Faults.IsPoison(e, rows.Connection))
        {
            // Halving finds the guilty event; what is written meanwhile does not matter, these tables will not be used.
            if (events.Count == 1)
                throw new ProjectionStoppedException(projection.Name, events[0], e);
            rows.Forget();
            await Apply(rows, [.. events.Take(events.Count / 2)], careful, ct);
            await Apply(rows, [.. events.Skip(events.Count / 2)], careful, ct);
        }
    }

    async Task<IReadOnlyList<(string Table, long Live, long Rebuilt)>> Compare(NpgsqlConnection connection, CancellationToken ct)
    {
        var counts = new List<(string, long, long)>();
        foreach (var table in projection.Tables)
        {
            await using var count = new NpgsqlCommand(
                $"select (select count(*) from {ReadTableDdl.Table(table)}), (select count(*) from {ReadTableDdl.Table(table, RebuildRows.Suffix)})", connection)
            { CommandTimeout = 0 };
            await using var reader = await count.ExecuteReaderAsync(ct);
            await reader.ReadAsync(ct);
            counts.Add((table.Name, reader.GetInt64(0), reader.GetInt64(1)));
        }
        return counts;
    }

    async Task<long> Swap(NpgsqlConnection connection, RebuildRows rows, long position, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await connection.Run("set local synchronous_commit = on; set local lock_timeout = '1s'", ct);
        // The live projection's commits begin with these rows too: it waits here, and finds the checkpoint moved.
        long live = 0;
        await using (var hold = new NpgsqlCommand(
            $"select last_seq_id from public.mt_event_progression where {Versions} order by name for update", connection) { Parameters = { Checkpoints.Text(projection.Name) } })
        await using (var reader = await hold.ExecuteReaderAsync(ct))
        {
            while (await reader.ReadAsync(ct))
                live = Math.Max(live, reader.GetInt64(0));
        }
        // Never back behind what was live: a reader who was promised a position finds it.
        while (await store.ReadAll(position, Near, ct) is var page && page.Through > position)
        {
            var full = page.Through - position == Near;
            await projection.Project([.. page.Events.Where(e => projection.Handles.Contains(e.Type))], rows, ct);
            await rows.Flush(ct);
            await rows.Settle(ct);
            position = page.Through;
            if (position >= live && !full)
                break;
        }
        // The renames wait for whoever reads the old tables, and new readers behind them: not for long, rather try again.
        await connection.Run(string.Join('\n', projection.Tables.Select(t => ReadTableDdl.Swap(t, RebuildRows.Suffix))), ct);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                // Other versions' checkpoints go: their programs must not write into these tables.
                new($"delete from public.mt_event_progression where {Versions}") { Parameters = { Checkpoints.Text(projection.Name) } },
                new("insert into public.mt_event_progression (name, last_seq_id) values ($1, $2)") { Parameters = { Checkpoints.Text(lane.RowName), Checkpoints.Long(position) } },
                Checkpoints.Tell([lane], position),
            },
        };
        await batch.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(CancellationToken.None);
        return position;
    }

    const string Versions = "(name = $1 || ':All' or name ~ ('^' || $1 || ':V[0-9]+:All$'))";
}
