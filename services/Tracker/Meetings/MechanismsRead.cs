using CommitmentTracker.Commitments;
using CommitmentTracker.Contracts.Meetings;
using CommitmentTracker.EventStore.Projections;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;
using Npgsql;

namespace CommitmentTracker.Meetings;

/// <summary><c>GET /mechanisms</c> and <c>/mechanisms/{slug}</c>.</summary>
internal static class MechanismsRead
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/mechanisms", List).RequireAuthorization(Roles.Reader).WithTags("Meetings").WithName("ListMechanisms")
            .WithSummary("Standing bodies and formats by slug.")
            .WithMetadata(new Gives(typeof(Page<MechanismView>), "pair", "kind", "text", "asKnownOn", "asPublishedBy", "asOf", "limit", "after", "atLeast"));
        app.MapGet("/mechanisms/{slug}", Get).RequireAuthorization(Roles.Reader).WithTags("Meetings").WithName("GetMechanism")
            .WithSummary("One standing body, its sessions and what is open on its table.").WithMetadata(new Gives(typeof(MechanismView), "asKnownOn", "asPublishedBy", "asOf", "atLeast"));
    }

    static async Task List(HttpContext http, NpgsqlDataSource source, ProjectionRunner runner, TimeProvider clock)
    {
        var query = new DossierQuery(http.Request, clock);
        var kind = query.OneOf<MechanismKind>("kind");
        if (await query.List(http, source, runner, "mechanism", (dossier, day) => (View: Of(dossier, day, null, null), Retracted(dossier)),
            m => !m.Item2 && (kind is null || m.View.Kind == kind), m => m.View.Slug, m => m.View.RecordedAt) is not { } page)
            return;
        var shown = new Page<MechanismView>([.. page.Items.Select(m => m.View)], page.Next, page.Position, page.RecordedAt);
        await Views.SendTable(http, shown, shown.Next, shown.Items,
            ("slug", m => m.Slug), ("title", m => m.Title), ("kind", m => Words.Of(m.Kind)), ("members", m => string.Join(' ', m.Members)),
            ("since", m => m.Since?.ToString()), ("position", m => m.Position), ("recordedAt", m => m.RecordedAt));
    }

    static async Task Get(HttpContext http, string slug, NpgsqlDataSource source, ProjectionRunner runner, TimeProvider clock)
    {
        var query = new DossierQuery(http.Request, clock);
        if (await query.One(http, source, runner, "mechanism", slug) is not { } dossier)
            return;
        var (day, ct) = (query.Asked.Day, http.RequestAborted);
        var meetings = new List<MeetingView>();
        await foreach (var meeting in Dossiers.Of(source, "meeting", null, null, null, query.Asked, ct))
            if (MeetingsRead.Of(meeting, day) is var view && view.Mechanism == slug && view.Status != MeetingStatus.Retracted)
                meetings.Add(view);
        meetings = [.. meetings.OrderByDescending(m => (m.HeldOn ?? m.ScheduledFor)?.To)];
        var (looked, ours) = (new Dictionary<string, string>(StringComparer.Ordinal), meetings.Select(m => $"meeting:{m.Slug}").Append($"mechanism:{slug}").ToHashSet(StringComparer.Ordinal));
        foreach (var meeting in meetings)
            foreach (var item in meeting.Items ?? [])
                looked.TryAdd(item.Entry, meeting.Slug);
        var open = new List<OpenItem>();
        await foreach (var commitment in Dossiers.Of(source, "commitment", null, null, null, query.Asked, ct))
            if (CommitmentViews.Of(commitment, day) is var view && CommitmentViews.IsOpen(view.Status) && (looked.ContainsKey(commitment.Id) || view.ArisesFrom?.Any(ours.Contains) == true))
                open.Add(new(view.Slug, view.What, view.Status, looked.GetValueOrDefault(commitment.Id)));
        await Views.Send(http, Views.Json(Of(dossier, day, [.. meetings.Select(m => new Session(m.Slug, m.Title, m.Status, m.HeldOn ?? m.ScheduledFor))], open)));
    }

    static bool Retracted(Dossier dossier) => dossier.Log[^1].Act == "entry_retracted";

    static MechanismView Of(Dossier dossier, DateOnly day, IReadOnlyList<Session>? sessions, IReadOnlyList<OpenItem>? open)
    {
        var mechanism = dossier.Events.Aggregate((Mechanism)Mechanism.Kind.Initial, Mechanism.Evolve);
        var (recorded, last) = (mechanism.Recorded!, dossier.Log[^1]);
        return new(
            recorded.Slug, recorded.Kind, recorded.Title, recorded.Members, recorded.StatedOn, recorded.Since, sessions, open, mechanism.Waiting(), day, dossier.Log, last.Position, last.RecordedAt);
    }
}
