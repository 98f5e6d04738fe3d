using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Review;

/// <summary>Of the SMART check what asks for a deadline that passes: the same of a commitment and of a target.</summary>
internal static class TimeBound
{
    public static SmartAnswer Of(DateSpan? deadline) => deadline switch
    {
        null => new(false, "No deadline was given."),
        { Precision: Precision.Open } => new(false, $"\"{deadline.Words ?? "some time"}\" never passes."),
        _ => new(true, $"Due by {deadline.To:yyyy-MM-dd}."),
    };
}
