using System.Globalization;
using System.Text.RegularExpressions;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Review;

namespace CommitmentTracker.Platform;

/// <summary>
/// The three questions about time, and the page: what every view's query string may hold. Faults are collected and answered together.
/// </summary>
internal partial class ReadQuery
{
    /// <summary>Most rows of a page.</summary>
    public const int MaxLimit = 500;

    /// <summary>As many as a page has where nobody says.</summary>
    public const int UsualLimit = 100;

    static readonly string[] InstantForms = ["yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"];

    readonly IQueryCollection query;
    readonly int usualLimit;
    readonly List<Fault> faults = [];
    readonly HashSet<string> asked = new(StringComparer.OrdinalIgnoreCase) { "atLeast" };

    public ReadQuery(HttpRequest request, ReferenceClock clock)
    {
        query = request.Query;
        // Where a table ends a spreadsheet does not tell, and few look at the Link header.
        usualLimit = Views.WantsCsv(request) ? MaxLimit : UsualLimit;
        (Clock, Today) = (clock, clock.Today);
    }

    public ReferenceClock Clock { get; }

    /// <summary>The calendar day in the register's reference zone.</summary>
    public DateOnly Today { get; }

    /// <summary>What this register had recorded by then; a date means its end.</summary>
    public DateTimeOffset? AsKnownOn => Value("asKnownOn", text =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? ReferenceClock.Midnight(Clock.Zones.Register, day.AddDays(1)).AddTicks(-10)
            // A plus sign that was not escaped comes as a space; recordedAt is written with one.
            : DateTimeOffset.ParseExact(Ticks().Replace(text.Replace(' ', '+'), "$1"), InstantForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
        "a date such as 2024-08-22 or an instant such as 2024-08-22T12:00:00Z");

    /// <summary>A clock of nanoseconds, as <c>date +%N</c> writes it: what is finer than this machine counts is cut off.</summary>
    [GeneratedRegex(@"(\.\d{7})\d{1,2}(?!\d)")]
    private static partial Regex Ticks();

    /// <summary>What sources had stated by then.</summary>
    public DateOnly? AsPublishedBy => Date("asPublishedBy");

    /// <summary>The world on that day.</summary>
    public DateOnly? AsOf => Date("asOf");

    /// <summary>The day on which what depends on the day is evaluated.</summary>
    public DateOnly Day => AsOf ?? AsPublishedBy ?? (AsKnownOn is { } known && ReferenceClock.DayIn(Clock.Zones.Register, known) is var day && day < Today ? day : Today);

    /// <summary>Most rows wanted.</summary>
    public int Limit => Value<int>("limit", text => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) is var n and > 0 and <= MaxLimit ? n : throw new FormatException(),
        $"a number from 1 to {MaxLimit}") ?? usualLimit;

    /// <summary>Where the page before ended.</summary>
    public string? After => Text("after");

    /// <summary>Words to search for in any spelling, as PostgreSQL takes them; null where none are asked for.</summary>
    public string? Search
    {
        get
        {
            if (Text("text") is not { } text)
                return null;
            if (Spelling.Query(text) is { Length: > 0 } words)
                return words;
            Fault("text", "There is no word in this to search for.");
            return null;
        }
    }

    public Pair? Pair => Value("pair", Contracts.Values.Pair.Parse, "a pair such as KAZ-TJK");

    public DateOnly? Date(string name) => Value(name, text => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture), "a date such as 2024-08-22");

    public long? Position(string name) => Value(name, text => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture), "a position, a number");

    public T? OneOf<T>(string name) where T : struct, Enum => Value(name,
        text => Enum.GetValues<T>().Where(v => Words.Of(v).Equals(text, StringComparison.OrdinalIgnoreCase)).ToArray() is [var value] ? value : throw new FormatException(),
        $"one of {string.Join(", ", Enum.GetValues<T>().Select(Words.Of))}");

    /// <summary>One or several of a set, with commas or given more than once; null where nobody asks for any.</summary>
    public IReadOnlySet<T>? SomeOf<T>(string name) where T : struct, Enum => Some(name,
        text => Enum.GetValues<T>().Where(v => Words.Of(v).Equals(text, StringComparison.OrdinalIgnoreCase)).ToArray() is [var value] ? value : throw new FormatException(),
        $"one of {string.Join(", ", Enum.GetValues<T>().Select(Words.Of))}");

    /// <summary>The same of what <paramref name="parse"/> reads.</summary>
    public IReadOnlySet<T>? Some<T>(string name, Func<string, T> parse, string needed)
    {
        if (Given(name) is { Length: > 0 } given && given.Any(v => !string.IsNullOrWhiteSpace(v)))
            return given.SelectMany(v => v.Split(',', StringSplitOptions.TrimEntries)).Select(part => Parsed(name, part, parse, needed)).Where(p => p.Read).Select(p => p.Value!).ToHashSet();
        Empty(name, needed);
        return null;
    }

    public T? Value<T>(string name, Func<string, T> parse, string needed) where T : struct
    {
        if (Text(name) is { } text)
            return Parsed(name, text, parse, needed) is { Read: true, Value: var value } ? value : null;
        Empty(name, needed);
        return null;
    }

    /// <summary>A variable that was left empty must not be read as today, or as everything.</summary>
    void Empty(string name, string needed)
    {
        if (query[name] is { Count: > 0 } given && given.All(string.IsNullOrWhiteSpace) && faults.All(f => f.Pointer != name))
            faults.Add(new(name, $"This is empty; it takes {needed}."));
    }

    (bool Read, T? Value) Parsed<T>(string name, string text, Func<string, T> parse, string needed)
    {
        try
        {
            return (true, parse(text));
        }
        catch (Exception e) when (e is FormatException or ArgumentException or OverflowException)
        {
            var fault = new Fault(name, $"'{(text.Length <= 60 ? text : text[..60])}' is not {needed}.");
            if (!faults.Contains(fault))
                faults.Add(fault);
            return (false, default);
        }
    }

    /// <summary>For what <see cref="Value"/> cannot parse by itself.</summary>
    public void Fault(string name, string detail) => faults.Add(new(name, detail));

    public string? Text(string name)
    {
        var values = Given(name);
        if (values.Length > 1 && faults.All(f => f.Pointer != name))
            faults.Add(new(name, "This parameter is given more than once, and takes one value."));
        return values.Length == 0 || string.IsNullOrEmpty(values[0]) ? null : values[0];
    }

    /// <summary>Every value given.</summary>
    string[] Given(string name)
    {
        asked.Add(name);
        string[] values = [.. query[name].Select(v => v ?? "")];
        if (values.Any(v => v.Contains('\0', StringComparison.Ordinal)) && faults.All(f => f.Pointer != name))
            faults.Add(new(name, "This holds the character U+0000, which no text has."));
        return values;
    }

    /// <summary>The refusal, if a parameter was not understood. Ask for every parameter first: one nobody asked for is a fault too.</summary>
    public Refusal? Refusal
    {
        get
        {
            var unknown = query.Keys.Where(k => !asked.Contains(k)).Select(k => new Fault(k, $"There is no such parameter; there are {string.Join(", ", asked.Order())}."));
            var all = faults.Concat(unknown).ToList();
            return all.Count == 0 ? null : new(Problem.InvalidQuery, all.Count == 1 ? "There is one fault." : $"There are {all.Count} faults.", all);
        }
    }
}
