using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Platform;

namespace CommitmentTracker.Targets;

internal static class WithdrawTradeTargetSlice
{
    public static readonly Slice Slice = new Slice<WithdrawTradeTarget, Target>(
        Roles.Officer, command => Target.Kind.Stream(command.Target), Check, Decide);

    static Faults Check(WithdrawTradeTarget command) => new Faults()
        .Slug("/target", command.Target)
        .Past("/statedOn", command.StatedOn)
        .Require(!string.IsNullOrWhiteSpace(command.Reason), "/reason", "Say why the states gave it up.");

    public static Decision Decide(WithdrawTradeTarget command, Target target, Known known)
    {
        if (target.Set is null)
            return Problem.NotFound.Because($"No target '{command.Target}' is set.");
        if (target.Has(Act.Withdraws, command.StatedOn))
            return Decision.Nothing;
        if (target.TookBack(s => s.Act is Act.Withdraws && s.StatedOn.SaysTheSameAs(command.StatedOn), command.Reason) is { } before)
            return before;
        if (target.On(command.StatedOn.To) is not { } then)
            return Problem.InvalidValue.Because(
                "The target had not been stated by that day.", new Fault("/statedOn", $"The target was first stated on {target.Latest!.FirstStatedOn}."));
        if ((then.Withdrawal ?? target.Latest!.Withdrawal) is { } withdrawal)
            return Problem.AlreadyDifferent.Because($"Target '{command.Target}' is recorded as withdrawn on {withdrawal.StatedOn}.");
        var withdrawn = new TradeTargetWithdrawn(target.Set.Slug, target.Set.Pair, command.StatedOn, command.Reason);
        return command.Citation is null
            ? Decision.Of(withdrawn) with { Warnings = ["No source is cited that says the states gave it up."] }
            : Decision.Of(withdrawn);
    }
}
