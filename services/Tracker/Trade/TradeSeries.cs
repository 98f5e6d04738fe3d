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
/// <param name="Vintages">
/// In the order of <see cref="Order"/>, so that a key's vintages lie together and a period's neighbours beside it. One array, because millions of
/// figures are kept in memory and every command looks at its own corner only.
/// </param>
internal sealed record TradeSeries(long Version, ImmutableArray<Vintage> Vintages)
{
    public static readonly StreamType Kind = StreamType.Of("trade", "trade_series", new TradeSeries(0, []), Evolve);

    public static TradeSeries Evolve(TradeSeries series, object e)
    {
        var version = series.Version + 1;
        return e switch
        {
            TradeFigureRecorded r => series.With(version, new(r.Source, r.Flow, r.Valuation, r.Scope, r.Period, r.Value.Currency), r.Value, r.Status, r.ReleasedOn, r.Reason),
            TradeFigureRevised r => series.With(version, new(r.Source, r.Flow, r.Valuation, r.Scope, r.Period, r.Value.Currency), r.Value, r.Status, r.ReleasedOn, r.Reason),
            TradeFigureRetracted r => new(version, [.. series.Vintages.Select(v => v.Number == r.Vintage ? v with { RetractedBecause = r.Reason } : v)]),
            _ => throw new UnknownEventException(e.GetType().Name),
        };
    }

    /// <summary>The vintages of a key, in the order recorded; empty where it is not known.</summary>
    public IEnumerable<Vintage> Of(FigureKey key)
    {
        for (var i = Index(key); i < Vintages.Length && Vintages[i].Key == key; i++)
            yield return Vintages[i];
    }

    /// <summary>The value that stands for a key: of those released by <paramref name="released"/> (or at all) the last released, then the last recorded.</summary>
    public Vintage? Standing(FigureKey key, DateOnly? released = null) =>
        Index(key) is var first && first < Vintages.Length && Vintages[first].Key == key ? Standing(first, released) : null;

    /// <summary>The standing value of the same flow, scope, kind of period and currency whose period is nearest, whoever gives it.</summary>
    public Vintage? Nearest(FigureKey key)
    {
        var at = Index(key);
        Vintage? nearest = null;
        // Outwards from the key's own place, each side until its nearest period is through.
        for (var i = at - 1; i >= 0 && Comparable(Vintages[i].Key, key) && (nearest is null || Vintages[i].Key.Period == nearest.Key.Period); i--)
            if (i == 0 || Vintages[i - 1].Key != Vintages[i].Key)
                nearest = Standing(i) ?? nearest;
        var before = nearest;
        for (var i = at; i < Vintages.Length && Comparable(Vintages[i].Key, key); i++)
        {
            if (i > at && Vintages[i].Key == Vintages[i - 1].Key || Standing(i) is not { } after)
                continue;
            return before is null || Distance(after.Key, key) < Distance(before.Key, key) ? after : before;
        }
        return before;
    }

    Vintage? Standing(int first, DateOnly? released = null)
    {
        Vintage? standing = null;
        for (var i = first; i < Vintages.Length && Vintages[i].Key == Vintages[first].Key; i++)
            if (Vintages[i] is { Retracted: false } v && (released is null || v.ReleasedOn.To <= released) && (standing is null || v.ReleasedOn.To >= standing.ReleasedOn.To))
                standing = v;
        return standing;
    }

    TradeSeries With(long version, FigureKey key, Money value, FigureStatus status, DateSpan released, string? reason)
    {
        var at = Index(key);
        // Neighbours mostly share source, currency, day of release and reason: one object serves them all.
        if ((at < Vintages.Length ? Vintages[at] : at > 0 ? Vintages[at - 1] : null) is { } beside)
        {
            key = key with { Source = beside.Key.Source == key.Source ? beside.Key.Source : key.Source, Currency = beside.Key.Currency == key.Currency ? beside.Key.Currency : key.Currency };
            released = beside.ReleasedOn == released ? beside.ReleasedOn : released;
            reason = beside.Reason == reason ? beside.Reason : reason;
        }
        while (at < Vintages.Length && Vintages[at].Key == key)
            at++;
        return new(version, Vintages.Insert(at, new(key, version, value.Amount, value.Bound, status, released, reason)));
    }

    /// <summary>Where a key's vintages begin, or would.</summary>
    int Index(FigureKey key)
    {
        var (low, high) = (0, Vintages.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Order(Vintages[middle].Key, key) < 0)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    static bool Comparable(FigureKey one, FigureKey other) =>
        one.Flow == other.Flow && one.Scope == other.Scope && one.Period.Frequency == other.Period.Frequency && one.Currency == other.Currency;

    static int Distance(FigureKey one, FigureKey other) => Math.Abs(one.Period.To.DayNumber - other.Period.To.DayNumber);

    static int Order(FigureKey one, FigureKey other)
    {
        var order = ((byte)one.Flow).CompareTo((byte)other.Flow);
        order = order != 0 ? order : ((byte)one.Scope).CompareTo((byte)other.Scope);
        order = order != 0 ? order : ((byte)one.Period.Frequency).CompareTo((byte)other.Period.Frequency);
        order = order != 0 ? order : string.CompareOrdinal(one.Currency, other.Currency);
        order = order != 0 ? order : one.Period.Year.CompareTo(other.Period.Year);
        order = order != 0 ? order : one.Period.Number.CompareTo(other.Period.Number);
        order = order != 0 ? order : string.CompareOrdinal(one.Source, other.Source);
        return order != 0 ? order : Nullable.Compare((byte?)one.Valuation, (byte?)other.Valuation);
    }
}

/// <summary>One recorded value of a key.</summary>
/// <param name="Key">What it is a value of.</param>
/// <param name="Number">Version of the event that recorded it.</param>
/// <param name="Amount">Whole units of the key's currency.</param>
/// <param name="Bound">What the source's words do to the number.</param>
/// <param name="Status">How settled.</param>
/// <param name="ReleasedOn">When released.</param>
/// <param name="Reason">Why it was entered, where said.</param>
/// <param name="RetractedBecause">Why it was retracted later; null while it stands.</param>
internal sealed record Vintage(
    FigureKey Key, long Number, decimal Amount, Bound? Bound, FigureStatus Status, DateSpan ReleasedOn, string? Reason, string? RetractedBecause = null)
{
    public bool Retracted => RetractedBecause is not null;

    /// <summary>The value without the source's words, which no decision needs.</summary>
    public Money Value => new(Amount, Key.Currency, Bound);

    public bool SaysTheSameAs(Money value) => Amount == value.Amount && Bound == value.Bound && Key.Currency == value.Currency;
}
