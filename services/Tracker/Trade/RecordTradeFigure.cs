using CommitmentTracker.Contracts.Trade;
using CommitmentTracker.Contracts.Values;
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
        .Begun("/period", command.Period.From)
        .Past("/releasedOn", command.ReleasedOn)
        .Require(command.ReleasedOn.To >= command.Period.From, "/releasedOn", "This is before the period begins.")
        .Require(command.Status != FigureStatus.Final || command.ReleasedOn.To >= command.Period.To, "/releasedOn", "A final figure is not released before its period ends.")
        .Slug("/source", command.Source)
        .Require(!command.Confirm || !string.IsNullOrWhiteSpace(command.Reason), "/reason", "To confirm a figure, say why it is right.");

    public static Decision Decide(RecordTradeFigure command, TradeSeries series, Known known)
    {
        if (!known.Sources.ContainsKey(command.Source))
            return Citations.Unknown("/source", command.Source);
        var (valuation, scope) = (command.Valuation ?? DefaultValuation(command.Flow), command.Scope ?? TradeScope.Goods);
        var key = new FigureKey(command.Source, command.Flow, valuation, scope, command.Period, command.Value.Currency);
        var releases = series.Of(key);
        var before = StandingVintage.Of(releases, command.ReleasedOn.To);
        var retracted = false;
        foreach (var v in releases)
        {
            if (!v.Is(command.Value, command.Status, command.ReleasedOn))
                continue;
            // Two values of one release would take turns, if the one that does not stand were news.
            if (!v.Retracted)
                return Already(command, v, before);
            retracted |= !command.Confirm || v.Reason == command.Reason;
        }
        // Without this a file sent twice would bring back what was retracted in between, also what it confirmed.
        if (retracted)
            return Decision.Nothing with { Warnings = ["This figure was retracted; to record it again, confirm it with a reason of its own."] };
        if (before is not null && before.SaysTheSameAs(command.Value) && before.Status == command.Status)
            return before.ReleasedOn.To == command.ReleasedOn.To ? Already(command, before, before) : Kept(command, null, new TradeFigureReleasedAgain(
                command.Reporter, command.Partner, command.Flow, command.Period, command.Value, command.Status, command.Source, command.ReleasedOn,
                valuation, scope, command.Reason));
        var standing = StandingVintage.Of(releases);
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
            if (Gone(command).Concat(Plausibility.Doubts(key, command.Value, standing, series)).ToList() is { Count: > 0 } doubts)
                return new Refusal(Problem.ImplausibleFigure, "If the figure is right, send it again with \"confirm\": true and a \"reason\".", doubts);
        }
        var falls = Falls(key, command.Value, series);
        return standing is null
            ? Kept(command, falls, new TradeFigureRecorded(
                command.Reporter, command.Partner, command.Flow, command.Period, command.Value, command.Status, command.Source, command.ReleasedOn,
                valuation, scope, command.Reason))
            : Kept(command, falls, new TradeFigureRevised(
                command.Reporter, command.Partner, command.Flow, command.Period, command.Value, command.Status, command.Source, command.ReleasedOn,
                valuation, scope, before?.Value, command.Reason));
    }

    /// <summary>Trade with a state that was no more needs somebody who confirms it.</summary>
    static IEnumerable<Fault> Gone(RecordTradeFigure command)
    {
        foreach (var (pointer, state) in new[] { ("/reporter", command.Reporter), ("/partner", command.Partner) })
            if (state.Years.Last is { } last && command.Period.Year > last)
                yield return new(pointer, $"{state} ended with {last}.");
    }

    /// <summary>Trade from January to July is not less than that to June: where it is, one of the two was revised.</summary>
    static string? Falls(FigureKey key, Money value, TradeSeries series)
    {
        if (key.Period.Frequency is not Frequency.YearToDate)
            return null;
        var (before, after) = (series.Running(key, -1), series.Running(key, 1));
        return before?.Amount > value.Amount ? $"This is less than {before.Key.Period}, {before.Amount} {before.Key.Currency}: one of the two was revised."
            : after?.Amount < value.Amount ? $"This is more than {after.Key.Period}, {after.Amount} {after.Key.Currency}: one of the two was revised." : null;
    }

    static Decision Kept(RecordTradeFigure command, string? falls, object e)
    {
        var warnings = new List<string>();
        if (falls is not null)
            warnings.Add(falls);
        foreach (var state in new[] { command.Reporter, command.Partner })
            if (state.Years.First is { } first && command.Period.Year < first)
                warnings.Add($"Figures of {state} begin with {first}; what is older is mostly its predecessor's.");
        if (command.ReleasedOn.To < command.Period.To)
            warnings.Add($"Released before {command.Period} ended: a forecast or partial figure, which counts toward no target.");
        if (command.Citation is { } citation && citation.Source != command.Source)
            warnings.Add($"The quote is from '{citation.Source}', and the figure is kept as one of '{command.Source}'.");
        return warnings.Count == 0 ? Decision.Of(e) : Decision.Of(e) with { Warnings = warnings };
    }

    internal static Valuation? DefaultValuation(Flow flow) => flow switch
    {
        Flow.Export => Valuation.FOB,
        Flow.Import => Valuation.CIF,
        _ => null,
    };

    /// <summary>
    /// Nothing is stored. Who sends words, a reason or a citation with it is told that these are not kept either: the register knows whether the
    /// figure is the same, not whether they are.
    /// </summary>
    static Decision Already(RecordTradeFigure command, Vintage known, Vintage? standing)
    {
        var warnings = new List<string>();
        if (standing is not null && standing != known)
            warnings.Add("This figure is recorded, and another of the same release stands over it; retract that one if it is wrong.");
        if (!known.ReleasedOn.SaysTheSameAs(command.ReleasedOn))
            warnings.Add($"Not stored: {command.ReleasedOn} as its release; the figure is known with {known.ReleasedOn}, which ends on the same day. Retract it to put that right.");
        string?[] besides = [command.Value.Words is null ? null : "words", command.Reason is null ? null : "reason", command.Citation is null ? null : "citation"];
        if (besides.Any(b => b is not null))
            warnings.Add($"The figure is known already (version {known.Number} of its stream); what came with it ({string.Join(", ", besides.Where(b => b is not null))}) was not stored.");
        return warnings.Count == 0 ? Decision.Nothing : Decision.Nothing with { Warnings = warnings };
    }
}
