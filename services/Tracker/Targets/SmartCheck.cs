using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Targets;

/// <summary>Whether a target is specific, measurable, assigned, relevant and time-bound, from its fields; pure. Whose trade is to reach how much is always said; by whose figures it is counted, and by when, is not.</summary>
internal static class SmartCheck
{
    public static Smart Of(Measure measure, StandingTarget standing) => new(
        new(true, $"It is said which trade is to reach how much: {measure}."),
        new(true, $"It is measured in {standing.Goal.Currency}; {(standing.Basis is null ? "by whose figures nobody has said" : $"counted by {standing.Basis.Viewpoint}")}."),
        new(false, "No body is named."),
        new(true, "It is about trade."),
        standing.Deadline switch
        {
            null => new(false, "No deadline was given."),
            { Precision: Precision.Open } open => new(false, $"\"{open.Words ?? "some time"}\" never passes."),
            var due => new(true, $"Due by {due.To:yyyy-MM-dd}."),
        });
}
