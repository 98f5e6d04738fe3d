using CommitmentTracker.Contracts.Meetings;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;

namespace CommitmentTracker.Meetings;

internal static class AddParticipantSlice
{
    public static readonly Slice Slice = new Slice<AddParticipant, Meeting>(
        Roles.Officer, command => Meeting.Kind.Stream(command.Meeting), Check, Decide);

    static Faults Check(AddParticipant command) => new Faults()
        .Slug("/meeting", command.Meeting)
        .Past("/statedOn", command.StatedOn);

    public static Decision Decide(AddParticipant command, Meeting meeting, Known known) =>
        meeting.Recorded is null ? Meeting.Unknown(command.Meeting)
        : meeting.Declined.Contains(command.Participant) ? Problem.StateRefuses.Because($"{command.Participant} declined its invitation; AcceptInvitation with a later day says that it came after all.")
        : meeting.States.Contains(command.Participant) ? Decision.Nothing with { Warnings = NotStored(command, meeting) }
        : meeting.Cancelled is not null ? Problem.StateRefuses.Because("It was cancelled; nobody joins it.")
        : meeting.Once(new ParticipantAdded(command.Meeting, meeting.States, command.Participant, command.StatedOn), meeting.BeforeTheWord(command.StatedOn));

    /// <summary>That the day is not kept of a state that takes part already; null where it gives none, or the one that is.</summary>
    static string[]? NotStored(AddParticipant command, Meeting meeting)
    {
        var joined = meeting.History.OfType<ParticipantAdded>().LastOrDefault(p => p.Participant == command.Participant);
        return command.StatedOn is not { } day || day.SaysTheSameAs(joined?.StatedOn) ? null
            : [$"{command.Participant} takes part already, {(joined is null ? "from the beginning" : joined.StatedOn is { } said ? $"as was said on {said}" : "nobody says since when")}; {day} was not stored."];
    }
}
