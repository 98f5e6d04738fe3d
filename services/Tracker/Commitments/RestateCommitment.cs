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
        .Past("/statedOn", command.StatedOn)
        .Quantity("/quantity", command.Quantity)
        .Date("/deadline", command.Deadline)
        .Require(command.Citation is not null, "/citation", "A mention is worth its source.")
        .Speaker(command.Speaker);

    public static Decision Decide(RestateCommitment command, Commitment commitment, Known known)
    {
        if (commitment.Made is null)
            return Said.Unknown(command.Commitment);
        var source = command.Citation!.Source;
        // As it was taken once it stays, a mention or a contradiction, whatever deadline has been entered since.
        if (commitment.Ever().Any(e => e is CommitmentRestated r && (r.StatedOn, r.Speaker, r.Source, r.Quantity, r.Deadline) == (command.StatedOn, command.Speaker, source, command.Quantity, command.Deadline)
            || e is CommitmentContradicted c && (c.StatedOn, c.Speaker, c.Source, c.Quantity, c.Deadline) == (command.StatedOn, command.Speaker, source, command.Quantity, command.Deadline)))
            return Decision.Nothing;
        var early = Said.BeforeTheWord(command.StatedOn, commitment);
        return commitment.Agrees(command.StatedOn, command.Quantity, command.Deadline)
            ? Decision.Of(new CommitmentRestated(command.Commitment, commitment.States, command.StatedOn, command.Speaker, source, command.Quantity, command.Deadline)).Warned(early)
            : Decision.Of(new CommitmentContradicted(command.Commitment, commitment.States, command.StatedOn, command.Speaker, source, command.Quantity, command.Deadline))
                .Warned([.. early, "This says another quantity or deadline than the register: it is kept beside, and nothing is overwritten."]);
    }
}
