using CommitmentTracker.Contracts.Facts;
using CommitmentTracker.EventStore.Projections;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;
using Npgsql;

namespace CommitmentTracker.Facts;

/// <summary><c>GET /facts</c> and <c>/facts/{slug}</c>.</summary>
internal static class FactsRead
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/facts", List).RequireAuthorization(Roles.Reader).WithTags("Facts").WithName("ListFacts")
            .WithSummary("Facts as sources state them, by slug.")
            .WithMetadata(new Gives(typeof(Page<FactView>), "pair", "kind", "text", "asKnownOn", "asPublishedBy", "asOf", "limit", "after", "atLeast"));
        app.MapGet("/facts/{slug}", Get).RequireAuthorization(Roles.Reader).WithTags("Facts").WithName("GetFact")
            .WithSummary("One fact and who states it; as a table its timeline.").WithMetadata(new Gives(typeof(FactView), "asKnownOn", "asPublishedBy", "asOf", "atLeast") { Table = true });
    }

    static async Task List(HttpContext http, NpgsqlDataSource source, ProjectionRunner runner, ReferenceClock clock)
    {
        var query = new DossierQuery(http.Request, clock);
        var kind = query.SomeOf<FactKind>("kind");
        if (await query.List(http, source, runner, "fact", Of, f => !f.Retracted && (kind?.Contains(f.Kind) != false), f => f.Slug, f => (f.Position, f.RecordedAt)) is not { } page)
            return;
        await Views.SendTable(http, page, page.Next, page.Items,
            ("slug", f => f.Slug), ("kind", f => Words.Of(f.Kind)), ("what", f => f.What), ("states", f => string.Join(' ', f.States)), ("statedOn", f => f.StatedOn.ToString()), ("on", f => f.On?.ToString()),
            ("quantity", f => f.Quantity?.Amount), ("unit", f => f.Quantity?.Unit), ("source", f => f.Timeline[0].Citation?.Source), ("quote", f => f.Timeline[0].Citation?.Quote),
            ("position", f => f.Position), ("recordedAt", f => f.RecordedAt), ("spanStart", f => f.Timeline[0].Citation?.Span?.Start), ("spanEnd", f => f.Timeline[0].Citation?.Span?.End));
    }

    static async Task Get(HttpContext http, string slug, NpgsqlDataSource source, ProjectionRunner runner, ReferenceClock clock)
    {
        var query = new DossierQuery(http.Request, clock);
        if (await query.One(http, source, runner, "fact", slug) is { } dossier)
        {
            var view = Of(dossier);
            await Timeline.Send(http, view, view.Timeline);
        }
    }

    static FactView Of(Dossier dossier)
    {
        var fact = dossier.Fold<Fact>(Fact.Kind);
        var (recorded, last) = (fact.Recorded!, dossier.Last);
        return new(
            recorded.Slug, recorded.Kind, recorded.What, recorded.States, recorded.StatedOn, recorded.On, recorded.Quantity, ((IEntry)fact).Retracted, dossier.Waiting(), Timeline.Of(dossier.Log), last.Position, last.RecordedAt);
    }
}
