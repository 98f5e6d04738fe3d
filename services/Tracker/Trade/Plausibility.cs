using System.Globalization;
using CommitmentTracker.Contracts.Trade;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;

namespace CommitmentTracker.Trade;

/// <summary>
/// Slips that real sources contain: thousands read as units, "$80 million" for 800. A figure out of line with those already accepted
/// needs somebody who says that it is right.
/// </summary>
internal static class Plausibility
{
    /// <summary>What is doubtful about a value, given what stands in the series.</summary>
    public static IReadOnlyList<Fault> Doubts(FigureKey key, Money value, TradeSeries series)
    {
        var doubts = new Faults();
        var lastYear = Yearly(key, -1, series);
        if ((series.Standing(key) ?? lastYear ?? series.Nearest(key)) is { } reference)
            Compare(value, reference, doubts);
        else if (series.Vintages.Any(v => v.Key.Flow == key.Flow && v.Key.Scope == key.Scope && v.Key.Currency != key.Currency && !v.Retracted))
            doubts.Add("/value/currency", $"The series so far is not in {key.Currency}.");
        if (lastYear is { } earlier)
            Jump(earlier.Amount, value.Amount, key.Period.AddYears(-1), key.Period, doubts);
        if (Yearly(key, 1, series) is { } later)
            Jump(value.Amount, later.Amount, key.Period, key.Period.AddYears(1), doubts);
        return doubts.Found.Count < 2 ? doubts.Found : [.. doubts.Found.Distinct()];
    }

    static Vintage? Yearly(FigureKey key, int years, TradeSeries series) => series.Standing(key with { Period = key.Period.AddYears(years) });

    static void Compare(Money value, Vintage reference, Faults doubts)
    {
        // Zero is a real value, and says nothing about the size of the next one.
        if (value.Amount == 0 || reference.Amount == 0)
            return;
        var (larger, smaller) = (Math.Max(value.Amount, reference.Amount), Math.Min(value.Amount, reference.Amount));
        if (larger / smaller is >= 980 and <= 1020)
            doubts.Add("/value/amount", $"This is a thousand times {(value.Amount > reference.Amount ? "more" : "less")} than {Named(reference)}: a slip of units?");
        else if (larger >= smaller * 10) // ten to the digit is the commonest slip of all
            doubts.Add("/value/amount", $"This is ten times or more {(value.Amount > reference.Amount ? "larger" : "smaller")} than {Named(reference)}.");
    }

    static void Jump(decimal from, decimal to, Period before, Period after, Faults doubts)
    {
        if (from > 0 && to > from * 3)
            doubts.Add("/value/amount", $"This means a growth of more than 200 % from {before} to {after}.");
    }

    static string Named(Vintage figure) => string.Create(
        CultureInfo.InvariantCulture, $"the {figure.Key.Period} figure of {figure.Key.Source}, {figure.Amount:#,0.######} {figure.Key.Currency}");
}
