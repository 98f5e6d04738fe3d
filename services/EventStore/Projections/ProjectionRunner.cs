#pragma warning disable CS9113, CS0067 // stubs until the room is built
using Npgsql;

namespace CommitmentTracker.EventStore.Projections;

/// <summary>How one projection stands.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Position">Its checkpoint: every event up to here is in its rows.</param>
/// <param name="LagEvents">Events in the log it has not seen.</param>
/// <param name="LagSeconds">Age of the oldest event it has not seen; 0 when it has seen all.</param>
/// <param name="Fault">Why it stopped, or null.</param>
public sealed record ProjectionState(string Name, long Position, long LagEvents, double LagSeconds, string? Fault);

/// <summary>Progress of a rebuild.</summary>
/// <param name="Name">The projection.</param>
/// <param name="Position">Events replayed so far.</param>
/// <param name="Head">The log's end as last seen.</param>
public sealed record RebuildProgress(string Name, long Position, long Head);

/// <summary>
/// Keeps the projections' rows behind the log by milliseconds. Every node runs one; rows and checkpoint commit in one
/// transaction and the checkpoint moves by compare-and-set, so two nodes can never apply an event twice.
/// </summary>
public sealed class ProjectionRunner(NpgsqlDataSource source, Store store, IReadOnlyList<IProjection> projections, TimeProvider clock) : IAsyncDisposable
{
    /// <summary>Runs until cancelled: applies what is there, waits for more. Restarts a projection after a passing database fault.</summary>
    public Task Run(CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Applies everything the log holds now and returns. What tests call instead of waiting.</summary>
    public Task Drain(CancellationToken ct) => throw new NotImplementedException();

    /// <summary>The checkpoint of a projection as this node last knew it; cheap.</summary>
    public long Position(string name) => throw new NotImplementedException();

    /// <summary>Waits until the projection has applied <paramref name="position"/>; false when <paramref name="patience"/> ran out.</summary>
    public Task<bool> WaitFor(string name, long position, TimeSpan patience, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>
    /// Raised after a commit moved a projection (name, streams touched). The streams are null when another node did it,
    /// so that only "something changed" is known. Raised before <see cref="Position"/> shows the new checkpoint.
    /// </summary>
    public event Action<string, IReadOnlyCollection<string>?>? Moved;

    /// <summary>How every projection stands, read from the database.</summary>
    public Task<IReadOnlyList<ProjectionState>> States(CancellationToken ct) => throw new NotImplementedException();

    /// <summary>
    /// Replays the whole log into tables beside the live ones, compares row counts, and swaps in one transaction while the old
    /// ones serve. Stops at the first event it cannot apply, leaving the live tables as they were.
    /// </summary>
    public Task Rebuild(string name, IProgress<RebuildProgress>? progress, CancellationToken ct) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
