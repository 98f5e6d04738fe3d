using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace CommitmentTracker.Platform;

/// <summary>
/// <c>GET /metrics</c> in Prometheus text 0.0.4: what this room's, the store's, ASP.NET Core's, the runtime's and Npgsql's meters measure,
/// collected by the runtime's own <see cref="MeterListener"/>. Gauges are asked at each scrape.
/// </summary>
internal sealed class Metrics : IDisposable
{
    readonly ConcurrentDictionary<string, MetricFamily> families = new(StringComparer.Ordinal);
    readonly MeterListener listener = new();
    readonly Lock scraping = new();

    public Metrics()
    {
        listener.InstrumentPublished = (instrument, listener) =>
        {
            if (!Telemetry.IsOurs(instrument.Meter.Name))
                return;
            var made = new MetricFamily(instrument);
            var family = families.GetOrAdd(made.Name, made);
            // Two instruments of one name and kind are one family; of different kinds they cannot be told to Prometheus.
            if (family.Kind == made.Kind)
                listener.EnableMeasurementEvents(instrument, family);
        };
        listener.SetMeasurementEventCallback<double>(static (_, value, tags, family) => ((MetricFamily)family!).Measured(value, tags));
        listener.SetMeasurementEventCallback<float>(static (_, value, tags, family) => ((MetricFamily)family!).Measured(value, tags));
        listener.SetMeasurementEventCallback<long>(static (_, value, tags, family) => ((MetricFamily)family!).Measured(value, tags));
        listener.SetMeasurementEventCallback<int>(static (_, value, tags, family) => ((MetricFamily)family!).Measured(value, tags));
        listener.SetMeasurementEventCallback<short>(static (_, value, tags, family) => ((MetricFamily)family!).Measured(value, tags));
        listener.SetMeasurementEventCallback<byte>(static (_, value, tags, family) => ((MetricFamily)family!).Measured(value, tags));
        listener.SetMeasurementEventCallback<decimal>(static (_, value, tags, family) => ((MetricFamily)family!).Measured((double)value, tags));
        listener.Start();
    }

    public static void Map(WebApplication app)
    {
        var metrics = app.Services.GetRequiredService<Metrics>();
        app.MapGet("/metrics", () => Results.Text(metrics.Text(), "text/plain; version=0.0.4", Encoding.UTF8))
            .RequireAuthorization(Roles.Reader).WithTags("Service").WithSummary("What this node measures, in Prometheus text 0.0.4.")
            .WithMetadata(new Gives(typeof(string)) { MediaType = "text/plain" });
    }

    /// <summary>Everything as it is now.</summary>
    public string Text()
    {
        lock (scraping)
        {
            foreach (var family in families.Values)
                family.ForgetObserved();
            try
            {
                listener.RecordObservableInstruments();
            }
            catch (AggregateException)
            {
                // A gauge that cannot be read now is absent; the others were asked all the same.
            }
            var text = new StringBuilder(16 * 1024);
            foreach (var family in families.Values.OrderBy(f => f.Name, StringComparer.Ordinal))
                family.Write(text);
            return text.ToString();
        }
    }

    public void Dispose() => listener.Dispose();
}
