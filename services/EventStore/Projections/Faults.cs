using Npgsql;

namespace CommitmentTracker.EventStore.Projections;

/// <summary>A projection met an event that it cannot apply. It stays before it until the program is mended.</summary>
/// <param name="name">The projection.</param>
/// <param name="at">The event.</param>
/// <param name="inner">What went wrong.</param>
public sealed class ProjectionStoppedException(string name, StoredEvent at, Exception inner)
    : Exception($"{name} cannot apply event {at.Position} ({at.Type}, {at.Stream} version {at.Version}): {inner.GetType().Name}: {inner.Message}", inner)
{
    /// <summary>The event's position.</summary>
    public long Position { get; } = at.Position;
}

static class Faults
{
    /// <summary>
    /// Whether it is the event's fault (or the program's), not the database's: only that stops a projection. From the server,
    /// what it says about the data or the statement; connections, shutdowns, deadlocks, full disks pass.
    /// </summary>
    public static bool IsPoison(Exception e, NpgsqlConnection connection) => e switch
    {
        PostgresException refused => refused.SqlState[..2] is "21" or "22" or "23" or "42" or "54" or "P0",
        NpgsqlException or OperationCanceledException or TimeoutException or IOException or OutOfMemoryException => false,
        // A connection that broke on the way makes its next use an InvalidOperationException.
        _ => connection.State == System.Data.ConnectionState.Open,
    };

    /// <summary>Whether waiting may heal it.</summary>
    public static bool Passes(Exception e) =>
        e is NpgsqlException or TimeoutException or IOException or StoreUnavailableException || (e is InvalidOperationException && e.InnerException is NpgsqlException);
}
