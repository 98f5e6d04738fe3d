using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CommitmentTracker.Tracker.Tests.Telemetry;

/// <summary>A span as a collector sees it.</summary>
sealed record Span(string Trace, string Id, string Parent, string Name, IReadOnlyDictionary<string, string> Tags, IReadOnlyList<string> Links, string Service);

/// <summary>An OTLP receiver over HTTP, which decodes the few protobuf fields the tests ask for.</summary>
sealed class Collector : IAsyncDisposable
{
    readonly WebApplication app;

    Collector(WebApplication app) => this.app = app;

    public ConcurrentQueue<Span> Spans { get; } = new();

    /// <summary>Name of a metric and the labels of its points.</summary>
    public ConcurrentQueue<(string Name, string Labels)> Points { get; } = new();

    public string Url => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <param name="grpc">Speaks OTLP over gRPC, which is HTTP/2 without TLS here, in place of HTTP.</param>
    /// <param name="ct">Gives up.</param>
    public static async Task<Collector> Start(bool grpc, CancellationToken ct)
    {
        var builder = WebApplication.CreateBuilder(["--Urls", "http://127.0.0.1:0"]);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = grpc ? HttpProtocols.Http2 : HttpProtocols.Http1));
        builder.Logging.ClearProviders();
        var collector = new Collector(builder.Build());
        collector.app.MapPost("/v1/traces", async http => collector.TakeTraces(await Body(http)));
        collector.app.MapPost("/v1/metrics", async http => collector.TakeMetrics(await Body(http)));
        collector.app.MapPost("/opentelemetry.proto.collector.trace.v1.TraceService/Export", http => Call(http, collector.TakeTraces));
        collector.app.MapPost("/opentelemetry.proto.collector.metrics.v1.MetricsService/Export", http => Call(http, collector.TakeMetrics));
        await collector.app.StartAsync(ct);
        return collector;
    }

    static async Task<Message> Body(HttpContext http)
    {
        Assert.Equal("application/x-protobuf", http.Request.ContentType);
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        return new(body.ToArray());
    }

    /// <summary>A unary call: one message behind five bytes (not compressed, its length), answered by an empty one and the status in the trailers.</summary>
    static async Task Call(HttpContext http, Action<Message> take)
    {
        Assert.Equal("application/grpc", http.Request.ContentType);
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        var frame = body.ToArray();
        Assert.Equal((0, frame.Length - 5), (frame[0], BinaryPrimitives.ReadInt32BigEndian(frame.AsSpan(1))));
        take(new(frame.AsMemory(5)));
        http.Response.ContentType = "application/grpc";
        await http.Response.Body.WriteAsync(new byte[5], http.RequestAborted);
        http.Response.AppendTrailer("grpc-status", "0");
    }

    // ExportTraceServiceRequest: 1 ResourceSpans {1 Resource {1 KeyValue}, 2 ScopeSpans {2 Span}}
    void TakeTraces(Message request)
    {
        foreach (var resource in request.All(1))
        {
            var service = Tags(resource.All(1).Single(), 1).GetValueOrDefault("service.name", "");
            foreach (var span in resource.All(2).SelectMany(scope => scope.All(2)))
                Spans.Enqueue(new(span.Hex(1), span.Hex(2), span.Hex(4), span.Text(5), Tags(span, 9), [.. span.All(13).Select(link => link.Hex(2))], service));
        }
    }

    // ExportMetricsServiceRequest: 1 ResourceMetrics {2 ScopeMetrics {2 Metric {1 name, 5 Gauge {1 point {7 KeyValue}}}}}
    void TakeMetrics(Message request)
    {
        foreach (var metric in request.All(1).SelectMany(resource => resource.All(2)).SelectMany(scope => scope.All(2)))
        {
            foreach (var point in metric.All(5).SelectMany(gauge => gauge.All(1)))
                Points.Enqueue((metric.Text(1), string.Join(',', Tags(point, 7).Select(t => $"{t.Key}={t.Value}"))));
        }
    }

    // KeyValue {1 key, 2 AnyValue {1 string}}
    static Dictionary<string, string> Tags(Message of, int field) =>
        of.All(field).ToDictionary(t => t.Text(1), t => t.All(2).Select(v => v.Text(1)).FirstOrDefault(""));

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    /// <summary>A protobuf message, of which only the length-delimited fields are looked at.</summary>
    sealed class Message(ReadOnlyMemory<byte> bytes)
    {
        readonly ILookup<int, ReadOnlyMemory<byte>> fields = Read(bytes).ToLookup(f => f.Number, f => f.Bytes);

        public IEnumerable<Message> All(int field) => fields[field].Select(b => new Message(b));

        public string Text(int field) => fields[field].Select(b => Encoding.UTF8.GetString(b.Span)).FirstOrDefault("");

        public string Hex(int field) => fields[field].Select(b => Convert.ToHexStringLower(b.Span)).FirstOrDefault("");

        static List<(int Number, ReadOnlyMemory<byte> Bytes)> Read(ReadOnlyMemory<byte> bytes)
        {
            var found = new List<(int, ReadOnlyMemory<byte>)>();
            for (var at = 0; at < bytes.Length;)
            {
                var tag = Varint(bytes.Span, ref at);
                switch (tag & 7)
                {
                    case 0:
                        Varint(bytes.Span, ref at);
                        break;
                    case 1:
                        at += 8;
                        break;
                    case 5:
                        at += 4;
                        break;
                    case 2:
                        var length = (int)Varint(bytes.Span, ref at);
                        // A string may look like anything: it is only taken apart when asked for as a message.
                        if (length > bytes.Length - at)
                            return found;
                        found.Add(((int)(tag >> 3), bytes.Slice(at, length)));
                        at += length;
                        break;
                    default:
                        return found;
                }
            }
            return found;
        }

        static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
        {
            var (value, shift) = (0UL, 0);
            while (at < bytes.Length && shift < 64)
            {
                var part = bytes[at++];
                value |= (ulong)(part & 0x7f) << shift;
                shift += 7;
                if (part < 0x80)
                    break;
            }
            return value;
        }
    }
}
