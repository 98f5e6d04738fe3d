using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using CommitmentTracker.EventStore;

namespace CommitmentTracker.Tests;

public sealed class TelemetryTests(Postgres postgres)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_turn_is_linked_to_the_spans_of_its_appends_and_everything_is_counted()
    {
        await using var log = await Log.Make(postgres, Ct);
        using var caller = new ActivitySource("caller");
        var turns = new ConcurrentQueue<Activity>();
        using var spans = new ActivityListener
        {
            ShouldListenTo = source => source.Name is Telemetry.Name or "caller",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = turns.Enqueue,
        };
        ActivitySource.AddActivityListener(spans);
        var measured = new ConcurrentQueue<string>();
        using var meters = new MeterListener { InstrumentPublished = (instrument, it) => { if (instrument.Meter.Name == Telemetry.Name) it.EnableMeasurementEvents(instrument); } };
        meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => measured.Enqueue($"{instrument.Name} {tags[0].Value}"));
        meters.SetMeasurementEventCallback<int>((instrument, _, _, _) => measured.Enqueue(instrument.Name));
        meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => measured.Enqueue($"{instrument.Name} {(tags.Length > 0 ? $"{tags[0].Value} {value}" : "")}"));
        meters.Start();

        await using var node = log.Node();
        ActivityContext asked;
        using (var request = caller.StartActivity("request"))
        {
            asked = request!.Context;
            await node.Append([Log.Promise("a", 0), Log.Promise("a", 0)], Ct);
        }
        await node.DisposeAsync(); // the turn's span has ended
        meters.RecordObservableInstruments();

        var append = Assert.Single(turns, s => s.OperationName == "append" && s.TraceId == asked.TraceId);
        var turn = Assert.Single(turns, s => s.Links.Any(l => l.Context.SpanId == append.SpanId));
        Assert.Equal(("append turn", null), (turn.OperationName, turn.ParentId));
        Assert.Superset(
            new HashSet<string>
            {
                "tracker.append.duration queue", "tracker.append.duration db", "tracker.append.duration total", "tracker.append.batch_size",
                "tracker.append.commands ok 1", "tracker.append.commands conflict 1",
            }, measured.ToHashSet());
    }

    [Fact]
    public async Task The_gauges_name_queue_and_head_of_the_stores_that_live()
    {
        await using var log = await Log.Make(postgres, Ct);
        await using var node = log.Node();
        await node.Append([Log.Promise("a", 0)], Ct);
        var measured = new ConcurrentQueue<(string Name, long Value)>();
        using var meters = new MeterListener { InstrumentPublished = (instrument, it) => { if (instrument.Meter.Name == Telemetry.Name) it.EnableMeasurementEvents(instrument); } };
        meters.SetMeasurementEventCallback<long>((instrument, value, _, _) => measured.Enqueue((instrument.Name, value)));
        meters.Start();
        meters.RecordObservableInstruments();

        Assert.Contains(("tracker.append.queue_depth", 0L), measured);
        Assert.Contains(("tracker.log.head", 1L), measured);
    }
}
