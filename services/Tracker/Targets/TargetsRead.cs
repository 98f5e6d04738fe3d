using System.Text.Json.Serialization;
using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.EventStore;
using CommitmentTracker.EventStore.Projections;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;
using CommitmentTracker.Sources;
using CommitmentTracker.Trade;

namespace CommitmentTracker.Targets;

/// <summary>A target with every statement of it, as the read model keeps it; what depends on the day or on figures is evaluated when asked.</summary>
internal sealed record TargetDocument(
    string Slug, Pair Pair, Measure Measure, IReadOnlyList<DeclaredBasis> Bases, IReadOnlyList<TargetStatement> Lineage)
{
    /// <summary>Everything logged of it, what was taken back among it: the n-th is version n.</summary>
    public IReadOnlyList<Logged> Log { get; init; } = [];

    /// <summary>The same as the dossier that it is.</summary>
    [JsonIgnore]
    public Dossier Dossier => new($"target:{Slug}", Log);
}

/// <summary>A basis, and who declared it.</summary>
internal sealed record DeclaredBasis(MeasurementBasis Basis, BasisDeclaration Declaration);

/// <summary>Read model of targets and its GETs: <c>/targets</c> and <c>/targets/{slug}</c>.</summary>
internal static class TargetsRead
{
    public static readonly DocumentProjection<TargetDocument> Projection = new(
        "Targets", "target", [.. StoredNames.All.Where(n => n.Type.Namespace == typeof(TradeTargetSet).Namespace || n.Type.Namespace == typeof(EntryRetracted).Namespace).Select(n => n.Name)],
        // Another kind of entry may bear the same slug, and be closed or taken back: its stream's whole name is no slug.
        stream => OfTarget(stream) ? Documents.SlugOf(stream) : stream, Evolve,
        [
            (new("pair", "text not null"), d => d.Pair.ToString()), (new("words", "text not null"), d => Spelling.Fold(string.Join('\n', Texts(d)))),
            Dossiers.Waiting<TargetDocument>(d => d.Dossier),
        ],
        ["(pair, id)", Dossiers.WordsIndex, Dossiers.WaitingIndex], ContractJson.Stored, version: 7);

    static bool OfTarget(string stream) => stream.StartsWith("target:", StringComparison.Ordinal);

    /// <summary>A target has no title: what a search looks through is what was said of it and why.</summary>
    static IEnumerable<string> Texts(TargetDocument target) => target.Lineage.SelectMany(l => new[] { l.Citation?.Quote, l.Goal?.Words, l.Deadline?.Words, l.Reason })
        .Concat(target.Bases.SelectMany(b => new[] { b.Declaration.Citation?.Quote, b.Declaration.Reason })).OfType<string>().Distinct();

    public static TargetDocument? Evolve(TargetDocument? target, StoredEvent e)
    {
        if (!OfTarget(e.Stream))
            return null;
        var headers = EventHeaders.Of(e);
        if (e.Data is TradeTargetSet set)
            target = new(set.Slug, set.Pair, set.Measure, [], []);
        target = target! with { Log = [.. target!.Log, Dossier.Logged(e)] };
        return e.Data switch
        {
            TargetBasisDeclared basis => target with { Bases = [.. target.Bases, Declared(basis, e, headers)] },
            TradeTargetCorrected c => target with
            {
                Measure = c.Measure ?? target.Measure,
                Lineage = [.. target.Lineage.Select(l => l.Version > 1 ? l : l with { Goal = c.Goal ?? l.Goal, Deadline = c.Deadline ?? l.Deadline, StatedOn = c.StatedOn ?? l.StatedOn, Speaker = c.Speaker ?? l.Speaker })],
            },
            ActTakenBack { Act: var version } => target with
            {
                Lineage = [.. target.Lineage.Where(l => l.Version != version)],
                Bases = [.. target.Bases.Where(b => b.Declaration.Position != target.Log[(int)version - 1].Position)],
            },
            var data => Target.Said(data) is { } said ? target with { Lineage = [.. target.Lineage, Entry(said, e, headers)] } : target,
        };
    }

    /// <summary>
    /// What was done to the entry and no state to the target, corrections of its first statement among it, with what was taken back; null where nothing was. It counts for every day: what mends this register tells
    /// nothing of the world.
    /// </summary>
    public static (IEntry Entry, IReadOnlyList<Logged> Log)? Mended(TargetDocument target)
    {
        if (!target.Log.Any(AsKnown.Mends))
            return null;
        var entry = target.Dossier.Fold<Target>(Target.Kind);
        return (entry, [.. target.Log.Where(l => AsKnown.Mends(l) || entry.History[(int)l.Version - 1] is TakenBack)]);
    }

    static TargetStatement Entry(Statement said, StoredEvent e, EventHeaders headers) => new(
        e.Type, said.StatedOn, said.Goal, said.Deadline, said.Speaker, said.Accepted, null, null, headers.Reason, headers.Citation, e.Version, e.Position, e.RecordedAt, e.Actor, said.Authority, said.AgreedBy);

    static DeclaredBasis Declared(TargetBasisDeclared basis, StoredEvent e, EventHeaders headers) =>
        new(basis.Basis, new(e.RecordedAt, e.Actor, basis.StatedOn, basis.Reason ?? headers.Reason, headers.Citation, e.Version, e.Position));

    /// <summary>The lineage's entries as decisions know them.</summary>
    static IEnumerable<Statement> Statements(TargetDocument target) => target.Lineage.Select(l => new Statement(
        l.StatedOn, l.Goal, l.Deadline, l.Speaker, null, l.Accepted,
        l.Act switch { "trade_target_withdrawn" => Act.Withdraws, "trade_target_reinstated" => Act.Reinstates, _ => Act.States }, l.Reason, l.Version));

    /// <summary>
    /// How it is counted on a day. A decision without a day of its own counts for all days, and takes the place of what was entered before it; of those with one the
    /// latest stated by then counts, in whatever order they were entered, and before the first of them that one.
    /// </summary>
    public static DeclaredBasis? BasisOn(TargetDocument target, DateOnly day)
    {
        DeclaredBasis? always = null;
        var dated = new List<DeclaredBasis>();
        foreach (var basis in target.Bases)
            if (basis.Declaration.StatedOn is not null)
                dated.Add(basis);
            else
            {
                dated.Clear();
                always = basis;
            }
        var ordered = dated.OrderBy(b => b.Declaration.StatedOn!.To).ToList();
        return ordered.FindLast(b => b.Declaration.StatedOn!.To <= day) ?? always ?? ordered.FirstOrDefault();
    }

    /// <summary>The target as it stood on a day of the world, and its lineage until then; null where nothing had been said.</summary>
    public static (StandingTarget Standing, IReadOnlyList<TargetStatement> Lineage)? On(TargetDocument target, DateOnly day)
    {
        if (Targets.Lineage.On(Statements(target), day) is not { } then)
            return null;
        var basis = BasisOn(target, day);
        var standing = new StandingTarget(
            target.Slug, target.Pair, target.Measure, then.Goal, then.Deadline, basis?.Basis, then.FirstStatedOn, then.Withdrawal is not null,
            basis?.Declaration is not { } declared ? null : DateOnly.FromDateTime(declared.On.UtcDateTime) is var recorded && declared.StatedOn?.To < recorded ? declared.StatedOn.To : recorded,
            then.First is { } first && first.Deadline.To < then.Deadline!.To ? first : null,
            then.Lowerings.LastOrDefault(l => then.Goal.IsBelow(l.From)), then.Goals);
        return (standing,
        [
            .. target.Lineage.Where(l => l.StatedOn.To <= day).OrderBy(l => l.StatedOn.To)
                .Select(l => l with { LoweredFrom = then.Lowerings.FirstOrDefault(lowering => lowering.By.Version == l.Version)?.From }),
        ]);
    }

    public static void Map(WebApplication app)
    {
        string[] questions = ["asKnownOn", "asPublishedBy", "asOf", "atLeast"];
        app.MapGet("/targets", List).RequireAuthorization(Roles.Reader).WithTags("Targets").WithName("ListTargets")
            .WithSummary("Every target and how it stands.").WithMetadata(new Gives(typeof(Page<TargetView>), ["pair", "status", "stale", "text", "limit", "after", .. questions]));
        app.MapGet("/targets/{slug}", Get).RequireAuthorization(Roles.Reader).WithTags("Targets").WithName("GetTarget")
            .WithSummary("One target: its goal, lineage, figures and progress, on the day you ask for; as a table its lineage.").WithMetadata(new Gives(typeof(TargetView), questions) { Table = true });
    }

    static async Task List(HttpContext http, TargetViews targets, ProjectionRunner runner, ReferenceClock clock)
    {
        var query = new ReadQuery(http.Request, clock);
        var (pair, status, text, limit, after, question) = (query.Pair, query.SomeOf<TargetStatus>("status"), query.Search, query.Limit, query.After, Question.From(query));
        var stale = query.Value("stale", bool.Parse, "true or false");
        if (query.Refusal is { } refusal)
        {
            await Problems.Write(http, refusal);
            return;
        }
        if (!await Views.CaughtUp(http, runner, Projection.Name, TradeFigures.ProjectionName, SourcesRead.Projection.Name))
            return;
        var page = await targets.List(
            pair, text, t => (status?.Contains(t.Status) ?? t.Status != TargetStatus.Retracted) && (stale is null || t.Stale == stale),
            status is null && stale is null ? limit + 1 : ReadQuery.MaxLimit, limit, after, question, http.RequestAborted);
        await Views.SendTable(http, page, page.Next, page.Items,
            ("slug", t => t.Slug), ("pair", t => t.Pair), ("measure", t => t.Measure), ("goal", t => t.Goal.Amount), ("currency", t => t.Goal.Currency),
            ("bound", t => t.Goal.Bound is { } bound ? Words.Of(bound) : null), ("deadline", t => t.Deadline?.ToString()), ("latestPeriod", t => t.Latest?.Period),
            ("latest", t => t.Latest?.Value), ("attainmentPct", t => t.AttainmentPct), ("paceRatio", t => t.PaceRatio), ("projectedYear", t => t.ProjectedYear),
            ("status", t => t.Status), ("originalDeadline", t => t.Original?.Deadline.ToString()), ("statusAgainstOriginal", t => t.Original?.StatusAgainstOriginal), ("stale", t => t.Stale ? "true" : "false"), ("evaluatedOn", t => t.EvaluatedOn), ("position", t => t.Position), ("recordedAt", t => t.RecordedAt),
            ("baselinePeriod", t => t.Baseline?.Period), ("baseline", t => t.Baseline?.Value), ("distanceClosedPct", t => t.DistanceClosedPct), ("gap", t => t.Gap), ("actualGrowth", t => t.ActualGrowth),
            ("pathGrowth", t => t.PathGrowth), ("requiredGrowth", t => t.RequiredGrowth), ("expectedNow", t => t.ExpectedNow), ("projectedAtDeadline", t => t.ProjectedAtDeadline),
            ("viewpoint", t => t.Basis?.Viewpoint), ("minimumStatus", t => t.Basis is { } basis ? Words.Of(basis.MinimumStatus) : null), ("basisSources", t => t.Basis?.Sources is { } sources ? string.Join(' ', sources) : null),
            ("latestStatus", t => t.Latest is { } latest ? Words.Of(latest.Status) : null), ("latestReleasedOn", t => t.Latest?.ReleasedOn.ToString()), ("attainedIn", t => t.AttainedIn), ("receded", t => t.Receded ? "true" : "false"));
    }

    static async Task Get(HttpContext http, string slug, TargetViews targets, ProjectionRunner runner, ReferenceClock clock)
    {
        var question = Question.Now(clock);
        if (http.Request.QueryString.HasValue)
        {
            var query = new ReadQuery(http.Request, clock);
            question = Question.From(query);
            if (query.Refusal is { } refusal)
            {
                await Problems.Write(http, refusal);
                return;
            }
            if (!await Views.CaughtUp(http, runner, Projection.Name, TradeFigures.ProjectionName, SourcesRead.Projection.Name))
                return;
        }
        if (Views.WantsCsv(http.Request))
        {
            await (await targets.One(slug, question, http.RequestAborted) is not { } table ? Missing(http, slug) : Views.SendTable(http, table, null, table.Lineage,
                ("act", l => l.Act), ("statedOn", l => l.StatedOn.ToString()), ("goal", l => l.Goal?.Amount), ("currency", l => l.Goal?.Currency), ("bound", l => l.Goal?.Bound is { } bound ? Words.Of(bound) : null),
                ("words", l => l.Goal?.Words), ("deadline", l => l.Deadline?.ToString()), ("speaker", l => l.Speaker), ("accepted", l => l.Accepted ? "true" : "false"), ("attainedIn", l => l.AttainedIn),
                ("source", l => l.Citation?.Source), ("quote", l => l.Citation?.Quote), ("reason", l => l.Reason), ("version", l => l.Version), ("position", l => l.Position), ("recordedAt", l => l.RecordedAt),
                ("authority", l => l.Authority), ("agreedBy", l => l.AgreedBy is { } states ? string.Join(' ', states) : null)));
            return;
        }
        if (question == Question.Now(clock))
        {
            var current = await targets.Current(slug, clock, http.RequestAborted);
            await (current is null ? Missing(http, slug) : Views.Send(http, current));
            return;
        }
        var view = await targets.One(slug, question, http.RequestAborted);
        await (view is null ? Missing(http, slug) : Views.Send(http, Views.Json(view)));
    }

    static Task Missing(HttpContext http, string slug) =>
        Problems.Write(http, Problem.NotFound.Because($"No target '{slug}' is set{(http.Request.QueryString.HasValue ? " by then" : "")}."));
}
