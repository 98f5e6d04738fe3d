using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;

namespace CommitmentTracker.Commitments;

internal static class AddMilestoneSlice
{
    public static readonly Slice Slice = new Slice<AddMilestone, Commitment>(
        Roles.Officer, command => Commitment.Kind.Stream(command.Commitment), Check, Decide);

    static Faults Check(AddMilestone command) => new Faults()
        .Slug("/commitment", command.Commitment)
        .Slug("/milestone", command.Milestone)
        .Text("/what", command.What, 500)
        .Past("/statedOn", command.StatedOn)
        .Date("/due", command.Due)
        .Require(command.Due is null || command.Due.To >= command.StatedOn.From, "/due", "It would be due before it was said.");

    public static Decision Decide(AddMilestone command, Commitment commitment, Known known)
    {
        if (commitment.Made is null)
            return Said.Unknown(command.Commitment);
        var added = new MilestoneAdded(command.Commitment, commitment.States, command.Milestone, command.What, command.StatedOn, command.Due);
        return !commitment.Has(added) && commitment.History.FindLast(e => e is MilestoneAdded m && m.Milestone == command.Milestone) is { } stands
            ? Problem.AlreadyDifferent.Because($"A milestone '{command.Milestone}' is set with another {Entries.Apart(stands, added)}. A slip: TakeBack takes it back. A step that the states moved is another, with a slug of its own.")
            : commitment.Once(added, Late(command, commitment));
    }

    /// <summary>What is odd about a step that is due after all of it. Nothing where it is not.</summary>
    static string[] Late(AddMilestone command, Commitment commitment) =>
        command.Due is { Precision: not Precision.Open } due && commitment.DeadlineAt(command.StatedOn.To) is { Precision: not Precision.Open } deadline && due.From > deadline.To
            ? [$"All of it is due by {deadline}, before this step of {due}: see which of the two is right."]
            : [];
}

internal static class ReachMilestoneSlice
{
    public static readonly Slice Slice = new Slice<ReachMilestone, Commitment>(
        Roles.Officer, command => Commitment.Kind.Stream(command.Commitment), Check, Decide);

    static Faults Check(ReachMilestone command) => new Faults()
        .Slug("/commitment", command.Commitment)
        .Slug("/milestone", command.Milestone)
        .Past("/reachedOn", command.ReachedOn);

    public static Decision Decide(ReachMilestone command, Commitment commitment, Known known)
    {
        if (commitment.Made is null)
            return Said.Unknown(command.Commitment);
        if (commitment.History.Find(e => e is MilestoneAdded m && m.Milestone == command.Milestone) is not MilestoneAdded added)
            return Problem.NotFound.Because($"Commitment '{command.Commitment}' has no milestone '{command.Milestone}'.");
        var reached = new MilestoneReached(command.Commitment, commitment.States, command.Milestone, command.ReachedOn);
        return !commitment.Has(reached) && commitment.History.Exists(e => e is MilestoneReached m && m.Milestone == command.Milestone)
            ? Problem.AlreadyDifferent.Because($"Milestone '{command.Milestone}' is logged as reached on another day.")
            : commitment.Once(reached, command.ReachedOn.To < added.StatedOn.From ? [$"It was set on {added.StatedOn}, as far as is recorded, after {command.ReachedOn}: see which of the two is right."] : []);
    }
}
