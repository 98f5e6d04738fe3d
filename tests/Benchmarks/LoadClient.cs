using System.Diagnostics;
using System.Net;
using System.Text;

namespace CommitmentTracker.Benchmarks;

/// <summary>What a load run gave.</summary>
public sealed record Load(long Count, TimeSpan Elapsed, Histogram Latency)
{
    public double PerSecond => Count / Elapsed.TotalSeconds;
}

/// <summary>A closed loop: each connection sends its next request when the last one is answered.</summary>
public static class LoadClient
{
    /// <summary>
    /// One thread drives every socket, and continuations run on it: a generator with a pool of its own takes a fifth of
    /// the two cores away from what it measures. Must be called before the first socket of the process is made.
    /// </summary>
    public static void UseOneThread()
    {
        foreach (var (name, value) in OneThread)
            Environment.SetEnvironmentVariable(name, value);
    }

    /// <summary>What <see cref="UseOneThread"/> sets; a child process must not inherit it.</summary>
    public static readonly IReadOnlyList<(string Name, string Value)> OneThread =
        [("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1"), ("DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT", "1")];

    /// <summary>Runs a call over and over on that many connections. Any answer that is not a good one fails the run.</summary>
    public static async Task<Load> Run(IPEndPoint to, int connections, TimeSpan duration, Call call, CancellationToken ct)
    {
        var faults = new Faults();
        var open = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Connection.Open(to, ct)));
        try
        {
            var begin = Stopwatch.GetTimestamp();
            var latencies = await Task.WhenAll(open.Select(c => Loop(c, call, begin, duration, faults, ct)));
            var elapsed = Stopwatch.GetElapsedTime(begin);
            await Task.Yield(); // off the socket thread, which the next step may need while it runs
            faults.Throw(call.Line);
            var all = new Histogram();
            foreach (var one in latencies)
                all.Add(one);
            return new Load(all.Count, elapsed, all);
        }
        finally
        {
            foreach (var connection in open)
                connection.Dispose();
        }
    }

    static async Task<Histogram> Loop(Connection connection, Call call, long begin, TimeSpan duration, Faults faults, CancellationToken ct)
    {
        var latency = new Histogram();
        while (Stopwatch.GetElapsedTime(begin) < duration && !ct.IsCancellationRequested)
        {
            var sent = Stopwatch.GetTimestamp();
            var status = await connection.Exchange(call, ct);
            latency.Add(Stopwatch.GetElapsedTime(sent));
            faults.Check(status, connection.Body, call.Proof);
        }
        return latency;
    }
}

/// <summary>Bad answers of a run: counted, the first kept word for word.</summary>
public sealed class Faults
{
    long _count;
    string? _first;

    public void Check(int status, ReadOnlySpan<byte> body, byte[]? proof)
    {
        if (status is >= 200 and < 300 && (proof is null || body.IndexOf(proof) >= 0))
            return;
        if (Interlocked.Increment(ref _count) == 1)
            _first = $"{status} {Encoding.UTF8.GetString(body[..Math.Min(body.Length, 600)])}";
    }

    public void Throw(string what)
    {
        if (_count > 0)
            throw new BenchmarkException($"{what}: {_count} bad answers, the first: {_first}");
    }
}

/// <summary>The run is worth nothing; the message says why.</summary>
public sealed class BenchmarkException(string message) : Exception(message);
