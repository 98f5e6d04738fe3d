using System.Text.Json;
using System.Text.Json.Nodes;
using CommitmentTracker.Commitments;
using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Meetings;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.EventStore;
using CommitmentTracker.EventStore.Projections;
using CommitmentTracker.Meetings;
using CommitmentTracker.Platform;
using CommitmentTracker.Sources;
using Npgsql;

namespace CommitmentTracker.Review;

/// <summary>Read model: the dossiers of commitments, meetings, mechanisms and facts, in one table, so that one search finds them all.</summary>
internal static class Dossiers
{
    const string Commitments = "commitment", Mechanisms = "mechanism";

    static readonly string[]
        Kinds = [Commitments, "meeting", "mechanism", "fact"], StatesIn = ["obligors", "counterparties", "participants", "members", "states"],
        TextsIn = ["what", "title", "subject", "progress", "outcome", "place", "signedAt", "owner"];

    /// <summary>Finds rows by the folded words in their column <c>words</c>.</summary>
    public const string WordsIndex = "using gin (to_tsvector('simple', words))", WordsMatch = "to_tsvector('simple', words) @@ to_tsquery('simple', {0})";

    /// <summary>A column of the proposals that wait: by the position of each, which is their order.</summary>
    public static (Column Column, Func<T, object?> Value) Waiting<T>(Func<T, Dossier> dossier) => (new("waiting", "bigint"), d => dossier(d).Proposal?.Position);

    /// <summary>Finds them.</summary>
    public const string WaitingIndex = "(waiting) where waiting is not null";

    public static readonly DocumentProjection<Dossier> Projection = new(
        "Dossiers", "dossier",
        StoredNames.All.Where(n => n.Type.Namespace!.Split('.')[^1] is "Commitments" or "Meetings" or "Facts" or "Review").Select(n => n.Name),
        stream => stream, Evolve,
        [
            (new("kind", "text not null"), d => d.Id[..d.Id.IndexOf(':', StringComparison.Ordinal)]),
            // All it ever concerned: those of a day are found in what was known of it then.
            (new("states", "text[] not null"), d => d.Beginnings().SelectMany(l => States(l.Data)).Distinct().Order(StringComparer.Ordinal).ToArray()),
            (new("words", "text not null"), d => Spelling.Fold(string.Join('\n', Texts(d)))),
            (new("tells_of", "text[] not null"), d => d.Log.Select(TellsOf).OfType<string>().Distinct().ToArray()),
            Waiting<Dossier>(d => d),
        ],
        ["using gin (states)", WordsIndex, "(kind, id)", "using gin (tells_of)", WaitingIndex], ContractJson.Stored, version: 5);

    /// <summary>Of the events of review those about agreements are the agreements' read model's.</summary>
    static Dossier? Evolve(Dossier? dossier, StoredEvent e) => Array.Exists(Kinds, k => e.Stream.StartsWith($"{k}:", StringComparison.Ordinal)) ? Dossier.With(dossier, e) : null;

    /// <summary>Every state named in an event.</summary>
    static IEnumerable<string> States(JsonElement e) => StatesIn.SelectMany(m => Of(e, m)).Concat(e.TryGetProperty("participant", out var joined) ? [joined.GetString()!] : []);

    static IEnumerable<string> Of(JsonElement e, string member) => e.TryGetProperty(member, out var states) ? states.EnumerateArray().Select(s => s.GetString()!) : [];

    /// <summary>The other entry in whose view this is told: looked at by a session, or what another was folded into, or what took another's place.</summary>
    static string? TellsOf(Logged logged) => logged.Act switch
    {
        "item_reviewed" => logged.Data.GetProperty("entry").GetString(),
        "commitment_merged" => $"{Commitments}:{logged.Data.GetProperty("into").GetString()}",
        "commitment_superseded" => $"{Commitments}:{logged.Data.GetProperty("supersededBy").GetString()}",
        _ => null,
    };

    /// <summary>What a search looks through: titles, words of the register, quotes.</summary>
    public static IEnumerable<string> Texts(Dossier dossier) => dossier.Log.SelectMany(l => TextsIn
        .Select(m => l.Data.TryGetProperty(m, out var text) ? text.GetString() : null).Append(l.Citation?.Quote)).OfType<string>().Distinct();

    /// <summary>What of a dossier was known, published and had happened; null where nothing of it was.</summary>
    /// <param name="dossier">All that was logged of it.</param>
    /// <param name="known">By when.</param>
    /// <param name="there">Whether something else that was known by then shows that it was there: a session shows its body.</param>
    public static Dossier? At(Dossier dossier, AsKnown known, bool there = false)
    {
        // A slip in the day on which it was first said, or was held, is mended for every day, once the correction is recorded.
        var recorded = new Dossier(dossier.Id, [.. dossier.Log.Where(known.Recorded)]).Mended();
        var (held, mentions) = (recorded.Held(), recorded.Mentions());
        var log = recorded.Log.Select(l => l.Act == "item_reviewed" ? l with { On = held?.On } : l).Select(Told).OfType<Logged>().ToList();
        // What a session looked at is nothing before it is known that it was held.
        log.RemoveAll(l => l.Act == "item_reviewed" && !log.Exists(h => h.Version == held?.Version));
        // Nor is a statement accepted that had not been made.
        log.RemoveAll(l => l.Act == "statement_accepted" && !log.Exists(s => s.Version == l.Data.GetProperty("statement").GetInt64()));
        // A closure was known no sooner than the proposal that it confirms, which is what cites a source.
        log.RemoveAll(l => dossier.Log.Take((int)l.Version - 1).LastOrDefault(p => p.Act == "closure_proposed") is { } proposal && Proposals.Closes(l) && !log.Contains(proposal));
        // Without its beginning there is nothing to speak of; what follows without it was said of something not yet announced.
        return log.Count > 0 && log[0].Version == 1 ? new(dossier.Id, log) { Day = known.Asked.Day, Last = known.Last(log.Select(l => l.Citation), log[^1].Position, log[^1].RecordedAt) } : null;

        Logged? Told(Logged logged)
        {
            // The timeline tells every day as it was logged; what mended it stands beside it.
            var told = logged.Version == 1 || logged.Act == "meeting_held" ? dossier.Log[(int)logged.Version - 1] : logged;
            return there && logged.Version == 1 || recorded.Counts(logged, known) ? told
                // It counts from the first source that says so, in that one's words; of its beginning they tell the day by themselves.
                : mentions[logged.Version].FirstOrDefault(m => known.Counts(m, m.On ?? (logged.Version == 1 ? null : logged.On))) is { } mention ? told.As(mention)
                : null;
        }
    }

    /// <summary>What an entry begins with as a mention of it tells that: how much, by when and where by its words, or not at all.</summary>
    static Logged As(this Logged logged, Logged mention)
    {
        var told = logged with { Citation = mention.Citation };
        string[] members = mention.Act switch
        {
            "commitment_restated" or "commitment_contradicted" => ["statedOn", "speaker", "quantity", "deadline"],
            "meeting_restated" when logged.Version == 1 => ["scheduledFor", "place"],
            _ => [],
        };
        if (members.Length == 0)
            return told;
        var data = JsonObject.Create(logged.Data)!;
        foreach (var member in members)
            if (mention.Data.TryGetProperty(member, out var own))
                data[member] = JsonNode.Parse(own.GetRawText());
            else
                data.Remove(member);
        return told with { Data = JsonSerializer.SerializeToElement(data), On = mention.On ?? logged.On };
    }

    /// <summary>The states it concerns by what is in its log: those with which it began, as corrected since, and those that joined.</summary>
    internal static StateCode[] Concerned(Dossier dossier)
    {
        var by = StatesIn.Append("joined").ToDictionary(m => m, m => Of(dossier.Log[0].Data, m));
        foreach (var logged in dossier.Beginnings().Skip(1))
            if (logged.Act == "participant_added")
                by["joined"] = by["joined"].Append(logged.Data.GetProperty("participant").GetString()!);
            else
                foreach (var member in StatesIn)
                    // The correction of a commitment says besides which states it concerned until then.
                    if ((member != "states" || logged.Act == "fact_corrected") && logged.Data.TryGetProperty(member, out _))
                        by[member] = Of(logged.Data, member);
        return [.. by.Values.SelectMany(s => s).Distinct().Order(StringComparer.Ordinal).Select(StateCode.Parse)];
    }

    /// <summary>Some dossiers by their ids, as asked for; those that were none by then are left out.</summary>
    public static IAsyncEnumerable<Dossier> Some(NpgsqlDataSource source, string kind, string[] ids, Question asked, CancellationToken ct) =>
        Read(source, asked, "kind = $1 and id = any($2)", [kind, ids], null, kind == Commitments ? ids : null, ct);

    /// <summary>
    /// The commitments that were ever said to have arisen from an entry, as asked for: a correction may have given one, or taken one away since. No index holds this: it is
    /// asked of one meeting at a time.
    /// </summary>
    public static IAsyncEnumerable<Dossier> EverArisenFrom(NpgsqlDataSource source, string id, Question asked, CancellationToken ct) =>
        Read(source, asked, "kind = $1 and exists (select from jsonb_array_elements(doc->'log') as l(logged) where logged->'data'->'arisesFrom' ? $2)", [Commitments, id], null, null, ct);

    /// <summary>One dossier by its id, as asked for; null where there is none or was none by then.</summary>
    public static async Task<Dossier?> One(NpgsqlDataSource source, string id, Question asked, CancellationToken ct)
    {
        await foreach (var dossier in Read(source, asked, "id = $1", [id], null, id.StartsWith($"{Commitments}:", StringComparison.Ordinal) ? [id] : null, ct))
            return dossier;
        return null;
    }

    /// <summary>The dossiers of a kind as asked for, in order of their ids.</summary>
    /// <param name="source">Where.</param>
    /// <param name="kind">The streams' prefix.</param>
    /// <param name="pair">Only those that concern both states.</param>
    /// <param name="text">Only those that match this query of words, as <see cref="ReadQuery.Search"/> gives it.</param>
    /// <param name="after">Only ids after this slug.</param>
    /// <param name="asked">By when.</param>
    /// <param name="ct">Gives up reading.</param>
    /// <param name="ever">Whether those that concerned both states at any time are among them.</param>
    public static IAsyncEnumerable<Dossier> Of(NpgsqlDataSource source, string kind, Pair? pair, string? text, string? after, Question asked, CancellationToken ct, bool ever = false) =>
        Read(source, asked,
            "kind = $1 and ($2::text[] is null or states @> $2) and ($3::text is null or to_tsvector('simple', words) @@ to_tsquery('simple', $3)) and id > $4",
            [kind, pair is { } p ? new[] { p.A.ToString(), p.B.ToString() } : DBNull.Value, (object?)text ?? DBNull.Value, $"{kind}:{after}"], ever ? null : pair, kind == Commitments ? [] : null, ct);

    /// <summary>What another dossier says of a commitment, and the event that says so.</summary>
    sealed record Told(Logged Logged, LookedAt? Session = null, string? Folded = null, string? Superseded = null);

    /// <summary>
    /// What other dossiers say of these entries, or where there are none of all commitments, by their ids, each with the event that says so: the sessions that looked at it, what
    /// was folded into it, and whose place it took.
    /// </summary>
    static async Task<ILookup<string, Told>> Elsewhere(NpgsqlDataSource source, string[] ids, Question asked, CancellationToken ct)
    {
        var found = new List<(string Entry, Told Told)>();
        await foreach (var dossier in Read(source, asked, ids.Length > 0 ? "tells_of && $1" : "tells_of <> '{}'", ids.Length > 0 ? [ids] : [], null, null, ct))
            if (dossier.Id.StartsWith($"{Commitments}:", StringComparison.Ordinal))
            {
                var other = dossier.Fold<Commitment>(Commitment.Kind);
                if (((IEntry)other).Retracted)
                    continue;
                if (other.MergedInto is { } into)
                    found.Add(($"{Commitments}:{into}", new(dossier.Log.Last(l => l.Act == "commitment_merged"), Folded: other.Made!.Slug)));
                else if (other.Closure is CommitmentSuperseded { SupersededBy: var next })
                    found.Add(($"{Commitments}:{next}", new(dossier.Log.Last(l => l.Act == "commitment_superseded"), Superseded: other.Made!.Slug)));
            }
            else if (dossier.Fold<Meeting>(Meeting.Kind) is { Held: { } held } meeting && !((IEntry)meeting).Retracted)
                foreach (var (logged, e) in dossier.Log.Zip(meeting.History))
                    if (e is ItemReviewed item)
                        found.Add((item.Entry, new(logged, new(held.Slug, held.HeldOn, item.Outcome))));
        return found.OrderBy(f => f.Told.Session?.On.To).ToLookup(f => f.Entry, f => f.Told);
    }

    /// <summary>The sessions that looked at an entry, oldest first, each with the event that says so.</summary>
    public static async Task<IReadOnlyList<(LookedAt Session, Logged Logged)>> SessionsAt(NpgsqlDataSource source, string id, Question asked, CancellationToken ct) =>
        [.. (await Elsewhere(source, [id], asked, ct))[id].Where(t => t.Session is not null).Select(t => (t.Session!, t.Logged))];

    /// <summary>Ids of the standing bodies of which a session is there by then: so are they, whoever spoke of them first.</summary>
    static async Task<HashSet<string>> Bodies(NpgsqlDataSource source, Question asked, CancellationToken ct) => await Of(source, "meeting", null, null, null, asked, ct)
        .Select(d => d.Fold<Meeting>(Meeting.Kind)).Where(m => !((IEntry)m).Retracted && m.Recorded!.Mechanism is not null)
        .Select(m => $"{Mechanisms}:{m.Recorded!.Mechanism}").ToHashSetAsync(StringComparer.Ordinal, ct);

    /// <param name="source">Where.</param>
    /// <param name="asked">By when.</param>
    /// <param name="where">Which rows.</param>
    /// <param name="values">Its parameters.</param>
    /// <param name="pair">Only those that concerned both states by then.</param>
    /// <param name="commitments">Ids of commitments of which to look elsewhere, too; empty for all; null for what are none.</param>
    /// <param name="ct">Gives up reading.</param>
    static async IAsyncEnumerable<Dossier> Read(
        NpgsqlDataSource source, Question asked, string where, object[] values, Pair? pair, string[]? commitments, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var elsewhere = commitments is null ? null : await Elsewhere(source, commitments, asked, ct);
        var published = asked.IsOfThePast ? await SourcesRead.PublishedOn(null, asked.KnownOn, source, ct) : [];
        var bodies = asked.IsOfThePast && values is [string first, ..] && (first == Mechanisms || first.StartsWith($"{Mechanisms}:", StringComparison.Ordinal)) ? await Bodies(source, asked, ct) : [];
        await using var query = source.CreateCommand($"select doc from read.dossier where {where} order by id");
        foreach (var value in values)
            query.Parameters.Add(value is DBNull ? new() { Value = value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Unknown } : new() { Value = value });
        await using var row = await query.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            if (JsonSerializer.Deserialize<Dossier>(row.GetString(0), ContractJson.Stored)! is var dossier && At(dossier, new(asked.For(Concerned(dossier)), published), bodies.Contains(dossier.Id)) is { } then
                && (pair is not { } p || Concerned(then) is var concerned && concerned.Contains(p.A) && concerned.Contains(p.B)))
                yield return elsewhere?[then.Id] is { } those && those.Any() ? With(then, [.. those]) : then;
    }

    static Dossier With(Dossier dossier, List<Told> elsewhere) => dossier with
    {
        LookedAt = [.. elsewhere.Select(s => s.Session).OfType<LookedAt>()],
        Folded = [.. elsewhere.Select(s => s.Folded).OfType<string>().Order(StringComparer.Ordinal)],
        Supersedes = [.. elsewhere.Select(s => s.Superseded).OfType<string>().Order(StringComparer.Ordinal)],
        Last = elsewhere.Select(s => (s.Logged.Position, s.Logged.RecordedAt)).Append(dossier.Last).Max(),
    };

    /// <summary>The dossiers with every quote located that a text recorded since holds.</summary>
    public static async Task<IReadOnlyList<Dossier>> Located(IReadOnlyList<Dossier> dossiers, DateTimeOffset? knownOn, NpgsqlDataSource source, CancellationToken ct)
    {
        var later = await Citations.Later(dossiers.SelectMany(d => d.Log).Select(l => l.Citation), knownOn, source, ct);
        return later.Texts.Count == 0 ? dossiers : [.. dossiers.Select(d => d with
        {
            Log = [.. d.Log.Select(l => l with { Citation = later.Of(l.Citation) })],
            Last = later.Last(d.Log.Select(l => l.Citation), d.Last.Position, d.Last.RecordedAt),
        })];
    }
}
