using System.Text;

namespace CommitmentTracker.EventStore.Projections;

/// <summary>One projection as one node sees it.</summary>
sealed class Lane(IProjection projection)
{
    readonly Lock turn = new();
    TaskCompletionSource moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    // Where the quoted name stands in the headers it may be a member; reading them to be sure is the projection's part.
    readonly byte[]? header = projection.OnlyWithHeader is { } name ? Encoding.UTF8.GetBytes($"\"{name}\"") : null;
    long position;

    public IProjection Projection => projection;

    /// <summary>Its row in <c>mt_event_progression</c>.</summary>
    public string RowName { get; } = projection.Version == 1 ? $"{projection.Name}:All" : $"{projection.Name}:V{projection.Version}:All";

    /// <summary>Whether the event may say something to it.</summary>
    public bool Concerns(StoredEvent e) =>
        projection.Handles.Contains(e.Type) && (header is null || e.Headers.Span.IndexOf(header) >= 0);

    /// <summary>Its rows on their way out; touched only by whoever holds the runner's gate.</summary>
    public PageRows Rows { get; } = new(projection.Tables);

    /// <summary>The checkpoint as last known.</summary>
    public long Position => Volatile.Read(ref position);

    /// <summary>Whether this node is the one that works on it.</summary>
    public bool Held { get; set; }

    /// <summary>Why this program stopped it, and where; null while it goes.</summary>
    public LaneFault? Fault { get; set; }

    /// <summary>Events not yet seen and the recorded time of the oldest of them, when last looked.</summary>
    public LaneLag Lag { get; set; } = new(0, null);

    /// <summary>Moves to a checkpoint; <paramref name="tell"/> runs before it shows, so that nobody reads a stale copy under the new position.</summary>
    public void MoveTo(long to, bool mayGoBack, Action tell)
    {
        lock (turn)
        {
            if (to == position || (to < position && !mayGoBack))
                return;
            tell();
            Volatile.Write(ref position, to);
            if (Fault is { } fault && to >= fault.Position)
                Fault = null;
            moved.SetResult();
            moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>The next move, or null when it has come this far already.</summary>
    public Task? Until(long wanted)
    {
        lock (turn)
            return position >= wanted ? null : moved.Task;
    }
}

/// <summary>Where and why this program cannot go on.</summary>
sealed record LaneFault(long Position, string Why);

/// <summary>How many events wait, and since when the first of them.</summary>
sealed record LaneLag(long Events, DateTimeOffset? Since);
