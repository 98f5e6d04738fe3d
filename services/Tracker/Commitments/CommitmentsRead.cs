using System.Globalization;
using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.EventStore.Projections;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;
using Npgsql;

namespace CommitmentTracker.Commitments;

/// <summary><c>GET /commitments</c>, <c>/commitments/{slug}</c>, <c>/due</c> and <c>/overdue</c>.</summary>
internal static class CommitmentsRead
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/commitments", List).RequireAuthorization(Roles.Reader).WithTags("Commitments").WithName("ListCommitments")
            .WithSummary("Commitments and intents by slug, each as it stands on the day.")
            .WithMetadata(new Gives(typeof(Page<CommitmentView>), "pair", "obligor", "kind", "strength", "status", "owner", "dueBefore", "text", "counts", "asKnownOn", "asPublishedBy", "asOf", "limit", "after", "atLeast"));
        app.MapGet("/commitments/{slug}", Get).RequireAuthorization(Roles.Reader).WithTags("Commitments").WithName("GetCommitment")
            .WithSummary("One commitment, from its first mention to its closure.").WithMetadata(new Gives(typeof(CommitmentView), "asKnownOn", "asPublishedBy", "asOf", "atLeast"));
        app.MapGet("/due", (HttpContext http, NpgsqlDataSource source, ProjectionRunner runner, TimeProvider clock) => Deadlines(http, source, runner, clock, overdue: false))
            .RequireAuthorization(Roles.Reader).WithTags("Commitments").WithName("ListDue")
            .WithSummary("What falls due within so many days: commitments, their instances and milestones.").WithMetadata(new Gives(typeof(Page<Due>), "within", "pair", "owner", "asKnownOn", "asPublishedBy", "asOf", "atLeast"));
        app.MapGet("/overdue", (HttpContext http, NpgsqlDataSource source, ProjectionRunner runner, TimeProvider clock) => Deadlines(http, source, runner, clock, overdue: true))
            .RequireAuthorization(Roles.Reader).WithTags("Commitments").WithName("ListOverdue")
            .WithSummary("What is overdue, the longest first.").WithMetadata(new Gives(typeof(Page<Due>), "pair", "owner", "asKnownOn", "asPublishedBy", "asOf", "atLeast"));
    }

    /// <summary>Something with a day on which it falls due.</summary>
    /// <param name="Entry">Id of the entry.</param>
    /// <param name="Part">The milestone or period of it; null for the whole.</param>
    /// <param name="What">What is to be done.</param>
    /// <param name="Obligors">Who owes.</param>
    /// <param name="Counterparties">To whom.</param>
    /// <param name="Owner">The body that sees to it.</param>
    /// <param name="DueOn">The last day.</param>
    /// <param name="Days">Days until then; negative once it has passed.</param>
    /// <param name="Status">How it stands.</param>
    internal sealed record Due(
        string Entry, string? Part, string What, IReadOnlyList<StateCode> Obligors, IReadOnlyList<StateCode> Counterparties, string? Owner, DateOnly DueOn, int Days, CommitmentStatus Status);

    static async Task List(HttpContext http, NpgsqlDataSource source, ProjectionRunner runner, TimeProvider clock)
    {
        var query = new DossierQuery(http.Request, clock);
        var obligor = query.Value("obligor", StateCode.Parse, "a state");
        var (kind, strength, status) = (query.OneOf<CommitmentKind>("kind"), query.OneOf<Strength>("strength"), query.OneOf<CommitmentStatus>("status"));
        var (owner, dueBefore, counts) = (query.Text("owner"), query.Date("dueBefore"), query.Value("counts", bool.Parse, "true or false"));
        bool Wanted(CommitmentView view) =>
            (obligor is not { } o || view.Obligors.Contains(o)) && (kind is null || view.Kind == kind) && (strength is null || view.Strength == strength)
            && (status is { } s ? view.Status == s : view.Status is not (CommitmentStatus.Retracted or CommitmentStatus.Merged))
            && (owner is null || view.Owner == owner || view.CoOwners?.Contains(owner) == true) && (counts is null || view.Counts == counts)
            && (dueBefore is null || Of(view).Any(d => d.DueOn < dueBefore));
        if (await query.List(http, source, runner, "commitment", CommitmentViews.Of, Wanted, c => c.Slug, c => c.RecordedAt) is not { } page)
            return;
        await Views.SendTable(http, page, page.Next, page.Items,
            ("slug", c => c.Slug), ("what", c => c.What), ("kind", c => Words.Of(c.Kind)), ("obligors", c => string.Join(' ', c.Obligors)), ("counterparties", c => string.Join(' ', c.Counterparties)),
            ("joint", c => c.Joint ? "true" : "false"), ("strength", c => Words.Of(c.Strength)), ("counts", c => c.Counts ? "true" : "false"), ("statedOn", c => c.StatedOn.ToString()),
            ("status", c => Words.Of(c.Status)), ("deadline", c => c.Deadline?.ToString()), ("dueInDays", c => c.DueInDays), ("quantity", c => c.Quantity?.Amount), ("unit", c => c.Quantity?.Unit),
            ("delivered", c => c.Delivered?.Amount), ("fulfilledOn", c => c.FulfilledOn?.ToString()), ("lateDays", c => c.LateDays), ("owner", c => c.Owner), ("position", c => c.Position), ("recordedAt", c => c.RecordedAt));
    }

    static async Task Get(HttpContext http, string slug, NpgsqlDataSource source, ProjectionRunner runner, TimeProvider clock)
    {
        var query = new DossierQuery(http.Request, clock);
        if (await query.One(http, source, runner, "commitment", slug) is { } dossier)
            await Views.Send(http, Views.Json(CommitmentViews.Of(dossier, query.Asked.Day)));
    }

    static async Task Deadlines(HttpContext http, NpgsqlDataSource source, ProjectionRunner runner, TimeProvider clock, bool overdue)
    {
        var query = new DossierQuery(http.Request, clock);
        var (asked, pair, owner) = (query.Asked, query.Pair, query.Text("owner"));
        var within = overdue ? 0 : query.Value("within", text => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture), "a number of days") ?? CommitmentVerdict.SoonDays;
        if (!await query.Ready(http, runner))
            return;
        var all = new List<Due>();
        var (position, recordedAt) = (0L, (DateTimeOffset?)null);
        await foreach (var dossier in Dossiers.Of(source, "commitment", pair, null, null, asked, http.RequestAborted))
        {
            var view = CommitmentViews.Of(dossier, asked.Day);
            if (view.Counts && (owner is null || view.Owner == owner || view.CoOwners?.Contains(owner) == true))
                all.AddRange(Of(view));
            if (view.Position > position)
                (position, recordedAt) = (view.Position, view.RecordedAt);
        }
        var items = all.Where(d => overdue ? d.Days < 0 : d.Days >= 0 && d.Days <= within).OrderBy(d => d.DueOn).ThenBy(d => d.Entry, StringComparer.Ordinal).ThenBy(d => d.Part, StringComparer.Ordinal).ToList();
        await Views.SendTable(http, new Page<Due>(items, null, position, recordedAt), null, items,
            ("entry", d => d.Entry), ("part", d => d.Part), ("what", d => d.What), ("obligors", d => string.Join(' ', d.Obligors)), ("counterparties", d => string.Join(' ', d.Counterparties)),
            ("owner", d => d.Owner), ("dueOn", d => d.DueOn), ("days", d => d.Days), ("status", d => Words.Of(d.Status)));
    }

    /// <summary>Everything of a commitment that is still to be done by a day.</summary>
    internal static IEnumerable<Due> Of(CommitmentView view)
    {
        Due On(string? part, string what, DateOnly due, CommitmentStatus status) => new(
            $"commitment:{view.Slug}", part, what, view.Obligors, view.Counterparties, view.Owner, due, due.DayNumber - view.Day.DayNumber, status);
        if (!CommitmentViews.IsOpen(view.Status))
            yield break;
        if (view.Deadline is { Precision: not Precision.Open } deadline)
            yield return On(null, view.What, deadline.To, view.Status);
        foreach (var instance in view.Instances ?? [])
            if (CommitmentViews.IsOpen(instance.Status))
                yield return On(instance.Period.ToString(), view.What, instance.DueOn, instance.Status);
        foreach (var milestone in view.Milestones ?? [])
            if (milestone is { Due: { Precision: not Precision.Open } due } && CommitmentViews.IsOpen(milestone.Status))
                yield return On(milestone.Slug, milestone.What, due.To, milestone.Status);
    }
}
