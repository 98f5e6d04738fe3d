using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Contracts.Trade;
using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Targets;

/// <summary>What a reader must know about the numbers, in sentences.</summary>
static class Remarks
{
    /// <summary>Why nothing can be counted.</summary>
    public static string Nothing(StandingTarget target, MeasurementBasis basis, IReadOnlyList<TradeFigure> figures, DateOnly day)
    {
        var left = figures.Where(f => !f.Retracted && Counting.IsOfPair(target.Pair, f) && f.Period.To <= day).ToList();
        if (left is [])
            return $"No figure on trade of {target.Pair} is known for a period that is over.";
        left.RemoveAll(f => f.Scope != basis.Scope);
        if (left is [])
            return "The figures known count something else than the basis does (goods, services or both).";
        if (basis.Sources is { Count: > 0 } sources)
            left.RemoveAll(f => !sources.Contains(f.Source));
        if (left is [])
            return $"No figure comes from the sources the basis names: {Say.List(basis.Sources!)}.";
        var counted = left.Where(f => basis.Viewpoint.Reporter is not { } reporter || f.Reporter == reporter).ToList();
        if (counted.Count > 0 && counted.TrueForAll(f => f.Value.Currency != target.Goal.Currency))
            return $"The figures of {basis.Viewpoint} are in {Say.List(Currencies(counted))}, the goal is in {target.Goal.Currency}; without a recorded rate they are not compared.";
        if (left.TrueForAll(f => f.Value.Currency != target.Goal.Currency))
            return $"The figures are in {Say.List(Currencies(left))}, the goal is in {target.Goal.Currency}; without a recorded rate they are not compared.";
        left.RemoveAll(Counting.IsEarly);
        if (left is [])
            return "Every figure known was released before its period ended.";
        if (left.TrueForAll(f => f.Status is FigureStatus.Stated))
            return "Only official statements give figures, and the basis asks for statistics.";
        return $"No full calendar year can be counted as '{basis.Viewpoint}': a side or a part of the year is missing.";
    }

    /// <summary>That less is asked for than before.</summary>
    public static string OnLowering(StandingTarget target, Lowering lowering) =>
        $"The goal was lowered on {Say.Date(lowering.By.StatedOn)} from {Say.Amount(lowering.From.Amount, lowering.From.Currency)}, and asks for {Say.Amount(target.Goal.Amount, target.Goal.Currency)} now"
        + (lowering.By.Reason is { } why ? $": {why.TrimEnd('.')}." : ".");

    /// <summary>That the goal was reached before it was set.</summary>
    public static string OnMet(StandingTarget target, Counted before) =>
        $"Already met when set{(target.Since == target.FirstStatedOn ? "" : $" to {Say.Amount(target.Goal.Amount, target.Goal.Currency)} on {Say.Date(target.Since)}")}: "
        + $"{before.Year} was {Say.Amount(before.Amount, target.Goal.Currency)}; only a year that ends after the statement can attain it.";

    /// <summary>A status in a sentence: "awaiting figures".</summary>
    public static string Words(TargetStatus status) =>
        string.Concat(status.ToString().Select((c, i) => char.IsAsciiLetterUpper(c) ? $"{(i == 0 ? "" : " ")}{char.ToLowerInvariant(c)}" : $"{c}"));

    /// <summary>What to know about the latest year and the baseline.</summary>
    public static IEnumerable<string> OnFigures(StandingTarget target, Counted latest, Counted? baseline, BaselineFigure? shown, MeasurementBasis basis)
    {
        var currency = target.Goal.Currency;
        yield return $"Latest full year {latest.Year}: {Say.Amount(latest.Amount, currency)} ({latest.Status.ToString().ToLowerInvariant()}; {Say.List(latest.Sources)}, released {Say.Date(latest.ReleasedOn)}).";
        foreach (var counted in new[] { baseline, latest }.OfType<Counted>().DistinctBy(c => c.Year))
        {
            if (basis.Viewpoint.Kind is ViewpointKind.Stated && counted.Status is not FigureStatus.Stated)
                yield return $"{counted.Year} is a statistic ({Say.List(counted.Sources)}): the basis counts official statements only where no statistic exists.";
            if (counted.Status is FigureStatus.Stated)
                yield return $"{counted.Year} rests on an official statement ({Say.List(counted.Sources)}); no statistic for it counts.";
            if (counted.Status is FigureStatus.Estimated)
                yield return $"{counted.Year} is an estimate.";
            if (counted.Alone is { } alone)
                yield return $"Only {alone} reports {counted.Year}, unconfirmed by {target.Pair.Other(alone)}.";
        }
        if (baseline is null || shown is null)
            yield break;
        if (shown.Inferred)
            yield return basis.BaselinePeriod is { } named
                ? $"No figure for the baseline {named} that the basis names; {baseline.Year}, the last full year before the target was stated, is taken instead."
                : $"The basis names no baseline; {baseline.Year}, the last full year before the target was stated, is taken.";
        if (shown.AsSet is { } asSet)
            yield return $"The baseline {baseline.Year} was {Say.Amount(asSet, currency)} as published when the basis was declared and is {Say.Amount(baseline.Value, currency)} now.";
        if (baseline.Year != latest.Year && !baseline.Sources.SequenceEqual(latest.Sources))
            yield return $"Baseline and latest year come from different sources: {Say.List(baseline.Sources)}; {Say.List(latest.Sources)}.";
    }

    /// <summary>What to know about the way ahead.</summary>
    public static IEnumerable<string> OnCourse(StandingTarget target, Counted latest, Counted? baseline, Course course, Due? due)
    {
        if (target.Deadline is not null && due is null)
            yield return $"The deadline ({target.Deadline.Words ?? target.Deadline.ToString()}) is only a guess; it is for review and is never over by itself.";
        if (due is not null && due.Span.To is not { Month: 12, Day: 31 })
            yield return $"The deadline {due.Span} is not the end of a year; {due.Year}, the last full year before it, decides.";
        if (target.Goal.Bound is Bound.AtMost or Bound.LessThan or Bound.About)
            yield return $"The goal's words ({target.Goal.Words ?? "\"up to\" or \"about\""}) are kept; the full amount must be reached to attain it.";
        var reaches = latest.Amount.Reaches(target.Goal);
        if (reaches is null)
            yield return $"The figure's bound straddles the goal: {latest.Year} is {Say.Amount(latest.Amount, target.Goal.Currency)}; attainment, gap and growth go by its number alone.";
        else if (reaches is false && latest.Value >= target.Goal.Amount)
            yield return $"{latest.Year} has the goal's number, but its bound or the goal's keeps it short of the goal; attainment, gap and growth go by the number alone.";
        // A number that is at the goal already is on no way to it: its projected year is null for that reason.
        if (reaches is true || latest.Value >= target.Goal.Amount || course.ActualGrowth is not { } growth)
            yield break;
        yield return course.ProjectedYear is { } year
            ? $"The goal is reached in {year} if the pace of {baseline!.Year}–{latest.Year} holds."
            : growth > 0 ? $"The goal is not reached before {Course.LastProjectedYear} at this pace." : "The goal is never reached at this pace.";
    }

    /// <summary>What was left out because its period was not over when it was released.</summary>
    public static IEnumerable<string> OnEarly(Counting counting)
    {
        // 2024 and 2024-01-01/P12M are one span: only the text tells them apart, and the order of recording must not.
        var left = counting.Early.Select(f => $"{f.Period} ({f.Source})").Distinct().Order(StringComparer.Ordinal).ToList();
        if (left is not [])
            yield return $"Left out as a forecast or partial figure, released before its period ended: {Say.List(left)}.";
    }

    /// <summary>Years that only figures in another currency would show.</summary>
    public static IEnumerable<string> OnCurrency(StandingTarget target, MeasurementBasis basis, Counted latest, IReadOnlyList<TradeFigure> figures, DateOnly day)
    {
        var later = figures.Where(f => !f.Retracted && Counting.IsOfPair(target.Pair, f) && f.Scope == basis.Scope && f.Period.To <= day
            && f.Period.Year > latest.Year && f.Value.Currency != target.Goal.Currency).ToList();
        if (later is not [])
            yield return $"Later figures in {Say.List(Currencies(later))} are not compared with a goal in {target.Goal.Currency}: no rate is recorded.";
    }

    static IEnumerable<string> Currencies(IEnumerable<TradeFigure> figures) => figures.Select(f => f.Value.Currency).Distinct().Order(StringComparer.Ordinal);
}
