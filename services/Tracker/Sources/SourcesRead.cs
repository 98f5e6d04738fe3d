using System.Text.Json;
using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Sources;
using CommitmentTracker.EventStore;
using CommitmentTracker.EventStore.Projections;
using CommitmentTracker.Platform;
using Npgsql;
using NpgsqlTypes;

namespace CommitmentTracker.Sources;

/// <summary>Read model and its GETs: <c>/sources</c> and <c>/sources/{slug}</c>, with what is quoted from it. What each shows is told by <see cref="SourceAsKnown"/>.</summary>
internal static class SourcesRead
{
    public static readonly DocumentProjection<SourceDocument> Projection = new(
        "Sources", "source", [.. StoredNames.All.Where(n => n.Type.Namespace == typeof(SourceRegistered).Namespace).Select(n => n.Name)], Documents.SlugOf, Evolve,
        [
            (new("language", "text not null"), d => d.Descriptions[^1].As.Language),
            (new("published_on", "date not null"), d => d.Descriptions[^1].As.PublishedOn.To),
            (new("text_corrected", "boolean not null"), d => d.Texts.Count > 1),
        ],
        [], ContractJson.Stored, version: 2);

    public static SourceDocument? Evolve(SourceDocument? source, StoredEvent e)
    {
        return e.Data switch
        {
            SourceRegistered r => new([Describe(r)], [], []),
            SourceCorrected c => source! with { Descriptions = [.. source.Descriptions, Describe(source.Descriptions[^1].As.With(c), c.Reason)] },
            SourceTextAdded t => Text(t.Text, t.Sha256, null),
            SourceTextCorrected t => Text(t.Text, t.Sha256, t.Reason),
            _ => throw new UnknownEventException(e.Type),
        };

        Described Describe(SourceRegistered stands, string? reason = null) => new(stands, e.Type, e.Version, e.Position, e.RecordedAt, reason);

        SourceDocument Text(string text, string sha256, string? reason) =>
            source! with { Texts = [.. source.Texts, new(sha256, e.Type, e.Version, e.Position, e.RecordedAt, reason)], Bodies = [.. source.Bodies!, text] };
    }

    /// <summary>The days by which sources were published, by what was known then: of these, or of all.</summary>
    public static async Task<Dictionary<string, Publication>> PublishedOn(IEnumerable<string>? slugs, DateTimeOffset? knownOn, NpgsqlDataSource source, CancellationToken ct)
    {
        var (asked, days) = (slugs?.Distinct().ToArray(), new Dictionary<string, Publication>(StringComparer.Ordinal));
        if (asked is [])
            return days;
        await using var query = source.CreateCommand("select id, doc - 'bodies' from read.source where $1::text[] is null or id = any($1)");
        query.Parameters.Add(new() { Value = (object?)asked ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        await using var row = await query.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            if (SourceAsKnown.PublishedOn(JsonSerializer.Deserialize<SourceDocument>(row.GetString(1), ContractJson.Stored)!, knownOn) is { } day)
                days[row.GetString(0)] = day;
        return days;
    }

    public static void Map(WebApplication app)
    {
        app.MapGet("/sources", List).RequireAuthorization(Roles.Reader).WithTags("Sources").WithName("ListSources")
            .WithSummary("Registered sources by slug.").WithMetadata(new Gives(typeof(Page<SourceView>), "language", "limit", "after", "asKnownOn", "asPublishedBy", "atLeast"));
        app.MapGet("/sources/{slug}", Get).RequireAuthorization(Roles.Reader).WithTags("Sources").WithName("GetSource")
            .WithSummary("One source, its text, its timeline, and every quote taken from it with its place in the text; as a table the quotes.")
            .WithMetadata(new Gives(typeof(SourceView), "asKnownOn", "asPublishedBy", "atLeast") { Table = true });
    }

    static async Task List(HttpContext http, Documents documents, ProjectionRunner runner, ReferenceClock clock)
    {
        var query = new ReadQuery(http.Request, clock);
        var (language, limit, after, knownOn, publishedBy) = (query.Some("language", tag => tag.ToLowerInvariant(), "language tags such as en, with commas"), query.Limit, query.After, query.AsKnownOn, query.AsPublishedBy);
        if (query.Refusal is { } refusal)
        {
            await Problems.Write(http, refusal);
            return;
        }
        if (!await Views.CaughtUp(http, runner, Projection.Name))
            return;
        var found = new List<SourceView>();
        do
        {
            // The column knows today's language; a correction may have changed it.
            var page = await documents.Page(Projection, "doc - 'bodies'", limit, after, http.RequestAborted, ("lower(language) = any({0})", knownOn is null ? language?.ToArray() : null));
            found.AddRange(page.Items.Select(d => SourceAsKnown.Of(d, knownOn, publishedBy)).OfType<SourceView>()
                .Where(v => language?.Contains(v.Language.ToLowerInvariant()) != false).Select(v => v with { Timeline = null }));
            after = page.Next;
        }
        while (after is not null && found.Count < limit);
        if (found.Count > limit)
            (found, after) = (found[..limit], found[limit - 1].Slug);
        await Views.SendTable(http, Page.Of(found, after, v => (v.Position, v.RecordedAt)), after, found,
            ("slug", s => s.Slug), ("title", s => s.Title), ("publisher", s => s.Publisher), ("publishedOn", s => s.PublishedOn.ToString()),
            ("inferred", s => s.PublishedOn.Inferred ? "true" : "false"), ("language", s => s.Language), ("url", s => s.Url), ("hasText", s => s.HasText ? "true" : "false"),
            ("sha256", s => s.Sha256), ("position", s => s.Position), ("recordedAt", s => s.RecordedAt));
    }

    static async Task Get(HttpContext http, string slug, Documents documents, NpgsqlDataSource source, ProjectionRunner runner, ReferenceClock clock)
    {
        var query = new ReadQuery(http.Request, clock);
        var (knownOn, publishedBy) = (query.AsKnownOn, query.AsPublishedBy);
        if (query.Refusal is { } refusal)
        {
            await Problems.Write(http, refusal);
            return;
        }
        if (!await Views.CaughtUp(http, runner, Projection.Name, Quotes.ProjectionName))
            return;
        if (await documents.One(Projection, Source.Kind, slug, null, http.RequestAborted) is not { } document || SourceAsKnown.Of(document, knownOn, publishedBy) is not { } view)
        {
            await Problems.Write(http, Problem.NotFound.Because($"No source '{slug}' is registered{(http.Request.QueryString.HasValue ? ", or nothing was known of it by then" : "")}."));
            return;
        }
        var (quotes, position, recordedAt) = await Quotes.Of(slug, view.Text, knownOn, source, http.RequestAborted);
        if (position > view.Position)
            view = view with { Position = position, RecordedAt = recordedAt!.Value };
        await Views.SendWithTable(http, view with { Quotes = quotes }, quotes,
            ("stream", q => q.Stream), ("version", q => q.Version), ("quote", q => q.Quote), ("inText", q => view.Text is null ? null : q.Span is null ? "false" : "true"),
            ("start", q => q.Span?.Start), ("end", q => q.Span?.End));
    }
}
