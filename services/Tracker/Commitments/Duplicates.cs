using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Review;

namespace CommitmentTracker.Commitments;

/// <summary>Two entries that may be one.</summary>
/// <param name="First">Slug of the one stated first.</param>
/// <param name="Second">Slug of the other.</param>
/// <param name="Why">What they have in common.</param>
/// <param name="Restated">True where the second may be the first said again; false where it may have been logged twice.</param>
/// <param name="Of">What they are: commitment, meeting or agreement. Of two commitments one is folded into the other by <c>MergeCommitment</c>; of others the wrong one is taken back.</param>
internal sealed record Likely(string First, string Second, string Why, bool Restated, string Of = "commitment");

/// <summary>
/// Suggests what may have been logged twice or said again; nothing is ever merged in silence. Only entries of the same states and kind are held together, and no number
/// or day that both give may be another. Then one of two is enough:
/// the same quantity and the same deadline, because they are hardly ever the same by chance, in whatever words and languages; or the same words in the same order, because
/// "an official visit" is no "state visit". Where both give one deadline, only the states must come in one order: Tajikistan's days in Kazakhstan are not Kazakhstan's in Tajikistan.
/// Against both speaks that each names a thing the other does not: 5,000 t of flour, 5,000 t of fuel oil. Two languages cannot be held together so.
/// </summary>
internal static partial class Duplicates
{
    /// <summary>Within so many days the same thing is more likely logged twice than said again; after them only the same deadline makes it one, or <see cref="SaidAgain"/>.</summary>
    const int Days = 90;

    /// <summary>So much of the words must be common.</summary>
    const double Enough = 0.6;

    public static IReadOnlyList<Likely> Among(IReadOnlyList<CommitmentView> commitments)
    {
        var entries = commitments.Where(c => c.Status is not (CommitmentStatus.Retracted or CommitmentStatus.Merged)).OrderBy(c => c.StatedOn.To).ThenBy(c => c.Slug, StringComparer.Ordinal)
            .Select(c => new Entry(c, Tongue(c.What), Things(c.What), Words(c.What)));
        return
        [
            .. from same in entries.GroupBy(e => (string.Join(' ', e.View.Obligors), string.Join(' ', e.View.Counterparties), e.View.Kind))
               let members = same.ToList()
               from one in members.Index()
               from other in members.Skip(one.Index + 1)
               let likely = Of(one.Item, other)
               where likely is not null
               select likely,
        ];
    }

    sealed record Entry(CommitmentView View, char Tongue, HashSet<string> Things, List<string> Words)
    {
        /// <summary>A deadline that passes; "in the coming months" is none.</summary>
        public DateSpan? Due => View.Deadline is { Precision: not Precision.Open } due ? due : null;
    }

    static Likely? Of(Entry one, Entry other)
    {
        var (amount, due, apart) = (one.View.Quantity, one.Due, other.View.StatedOn.To.DayNumber - one.View.StatedOn.To.DayNumber);
        var (bothCount, bothDue, compared) = (amount is not null && other.View.Quantity is not null, due is not null && other.Due is not null, one.Tongue == other.Tongue);
        if (bothCount && other.View.Quantity!.In(amount!.Unit) != amount.Amount || bothDue && !Commitment.IsOneDeadline(due!, other.Due!)
            || bothCount && compared && !Holds(one.Things, other.Things) && !Holds(other.Things, one.Things)
            || apart > Days && !bothDue && !SaidAgain(one, other) || one.View.ApartFrom?.Contains(other.View.Slug) == true || other.View.ApartFrom?.Contains(one.View.Slug) == true)
            return null;
        var met = one.Words.Select(w => (Word: w, At: other.Words.FindIndex(v => SameWord(v, w)))).Where(m => m.At >= 0).ToList();
        var order = met.Where(m => !bothDue || PlaceNames.IsState(m.Word)).Select(m => m.At).ToList();
        var common = (double)met.Count / Math.Max(1, one.Words.Count + other.Words.Count - met.Count);
        var numbers = bothCount && (bothDue || due is null && other.Due is null && compared);
        var words = common >= Enough && order.Order().SequenceEqual(order) && (bothDue || met.Count == Math.Min(one.Words.Count, other.Words.Count));
        string?[] why =
        [
            "The same states and kind", bothCount ? string.Create(CultureInfo.InvariantCulture, $"{amount!.Amount} {amount.Unit} {(other.View.Quantity!.Unit == amount.Unit ? "in both" : $"and {other.View.Quantity.Amount} {other.View.Quantity.Unit}, the same")}") : null, bothDue ? due!.SaysTheSameAs(other.Due) ? $"due {due} in both" : string.Create(CultureInfo.InvariantCulture, $"due by {due.To:yyyy-MM-dd} in both") : null,
            compared ? string.Create(CultureInfo.InvariantCulture, $"{common:P0} of the words in common") : "in two languages, so that words say nothing", $"stated {apart} days apart",
        ];
        return numbers || words ? new(one.View.Slug, other.View.Slug, $"{string.Join(", ", why.OfType<string>())}.", apart > Days) : null;
    }

    /// <summary>
    /// The very same words of what is still to be done and has no day: a measure that is announced every year. A visit, a session or a gift of the same words is another one.
    /// </summary>
    static bool SaidAgain(Entry one, Entry other) => one.View.Deadline is null && other.View.Deadline is null && one.Words.SequenceEqual(other.Words) && CommitmentViews.IsOpen(one.View.Status)
        && one.View.Kind is CommitmentKind.TreatyStep or CommitmentKind.Scholarship or CommitmentKind.Instruction or CommitmentKind.Project or CommitmentKind.Measure;

    /// <summary>Whether two texts may speak of one thing: in one language one of them names all that the other does; of two languages nothing is said.</summary>
    public static bool Alike(string one, string other) => Tongue(one) != Tongue(other) || Holds(Things(one), Things(other)) || Holds(Things(other), Things(one));

    /// <summary>Whether all the one speaks of is in the other, too; so nothing at all is in everything.</summary>
    static bool Holds(HashSet<string> other, HashSet<string> one) => one.All(w => other.Any(o => SameWord(o, w)));

    /// <summary>One word but for its ending: мука, муки; culture, cultural.</summary>
    static bool SameWord(string one, string other) => one == other || one.AsSpan().CommonPrefixLength(other) >= Math.Max(3, Math.Min(one.Length, other.Length) - 1);

    /// <summary>
    /// What is promised is named up to the first mark or word of purpose and place: coal, in "700 t of coal for schools" and in "Send coal"; fuel oil, in
    /// "fuel oil, not flour". Neither how much of it nor that it is given, held or raised says what it is.
    /// </summary>
    static HashSet<string> Things(string what)
    {
        var things = new HashSet<string>(StringComparer.Ordinal);
        foreach (var clause in Marks().Split(what).TakeWhile(_ => things.Count == 0))
            foreach (var word in Spelling.Fold(clause).Split(' ').TakeWhile(w => things.Count == 0 || !Turns.Contains(w)))
                if (Speaks(word) && !PlaceNames.IsState(word) && !Holding.Contains(word) && !Array.Exists(Gives, word.StartsWith))
                    things.Add(word);
        return things;
    }

    static List<string> Words(string what) => [.. Spelling.Fold(what).Split(' ').Where(Speaks).Select(w => Holding.Contains(w) ? "hold" : w).Distinct()];

    static bool Speaks(string word) => word.Length > 2 && !char.IsAsciiDigit(word[0]) && !Turns.Contains(word) && !Small.Contains(word);

    /// <summary>Latin, Kazakh, Tajik or another Cyrillic, by its letters.</summary>
    static char Tongue(string what) => what.ToLowerInvariant() is var text
        && text.IndexOfAny(['ә', 'і', 'ң', 'ө', 'ұ', 'ү', 'һ']) >= 0 ? 'k' : text.IndexOfAny(['ҳ', 'ҷ', 'ӣ', 'ӯ']) >= 0 ? 't' : text.Any(c => c is >= 'а' and <= 'я') ? 'c' : 'l';

    static FrozenSet<string> Folded(string words) => Spelling.Fold(words).Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>With these begins what it is for, where it goes, whence and how.</summary>
    static readonly FrozenSet<string> Turns = Folded("for to as by in into at on from via with within under для в во на по из от к ко с со через барои ба дар аз бо үшін");

    static readonly FrozenSet<string> Small = Folded("""
        the and its their some all each every year years yearly annual annually month months monthly ежегодно ежегодный ежегодные каждый год года лет
        ten eleven twelve fifteen twenty thirty forty fifty sixty seventy eighty ninety dozen
        one two both number hundred thousand million ton tons tonne tonnes kilograms grams тонна тонны тонну тонн килограммов число количество сто ста сотня сотни тысяча тысячи тысяч
        """);

    /// <summary>To hold a fair, to organise it and to host it are one. Whole words, because a hostel is held by nobody.</summary>
    static readonly FrozenSet<string> Holding = Folded("""
        hold holds held holding host hosts hosted hosting organise organises organised organising organize organizes organized organizing conduct conducted arrange arranged
        провести проведет проведут проведение организовать организует организуют өткізу өткізеді баргузор
        """);

    /// <summary>How words begin that say only that something is given, or that there will be more of it.</summary>
    static readonly string[] Gives = [.. """
        send sending sent suppl deliver give giving award grant provid donat ship shipment transfer allocat help aid assist humanitarian raise raising increas
        увелич повыс отправ постав достав переда предостав выдел оказ помощ помоч гуманитар жібер жеткіз көмек фиристо расон кӯмак ёрӣ башардӯст
        """.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(Spelling.Fold)];

    [GeneratedRegex(@"[,;:.](?=\s|$)|[()«»""“”–—]")]
    private static partial Regex Marks();
}
