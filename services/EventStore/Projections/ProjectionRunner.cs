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
public sealed record RebuildProgress(string Name, long Position, long Head)
{
    /// <summary>At the end: table, its rows when the rebuild was ready, and those of the rebuilt one. Empty before.</summary>
    public IReadOnlyList<(string Table, long Live, long Rebuilt)> Rows { get; init; } = [];
}

/// <summary>
/// Keeps the projections' rows behind the log by milliseconds. Every node runs one; rows and checkpoint commit in one
/// transaction and the checkpoint moves by compare-and-set, so two nodes can never apply an event twice.
/// </summary>
public sealed class ProjectionRunner : IAsyncDisposable
{
    // Under load turns are kept this far apart: the pages get longer, and the commits fewer. Nobody waits for it when it is quiet.
    static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(15);
    const int DrainAttempts = 8;

    readonly NpgsqlDataSource source;
    readonly Store store;
    readonly TimeProvider clock;
    readonly Lane[] lanes;
    readonly Work work;
    readonly Watch watch;

    /// <param name="source">The database.</param>
    /// <param name="store">The log in it.</param>
    /// <param name="projections">What is to be kept; no two of one name.</param>
    /// <param name="clock">For patience and pauses, and to tell the age of what waits.</param>
    /// <exception cref="ArgumentException">Two projections bear one name.</exception>
    public ProjectionRunner(NpgsqlDataSource source, Store store, IReadOnlyList<IProjection> projections, TimeProvider clock)
    {
        (this.source, this.store, this.clock) = (source, store, clock);
        lanes = [.. projections.Select(p => new Lane(p))];
        if (lanes.DistinctBy(l => l.Projection.Name).Count() != lanes.Length)
            throw new ArgumentException("Two projections bear one name.", nameof(projections));
        work = new(source, store, lanes, Move);
        watch = new(source, lanes, work, clock, Heard);
        ProjectionTelemetry.Show(this, lanes, clock);
    }

    /// <summary>
    /// Raised after a commit moved a projection (name, streams touched). The streams are null when another node did it,
    /// so that only "something changed" is known. Raised before <see cref="Position"/> shows the new checkpoint. Handlers are quick and do not throw.
    /// </summary>
    public event Action<string, IReadOnlyCollection<string>?>? Moved;

    /// <summary>Whether this node hears other nodes' commits at once; while false, <see cref="Position"/> may be behind and <see cref="Moved"/> late.</summary>
    public bool Listening => watch.Listening;

    /// <summary>Runs until cancelled: applies what is there, waits for more. After any other fault than a poisoned event it tries again, and counts that.</summary>
    public async Task Run(CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        Task[] both = [watch.Run(stop.Token), Go(stop.Token)];
        await Task.WhenAny(both);
        await stop.CancelAsync();
        try
        {
            await Task.WhenAll(both);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Asked for.
        }
    }

    /// <summary>
    /// Applies everything the log holds now and returns. What tests call instead of waiting. Needs no <see cref="Run"/> and
    /// minds none, here or on another node. A projection that stops at an event is left to <see cref="States"/> to tell.
    /// </summary>
    public async Task Drain(CancellationToken ct)
    {
        var (pause, attempt) = (Pauses.First, 0);
        while (true)
        {
            try
            {
                var (head, _) = await store.Head(ct);
                await work.Look(ct);
                while ((await work.Turn(l => l.Fault is null && l.Position < head, ct)).Pages > 0)
                    attempt = 0;
                return;
            }
            catch (Exception e) when (Faults.Passes(e) && ++attempt < DrainAttempts)
            {
                pause = await Pauses.Take(pause, clock, ct);
            }
        }
    }

    /// <summary>The checkpoint of a projection as this node last knew it; cheap.</summary>
    public long Position(string name) => Of(name).Position;

    /// <summary>Waits until the projection has applied <paramref name="position"/>; false when <paramref name="patience"/> ran out.</summary>
    public async Task<bool> WaitFor(string name, long position, TimeSpan patience, CancellationToken ct)
    {
        var lane = Of(name);
        var began = clock.GetTimestamp();
        while (lane.Until(position) is { } move)
        {
            var left = patience - clock.GetElapsedTime(began);
            if (left <= TimeSpan.Zero)
                return false;
            try
            {
                await move.WaitAsync(left, clock, ct);
            }
            catch (TimeoutException)
            {
                return lane.Position >= position;
            }
        }
        return true;
    }

    /// <summary>How every projection stands, read from the database. A fault is shown on every node.</summary>
    public async Task<IReadOnlyList<ProjectionState>> States(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        var (standings, head) = await Checkpoints.Read(connection, lanes, ct);
        return [.. lanes.Select(lane =>
        {
            var standing = standings.GetValueOrDefault(lane.RowName);
            var age = standing.Waiting is { } waiting ? Math.Max(0, (clock.GetUtcNow() - waiting).TotalSeconds) : 0;
            return new ProjectionState(lane.Projection.Name, standing.Position, head - standing.Position, age,
                standing.Fault ?? lane.Fault?.Why);
        })];
    }

    /// <summary>The projections whose rows an older or newer program made: they stand still until they are rebuilt.</summary>
    public async Task<IReadOnlyList<string>> Outdated(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        return await Checkpoints.Outdated(connection, lanes, ct);
    }

    /// <summary>
    /// Replays the whole log into tables beside the live ones, compares row counts, and swaps in one transaction while the old
    /// ones serve. Stops at the first event it cannot apply, leaving the live tables as they were.
    /// </summary>
    /// <exception cref="ProjectionStoppedException">An event cannot be applied.</exception>
    /// <exception cref="InvalidOperationException">The projection is being rebuilt already, here or elsewhere.</exception>
    public async Task Rebuild(string name, IProgress<RebuildProgress>? progress, CancellationToken ct)
    {
        var lane = Of(name);
        await new Rebuild(source, store, lane).Run(progress, ct);
        await work.Look(ct);
        // Rows may differ though the position does not.
        Moved?.Invoke(name, null);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        ProjectionTelemetry.Hide(this);
        await work.DisposeAsync();
    }

    async Task Go(CancellationToken ct)
    {
        var (pause, full) = (Pauses.First, false);
        var began = clock.GetTimestamp();
        while (true)
        {
            try
            {
                var changed = watch.Changed;
                var mine = lanes.Where(Mine).ToList();
                if (mine.Count == 0)
                {
                    await changed.WaitAsync(ct);
                    continue;
                }
                await MoreThan(mine.Min(l => l.Position), changed, full ? TimeSpan.Zero : Breath - clock.GetElapsedTime(began), ct);
                began = clock.GetTimestamp();
                (_, full) = await work.Turn(Mine, ct);
                pause = Pauses.First;
            }
            // An event that cannot be applied has stopped its projection before this. What is left is no reason to stop the host.
            catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
            {
                ProjectionTelemetry.Retried("apply", e);
                pause = await Pauses.Take(pause, clock, ct);
            }
        }
    }

    /// <summary>Waits for a commit past the position or for other lanes to be held. When there is one already, takes a breath first.</summary>
    async Task MoreThan(long position, Task changed, TimeSpan breath, CancellationToken ct)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var more = store.WaitPast(position, enough.Token);
        if (!more.IsCompleted)
        {
            await Task.WhenAny(more, changed);
            await enough.CancelAsync();
            ct.ThrowIfCancellationRequested();
            return;
        }
        await more;
        if (breath > TimeSpan.Zero)
            await Task.Delay(breath, clock, ct);
    }

    static bool Mine(Lane lane) => lane is { Held: true, Fault: null };

    Lane Of(string name) => lanes.FirstOrDefault(l => l.Projection.Name == name) ?? throw new ArgumentException($"There is no projection {name}.", nameof(name));

    void Move(Lane lane, long to, bool mayGoBack, IReadOnlyCollection<string>? streams) =>
        lane.MoveTo(to, mayGoBack, () => Moved?.Invoke(lane.Projection.Name, streams));

    void Heard(Lane lane, long to)
    {
        // The same position again is a rebuild's: the rows are others.
        if (to == lane.Position)
            Moved?.Invoke(lane.Projection.Name, null);
        else
            Move(lane, to, false, null);
    }
}
