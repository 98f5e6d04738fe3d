using CommitmentTracker.PrivatePostgres;
using Npgsql;

[assembly: AssemblyFixture(typeof(CommitmentTracker.Tests.Postgres))]

namespace CommitmentTracker.Tests;

/// <summary>
/// One PostgreSQL for all tests of an assembly, started by the first test that asks. Take it as a constructor parameter.
/// Without binaries a test is skipped at a desk and fails where CI=true.
/// </summary>
public sealed class Postgres : IAsyncDisposable
{
    readonly Lazy<string> root = new(MakeRoot);
    readonly Lazy<Task<PostgresCluster>> cluster;
    int made;

    // The first test's token would end the start for all the others.
    public Postgres() => cluster = new(() => PostgresCluster.Start(Quick(Folder("shared")), progress: null, CancellationToken.None));

    /// <summary>Settings for a cluster that may forget everything when the machine fails: not for durability drills.</summary>
    public static ClusterSettings Quick(string directory) => new(directory)
    {
        Settings = new Dictionary<string, string> { ["fsync"] = "off", ["full_page_writes"] = "off", ["synchronous_commit"] = "off", ["max_connections"] = "300" },
    };

    /// <summary>The shared cluster; or the test ends here as skipped.</summary>
    public async Task<PostgresCluster> Cluster(CancellationToken ct)
    {
        try
        {
            return await cluster.Value.WaitAsync(ct);
        }
        catch (PostgresNotFoundException e) when (Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.Skip(e.Message);
            throw;
        }
    }

    /// <summary>Connection string of a new, empty database.</summary>
    public async Task<string> CreateDatabase(string name, CancellationToken ct)
    {
        var server = await Cluster(ct);
        var unique = $"{name}_{Interlocked.Increment(ref made)}";
        await using var connection = new NpgsqlConnection(server.ConnectionString("postgres"));
        await connection.OpenAsync(ct);
        await using var create = new NpgsqlCommand($"create database \"{unique}\"", connection);
        await create.ExecuteNonQueryAsync(ct);
        return server.ConnectionString(unique);
    }

    /// <summary>A folder that goes with the run and does not exist yet, for a cluster of a test's own.</summary>
    public string Folder(string name) => Path.Combine(root.Value, $"{name} {Interlocked.Increment(ref made)}");

    public async ValueTask DisposeAsync()
    {
        if (cluster.IsValueCreated && cluster.Value.IsCompletedSuccessfully)
            await (await cluster.Value).DisposeAsync();
        if (root.IsValueCreated)
            Directory.Delete(root.Value, recursive: true);
    }

    static string MakeRoot()
    {
        var folder = Directory.CreateTempSubdirectory("ct-").FullName; // short: sockets have short names
        if (!OperatingSystem.IsWindows()) // run by root, the server is another user, who must get in here
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        return folder;
    }
}
