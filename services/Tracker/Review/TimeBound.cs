using System.Text.RegularExpressions;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Review;

/// <summary>Of the SMART check what asks for a deadline that passes: the same of a commitment and of a target.</summary>
internal static partial class TimeBound
{
    /// <summary>"By 2027", «к 2027 году», «до 2027 года», «то соли 2027», «2027 жылға дейін»: before it begins, or until it ends.</summary>
    [GeneratedRegex(@"^\s*(by|к|до|то)\s|\sдейін\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex By { get; }

    public static SmartAnswer Of(DateSpan? deadline) => deadline switch
    {
        null => new(false, "No deadline was given."),
        { Precision: Precision.Open } => new(false, $"\"{deadline.Words ?? "some time"}\" never passes."),
        { Precision: Precision.Year, Words: { } words } when By.IsMatch(words) => new(true, $"Due by {deadline.To:yyyy-MM-dd}: \"{words}\" is ambiguous, by or through; the last day counts."),
        _ => new(true, $"Due by {deadline.To:yyyy-MM-dd}."),
    };
}
