using CommitmentTracker.Contracts.Meetings;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;

namespace CommitmentTracker.Meetings;

internal static class RestateMeetingSlice
{
    public static readonly Slice Slice = new Slice<RestateMeeting, Meeting>(
        Roles.Officer, command => Meeting.Kind.Stream(command.Meeting), Check, Decide);

    static Faults Check(RestateMeeting command) => new Faults()
        .Slug("/meeting", command.Meeting)
        .Past("/statedOn", command.StatedOn)
        .Past("/heldOn", command.HeldOn)
        .Require(!(command.HeldOn?.From > command.StatedOn.To), "/heldOn", "It would have been told of before it took place.")
        .Date("/scheduledFor", command.ScheduledFor)
        .Text("/place", command.Place, 200)
        .Require(command.Citation is not null, "/citation", "A mention is worth its source.");

    public static Decision Decide(RestateMeeting command, Meeting meeting, Known known)
    {
        if (meeting.Recorded is null)
            return Meeting.Unknown(command.Meeting);
        if (command.HeldOn is not null && meeting.Held is null)
            return Problem.StateRefuses.Because("It is not logged as held; HoldMeeting says when it was.");
        var restated = new MeetingRestated(command.Meeting, meeting.States, command.StatedOn, command.Citation!.Source, command.HeldOn, command.ScheduledFor, command.Place);
        return meeting.Agrees(restated) ? meeting.Once(restated) : meeting.Once(restated, "This says another day or place than the register: it is kept beside, and nothing is overwritten.");
    }
}
