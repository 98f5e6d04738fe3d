namespace CommitmentTracker.Contracts.Values;

/// <summary>Where a source says it: on every command that logs what a source states.</summary>
/// <param name="Source">Slug of a registered source.</param>
/// <param name="Quote">The source's exact words; typos survive. Where the source's text is registered it must occur in it.</param>
public sealed record Citation(string Source, string Quote);

/// <summary>A citation as the log keeps it, in the event's metadata.</summary>
/// <param name="Source">Slug of the source.</param>
/// <param name="Quote">The exact words.</param>
/// <param name="Span">Where they stand in the source's text; null while that text is not registered (unverified).</param>
public sealed record LocatedCitation(string Source, string Quote, TextSpan? Span = null)
{
    /// <summary>Whether the quote was found in the source's text.</summary>
    public bool Verified => Span is not null;
}

/// <summary>A stretch of a text, in UTF-16 code units.</summary>
/// <param name="Start">First unit.</param>
/// <param name="End">One past the last unit.</param>
public sealed record TextSpan(int Start, int End);
