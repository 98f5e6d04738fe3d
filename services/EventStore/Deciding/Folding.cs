namespace CommitmentTracker.EventStore.Deciding;

/// <summary>Reads streams and folds them.</summary>
public static class Folding
{
    /// <summary>The states of these streams as the database holds them now; one that does not exist is at version 0.</summary>
    public static async Task<IReadOnlyDictionary<string, Folded>> Read(IReadOnlyList<StreamRef> streams, Store store, CancellationToken ct)
    {
        var types = streams.DistinctBy(s => s.Id).ToDictionary(s => s.Id, s => s.Type, StringComparer.Ordinal);
        var states = types.ToDictionary(t => t.Key, t => new Folded(0, 0, t.Value.Initial), StringComparer.Ordinal);
        var events = await store.ReadStreams([.. types.Keys.Select(id => new StreamVersion(id, 0))], ct);
        foreach (var e in events)
            states[e.Stream] = new(e.Version, e.Position, types[e.Stream].Fold(states[e.Stream].State, e.Data, e.Headers));
        return states;
    }
}
