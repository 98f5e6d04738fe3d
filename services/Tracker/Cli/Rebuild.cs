using System.CommandLine;
using System.Globalization;
using CommitmentTracker.EventStore;
using CommitmentTracker.EventStore.Projections;
using Spectre.Console;

namespace CommitmentTracker.Cli;

/// <summary><c>rebuild</c>: replays the log into fresh tables and swaps them in.</summary>
internal static class Rebuild
{
    public static Command Verb()
    {
        var data = Verbs.DataOption();
        var all = string.Join(", ", App.Projections.Select(p => p.Name));
        var names = new Argument<string[]>("NAME") { Description = $"Which projections: {all}. Default: all", HelpName = "NAME", Arity = ArgumentArity.ZeroOrMore };
        names.AcceptOnlyFromAmong([.. App.Projections.Select(p => p.Name)]);
        var rebuild = new Command("rebuild",
            """
            Builds read models anew from the log.

            Replays the whole log into tables beside the live ones and swaps them in at once. The service may go on
            meanwhile. Where an event cannot be applied it stops, and the live tables stay as they were.

              CommitmentTracker rebuild
              CommitmentTracker rebuild Targets TradeFigures

            Exit codes: 0 rebuilt; 1 an event could not be applied, the log has a hole, or a rebuild is
            running already; 2 the database cannot be used.
            """) { names, data };
        rebuild.Does(async (parsed, ct) =>
        {
            await using var database = await Database.Open(Database.Configuration(parsed, data), make: false, own: false, ct);
            await using var store = new Store(database.Source, App.Types, TimeProvider.System);
            await using var runner = new ProjectionRunner(database.Source, store, App.Projections, TimeProvider.System);
            var chosen = parsed.GetValue(names) is { Length: > 0 } some ? some.Distinct().ToArray() : [.. App.Projections.Select(p => p.Name)];
            try
            {
                await Show(chosen, (name, progress) => runner.Rebuild(name, progress, ct));
                return Verbs.Done;
            }
            catch (Exception e) when (e is ProjectionStoppedException or LogBrokenException or InvalidOperationException)
            {
                return Verbs.Say(e.Message, Verbs.No);
            }
        });
        return rebuild;
    }

    static Task Show(string[] names, Func<string, IProgress<RebuildProgress>, Task> run) =>
        Console.IsOutputRedirected
            ? Each(names, name => new Steps(null), run)
            : AnsiConsole.Progress().StartAsync(bars => Each([.. names], name => new Steps(bars.AddTask(Markup.Escape(name), autoStart: false)), run));

    static async Task Each(string[] names, Func<string, Steps> watch, Func<string, IProgress<RebuildProgress>, Task> run)
    {
        var all = names.Select(name => (name, steps: watch(name))).ToList();
        foreach (var (name, steps) in all)
            await run(name, steps);
    }

    sealed class Steps(ProgressTask? bar) : IProgress<RebuildProgress>
    {
        public void Report(RebuildProgress value)
        {
            if (bar is not null)
            {
                if (!bar.IsStarted)
                    bar.StartTask();
                // An empty log is done, too.
                (bar.MaxValue, bar.Value) = (Math.Max(1, value.Head), value.Head == 0 ? 1 : value.Position);
            }
            else if (value.Rows.Count > 0)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{value.Name}: {value.Position} events; {string.Join(", ", value.Rows.Select(r => $"{r.Table} had {r.Live} rows and has {r.Rebuilt}"))}"));
            }
        }
    }
}
