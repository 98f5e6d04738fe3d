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
