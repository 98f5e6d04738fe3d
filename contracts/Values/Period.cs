using System.Text.Json.Serialization;

namespace CommitmentTracker.Contracts.Values;

/// <summary>How long a statistical period is.</summary>
[JsonConverter(typeof(CamelCaseEnum<Frequency>))]
public enum Frequency : byte
{
    /// <summary>A calendar year.</summary>
    Annual,
    /// <summary>A half-year.</summary>
    HalfYear,
    /// <summary>A quarter.</summary>
    Quarterly,
    /// <summary>A month.</summary>
    Monthly,
    /// <summary>January to some month, cumulative: a type of its own, never mixed with the others.</summary>
    YearToDate,
}

/// <summary>
/// A statistical period in SDMX form: <c>2022</c>, <c>2022-S1</c>, <c>2022-Q3</c>, <c>2022-07</c>, and cumulative from January as the
/// SDMX time range <c>2022-01-01/P7M</c>. JSON: the form as a string.
/// </summary>
[JsonConverter(typeof(TextValueConverter<Period>))]
public readonly record struct Period : ITextValue<Period>, IComparable<Period>
{
    // Four bytes in all: a service keeps millions of them.
    readonly short year;
    readonly byte number;

    Period(int year, Frequency frequency, int number) => (this.year, Frequency, this.number) = ((short)year, frequency, (byte)number);

    /// <summary>The calendar year.</summary>
    public int Year => year;

    /// <summary>How long the period is.</summary>
    public Frequency Frequency { get; }

    /// <summary>Which half, quarter or month; for <see cref="Frequency.YearToDate"/> the last month; 1 for a year.</summary>
    public int Number => number;

    /// <summary>A calendar year.</summary>
    public static Period OfYear(int year) => new(year, Frequency.Annual, 1);

    /// <summary>Cumulative from January to a month.</summary>
    public static Period OfMonths(int year, int last) => new(year, Frequency.YearToDate, last);

    /// <summary>First day.</summary>
    public DateOnly From => Frequency switch
    {
        Frequency.HalfYear => new(Year, Number * 6 - 5, 1),
        Frequency.Quarterly => new(Year, Number * 3 - 2, 1),
        Frequency.Monthly => new(Year, Number, 1),
        _ => new(Year, 1, 1),
    };

    /// <summary>Last day.</summary>
    public DateOnly To => Frequency switch
    {
        Frequency.Annual => new(Year, 12, 31),
        Frequency.HalfYear => From.AddMonths(6).AddDays(-1),
        Frequency.Quarterly => From.AddMonths(3).AddDays(-1),
        Frequency.Monthly => From.AddMonths(1).AddDays(-1),
        _ => From.AddMonths(Number).AddDays(-1),
    };

    /// <summary>The period of the same kind a year earlier (<c>-1</c>) or later.</summary>
    public Period AddYears(int years) => new(Year + years, Frequency, Number);

    /// <summary>Reads the SDMX form.</summary>
    /// <exception cref="FormatException">It is none of the forms.</exception>
    public static Period Parse(string text) => TryParse(text, out var period)
        ? period
        : throw new FormatException($"'{text}' is no period; write 2022, 2022-S1, 2022-Q3, 2022-07 or 2022-01-01/P7M.");

    /// <summary>Reads the SDMX form; false when it is none of the forms.</summary>
    internal static bool TryParse(ReadOnlySpan<char> text, out Period period)
    {
        period = default;
        // By hand: a regular expression takes longer than all the rest of an event.
        if (text.Length < 4 || !Digits(text[..4], out var year) || year is < 1600 or > 2199)
            return false;
        var (frequency, number) = text[4..] switch
        {
            [] => (Frequency.Annual, 1),
            ['-', 'S', (>= '1' and <= '2') and var half] => (Frequency.HalfYear, half - '0'),
            ['-', 'Q', (>= '1' and <= '4') and var quarter] => (Frequency.Quarterly, quarter - '0'),
            ['-', .. { Length: 2 } month] when Month(month, out var n) => (Frequency.Monthly, n),
            ['-', '0', '1', '-', '0', '1', '/', 'P', not '0', 'M'] => (Frequency.YearToDate, text[^2] - '0'),
            ['-', '0', '1', '-', '0', '1', '/', 'P', '1', .. { Length: 1 }, 'M'] => (Frequency.YearToDate, 10 + text[^2] - '0'),
            _ => default,
        };
        if (number is < 1 or > 12)
            return false;
        period = new(year, frequency, number);
        return true;

        static bool Month(ReadOnlySpan<char> text, out int month) => Digits(text, out month) && month is >= 1 and <= 12;

        static bool Digits(ReadOnlySpan<char> text, out int value)
        {
            value = 0;
            foreach (var c in text)
            {
                if (!char.IsAsciiDigit(c))
                    return false;
                value = value * 10 + c - '0';
            }
            return true;
        }
    }

    /// <summary>By last day, then by first day.</summary>
    public int CompareTo(Period other) => To.CompareTo(other.To) is var byEnd and not 0 ? byEnd : From.CompareTo(other.From);

    /// <summary>The SDMX form.</summary>
    public override string ToString() => Frequency switch
    {
        Frequency.HalfYear => $"{Year}-S{Number}",
        Frequency.Quarterly => $"{Year}-Q{Number}",
        Frequency.Monthly => $"{Year}-{Number:00}",
        Frequency.YearToDate => $"{Year}-01-01/P{Number}M",
        _ => Year.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };
}
