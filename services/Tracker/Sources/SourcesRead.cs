using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Sources;
using CommitmentTracker.EventStore;
using CommitmentTracker.EventStore.Projections;
using CommitmentTracker.Platform;
using Npgsql;

namespace CommitmentTracker.Sources;

/// <summary>Read model and its GETs: <c>/sources</c> and <c>/sources/{slug}</c>, with what is quoted from it.</summary>
internal static class SourcesRead
{
    public static readonly DocumentProjection<SourceView> Projection = new(
        "Sources", "source", ["source_registered", "source_text_added"], Documents.SlugOf, Evolve,
        [
            (new("language", "text not null"), v => v.Language),
            (new("published_on", "date not null"), v => v.PublishedOn.To),
        ],
        [], ContractJson.Stored);

    public static SourceView? Evolve(SourceView? view, StoredEvent e)
    {
        var next = e.Data switch
        {
            SourceRegistered r => new SourceView(r.Slug, r.Title, r.Publisher, r.PublishedOn, r.Language, r.Url, false, null, null, null, 0, default),
            SourceTextAdded t => view! with { HasText = true, Sha256 = t.Sha256, Text = t.Text },
            _ => throw new UnknownEventException(e.Type),
        };
        return next with { Position = e.Position, RecordedAt = e.RecordedAt };
    }

    public static void Map(WebApplication app)
    {
        app.MapGet("/sources", List).RequireAuthorization(Roles.Reader).WithTags("Sources").WithName("ListSources")
            .WithSummary("Registered sources by slug.").WithMetadata(new Gives(typeof(Page<SourceView>), "language", "limit", "after", "atLeast"));
        app.MapGet("/sources/{slug}", Get).RequireAuthorization(Roles.Reader).WithTags("Sources").WithName("GetSource")
            .WithSummary("One source, its text, and every quote taken from it with its place in the text.").WithMetadata(new Gives(typeof(SourceView), "asKnownOn", "atLeast"));
    }

    static async Task List(HttpContext http, Documents documents, ProjectionRunner runner, TimeProvider clock)
    {
        var query = new ReadQuery(http.Request, Commands.Today(clock));
        var (language, limit, after) = (query.Text("language"), query.Limit, query.After);
        if (query.Refusal is { } refusal)
        {
            await Problems.Write(http, refusal);
            return;
        }
        if (!await Views.CaughtUp(http, runner, Projection.Name))
            return;
        var page = await documents.Page(Projection, "doc - 'text'", limit, after, http.RequestAborted, ("language = {0}", language));
        await Views.SendTable(http, page, page.Next, page.Items,
            ("slug", s => s.Slug), ("title", s => s.Title), ("publisher", s => s.Publisher), ("publishedOn", s => s.PublishedOn.ToString()),
            ("inferred", s => s.PublishedOn.Inferred ? "true" : "false"), ("language", s => s.Language), ("url", s => s.Url), ("hasText", s => s.HasText ? "true" : "false"),
            ("sha256", s => s.Sha256), ("position", s => s.Position), ("recordedAt", s => s.RecordedAt));
    }

    static async Task Get(HttpContext http, string slug, Documents documents, NpgsqlDataSource source, ProjectionRunner runner, TimeProvider clock)
    {
        var query = new ReadQuery(http.Request, Commands.Today(clock));
        var knownOn = query.AsKnownOn;
        if (query.Refusal is { } refusal)
        {
            await Problems.Write(http, refusal);
            return;
        }
        if (!await Views.CaughtUp(http, runner, Projection.Name, Quotes.ProjectionName))
            return;
        if (await documents.One(Projection, Source.Kind, slug, knownOn, http.RequestAborted) is not { } view)
        {
            await Problems.Write(http, Problem.NotFound.Because($"No source '{slug}' is registered{(knownOn is null ? "" : " by then")}."));
            return;
        }
        var (quotes, position, recordedAt) = await Quotes.Of(slug, view.Text, knownOn, source, http.RequestAborted);
        if (position > view.Position)
            view = view with { Position = position, RecordedAt = recordedAt!.Value };
        await Views.Send(http, Views.Json(view with { Quotes = quotes }));
    }
}

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

    /// <summary>After a source's text was added: which quotes occur in it. Waits until every quote before it is in the read model.</summary>
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
