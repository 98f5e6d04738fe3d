using System.Data.Common;

namespace CommitmentTracker.PrivatePostgres;

/// <summary>A private PostgreSQL cluster in a directory of ours: made, started, reused, kept running, stopped.</summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    readonly Server server;
    readonly Supervisor supervisor;
    readonly IReadOnlyList<Ownership> owned;

    PostgresCluster(Server server, Supervisor supervisor, IReadOnlyList<Ownership> owned) => (this.server, this.supervisor, this.owned) = (server, supervisor, owned);

    /// <summary>On loopback; stays the same for as long as this cluster runs.</summary>
    public int Port => supervisor.Port;

    /// <summary>Of the server at this moment: a new one after a crash, 0 while there is none.</summary>
    public int ProcessId => PidFile.Read(server.Home.Data)?.Pid ?? 0;

    /// <summary>Folder of the PostgreSQL programs in use.</summary>
    public string BinariesFolder => server.Binaries.Folder;

    /// <summary>Major version of the server.</summary>
    public int MajorVersion => server.Binaries.Major;

    /// <summary>PostgreSQL's own data directory.</summary>
    public string DataDirectory => server.Home.Data;

    /// <summary>Starts the cluster in <paramref name="settings"/>' directory, making it first where there is none.</summary>
    /// <exception cref="PostgresNotFoundException">No PostgreSQL here; the message has the command that installs it.</exception>
    /// <exception cref="ClusterException">It cannot start; the message says why.</exception>
    public static async Task<PostgresCluster> Start(ClusterSettings settings, IProgress<string>? progress, CancellationToken ct)
    {
        var directory = Path.GetFullPath(settings.Directory);
        List<Ownership> owned = [Ownership.Take(directory)];
        Supervisor? supervisor = null;
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
            await PidFile.Clear(home.Data, binaries.Folder, progress, ct);

            var server = await Server.Of(home, binaries, user, ct);
            supervisor = new(server, settings.Settings, progress);
            await supervisor.Ready.WaitAsync(ct);
            return new(server, supervisor, owned);
        }
        catch
        {
            if (supervisor is not null)
                await supervisor.Stop();
            owned.ForEach(o => o.Dispose());
            throw;
        }
    }

    /// <summary>Npgsql connection string of the superuser for a database of this cluster; the database need not exist yet except <c>postgres</c>.</summary>
    public string ConnectionString(string database) => ConnectionString(server.Home, Port, database);

    /// <summary>
    /// The same for a cluster that another process owns and runs in this directory, for a program that works beside that one and neither
    /// starts nor stops it; null where no server is ready there.
    /// </summary>
    public static string? Running(string directory, string database) =>
        Home.Of(Path.GetFullPath(directory)) is var home && PidFile.Read(home.Data) is { Ready: true, Port: > 0 } server ? ConnectionString(home, server.Port, database) : null;

    static string ConnectionString(Home home, int port, string database) => new DbConnectionStringBuilder
    {
        ["Host"] = home.SocketFolder ?? "127.0.0.1",
        ["Port"] = port,
        ["Username"] = "postgres",
        ["Password"] = home.Password,
        ["Database"] = database,
    }.ConnectionString;

    /// <summary>Stops the server (fast shutdown) and lets the directory go.</summary>
    public async ValueTask DisposeAsync()
    {
        await supervisor.Stop();
        foreach (var ownership in owned)
            ownership.Dispose();
    }
}
