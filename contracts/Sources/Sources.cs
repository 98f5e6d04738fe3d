using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Contracts.Sources;

/// <summary>
/// Registers a document that others will cite. Stream <c>source:{slug}</c>. The same again is nothing; another description under the same slug is
/// refused (409 <c>already-different</c>): a slip is mended by <see cref="CorrectSource"/>.
/// </summary>
/// <param name="Slug">Name in addresses; derived from title and year of publication where absent (422 where the title holds no Latin letter).</param>
/// <param name="Title">Its title, at most 500 characters.</param>
/// <param name="Publisher">Who published it, at most 200 characters.</param>
/// <param name="PublishedOn">When, as exactly as it is known; may be inferred with a reason. Not after tomorrow (422): days begin in the east.</param>
/// <param name="Language">BCP 47 language tag, e.g. <c>en</c>, <c>ru</c>, <c>kk</c>, <c>tg</c>.</param>
/// <param name="Url">Where it was found: http or https, at most 2,000 characters.</param>
/// <param name="Text">Its text, where the register may hold it; as in <see cref="AddSourceText"/>.</param>
public sealed record RegisterSource(
    string? Slug, string Title, string Publisher, DateSpan PublishedOn, string Language, string? Url = null, string? Text = null) : ICommand
{
    Citation? ICommand.Citation => null;
}

/// <summary>
/// Adds the text of a registered source; quotes taken from it are then verified, and the answer names those that do not occur. Another text
/// than the one it has is refused (409 <c>already-different</c>): see <see cref="CorrectSourceText"/>.
/// </summary>
/// <param name="Source">The source's slug; 404 where none is registered under it.</param>
/// <param name="Text">The whole text, verbatim.</param>
public sealed record AddSourceText(string Source, string Text) : ICommand
{
    Citation? ICommand.Citation => null;
}

/// <summary>
/// Puts the right text in the place of a wrong one. Every quote from the source is held against the new text from then on, wherever it is shown,
/// and the answer names those that no longer occur. The history keeps the wrong text, and <c>asKnownOn</c> shows it. The same again is nothing.
/// </summary>
/// <param name="Source">The source's slug; 404 where none is registered under it, 409 where it has no text yet.</param>
/// <param name="Text">The whole text, verbatim.</param>
/// <param name="Reason">What was wrong, at most 1,000 characters; to return to a text it had before, another reason.</param>
public sealed record CorrectSourceText(string Source, string Text, string Reason) : ICommand
{
    Citation? ICommand.Citation => null;

    string? ICommand.Reason => Reason;
}

/// <summary>
/// Mends what was mistyped of a source's description; what is not given stays. The history keeps what stood before, and <c>asKnownOn</c>
/// shows it. The same correction again is nothing.
/// </summary>
/// <param name="Source">The source's slug; 404 where none is registered under it.</param>
/// <param name="Reason">What was wrong, at most 1,000 characters; to return to what was corrected before, another reason.</param>
/// <param name="Title">The right title, at most 500 characters.</param>
/// <param name="Publisher">The right publisher, at most 200 characters.</param>
/// <param name="PublishedOn">When it was really published; not after tomorrow (422).</param>
/// <param name="Language">The right BCP 47 language tag.</param>
/// <param name="Url">The right address: http or https, at most 2,000 characters.</param>
public sealed record CorrectSource(
    string Source, string Reason, string? Title = null, string? Publisher = null, DateSpan? PublishedOn = null, string? Language = null, string? Url = null) : ICommand
{
    Citation? ICommand.Citation => null;

    string? ICommand.Reason => Reason;
}

/// <summary>A source was registered.</summary>
/// <param name="Slug">Its name in addresses.</param>
/// <param name="Title">Its title.</param>
/// <param name="Publisher">Who published it.</param>
/// <param name="PublishedOn">When, as exactly as it is known.</param>
/// <param name="Language">BCP 47 language tag.</param>
/// <param name="Url">Where it was found.</param>
public sealed record SourceRegistered(string Slug, string Title, string Publisher, DateSpan PublishedOn, string Language, string? Url = null);

/// <summary>A source's text was added.</summary>
/// <param name="Slug">The source.</param>
/// <param name="Text">Verbatim.</param>
/// <param name="Sha256">Lower-case hex SHA-256 of the text's UTF-8 bytes.</param>
public sealed record SourceTextAdded(string Slug, string Text, string Sha256);

/// <summary>The right text took the place of a wrong one.</summary>
/// <param name="Slug">The source.</param>
/// <param name="Text">Verbatim.</param>
/// <param name="Sha256">Lower-case hex SHA-256 of the text's UTF-8 bytes.</param>
/// <param name="Reason">What was wrong.</param>
public sealed record SourceTextCorrected(string Slug, string Text, string Sha256, string Reason);

/// <summary>A slip in a source's description was mended. What is absent was not corrected.</summary>
/// <param name="Slug">The source.</param>
/// <param name="Reason">What was wrong.</param>
/// <param name="Title">The right title.</param>
/// <param name="Publisher">The right publisher.</param>
/// <param name="PublishedOn">When it was really published.</param>
/// <param name="Language">The right BCP 47 language tag.</param>
/// <param name="Url">The right address.</param>
public sealed record SourceCorrected(
    string Slug, string Reason, string? Title = null, string? Publisher = null, DateSpan? PublishedOn = null, string? Language = null, string? Url = null);

/// <summary>A source as the register shows it, by the knowledge asked for.</summary>
/// <param name="Slug">Its name in addresses.</param>
/// <param name="Title">Its title.</param>
/// <param name="Publisher">Who published it.</param>
/// <param name="PublishedOn">When, as exactly as it is known.</param>
/// <param name="Language">BCP 47 language tag.</param>
/// <param name="Url">Where it was found.</param>
/// <param name="HasText">Whether the register holds its text.</param>
/// <param name="Sha256">Lower-case hex SHA-256 of the text's UTF-8 bytes.</param>
/// <param name="Text">The text; only in the view of one source.</param>
/// <param name="Quotes">What events cite from it, where, and whether it occurs in the text; only in the view of one source.</param>
/// <param name="Timeline">What was logged about it, corrections with their reasons; only in the view of one source.</param>
/// <param name="Position">Position of the last event in this view.</param>
/// <param name="RecordedAt">Recorded time of that event.</param>
public sealed record SourceView(
    string Slug, string Title, string Publisher, DateSpan PublishedOn, string Language, string? Url,
    bool HasText, string? Sha256, string? Text, IReadOnlyList<CitedQuote>? Quotes, IReadOnlyList<TimelineEntry>? Timeline, long Position, DateTimeOffset RecordedAt);
