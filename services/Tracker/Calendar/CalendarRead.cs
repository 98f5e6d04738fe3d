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
        var (asked, pair, owner, body, ct) = (query.Asked, query.Pair, query.Text("owner"), query.Text("body"), http.RequestAborted);
        if (body is null ? !await query.Ready(http, runner, Agenda.Besides) : await query.One(http, source, runner, "mechanism", body, Agenda.Besides) is null)
            return;
        var table = body is null ? null : await MechanismsRead.TableOf(body, source, asked, ct);
        var register = $"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}";
        var entries = new List<CalendarDays>();
        await foreach (var commitment in agenda.Commitments(pair, null, asked, ct))
            if ((owner is null || commitment.Owner == owner || commitment.CoOwners?.Contains(owner) == true) && table?.Holds(commitment) != false)
                entries.AddRange(CalendarEntries.Of(commitment, register));
        // Bodies own commitments; nobody owns a meeting, an agreement or a target.
        if (owner is null)
            await foreach (var meeting in agenda.Meetings(pair, null, asked, ct))
                if (body is null || meeting.Mechanism == body)
                    entries.AddRange(CalendarEntries.Of(meeting, register));
        if (owner is null)
        {
            await foreach (var agreement in agenda.Agreements(pair, null, asked, ct))
                if (table?.Looked.ContainsKey($"agreement:{agreement.Slug}") != false)
                    entries.AddRange(CalendarEntries.Of(agreement, register));
            await foreach (var target in agenda.Targets(pair, asked, ct))
                if (table?.Looked.ContainsKey($"target:{target.Slug}") != false && CalendarEntries.Of(target, register) is { } days)
                    entries.Add(days);
        }
        var name = string.Join(" · ", new[] { "Commitments", pair?.ToString(), owner, body }.OfType<string>());
        await Views.Send(http, Views.Render(ICalendar.Write(name, entries.OrderBy(e => e.From).ThenBy(e => e.Uid, StringComparer.Ordinal)), $"{MediaType}; charset=utf-8"));
    }
}
