using System.CommandLine;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Spectre.Console;

namespace CommitmentTracker.Cli;

/// <summary><c>load</c>: a file of commands into a running service.</summary>
internal static class Load
{
    const int PlainEvery = 10_000;

    public static Command Verb()
    {
        var file = new Argument<string>("FILE") { Description = "NDJSON, a command a line: {\"command\": \"RecordAgreement\", …}. - reads standard input" };
        var (url, actor) = (UrlOption(), ActorOption());
        var dryRun = new Option<bool>("--dry-run") { Description = "Decide every line as the register stands now, write nothing" };
        var load = new Command("load",
            """
            Sends a file of commands to a running service.

            Sends commands to a running service and reports each line that was refused, or accepted with a warning, by its
            number. A refused line does not stop its neighbours, and a line that says nothing new changes nothing: after mending some, send the whole file again.

              CommitmentTracker load contracts/samples/kazakhstan-tajikistan.ndjson
              CommitmentTracker load figures.ndjson --dry-run
              ./export-figures | CommitmentTracker load - --url https://tracker.example

            In identity mode Jwt the bearer token is read from environment variable TRACKER_TOKEN.

            Exit codes: 0 all lines accepted, with or without warnings; 1 some refused; 2 the service cannot be reached or the file cannot be read.
            """) { file, url, actor, dryRun };
        load.Does(async (parsed, ct) =>
        {
            using var http = Connect(parsed.GetRequiredValue(url), parsed.GetValue(actor));
            return await Run(http, parsed.GetRequiredValue(file), parsed.GetValue(dryRun), ct);
        });
        return load;
    }

    public static Option<string> UrlOption() => new("--url") { Description = "The service", HelpName = "URL", DefaultValueFactory = _ => "http://127.0.0.1:5080" };

    public static Option<string?> ActorOption() => new("--actor") { Description = "Who enters them (X-Actor, in identity mode Local)", HelpName = "ID" };

    /// <summary>The same by what the command line says.</summary>
    /// <exception cref="UsageException">That is no service, or no actor.</exception>
    public static HttpClient Connect(string url, string? actor)
    {
        if (!Uri.TryCreate(url.TrimEnd('/') + "/", UriKind.Absolute, out var service) || service.Scheme is not ("http" or "https"))
            throw new UsageException("--url takes the address of a service, such as http://127.0.0.1:5080.");
        var http = Client(service);
        if (actor is null || http.DefaultRequestHeaders.TryAddWithoutValidation("X-Actor", actor))
            return http;
        http.Dispose();
        throw new UsageException("--actor takes an actor's id.");
    }

    /// <summary>Speaks to a service for as long as a file takes.</summary>
    public static HttpClient Client(Uri service)
    {
        var http = new HttpClient(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(10) }) { BaseAddress = service, Timeout = Timeout.InfiniteTimeSpan };
        if (Environment.GetEnvironmentVariable("TRACKER_TOKEN") is { Length: > 0 } token)
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    static async Task<int> Run(HttpClient http, string file, bool dryRun, CancellationToken ct)
    {
        var report = new Report(dryRun);
        try
        {
            await using var commands = Open(file);
            if (Console.IsOutputRedirected)
                await report.Take(Sending.Send(http, commands, dryRun, ct), null);
            else
                await AnsiConsole.Progress()
                    .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
                    .StartAsync(async bars =>
                    {
                        var bar = bars.AddTask(Markup.Escape(file));
                        if (commands.CanSeek)
                            bar.MaxValue = Math.Max(1, commands.Length);
                        else
                            bar.IsIndeterminate = true;
                        await report.Take(Sending.Send(http, commands, dryRun, ct), bar);
                    });
            report.Sum();
            return report.Refused == 0 ? Verbs.Done : Verbs.No;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            report.Sum();
            return Verbs.Say("Interrupted. Send the file again at any time: what was accepted is not doubled.", Verbs.Interrupted);
        }
        catch (UnreadableInputException e)
        {
            return Verbs.Say($"{file} cannot be read: {e.Message}", Verbs.Unable);
        }
        catch (Exception e) when (e is HttpRequestException or NotTakenException or JsonException or IOException)
        {
            if (report.Lines > 0)
                report.Sum();
            return Verbs.Say(e switch
            {
                HttpRequestException => $"The service at {http.BaseAddress} cannot be reached: {e.Message}",
                // Also an answer line that ends half way.
                IOException or JsonException => $"The service at {http.BaseAddress} broke off its answer. Send the file again at any time: what was accepted is not doubled.",
                _ => e.Message,
            }, Verbs.Unable);
        }
    }

    static Stream Open(string file)
    {
        try
        {
            return file == "-" ? Console.OpenStandardInput() : File.OpenRead(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnreadableInputException(e);
        }
    }

    /// <summary>Counts, and tells refused lines and warnings as they come: there may be more than memory holds.</summary>
    sealed class Report(bool dryRun)
    {
        long changed, same, changedWarned, sameWarned;

        public long Refused { get; private set; }

        public long Lines => changed + same + Refused;

        public async Task Take(IAsyncEnumerable<LineAnswer> answers, ProgressTask? bar)
        {
            await foreach (var answer in answers)
            {
                if (answer.Status is not null)
                    Tell(answer);
                else
                    Accept(answer, answer.Changed || dryRun && answer.Events is { Count: > 0 });
                if (bar is { IsIndeterminate: false })
                    bar.Value = answer.BytesSent;
                if (bar is null && Lines % PlainEvery == 0)
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Lines} lines"));
            }
            bar?.StopTask();
        }

        public void Sum()
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{Lines} lines: {changed} {(dryRun ? "would change" : "changed")} the register, {same} said nothing new, {Refused} refused"));
            if (changedWarned + sameWarned > 0)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{changedWarned + sameWarned} of those accepted have a warning: {changedWarned} that {(dryRun ? "would change" : "changed")} the register, {sameWarned} that said nothing new"));
        }

        void Accept(LineAnswer answer, bool isNew)
        {
            var warnings = answer.Warnings ?? [];
            if (isNew)
                (changed, changedWarned) = (changed + 1, changedWarned + (warnings.Count > 0 ? 1 : 0));
            else
                (same, sameWarned) = (same + 1, sameWarned + (warnings.Count > 0 ? 1 : 0));
            foreach (var warning in warnings)
                AnsiConsole.Write(new Text($"line {answer.Line}: warning: {warning}{Environment.NewLine}"));
        }

        void Tell(LineAnswer answer)
        {
            // Before the first of what may be hundreds.
            if (Refused++ == 0 && dryRun)
                AnsiConsole.Write(new Text($"In a dry run every line is decided without what the lines before it would have written, such as a source they register.{Environment.NewLine}"));
            // AnsiConsole writes above a progress bar, where Console would write into it.
            AnsiConsole.Write(new Text($"line {answer.Line}: {answer.Status} {answer.Title}. {answer.Detail}{Environment.NewLine}"));
            foreach (var (pointer, detail) in answer.Errors ?? [])
                AnsiConsole.Write(new Text($"  {(pointer.Length == 0 ? "(whole line)" : pointer)}: {detail}{Environment.NewLine}"));
        }
    }
}
