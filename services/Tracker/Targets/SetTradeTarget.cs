using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Contracts.Trade;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.EventStore.Deciding;
using CommitmentTracker.Platform;
using CommitmentTracker.Trade;

namespace CommitmentTracker.Targets;

internal static class SetTradeTargetSlice
{
    public static readonly Slice Slice = new Slice<SetTradeTarget, Target>(
        Roles.Officer, command => Target.Kind.Stream(SlugOf(command)!), Check, Decide, command => command.Basis?.Sources ?? [],
        OtherEntries: command => [Figures(command.Pair.A, command.Pair.B), Figures(command.Pair.B, command.Pair.A)]);

    static StreamRef Figures(StateCode reporter, StateCode partner) => TradeSeries.Kind.Stream($"{reporter}-{partner}");

    static string? SlugOf(SetTradeTarget command) =>
        command.Slug ?? Slug.From(command.Pair.ToString(), command.Measure.IsTurnover ? "trade" : command.Measure.ToString());

    internal const string NoCeiling = "A trade target is reached from below; a ceiling would be attained by exceeding it. \"up to\" is atMost, and asks for the full amount.";

    static Faults Check(SetTradeTarget command)
    {
        var faults = new Faults()
            .Slug("/slug", SlugOf(command))
            .Money("/goal", command.Goal)
            .Require(command.Goal.Amount > 0, "/goal/amount", "A goal is more than nothing.")
            .Require(command.Goal.Bound is not Bound.LessThan, "/goal/bound", NoCeiling)
            .Past("/statedOn", command.StatedOn)
            .Date("/deadline", command.Deadline)
            .Require(command.Deadline is null || command.Deadline.To >= command.StatedOn.From, "/deadline", "The deadline lies before the statement.")
            .Require(command.Measure.IsTurnover || command.Pair.Has(command.Measure.From!.Value) && command.Pair.Has(command.Measure.To!.Value),
                "/measure", "The measure names a state that is not of the pair.")
            .Speaker(command.Speaker);
        return DeclareTargetBasisSlice.CheckBasis(faults, command.Basis, command.Pair);
    }

    public static Decision Decide(SetTradeTarget command, Target target, Known known)
    {
        if (DeclareTargetBasisSlice.UnknownSource(command.Basis, known) is { } unknown)
            return unknown;
        var set = new TradeTargetSet(
            SlugOf(command)!, command.Pair, command.Measure, command.Goal, command.Deadline, command.StatedOn, command.Speaker, command.Citation?.Source);
        var declared = command.Basis is null ? null : DeclareTargetBasisSlice.Declared(set, command.Basis, statedOn: command.StatedOn);
        if (target.Set is null)
            return (declared is null ? Decision.Of(set) : Decision.Of(set, declared)) with { Warnings = AlreadyMet(set, command.Basis, known) };
        var withdrawal = target.Latest?.Withdrawal;
        if (!target.EverSet().Contains(set))
            return withdrawal is not null
                ? target.Withdrawn(withdrawal)
                : Problem.AlreadyDifferent.Because($"A target '{set.Slug}' is set with another pair, measure, goal, deadline or statement; another statement of it, earlier or later, is ReviseTradeTarget; logged wrongly: CorrectTradeTarget, or RetractEntry for all of it.");
        if (declared is null || target.Bases.Any(before => before.Basis.SameAs(declared.Basis)))
            return withdrawal is null
                ? Decision.Nothing
                : Decision.Nothing with { Warnings = [$"This is recorded, and the target was withdrawn on {withdrawal.StatedOn}; if the states took it up again, that is ReinstateTradeTarget."] };
        if (target.TookBack(declared))
            return Decision.Nothing with { Warnings = ["This basis was declared so before, and taken back as wrong; to return to it, DeclareTargetBasis says why."] };
        if (withdrawal is not null)
            return target.Withdrawn(withdrawal);
        return target.Bases is []
            ? Decision.Of(declared)
            : Problem.AlreadyDifferent.Because($"Target '{set.Slug}' has another basis; changing it is DeclareTargetBasis, with a reason.");
    }

    /// <summary>
    /// Whose latest full year until the statement reaches the goal already: it may be a slip, and that year cannot attain it. A year that ended
    /// later, and is only known already because the statement is entered late, attains it like any other.
    /// </summary>
    static string[]? AlreadyMet(TradeTargetSet set, MeasurementBasis? basis, Known known)
    {
        var standing = new StandingTarget(
            set.Slug, set.Pair, set.Measure, set.Goal, set.Deadline,
            basis ?? new(Viewpoint.Parse("conservative"), TradeScope.Goods, null, MinimumStatus.Stated), set.StatedOn, Withdrawn: false, BasisDeclaredOn: null);
        (StateCode Reporter, StateCode Partner)[] sides = [(set.Pair.A, set.Pair.B), (set.Pair.B, set.Pair.A)];
        var figures = sides.SelectMany(side => ((TradeSeries)known.Entries[Figures(side.Reporter, side.Partner).Id]).Vintages.Select(v => new TradeFigure(
            side.Reporter, side.Partner, v.Key.Flow, v.Key.Period, v.Value, v.Status, v.Key.Source, v.ReleasedOn, v.Key.Valuation, v.Key.Scope, v.Number, 0, default, v.Retracted)));
        var counting = new Counting(standing, standing.Basis!, figures, set.StatedOn.To);
        var met = sides
            .Select(side => (side.Reporter, Latest: counting.Years.Reverse().Select(Months.All)
                .Select(year => counting.Own(side.Reporter, year) ?? counting.Own(side.Reporter, year, stated: true)).FirstOrDefault(own => own is not null)))
            .Where(own => own.Latest?.Amount.Reaches(set.Goal) is true)
            .Select(own => $"Already met: {own.Reporter} reports {Say.Amount(own.Latest!.Amount, set.Goal.Currency)} for {own.Latest.Year}, before the statement; only a year that ends after it can attain the goal.")
            .ToArray();
        return met is [] ? null : met;
    }
}
