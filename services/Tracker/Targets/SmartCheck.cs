using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Review;

namespace CommitmentTracker.Targets;

/// <summary>Whether a target is specific, measurable, assigned, relevant and time-bound, from its fields; pure. Whose trade is to reach how much is always said; by whose figures it is counted, and by when, is not.</summary>
internal static class SmartCheck
{
    public static Smart Of(Measure measure, StandingTarget standing) => new(
        new(true, $"It is said which trade is to reach how much: {measure}."),
        new(true, $"It is measured in {standing.Goal.Currency}; {(standing.Basis is null ? "by whose figures nobody has said" : $"counted by {standing.Basis.Viewpoint}")}."),
        new(false, "No body is named."),
        new(true, "It is about trade."),
        TimeBound.Of(standing.Deadline));
}
