using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Contracts.Targets;

/// <summary>
/// Logs a trade goal two states (or one of them) state. Stream <c>target:{slug}</c>; later statements revise it, they do not make a new one. A slip in a later
/// statement is taken back by <see cref="Review.TakeBack"/>, one in the first is mended by <see cref="CorrectTradeTarget"/>, a target set wrongly is taken back by <see cref="Review.RetractEntry"/>.
/// </summary>
/// <remarks>
/// Refused: 422 <c>invalid-value</c>, 422 <c>unknown-source</c>, 422 <c>quote-not-found</c>, 409 <c>already-different</c> (it is set otherwise: a
/// statement of another day is <see cref="ReviseTradeTarget"/>), 409 <c>state-refuses</c> (it was withdrawn: <see cref="ReinstateTradeTarget"/> first, or
/// two people took it back: it takes nothing more).
/// Warned of, when it is set: a goal that a state's latest full year until the statement reaches already.
/// </remarks>
/// <param name="Slug">Name in addresses; derived from pair and measure where absent.</param>
/// <param name="Pair">The two states.</param>
/// <param name="Measure"><c>turnover</c> or <c>exports:AAA>BBB</c>.</param>
/// <param name="Goal">The goal a year, &gt; 0. "up to 2 bn" as a goal is <c>atMost</c> in its words and ≥ 2 bn to attain.</param>
/// <param name="Deadline">By when; "by 2027" is <c>"2027"</c>. Absent: none was said.</param>
/// <param name="StatedOn">When it was said.</param>
/// <param name="Speaker">Who spoke, as a state and an office, never a person's name: <c>KAZ</c> or <c>KAZ:President</c>.</param>
/// <param name="Basis">How it is counted, where already decided.</param>
/// <param name="Citation">Where a source says so.</param>
public sealed record SetTradeTarget(
    string? Slug, Pair Pair, Measure Measure, Money Goal, DateSpan StatedOn, DateSpan? Deadline = null, string? Speaker = null,
    MeasurementBasis? Basis = null, Citation? Citation = null) : ICommand;

/// <summary>
/// Mends a slip of this register in the first statement of a target, such as a goal of 20 bn typed for 2: what the states said was never otherwise. Whoever says another
/// goal or deadline later is <see cref="ReviseTradeTarget"/>. The pair is not corrected: a target of other states is another one (<see cref="Review.RetractEntry"/>).
/// </summary>
/// <remarks>
/// Refused: 422 <c>invalid-value</c> (also where nothing is corrected, or with what stands it makes no target), 422 <c>unknown-source</c>, 422 <c>quote-not-found</c>, 404
/// <c>not-found</c>, 409 <c>state-refuses</c> (a later statement would lose its ground, or a proposal waits for a second person).
/// </remarks>
/// <param name="Target">The target's slug.</param>
/// <param name="Reason">What was wrong; required.</param>
/// <param name="Goal">The goal as it was really said, whole units of its currency a year, &gt; 0. What is absent is not corrected.</param>
/// <param name="Deadline">The deadline as it was really said.</param>
/// <param name="StatedOn">When it was really said.</param>
/// <param name="Speaker">Who really spoke: a state and an office, <c>KAZ:President</c>.</param>
/// <param name="Measure">What it really counts.</param>
/// <param name="Citation">Where a source shows the slip.</param>
public sealed record CorrectTradeTarget(
    string Target, string Reason, Money? Goal = null, DateSpan? Deadline = null, DateSpan? StatedOn = null, string? Speaker = null, Measure? Measure = null,
    Citation? Citation = null) : ICommand
{
    string? ICommand.Reason => Reason;
}

/// <summary>Decides (or changes) how a target is counted.</summary>
/// <remarks>
/// Refused: 422 <c>invalid-value</c>, 422 <c>unknown-source</c>, 422 <c>quote-not-found</c>, 404 <c>not-found</c>, 409 <c>state-refuses</c> (it was
/// withdrawn: <see cref="ReinstateTradeTarget"/> first).
/// </remarks>
/// <param name="Target">The target's slug.</param>
/// <param name="Basis">How it is counted from now on.</param>
/// <param name="Reason">Why; required when a basis is replaced.</param>
/// <param name="Citation">Where a source says so.</param>
/// <param name="StatedOn">When a source said so, where one did; a desk's own decision has no such day.</param>
public sealed record DeclareTargetBasis(
    string Target, MeasurementBasis Basis, string? Reason = null, Citation? Citation = null, DateSpan? StatedOn = null) : ICommand
{
    string? ICommand.Reason => Reason;
}

/// <summary>
/// Logs another statement of a target: another goal, a deadline added, extended or advanced, both, or the same again (a mention). It may be older
/// than any known so far: every statement is judged by what stood on its own day.
/// </summary>
/// <remarks>
/// Refused: 422 <c>invalid-value</c> (also without a citation; a goal lowered or in another currency without a reason; a deadline extended without
/// reason and authority, or advanced without a reason), 422 <c>unknown-source</c>, 422 <c>quote-not-found</c>, 404 <c>not-found</c>, 409
/// <c>state-refuses</c> (a deadline advanced that not both states agreed on; a target withdrawn by then: <see cref="ReinstateTradeTarget"/> first).
/// Warned of: a goal lowered, which only a year that ends after the statement can attain.
/// </remarks>
/// <param name="Target">The target's slug.</param>
/// <param name="StatedOn">When it was said.</param>
/// <param name="Citation">Where a source says so.</param>
/// <param name="Goal">The goal as said, whole units of its currency a year, &gt; 0; absent: not said.</param>
/// <param name="Deadline">The deadline as said; absent: not said, and the one that stands goes on standing.</param>
/// <param name="Speaker">A state and an office, <c>KAZ:President</c>.</param>
/// <param name="Reason">Why; required to lower a goal, to extend or advance a deadline, and to keep a contradiction.</param>
/// <param name="Authority">By what instrument or body a deadline is extended; required to extend.</param>
/// <param name="AgreedBy">Which states agreed; both are required to advance a deadline.</param>
/// <param name="Contradiction">True: the source contradicts what is accepted; its words are kept beside it and change nothing.</param>
public sealed record ReviseTradeTarget(
    string Target, DateSpan StatedOn, Citation Citation, Money? Goal = null, DateSpan? Deadline = null, string? Speaker = null, string? Reason = null,
    string? Authority = null, IReadOnlyList<StateCode>? AgreedBy = null, bool Contradiction = false) : ICommand
{
    string? ICommand.Reason => Reason;
}

/// <summary>Logs that the states gave a target up.</summary>
/// <remarks>
/// Refused: 422 <c>invalid-value</c>, 422 <c>unknown-source</c>, 422 <c>quote-not-found</c>, 404 <c>not-found</c>, 409 <c>already-different</c> (it is
/// recorded as withdrawn on another day).
/// </remarks>
/// <param name="Target">The target's slug.</param>
/// <param name="StatedOn">When they said so.</param>
/// <param name="Reason">Why.</param>
/// <param name="Citation">Where a source says so.</param>
public sealed record WithdrawTradeTarget(string Target, DateSpan StatedOn, string Reason, Citation? Citation = null) : ICommand
{
    string? ICommand.Reason => Reason;
}

/// <summary>
/// Logs that the states took a withdrawn target up again, with the goal and deadline it had; another goal or deadline is a
/// <see cref="ReviseTradeTarget"/> after it.
/// </summary>
/// <remarks>
/// Refused: 422 <c>invalid-value</c> (also without a citation), 422 <c>unknown-source</c>, 422 <c>quote-not-found</c>, 404 <c>not-found</c>, 409
/// <c>state-refuses</c> (it was not withdrawn by that day).
/// </remarks>
/// <param name="Target">The target's slug.</param>
/// <param name="StatedOn">When they said so.</param>
/// <param name="Reason">Why it counts again.</param>
/// <param name="Citation">Where a source says so.</param>
/// <param name="Speaker">A state and an office, <c>KAZ:President</c>.</param>
public sealed record ReinstateTradeTarget(string Target, DateSpan StatedOn, string Reason, Citation Citation, string? Speaker = null) : ICommand
{
    string? ICommand.Reason => Reason;
}

/// <summary>A target was first recorded.</summary>
/// <param name="Slug">The target's slug.</param>
/// <param name="Pair">The two states.</param>
/// <param name="Measure">What is counted.</param>
/// <param name="Goal">The goal a year, whole units of its currency, &gt; 0.</param>
/// <param name="Deadline">By when; null: none was said.</param>
/// <param name="StatedOn">When it was said.</param>
/// <param name="Speaker">A state and an office, where known.</param>
/// <param name="Source">Slug of the cited source.</param>
public sealed record TradeTargetSet(
    string Slug, Pair Pair, Measure Measure, Money Goal, DateSpan? Deadline, DateSpan StatedOn, string? Speaker = null, string? Source = null);

/// <summary>A slip of this register in the first statement of a target was mended. What is absent was not corrected.</summary>
/// <param name="Slug">The target's slug.</param>
/// <param name="Pair">The two states.</param>
/// <param name="Reason">What was wrong.</param>
/// <param name="Goal">The right goal a year, whole units of its currency, &gt; 0.</param>
/// <param name="Deadline">The right deadline.</param>
/// <param name="StatedOn">When it was really said.</param>
/// <param name="Speaker">Who really spoke: a state and an office.</param>
/// <param name="Measure">What it really counts.</param>
public sealed record TradeTargetCorrected(
    string Slug, Pair Pair, string Reason, Money? Goal = null, DateSpan? Deadline = null, DateSpan? StatedOn = null, string? Speaker = null, Measure? Measure = null);

/// <summary>How a target is counted was decided.</summary>
/// <param name="Slug">The target's slug.</param>
/// <param name="Pair">The two states.</param>
/// <param name="Basis">How it is counted from now on.</param>
/// <param name="Reason">Why, where given.</param>
/// <param name="StatedOn">When a source said so, where one did.</param>
public sealed record TargetBasisDeclared(string Slug, Pair Pair, MeasurementBasis Basis, string? Reason = null, DateSpan? StatedOn = null);

/// <summary>Another goal was stated (another amount, currency or bound), or an earlier statement than any before was found.</summary>
/// <param name="Slug">The target's slug.</param>
/// <param name="Pair">The two states.</param>
/// <param name="Previous">The goal that stood on that day, as known when this was recorded; null: nothing had been said by then.</param>
/// <param name="Goal">The goal a year, whole units of its currency, &gt; 0.</param>
/// <param name="StatedOn">When it was said.</param>
/// <param name="Speaker">A state and an office, where known.</param>
/// <param name="Reason">Why; there where the goal was lowered.</param>
/// <param name="Source">Slug of the cited source.</param>
public sealed record TradeTargetRevised(
    string Slug, Pair Pair, Money? Previous, Money Goal, DateSpan StatedOn, string? Speaker = null, string? Reason = null, string? Source = null);

/// <summary>A target without a deadline got one.</summary>
/// <param name="Slug">The target's slug.</param>
/// <param name="Pair">The two states.</param>
/// <param name="Deadline">By when.</param>
/// <param name="StatedOn">When it was said.</param>
/// <param name="Speaker">A state and an office, where known.</param>
/// <param name="Source">Slug of the cited source.</param>
public sealed record TargetDeadlineAdded(string Slug, Pair Pair, DateSpan Deadline, DateSpan StatedOn, string? Speaker = null, string? Source = null);

/// <summary>A deadline was moved later.</summary>
/// <param name="Slug">The target's slug.</param>
/// <param name="Pair">The two states.</param>
/// <param name="Previous">The deadline that stood on that day.</param>
/// <param name="Deadline">The later one.</param>
/// <param name="StatedOn">When it was said.</param>
/// <param name="Reason">Why.</param>
/// <param name="Authority">By what instrument or body.</param>
/// <param name="Speaker">A state and an office, where known.</param>
/// <param name="Source">Slug of the cited source.</param>
public sealed record TargetDeadlineExtended(
    string Slug, Pair Pair, DateSpan Previous, DateSpan Deadline, DateSpan StatedOn, string Reason, string Authority,
    string? Speaker = null, string? Source = null);

/// <summary>A deadline was moved earlier, by both states.</summary>
/// <param name="Slug">The target's slug.</param>
/// <param name="Pair">The two states.</param>
/// <param name="Previous">The deadline that stood on that day.</param>
/// <param name="Deadline">The earlier one.</param>
/// <param name="StatedOn">When it was said.</param>
/// <param name="AgreedBy">Both states.</param>
/// <param name="Reason">Why.</param>
/// <param name="Speaker">A state and an office, where known.</param>
/// <param name="Source">Slug of the cited source.</param>
public sealed record TargetDeadlineAdvanced(
    string Slug, Pair Pair, DateSpan Previous, DateSpan Deadline, DateSpan StatedOn, IReadOnlyList<StateCode> AgreedBy, string Reason,
    string? Speaker = null, string? Source = null);

/// <summary>The same target was stated again: a mention.</summary>
/// <param name="Slug">The target's slug.</param>
/// <param name="Pair">The two states.</param>
/// <param name="Goal">The goal in this statement's words; null: not said.</param>
/// <param name="Deadline">The deadline in this statement's words; null: not said.</param>
/// <param name="StatedOn">When it was said.</param>
/// <param name="Speaker">A state and an office, where known.</param>
/// <param name="Source">Slug of the cited source.</param>
public sealed record TradeTargetRestated(
    string Slug, Pair Pair, Money? Goal, DateSpan? Deadline, DateSpan StatedOn, string? Speaker = null, string? Source = null);

/// <summary>A source contradicts what is accepted; kept beside it.</summary>
/// <param name="Slug">The target's slug.</param>
/// <param name="Pair">The two states.</param>
/// <param name="Goal">The goal as it says; null: not said.</param>
/// <param name="Deadline">The deadline as it says; null: not said.</param>
/// <param name="StatedOn">When it was said.</param>
/// <param name="Reason">What it contradicts, and why the other is accepted.</param>
/// <param name="Speaker">A state and an office, where known.</param>
/// <param name="Source">Slug of the cited source.</param>
public sealed record TradeTargetContradicted(
    string Slug, Pair Pair, Money? Goal, DateSpan? Deadline, DateSpan StatedOn, string Reason, string? Speaker = null, string? Source = null);

/// <summary>The states gave the target up.</summary>
/// <param name="Slug">The target's slug.</param>
/// <param name="Pair">The two states.</param>
/// <param name="StatedOn">When they said so.</param>
/// <param name="Reason">Why.</param>
public sealed record TradeTargetWithdrawn(string Slug, Pair Pair, DateSpan StatedOn, string Reason);

/// <summary>The states took a withdrawn target up again.</summary>
/// <param name="Slug">The target's slug.</param>
/// <param name="Pair">The two states.</param>
/// <param name="StatedOn">When they said so.</param>
/// <param name="Reason">Why it counts again.</param>
/// <param name="Speaker">A state and an office, where known.</param>
/// <param name="Source">Slug of the cited source.</param>
public sealed record TradeTargetReinstated(string Slug, Pair Pair, DateSpan StatedOn, string Reason, string? Speaker = null, string? Source = null);
