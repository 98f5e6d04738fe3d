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
internal sealed record Meeting(MeetingRecorded? Recorded, ImmutableList<object> History) : IEntry
{
    public static readonly StreamType Kind = StreamType.Of("meeting", "meeting", new Meeting(null, []), Evolve);

    public static Meeting Evolve(Meeting meeting, object e) => e switch
    {
        MeetingRecorded recorded => new(recorded, meeting.History.Add(e)),
        MeetingRescheduled or MeetingHeld or MeetingCancelled or InvitationExtended or InvitationAccepted or InvitationDeclined or ItemReviewed
            or ClosureProposed or ClosureRejected or EntryRetracted or TakenBack => meeting with { History = meeting.History.Add(e) },
        ActTakenBack taken => meeting with { History = TakenBack.From(meeting.History, taken) },
        _ => throw new UnknownEventException(e.GetType().Name),
    };

    public IReadOnlyList<StateCode> States => Recorded?.Participants ?? [];

    public MeetingHeld? Held => History.OfType<MeetingHeld>().FirstOrDefault();

    public MeetingCancelled? Cancelled => History.OfType<MeetingCancelled>().FirstOrDefault();

    /// <summary>For when it was planned, by what had been said by a day.</summary>
    public DateSpan? ScheduledAt(DateOnly day) => History.Select<object, (DateSpan Said, DateSpan? ScheduledFor)>(e => e switch
        {
            MeetingRecorded r => (r.StatedOn, r.ScheduledFor),
            MeetingRescheduled r => (r.StatedOn, r.ScheduledFor),
            _ => (null!, null),
        })
        .Where(s => s.ScheduledFor is not null && s.Said.To <= day).OrderBy(s => s.Said.To).LastOrDefault().ScheduledFor;

    public static Refusal Unknown(string slug) => Problem.NotFound.Because($"No meeting '{slug}' is recorded.");
}
