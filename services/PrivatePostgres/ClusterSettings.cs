namespace CommitmentTracker.PrivatePostgres;

/// <summary>What a private cluster is made of.</summary>
/// <param name="Directory">Where it lives; made if absent. One owner at a time.</param>
public sealed record ClusterSettings(string Directory)
{
    /// <summary>Folder with <c>postgres</c> and <c>initdb</c>; null: look for it.</summary>
    public string? Binaries { get; init; }

    /// <summary>Further <c>postgresql.conf</c> settings, e.g. <c>shared_buffers</c>. Where it listens is not among them.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Asked with a question for people before PostgreSQL is downloaded from npm; the default says yes.</summary>
    public Func<string, bool> MayDownload { get; init; } = _ => true;

    internal Search Search { get; init; } = Search.OfThisSystem();
}

/// <summary>The cluster cannot start; the message says why and what to do, and is fit to be shown alone.</summary>
public class ClusterException(string message) : Exception(message);

/// <summary>No usable PostgreSQL binaries on this system.</summary>
public sealed class PostgresNotFoundException(string message) : ClusterException(message);

/// <summary>Another running process owns the directory.</summary>
public sealed class ClusterInUseException(string message) : ClusterException(message);
