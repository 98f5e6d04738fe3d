using CommitmentTracker.Contracts.Trade;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;

namespace CommitmentTracker.Trade;

internal static class RetractTradeFigureSlice
{
    public static readonly Slice Slice = new Slice<RetractTradeFigure, TradeSeries>(
        Roles.Officer, command => TradeSeries.Kind.Stream($"{command.Reporter}-{command.Partner}"), Check, Decide);

    static Faults Check(RetractTradeFigure command) => new Faults()
        .Require(command.Reporter != command.Partner, "/partner", "Reporter and partner are one state.")
        .Require(!string.IsNullOrWhiteSpace(command.Reason), "/reason", "Say why the figure is wrong.")
        .Require(command.Currency is null || Currency.IsKnown(command.Currency), "/currency", "This is no currency of ISO 4217.")
        .Money("/value", command.Value)
        .Require(command.Value is null || command.Currency is null || command.Value.Currency == command.Currency, "/currency", "The value is in another currency.")
        .Date("/releasedOn", command.ReleasedOn)
        .Slug("/source", command.Source);

    public static Decision Decide(RetractTradeFigure command, TradeSeries series, Known known)
    {
        var (valuation, scope) = (command.Valuation ?? RecordTradeFigureSlice.DefaultValuation(command.Flow), command.Scope ?? TradeScope.Goods);
        var key = new FigureKey(command.Source, command.Flow, valuation, scope, command.Period, command.Currency ?? command.Value?.Currency ?? "USD");
        var meant = series.Of(key).ToArray()
            .Where(v => (command.Value is not { } value || v.Amount == value.Amount && (value.Bound is null || v.Bound == value.Bound)) && (command.ReleasedOn is null || v.ReleasedOn.SaysTheSameAs(command.ReleasedOn)))
            .ToList();
        if (meant.Count == 0)
            return Problem.NotFound.Because($"'{command.Source}' gives no such {command.Flow.ToString().ToLowerInvariant()} figure of {command.Reporter} on {command.Partner} for {command.Period}.");
        var standing = meant.Where(v => !v.Retracted).ToList();
        if (standing.Count == 0)
            return Decision.Nothing;
        // Without this, sending a retraction again would take out the figure that was recorded in place of the wrong one.
        if (meant.Any(v => v.RetractedBecause == command.Reason))
            return Decision.Nothing with { Warnings = ["A figure was retracted here for this reason; if the one that stands now is wrong too, give it a reason of its own."] };
        // Entries that differ in nothing but their status cannot be told apart by name; the number is wrong in all of them.
        if (standing.DistinctBy(v => (v.Amount, v.Bound, v.ReleasedOn.From, v.ReleasedOn.To)).Count() > 1)
            return Problem.StateRefuses.Because(
                $"{standing.Count} releases of this figure stand; name the one that is wrong by its value and release.",
                new Fault("/releasedOn", string.Join(", ", standing.Select(v => $"{v.ReleasedOn}: {v.Amount}"))));
        return Decision.Of([.. standing.Select(wrong => new TradeFigureRetracted(
            command.Reporter, command.Partner, command.Flow, command.Period, wrong.Value, command.Source, wrong.ReleasedOn, valuation, scope, wrong.Number, command.Reason))]);
    }
}
