using System.Text;
using CommitmentTracker.EventStore;
using Npgsql;

namespace CommitmentTracker.Tests;

public sealed class ReadingTests(Postgres postgres)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_streams_are_read_at_once_each_after_its_version()
    {
        await using var log = await Log.Make(postgres, Ct);
        var node = log.Node();
        await node.Append([Log.Promise("b", 0, 1), Log.Promise("a", 0, 2), Log.Promise("b", 1, 3), Log.Promise("c", 0, 4)], Ct);

        var read = await node.ReadStreams([new("b", 0), new("none", 0), new("a", 0), new("c", 1)], Ct);

        Assert.Equal([("b", 1), ("b", 2), ("a", 1)], read.Select(e => (e.Stream, (int)e.Version)));
        Assert.Equal(new FlourPromised(3), read[1].Data);
        Assert.Equal("2 0 1", string.Join(' ', await node.Versions(["b", "none", "c"], Ct)));
        Assert.Equal(4, (await node.Head(Ct)).Position);
    }

    [Fact]
    public async Task An_event_comes_back_with_all_that_was_said()
    {
        await using var log = await Log.Make(postgres, Ct);
        var node = log.Node();
        var metadata = new Metadata("officer", "trace", "cause", Encoding.UTF8.GetBytes("""{"reason":"said so"}"""));
        var done = (AppendResult.Appended)(await node.Append([new("a", "commitment", 0, [new FlourPromised(5, "Ҷумҳурии Тоҷикистон")], metadata, [])], Ct))[0];

        var read = Assert.Single((await node.ReadAll(0, 10, Ct)).Events);

        Assert.Equal((1, "a", 1, "flour_promised", done.RecordedAt, "officer"), (read.Position, read.Stream, read.Version, read.Type, read.RecordedAt, read.Actor));
        Assert.Equal(("trace", "cause"), (read.Correlation, read.Causation));
        Assert.Equal("""{"reason": "said so"}""", Encoding.UTF8.GetString(read.Headers.Span));
        Assert.Equal(new FlourPromised(5, "Ҷумҳурии Тоҷикистон"), read.Data);
    }

    [Fact]
    public async Task An_event_that_a_foreign_program_archived_is_left_out_and_is_no_hole()
    {
        await using var log = await Log.Make(postgres, Ct);
        var node = log.Node();
        await node.Append([.. Enumerable.Range(0, 4).Select(i => Log.Promise("a", i))], Ct);
        await log.Run("update mt_events set is_archived = true where seq_id = 2", Ct);

        Assert.Equal([1L, 3L, 4L], (await node.ReadAll(0, 10, Ct)).Events.Select(e => e.Position));
        Assert.Equal([1L, 3L, 4L], (await node.ReadStreams([new("a", 0)], Ct)).Select(e => e.Position));
        Assert.Equal([3L, 4L], (await node.ReadAt([4, 2, 3, 9], Ct)).Select(e => e.Position));
        Assert.Equal([1L, 3L, 4L], (await node.History("a", null, null, 0, null, 10, Ct)).Select(e => e.Position));
    }

    [Fact]
    public async Task A_page_of_archived_events_alone_says_how_far_it_went()
    {
        await using var log = await Log.Make(postgres, Ct);
        var node = log.Node();
        await node.Append([.. Enumerable.Range(0, 4).Select(i => Log.Promise("a", i))], Ct);
        await log.Run("update mt_events set is_archived = true where seq_id > 2", Ct);

        var (events, through) = await node.ReadAll(2, 1, Ct);
        Assert.Equal((0, 3), (events.Count, through));
        Assert.Equal(4, (await node.ReadAll(0, 10, Ct)).Through);
        Assert.Equal(4, (await node.ReadAll(4, 10, Ct)).Through);
    }

    [Fact]
    public async Task History_is_filtered_by_stream_prefix_and_type_and_paged_by_position()
    {
        await using var log = await Log.Make(postgres, Ct);
        var node = log.Node();
        Append Deliver(string stream, long expected) => Log.Promise(stream, expected) with { Events = [new FlourDelivered(1)] };
        await node.Append([Log.Promise("c:a", 0), Log.Promise("t:a", 0), Deliver("c:a", 1), Deliver("c:b", 0), Deliver("t:a", 1)], Ct);

        async Task<string> History(string? stream, string? prefix, string[]? types, long after = 0, int limit = 10, long? upTo = null) =>
            string.Join(' ', (await node.History(stream, prefix, types, after, upTo, limit, Ct)).Select(e => e.Position));
        Assert.Equal("1 3", await History("c:a", null, null));
        Assert.Equal("1 3 4", await History(null, "c:", null));
        Assert.Equal("3 4", await History(null, "c:", ["flour_delivered"]));
        Assert.Equal("4 5", await History(null, null, ["flour_delivered"], after: 3));
        Assert.Equal("1 2", await History(null, null, null, limit: 2));
        Assert.Equal("3 4", await History(null, null, ["flour_delivered"], after: 1, upTo: 4));
    }

    [Fact]
    public async Task A_waiter_is_woken_by_its_own_node_and_by_another()
    {
        await using var log = await Log.Make(postgres, Ct);
        // No poll within this test's life: what wakes is the notification.
        var options = new StoreOptions { Poll = TimeSpan.FromHours(1) };
        var (here, there) = (log.Node(options: options), log.Node(options: options));
        await there.Append([Log.Promise("a", 0)], Ct);
        await here.WaitPast(0, Ct); // the listener is up, and has looked

        var waiting = here.WaitPast(1, Ct);
        Assert.False(waiting.IsCompleted);
        await there.Append([Log.Promise("a", 1)], Ct);
        await waiting;
        await here.Append([Log.Promise("a", 2)], Ct);
        Assert.True(here.WaitPast(2, Ct).IsCompleted);
    }

    [Fact]
    public async Task A_listener_whose_backend_was_killed_listens_again()
    {
        await using var log = await Log.Make(postgres, Ct);
        var (here, there) = (log.Node(), log.Node());
        await there.Append([Log.Promise("a", 0)], Ct);
        await here.WaitPast(0, Ct);
        await log.Run("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()", Ct);
        await there.Append([Log.Promise("a", 1)], Ct);

        await here.WaitPast(1, Ct);
    }

    [Theory]
    [InlineData(nameof(Reading.PageSql), "pkey_mt_events_seq_id", "5", "100")]
    [InlineData(nameof(Reading.StreamsSql), "pk_mt_events_stream_and_version", "array['s1','s2']", "array[0,1]")]
    [InlineData(nameof(Reading.VersionsSql), "pkey_mt_streams_id", "array['s1','s2']")]
    [InlineData(nameof(Reading.AtSql), "pkey_mt_events_seq_id", "array[5,2000]")]
    public async Task The_hot_reads_use_their_index(string read, string index, params string[] values)
    {
        await using var log = await Log.Make(postgres, Ct);
        await log.Node().Append([.. Enumerable.Range(0, 3_000).Select(i => Log.Promise($"s{i % 1_000}", i / 1_000))], Ct);
        await log.Run("analyze mt_events, mt_streams", Ct);
        var (sql, types) = read switch
        {
            nameof(Reading.PageSql) => (Reading.PageSql, "bigint, bigint"),
            nameof(Reading.StreamsSql) => (Reading.StreamsSql, "varchar[], bigint[]"),
            nameof(Reading.AtSql) => (Reading.AtSql, "bigint[]"),
            _ => (Reading.VersionsSql, "varchar[]"),
        };

        await using var connection = await log.Source.OpenConnectionAsync(Ct);
        // The generic plan: the one that a prepared statement ends up with.
        await using var prepare = new NpgsqlCommand($"set plan_cache_mode = force_generic_plan; prepare hot ({types}) as {sql}", connection);
        await prepare.ExecuteNonQueryAsync(Ct);
        await using var explain = new NpgsqlCommand($"explain execute hot ({string.Join(", ", values)})", connection);
        await using var reader = await explain.ExecuteReaderAsync(Ct);
        var plan = "";
        while (await reader.ReadAsync(Ct))
            plan += reader.GetString(0) + "\n";

        Assert.Contains($"Index Scan using {index}", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
    }
}
