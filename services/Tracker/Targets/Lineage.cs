using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Targets;

/// <summary>What a statement does besides naming a goal or a deadline.</summary>
internal enum Act
{
    /// <summary>Nothing else.</summary>
    States,
    /// <summary>The target is given up.</summary>
    Withdraws,
    /// <summary>The target counts again.</summary>
    Reinstates,
}

/// <summary>One statement of a target: what was said, when, by whom, found where.</summary>
internal sealed record Statement(
    DateSpan StatedOn, Money? Goal, DateSpan? Deadline, string? Speaker, string? Source, bool Accepted = true, Act Act = Act.States, string? Reason = null, long Version = 0,
    string? Authority = null, IReadOnlyList<StateCode>? AgreedBy = null)
{
    /// <summary>Whether this is that statement, read in the same document.</summary>
    public bool Is(DateSpan statedOn, string? speaker, string? source) => StatedOn.SaysTheSameAs(statedOn) && Speaker == speaker && Source == source;
}

/// <summary>A statement that lowered the goal, and the goal before it.</summary>
internal sealed record Lowering(Statement By, Money From);

/// <summary>The deadline first stated, the goal that stood with it, and since when that goal stood; null: since the target was first stated.</summary>
internal sealed record FirstDeadline(DateSpan Deadline, DateSpan StatedOn, IReadOnlyList<GoalSet> Goals)
{
    public Money Goal => Goals[^1].Goal;
}

/// <summary>A goal and when it was set: who says it again sets no other, and other words for as much set none.</summary>
internal sealed record GoalSet(DateSpan Since, Money Goal);

/// <summary>What a target's statements come to on a day of the world.</summary>
/// <param name="Deadline">The deadline that stands, or null.</param>
/// <param name="FirstStatedOn">When it was first said, by what is known.</param>
/// <param name="Goals">The goals set one after another; the last is the one that stands.</param>
/// <param name="First">The first deadline, whether it stands or not.</param>
/// <param name="Withdrawal">The statement that gave it up, while nobody took it up again.</param>
/// <param name="Lowerings">Every statement that lowered the goal, oldest first.</param>
internal sealed record TargetOnDay(
    IReadOnlyList<GoalSet> Goals, DateSpan? Deadline, DateSpan FirstStatedOn, FirstDeadline? First, Statement? Withdrawal, IReadOnlyList<Lowering> Lowerings)
{
    public Money Goal => Goals[^1].Goal;
}

/// <summary>
/// The one place where a target's statements are put together: decisions and views both ask here, so that an officer is not refused what the
/// view would show. Statements count by the day they were made, of one day in the order recorded, whenever they were entered.
/// </summary>
internal static class Lineage
{
    /// <summary>The target by what had been said until the end of a day; null where no goal had.</summary>
    public static TargetOnDay? On(IEnumerable<Statement> statements, DateOnly day)
    {
        TargetOnDay? target = null;
        foreach (var said in statements.Where(s => s.Accepted && s.StatedOn.To <= day).OrderBy(s => s.StatedOn.To))
        {
            if (target is null)
            {
                // Until a goal is named there is no target; decisions let nothing be said before.
                if (said.Goal is { } first)
                    target = Deadline(new([new(said.StatedOn, first)], null, said.StatedOn, null, null, []), said);
                continue;
            }
            target = Deadline(Goal(target, said), said) with
            {
                Withdrawal = said.Act switch { Act.Withdraws => said, Act.Reinstates => null, _ => target.Withdrawal },
            };
        }
        return target;
    }

    /// <summary>
    /// Versions of the statements that what was said before them does not allow: the first names a goal, what was given up is not given up again nor said again
    /// before it is taken up, and only what was given up is taken up again.
    /// </summary>
    public static IEnumerable<long> Unfounded(IEnumerable<Statement> statements)
    {
        var (begun, withdrawal) = (false, (Statement?)null);
        foreach (var said in statements.OrderBy(s => s.StatedOn.To))
        {
            if (said.Accepted && !begun && said.Goal is null || said.Act switch
            {
                Act.Withdraws => withdrawal is not null,
                Act.Reinstates => withdrawal is null,
                _ => withdrawal is not null && said.StatedOn.From > withdrawal.StatedOn.To,
            })
                yield return said.Version;
            begun |= said is { Accepted: true, Goal: not null };
            withdrawal = said.Act switch { Act.Withdraws => said, Act.Reinstates => null, _ => withdrawal };
        }
    }

    /// <summary>Whether a goal asks for less than another: the same currency and a smaller amount.</summary>
    public static bool IsBelow(this Money goal, Money other) => goal.Currency == other.Currency && goal.Amount < other.Amount;

    /// <summary>Whether what reaches one goal reaches the other; see <see cref="Amount.Reaches(Money)"/>.</summary>
    static bool AsksAsMuch(Money one, Money other) =>
        one.Currency == other.Currency && one.Amount == other.Amount && one.Bound is Bound.MoreThan == other.Bound is Bound.MoreThan;

    /// <summary>A mention of the same goal leaves the words in which it was set.</summary>
    static TargetOnDay Goal(TargetOnDay target, Statement said)
    {
        if (said.Goal is not { } goal || goal.SaysTheSameAs(target.Goal))
            return target;
        IReadOnlyList<GoalSet> goals = AsksAsMuch(goal, target.Goal) ? [.. target.Goals.SkipLast(1), target.Goals[^1] with { Goal = goal }] : [.. target.Goals, new(said.StatedOn, goal)];
        return target with
        {
            Goals = goals,
            Lowerings = goal.IsBelow(target.Goal) ? [.. target.Lowerings, new(said, target.Goal)] : target.Lowerings,
            // Goal and deadline of one day belong together, in whichever order they were entered.
            First = target.First is { } first && first.StatedOn.To == said.StatedOn.To ? first with { Goals = goals } : target.First,
        };
    }

    static TargetOnDay Deadline(TargetOnDay target, Statement said) => said.Deadline is not { } deadline
        ? target
        : target with { Deadline = deadline, First = target.First ?? new(deadline, said.StatedOn, target.Goals) };
}
