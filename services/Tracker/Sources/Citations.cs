using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;

namespace CommitmentTracker.Sources;

/// <summary>Holds quotes against the texts they are taken from.</summary>
internal static class Citations
{
    /// <summary>
    /// The citation with its span where the source's text is registered; without a span (unverified) where it is not; a refusal
    /// where the source is unknown or its text does not hold the quote.
    /// </summary>
    public static (LocatedCitation?, Refusal?) Locate(Citation? citation, IReadOnlyDictionary<string, Source> sources)
    {
        if (citation is null)
            return (null, null);
        if (!sources.TryGetValue(citation.Source, out var source))
            return (null, Unknown("/citation/source", citation.Source));
        if (source.Text is null)
            return (new(citation.Source, citation.Quote), null);
        return Span(source.Text.Text, citation.Quote) is { } span
            ? (new(citation.Source, citation.Quote, span), null)
            : (null, Problem.QuoteNotFound.Because(
                $"The text of '{citation.Source}' does not hold this quote, character for character.",
                new Fault("/citation/quote", "It does not occur in the source's text.")));
    }

    /// <summary>Where a quote first occurs in a text, character for character; null where it does not.</summary>
    public static TextSpan? Span(string text, string quote) =>
        text.IndexOf(quote, StringComparison.Ordinal) is var at and >= 0 ? new(at, at + quote.Length) : null;

    public static Refusal Unknown(string pointer, string slug) => Problem.UnknownSource.Because(
        $"No source '{slug}' is registered; register it first.", new Fault(pointer, $"No source '{slug}' is registered."));
}
