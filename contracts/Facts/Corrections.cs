using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Contracts.Facts;

/// <summary>
/// Mends what was mistyped when a fact was logged; what is not given stays. For slips of this register only: what another source says otherwise is a fact of its own.
/// The same correction again is nothing.
/// </summary>
/// <param name="Fact">Its slug; 404 where none is recorded under it.</param>
/// <param name="Reason">What was wrong, at most 1,000 characters; to return to what was corrected before, another reason.</param>
/// <param name="What">The right words; 500 characters at most.</param>
/// <param name="Kind">What it is really about.</param>
/// <param name="States">The states really concerned: all of them, one or more.</param>
/// <param name="StatedOn">When it was really said; not after today.</param>
/// <param name="On">When it really is or was so.</param>
/// <param name="Citation">Where a source shows the slip.</param>
/// <param name="Quantity">The number it really says, with its unit.</param>
public sealed record CorrectFact(
    string Fact, string Reason, string? What = null, FactKind? Kind = null, IReadOnlyList<StateCode>? States = null, DateSpan? StatedOn = null, DateSpan? On = null,
    Citation? Citation = null, Quantity? Quantity = null) : ICommand
{
    string? ICommand.Reason => Reason;
}

/// <summary>A slip of this register in a fact was mended. What is absent was not corrected.</summary>
/// <param name="Slug">The fact's slug.</param>
/// <param name="Reason">What was wrong.</param>
/// <param name="What">The right words.</param>
/// <param name="Kind">What it is really about.</param>
/// <param name="States">The states really concerned, sorted.</param>
/// <param name="StatedOn">When it was really said.</param>
/// <param name="On">When it really is or was so.</param>
/// <param name="Quantity">The number it really says, with its unit.</param>
public sealed record FactCorrected(
    string Slug, string Reason, string? What, FactKind? Kind, IReadOnlyList<StateCode>? States, DateSpan? StatedOn, DateSpan? On, Quantity? Quantity = null);
