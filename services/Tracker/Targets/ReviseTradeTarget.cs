using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;

namespace CommitmentTracker.Targets;

internal static class ReviseTradeTargetSlice
{
    public static readonly Slice Slice = new Slice<ReviseTradeTarget, Target>(
        Roles.Officer, command => Target.Kind.Stream(command.Target), Check, Decide);

    static Faults Check(ReviseTradeTarget command) => new Faults()
        .Slug("/target", command.Target)
        .Require(command.Goal is not null || command.Deadline is not null, "", "Say a goal, a deadline, or both.")
        .Money("/goal", command.Goal)
        .Require(command.Goal is null or { Amount: > 0 }, "/goal/amount", "A goal is more than nothing.")
        .Date("/statedOn", command.StatedOn)
        .Date("/deadline", command.Deadline)
        .Require(command.Deadline is null || command.Deadline.To >= command.StatedOn.From, "/deadline", "The deadline lies before the statement.")
        .Require(!command.Contradiction || !string.IsNullOrWhiteSpace(command.Reason), "/reason", "Say what it contradicts and why the other is accepted.")
        .Text("/authority", command.Authority, 300)
        .Speaker(command.Speaker);

    public static Decision Decide(ReviseTradeTarget command, Target target, Known known)
    {
        if (target.Set is null)
            return Problem.NotFound.Because($"No target '{command.Target}' is set.");
        if (command.StatedOn.From > known.Today)
            return Problem.InvalidValue.Because("What has not been said yet is no statement.", new Fault("/statedOn", $"This lies after today, {known.Today:yyyy-MM-dd}."));
        if (command.StatedOn.To < target.Set.StatedOn.From)
            return Problem.InvalidValue.Because(
                "The target was not set yet on that day.", new Fault("/statedOn", $"The target was first stated on {target.Set.StatedOn}."));
        var decision = command.Contradiction ? Contradict(command, target, target.Set) : Accept(command, target, target.Set);
        // What was said before it was given up may still be found and entered later.
        var late = target.Withdrawn is { } withdrawn && command.StatedOn.From > withdrawn.StatedOn.To;
        return late && decision != Decision.Nothing
            ? Problem.StateRefuses.Because($"Target '{command.Target}' was withdrawn on {target.Withdrawn!.StatedOn}.")
            : decision;
    }

    static Decision Contradict(ReviseTradeTarget command, Target target, TradeTargetSet set)
    {
        var source = command.Citation?.Source;
        return target.Statements.Any(s => !s.Accepted && s.Is(command.StatedOn, command.Speaker, source) && Alike(s.Goal, command.Goal) && Alike(s.Deadline, command.Deadline))
            ? Decision.Nothing
            : Decision.Of(new TradeTargetContradicted(
                set.Slug, set.Pair, command.Goal, command.Deadline, command.StatedOn, command.Reason!, command.Speaker, source));
    }

    static Decision Accept(ReviseTradeTarget command, Target target, TradeTargetSet set)
    {
        var source = command.Citation?.Source;
        // Against what stood on the day of the statement, so that a statement entered late is judged by its own day.
        var (goal, deadline) = target.At(command.StatedOn.To);
        var events = new List<object>();
        var (goalAgain, deadlineAgain) = ((Money?)null, (DateSpan?)null);
        if (command.Goal is { } said && !Made(s => said.SaysTheSameAs(s.Goal)))
        {
            if (goal.SaysTheSameAs(said))
                goalAgain = said;
            else
                events.Add(new TradeTargetRevised(set.Slug, set.Pair, goal, said, command.StatedOn, command.Speaker, command.Reason, source));
        }
        if (command.Deadline is { } by && !Made(s => s.Deadline?.To == by.To))
        {
            var change = by.To == deadline?.To ? Decision.Nothing : Move(command, set, deadline, by, source);
            if (change.Refusal is not null)
                return change;
            events.AddRange(change.Events);
            if (change.Events.Count == 0)
                deadlineAgain = by;
        }
        // Also beside a change: without the mention a statement found late, of a day between, would undo what this one said again.
        if (goalAgain is not null || deadlineAgain is not null)
            events.Add(new TradeTargetRestated(set.Slug, set.Pair, goalAgain, deadlineAgain, command.StatedOn, command.Speaker, source));
        return events.Count == 0 ? Decision.Nothing : new(events);

        // Two sources may say different things on one day. Without this, sending the first again would undo the second.
        bool Made(Func<Statement, bool> says) => target.HasAccepted(command.StatedOn, command.Speaker, source, says);
    }

    static Decision Move(ReviseTradeTarget command, TradeTargetSet set, DateSpan? before, DateSpan moved, string? source)
    {
        if (before is null)
            return Decision.Of(new TargetDeadlineAdded(set.Slug, set.Pair, moved, command.StatedOn, command.Speaker, source));
        if (moved.To > before.To)
        {
            var faults = new Faults()
                .Require(!string.IsNullOrWhiteSpace(command.Reason), "/reason", "Extending a deadline needs a reason.")
                .Require(!string.IsNullOrWhiteSpace(command.Authority), "/authority", "Extending a deadline needs the instrument or body that did it.")
                .Require(command.Citation is not null, "/citation", "Extending a deadline needs a source.");
            return faults.Found.Count > 0
                ? new Refusal(Problem.InvalidValue, $"This moves the deadline from {before} to {moved}.", faults.Found)
                : Decision.Of(new TargetDeadlineExtended(
                    set.Slug, set.Pair, before, moved, command.StatedOn, command.Reason!, command.Authority!, command.Speaker, source));
        }
        return command.AgreedBy?.Contains(set.Pair.A) == true && command.AgreedBy.Contains(set.Pair.B)
            ? Decision.Of(new TargetDeadlineAdvanced(
                set.Slug, set.Pair, before, moved, command.StatedOn, [set.Pair.A, set.Pair.B], command.Speaker, command.Reason, source))
            : Problem.StateRefuses.Because(
                $"Moving the deadline forward from {before} to {moved} needs both states.", new Fault("/agreedBy", $"Both {set.Pair.A} and {set.Pair.B} must have agreed."));
    }

    static bool Alike(Money? one, Money? other) => one is null ? other is null : one.SaysTheSameAs(other);

    static bool Alike(DateSpan? one, DateSpan? other) => one is null ? other is null : one.SaysTheSameAs(other);
}
