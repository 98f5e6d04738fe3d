using System.Security.Cryptography;
using System.Text;
using CommitmentTracker.EventStore.Projections;
using Npgsql;

namespace CommitmentTracker.EventStore;

/// <summary>
/// The schema as numbered SQL files (embedded from <c>Schema/</c>), applied explicitly, recorded in <c>tracker.schema_migration</c>.
/// Projection tables are made from their <see cref="ReadTable"/>s by the same verb.
/// </summary>
public static class Migrations
{
    // Any number that no other program uses for its advisory locks in this database: "trackers" in ASCII.
    const long Lock = 0x747261636b657273;

    const string Record =
        """
        create schema if not exists tracker;
        create table if not exists tracker.schema_migration (
            name       text        not null constraint pk_schema_migration primary key,
            sha256     text        not null,
            applied_at timestamptz not null default now()
        );
        """;

    /// <summary>The files in order, with what they hash to. Line ends are made alike first: a checkout may turn them.</summary>
    internal static IReadOnlyList<(string Name, string Sql, string Sha256)> Files { get; } =
    [
        .. typeof(Migrations).Assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var text = new StreamReader(typeof(Migrations).Assembly.GetManifestResourceStream(name)!);
                var sql = text.ReadToEnd().ReplaceLineEndings("\n");
                return (name, sql, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql))));
            }),
    ];

    /// <summary>Applies what is missing, in order, under a lock; says what it applied. Applying twice is nothing.</summary>
    /// <exception cref="InvalidOperationException">A file that was applied has changed since, or a later program's file is there.</exception>
    public static async Task<IReadOnlyList<string>> Migrate(NpgsqlDataSource source, IReadOnlyList<IProjection> projections, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        // A session lock: it outlives the transaction of each file, and dies with the connection.
        await connection.Run($"select pg_advisory_lock({Lock})", ct);
        try
        {
            await connection.Run(Record, ct);
            var applied = await Applied(connection, ct);
            if (Differences(applied).FirstOrDefault(d => !d.Pending).Text is { } difference)
                throw new InvalidOperationException(difference);

            var done = new List<string>();
            foreach (var (name, sql, sha256) in Files.Where(f => !applied.ContainsKey(f.Name)))
            {
                await using var transaction = await connection.BeginTransactionAsync(ct);
                await connection.Run(sql, ct);
                await connection.Run("insert into tracker.schema_migration (name, sha256) values ($1, $2)", ct, name, sha256);
                await transaction.CommitAsync(ct);
                done.Add(name);
            }

            foreach (var table in projections.SelectMany(p => p.Tables))
            {
                var missing = !await connection.One<bool>("select to_regclass($1) is not null", ct, ReadTableDdl.Table(table));
                await using var transaction = await connection.BeginTransactionAsync(ct);
                if (missing)
                    await connection.Run(ReadTableDdl.CreateTable(table), ct);
                // A table of an older shape may lack what an index names: it keeps serving until its rebuild.
                var lacking = 0L;
                if (table.Indexes.Count > 0 && (await SchemaCheck.Columns(connection, SchemaCheck.Of(table), ct)).Count == 0)
                {
                    lacking = -await Indexes(table);
                    await connection.Run(ReadTableDdl.CreateIndexes(table), ct);
                    lacking += await Indexes(table);
                }
                await transaction.CommitAsync(ct);
                if (missing)
                    done.Add(ReadTableDdl.Table(table));
                else if (lacking > 0)
                    done.Add($"{lacking} index{(lacking == 1 ? "" : "es")} of {ReadTableDdl.Table(table)}");
            }
            return done;
        }
        finally
        {
            await connection.Run($"select pg_advisory_unlock({Lock})", CancellationToken.None);
        }

        Task<long> Indexes(ReadTable table) => connection.One<long>("select count(*) from pg_index where indrelid = to_regclass($1)", ct, ReadTableDdl.Table(table));
    }

    /// <summary>Compares the database with what this program needs; an empty list means it fits. Changes nothing.</summary>
    public static async Task<IReadOnlyList<string>> Check(NpgsqlDataSource source, IReadOnlyList<IProjection> projections, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        var found = new List<string>();
        var applied = await connection.One<bool>("select to_regclass('tracker.schema_migration') is not null", ct)
            ? await Applied(connection, ct)
            : [];
        found.AddRange(Differences(applied).Select(d => d.Text));
        found.AddRange(await SchemaCheck.Differences(connection, [.. SchemaCheck.Fixed, .. projections.SelectMany(p => p.Tables).Select(SchemaCheck.Of)], ct));

        // Only another writer than ours, or a restore of parts, brings these apart; appends would then be refused one and all.
        if (found.Count == 0 && await connection.One<bool>(
                "select last_seq <> (select coalesce(max(seq_id), 0) from public.mt_events) from tracker.log_head", ct))
            found.Add("tracker.log_head is not at the end of public.mt_events: another program has appended");
        return found;
    }

    static IEnumerable<(string Text, bool Pending)> Differences(Dictionary<string, string> applied)
    {
        foreach (var (name, _, sha256) in Files)
        {
            if (!applied.TryGetValue(name, out var was))
                yield return ($"migration {name} is not applied", true);
            else if (was != sha256)
                yield return ($"migration {name} was applied with another content (sha256 {was}, now {sha256})", false);
        }
        foreach (var name in applied.Keys.Except(Files.Select(f => f.Name)).Order(StringComparer.Ordinal))
            yield return ($"migration {name} is applied, but this program does not know it: it is older than the database", false);
    }

    static async Task<Dictionary<string, string>> Applied(NpgsqlConnection connection, CancellationToken ct)
    {
        var applied = new Dictionary<string, string>();
        await using var command = new NpgsqlCommand("select name, sha256 from tracker.schema_migration", connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            applied.Add(reader.GetString(0), reader.GetString(1));
        return applied;
    }
}
