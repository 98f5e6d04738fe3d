using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.EventStore;
using CommitmentTracker.EventStore.Projections;
using CommitmentTracker.Platform;
using CommitmentTracker.Sources;
using CommitmentTracker.Trade;

namespace CommitmentTracker.Targets;

/// <summary>A target with every statement of it, as the read model keeps it; what depends on the day or on figures is evaluated when asked.</summary>
internal sealed record TargetDocument(
    string Slug, Pair Pair, Measure Measure, DateSpan FirstStatedOn, IReadOnlyList<DeclaredBasis> Bases, IReadOnlyList<TargetStatement> Lineage,
    long Position, DateTimeOffset RecordedAt);

/// <summary>A basis and when it was declared.</summary>
internal sealed record DeclaredBasis(MeasurementBasis Basis, DateTimeOffset DeclaredAt, string? Reason, LocatedCitation? Citation);

/// <summary>Read model of targets and its GETs: <c>/targets</c> and <c>/targets/{slug}</c>.</summary>
internal static class TargetsRead
{
    const string Withdrawn = "trade_target_withdrawn";
    const string Contradicted = "trade_target_contradicted";

    public static readonly DocumentProjection<TargetDocument> Projection = new(
        "Targets", "target", [.. StoredNames.All.Where(n => n.Type.Namespace == typeof(TradeTargetSet).Namespace).Select(n => n.Name)], Documents.SlugOf, Evolve,
        [(new("pair", "text not null"), d => d.Pair.ToString())],
        ["(pair, id)"], ContractJson.Stored);

    public static TargetDocument? Evolve(TargetDocument? target, StoredEvent e)
    {
        var headers = EventHeaders.Of(e);
        var next = e.Data switch
        {
            TradeTargetSet s => new TargetDocument(s.Slug, s.Pair, s.Measure, s.StatedOn, [], [], 0, default).Say(e, headers, s.StatedOn, s.Goal, s.Deadline, s.Speaker),
            TargetBasisDeclared b => target! with { Bases = [.. target.Bases, new(b.Basis, e.RecordedAt, b.Reason, headers.Citation)] },
            TradeTargetRevised r => target!.Say(e, headers, r.StatedOn, r.Goal, null, r.Speaker),
            TargetDeadlineAdded d => target!.Say(e, headers, d.StatedOn, null, d.Deadline, d.Speaker),
            TargetDeadlineExtended d => target!.Say(e, headers, d.StatedOn, null, d.Deadline, d.Speaker),
            TargetDeadlineAdvanced d => target!.Say(e, headers, d.StatedOn, null, d.Deadline, d.Speaker),
            TradeTargetRestated r => target!.Say(e, headers, r.StatedOn, r.Goal, r.Deadline, r.Speaker),
            TradeTargetContradicted c => target!.Say(e, headers, c.StatedOn, c.Goal, c.Deadline, c.Speaker),
            TradeTargetWithdrawn w => target!.Say(e, headers, w.StatedOn, null, null, null),
            _ => throw new UnknownEventException(e.Type),
        };
        return next with { Position = e.Position, RecordedAt = e.RecordedAt };
    }

    static TargetDocument Say(this TargetDocument target, StoredEvent e, EventHeaders headers, DateSpan on, Money? goal, DateSpan? deadline, string? speaker) =>
        target with { Lineage = [.. target.Lineage, new(e.Type, on, goal, deadline, speaker, e.Type != Contradicted, headers.Reason, headers.Citation, e.Version, e.RecordedAt)] };

    /// <summary>The target as it stood on a day of the world, by what had been said by then; null where nothing had.</summary>
    public static StandingTarget? At(TargetDocument target, DateOnly day)
    {
        var said = target.Lineage.Where(s => s.Accepted && s.StatedOn.To <= day).OrderBy(s => s.StatedOn.To).ToList();
        if (said.FirstOrDefault(s => s.Goal is not null)?.Goal is not { } goal)
            return null;
        goal = said.Aggregate(goal, (stands, s) => s.Goal.InPlaceOf(stands));
        var basis = target.Bases is [.., var last] ? last : null;
        return new(
            target.Slug, target.Pair, target.Measure, goal, said.LastOrDefault(s => s.Deadline is not null)?.Deadline, basis?.Basis, target.FirstStatedOn,
            said.Any(s => s.Act == Withdrawn), basis is null ? null : DateOnly.FromDateTime(basis.DeclaredAt.UtcDateTime));
    }

    public static void Map(WebApplication app)
    {
        string[] questions = ["asKnownOn", "asPublishedBy", "asOf", "atLeast"];
        app.MapGet("/targets", List).RequireAuthorization(Roles.Reader).WithTags("Targets").WithName("ListTargets")
            .WithSummary("Every target and how it stands.").WithMetadata(new Gives(typeof(Page<TargetView>), ["pair", "limit", "after", .. questions]));
        app.MapGet("/targets/{slug}", Get).RequireAuthorization(Roles.Reader).WithTags("Targets").WithName("GetTarget")
            .WithSummary("One target: its goal, lineage, figures and progress, on the day you ask for.").WithMetadata(new Gives(typeof(TargetView), questions));
    }

    static async Task List(HttpContext http, TargetViews targets, ProjectionRunner runner, ReferenceClock clock)
    {
        var query = new ReadQuery(http.Request, clock);
        var (pair, limit, after, question) = (query.Pair, query.Limit, query.After, Question.From(query));
        if (query.Refusal is { } refusal)
        {
            await Problems.Write(http, refusal);
            return;
        }
        if (!await Views.CaughtUp(http, runner, Projection.Name, TradeFigures.ProjectionName, SourcesRead.Projection.Name))
            return;
        var page = await targets.List(pair, limit, after, question, http.RequestAborted);
        await Views.SendTable(http, page, page.Next, page.Items,
            ("slug", t => t.Slug), ("pair", t => t.Pair), ("measure", t => t.Measure), ("goal", t => t.Goal.Amount), ("currency", t => t.Goal.Currency),
            ("bound", t => t.Goal.Bound is { } bound ? Words.Of(bound) : null), ("deadline", t => t.Deadline?.ToString()), ("latestPeriod", t => t.Latest?.Period),
            ("latest", t => t.Latest?.Value), ("attainmentPct", t => t.AttainmentPct), ("paceRatio", t => t.PaceRatio), ("projectedYear", t => t.ProjectedYear),
            ("status", t => t.Status), ("stale", t => t.Stale ? "true" : "false"), ("evaluatedOn", t => t.EvaluatedOn), ("position", t => t.Position), ("recordedAt", t => t.RecordedAt));
    }

    static async Task Get(HttpContext http, string slug, TargetViews targets, ProjectionRunner runner, ReferenceClock clock)
    {
        var question = Question.Now(clock);
        if (http.Request.QueryString.HasValue)
        {
            var query = new ReadQuery(http.Request, clock);
            question = Question.From(query);
            if (query.Refusal is { } refusal)
            {
                await Problems.Write(http, refusal);
                return;
            }
            if (!await Views.CaughtUp(http, runner, Projection.Name, TradeFigures.ProjectionName, SourcesRead.Projection.Name))
                return;
        }
        if (question == Question.Now(clock))
        {
            var current = await targets.Current(slug, clock, http.RequestAborted);
            await (current is null ? Missing(http, slug) : Views.Send(http, current));
            return;
        }
        var view = await targets.One(slug, question, http.RequestAborted);
        await (view is null ? Missing(http, slug) : Views.Send(http, Views.Json(view)));
    }

    static Task Missing(HttpContext http, string slug) =>
        Problems.Write(http, Problem.NotFound.Because($"No target '{slug}' is set{(http.Request.QueryString.HasValue ? " by then" : "")}."));
}
