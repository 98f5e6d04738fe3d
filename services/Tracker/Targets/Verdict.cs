using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Contracts.Trade;
using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Targets;

/// <summary>How a target stands and the figure that decided it, in words too.</summary>
sealed record Verdict(TargetStatus Status, string Reason, Counted? By = null)
{
    // The cut-offs of RuleSet 1.
    const decimal OnPace = 0.95m, NearPace = 0.60m, Moving = 0.03m;
    public const int GraceMonths = 18;

    public bool IsAttained => Status is TargetStatus.Attained or TargetStatus.AttainedProvisional or TargetStatus.AttainedLate;

    /// <summary>The first rule that matches.</summary>
    public static Verdict Of(StandingTarget target, MeasurementBasis basis, Counting counting, Counted latest, Counted? baseline, Course course, Due? due, DateOnly day) =>
        Reached(target, basis, counting, latest, due, day)
        ?? AfterDeadline(target, basis, counting, due, day)
        ?? ByPace(target, latest, baseline, course, due);

    /// <summary>
    /// Whether it is attained, and where a figure does not say; null where none reaches it. A year attains it that reached what was asked for when it ended, and that was no less:
    /// the goal may have been met before anybody set it, or lowered to what was reached already.
    /// </summary>
    public static Verdict? Reached(StandingTarget target, MeasurementBasis basis, Counting counting, Counted latest, Due? due, DateOnly day)
    {
        var reaching = counting.Full.Where(y => y.Amount.Reaches(target.Goal) is true && target.AskedBy(y.Period.To) is { } asked && y.Amount.Reaches(asked) is true).ToList();
        var inTime = reaching.Where(y => due is null || y.Year <= due.Year).ToList();
        if (inTime.Find(y => Settles(basis, y) && y.Alone is null) is { } settled)
            return new(TargetStatus.Attained, $"{settled.Year} reached the goal: {Figure(target, settled)}.", settled);
        if (inTime is [var first, ..])
            return new(TargetStatus.AttainedProvisional, first.Alone is { } alone
                ? $"{first.Year} reached the goal, but only {alone} reports it, unconfirmed: {Figure(target, first)}."
                : $"{first.Year} reached the goal, but on {Name(first.Status)} figures: {Figure(target, first)}.", first);

        var deciding = due is not null && due.OverOn(day) ? counting.Full.FirstOrDefault(y => y.Year == due.Year) : latest;
        if (deciding is not null && deciding.Amount.Reaches(target.Goal) is null)
            return new(TargetStatus.Indeterminate,
                $"The figure for {deciding.Year}, {Figure(target, deciding)}, does not say whether {Say.Amount(target.Goal.Amount, target.Goal.Currency)} is reached.", deciding);
        return reaching is [var late, ..]
            ? new(TargetStatus.AttainedLate, $"{late.Year} reached the goal, after the deadline {due!.Span}: {Figure(target, late)}.", late)
            : null;
    }

    static Verdict? AfterDeadline(StandingTarget target, MeasurementBasis basis, Counting counting, Due? due, DateOnly day)
    {
        if (due is null || !due.OverOn(day))
            return null;
        var figure = counting.Full.FirstOrDefault(y => y.Year == due.Year);
        if (figure?.Amount.Reaches(target.Goal) is true)
            return new(TargetStatus.Indeterminate, $"{due.Year} had reached the goal before it was stated, and the deadline {due.Span} is over.", figure);
        if (figure is not null && Settles(basis, figure))
            return new(TargetStatus.Missed, $"The deadline {due.Span} is over and {due.Year} fell short: {Figure(target, figure)}.", figure);
        var wanted = figure is null
            ? $"there is no full-year figure for {due.Year} yet"
            : $"the figure for {due.Year} ({Figure(target, figure)}) is only {Name(figure.Status)}";
        return Calendar.MonthsOver(due.Span.To, GraceMonths, day)
            ? new(TargetStatus.MissedUnverified, $"The deadline {due.Span} is over for more than {GraceMonths} months and {wanted}.", figure)
            : new(TargetStatus.AwaitingFigures, $"The deadline {due.Span} is over and {wanted}.", figure);
    }

    static Verdict ByPace(StandingTarget target, Counted latest, Counted? baseline, Course course, Due? due)
    {
        if (baseline is null)
            return new(TargetStatus.NotMeasurable, target.Basis!.BaselinePeriod is { } named
                ? $"Pace cannot be measured: the figures known do not make up the baseline {named} that the basis names, nor any full year before the target was stated."
                : "Pace cannot be measured: no full year before the target was stated has a figure.");
        var span = $"{baseline.Year}–{latest.Year}";
        var moved = course.ActualGrowth is { } growth ? $"{(growth < 0 ? "falling" : "growing")} {Say.Percent(Math.Abs(growth))} a year {span}" : null;
        if (latest.Year == baseline.Year)
            return new(TargetStatus.TooEarly, $"No full year after the baseline {baseline.Year} has a figure yet.");
        if (due is null)
            return course.ActualGrowth switch
            {
                >= Moving => new(TargetStatus.Progressing, $"No deadline; {moved}."),
                <= -Moving => new(TargetStatus.Receding, $"No deadline; {moved}."),
                null when latest.Value > 0 => new(TargetStatus.Progressing, $"No deadline; up from nothing in {baseline.Year}."),
                null => new(TargetStatus.Flat, $"No deadline; nothing in {baseline.Year} and nothing in {latest.Year}."),
                _ => new(TargetStatus.Flat, $"No deadline; {moved}, less than {Say.Percent(Moving)} either way."),
            };
        if (latest.Year - baseline.Year < 2)
            return new(TargetStatus.TooEarly, $"Only one full year since the baseline {baseline.Year} has a figure{(moved is null ? "" : $"; {moved}")}.");

        var ofExpected = course.ExpectedNow is > 0 ? latest.Value / course.ExpectedNow.Value : (decimal?)null;
        return course.PaceRatio switch
        {
            { } pace => ByRatio(pace,
                $"Pace {Say.Ratio(pace)}: {moved}, where the path from {baseline.Year} to the goal in {due.Year} grows {Say.Percent(course.PathGrowth!.Value)} a year"),
            // Growth from zero is undefined and growth toward a goal a hair away is noise: the path itself judges.
            null when ofExpected is { } share => ByRatio(share,
                $"Growth cannot be compared with the path; {latest.Year} stands at {Say.Percent(share)} of what an even path from {baseline.Year} expects"),
            null when course.ActualGrowth < 0 => new(TargetStatus.Receding, $"The goal is not above the baseline {baseline.Year}; {moved}."),
            null => new(TargetStatus.OnTrack, $"The goal is not above the baseline {baseline.Year}; {moved ?? "unchanged"}."),
        };

        Verdict ByRatio(decimal ratio, string words) => ratio switch
        {
            < 0 => new(TargetStatus.Receding, words + "."),
            < NearPace => new(TargetStatus.OffTrack, words + "."),
            >= OnPace when ofExpected is null or >= OnPace => new(TargetStatus.OnTrack, words + "."),
            >= OnPace => new(TargetStatus.AtRisk, $"{words}, but {latest.Year} is only {Say.Percent(ofExpected.Value)} of what the path expects."),
            _ => new(TargetStatus.AtRisk, words + "."),
        };
    }

    static bool Settles(MeasurementBasis basis, Counted counted) => counted.Status >= basis.MinimumStatus switch
    {
        MinimumStatus.Final => FigureStatus.Final,
        MinimumStatus.Provisional => FigureStatus.Estimated,
        _ => FigureStatus.Stated,
    };

    static string Figure(StandingTarget target, Counted counted) => Say.Amount(counted.Amount, target.Goal.Currency);

    static string Name(FigureStatus status) => status.ToString().ToLowerInvariant();
}

/// <summary>A deadline as years know it.</summary>
/// <param name="Span">The deadline.</param>
/// <param name="Year">The last calendar year that ends by it: the one that decides.</param>
sealed record Due(DateSpan Span, int Year)
{
    /// <summary>Null without a deadline, and for one that is only a guess ("coming years"), which is never overdue.</summary>
    public static Due? Of(DateSpan? deadline) =>
        deadline is null or { Precision: Precision.Open } ? null : new(deadline, deadline.To is { Month: 12, Day: 31 } ? deadline.To.Year : deadline.To.Year - 1);

    public bool OverOn(DateOnly day) => Span.To < day;
}
