using CommitmentTracker.Contracts;
using CommitmentTracker.EventStore;
using CommitmentTracker.EventStore.Projections;
using CommitmentTracker.Platform;
using Npgsql;

namespace CommitmentTracker.Sources;

/// <summary>Read model: every quote that an event cites, by source.</summary>
internal sealed class Quotes : IProjection
{
    public const string ProjectionName = "Quotes";

    static readonly ReadTable Table = new(
        "quote",
        [
            new("stream", "text not null"), new("version", "bigint not null"), new("position", "bigint not null"), new("recorded_at", "timestamptz not null"),
            new("source", "text not null"), new("quote", "text not null"),
        ],
        ["stream", "version"], "(source, position)");

    public string Name => ProjectionName;

    public IReadOnlyList<ReadTable> Tables { get; } = [Table];

    public string OnlyWithHeader => "citation";

    /// <summary>Any event may cite.</summary>
    public IReadOnlySet<string> Handles { get; } = StoredNames.All.Select(n => n.Name).ToHashSet(StringComparer.Ordinal);

    public ValueTask Project(IReadOnlyList<StoredEvent> page, IRows rows, CancellationToken ct)
    {
        foreach (var e in page)
            if (EventHeaders.Of(e).Citation is { } citation)
                rows.Add(Table).Text(e.Stream).Int64(e.Version).Int64(e.Position).Instant(e.RecordedAt).Text(citation.Source).Text(citation.Quote);
        return ValueTask.CompletedTask;
    }

    /// <summary>What is quoted from a source, each held against its text if there is one.</summary>
    public static async Task<(IReadOnlyList<CitedQuote> Quotes, long Position, DateTimeOffset? RecordedAt)> Of(
        string slug, string? text, DateTimeOffset? knownOn, NpgsqlDataSource source, CancellationToken ct)
    {
        await using var query = source.CreateCommand("select stream, version, quote, position, recorded_at from read.quote where source = $1 order by position");
        query.Parameters.Add(new() { Value = slug });
        await using var row = await query.ExecuteReaderAsync(ct);
        var quotes = new List<CitedQuote>();
        var (position, recordedAt) = (0L, (DateTimeOffset?)null);
        while (await row.ReadAsync(ct))
        {
            var at = row.GetFieldValue<DateTimeOffset>(4);
            if (at > knownOn)
                break;
            (position, recordedAt) = (row.GetInt64(3), at);
            var quote = row.GetString(2);
            quotes.Add(new(row.GetString(0), row.GetInt64(1), quote, text is null ? null : Citations.Span(text, quote)));
        }
        return (quotes, position, recordedAt);
    }

    /// <summary>Those of the quotes whose event stands: whose entry two people did not take back, whose figure was not retracted, whose act counts.</summary>
    public static async Task<IReadOnlyList<CitedQuote>> Standing(IReadOnlyList<CitedQuote> quotes, DateTimeOffset? knownOn, NpgsqlDataSource source, CancellationToken ct)
    {
        await using var query = source.CreateCommand("""
            select e.id, case when l->>'act' <> 'entry_retracted' then (l->'data'->>'act')::bigint end
            from (select id, doc from read.dossier where id = any($1)
                  union all select 'agreement:' || id, doc from read.agreement where id = any($4)) e, jsonb_array_elements(e.doc->'log') l
            where l->>'act' in ('entry_retracted', 'agreement_act_taken_back', 'act_taken_back') and ($2::timestamptz is null or (l->>'recordedAt')::timestamptz <= $2)
            union all
            select 'trade:' || pair, retracts from read.trade_figure
            where pair = any($3) and retracts is not null and ($2::timestamptz is null or recorded_at <= $2)
            """);
        query.Parameters.Add(new() { Value = quotes.Select(q => q.Stream).Distinct().ToArray() });
        query.Parameters.Add(new() { Value = (object?)knownOn?.UtcDateTime ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz });
        query.Parameters.Add(new() { Value = Slugs("trade:") });
        query.Parameters.Add(new() { Value = Slugs("agreement:") });
        // Without a version the whole stream.
        var (streams, events) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<(string, long)>());
        await using var row = await query.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            _ = row.IsDBNull(1) ? streams.Add(row.GetString(0)) : events.Add((row.GetString(0), row.GetInt64(1)));
        return [.. quotes.Where(q => !streams.Contains(q.Stream) && !events.Contains((q.Stream, q.Version)))];

        string[] Slugs(string kind) => [.. quotes.Where(q => q.Stream.StartsWith(kind, StringComparison.Ordinal)).Select(q => Documents.SlugOf(q.Stream)).Distinct()];
    }

    /// <summary>After a source's text was added or corrected: which quotes occur in it. Waits until every quote before it is in the read model.</summary>
    public static async ValueTask<CommandResult> Check(string slug, string text, CommandResult result, ProjectionRunner runner, NpgsqlDataSource source, CancellationToken ct)
    {
        if (!await runner.WaitFor(ProjectionName, result.Position, TimeSpan.FromSeconds(5), ct))
            return Later();
        try
        {
            var (quotes, _, _) = await Of(slug, text, null, source, ct);
            return result with { Quotes = new(quotes.Count(q => q.Span is not null), [.. quotes.Where(q => q.Span is null)]) };
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            // The text is recorded by now; an error would say that it is not.
            return Later();
        }

        CommandResult Later() => result with { Warnings = [.. result.Warnings ?? [], $"The quotes are not checked yet; see /sources/{slug}."] };
    }
}
