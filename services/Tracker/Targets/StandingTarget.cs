using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Targets;

/// <summary>A target as it stands on the day of evaluation.</summary>
/// <param name="Slug">Its name in addresses.</param>
/// <param name="Pair">The two states.</param>
/// <param name="Measure">What is counted.</param>
/// <param name="Goal">The goal that stands.</param>
/// <param name="Deadline">The deadline that stands, or null.</param>
/// <param name="Basis">How it is counted, or null while nobody decided.</param>
/// <param name="FirstStatedOn">When it was first said: the baseline lies before.</param>
/// <param name="Withdrawn">Whether the states gave it up.</param>
/// <param name="BasisDeclaredOn">When the basis was decided: what was published by then is the baseline "as set".</param>
/// <param name="First">The first deadline and its goal, where the deadline that stands is a later one.</param>
/// <param name="Lowering">The last statement that lowered the goal, where the goal still stands below what it was before.</param>
/// <param name="Goals">The goals set one after another, the last of them the one that stands; null where it is the first.</param>
internal sealed record StandingTarget(
    string Slug, Pair Pair, Measure Measure, Money Goal, DateSpan? Deadline, MeasurementBasis? Basis, DateSpan FirstStatedOn, bool Withdrawn,
    DateOnly? BasisDeclaredOn, FirstDeadline? First = null, Lowering? Lowering = null, IReadOnlyList<GoalSet>? Goals = null)
{
    /// <summary>Since when the goal has stood.</summary>
    public DateSpan Since => Goals is [.., var last] ? last.Since : FirstStatedOn;

    /// <summary>
    /// What a year that ended then must have reached to attain the target: the goal that stood by then, where that asked for as much as the one that stands now. Null where
    /// nothing so much was asked for yet: what was met before anybody set it was not attained.
    /// </summary>
    public Money? AskedBy(DateOnly end)
    {
        IReadOnlyList<GoalSet> goals = Goals ?? [new(FirstStatedOn, Goal)];
        return goals.LastOrDefault(g => g.Since.To < end) is { Goal: var asked } && asked.Currency == Goal.Currency && !asked.IsBelow(Goal) ? asked : null;
    }
}

/// <summary>Everything in <see cref="TargetView"/> that follows from target, figures and day; its documentation is there.</summary>
internal sealed record TargetProgress(
    BaselineFigure? Baseline, LatestFigure? Latest, decimal? AttainmentPct, decimal? DistanceClosedPct, decimal? Gap,
    decimal? ActualGrowth, decimal? PathGrowth, decimal? RequiredGrowth, decimal? RequiredPerYear, decimal? PaceRatio, decimal? ForwardRatio,
    decimal? ExpectedNow, int? ProjectedYear, decimal? ProjectedAtDeadline,
    TargetStatus Status, bool Stale, bool Receded, Period? AttainedIn, IReadOnlyList<string> Reasons,
    PartialYear? PartialYear, IReadOnlyList<ReporterFigure>? ByReporter, IReadOnlyList<UsedFigure> UsedFigures, OriginalDeadline? Original = null);
