using Npgsql;

namespace CommitmentTracker.EventStore;

/// <summary>
/// The schema as numbered SQL files (embedded from <c>Schema/</c>), applied explicitly, recorded in <c>tracker.schema_migration</c>.
/// Projection tables are made from their <see cref="Projections.ReadTable"/>s by the same verb.
/// </summary>
public static class Migrations
{
    /// <summary>Applies what is missing, in order, under a lock; says what it applied. Applying twice is nothing.</summary>
    public static Task<IReadOnlyList<string>> Migrate(NpgsqlDataSource source, IReadOnlyList<Projections.IProjection> projections, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Compares the database with what this program needs; an empty list means it fits. Changes nothing.</summary>
    public static Task<IReadOnlyList<string>> Check(NpgsqlDataSource source, IReadOnlyList<Projections.IProjection> projections, CancellationToken ct) => throw new NotImplementedException();
}
