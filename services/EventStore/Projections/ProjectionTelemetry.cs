using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace CommitmentTracker.EventStore.Projections;

/// <summary>Figures about projections, on this room's meter. Gauges answer for the runners that live in this process.</summary>
static class ProjectionTelemetry
{
    static readonly ConcurrentDictionary<ProjectionRunner, (IReadOnlyList<Lane> Lanes, TimeProvider Clock)> Runners = new();

    public static readonly Counter<long> Failures = Telemetry.Meter.CreateCounter<long>("tracker.projection.failures", "{failure}", "Events that stopped a projection (by name), and faults after which a loop tried again (by loop and error.type)");
    public static readonly Counter<long> Holes = Telemetry.Meter.CreateCounter<long>("tracker.reader.contiguity_violations", "{violation}", "Reads that found a hole in the log");

    static ProjectionTelemetry()
    {
        Telemetry.Meter.CreateObservableGauge("tracker.projection.position", () => Each((lane, _) => lane.Position), "{event}", "Checkpoint as this node knows it");
        Telemetry.Meter.CreateObservableGauge("tracker.projection.lag_events", () => Each((lane, _) => lane.Lag.Events), "{event}", "Events not yet seen, when last looked");
        Telemetry.Meter.CreateObservableGauge("tracker.projection.lag_seconds", () => Each((lane, clock) =>
            lane.Lag.Since is { } since ? Math.Max(0, (clock.GetUtcNow() - since).TotalSeconds) : 0), "s", "Age of the oldest event not yet seen");
    }

    /// <summary>A loop met this and will try again: what passes by itself and what no one foresaw are told apart by their type.</summary>
    public static void Retried(string loop, Exception e) => Failures.Add(
        1, new KeyValuePair<string, object?>("loop", loop), new KeyValuePair<string, object?>("error.type", e.GetType().FullName));

    public static void Show(ProjectionRunner runner, IReadOnlyList<Lane> lanes, TimeProvider clock) => Runners[runner] = (lanes, clock);

    public static void Hide(ProjectionRunner runner) => Runners.TryRemove(runner, out _);

    static IEnumerable<Measurement<T>> Each<T>(Func<Lane, TimeProvider, T> of) where T : struct =>
        from runner in Runners.Values
        from lane in runner.Lanes
        select new Measurement<T>(of(lane, runner.Clock), new KeyValuePair<string, object?>("name", lane.Projection.Name));
}
