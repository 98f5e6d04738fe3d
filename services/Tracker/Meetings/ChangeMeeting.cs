using CommitmentTracker.Contracts.Meetings;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;

namespace CommitmentTracker.Meetings;

internal static class RescheduleMeetingSlice
{
    public static readonly Slice Slice = new Slice<RescheduleMeeting, Meeting>(
        Roles.Officer, command => Meeting.Kind.Stream(command.Meeting), Check, Decide);

    static Faults Check(RescheduleMeeting command) => new Faults()
        .Slug("/meeting", command.Meeting)
        .Date("/scheduledFor", command.ScheduledFor)
        .Past("/statedOn", command.StatedOn);

    public static Decision Decide(RescheduleMeeting command, Meeting meeting, Known known)
    {
        if (meeting.Recorded is null)
            return Meeting.Unknown(command.Meeting);
        // The day it was moved from is not compared: once moved, it is no longer the one that stands.
        if (meeting.Ever().Any(e => e is MeetingRescheduled r && r.ScheduledFor == command.ScheduledFor && r.StatedOn == command.StatedOn))
            return Decision.Nothing;
        if (meeting.Held is not null || meeting.Cancelled is not null)
            return Problem.StateRefuses.Because($"It was {(meeting.Held is not null ? "held" : "cancelled")} already.");
        var before = meeting.ScheduledAt(command.StatedOn.To);
        return command.ScheduledFor.SaysTheSameAs(before) ? Decision.Nothing
            : Early(command, meeting.Recorded) is { Count: > 0 } faults ? Problem.InvalidValue.Because("It was not moved so.", [.. faults])
            : Decision.Of(new MeetingRescheduled(command.Meeting, meeting.States, before, command.ScheduledFor, command.StatedOn));
    }

    /// <summary>Nobody moves what was not spoken of, and nobody moves it into the past.</summary>
    static IReadOnlyList<Fault> Early(RescheduleMeeting command, MeetingRecorded recorded) => new Faults()
        .Require(command.StatedOn.To >= recorded.StatedOn.From, "/statedOn", $"It was first said on {recorded.StatedOn}.")
        .Require(command.ScheduledFor.To >= command.StatedOn.From, "/scheduledFor", "The new day lies before the statement.")
        .Found;
}

internal static class CancelMeetingSlice
{
    public static readonly Slice Slice = new Slice<CancelMeeting, Meeting>(
        Roles.Officer, command => Meeting.Kind.Stream(command.Meeting), Check, Decide);

    static Faults Check(CancelMeeting command) => new Faults()
        .Slug("/meeting", command.Meeting)
        .Past("/statedOn", command.StatedOn)
        .Require(!string.IsNullOrWhiteSpace(command.Reason), "/reason", "Say why, as the source does.");

    public static Decision Decide(CancelMeeting command, Meeting meeting, Known known)
    {
        if (meeting.Recorded is null)
            return Meeting.Unknown(command.Meeting);
        var cancelled = new MeetingCancelled(command.Meeting, meeting.States, command.StatedOn);
        return meeting.Has(cancelled) ? meeting.Once(cancelled)
            : meeting.Held is not null ? Problem.StateRefuses.Because("It was held already.")
            : meeting.Cancelled is { } before ? Problem.AlreadyDifferent.Because($"It is logged as cancelled on {before.StatedOn}.")
            : Decision.Of(cancelled);
    }
}
