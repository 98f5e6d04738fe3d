using CommitmentTracker.Contracts.Sources;
using CommitmentTracker.EventStore;
using CommitmentTracker.EventStore.Deciding;

namespace CommitmentTracker.Sources;

/// <summary>
/// What decisions need to know of a source. Events: <see cref="SourceRegistered"/>, <see cref="SourceTextAdded"/>, <see cref="SourceCorrected"/>,
/// <see cref="SourceTextCorrected"/>.
/// </summary>
/// <param name="Registered">As it was first registered: the same command sent again is known by it, whatever was corrected since.</param>
/// <param name="Stands">As it stands with every correction.</param>
/// <param name="Text">The text that stands.</param>
internal sealed record Source(SourceRegistered? Registered = null, SourceRegistered? Stands = null, string? Text = null)
{
    public static readonly StreamType Kind = StreamType.Of("source", "source", new Source(), Evolve);

    /// <summary>Every text it ever had, by its hash, and the reason of those that corrected another.</summary>
    IReadOnlyList<(string Sha256, string? Reason)> Texts { get; init; } = [];

    IReadOnlyList<SourceCorrected> Corrections { get; init; } = [];

    public static Source Evolve(Source source, object e) => e switch
    {
        SourceRegistered registered => source with { Registered = registered, Stands = registered },
        SourceTextAdded text => source with { Text = text.Text, Texts = [.. source.Texts, (text.Sha256, null)] },
        SourceCorrected corrected => source with { Stands = source.Stands!.With(corrected), Corrections = [.. source.Corrections, corrected] },
        SourceTextCorrected text => source with { Text = text.Text, Texts = [.. source.Texts, (text.Sha256, text.Reason)] },
        _ => throw new UnknownEventException(e.GetType().Name),
    };

    public bool WasAdded(string sha256) => Texts.Contains((sha256, null));

    public bool WasCorrectedSo(SourceTextCorrected text) => Texts.Contains((text.Sha256, text.Reason));

    public bool WasCorrectedSo(SourceCorrected correction) => Corrections.Contains(correction);
}

internal static class SourceCorrections
{
    /// <summary>A source's description with a correction of it.</summary>
    public static SourceRegistered With(this SourceRegistered s, SourceCorrected c) => s with
    {
        Title = c.Title ?? s.Title, Publisher = c.Publisher ?? s.Publisher, PublishedOn = c.PublishedOn ?? s.PublishedOn, Language = c.Language ?? s.Language, Url = c.Url ?? s.Url,
    };
}
