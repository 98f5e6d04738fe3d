using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Contracts.Targets;

/// <summary>Logs a trade goal two states (or one of them) state. Stream <c>target:{slug}</c>; later statements revise it, they do not make a new one.</summary>
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

/// <summary>Decides (or changes) how a target is counted.</summary>
/// <param name="Target">The target's slug.</param>
/// <param name="Basis">How it is counted from now on.</param>
/// <param name="Reason">Why; required when a basis is replaced.</param>
/// <param name="Citation">Where a source says so.</param>
public sealed record DeclareTargetBasis(string Target, MeasurementBasis Basis, string? Reason = null, Citation? Citation = null) : ICommand
{
    string? ICommand.Reason => Reason;
}

/// <summary>
/// Logs a later statement of a target: another goal, a deadline added, extended or advanced, both, or the same again (a mention).
/// </summary>
/// <param name="Target">The target's slug.</param>
/// <param name="StatedOn">When it was said.</param>
/// <param name="Goal">The goal as said; absent: not said.</param>
/// <param name="Deadline">The deadline as said; absent: not said, and the one that stands goes on standing.</param>
/// <param name="Speaker">A state and an office, <c>KAZ:President</c>.</param>
/// <param name="Reason">Why; required to extend a deadline or to keep a contradiction.</param>
/// <param name="Authority">By what instrument a deadline is extended; required to extend.</param>
/// <param name="AgreedBy">Which states agreed; both are required to advance a deadline.</param>
/// <param name="Contradiction">True: the source contradicts what is accepted; its words are kept beside it and change nothing.</param>
/// <param name="Citation">Where a source says so.</param>
public sealed record ReviseTradeTarget(
    string Target, DateSpan StatedOn, Money? Goal = null, DateSpan? Deadline = null, string? Speaker = null, string? Reason = null,
    string? Authority = null, IReadOnlyList<StateCode>? AgreedBy = null, bool Contradiction = false, Citation? Citation = null) : ICommand
{
    string? ICommand.Reason => Reason;
}

/// <summary>Logs that the states gave a target up.</summary>
/// <param name="Target">The target's slug.</param>
/// <param name="StatedOn">When they said so.</param>
/// <param name="Reason">Why.</param>
/// <param name="Citation">Where a source says so.</param>
public sealed record WithdrawTradeTarget(string Target, DateSpan StatedOn, string Reason, Citation? Citation = null) : ICommand
{
    string? ICommand.Reason => Reason;
}

/// <summary>A target was first stated.</summary>
public sealed record TradeTargetSet(
    string Slug, Pair Pair, Measure Measure, Money Goal, DateSpan? Deadline, DateSpan StatedOn, string? Speaker = null, string? Source = null);

/// <summary>How a target is counted was decided.</summary>
public sealed record TargetBasisDeclared(string Slug, Pair Pair, MeasurementBasis Basis, string? Reason = null);

/// <summary>Another goal was stated (another amount, currency or bound).</summary>
public sealed record TradeTargetRevised(
    string Slug, Pair Pair, Money Previous, Money Goal, DateSpan StatedOn, string? Speaker = null, string? Reason = null, string? Source = null);

/// <summary>A target without a deadline got one.</summary>
public sealed record TargetDeadlineAdded(string Slug, Pair Pair, DateSpan Deadline, DateSpan StatedOn, string? Speaker = null, string? Source = null);

/// <summary>A deadline was moved later.</summary>
public sealed record TargetDeadlineExtended(
    string Slug, Pair Pair, DateSpan Previous, DateSpan Deadline, DateSpan StatedOn, string Reason, string Authority,
    string? Speaker = null, string? Source = null);

/// <summary>A deadline was moved earlier, by both states.</summary>
public sealed record TargetDeadlineAdvanced(
    string Slug, Pair Pair, DateSpan Previous, DateSpan Deadline, DateSpan StatedOn, IReadOnlyList<StateCode> AgreedBy,
    string? Speaker = null, string? Reason = null, string? Source = null);

/// <summary>The same target was stated again: a mention.</summary>
public sealed record TradeTargetRestated(
    string Slug, Pair Pair, Money? Goal, DateSpan? Deadline, DateSpan StatedOn, string? Speaker = null, string? Source = null);

/// <summary>A source contradicts what is accepted; kept beside it.</summary>
public sealed record TradeTargetContradicted(
    string Slug, Pair Pair, Money? Goal, DateSpan? Deadline, DateSpan StatedOn, string Reason, string? Speaker = null, string? Source = null);

/// <summary>The states gave the target up.</summary>
public sealed record TradeTargetWithdrawn(string Slug, Pair Pair, DateSpan StatedOn, string Reason);
