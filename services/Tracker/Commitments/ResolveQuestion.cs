using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;

namespace CommitmentTracker.Commitments;

internal static class ResolveQuestionSlice
{
    public static readonly Slice Slice = new Slice<ResolveQuestion, Commitment>(
        Roles.Officer, command => Commitment.Kind.Stream(command.Commitment), Check, Decide);

    static Faults Check(ResolveQuestion command) => new Faults()
        .Slug("/commitment", command.Commitment)
        .Text("/question", command.Question, 300)
        .Text("/answer", command.Answer, 1_000)
        .Past("/resolvedOn", command.ResolvedOn)
        .Require(command.Citation is not null || !string.IsNullOrWhiteSpace(command.Reason), "/reason", "Say why, or cite who says so.");

    public static Decision Decide(ResolveQuestion command, Commitment commitment, Known known)
    {
        if (commitment.Made is null)
            return Said.Unknown(command.Commitment);
        var resolved = new OpenQuestionResolved(command.Commitment, commitment.States, command.Question, command.Answer, command.ResolvedOn);
        if (commitment.Has(resolved))
            return commitment.Once(resolved);
        if (commitment.History.OfType<OpenQuestionResolved>().FirstOrDefault(q => q.Question == command.Question) is { } other)
            return Problem.AlreadyDifferent.Because($"It was answered on {other.ResolvedOn}: \"{other.Answer}\" TakeBack takes a wrong answer back.");
        return commitment.OpenQuestions?.Contains(command.Question) == true
            ? commitment.Once(resolved, Said.BeforeTheWord(command.ResolvedOn, commitment))
            : Problem.InvalidValue.Because("It leaves no such question open.", new Fault("/question",
                commitment.OpenQuestions is { } open ? $"Give it in the words in which it stands: {string.Join(" | ", open)}" : "No question stands open."));
    }
}
