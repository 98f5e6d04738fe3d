using System.Text;
using System.Text.RegularExpressions;

namespace CommitmentTracker.Contracts.Values;

/// <summary>The name of a thing in addresses and stream ids: lower-case Latin letters, digits and single hyphens, at most 100.</summary>
public static partial class Slug
{
    /// <summary>Whether the text is a slug.</summary>
    public static bool IsValid(string text) => text.Length <= 100 && Form().IsMatch(text);

    /// <summary>
    /// A slug made from words, or null where they hold no Latin letter: a title in Cyrillic would otherwise come down to its numbers,
    /// and every such title of one year to the same name.
    /// </summary>
    public static string? From(params ReadOnlySpan<string?> words)
    {
        var slug = new StringBuilder();
        foreach (var word in words)
        {
            if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
            foreach (var c in Decomposed(word ?? ""))
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
