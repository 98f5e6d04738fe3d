using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Contracts.Sources;

/// <summary>Registers a document that others will cite. Stream <c>source:{slug}</c>.</summary>
/// <param name="Slug">Name in addresses; derived from title and year where absent.</param>
/// <param name="Title">Its title.</param>
/// <param name="Publisher">Who published it.</param>
/// <param name="PublishedOn">When; may be inferred with a reason.</param>
/// <param name="Language">BCP 47 language tag, e.g. <c>en</c>, <c>ru</c>, <c>kk</c>, <c>tg</c>.</param>
/// <param name="Url">Where it was found.</param>
/// <param name="Text">Its text, where the register may hold it.</param>
public sealed record RegisterSource(
    string? Slug, string Title, string Publisher, DateSpan PublishedOn, string Language, string? Url = null, string? Text = null) : ICommand
{
    Citation? ICommand.Citation => null;
}

/// <summary>Adds the text of a registered source; quotes taken from it are then verified.</summary>
/// <param name="Source">The source's slug.</param>
/// <param name="Text">The whole text, verbatim. It never changes afterwards.</param>
public sealed record AddSourceText(string Source, string Text) : ICommand
{
    Citation? ICommand.Citation => null;
}

/// <summary>A source was registered.</summary>
public sealed record SourceRegistered(string Slug, string Title, string Publisher, DateSpan PublishedOn, string Language, string? Url = null);

/// <summary>A source's text was added.</summary>
/// <param name="Slug">The source.</param>
/// <param name="Text">Verbatim.</param>
/// <param name="Sha256">Lower-case hex SHA-256 of the text's UTF-8 bytes.</param>
public sealed record SourceTextAdded(string Slug, string Text, string Sha256);

/// <summary>A source as the register shows it.</summary>
/// <param name="Slug">Its name in addresses.</param>
/// <param name="Title">Its title.</param>
/// <param name="Publisher">Who published it.</param>
/// <param name="PublishedOn">When.</param>
/// <param name="Language">BCP 47 language tag.</param>
/// <param name="Url">Where it was found.</param>
/// <param name="HasText">Whether the register holds its text.</param>
/// <param name="Sha256">SHA-256 of the text.</param>
/// <param name="Text">The text; only in the view of one source.</param>
/// <param name="Quotes">What events cite from it; only in the view of one source.</param>
/// <param name="Position">Position of the last event in this view.</param>
/// <param name="RecordedAt">Recorded time of that event.</param>
public sealed record SourceView(
    string Slug, string Title, string Publisher, DateSpan PublishedOn, string Language, string? Url,
    bool HasText, string? Sha256, string? Text, IReadOnlyList<CitedQuote>? Quotes, long Position, DateTimeOffset RecordedAt);
