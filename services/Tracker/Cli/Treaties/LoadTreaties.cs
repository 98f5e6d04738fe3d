using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Agreements;
using Spectre.Console;

namespace CommitmentTracker.Cli.Treaties;

/// <summary><c>load-treaties</c>: a table of treaties into a running service.</summary>
internal static partial class LoadTreaties
{
    internal const string Warning = "warning: ";

    public static Command Verb()
    {
        var file = new Argument<string>("FILE") { Description = "CSV with a header, UTF-8, one treaty a row" };
        var mapping = new Option<string?>("--mapping") { Description = "JSON that says which column is what. Default: the columns of UK Treaties Online", HelpName = "FILE" };
        var (url, actor) = (Load.UrlOption(), Load.ActorOption());
        var verb = new Command("load-treaties",
            """
            Sends a table of treaties to a running service.

            Registers the table as a source, then records each row as an agreement with its signature, adoption, provisional
            application, entry into force and termination. Names of states, past ones too and the region's in Russian, Kazakh and
            Tajik, become ISO codes, and codes are read; a row with fewer than two states is skipped. Each row of which something was
            skipped, left out, refused or warned of is reported by its line and id. Sent again it brings nothing new.

              CommitmentTracker load-treaties uk_treaties.csv
              CommitmentTracker load-treaties ours.csv --mapping ours.json --url https://tracker.example

            A mapping: {"source": {"slug": "ours", "title": "Our treaties", "publisher": "Us", "publishedOn": "2026", "language": "en"},
            "slugPrefix": "our-", "partySeparator": ";", "columns": {"id": "no", "title": "name", "parties": "with", "signedOn": "signed",
            "inForceFrom": "in_force", "terminatedOn": ["ended"]}, "states": {"PRUSSIA": "DEU"}, "delimiter": ",", "days": "dd.MM.yyyy"}

            In identity mode Jwt the bearer token is read from environment variable TRACKER_TOKEN.

            Exit codes: 0 all rows taken; 1 some were skipped or refused in part; 2 the service cannot be reached or a file cannot be read.
            """) { file, mapping, url, actor };
        verb.Does(async (parsed, ct) =>
        {
            using var http = Load.Connect(parsed.GetRequiredValue(url), parsed.GetValue(actor));
            return await Run(http, parsed.GetRequiredValue(file), parsed.GetValue(mapping) is { } path ? Mapping.Read(path) : Mapping.UkTreatiesOnline, ct);
        });
        return verb;
    }

    static async Task<int> Run(HttpClient http, string file, Mapping mapping, CancellationToken ct)
    {
        var report = new Report();
        try
        {
            using var text = new StreamReader(file);
            var rows = Rows.Read(text, mapping);
            var clock = Stopwatch.StartNew();
            if (Console.IsOutputRedirected)
                await Send(http, mapping, rows, report, null, ct);
            else
                await AnsiConsole.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
                    .StartAsync(bars => Send(http, mapping, rows, report, bars.AddTask(Markup.Escape(file), maxValue: rows.Sum(r => r.Commands.Count) + 1), ct));
            return report.Sum(rows, clock.Elapsed) ? Verbs.Done : Verbs.No;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return Verbs.Say("Interrupted. Send the file again at any time: what was taken is not doubled.", Verbs.Interrupted);
        }
        catch (Exception e) when (e is HttpRequestException or NotTakenException or JsonException)
        {
            return Verbs.Say(e is HttpRequestException ? $"The service at {http.BaseAddress} cannot be reached: {e.Message}" : e.Message, Verbs.Unable);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Verbs.Say($"{file} cannot be read: {e.Message}", Verbs.Unable);
        }
    }

    /// <summary>First that each treaty is there, then what became of it: what is refused as another treaty must not change the one that is recorded.</summary>
    static async Task Send(HttpClient http, Mapping mapping, IReadOnlyList<Row> rows, Report report, ProgressTask? bar, CancellationToken ct)
    {
        await Send(http, [(null, mapping.Source), .. rows.SelectMany(r => r.Commands.Take(1).Select(c => ((Row?)r, c)))], report, bar, ct);
        await Send(http, [.. rows.Where(r => !report.Refused(r)).SelectMany(r => r.Commands.Skip(1).Select(c => ((Row?)r, c)))], report, bar, ct);
        bar?.StopTask();
    }

    static async Task Send(HttpClient http, List<(Row? Row, ICommand Command)> commands, Report report, ProgressTask? bar, CancellationToken ct)
    {
        // A table of treaties is small: the million lines that memory does not hold are figures.
        using var lines = new MemoryStream();
        foreach (var (_, command) in commands)
        {
            lines.Write(Encoding.UTF8.GetBytes($$"""{"command":"{{command.GetType().Name}}","""));
            lines.Write(JsonSerializer.SerializeToUtf8Bytes(command, command.GetType(), ContractJson.Stored).AsSpan()[1..]);
            lines.WriteByte((byte)'\n');
        }
        lines.Position = 0;
        await foreach (var answer in Sending.Send(http, lines, false, ct))
        {
            var (row, command) = commands[(int)answer.Line - 1];
            report.Take(row, command, answer);
            bar?.Increment(1);
        }
    }

    [GeneratedRegex(@"\d{4}(-\w{1,2}){0,2}")]
    private static partial Regex Days();

    /// <summary>What became of each row.</summary>
    sealed class Report
    {
        readonly HashSet<Row> changed = [], refused = [], taken = [];
        readonly Dictionary<Row, List<string>> said = [];
        string? source;

        public bool Refused(Row row) => refused.Contains(row);

        /// <param name="row">Null for the table itself.</param>
        /// <param name="command">What was sent of it.</param>
        /// <param name="answer">What the service said to it.</param>
        public void Take(Row? row, ICommand command, LineAnswer answer)
        {
            var refusal = answer.Status is null ? null
                : $"{command.GetType().Name} refused, {answer.Status} {answer.Title}: {answer.Detail}{string.Concat((answer.Errors ?? []).Select(e => $" {e.Pointer}: {e.Detail}"))}";
            if (row is null)
            {
                source = refusal;
                return;
            }
            if (answer.Changed)
                changed.Add(row);
            if (refusal is not null)
            {
                refused.Add(row);
                Say(row, command is RecordAgreement && row.Commands.Count > 1 ? $"{refusal} Nothing else of the row is sent." : refusal);
            }
            else
                taken.Add(row);
            // Sent again, several commands of a row may tell of the same.
            foreach (var warning in (answer.Warnings ?? []).Select(w => $"{Warning}{w}").Where(w => said.GetValueOrDefault(row)?.Contains(w) != true))
                Say(row, warning);
        }

        /// <summary>Tells all of it in the order of the file; whether every row was taken whole.</summary>
        public bool Sum(IReadOnlyList<Row> rows, TimeSpan took)
        {
            if (source is not null)
                Console.WriteLine($"the table itself: {source}");
            var warnings = new SortedDictionary<string, int>(StringComparer.Ordinal);
            foreach (var row in rows)
                foreach (var line in row.Remarks.Concat(said.GetValueOrDefault(row) ?? []).Prepend(row.Skipped is null ? null : $"skipped: {row.Skipped}").OfType<string>())
                {
                    Console.WriteLine($"line {row.Line}, {row.Id}: {line}");
                    // Of one kind are those that differ only in their days.
                    if (line.StartsWith(Warning, StringComparison.Ordinal) && $"{(row.Commands is [RecordAgreement { Parties.Count: 2 }, ..] ? "between two states: " : "")}{Days().Replace(line[Warning.Length..], "…")}" is var kind)
                        warnings[kind] = warnings.GetValueOrDefault(kind) + 1;
                }
            var skipped = rows.Count(r => r.Skipped is not null);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{rows.Count} rows in {took.TotalSeconds:0.0} s, {rows.Count / Math.Max(took.TotalSeconds, 0.001):0} rows/s: {changed.Count} brought something new, {taken.Count - changed.Count} nothing new, {skipped} skipped; "
                + $"{(refused.Count(r => !taken.Contains(r)) is > 0 and var whole ? $"{whole} refused, " : "")}{refused.Count(taken.Contains)} refused in part, {warnings.Values.Sum()} warnings{(warnings.Count == 0 ? "" : ":")}"));
            foreach (var (kind, count) in warnings)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count,6} {kind}"));
            if (rows.Where(r => r.Early).ToList() is { Count: > 0 } early)
                Console.WriteLine($"{early.Count} rows of the table entered into force before their signature, {early.Count(r => r.Skipped is not null)} of them skipped{Marked([.. early.Where(r => r.Bilateral == true)])}.");
            return source is null && skipped == 0 && refused.Count == 0;
        }

        /// <summary>The table's own count, which is not that of the parties that became states here.</summary>
        static string Marked(List<Row> bilateral) => bilateral.Count == 0 ? "" : $"; {bilateral.Count} are bilateral as the table marks them: {bilateral.Count(r => Parties(r) == 2)} between two states, "
            + $"{bilateral.Count(r => Parties(r) > 2)} with more, {bilateral.Count(r => r.Skipped is not null)} skipped";

        static int Parties(Row row) => row.Commands is [RecordAgreement recorded, ..] ? recorded.Parties.Count : 0;

        void Say(Row row, string line)
        {
            if (!said.TryGetValue(row, out var lines))
                said[row] = lines = [];
            lines.Add(line);
        }
    }
}
