using Npgsql;
using NpgsqlTypes;

namespace CommitmentTracker.EventStore;

/// <summary>The reads: each one prepared statement on a pooled connection. Every read but the raw page leaves archived rows out.</summary>
sealed class Reading(NpgsqlDataSource source, EventTypes types)
{
    const string Row = "e.seq_id, e.id, e.stream_id, e.version, e.type, e.timestamp, e.user_name, e.data, e.headers, e.correlation_id, e.causation_id";

    // The lateral with its own order keeps the planner at one index range a stream, whatever it believes of the table's size.
    internal const string StreamsSql =
        $"""
        select e.* from unnest($1, $2) with ordinality u(id, after, n) cross join lateral (
            select {Row} from public.mt_events e
            where e.stream_id = u.id and e.version > u.after and e.is_archived = false
            order by e.version) e
        order by u.n, e.version
        """;

    internal const string AtSql = $"select {Row} from public.mt_events e where e.seq_id = any($1) and e.is_archived = false order by e.seq_id";

    internal const string VersionsSql =
        """
        select u.n, s.version from unnest($1) with ordinality u(id, n) cross join lateral (
            select s.version from public.mt_streams s where s.id = u.id and s.is_archived = false offset 0) s
        """;

    internal const string PageSql = $"select {Row}, e.is_archived is true from public.mt_events e where e.seq_id > $1 order by e.seq_id limit $2";

    internal const string HistorySql =
        $"""
        select {Row} from public.mt_events e
        where e.seq_id > $1 and e.is_archived = false
        """;

    internal Task<IReadOnlyList<StoredEvent>> Streams(IReadOnlyList<StreamVersion> after, CancellationToken ct) => Read(
        StreamsSql,
        [
            new NpgsqlParameter<string[]> { TypedValue = [.. after.Select(s => s.Stream)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar },
            new NpgsqlParameter<long[]> { TypedValue = [.. after.Select(s => s.Version)] },
        ],
        null, ct);

    internal Task<IReadOnlyList<StoredEvent>> At(IReadOnlyList<long> positions, CancellationToken ct) => Read(
        AtSql, [new NpgsqlParameter<long[]> { TypedValue = [.. positions] }], null, ct);

    internal async Task<long[]> Versions(IReadOnlyList<string> streams, CancellationToken ct)
    {
        var versions = new long[streams.Count];
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand(VersionsSql, connection);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. streams], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar });
        await command.PrepareAsync(ct);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            versions[reader.GetInt64(0) - 1] = reader.GetInt64(1);
        return versions;
    }

    /// <summary>
    /// Read raw and checked for holes, then without what is archived: we archive nothing, but a row that a foreign program
    /// archived is still a place in the log, and no hole.
    /// </summary>
    internal async Task<LogPage> Page(long after, int limit, CancellationToken ct)
    {
        var archived = new HashSet<long>();
        var page = await Read(PageSql, [new NpgsqlParameter<long> { TypedValue = after }, new NpgsqlParameter<long> { TypedValue = limit }], archived, ct);
        for (var i = 0; i < page.Count; i++)
        {
            if (page[i].Position != after + i + 1)
                throw new LogBrokenException($"The log has no event {after + i + 1}: {page[i].Position} follows {after + i}.");
        }
        return new(archived.Count == 0 ? page : [.. page.Where(e => !archived.Contains(e.Position))], after + page.Count);
    }

    internal Task<IReadOnlyList<StoredEvent>> History(
        string? stream, string? streamPrefix, IReadOnlyList<string>? typesOnly, long after, long? upTo, int limit, CancellationToken ct)
    {
        // Only the conditions that were asked for: a plan that must fit "null or equal" fits neither.
        var sql = HistorySql;
        var parameters = new List<NpgsqlParameter> { new NpgsqlParameter<long> { TypedValue = after } };
        void And(string condition, NpgsqlParameter value)
        {
            parameters.Add(value);
            sql += FormattableString.Invariant($" and {condition.Replace("$", $"${parameters.Count}", StringComparison.Ordinal)}");
        }
        if (stream is not null)
            And("e.stream_id = $", new NpgsqlParameter<string> { TypedValue = stream });
        if (streamPrefix is not null)
            And("starts_with(e.stream_id, $)", new NpgsqlParameter<string> { TypedValue = streamPrefix });
        if (typesOnly is not null)
            And("e.type = any($)", new NpgsqlParameter<string[]> { TypedValue = [.. typesOnly], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar });
        if (upTo is { } end)
            And("e.seq_id <= $", new NpgsqlParameter<long> { TypedValue = end });
        // In one stream both orders are the same, and this one is the index's that finds the stream.
        var order = stream is null ? "e.seq_id" : "e.version";
        sql += FormattableString.Invariant($" order by {order} limit ${parameters.Count + 1}");
        parameters.Add(new NpgsqlParameter<long> { TypedValue = limit });
        return Read(sql, parameters, null, ct);
    }

    internal async Task<(long Position, DateTimeOffset RecordedAt)> Head(CancellationToken ct)
    {
        await using var command = source.CreateCommand("select last_seq, last_recorded from tracker.log_head");
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? (reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1))
            : throw new LogBrokenException("tracker.log_head has no row.");
    }

    async Task<IReadOnlyList<StoredEvent>> Read(string sql, IReadOnlyList<NpgsqlParameter> parameters, HashSet<long>? archived, CancellationToken ct)
    {
        var events = new List<StoredEvent>();
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        await command.PrepareAsync(ct);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            events.Add(new StoredEvent(
                reader.GetInt64(0), reader.GetGuid(1), reader.GetString(2), reader.GetInt64(3), reader.GetString(4),
                reader.GetFieldValue<DateTimeOffset>(5), Text(6), reader.GetFieldValue<byte[]>(7))
            {
                Headers = reader.IsDBNull(8) ? default(ReadOnlyMemory<byte>) : reader.GetFieldValue<byte[]>(8),
                Correlation = Text(9),
                Causation = Text(10),
                Types = types,
            });
            if (archived is not null && reader.GetBoolean(11))
                archived.Add(events[^1].Position);
        }
        return events;

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    }
}
