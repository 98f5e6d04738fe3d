using System.Diagnostics;
using System.Globalization;
using CommitmentTracker.PrivatePostgres;
using Npgsql;

namespace CommitmentTracker.Benchmarks;

/// <summary>The PostgreSQL that service and pgbench share: a private cluster made for the run, or one that is given.</summary>
public sealed class Ground : IAsyncDisposable
{
    readonly string? _given;
    readonly ClusterSettings _settings;
    PostgresCluster? _cluster;

    Ground(string? given, ClusterSettings settings) => (_given, _settings) = (given, settings);

    /// <param name="given">Connection string of a superuser of a running cluster; null: make one.</param>
    /// <param name="directory">Where to make it; null: among the temporary files. It is deleted afterwards.</param>
    /// <param name="progress">Told what takes long.</param>
    /// <param name="ct">Gives up.</param>
    public static async Task<Ground> Start(string? given, string? directory, IProgress<string> progress, CancellationToken ct)
    {
        var parent = Directory.CreateDirectory(directory ?? Path.GetTempPath()).FullName;
        var home = Path.Combine(parent, $"commitmenttracker-benchmarks-{Environment.ProcessId}");
        // fsync stays on; the rest is what any server of this size is given, and it holds for pgbench alike.
        var ground = new Ground(given, new ClusterSettings(home)
        {
            Settings = new Dictionary<string, string> { ["shared_buffers"] = "1GB", ["max_wal_size"] = "8GB", ["checkpoint_timeout"] = "15min" },
        });
        if (given is null)
        {
            if (new DriveInfo(parent).DriveFormat == "tmpfs")
                progress.Report($"{parent} is in memory: commits cost nothing there. Name a directory on a disk with --data.");
            ground._cluster = await PostgresCluster.Start(ground._settings, progress, ct);
        }
        return ground;
    }

    public string Database(string name) => _cluster?.ConnectionString(name) ?? new NpgsqlConnectionStringBuilder(_given) { Database = name }.ConnectionString;

    /// <summary>Makes a database anew.</summary>
    public async Task<string> Create(string name, CancellationToken ct)
    {
        await Execute(Database("postgres"), $"drop database if exists {name} with (force)", ct);
        await Execute(Database("postgres"), $"create database {name}", ct);
        return Database(name);
    }

    public static async Task Execute(string database, string sql, CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(ct);
    }

    public static async Task<T> Ask<T>(string database, string sql, CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>What the figures were measured on, and whether others were at work there.</summary>
    public async Task<string> Conditions(CancellationToken ct) =>
        $"{Environment.ProcessorCount} cores, load {File.ReadAllText("/proc/loadavg").Split(' ')[0]} before, " + await Ask<string>(Database("postgres"),
            "select 'PostgreSQL ' || current_setting('server_version') || ', fsync ' || current_setting('fsync') || ', synchronous_commit ' || current_setting('synchronous_commit')", ct);

    /// <summary>The postmaster: the parent of the process that serves our own connection.</summary>
    public async Task<int> Postmaster(CancellationToken ct)
    {
        // Not pooled: after a kill the pool would hand out a connection whose server process is dead.
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Database("postgres")) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(ct);
        return Parent(connection.ProcessID) ?? throw new BenchmarkException("PostgreSQL does not run on this machine.");
    }

    /// <summary>kill -9 of the postmaster and of its children, nothing else; back when the cluster has started a new one by itself.</summary>
    public async Task KillPostgres(CancellationToken ct)
    {
        if (_cluster is null)
            throw new BenchmarkException("A cluster that was given is not ours to kill.");
        var postmaster = await Postmaster(ct);
        // Its children are listed before it dies and become orphans; it dies first, or it would answer their death by a recovery of its own.
        foreach (var pid in Children(postmaster).Prepend(postmaster))
            Kill(pid);
        for (var begin = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                await Ask<int>(Database("postgres"), "select 1", ct);
                return;
            }
            catch (NpgsqlException) when (Stopwatch.GetElapsedTime(begin) < TimeSpan.FromMinutes(1))
            {
                await Task.Delay(50, ct);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is null)
            return;
        await _cluster.DisposeAsync();
        // They differ where PostgreSQL's user cannot enter the folder named.
        foreach (var folder in new[] { Path.GetDirectoryName(_cluster.DataDirectory)!, _settings.Directory }.Where(Directory.Exists))
            Directory.Delete(folder, recursive: true);
    }

    static void Kill(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            process.Kill();
            process.WaitForExit();
        }
        catch (ArgumentException)
        {
            // Gone by itself in the meantime.
        }
    }

    static int[] Children(int parent) =>
        [.. from directory in Directory.EnumerateDirectories("/proc")
            let pid = int.TryParse(Path.GetFileName(directory), out var number) ? number : 0
            where pid > 0 && Parent(pid) == parent
            select pid];

    static int? Parent(int pid)
    {
        try
        {
            // "pid (name) state ppid …", and the name may hold anything.
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
