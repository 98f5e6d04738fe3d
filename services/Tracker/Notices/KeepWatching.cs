using CommitmentTracker.Agreements;
using CommitmentTracker.EventStore.Projections;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;
using CommitmentTracker.Targets;

namespace CommitmentTracker.Notices;

/// <summary>
/// Lets the watcher look at everything when the service starts and when the day changes, and at what changes soon after it did. Every node
/// watches; none leads. <c>Watch:Enabled=false</c> stills it.
/// </summary>
internal sealed partial class KeepWatching(Watcher watcher, ProjectionRunner runner, ReferenceClock clock, ILogger<KeepWatching> log) : BackgroundService
{
    // Long enough that a file being loaded is looked at in few passes; short enough that nobody waits for it.
    static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    // What another node's commits changed is not said. That node looks itself; this node's look, soon enough, is for the case that it died before it
    // could. And a machine that slept, or whose clock was put right, does not know of midnight by its timer.
    static readonly TimeSpan Round = TimeSpan.FromMinutes(1);

    static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    readonly Lock gate = new();
    HashSet<string> touched = new(StringComparer.Ordinal);
    bool all = true;
    TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        runner.Moved += Hear;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                var days = clock.Days;
                var entries = Take();
                try
                {
                    await watcher.Pass(entries, stoppingToken);
                }
                // Whatever it was, others must not be left without notices for it, and the host not be stopped.
                catch (Exception e) when (!stoppingToken.IsCancellationRequested)
                {
                    Failed(e);
                    Hear(Dossiers.Projection.Name, null);
                    await Task.Delay(Pause, watcher.Time, stoppingToken);
                    continue;
                }
                await Next(days, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Asked for.
        }
        finally
        {
            runner.Moved -= Hear;
        }
    }

    /// <summary>Waits until there is something to look at.</summary>
    async Task Next(long days, CancellationToken ct)
    {
        while (clock.Days == days)
        {
            var change = Volatile.Read(ref changed).Task;
            var midnight = clock.UntilNextDay();
            try
            {
                await change.WaitAsync(midnight < Round ? midnight : Round, watcher.Time, ct);
                await Task.Delay(Settling, watcher.Time, ct);
                return;
            }
            catch (TimeoutException)
            {
                lock (gate)
                    if (all)
                        return;
            }
        }
        lock (gate)
            all = true;
    }

    /// <summary>What to look at: null for everything.</summary>
    HashSet<string>? Take()
    {
        lock (gate)
        {
            var taken = all ? null : touched;
            (touched, all) = (new(StringComparer.Ordinal), false);
            changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return taken;
        }
    }

    void Hear(string projection, IReadOnlyCollection<string>? streams)
    {
        // Figures are left to the next day: they only ever make a notice needless.
        if (projection != AgreementsRead.Projection.Name && projection != Dossiers.Projection.Name && projection != TargetsRead.Projection.Name)
            return;
        lock (gate)
        {
            if (streams is null)
            {
                all = true;
                return;
            }
            touched.UnionWith(streams);
            changed.TrySetResult();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Watching failed and is tried again.")]
    partial void Failed(Exception e);
}
