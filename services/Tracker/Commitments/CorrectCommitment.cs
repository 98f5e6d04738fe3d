using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;

namespace CommitmentTracker.Commitments;

internal static class CorrectCommitmentSlice
{
    public static readonly Slice Slice = new Slice<CorrectCommitment, Commitment>(
        Roles.Officer, command => Commitment.Kind.Stream(command.Commitment), Check, Decide,
        OtherEntries: command => (command.ArisesFrom ?? []).Select(id => Entries.Ref(id)!.Value));

    static Faults Check(CorrectCommitment command)
    {
        var faults = new Faults()
            .Slug("/commitment", command.Commitment)
            .Require(
                command is not { What: null, Kind: null, Obligors: null, Counterparties: null, Joint: null, StatedOn: null, Quantity: null, Deadline: null, Recurs: null, ArisesFrom: null, OpenQuestions: null }, "",
                "Nothing is corrected; give what was wrong: what, kind, obligors, counterparties, joint, statedOn, quantity, deadline, recurs, arisesFrom or openQuestions.")
            .Text("/what", command.What, 500)
            .Past("/statedOn", command.StatedOn)
            .Quantity("/quantity", command.Quantity)
            .Date("/deadline", command.Deadline)
            .Recurrence("/recurs", command.Recurs)
            .Entries("/arisesFrom", command.ArisesFrom, 10)
            .Require(command.ArisesFrom?.Contains($"commitment:{command.Commitment}") != true, "/arisesFrom", "It does not come from itself.")
            .Texts("/openQuestions", command.OpenQuestions, 10, 300);
        if (command.Obligors is { } obligors)
            faults.States("/obligors", obligors, 1);
        return command.Counterparties is { } counterparties ? faults.States("/counterparties", counterparties, 0) : faults;
    }

    public static Decision Decide(CorrectCommitment command, Commitment commitment, Known known)
    {
        if (commitment.Made is not { } made)
            return Said.Unknown(command.Commitment);
        var corrected = new CommitmentCorrected(
            command.Commitment, commitment.States, command.Reason, command.What, command.Kind, command.Obligors?.Order().ToArray(), command.Counterparties?.Order().ToArray(), command.Joint, command.StatedOn,
            command.Quantity, command.Deadline, command.Recurs, command.ArisesFrom, command.OpenQuestions);
        var after = Commitment.Evolve(commitment, corrected);
        var decision = commitment.Mend(made, after.Made!, corrected, known.Missing("/arisesFrom", command.ArisesFrom ?? [])
            ?? (Faulty(after.Made!, corrected) is { Count: > 0 } faults ? Problem.InvalidValue.Because("With what stands it makes no commitment.", [.. faults]) : Broken(commitment, after)));
        return decision.Warned(Odd(commitment, after));
    }

    /// <summary>The rules of MakeCommitment that hold of several members together, some of which stand already.</summary>
    static IReadOnlyList<Fault> Faulty(CommitmentMade made, CommitmentCorrected by) => new Faults()
        .Require(!made.Joint || made.Obligors.Count > 1, "/joint", "What is owed together needs two obligors or more.")
        .Require(made.Joint || !made.Obligors.Intersect(made.Counterparties).Any(), "/counterparties", "A state owes nothing to itself; only a joint commitment is owed to each other.")
        .Require(made.Recurs is null || made.Deadline is null, by.Recurs is null ? "/deadline" : "/recurs", "What recurs is due at the end of each period, and has no deadline of its own.")
        .Require(made.Recurs is not { } recurs || Instances.First(recurs).To >= made.StatedOn.From, by.Recurs is null ? "/statedOn" : "/recurs/from", $"Its first period would have ended before the statement of {made.StatedOn}.")
        .Require(made.Deadline is null || made.Deadline.To >= made.StatedOn.From, by.Deadline is null ? "/statedOn" : "/deadline", $"The deadline {made.Deadline} lies before the statement of {made.StatedOn}.")
        .Found;

    /// <summary>Why a change would leave what is logged without ground; null where it does not. What was amiss before is no fault of it.</summary>
    internal static Refusal? Broken(Commitment was, Commitment after)
    {
        foreach (var (n, e) in was.History.Index())
            if (ReferenceEquals(after.History[n], e) && Lacks(after, e) is { } lack && Lacks(was, e) is null)
                return Problem.StateRefuses.Because($"'{App.Types.NameOf(e.GetType())}' of {Happened.On(e)} (version {n + 1}) could not stand then: {lack} If that is what is wrong, TakeBack takes it back first.");
        return null;
    }

    /// <summary>What an event rests on, as its command asked for it when it was logged.</summary>
    static string? Lacks(Commitment commitment, object e) => e switch
    {
        DeliveryConfirmed d => NoWord(d.By, commitment.Owed(d.By)),
        DeliveryDisputed d => NoWord(d.By, commitment.States.Contains(d.By)),
        AcknowledgementRecorded a => NoWord(a.By, commitment.Thanks.Count == 0 || commitment.Thanks.Contains(a.By)),
        CommitmentDeadlineAdvanced a when a.AgreedBy.Except(commitment.States).ToArray() is [var stranger, ..] => NoWord(stranger, false),
        CommitmentDeadlineAdvanced a when commitment.Made!.Joint && commitment.Made.Obligors.Except(a.AgreedBy).ToArray() is [var silent, ..] => $"{silent} did not agree to it.",
        CommitmentWithdrawn w => NoWord(w.By, commitment.Made!.Obligors.Contains(w.By)),
        DeliveryRecorded { Quantity: { } came } when commitment.Made!.Quantity is { } owed && came.In(owed.Unit) is null => $"'{came.Unit}' cannot be counted in '{owed.Unit}'.",
        DeliveryRecorded d when (d.Instance is null) != (commitment.Made!.Recurs is null) => "A delivery of what recurs is for one of its periods, and only that.",
        DeliveryRecorded { Instance: { } period } when !Instances.Has(commitment.Made!.Recurs!, period) => $"{period} would be none of its periods.",
        CommitmentDeadlineSet or CommitmentDeadlineExtended or CommitmentDeadlineAdvanced when commitment.Made!.Recurs is not null => "What recurs has no deadline of its own.",
        CommitmentDeadlineSet when commitment.DeadlineBefore(e) is { } first => $"It gave the first deadline, which would be {first}.",
        CommitmentDeadlineExtended x when !(commitment.DeadlineBefore(e)?.To <= x.Deadline.To) => "It would move no deadline later.",
        CommitmentDeadlineAdvanced a when !(commitment.DeadlineBefore(e)?.To > a.Deadline.To) => "It would move no deadline earlier.",
        CommitmentFulfilled f when f.Evidence?.Suffices() != true && Delivered.Short(commitment, f.FulfilledOn.To) => "What was delivered would fall short of it.",
        OpenQuestionResolved q when commitment.Made!.OpenQuestions?.Contains(q.Question) != true => $"It answers \"{q.Question}\", which would not be asked.",
        _ => null,
    } ?? (e is StrengthReclassified or OwnerAssigned or MilestoneAdded or CommitmentRestated or CommitmentContradicted or CommitmentDeadlineSet or CommitmentDeadlineExtended or CommitmentDeadlineAdvanced or CommitmentWithdrawn or CommitmentSuperseded or CommitmentLapsed
        && Said.TooEarly("/statedOn", Happened.On(e)!, commitment) is not null ? "It had not been undertaken yet." : null);

    /// <summary>What was done since, and would come to lie before the word: see <see cref="Said.BeforeTheWord"/>.</summary>
    static IReadOnlyList<string> Odd(Commitment was, Commitment after) =>
    [
        .. was.History.Where(e => e is DeliveryRecorded or MilestoneReached or ProgressReported or OpenQuestionResolved).Select(e => Happened.On(e)!)
            .Where(on => Said.BeforeTheWord(on, was).Length == 0).SelectMany(on => Said.BeforeTheWord(on, after)).Distinct(),
    ];

    static string? NoWord(StateCode state, bool has) => has ? null : $"{state} would have no say in it.";
}
