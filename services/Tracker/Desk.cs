using CommitmentTracker.PrivatePostgres;
using Npgsql;

namespace CommitmentTracker;

/// <summary>
/// Desk mode: with no connection string the service runs a PostgreSQL of its own in <c>Desk:Data</c> (default <c>.data</c>), bound to
/// loopback, and stops it with itself.
/// </summary>
internal static class Desk
{
    const string Database = "tracker";

    /// <summary>The database of a desk store that another process runs; null where it is not up.</summary>
    public static string? Beside(string folder) => PostgresCluster.Running(folder, Database);

    /// <summary>Starts the private cluster, and makes the database where there is none. Its schema is the caller's affair.</summary>
    public static async Task<(PostgresCluster Cluster, string ConnectionString)> Start(ClusterSettings settings, IProgress<string> progress, CancellationToken ct)
    {
        var cluster = await PostgresCluster.Start(settings, progress, ct);
        try
        {
            await using var postgres = NpgsqlDataSource.Create(cluster.ConnectionString("postgres"));
            await using var exists = postgres.CreateCommand($"select 1 from pg_database where datname = '{Database}'");
            if (await exists.ExecuteScalarAsync(ct) is null)
            {
                await using var create = postgres.CreateCommand($"create database {Database}");
                await create.ExecuteNonQueryAsync(ct);
            }
            return (cluster, cluster.ConnectionString(Database));
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }
}
