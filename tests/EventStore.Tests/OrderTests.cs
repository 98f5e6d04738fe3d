using CommitmentTracker.EventStore;
using Npgsql;

namespace CommitmentTracker.Tests;

public sealed class OrderTests(Postgres postgres)
{
    // The one event that a trigger parks on an advisory lock while it is being inserted (the trick of JasperFx/marten#4964).
    const string Parking =
        """
        create function park() returns trigger language plpgsql as
            $$ begin if new.data->>'note' = 'park' then perform pg_advisory_xact_lock(4964); end if; return new; end $$;
        create trigger park before insert on mt_events for each row execute function park();
        """;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_nodes_with_sixteen_writers_each_leave_no_hole_and_lose_nothing()
    {
        await using var log = await Log.Make(postgres, Ct);
        Store[] nodes = [log.Node(), log.Node()];
        var acknowledged = await Task.WhenAll(Enumerable.Range(0, 32).Select(async writer =>
        {
            var random = new Random(writer);
            var mine = new List<long>();
            for (var i = 0; i < 60; i++)
            {
                // Five streams for everyone: most attempts meet a version that somebody else has just taken.
                var stream = $"s{random.Next(5)}";
                var node = nodes[writer % 2];
                var expected = (await node.Versions([stream], Ct))[0];
                var result = (await node.Append([Log.Promise(stream, expected, writer)], Ct))[0];
                Assert.IsNotType<AppendResult.Rejected>(result);
                if (result is AppendResult.Appended done)
                    mine.Add(done.Position);
            }
            return mine;
        }));

        var positions = acknowledged.SelectMany(p => p).Order().ToList();
        Assert.Equal(Enumerable.Range(1, positions.Count).Select(i => (long)i), positions);
        Assert.Equal(positions.Count, (await nodes[0].ReadAll(0, 10_000, Ct)).Events.Count);
        Assert.InRange(positions.Count, 60, 32 * 60 - 1); // not one conflict would mean that nothing raced
        await log.Sound(Ct);
    }

    [Fact]
    public async Task No_later_event_becomes_visible_before_a_parked_one()
    {
        await using var log = await Log.Make(postgres, Ct);
        await log.Run(Parking, Ct);
        var (slow, fast) = (log.Node(), log.Node());
        await using var road = await Blocked(log);

        var parked = slow.Append([Log.Promise("slow", 0, note: "park")], Ct).AsTask();
        await Waiting(log, "advisory", parked);
        var later = fast.Append([Log.Promise("fast", 0)], Ct).AsTask();
        await Waiting(log, "transactionid", later);
        Assert.Empty((await fast.ReadAll(0, 10, Ct)).Events);
        await road.DisposeAsync();

        Assert.Equal([1L, 2L], (await Task.WhenAll(parked, later)).Select(r => ((AppendResult.Appended)r[0]).Position));
        Assert.Equal(["slow", "fast"], (await fast.ReadAll(0, 10, Ct)).Events.Select(e => e.Stream));
    }

    [Fact]
    public async Task Control_without_the_lock_a_reader_by_position_skips_the_parked_event()
    {
        await using var log = await Log.Make(postgres, Ct);
        await log.Run(Parking + "insert into mt_streams (id) values ('slow'), ('fast');", Ct);
        const string Insert = "insert into mt_events (seq_id, id, stream_id, version, data, type) values (nextval('mt_events_sequence'), gen_random_uuid(), ";
        await using var road = await Blocked(log);

        var parked = log.Run(Insert + """'slow', 1, '{"note":"park"}', 'flour_promised')""", Ct);
        await Waiting(log, "advisory", parked);
        await log.Run(Insert + "'fast', 1, '{}', 'flour_promised')", Ct);
        const string Next = "select coalesce(string_agg(stream_id, ',' order by seq_id), '') from mt_events where seq_id > ";
        var seenFirst = await log.One<string>(Next + "0", Ct);
        await road.DisposeAsync();
        await parked;
        var seenThen = await log.One<string>(Next + "2", Ct); // where the naive reader goes on after what it saw

        Assert.Equal(("fast", ""), (seenFirst, seenThen));
        Assert.Equal(["slow", "fast"], (await log.Node().ReadAll(0, 10, Ct)).Events.Select(e => e.Stream)); // it was number 1 all along
    }

    [Fact]
    public async Task A_reader_that_checks_raises_the_alarm_where_the_naive_one_skips()
    {
        await using var log = await Log.Make(postgres, Ct);
        var node = log.Node();
        await node.Append([.. Enumerable.Range(0, 5).Select(i => Log.Promise("a", i))], Ct);
        await log.Run("delete from mt_events where seq_id = 3", Ct);

        await Assert.ThrowsAsync<LogBrokenException>(() => node.ReadAll(0, 10, Ct));
        await Assert.ThrowsAsync<LogBrokenException>(() => node.ReadAll(2, 10, Ct));
        Assert.Equal(2, (await node.ReadAll(3, 10, Ct)).Events.Count);
    }

    static async Task<NpgsqlConnection> Blocked(Log log)
    {
        // No pool: closing it must end the session, and with it the lock.
        var connection = new NpgsqlConnection(log.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(Ct);
        await using var hold = new NpgsqlCommand("select pg_advisory_lock(4964)", connection);
        await hold.ExecuteNonQueryAsync(Ct);
        return connection;
    }

    /// <summary>Returns when the work waits for such a lock, or is through: asks the server again as fast as it answers.</summary>
    static async Task Waiting(Log log, string lockType, Task work)
    {
        while (!work.IsCompleted && !await log.One<bool>(
            $"""
            select exists (select from pg_locks l join pg_stat_activity a using (pid)
                           where a.datname = current_database() and l.locktype = '{lockType}' and not l.granted)
            """, Ct))
            await Task.Yield();
    }
}
