using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;

namespace CommitmentTracker.Commitments;

internal static class RecordAcknowledgementSlice
{
    public static readonly Slice Slice = new Slice<RecordAcknowledgement, Commitment>(
        Roles.Officer, command => Commitment.Kind.Stream(command.Commitment), Check, Decide);

    static Faults Check(RecordAcknowledgement command) => new Faults()
        .Slug("/commitment", command.Commitment)
        .Past("/acknowledgedOn", command.AcknowledgedOn);

    public static Decision Decide(RecordAcknowledgement command, Commitment commitment, Known known) =>
        commitment.Made is null ? Said.Unknown(command.Commitment)
        : commitment.Thanks is { Count: > 0 } others && !others.Contains(command.By) ? Said.Stranger("/by", command.By, others)
        : commitment.Once(new AcknowledgementRecorded(command.Commitment, commitment.States, command.By, command.AcknowledgedOn));
}
