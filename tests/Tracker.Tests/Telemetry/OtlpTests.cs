using System.Diagnostics;
using System.Net;
using System.Text;
using CommitmentTracker.Tests;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CommitmentTracker.Tracker.Tests.Telemetry;

public sealed class OtlpTests(Postgres postgres)
{
    const string Body = """{"slug": "x", "parties": ["KAZ", "TJK"], "kind": "treaty", "title": "t"}""";

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_command_is_a_chain_of_spans_from_the_server_to_the_turn_that_wrote_it()
    {
        await using var collector = await Collector.Start(grpc: false, Ct);
        await using var service = await RunningService.Start(postgres, "otlp", Ct, SendingTo(collector.Url));
        var trace = await Traced(service, "/commands/RecordAgreement", "application/json", Body);
        // The next turn begins when the span of the last has ended.
        await Traced(service, "/commands/RecordAgreement", "application/json", Body.Replace("\"x\"", "\"y\"", StringComparison.Ordinal));

        Assert.True(Export(service).Flush());

        var spans = collector.Spans.Where(s => s.Trace == trace).ToList();
        var command = Assert.Single(spans, s => s.Name == "RecordAgreement");
        var server = Assert.Single(spans, s => s.Id == command.Parent);
        var append = Assert.Single(spans, s => s.Name == "append");
        var turn = Assert.Single(collector.Spans, s => s.Links.Contains(append.Id));
        Assert.Equal("append turn", turn.Name);
        Assert.Equal(command.Id, append.Parent);
        Assert.Equal(("agreement", "Written"), (command.Tags["tracker.stream.type"], command.Tags["tracker.outcome"]));
        Assert.DoesNotContain("agreement:x", string.Join(' ', command.Tags.Values), StringComparison.Ordinal);
        Assert.Equal("commitment-tracker", server.Service);
        Assert.Equal(("POST /commands/RecordAgreement", "/commands/RecordAgreement"), (server.Name, server.Tags["http.route"]));
        // What only looks whether there is something new belongs to nobody's request: spans without end.
        // Of this service's database: whatever other tests of this process ask theirs is heard, too.
        var own = new NpgsqlConnectionStringBuilder(service.Database.ConnectionString).Database;
        var asked = collector.Spans.Where(s => s.Tags.GetValueOrDefault("db.namespace") == own).ToList();
        Assert.DoesNotContain(asked, s => s.Parent.Length == 0 && !s.Name.StartsWith("CONNECT", StringComparison.Ordinal));
        Assert.Contains(asked, s => s.Tags.ContainsKey("db.system.name") && !s.Name.StartsWith("CONNECT", StringComparison.Ordinal));

        await using var headers = service.Database.CreateCommand("select headers->>'traceparent' from public.mt_events where seq_id = 1");
        Assert.Equal($"00-{trace}-{command.Id}-01", await headers.ExecuteScalarAsync(Ct));
    }

    [Fact]
    public async Task A_request_that_is_not_sampled_leaves_no_span_and_no_trace_context_in_its_event()
    {
        await using var collector = await Collector.Start(grpc: false, Ct);
        await using var service = await RunningService.Start(postgres, "otlp", Ct, SendingTo(collector.Url));

        var trace = await Traced(service, "/commands/RecordAgreement", "application/json", Body, sampled: false);
        Assert.True(Export(service).Flush());

        Assert.DoesNotContain(collector.Spans, s => s.Trace == trace);
        await using var headers = service.Database.CreateCommand("select headers->>'traceparent' from public.mt_events where seq_id = 1");
        Assert.Equal(DBNull.Value, await headers.ExecuteScalarAsync(Ct));
    }

    [Fact]
    public async Task The_commands_of_a_batch_are_siblings_under_its_request()
    {
        await using var collector = await Collector.Start(grpc: false, Ct);
        await using var service = await RunningService.Start(postgres, "otlp", Ct, SendingTo(collector.Url));

        var trace = await Traced(service, "/commands", "application/x-ndjson", string.Join('\n', new[] { "a", "b", "c" }.Select(slug =>
            $$"""{"command": "RecordAgreement", "slug": "{{slug}}", "parties": ["KAZ", "TJK"], "kind": "treaty", "title": "t"}""")));
        Assert.True(Export(service).Flush());

        var commands = collector.Spans.Where(s => s.Trace == trace && s.Name == "RecordAgreement").ToList();
        Assert.Equal(3, commands.Count);
        Assert.Single(commands.Select(c => c.Parent).Distinct());
    }

    [Fact]
    public async Task The_lag_of_each_projection_arrives_as_a_gauge()
    {
        await using var collector = await Collector.Start(grpc: false, Ct);
        await using var service = await RunningService.Start(postgres, "otlp", Ct, SendingTo(collector.Url));

        Assert.True(Export(service).Flush());

        Assert.All(App.Projections, p => Assert.Contains(("tracker.projection.lag_seconds", $"name={p.Name}"), collector.Points));
    }

    [Theory]
    [InlineData("grpc")]
    [InlineData(null)] // what is spoken where nothing is said
    public async Task Spans_and_gauges_arrive_over_gRPC_too(string? protocol)
    {
        await using var collector = await Collector.Start(grpc: true, Ct);
        await using var service = await RunningService.Start(postgres, "otlp", Ct, SendingTo(collector.Url, protocol));

        var trace = await Traced(service, "/commands/RecordAgreement", "application/json", Body);
        Assert.True(Export(service).Flush());

        Assert.Single(collector.Spans, s => s.Trace == trace && s.Name == "RecordAgreement");
        Assert.All(App.Projections, p => Assert.Contains(("tracker.projection.lag_seconds", $"name={p.Name}"), collector.Points));
    }

    [Fact]
    public async Task A_collector_that_is_away_costs_no_request_and_holds_no_stop()
    {
        string nobody;
        await using (var gone = await Collector.Start(grpc: false, Ct))
            nobody = gone.Url;
        var service = await RunningService.Start(postgres, "otlp", Ct, SendingTo(nobody));

        // More spans than the exporter keeps: what is too many is dropped, and no request waits for it.
        for (var i = 0; i < 30; i++)
        {
            var lines = await service.SendBatch(string.Join('\n', Enumerable.Range(0, 100).Select(n =>
                $$"""{"command": "RecordAgreement", "slug": "a-{{i}}-{{n}}", "parties": ["KAZ", "TJK"], "kind": "treaty", "title": "t"}""")), Ct);
            Assert.All(lines, line => Assert.True(line.GetProperty("changed").GetBoolean()));
        }
        Assert.False(Export(service).Flush());

        var begun = Stopwatch.GetTimestamp();
        await service.DisposeAsync();
        Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(20));
    }

    static Action<WebApplicationBuilder> SendingTo(string url, string? protocol = "http/protobuf") => builder =>
    {
        builder.Configuration["Telemetry:OtlpEndpoint"] = url;
        builder.Configuration["OTEL_EXPORTER_OTLP_PROTOCOL"] = protocol;
    };

    static Platform.Telemetry.OtlpExport Export(RunningService service) => service.Services.GetRequiredService<Platform.Telemetry.OtlpExport>();

    /// <summary>Sends a body under a trace of its own; gives its id.</summary>
    static async Task<string> Traced(RunningService service, string path, string type, string body, bool sampled = true)
    {
        var trace = ActivityTraceId.CreateRandom().ToHexString();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = new StringContent(body, Encoding.UTF8, type) };
        request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom().ToHexString()}-{(sampled ? "01" : "00")}");
        using var response = await service.Http.SendAsync(request, Ct);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await response.Content.ReadAsStringAsync(Ct);
        return trace;
    }
}
