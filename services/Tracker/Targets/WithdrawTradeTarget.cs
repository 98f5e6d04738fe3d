using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Platform;

namespace CommitmentTracker.Targets;

internal static class WithdrawTradeTargetSlice
{
    public static readonly Slice Slice = new Slice<WithdrawTradeTarget, Target>(
        Roles.Officer, command => Target.Kind.Stream(command.Target), Check, Decide);

    static Faults Check(WithdrawTradeTarget command) => new Faults()
        .Slug("/target", command.Target)
        .Date("/statedOn", command.StatedOn)
        .Require(!string.IsNullOrWhiteSpace(command.Reason), "/reason", "Say why the states gave it up.");

    public static Decision Decide(WithdrawTradeTarget command, Target target, Known known)
    {
        if (target.Set is null)
            return Problem.NotFound.Because($"No target '{command.Target}' is set.");
        if (command.StatedOn.From > known.Today)
            return Problem.InvalidValue.Because("What has not been said yet is no withdrawal.", new Fault("/statedOn", $"This lies after today, {known.Today:yyyy-MM-dd}."));
        if (command.StatedOn.To < target.Set.StatedOn.From)
            return Problem.InvalidValue.Because("The target was not set yet on that day.", new Fault("/statedOn", $"The target was first stated on {target.Set.StatedOn}."));
        var withdrawn = new TradeTargetWithdrawn(target.Set.Slug, target.Set.Pair, command.StatedOn, command.Reason);
        if (target.Withdrawn is null)
            return Decision.Of(withdrawn);
        return target.Withdrawn.StatedOn.SaysTheSameAs(withdrawn.StatedOn)
            ? Decision.Nothing
            : Problem.AlreadyDifferent.Because($"Target '{command.Target}' is recorded as withdrawn on {target.Withdrawn.StatedOn}.");
    }
}
