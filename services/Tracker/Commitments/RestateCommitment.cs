using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;

namespace CommitmentTracker.Commitments;

internal static class RestateCommitmentSlice
{
    public static readonly Slice Slice = new Slice<RestateCommitment, Commitment>(
        Roles.Officer, command => Commitment.Kind.Stream(command.Commitment), Check, Decide);

    static Faults Check(RestateCommitment command) => new Faults()
        .Slug("/commitment", command.Commitment)
        .Date("/statedOn", command.StatedOn)
        .Quantity("/quantity", command.Quantity)
        .Date("/deadline", command.Deadline)
        .Require(command.Citation is not null, "/citation", "A mention is worth its source.")
        .Speaker(command.Speaker);

    public static Decision Decide(RestateCommitment command, Commitment commitment, Known known)
    {
        if (commitment.Made is not { } made)
            return Said.Unknown(command.Commitment);
        if (known.NotYet("/statedOn", command.StatedOn) is { } early)
            return early;
        var source = command.Citation!.Source;
        // What was once taken as a contradiction stays one, whatever has been said since.
        var contradicted = new CommitmentContradicted(command.Commitment, commitment.States, command.StatedOn, command.Speaker, source, command.Quantity, command.Deadline);
        var restated = new CommitmentRestated(command.Commitment, commitment.States, command.StatedOn, command.Speaker, source);
        var deadline = commitment.DeadlineAt(command.StatedOn.To);
        var alike = (command.Quantity is null || command.Quantity.SaysTheSameAs(made.Quantity)) && (command.Deadline is null || command.Deadline.SaysTheSameAs(deadline));
        return commitment.Has(contradicted) || alike && commitment.Has(restated) ? Decision.Nothing
            : alike ? Decision.Of(restated)
            : commitment.Once(contradicted, "This says another quantity or deadline than the register: it is kept beside, and nothing is overwritten.");
    }
}
