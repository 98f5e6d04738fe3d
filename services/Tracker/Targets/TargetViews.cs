using System.Collections.Concurrent;
using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.EventStore.Projections;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;
using CommitmentTracker.Sources;
using CommitmentTracker.Trade;
using Npgsql;

namespace CommitmentTracker.Targets;

/// <summary>Puts a target's document and its figures together into the view of a day.</summary>
internal sealed class TargetViews : IDisposable
{
    readonly Documents documents;
    readonly NpgsqlDataSource source;
    readonly ProjectionRunner runner;
    readonly ConcurrentDictionary<string, Kept> current = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, Pair> pairs = new(StringComparer.Ordinal);

    // The newest position given out, by slug. Between a commit and the news of it one reader may read past what another, reading at the same
    // time, is about to keep: without this a dashboard saw its view go back for a moment.
    readonly ConcurrentDictionary<string, long> newest = new(StringComparer.Ordinal);

    sealed class Kept(DateOnly day, string[] restsOn)
    {
        public DateOnly Day => day;
        public long Position { get; set; }
        public Rendered? View { get; set; }

        /// <summary>Sources whose text, added or corrected, may locate a quote or lose it; null until it is read which these are, and then any may be one.</summary>
        public IReadOnlyList<string>? Awaits { get; set; }

        public bool IsMovedBy(IReadOnlySet<string> streams, bool sources) =>
            sources ? Awaits is not { } awaited || awaited.Any(streams.Contains) : restsOn.Any(streams.Contains);
    }

    public TargetViews(Documents documents, NpgsqlDataSource source, ProjectionRunner runner)
    {
        (this.documents, this.source, this.runner) = (documents, source, runner);
        runner.Moved += Forget;
    }

    /// <summary>
    /// The view of today, kept until something it rests on moves: dashboards ask for it over and over. Null where there is no such target.
    /// </summary>
    public async ValueTask<Rendered?> Current(string slug, ReferenceClock clock, CancellationToken ct)
    {
        if (!pairs.TryGetValue(slug, out var pair))
        {
            if (await documents.One(TargetsRead.Projection, Target.Kind, slug, null, ct) is not { } target)
                return null;
            pairs[slug] = pair = target.Pair; // A target's pair never changes.
        }
        var today = clock.TodayOf([pair.A, pair.B]);
        // While other nodes' commits are not heard nothing takes a kept view away.
        if (runner.Listening && current.TryGetValue(slug, out var kept) && kept.Day == today && kept.View is { } view && kept.Position >= newest[slug])
            return view;
        // Laid down before reading: what moves meanwhile takes it away again, and then what was read is not kept.
        var laid = new Kept(today, [Target.Kind.Stream(slug).Id, .. Streams(pair).Select(s => TradeSeries.Kind.Stream($"{s.Reporter}-{s.Partner}").Id)]);
        current[slug] = laid;
        if (await One(slug, new(today), ct) is not { } read)
            return null;
        laid.Awaits = [.. Cited(read).OfType<LocatedCitation>().Select(c => Source.Kind.Stream(c.Source).Id).Distinct()];
        newest.AddOrUpdate(slug, read.Position, (_, given) => Math.Max(given, read.Position));
        laid.Position = read.Position;
        return laid.View = Views.Json(read);
    }

    /// <summary>The view of one target; null where it had not been set by then.</summary>
    public async Task<TargetView?> One(string slug, Question question, CancellationToken ct) =>
        await documents.One(TargetsRead.Projection, Target.Kind, slug, question.KnownOn, ct) is { } target && await Render([target], question, ct) is [var view] ? view : null;

    /// <summary>A page of targets, each on the day asked for, those taken back among them; those not yet set by then are left out. As many queries for a page as for one target.</summary>
    public async Task<Page<TargetView>> List(Pair? pair, string? text, int limit, string? after, Question question, CancellationToken ct)
    {
        var page = await documents.Page(TargetsRead.Projection, limit, after, ct, ("pair = {0}", pair?.ToString()), (Dossiers.WordsMatch, text));
        var targets = question.KnownOn is { } then
            ? await documents.AsKnown(TargetsRead.Projection, Target.Kind, [.. page.Items.Select(t => t.Slug)], then, ct)
            : page.Items;
        var views = await Render(targets, question, ct);
        return Page.Of(views, page.Next, v => (v.Position, v.RecordedAt));
    }

    /// <summary>The same of those that stand so, which only evaluating tells: it goes on, some at a time, until the page is full, and one further to know whether there is a next.</summary>
    public async Task<Page<TargetView>> List(Pair? pair, string? text, Func<TargetView, bool> wanted, int some, int limit, string? after, Question question, CancellationToken ct)
    {
        var found = new List<TargetView>();
        while (true)
        {
            var page = await List(pair, text, some, after, question, ct);
            found.AddRange(page.Items.Where(wanted));
            after = page.Next;
            if (after is not null && found.Count <= limit)
                continue;
            var items = found.Take(limit).ToList();
            return Page.Of(items, found.Count > limit ? items[^1].Slug : null, v => (v.Position, v.RecordedAt));
        }
    }

    async Task<IReadOnlyList<TargetView>> Render(IReadOnlyList<TargetDocument> targets, Question question, CancellationToken ct)
    {
        var published = question.PublishedBy is null ? [] : await SourcesRead.PublishedOn(
            targets.SelectMany(t => t.Lineage).Select(l => l.Citation?.Source).OfType<string>(), question.KnownOn, source, ct);
        var standing = targets.Select(t => (Target: t, Asked: question.For([t.Pair.A, t.Pair.B])))
            .Select(t => (Target: Published(t.Target, new(t.Asked, published)), t.Asked))
            .Select(t => (t.Target, t.Asked, On: TargetsRead.On(t.Target, t.Asked.PublishedBy is { } by && by < t.Asked.Day ? by : t.Asked.Day))).Where(t => t.On is not null).ToList();
        if (standing.Count == 0)
            return [];
        var figures = await TradeFigures.Read(source, standing.SelectMany(t => Streams(t.Target.Pair)), question.KnownOn, question.PublishedBy, ct);
        var views = standing.ConvertAll(t => View(t.Target, t.On!.Value.Standing, t.On.Value.Lineage, figures, t.Asked));
        var later = await Citations.Later(views.SelectMany(Cited), question.KnownOn, source, ct);
        return views.ConvertAll(view =>
        {
            var (position, recordedAt) = later.Last(Cited(view), view.Position, view.RecordedAt);
            (position, recordedAt) = new AsKnown(question, published).Last(view.Lineage.Select(l => l.Citation), position, recordedAt);
            return view with
            {
                Lineage = [.. view.Lineage.Select(l => l with { Citation = later.Of(l.Citation) })],
                Mended = view.Mended is { } mended ? [.. mended.Select(l => l with { Citation = later.Of(l.Citation) })] : null,
                BasisDeclared = view.BasisDeclared is { } declared ? declared with { Citation = later.Of(declared.Citation) } : null,
                Position = position,
                RecordedAt = recordedAt,
            };
        });
    }

    /// <summary>The target without what no source had stated by then. How it is counted is this desk's decision, and counts for every day.</summary>
    static TargetDocument Published(TargetDocument target, AsKnown known) => known.Asked.PublishedBy is null
        ? target
        : target with { Lineage = [.. target.Lineage.Where(l => known.Published(l.RecordedAt, l.Citation?.Source, l.StatedOn))] };

    static IEnumerable<LocatedCitation?> Cited(TargetView view) => view.Lineage.Select(l => l.Citation).Append(view.BasisDeclared?.Citation).Concat(view.Mended?.Select(l => l.Citation) ?? []);

    static TargetView View(TargetDocument target, StandingTarget standing, IReadOnlyList<TargetStatement> lineage, KnownFigures known, Question question)
    {
        var (figures, figured, figuredAt) = known.Of(target.Pair, f => f.Period.To <= question.Day);
        var mended = TargetsRead.Mended(target);
        var retracted = mended is { Entry.Retracted: true };
        var p = retracted ? Progress.Retracted(mended!.Value.Log.Last(l => l.Act == "closure_proposed").Reason) : Progress.Of(standing, figures, question.Day);
        var marks = retracted ? new Dictionary<long, (Period In, string Reason)>() : Marks.Attained(target, figures, question.Day);
        lineage = [.. lineage.Select(l => marks.TryGetValue(l.Version, out var mark) ? l with { AttainedIn = mark.In } : l)];
        var basis = TargetsRead.BasisOn(target, question.Day)?.Declaration;
        var (position, recordedAt) = lineage.Select(l => (l.Position, l.RecordedAt)).Append((basis?.Position ?? 0, basis?.On ?? default)).Append((figured, figuredAt ?? default))
            .Concat(mended?.Log.Select(l => (l.Position, l.RecordedAt)) ?? []).Max();
        return new(
            target.Slug, target.Pair, target.Measure, standing.Goal, standing.Deadline, p.Original, standing.Basis, basis,
            p.Baseline, p.Latest, p.AttainmentPct, p.DistanceClosedPct, p.Gap,
            p.ActualGrowth, p.PathGrowth, p.RequiredGrowth, p.RequiredPerYear, p.PaceRatio, p.ForwardRatio, p.ExpectedNow, p.ProjectedYear, p.ProjectedAtDeadline,
            p.Status, p.Stale, p.Receded, p.AttainedIn, [.. p.Reasons, .. marks.Values.Select(m => m.Reason)], mended is { } told ? new Dossier($"target:{target.Slug}", told.Log).Waiting() : null, p.PartialYear, p.ByReporter, lineage, mended is { Log: var log } ? Timeline.Of(log) : null, p.UsedFigures, question.Day, Progress.RuleSet,
            position, recordedAt, SmartCheck.Of(target.Measure, standing));
    }

    static (StateCode Reporter, StateCode Partner)[] Streams(Pair pair) => [(pair.A, pair.B), (pair.B, pair.A)];

    void Forget(string projection, IReadOnlyCollection<string>? streams)
    {
        if (projection != TargetsRead.Projection.Name && projection != TradeFigures.ProjectionName && projection != SourcesRead.Projection.Name)
            return;
        if (streams is null)
            current.Clear();
        else if (!current.IsEmpty)
        {
            var moved = streams as IReadOnlySet<string> ?? streams.ToHashSet(StringComparer.Ordinal);
            foreach (var (slug, kept) in current)
                if (kept.IsMovedBy(moved, projection == SourcesRead.Projection.Name))
                    current.TryRemove(slug, out _);
        }
    }

    public void Dispose() => runner.Moved -= Forget;
}
