using System.Collections.Frozen;
using CommitmentTracker.Agreements;
using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.EventStore.Projections;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;
using CommitmentTracker.Trade;
using Npgsql;

namespace CommitmentTracker.Sources;

/// <summary><c>GET /sources/{slug}/coverage</c>: which sentences of a source are logged, and which not yet.</summary>
internal static class Coverage
{
    /// <summary>A source's text, sentence by sentence.</summary>
    /// <param name="Source">Its slug.</param>
    /// <param name="HasText">Whether the text is registered; without it nothing can be said of its sentences.</param>
    /// <param name="Sentences">Its sentences in order.</param>
    /// <param name="Logged">How many of them are quoted by an entry that stands.</param>
    /// <param name="Open">How many are not.</param>
    /// <param name="NotFound">Quotes taken from this source that do not occur in its text.</param>
    /// <param name="Unlocated">Where its text is not registered: every quote that an entry which stands takes from it; where in it they stand nobody can tell. Absent where it is.</param>
    internal sealed record CoverageView(string Source, bool HasText, IReadOnlyList<Sentence> Sentences, int Logged, int Open, IReadOnlyList<string> NotFound, IReadOnlyList<string>? Unlocated = null);

    /// <summary>A sentence and the entries that quote it or a part of it.</summary>
    /// <param name="Start">Where it begins in the text, in UTF-16 code units.</param>
    /// <param name="End">One past its last unit.</param>
    /// <param name="Text">Its words.</param>
    /// <param name="Entries">Ids of the streams that quote it: one sentence may hold several items. What was taken back is not among them.</param>
    internal sealed record Sentence(int Start, int End, string Text, IReadOnlyList<string> Entries);

    public static void Map(WebApplication app) => app.MapGet("/sources/{slug}/coverage", Get)
        .RequireAuthorization(Roles.Reader).WithTags("Sources").WithName("GetCoverage")
        .WithSummary("Which sentences of a source are logged and which not yet.").WithMetadata(new Gives(typeof(CoverageView), "asKnownOn", "atLeast") { Table = true });

    static async Task Get(HttpContext http, string slug, Documents documents, NpgsqlDataSource source, ProjectionRunner runner, ReferenceClock clock)
    {
        var query = new ReadQuery(http.Request, clock);
        var knownOn = query.AsKnownOn;
        if (query.Refusal is { } refusal)
        {
            await Problems.Write(http, refusal);
            return;
        }
        if (!await Views.CaughtUp(http, runner, SourcesRead.Projection.Name, Quotes.ProjectionName, AgreementsRead.Projection.Name, Dossiers.Projection.Name, TradeFigures.ProjectionName))
            return;
        if (await documents.One(SourcesRead.Projection, Source.Kind, slug, null, http.RequestAborted) is not { } document || SourceAsKnown.Of(document, knownOn, null) is not { } view)
        {
            await Problems.Write(http, Problem.NotFound.Because($"No source '{slug}' is registered{(knownOn is null ? "" : " by then")}."));
            return;
        }
        var (quotes, _, _) = await Quotes.Of(slug, view.Text, knownOn, source, http.RequestAborted);
        quotes = await Quotes.Standing(quotes, knownOn, source, http.RequestAborted);
        var sentences = Of(view.Text, quotes);
        await Views.SendWithTable(http, new CoverageView(
                slug, view.Text is not null, sentences, sentences.Count(s => s.Entries.Count > 0), sentences.Count(s => s.Entries.Count == 0),
                view.Text is null ? [] : [.. quotes.Where(q => q.Span is null).Select(q => q.Quote).Distinct()],
                view.Text is null ? [.. quotes.Select(q => q.Quote).Distinct()] : null),
            sentences, ("start", s => s.Start), ("end", s => s.End), ("logged", s => s.Entries.Count > 0 ? "true" : "false"), ("entries", s => string.Join(' ', s.Entries)), ("text", s => s.Text));
    }

    /// <summary>The sentences of a text, each with the streams whose quotes overlap it. A quote may occur more than once: every place counts.</summary>
    internal static IReadOnlyList<Sentence> Of(string? text, IReadOnlyList<CitedQuote> quotes)
    {
        if (text is null)
            return [];
        var places = quotes.DistinctBy(q => (q.Stream, q.Quote)).SelectMany(q => Places(text, q.Quote).Select(p => (p.Start, p.End, q.Stream))).ToList();
        return [.. Sentences(text).Select(s => new Sentence(s.Start, s.End, text[s.Start..s.End],
            [.. places.Where(p => p.Start < s.End && p.End > s.Start).Select(p => p.Stream).Distinct().Order(StringComparer.Ordinal)]))];
    }

    static IEnumerable<TextSpan> Places(string text, string quote)
    {
        for (var at = text.IndexOf(quote, StringComparison.Ordinal); at >= 0 && quote.Length > 0; at = text.IndexOf(quote, at + quote.Length, StringComparison.Ordinal))
            yield return new(at, at + quote.Length);
    }

    /// <summary>Before a name, and before a number.</summary>
    static readonly FrozenSet<string>
        Titles = "Mr Mrs Ms Dr Prof Gen Col Lt St Messrs".Split(' ').ToFrozenSet(StringComparer.Ordinal),
        Counted = "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec No Nos Art янв февр апр авг сент окт нояб дек ст".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>
    /// A sentence ends at the end of a line, or at . ! ? … before a blank and a capital, a digit or a quotation mark. A full stop ends none after an initial or an abbreviation,
    /// nor after a dateline ("NUR-SULTAN."), which is what has no word that begins small.
    /// </summary>
    internal static IEnumerable<TextSpan> Sentences(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var ends = text[i] == '\n' || text[i] is '.' or '!' or '?' or '…' && Opens(text, i + 1) && !(text[i] == '.' && Joins(text, start, i));
            if (!ends)
                continue;
            while (i + 1 < text.Length && text[i + 1] is '"' or '”' or '»' or '’' or ')')
                i++;
            if (Trimmed(text, start, i + 1) is { } sentence)
                yield return sentence;
            start = i + 1;
        }
        if (Trimmed(text, start, text.Length) is { } last)
            yield return last;
    }

    /// <summary>Whether a full stop is an abbreviation's or a dateline's.</summary>
    static bool Joins(string text, int start, int stop)
    {
        var begin = stop;
        while (begin > start && char.IsLetterOrDigit(text[begin - 1]))
            begin--;
        var word = text[begin..stop];
        var next = text.AsSpan(stop + 1).TrimStart(" \t\u00a0");
        return word.Length == 1 && char.IsUpper(word[0]) || Titles.Contains(word) || Counted.Contains(word) && next.Length > 0 && char.IsDigit(next[0]) || !HasSmallWord(text.AsSpan(start, stop - start));
    }

    static bool HasSmallWord(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
            if (char.IsLower(text[i]) && (i == 0 || char.IsWhiteSpace(text[i - 1]) || text[i - 1] is '"' or '“' or '«' or '‘' or '(' or '…'))
                return true;
        return false;
    }

    static bool Opens(string text, int at)
    {
        while (at < text.Length && text[at] is '"' or '”' or '»' or '’' or ')')
            at++;
        var blank = at;
        while (at < text.Length && text[at] is ' ' or '\t' or '\u00a0')
            at++;
        return at == text.Length || text[at] == '\n' || at > blank && (char.IsUpper(text[at]) || char.IsDigit(text[at]) || text[at] is '"' or '“' or '«' or '‘' or '(');
    }

    static bool ContainsAnyLetterOrDigit(this ReadOnlySpan<char> text)
    {
        foreach (var c in text)
            if (char.IsLetterOrDigit(c))
                return true;
        return false;
    }

    /// <summary>A stretch without the blanks around it; null where it holds neither letter nor digit.</summary>
    static TextSpan? Trimmed(string text, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
            start++;
        while (end > start && char.IsWhiteSpace(text[end - 1]))
            end--;
        // A quotation mark alone on its line says nothing that could be logged.
        return text.AsSpan(start, end - start).ContainsAnyLetterOrDigit() ? new(start, end) : null;
    }
}
