namespace CommitmentTracker.EventStore.Deciding;

/// <summary>A kind of stream: its ids and what its events fold to.</summary>
/// <param name="Prefix">What its ids begin with, before the colon.</param>
/// <param name="Alias">Marten's alias of the state's class, kept in <c>mt_streams.type</c>.</param>
/// <param name="Initial">The state of a stream without events.</param>
/// <param name="Evolve">State and event give the next state; pure.</param>
public sealed record StreamType(string Prefix, string Alias, object Initial, Func<object, object, object> Evolve)
{
    /// <summary>What a state learns from what an event says besides its body (<c>headers</c>, UTF-8 JSON, never empty here); null where that says nothing to it. Pure.</summary>
    public Func<object, ReadOnlyMemory<byte>, object>? Heed { get; init; }

    /// <summary>The next state by an event and its headers, which may be empty.</summary>
    public object Fold(object state, object e, ReadOnlyMemory<byte> headers) =>
        Evolve(state, e) is var next && Heed is not null && !headers.IsEmpty ? Heed(next, headers) : next;

    /// <summary>A kind of stream over a state class of its own.</summary>
    /// <typeparam name="TState">Immutable.</typeparam>
    public static StreamType Of<TState>(string prefix, string alias, TState initial, Func<TState, object, TState> evolve) where TState : class =>
        new(prefix, alias, initial, (state, e) => evolve((TState)state, e));

    /// <summary>The stream of this kind with this slug.</summary>
    public StreamRef Stream(string slug) => new(this, $"{Prefix}:{slug}");
}

/// <summary>A stream and its kind.</summary>
/// <param name="Type">Its kind.</param>
/// <param name="Id">Its id.</param>
public readonly record struct StreamRef(StreamType Type, string Id);

/// <summary>A stream folded up to a version. Immutable.</summary>
/// <param name="Version">Its last version; 0 where it does not exist.</param>
/// <param name="Position">Log position of its last event; 0 where it does not exist.</param>
/// <param name="State">What its events fold to.</param>
public sealed record Folded(long Version, long Position, object State);
