using CommitmentTracker.EventStore;

namespace CommitmentTracker.Tests;

public sealed class AppendTests(Postgres postgres)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_rests_on_an_append_that_lost_its_place_is_not_taken_because_another_event_stands_there()
    {
        await using var log = await Log.Make(postgres, Ct);
        var (here, elsewhere) = (log.Node(), log.Node());
        await here.Append([Log.Promise("s", 0)], Ct);
        await elsewhere.Append([Log.Promise("s", 1)], Ct);

        var results = await here.Append([Log.Promise("s", 1), Log.Promise("s", 2), Log.Promise("t", 0) with { Reads = [new("s", 2)] }], Ct);

        Assert.All(results, r => Assert.Equal(new AppendResult.Conflict("s", 2), r));
        await log.Sound(Ct);
    }

    [Fact]
    public async Task A_group_chains_on_one_stream_and_is_answered_in_order()
    {
        await using var log = await Log.Make(postgres, Ct);
        var results = await log.Node().Append([Log.Promise("a", 0), Log.Promise("a", 1), Log.Promise("b", 0), Log.Promise("a", 2)], Ct);

        Assert.Equal([(1, 1), (2, 2), (1, 3), (3, 4)], results.Cast<AppendResult.Appended>().Select(r => ((int)r.Version, (int)r.Position)));
        await log.Sound(Ct);
    }

    [Fact]
    public async Task A_group_larger_than_a_turn_spans_turns_in_order()
    {
        await using var log = await Log.Make(postgres, Ct);
        var results = await log.Node(options: new() { TurnAppends = 7 }).Append([.. Enumerable.Range(0, 50).Select(i => Log.Promise("a", i))], Ct);

        Assert.Equal(Enumerable.Range(1, 50), results.Select(r => (int)Assert.IsType<AppendResult.Appended>(r).Position));
        await log.Sound(Ct);
    }

    [Fact]
    public async Task A_large_turn_writes_the_same_rows_as_small_ones()
    {
        await using var log = await Log.Make(postgres, Ct);
        var node = log.Node(new Clock(new(2024, 8, 22, 12, 0, 0, TimeSpan.Zero)));
        Append Both(string stream, int i) => new(stream, "commitment", 0, [new FlourPromised(i, "Ұн — мука 🌾 \"\\"), new FlourDelivered(i)],
            new Metadata("officer", i % 2 == 0 ? null : "trace", i % 3 == 0 ? null : "cause", i % 5 == 0 ? default : "{\"reason\": \"ұн\"}"u8.ToArray()), []);
        await node.Append([.. Enumerable.Range(0, Trips.CopyFrom).Select(i => Both($"large-{i}", i))], Ct);
        for (var i = 0; i < Trips.CopyFrom; i += 32)
            await node.Append([.. Enumerable.Range(i, 32).Select(k => Both($"small-{k}", k))], Ct);

        Assert.Equal(0, await log.One<long>(
            """
            select count(*) from
                (select *, substr(stream_id, 7) key, to_jsonb(e) - 'seq_id' - 'id' - 'stream_id' - 'timestamp' said from mt_events e where stream_id like 'large-%') a
                full join (select *, substr(stream_id, 7) key, to_jsonb(e) - 'seq_id' - 'id' - 'stream_id' - 'timestamp' said from mt_events e where stream_id like 'small-%') b
                using (key, version) where a.said is distinct from b.said or uuid_send(a.id) > uuid_send(b.id) or a.timestamp >= b.timestamp
            """, Ct));
        Assert.Equal(4 * Trips.CopyFrom, await log.One<long>("select count(*) from mt_events", Ct));
        await log.Sound(Ct);
    }

    [Fact]
    public async Task A_conflict_leaves_no_trace_and_takes_no_number()
    {
        await using var log = await Log.Make(postgres, Ct);
        var node = log.Node();
        await node.Append([Log.Promise("a", 0)], Ct);

        var mixed = await node.Append([Log.Promise("a", 0), Log.Promise("b", 0), Log.Promise("b", 0)], Ct);
        var alone = await node.Append([Log.Promise("c", 4)], Ct);
        var after = await node.Append([Log.Promise("c", 0)], Ct);

        Assert.Equal(
            [new AppendResult.Conflict("a", 1), new AppendResult.Conflict("b", 1), new AppendResult.Conflict("c", 0)],
            [mixed[0], mixed[2], alone[0]]);
        Assert.Equal(3, Assert.IsType<AppendResult.Appended>(after[0]).Position);
        await log.Sound(Ct);
    }

    [Fact]
    public async Task A_stream_that_was_read_and_has_moved_is_a_conflict()
    {
        await using var log = await Log.Make(postgres, Ct);
        var node = log.Node();
        await node.Append([Log.Promise("source", 0)], Ct);

        var results = await node.Append(
            [
                Log.Promise("a", 0, reads: new StreamVersion("source", 1)),
                Log.Promise("source", 1),
                Log.Promise("b", 0, reads: new StreamVersion("source", 1)),
                Log.Promise("c", 0, reads: new StreamVersion("nowhere", 0)),
            ], Ct);

        Assert.IsType<AppendResult.Appended>(results[0]);
        Assert.Equal(new AppendResult.Conflict("source", 2), results[2]);
        Assert.IsType<AppendResult.Appended>(results[3]);
        Assert.Equal(0, Assert.Single(await node.Versions(["b"], Ct)));
    }

    // A turn of many events is written another way.
    [Theory]
    [InlineData(40)]
    [InlineData(Trips.CopyFrom)]
    public async Task A_poisoned_append_fails_alone(int count)
    {
        await using var log = await Log.Make(postgres, Ct);
        await log.Run(
            """
            create function poison() returns trigger language plpgsql as
                $$ begin if new.data->>'note' = 'poison' then raise 'poisoned'; end if; return new; end $$;
            create trigger poison before insert on mt_events for each row execute function poison();
            """, Ct);

        var results = await log.Node().Append([.. Enumerable.Range(0, count).Select(i => Log.Promise($"s{i}", 0, note: i == 17 ? "poison" : ""))], Ct);

        Assert.Contains("poisoned", Assert.IsType<AppendResult.Rejected>(results[17]).Error.Message, StringComparison.Ordinal);
        Assert.Equal(count - 1, results.Count(r => r is AppendResult.Appended));
        await log.Sound(Ct);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(Trips.CopyFrom)]
    public async Task A_row_that_a_foreign_trigger_swallows_is_never_acknowledged(int count)
    {
        await using var log = await Log.Make(postgres, Ct);
        await log.Run(
            """
            create function swallow() returns trigger language plpgsql as $$ begin return null; end $$;
            create trigger swallow before insert on mt_events for each row when (new.stream_id = 'lost') execute function swallow();
            """, Ct);

        var results = await log.Node().Append([.. Enumerable.Range(1, count - 1).Select(i => Log.Promise($"kept{i}", 0)), Log.Promise("lost", 0)], Ct);

        Assert.All(results[..^1], r => Assert.IsType<AppendResult.Appended>(r));
        Assert.IsType<AppendResult.Rejected>(results[^1]);
        await log.Sound(Ct);
    }

    [Theory]
    [InlineData("\0", true)]
    [InlineData("\\\0", true)]
    [InlineData("\\u0000", false)] // the six characters, not the one
    [InlineData("\\\\u0000\0", true)]
    public async Task What_jsonb_cannot_hold_is_refused_before_the_queue(string note, bool refused)
    {
        await using var log = await Log.Make(postgres, Ct);
        var results = await log.Node().Append([Log.Promise("a", 0, note: note), Log.Promise("b", 0)], Ct);

        Assert.Equal(refused, results[0] is AppendResult.Rejected { Error: ArgumentException });
        Assert.Equal(refused, results[0] is not AppendResult.Appended);
        Assert.IsType<AppendResult.Appended>(results[1]);
    }

    [Fact]
    public async Task A_stream_name_that_is_no_text_is_refused_before_the_queue()
    {
        await using var log = await Log.Make(postgres, Ct);
        var results = await log.Node().Append([Log.Promise("a\0", 0), Log.Promise("a\ud83d", 0), Log.Promise("\ud83c\udf3e", 0)], Ct);

        Assert.Equal([true, true, false], results.Select(r => r is AppendResult.Rejected));
    }

    [Fact]
    public async Task Recorded_time_never_goes_back_with_the_clock()
    {
        await using var log = await Log.Make(postgres, Ct);
        var clock = new Clock(new(2024, 8, 22, 12, 0, 0, TimeSpan.Zero));
        var node = log.Node(clock);
        var before = (AppendResult.Appended)(await node.Append([Log.Promise("a", 0)], Ct))[0];
        clock.Now -= TimeSpan.FromHours(2);
        var after = (AppendResult.Appended)(await node.Append([Log.Promise("a", 1)], Ct))[0];

        Assert.Equal(clock.Now.AddHours(2), before.RecordedAt);
        Assert.Equal(before.RecordedAt.AddMicroseconds(1), after.RecordedAt);
        Assert.Equal([before.RecordedAt, after.RecordedAt], (await node.ReadAll(0, 10, Ct)).Events.Select(e => e.RecordedAt));
    }

    [Fact]
    public async Task A_full_queue_says_so_and_loses_nothing_it_took()
    {
        await using var log = await Log.Make(postgres, Ct);
        var node = log.Node(options: new() { QueueLimit = 10 });
        await using var held = await log.Source.OpenConnectionAsync(Ct);
        await using var holding = await held.BeginTransactionAsync(Ct);
        await using (var hold = new Npgsql.NpgsqlCommand("select 1 from tracker.log_head for update", held))
            await hold.ExecuteNonQueryAsync(Ct);

        var taken = new List<Task<AppendResult[]>>();
        StoreOverloadedException? full = null;
        while (full is null)
        {
            try
            {
                taken.Add(node.Append([Log.Promise($"s{taken.Count}", 0)], Ct).AsTask());
            }
            catch (StoreOverloadedException e)
            {
                full = e;
            }
            if (taken is [.., { IsFaulted: true } last])
                full = last.Exception!.InnerException as StoreOverloadedException;
        }
        taken.RemoveAll(t => t.IsFaulted);
        await holding.RollbackAsync(Ct);

        Assert.True(full.RetryAfter > TimeSpan.Zero);
        Assert.InRange(taken.Count, 10, 600);
        Assert.All(await Task.WhenAll(taken), r => Assert.IsType<AppendResult.Appended>(r[0]));
        await log.Sound(Ct);
    }

    [Fact]
    public async Task Cancelling_ends_the_waiting_and_not_the_store()
    {
        await using var log = await Log.Make(postgres, Ct);
        var node = log.Node();
        await using (var held = await log.Source.OpenConnectionAsync(Ct))
        await using (var holding = await held.BeginTransactionAsync(Ct))
        {
            await using (var hold = new Npgsql.NpgsqlCommand("select 1 from tracker.log_head for update", held))
                await hold.ExecuteNonQueryAsync(Ct);
            using var impatient = CancellationTokenSource.CreateLinkedTokenSource(Ct);
            var waiting = node.Append([Log.Promise("a", 0)], impatient.Token).AsTask();
            await impatient.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        }
        Assert.IsType<AppendResult.Appended>((await node.Append([Log.Promise("b", 0)], Ct))[0]);
        await log.Sound(Ct);
    }

    [Fact]
    public async Task Closing_the_store_finishes_what_waits()
    {
        await using var log = await Log.Make(postgres, Ct);
        var node = log.Node();
        var waiting = Enumerable.Range(0, 50).Select(i => node.Append([Log.Promise($"s{i}", 0)], Ct).AsTask()).ToList();
        await node.DisposeAsync();

        Assert.All(await Task.WhenAll(waiting), r => Assert.IsType<AppendResult.Appended>(r[0]));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => node.Append([Log.Promise("late", 0)], Ct).AsTask());
    }

    sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        internal DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
