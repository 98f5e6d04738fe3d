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
        .Require(command.Goal?.Bound is not Bound.LessThan, "/goal/bound", SetTradeTargetSlice.NoCeiling)
        .Past("/statedOn", command.StatedOn)
        .Date("/deadline", command.Deadline)
        .Require(command.Deadline is null || command.Deadline.To >= command.StatedOn.From, "/deadline", "The deadline lies before the statement.")
        .Require(!command.Contradiction || !string.IsNullOrWhiteSpace(command.Reason), "/reason", "Say what it contradicts and why the other is accepted.")
        .Text("/authority", command.Authority, 300)
        .Speaker(command.Speaker);

    public static Decision Decide(ReviseTradeTarget command, Target target, Known known)
    {
        if (target.Set is null)
            return Problem.NotFound.Because($"No target '{command.Target}' is set.");
        var then = target.On(command.StatedOn.To);
        var decision = command.Contradiction ? Contradict(command, target, target.Set) : Accept(command, target, target.Set, then);
        // What was said before it was given up may still be found and entered later.
        return then?.Withdrawal is { } withdrawal && command.StatedOn.From > withdrawal.StatedOn.To && decision is not { Events.Count: 0, Refusal: null }
            ? target.Withdrawn(withdrawal)
            : decision;
    }

    static Decision Contradict(ReviseTradeTarget command, Target target, TradeTargetSet set)
    {
        var source = command.Citation.Source;
        return target.Statements.Any(Says) ? Decision.Nothing
            : target.TookBack(Says, command.Reason) is { } before ? before
            : Decision.Of(new TradeTargetContradicted(
                set.Slug, set.Pair, command.Goal, command.Deadline, command.StatedOn, command.Reason!, command.Speaker, source));

        bool Says(Statement s) => !s.Accepted && s.Is(command.StatedOn, command.Speaker, source) && Alike(s.Goal, command.Goal) && Alike(s.Deadline, command.Deadline);
    }

    /// <param name="command">The statement.</param>
    /// <param name="target">What is known of the target.</param>
    /// <param name="set">Its first event.</param>
    /// <param name="then">What stood on the day of the statement, so that one entered late is judged by its own day; null: it is the earliest.</param>
    static Decision Accept(ReviseTradeTarget command, Target target, TradeTargetSet set, TargetOnDay? then)
    {
        var (source, before) = (command.Citation.Source, Decision.Nothing);
        var goal = command.Goal is { } g && !Made(s => g.SaysTheSameAs(s.Goal)) ? g : null;
        var deadline = command.Deadline is { } d && !Made(s => s.Deadline?.To == d.To) ? d : null;
        if (then is null && goal is null && deadline is not null)
            return Problem.InvalidValue.Because(
                "This is the earliest statement of the target, and the earliest says the goal.",
                new Fault("/goal", command.Goal is null
                    ? $"By {command.StatedOn} no goal had been stated; the first known so far is of {target.Latest!.FirstStatedOn}."
                    : "This goal was logged so before, and taken back as wrong; if it was said after all, say in the reason what is new."));
        var (events, faults) = (new List<object>(), new Faults());
        var (goalAgain, deadlineAgain) = ((Money?)null, (DateSpan?)null);
        if (goal is { } said)
        {
            if (said.SaysTheSameAs(then?.Goal))
                goalAgain = said;
            else
            {
                faults.Require(
                    then is null || said.Currency == then.Goal.Currency && !said.IsBelow(then.Goal) || !string.IsNullOrWhiteSpace(command.Reason),
                    "/reason", $"Putting the goal from {then?.Goal.Amount} {then?.Goal.Currency} to {said.Amount} {said.Currency} needs a reason.");
                events.Add(new TradeTargetRevised(set.Slug, set.Pair, then?.Goal, said, command.StatedOn, command.Speaker, command.Reason, source));
            }
        }
        if (deadline is { } by)
        {
            if (by.To == then?.Deadline?.To)
                deadlineAgain = by;
            else if (Move(command, set, then?.Deadline, by, faults) is var move && move.Refusal is null)
                events.AddRange(move.Events);
            else
                return move;
        }
        if (faults.Found.Count > 0)
            return new Refusal(Problem.InvalidValue, "What this changes needs more to be said.", faults.Found);
        // Also beside a change: without the mention a statement found late, of a day between, would undo what this one said again.
        if (goalAgain is not null || deadlineAgain is not null)
            events.Add(new TradeTargetRestated(set.Slug, set.Pair, goalAgain, deadlineAgain, command.StatedOn, command.Speaker, source));
        string?[] warnings = [.. before.Warnings ?? [], Lowered(events, then), target.Later(command.StatedOn, command.Goal is not null, command.Deadline is not null)];
        return events.Count == 0 ? before : new(events, Warnings: warnings.OfType<string>().ToArray() is { Length: > 0 } found ? found : null);

        // Two sources may say different things on one day. Without this, sending the first again would undo the second.
        bool Made(Func<Statement, bool> says)
        {
            bool Says(Statement s) => s.Accepted && s.Act is Act.States && s.Is(command.StatedOn, command.Speaker, source) && says(s);
            if (target.Statements.Concat(target.EverSet().Select(Target.Said).OfType<Statement>()).Any(Says))
                return true;
            var taken = target.TookBack(Says, command.Reason);
            before = taken ?? before;
            return taken is not null;
        }
    }

    /// <summary>A lower goal may have been met already. This is said of every one: the command names no pair whose figures could be looked at.</summary>
    static string? Lowered(List<object> events, TargetOnDay? then) =>
        then is not null && events.OfType<TradeTargetRevised>().FirstOrDefault() is { } revised && revised.Goal.IsBelow(then.Goal)
            ? $"The goal is lowered to {Say.Amount(revised.Goal.Amount, revised.Goal.Currency)}: a year that reached it before {revised.StatedOn} does not attain it, only one that ends after the statement can."
            : null;

    static Decision Move(ReviseTradeTarget command, TradeTargetSet set, DateSpan? before, DateSpan moved, Faults faults)
    {
        var source = command.Citation.Source;
        if (before is null)
            return Decision.Of(new TargetDeadlineAdded(set.Slug, set.Pair, moved, command.StatedOn, command.Speaker, source));
        var later = moved.To > before.To;
        faults.Require(!string.IsNullOrWhiteSpace(command.Reason), "/reason", $"Moving the deadline from {before} to {moved} needs a reason.")
            .Require(!later || !string.IsNullOrWhiteSpace(command.Authority), "/authority", "Extending a deadline needs the instrument or body that did it.");
        var agreed = command.AgreedBy?.Contains(set.Pair.A) == true && command.AgreedBy.Contains(set.Pair.B);
        if (faults.Found.Count > 0)
            faults.Require(later || agreed, "/agreedBy", $"Both {set.Pair.A} and {set.Pair.B} must have agreed.");
        if (faults.Found.Count > 0)
            return Decision.Nothing;
        if (later)
            return Decision.Of(new TargetDeadlineExtended(
                set.Slug, set.Pair, before, moved, command.StatedOn, command.Reason!, command.Authority!, command.Speaker, source));
        return agreed
            ? Decision.Of(new TargetDeadlineAdvanced(
                set.Slug, set.Pair, before, moved, command.StatedOn, [set.Pair.A, set.Pair.B], command.Reason!, command.Speaker, source))
            : Problem.StateRefuses.Because(
                $"Moving the deadline forward from {before} to {moved} needs both states.", new Fault("/agreedBy", $"Both {set.Pair.A} and {set.Pair.B} must have agreed."));
    }

    static bool Alike(Money? one, Money? other) => one is null ? other is null : one.SaysTheSameAs(other);

    static bool Alike(DateSpan? one, DateSpan? other) => one is null ? other is null : one.SaysTheSameAs(other);
}
