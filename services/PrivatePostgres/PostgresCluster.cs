using System.Data.Common;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace CommitmentTracker.PrivatePostgres;

/// <summary>A private PostgreSQL cluster in a directory of ours: made, started, reused, kept running, stopped.</summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly ClusterSettings settings;
    readonly IProgress<string>? progress;
    readonly Server server;
    readonly IReadOnlyList<Ownership> owned;
    readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly CancellationTokenSource stop = new();
    readonly Lock gate = new();
    int child;
    bool disposed;

    PostgresCluster(ClusterSettings settings, IProgress<string>? progress, Server server, IReadOnlyList<Ownership> owned) =>
        (this.settings, this.progress, this.server, this.owned) = (settings, progress, server, owned);

    /// <summary>On loopback; stays the same for as long as this cluster runs.</summary>
    public int Port { get; private set; }

    /// <summary>Of the server at this moment: a new one after a crash.</summary>
    public int ProcessId => PidFile.Read(server.Home.Data)?.Pid ?? 0;

    /// <summary>Folder of the PostgreSQL programs in use, and their major version.</summary>
    public string BinariesFolder => server.Binaries.Folder;

    /// <summary>Major version of the server.</summary>
    public int MajorVersion => server.Binaries.Major;

    /// <summary>PostgreSQL's data directory.</summary>
    public string DataDirectory => server.Home.Data;

    /// <summary>Starts the cluster in <paramref name="settings"/>' directory, making it first where there is none.</summary>
    /// <exception cref="PostgresNotFoundException">No PostgreSQL here; the message has the command that installs it.</exception>
    /// <exception cref="ClusterException">It cannot start; the message says why.</exception>
    public static async Task<PostgresCluster> Start(ClusterSettings settings, IProgress<string>? progress, CancellationToken ct)
    {
        var directory = Path.GetFullPath(settings.Directory);
        List<Ownership> owned = [Ownership.Take(directory)];
        PostgresCluster? cluster = null;
        try
        {
            var home = Home.Of(directory);
            var user = await ServerUser.For(home.Data, ct);
            if (home.Major is null && !await user.CanEnter(home.Folder, ct))
            {
                home = Home.Elsewhere(directory);
                progress?.Report($"PostgreSQL runs as user '{user.Name}', who cannot enter {directory}: the data go to {home.Folder}");
            }
            if (home.Folder != directory)
                owned.Add(Ownership.Take(home.Folder)); // two copies of the directory may point to one place

            var binaries = await Binaries.Find(settings, home.Major, progress, ct);
            if (home.Major is null)
            {
                progress?.Report($"Making a PostgreSQL {binaries.Major} cluster in {home.Folder}");
                await home.Initialise(binaries, user, durable: settings.Settings.GetValueOrDefault("fsync") != "off", ct);
            }
            else
                await PidFile.Clear(home.Data, binaries.Folder, progress, ct);

            cluster = new(settings, progress, await Server.Of(home, binaries, user, ct), owned);
            new Thread(cluster.Supervise) { IsBackground = true, Name = "PostgreSQL" }.Start();
            await cluster.ready.Task.WaitAsync(ct);
            return cluster;
        }
        catch
        {
            if (cluster is not null)
                await cluster.DisposeAsync();
            else
                owned.ForEach(o => o.Dispose());
            throw;
        }
    }

    /// <summary>Npgsql connection string of the superuser for a database of this cluster; the database need not exist yet except <c>postgres</c>.</summary>
    public string ConnectionString(string database) => new DbConnectionStringBuilder
    {
        ["Host"] = server.Home.SocketFolder ?? "127.0.0.1",
        ["Port"] = Port,
        ["Username"] = "postgres",
        ["Password"] = server.Home.Password,
        ["Database"] = database,
    }.ConnectionString;

    /// <summary>Stops the server (fast shutdown) and lets the directory go.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            if (disposed)
                return;
            disposed = true;
            stop.Cancel();
        }
        foreach (var (signal, patience) in new[] { (Command.Interrupt, 30), (Command.Quit, 10), (Command.Kill, 10) })
        {
            // Not always our child itself: runuser and su stay between.
            if (child is var running and not 0)
                Command.Signal(PidFile.Read(server.Home.Data)?.Pid ?? running, signal, server.Binaries.Folder);
            await Task.WhenAny(over.Task, Task.Delay(TimeSpan.FromSeconds(patience)));
            if (over.Task.IsCompleted)
                break;
        }
        foreach (var ownership in owned)
            ownership.Dispose();
        stop.Dispose();
    }

    /// <summary>Runs on a thread of its own (see <see cref="Server.Start"/>) and starts the server again when it dies, so that a crash needs no operator.</summary>
    void Supervise()
    {
        try
        {
            var begun = Stopwatch.StartNew();
            Port = FreePort();
            while (!stop.IsCancellationRequested)
            {
                server.Home.Configure(Port, settings.Settings, server.User, CancellationToken.None).GetAwaiter().GetResult();
                var log = new FileInfo(server.Home.Log).Length;
                if (RunOnce())
                {
                    if (!stop.IsCancellationRequested)
                        progress?.Report("PostgreSQL ended unexpectedly: it is started again");
                }
                else if (!stop.IsCancellationRequested)
                {
                    var said = LogSince(log);
                    var portTaken = said.Contains("could not create any TCP/IP sockets", StringComparison.Ordinal);
                    // Backends outlive a killed server by a moment.
                    var passing = portTaken || said.Contains("shared memory block", StringComparison.Ordinal);
                    if (!ready.Task.IsCompleted && (!passing || begun.Elapsed > Patience))
                        throw new ClusterException($"PostgreSQL did not start in {server.Home.Folder}:{Environment.NewLine}{said}");
                    if (portTaken && !ready.Task.IsCompleted)
                        Port = FreePort();
                    stop.Token.WaitHandle.WaitOne(ready.Task.IsCompleted ? 1000 : 20);
                }
                if (!stop.IsCancellationRequested)
                    PidFile.Clear(server.Home.Data, server.Binaries.Folder, progress, CancellationToken.None).GetAwaiter().GetResult();
            }
        }
        catch (Exception e)
        {
            ready.TrySetException(e);
            progress?.Report(e.Message);
        }
        finally
        {
            over.TrySetResult();
        }
    }

    /// <summary>True when the server had been ready before it ended.</summary>
    bool RunOnce()
    {
        Process? process;
        lock (gate)
        {
            if (disposed || (process = server.Start()) is null)
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
