using System.Globalization;
using System.Text.RegularExpressions;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Review;

namespace CommitmentTracker.Platform;

/// <summary>Collects every fault of a command that can be seen without any state, each at its JSON pointer.</summary>
internal sealed partial class Faults
{
    /// <summary>|amount| may be this large: beyond it no state trades.</summary>
    const decimal LargestAmount = 1_000_000_000_000_000m;

    readonly List<Fault> found = [];

    List<(string Pointer, DateOnly From)>? begun;

    /// <summary>Those that are faults on any day.</summary>
    public IReadOnlyList<Fault> Found => found;

    /// <summary>All of them, on the day when the command comes.</summary>
    public IReadOnlyList<Fault> On(DateOnly today)
    {
        foreach (var (pointer, from) in begun ?? [])
            if (from > today)
                Add(pointer, $"This lies after today, {today:yyyy-MM-dd}.");
        begun = null;
        return found;
    }

    public Faults Add(string pointer, string detail)
    {
        found.Add(new(pointer, detail));
        return this;
    }

    public Faults Require(bool holds, string pointer, string detail) => holds ? this : Add(pointer, detail);

    /// <summary>Free text: not blank, no control characters but tab and line ends, not longer than <paramref name="max"/>.</summary>
    public Faults Text(string pointer, string? text, int max)
    {
        if (text is null)
            return this;
        Require(!string.IsNullOrWhiteSpace(text), pointer, "This must not be blank.");
        Require(text.Length <= max, pointer, $"This has {text.Length} characters; {max} are the most.");
        return Require(!text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')), pointer, "This holds control characters.");
    }

    public Faults Slug(string pointer, string? slug) =>
        Require(slug is not null && Contracts.Values.Slug.IsValid(slug), pointer,
            slug is null ? "A slug cannot be derived from this; give one." : $"'{Short(slug)}' is no slug: lower-case letters, digits and single hyphens, at most 100.");

    public Faults Money(string pointer, Money? money)
    {
        if (money is null)
            return this;
        Require(Currency.IsKnown(money.Currency), $"{pointer}/currency", $"'{Short(money.Currency)}' is no currency of ISO 4217.");
        Text($"{pointer}/words", money.Words, 200);
        return Amount($"{pointer}/amount", money.Amount);
    }

    public Faults Amount(string pointer, decimal amount)
    {
        Require(Math.Abs(amount) <= LargestAmount, pointer, "The amount is beyond 10^15.");
        // Dividing by one with 28 zeros strips trailing zeros: 1.50 has one decimal, not two.
        var plain = amount / 1.0000000000000000000000000000m;
        Require(plain.Scale <= 6, pointer, "The amount has more than 6 decimals.");
        return Require(Digits(plain) <= 15, pointer, "The amount has more than 15 significant digits.");
    }

    public Faults Date(string pointer, DateSpan? date)
    {
        if (date is null)
            return this;
        Text($"{pointer}/words", date.Words, 200);
        Text($"{pointer}/reason", date.Reason, 500);
        // Of a shorter time than its precision it may be known that it is so long; of a longer one it is not known so exactly.
        var days = date.To.DayNumber - date.From.DayNumber + 1;
        Require(days <= date.Precision switch { Precision.Day => 1, Precision.Days or Precision.HalfMonth or Precision.Month => 31, Precision.Quarter => 92, Precision.Year => 366, _ => int.MaxValue },
            $"{pointer}/precision", $"These are {days} days, which is not known so exactly: say {Words.Of(DateSpan.Finest(date.From, date.To))}, or open for a guess. A deadline \"by 2027\" is the year, \"2027\".");
        return Require(date.To.DayNumber - date.From.DayNumber <= 366 * 30, pointer, "This date spans more than thirty years.");
    }

    /// <summary>A date of what has happened or was said: it cannot lie in the future.</summary>
    /// <param name="pointer">Where it stands.</param>
    /// <param name="date">The date.</param>
    /// <param name="within">So many days after today are taken all the same.</param>
    public Faults Past(string pointer, DateSpan? date, int within = 0) => date is null ? this : Date(pointer, date).Begun(pointer, date.From.AddDays(-within));

    /// <summary>What begins with this day has begun.</summary>
    public Faults Begun(string pointer, DateOnly from)
    {
        (begun ??= new(2)).Add((pointer, from));
        return this;
    }

    public Faults Quantity(string pointer, Quantity? quantity)
    {
        if (quantity is null)
            return this;
        Text($"{pointer}/words", quantity.Words, 200);
        Require(quantity.Unit.Length is > 0 and <= 40 && quantity.Unit.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '/' or '%'), $"{pointer}/unit",
            $"'{Short(quantity.Unit)}' is no unit such as t, kg, visit or scholarship.");
        Require(!Misspelt.TryGetValue(quantity.Unit.ToLowerInvariant(), out var unit) || quantity.Unit == unit, $"{pointer}/unit", $"Write {unit}: what is delivered in it is counted against what is owed.");
        Require(quantity.Amount >= 0, $"{pointer}/amount", "A quantity is not negative.");
        return Amount($"{pointer}/amount", quantity.Amount);
    }

    /// <summary>Units of mass as people write them, and the codes that can be converted.</summary>
    static readonly Dictionary<string, string> Misspelt = new(StringComparer.Ordinal)
    {
        ["t"] = "t", ["ton"] = "t", ["tons"] = "t", ["tonne"] = "t", ["tonnes"] = "t", ["tne"] = "t", ["kg"] = "kg", ["kgs"] = "kg", ["kilogram"] = "kg", ["kilograms"] = "kg", ["kgm"] = "kg",
        ["g"] = "g", ["gram"] = "g", ["grams"] = "g", ["grm"] = "g",
    };

    public Faults Recurrence(string pointer, Recurrence? recurs) => recurs is null ? this : this
        .Require(recurs.Every != Frequency.YearToDate, $"{pointer}/every", "A year to date is no period that comes again.")
        .Require(recurs.Times is >= 1 and <= 366, $"{pointer}/times", "It is owed 1 to 366 times a period.")
        .Require(recurs.From.Year is >= 1600 and <= 2199 && recurs.Until is not { Year: > 2199 }, $"{pointer}/from", "This lies outside the years 1600 to 2199.")
        .Require(!(recurs.Until < recurs.From), $"{pointer}/until", "It ends before it begins.");

    /// <summary>Different states, at least so many.</summary>
    public Faults States(string pointer, IReadOnlyList<StateCode> states, int least) => this
        .Require(states.Count >= least && states.Count <= 200, pointer, least == 1 ? "Name a state or more." : $"Name {least} states or more, at most 200.")
        .Require(states.Distinct().Count() == states.Count, pointer, "A state is named twice.");

    public Faults Texts(string pointer, IReadOnlyList<string>? texts, int most, int max)
    {
        foreach (var (i, text) in (texts ?? []).Index())
            Text($"{pointer}/{i}", text, max);
        return Require(texts is null || texts.Count <= most, pointer, $"There are at most {most}.");
    }

    public Faults Entries(string pointer, IReadOnlyList<string>? ids, int most)
    {
        foreach (var (i, id) in (ids ?? []).Index())
            this.Entry($"{pointer}/{i}", id);
        return Require(ids is null || ids.Count <= most, pointer, $"There are at most {most}.");
    }

    public Faults Citation(Citation? citation)
    {
        if (citation is null)
            return this;
        Slug("/citation/source", citation.Source);
        return Text("/citation/quote", citation.Quote, 2_000);
    }

    /// <summary>A state and an office, as in <c>KAZ:President</c>; an event must not hold a person's name.</summary>
    /// <summary>A client's own id of something, such as the number of a waybill. It has no colon: an entry's id does.</summary>
    public Faults ClientId(string pointer, string id) => Require(IdOfClient().IsMatch(id), pointer, "An id is 1 to 100 letters, digits, blanks and . _ - / #, and begins and ends with a letter or digit.");

    [GeneratedRegex(@"^[\p{L}\p{N}](?:[\p{L}\p{N} ._/#-]{0,98}[\p{L}\p{N}])?\z")]
    private static partial Regex IdOfClient();

    public Faults Speaker(string? speaker) => Body("/speaker", speaker);

    /// <summary>Who sees to something: a state and its body, or a standing body by its id.</summary>
    public Faults Owner(string pointer, string owner) => owner.StartsWith(Mechanism, StringComparison.Ordinal)
        ? Require(Contracts.Values.Slug.IsValid(owner[Mechanism.Length..]), pointer, "This is no standing body's id, such as mechanism:intergovernmental-commission.")
        : Body(pointer, owner);

    const string Mechanism = "mechanism:";

    /// <summary>A state and a body or office, as in <c>KAZ:Ministry of Agriculture</c>; an event must not hold a person's name.</summary>
    public Faults Body(string pointer, string? speaker)
    {
        if (speaker is null)
            return this;
        var (state, office) = speaker.Split(':', 2) is [var s, var o] ? (s, o) : (speaker, null);
        try
        {
            StateCode.Parse(state);
        }
        catch (FormatException)
        {
            return Add(pointer, "This is a state and an office or body, such as 'KAZ' or 'KAZ:President'; never a person's name.");
        }
        return Text(pointer, office, 80);
    }

    static int Digits(decimal amount) =>
        amount.ToString(CultureInfo.InvariantCulture).Replace(".", "", StringComparison.Ordinal).Trim('-').Trim('0').Length;

    static string Short(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
