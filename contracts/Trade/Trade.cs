using System.Text.Json.Serialization;
using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Contracts.Trade;

/// <summary>Direction of goods as the reporter counts it (IMTS 2010).</summary>
[JsonConverter(typeof(CamelCaseEnum<Flow>))]
public enum Flow : byte
{
    /// <summary>From reporter to partner.</summary>
    Export,
    /// <summary>From partner to reporter.</summary>
    Import,
    /// <summary>Both, as one figure of one reporter.</summary>
    Turnover,
}

/// <summary>How settled a figure is.</summary>
[JsonConverter(typeof(CamelCaseEnum<FigureStatus>))]
public enum FigureStatus : byte
{
    /// <summary>Spoken or written in passing by an official: never added to a statistic.</summary>
    Stated,
    /// <summary>An estimate by a statistical body.</summary>
    Estimated,
    /// <summary>A statistic that may still be revised.</summary>
    Provisional,
    /// <summary>A final statistic.</summary>
    Final,
}

/// <summary>What the price includes.</summary>
[JsonConverter(typeof(NamedEnum<Valuation>))]
public enum Valuation : byte
{
    /// <summary>Free on board: recommended for exports, and the default for them.</summary>
    FOB,
    /// <summary>Cost, insurance, freight: recommended for imports, and the default for them.</summary>
    CIF,
}

/// <summary>What is counted.</summary>
[JsonConverter(typeof(CamelCaseEnum<TradeScope>))]
public enum TradeScope : byte
{
    /// <summary>Goods: the default.</summary>
    Goods,
    /// <summary>Services.</summary>
    Services,
    /// <summary>Both together.</summary>
    GoodsAndServices,
}

/// <summary>
/// Logs what a reporter says about its trade with a partner in a period. Stream <c>trade:{reporter}-{partner}</c>; <c>trade:{partner}-{reporter}</c> is its mirror.
/// A different value (or status) for a known key (source, flow, valuation, scope, period, currency) is a revision; the same value of a later
/// release is kept as that release; the same value of the same release is nothing. Of a key's releases the last released stands, whatever the
/// order in which they are entered; of one release day the one recorded last. One released before its period ended (never a final one) is kept
/// with a warning, as a forecast or partial figure, and counts toward no target.
/// </summary>
/// <remarks>
/// Refused: 422 <c>invalid-value</c> (a member out of its range, a period or release in the future), 422 <c>unknown-source</c>, 422
/// <c>quote-not-found</c>, 422 <c>implausible-figure</c> (ten times or a thousand times another figure of the series, more than tripled in a
/// year, or another currency: until confirmed), 409 <c>state-refuses</c> (a final figure stands: until confirmed).
/// </remarks>
/// <param name="Reporter">Whose statistics (or statement).</param>
/// <param name="Partner">The other state.</param>
/// <param name="Flow">Direction.</param>
/// <param name="Period">SDMX period: <c>2022</c>, <c>2022-S1</c>, <c>2022-Q3</c>, <c>2022-09</c>, or from January <c>2022-01-01/P9M</c>.</param>
/// <param name="Value">Whole units of the currency (dollars, not thousands), ≥ 0. Zero is a value; missing is not zero.</param>
/// <param name="Status">How settled.</param>
/// <param name="Source">Slug of the registered source that gives it.</param>
/// <param name="ReleasedOn">When that source released this value.</param>
/// <param name="Valuation">FOB or CIF; by default FOB for exports, CIF for imports, none for turnover.</param>
/// <param name="Scope">By default goods.</param>
/// <param name="Confirm">Says that an implausible value was checked; needs a reason.</param>
/// <param name="Reason">Why the value was confirmed or revised.</param>
/// <param name="Citation">Where the source says it.</param>
public sealed record RecordTradeFigure(
    StateCode Reporter, StateCode Partner, Flow Flow, Period Period, Money Value, FigureStatus Status, string Source, DateSpan ReleasedOn,
    Valuation? Valuation = null, TradeScope? Scope = null, bool Confirm = false, string? Reason = null, Citation? Citation = null) : ICommand;

/// <summary>Takes a wrong entry out of all statistics; the entry stays in the history and the value before it counts again.</summary>
/// <remarks>
/// Refused: 422 <c>invalid-value</c>, 404 <c>not-found</c> (no such figure), 409 <c>state-refuses</c> (several stand; its detail lists them).
/// </remarks>
/// <param name="Reporter">Reporter of the figure.</param>
/// <param name="Partner">Its partner.</param>
/// <param name="Flow">Its direction.</param>
/// <param name="Period">Its period.</param>
/// <param name="Source">Slug of its source.</param>
/// <param name="Reason">Why it is wrong.</param>
/// <param name="Valuation">As for recording.</param>
/// <param name="Scope">As for recording.</param>
/// <param name="Currency">ISO 4217 code; by default that of <paramref name="Value"/>, else USD.</param>
/// <param name="Value">Which of several values, written as when it was recorded (a bound and words may be left out); needed only where more than one stands.</param>
/// <param name="ReleasedOn">Which of several releases; needed only where more than one stands.</param>
/// <param name="Citation">Where a source says so.</param>
public sealed record RetractTradeFigure(
    StateCode Reporter, StateCode Partner, Flow Flow, Period Period, string Source, string Reason,
    Valuation? Valuation = null, TradeScope? Scope = null, string? Currency = null, Money? Value = null, DateSpan? ReleasedOn = null,
    Citation? Citation = null) : ICommand
{
    string? ICommand.Reason => Reason;
}

/// <summary>A first value for a key was recorded.</summary>
/// <param name="Reporter">Whose statistics (or statement).</param>
/// <param name="Partner">The other state.</param>
/// <param name="Flow">Direction.</param>
/// <param name="Period">SDMX period.</param>
/// <param name="Value">Whole units of the currency, ≥ 0.</param>
/// <param name="Status">How settled.</param>
/// <param name="Source">Slug of the registered source that gives it.</param>
/// <param name="ReleasedOn">When that source released it.</param>
/// <param name="Valuation">FOB, CIF or none.</param>
/// <param name="Scope">What is counted.</param>
/// <param name="Reason">Why it was confirmed, where it was.</param>
public sealed record TradeFigureRecorded(
    StateCode Reporter, StateCode Partner, Flow Flow, Period Period, Money Value, FigureStatus Status, string Source, DateSpan ReleasedOn,
    Valuation? Valuation, TradeScope Scope, string? Reason = null);

/// <summary>Another value (or status) for a known key was recorded.</summary>
/// <param name="Reporter">Whose statistics (or statement).</param>
/// <param name="Partner">The other state.</param>
/// <param name="Flow">Direction.</param>
/// <param name="Period">SDMX period.</param>
/// <param name="Value">The value of this release: whole units of the currency, ≥ 0.</param>
/// <param name="Status">How settled.</param>
/// <param name="Source">Slug of the registered source that gives it.</param>
/// <param name="ReleasedOn">When that source released it.</param>
/// <param name="Valuation">FOB, CIF or none.</param>
/// <param name="Scope">What is counted.</param>
/// <param name="Previous">The value that stood at that release date before this one was recorded; null if this is now the earliest release.</param>
/// <param name="Reason">Why, where given.</param>
public sealed record TradeFigureRevised(
    StateCode Reporter, StateCode Partner, Flow Flow, Period Period, Money Value, FigureStatus Status, string Source, DateSpan ReleasedOn,
    Valuation? Valuation, TradeScope Scope, Money? Previous, string? Reason = null);

/// <summary>
/// A later release gave the value of the release before it again. A vintage like any other: without it a release of a day between, entered
/// later, would stand over what this one had put right.
/// </summary>
/// <param name="Reporter">Whose statistics (or statement).</param>
/// <param name="Partner">The other state.</param>
/// <param name="Flow">Direction.</param>
/// <param name="Period">SDMX period.</param>
/// <param name="Value">The value, again: whole units of the currency, ≥ 0.</param>
/// <param name="Status">How settled.</param>
/// <param name="Source">Slug of the registered source that gives it.</param>
/// <param name="ReleasedOn">When that source released it.</param>
/// <param name="Valuation">FOB, CIF or none.</param>
/// <param name="Scope">What is counted.</param>
/// <param name="Reason">Why it was confirmed, where it was.</param>
public sealed record TradeFigureReleasedAgain(
    StateCode Reporter, StateCode Partner, Flow Flow, Period Period, Money Value, FigureStatus Status, string Source, DateSpan ReleasedOn,
    Valuation? Valuation, TradeScope Scope, string? Reason = null);

/// <summary>An entry was retracted.</summary>
/// <param name="Reporter">Reporter.</param>
/// <param name="Partner">Partner.</param>
/// <param name="Flow">Direction.</param>
/// <param name="Period">Period.</param>
/// <param name="Value">The value retracted.</param>
/// <param name="Source">Slug of the source.</param>
/// <param name="ReleasedOn">Its release.</param>
/// <param name="Valuation">FOB, CIF or none.</param>
/// <param name="Scope">What is counted.</param>
/// <param name="Vintage">Stream version of the event that recorded it.</param>
/// <param name="Reason">Why it is wrong.</param>
public sealed record TradeFigureRetracted(
    StateCode Reporter, StateCode Partner, Flow Flow, Period Period, Money Value, string Source, DateSpan ReleasedOn,
    Valuation? Valuation, TradeScope Scope, long Vintage, string Reason);

/// <summary>One recorded value of one key: a vintage.</summary>
/// <param name="Reporter">Reporter.</param>
/// <param name="Partner">Partner.</param>
/// <param name="Flow">Direction.</param>
/// <param name="Period">Period.</param>
/// <param name="Value">Whole units of the currency.</param>
/// <param name="Status">How settled.</param>
/// <param name="Source">Slug of the source.</param>
/// <param name="ReleasedOn">When it was released.</param>
/// <param name="Valuation">FOB, CIF or none.</param>
/// <param name="Scope">What is counted.</param>
/// <param name="Vintage">Stream version of the event that recorded it; with the stream it names the vintage for ever.</param>
/// <param name="Position">Log position of that event.</param>
/// <param name="RecordedAt">When this register recorded it.</param>
/// <param name="Retracted">Whether it was retracted later.</param>
/// <param name="Citation">Where its source says it, held against the text recorded since; absent where none was given. Of the event's metadata.</param>
/// <param name="Reason">Why it was entered so: confirmed, revised, or on which assumption ("only 'dollars'; US dollars are assumed"). Of the event's metadata.</param>
public sealed record TradeFigure(
    StateCode Reporter, StateCode Partner, Flow Flow, Period Period, Money Value, FigureStatus Status, string Source, DateSpan ReleasedOn,
    Valuation? Valuation, TradeScope Scope, long Vintage, long Position, DateTimeOffset RecordedAt, bool Retracted = false,
    LocatedCitation? Citation = null, string? Reason = null)
{
    /// <summary>What identifies the series of vintages this one belongs to.</summary>
    public FigureKey Key => new(Source, Flow, Valuation, Scope, Period, Value.Currency);
}

/// <summary>What identifies a figure inside one reporter–partner stream.</summary>
/// <param name="Source">Slug of the source.</param>
/// <param name="Flow">Direction.</param>
/// <param name="Valuation">FOB, CIF or none.</param>
/// <param name="Scope">What is counted.</param>
/// <param name="Period">Period.</param>
/// <param name="Currency">ISO 4217 code.</param>
public readonly record struct FigureKey(string Source, Flow Flow, Valuation? Valuation, TradeScope Scope, Period Period, string Currency);

/// <summary>What one reporter says about one partner: the current vintages, and where asked for all of them.</summary>
/// <param name="Reporter">Reporter.</param>
/// <param name="Partner">Partner.</param>
/// <param name="Figures">Ordered by period, flow, source, release.</param>
/// <param name="Next">Cursor of the next page, or null.</param>
/// <param name="Position">Position of the last event among the figures asked for, whichever page: one that recorded, revised or retracted one of them, or a text since by which a quote on this page was located; 0 where there is none.</param>
/// <param name="RecordedAt">Recorded time of that event.</param>
public sealed record TradeView(
    StateCode Reporter, StateCode Partner, IReadOnlyList<TradeFigure> Figures, string? Next, long Position, DateTimeOffset? RecordedAt);
