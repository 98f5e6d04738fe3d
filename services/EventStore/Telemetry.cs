using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CommitmentTracker.EventStore;

/// <summary>What this room tells operators, by the runtime's own types: whoever wants it listens to <see cref="Name"/>.</summary>
public static class Telemetry
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "CommitmentTracker.EventStore";

    internal static readonly ActivitySource Activities = new(Name);
    internal static readonly Meter Meter = new(Name);

    // Gauges are asked, not told; a static one that captured a store would keep every disposed store alive.
    internal static readonly ConcurrentDictionary<Store, (Func<long> Depth, Func<long> Head)> Live = new();

    static readonly Histogram<double> duration = Meter.CreateHistogram<double>(
        "tracker.append.duration", "s", "Time of an append: waiting in the queue, of its turn in the database, in total.");
    static readonly Histogram<int> batchSize = Meter.CreateHistogram<int>("tracker.append.batch_size", "{append}", "Appends in one turn.");
    static readonly Counter<long> commands = Meter.CreateCounter<long>("tracker.append.commands", "{append}", "Appends by outcome.");

    static readonly KeyValuePair<string, object?> queue = new("phase", "queue"), db = new("phase", "db"), total = new("phase", "total");

    static Telemetry()
    {
        Meter.CreateObservableGauge("tracker.append.queue_depth", () => Live.Values.Select(s => new Measurement<long>(s.Depth())), "{append}", "Appends waiting.");
        Meter.CreateObservableGauge("tracker.log.head", () => Live.Values.Select(s => new Measurement<long>(s.Head())), "{event}", "Last position this node knows.");
    }

    /// <param name="outcome">ok, conflict, rejected, overload, unavailable or in_doubt.</param>
    /// <param name="count">How many appends.</param>
    internal static void Count(string outcome, int count = 1) => commands.Add(count, new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>A turn is over: its size and how long each of its appends waited and took.</summary>
    internal static void Turn(ReadOnlySpan<Pending> turn, long started)
    {
        batchSize.Record(turn.Length);
        if (!duration.Enabled)
            return;
        var ended = Stopwatch.GetTimestamp();
        duration.Record(Stopwatch.GetElapsedTime(started, ended).TotalSeconds, db);
        foreach (var append in turn)
        {
            duration.Record(Stopwatch.GetElapsedTime(append.Group.Queued, started).TotalSeconds, queue);
            duration.Record(Stopwatch.GetElapsedTime(append.Group.Queued, ended).TotalSeconds, total);
        }
    }

    /// <summary>One span a turn, linked to the spans of the appends it carries.</summary>
    internal static Activity? StartTurn(ReadOnlySpan<Pending> turn)
    {
        if (!Activities.HasListeners())
            return null;
        var links = new HashSet<ActivityContext>();
        foreach (var append in turn)
        {
            if (append.Group.Span != default)
                links.Add(append.Group.Span);
        }
        return Activities.StartActivity("append turn", ActivityKind.Internal, parentContext: default,
            tags: [new("tracker.append.batch_size", turn.Length)], links: links.Select(span => new ActivityLink(span)));
    }
}
