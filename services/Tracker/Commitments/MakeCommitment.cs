using System.Globalization;
using CommitmentTracker.Agreements;
using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;

namespace CommitmentTracker.Commitments;

internal static class MakeCommitmentSlice
{
    public static readonly Slice Slice = new Slice<MakeCommitment, Commitment>(
        Roles.Officer, command => Commitment.Kind.Stream(SlugOf(command)!), Check, Decide,
        OtherEntries: command => (command.ArisesFrom ?? []).Select(id => Entries.Ref(id)!.Value));

    static string? SlugOf(MakeCommitment command) =>
        command.Slug ?? Slug.From(command.What, command.StatedOn.From.Year.ToString(CultureInfo.InvariantCulture));

    static Faults Check(MakeCommitment command)
    {
        var faults = new Faults()
            .Slug("/slug", SlugOf(command))
            .States("/obligors", command.Obligors, 1)
            .States("/counterparties", command.Counterparties ?? [], 0)
            .Require(!command.Joint || command.Obligors.Count > 1, "/joint", "What is owed together needs two obligors or more.")
            .Require(command.Joint || !command.Obligors.Intersect(command.Counterparties ?? []).Any(), "/counterparties", "A state owes nothing to itself; only a joint commitment is owed to each other.")
            .Text("/what", command.What, 500)
            .Past("/statedOn", command.StatedOn)
            .Date("/deadline", command.Deadline)
            .Quantity("/quantity", command.Quantity)
            .Recurrence("/recurs", command.Recurs)
            .Require(command.Recurs is null || command.Deadline is null, "/deadline", "What recurs is due at the end of each period; leave the deadline out.")
            .Require(command.Recurs is not { Every: not Frequency.YearToDate, From.Year: >= 1600 and <= 2199 } recurs || Instances.First(recurs).To >= command.StatedOn.From, "/recurs/from", "Its first period ended before the statement; begin with the one in which it was said.")
            .Require(command.Deadline is null || command.Deadline.To >= command.StatedOn.From, "/deadline", "The deadline lies before the statement.")
            .Entries("/arisesFrom", command.ArisesFrom, 10)
            .Texts("/openQuestions", command.OpenQuestions, 10, 300)
            .Text("/framework", command.Framework, 100)
            .Text("/area", command.Area, 100);
        return faults.Speaker(command.Speaker);
    }

    public static Decision Decide(MakeCommitment command, Commitment commitment, Known known)
    {
        if (known.Missing("/arisesFrom", command.ArisesFrom ?? []) is { } missing)
            return missing;
        var made = new CommitmentMade(
            SlugOf(command)!, [.. command.Obligors.Order()], [.. (command.Counterparties ?? []).Order()], command.Joint, command.Kind, command.What, command.Strength,
            command.StatedOn, command.Quantity, command.Deadline, command.Recurs, command.ArisesFrom, command.OpenQuestions, command.Framework, command.Area,
            command.Verifiable, command.Speaker);
        return commitment.Begin(commitment.Made, made,
            apart => $"A commitment '{made.Slug}' is recorded with another {apart}. Said again: RestateCommitment; of another strength: ReclassifyStrength; logged wrongly: CorrectCommitment or RetractEntry.").Warned([.. Instances.Askew(command.Recurs), .. Unbound(command, known), .. Odd(command)]);
    }

    /// <summary>What is odd about it as it stands by itself.</summary>
    static IEnumerable<string> Odd(MakeCommitment command)
    {
        if (command.Citation is null)
            yield return "No source is cited: nobody can look up who said so.";
        if (command.Quantity?.Amount == 0)
            yield return "A quantity of 0 is owed: leave it out where nobody said how much.";
    }

    /// <summary>That nothing in force is named which would bind. Nothing where something is.</summary>
    static string[] Unbound(MakeCommitment command, Known known) =>
        command.Strength != Strength.LegallyBinding || (command.ArisesFrom ?? []).Any(id => known.Entries[id] is Agreement { Life: { Ratifies: true, InForce.On: var force } life } && force.From <= command.StatedOn.To && !(life.Ended?.On.To < command.StatedOn.From)) ? []
            : ["No treaty that was in force then is named with arisesFrom: legallyBinding is what a treaty in force says, signed what is only signed."];
}
