using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;
using CommitmentTracker.Sources;

namespace CommitmentTracker.Targets;

internal static class DeclareTargetBasisSlice
{
    public static readonly Slice Slice = new Slice<DeclareTargetBasis, Target>(
        Roles.Officer, command => Target.Kind.Stream(command.Target), Check, Decide, command => command.Basis.Sources ?? []);

    static Faults Check(DeclareTargetBasis command) => CheckBasis(new Faults().Slug("/target", command.Target).Past("/statedOn", command.StatedOn), command.Basis, pair: null);

    public static Decision Decide(DeclareTargetBasis command, Target target, Known known)
    {
        if (target.Set is null)
            return Problem.NotFound.Because($"No target '{command.Target}' is set.");
        if (CheckBasis(new(), command.Basis, target.Set.Pair).Found is { Count: > 0 } faults)
            return new Refusal(Problem.InvalidValue, "The basis does not fit the target.", faults);
        if (UnknownSource(command.Basis, known) is { } unknown)
            return unknown;
        var (declared, last) = (Declared(target.Set, command.Basis, command.Reason, command.StatedOn), target.Bases.LastOrDefault());
        if (last?.Basis.SameAs(command.Basis) == true)
            return Decision.Nothing;
        if (target.TookBack(declared))
            return Entries.TakenBefore;
        if (last is not null)
        {
            // Without this a file sent twice would bring back the basis that was replaced in between.
            if (target.Bases.Any(b => b.Basis.SameAs(command.Basis) && (b.Reason == command.Reason || command.Citation is { } words && target.Cited.Contains(words))))
                return Decision.Nothing with { Warnings = ["This basis was declared with this reason, or in these words, before another replaced it; to return to it, say why, and cite what says so."] };
            if (string.IsNullOrWhiteSpace(command.Reason))
                return Problem.InvalidValue.Because("Counting otherwise than before needs a reason.", new Fault("/reason", "Say why the basis changes."));
        }
        return target.Latest?.Withdrawal is { } withdrawal
            ? target.Withdrawn(withdrawal)
            : Decision.Of(declared) with
            {
                Warnings = target.Bases.LastOrDefault(b => b.StatedOn?.To > command.StatedOn?.To) is { } later ? [$"A basis stated on {later.StatedOn} is declared already, and counts from then on."] : null,
            };
    }

    internal static TargetBasisDeclared Declared(TradeTargetSet set, MeasurementBasis basis, string? reason = null, DateSpan? statedOn = null) =>
        new(set.Slug, set.Pair, basis, reason, statedOn);

    internal static Faults CheckBasis(Faults faults, MeasurementBasis? basis, Pair? pair)
    {
        if (basis is null)
            return faults;
        faults.Require(basis.BaselinePeriod is null or { Frequency: Frequency.Annual }, "/basis/baselinePeriod", "A baseline is a calendar year.");
        faults.Require(pair is null || basis.Viewpoint.Reporter is not { } reporter || pair.Value.Has(reporter), "/basis/viewpoint", "This reporter is not of the pair.");
        faults.Require(basis.Sources is not { Count: 0 }, "/basis/sources", "Name a source, or leave the list out.");
        for (var i = 0; i < basis.Sources?.Count; i++)
            faults.Slug($"/basis/sources/{i}", basis.Sources[i]);
        return faults;
    }

    internal static Refusal? UnknownSource(MeasurementBasis? basis, Known known) =>
        basis?.Sources?.Index().FirstOrDefault(s => !known.Sources.ContainsKey(s.Item)) is (var i, { } slug)
            ? Citations.Unknown($"/basis/sources/{i}", slug)
            : null;

    internal static bool SameAs(this MeasurementBasis one, MeasurementBasis other) =>
        one with { Sources = other.Sources } == other && (one.Sources ?? []).SequenceEqual(other.Sources ?? []);
}
