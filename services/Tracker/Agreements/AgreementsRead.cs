using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.EventStore;
using CommitmentTracker.EventStore.Projections;
using CommitmentTracker.Platform;
using CommitmentTracker.Sources;
using Npgsql;

namespace CommitmentTracker.Agreements;

/// <summary>Read model and its GETs: <c>/agreements</c> and <c>/agreements/{slug}</c>.</summary>
internal static class AgreementsRead
{
    public static readonly DocumentProjection<AgreementView> Projection = new(
        "Agreements", "agreement", ["agreement_recorded", "agreement_signed"], Documents.SlugOf, Evolve,
        [
            (new("parties", "text[] not null"), v => v.Parties.Select(p => p.ToString()).ToArray()),
            (new("kind", "text not null"), v => Words.Of(v.Kind)),
            (new("status", "text not null"), v => Words.Of(v.Status)),
            (new("signed_on", "date"), v => v.SignedOn?.To),
        ],
        ["using gin (parties)"], ContractJson.Stored);

    public static AgreementView? Evolve(AgreementView? view, StoredEvent e)
    {
        var citation = EventHeaders.Of(e).Citation;
        var next = e.Data switch
        {
            AgreementRecorded r => new AgreementView(
                r.Slug, r.Parties, r.Kind, r.Title, r.Subject, AgreementStatus.Announced, null, null,
                [new(e.Type, e.Version, e.RecordedAt, null, citation)], e.Position, e.RecordedAt),
            AgreementSigned s => view! with
            {
                Status = AgreementStatus.Signed, SignedOn = s.SignedOn, SignedAt = s.SignedAt,
                Timeline = [.. view.Timeline, new(e.Type, e.Version, e.RecordedAt, s.SignedOn, citation)],
            },
            _ => throw new UnknownEventException(e.Type),
        };
        return next with { Position = e.Position, RecordedAt = e.RecordedAt };
    }

    /// <summary>The views with every quote located that a text recorded since holds.</summary>
    public static async Task<IReadOnlyList<AgreementView>> Located(IReadOnlyList<AgreementView> views, DateTimeOffset? knownOn, NpgsqlDataSource source, CancellationToken ct)
    {
        var later = await Citations.Later(views.SelectMany(v => v.Timeline).Select(t => t.Citation), knownOn, source, ct);
        return later.Located.Count == 0 ? views : [.. views.Select(v => v with { Timeline = [.. v.Timeline.Select(t => t with { Citation = later.Of(t.Citation) })] })];
    }

    public static void Map(WebApplication app)
    {
        app.MapGet("/agreements", List).RequireAuthorization(Roles.Reader).WithTags("Agreements").WithName("ListAgreements")
            .WithSummary("Agreements by slug.").WithMetadata(new Gives(typeof(Page<AgreementView>), "pair", "party", "kind", "status", "limit", "after", "atLeast"));
        app.MapGet("/agreements/{slug}", Get).RequireAuthorization(Roles.Reader).WithTags("Agreements").WithName("GetAgreement")
            .WithSummary("One agreement and its timeline.").WithMetadata(new Gives(typeof(AgreementView), "asKnownOn", "atLeast"));
    }

    static async Task List(HttpContext http, Documents documents, NpgsqlDataSource source, ProjectionRunner runner, TimeProvider clock)
    {
        var query = new ReadQuery(http.Request, Commands.Today(clock));
        var (pair, party, kind, status) = (query.Pair, query.Value("party", Contracts.Values.StateCode.Parse, "a state"), query.OneOf<AgreementKind>("kind"), query.OneOf<AgreementStatus>("status"));
        var (limit, after) = (query.Limit, query.After);
        if (query.Refusal is { } refusal)
        {
            await Problems.Write(http, refusal);
            return;
        }
        if (!await Views.CaughtUp(http, runner, Projection.Name, SourcesRead.Projection.Name))
            return;
        string[] parties = [.. pair is { } p ? new[] { p.A.ToString(), p.B.ToString() } : [], .. party is { } one ? new[] { one.ToString() } : []];
        var page = await documents.Page(Projection, limit, after, http.RequestAborted,
            ("parties @> {0}", parties.Length == 0 ? null : parties), ("kind = {0}", kind is { } k ? Words.Of(k) : null), ("status = {0}", status is { } s ? Words.Of(s) : null));
        page = page with { Items = await Located(page.Items, null, source, http.RequestAborted) };
        await Views.SendTable(http, page, page.Next, page.Items,
            ("slug", a => a.Slug), ("title", a => a.Title), ("kind", a => Words.Of(a.Kind)), ("parties", a => string.Join(' ', a.Parties)), ("status", a => Words.Of(a.Status)),
            ("signedOn", a => a.SignedOn?.ToString()), ("signedAt", a => a.SignedAt), ("position", a => a.Position), ("recordedAt", a => a.RecordedAt));
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
        if (!await Views.CaughtUp(http, runner, Projection.Name, SourcesRead.Projection.Name))
            return;
        var view = await documents.One(Projection, Agreement.Kind, slug, knownOn, http.RequestAborted);
        await (view is null ? Problems.Write(http, Problem.NotFound.Because($"No agreement '{slug}' is recorded{(knownOn is null ? "" : " by then")}.")) : Views.Send(http, Views.Json((await Located([view], knownOn, source, http.RequestAborted))[0])));
    }
}
