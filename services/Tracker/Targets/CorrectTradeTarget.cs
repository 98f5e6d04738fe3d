using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;

namespace CommitmentTracker.Targets;

internal static class CorrectTradeTargetSlice
{
    public static readonly Slice Slice = new Slice<CorrectTradeTarget, Target>(
        Roles.Officer, command => Target.Kind.Stream(command.Target), Check, Decide);

    static Faults Check(CorrectTradeTarget command)
    {
        var faults = new Faults()
            .Slug("/target", command.Target)
            .Require(command is not { Goal: null, Deadline: null, StatedOn: null, Speaker: null, Measure: null }, "",
                "Nothing is corrected; give what was wrong: goal, deadline, statedOn, speaker or measure.")
            .Money("/goal", command.Goal)
            .Require(command.Goal is null or { Amount: > 0 }, "/goal/amount", "A goal is more than nothing.")
            .Require(command.Goal?.Bound is not Bound.LessThan, "/goal/bound", SetTradeTargetSlice.NoCeiling)
            .Date("/deadline", command.Deadline)
            .Speaker(command.Speaker);
        return command.StatedOn is { } statedOn ? faults.Past("/statedOn", statedOn) : faults;
    }

    public static Decision Decide(CorrectTradeTarget command, Target target, Known known)
    {
        if (target.Set is not { } set)
            return Problem.NotFound.Because($"No target '{command.Target}' is set.");
        var corrected = new TradeTargetCorrected(set.Slug, set.Pair, command.Reason, command.Goal, command.Deadline, command.StatedOn, command.Speaker, command.Measure);
        if (target.With(corrected) == set)
            return Decision.Nothing;
        // Without this a file sent twice would bring back what was corrected again in between.
        if (target.History.Contains(corrected))
            return Decision.Nothing with { Warnings = ["It was corrected so for this reason before, and corrected again since; to return to it, say why."] };
        var after = Target.Evolve(target, corrected);
        return Faulty(after.Set!) is { Count: > 0 } faults ? Problem.InvalidValue.Because("With what stands it makes no target.", [.. faults])
            : target.Pending() is { } waiting ? Problem.StateRefuses.Because($"A proposal waits for a second person, version {waiting.Version}: it may rest on this.")
            : Broken(target, after) is { } broken ? broken
            : Decision.Of(corrected);
    }

    /// <summary>The rules of SetTradeTarget that hold of several members together, some of which stand already.</summary>
    static IReadOnlyList<Fault> Faulty(TradeTargetSet set) => new Faults()
        .Require(set.Deadline is null || set.Deadline.To >= set.StatedOn.From, "/deadline", $"The deadline {set.Deadline} lies before the statement of {set.StatedOn}.")
        .Require(set.Measure.IsTurnover || set.Pair.Has(set.Measure.From!.Value) && set.Pair.Has(set.Measure.To!.Value), "/measure", "The measure names a state that is not of the pair.")
        .Found;

    /// <summary>Why a correction would leave a later statement without ground; null where it does not. What was amiss before is no fault of it.</summary>
    static Refusal? Broken(Target was, Target after)
    {
        var (lost, amiss) = (Lineage.Unfounded(after.Statements).ToHashSet(), Lineage.Unfounded(was.Statements).ToHashSet());
        foreach (var said in was.Statements.Where(s => s.Version > 1))
            if ((lost.Contains(said.Version) && !amiss.Contains(said.Version) ? "Nothing had been said by then that it could speak of."
                : Lacks(after, said.Version) is { } lack && Lacks(was, said.Version) is null ? lack : null) is { } why)
                return Problem.StateRefuses.Because(
                    $"'{App.Types.NameOf(was.History[(int)said.Version - 1].GetType())}' of {said.StatedOn} (version {said.Version}) could not stand then: {why} If that is what is wrong, TakeBack takes it back first.");
        return null;
    }

    /// <summary>What a statement would be with what stood before it, where that is another thing than it was logged as.</summary>
    static string? Lacks(Target target, long version)
    {
        var on = target.Statements.First(s => s.Version == version).StatedOn.To;
        var before = Lineage.On(target.Statements.Where(s => s.StatedOn.To < on || s.StatedOn.To == on && s.Version < version), DateOnly.MaxValue);
        return target.History[(int)version - 1] switch
        {
            TargetDeadlineAdded d when before?.Deadline is { } stands && stands.To != d.Deadline.To => $"A deadline, {stands}, would stand already.",
            TargetDeadlineExtended d when !(before?.Deadline?.To <= d.Deadline.To) => $"From {before?.Deadline?.ToString() ?? "none"} to {d.Deadline} would be no extension.",
            TargetDeadlineAdvanced d when !(before?.Deadline?.To >= d.Deadline.To) => $"From {before?.Deadline?.ToString() ?? "none"} to {d.Deadline} would be no advance.",
            TradeTargetRestated { Goal: { } goal } when !goal.SaysTheSameAs(before?.Goal) => $"It says {Say.Amount(goal.Amount, goal.Currency)} again, which would not have been the goal.",
            TradeTargetRestated { Deadline: { } deadline } when deadline.To != before?.Deadline?.To => $"It says {deadline} again, which would not have been the deadline.",
            TradeTargetRevised r when before is not null && r.Goal.IsBelow(before.Goal) && string.IsNullOrWhiteSpace(r.Reason) => "It would lower the goal, and no reason is given.",
            _ => null,
        };
    }
}
