using System.Collections.Immutable;
using CommitmentTracker.Contracts.Meetings;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.EventStore;
using CommitmentTracker.EventStore.Deciding;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;

namespace CommitmentTracker.Meetings;

/// <summary>What decisions need to know of a meeting: everything that was logged of it. Its events are listed in <see cref="Evolve"/>.</summary>
/// <param name="Recorded">As it stands with every correction; as it was first recorded is in the history.</param>
/// <param name="History">All of its events.</param>
internal sealed record Meeting(MeetingRecorded? Recorded, ImmutableList<object> History) : ICited
{
    public static readonly StreamType Kind = StreamType.Of("meeting", "meeting", new Meeting(null, []), Evolve) with { Heed = ICited.Heed };

    public ImmutableHashSet<Citation> Cited { get; init; } = [];

    public ICited Citing(Citation citation) => this with { Cited = Cited.Add(citation) };

    public static Meeting Evolve(Meeting meeting, object e) => e switch
    {
        MeetingRecorded recorded => new(recorded, meeting.History.Add(e)),
        MeetingCorrected corrected => meeting with { Recorded = meeting.With(corrected), History = meeting.History.Add(e) },
        ParticipantAdded or MeetingRescheduled or MeetingRestated or MeetingHeld or MeetingCancelled or InvitationExtended or InvitationAccepted or InvitationDeclined or ItemReviewed
            or ClosureProposed or ClosureRejected or EntryCited or EntryRetracted or TakenBack => meeting with { History = meeting.History.Add(e) },
        ActTakenBack taken => meeting with { History = TakenBack.From(meeting.History, taken) },
        _ => throw new UnknownEventException(e.GetType().Name),
    };

    /// <summary>What stands after a correction.</summary>
    public MeetingRecorded With(MeetingCorrected c) => Recorded! with
    {
        Title = c.Title ?? Recorded.Title, Kind = c.Kind ?? Recorded.Kind, Participants = c.Participants ?? Recorded.Participants, Host = c.Host ?? Recorded.Host,
        Mechanism = c.Mechanism ?? Recorded.Mechanism, StatedOn = c.StatedOn ?? Recorded.StatedOn, Place = c.Place ?? Recorded.Place, ScheduledFor = c.ScheduledFor ?? Recorded.ScheduledFor,
    };

    /// <summary>Those with whom it was recorded, and those that joined.</summary>
    public IReadOnlyList<StateCode> States => Recorded is null ? [] : [.. Recorded.Participants.Union(History.OfType<ParticipantAdded>().Select(p => p.Participant)).Order()];

    /// <summary>How an invitation was answered: by what was said last before the next to that state; where nothing was till then, by the answer to that one. Null while there is none.</summary>
    public (bool Accepted, DateSpan On)? Answer(InvitationExtended invitation)
    {
        var next = History.OfType<InvitationExtended>().Where(i => i.Invited == invitation.Invited && i.ExtendedOn.From > invitation.ExtendedOn.To).MinBy(i => i.ExtendedOn.From);
        return Answers(invitation.Invited).LastOrDefault(a => a!.Value.On.To >= invitation.ExtendedOn.From && !(next?.ExtendedOn.From <= a.Value.On.From)) ?? (next is null ? null : Answer(next));
    }

    /// <summary>How an invited state answered until it was held, by day. Said again before another invitation it is the same answer: other days are kept beside.</summary>
    public IEnumerable<(bool Accepted, DateSpan On)?> Answers(StateCode invited)
    {
        (bool Accepted, DateSpan On)? before = null;
        foreach (var answer in Said(invited))
            if (before is not { } b || b.Accepted != answer!.Value.Accepted || IsInvitedAnew(invited, b.On, answer.Value.On))
                yield return before = answer;
    }

    /// <summary>Whether a state was invited again after an answer and by another day.</summary>
    public bool IsInvitedAnew(StateCode invited, DateSpan answered, DateSpan by) => History.OfType<InvitationExtended>().Any(i => i.Invited == invited && i.ExtendedOn.From > answered.To && i.ExtendedOn.From <= by.To);

    /// <summary>Other days that are given for an answer.</summary>
    public IReadOnlyList<DateSpan> OtherDays(StateCode invited, (bool Accepted, DateSpan On) answer) =>
    [
        .. Said(invited).SkipWhile(a => a != answer).TakeWhile(a => a!.Value.Accepted == answer.Accepted && !Answers(invited).Any(o => o != answer && o == a)).Select(a => a!.Value.On).Where(on => !on.SaysTheSameAs(answer.On)).DistinctBy(on => (on.From, on.To)),
    ];

    IEnumerable<(bool Accepted, DateSpan On)?> Said(StateCode invited) => History.Select<object, (bool Accepted, DateSpan On)?>(e => e switch
        {
            InvitationAccepted a when a.By == invited => (true, a.AcceptedOn),
            InvitationDeclined d when d.By == invited => (false, d.DeclinedOn),
            _ => null,
        })
        .Where(a => a is not null && !(a.Value.On.From > Held?.HeldOn.To)).OrderBy(a => a!.Value.On.To);

    /// <summary>States that do not come, by what they said last.</summary>
    public IReadOnlyList<StateCode> Declined => [.. States.Where(s => Answers(s).LastOrDefault() is { Accepted: false })];

    /// <summary>How it was held, as it stands with every correction since; null where it is not logged as held.</summary>
    public MeetingHeld? Held => History.Aggregate((MeetingHeld?)null, (held, e) => e switch
    {
        MeetingHeld h => h,
        MeetingCorrected c when held is not null => held with { HeldOn = c.HeldOn ?? held.HeldOn, Place = c.Place ?? held.Place },
        _ => held,
    });

    public MeetingCancelled? Cancelled => History.OfType<MeetingCancelled>().FirstOrDefault();

    /// <summary>When it was first spoken of, by any source.</summary>
    public DateSpan SpokenOf => History.OfType<MeetingRestated>().Select(r => r.StatedOn).Append(Recorded!.StatedOn).MinBy(s => s.From)!;

    /// <summary>
    /// For when it was planned, by what had been said by a day; null where it was put off without another. With what it was first planned for where nothing had been
    /// said, for it may have been held before anybody said so. What another source says counts only where the register has no plan.
    /// </summary>
    public DateSpan? ScheduledAt(DateOnly day)
    {
        var moved = History.OfType<MeetingRescheduled>().Where(r => r.StatedOn.To <= day).OrderBy(r => r.StatedOn.To).LastOrDefault();
        var told = History.OfType<MeetingRestated>().Where(r => r.ScheduledFor is not null && r.StatedOn.To <= day).OrderBy(r => r.StatedOn.To).LastOrDefault();
        var own = Recorded?.StatedOn.To <= day ? Recorded.ScheduledFor : null;
        return moved is not null && (own is null || Recorded!.StatedOn.To <= moved.StatedOn.To) ? moved.ScheduledFor
            // Before the register's own words there are those of others, and with neither it may have been held before anybody said so.
            : own ?? told?.ScheduledFor ?? (Recorded?.StatedOn.To <= day || SpokenOf.To <= day ? null : Recorded?.ScheduledFor);
    }

    /// <summary>For when it was first to take place, by whatever source; null where no day was ever named.</summary>
    public DateSpan? FirstPlan => Recorded!.ScheduledFor ?? LaterPlans.OrderBy(p => p.StatedOn.To).FirstOrDefault().For;

    /// <summary>For when it is planned, as was said after it was recorded, by whatever source.</summary>
    public IEnumerable<(DateSpan StatedOn, DateSpan For)> LaterPlans => History.Select<object, (DateSpan StatedOn, DateSpan? For)>(e => e switch
        {
            MeetingRescheduled r => (r.StatedOn, r.ScheduledFor),
            MeetingRestated r => (r.StatedOn, r.ScheduledFor),
            _ => default,
        })
        .Where(p => p.For is not null).Select(p => (p.StatedOn, p.For!));

    /// <summary>Whether what a source says of it may be so by what the register holds: days that overlap may be the same.</summary>
    public bool Agrees(MeetingRestated other) =>
        (other.HeldOn is null || Held is null || Overlap(other.HeldOn, Held.HeldOn)) && (other.ScheduledFor is null || ScheduledAt(other.StatedOn.To) is not { } planned || Overlap(other.ScheduledFor, planned))
        && (other.Place is null || (Held?.Place ?? Recorded!.Place) is not { } place || place.Equals(other.Place, StringComparison.OrdinalIgnoreCase));

    static bool Overlap(DateSpan one, DateSpan other) => one.From <= other.To && other.From <= one.To;

    /// <summary>What is odd about something before anybody spoke of the meeting: it may have been spoken of earlier than is known. Nothing where it is not.</summary>
    public string[] BeforeTheWord(DateSpan? on) => on?.To < SpokenOf.From
        ? [$"It was first spoken of on {SpokenOf}, as far as is recorded, after {on}: see which of the two is right."]
        : [];

    /// <summary>Why there was no meeting any more to invite to on that day; null where there was.</summary>
    public Refusal? AfterTheEnd(string pointer, DateSpan on) =>
        (Held is { } held ? on.From > held.HeldOn.To ? $"It was held on {held.HeldOn}." : null : Cancelled is { } cancelled && on.From > cancelled.StatedOn.To ? $"It was cancelled on {cancelled.StatedOn}." : null) is { } over
            ? Problem.InvalidValue.Because("The meeting was over by then.", new Fault(pointer, over))
            : null;

    public static Refusal Unknown(string slug) => Problem.NotFound.Because($"No meeting '{slug}' is recorded.");
}
