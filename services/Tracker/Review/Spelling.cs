using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;

namespace CommitmentTracker.Review;

/// <summary>
/// One spelling for the many: Cyrillic in Russian, Kazakh and Tajik comes down to Latin, accents go, and the ways in which newspapers write one
/// sound fall together. Рахмон, Раҳмон, Rakhmon and Rahmon are one word; so are Жапаров, Zhaparov, Japarov and Japparov. What sounds otherwise from one language
/// to the next is in <see cref="PlaceNames"/>.
/// </summary>
internal static partial class Spelling
{
    static readonly Dictionary<char, string> Latin = new()
    {
        ['а'] = "a", ['ә'] = "a", ['б'] = "b", ['в'] = "v", ['г'] = "g", ['ғ'] = "g", ['д'] = "d", ['е'] = "e", ['ё'] = "e", ['э'] = "e", ['ж'] = "j", ['з'] = "z", ['и'] = "i",
        ['й'] = "i", ['і'] = "i", ['ӣ'] = "i", ['ы'] = "i", ['к'] = "k", ['қ'] = "k", ['л'] = "l", ['м'] = "m", ['н'] = "n", ['ң'] = "n", ['о'] = "o", ['ө'] = "o", ['п'] = "p",
        ['р'] = "r", ['с'] = "s", ['т'] = "t", ['у'] = "u", ['ұ'] = "u", ['ү'] = "u", ['ӯ'] = "u", ['ф'] = "f", ['х'] = "h", ['ҳ'] = "h", ['һ'] = "h", ['ц'] = "ts", ['ч'] = "ch",
        ['ҷ'] = "j", ['ш'] = "sh", ['щ'] = "sh", ['ъ'] = "", ['ь'] = "", ['ю'] = "iu", ['я'] = "ia",
    };

    /// <summary>Longer spellings first: what is left of one must not be taken for another.</summary>
    static readonly (string From, string To)[] Sounds =
        [("dzh", "j"), ("zh", "j"), ("dj", "j"), ("kh", "h"), ("gh", "g"), ("yu", "iu"), ("ya", "ia"), ("yo", "e"), ("ye", "e"), ("ck", "k"), ("q", "k"), ("x", "ks"), ("w", "v"), ("y", "i"), ("ee", "i"), ("oo", "u"), ("ie", "e")];

    /// <summary>Every word in the one spelling, apart by single blanks; a place by one name for all it has and had, and so a document that is cited by several.</summary>
    public static string Fold(string text) =>
        string.Join(' ', PlaceNames.Unite([.. Sound(text).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word == "sovmin" ? "pravitelstvo" : word)]));

    /// <summary>The same without the names of places.</summary>
    public static string Sound(string text)
    {
        var letters = new StringBuilder(text.Length);
        foreach (var rune in Thousands().Replace(text, m => string.Concat(m.Value.Where(char.IsAsciiDigit))).ToLowerInvariant())
            letters.Append(Latin.TryGetValue(rune, out var latin) ? latin : rune.ToString());
        var plain = new StringBuilder(letters.Length);
        foreach (var c in Decomposed(letters.ToString()))
            if (char.IsAsciiLetterOrDigit(c))
                plain.Append(c);
            else if (char.GetUnicodeCategory(c) is not System.Globalization.UnicodeCategory.NonSpacingMark && c is not ('\'' or '’'))
                plain.Append(' ');
        foreach (var (from, to) in Sounds)
            plain.Replace(from, to);
        var single = new StringBuilder(plain.Length);
        for (var i = 0; i < plain.Length; i++)
            if (i == 0 || plain[i] != plain[i - 1] || char.IsAsciiDigit(plain[i]))
                single.Append(plain[i]);
        return single.ToString().Trim();
    }

    /// <summary>In these, titles of one document differ from one newspaper to the next.</summary>
    static readonly FrozenSet<string> Small = Sound("""
        a an the of on in at by to for and with о об обо и в во на по с со к ко для между туралы және мен бен пен үшін дар бораи дарбораи ва бо ба барои
        """).Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>
    /// A query for the beginnings of words, all of them but the small ones; those too where there are no others, since they may begin a longer one. Where a word is
    /// asked for in one of its forms, what stays the same in the others is enough: муки finds мука, Раҳмонро Раҳмон, and visits a visit.
    /// </summary>
    public static string Query(string text)
    {
        var words = Fold(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var telling = Array.FindAll(words, word => !Small.Contains(word));
        var cyrillic = text.Any(c => c is >= '\u0400' and <= '\u04FF');
        return string.Join(" & ", (telling.Length > 0 ? telling : words).Select(word => $"{(Stem(word) is { Length: >= 3 } stays ? stays : word)}:*"));

        // In Tajik what is done to something stands with -ро; in a shorter word that may be the word's own.
        string Stem(string word) => !cyrillic ? word.TrimEnd('s') : (word.EndsWith("ro", StringComparison.Ordinal) && word.Length >= 7 ? word[..^2] : word).TrimEnd('a', 'e', 'i', 'o', 'u');
    }

    /// <summary>One number whose digits stand apart in groups of three, all by the same mark: a comma, a blank, or a blank at which no line breaks, wide or thin.</summary>
    [GeneratedRegex(@"(?<![0-9])(?<![0-9][,.])[0-9]{1,3}(?<mark>[, \u00A0\u2009\u202F])[0-9]{3}(?:\k<mark>[0-9]{3})*(?![0-9])")]
    private static partial Regex Thousands();

    static string Decomposed(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormD);
        }
        catch (ArgumentException)
        {
            return text; // Half a surrogate pair is no letter.
        }
    }
}
