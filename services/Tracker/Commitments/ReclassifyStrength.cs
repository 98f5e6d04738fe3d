using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;

namespace CommitmentTracker.Commitments;

internal static class ReclassifyStrengthSlice
{
    public static readonly Slice Slice = new Slice<ReclassifyStrength, Commitment>(
        Roles.Officer, command => Commitment.Kind.Stream(command.Commitment), Check, Decide);

    static Faults Check(ReclassifyStrength command) => new Faults()
        .Slug("/commitment", command.Commitment)
        .Past("/statedOn", command.StatedOn)
        .Require(command.Citation is not null || !string.IsNullOrWhiteSpace(command.Reason), "/reason", "Say why, or cite who says so.");

    public static Decision Decide(ReclassifyStrength command, Commitment commitment, Known known) =>
        commitment.Made is null ? Said.Unknown(command.Commitment)
        : Said.TooEarly("/statedOn", command.StatedOn, commitment) is { } early ? early
        : commitment.StrengthAt(command.StatedOn.To) == command.Strength ? Decision.Nothing
        : commitment.Once(new StrengthReclassified(command.Commitment, commitment.States, command.Strength, command.StatedOn),
            command.Strength != Strength.LegallyBinding ? []
            : commitment.Made.ArisesFrom?.Where(id => id.StartsWith("agreement:", StringComparison.Ordinal)).ToList() is { Count: > 0 } from
                ? [$"legallyBinding is what a treaty in force says: see that {string.Join(", ", from)} was one on {command.StatedOn}."]
                : ["It arises from no agreement, as far as is logged: legallyBinding is what a treaty in force says. CorrectCommitment names it with arisesFrom."]);
}
