using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Deadlines;
using CommitmentTracker.EventStore.Projections;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;
using Npgsql;

namespace CommitmentTracker.Commitments;

/// <summary><c>GET /commitments</c> and <c>/commitments/{slug}</c>.</summary>
internal static class CommitmentsRead
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/commitments", List).RequireAuthorization(Roles.Reader).WithTags("Commitments").WithName("ListCommitments")
            .WithSummary("Commitments and intents by slug, each as it stands on the day.")
            .WithMetadata(new Gives(typeof(Page<CommitmentView>), "pair", "obligor", "kind", "strength", "status", "owner", "dueBefore", "text", "counts", "disputed", "arisesFrom", "asKnownOn", "asPublishedBy", "asOf", "limit", "after", "atLeast"));
        app.MapGet("/commitments/{slug}", Get).RequireAuthorization(Roles.Reader).WithTags("Commitments").WithName("GetCommitment")
            .WithSummary("One commitment, from its first mention to its closure; as a table its timeline.").WithMetadata(new Gives(typeof(CommitmentView), "asKnownOn", "asPublishedBy", "asOf", "atLeast") { Table = true });
    }

    static async Task List(HttpContext http, NpgsqlDataSource source, ProjectionRunner runner, ReferenceClock clock)
    {
        var query = new DossierQuery(http.Request, clock);
        var obligors = query.Some("obligor", StateCode.Parse, "a state");
        var (kind, strength, status) = (query.SomeOf<CommitmentKind>("kind"), query.SomeOf<Strength>("strength"), query.SomeOf<CommitmentStatus>("status"));
        var (owner, dueBefore) = (query.Owner, query.Date("dueBefore"));
        var (counts, disputed) = (query.Value("counts", bool.Parse, "true or false"), query.Value("disputed", bool.Parse, "true or false"));
        var arisesFrom = query.Text("arisesFrom");
        bool Wanted(CommitmentView view) =>
            (obligors is null || view.Obligors.Any(obligors.Contains)) && kind?.Contains(view.Kind) != false && strength?.Contains(view.Strength) != false
            && (status?.Contains(view.Status) ?? view.Status is not (CommitmentStatus.Retracted or CommitmentStatus.Merged))
            && (owner is null || CommitmentViews.IsSeenToBy(view, owner)) && (counts is null || view.Counts == counts) && (disputed is null || view.Disputed == disputed)
            && (arisesFrom is null || view.ArisesFrom?.Contains(arisesFrom) == true)
            && (dueBefore is null || Due.Of(view).Any(d => d.DueOn < dueBefore));
        if (await query.List(http, source, runner, "commitment", d => CommitmentViews.Of(d), Wanted, c => c.Slug, c => (c.Position, c.RecordedAt)) is not { } page)
            return;
        await Views.SendTable(http, page, page.Next, page.Items,
            ("slug", c => c.Slug), ("what", c => c.What), ("kind", c => Words.Of(c.Kind)), ("obligors", c => string.Join(' ', c.Obligors)), ("counterparties", c => string.Join(' ', c.Counterparties)),
            ("joint", c => c.Joint ? "true" : "false"), ("strength", c => Words.Of(c.Strength)), ("counts", c => c.Counts ? "true" : "false"), ("statedOn", c => c.StatedOn.ToString()),
            ("status", c => Words.Of(c.Status)), ("deadline", c => (object?)c.Deadline?.ToString() ?? c.DueOn), ("dueInDays", c => c.DueInDays), ("quantity", c => c.Quantity?.Amount), ("unit", c => c.Quantity?.Unit),
            ("delivered", c => c.Delivered?.Amount), ("fulfilledOn", c => c.FulfilledOn?.ToString()), ("lateDays", c => c.LateDays), ("owner", c => c.Owner), ("position", c => c.Position), ("recordedAt", c => c.RecordedAt),
            ("disputed", c => c.Disputed ? "true" : "false"), ("source", c => c.Timeline[0].Citation?.Source), ("quote", c => c.Timeline[0].Citation?.Quote),
            ("progress", c => c.Progress), ("completion", c => c.Completion is { } completion ? Words.Of(completion) : null), ("progressOn", c => c.ProgressOn?.ToString()), ("completionOn", c => c.CompletionOn?.ToString()),
            ("bound", c => c.Quantity?.Bound is { } bound ? Words.Of(bound) : null), ("words", c => c.Quantity?.Words), ("deliveredBound", c => c.Delivered?.Bound is { } bound ? Words.Of(bound) : null),
            ("spanStart", c => c.Timeline[0].Citation?.Span?.Start), ("spanEnd", c => c.Timeline[0].Citation?.Span?.End), ("closure", c => c.Closure is { } closure ? Words.Of(closure.Closure) : null),
            ("deadlinePrecision", c => c.Deadline is { } deadline ? Words.Of(deadline.Precision) : null), ("deadlineWords", c => c.Deadline?.Words), ("dueOn", c => c.DueOn));
    }

    static async Task Get(HttpContext http, string slug, NpgsqlDataSource source, ProjectionRunner runner, ReferenceClock clock)
    {
        var query = new DossierQuery(http.Request, clock);
        if (await query.One(http, source, runner, "commitment", slug) is not { } dossier)
            return;
        var view = CommitmentViews.Of(dossier);
        // Only its own entry tells that what took its place should never have been logged.
        if (view.Other is { } other && await Dossiers.One(source, $"commitment:{other}", query.Asked, http.RequestAborted) is { } instead && CommitmentViews.Of(instead).Status == CommitmentStatus.Retracted)
            view = view with
            {
                Reasons = [.. view.Reasons, $"'{other}' itself was taken back since: this goes on in nothing, and {(view.Status == CommitmentStatus.Merged ? "UnmergeCommitment takes it out again." : "a reviewer may reopen it.")}"],
                Position = Math.Max(view.Position, instead.Last.Position),
                RecordedAt = instead.Last.Position > view.Position ? instead.Last.RecordedAt : view.RecordedAt,
            };
        await Timeline.Send(http, view, view.Timeline);
    }
}
