using System.Text.Json;
using CommitmentTracker.EventStore;
using CommitmentTracker.EventStore.Projections;
using Npgsql;

namespace CommitmentTracker.Tests.Projections;

sealed record Counted(int By);

sealed record Renamed(string Name);

sealed record Tally(int Events, long Sum, string? Name);

/// <summary>A migrated database of a test's own with a log in it, and as many nodes that project it as the test makes.</summary>
sealed class Register : IAsyncDisposable
{
    readonly string connectionString;
    readonly Stack<IAsyncDisposable> owned = new();

    Register(string connectionString)
    {
        this.connectionString = connectionString;
        Source = Own(NpgsqlDataSource.Create(connectionString));
        Store = Own(new Store(Source, Types, TimeProvider.System));
    }

    internal static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web);

    internal static EventTypes Types { get; } = new([("counted", typeof(Counted)), ("renamed", typeof(Renamed))], Json);

    internal static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Long enough for a machine that many share; a test that needs it all has failed.</summary>
    internal static TimeSpan Patience => TimeSpan.FromSeconds(60);

    internal NpgsqlDataSource Source { get; }

    internal Store Store { get; }

    internal static async Task<Register> Of(Postgres postgres, params IProjection[] projections)
    {
        var register = new Register(await postgres.CreateDatabase("projections", Ct));
        await Migrations.Migrate(register.Source, projections, Ct);
        return register;
    }

    /// <summary>Another node: a pool and a store of its own.</summary>
    internal ProjectionRunner Node(params IProjection[] projections)
    {
        var source = Own(NpgsqlDataSource.Create(connectionString));
        var store = Own(new Store(source, Types, TimeProvider.System));
        return Own(new ProjectionRunner(source, store, projections, TimeProvider.System));
    }

    /// <summary>Appends these to a stream that stands at a version; answers the last position.</summary>
    internal async Task<long> Append(string stream, long version, params object[] events)
    {
        var result = await Store.Append([new(stream, "tally", version, events, new Metadata("officer"), [])], Ct);
        return Assert.IsType<AppendResult.Appended>(Assert.Single(result)).Position;
    }

    internal static object[] Counts(int count) => [.. Enumerable.Range(1, count).Select(n => new Counted(n))];

    internal async Task Run(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Ct);
    }

    internal async Task<T> One<T>(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(Ct))!;
    }

    /// <summary>Every row of a read table as text, in one order.</summary>
    internal Task<string> Rows(string table) => One<string>($"select coalesce(string_agg(t::text, E'\\n' order by t::text collate \"C\"), '') from read.{table} t");

    public async ValueTask DisposeAsync()
    {
        while (owned.TryPop(out var one))
            await one.DisposeAsync();
    }

    T Own<T>(T one) where T : IAsyncDisposable
    {
        owned.Push(one);
        return one;
    }

    /// <summary>One document a stream.</summary>
    internal static DocumentProjection<Tally> Tallies(string name = "Tallies", string table = "tally", int version = 1) => new(
        name, table, ["counted", "renamed"], stream => stream[(stream.IndexOf(':', StringComparison.Ordinal) + 1)..],
        (tally, e) => e.Data switch
        {
            Counted counted => new((tally?.Events ?? 0) + 1, (tally?.Sum ?? 0) + counted.By, tally?.Name),
            Renamed { Name: "gone" } => null,
            Renamed renamed => new((tally?.Events ?? 0) + 1, tally?.Sum ?? 0, renamed.Name),
            _ => tally,
        },
        [(new("events", "integer not null"), t => t.Events), (new("words", "text[] not null"), t => new[] { t.Name ?? "", "a \"quoted\\\" word, {braced}" })],
        ["(events)"], Json, version);
}

/// <summary>Adds the events of a page to what stood there: applied twice, it is wrong.</summary>
sealed class Counter(Func<Task>? meanwhile = null) : IProjection
{
    static readonly ReadTable Table = new("counter", [new("name", "text not null"), new("events", "bigint not null")], ["name"]);

    public string Name => "Counter";
    public IReadOnlyList<ReadTable> Tables { get; } = [Table];
    public IReadOnlySet<string> Handles { get; } = new HashSet<string> { "counted" };

    public async ValueTask Project(IReadOnlyList<StoredEvent> page, IRows rows, CancellationToken ct)
    {
        if (meanwhile is not null)
            await meanwhile();
        var before = await rows.Read<long>(Table, "events", ["all"], ct);
        rows.Put(Table, "all", before.GetValueOrDefault("all") + page.Count);
    }
}

/// <summary>A row an event, of every column type there is. What <paramref name="amount"/> gives may be what no row holds.</summary>
sealed class Journal(Func<StoredEvent, object?> amount, string table = "journal") : IProjection
{
    readonly ReadTable lines = new(table,
        [
            new("position", "bigint not null"), new("stream", "text not null"), new("amount", "numeric(20, 2) not null"), new("small", "integer"), new("day", "date not null"),
            new("at", "timestamptz not null"), new("body", "jsonb not null"), new("yes", "boolean not null"), new("tags", "text[]"),
        ],
        ["position"], "(stream, position)");

    public string Name => "Journal" + (table == "journal" ? "" : "Beside");
    public IReadOnlyList<ReadTable> Tables => [lines];
    public IReadOnlySet<string> Handles { get; } = new HashSet<string> { "counted" };

    public ValueTask Project(IReadOnlyList<StoredEvent> page, IRows rows, CancellationToken ct)
    {
        foreach (var e in page)
        {
            var by = ((Counted)e.Data).By;
            rows.Put(lines, e.Position, e.Stream, amount(e), by % 2 == 0 ? null : by, new DateOnly(2024, 8, 22).AddDays(by), e.RecordedAt, e.Json.ToArray(), by % 2 == 0,
                by % 3 == 0 ? null : new[] { "a", $"{by}\"\\,{{}}", "" });
        }
        return default;
    }

    internal static Journal Fine(string table = "journal") => new(e => ((Counted)e.Data).By + 0.5m, table);
}
