using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace CommitmentTracker.Benchmarks;

/// <summary>
/// One row of the result, and of the JSON. Where a field has no meaning it is null, but <c>start-to-ready</c> bears its time in
/// p50 (median) and p99 (slowest), and <c>peak-memory-mib</c> its MiB in perSecond: the fields are fixed, so one has to carry it.
/// </summary>
public sealed record Measure(string Name, int Connections, double? PerSecond, double? P50Ms, double? P99Ms)
{
    /// <summary>pgbench's two INSERTs a second just before or just after, the higher of the two: what the ratio is taken to. Null where that was not run.</summary>
    [JsonIgnore]
    public double? Beside { get; init; }
}

/// <summary>What DESIGN.md §5 asks of a measure.</summary>
/// <param name="Text">For people.</param>
/// <param name="Met">Against the measure and the pgbench rate; null when there is none to compare with.</param>
public sealed record Bar(string Text, Func<Measure, double?, bool?> Met)
{
    static readonly Dictionary<(string, int?), Bar> Bars = new()
    {
        [("record-figure", 64)] = new("≥ 1.5 × pgbench, p50 ≤ 5 ms", (m, pgbench) => Above(m.PerSecond, 1.5 * pgbench) & m.P50Ms <= 5),
        [("record-figure", 1)] = new("p50 ≤ 1 ms", (m, _) => m.P50Ms <= 1),
        [("get-target", 64)] = new("≥ 2.5 × pgbench", (m, pgbench) => Above(m.PerSecond, 2.5 * pgbench)),
        [("load-batch", null)] = new("≥ 6 × pgbench", (m, pgbench) => Above(m.PerSecond, 6 * pgbench)),
        [("rebuild", null)] = new("≥ 300,000/s", (m, _) => m.PerSecond >= 300_000),
        [("projection-lag", null)] = new("p99 ≤ 50 ms", (m, _) => m.P99Ms <= 50),
        [("start-to-ready", null)] = new("≤ 1,500 ms", (m, _) => m.P99Ms <= 1500),
        [(Report.SteadyMemory, null)] = new("≤ 300 MiB after 1.9 M figures", (m, _) => m.PerSecond <= 300),
    };

    public static Bar? For(Measure measure) => Bars.GetValueOrDefault((measure.Name, measure.Connections)) ?? Bars.GetValueOrDefault((measure.Name, null));

    static bool? Above(double? figure, double? bar) => bar is null ? null : figure >= bar;
}

public static class Report
{
    /// <summary>In the table only: the names of the JSON are fixed.</summary>
    public const string SteadyMemory = "steady-memory-mib";

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>The measures beside their bars, with ratios to pgbench's two INSERTs of the same minutes. Steady memory is judged on the real log only.</summary>
    public static void Print(IReadOnlyList<Measure> measures, IAnsiConsole console, bool realLog)
    {
        var table = new Table { Border = console.Profile.Out.IsTerminal ? TableBorder.Rounded : TableBorder.Markdown };
        table.AddColumns("measure", "connections", "per second", "p50 ms", "p99 ms", "pgbench then", "× pgbench", "bar", "verdict");
        foreach (var index in Enumerable.Range(1, 6))
            table.Columns[index].RightAligned();
        foreach (var m in measures)
        {
            var bar = m.Name == SteadyMemory && !realLog ? null : Bar.For(m);
            var rate = m.Name is "peak-memory-mib" or SteadyMemory ? null : m.PerSecond;
            table.AddRow(m.Name, m.Connections > 0 ? Number(m.Connections) : "", rate == m.PerSecond ? Number(m.PerSecond) : $"{Number(m.PerSecond)} MiB",
                Number(m.P50Ms), Number(m.P99Ms), Number(m.Beside), Number(rate / m.Beside), bar?.Text ?? "", Verdict(bar, m));
        }
        console.Write(table);
    }

    public static async Task Write(IReadOnlyList<Measure> measures, string file, CancellationToken ct)
    {
        await using var to = File.Create(file);
        await JsonSerializer.SerializeAsync(to, measures.Where(m => m.Name != SteadyMemory), Json, ct);
    }

    static string Verdict(Bar? bar, Measure measure) => bar?.Met(measure, measure.Beside) switch
    {
        true => "[green]met[/]",
        false => "[red]missed[/]",
        null => bar is null ? "" : "no pgbench",
    };

    static string Number(double? figure) => figure switch
    {
        null => "",
        >= 1000 => figure.Value.ToString("N0", CultureInfo.InvariantCulture),
        >= 100 => figure.Value.ToString("0", CultureInfo.InvariantCulture),
        _ => figure.Value.ToString("0.##", CultureInfo.InvariantCulture),
    };
}
