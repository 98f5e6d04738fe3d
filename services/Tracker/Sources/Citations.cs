using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;
using Npgsql;

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

    /// <summary>
    /// For citations recorded before their source's text was: looks them up in the texts recorded since, by <paramref name="knownOn"/>.
    /// A recorded citation keeps the span of its day, so a view that shows it as it was recorded would call it unverified for ever.
    /// </summary>
    public static async Task<LaterTexts> Later(IEnumerable<LocatedCitation?> citations, DateTimeOffset? knownOn, NpgsqlDataSource source, CancellationToken ct)
    {
        var open = citations.OfType<LocatedCitation>().Where(c => c.Span is null).ToLookup(c => c.Source, StringComparer.Ordinal);
        var later = new LaterTexts([]);
        if (open.Count == 0)
            return later;
        await using var query = source.CreateCommand("select id, recorded_at, doc->>'text' from read.source where id = any($1) and doc->>'text' is not null");
        query.Parameters.Add(new() { Value = open.Select(s => s.Key).ToArray() });
        await using var row = await query.ExecuteReaderAsync(ct);
        // One text at a time: together they may be large.
        while (await row.ReadAsync(ct))
        {
            // Nothing follows a source's text: the time of its last event is the text's.
            if (row.GetFieldValue<DateTimeOffset>(1) > knownOn)
                continue;
            var text = row.GetString(2);
            foreach (var citation in open[row.GetString(0)])
                if (Span(text, citation.Quote) is { } span)
                    later.Located[citation] = citation with { Span = span };
        }
        return later;
    }

    /// <summary>Where a quote first occurs in a text, character for character; null where it does not.</summary>
    public static TextSpan? Span(string text, string quote) =>
        text.IndexOf(quote, StringComparison.Ordinal) is var at and >= 0 ? new(at, at + quote.Length) : null;

    public static Refusal Unknown(string pointer, string slug) => Problem.UnknownSource.Because(
        $"No source '{slug}' is registered; register it first.", new Fault(pointer, $"No source '{slug}' is registered."));
}

/// <summary>What texts recorded after the citations say of them.</summary>
/// <param name="Located">The citations with their spans, by themselves without.</param>
internal sealed record LaterTexts(Dictionary<LocatedCitation, LocatedCitation> Located)
{
    public LocatedCitation? Of(LocatedCitation? citation) => citation is null ? null : Located.GetValueOrDefault(citation, citation);
}
