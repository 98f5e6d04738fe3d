using CommitmentTracker.Contracts.Trade;
using CommitmentTracker.Platform;
using CommitmentTracker.Sources;

namespace CommitmentTracker.Trade;

internal static class RecordTradeFigureSlice
{
    public static readonly Slice Slice = new Slice<RecordTradeFigure, TradeSeries>(
        Roles.Officer, command => TradeSeries.Kind.Stream($"{command.Reporter}-{command.Partner}"), Check, Decide, command => [command.Source]) { Usual = FigureReader.Command };

    static Faults Check(RecordTradeFigure command) => new Faults()
        .Require(command.Reporter != command.Partner, "/partner", "Reporter and partner are one state.")
        .Money("/value", command.Value)
        .Require(command.Value.Amount >= 0, "/value/amount", "A flow is not negative; a correction is a new release of the whole figure.")
        .Date("/releasedOn", command.ReleasedOn)
        .Require(command.ReleasedOn.To >= command.Period.From, "/releasedOn", "This is before the period begins.")
        .Require(command.Status != FigureStatus.Final || command.ReleasedOn.To >= command.Period.To, "/releasedOn", "A final figure is not released before its period ends.")
        .Slug("/source", command.Source)
        .Require(!command.Confirm || !string.IsNullOrWhiteSpace(command.Reason), "/reason", "To confirm a figure, say why it is right.");

    public static Decision Decide(RecordTradeFigure command, TradeSeries series, Known known)
    {
        if (!known.Sources.ContainsKey(command.Source))
            return Citations.Unknown("/source", command.Source);
        if (InFuture(command, known) is { } early)
            return early;
        var (valuation, scope) = (command.Valuation ?? DefaultValuation(command.Flow), command.Scope ?? TradeScope.Goods);
        var key = new FigureKey(command.Source, command.Flow, valuation, scope, command.Period, command.Value.Currency);
        var before = series.Standing(key, command.ReleasedOn.To);
        if (before is not null && before.SaysTheSameAs(command.Value) && before.Status == command.Status)
            return Decision.Nothing;
        // Two values of one release: without this a file sent twice would let them take turns.
        if (series.Of(key).Any(v => !v.Retracted && v.SaysTheSameAs(command.Value) && v.Status == command.Status && v.ReleasedOn.SaysTheSameAs(command.ReleasedOn)))
            return Decision.Nothing with { Warnings = ["This figure is recorded, and another of the same release stands over it; retract that one if it is wrong."] };
        // Without this a file sent twice would bring back what was retracted in between, also what it confirmed.
        if (series.Of(key).Any(v => v.Retracted && v.SaysTheSameAs(command.Value) && v.ReleasedOn.SaysTheSameAs(command.ReleasedOn)
                && (!command.Confirm || v.Status == command.Status && v.Reason == command.Reason)))
            return Decision.Nothing with { Warnings = ["This figure was retracted; to record it again, confirm it with a reason of its own."] };
        if (!command.Confirm)
        {
            if (before is { Status: FigureStatus.Final } && command.Status != FigureStatus.Final)
                return Problem.StateRefuses.Because(
                    $"The final figure of {before.ReleasedOn} is not replaced by a later {command.Status.ToString().ToLowerInvariant()} one; confirm it with a reason if it must be.",
                    new Fault("/status", "A final figure stands."));
            if (before is { Status: FigureStatus.Final } && before.ReleasedOn.SaysTheSameAs(command.ReleasedOn))
                return Problem.StateRefuses.Because(
                    $"The final figure released on {before.ReleasedOn} is {before.Amount} {before.Key.Currency}. A revision has a later release; a wrong entry is corrected with \"confirm\": true and a \"reason\".",
                    new Fault("/releasedOn", "A final figure of this release stands."));
            if (Plausibility.Doubts(key, command.Value, series) is { Count: > 0 } doubts)
                return new Refusal(Problem.ImplausibleFigure, "If the figure is right, send it again with \"confirm\": true and a \"reason\".", doubts);
        }
        return series.Standing(key) is null
            ? Decision.Of(new TradeFigureRecorded(
                command.Reporter, command.Partner, command.Flow, command.Period, command.Value, command.Status, command.Source, command.ReleasedOn,
                valuation, scope, command.Reason))
            : Decision.Of(new TradeFigureRevised(
                command.Reporter, command.Partner, command.Flow, command.Period, command.Value, command.Status, command.Source, command.ReleasedOn,
                valuation, scope, before?.Value, command.Reason));
    }

    internal static Valuation? DefaultValuation(Flow flow) => flow switch
    {
        Flow.Export => Valuation.FOB,
        Flow.Import => Valuation.CIF,
        _ => null,
    };

    static Refusal? InFuture(RecordTradeFigure command, Known known)
    {
        var faults = new Faults()
            .Require(command.Period.From <= known.Today, "/period", $"This period begins after today, {known.Today:yyyy-MM-dd}.")
            .Require(command.ReleasedOn.From <= known.Today, "/releasedOn", $"This lies after today, {known.Today:yyyy-MM-dd}.");
        return faults.Found.Count == 0 ? null : new(Problem.InvalidValue, "What has not happened yet is no figure.", faults.Found);
    }
}
