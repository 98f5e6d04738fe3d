using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace CommitmentTracker.Benchmarks;

/// <summary>How long and how much.</summary>
/// <param name="Each">Of each load run.</param>
/// <param name="BatchFigures">Synthetic figures of the batch load.</param>
/// <param name="Imf">The IMF's file to load in their place; null: synthetic ones.</param>
/// <param name="Only">Names of the measures wanted; empty: all.</param>
public sealed record Pace(TimeSpan Each, int BatchFigures, string? Imf, IReadOnlyList<string> Only)
{
    public bool Wants(string name) => Only.Count == 0 || Only.Contains(name);
}

/// <summary>One running service and what is measured on it, in the order in which it grows.</summary>
public sealed class Scenarios(ServiceSettings settings, Pace pace, Pgbench pgbench, IProgress<string> progress)
{
    const int LinesABody = 20_000;
    static readonly byte[] Changed = "\"changed\":true"u8.ToArray();
    static readonly int[] ConnectionCounts = [1, 16, 64, 256];
    readonly Workload _workload = new();

    /// <summary>Everything of the service, on an empty database.</summary>
    public async Task<IReadOnlyList<Measure>> Run(CancellationToken ct)
    {
        await ServiceProcess.Verb(settings, ["migrate"], ct);
        List<Measure> measures = [];
        var (before, running) = ((double?)null, true);
        await using (var service = await ServiceProcess.Start(settings, ct))
        {
            await Seed(settings, _workload, ct);
            await Prepare(ct);
            await Beside("record-figure", async into =>
            {
                foreach (var connections in ConnectionCounts)
                    into.Add(await Rate("record-figure", connections, _workload.RecordFigure, ct));
            });
            await Beside("record-agreement", async into =>
            {
                foreach (var connections in ConnectionCounts)
                    into.Add(await Rate("record-agreement", connections, _workload.RecordAgreement, ct));
            });
            await Beside("get-target", async into => into.Add(await Rate("get-target", 64, new Call("GET /targets/kaz-tjk-trade", null, "kaz-tjk-trade"u8.ToArray()), ct)));
            await Beside("projection-lag", async into => into.Add(await ProjectionLag(ct)));
            await Beside("load-batch", async into => into.Add(await LoadBatch(ct)));
            progress.Report("memory");
            await Task.Delay(TimeSpan.FromSeconds(3), ct); // steady means: after the load, when the projections have caught up
            var (peak, resident) = service.Memory();
            measures.Add(new Measure("peak-memory-mib", 0, peak, null, null));
            measures.Add(new Measure(Report.SteadyMemory, 0, resident, null, null));
        }
        running = false;
        await Beside("rebuild", async into => into.Add(await Rebuild(ct)));
        await Beside("start-to-ready", async into => into.Add(await StartToReady(ct)));
        return measures;

        // The yardstick is laid on before and after each.
        async Task Beside(string name, Func<List<Measure>, Task> measure)
        {
            if (!pace.Wants(name))
                return;
            before ??= await pgbench.Again(pace.Each / 2, ct);
            List<Measure> taken = [];
            await measure(taken);
            if (running)
                await CaughtUp(ct); // else the projections' work would take from the yardstick
            var after = await pgbench.Again(pace.Each / 2, ct);
            measures.AddRange(taken.Select(m => m with { Beside = before > after ? before : after }));
            before = after;
        }
    }

    /// <summary>The source, and one figure in every stream so that the streams exist.</summary>
    public static async Task Seed(ServiceSettings settings, Workload workload, CancellationToken ct)
    {
        using var connection = await Connection.Open(settings.EndPoint, ct);
        await Post(connection, "RegisterSource", """{"slug":"bench","title":"Benchmark","publisher":"Benchmark","publishedOn":"2024-07-25","language":"en"}""", ct);
        foreach (var lines in workload.FigureLines(Workload.Streams, LinesABody))
            await PostLines(connection, lines, ct);
    }

    // The real target and its figures, then every path once at length: the JIT's first two tiers are not what is measured.
    async Task Prepare(CancellationToken ct)
    {
        progress.Report("target and warm-up");
        using var connection = await Connection.Open(settings.EndPoint, ct);
        await Post(connection, "SetTradeTarget", """{"slug":"kaz-tjk-trade","pair":"KAZ-TJK","measure":"turnover","goal":{"amount":2000000000,"currency":"USD"},"deadline":"2027","statedOn":"2024-08-23","basis":{"viewpoint":"reporter:KAZ","scope":"goods","baselinePeriod":"2018","minimumStatus":"final"}}""", ct);
        foreach (var (year, millions) in new[] { (2018, 842), (2019, 889), (2020, 792), (2021, 1164), (2022, 1385), (2023, 1270) })
            await Post(connection, "RecordTradeFigure", $$"""{"reporter":"KAZ","partner":"TJK","flow":"turnover","period":"{{year}}","value":{"amount":{{millions}}000000,"currency":"USD"},"status":"final","source":"bench","releasedOn":"2024-07-25"}""", ct);
        var warm = TimeSpan.FromSeconds(5);
        await LoadClient.Run(settings.EndPoint, 64, warm, _workload.RecordFigure, ct);
        await LoadClient.Run(settings.EndPoint, 16, warm / 5, _workload.RecordAgreement, ct);
    }

    async Task<Measure> Rate(string name, int connections, Call call, CancellationToken ct)
    {
        progress.Report($"{name}, {connections} connections");
        await LoadClient.Run(settings.EndPoint, connections, TimeSpan.FromSeconds(0.5), call, ct);
        var load = await LoadClient.Run(settings.EndPoint, connections, pace.Each, call, ct);
        var measure = new Measure(name, connections, load.PerSecond, load.Latency.Milliseconds(0.5), load.Latency.Milliseconds(0.99));
        progress.Report($"  {measure.PerSecond:0}/s, p50 {measure.P50Ms:0.00} ms, p99 {measure.P99Ms:0.00} ms");
        return measure;
    }

    /// <summary>From the answer to a command to the answer of a read that holds it, while 64 connections record figures.</summary>
    async Task<Measure> ProjectionLag(CancellationToken ct)
    {
        progress.Report("projection-lag under 64 connections");
        using var loadEnded = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var lag = new Histogram();
        var load = LoadClient.Run(settings.EndPoint, 64, pace.Each, _workload.RecordFigure, ct);
        var probes = Enumerable.Range(0, 4).Select(_ => Probe(loadEnded.Token)).ToArray();
        try
        {
            await load;
        }
        finally
        {
            await loadEnded.CancelAsync();
        }
        foreach (var probe in probes)
            lag.Add(await probe);
        await Task.Yield(); // off the socket thread
        progress.Report($"  p50 {lag.Milliseconds(0.5):0.00} ms, p99 {lag.Milliseconds(0.99):0.00} ms");
        return new Measure("projection-lag", 64, null, lag.Milliseconds(0.5), lag.Milliseconds(0.99));
    }

    async Task<Histogram> Probe(CancellationToken until)
    {
        using var connection = await Connection.Open(settings.EndPoint, until);
        var (lag, faults, record) = (new Histogram(), new Faults(), _workload.RecordFigure);
        while (!until.IsCancellationRequested)
        {
            // Not cancelled in flight: half an exchange would leave the connection's next answer to the wrong question.
            faults.Check(await connection.Exchange(record, CancellationToken.None), connection.Body, record.Proof);
            var answered = Stopwatch.GetTimestamp();
            faults.Throw(record.Line);
            var read = new Call($"GET /targets/kaz-tjk-trade?atLeast={Acknowledged.Read(connection.Body).Position}", null, "kaz-tjk-trade"u8.ToArray());
            faults.Check(await connection.Exchange(read, CancellationToken.None), connection.Body, read.Proof);
            lag.Add(Stopwatch.GetElapsedTime(answered));
            faults.Throw(read.Line);
        }
        return lag;
    }

    async Task<Measure> LoadBatch(CancellationToken ct)
    {
        progress.Report(pace.Imf is null ? $"load-batch, {pace.BatchFigures} figures" : $"load-batch, {pace.Imf}");
        // Built beforehand: writing the lines is the client's work, not the service's.
        var bodies = (pace.Imf is null ? _workload.FigureLines(pace.BatchFigures, LinesABody) : Workload.ImfLines(pace.Imf, LinesABody)).ToList();
        using var connection = await Connection.Open(settings.EndPoint, ct);
        var begin = Stopwatch.GetTimestamp();
        foreach (var lines in bodies)
            await PostLines(connection, lines, ct);
        var elapsed = Stopwatch.GetElapsedTime(begin);
        await Task.Yield(); // off the socket thread
        progress.Report($"  {bodies.Sum(b => b.Count) / elapsed.TotalSeconds:0}/s");
        return new Measure("load-batch", 1, bodies.Sum(b => b.Count) / elapsed.TotalSeconds, null, null);
    }

    /// <summary>Waits until every read model holds all that is in the log.</summary>
    async Task CaughtUp(CancellationToken ct)
    {
        using var connection = await Connection.Open(settings.EndPoint, ct);
        var read = new Call($"GET /pairs/KAZ-TJK?atLeast={await Ground.Ask<long>(settings.Database, "select last_seq from tracker.log_head", ct)}", null, null);
        while (await connection.Exchange(read, ct) == 503) { } // It waits a while for what is not there yet, and then says so.
        await Task.Yield(); // off the socket thread
    }

    /// <summary>Events that one projection handles in a second of its replay of the log; what the program needs to start and connect is taken off.</summary>
    async Task<Measure> Rebuild(CancellationToken ct)
    {
        progress.Report("rebuild");
        var table = await EventTable(settings.Database, ct);
        // Those TradeFigures handles: it reads over the rest, so they are not its work.
        var events = await Ground.Ask<long>(settings.Database, $@"select count(*) from {table} where type like 'trade\_figure\_%'", ct);
        var start = await ServiceProcess.Verb(settings, ["projections"], ct);
        var whole = await ServiceProcess.Verb(settings, ["rebuild", "TradeFigures"], ct);
        return new Measure("rebuild", 0, events / Math.Max(0.001, (whole - start).TotalSeconds), null, null);
    }

    async Task<Measure> StartToReady(CancellationToken ct)
    {
        List<double> starts = [];
        for (var i = 1; i <= 5; i++)
        {
            progress.Report($"start-to-ready, {i} of 5");
            await using var service = await ServiceProcess.Start(settings, ct);
            starts.Add(service.StartToReady.TotalMilliseconds);
        }
        return new Measure("start-to-ready", 0, null, starts.Order().ElementAt(starts.Count / 2), starts.Max());
    }

    /// <summary>Where the events are, with schema: the store may keep Marten's tables in any.</summary>
    public static Task<string> EventTable(string database, CancellationToken ct) =>
        Ground.Ask<string>(database, "select format('%I.%I', schemaname, tablename) from pg_tables where tablename = 'mt_events'", ct);

    static async Task Post(Connection connection, string command, string body, CancellationToken ct)
    {
        var faults = new Faults();
        var call = new Call($"POST /commands/{command}", to => Encoding.UTF8.GetBytes(body, to), null);
        faults.Check(await connection.Exchange(call, ct), connection.Body, call.Proof);
        faults.Throw(call.Line);
    }

    // A result a line, in order; a refused line has a problem in place of a position.
    static async Task PostLines(Connection connection, Lines lines, CancellationToken ct)
    {
        var status = await connection.ExchangeLines("POST /commands", lines.Body, ct);
        var faults = new Faults();
        var answers = 0;
        foreach (var range in connection.Body.Split((byte)'\n'))
        {
            if (connection.Body[range].IsEmpty)
                continue;
            faults.Check(status, connection.Body[range], Changed);
            answers++;
        }
        faults.Throw("POST /commands");
        if (answers != lines.Count)
            throw new BenchmarkException($"POST /commands: {answers} answers to {lines.Count} lines.");
    }
}

/// <summary>What the answer to a command says.</summary>
public readonly record struct Acknowledged(string? Stream, long Version, long Position, bool Changed)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static Acknowledged Read(ReadOnlySpan<byte> body) => JsonSerializer.Deserialize<Acknowledged>(body, Json);
}
