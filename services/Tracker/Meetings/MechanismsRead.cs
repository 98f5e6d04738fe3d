using CommitmentTracker.Agreements;
using CommitmentTracker.Commitments;
using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Meetings;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Deadlines;
using CommitmentTracker.EventStore.Projections;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;
using CommitmentTracker.Targets;
using Npgsql;
using Due = CommitmentTracker.Deadlines.Due;

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
            .WithSummary("One standing body, its sessions and what is open on its table.").WithMetadata(new Gives(typeof(MechanismView), "asKnownOn", "asPublishedBy", "asOf", "atLeast") { Table = true });
    }

    static async Task List(HttpContext http, NpgsqlDataSource source, ProjectionRunner runner, ReferenceClock clock)
    {
        var query = new DossierQuery(http.Request, clock);
        var kind = query.SomeOf<MechanismKind>("kind");
        if (await query.List(http, source, runner, "mechanism", dossier => Of(dossier, null, null),
            m => !m.Retracted && kind?.Contains(m.Kind) != false, m => m.Slug, m => (m.Position, m.RecordedAt)) is not { } page)
            return;
        await Views.SendTable(http, page, page.Next, page.Items,
            ("slug", m => m.Slug), ("title", m => m.Title), ("kind", m => Words.Of(m.Kind)), ("members", m => string.Join(' ', m.Members)),
            ("since", m => m.Since?.ToString()), ("position", m => m.Position), ("recordedAt", m => m.RecordedAt),
            ("source", m => m.Timeline[0].Citation?.Source), ("quote", m => m.Timeline[0].Citation?.Quote));
    }

    static async Task Get(
        HttpContext http, string slug, Documents documents, TargetViews targets, NpgsqlDataSource source, ProjectionRunner runner, ReferenceClock clock)
    {
        var query = new DossierQuery(http.Request, clock);
        if (await query.One(http, source, runner, "mechanism", slug, Agenda.Besides) is not { } dossier)
            return;
        var (asked, ct) = (query.Asked, http.RequestAborted);
        if (Of(dossier, null, null) is { Retracted: true } gone)
        {
            await Views.SendWithTable(http, gone, [], Columns);
            return;
        }
        var table = await TableOf(slug, source, asked, ct);
        var open = new List<OpenItem>();
        var last = table.Sessions.Select(s => (s.Position, s.RecordedAt)).Append(dossier.Last).MaxBy(l => l.Position);
        void Add(string entry, string? commitment, string what, string status, DateOnly? due, long position, DateTimeOffset recordedAt, bool counts = true)
        {
            open.Add(new(entry, commitment, what, status, due, table.Looked.GetValueOrDefault(entry), counts));
            last = position > last.Position ? (position, recordedAt) : last;
        }
        await foreach (var commitment in Dossiers.Of(source, "commitment", null, null, null, asked, ct))
            if (CommitmentViews.Of(commitment) is var view && CommitmentViews.IsOpen(view.Status) && table.Holds(view))
                Add(commitment.Id, view.Slug, view.What, Words.Of(view.Status), view.DueOn, view.Position, view.RecordedAt, view.Counts);
        foreach (var target in table.LookedAt("target"))
            if (await targets.One(target, asked, ct) is { } view && Due.IsOpen(view.Status))
                Add($"target:{target}", null, Due.InWords(view), Words.Of(view.Status), view.Deadline is { Precision: not Precision.Open } by ? by.To : null, view.Position, view.RecordedAt);
        foreach (var agreement in table.LookedAt("agreement"))
            if (await AgreementsRead.One(documents, source, asked, agreement, ct) is { } view && IsOnTheWay(view.Status))
                Add($"agreement:{agreement}", null, view.Title, Words.Of(view.Status), null, view.Position, view.RecordedAt);
        var mechanism = Of(dossier, [.. table.Sessions.Select(m => new Session(m.Slug, m.Title, m.Status, m.HeldOn ?? m.ScheduledFor, m.Items?.Select(i => i.Entry).Distinct().ToList()))], open);
        await Views.SendWithTable(http, mechanism with { Position = last.Position, RecordedAt = last.RecordedAt }, open, Columns);
    }

    static readonly (string, Func<OpenItem, object?>)[] Columns =
        [("entry", i => i.Entry), ("what", i => i.What), ("status", i => i.Status), ("dueOn", i => i.DueOn), ("lastLookedAt", i => i.LastLookedAt), ("counts", i => i.Counts ? "true" : "false")];

    /// <summary>Whether an agreement is not in force yet, and may be some day.</summary>
    static bool IsOnTheWay(AgreementStatus status) => status is AgreementStatus.Announced or AgreementStatus.Adopted or AgreementStatus.Initialled
        or AgreementStatus.Signed or AgreementStatus.Ratifying or AgreementStatus.ProvisionallyApplied;

    /// <summary>What a standing body deals with.</summary>
    /// <param name="Sessions">Its sessions, the latest first.</param>
    /// <param name="Looked">The entries they looked at, and the slug of the last that did.</param>
    /// <param name="Ours">Ids of the body and of its sessions.</param>
    internal sealed record Table(IReadOnlyList<MeetingView> Sessions, IReadOnlyDictionary<string, string> Looked, IReadOnlySet<string> Ours)
    {
        /// <summary>Whether a commitment is on it: looked at, arisen from it, or its own to see to.</summary>
        public bool Holds(CommitmentView commitment) => Looked.ContainsKey($"commitment:{commitment.Slug}") || commitment.ArisesFrom?.Any(Ours.Contains) == true
            || commitment.Owner is { } owner && Ours.Contains(owner) || commitment.CoOwners?.Any(Ours.Contains) == true;

        /// <summary>Slugs of the entries of a kind that they looked at.</summary>
        public IEnumerable<string> LookedAt(string kind) =>
            Looked.Keys.Where(e => e.StartsWith($"{kind}:", StringComparison.Ordinal)).Select(Documents.SlugOf).Order(StringComparer.Ordinal);
    }

    internal static async Task<Table> TableOf(string slug, NpgsqlDataSource source, Question asked, CancellationToken ct)
    {
        var sessions = await Dossiers.Of(source, "meeting", null, null, null, asked, ct).Select(MeetingsRead.Of)
            .Where(m => m.Mechanism == slug && m.Status != MeetingStatus.Retracted).OrderByDescending(m => (m.HeldOn ?? m.ScheduledFor)?.To).ToListAsync(ct);
        var looked = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var session in sessions)
            foreach (var item in session.Items ?? [])
                looked.TryAdd(item.Entry, session.Slug);
        return new(sessions, looked, sessions.Select(m => $"meeting:{m.Slug}").Append($"mechanism:{slug}").ToHashSet(StringComparer.Ordinal));
    }

    static MechanismView Of(Dossier dossier, IReadOnlyList<Session>? sessions, IReadOnlyList<OpenItem>? open)
    {
        var mechanism = dossier.Fold<Mechanism>(Mechanism.Kind);
        var (recorded, last) = (mechanism.Recorded!, dossier.Last);
        return new(
            recorded.Slug, recorded.Kind, recorded.Title, recorded.Members, recorded.StatedOn, recorded.Since, sessions, open, dossier.Waiting(), dossier.Day, Timeline.Of(dossier.Log), last.Position, last.RecordedAt, ((IEntry)mechanism).Retracted);
    }
}
