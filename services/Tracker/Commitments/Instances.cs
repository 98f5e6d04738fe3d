using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Commitments;

/// <summary>The dated instances of what is owed again and again: one a period, due at its end.</summary>
internal static class Instances
{
    /// <summary>The periods that have begun by a day and the one after them, oldest first.</summary>
    public static IEnumerable<Period> By(Recurrence recurs, DateOnly day)
    {
        for (var period = Containing(recurs.Every, recurs.From); recurs.Until is not { } until || period.From <= until; period = Containing(recurs.Every, period.To.AddDays(1)))
        {
            yield return period;
            if (period.From > day)
                yield break;
        }
    }

    /// <summary>Whether a period is one of its instances.</summary>
    public static bool Has(Recurrence recurs, Period period) =>
        period.Frequency == recurs.Every && period.To >= recurs.From && !(period.From > recurs.Until);

    static Period Containing(Frequency every, DateOnly day) => Period.Parse(every switch
    {
        Frequency.Annual => $"{day.Year:0000}",
        Frequency.HalfYear => $"{day.Year:0000}-S{(day.Month + 5) / 6}",
        Frequency.Quarterly => $"{day.Year:0000}-Q{(day.Month + 2) / 3}",
        _ => $"{day.Year:0000}-{day.Month:00}",
    });
}
