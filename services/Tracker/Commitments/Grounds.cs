using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;

namespace CommitmentTracker.Commitments;

/// <summary>What each event of a commitment rests on: one rule, for whatever would change what was logged before it. Pure.</summary>
internal static class Grounds
{
    /// <summary>Why a change would leave what is logged without ground; null where it does not. What was amiss before is no fault of it.</summary>
    public static Refusal? Broken(Commitment was, Commitment after)
    {
        foreach (var (n, e) in was.History.Index())
            if (ReferenceEquals(after.History[n], e) && Lacks(after, e) is { } lack && Lacks(was, e) is null)
                return Problem.StateRefuses.Because($"'{App.Types.NameOf(e.GetType())}' of {Happened.On(e)} (version {n + 1}) could not stand then: {lack} If that is what is wrong, TakeBack takes it back first.");
        return null;
    }

    /// <summary>What an event rests on, as its command asked for it when it was logged.</summary>
    static string? Lacks(Commitment commitment, object e) => e switch
    {
        DeliveryConfirmed d => NoWord(d.By, commitment.Owed(d.By) && commitment.Delivery(d.Delivery)?.By != d.By),
        DeliveryDisputed d => NoWord(d.By, commitment.States.Contains(d.By)),
        AcknowledgementRecorded a => NoWord(a.By, commitment.Thanks.Count == 0 || commitment.Thanks.Contains(a.By)),
        CommitmentDeadlineAdvanced a when a.AgreedBy.Except(commitment.States).ToArray() is [var stranger, ..] => NoWord(stranger, false),
        CommitmentDeadlineAdvanced a when commitment.Made!.Joint && commitment.Made.Obligors.Except(a.AgreedBy).ToArray() is [var silent, ..] => $"{silent} did not agree to it.",
        CommitmentWithdrawn w => NoWord(w.By, commitment.Made!.Obligors.Contains(w.By)),
        DeliveryRecorded { Quantity: { } came } when commitment.Made!.Quantity is { } owed && came.In(owed.Unit) is null => $"'{came.Unit}' cannot be counted in '{owed.Unit}'.",
        DeliveryRecorded d when (d.Instance is null) != (commitment.Made!.Recurs is null) => "A delivery of what recurs is for one of its periods, and only that.",
        DeliveryRecorded { Instance: { } period } when !Instances.Has(commitment.Made!.Recurs!, period) => $"{period} would be none of its periods.",
        CommitmentDeadlineSet or CommitmentDeadlineExtended or CommitmentDeadlineAdvanced when commitment.Made!.Recurs is not null => "What recurs has no deadline of its own.",
        CommitmentDeadlineSet when commitment.DeadlineBefore(e) is { Precision: not Precision.Open } first => $"It gave the first deadline, which would be {first}.",
        DeliveryRecorded { By: { } by } when !commitment.Made!.Obligors.Contains(by) => $"{by} would owe nothing.",
        CommitmentDeadlineExtended x when !(commitment.DeadlineBefore(e)?.To <= x.Deadline.To) => "It would move no deadline later.",
        CommitmentDeadlineAdvanced a when !(commitment.DeadlineBefore(e)?.To > a.Deadline.To) => "It would move no deadline earlier.",
        CommitmentFulfilled f when f.Evidence?.Suffices() != true && Delivered.Short(commitment, f.FulfilledOn.To) => "What was delivered would fall short of it.",
        CommitmentAssessed { Score: not null } when !commitment.Made!.Verifiable => "What nothing could show is not scored.",
        OpenQuestionResolved q when commitment.Made!.OpenQuestions?.Contains(q.Question) != true => $"It answers \"{q.Question}\", which would not be asked.",
        _ => null,
    } ?? (e is StrengthReclassified or OwnerAssigned or MilestoneAdded or CommitmentRestated or CommitmentContradicted or CommitmentDeadlineSet or CommitmentDeadlineExtended or CommitmentDeadlineAdvanced or CommitmentWithdrawn or CommitmentSuperseded or CommitmentLapsed
        && Said.TooEarly("/statedOn", Happened.On(e)!, commitment) is not null ? "It had not been undertaken yet." : null);

    static string? NoWord(StateCode state, bool has) => has ? null : $"{state} would have no say in it.";
}
