using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;

namespace CommitmentTracker.Commitments;

internal static class MergeCommitmentSlice
{
    public static readonly Slice Slice = new Slice<MergeCommitment, Commitment>(
        Roles.Officer, command => Commitment.Kind.Stream(command.Commitment), Check, Decide,
        OtherEntries: command => [Commitment.Kind.Stream(command.Into)]);

    static Faults Check(MergeCommitment command) => new Faults()
        .Slug("/commitment", command.Commitment)
        .Slug("/into", command.Into)
        .Require(command.Commitment != command.Into, "/into", "It cannot be folded into itself.")
        .Require(!string.IsNullOrWhiteSpace(command.Reason), "/reason", "Say why the two are one.");

    public static Decision Decide(MergeCommitment command, Commitment commitment, Known known)
    {
        if (commitment.Made is null)
            return Said.Unknown(command.Commitment);
        if (known.Missing("/into", $"commitment:{command.Into}") is { } missing)
            return missing;
        var into = (Commitment)known.Entries[$"commitment:{command.Into}"];
        if (into.MergedInto is { } other)
            return Problem.StateRefuses.Because($"'{command.Into}' is itself folded into '{other}'.");
        return commitment.MergedInto switch
        {
            // It would be owed again in the other's name.
            null when Keeps(commitment) => Problem.StateRefuses.Because(
                $"Deliveries, milestones, assessments or a closure are logged of it, and would be lost: log them of '{command.Into}' and take them back here first, or fold the other into this one."),
            // A file sent twice must not fold anew what was taken out in between.
            null when commitment.History.Exists(e => e is CommitmentMerged m && m.Into == command.Into && m.Reason == command.Reason) => Again($"It was folded into '{command.Into}' so before, and taken out again"),
            // Else one person closes what two have to: it would be looked after nowhere.
            null when !commitment.States.SequenceEqual(into.States) => Problem.StateRefuses.Because($"It concerns {string.Join(", ", commitment.States)}, and '{command.Into}' {string.Join(", ", into.States)}: these are two. CorrectCommitment mends a slip."),
            // It would be nowhere on the days before the other was said.
            null when commitment.Made.StatedOn.To < into.Made!.StatedOn.From && !Keeps(into) => Problem.StateRefuses.Because($"It was said first, on {commitment.Made.StatedOn}, and '{command.Into}' on {into.Made.StatedOn}: fold that one into this one."),
            null when into.Ends() is { } ended => Problem.StateRefuses.Because($"'{command.Into}' does not go on: {ended}."),
            null => Decision.Of(new CommitmentMerged(command.Commitment, commitment.States, command.Into, command.Reason)).Warned(Unlike(commitment.Made, into.Made!)),
            var folded when folded == command.Into => Decision.Nothing,
            var folded => Problem.StateRefuses.Because($"It is folded into '{folded}' already."),
        };
    }

    /// <summary>Whether something is logged of it that would be lost.</summary>
    static bool Keeps(Commitment commitment) => commitment.History.Exists(e => e is DeliveryRecorded or MilestoneAdded or CommitmentAssessed) || commitment.Closure is not null;

    /// <summary>The answer to what was done so before and undone since.</summary>
    internal static Decision Again(string what) => Decision.Nothing with { Warnings = [$"{what}; if it is right after all, say in the reason what is new."] };

    /// <summary>In what the two are not alike. Nothing where they are.</summary>
    static string[] Unlike(CommitmentMade one, CommitmentMade other) =>
    [
        .. one.StatedOn.To < other.StatedOn.From ? new[] { $"It was said first, on {one.StatedOn}: '{other.Slug}' is known from {other.StatedOn} on only, unless RestateCommitment logs the earlier words for it." } : [],
        .. one.Kind != other.Kind ? new[] { $"One is of the kind {Words.Of(one.Kind)}, the other {Words.Of(other.Kind)}: see whether they are one." } : [],
        .. !one.Obligors.SequenceEqual(other.Obligors) ? new[] { $"One is owed by {string.Join(", ", one.Obligors)}, the other by {string.Join(", ", other.Obligors)}: see whether they are one." } : [],
        .. one.Quantity is { } mine && other.Quantity is { } theirs && mine.In(theirs.Unit) != theirs.Amount ? new[] { $"One is of {mine.Amount} {mine.Unit}, the other of {theirs.Amount} {theirs.Unit}: see whether they are one." } : [],
        .. !Duplicates.Alike(one.What, other.What) ? new[] { $"One is \"{one.What}\", the other \"{other.What}\": see whether they are one." } : [],
    ];
}

internal static class UnmergeCommitmentSlice
{
    public static readonly Slice Slice = new Slice<UnmergeCommitment, Commitment>(
        Roles.Officer, command => Commitment.Kind.Stream(command.Commitment), Check, Decide);

    static Faults Check(UnmergeCommitment command) => new Faults()
        .Slug("/commitment", command.Commitment)
        .Slug("/from", command.From)
        .Require(!string.IsNullOrWhiteSpace(command.Reason), "/reason", "Say why the two are two.");

    public static Decision Decide(UnmergeCommitment command, Commitment commitment, Known known) =>
        commitment.Made is null ? Said.Unknown(command.Commitment)
        : commitment.MergedInto == command.From ? commitment.History.Exists(e => e is CommitmentUnmerged u && u.From == command.From && u.Reason == command.Reason)
            ? MergeCommitmentSlice.Again($"It was taken out of '{command.From}' so before, and folded into it again")
            : Decision.Of(new CommitmentUnmerged(command.Commitment, commitment.States, command.From, command.Reason))
        : commitment.Undone(command.From) ? Decision.Nothing
        : Problem.StateRefuses.Because($"It is not folded into '{command.From}'.");
}

internal static class DistinguishCommitmentSlice
{
    public static readonly Slice Slice = new Slice<DistinguishCommitment, Commitment>(
        Roles.Officer, command => Commitment.Kind.Stream(command.Commitment), Check, Decide,
        OtherEntries: command => [Commitment.Kind.Stream(command.From)]);

    static Faults Check(DistinguishCommitment command) => new Faults()
        .Slug("/commitment", command.Commitment)
        .Slug("/from", command.From)
        .Require(command.Commitment != command.From, "/from", "It cannot be another than itself.")
        .Require(!string.IsNullOrWhiteSpace(command.Reason), "/reason", "Say what sets the two apart.");

    public static Decision Decide(DistinguishCommitment command, Commitment commitment, Known known)
    {
        if (commitment.Made is null)
            return Said.Unknown(command.Commitment);
        if (known.Missing("/from", $"commitment:{command.From}") is { } missing)
            return missing;
        var other = (Commitment)known.Entries[$"commitment:{command.From}"];
        if (commitment.MergedInto == command.From || other.MergedInto == command.Commitment)
            return Problem.StateRefuses.Because("One is folded into the other; UnmergeCommitment takes it out again.");
        // Whichever of the two it was said of.
        return commitment.Apart.Contains(command.From) || other.Apart.Contains(command.Commitment)
            ? Decision.Nothing
            : commitment.Once(new CommitmentDistinguished(command.Commitment, commitment.States, command.From));
    }
}
