using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;

namespace CommitmentTracker.Contracts.Values;

/// <summary>The name of a thing in addresses and stream ids: lower-case Latin letters, digits and single hyphens, at most 100.</summary>
public static partial class Slug
{
    /// <summary>Whether the text is a slug.</summary>
    public static bool IsValid(string text) => text.Length <= 100 && Form().IsMatch(text);

    /// <summary>
    /// A slug made from words, Cyrillic ones in Latin letters; null where they hold no letter of either: such a title would come down to its numbers, and every one of a year to the same name.
    /// </summary>
    public static string? From(params ReadOnlySpan<string?> words)
    {
        var slug = new StringBuilder();
        foreach (var word in words)
        {
            if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
            foreach (var c in Decomposed(Latin(word ?? "")))
            {
                if (char.IsAsciiLetterOrDigit(c))
                    slug.Append(char.ToLowerInvariant(c));
                else if (slug.Length > 0 && slug[^1] != '-' && (char.IsWhiteSpace(c) || char.IsPunctuation(c) || char.IsSymbol(c)))
                    slug.Append('-');
            }
        }
        var made = slug.ToString().Trim('-');
        made = made.Length > 100 ? made[..100].TrimEnd('-') : made;
        return made.Any(char.IsAsciiLetter) ? made : null;
    }

    /// <summary>Russian, Kazakh and Tajik letters as BGN/PCGN writes them, without marks.</summary>
    static readonly FrozenDictionary<char, string> Letters =
        "а=a ә=a б=b в=v г=g ғ=gh д=d е=e ё=yo ж=zh з=z и=i ӣ=i й=y і=i к=k қ=q л=l м=m н=n ң=ng о=o ө=o п=p р=r с=s т=t у=u ӯ=u ұ=u ү=u ф=f х=kh ҳ=h һ=h ц=ts ч=ch ҷ=j ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya"
            .Split(' ').ToFrozenDictionary(pair => pair[0], pair => pair[2..]);

    static string Latin(string word) =>
        !word.Any(c => c is >= '\u0400' and <= '\u04FF') ? word : string.Concat(word.Normalize(NormalizationForm.FormC).Select(c => Letters.TryGetValue(char.ToLowerInvariant(c), out var latin) ? latin : c.ToString()));

    /// <summary>Letters apart from their accents; .NET refuses to decompose half a surrogate pair and U+FFFE, and those are no letters.</summary>
    static string Decomposed(string word)
    {
        try
        {
            return word.Normalize(NormalizationForm.FormD);
        }
        catch (ArgumentException)
        {
            return word;
        }
    }

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex Form();
}
