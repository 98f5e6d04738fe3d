using CommitmentTracker.Contracts.Meetings;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;

namespace CommitmentTracker.Meetings;

internal static class HoldMeetingSlice
{
    public static readonly Slice Slice = new Slice<HoldMeeting, Meeting>(
        Roles.Officer, command => Meeting.Kind.Stream(command.Meeting), Check, Decide);

    static Faults Check(HoldMeeting command) => new Faults()
        .Slug("/meeting", command.Meeting)
        .Past("/heldOn", command.HeldOn)
        .Text("/place", command.Place, 200);

    public static Decision Decide(HoldMeeting command, Meeting meeting, Known known) => meeting.Recorded is null
        ? Meeting.Unknown(command.Meeting)
        : Hold(meeting.Recorded, meeting, command.HeldOn, command.Place);

    internal static Decision Hold(MeetingRecorded recorded, Meeting meeting, DateSpan heldOn, string? place)
    {
        var held = new MeetingHeld(recorded.Slug, meeting.Recorded is null ? recorded.Participants : meeting.States, heldOn, place);
        return meeting.Held is { } stands && Entries.Same(stands, held with { Place = place ?? stands.Place }) ? Decision.Already(meeting.History.FindLastIndex(e => e is MeetingHeld) + 1)
            : meeting.Has(held) ? meeting.Once(held)
            : meeting.Held is { } before ? Problem.AlreadyDifferent.Because($"Meeting '{recorded.Slug}' is logged as held on {before.HeldOn}, {(before.Place is { } where ? $"in {where}" : "nobody says where")}. Logged wrongly: CorrectMeeting; what another source says otherwise: RestateMeeting.")
            : meeting.Cancelled is not null ? Problem.StateRefuses.Because("It was cancelled; a meeting in its place is another one.")
            : Decision.Of(held).Warned(Meeting.Evolve(meeting.Recorded is null ? new(recorded, [recorded]) : meeting, held).Warnings());
    }
}
