using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Contracts.Trade;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Trade;

namespace CommitmentTracker.Targets;

/// <summary>What some months count as, and the figures that say so.</summary>
/// <param name="Year">The year they are in.</param>
/// <param name="Amount">How much.</param>
/// <param name="Status">The least settled status among the figures.</param>
/// <param name="Figures">The figures.</param>
/// <param name="Alone">The only reporter, where the viewpoint asks for both.</param>
sealed record Counted(int Year, Amount Amount, FigureStatus Status, IReadOnlyList<TradeFigure> Figures, StateCode? Alone = null)
{
    public Period Period => Period.OfYear(Year);
    public decimal Value => Amount.Value;
    public DateSpan ReleasedOn => Figures.MaxBy(f => (f.ReleasedOn.To, f.RecordedAt, f.Vintage))!.ReleasedOn;
    public IEnumerable<string> Sources => Figures.Select(f => f.Source).Distinct().Order(StringComparer.Ordinal);

    public static Counted Of(int year, IReadOnlyList<TradeFigure> figures) => new(
        year, figures.Select(f => Amount.Of(f.Value)).Aggregate(Amount.Sum), figures.Min(f => f.Status), figures);

    public Counted With(Counted other, Func<Amount, Amount, Amount> how) => new(
        Year, how(Amount, other.Amount), (FigureStatus)Math.Min((int)Status, (int)other.Status), [.. Figures, .. other.Figures], Alone ?? other.Alone);
}

/// <summary>Which figures count under a target's basis, and what they come to.</summary>
sealed class Counting
{
    /// <summary>Imports count freight and insurance, exports do not: what the IMF divides imports by to compare (RuleSet 1).</summary>
    public const decimal CifToFob = 1.06m;

    readonly StandingTarget target;
    readonly MeasurementBasis basis;
    readonly List<SourceSeries> series;

    public Counting(StandingTarget target, MeasurementBasis basis, IEnumerable<TradeFigure> figures, DateOnly day)
    {
        (this.target, this.basis) = (target, basis);
        var fitting = figures.Where(f => IsOfPair(target.Pair, f) && f.Period.To <= day && Fits(f)).ToList();
        Early = [.. StandingVintage.Of(fitting).Where(f => IsEarly(f) && (basis.Viewpoint.Reporter is not { } reporter || f.Reporter == reporter))];
        series = SourceSeries.Current(fitting.Where(f => !IsEarly(f)));
        Years = [.. series.SelectMany(s => s.Figures).Select(f => f.Period.Year).Distinct().Order()];
        Full = [.. Years.Select(Of).OfType<Counted>()];
    }

    /// <summary>What is left out because nothing of it was released after its period had ended: a forecast of a year is not that year.</summary>
    public IReadOnlyList<TradeFigure> Early { get; }

    /// <summary>Years with any usable figure.</summary>
    public IReadOnlyList<int> Years { get; }

    /// <summary>Complete years, oldest first.</summary>
    public IReadOnlyList<Counted> Full { get; }

    /// <summary>What a whole year counts as, or null.</summary>
    public Counted? Of(int year) => Of(Months.All(year));

    /// <summary>
    /// What some months count as. Spoken figures stand in where no statistic covers them and the basis lets spoken figures decide; they are never added to a statistic.
    /// </summary>
    public Counted? Of(Months span) => basis.Viewpoint.Kind is ViewpointKind.Stated
        ? (Lowest(span, stated: false) is { } statistic ? statistic with { Alone = null } : null) ?? Best([Own(target.Pair.A, span, stated: true), Own(target.Pair.B, span, stated: true)])
        : Statistic(span, stated: false) ?? (basis.MinimumStatus is MinimumStatus.Stated ? Statistic(span, stated: true) : null);

    /// <summary>One reporter's own count of the target's measure.</summary>
    public Counted? Own(StateCode reporter, Months span, bool stated = false) => Pick(reporter, OwnFlow(target.Measure, reporter), span, stated);

    /// <summary>The exporter's and the importer's count of one direction.</summary>
    public (Counted? Export, Counted? Import) Mirror(StateCode from, StateCode to, Months span, bool stated = false) =>
        (Pick(from, Flow.Export, span, stated), Pick(to, Flow.Import, span, stated));

    /// <summary>The directions the measure consists of.</summary>
    public IEnumerable<(StateCode From, StateCode To)> Directions =>
        target.Measure.IsTurnover
            ? [(target.Pair.A, target.Pair.B), (target.Pair.B, target.Pair.A)]
            : [(target.Measure.From!.Value, target.Measure.To!.Value)];

    /// <summary>Brought to FOB, unless the importer says that it is FOB already.</summary>
    public static Amount Fob(Counted counted) =>
        counted.Figures.All(f => (f.Valuation ?? (f.Flow is Flow.Import ? Valuation.CIF : Valuation.FOB)) is Valuation.CIF)
            ? counted.Amount.Over(CifToFob)
            : counted.Amount;

    public static bool IsOfPair(Pair pair, TradeFigure f) => pair.Has(f.Reporter) && f.Partner == pair.Other(f.Reporter);

    /// <summary>Released before its period ended, as a forecast or of a part of it.</summary>
    public static bool IsEarly(TradeFigure f) => f.ReleasedOn.To < f.Period.To;

    bool Fits(TradeFigure f) =>
        f.Scope == basis.Scope && f.Value.Currency == target.Goal.Currency && f.Value.Amount >= 0 && Rank(f.Source) >= 0;

    /// <summary>Place of a source in the basis' order; without an order all are equal; −1: the basis names sources and not this one.</summary>
    int Rank(string source) => basis.Sources is { Count: > 0 } order ? order.TakeWhile(s => s != source).Count() is var i && i < order.Count ? i : -1 : 0;

    Counted? Statistic(Months span, bool stated) => basis.Viewpoint.Kind switch
    {
        ViewpointKind.Reporter => Own(basis.Viewpoint.Reporter!.Value, span, stated),
        ViewpointKind.Mid => (Own(target.Pair.A, span, stated), Own(target.Pair.B, span, stated)) is ({ } a, { } b) ? a.With(b, Amount.Mean) : null,
        ViewpointKind.Conservative => Lowest(span, stated),
        _ => Reconciled(span, stated),
    };

    Counted? Lowest(Months span, bool stated) => (Own(target.Pair.A, span, stated), Own(target.Pair.B, span, stated)) switch
    {
        ({ } a, { } b) => a.With(b, Amount.Lower),
        ({ } a, null) => a with { Alone = target.Pair.A },
        (null, { } b) => b with { Alone = target.Pair.B },
        _ => null,
    };

    Counted? Reconciled(Months span, bool stated)
    {
        Counted? sum = null;
        foreach (var (from, to) in Directions)
        {
            var direction = Mirror(from, to, span, stated) switch
            {
                ({ } x, { } m) => (x with { Amount = Fob(x) }).With(m with { Amount = Fob(m) }, Amount.Mean),
                ({ } x, null) => Estimate(x),
                (null, { } m) => Estimate(m),
                _ => null,
            };
            if (direction is null)
                return null;
            sum = sum is null ? direction : sum.With(direction, Amount.Sum);
        }
        return sum;

        static Counted Estimate(Counted one) =>
            one with { Amount = Fob(one), Status = one.Status > FigureStatus.Estimated ? FigureStatus.Estimated : one.Status };
    }

    /// <summary>
    /// One reporter's flow from one source: the published turnover, else exports and imports of the same source; a missing side is not zero.
    /// Sources are never mixed; the basis' order decides between them, else the latest release.
    /// </summary>
    Counted? Pick(StateCode reporter, Flow flow, Months span, bool stated) => Best(
        series.Where(s => s.Reporter == reporter && s.Stated == stated).GroupBy(s => s.Source).Select(source =>
            Cover(source, flow, span) is { } whole ? Counted.Of(span.Year, whole)
            : flow is Flow.Turnover && Cover(source, Flow.Export, span) is { } exports && Cover(source, Flow.Import, span) is { } imports
                ? Counted.Of(span.Year, [.. exports, .. imports])
                : null));

    static IReadOnlyList<TradeFigure>? Cover(IEnumerable<SourceSeries> source, Flow flow, Months span) =>
        source.Where(s => s.Flow == flow).OrderByDescending(s => s.Customary).ThenBy(s => s.Valuation).Select(s => s.Covering(span)).FirstOrDefault(c => c is not null);

    Counted? Best(IEnumerable<Counted?> candidates) => candidates.OfType<Counted>()
        .OrderBy(c => Rank(c.Figures[0].Source))
        .ThenByDescending(c => c.ReleasedOn.To)
        .ThenBy(c => c.Figures[0].Source, StringComparer.Ordinal)
        .ThenBy(c => c.Figures[0].Reporter)
        .FirstOrDefault();

    static Flow OwnFlow(Measure measure, StateCode reporter) =>
        measure.IsTurnover ? Flow.Turnover : reporter == measure.From ? Flow.Export : Flow.Import;
}
