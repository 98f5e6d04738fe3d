using CommitmentTracker.Contracts.Trade;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Trade;

namespace CommitmentTracker.Targets;

/// <summary>Some months of one year: what is counted at a time.</summary>
/// <param name="Year">The year.</param>
/// <param name="From">First month.</param>
/// <param name="To">Last month.</param>
/// <param name="Running">Whether a figure cumulative from January will do; that to December is a whole year in any case.</param>
readonly record struct Months(int Year, int From, int To, bool Running)
{
    public static Months All(int year) => new(year, 1, 12, Running: false);
}

/// <summary>Current vintages of one reporter's flow from one source: what may be added up.</summary>
sealed class SourceSeries(StateCode reporter, Flow flow, Valuation? valuation, string source, bool stated, IEnumerable<TradeFigure> figures)
{
    readonly Dictionary<(int, Frequency, int), TradeFigure> figures =
        figures.ToDictionary(f => (f.Period.Year, f.Period.Frequency, f.Period.Number));

    public StateCode Reporter => reporter;
    public Flow Flow => flow;
    public Valuation? Valuation => valuation;
    public string Source => source;
    public bool Stated => stated;
    public IEnumerable<TradeFigure> Figures => figures.Values;

    /// <summary>The customary valuation of a flow comes first where a source gives both.</summary>
    public bool Customary => valuation is null || valuation == (flow is Flow.Import ? Contracts.Trade.Valuation.CIF : Contracts.Trade.Valuation.FOB);

    /// <summary>The standing vintages, by series.</summary>
    public static List<SourceSeries> Current(IEnumerable<TradeFigure> vintages) =>
    [
        .. StandingVintage.Of(vintages)
            .GroupBy(f => (f.Reporter, f.Flow, f.Valuation, f.Source, Stated: f.Status is FigureStatus.Stated))
            .Select(g => new SourceSeries(g.Key.Reporter, g.Key.Flow, g.Key.Valuation, g.Key.Source, g.Key.Stated, g)),
    ];

    /// <summary>The figures that make up these months without overlap (year, else quarters, months, half-years, cumulative), or null.</summary>
    public IReadOnlyList<TradeFigure>? Covering(Months span) =>
        Tiled(span, Frequency.Annual, 12) ?? Tiled(span, Frequency.Quarterly, 3) ?? Tiled(span, Frequency.Monthly, 1) ?? Tiled(span, Frequency.HalfYear, 6)
        ?? (span.From == 1 && (span.Running || span.To == 12) && figures.TryGetValue((span.Year, Frequency.YearToDate, span.To), out var cumulative) ? [cumulative] : null);

    TradeFigure[]? Tiled(Months span, Frequency frequency, int months)
    {
        if ((span.From - 1) % months != 0 || span.To % months != 0)
            return null;
        var parts = new TradeFigure[(span.To - span.From + 1) / months];
        for (var i = 0; i < parts.Length; i++)
            if (figures.TryGetValue((span.Year, frequency, (span.From - 1) / months + 1 + i), out var part))
                parts[i] = part;
            else
                return null;
        return parts;
    }
}
