using System.CommandLine;
using System.Globalization;
using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Targets;
using Spectre.Console;

namespace CommitmentTracker.Cli;

/// <summary><c>demo</c>: the real case, served from a desk store.</summary>
internal static class Demo
{
    const int Shown = 5;
    static readonly DateOnly Earlier = new(2023, 6, 30);

    public static Command Verb()
    {
        var demo = new Command("demo",
            """
            Shows the real case: five articles, one $2 bn target, served from a private database.

            Starts the service on a desk store (made if there is none), enters what five articles say about Kazakhstan and
            Tajikistan, shows how their $2 bn trade target stood in mid-2023 and stands today, and keeps serving until Ctrl+C.
            Run it again on the same store: what is known is not entered twice.

              CommitmentTracker demo
              CommitmentTracker demo --data /tmp/try --urls http://127.0.0.1:5081

            Exit codes: 0 stopped as asked; 2 it could not start.
            """);
        Serve.TakeConfiguration(demo);
        demo.Does(Run);
        return demo;
    }

    static async Task<int> Run(ParseResult parsed, CancellationToken ct)
    {
        // The demo's officer needs no token, whatever else is configured.
        var builder = Serve.Builder(parsed, "--Identity:Mode", "Local");
        if (!string.IsNullOrWhiteSpace(builder.Configuration.GetConnectionString("Tracker")))
            throw new UsageException("ConnectionStrings:Tracker is configured, and a demo has no business in that database. Unset it; or `serve`, and `load` the sample yourself.");
        Serve.Check(builder.Configuration);
        await using var database = await Database.Open(builder.Configuration, make: true, own: true, ct);
        await database.BringUpToDate(ct);
        await using var app = await Serve.Start(builder, database, ct);
        var url = new Uri(app.Urls.First());
        try
        {
            using var http = Load.Client(url);
            var position = await LoadSample(http, ct);
            using var reviewer = Load.Client(url);
            reviewer.DefaultRequestHeaders.Add("X-Actor", "reviewer");
            position = Math.Max(position, await LoadReview(reviewer, ct));
            var then = await Get<TargetView>(http, $"targets/kaz-tjk-trade?asPublishedBy={Earlier:yyyy-MM-dd}&atLeast={position}", ct);
            var today = await Get<TargetView>(http, $"targets/kaz-tjk-trade?atLeast={position}", ct);
            AnsiConsole.Write(Compare(then, today));
            foreach (var note in Footnotes(then, today))
                Console.WriteLine(note);
            var pair = await Get<PairTable>(http, $"pairs/KAZ-TJK?atLeast={position}", ct);
            AnsiConsole.Write(Owes(pair));
            AnsiConsole.Write(Owed(pair));
            AnsiConsole.Write(Deadlines(
                (await Get<DueTable>(http, $"overdue?pair=KAZ-TJK&atLeast={position}", ct)).Items, (await Get<DueTable>(http, $"due?pair=KAZ-TJK&within=1500&atLeast={position}", ct)).Items));
        }
        catch (Exception e)
        {
            await app.StopAsync(CancellationToken.None);
            if (e is not (HttpRequestException or NotTakenException))
                throw;
            return Verbs.Say($"The sample could not be entered: {e.Message}", Verbs.Unable);
        }
        Console.WriteLine($"CommitmentTracker listens on {url.ToString().TrimEnd('/')}: try {url}targets/kaz-tjk-trade, stop it with Ctrl+C");
        await app.WaitForShutdownAsync(ct);
        return Verbs.Done;
    }

    static async Task<long> LoadSample(HttpClient http, CancellationToken ct)
    {
        var (lines, changed, position) = await Enter(http, "sample.ndjson", ct);
        Console.WriteLine(changed == 0
            ? $"The sample's {lines} entries were all there already."
            : $"The sample is entered: {changed} of {lines} entries were new.");
        return position;
    }

    /// <summary>What takes two people: the second pair of eyes.</summary>
    static async Task<long> LoadReview(HttpClient reviewer, CancellationToken ct)
    {
        var (lines, changed, position) = await Enter(reviewer, "sample.review.ndjson", ct);
        if (changed > 0)
            Console.WriteLine($"A second person confirmed {changed} of {lines} closures.");
        return position;
    }

    /// <summary>Through HTTP, as anybody would; the position from which on a view holds all of it.</summary>
    static async Task<(int Lines, int Changed, long Position)> Enter(HttpClient http, string resource, CancellationToken ct)
    {
        await using var sample = typeof(Demo).Assembly.GetManifestResourceStream(resource)!;
        var (lines, changed, position) = (0, 0, 0L);
        await foreach (var answer in Sending.Send(http, sample, dryRun: false, ct))
        {
            if (answer.Status is not null)
                Verbs.Say($"{resource} line {answer.Line}: {answer.Title}. {answer.Detail}", Verbs.No);
            lines++;
            changed += answer.Changed ? 1 : 0;
            position = Math.Max(position, answer.Position);
        }
        return (lines, changed, position);
    }

    static async Task<T> Get<T>(HttpClient http, string address, CancellationToken ct) =>
        await http.GetFromJsonAsync<T>(address, ContractJson.Stored, ct) ?? throw new InvalidOperationException($"The service answered {address} with nothing.");

    /// <summary>What the demo shows of a pair's view and of a list of deadlines.</summary>
    sealed record PairTable(IReadOnlyList<Pairs.Side> Reciprocity);

    sealed record DueTable(IReadOnlyList<CommitmentTracker.Deadlines.Due> Items);

    static Table Owes(PairTable pair)
    {
        var table = new Table { Border = TableBorder.Simple }.AddColumns("who owes whom", "open", "overdue", "done", "late", "intents", "carried out", "thanked for");
        foreach (var side in pair.Reciprocity)
            Row(table, [$"{side.Obligor} to {side.Counterparty}", .. new[] { side.Open, side.Overdue, side.Fulfilled, side.Late, side.Intents, side.CarriedOut, side.Acknowledged }.Select(n => n.ToString(CultureInfo.InvariantCulture))]);
        return table;
    }

    /// <summary>What of it is still to be done; what both owe each other once.</summary>
    static Table Owed(PairTable pair)
    {
        var table = new Table { Border = TableBorder.Simple }.AddColumns("owed by", "what", "stands", "by");
        var shown = new HashSet<(string, Period?)>();
        foreach (var side in pair.Reciprocity)
            foreach (var owed in side.Owed.Where(o => shown.Add((o.Commitment, o.Instance))))
                Row(table, owed.Joint ? "both" : $"{side.Obligor}", owed.Instance is { } period ? $"{owed.What} ({period})" : owed.What, $"{owed.Status}", owed.Deadline is { Precision: Precision.Open, Words: { } guess } ? $"\"{guess}\"" : owed.Deadline is { } by ? by.To.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "");
        return table;
    }

    static Table Deadlines(IReadOnlyList<CommitmentTracker.Deadlines.Due> overdue, IReadOnlyList<CommitmentTracker.Deadlines.Due> next)
    {
        var table = new Table { Border = TableBorder.Simple }.AddColumns("due", "days", "what", "who");
        // As many of each: what is overdue must not hide what comes next.
        foreach (var due in overdue.Take(Shown).Concat(next.Take(Shown)))
            Row(table, due.DueOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), due.Days < 0 ? $"{-due.Days} overdue" : $"in {due.Days}",
                due.Whole is { } whole ? $"{due.What} ({whole})" : due.What, string.Join(' ', due.Obligors));
        if (overdue.Skip(Shown).Count() + next.Skip(Shown).Count() is > 0 and var more)
            Row(table, "", "", $"and {more} more: /overdue, /due", "");
        return table;
    }

    static void Row(Table table, params IEnumerable<string> cells) => table.AddRow([.. cells.Select(c => new Text(c))]);

    static Table Compare(TargetView then, TargetView today)
    {
        var table = new Table { Border = TableBorder.Simple }.AddColumns("", $"as published by {Earlier:yyyy-MM-dd}", $"today, {today.EvaluatedOn:yyyy-MM-dd}");
        void Row(string name, Func<TargetView, string> of) => table.AddRow(new Text(name), new Text(of(then)), new Text(of(today)));
        Row("target", t => $"{Say.Hedge(t.Goal.Bound)}{Amount(t.Goal.Amount)} {t.Goal.Currency}{(t.Deadline is { } by ? $" by {by}" : "")}");
        Row("latest figure", t => t.Latest is { } latest ? $"{Say.Hedge(latest.Bound)}{Amount(latest.Value)} {t.Goal.Currency} in {latest.Period}{(latest.ReleasedOn.Inferred ? "*" : "")}" : "none");
        Row("attainment", t => t.AttainmentPct is { } pct ? string.Create(CultureInfo.InvariantCulture, $"{pct:0.0} %") : "-");
        Row("pace", t => t.PaceRatio is { } pace ? pace.ToString("0.000#", CultureInfo.InvariantCulture) : "-");
        Row("status", t => t.Stale ? $"{t.Status}, stale" : $"{t.Status}");
        return table;
    }

    /// <summary>A status that hangs on a day nobody printed must say so.</summary>
    static IEnumerable<string> Footnotes(params TargetView[] shown) =>
        from view in shown
        where view.Latest is { ReleasedOn.Inferred: true }
        select $"  * That the {view.Latest!.Period} figure was out by {view.Latest.ReleasedOn.To:yyyy-MM-dd} is inferred. {view.Latest.ReleasedOn.Reason}\n";

    static string Amount(decimal value) => value.ToString("#,0.##", CultureInfo.InvariantCulture);
}
