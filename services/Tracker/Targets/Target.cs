using System.Collections.Immutable;
using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.EventStore;
using CommitmentTracker.EventStore.Deciding;
using CommitmentTracker.Platform;

namespace CommitmentTracker.Targets;

/// <summary>
/// What decisions need to know of a target: one aggregate from the first time it was said through every other statement of it. Events:
/// <see cref="TradeTargetSet"/>, <see cref="TargetBasisDeclared"/>, <see cref="TradeTargetRevised"/>, <see cref="TargetDeadlineAdded"/>,
/// <see cref="TargetDeadlineExtended"/>, <see cref="TargetDeadlineAdvanced"/>, <see cref="TradeTargetRestated"/>,
/// <see cref="TradeTargetContradicted"/>, <see cref="TradeTargetWithdrawn"/>, <see cref="TradeTargetReinstated"/>.
/// </summary>
internal sealed record Target(TradeTargetSet? Set, ImmutableList<TargetBasisDeclared> Bases, ImmutableList<Statement> Statements)
{
    public static readonly StreamType Kind = StreamType.Of("target", "target", new Target(null, [], []), Evolve);

    public static Target Evolve(Target target, object e) => e switch
    {
        TradeTargetSet s => (target with { Set = s }).With(e),
        TargetBasisDeclared b => target with { Bases = target.Bases.Add(b) },
        _ => target.With(e),
    };

    /// <summary>What an event says of the target itself; null for one that says how it is counted.</summary>
    public static Statement? Said(object e) => e switch
    {
        TradeTargetSet s => new(s.StatedOn, s.Goal, s.Deadline, s.Speaker, s.Source),
        TradeTargetRevised r => new(r.StatedOn, r.Goal, null, r.Speaker, r.Source, Reason: r.Reason),
        TargetDeadlineAdded d => new(d.StatedOn, null, d.Deadline, d.Speaker, d.Source),
        TargetDeadlineExtended d => new(d.StatedOn, null, d.Deadline, d.Speaker, d.Source, Reason: d.Reason),
        TargetDeadlineAdvanced d => new(d.StatedOn, null, d.Deadline, d.Speaker, d.Source, Reason: d.Reason),
        TradeTargetRestated r => new(r.StatedOn, r.Goal, r.Deadline, r.Speaker, r.Source),
        TradeTargetContradicted c => new(c.StatedOn, c.Goal, c.Deadline, c.Speaker, c.Source, Accepted: false, Reason: c.Reason),
        TradeTargetWithdrawn w => new(w.StatedOn, null, null, null, null, Act: Act.Withdraws, Reason: w.Reason),
        TradeTargetReinstated r => new(r.StatedOn, null, null, r.Speaker, r.Source, Act: Act.Reinstates, Reason: r.Reason),
        TargetBasisDeclared => null,
        _ => throw new UnknownEventException(e.GetType().Name),
    };

    /// <summary>The target by what had been said until the end of a day, as known now; null where nothing had.</summary>
    public TargetOnDay? On(DateOnly day) => Lineage.On(Statements, day);

    /// <summary>The target after all that has been said.</summary>
    public TargetOnDay? Latest => On(DateOnly.MaxValue);

    /// <summary>Whether this very statement is accepted already: same day, speaker and source, and it says this.</summary>
    public bool HasAccepted(DateSpan statedOn, string? speaker, string? source, Func<Statement, bool> says) =>
        Statements.Any(s => s.Accepted && s.Act is Act.States && s.Is(statedOn, speaker, source) && says(s));

    /// <summary>Whether it was withdrawn, or reinstated, on this day already.</summary>
    public bool Has(Act act, DateSpan statedOn) => Statements.Any(s => s.Act == act && s.StatedOn.SaysTheSameAs(statedOn));

    /// <summary>The refusal of what a withdrawn target does not take, with the way out of it.</summary>
    public Refusal Withdrawn(Statement withdrawal) => Problem.StateRefuses.Because(
        $"Target '{Set!.Slug}' was withdrawn on {withdrawal.StatedOn}. If the states took it up again, record that first with ReinstateTradeTarget; then this can follow.");

    Target With(object e) => this with { Statements = Statements.Add(Said(e)!) };
}
