using CommitmentTracker.Contracts.Sources;
using CommitmentTracker.EventStore;
using CommitmentTracker.EventStore.Deciding;

namespace CommitmentTracker.Sources;

/// <summary>What decisions need to know of a source. Events: <see cref="SourceRegistered"/>, <see cref="SourceTextAdded"/>.</summary>
internal sealed record Source(SourceRegistered? Registered = null, SourceTextAdded? Text = null)
{
    public static readonly StreamType Kind = StreamType.Of("source", "source", new Source(), Evolve);

    public static Source Evolve(Source source, object e) => e switch
    {
        SourceRegistered registered => source with { Registered = registered },
        SourceTextAdded text => source with { Text = text },
        _ => throw new UnknownEventException(e.GetType().Name),
    };
}
