#pragma warning disable CS9113, CS0067 // stubs until the room is built
using Npgsql;

namespace CommitmentTracker.EventStore;

/// <summary>How a <see cref="Store"/> behaves under load. The defaults are the ones measured.</summary>
public sealed record StoreOptions
{
    /// <summary>Most appends in one turn.</summary>
    public int TurnAppends { get; init; } = 512;

    /// <summary>Most bytes of event bodies in one turn.</summary>
    public int TurnBytes { get; init; } = 1 << 20;

    /// <summary>Most appends waiting; past it <see cref="StoreOverloadedException"/>.</summary>
    public int QueueLimit { get; init; } = 16_384;

    /// <summary>How long a turn waits for the lock before it gives up and tries again.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(5);
}

/// <summary>
/// The log: Marten 9's tables on PostgreSQL, appended in batches under one lock, read in order without holes.
/// Any number of nodes may use one database; each makes one <see cref="Store"/>. Thread-safe.
/// </summary>
public sealed class Store(NpgsqlDataSource source, EventTypes types, TimeProvider clock, StoreOptions? options = null) : IAsyncDisposable
{
    /// <summary>
    /// Appends in the given order, all in one turn where they fit. A result each, in the same order; when it
    /// returns, what is <see cref="AppendResult.Appended"/> is durable, and the rest left no trace.
    /// Several appends on one stream chain: each names the version its predecessor will leave.
    /// </summary>
    /// <exception cref="StoreOverloadedException">The queue is full; nothing was written.</exception>
    /// <exception cref="StoreUnavailableException">The database cannot be reached or the outcome stayed unknown.</exception>
    public ValueTask<AppendResult[]> Append(IReadOnlyList<Append> appends, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>The events of these streams after the given versions, ordered by stream, then version.</summary>
    public Task<IReadOnlyList<StoredEvent>> ReadStreams(IReadOnlyList<StreamVersion> after, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>The current versions of these streams, in the same order; 0 for one that does not exist.</summary>
    public Task<long[]> Versions(IReadOnlyList<string> streams, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>The next page of the whole log after a position, in order, contiguous.</summary>
    /// <exception cref="LogBrokenException">There is a hole.</exception>
    public Task<IReadOnlyList<StoredEvent>> ReadAll(long after, int limit, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>The last committed position and its recorded time; 0 for an empty log.</summary>
    public Task<(long Position, DateTimeOffset RecordedAt)> Head(CancellationToken ct) => throw new NotImplementedException();

    /// <summary>
    /// Completes when this node knows of a commit past <paramref name="position"/>: its own at once, another
    /// node's by NOTIFY, and in the worst case by a slow poll.
    /// </summary>
    public Task WaitPast(long position, CancellationToken ct) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
