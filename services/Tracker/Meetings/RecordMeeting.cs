using System.Globalization;
using CommitmentTracker.Contracts.Meetings;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;

namespace CommitmentTracker.Meetings;

internal static class RecordMeetingSlice
{
    public static readonly Slice Slice = new Slice<RecordMeeting, Meeting>(
        Roles.Officer, command => Meeting.Kind.Stream(SlugOf(command)!), Check, Decide,
        OtherEntries: command => command.Mechanism is { } mechanism ? [Mechanism.Kind.Stream(mechanism)] : []);

    static string? SlugOf(RecordMeeting command) =>
        command.Slug ?? Slug.From(command.Title, (command.HeldOn ?? command.ScheduledFor ?? command.StatedOn).From.Year.ToString(CultureInfo.InvariantCulture));

    static Faults Check(RecordMeeting command) => new Faults()
        .Slug("/slug", SlugOf(command))
        .Text("/title", command.Title, 500)
        .States("/participants", command.Participants, 1)
        .Past("/statedOn", command.StatedOn)
        .Date("/scheduledFor", command.ScheduledFor)
        .Past("/heldOn", command.HeldOn)
        .Text("/place", command.Place, 200)
        .Require(command.Host is not { } host || command.Participants.Contains(host), "/host", "The host is none of the participants.")
        .Require(command.Mechanism is null || Slug.IsValid(command.Mechanism), "/mechanism", "This is no slug.");

    public static Decision Decide(RecordMeeting command, Meeting meeting, Known known)
    {
        if (command.Mechanism is { } mechanism && known.Missing("/mechanism", $"mechanism:{mechanism}") is { } missing)
            return missing;
        var recorded = new MeetingRecorded(
            SlugOf(command)!, command.Kind, command.Title, [.. command.Participants.Order()], command.StatedOn, command.ScheduledFor, command.Place, command.Host, command.Mechanism);
        // As it stands after a correction it is no news either.
        if (meeting.Recorded is { } stands && !meeting.Has(recorded) && !Entries.Same(stands, recorded))
            return Problem.AlreadyDifferent.Because($"A meeting '{recorded.Slug}' is recorded with another {Entries.Apart(stands, recorded)}. A state that joined: AddParticipant; logged wrongly: CorrectMeeting; what another source says otherwise: RestateMeeting.");
        var held = command.HeldOn is null ? Decision.Nothing : HoldMeetingSlice.Hold(recorded, meeting, command.HeldOn, command.Place);
        return held.Refusal is not null || meeting.Recorded is not null ? held : new([recorded, .. held.Events], Warnings: Odd(command, known, held) is { Length: > 0 } odd ? odd : null);
    }

    /// <summary>What is odd about it: a plan for a day that had passed, a session among others than the body's members, guests apart. Nothing where nothing is.</summary>
    static string[] Odd(RecordMeeting command, Known known, Decision held) =>
    [
        .. held.Warnings ?? [],
        .. command.HeldOn is null && command.ScheduledFor?.To < command.StatedOn.From ? new[] { $"It was planned for {command.ScheduledFor}, before it was spoken of on {command.StatedOn}: see which of the two is right." } : [],
        .. command is { Participants.Count: 1, Kind: MeetingKind.Call or MeetingKind.Talks or MeetingKind.Summit or MeetingKind.Session } ? new[] { $"Only {command.Participants[0]} takes part in it: AddParticipant names with whom." } : [],
        .. command.Mechanism is { } body && known.Entries[$"mechanism:{body}"] is Mechanism { States: var members } && command.Participants.Intersect(members).Count() < Math.Min(2, members.Count)
            ? [$"The members of '{body}' are {string.Join(", ", members)}; of {string.Join(", ", command.Participants)} fewer than two are: see whether it is a session of this body."]
            : Array.Empty<string>(),
    ];
}
