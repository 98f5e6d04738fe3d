using System.Globalization;
using CommitmentTracker.Commitments;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.EventStore.Projections;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;

namespace CommitmentTracker.Deadlines;

/// <summary><c>GET /due</c> and <c>/overdue</c>.</summary>
internal static class DueRead
{
    public static void Map(WebApplication app)
    {
        string[] questions = ["pair", "obligor", "kind", "owner", "counts", "asKnownOn", "asPublishedBy", "asOf", "atLeast"];
        app.MapGet("/due", (HttpContext http, Agenda agenda, ProjectionRunner runner, ReferenceClock clock) => List(http, agenda, runner, clock, overdue: false))
            .RequireAuthorization(Roles.Reader).WithTags("Commitments").WithName("ListDue")
            .WithSummary("What falls due within so many days: commitments, their instances and milestones, meetings, trade targets, and the days on which something comes about by itself with an agreement. With an owner, only commitments. Intents only with counts=false, which leaves out all else.")
            .WithMetadata(new Gives(typeof(Page<Due>), ["within", .. questions]) { Table = true });
        app.MapGet("/overdue", (HttpContext http, Agenda agenda, ProjectionRunner runner, ReferenceClock clock) => List(http, agenda, runner, clock, overdue: true))
            .RequireAuthorization(Roles.Reader).WithTags("Commitments").WithName("ListOverdue")
            .WithSummary("What is overdue, the longest first; meetings whose day has passed unconfirmed and trade targets whose figures are awaited among it. Intents only with counts=false, which leaves out all else.")
            .WithMetadata(new Gives(typeof(Page<Due>), questions) { Table = true });
    }

    static async Task List(HttpContext http, Agenda agenda, ProjectionRunner runner, ReferenceClock clock, bool overdue)
    {
        var query = new DossierQuery(http.Request, clock);
        var (asked, pair, owner, ct) = (query.Asked, query.Pair, query.Owner, http.RequestAborted);
        var obligors = query.Some("obligor", StateCode.Parse, "a state");
        var kinds = query.SomeOf<DueKind>("kind");
        var intents = query.Value("counts", bool.Parse, "true or false") == false;
        var within = overdue ? 0 : query.Value("within", text => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture), "a number of days such as 30") ?? CommitmentVerdict.SoonDays;
        if (!await query.Ready(http, runner, Agenda.Besides))
            return;
        var all = new List<Due>();
        var last = (Position: 0L, RecordedAt: (DateTimeOffset?)null);
        void Saw(long position, DateTimeOffset recordedAt) => last = position > last.Position ? (position, recordedAt) : last;
        await foreach (var commitment in agenda.Commitments(pair, null, asked, ct, within))
        {
            Saw(commitment.Position, commitment.RecordedAt);
            if (commitment.Counts != intents && (owner is null || CommitmentViews.IsSeenToBy(commitment, owner)))
                all.AddRange(Due.Of(commitment));
        }
        if (owner is null && !intents)
        {
            await foreach (var meeting in agenda.Meetings(pair, null, asked, ct))
            {
                Saw(meeting.Position, meeting.RecordedAt);
                if (Due.Of(meeting) is { } due)
                    all.Add(due);
            }
            // What comes about by itself is never overdue.
            if (!overdue)
                await foreach (var agreement in agenda.Agreements(pair, null, asked, ct))
                {
                    Saw(agreement.Position, agreement.RecordedAt);
                    all.AddRange(Due.Of(agreement));
                }
            await foreach (var target in agenda.Targets(pair, asked, ct))
            {
                Saw(target.Position, target.RecordedAt);
                if (Due.Of(target) is { } due)
                    all.Add(due);
            }
        }
        var items = all.Where(d => obligors?.Overlaps(d.Obligors) != false && kinds?.Contains(d.Kind) != false).Where(d => overdue ? d.Days < 0 : d.Days >= 0 && d.Days <= within)
            .OrderBy(d => d.DueOn).ThenBy(d => d.Entry, StringComparer.Ordinal).ThenBy(d => d.Part, StringComparer.Ordinal).ToList();
        await Views.SendTable(http, new Page<Due>(items, null, last.Position, last.RecordedAt), null, items,
            ("entry", d => d.Entry), ("part", d => d.Part), ("kind", d => Words.Of(d.Kind)), ("what", d => d.What), ("obligors", d => string.Join(' ', d.Obligors)), ("counterparties", d => string.Join(' ', d.Counterparties)),
            ("owner", d => d.Owner), ("dueOn", d => d.DueOn), ("days", d => d.Days), ("status", d => d.Status), ("day", d => d.Day), ("whole", d => d.Whole), ("counts", d => d.Counts ? "true" : "false"),
            ("closure", d => d.Closure is { } closure ? Words.Of(closure) : null));
    }
}
