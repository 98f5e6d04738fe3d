using System.Globalization;
using CommitmentTracker.Contracts.Trade;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;

namespace CommitmentTracker.Trade;

/// <summary>
/// Slips that real sources contain: thousands read as units, "$80 million" for 800. A figure out of line with those already accepted of the same
/// reporter, partner, flow and scope needs somebody who says that it is right, whichever source gives it; the first of a series is taken as it is.
/// </summary>
internal static class Plausibility
{
    /// <summary>What is doubtful about a value.</summary>
    /// <param name="key">What it is a value of.</param>
    /// <param name="value">The value.</param>
    /// <param name="own">What stands for the key so far, or null.</param>
    /// <param name="series">What is accepted of the pair.</param>
    public static IReadOnlyList<Fault> Doubts(FigureKey key, Money value, Vintage? own, TradeSeries series)
    {
        var doubts = new Faults();
        var (before, after) = (Yearly(key, -1, series), Yearly(key, 1, series));
        if (own is not null)
            Compare(value, own, doubts);
        else
        {
            // Two measures: what others say of the period, and how large the series is.
            var others = series.LastOf(key.Period, key);
            // Cumulative months are near in time and far in size: they are held against the same months of other years only.
            var size = before ?? after ?? (others is null && key.Period.Frequency is not Frequency.YearToDate ? series.Nearest(key) : null);
            if (others is not null)
                Compare(value, others, doubts);
            if (size is not null)
                Compare(value, size, doubts);
            if (others is null && size is null && series.IsInOtherCurrencies(key))
                doubts.Add("/value/currency", $"The series so far is not in {key.Currency}.");
        }
        if (before is not null)
            Jump(before.Amount, value.Amount, before.Key.Period, key.Period, doubts);
        if (after is not null)
            Jump(value.Amount, after.Amount, key.Period, after.Key.Period, doubts);
        return doubts.Found.Count < 2 ? doubts.Found : [.. doubts.Found.Distinct()];
    }

    /// <summary>The figure of the year before or after: the source's own, else the one accepted last of any.</summary>
    static Vintage? Yearly(FigureKey key, int years, TradeSeries series)
    {
        var period = key.Period.AddYears(years);
        return series.Standing(key with { Period = period }) ?? series.LastOf(period, key);
    }

    static void Compare(Money value, Vintage reference, Faults doubts)
    {
        // Zero is a real value, and says nothing about the size of the next one.
        if (value.Amount == 0 || reference.Amount == 0)
            return;
        var (larger, smaller) = (Math.Max(value.Amount, reference.Amount), Math.Min(value.Amount, reference.Amount));
        var ratio = larger / smaller;
        if (IsThousand(ratio))
            doubts.Add("/value/amount", $"This is a thousand times {(value.Amount > reference.Amount ? "more" : "less")} than {Named(reference)}: a slip of units?");
        else if (ratio >= 10) // ten to the digit is the commonest slip of all
            doubts.Add("/value/amount", $"This is ten times or more {(value.Amount > reference.Amount ? "larger" : "smaller")} than {Named(reference)}.");
    }

    /// <summary>Whether the larger is a thousand times the smaller, or within 2 % of that, and of a thousandth.</summary>
    public static bool IsThousand(decimal ratio) => ratio is >= 980 and <= 1020.5m;

    static void Jump(decimal from, decimal to, Period before, Period after, Faults doubts)
    {
        if (from > 0 && to > from * 3)
            doubts.Add("/value/amount", $"This means a growth of more than 200 % from {before} to {after}.");
    }

    static string Named(Vintage figure) => string.Create(
        CultureInfo.InvariantCulture, $"the {figure.Key.Period} figure of {figure.Key.Source}, {figure.Amount:#,0.######} {figure.Key.Currency}");
}
