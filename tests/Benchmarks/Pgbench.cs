using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace CommitmentTracker.Benchmarks;

/// <summary>
/// The yardstick: pgbench writing rows of the same form as the store's (a new stream and its first event) into tables of the
/// same form, one transaction each, at its best client count. Ratios to it carry over between machines, figures do not.
/// </summary>
public sealed partial class Pgbench(Ground ground, IProgress<string> progress)
{
    static readonly int[] ClientCounts = [4, 8, 16, 32];

    const string Tables = """
        create table mt_streams (id varchar primary key, type varchar, version bigint, timestamp timestamptz not null default now(),
            created timestamptz not null default now(), tenant_id varchar default '*DEFAULT*', is_archived boolean default false);
        create table mt_events (seq_id bigint primary key, id uuid not null, stream_id varchar references mt_streams (id) on delete cascade,
            version bigint not null, data jsonb not null, bdata bytea, type varchar(500) not null, timestamp timestamptz not null,
            tenant_id varchar default '*DEFAULT*', mt_dotnet_type varchar, correlation_id varchar, causation_id varchar, headers jsonb,
            user_name varchar, is_archived boolean default false);
        create unique index on mt_events (stream_id, version);
        create sequence mt_events_sequence owned by mt_events.seq_id;
        """;

    const string Stream = "insert into mt_streams (id, type, version) values ('trade:' || :client_id::text || '-' || :n::text, 'trade', 1)";
    const string Columns = "insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, mt_dotnet_type, correlation_id, user_name)";
    static readonly string TwoInserts = $"""
        \set n :n + 1
        begin;
        {Stream};
        {Columns} values ({Value("'trade:' || :client_id::text || '-' || :n::text")});
        end;

        """;
    static readonly string Cte = $"""
        \set n :n + 1
        with s as ({Stream} returning id) {Columns} select {Value("id")} from s;

        """;

    static string Value(string stream) => $$"""
        nextval('mt_events_sequence'), gen_random_uuid(), {{stream}}, 1, '{"reporter":"KAZ","partner":"TJK","flow":"export","period":"2022-07","value":{"amount":1234567,"currency":"USD"},"status":"final","source":"bench","releasedOn":"2024-07-25"}'::jsonb, 'trade_figure_recorded', now(), 'CommitmentTracker.Contracts.Trade.TradeFigureRecorded, CommitmentTracker.Contracts', 'c0ffee', 'officer'
        """;

    string? program;
    int bestClients;

    /// <summary>Both measures; empty when there is no pgbench on this machine.</summary>
    public async Task<IReadOnlyList<Measure>> Run(TimeSpan each, CancellationToken ct)
    {
        program = await Find(ground, ct);
        if (program is null)
        {
            progress.Report("No pgbench found: the bars that are ratios to it cannot be judged.");
            return [];
        }
        var twoInserts = await Best("pgbench-two-inserts", TwoInserts, ClientCounts, each, ct);
        bestClients = twoInserts.Connections;
        return [twoInserts, await Best("pgbench-cte", Cte, ClientCounts, each, ct)];
    }

    /// <summary>
    /// The rate of two INSERTs at this moment: a host that others use too gives half of it some minutes later, and a ratio to what it gave before says nothing.
    /// Null where <see cref="Run"/> found no pgbench, or was not run.
    /// </summary>
    public async Task<double?> Again(TimeSpan each, CancellationToken ct) =>
        bestClients == 0 ? null : (await Best("pgbench-two-inserts", TwoInserts, [bestClients], each, ct)).PerSecond;

    async Task<Measure> Best(string name, string script, int[] clientCounts, TimeSpan each, CancellationToken ct)
    {
        var database = await ground.Create("pgbench", ct);
        var scratch = Directory.CreateTempSubdirectory("pgbench-");
        try
        {
            List<Measure> tried = [];
            foreach (var clients in clientCounts)
            {
                progress.Report($"{name}, {clients} clients");
                await Ground.Execute(database, "drop table if exists mt_events, mt_streams; " + Tables, ct);
                tried.Add(await Once(program!, database, name, script, clients, each, scratch.CreateSubdirectory($"{clients}").FullName, ct));
            }
            return tried.MaxBy(m => m.PerSecond)!;
        }
        finally
        {
            scratch.Delete(recursive: true);
            await Ground.Execute(ground.Database("postgres"), "drop database pgbench with (force)", ct);
        }
    }

    static async Task<Measure> Once(string pgbench, string database, string name, string script, int clients, TimeSpan duration, string scratch, CancellationToken ct)
    {
        var file = Path.Combine(scratch, "script.sql");
        await File.WriteAllTextAsync(file, script, ct);
        var to = new NpgsqlConnectionStringBuilder(database);
        var start = new ProcessStartInfo(pgbench,
        [
            "--no-vacuum", "--protocol=prepared", $"--file={file}", "--define=n=0", $"--client={clients}", $"--jobs={Math.Min(2, clients)}",
            $"--time={Math.Max(1, (int)duration.TotalSeconds)}", "--log", "--sampling-rate=0.05", $"--log-prefix={Path.Combine(scratch, "log")}",
            $"--host={to.Host}", $"--port={to.Port}", $"--username={to.Username}", to.Database!,
        ])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PGPASSWORD"] = to.Password;
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEndAsync(ct);
        var complained = process.StandardError.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        if (process.ExitCode != 0 || !Rate().IsMatch(await said))
            throw new BenchmarkException($"pgbench failed: {await complained}");
        var latency = new Histogram();
        // A line a sampled transaction: client, number, microseconds, …
        foreach (var line in Directory.EnumerateFiles(scratch, "log.*").SelectMany(File.ReadLines))
            latency.Add(TimeSpan.FromMicroseconds(double.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture)));
        return new Measure(name, clients, double.Parse(Rate().Match(await said).Groups[1].ValueSpan, CultureInfo.InvariantCulture), latency.Milliseconds(0.5), latency.Milliseconds(0.99));
    }

    // The one that belongs to the running server, else what PATH or Debian's folders have.
    static async Task<string?> Find(Ground ground, CancellationToken ct)
    {
        var server = File.ResolveLinkTarget($"/proc/{await ground.Postmaster(ct)}/exe", returnFinalTarget: true)?.FullName;
        var debian = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(d => int.TryParse(Path.GetFileName(d), out var version) ? version : 0).Select(d => Path.Combine(d, "bin"))
            : [];
        return ((string[])[Path.GetDirectoryName(server) ?? "", .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'), .. debian])
            .Where(d => d.Length > 0).Select(d => Path.Combine(d, "pgbench")).FirstOrDefault(File.Exists);
    }

    [GeneratedRegex(@"tps = ([\d.]+)")]
    private static partial Regex Rate();
}
