using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace CommitmentTracker.PrivatePostgres;

/// <summary>Keeps one server running until it is told to stop: a crash needs no operator.</summary>
sealed class Supervisor
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly Server server;
    readonly IReadOnlyDictionary<string, string> settings;
    readonly IProgress<string>? progress;
    readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource stopping = new();
    readonly Lock gate = new();
    int child;

    public Supervisor(Server server, IReadOnlyDictionary<string, string> settings, IProgress<string>? progress)
    {
        (this.server, this.settings, this.progress) = (server, settings, progress);
        new Thread(Run) { IsBackground = true, Name = "PostgreSQL" }.Start(); // see Server.Start for why a thread of its own
    }

    /// <summary>Done when the server first answers, failed when it never will.</summary>
    public Task Ready => ready.Task;

    /// <summary>Chosen before the first start, kept over all others.</summary>
    public int Port { get; private set; } = FreePort();

    public async Task Stop()
    {
        lock (gate)
            stopping.TrySetResult();
        foreach (var (signal, patience) in new[] { (Command.Interrupt, 30), (Command.Quit, 10), (Command.Kill, 10) })
        {
            if (child is var running and not 0) // not always the server itself: runuser and su stay between
                Command.Signal(PidFile.Read(server.Home.Data)?.Pid ?? running, signal, server.Binaries.Folder);
            if (await Task.WhenAny(over.Task, Task.Delay(TimeSpan.FromSeconds(patience))) == over.Task)
                break;
        }
    }

    void Run()
    {
        var begun = Stopwatch.StartNew();
        for (var failures = 0; !stopping.Task.IsCompleted;)
        {
            try
            {
                server.Home.Configure(Port, settings, server.User, CancellationToken.None).GetAwaiter().GetResult();
                var log = new FileInfo(server.Home.Log).Length;
                if (RunOnce())
                    failures = 0;
                else if (!stopping.Task.IsCompleted)
                    Judge(LogSince(log), final: begun.Elapsed > Patience);
                if (!stopping.Task.IsCompleted && ready.Task.IsCompleted)
                    progress?.Report("PostgreSQL ended unexpectedly: it is started again");
                PidFile.Clear(server.Home.Data, server.Binaries.Folder, progress, CancellationToken.None).GetAwaiter().GetResult();
            }
            catch (Exception e) when (ready.Task.IsCompleted)
            {
                progress?.Report(e.Message); // a full disk, say: it may pass
                stopping.Task.Wait(TimeSpan.FromSeconds(Math.Min(++failures, 30)));
            }
            catch (Exception e)
            {
                ready.TrySetException(e);
                break;
            }
        }
        over.TrySetResult();
    }

    /// <summary>True when the server had been ready before it ended.</summary>
    bool RunOnce()
    {
        Process? process;
        lock (gate)
        {
            if (stopping.Task.IsCompleted || (process = server.Start()) is null)
                return false;
            child = process.Id;
        }
        using (process)
        {
            var lived = false;
            while (!process.WaitForExit(lived ? Timeout.Infinite : 5))
                if (PidFile.Read(server.Home.Data) is { Ready: true })
                {
                    lived = true;
                    if (!ready.TrySetResult())
                        progress?.Report("PostgreSQL runs again");
                }
            child = 0;
            return lived;
        }
    }

    /// <summary>Returns where another try may help at once, throws where not.</summary>
    void Judge(string said, bool final)
    {
        var portTaken = said.Contains("could not create any TCP/IP sockets", StringComparison.Ordinal);
        var backendsLinger = said.Contains("shared memory block", StringComparison.Ordinal); // they outlive a killed server by a moment
        if (ready.Task.IsCompleted || final || !(portTaken || backendsLinger))
            throw new ClusterException($"PostgreSQL did not start in {server.Home.Folder}:{Environment.NewLine}{said}");
        if (portTaken)
            Port = FreePort();
        stopping.Task.Wait(20);
    }

    string LogSince(long offset)
    {
        using var log = new FileStream(server.Home.Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        log.Position = offset;
        return new StreamReader(log).ReadToEnd().Trim();
    }

    static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
