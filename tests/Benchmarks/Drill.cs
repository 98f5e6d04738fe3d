using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace CommitmentTracker.Benchmarks;

/// <summary>How a drill ended.</summary>
public sealed record DrillVerdict(int Seed, int ServiceKills, int PostgresKills, long Acknowledged, long SentAgain, long Events, TimeSpan LongestOutage, IReadOnlyList<string> Violations)
{
    /// <summary>A drill without a fault, or without a command, has proven nothing.</summary>
    public bool Passed => Violations.Count == 0 && ServiceKills + PostgresKills > 0 && Acknowledged > 0;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"""
        seed {Seed}: the service killed {ServiceKills} times, PostgreSQL {PostgresKills} times, longest outage {LongestOutage.TotalSeconds:0.0} s
        {Acknowledged} commands acknowledged, {SentAgain} of them sent more than once, {Events} events in the log
        {(Passed ? "Passed: nothing lost, nothing doubled, no hole." : "FAILED" + (ServiceKills + PostgresKills == 0 ? ": no fault was injected" : ""))}{string.Concat(Violations.Select(v => $"\n  {v}"))}
        """);
}

/// <summary>kill -9 under load: of the service at random moments and, now and then, of all of PostgreSQL.</summary>
public sealed class Drill(Ground ground, ServiceSettings settings, int writers, int seed, IProgress<string> progress)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    readonly Workload _workload = new();
    readonly History _history = new();
    int _serviceKills, _postgresKills;

    public async Task<DrillVerdict> Run(TimeSpan duration, CancellationToken ct)
    {
        await ServiceProcess.Verb(settings, ["migrate"], ct);
        var service = await ServiceProcess.Start(settings, ct);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var abandon = CancellationTokenSource.CreateLinkedTokenSource(ct);
        try
        {
            for (var n = 0; n < Workload.Streams; n++)
                _history.Sent(n);
            await Scenarios.Seed(settings, _workload, ct);
            var writing = Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Write(stop.Token, abandon.Token)));
            var random = new Random(seed);
            for (var begin = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begin) < duration && !writing.IsFaulted;)
            {
                await Task.Delay(TimeSpan.FromSeconds(0.5 + 3 * random.NextDouble()), ct);
                service = await Strike(service, random, ct);
            }
            await stop.CancelAsync();
            // Every command in flight must still come to its end without an operator.
            abandon.CancelAfter(TimeSpan.FromMinutes(1));
            await writing;
            var events = await ReadBack(ct);
            // What the log has lost no read model can reach; that is told by the history, not by waiting for it.
            if (events >= _history.LastPosition)
                await CatchUp(ct);
            return new DrillVerdict(seed, _serviceKills, _postgresKills, _history.Acknowledged, _history.SentAgain, events, _history.LongestOutage, _history.Close());
        }
        finally
        {
            await abandon.CancelAsync();
            await service.DisposeAsync();
        }
    }

    async Task<ServiceProcess> Strike(ServiceProcess service, Random random, CancellationToken ct)
    {
        // The first fault is always the service's and the second PostgreSQL's, so that a short drill has both kinds.
        var fault = _serviceKills + _postgresKills;
        if (fault == 1 || fault > 1 && random.Next(5) == 0)
        {
            _postgresKills++;
            progress.Report($"kill -9 of PostgreSQL; {_history.Acknowledged} acknowledged");
            await ground.KillPostgres(ct);
            return service; // it must find its way back by itself
        }
        _serviceKills++;
        progress.Report($"kill -9 of the service; {_history.Acknowledged} acknowledged");
        await service.Kill();
        await service.DisposeAsync();
        return await ServiceProcess.Start(settings, ct);
    }

    // One command after another; each is sent until it is acknowledged, as a client does that lost the answer.
    async Task Write(CancellationToken stop, CancellationToken abandon)
    {
        Connection? connection = null;
        try
        {
            while (!stop.IsCancellationRequested)
            {
                var n = _workload.NextFigure();
                var call = new Call("POST /commands/RecordTradeFigure", to => Workload.WriteFigure(to, n, "{"), null);
                _history.Sent(n);
                for (var again = false; ; again = true)
                {
                    using var patience = CancellationTokenSource.CreateLinkedTokenSource(abandon);
                    patience.CancelAfter(Patience);
                    try
                    {
                        connection ??= await Connection.Open(settings.EndPoint, patience.Token);
                        var status = await connection.Exchange(call, patience.Token);
                        if (status is >= 200 and < 300)
                        {
                            _history.Answered(n, Acknowledged.Read(connection.Body), again);
                            break;
                        }
                        if (status is >= 400 and < 500 and not 429)
                            throw new BenchmarkException($"Command {n} was refused: {status} {Encoding.UTF8.GetString(connection.Body)}");
                    }
                    catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
                    {
                        connection?.Dispose();
                        connection = null;
                        if (abandon.IsCancellationRequested)
                            throw new BenchmarkException($"Command {n} was still without an answer when the drill ended.");
                    }
                    await Task.Delay(20, CancellationToken.None);
                }
            }
        }
        finally
        {
            connection?.Dispose();
        }
    }

    // After the last fault the read models must reach the last acknowledged event by themselves.
    async Task CatchUp(CancellationToken ct)
    {
        using var connection = await Connection.Open(settings.EndPoint, ct);
        var pair = Workload.StreamOf(0)["trade:".Length..].Replace('-', '/');
        var read = new Call($"GET /trade/{pair}?atLeast={_history.LastPosition}", null, null);
        var status = 0;
        for (var begin = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begin) < TimeSpan.FromMinutes(1) && status != 200; await Task.Delay(50, ct))
            status = await connection.Exchange(read, ct);
        if (status != 200)
            throw new BenchmarkException($"{read.Line}: {status} a minute after the last fault: {Encoding.UTF8.GetString(connection.Body)}");
    }

    async Task<long> ReadBack(CancellationToken ct)
    {
        var events = await Scenarios.EventTable(settings.Database, ct);
        await using var source = NpgsqlDataSource.Create(settings.Database);
        await using var command = source.CreateCommand($"select seq_id, stream_id, version, timestamp, data->>'flow', data->>'period' from {events} order by seq_id");
        await using var reader = await command.ExecuteReaderAsync(ct);
        var count = 0L;
        for (; await reader.ReadAsync(ct); count++)
            _history.See(new Found(reader.GetInt64(0), reader.GetString(1), reader.GetInt64(2), reader.GetDateTime(3),
                reader.IsDBNull(4) ? null : reader.GetString(4), reader.IsDBNull(5) ? null : reader.GetString(5)));
        return count;
    }
}
