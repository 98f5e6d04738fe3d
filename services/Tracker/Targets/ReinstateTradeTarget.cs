using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Platform;

namespace CommitmentTracker.Targets;

internal static class ReinstateTradeTargetSlice
{
    public static readonly Slice Slice = new Slice<ReinstateTradeTarget, Target>(
        Roles.Officer, command => Target.Kind.Stream(command.Target), Check, Decide);

    static Faults Check(ReinstateTradeTarget command) => new Faults()
        .Slug("/target", command.Target)
        .Past("/statedOn", command.StatedOn)
        .Require(!string.IsNullOrWhiteSpace(command.Reason), "/reason", "Say why it counts again.")
        .Speaker(command.Speaker);

    public static Decision Decide(ReinstateTradeTarget command, Target target, Known known)
    {
        if (target.Set is null)
            return Problem.NotFound.Because($"No target '{command.Target}' is set.");
        if (target.Has(Act.Reinstates, command.StatedOn))
            return Decision.Nothing;
        if (target.TookBack(s => s.Act is Act.Reinstates && s.Is(command.StatedOn, command.Speaker, command.Citation.Source), command.Reason) is { } before)
            return before;
        return target.On(command.StatedOn.To)?.Withdrawal is null
            ? Problem.StateRefuses.Because($"Target '{command.Target}' was not withdrawn on {command.StatedOn}; a statement of it is ReviseTradeTarget.")
            : Decision.Of(new TradeTargetReinstated(
                target.Set.Slug, target.Set.Pair, command.StatedOn, command.Reason, command.Speaker, command.Citation.Source));
    }
}
