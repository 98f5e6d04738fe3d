using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;

namespace CommitmentTracker.Commitments;

internal static class FulfilCommitmentSlice
{
    public static readonly Slice Slice = new Slice<FulfilCommitment, Commitment>(
        Roles.Officer, command => Commitment.Kind.Stream(command.Commitment), Check, Decide);

    static Faults Check(FulfilCommitment command) => new Faults()
        .Slug("/commitment", command.Commitment)
        .Past("/fulfilledOn", command.FulfilledOn)
        .Require(command.Evidence is null || command.Citation is not null, "/citation", "Evidence is cited.");

    public static Decision Decide(FulfilCommitment command, Commitment commitment, Known known)
    {
        if (commitment.Made is null)
            return Said.Unknown(command.Commitment);
        var day = command.FulfilledOn.To;
        var partly = Delivered.Partly(commitment, day);
        if (commitment.Made.Recurs is { } recurs && Delivered.ToCome(commitment, recurs, day) is not { Count: 0 } and var ahead)
            return Problem.StateRefuses.Because($"It is owed again {(ahead is null ? "and again, with no end that is known" : $"for {string.Join(", ", ahead)}")}: each period is done by its deliveries, and all of it with the last. WithdrawCommitment, LapseCommitment or SupersedeCommitment ends it sooner.");
        if (Lacks(commitment, command.Evidence, command.FulfilledOn) is { } lack)
            return lack;
        return commitment.Close(Proposals.Of(commitment.Id, commitment, Closure.Fulfilled, command, known, command.FulfilledOn, evidence: command.Evidence)).Warned(
        [
            .. Said.BeforeTheWord(command.FulfilledOn, commitment), .. Delivered.Nobodys(command.Evidence, commitment), .. Delivered.Doubtful(commitment, command.Evidence), .. partly.Take(1).Select(p => $"{p} The reviewer has to find the rest in what is cited."),
            .. Delivered.Complete(commitment) is { } complete && (complete.To < command.FulfilledOn.From || complete.From > day) ? new[] { $"By its deliveries all of it had come on {complete}, not on {command.FulfilledOn}: see which of the two is right." } : [],
        ]);
    }

    /// <summary>Why nothing shows that it was done by then, when it is proposed and when it is confirmed; null where something does.</summary>
    internal static Refusal? Lacks(Commitment commitment, EvidenceKind? evidence, DateSpan on) =>
        !Delivered.Shown(commitment, evidence, on.To) ? Problem.StateRefuses.Because(Delivered.Of(commitment).FirstOrDefault() is { } first
            ? $"Nothing that counts had come by {on}: the first delivery is logged of {first.DeliveredOn}."
            : "Fulfilment needs a document, a counterparty's confirmation or an official statistic: thanks, an own report, a newspaper or a delivery that is denied do not suffice.")
        : evidence?.Suffices() != true && Delivered.Short(commitment, on.To) ? Problem.StateRefuses.Because(
            $"{(Delivered.Partly(commitment, on.To) is [var part, ..] ? part : Delivered.Unmeasured(commitment).FirstOrDefault() ?? $"By {on} nothing of it had come.")} Log the rest, or cite what shows that it was done.")
        : null;
}

internal static class WithdrawCommitmentSlice
{
    public static readonly Slice Slice = new Slice<WithdrawCommitment, Commitment>(
        Roles.Officer, command => Commitment.Kind.Stream(command.Commitment), Check, Decide);

    static Faults Check(WithdrawCommitment command) => new Faults()
        .Slug("/commitment", command.Commitment)
        .Past("/withdrawnOn", command.WithdrawnOn)
        .Require(command.Citation is not null, "/citation", "A state's withdrawal needs a source.");

    public static Decision Decide(WithdrawCommitment command, Commitment commitment, Known known) =>
        commitment.Made is null ? Said.Unknown(command.Commitment)
        : !commitment.Made.Obligors.Contains(command.By) ? Said.Stranger("/by", command.By, commitment.Made.Obligors)
        : Said.TooEarly("/withdrawnOn", command.WithdrawnOn, commitment) is { } early ? early
        : commitment.Close(Proposals.Of(commitment.Id, commitment, Closure.Withdrawn, command, known, command.WithdrawnOn, command.By)).Warned(
        [
            .. commitment.Made.Obligors.Where(o => o != command.By).ToArray() is { Length: > 0 } others ? new[] { $"It ends for {string.Join(", ", others)}, too; what they go on owing is a commitment of its own." } : [],
            .. Delivered.Done(commitment),
        ]);
}

internal static class SupersedeCommitmentSlice
{
    public static readonly Slice Slice = new Slice<SupersedeCommitment, Commitment>(
        Roles.Officer, command => Commitment.Kind.Stream(command.Commitment), Check, Decide,
        OtherEntries: command => [Commitment.Kind.Stream(command.SupersededBy)]);

    static Faults Check(SupersedeCommitment command) => new Faults()
        .Slug("/commitment", command.Commitment)
        .Slug("/supersededBy", command.SupersededBy)
        .Require(command.Commitment != command.SupersededBy, "/supersededBy", "It cannot take its own place.")
        .Past("/supersededOn", command.SupersededOn);

    public static Decision Decide(SupersedeCommitment command, Commitment commitment, Known known) =>
        commitment.Made is null ? Said.Unknown(command.Commitment)
        : known.Missing("/supersededBy", $"commitment:{command.SupersededBy}") is { } missing ? missing
        : (Commitment)known.Entries[$"commitment:{command.SupersededBy}"] is var other && other.Ends() is { } ended ? Problem.StateRefuses.Because($"'{command.SupersededBy}' does not go on: {ended}.")
        : Said.TooEarly("/supersededOn", command.SupersededOn, commitment) is { } early ? early
        : commitment.Close(Proposals.Of(commitment.Id, commitment, Closure.Superseded, command, known, command.SupersededOn, supersededBy: command.SupersededBy)).Warned(
        [
            .. other.Made!.StatedOn.From > command.SupersededOn.To ? new[] { $"'{command.SupersededBy}' was first said on {other.Made.StatedOn}, as far as is recorded, after {command.SupersededOn}: see which of the two is right." } : [],
            .. !other.States.SequenceEqual(commitment.States) ? new[] { $"It concerns {string.Join(", ", commitment.States)}, and '{command.SupersededBy}' {string.Join(", ", other.States)}: see whether it is the one meant." } : [],
            .. other.Made.Kind != commitment.Made.Kind ? new[] { $"It is of the kind {Words.Of(commitment.Made.Kind)}, and '{command.SupersededBy}' {Words.Of(other.Made.Kind)}: see whether it is the one meant." } : [],
        ]);
}

internal static class LapseCommitmentSlice
{
    public static readonly Slice Slice = new Slice<LapseCommitment, Commitment>(
        Roles.Officer, command => Commitment.Kind.Stream(command.Commitment), Check, Decide);

    static Faults Check(LapseCommitment command) => new Faults()
        .Slug("/commitment", command.Commitment)
        .Past("/lapsedOn", command.LapsedOn)
        .Require(!string.IsNullOrWhiteSpace(command.Reason), "/reason", "Say why nobody follows it any more.");

    public static Decision Decide(LapseCommitment command, Commitment commitment, Known known) =>
        commitment.Made is null ? Said.Unknown(command.Commitment)
        : Said.TooEarly("/lapsedOn", command.LapsedOn, commitment) is { } early ? early
        : commitment.Close(Proposals.Of(commitment.Id, commitment, Closure.Lapsed, command, known, command.LapsedOn)).Warned(Delivered.Done(commitment));
}

internal static class ReopenCommitmentSlice
{
    public static readonly Slice Slice = new Slice<ReopenCommitment, Commitment>(
        Roles.Reviewer, command => Commitment.Kind.Stream(command.Commitment), Check, Decide);

    static Faults Check(ReopenCommitment command) => new Faults()
        .Slug("/commitment", command.Commitment)
        .Past("/reopenedOn", command.ReopenedOn)
        .Require(!string.IsNullOrWhiteSpace(command.Reason), "/reason", "Say what was wrong with the closure.");

    public static Decision Decide(ReopenCommitment command, Commitment commitment, Known known)
    {
        if (commitment.Made is null)
            return Said.Unknown(command.Commitment);
        var reopened = new CommitmentReopened(command.Commitment, commitment.States, command.ReopenedOn);
        return commitment.Has(reopened) ? Decision.Nothing
            : commitment.Closure is not { } closure ? Problem.StateRefuses.Because("It is not closed.")
            : command.ReopenedOn.To < Happened.On(closure)!.From ? Problem.InvalidValue.Because("It was not closed yet.", new Fault("/reopenedOn", $"It was closed with {Happened.On(closure)}."))
            : Decision.Of(reopened);
    }
}
