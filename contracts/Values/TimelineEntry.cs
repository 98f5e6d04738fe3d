namespace CommitmentTracker.Contracts.Values;

/// <summary>One act in the life of a thing, and who says so.</summary>
/// <param name="Act">Stored name of the event.</param>
/// <param name="Version">Its version in the stream.</param>
/// <param name="RecordedAt">When this register recorded it.</param>
/// <param name="On">When it happened or was said, where the event says.</param>
/// <param name="Citation">Who says so.</param>
/// <param name="Reason">Why it was entered, where a reason was given.</param>
public sealed record TimelineEntry(string Act, long Version, DateTimeOffset RecordedAt, DateSpan? On, LocatedCitation? Citation, string? Reason = null);
