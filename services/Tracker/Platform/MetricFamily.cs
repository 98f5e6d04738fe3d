using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace CommitmentTracker.Platform;

/// <summary>The kinds that Prometheus' text format knows and we have.</summary>
internal enum MetricKind { Counter, Gauge, Histogram }

/// <summary>One metric with its series. Series are bounded in number: a label that takes any value must not take the memory.</summary>
internal sealed class MetricFamily
{
    const int MostSeries = 500;

    // Half a millisecond, which is an append, to ten seconds, which is the store's patience.
    static readonly double[] Seconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
    static readonly double[] Counts = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 4096, 16384];
    static readonly KeyValuePair<string, object?>[] Overflow = [new("otel_metric_overflow", "true")];

    readonly ConcurrentDictionary<int, MetricSeries> byHash = new();
    readonly ConcurrentDictionary<string, MetricSeries> byLabels = new(StringComparer.Ordinal);
    readonly double[] bounds;
    readonly bool observed;
    readonly string help;

    public MetricFamily(Instrument instrument)
    {
        var type = instrument.GetType().GetGenericTypeDefinition();
        Kind = type == typeof(Histogram<>) ? MetricKind.Histogram
            : type == typeof(Counter<>) || type == typeof(ObservableCounter<>) ? MetricKind.Counter
            : MetricKind.Gauge;
        IsDelta = type == typeof(Counter<>) || type == typeof(UpDownCounter<>);
        observed = instrument.IsObservable;
        Name = NameOf(instrument);
        help = instrument.Description ?? instrument.Name;
        bounds = Kind != MetricKind.Histogram ? [] : instrument switch
        {
            Instrument<double> { Advice.HistogramBucketBoundaries: { Count: > 0 } advised } => [.. advised],
            _ => instrument.Unit == "s" ? Seconds : Counts,
        };
    }

    public string Name { get; }

    public MetricKind Kind { get; }

    /// <summary>How many sets of tags are remembered.</summary>
    internal int Remembered => byHash.Count;

    bool IsDelta { get; }

    public void Measured(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var hash = new HashCode();
        foreach (var (name, tag) in tags)
        {
            hash.Add(name);
            hash.Add(tag);
        }
        var key = hash.ToHashCode();
        if (!byHash.TryGetValue(key, out var series) || !series.Is(tags))
            series = Find(key, tags);
        series.Add(value, IsDelta);
    }

    /// <summary>What is asked at each scrape shows what the last scrape was told, and nothing older.</summary>
    public void ForgetObserved()
    {
        if (!observed)
            return;
        foreach (var series in byLabels.Values)
            series.Seen = false;
    }

    public void Write(StringBuilder to)
    {
        var all = byLabels.Values.Where(s => s.Seen).OrderBy(s => s.Labels, StringComparer.Ordinal).ToList();
        if (all.Count == 0)
            return;
        to.Append("# HELP ").Append(Name).Append(' ').Append(help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)).Append('\n')
            .Append("# TYPE ").Append(Name).Append(' ').Append(Kind switch { MetricKind.Counter => "counter", MetricKind.Gauge => "gauge", _ => "histogram" }).Append('\n');
        foreach (var series in all)
            series.Write(to, Name);
    }

    /// <summary>Slow, and seldom: a new series, the same tags in another order, or two that share a hash.</summary>
    MetricSeries Find(int key, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = MetricSeries.LabelsOf(tags);
        if (!byLabels.TryGetValue(labels, out var series))
        {
            // What overflows is not remembered by its hash, or the memory would be taken all the same.
            if (byLabels.Count >= MostSeries)
                return byLabels.GetOrAdd(MetricSeries.LabelsOf(Overflow), l => new(l, Overflow, bounds));
            var kept = tags.ToArray();
            series = byLabels.GetOrAdd(labels, l => new(l, kept, bounds));
        }
        byHash.TryAdd(key, series);
        return series;
    }

    /// <summary>As OpenTelemetry maps names to Prometheus: dots to underscores, the unit and <c>_total</c> behind.</summary>
    string NameOf(Instrument instrument)
    {
        var name = string.Concat(instrument.Name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        var unit = instrument.Unit switch { "s" => "seconds", "ms" => "milliseconds", "By" => "bytes", "1" when Kind == MetricKind.Gauge => "ratio", _ => null };
        if (unit is not null && !name.Split('_').Contains(unit))
            name += $"_{unit}";
        return Kind == MetricKind.Counter && !name.EndsWith("_total", StringComparison.Ordinal) ? name + "_total" : name;
    }
}

/// <summary>One series: a value, or a histogram. Adding takes no lock.</summary>
internal sealed class MetricSeries(string labels, KeyValuePair<string, object?>[] tags, double[] bounds)
{
    readonly long[] buckets = new long[bounds.Length + 1];
    double value;

    public string Labels => labels;

    /// <summary>Whether it has a value to show.</summary>
    public bool Seen { get; set; }

    public bool Is(ReadOnlySpan<KeyValuePair<string, object?>> others)
    {
        if (others.Length != tags.Length)
            return false;
        for (var i = 0; i < tags.Length; i++)
            if (others[i].Key != tags[i].Key || !Equals(others[i].Value, tags[i].Value))
                return false;
        return true;
    }

    public void Add(double measured, bool isDelta)
    {
        if (bounds.Length > 0)
        {
            var at = Array.BinarySearch(bounds, measured);
            Interlocked.Increment(ref buckets[at < 0 ? ~at : at]);
        }
        if (isDelta || bounds.Length > 0)
        {
            for (double was, now = Volatile.Read(ref value); ;)
            {
                was = now;
                if ((now = Interlocked.CompareExchange(ref value, was + measured, was)).Equals(was))
                    break;
            }
        }
        else
        {
            Volatile.Write(ref value, measured);
        }
        Seen = true;
    }

    public void Write(StringBuilder to, string name)
    {
        if (bounds.Length == 0)
        {
            Line(to, name, "", labels, Volatile.Read(ref value));
            return;
        }
        var count = 0L;
        for (var i = 0; i < buckets.Length; i++)
        {
            count += Volatile.Read(ref buckets[i]);
            var le = i < bounds.Length ? Number(bounds[i]) : "+Inf";
            Line(to, name, "_bucket", labels.Length == 0 ? $"le=\"{le}\"" : $"{labels},le=\"{le}\"", count);
        }
        Line(to, name, "_sum", labels, Volatile.Read(ref value));
        Line(to, name, "_count", labels, count);
    }

    public static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, tag) in tags)
        {
            var name = string.Concat(key.Select((c, i) => char.IsAsciiLetter(c) || i > 0 && char.IsAsciiDigit(c) ? c : '_'));
            labels[name] = tag is bool yes ? (yes ? "true" : "false") : Convert.ToString(tag, CultureInfo.InvariantCulture) ?? "";
        }
        return string.Join(',', labels.Select(l => $"{l.Key}=\"{Escaped(l.Value)}\""));
    }

    static string Escaped(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    static void Line(StringBuilder to, string name, string suffix, string labels, double value)
    {
        to.Append(name).Append(suffix);
        if (labels.Length > 0)
            to.Append('{').Append(labels).Append('}');
        to.Append(' ').Append(Number(value)).Append('\n');
    }

    static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf" : double.IsNegativeInfinity(value) ? "-Inf" : value.ToString("R", CultureInfo.InvariantCulture);
}
