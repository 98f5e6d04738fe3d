using System.Collections.Concurrent;

namespace CommitmentTracker.EventStore.Deciding;

/// <summary>
/// The folded states of recently used streams. A stale one is harmless: the append's version check finds it out. Two generations
/// instead of a strict LRU: when the young one is full it becomes the old one, and what is used again moves back; cheap and bounded.
/// </summary>
/// <param name="capacity">Events folded into one generation's states: what bounds the memory, since a state grows with its events.</param>
public sealed class HotStates(int capacity = 250_000)
{
    readonly Lock turning = new();
    ConcurrentDictionary<string, Folded> young = new(StringComparer.Ordinal);
    ConcurrentDictionary<string, Folded> old = new(StringComparer.Ordinal);
    long weight;

    /// <summary>The state as last seen on this node, or null.</summary>
    public Folded? Find(string stream)
    {
        if (young.TryGetValue(stream, out var state))
            return state;
        if (!old.TryRemove(stream, out state))
            return null;
        Put(stream, state);
        return state;
    }

    /// <summary>Keeps a state unless a later version is already kept.</summary>
    public void Put(string stream, Folded state)
    {
        var grown = Math.Max(1, state.Version);
        young.AddOrUpdate(stream, state, (_, kept) =>
        {
            grown = Math.Max(0, state.Version - kept.Version);
            return grown == 0 ? kept : state;
        });
        if (Interlocked.Add(ref weight, grown) > capacity)
            Turn();
    }

    /// <summary>Forgets a state, so that it is read anew.</summary>
    public void Forget(string stream)
    {
        young.TryRemove(stream, out _);
        old.TryRemove(stream, out _);
    }

    void Turn()
    {
        lock (turning)
        {
            if (Interlocked.Read(ref weight) <= capacity)
                return;
            old = young;
            young = new(StringComparer.Ordinal);
            Interlocked.Exchange(ref weight, 0);
        }
    }
}
