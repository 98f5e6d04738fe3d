using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CommitmentTracker.Platform;

/// <summary>
/// Spans and figures about the service. Where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> or <c>Telemetry:OtlpEndpoint</c> names a collector they go
/// there, in the ways of the standard <c>OTEL_*</c> variables; where none is named, nothing is recorded but what /metrics shows.
/// </summary>
internal static class Telemetry
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "CommitmentTracker";

    const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static string Version { get; } = typeof(Telemetry).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    static readonly ActivitySource Activities = new(Name, Version);
    static readonly Meter Meter = new(Name, Version);
    static readonly string[] Sources = [Name, EventStore.Telemetry.Name, "Npgsql"];

    static Telemetry() => Meter.CreateObservableGauge("tracker.build.info", () => new Measurement<int>(1, new KeyValuePair<string, object?>("version", Version)), null, "The program's version; always 1.");

    /// <summary>The meters an operator is shown.</summary>
    public static bool IsOurs(string meter) =>
        meter is Name or EventStore.Telemetry.Name or "Npgsql" or "System.Runtime" || meter.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal);

    /// <summary>The span of one command, named after it; null when nobody listens.</summary>
    public static Activity? StartCommand(string command, string streamType, ActivityContext parent)
    {
        var span = Activities.StartActivity(command, ActivityKind.Internal, parent);
        // Its kind, never its id: ids are many, and tell more than a trace needs.
        span?.SetTag("tracker.stream.type", streamType);
        return span;
    }

    /// <summary>
    /// The trace id of a request: its span's; where nobody traces, the caller's (<c>traceparent</c>) or a new one. It is what a problem document and
    /// the events' correlation name, so it stays the same for the whole request.
    /// </summary>
    public static string TraceIdOf(HttpContext http)
    {
        if (Activity.Current is { } span)
            return span.TraceId.ToHexString();
        if (http.TraceIdentifier is { Length: 32 } known) // The server's own have another length.
            return known;
        return http.TraceIdentifier = ActivityContext.TryParse(http.Request.Headers.TraceParent, null, out var caller)
            ? caller.TraceId.ToHexString()
            : ActivityTraceId.CreateRandom().ToHexString();
    }

    public static void Add(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Metrics>();
        if (!string.IsNullOrWhiteSpace(builder.Configuration[EndpointVariable] ?? builder.Configuration["Telemetry:OtlpEndpoint"]))
        {
            builder.Services.AddSingleton<OtlpExport>();
            builder.Services.AddHostedService(s => s.GetRequiredService<OtlpExport>());
        }
    }

    /// <summary>Traces and metrics to a collector, for as long as the service runs. A collector that is away costs requests nothing.</summary>
    internal sealed class OtlpExport(IConfiguration configuration) : IHostedService
    {
        TracerProvider? traces;
        MeterProvider? metrics;

        public Task StartAsync(CancellationToken ct)
        {
            // The exporter reads its settings from a configuration: ours, in which the standard variable may bear our name.
            var settings = new ConfigurationBuilder().AddConfiguration(configuration)
                .AddInMemoryCollection([new(EndpointVariable, configuration[EndpointVariable] ?? configuration["Telemetry:OtlpEndpoint"])]).Build();
            var service = ResourceBuilder.CreateDefault().AddService("commitment-tracker", serviceVersion: Version).AddEnvironmentVariableDetector();
            traces = Sdk.CreateTracerProviderBuilder()
                .ConfigureServices(services => services.AddSingleton<IConfiguration>(settings))
                .SetResourceBuilder(service).AddSource(Sources).AddAspNetCoreInstrumentation().AddOtlpExporter().Build();
            metrics = Sdk.CreateMeterProviderBuilder()
                .ConfigureServices(services => services.AddSingleton<IConfiguration>(settings))
                .SetResourceBuilder(service).AddMeter(Name, EventStore.Telemetry.Name, "Npgsql", "System.Runtime", "Microsoft.AspNetCore.*").AddOtlpExporter().Build();
            return Task.CompletedTask;
        }

        /// <summary>Sends what is collected now, and says whether all of it arrived.</summary>
        public bool Flush() => traces!.ForceFlush() & metrics!.ForceFlush();

        /// <summary>Sends what is left. A collector that is away must not hold the stop of the service for long.</summary>
        public Task StopAsync(CancellationToken ct)
        {
            traces?.Shutdown(2_000);
            metrics?.Shutdown(2_000);
            traces?.Dispose();
            metrics?.Dispose();
            return Task.CompletedTask;
        }
    }
}
