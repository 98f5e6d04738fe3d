using CommitmentTracker.Contracts.Meetings;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;

namespace CommitmentTracker.Meetings;

internal static class CorrectMeetingSlice
{
    public static readonly Slice Slice = new Slice<CorrectMeeting, Meeting>(
        Roles.Officer, command => Meeting.Kind.Stream(command.Meeting), Check, Decide,
        OtherEntries: command => command.Mechanism is { } mechanism ? [Mechanism.Kind.Stream(mechanism)] : []);

    static Faults Check(CorrectMeeting command)
    {
        var faults = new Faults()
            .Slug("/meeting", command.Meeting)
            .Require(command is not { Title: null, Kind: null, Participants: null, Host: null, Mechanism: null, StatedOn: null, Place: null, HeldOn: null, ScheduledFor: null }, "",
                "Nothing is corrected; give what was wrong: title, kind, participants, host, mechanism, statedOn, place, heldOn or scheduledFor.")
            .Text("/title", command.Title, 500)
            .Past("/statedOn", command.StatedOn)
            .Text("/place", command.Place, 200)
            .Past("/heldOn", command.HeldOn)
            .Date("/scheduledFor", command.ScheduledFor)
            .Require(command.Mechanism is null || Contracts.Values.Slug.IsValid(command.Mechanism), "/mechanism", "This is no slug.");
        return command.Participants is { } participants ? faults.States("/participants", participants, 1) : faults;
    }

    public static Decision Decide(CorrectMeeting command, Meeting meeting, Known known)
    {
        if (meeting.Recorded is null)
            return Meeting.Unknown(command.Meeting);
        if (command.HeldOn is not null && meeting.Held is null)
            return Problem.StateRefuses.Because("It is not logged as held; HoldMeeting says when it was.");
        if (command.Mechanism is { } mechanism && known.Missing("/mechanism", $"mechanism:{mechanism}") is { } missing)
            return missing;
        var corrected = new MeetingCorrected(
            command.Meeting, command.Reason, command.Title, command.Kind, command.Participants?.Order().ToArray(), command.Host, command.Mechanism, command.StatedOn,
            command.Place, command.HeldOn, command.ScheduledFor);
        var after = Meeting.Evolve(meeting, corrected);
        return meeting.Mend(new { meeting.Recorded, meeting.Held }, new { after.Recorded, after.Held }, corrected, Broken(meeting, after));
    }

    /// <summary>Why it would leave what was logged since without ground; null where it does not. What was amiss before is no fault of it.</summary>
    static Refusal? Broken(Meeting was, Meeting after)
    {
        if (after.Recorded is { Host: { } host, Participants: var participants } && !participants.Contains(host))
            return Problem.InvalidValue.Because("With what stands it makes no meeting.", new Fault("/participants", $"The host, {host}, is none of them."));
        foreach (var (n, e) in was.History.Index())
            if (Lacks(after, e) is { } lack && Lacks(was, e) is null)
                return Problem.StateRefuses.Because($"'{App.Types.NameOf(e.GetType())}' of {Happened.On(e)} (version {n + 1}) could not stand then: {lack} If that is what is wrong, TakeBack takes it back first.");
        return null;
    }

    /// <summary>What an event rests on, as its command asked for it when it was logged.</summary>
    static string? Lacks(Meeting meeting, object e) => e switch
    {
        InvitationExtended i when new[] { i.By, i.Invited }.Except(meeting.States).ToArray() is [var stranger, ..] => $"{stranger} would take no part in it.",
        MeetingRescheduled or MeetingCancelled when Happened.On(e)!.To < meeting.SpokenOf.From => "It had not been spoken of yet.",
        InvitationExtended or InvitationAccepted or InvitationDeclined when Happened.On(e)!.From > meeting.Held?.HeldOn.To => "The meeting was over by then.",
        _ => null,
    };
}

internal static class CorrectMechanismSlice
{
    public static readonly Slice Slice = new Slice<CorrectMechanism, Mechanism>(
        Roles.Officer, command => Mechanism.Kind.Stream(command.Mechanism), Check, Decide);

    static Faults Check(CorrectMechanism command)
    {
        var faults = new Faults()
            .Slug("/mechanism", command.Mechanism)
            .Require(command is not { Title: null, Kind: null, Members: null, StatedOn: null, Since: null }, "",
                "Nothing is corrected; give what was wrong: title, kind, members, statedOn or since.")
            .Text("/title", command.Title, 500)
            .Past("/statedOn", command.StatedOn)
            .Date("/since", command.Since);
        return command.Members is { } members ? faults.States("/members", members, 1) : faults;
    }

    public static Decision Decide(CorrectMechanism command, Mechanism mechanism, Known known)
    {
        if (mechanism.Recorded is not { } recorded)
            return Problem.NotFound.Because($"No mechanism '{command.Mechanism}' is recorded.");
        var corrected = new MechanismCorrected(
            command.Mechanism, command.Reason, command.Title, command.Kind, command.Members?.Order().ToArray(), command.StatedOn, command.Since);
        return mechanism.Mend(recorded, mechanism.With(corrected), corrected);
    }
}
