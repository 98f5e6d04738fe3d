using System.CommandLine;
using CommitmentTracker.Benchmarks;
using CommitmentTracker.PrivatePostgres;
using Spectre.Console;

LoadClient.UseOneThread();

var json = new Option<FileInfo>("--json") { Description = "Also write the result there: [{name, connections, perSecond, p50Ms, p99Ms}]. start-to-ready bears its median and slowest start in p50Ms and p99Ms, peak-memory-mib its MiB in perSecond; what has no meaning is null." };
var quick = new Option<bool>("--quick") { Description = "Under two minutes: short runs, 100,000 synthetic figures in the batch." };
var full = new Option<bool>("--full") { Description = "The batch is the IMF's 1.9 million bilateral figures, from data/imf_dots in the folder that TRACKER_SHARED names (default ../shared)." };
var service = new Option<string>("--service") { Description = "The service's CommitmentTracker.dll. Default: the one built with this program." };
var data = new Option<string>("--data") { Description = "A folder on the disk to be measured, for the private PostgreSQL. Default: the temporary files." };
var connection = new Option<string>("--connection") { Description = "A superuser's connection string of a running PostgreSQL to be used in place of a private one; databases bench and pgbench are made anew in it." };
var only = new Option<string[]>("--only") { Description = "Only these measures, by name; pgbench is left out unless named.", AllowMultipleArgumentsPerToken = true };
var yardstick = new Option<bool>("--only-pgbench") { Description = "Only pgbench." };
var minutes = new Option<double>("--minutes") { Description = "How long.", DefaultValueFactory = _ => 10 };
var seed = new Option<int>("--seed") { Description = "Repeats a run's choice of faults. Default: a new one, which is printed." };
var writers = new Option<int>("--connections") { Description = "How many callers write.", DefaultValueFactory = _ => 32 };

var drill = new Command("drill", "Kills the service, and now and then all of PostgreSQL, under load, and then looks for every acknowledged event.") { minutes, seed, writers, service, data };
var root = new RootCommand("Measures the service from outside, beside pgbench on the same PostgreSQL, against the bars of the design. Figures of a Debug build mean nothing: dotnet run -c Release --project tests/Benchmarks -- --quick")
{
    quick, full, json, service, data, connection, only, yardstick, drill,
};

// Progress on standard error, so that the table alone is what a pipe gets.
var aside = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error), Ansi = Console.IsErrorRedirected ? AnsiSupport.No : AnsiSupport.Detect });
var progress = new Told(line => aside.MarkupLineInterpolated($"[grey]{line}[/]"));
if (Console.IsErrorRedirected)
    aside.Profile.Width = 1000;
if (Console.IsOutputRedirected)
    (AnsiConsole.Profile.Width, AnsiConsole.Profile.Capabilities.Ansi) = (160, false);

root.SetAction((arguments, ct) => Loudly(async () =>
{
    if (AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Debug{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        progress.Report("A Debug build: these figures mean nothing.");
    var imf = Path.Combine(Environment.GetEnvironmentVariable("TRACKER_SHARED") ?? Path.Combine("..", "shared"), "data", "imf_dots", "dots_bilateral_annual_1960_2020.csv.gz");
    var real = arguments.GetValue(full) && File.Exists(imf);
    if (arguments.GetValue(full) && !real)
        progress.Report($"{imf} is missing: the batch is synthetic. TRACKER_SHARED names the folder above it.");
    var pace = arguments.GetValue(quick) ? new Pace(TimeSpan.FromSeconds(3), 100_000, null, arguments.GetValue(only) ?? [])
        : new Pace(TimeSpan.FromSeconds(10), 500_000, real ? imf : null, arguments.GetValue(only) ?? []);
    await using var ground = await Ground.Start(arguments.GetValue(connection), arguments.GetValue(data), progress, ct);
    progress.Report(await ground.Conditions(ct));
    var pgbench = new Pgbench(ground, progress);
    List<Measure> measures = pace.Only.Count > 0 && !pace.Wants("pgbench-two-inserts") ? [] : [.. await pgbench.Run(pace.Each, ct)];
    if (!arguments.GetValue(yardstick))
    {
        var settings = new ServiceSettings(arguments.GetValue(service) ?? ServiceSettings.BuiltProgram(), await ground.Create("bench", ct), ServiceSettings.FreePort());
        measures.InsertRange(0, await new Scenarios(settings, pace, pgbench, progress).Run(ct));
    }
    Report.Print(measures, AnsiConsole.Console, realLog: pace.Imf is not null);
    if (arguments.GetValue(json) is { } file)
        await Report.Write(measures, file.FullName, ct);
    return 0;
}));

drill.SetAction((arguments, ct) => Loudly(async () =>
{
    var chosen = arguments.GetResult(seed) is null ? Random.Shared.Next() : arguments.GetValue(seed);
    progress.Report($"seed {chosen}");
    await using var ground = await Ground.Start(null, arguments.GetValue(data), progress, ct);
    var settings = new ServiceSettings(arguments.GetValue(service) ?? ServiceSettings.BuiltProgram(), await ground.Create("bench", ct), ServiceSettings.FreePort());
    var verdict = await new Drill(ground, settings, arguments.GetValue(writers), chosen, progress).Run(TimeSpan.FromMinutes(arguments.GetValue(minutes)), ct);
    AnsiConsole.WriteLine(verdict.ToString());
    return verdict.Passed ? 0 : 1;
}));

return await root.Parse(args).InvokeAsync();

async Task<int> Loudly(Func<Task<int>> run)
{
    try
    {
        return await run();
    }
    catch (Exception e) when (e is BenchmarkException or ClusterException)
    {
        aside.MarkupLineInterpolated($"[red]{e.Message}[/]");
        return 1;
    }
}

/// <summary>Progress told at once and in order, which <see cref="Progress{T}"/> does not promise.</summary>
sealed class Told(Action<string> tell) : IProgress<string>
{
    public void Report(string value) => tell(value);
}
