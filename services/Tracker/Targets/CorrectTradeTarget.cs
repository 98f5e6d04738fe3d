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
        var after = Target.Evolve(target, corrected);
        return target.Mend(set, after.Set!, corrected, Faulty(after.Set!) is { Count: > 0 } faults
            ? Problem.InvalidValue.Because("With what stands it makes no target.", [.. faults])
            : StatementOrder.Broken(target, after));
    }

    /// <summary>The rules of SetTradeTarget that hold of several members together, some of which stand already.</summary>
    static IReadOnlyList<Fault> Faulty(TradeTargetSet set) => new Faults()
        .Require(set.Deadline is null || set.Deadline.To >= set.StatedOn.From, "/deadline", $"The deadline {set.Deadline} lies before the statement of {set.StatedOn}.")
        .Require(set.Measure.IsTurnover || set.Pair.Has(set.Measure.From!.Value) && set.Pair.Has(set.Measure.To!.Value), "/measure", "The measure names a state that is not of the pair.")
        .Found;
}
