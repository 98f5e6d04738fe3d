using System.Collections.Immutable;
using CommitmentTracker.Contracts.Trade;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.EventStore;
using CommitmentTracker.EventStore.Deciding;

namespace CommitmentTracker.Trade;

/// <summary>
/// What one reporter says about one partner: every key with its vintages. Events: <see cref="TradeFigureRecorded"/>,
/// <see cref="TradeFigureRevised"/>, <see cref="TradeFigureReleasedAgain"/>, <see cref="TradeFigureRetracted"/>.
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
            TradeFigureReleasedAgain r => series.With(version, new(r.Source, r.Flow, r.Valuation, r.Scope, r.Period, r.Value.Currency), r.Value, r.Status, r.ReleasedOn, r.Reason),
            TradeFigureRetracted r => new(version, [.. series.Vintages.Select(v => v.Number == r.Vintage ? v with { RetractedBecause = r.Reason } : v)]),
            _ => throw new UnknownEventException(e.GetType().Name),
        };
    }

    /// <summary>The vintages of a key, in the order recorded; empty where it is not known.</summary>
    public ReadOnlySpan<Vintage> Of(FigureKey key) => OneKey(Index(key), key);

    /// <summary>The value that stands for a key.</summary>
    public Vintage? Standing(FigureKey key) => StandingVintage.Of(Of(key));

    /// <summary>
    /// Of the standing values of one period that are comparable with a key's (same flow, scope, kind of period and currency) the one recorded
    /// last, whoever gives it, but not the key's own.
    /// </summary>
    public Vintage? LastOf(Period period, FigureKey key)
    {
        var i = First(period, key);
        return LastOf(ref i, period, key);
    }

    /// <summary>The same of the period nearest to the key's own, itself included; of two as near the later.</summary>
    public Vintage? Nearest(FigureKey key)
    {
        var start = First(key.Period, key);
        Vintage? before = null, after = null;
        for (var i = start; after is null && i < Vintages.Length && Comparable(Vintages[i].Key, key);)
            after = LastOf(ref i, Vintages[i].Key.Period, key);
        if (after is not null && after.Key.Period == key.Period)
            return after;
        for (var i = start - 1; before is null && i >= 0 && Comparable(Vintages[i].Key, key); i--)
        {
            var next = i = First(Vintages[i].Key.Period, key);
            before = LastOf(ref next, Vintages[i].Key.Period, key);
        }
        return before is null || after is not null && Distance(after.Key, key) <= Distance(before.Key, key) ? after : before;
    }

    /// <summary>Of the same source the standing cumulative figure of the nearest month before or after that of a cumulative key; null where none is known.</summary>
    public Vintage? Running(FigureKey key, int step)
    {
        for (var month = key.Period.Number + step; month is >= 1 and <= 12; month += step)
            if (Standing(key with { Period = Period.OfMonths(key.Period.Year, month) }) is { } found)
                return found;
        return null;
    }

    /// <summary>Whether figures of this flow and scope stand, and none in the key's currency.</summary>
    public bool IsInOtherCurrencies(FigureKey key)
    {
        var any = false;
        foreach (var v in Vintages)
            if (v.Key.Flow == key.Flow && v.Key.Scope == key.Scope && !v.Retracted)
            {
                if (v.Key.Currency == key.Currency)
                    return false;
                any = true;
            }
        return any;
    }

    /// <summary>From the first vintage of a period on to that of the next.</summary>
    Vintage? LastOf(ref int i, Period period, FigureKey key)
    {
        Vintage? last = null;
        while (i < Vintages.Length && Vintages[i].Key.Period == period && Comparable(Vintages[i].Key, key))
        {
            var one = OneKey(i, Vintages[i].Key);
            i += one.Length;
            if (one[0].Key != key && StandingVintage.Of(one) is { } standing && (last is null || standing.Number > last.Number))
                last = standing;
        }
        return last;
    }

    ReadOnlySpan<Vintage> OneKey(int first, FigureKey key)
    {
        var end = first;
        while (end < Vintages.Length && Vintages[end].Key == key)
            end++;
        return Vintages.AsSpan(first, end - first);
    }

    /// <summary>Where the vintages of a period begin, or would: no source and no valuation comes before all others.</summary>
    int First(Period period, FigureKey key) => Index(key with { Period = period, Source = "", Valuation = null });

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

    /// <summary>Whether this is that value of that release; the source's words may differ.</summary>
    public bool Is(Money value, FigureStatus status, DateSpan released) => SaysTheSameAs(value) && Status == status && ReleasedOn.SaysTheSameAs(released);

    public bool SaysTheSameAs(Money value) => Amount == value.Amount && Bound == value.Bound && Key.Currency == value.Currency;
}
