using CommitmentTracker.Contracts.Commitments;
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
                command is not
                {
                    What: null, Kind: null, Obligors: null, Counterparties: null, Joint: null, StatedOn: null, Quantity: null, Deadline: null, Recurs: null, ArisesFrom: null, OpenQuestions: null,
                    Framework: null, Area: null, Verifiable: null, Speaker: null, Unsaid: null, Strength: null,
                }, "",
                "Nothing is corrected; give what was wrong: what, kind, obligors, counterparties, joint, statedOn, quantity, deadline, recurs, arisesFrom, openQuestions, framework, area, verifiable, speaker or strength, and with unsaid what nobody had said.")
            .Text("/what", command.What, 500)
            .Past("/statedOn", command.StatedOn)
            .Quantity("/quantity", command.Quantity)
            .Date("/deadline", command.Deadline)
            .Recurrence("/recurs", command.Recurs)
            .Entries("/arisesFrom", command.ArisesFrom, 10)
            .Require(command.ArisesFrom?.Contains($"commitment:{command.Commitment}") != true, "/arisesFrom", "It does not come from itself.")
            .Texts("/openQuestions", command.OpenQuestions, 10, 300)
            .Text("/framework", command.Framework, 100)
            .Text("/area", command.Area, 100)
            .Speaker(command.Speaker)
            .Require(command.Unsaid is not { Count: 0 }, "/unsaid", "Name what nobody had said, or leave it out.");
        foreach (var (n, member) in (command.Unsaid ?? []).Index())
            faults.Require(command.Unsaid!.Take(n).All(m => m != member), $"/unsaid/{n}", "It is named twice.")
                .Require(Given(command, member) is null, $"/unsaid/{n}", "What nobody had said is not given; leave one of the two out.");
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
            command.Quantity, command.Deadline, command.Recurs, command.ArisesFrom, command.OpenQuestions, command.Framework, command.Area, command.Verifiable, command.Speaker, command.Unsaid?.Order().ToArray(), command.Strength);
        var after = Commitment.Evolve(commitment, corrected);
        var decision = commitment.Mend(made, after.Made!, corrected, known.Missing("/arisesFrom", command.ArisesFrom ?? [])
            ?? (Faulty(after.Made!, corrected) is { Count: > 0 } faults ? Problem.InvalidValue.Because("With what stands it makes no commitment.", [.. faults]) : Grounds.Broken(commitment, after)));
        return decision.Warned([.. Odd(commitment, after), .. Instances.Askew(command.Recurs)]);
    }

    /// <summary>What a correction gives of a member; null where it gives nothing.</summary>
    static object? Given(CorrectCommitment command, CommitmentMember member) => member switch
    {
        CommitmentMember.Quantity => command.Quantity,
        CommitmentMember.Deadline => command.Deadline,
        CommitmentMember.Recurs => command.Recurs,
        CommitmentMember.Framework => command.Framework,
        CommitmentMember.Area => command.Area,
        _ => command.Speaker,
    };

    /// <summary>The rules of MakeCommitment that hold of several members together, some of which stand already.</summary>
    static IReadOnlyList<Fault> Faulty(CommitmentMade made, CommitmentCorrected by) => new Faults()
        .Require(!made.Joint || made.Obligors.Count > 1, "/joint", "What is owed together needs two obligors or more.")
        .Require(made.Joint || !made.Obligors.Intersect(made.Counterparties).Any(), "/counterparties", "A state owes nothing to itself; only a joint commitment is owed to each other.")
        .Require(made.Recurs is null || made.Deadline is null, by.Recurs is null ? "/deadline" : "/recurs", "What recurs is due at the end of each period, and has no deadline of its own.")
        .Require(made.Recurs is not { } recurs || Instances.First(recurs).To >= made.StatedOn.From, by.Recurs is null ? "/statedOn" : "/recurs/from", $"Its first period would have ended before the statement of {made.StatedOn}.")
        .Require(made.Deadline is null || made.Deadline.To >= made.StatedOn.From, by.Deadline is null ? "/statedOn" : "/deadline", $"The deadline {made.Deadline} lies before the statement of {made.StatedOn}.")
        .Found;

    /// <summary>What was done since, and would come to lie before the word: see <see cref="Said.BeforeTheWord"/>.</summary>
    static IReadOnlyList<string> Odd(Commitment was, Commitment after) =>
    [
        .. was.History.Where(e => e is DeliveryRecorded or MilestoneReached or ProgressReported or OpenQuestionResolved).Select(e => Happened.On(e)!)
            .Where(on => Said.BeforeTheWord(on, was).Length == 0).SelectMany(on => Said.BeforeTheWord(on, after)).Distinct(),
    ];
}
