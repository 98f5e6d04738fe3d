using CommitmentTracker.Commitments;
using CommitmentTracker.Contracts.Meetings;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.EventStore.Projections;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;
using Npgsql;

namespace CommitmentTracker.Meetings;

/// <summary><c>GET /meetings</c> and <c>/meetings/{slug}</c>.</summary>
internal static class MeetingsRead
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/meetings", List).RequireAuthorization(Roles.Reader).WithTags("Meetings").WithName("ListMeetings")
            .WithSummary("Meetings by slug, each as it stands on the day.")
            .WithMetadata(new Gives(typeof(Page<MeetingView>), "pair", "kind", "status", "party", "mechanism", "on", "text", "asKnownOn", "asPublishedBy", "asOf", "limit", "after", "atLeast"));
        app.MapGet("/meetings/{slug}", Get).RequireAuthorization(Roles.Reader).WithTags("Meetings").WithName("GetMeeting")
            .WithSummary("One meeting, its invitations and what it looked at; as a table its timeline.").WithMetadata(new Gives(typeof(MeetingView), "asKnownOn", "asPublishedBy", "asOf", "atLeast") { Table = true });
    }

    static async Task List(HttpContext http, NpgsqlDataSource source, ProjectionRunner runner, ReferenceClock clock)
    {
        var query = new DossierQuery(http.Request, clock);
        var (kind, status, mechanism) = (query.SomeOf<MeetingKind>("kind"), query.SomeOf<MeetingStatus>("status"), query.Text("mechanism"));
        var party = query.Value("party", StateCode.Parse, "a state");
        var on = query.Some("on", DateSpan.Parse, "a day, a month or a year such as 2021-06");
        if (mechanism is not null)
        {
            // As the calendar says it of its body: a slug mistyped would read as a body that never met. Every parameter is asked for before the answer.
            _ = (query.Pair, query.Search, query.Limit, query.After);
            if (await query.One(http, source, runner, "mechanism", mechanism) is null)
                return;
        }
        if (await query.List(http, source, runner, "meeting", Of,
            m => kind?.Contains(m.Kind) != false && (status?.Contains(m.Status) ?? m.Status != MeetingStatus.Retracted) && (mechanism is null || m.Mechanism == mechanism) && (party is not { } state || m.Participants.Contains(state) || m.Declined?.Contains(state) == true) && Within(m, on), m => m.Slug, m => (m.Position, m.RecordedAt)) is not { } page)
            return;
        await Views.SendTable(http, page, page.Next, page.Items,
            ("slug", m => m.Slug), ("title", m => m.Title), ("kind", m => Words.Of(m.Kind)), ("participants", m => string.Join(' ', m.Participants)), ("status", m => Words.Of(m.Status)),
            ("scheduledFor", m => m.ScheduledFor?.ToString()), ("originallyFor", m => m.OriginallyFor?.ToString()), ("heldOn", m => m.HeldOn?.ToString()), ("lateDays", m => m.LateDays),
            ("place", m => m.Place), ("host", m => m.Host), ("mechanism", m => m.Mechanism), ("position", m => m.Position), ("recordedAt", m => m.RecordedAt),
            ("source", m => m.Timeline[0].Citation?.Source), ("quote", m => m.Timeline[0].Citation?.Quote),
            ("declined", m => m.Declined is { } declined ? string.Join(' ', declined) : null), ("warnings", m => m.Warnings is { } warnings ? string.Join("; ", warnings) : null), ("cancelledOn", m => m.CancelledOn?.ToString()),
            ("invitations", m => string.Join(' ', (m.Invitations ?? []).Select(i => $"{i.By}>{i.Invited}:{(i.Accepted is { } yes ? yes ? "accepted" : "declined" : "open")}"))), ("items", m => string.Join(' ', (m.Items ?? []).Select(i => i.Entry).Distinct())), ("spanStart", m => m.Timeline[0].Citation?.Span?.Start), ("spanEnd", m => m.Timeline[0].Citation?.Span?.End));
    }

    /// <summary>Whether it may have been held on one of these days or, where it was not, is planned for one; what has no day is on none.</summary>
    static bool Within(MeetingView meeting, IReadOnlySet<DateSpan>? days) => days is null || (meeting.HeldOn ?? meeting.ScheduledFor) is { } on && days.Any(d => on.To >= d.From && on.From <= d.To);

    static async Task Get(HttpContext http, string slug, NpgsqlDataSource source, ProjectionRunner runner, ReferenceClock clock)
    {
        var query = new DossierQuery(http.Request, clock);
        if (await query.One(http, source, runner, "meeting", slug) is { } dossier)
        {
            var view = await Besides(Of(dossier), source, query.Asked, http.RequestAborted);
            await Timeline.Send(http, view, view.Timeline);
        }
    }

    /// <summary>With what other entries tell of it: what arose from it, and that its standing body was taken back.</summary>
    static async Task<MeetingView> Besides(MeetingView view, NpgsqlDataSource source, Question asked, CancellationToken ct)
    {
        var arisen = await Dossiers.EverArisenFrom(source, $"meeting:{view.Slug}", asked, ct).ToListAsync(ct);
        var body = view.Mechanism is { } mechanism && await Dossiers.One(source, $"mechanism:{mechanism}", asked, ct) is { } found && ((IEntry)found.Fold<Mechanism>(Mechanism.Kind)).Retracted ? found : null;
        var last = arisen.Append(body).OfType<Dossier>().Select(d => d.Last).Append((view.Position, view.RecordedAt)).Max();
        var slugs = Arisen(arisen, $"meeting:{view.Slug}");
        return view with { Arisen = slugs.Count > 0 ? slugs : null, MechanismRetracted = body is null ? null : true, Position = last.Position, RecordedAt = last.RecordedAt };
    }

    /// <summary>Slugs of the commitments that arose from an entry as they stand: neither taken back nor folded into another; pure.</summary>
    internal static List<string> Arisen(IEnumerable<Dossier> commitments, string id) =>
    [
        .. commitments.Select(d => d.Fold<Commitment>(Commitment.Kind))
            .Where(c => !((IEntry)c).Retracted && c.MergedInto is null && c.Made!.ArisesFrom?.Contains(id) == true).Select(c => c.Made!.Slug),
    ];

    /// <summary>From what is logged of a meeting to its view on a day; pure.</summary>
    internal static MeetingView Of(Dossier dossier)
    {
        var day = dossier.Day;
        var meeting = dossier.Fold<Meeting>(Meeting.Kind);
        var recorded = meeting.Recorded!;
        var (scheduled, held) = (meeting.ScheduledAt(day), meeting.Held);
        var status = ((IEntry)meeting).Retracted ? MeetingStatus.Retracted
            : held is not null ? MeetingStatus.Held
            : meeting.Cancelled is not null ? MeetingStatus.Cancelled
            : scheduled is null ? MeetingStatus.Announced
            : scheduled.To < day ? MeetingStatus.Unconfirmed : MeetingStatus.Scheduled;
        var first = meeting.FirstPlan;
        var others = meeting.History.OfType<MeetingRestated>().Where(r => !meeting.Agrees(r)).Select(r => new OtherWords(r.StatedOn, r.Source, r.HeldOn, r.ScheduledFor, r.Place)).ToList();
        var invitations = meeting.History.OfType<InvitationExtended>().Select(i => (i, Answer: meeting.Answer(i)))
            .Select(p => new Invitation(p.i.By, p.i.Invited, p.i.ExtendedOn, p.Answer?.Accepted, p.Answer?.On, p.Answer is { } answer && meeting.OtherDays(p.i.Invited, answer) is { Count: > 0 } days ? days : null)).ToList();
        var declined = meeting.Declined;
        var items = meeting.History.OfType<ItemReviewed>().Select(i => new Item(i.Entry, i.Outcome)).ToList();
        var last = dossier.Last;
        string[] warnings = status == MeetingStatus.Retracted ? [] : meeting.Warnings();
        return new(
            recorded.Slug, recorded.Kind, recorded.Title, [.. meeting.States.Except(declined)], status, meeting.SpokenOf, scheduled, first is null || first.SaysTheSameAs(scheduled) ? null : first, held?.HeldOn,
            held is not null && first is { Precision: not Precision.Open } && (held.HeldOn.From > first.To || held.HeldOn.To <= first.To) ? Math.Max(0, held.HeldOn.From.DayNumber - first.To.DayNumber) : null, held?.Place ?? recorded.Place ?? meeting.History.OfType<MeetingRestated>().FirstOrDefault(r => r.Place is not null)?.Place, recorded.Host,
            recorded.Mechanism, invitations.Count > 0 ? invitations : null, items.Count > 0 ? items : null, dossier.Waiting(), day, Timeline.Of(dossier.Log), last.Position, last.RecordedAt, declined.Count > 0 ? declined : null, Contradictions: others.Count > 0 ? others : null,
            Warnings: warnings.Length > 0 ? warnings : null, CancelledOn: meeting.Cancelled?.StatedOn);
    }
}
