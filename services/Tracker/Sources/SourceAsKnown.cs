using CommitmentTracker.Contracts.Sources;
using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Sources;

/// <summary>A source with every description and text it ever had, as the read model keeps it; what was known of it then is told when asked.</summary>
/// <param name="Descriptions">As registered, then as corrected.</param>
/// <param name="Texts">As added, then as corrected; their words are in <paramref name="Bodies"/>, in the same order.</param>
/// <param name="Bodies">Apart from the rest, so that a list can leave them in the database; null where it did.</param>
internal sealed record SourceDocument(IReadOnlyList<Described> Descriptions, IReadOnlyList<Texted> Texts, IReadOnlyList<string>? Bodies);

/// <summary>A description, and the act that gave it.</summary>
internal sealed record Described(SourceRegistered As, string Act, long Version, long Position, DateTimeOffset RecordedAt, string? Reason);

/// <summary>A text by its hash, and the act that gave it.</summary>
internal sealed record Texted(string Sha256, string Act, long Version, long Position, DateTimeOffset RecordedAt, string? Reason);

/// <summary>The day by which a source was published at the latest, and the event that says so.</summary>
internal sealed record Publication(DateOnly Day, long Position, DateTimeOffset RecordedAt);

/// <summary>The one rule of what was known of a source: what this register had recorded, if it had been published. What is registered was published by then.</summary>
internal static class SourceAsKnown
{
    /// <summary>The view with text and timeline, without quotes; null where nothing was known of it.</summary>
    public static SourceView? Of(SourceDocument source, DateTimeOffset? knownOn, DateOnly? publishedBy)
    {
        var descriptions = source.Descriptions.Where(d => !(d.RecordedAt > knownOn)).ToList();
        var texts = source.Texts.Where(t => !(t.RecordedAt > knownOn)).ToList();
        if (descriptions.Count == 0 || PublishedOn(source, knownOn)?.Day > publishedBy)
            return null;
        var (d, text) = (descriptions[^1].As, texts.LastOrDefault());
        var timeline = descriptions.Select(x => (x.Position, Entry: new TimelineEntry(x.Act, x.Version, x.RecordedAt, null, null, x.Reason)))
            .Concat(texts.Select(x => (x.Position, Entry: new TimelineEntry(x.Act, x.Version, x.RecordedAt, null, null, x.Reason)))).OrderBy(x => x.Position).ToList();
        return new(
            d.Slug, d.Title, d.Publisher, d.PublishedOn, d.Language, d.Url, text is not null, text?.Sha256, text is null ? null : source.Bodies?[texts.Count - 1], null,
            [.. timeline.Select(x => x.Entry)], timeline[^1].Position, timeline[^1].Entry.RecordedAt);
    }

    /// <summary>The day by which it was published, by what was known then; null where it was not registered.</summary>
    public static Publication? PublishedOn(SourceDocument source, DateTimeOffset? knownOn)
    {
        if (source.Descriptions.LastOrDefault(d => !(d.RecordedAt > knownOn)) is not { } stands)
            return null;
        var registered = DateOnly.FromDateTime(source.Descriptions[0].RecordedAt.UtcDateTime);
        return new(stands.As.PublishedOn.To < registered ? stands.As.PublishedOn.To : registered, stands.Position, stands.RecordedAt);
    }
}
