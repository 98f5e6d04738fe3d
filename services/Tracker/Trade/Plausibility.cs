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
        if (series.Standing(key) is { } same)
            Compare(value, same.Value, $"the {key.Period} figure of {key.Source}", doubts);
        else if (Yearly(key, -1, series) is { } lastYear)
            Compare(value, lastYear.Value, $"the {key.Period.AddYears(-1)} figure of {key.Source}", doubts);
        else if (Nearest(key, series) is ({ } near, { } vintage))
            Compare(value, vintage.Value, $"the {near.Period} figure of {near.Source}", doubts);
        else if (series.Figures.Keys.Any(k => k.Flow == key.Flow && k.Scope == key.Scope && k.Currency != key.Currency && series.Standing(k) is not null))
            doubts.Add("/value/currency", $"The series so far is not in {key.Currency}.");
        if (Yearly(key, -1, series) is { } earlier)
            Jump(earlier.Value.Amount, value.Amount, key.Period.AddYears(-1), key.Period, doubts);
        if (Yearly(key, 1, series) is { } later)
            Jump(value.Amount, later.Value.Amount, key.Period, key.Period.AddYears(1), doubts);
        return [.. doubts.Found.Distinct()];
    }

    static Vintage? Yearly(FigureKey key, int years, TradeSeries series) => series.Standing(key with { Period = key.Period.AddYears(years) });

    /// <summary>The figure of the same flow, scope, kind of period and currency whose period is nearest, whoever gives it.</summary>
    static (FigureKey?, Vintage?) Nearest(FigureKey key, TradeSeries series) => series.Figures.Keys
        .Where(k => k.Flow == key.Flow && k.Scope == key.Scope && k.Currency == key.Currency && k.Period.Frequency == key.Period.Frequency)
        .Select(k => ((FigureKey?)k, series.Standing(k)))
        .Where(k => k.Item2 is not null)
        .OrderBy(k => Math.Abs(k.Item1!.Value.Period.To.DayNumber - key.Period.To.DayNumber))
        .ThenBy(k => k.Item1!.Value.Source, StringComparer.Ordinal)
        .FirstOrDefault();

    static void Compare(Money value, Money reference, string name, Faults doubts)
    {
        // Zero is a real value, and says nothing about the size of the next one.
        if (value.Amount == 0 || reference.Amount == 0)
            return;
        var (larger, smaller) = (Math.Max(value.Amount, reference.Amount), Math.Min(value.Amount, reference.Amount));
        if (larger / smaller is >= 980 and <= 1020)
            doubts.Add("/value/amount", $"This is a thousand times {(value.Amount > reference.Amount ? "more" : "less")} than {name}, {Plain(reference)}: a slip of units?");
        else if (larger > smaller * 10)
            doubts.Add("/value/amount", $"This is more than ten times {(value.Amount > reference.Amount ? "larger" : "smaller")} than {name}, {Plain(reference)}.");
    }

    static void Jump(decimal from, decimal to, Period before, Period after, Faults doubts)
    {
        if (from > 0 && to > from * 3)
            doubts.Add("/value/amount", $"This means a growth of more than 200 % from {before} to {after}.");
    }

    static string Plain(Money money) => string.Create(CultureInfo.InvariantCulture, $"{money.Amount:#,0.######} {money.Currency}");
}
