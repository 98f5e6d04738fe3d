using System.Runtime.CompilerServices;
using System.Text.Json;
using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.EventStore.Projections;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;
using CommitmentTracker.Sources;
using Npgsql;
using NpgsqlTypes;

namespace CommitmentTracker.Agreements;

/// <summary>Read model and its GETs: <c>/agreements</c> and <c>/agreements/{slug}</c>. What each shows is told by <see cref="AgreementAsKnown"/>.</summary>
internal static class AgreementsRead
{
    static readonly Question Everything = new(DateOnly.MaxValue);

    /// <summary>Acts from which a day may follow on which something comes about by itself; most treaties have none.</summary>
    static readonly string[] Dating = ["entry_into_force_clause_set", "agreement_denounced", "agreement_term_set"];

    public static readonly DocumentProjection<Dossier> Projection = new(
        "Agreements", "agreement",
        [.. StoredNames.All.Where(n => n.Type.Namespace == typeof(AgreementRecorded).Namespace || n.Type.Namespace == typeof(EntryRetracted).Namespace).Select(n => n.Name)],
        // Another kind of entry may bear the same slug, and be closed or taken back: its stream's whole name is no slug.
        stream => OfAgreement(stream) ? Documents.SlugOf(stream) : stream,
        (dossier, e) => OfAgreement(e.Stream) ? Dossier.With(dossier, e) : null,
        [
            (new("parties", "text[] not null"), d => Now(d).Parties.Select(p => p.ToString()).ToArray()),
            (new("kind", "text not null"), d => Words.Of(Now(d).Kind)),
            (new("signed_on", "date"), d => Now(d).SignedOn?.To),
            (new("words", "text not null"), d => Spelling.Fold(string.Join('\n', Dossiers.Texts(d)))),
            (new("dated", "boolean not null"), d => d.Log.Any(l => Dating.Contains(l.Act) || l.Data.TryGetProperty("agreedOn", out _))),
            Dossiers.Waiting<Dossier>(d => d),
            (new("followed_by", "text[] not null"), d => d.Log.Select(Follower).OfType<string>().Distinct().ToArray()),
        ],
        ["using gin (parties)", Dossiers.WordsIndex, "(id) where dated", Dossiers.WaitingIndex, "using gin (followed_by)"], ContractJson.Stored, version: 7);

    /// <summary>Slug of the agreement that by this event takes its place or amends it.</summary>
    static string? Follower(Logged logged) => logged.Data.TryGetProperty("supersededBy", out var slug) || logged.Data.TryGetProperty("amendedBy", out slug) ? slug.GetString() : null;

    static bool OfAgreement(string stream) => stream.StartsWith("agreement:", StringComparison.Ordinal);

    static AgreementView Now(Dossier agreement) => AgreementAsKnown.Of(agreement, new(Everything, new Dictionary<string, Publication>()))!;

    public static void Map(WebApplication app)
    {
        string[] questions = ["asKnownOn", "asPublishedBy", "asOf", "atLeast"];
        app.MapGet("/agreements", List).RequireAuthorization(Roles.Reader).WithTags("Agreements").WithName("ListAgreements")
            .WithSummary("Agreements by slug, each as it stood on the day you ask for.")
            .WithMetadata(new Gives(typeof(Page<AgreementView>), ["pair", "party", "kind", "status", "text", "limit", "after", .. questions]));
        app.MapGet("/agreements/{slug}", Get).RequireAuthorization(Roles.Reader).WithTags("Agreements").WithName("GetAgreement")
            .WithSummary("One agreement, what sources say of it and its timeline, as it stood on the day you ask for; as a table its timeline.").WithMetadata(new Gives(typeof(AgreementView), questions) { Table = true });
    }

    /// <summary>A page of agreements with all of these parties, each as it stood then, between two where a pair is asked for; those of which nothing was known are left out.</summary>
    public static async Task<Page<AgreementView>> Page(
        Documents documents, NpgsqlDataSource source, Question question, DateOnly today, Pair? pair, StateCode? party, IReadOnlySet<AgreementKind>? kind, IReadOnlySet<AgreementStatus>? status,
        string? text, int limit, string? after, CancellationToken ct)
    {
        // The column knows today's kind, which may have been another; a status depends on the day.
        var asItStands = question.IsOf(today);
        StateCode[] parties = [.. pair is { } p ? new[] { p.A, p.B } : [], .. party is { } one ? new[] { one } : []];
        (string, object?)[] filters =
        [
            ("parties @> {0}", parties.Select(s => s.ToString()).ToArray() is { Length: > 0 } wanted ? wanted : null),
            ("kind = any({0})", asItStands ? kind?.Select(Words.Of).ToArray() : null),
            (Dossiers.WordsMatch, text),
        ];
        var found = new List<AgreementView>();
        do
        {
            var page = await documents.Page(Projection, asItStands && status is null ? limit : ReadQuery.MaxLimit, after, ct, filters);
            found.AddRange((await Then(page.Items, question, source, ct, pair)).Where(v => kind?.Contains(v.Kind) != false && (status?.Contains(v.Status) ?? v.Status != AgreementStatus.Retracted)));
            after = page.Next;
        }
        while (after is not null && found.Count < limit);
        if (found.Count > limit)
            (found, after) = (found[..limit], found[limit - 1].Slug);
        return Platform.Page.Of(found, after, v => (v.Position, v.RecordedAt));
    }

    /// <summary>Those of which a day may follow from their acts, in order of their slugs; without a look at the sources' texts.</summary>
    /// <param name="source">Where.</param>
    /// <param name="pair">Only those of these two states.</param>
    /// <param name="ids">Only these; null for all.</param>
    /// <param name="asked">By when.</param>
    /// <param name="ct">Gives up reading.</param>
    public static IAsyncEnumerable<AgreementView> Dated(NpgsqlDataSource source, Pair? pair, IEnumerable<string>? ids, Question asked, CancellationToken ct) =>
        Logged(source, pair, ids, asked, ct).Select(a => AgreementAsKnown.Of(a.Agreement, a.Known)).OfType<AgreementView>();

    /// <summary>All that was logged of them, with what was known of it then.</summary>
    /// <inheritdoc cref="Dated"/>
    public static async IAsyncEnumerable<(Dossier Agreement, AsKnown Known)> Logged(
        NpgsqlDataSource source, Pair? pair, IEnumerable<string>? ids, Question asked, [EnumeratorCancellation] CancellationToken ct)
    {
        var published = asked.IsOfThePast ? await SourcesRead.PublishedOn(null, asked.KnownOn, source, ct) : [];
        var known = new AsKnown(asked, published);
        await using var query = source.CreateCommand("select doc from read.agreement where dated and ($1::text[] is null or parties @> $1) and ($2::text[] is null or id = any($2)) order by id");
        foreach (var filter in new[] { pair is { } p ? [p.A.ToString(), p.B.ToString()] : null, ids?.Where(OfAgreement).Select(Documents.SlugOf).ToArray() })
            query.Parameters.Add(new() { Value = (object?)filter ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        await using var row = await query.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            yield return (JsonSerializer.Deserialize<Dossier>(row.GetString(0), ContractJson.Stored)!, known);
    }

    /// <summary>Each as it stood then, with every quote held against its source's text of then; those of which nothing was known are left out.</summary>
    static async Task<IReadOnlyList<AgreementView>> Then(IReadOnlyList<Dossier> agreements, Question question, NpgsqlDataSource source, CancellationToken ct, Pair? pair = null)
    {
        var published = await SourcesRead.PublishedOn(agreements.SelectMany(a => a.Log).Where(l => AsKnown.Asks(l, question)).Select(l => l.Citation!.Source), question.KnownOn, source, ct);
        var known = new AsKnown(question, published);
        var views = agreements.Select(a => AgreementAsKnown.Of(a, known, pair)).OfType<AgreementView>().ToList();
        var later = await Citations.Later(views.SelectMany(v => v.Citations), question.KnownOn, source, ct);
        return later.Texts.Count == 0 ? views : [.. views.Select(v =>
        {
            var (position, recordedAt) = later.Last(v.Citations, v.Position, v.RecordedAt);
            return v with
            {
                Timeline = [.. v.Timeline!.Select(t => t with { Citation = later.Of(t.Citation) })],
                Citations = AgreementAsKnown.Citations(v.Timeline!.Select(t => later.Of(t.Citation))),
                Position = position,
                RecordedAt = recordedAt,
            };
        })];
    }

    /// <summary>One agreement as it stood then; null where nothing was known of it.</summary>
    public static async Task<AgreementView?> One(Documents documents, NpgsqlDataSource source, Question question, string slug, CancellationToken ct) =>
        await documents.One(Projection, Agreement.Kind, slug, null, ct) is { } agreement && await Then([agreement], question, source, ct) is [var view] ? view : null;

    /// <summary>With what other entries tell of it: the agreements that it follows, the commitments that arose from it, the sessions that looked at it, and that what took its place was taken back.</summary>
    static async Task<AgreementView> Besides(AgreementView view, Documents documents, NpgsqlDataSource source, Question question, CancellationToken ct)
    {
        var followed = new List<Dossier>();
        await using (var query = source.CreateCommand("select doc from read.agreement where followed_by @> array[$1] order by id"))
        {
            query.Parameters.Add(new() { Value = view.Slug });
            await using var row = await query.ExecuteReaderAsync(ct);
            while (await row.ReadAsync(ct))
                followed.Add(JsonSerializer.Deserialize<Dossier>(row.GetString(0), ContractJson.Stored)!);
        }
        var before = (await Then(followed, question, source, ct)).Where(v => v.Status != AgreementStatus.Retracted).ToList();
        var arisen = await Dossiers.EverArisenFrom(source, $"agreement:{view.Slug}", question, ct).ToListAsync(ct);
        var looked = await Dossiers.SessionsAt(source, $"agreement:{view.Slug}", question, ct);
        var gone = view.Ended?.SupersededBy is { } next && await One(documents, source, question, next, ct) is { Status: AgreementStatus.Retracted } successor ? successor : null;
        var last = arisen.Select(d => d.Last).Concat(looked.Select(l => (l.Logged.Position, l.Logged.RecordedAt))).Concat(before.Append(gone).OfType<AgreementView>().Select(v => (v.Position, v.RecordedAt))).Append((view.Position, view.RecordedAt)).Max();
        return view with
        {
            Supersedes = Slugs(before.Where(v => v.Ended?.SupersededBy == view.Slug || v.Agreed.Any(a => a.SupersededBy == view.Slug)).Select(v => v.Slug)),
            Amends = Slugs(before.Where(v => v.Amendments.Any(a => a.AmendedBy == view.Slug)).Select(v => v.Slug)),
            Arisen = Slugs(Meetings.MeetingsRead.Arisen(arisen, $"agreement:{view.Slug}")),
            LookedAt = looked.Count > 0 ? [.. looked.Select(l => l.Session)] : null,
            Warnings = gone is null ? view.Warnings : [.. view.Warnings, $"'{gone.Slug}', which took its place, was itself taken back since: TakeBackAct takes the supersession back."],
            Position = last.Position,
            RecordedAt = last.RecordedAt,
        };

        static List<string>? Slugs(IEnumerable<string> slugs) => slugs.ToList() is { Count: > 0 } some ? some : null;
    }

    static async Task List(HttpContext http, Documents documents, NpgsqlDataSource source, ProjectionRunner runner, ReferenceClock clock)
    {
        var query = new ReadQuery(http.Request, clock);
        var (pair, party, kind, status) = (query.Pair, query.Value("party", StateCode.Parse, "a state"), query.SomeOf<AgreementKind>("kind"), query.SomeOf<AgreementStatus>("status"));
        var (text, limit, after, question) = (query.Search, query.Limit, query.After, Question.From(query));
        if (query.Refusal is { } refusal)
        {
            await Problems.Write(http, refusal);
            return;
        }
        if (!await Views.CaughtUp(http, runner, Projection.Name, SourcesRead.Projection.Name))
            return;
        var page = await Page(documents, source, question, query.Today, pair, party, kind, status, text, limit, after, http.RequestAborted);
        await Views.SendTable(http, page, page.Next, page.Items,
            ("slug", a => a.Slug), ("title", a => a.Title), ("kind", a => Words.Of(a.Kind)), ("parties", a => string.Join(' ', a.Parties)), ("status", a => Words.Of(a.Status)),
            ("signedOn", a => a.SignedOn?.ToString()), ("signedAt", a => a.SignedAt), ("position", a => a.Position), ("recordedAt", a => a.RecordedAt),
            ("inForceFrom", a => a.InForceFrom?.On.ToString()), ("endedOn", a => a.Ended?.On.ToString()), ("runsUntil", a => a.RunsUntil),
            ("source", a => a.Citations is [var first, ..] ? first.Source : null), ("quote", a => a.Citations is [var first, ..] ? first.Quote : null),
            ("agreed", a => string.Join("; ", a.Agreed.Where(g => g.TakesEffectOn.To > a.Day).Select(g => $"{g.Act} {g.TakesEffectOn}"))),
            ("inForceBasis", a => a.InForceFrom is { } force ? Words.Of(force.Basis) : null), ("standing", a => string.Join(' ', a.Standing.Select(p => $"{p.Party}:{Words.Of(p.State)}"))),
            ("warnings", a => string.Join("; ", a.Warnings)), ("spanStart", a => a.Citations is [var first, ..] ? first.Span?.Start : null), ("spanEnd", a => a.Citations is [var first, ..] ? first.Span?.End : null));
    }

    static async Task Get(HttpContext http, string slug, Documents documents, NpgsqlDataSource source, ProjectionRunner runner, ReferenceClock clock)
    {
        var query = new ReadQuery(http.Request, clock);
        var question = Question.From(query);
        if (query.Refusal is { } refusal)
        {
            await Problems.Write(http, refusal);
            return;
        }
        if (!await Views.CaughtUp(http, runner, Projection.Name, SourcesRead.Projection.Name, Dossiers.Projection.Name))
            return;
        await (await One(documents, source, question, slug, http.RequestAborted) is { } found && await Besides(found, documents, source, question, http.RequestAborted) is var view
            ? Timeline.Send(http, view, view.Timeline!)
            : Problems.Write(http, Problem.NotFound.Because($"No agreement '{slug}' is recorded{(http.Request.QueryString.HasValue ? ", or nothing was known of it by then" : "")}.")));
    }
}
