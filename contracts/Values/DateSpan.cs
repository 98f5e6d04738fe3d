using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CommitmentTracker.Contracts.Values;

/// <summary>How exactly a date is known.</summary>
[JsonConverter(typeof(CamelCaseEnum<Precision>))]
public enum Precision
{
    /// <summary>A calendar day.</summary>
    Day,
    /// <summary>Some days on end, fewer than a month: "19–20 May".</summary>
    Days,
    /// <summary>Half a month, 1–15 or 16–end: "second half of May".</summary>
    HalfMonth,
    /// <summary>A month.</summary>
    Month,
    /// <summary>A quarter.</summary>
    Quarter,
    /// <summary>A year; as a deadline "by 2027" it ends on 31 December.</summary>
    Year,
    /// <summary>Several years, "2019–2022".</summary>
    Years,
    /// <summary>"coming months": the span is a guess for review, never overdue by itself.</summary>
    Open,
}

/// <summary>
/// A date as a source gives it: the closed interval of calendar days it can mean, and the words. JSON: <c>"2024-08-22"</c>, <c>"2023-09"</c>,
/// <c>"2027"</c>, or <c>{"from": "2021-05-16", "to": "2021-05-31", "precision": "halfMonth", "words": "second half of May", "inferred": true, "reason": "…"}</c>.
/// </summary>
/// <param name="From">First day it can mean.</param>
/// <param name="To">Last day it can mean.</param>
/// <param name="Precision">
/// How exactly it is known. In JSON it may be left out where the days are just one day, half-month, month, quarter, year, some whole years or at most sixteen days on end;
/// for any other days it is required.
/// </param>
/// <param name="Words">The source's own words.</param>
/// <param name="Inferred">Whether the source does not say it and somebody concluded it.</param>
/// <param name="Reason">Why it was concluded; required when inferred.</param>
[JsonConverter(typeof(DateSpanConverter))]
public sealed record DateSpan(DateOnly From, DateOnly To, Precision Precision, string? Words = null, bool Inferred = false, string? Reason = null)
{
    const int FirstYear = 1600, LastYear = 2199;

    /// <summary>One day.</summary>
    public static DateSpan On(DateOnly day) => new(day, day, Precision.Day);

    /// <summary>A whole year.</summary>
    public static DateSpan In(int year) => new(new(year, 1, 1), new(year, 12, 31), Precision.Year);

    /// <summary>Some day from one to another, as somebody concluded: no more exactly known than the time is long.</summary>
    public static DateSpan Within(DateOnly from, DateOnly to, string reason) => new(from, to, PrecisionOf(from, to) ?? Finest(from, to), Inferred: true, Reason: reason);

    /// <summary>The finest precision that so many days may have.</summary>
    public static Precision Finest(DateOnly from, DateOnly to) => (to.DayNumber - from.DayNumber + 1) switch
    {
        1 => Precision.Day,
        <= 31 => Precision.Days,
        <= 92 => Precision.Quarter,
        <= 366 => Precision.Year,
        _ => Precision.Years,
    };

    /// <summary>How exactly a date is known whose days are just one day, half a month (1–15, 16–end), a month, a quarter, a year, some whole years or at most sixteen days on end; else null.</summary>
    public static Precision? PrecisionOf(DateOnly from, DateOnly to)
    {
        if (from == to)
            return Precision.Day;
        var last = to.AddDays(1);
        if ((from.Day, last.Day) is (1, 16) or (16, 1) && (from.Year, from.Month) == (to.Year, to.Month))
            return Precision.HalfMonth;
        // Of more days than half a month some may be a slip of a month.
        if (to.DayNumber - from.DayNumber < 16)
            return Precision.Days;
        return (from.Day, last.Day) != (1, 1) ? null : (last.Year * 12 + last.Month - from.Year * 12 - from.Month, from.Month) switch
        {
            (1, _) => Precision.Month,
            (3, 1 or 4 or 7 or 10) => Precision.Quarter,
            (12, 1) => Precision.Year,
            (var months, 1) when months % 12 == 0 => Precision.Years,
            _ => null,
        };
    }

    /// <summary>Equal in the days they mean; words and reasons may differ.</summary>
    public bool SaysTheSameAs(DateSpan? other) => other is not null && From == other.From && To == other.To;

    /// <summary>Reads the short forms: a day, a month or a year.</summary>
    /// <exception cref="FormatException">It is none of them.</exception>
    public static DateSpan Parse(string text)
    {
        if (TryDay(text, out var day))
            return On(day);
        if (Try("yyyy-MM", out var month))
            return new(month, month.AddMonths(1).AddDays(-1), Precision.Month);
        if (Try("yyyy", out var year))
            return In(year.Year);
        throw new FormatException($"'{text}' is no date; write 2024-08-22, 2024-08, 2024 or an object with from and to.");

        bool Try(string form, out DateOnly date) => DateSpan.Try(text, form, out date);
    }

    /// <summary>Reads a day.</summary>
    internal static bool TryDay(ReadOnlySpan<char> text, out DateOnly day)
    {
        day = default;
        // By hand: every event in the log bears a day, and a general parser takes ten times as long.
        if (text is not [_, _, _, _, '-', _, _, '-', _, _] || !Number(text[..4], out var year) || !Number(text[5..7], out var month) || !Number(text[8..], out var number)
            || year is < FirstYear or > LastYear || month is < 1 or > 12 || number < 1 || number > DateTime.DaysInMonth(year, month))
            return false;
        day = new(year, month, number);
        return true;

        static bool Number(ReadOnlySpan<char> digits, out int number)
        {
            number = 0;
            foreach (var digit in digits)
            {
                if (!char.IsAsciiDigit(digit))
                    return false;
                number = number * 10 + digit - '0';
            }
            return true;
        }
    }

    static bool Try(ReadOnlySpan<char> text, string form, out DateOnly date) =>
        DateOnly.TryParseExact(text, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out date) && date.Year is >= FirstYear and <= LastYear;

    /// <summary>The short form where there is one, else <c>from/to</c>.</summary>
    public override string ToString() => Short ?? string.Create(CultureInfo.InvariantCulture, $"{From:yyyy-MM-dd}/{To:yyyy-MM-dd}");

    string? Short => Precision switch
    {
        Precision.Day when From == To => From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Precision.Month when From.Day == 1 && To == From.AddMonths(1).AddDays(-1) => From.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        Precision.Year when this is { From: { Month: 1, Day: 1 }, To: { Month: 12, Day: 31 } } && From.Year == To.Year => From.ToString("yyyy", CultureInfo.InvariantCulture),
        _ => null,
    };

    sealed class DateSpanConverter : JsonConverter<DateSpan>
    {
        // The defaults make members optional: without them a span that leaves out its words is refused, and a stored one cannot be read back.
        sealed record Shape(
            DateOnly? From = null, DateOnly? To = null, Precision? Precision = null, string? Words = null, bool? Inferred = null, string? Reason = null);

        public override DateSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                try
                {
                    return Parse(reader.GetString()!);
                }
                catch (FormatException unreadable)
                {
                    throw new JsonException(unreadable.Message, unreadable);
                }
            }
            if (reader.TokenType != JsonTokenType.StartObject)
                throw new JsonException("A date is needed here: a string such as 2024-08-22, or an object with from and to.");
            var shape = JsonSerializer.Deserialize<Shape>(ref reader, options)!;
            if (shape is not { From: { } from, To: { } to })
                throw new JsonException("A date given as an object needs both from and to.");
            if (from.Year < FirstYear || to.Year > LastYear)
                throw new JsonException($"This date lies outside the years {FirstYear} to {LastYear}.");
            if (to < from)
                throw new JsonException("This date ends before it begins.");
            var inferred = shape.Inferred ?? false;
            if (inferred && string.IsNullOrWhiteSpace(shape.Reason))
                throw new JsonException("An inferred date needs a reason.");
            var precision = shape.Precision ?? PrecisionOf(from, to)
                ?? throw new JsonException($"These are no single day, half-month, month, quarter or year, and more than sixteen days: say with precision how exactly the date is known: {JsonNamingPolicy.CamelCase.ConvertName(Finest(from, to).ToString())}, or open for a guess.");
            return new(from, to, precision, shape.Words, inferred, shape.Reason);
        }

        public override void Write(Utf8JsonWriter writer, DateSpan value, JsonSerializerOptions options)
        {
            if (value is { Words: null, Inferred: false, Reason: null, Short: { } text })
                writer.WriteStringValue(text);
            else
                JsonSerializer.Serialize(writer, new Shape(value.From, value.To, value.Precision, value.Words, value.Inferred ? true : null, value.Reason), options);
        }
    }
}
