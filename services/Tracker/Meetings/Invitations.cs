using CommitmentTracker.Contracts.Meetings;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;

namespace CommitmentTracker.Meetings;

internal static class ExtendInvitationSlice
{
    public static readonly Slice Slice = new Slice<ExtendInvitation, Meeting>(
        Roles.Officer, command => Meeting.Kind.Stream(command.Meeting), Check, Decide);

    static Faults Check(ExtendInvitation command) => new Faults()
        .Slug("/meeting", command.Meeting)
        .Require(command.By != command.Invited, "/invited", "A state does not invite itself.")
        .Past("/extendedOn", command.ExtendedOn);

    public static Decision Decide(ExtendInvitation command, Meeting meeting, Known known) =>
        meeting.Recorded is null ? Meeting.Unknown(command.Meeting)
        : new[] { command.By, command.Invited }.Except(meeting.States).ToArray() is [var stranger, ..]
        ? Problem.InvalidValue.Because("This state does not take part in it.", new Fault(stranger == command.By ? "/by" : "/invited", $"{stranger} is none of {string.Join(", ", meeting.States)}; AddParticipant adds it, and where it declines it takes part no more."))
        : meeting.AfterTheEnd("/extendedOn", command.ExtendedOn) is { } over ? over
        : meeting.Once(new InvitationExtended(command.Meeting, command.By, command.Invited, command.ExtendedOn), meeting.BeforeTheWord(command.ExtendedOn));
}

internal static class AcceptInvitationSlice
{
    public static readonly Slice Slice = new Slice<AcceptInvitation, Meeting>(
        Roles.Officer, command => Meeting.Kind.Stream(command.Meeting), Check, Decide);

    static Faults Check(AcceptInvitation command) => new Faults()
        .Slug("/meeting", command.Meeting)
        .Past("/acceptedOn", command.AcceptedOn);

    public static Decision Decide(AcceptInvitation command, Meeting meeting, Known known) =>
        Uninvited(meeting, command.Meeting, command.By, "/acceptedOn", command.AcceptedOn) is { } refusal ? refusal
        : meeting.Once(new InvitationAccepted(command.Meeting, command.By, command.AcceptedOn), Beside(meeting, command.By, true, command.AcceptedOn));

    /// <summary>That it answered so before, or otherwise on that day. Nothing where it did not.</summary>
    internal static string[] Beside(Meeting meeting, StateCode state, bool accepts, DateSpan on) => meeting.Answers(state).LastOrDefault(a => a!.Value.On.From <= on.To) is not { } before ? []
        : before.Accepted != accepts ? before.On.To >= on.From ? [$"It is logged as having {(accepts ? "declined" : "accepted")} on {before.On}: what is logged last counts; see which of the two is right."] : []
        : before.On.SaysTheSameAs(on) || meeting.IsInvitedAnew(state, before.On, on) ? []
        : [$"It is logged as having {(accepts ? "accepted" : "declined")} on {before.On}; {on} is kept beside."];

    /// <summary>Why this state has no invitation to answer; null where it has.</summary>
    internal static Refusal? Uninvited(Meeting meeting, string slug, StateCode state, string pointer, DateSpan on) =>
        meeting.Recorded is null ? Meeting.Unknown(slug)
        : meeting.History.OfType<InvitationExtended>().Where(i => i.Invited == state).ToList() is not { Count: > 0 } invited ? Problem.StateRefuses.Because($"No invitation of {state} to '{slug}' is logged.")
        : meeting.AfterTheEnd(pointer, on) is { } over ? over
        : invited.TrueForAll(i => on.To < i.ExtendedOn.From) ? Problem.InvalidValue.Because("It had not been invited yet.", new Fault(pointer, $"The invitation is logged with {invited[0].ExtendedOn}."))
        : null;
}

internal static class DeclineInvitationSlice
{
    public static readonly Slice Slice = new Slice<DeclineInvitation, Meeting>(
        Roles.Officer, command => Meeting.Kind.Stream(command.Meeting), Check, Decide);

    static Faults Check(DeclineInvitation command) => new Faults()
        .Slug("/meeting", command.Meeting)
        .Past("/declinedOn", command.DeclinedOn);

    public static Decision Decide(DeclineInvitation command, Meeting meeting, Known known) =>
        AcceptInvitationSlice.Uninvited(meeting, command.Meeting, command.By, "/declinedOn", command.DeclinedOn) is { } refusal ? refusal
        : meeting.Once(new InvitationDeclined(command.Meeting, command.By, command.DeclinedOn), AcceptInvitationSlice.Beside(meeting, command.By, false, command.DeclinedOn));
}
