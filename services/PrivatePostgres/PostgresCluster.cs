#pragma warning disable CS9113 // stub until the room is built
namespace CommitmentTracker.PrivatePostgres;

/// <summary>A private PostgreSQL cluster in a directory of ours: made, started, reused, stopped.</summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    PostgresCluster() { }

    /// <summary>Starts the cluster in <paramref name="settings"/>' directory, making it first where there is none.</summary>
    public static Task<PostgresCluster> Start(ClusterSettings settings, IProgress<string>? progress, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Npgsql connection string of the superuser for a database of this cluster; the database need not exist yet except <c>postgres</c>.</summary>
    public string ConnectionString(string database) => throw new NotImplementedException();

    /// <summary>Stops the server (fast shutdown) and lets the directory go.</summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}

/// <summary>What a private cluster is made of.</summary>
/// <param name="Directory">Where it lives; made if absent. One owner at a time.</param>
public sealed record ClusterSettings(string Directory)
{
    /// <summary>Folder with <c>postgres</c> and <c>initdb</c>; null: look for it.</summary>
    public string? Binaries { get; init; }

    /// <summary>Further <c>postgresql.conf</c> settings, e.g. <c>shared_buffers</c>.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
