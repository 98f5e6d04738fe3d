using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;

namespace CommitmentTracker.Commitments;

internal static class ReportProgressSlice
{
    public static readonly Slice Slice = new Slice<ReportProgress, Commitment>(
        Roles.Officer, command => Commitment.Kind.Stream(command.Commitment), Check, Decide);

    static Faults Check(ReportProgress command) => new Faults()
        .Slug("/commitment", command.Commitment)
        .Past("/reportedOn", command.ReportedOn)
        .Text("/progress", command.Progress, 1_000);

    public static Decision Decide(ReportProgress command, Commitment commitment, Known known) =>
        commitment.Made is null ? Said.Unknown(command.Commitment)
        : commitment.Once(new ProgressReported(command.Commitment, commitment.States, command.ReportedOn, command.Progress, command.Completion), Said.BeforeTheWord(command.ReportedOn, commitment));
}
