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

    /// <summary>Most bytes of event bodies waiting; past it <see cref="StoreOverloadedException"/>.</summary>
    public long QueueBytes { get; init; } = 64 << 20;

    /// <summary>How long a turn waits for the lock before it gives up and tries again; also how long a node that froze may keep it.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the database may be away before those who wait are told <see cref="StoreUnavailableException"/>.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a turn waits for the answer to its COMMIT before it counts the connection as lost and finds out.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Whether it only reads, on a standby: then it is no log of its own in the metrics.</summary>
    public bool ReadsOnly { get; init; }

    /// <summary>How often the head is looked at without having been told of a commit; should never be needed.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(2);
}

/// <summary>
/// The log: Marten 9's tables on PostgreSQL, appended in batches under one lock, read in order without holes.
/// Any number of nodes may use one database; each makes one <see cref="Store"/>. Thread-safe.
/// </summary>
public sealed class Store : IAsyncDisposable
{
    readonly Batcher batcher;
    readonly Wakeup wakeup;
    readonly Reading reading;
    bool disposed;

    /// <param name="source">The database, migrated. The store keeps two connections of its pool for itself.</param>
    /// <param name="types">The events it may hold.</param>
    /// <param name="clock">Where recorded time comes from.</param>
    /// <param name="options">Limits.</param>
    public Store(NpgsqlDataSource source, EventTypes types, TimeProvider clock, StoreOptions? options = null)
    {
        options ??= new();
        Types = types;
        wakeup = new(source, options.Poll);
        reading = new(source, types);
        batcher = new(source, types, clock, options, wakeup.Saw);
        if (!options.ReadsOnly)
            Telemetry.Live[this] = (() => batcher.Depth, () => wakeup.Head);
    }

    /// <summary>What the log's events are called and how they are read.</summary>
    internal EventTypes Types { get; }

    /// <summary>
    /// Appends in the given order, all in one turn where they fit. A result each, in the same order; when it
    /// returns, what is <see cref="AppendResult.Appended"/> is durable, and the rest left no trace.
    /// Several appends on one stream chain: each names the version its predecessor will leave, and is a conflict where that one is.
    /// What PostgreSQL cannot hold (U+0000) is <see cref="AppendResult.Rejected"/> without having been tried.
    /// Cancelling takes out of the queue what no turn has taken, and else only ends the waiting: a COMMIT is never cancelled.
    /// </summary>
    /// <exception cref="ArgumentException">An append without events, or with one that is not registered.</exception>
    /// <exception cref="StoreOverloadedException">The queue is full; nothing was written.</exception>
    /// <exception cref="StoreUnavailableException">The database cannot be reached or the outcome stayed unknown. Where the
    /// call held more than a turn's worth, its beginning may be written.</exception>
    public async ValueTask<AppendResult[]> Append(IReadOnlyList<Append> appends, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        using var span = Telemetry.Activities.StartActivity("append");
        var group = new Group(appends, Types);
        if (group.Waiting < appends.Count)
            Telemetry.Count("rejected", appends.Count - group.Waiting);
        if (group.Waiting > 0)
            batcher.Enqueue(group);
        using var abandon = ct.UnsafeRegister(static (group, ct) => ((Group)group!).Cancel(ct), group);
        return await group.Answer;
    }

    /// <summary>The events of these streams after the given versions: the streams in the given order, each by version.</summary>
    public Task<IReadOnlyList<StoredEvent>> ReadStreams(IReadOnlyList<StreamVersion> after, CancellationToken ct) => reading.Streams(after, ct);

    /// <summary>The events at these positions, in the log's order; a position the log does not hold is left out.</summary>
    public Task<IReadOnlyList<StoredEvent>> ReadAt(IReadOnlyList<long> positions, CancellationToken ct) => reading.At(positions, ct);

    /// <summary>The current versions of these streams, in the same order; 0 for one that does not exist.</summary>
    public Task<long[]> Versions(IReadOnlyList<string> streams, CancellationToken ct) => reading.Versions(streams, ct);

    /// <summary>The next page of the whole log after a position, in order, contiguous.</summary>
    /// <exception cref="LogBrokenException">There is a hole.</exception>
    public Task<LogPage> ReadAll(long after, int limit, CancellationToken ct) => reading.Page(after, limit, ct);

    /// <summary>
    /// A page of the log by position, for who looks into the past: one stream, streams by prefix, some types; null for all. By prefix or type
    /// every event is looked at: <paramref name="upTo"/>, a position the caller took from <see cref="Head"/> before, keeps that bounded.
    /// </summary>
    public Task<IReadOnlyList<StoredEvent>> History(
        string? stream, string? streamPrefix, IReadOnlyList<string>? types, long after, long? upTo, int limit, CancellationToken ct) =>
        reading.History(stream, streamPrefix, types, after, upTo, limit, ct);

    /// <summary>The last committed position and its recorded time; 0 for an empty log.</summary>
    public async Task<(long Position, DateTimeOffset RecordedAt)> Head(CancellationToken ct)
    {
        var head = await reading.Head(ct);
        wakeup.Saw(head.Position);
        return head;
    }

    /// <summary>
    /// Completes when this node knows of a commit past <paramref name="position"/>: its own at once, another
    /// node's by NOTIFY, and in the worst case by a slow poll.
    /// </summary>
    public Task WaitPast(long position, CancellationToken ct) => wakeup.WaitPast(position, ct);

    /// <summary>Finishes what waits in the queue, bounded by <see cref="StoreOptions.Patience"/>, then lets go of the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        Telemetry.Live.TryRemove(this, out _);
        if (Interlocked.Exchange(ref disposed, true))
            return;
        await batcher.DisposeAsync();
        await wakeup.DisposeAsync();
    }
}
