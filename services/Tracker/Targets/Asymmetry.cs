using System.Globalization;

namespace CommitmentTracker.Targets;

/// <summary>How far the two sides' records of the same goods are apart.</summary>
static class Asymmetry
{
    /// <summary>|X − M/f| over the mean of X and M/f, both FOB: 0 where they agree, 2 where one side saw nothing.</summary>
    public static decimal Of(decimal export, decimal importFob) =>
        export + importFob == 0 ? 0 : Math.Round(Math.Abs(export - importFob) * 2 / (export + importFob), 6);

    public static string Word(decimal asymmetry) => asymmetry switch
    {
        <= 0.10m => "consistent",
        <= 0.25m => "notable",
        <= 0.50m => "large",
        _ => "critical",
    };

    /// <summary>A sentence for every direction that both sides report for the year.</summary>
    public static IEnumerable<string> Notes(Counting counting, int year)
    {
        foreach (var (from, to) in counting.Directions)
            if (counting.Mirror(from, to, Months.All(year)) is ({ } x, { } m))
            {
                var a = Of(Counting.Fob(x).Value, Counting.Fob(m).Value);
                yield return string.Create(CultureInfo.InvariantCulture,
                    $"{from} to {to} in {year}: what {from} reports as exports and {to} as imports (brought to FOB) differs by {a:0.###} of their mean, {Word(a)}.");
            }
    }
}
