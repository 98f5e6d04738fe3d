using CommitmentTracker.EventStore.Projections;
using Npgsql;
using NpgsqlTypes;

namespace CommitmentTracker.EventStore;

/// <summary>A connection kept for turns, and what is said on it: prepared once, one round trip each. Not thread-safe.</summary>
sealed class Trips : IAsyncDisposable
{
    /// <summary>From this many events on, COPY's cheaper rows outweigh its further round trips; at 64 they do not.</summary>
    internal const int CopyFrom = 256;

    readonly NpgsqlConnection connection;
    readonly NpgsqlBatch look, write, beforeCopy, afterCopy, undo;
    readonly List<string> seen = [];
    readonly TurnRows rows;
    readonly CopyBuffer buffer = new();
    readonly TimeSpan answerTimeout;
    Task ongoing = Task.CompletedTask;

    readonly NpgsqlParameter<DateTime> streamsRecorded = new(), eventsRecorded = new(), headRecorded = new();
    readonly NpgsqlParameter<long> eventsLast = new(), copiedLast = new(), headLast = new(), headNext = new(), eventCount = new(), copiedCount = new(), streamCount = new();

    Trips(NpgsqlConnection connection, TurnRows rows, StoreOptions options)
    {
        (this.connection, this.rows, answerTimeout) = (connection, rows, options.AnswerTimeout);
        foreach (var parameter in (ReadOnlySpan<NpgsqlParameter>)[streamsRecorded, eventsRecorded, headRecorded])
            parameter.NpgsqlDbType = NpgsqlDbType.TimestampTz;
        look = Batch(
            Say("begin isolation level read committed"),
            Say("select last_seq, last_recorded from tracker.log_head for update"),
            // Its own statement: one that waited for the lock would still see what was there before the wait.
            Say("""
                select u.n, s.version from unnest($1) with ordinality u(id, n)
                join public.mt_streams s on s.id = u.id
                """, Many(seen, NpgsqlDbType.Varchar)));
        // Each count is asserted inside the transaction: a row that a foreign trigger swallowed divides by zero, so that
        // COMMIT is never reached. (Eventuous/eventuous#553: acknowledged, and not there.)
        var upsert = Say(
            """
            with written as (
                insert into public.mt_streams (id, type, version, timestamp, created)
                select id, type, version, $4, $4 from unnest($1, $2, $3) u(id, type, version) order by id
                on conflict (id) do update set version = excluded.version, timestamp = excluded.timestamp
                returning 1)
            select 1 / (count(*) = $5)::int from written
            """,
            Many(rows.Streams, NpgsqlDbType.Varchar), Many(rows.StreamTypes, NpgsqlDbType.Varchar),
            Many(rows.StreamVersions, NpgsqlDbType.Bigint), streamsRecorded, streamCount);
        var insert = Say(
            """
            with written as (
                insert into public.mt_events (seq_id, id, stream_id, version, data, type, timestamp, mt_dotnet_type,
                                              correlation_id, causation_id, headers, user_name)
                select $1 + n, id, stream, version, data, type, $2, dotnet, correlation, causation, headers, actor
                from unnest($3, $4, $5, $6, $7, $8, $9, $10, $11, $12) with ordinality
                    u(id, stream, version, data, type, dotnet, correlation, causation, headers, actor, n)
                returning 1)
            select 1 / (count(*) = $13)::int from written
            """,
            eventsLast, eventsRecorded, Many(rows.Ids, NpgsqlDbType.Uuid),
            Many(rows.EventStreams, NpgsqlDbType.Varchar), Many(rows.EventVersions, NpgsqlDbType.Bigint),
            Many(rows.Bodies, NpgsqlDbType.Jsonb), Many(rows.Types, NpgsqlDbType.Varchar), Many(rows.DotnetTypes, NpgsqlDbType.Varchar),
            Many(rows.Correlations, NpgsqlDbType.Varchar), Many(rows.Causations, NpgsqlDbType.Varchar),
            Many(rows.Headers, NpgsqlDbType.Jsonb), Many(rows.Actors, NpgsqlDbType.Varchar), eventCount);
        var copied = Say("select 1 / (count(*) = $2)::int from public.mt_events where seq_id > $1", copiedLast, copiedCount);
        var move = Say(
            """
            with moved as (update tracker.log_head set last_seq = $1, last_recorded = $2 where last_seq = $3 returning 1)
            select 1 / (count(*) = 1)::int, setval('public.mt_events_sequence', $1), pg_notify('tracker_log', $1::text) from moved
            """, headNext, headRecorded, headLast);
        var commit = Say("commit");
        write = Batch(upsert, insert, move, commit);
        beforeCopy = Batch(upsert);
        afterCopy = Batch(copied, move, commit);
        undo = Batch(Say("rollback"));
        // The driver's own timeout sends a cancel request, which could hit a COMMIT: see Answered.
        write.Timeout = beforeCopy.Timeout = afterCopy.Timeout = undo.Timeout = 0;
        look.Timeout = (int)Math.Ceiling(options.LockTimeout.TotalSeconds) + 5;
    }

    internal static async Task<Trips> Open(NpgsqlDataSource source, TurnRows rows, StoreOptions options, CancellationToken ct)
    {
        var connection = await source.OpenConnectionAsync(ct);
        try
        {
            // Plans made while the tables were small would scan them until the next autovacuum, in every turn. A plan that
            // avoids a scan by penalty looks dear enough to be compiled: 40 ms a statement, so no JIT either.
            await connection.Run("set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off; set plan_cache_mode = force_generic_plan; set jit = off", ct);
            // For the session, which has no other use: two statements fewer in every turn. A node that froze or vanished with
            // the lock in its hand must not stop the others for good.
            var lockTimeout = FormattableString.Invariant($"{options.LockTimeout.TotalMilliseconds:0}");
            await connection.Run($"set lock_timeout = {lockTimeout}; set idle_in_transaction_session_timeout = {lockTimeout}", ct);
            var trips = new Trips(connection, rows, options);
            foreach (var batch in trips.Batches)
                await batch.PrepareAsync(ct);
            return trips;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Begins the turn: takes the lock, and reads the head and these streams' versions into <paramref name="versions"/>.</summary>
    internal async Task<(long Last, DateTime Recorded)> Look(IReadOnlyList<string> streams, List<long> versions)
    {
        seen.Clear();
        seen.AddRange(streams);
        await using var reader = await look.ExecuteReaderAsync(CancellationToken.None);
        if (!await reader.ReadAsync(CancellationToken.None))
            throw new LogBrokenException("tracker.log_head has no row.");
        var head = (reader.GetInt64(0), reader.GetFieldValue<DateTime>(1));
        await reader.NextResultAsync(CancellationToken.None);
        while (await reader.ReadAsync(CancellationToken.None))
            versions[(int)reader.GetInt64(0) - 1] = reader.GetInt64(1);
        return head;
    }

    /// <summary>Writes the rows and commits: one round trip. A PostgreSQL error other than FATAL means: nothing was written.</summary>
    internal async Task Write()
    {
        streamsRecorded.TypedValue = eventsRecorded.TypedValue = headRecorded.TypedValue = rows.Recorded;
        eventsLast.TypedValue = copiedLast.TypedValue = headLast.TypedValue = rows.Last;
        headNext.TypedValue = rows.Next;
        streamCount.TypedValue = rows.Streams.Count;
        eventCount.TypedValue = copiedCount.TypedValue = rows.Ids.Count;
        await Answered(rows.Ids.Count < CopyFrom ? write.ExecuteNonQueryAsync(CancellationToken.None) : Copy());
    }

    /// <summary>Ends the transaction without a trace.</summary>
    internal Task Undo() => Answered(undo.ExecuteNonQueryAsync(CancellationToken.None));

    async Task Copy()
    {
        // Before the first await: a connection given up may go on here when the rows are another turn's.
        var events = rows.Events(buffer);
        await beforeCopy.ExecuteNonQueryAsync(CancellationToken.None);
        await using (var copy = await connection.BeginRawBinaryCopyAsync(TurnRows.Copied, CancellationToken.None))
            await copy.WriteAsync(events, CancellationToken.None);
        await afterCopy.ExecuteNonQueryAsync(CancellationToken.None);
    }

    /// <summary>Waits for the answer, but not for ever. Past the time the connection counts as lost: nothing is cancelled, nothing taken back.</summary>
    Task Answered(Task asked)
    {
        ongoing = asked;
        return ongoing.IsCompletedSuccessfully ? ongoing : ongoing.WaitAsync(answerTimeout);
    }

    /// <summary>Inside a turn: whether this place of the stream holds this event.</summary>
    internal async Task<bool> Holds(string stream, long version, Guid id)
    {
        await using var command = connection.Command("select id from public.mt_events where stream_id = $1 and version = $2", stream, version);
        return await command.ExecuteScalarAsync(CancellationToken.None) is Guid there && there == id;
    }

    /// <summary>Gives the connection back to the pool; one that still waits for an answer only when that came or the socket ended.</summary>
    public async ValueTask DisposeAsync()
    {
        await ongoing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var batch in Batches)
            batch.Dispose();
        await connection.DisposeAsync();
    }

    NpgsqlBatch[] Batches => [look, write, beforeCopy, afterCopy, undo];

    NpgsqlBatch Batch(params ReadOnlySpan<NpgsqlBatchCommand> commands)
    {
        var batch = new NpgsqlBatch(connection);
        foreach (var command in commands)
            batch.BatchCommands.Add(command);
        return batch;
    }

    static NpgsqlBatchCommand Say(string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.AddRange(parameters);
        return command;
    }

    static NpgsqlParameter<List<T>> Many<T>(List<T> values, NpgsqlDbType type) =>
        new() { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type };
}
