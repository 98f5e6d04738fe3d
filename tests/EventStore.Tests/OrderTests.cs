using CommitmentTracker.EventStore;
using Npgsql;

namespace CommitmentTracker.Tests;

public sealed class OrderTests(Postgres postgres)
{
    // The one event that a trigger parks on an advisory lock while it is being inserted (the trick of JasperFx/marten#4964). It says when it is there,
    // and so does whoever asks for the head of the log: by ending a session of the test's, which takes effect at once, where NOTIFY would wait for COMMIT.
    const string Parking =
        """
        create table herald (what text, pid int);
        create function tell(it text) returns boolean language plpgsql as
            $$ begin perform pg_terminate_backend(pid) from herald where what = it; return true; end $$;
        create function park() returns trigger language plpgsql as
            $$ begin if new.data->>'note' = 'park' then perform tell('parked'); perform pg_advisory_xact_lock(4964); end if; return new; end $$;
        create trigger park before insert on mt_events for each row execute function park();
        alter table tracker.log_head rename to log_head_row;
        """;

    const string LockOn = "create view tracker.log_head as select * from tracker.log_head_row where tell('asked');";

    // FOR UPDATE passes over what a function returns: the store's own statements, and no lock.
    const string LockOff =
        """
        create function tracker.head() returns setof tracker.log_head_row language sql volatile as 'select * from tracker.log_head_row';
        create view tracker.log_head as select * from tracker.head() where tell('asked');
        create function tracker.move() returns trigger language plpgsql as
            $$ begin update tracker.log_head_row set last_seq = new.last_seq, last_recorded = new.last_recorded where last_seq = old.last_seq; return new; end $$;
        create trigger move instead of update on tracker.log_head for each row execute function tracker.move();
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

    [Fact(Timeout = 120_000)]
    public async Task No_later_event_becomes_visible_before_a_parked_one()
    {
        await using var log = await Log.Make(postgres, Ct);
        await log.Run(Parking + LockOn, Ct);
        var (slow, fast) = (log.Node(), log.Node());
        await using var road = await Blocked(log);

        var isParked = await Told(log, "parked");
        var parked = slow.Append([Log.Promise("slow", 0, note: "park")], Ct).AsTask();
        await isParked;
        var hasAsked = await Told(log, "asked");
        var later = fast.Append([Log.Promise("fast", 0)], Ct).AsTask();
        await hasAsked;
        Assert.Empty((await fast.ReadAll(0, 10, Ct)).Events);
        Assert.False(later.IsCompleted);
        await road.DisposeAsync();

        Assert.Equal([1L, 2L], (await Task.WhenAll(parked, later)).Select(r => ((AppendResult.Appended)r[0]).Position));
        Assert.Equal(["slow", "fast"], (await fast.ReadAll(0, 10, Ct)).Events.Select(e => e.Stream));
    }

    [Fact(Timeout = 120_000)]
    public async Task Control_with_the_lock_off_the_same_store_lets_the_later_event_pass_and_loses_the_parked_one()
    {
        await using var log = await Log.Make(postgres, Ct);
        await log.Run(Parking + LockOff, Ct);
        var (slow, fast) = (log.Node(), log.Node());
        await using var road = await Blocked(log);

        var isParked = await Told(log, "parked");
        var parked = slow.Append([Log.Promise("slow", 0, note: "park")], Ct).AsTask();
        await isParked;
        var later = (await fast.Append([Log.Promise("fast", 0)], Ct))[0]; // nothing holds it up
        Assert.Equal(["fast"], (await fast.ReadAll(0, 10, Ct)).Events.Select(e => e.Stream));
        await road.DisposeAsync();

        Assert.Equal(1, Assert.IsType<AppendResult.Appended>(later).Position);
        Assert.IsType<AppendResult.Rejected>((await parked)[0]); // both had number 1
    }

    [Fact(Timeout = 120_000)]
    public async Task Control_without_the_lock_a_reader_by_position_skips_the_parked_event()
    {
        await using var log = await Log.Make(postgres, Ct);
        await log.Run(Parking + LockOn + "insert into mt_streams (id) values ('slow'), ('fast');", Ct);
        const string Insert = "insert into mt_events (seq_id, id, stream_id, version, data, type) values (nextval('mt_events_sequence'), gen_random_uuid(), ";
        await using var road = await Blocked(log);

        var isParked = await Told(log, "parked");
        var parked = log.Run(Insert + """'slow', 1, '{"note":"park"}', 'flour_promised')""", Ct);
        await isParked;
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

    /// <summary>Completes when the database tells this. Ask first: who is told is known by then.</summary>
    static async Task<Task> Told(Log log, string what)
    {
        var session = new NpgsqlConnection(log.ConnectionString + ";Pooling=false");
        await session.OpenAsync(Ct);
        await using var ask = new NpgsqlCommand("insert into herald values ($1, pg_backend_pid())", session) { Parameters = { new() { Value = what } } };
        await ask.ExecuteNonQueryAsync(Ct);
        return End();

        async Task End()
        {
            await using (session)
                await Assert.ThrowsAnyAsync<NpgsqlException>(() => session.WaitAsync(Ct));
        }
    }
}
