using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Platform;

namespace CommitmentTracker.Targets;

/// <summary>What each statement of a target rests on: one rule, for whatever would change what was said before it. Pure.</summary>
internal static class StatementOrder
{
    /// <summary>Why a correction, or the taking back of a statement, would leave a later one without ground; null where it does not. What was amiss before is no fault of it.</summary>
    public static Refusal? Broken(Target was, Target after)
    {
        var (lost, amiss) = (Lineage.Unfounded(after.Statements).ToHashSet(), Lineage.Unfounded(was.Statements).ToHashSet());
        foreach (var said in after.Statements.Where(s => s.Version > 1))
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
