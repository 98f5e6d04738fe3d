using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Contracts.Trade;
using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Targets;

/// <summary>
/// The goals a target had before the one that stands, and which of them were attained while they stood: a mark that was reached stays reached, whatever the
/// goal became later. Each is judged as it would have been on its last day, by the figures known now.
/// </summary>
internal static class Marks
{
    /// <summary>By the version of the statement that set the goal: when it was attained, and so in words.</summary>
    public static IReadOnlyDictionary<long, (Period In, string Reason)> Attained(TargetDocument target, IReadOnlyList<TradeFigure> figures, DateOnly day)
    {
        var attained = new Dictionary<long, (Period, string)>();
        var goals = Goals(target, day).ToList();
        foreach (var (said, next) in goals.Zip(goals.Skip(1)))
        {
            var last = next.StatedOn.From.AddDays(-1);
            if (last > said.StatedOn.To && TargetsRead.On(target, last)?.Standing is { Withdrawn: false } standing
                && Progress.AttainedIn(standing, [.. figures.Where(f => f.Period.To <= last)], last) is { } period)
                attained[said.Version] = (period, $"The mark of {Say.Amount(standing.Goal.Amount, standing.Goal.Currency)} stated on {said.StatedOn} was attained in {period}, before the goal was changed.");
        }
        return attained;
    }

    /// <summary>The statements that gave the target another goal, by the day they were made.</summary>
    static IEnumerable<TargetStatement> Goals(TargetDocument target, DateOnly day)
    {
        Money? goal = null;
        foreach (var said in target.Lineage.Where(l => l is { Accepted: true, Goal: not null } && l.StatedOn.To <= day).OrderBy(l => l.StatedOn.To))
            if (!said.Goal!.SaysTheSameAs(goal))
            {
                goal = said.Goal;
                yield return said;
            }
    }
}
