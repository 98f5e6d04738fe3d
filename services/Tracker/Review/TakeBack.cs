using System.Collections.Immutable;
using CommitmentTracker.Agreements;
using CommitmentTracker.Commitments;
using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Meetings;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Meetings;
using CommitmentTracker.Platform;
using CommitmentTracker.Targets;

namespace CommitmentTracker.Review;

internal static class TakeBackSlice
{
    public static readonly Slice Slice = new Slice<TakeBack, object>(
        Roles.Officer, command => Entries.Ref(command.Entry)!.Value, Check, Decide);

    static Faults Check(TakeBack command) => new Faults()
        .Entry("/entry", command.Entry)
        .Require(command.Act >= 1, "/act", "Versions begin at 1.")
        .Require(!string.IsNullOrWhiteSpace(command.Reason), "/reason", "Say what was wrong.");

    public static Decision Decide(TakeBack command, object state, Known known)
    {
        var entry = (IEntry)state;
        if (!entry.Exists)
            return Problem.NotFound.Because($"No '{command.Entry}' is recorded.");
        if (command.Act > entry.History.Count)
            return Problem.StateRefuses.Because($"There is no version {command.Act}; the last is {entry.History.Count}.");
        var act = entry.History[(int)command.Act - 1];
        var back = new ActTakenBack(command.Entry, entry.States, command.Act);
        return act is TakenBack ? Decision.Nothing
            : (act is ClosureProposed proposed ? NotOnesOwn(entry, proposed, command.Act, known.Actor) : OnlyAll(state) ?? NotAlone(entry, state, act, back)) is { } refusal ? refusal
            : Decision.Of(back);
    }

    /// <summary>Why a proposal is not taken back by this person; null where it is their own, and waits.</summary>
    static Refusal? NotOnesOwn(IEntry entry, ClosureProposed proposal, long version, string actor) =>
        entry.Pending()?.Version != version ? Problem.StateRefuses.Because("This proposal was settled by a second person.")
        : proposal.ProposedBy != actor ? Problem.StateRefuses.Because("Somebody else proposed it: a reviewer sends it back with RejectClosure.")
        : null;

    /// <summary>Of these entries nothing but a proposal is taken back here.</summary>
    static Refusal? OnlyAll(object state) =>
        state is Agreement ? Problem.StateRefuses.Because("An act of an agreement is taken back by TakeBackAct; CorrectAgreement mends title, subject, kind and signature, and RetractEntry takes back all of it.")
        : state is not (Commitment or Meeting or Target) ? Problem.StateRefuses.Because("It was logged in one piece: RetractEntry takes back all of it.")
        : null;

    /// <summary>Why this is not taken back by itself; null where it can be.</summary>
    static Refusal? NotAlone(IEntry entry, object state, object act, ActTakenBack back) =>
        act is CommitmentCorrected or MeetingCorrected ? Problem.StateRefuses.Because("A correction is mended by another: CorrectCommitment, CorrectMeeting.")
        : act is StatementAccepted ? Problem.StateRefuses.Because("Another statement is accepted in its place: AcceptStatement, with 1 for what was first recorded.")
        : entry.History.FindIndex(e => e is StatementAccepted a && a.Statement == back.Act) + 1 is > 0 and var accepted && back.Act > 1 ? Problem.StateRefuses.Because($"Version {accepted} rests on it; AcceptStatement accepts another first.")
        : act is TradeTargetCorrected ? Problem.StateRefuses.Because("A correction is mended by another: CorrectTradeTarget.")
        : act is ClosureRejected or ActTakenBack or CommitmentReopened or CommitmentMerged or CommitmentUnmerged || back.Act == 1 || Proposals.Closings.Contains(act.GetType())
            ? Problem.StateRefuses.Because($"Version {back.Act} is nothing that is taken back by itself: RetractEntry takes back the entry, a reviewer reopens what is closed.")
        : state is Commitment { Closure: not null } ? Problem.StateRefuses.Because("Two people closed it; a reviewer reopens it first.")
        // What is found fulfilled does not rest on a denial, which stands in its way.
        : entry.Pending() is { } waiting && !(act is DeliveryDisputed && waiting.Proposal.Closure == Closure.Fulfilled) ? Entries.MayRestOnThis(waiting.Version)
        : entry.History.FindIndex(later => RestsOn(later, act)) + 1 is > 0 and var n ? Problem.StateRefuses.Because($"Version {n} rests on it; take that back first.")
        : state is Commitment commitment && Grounds.Broken(commitment, Commitment.Evolve(commitment, back)) is { } baseless ? baseless
        : state is Target target && StatementOrder.Broken(target, Target.Evolve(target, back)) is { } broken ? broken
        : null;

    /// <summary>Whether what an event rested on was taken back after it was logged.</summary>
    /// <param name="history">The entry's.</param>
    /// <param name="e">What was logged, and taken back.</param>
    /// <param name="index">Where in the history.</param>
    internal static bool LostItsGround(ImmutableList<object> history, object e, int index) =>
        history.Skip(index + 1).Any(later => later is ActTakenBack taken && history[(int)taken.Act - 1] is TakenBack ground && RestsOn(e, ground.Was));

    static bool RestsOn(object later, object act) => (later, act) switch
    {
        (DeliveryConfirmed c, DeliveryRecorded d) => c.Delivery == d.Delivery,
        (DeliveryDisputed c, DeliveryRecorded d) => c.Delivery == d.Delivery,
        (MilestoneReached r, MilestoneAdded m) => r.Milestone == m.Milestone,
        (InvitationAccepted a, InvitationExtended i) => a.By == i.Invited,
        (InvitationDeclined d, InvitationExtended i) => d.By == i.Invited,
        (InvitationExtended i, ParticipantAdded p) => i.By == p.Participant || i.Invited == p.Participant,
        (ItemReviewed, MeetingHeld) => true,
        _ => false,
    };
}

/// <summary>In a history the place of what was taken back: the versions of the others stay what they are.</summary>
/// <param name="Was">What was logged there.</param>
internal sealed record TakenBack(object Was)
{
    public static ImmutableList<object> From(ImmutableList<object> history, ActTakenBack taken) =>
        history.SetItem((int)taken.Act - 1, new TakenBack(history[(int)taken.Act - 1])).Add(taken);
}
