using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;

namespace CommitmentTracker.Commitments;

internal static class AcceptStatementSlice
{
    public static readonly Slice Slice = new Slice<AcceptStatement, Commitment>(
        Roles.Reviewer, command => Commitment.Kind.Stream(command.Commitment), Check, Decide);

    static Faults Check(AcceptStatement command) => new Faults()
        .Slug("/commitment", command.Commitment)
        .Require(command.Statement >= 1, "/statement", "Versions begin at 1.")
        .Require(!string.IsNullOrWhiteSpace(command.Reason), "/reason", "Say why this one counts.");

    public static Decision Decide(AcceptStatement command, Commitment commitment, Known known)
    {
        if (commitment.Made is not { } made)
            return Said.Unknown(command.Commitment);
        if (Stated(commitment, command.Statement) is not var (quantity, deadline, saidOn))
            return Problem.StateRefuses.Because($"Version {command.Statement} is no statement of its quantity or deadline that stands. RestateCommitment logs what another source says.");
        var accepted = new StatementAccepted(command.Commitment, commitment.States, command.Reason, command.Statement, quantity, deadline, saidOn);
        var after = Commitment.Evolve(commitment, accepted);
        return Entries.Same(made, after.Made!) && commitment.Accepts == after.Accepts ? Decision.Nothing
            : commitment.Has(accepted) ? Decision.CorrectedSince
            : made.Recurs is not null && deadline is not null ? Problem.StateRefuses.Because("What recurs is due at the end of each period; it has no deadline of its own.")
            : commitment.Closure is not null ? Problem.StateRefuses.Because("It is closed; a reviewer may reopen it.")
            : commitment.Pending() is { } waiting ? Entries.MayRestOnThis(waiting.Version)
            : Grounds.Broken(commitment, after) is { } broken ? broken
            : Decision.Of(accepted);
    }

    /// <summary>What a statement says of quantity and deadline, and when it was said; null where it says neither or is none.</summary>
    static (Quantity?, DateSpan?, DateSpan)? Stated(Commitment commitment, long version) => (version > commitment.History.Count ? null : version == 1 ? commitment.FirstSaid : commitment.History[(int)version - 1]) switch
    {
        CommitmentMade m => (m.Quantity, m.Deadline, m.StatedOn),
        CommitmentRestated r when r.Quantity is not null || r.Deadline is not null => (r.Quantity, r.Deadline, r.StatedOn),
        CommitmentContradicted c => (c.Quantity, c.Deadline, c.StatedOn),
        _ => null,
    };
}
