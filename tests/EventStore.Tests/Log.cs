using System.Text.Json;
using System.Text.Json.Serialization;
using CommitmentTracker.EventStore;
using Npgsql;

namespace CommitmentTracker.Tests;

sealed record FlourPromised(int Tons, string Note = "");

sealed record FlourDelivered(int Tons);

/// <summary>A migrated database of a test's own, and as many nodes on it as the test makes.</summary>
sealed class Log : IAsyncDisposable
{
    readonly List<IAsyncDisposable> owned = [];

    Log(string connectionString)
    {
        ConnectionString = connectionString;
        Source = NpgsqlDataSource.Create(connectionString);
        owned.Add(Source);
    }

    internal static EventTypes Types { get; } = new(
        [("flour_promised", typeof(FlourPromised)), ("flour_delivered", typeof(FlourDelivered))],
        new JsonSerializerOptions(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } });

    internal string ConnectionString { get; }
    internal NpgsqlDataSource Source { get; }

    internal static async Task<Log> Make(Postgres postgres, CancellationToken ct)
    {
        var log = new Log(await postgres.CreateDatabase("log", ct));
        await Migrations.Migrate(log.Source, [], ct);
        return log;
    }

    /// <summary>Another node: a store with a pool of its own.</summary>
    internal Store Node(TimeProvider? clock = null, StoreOptions? options = null, string? connectionString = null)
    {
        var source = NpgsqlDataSource.Create(connectionString ?? ConnectionString);
        var store = new Store(source, Types, clock ?? TimeProvider.System, options);
        owned.Insert(0, source); // after its store, which lets go of its connections first
        owned.Insert(0, store);
        return store;
    }

    internal static Append Promise(string stream, long expected, int tons = 5_000, string note = "", params StreamVersion[] reads) =>
        new(stream, "commitment", expected, [new FlourPromised(tons, note)], new Metadata("officer"), reads);

    internal async Task Run(string sql, CancellationToken ct)
    {
        await using var command = Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(ct);
    }

    internal async Task<T> One<T>(string sql, CancellationToken ct)
    {
        await using var command = Source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>The invariants of the whole log: I3, I4, I10, and the head and the streams in step with the events.</summary>
    internal async Task Sound(CancellationToken ct)
    {
        Assert.Equal("", await One<string>(
            """
            select concat_ws('; ',
                (select 'seq ' || count(*) || ' of ' || max(seq_id) from mt_events having count(*) <> coalesce(max(seq_id), 0)),
                (select 'versions of ' || min(stream_id) from (select stream_id from mt_events group by 1 having count(*) <> max(version) or min(version) <> 1) x having count(*) > 0),
                (select 'stream row ' || min(s.id) from mt_streams s left join (select stream_id, max(version) v from mt_events group by 1) e on e.stream_id = s.id
                    where s.version is distinct from e.v having count(*) > 0),
                (select 'time goes back at ' || min(seq_id) from (select seq_id, timestamp < lag(timestamp) over (order by seq_id) back from mt_events) x where back having count(*) > 0),
                (select 'head ' || last_seq from tracker.log_head where last_seq <> (select coalesce(max(seq_id), 0) from mt_events)))
            """, ct));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var one in owned)
            await one.DisposeAsync();
    }
}
