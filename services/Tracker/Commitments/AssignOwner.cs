using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;

namespace CommitmentTracker.Commitments;

internal static class AssignOwnerSlice
{
    public static readonly Slice Slice = new Slice<AssignOwner, Commitment>(
        Roles.Officer, command => Commitment.Kind.Stream(command.Commitment), Check, Decide);

    static Faults Check(AssignOwner command)
    {
        var faults = new Faults().Slug("/commitment", command.Commitment).Past("/from", command.From).Body("/owner", command.Owner);
        foreach (var (i, body) in (command.CoOwners ?? []).Index())
            faults.Body($"/coOwners/{i}", body);
        faults.Require(command.CoOwners is null || command.CoOwners.Append(command.Owner).Distinct(StringComparer.OrdinalIgnoreCase).Count() == command.CoOwners.Count + 1, "/coOwners", "A body is named twice.");
        return faults.Require(command.CoOwners is null || command.CoOwners.Count <= 20, "/coOwners", "There are at most 20.");
    }

    public static Decision Decide(AssignOwner command, Commitment commitment, Known known) =>
        commitment.Made is null ? Said.Unknown(command.Commitment)
        : commitment.Once(new OwnerAssigned(command.Commitment, commitment.States, command.Owner, command.CoOwners ?? [], command.From));
}
