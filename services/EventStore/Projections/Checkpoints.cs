using Npgsql;
using NpgsqlTypes;

namespace CommitmentTracker.EventStore.Projections;

/// <summary>The SQL of checkpoints and faults.</summary>
static class Checkpoints
{
    /// <summary>NOTIFY channel; the payload is <c>name position</c>.</summary>
    public const string Channel = "tracker_projected";

    /// <summary>Purpose of the lock of the node that works on a projection.</summary>
    public const string Running = "projection";

    /// <summary>Purpose of the lock of the one rebuild a projection may have.</summary>
    public const string Rebuilding = "rebuild";

    const string MovedElsewhere = "tracker: checkpoint moved elsewhere";

    /// <summary>
    /// Compare-and-set for all projections of a page. Where another node was first the cast fails the batch, so that
    /// no second round trip has to look before the commit. It goes first: a loser waits here, before it has touched a row.
    /// </summary>
    public static NpgsqlBatchCommand Move(IEnumerable<Lane> lanes, long from, long to) => new(
        $"""
        with moved as (
            update public.mt_event_progression set last_seq_id = $3, last_updated = transaction_timestamp()
            where name = any($1) and last_seq_id = $2 returning 1)
        select case when count(*) = cardinality($1) then 0 else ('{MovedElsewhere} ' || count(*))::int end from moved
        """)
    { Parameters = { Texts(lanes.Select(l => l.RowName)), Long(from), Long(to) } };

    /// <summary>Whether it is the compare-and-set that failed. Told by its words: the driver does not say which statement it was.</summary>
    public static bool IsLostRace(Exception e) =>
        e is PostgresException { SqlState: PostgresErrorCodes.InvalidTextRepresentation } refused && refused.MessageText.Contains(MovedElsewhere, StringComparison.Ordinal);

    /// <summary>Tells every node, in the same commit.</summary>
    public static NpgsqlBatchCommand Tell(IEnumerable<Lane> lanes, long to) =>
        new("select pg_notify('tracker_projected', name || ' ' || $2) from unnest($1) name")
        { Parameters = { Texts(lanes.Select(l => l.Projection.Name)), Long(to) } };

    /// <summary>
    /// Makes checkpoints that are missing. One whose projection stands at another version is not made: the rows there are
    /// that version's, and only a rebuild makes them this one's.
    /// </summary>
    public static async Task Ensure(NpgsqlConnection connection, IReadOnlyList<Lane> lanes, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into public.mt_event_progression (name, last_seq_id)
            select row_name, 0 from unnest($1, $2) as p(row_name, name)
            where not exists (select from public.mt_event_progression o where o.name = p.name || ':All' or o.name ~ ('^' || p.name || ':V[0-9]+:All$'))
            on conflict do nothing
            """, connection)
        { Parameters = { Texts(lanes.Select(l => l.RowName)), Texts(lanes.Select(l => l.Projection.Name)) } };
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Those whose rows were made by another version of them: only a rebuild makes them this one's.</summary>
    public static async Task<IReadOnlyList<string>> Outdated(NpgsqlConnection connection, IReadOnlyList<Lane> lanes, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            select name from unnest($1, $2) with ordinality as p(row_name, name, nth)
            where not exists (select from public.mt_event_progression where name = p.row_name)
              and exists (select from public.mt_event_progression o where o.name = p.name || ':All' or o.name ~ ('^' || p.name || ':V[0-9]+:All$'))
            order by nth
            """, connection)
        { Parameters = { Texts(lanes.Select(l => l.RowName)), Texts(lanes.Select(l => l.Projection.Name)) } };
        var names = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            names.Add(reader.GetString(0));
        return names;
    }

    /// <summary>How these projections stand in the database; one without checkpoint is absent. Head is the log's end.</summary>
    public static async Task<(Dictionary<string, Standing> ByRow, long Head)> Read(NpgsqlConnection connection, IReadOnlyList<Lane> lanes, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            select h.head, p.name, p.last_seq_id, f.error, e.timestamp
            from (select coalesce(max(seq_id), 0) as head from public.mt_events) h
            left join public.mt_event_progression p on p.name = any($1)
            left join tracker.projection_fault f on f.name = p.name and f.position > p.last_seq_id
            left join public.mt_events e on e.seq_id = p.last_seq_id + 1
            """, connection)
        { Parameters = { Texts(lanes.Select(l => l.RowName)) } };
        var standings = new Dictionary<string, Standing>(StringComparer.Ordinal);
        var head = 0L;
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            head = reader.GetInt64(0);
            if (!await reader.IsDBNullAsync(1, ct))
                standings[reader.GetString(1)] = new(reader.GetInt64(2), reader.IsDBNull(3) ? null : reader.GetString(3), reader.IsDBNull(4) ? null : reader.GetFieldValue<DateTimeOffset>(4));
        }
        return (standings, head);
    }

    /// <summary>Writes down why a projection stopped.</summary>
    public static async Task Stop(NpgsqlConnection connection, Lane lane, StoredEvent at, string why, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into tracker.projection_fault (name, position, stream, event_type, error) values ($1, $2, $3, $4, $5)
            on conflict (name) do update set position = excluded.position, stream = excluded.stream, event_type = excluded.event_type, error = excluded.error, at = excluded.at
            """, connection)
        { Parameters = { Text(lane.RowName), Long(at.Position), Text(at.Stream), Text(at.Type), Text(why) } };
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>
    /// Asks for the work on these projections. Held by the session, so it goes with it; nothing but wasted work hangs on it.
    /// </summary>
    public static async Task<IReadOnlySet<string>> TryHold(NpgsqlConnection connection, string purpose, IEnumerable<Lane> lanes, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "select name from unnest($1) name where pg_try_advisory_lock(hashtextextended($2 || ' ' || name, 0))", connection)
        { Parameters = { Texts(lanes.Select(l => l.Projection.Name)), Text(purpose) } };
        var held = new HashSet<string>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            held.Add(reader.GetString(0));
        return held;
    }

    /// <summary>Lets go of the work on these.</summary>
    public static Task Release(NpgsqlConnection connection, IEnumerable<Lane> lanes, CancellationToken ct) =>
        connection.Run("select pg_advisory_unlock(hashtextextended($2 || ' ' || name, 0)) from unnest($1) name", ct,
            lanes.Select(l => l.Projection.Name).ToArray(), Running);

    /// <summary>Lets go of everything <see cref="TryHold"/> took here: a pooled session would keep it.</summary>
    public static Task LetGo(NpgsqlConnection connection, CancellationToken ct) => connection.Run("select pg_advisory_unlock_all(); unlisten *", ct);

    public static NpgsqlParameter Texts(IEnumerable<string> values) => new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    public static NpgsqlParameter<long> Long(long value) => new() { TypedValue = value };

    public static NpgsqlParameter<string> Text(string value) => new() { TypedValue = value };
}

/// <summary>A checkpoint, the fault it stands before, and the recorded time of the first event it has not seen.</summary>
readonly record struct Standing(long Position, string? Fault, DateTimeOffset? Waiting);
