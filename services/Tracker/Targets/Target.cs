using System.Collections.Immutable;
using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.EventStore;
using CommitmentTracker.EventStore.Deciding;

namespace CommitmentTracker.Targets;

/// <summary>
/// What decisions need to know of a target: one aggregate from the first time it was said through every later statement of it. Events:
/// <see cref="TradeTargetSet"/>, <see cref="TargetBasisDeclared"/>, <see cref="TradeTargetRevised"/>, <see cref="TargetDeadlineAdded"/>,
/// <see cref="TargetDeadlineExtended"/>, <see cref="TargetDeadlineAdvanced"/>, <see cref="TradeTargetRestated"/>,
/// <see cref="TradeTargetContradicted"/>, <see cref="TradeTargetWithdrawn"/>.
/// </summary>
internal sealed record Target(
    TradeTargetSet? Set, ImmutableList<TargetBasisDeclared> Bases, ImmutableList<Statement> Statements, TradeTargetWithdrawn? Withdrawn)
{
    public static readonly StreamType Kind = StreamType.Of("target", "target", new Target(null, [], [], null), Evolve);

    public static Target Evolve(Target target, object e) => e switch
    {
        TradeTargetSet s => (target with { Set = s }).Add(new(s.StatedOn, s.Goal, s.Deadline, s.Speaker, s.Source)),
        TargetBasisDeclared b => target with { Bases = target.Bases.Add(b) },
        TradeTargetRevised r => target.Add(new(r.StatedOn, r.Goal, null, r.Speaker, r.Source)),
        TargetDeadlineAdded d => target.Add(new(d.StatedOn, null, d.Deadline, d.Speaker, d.Source)),
        TargetDeadlineExtended d => target.Add(new(d.StatedOn, null, d.Deadline, d.Speaker, d.Source)),
        TargetDeadlineAdvanced d => target.Add(new(d.StatedOn, null, d.Deadline, d.Speaker, d.Source)),
        TradeTargetRestated r => target.Add(new(r.StatedOn, r.Goal, r.Deadline, r.Speaker, r.Source)),
        TradeTargetContradicted c => target.Add(new(c.StatedOn, c.Goal, c.Deadline, c.Speaker, c.Source, Accepted: false)),
        TradeTargetWithdrawn w => target with { Withdrawn = w },
        _ => throw new UnknownEventException(e.GetType().Name),
    };

    /// <summary>Goal and deadline as they stood on a day of the world, by what had been said until then.</summary>
    public (Money Goal, DateSpan? Deadline) At(DateOnly day)
    {
        var (goal, deadline) = (Set!.Goal, (DateSpan?)null);
        foreach (var said in Statements.Where(s => s.Accepted && s.StatedOn.To <= day).OrderBy(s => s.StatedOn.To))
            (goal, deadline) = (said.Goal.InPlaceOf(goal), said.Deadline ?? deadline);
        return (goal, deadline);
    }

    /// <summary>Whether this very statement is accepted already: same day, speaker and source, and it says this.</summary>
    public bool HasAccepted(DateSpan statedOn, string? speaker, string? source, Func<Statement, bool> says) =>
        Statements.Any(s => s.Accepted && s.Is(statedOn, speaker, source) && says(s));

    Target Add(Statement statement) => this with { Statements = Statements.Add(statement) };
}

/// <summary>One statement of a target: what was said, when, by whom, found where.</summary>
internal sealed record Statement(DateSpan StatedOn, Money? Goal, DateSpan? Deadline, string? Speaker, string? Source, bool Accepted = true)
{
    /// <summary>Whether this is that statement, read in the same document.</summary>
    public bool Is(DateSpan statedOn, string? speaker, string? source) => StatedOn.SaysTheSameAs(statedOn) && Speaker == speaker && Source == source;
}

/// <summary>Which of two statements of a goal gives its words.</summary>
internal static class GoalWords
{
    /// <summary>The goal after this statement: a mention of the same goal leaves the words in which it was set.</summary>
    public static Money InPlaceOf(this Money? said, Money stands) => said is null || said.SaysTheSameAs(stands) ? stands : said;
}
