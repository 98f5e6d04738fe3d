using System.Globalization;
using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Targets;

/// <summary>Numbers as a brief writes them.</summary>
static class Say
{
    public static string Amount(decimal amount, string currency) => Math.Abs(amount) >= 1_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{currency} {amount / 1_000_000:#,0.##} million")
        : string.Create(CultureInfo.InvariantCulture, $"{currency} {amount:#,0.##}");

    /// <summary>An amount with its hedge: "at least USD 2,000 million".</summary>
    public static string Amount(Amount amount, string currency) => Hedge(amount.Hedge) + Amount(amount.Value, currency);

    public static string Percent(decimal fraction) => string.Create(CultureInfo.InvariantCulture, $"{fraction * 100:0.0} %");

    public static string Ratio(decimal ratio) => ratio.ToString("0.00", CultureInfo.InvariantCulture);

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A date as it is known: a conclusion is called one.</summary>
    public static string Date(DateSpan date) =>
        (date.From == date.To ? Day(date.To) : $"between {Day(date.From)} and {Day(date.To)}") + (date.Inferred ? ", inferred" : "");

    public static string List(IEnumerable<string> names) => string.Join(" and ", names);

    public static string Hedge(Bound? bound) => bound switch
    {
        null => "",
        Bound.About => "about ",
        Bound.AtMost => "up to ",
        Bound.AtLeast => "at least ",
        Bound.LessThan => "less than ",
        _ => "more than ",
    };
}
