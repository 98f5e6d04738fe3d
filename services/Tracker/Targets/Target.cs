using System.Collections.Immutable;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.EventStore;
using CommitmentTracker.EventStore.Deciding;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;

namespace CommitmentTracker.Targets;

/// <summary>
/// What decisions need to know of a target: one aggregate from the first time it was said through every other statement of it. Its events are
/// listed in <see cref="Evolve"/>.
/// </summary>
/// <param name="Set">Its first statement, as corrected since.</param>
/// <param name="History">All of its events; the first statement as it was recorded.</param>
internal sealed record Target(TradeTargetSet? Set, ImmutableList<object> History) : ICited
{
    public static readonly StreamType Kind = StreamType.Of("target", "target", new Target(null, []), Evolve) with { Heed = ICited.Heed };

    public ImmutableHashSet<Citation> Cited { get; init; } = [];

    public ICited Citing(Citation citation) => this with { Cited = Cited.Add(citation) };

    public static Target Evolve(Target target, object e) => e switch
    {
        TradeTargetSet set => new(set, target.History.Add(e)),
        TradeTargetCorrected corrected => target with { Set = target.With(corrected), History = target.History.Add(e) },
        TargetBasisDeclared or TradeTargetRevised or TargetDeadlineAdded or TargetDeadlineExtended or TargetDeadlineAdvanced or TradeTargetRestated or TradeTargetContradicted
            or TradeTargetWithdrawn or TradeTargetReinstated or ClosureProposed or ClosureRejected or EntryCited or EntryRetracted or TakenBack => target with { History = target.History.Add(e) },
        ActTakenBack taken => target with { History = TakenBack.From(target.History, taken) },
        _ => throw new UnknownEventException(e.GetType().Name),
    };

    /// <summary>What the first statement is after a correction.</summary>
    public TradeTargetSet With(TradeTargetCorrected c) => Corrected(Set!, c);

    static TradeTargetSet Corrected(TradeTargetSet set, TradeTargetCorrected c) => set with
    {
        Goal = c.Goal ?? set.Goal, Deadline = c.Deadline ?? set.Deadline, StatedOn = c.StatedOn ?? set.StatedOn, Speaker = c.Speaker ?? set.Speaker, Measure = c.Measure ?? set.Measure,
    };

    /// <summary>The first statement as it was recorded and after each correction: who sends a file again must not bring back what was corrected.</summary>
    public IEnumerable<TradeTargetSet> EverSet()
    {
        if (History is not [TradeTargetSet set, ..])
            yield break;
        yield return set;
        foreach (var corrected in History.OfType<TradeTargetCorrected>())
            yield return set = Corrected(set, corrected);
    }

    public IReadOnlyList<StateCode> States => Set is null ? [] : [Set.Pair.A, Set.Pair.B];

    /// <summary>How it is counted, by every decision that stands, in the order recorded.</summary>
    public ImmutableList<TargetBasisDeclared> Bases => [.. History.OfType<TargetBasisDeclared>()];

    /// <summary>Every statement that stands, in the order recorded.</summary>
    public IReadOnlyList<Statement> Statements => [.. History.Select((e, n) => Said(e is TradeTargetSet ? Set! : e) is { } said ? said with { Version = n + 1 } : null).OfType<Statement>()];

    /// <summary>What an event says of the target itself; null for one that says how it is counted, or does something to the entry.</summary>
    public static Statement? Said(object e) => e switch
    {
        TradeTargetSet s => new(s.StatedOn, s.Goal, s.Deadline, s.Speaker, s.Source),
        TradeTargetRevised r => new(r.StatedOn, r.Goal, null, r.Speaker, r.Source, Reason: r.Reason),
        TargetDeadlineAdded d => new(d.StatedOn, null, d.Deadline, d.Speaker, d.Source),
        TargetDeadlineExtended d => new(d.StatedOn, null, d.Deadline, d.Speaker, d.Source, Reason: d.Reason, Authority: d.Authority),
        TargetDeadlineAdvanced d => new(d.StatedOn, null, d.Deadline, d.Speaker, d.Source, Reason: d.Reason, AgreedBy: d.AgreedBy),
        TradeTargetRestated r => new(r.StatedOn, r.Goal, r.Deadline, r.Speaker, r.Source),
        TradeTargetContradicted c => new(c.StatedOn, c.Goal, c.Deadline, c.Speaker, c.Source, Accepted: false, Reason: c.Reason),
        TradeTargetWithdrawn w => new(w.StatedOn, null, null, null, null, Act: Act.Withdraws, Reason: w.Reason),
        TradeTargetReinstated r => new(r.StatedOn, null, null, r.Speaker, r.Source, Act: Act.Reinstates, Reason: r.Reason),
        TargetBasisDeclared or TradeTargetCorrected or ClosureProposed or ClosureRejected or EntryCited or EntryRetracted or ActTakenBack or TakenBack => null,
        _ => throw new UnknownEventException(e.GetType().Name),
    };

    /// <summary>The target by what had been said until the end of a day, as known now; null where nothing had.</summary>
    public TargetOnDay? On(DateOnly day) => Lineage.On(Statements, day);

    /// <summary>The target after all that has been said.</summary>
    public TargetOnDay? Latest => On(DateOnly.MaxValue);

    /// <summary>
    /// Whether this was said with this reason and taken back as wrong: who sends a file again must not bring that back. An added deadline and a mention
    /// keep no reason, so there is none that could have been the slip. Then it is the answer to whoever says it again; else null.
    /// </summary>
    public Decision? TookBack(Func<Statement, bool> says, string? reason) =>
        Taken.FirstOrDefault(was => Said(was) is { } said && says(said) && (KeepsNoReason(was) || said.Reason == reason)) is { } found
            ? KeepsNoReason(found) ? Entries.TakenBeforeAsItWas : Entries.TakenBefore
            : null;

    static bool KeepsNoReason(object e) => e is TargetDeadlineAdded or TradeTargetRestated;

    /// <summary>The same of a decision how it is counted.</summary>
    public bool TookBack(TargetBasisDeclared declared) => Taken.OfType<TargetBasisDeclared>().Any(was =>
        was.Basis.SameAs(declared.Basis) && was.Reason == declared.Reason && (was.StatedOn is { } day ? day.SaysTheSameAs(declared.StatedOn) : declared.StatedOn is null));

    IEnumerable<object> Taken => History.OfType<TakenBack>().Select(t => t.Was);

    /// <summary>What was said later was called what it was by what was known when it was entered; null where there is nothing to look at.</summary>
    public string? Later(DateSpan statedOn, bool goal, bool deadline) =>
        Statements.Where(s => s.Accepted && s.StatedOn.From > statedOn.To && (deadline && s.Deadline is not null || goal && s.Goal is not null)).ToList() is [var first, ..] later
            ? $"{(later.Count == 1 ? "A later statement is" : $"{later.Count} later statements are")} recorded already, the first of {first.StatedOn}: see in the lineage whether it still changes what its act says (added, extended, advanced)."
            : null;

    /// <summary>Whether it was withdrawn, or reinstated, on this day already.</summary>
    public bool Has(Act act, DateSpan statedOn) => Statements.Any(s => s.Act == act && s.StatedOn.SaysTheSameAs(statedOn));

    /// <summary>The refusal of what a withdrawn target does not take, with the way out of it.</summary>
    public Refusal Withdrawn(Statement withdrawal) => Problem.StateRefuses.Because(
        $"Target '{Set!.Slug}' was withdrawn on {withdrawal.StatedOn}. If the states took it up again, record that first with ReinstateTradeTarget; then this can follow.");
}
