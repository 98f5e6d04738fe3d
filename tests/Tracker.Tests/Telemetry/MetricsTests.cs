using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text.RegularExpressions;
using CommitmentTracker.Platform;
using CommitmentTracker.Tests;

namespace CommitmentTracker.Tracker.Tests.Telemetry;

public sealed class MetricsTests(Postgres postgres)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_line_of_a_scrape_is_in_the_text_format_and_commands_lag_and_requests_are_in_it()
    {
        await using var service = await RunningService.Start(postgres, "metrics", Ct);
        await service.Send("RecordAgreement", new { slug = "a", parties = new[] { "KAZ", "TJK" }, kind = "treaty", title = "t" }, Ct);
        await service.Drain(Ct);

        using var response = await service.Http.GetAsync(new Uri("/metrics", UriKind.Relative), Ct);
        var scrape = Scrape.Parse(await response.Content.ReadAsStringAsync(Ct));

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.True(scrape.Value("tracker_append_commands_total", "outcome=\"ok\"") >= 1);
        Assert.Equal(0, scrape.Value("tracker_projection_lag_events", "name=\"Agreements\""));
        Assert.True(scrape.Total("http_server_request_duration_seconds_count", "http_route=\"/commands/RecordAgreement\"") >= 1);
        Assert.Equal("gauge", scrape.Types["tracker_log_head"]);
        Assert.Equal("histogram", scrape.Types["tracker_append_duration_seconds"]);
        Assert.Contains("dotnet_gc_collections_total", scrape.Types.Keys);
        Assert.Contains("db_client_operation_duration_seconds", scrape.Types.Keys);
    }

    [Fact]
    public async Task Prometheus_own_checker_can_read_a_scrape()
    {
        var promtool = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(p => Path.Combine(p, "promtool")).FirstOrDefault(File.Exists);
        if (promtool is null)
            Assert.Skip("promtool is not installed.");
        await using var service = await RunningService.Start(postgres, "metrics", Ct);
        await service.Send("RecordAgreement", new { slug = "a", parties = new[] { "KAZ", "TJK" }, kind = "treaty", title = "t" }, Ct);

        using var check = Process.Start(new ProcessStartInfo(promtool, ["check", "metrics"]) { RedirectStandardInput = true, RedirectStandardError = true })!;
        await check.StandardInput.WriteAsync((await service.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative), Ct)).AsMemory(), Ct);
        check.StandardInput.Close();
        var said = await check.StandardError.ReadToEndAsync(Ct);
        await check.WaitForExitAsync(Ct);

        // 1: it cannot be parsed. 3: it can, and the checker would have named something otherwise; the runtime's names are not ours.
        Assert.True(check.ExitCode is 0 or 3, said);
        Assert.DoesNotContain(said.Split('\n'), line => line.StartsWith("tracker_", StringComparison.Ordinal));
    }

    [Fact]
    public void Labels_are_escaped_and_a_label_that_takes_any_value_does_not_take_the_memory()
    {
        using var metrics = new Metrics();
        using var meter = new Meter(Platform.Telemetry.Name);
        var odd = meter.CreateCounter<int>("test.odd", "{thing}", "A \\ and\na line");
        var many = meter.CreateCounter<long>("test.many");
        var sizes = meter.CreateHistogram<int>("test.sizes", "By");

        odd.Add(3, new KeyValuePair<string, object?>("a.b", "say \"x\\y\"\nz"), new KeyValuePair<string, object?>("c", true));
        odd.Add(4, new KeyValuePair<string, object?>("c", true), new KeyValuePair<string, object?>("a.b", "say \"x\\y\"\nz"));
        for (var i = 0; i < 2_000; i++)
            many.Add(1, new KeyValuePair<string, object?>("id", i));
        sizes.Record(3);
        sizes.Record(1_000_000);
        var scrape = Scrape.Parse(metrics.Text());

        Assert.Equal(7, scrape.Value("test_odd_total", """a_b="say \"x\\y\"\nz",c="true" """.Trim()));
        Assert.Equal(501, scrape.Samples.Keys.Count(k => k.StartsWith("test_many_total", StringComparison.Ordinal)));
        Assert.Equal(1_500, scrape.Value("test_many_total", "otel_metric_overflow=\"true\""));
        Assert.Equal((1.0, 2.0), (scrape.Value("test_sizes_bytes_bucket", "le=\"4\""), scrape.Value("test_sizes_bytes_bucket", "le=\"+Inf\"")));
    }

    [Fact]
    public void Tags_that_overflow_were_remembered_each_and_took_the_memory_all_the_same()
    {
        using var meter = new Meter("test");
        var family = new MetricFamily(meter.CreateCounter<long>("test.many"));

        for (var i = 0; i < 2_000; i++)
            family.Measured(1, [new("id", i)]);

        Assert.Equal(500, family.Remembered);
    }

    [Fact]
    public void A_gauge_that_has_gone_is_not_shown_with_its_last_value()
    {
        using var metrics = new Metrics();
        using var meter = new Meter(Platform.Telemetry.Name);
        var there = true;
        meter.CreateObservableGauge("test.gone", () => there ? [new Measurement<int>(1)] : Array.Empty<Measurement<int>>());

        Assert.Contains("test_gone 1\n", metrics.Text(), StringComparison.Ordinal);
        there = false;
        Assert.DoesNotContain("test_gone", metrics.Text(), StringComparison.Ordinal);
    }
}

/// <summary>A strict reader of the text format: what it does not know it does not let pass.</summary>
sealed partial record Scrape(Dictionary<string, string> Types, Dictionary<string, double> Samples)
{
    public double Value(string name, string labels) => Having(name, labels).Single();

    /// <summary>Over all other labels: services of other tests in this process are heard, too, and answer the same route with other status codes.</summary>
    public double Total(string name, string labels) => Having(name, labels).Sum();

    IEnumerable<double> Having(string name, string labels) =>
        Samples.Where(s => s.Key.StartsWith(name + "{", StringComparison.Ordinal) && s.Key.Contains(labels, StringComparison.Ordinal)).Select(s => s.Value);

    public static Scrape Parse(string text)
    {
        var scrape = new Scrape(new(StringComparer.Ordinal), new(StringComparer.Ordinal));
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        var (family, helped) = ("", "");
        foreach (var line in text[..^1].Split('\n'))
        {
            if (Help().Match(line) is { Success: true } help)
            {
                helped = help.Groups[1].Value;
            }
            else if (Type().Match(line) is { Success: true } type)
            {
                family = type.Groups[1].Value;
                Assert.Equal(helped, family);
                Assert.True(scrape.Types.TryAdd(family, type.Groups[2].Value), $"{family} comes twice");
            }
            else
            {
                var sample = Sample().Match(line);
                Assert.True(sample.Success, $"no line of the format: {line}");
                var allowed = scrape.Types[family] == "histogram" ? new[] { "_bucket", "_sum", "_count" } : [""];
                Assert.Contains(sample.Groups["name"].Value, allowed.Select(suffix => family + suffix));
                Assert.Equal(scrape.Types[family] == "counter", family.EndsWith("_total", StringComparison.Ordinal));
                var value = sample.Groups["value"].Value switch { "+Inf" => double.PositiveInfinity, "-Inf" => double.NegativeInfinity, var v => double.Parse(v, CultureInfo.InvariantCulture) };
                Assert.True(scrape.Samples.TryAdd(line[..line.LastIndexOf(' ')], value), $"comes twice: {line}");
            }
        }
        Assert.All(scrape.Types.Where(t => t.Value == "histogram").Select(t => t.Key), scrape.CheckBuckets);
        return scrape;
    }

    /// <summary>Buckets never fall, and the last is the count.</summary>
    void CheckBuckets(string name)
    {
        foreach (var series in Samples.Where(s => s.Key.StartsWith(name + "_bucket{", StringComparison.Ordinal)).GroupBy(s => Le().Replace(s.Key, "")))
        {
            var counts = series.Select(s => s.Value).ToList();
            Assert.Equal(counts.Order(), counts);
            Assert.Contains("le=\"+Inf\"", series.Last().Key, StringComparison.Ordinal);
            var count = series.Key.Replace("_bucket{", "_count{", StringComparison.Ordinal).Replace("{}", "", StringComparison.Ordinal);
            Assert.Equal(Samples[count], counts[^1]);
        }
    }

    [GeneratedRegex(@"^# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) ([^\\]|\\\\|\\n)+$")]
    private static partial Regex Help();

    [GeneratedRegex("^# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram)$")]
    private static partial Regex Type();

    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{([a-zA-Z_][a-zA-Z0-9_]*="([^"\\]|\\\\|\\"|\\n)*",?)+(?<!,)\})? (?<value>[+-]?Inf|NaN|-?[0-9.]+(E[+-]?[0-9]+)?)$""")]
    private static partial Regex Sample();

    [GeneratedRegex(""",?le="[^"]*"$|,?le="[^"]*"(?=\})""")]
    private static partial Regex Le();
}
