using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Contracts;

/// <summary>What every command may carry besides its own members.</summary>
public interface ICommand
{
    /// <summary>Where a source says it.</summary>
    Citation? Citation { get; }

    /// <summary>Why the officer enters it, where the act needs or bears a reason.</summary>
    string? Reason => null;
}

/// <summary>The answer to a command.</summary>
/// <param name="Stream">The stream it concerns, <c>type:slug</c>.</param>
/// <param name="Version">The stream's version after it.</param>
/// <param name="Position">Position of the stream's last event: read views with <c>?atLeast=</c> this.</param>
/// <param name="Changed">False where everything was already so and no event was written. A dry run writes nothing, so with <c>dryRun</c> it is always false: <c>Events</c> say what would change.</param>
/// <param name="Events">The events written (with <c>dryRun</c>: that would be).</param>
/// <param name="Warnings">What is accepted but worth a second look.</param>
/// <param name="Quotes">For a text added or corrected: what became of the quotes already taken from this source.</param>
public sealed record CommandResult(
    string Stream, long Version, long Position, bool Changed, IReadOnlyList<WrittenEvent> Events,
    IReadOnlyList<string>? Warnings = null, QuoteCheck? Quotes = null);

/// <summary>One event that a command wrote.</summary>
/// <param name="Type">Stored name.</param>
/// <param name="Version">Its version in the stream.</param>
/// <param name="Position">Its position in the log; 0 in a dry run.</param>
public sealed record WrittenEvent(string Type, long Version, long Position);

/// <summary>Quotes of one source held against its text.</summary>
/// <param name="Verified">How many occur in it.</param>
/// <param name="NotFound">Those that do not.</param>
public sealed record QuoteCheck(int Verified, IReadOnlyList<CitedQuote> NotFound);

/// <summary>A quote as an event cites it.</summary>
/// <param name="Stream">The citing event's stream.</param>
/// <param name="Version">The citing event's version.</param>
/// <param name="Quote">The words.</param>
/// <param name="Span">Where they stand in the text; null if they do not or the text is not registered.</param>
public sealed record CitedQuote(string Stream, long Version, string Quote, TextSpan? Span = null)
{
    /// <summary>Whether the quote was found in the source's text.</summary>
    public bool Verified => Span is not null;
}
