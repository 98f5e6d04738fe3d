using CommitmentTracker.Commitments;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Deadlines;
using CommitmentTracker.EventStore.Projections;
using CommitmentTracker.Meetings;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;
using Npgsql;

namespace CommitmentTracker.Calendar;

/// <summary><c>GET /calendar.ics</c>: what has a day, to subscribe to.</summary>
internal static class CalendarRead
{
    const string MediaType = "text/calendar";

    public static void Map(WebApplication app) => app.MapGet("/calendar.ics", Get)
        .RequireAuthorization(Roles.Reader).WithTags("Commitments").WithName("GetCalendar")
        .WithSummary("Deadlines, milestones, instances, meetings, targets' deadlines and agreements' days of effect as iCalendar (RFC 5545), for a pair, an owner or a standing body.")
        .WithMetadata(new Gives(typeof(string), "pair", "owner", "body", "asKnownOn", "asPublishedBy", "asOf", "atLeast") { MediaType = MediaType });

    static async Task Get(HttpContext http, Agenda agenda, NpgsqlDataSource source, ProjectionRunner runner, ReferenceClock clock)
    {
        var query = new DossierQuery(http.Request, clock);
        var (asked, pair, owner, body, ct) = (query.Asked, query.Pair, query.Owner, query.Text("body"), http.RequestAborted);
        if (body is null ? !await query.Ready(http, runner, Agenda.Besides) : await query.One(http, source, runner, "mechanism", body, Agenda.Besides) is null)
            return;
        var table = body is null ? null : await MechanismsRead.TableOf(body, source, asked, ct);
        var register = $"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}";
        var entries = new List<CalendarDays>();
        await foreach (var commitment in agenda.Dossiers("commitment", pair, asked, ct))
            entries.AddRange(CalendarEntries.Commitment(commitment, register, (then, view) =>
                Concerns(then, pair) && (owner is null || CommitmentViews.IsSeenToBy(view, owner)) && table?.Holds(view) != false));
        // Bodies own commitments; nobody owns a meeting, an agreement or a target.
        if (owner is null)
        {
            await foreach (var meeting in agenda.Dossiers("meeting", pair, asked, ct))
                entries.AddRange(CalendarEntries.Meeting(meeting, register, (then, view) => Concerns(then, pair) && (body is null || view.Mechanism == body)));
            await foreach (var (agreement, known) in agenda.Agreements(pair, asked, ct))
                if (table?.Looked.ContainsKey(agreement.Id) != false)
                    entries.AddRange(CalendarEntries.Agreement(agreement, known, register));
            await foreach (var target in agenda.Targets(pair, asked, ct))
                if (table?.Looked.ContainsKey($"target:{target.Slug}") != false && CalendarEntries.Of(target, register) is { } days)
                    entries.Add(days);
        }
        var name = string.Join(" · ", new[] { "Commitments", pair?.ToString(), owner, body }.OfType<string>());
        await Views.Send(http, Views.Render(ICalendar.Write(name, entries.OrderBy(e => e.From).ThenBy(e => e.Uid, StringComparer.Ordinal)), $"{MediaType}; charset=utf-8"));
    }

    static bool Concerns(Dossier dossier, Pair? pair) => pair is not { } p || Dossiers.Concerned(dossier) is var states && states.Contains(p.A) && states.Contains(p.B);
}
