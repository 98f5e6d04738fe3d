using CommitmentTracker.Contracts.Meetings;
using CommitmentTracker.Contracts.Values;
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
        bool Says(object e) => e is MeetingRescheduled r && r.ScheduledFor == command.ScheduledFor && r.StatedOn == command.StatedOn;
        if (meeting.Ever().Any(Says))
            return meeting.History.FindIndex(Says) is >= 0 and var at ? Decision.Already(at + 1) : Decision.Nothing;
        // What was said before that may be logged after it.
        if (meeting.Held is { } held ? command.StatedOn.From > held.HeldOn.To : command.StatedOn.From > meeting.Cancelled?.StatedOn.To)
            return Problem.StateRefuses.Because(meeting.Held is not null ? $"It was held already, on {meeting.Held.HeldOn}." : $"It was cancelled already, on {meeting.Cancelled!.StatedOn}.");
        var before = meeting.ScheduledAt(command.StatedOn.To);
        return (command.ScheduledFor is null ? before is null : command.ScheduledFor.SaysTheSameAs(before)) ? Decision.Nothing
            : Early(command, meeting.SpokenOf) is { Count: > 0 } faults ? Problem.InvalidValue.Because("It was not moved so.", [.. faults])
            : Decision.Of(new MeetingRescheduled(command.Meeting, meeting.States, before, command.ScheduledFor, command.StatedOn));
    }

    /// <summary>Nobody moves what was not spoken of, and nobody moves it into the past.</summary>
    static IReadOnlyList<Fault> Early(RescheduleMeeting command, DateSpan spokenOf) => new Faults()
        .Require(command.StatedOn.To >= spokenOf.From, "/statedOn", $"It was first said on {spokenOf}.")
        .Require(!(command.ScheduledFor?.To < command.StatedOn.From), "/scheduledFor", "The new day lies before the statement.")
        .Found;
}

internal static class CancelMeetingSlice
{
    public static readonly Slice Slice = new Slice<CancelMeeting, Meeting>(
        Roles.Officer, command => Meeting.Kind.Stream(command.Meeting), Check, Decide);

    static Faults Check(CancelMeeting command) => new Faults()
        .Slug("/meeting", command.Meeting)
        .Past("/statedOn", command.StatedOn)
        .Require(command.Citation is not null || !string.IsNullOrWhiteSpace(command.Reason), "/reason", "Say why, or cite who says so.");

    public static Decision Decide(CancelMeeting command, Meeting meeting, Known known)
    {
        if (meeting.Recorded is null)
            return Meeting.Unknown(command.Meeting);
        var cancelled = new MeetingCancelled(command.Meeting, meeting.States, command.StatedOn);
        return meeting.Has(cancelled) ? meeting.Once(cancelled)
            : meeting.Held is not null ? Problem.StateRefuses.Because("It was held already.")
            : meeting.Cancelled is { } before ? Problem.AlreadyDifferent.Because($"It is logged as cancelled on {before.StatedOn}.")
            : command.StatedOn.To < meeting.SpokenOf.From ? Problem.InvalidValue.Because("It had not been spoken of yet.", new Fault("/statedOn", $"It was first said on {meeting.SpokenOf}."))
            : meeting.Once(cancelled, [.. meeting.History.OfType<MeetingRescheduled>().Where(r => r.StatedOn.From > command.StatedOn.To).Take(1)
                .Select(r => $"It was moved on {r.StatedOn}, after it was cancelled on {command.StatedOn}: see which of the two is right.")]);
    }
}
