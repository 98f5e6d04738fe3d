using System.Collections.Immutable;
using CommitmentTracker.Contracts.Trade;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.EventStore;
using CommitmentTracker.EventStore.Deciding;

namespace CommitmentTracker.Trade;

/// <summary>
/// What one reporter says about one partner: every key with its vintages. Events: <see cref="TradeFigureRecorded"/>,
/// <see cref="TradeFigureRevised"/>, <see cref="TradeFigureRetracted"/>.
/// </summary>
/// <param name="Version">Events so far; a vintage is named by the version of its event.</param>
/// <param name="Figures">Vintages by key, in the order recorded.</param>
internal sealed record TradeSeries(long Version, ImmutableDictionary<FigureKey, ImmutableArray<Vintage>> Figures)
{
    public static readonly StreamType Kind = StreamType.Of(
        "trade", "trade_series", new TradeSeries(0, ImmutableDictionary<FigureKey, ImmutableArray<Vintage>>.Empty), Evolve);

    public static TradeSeries Evolve(TradeSeries series, object e)
    {
        var version = series.Version + 1;
        return e switch
        {
            TradeFigureRecorded r => series.With(version, Key(r.Source, r.Flow, r.Valuation, r.Scope, r.Period, r.Value), new(version, r.Value, r.Status, r.ReleasedOn, r.Reason)),
            TradeFigureRevised r => series.With(version, Key(r.Source, r.Flow, r.Valuation, r.Scope, r.Period, r.Value), new(version, r.Value, r.Status, r.ReleasedOn, r.Reason)),
            TradeFigureRetracted r => series.Without(version, Key(r.Source, r.Flow, r.Valuation, r.Scope, r.Period, r.Value), r),
            _ => throw new UnknownEventException(e.GetType().Name),
        };
    }

    /// <summary>The vintages of a key, in the order recorded; empty where it is not known.</summary>
    public ImmutableArray<Vintage> Of(FigureKey key) => Figures.TryGetValue(key, out var vintages) ? vintages : [];

    /// <summary>The value that stands for a key: of those released by <paramref name="released"/> (or at all) the last released, then the last recorded.</summary>
    public Vintage? Standing(FigureKey key, DateOnly? released = null)
    {
        Vintage? standing = null;
        foreach (var vintage in Of(key))
            if (!vintage.Retracted && (released is null || vintage.ReleasedOn.To <= released) && (standing is null || vintage.ReleasedOn.To >= standing.ReleasedOn.To))
                standing = vintage;
        return standing;
    }

    static FigureKey Key(string source, Flow flow, Valuation? valuation, TradeScope scope, Period period, Money value) =>
        new(source, flow, valuation, scope, period, value.Currency);

    TradeSeries With(long version, FigureKey key, Vintage vintage) => new(version, Figures.SetItem(key, Of(key).Add(vintage)));

    TradeSeries Without(long version, FigureKey key, TradeFigureRetracted r) =>
        new(version, Figures.SetItem(key, [.. Of(key).Select(v => v.Number == r.Vintage ? v with { RetractedBecause = r.Reason } : v)]));
}

/// <summary>One recorded value of a key.</summary>
/// <param name="Number">Version of the event that recorded it.</param>
/// <param name="Value">The value.</param>
/// <param name="Status">How settled.</param>
/// <param name="ReleasedOn">When released.</param>
/// <param name="Reason">Why it was entered, where said.</param>
/// <param name="RetractedBecause">Why it was retracted later; null while it stands.</param>
internal sealed record Vintage(long Number, Money Value, FigureStatus Status, DateSpan ReleasedOn, string? Reason, string? RetractedBecause = null)
{
    public bool Retracted => RetractedBecause is not null;
}
