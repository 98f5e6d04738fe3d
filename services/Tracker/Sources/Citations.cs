using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;
using Npgsql;
using NpgsqlTypes;

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
        return Span(source.Text, citation.Quote) is { } span
            ? (new(citation.Source, citation.Quote, span), null)
            : (null, Problem.QuoteNotFound.Because(
                $"The text of '{citation.Source}' does not hold this quote, character for character.",
                new Fault("/citation/quote", "It does not occur in the source's text.")));
    }

    /// <summary>
    /// Holds citations against what texts say that were added or corrected since, by <paramref name="knownOn"/>. A recorded citation keeps the span of
    /// its day, so a view that shows it as it was recorded would call it unverified for ever, or verified by a text that was wrong.
    /// </summary>
    public static async Task<LaterTexts> Later(IEnumerable<LocatedCitation?> citations, DateTimeOffset? knownOn, NpgsqlDataSource source, CancellationToken ct)
    {
        var cited = citations.OfType<LocatedCitation>().Distinct().ToLookup(c => c.Source, StringComparer.Ordinal);
        var later = new LaterTexts([], []);
        if (cited.Count == 0)
            return later;
        await using var query = source.CreateCommand("""
            select s.id, s.doc->'bodies'->>(text.n::int - 1), (text.text->>'position')::bigint, (text.text->>'recordedAt')::timestamptz
            from read.source s,
                 lateral (select n, text from jsonb_array_elements(s.doc->'texts') with ordinality as t(text, n)
                          where $3::timestamptz is null or (text->>'recordedAt')::timestamptz <= $3 order by n desc limit 1) text
            where s.id = any($1) and (s.text_corrected or s.id = any($2))
            """);
        query.Parameters.Add(new() { Value = cited.Select(s => s.Key).ToArray() });
        query.Parameters.Add(new() { Value = cited.Where(s => s.Any(c => c.Span is null)).Select(s => s.Key).ToArray() });
        query.Parameters.Add(new() { Value = (object?)knownOn?.UtcDateTime ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        await using var row = await query.ExecuteReaderAsync(ct);
        // One text at a time: together they may be large.
        while (await row.ReadAsync(ct))
        {
            var text = row.GetString(1);
            later.Texts[row.GetString(0)] = (row.GetInt64(2), row.GetFieldValue<DateTimeOffset>(3));
            foreach (var citation in cited[row.GetString(0)])
                if (Span(text, citation.Quote) is var span && span != citation.Span)
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

/// <summary>What texts added or corrected after the citations say of them.</summary>
/// <param name="Located">The citations with the spans of now, by themselves as recorded.</param>
/// <param name="Texts">The last event of each text they were held against, by the source's slug.</param>
internal sealed record LaterTexts(Dictionary<LocatedCitation, LocatedCitation> Located, Dictionary<string, (long Position, DateTimeOffset RecordedAt)> Texts)
{
    /// <summary>The last event of a view that shows these citations: its own last, or a text's. Without this a quote became verified in a view that had not moved.</summary>
    public (long Position, DateTimeOffset RecordedAt) Last(IEnumerable<LocatedCitation?> shown, long position, DateTimeOffset recordedAt) =>
        shown.OfType<LocatedCitation>().Where(c => Texts.ContainsKey(c.Source)).Select(c => Texts[c.Source]).Append((position, recordedAt)).MaxBy(e => e.Item1);

    public LocatedCitation? Of(LocatedCitation? citation) => citation is null ? null : Located.GetValueOrDefault(citation, citation);
}
