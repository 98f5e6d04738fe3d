using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.EventStore.Deciding;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;

namespace CommitmentTracker.Commitments;

internal static class AssessCommitmentSlice
{
    public static readonly Slice Slice = new Slice<AssessCommitment, Commitment>(
        Roles.Officer, command => Commitment.Kind.Stream(command.Commitment), Check, Decide,
        OtherSources: command => (command.Evidence ?? []).Select(SourceOf).OfType<string>(),
        OtherEntries: command => (command.Evidence ?? []).Select(Entries.Ref).OfType<StreamRef>());

    static string? SourceOf(string id) => id.StartsWith("source:", StringComparison.Ordinal) && Slug.IsValid(id["source:".Length..]) ? id["source:".Length..] : null;

    static Faults Check(AssessCommitment command) => new Faults()
        .Slug("/commitment", command.Commitment)
        .Slug("/assessment", command.Assessment)
        .Past("/asOf", DateSpan.On(command.AsOf))
        .Require(command.Score is null or >= -1 and <= 1, "/score", "A score is 1, 0, -1 or null.")
        .Text("/rationale", command.Rationale, 2_000)
        .Texts("/evidence", command.Evidence, 20, 150)
        .Require(command.Evidence?.Contains($"commitment:{command.Commitment}") != true, "/evidence", "A commitment is no evidence of itself.");

    public static Decision Decide(AssessCommitment command, Commitment commitment, Known known)
    {
        if (commitment.Made is not { } made)
            return Said.Unknown(command.Commitment);
        if (!made.Verifiable && command.Score is not null)
            return Problem.InvalidValue.Because("Nothing could show whether this was done.", new Fault("/score", "A commitment that is not verifiable is scored null, never 0."));
        var unknown = (command.Evidence ?? []).Index().Where(e => !Is(e.Item, commitment, known)).Select(e => new Fault($"/evidence/{e.Index}", $"'{e.Item}' is neither a delivery nor a milestone of it, nor a recorded entry or source.")).ToArray();
        if (unknown.Length > 0)
            return Problem.UnknownEntry.Because("It names what is not recorded; record that first.", unknown);
        var assessed = new CommitmentAssessed(
            command.Commitment, commitment.States, command.Assessment, command.AsOf, command.Stage, command.Score, command.Rationale, command.Evidence ?? []);
        return !commitment.Has(assessed) && commitment.History.FindLast(e => e is CommitmentAssessed a && a.Assessment == command.Assessment) is { } stands
            ? Problem.AlreadyDifferent.Because($"An assessment '{command.Assessment}' is logged with another {Entries.Apart(stands, assessed)}; a later one needs its own id.")
            : commitment.Once(assessed, [.. Warnings(command, commitment)]);
    }

    static IEnumerable<string> Warnings(AssessCommitment command, Commitment commitment)
    {
        if (command.Score is not null && command.Evidence is not { Count: > 0 })
            yield return "No evidence is named: a score is worth what it rests on.";
        if (command is { Stage: AssessmentStage.Final, Score: <= 0 } && commitment.DeadlineAt(command.AsOf) is { Precision: not Precision.Open } due && due.To >= command.AsOf)
            yield return $"It is due by {due.To:yyyy-MM-dd} only: what is not due yet is scored null, or in an interim assessment.";
        if (command is { Stage: AssessmentStage.Final, Score: 1, Evidence.Count: > 0 } && commitment.Closure is not CommitmentFulfilled && !Delivered.Shown(commitment, null, command.AsOf))
            yield return "Nothing is logged that shows it: no delivery that counts had come by then, and nobody has closed it as fulfilled.";
        if (command.Score is not null && commitment.HasDenied)
            yield return "A delivery of it is denied: the score is kept, and counts as null until that is resolved.";
        if (command is { Stage: AssessmentStage.Final, Score: <= 0 } && commitment.Closure is CommitmentFulfilled f && f.FulfilledOn.From <= command.AsOf)
            yield return $"Two people found it fulfilled on {f.FulfilledOn}: see which of the two is right.";
        if (command.Stage == AssessmentStage.Interim && commitment.History.OfType<CommitmentAssessed>().LastOrDefault(a => a.Stage == AssessmentStage.Final && a.AsOf <= command.AsOf) is { } final)
            yield return $"A final assessment stands, '{final.Assessment}' of {final.AsOf:yyyy-MM-dd}; this interim one takes its place.";
        foreach (var early in Said.BeforeTheWord(DateSpan.On(command.AsOf), commitment))
            yield return early;
        if (commitment.StrengthAt(command.AsOf) is var strength && !CommitmentViews.Counts(strength))
            yield return $"It is an intent ({Words.Of(strength)}): the assessment is kept with it and does not count in the pair's compliance.";
    }

    static bool Is(string evidence, Commitment commitment, Known known) =>
        SourceOf(evidence) is { } source ? known.Sources.ContainsKey(source)
        : Entries.Ref(evidence) is not null ? known.Missing("", evidence) is null
        : commitment.Delivery(evidence) is not null || commitment.History.Exists(e => e is MilestoneAdded m && m.Milestone == evidence);
}
