using System.Text.Json.Serialization;
using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Contracts.Facts;

/// <summary>What a fact is about. A fact is not a promise: nobody owes it.</summary>
[JsonConverter(typeof(CamelCaseEnum<FactKind>))]
public enum FactKind
{
    /// <summary>A rank, share, growth or count as somebody states it.</summary>
    Statistic,
    /// <summary>Something that happened or has been so since a day.</summary>
    Event,
    /// <summary>Something one side asked for.</summary>
    Request,
    /// <summary>Support, thanks or praise for the other's policy.</summary>
    Support,
    /// <summary>An opinion or position.</summary>
    Position,
    /// <summary>A word on how things stand in general.</summary>
    Report,
}

/// <summary>Logs a fact that a source states. Stream <c>fact:{slug}</c>.</summary>
/// <param name="Slug">Name in addresses; derived from the words and the year of the statement where absent.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="What">The fact, in the register's own words; 500 characters at most.</param>
/// <param name="States">The states concerned, one or more.</param>
/// <param name="StatedOn">When it was said; not after today.</param>
/// <param name="On">When it is or was so.</param>
/// <param name="Quantity">The number in it, and of what.</param>
/// <param name="Citation">Where a source says so.</param>
public sealed record RecordFact(
    string? Slug, FactKind Kind, string What, IReadOnlyList<StateCode> States, DateSpan StatedOn, DateSpan? On = null, Quantity? Quantity = null, Citation? Citation = null) : ICommand;

/// <summary>A fact entered the register.</summary>
/// <param name="Slug">Its slug.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="What">The fact.</param>
/// <param name="States">The states concerned, sorted.</param>
/// <param name="StatedOn">When it was said.</param>
/// <param name="On">When it is or was so.</param>
/// <param name="Quantity">The number in it.</param>
public sealed record FactRecorded(string Slug, FactKind Kind, string What, IReadOnlyList<StateCode> States, DateSpan StatedOn, DateSpan? On, Quantity? Quantity);

/// <summary>A fact as the register shows it.</summary>
/// <param name="Slug">Its name in addresses.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="What">The fact.</param>
/// <param name="States">The states concerned.</param>
/// <param name="StatedOn">When it was said.</param>
/// <param name="On">When it is or was so.</param>
/// <param name="Quantity">The number in it.</param>
/// <param name="Retracted">Whether two people took it back.</param>
/// <param name="Closure">A retraction that waits for a second person.</param>
/// <param name="Timeline">Everything logged of it, oldest first.</param>
/// <param name="Position">Position of the last event in this view.</param>
/// <param name="RecordedAt">Recorded time of that event.</param>
public sealed record FactView(
    string Slug, FactKind Kind, string What, IReadOnlyList<StateCode> States, DateSpan StatedOn, DateSpan? On, Quantity? Quantity, bool Retracted,
    Review.Waiting? Closure, IReadOnlyList<Review.Logged> Timeline, long Position, DateTimeOffset RecordedAt);
