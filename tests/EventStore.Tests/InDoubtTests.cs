using CommitmentTracker.EventStore;

namespace CommitmentTracker.Tests;

public sealed class InDoubtTests(Postgres postgres)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_backend_killed_just_before_commit_means_not_written_and_is_tried_again()
    {
        await using var log = await Log.Make(postgres, Ct);
        // Runs inside COMMIT; the sequence counts also what is rolled back, so that only the first attempt dies.
        await log.Run(
            """
            create sequence attempts;
            create function die_once() returns trigger language plpgsql as
                $$ begin if nextval('attempts') = 1 then perform pg_terminate_backend(pg_backend_pid()); end if; return null; end $$;
            create constraint trigger die_once after insert on mt_events deferrable initially deferred for each row
                when (new.stream_id = 'a') execute function die_once();
            """, Ct);

        var results = await log.Node().Append([Log.Promise("a", 0), Log.Promise("b", 0)], Ct);

        Assert.Equal(2, await log.One<long>("select last_value from attempts", Ct));
        Assert.Equal([1L, 2L], results.Select(r => Assert.IsType<AppendResult.Appended>(r).Position));
        await log.Sound(Ct);
    }

    [Fact]
    public async Task A_large_turn_whose_line_is_cut_before_or_after_commit_is_written_once()
    {
        await using var log = await Log.Make(postgres, Ct);
        await using var wire = new Wire(log.ConnectionString);
        var node = log.Node(connectionString: wire.ConnectionString);
        Append[] Large(int expected) => [.. Enumerable.Range(0, Trips.CopyFrom).Select(i => Log.Promise($"s{i}", expected))];

        wire.LoseNextCommit(); // by a body on its way out: COPY
        Assert.All(await node.Append(Large(0), Ct), r => Assert.IsType<AppendResult.Appended>(r));
        wire.LoseNextCommitAnswer();
        Assert.All(await node.Append(Large(1), Ct), r => Assert.IsType<AppendResult.Appended>(r));

        Assert.Equal(2, wire.Lost);
        Assert.Equal(2 * Trips.CopyFrom, await log.One<long>("select count(*) from mt_events", Ct));
        await log.Sound(Ct);
    }

    [Fact]
    public async Task An_answer_lost_after_commit_is_found_out_and_nothing_is_doubled()
    {
        await using var log = await Log.Make(postgres, Ct);
        await using var wire = new Wire(log.ConnectionString);
        var node = log.Node(connectionString: wire.ConnectionString);
        await node.Append([Log.Promise("a", 0)], Ct);

        wire.LoseNextCommitAnswer();
        var results = await node.Append([Log.Promise("a", 1), Log.Promise("a", 0), Log.Promise("b", 0)], Ct);

        Assert.Equal(1, wire.Lost);
        Assert.Equal([2L, 3L], [((AppendResult.Appended)results[0]).Position, ((AppendResult.Appended)results[2]).Position]);
        Assert.Equal(new AppendResult.Conflict("a", 2), results[1]);
        Assert.Equal(3, await log.One<long>("select count(*) from mt_events", Ct));
        await log.Sound(Ct);
    }

    [Fact]
    public async Task An_answer_that_never_comes_counts_as_lost_and_is_found_out()
    {
        await using var log = await Log.Make(postgres, Ct);
        await using var wire = new Wire(log.ConnectionString) { Silently = true };
        var node = log.Node(connectionString: wire.ConnectionString, options: new() { AnswerTimeout = TimeSpan.FromMilliseconds(300) });
        await node.Append([Log.Promise("a", 0)], Ct);

        wire.LoseNextCommitAnswer();
        var results = await node.Append([Log.Promise("a", 1)], Ct);
        var after = await node.Append([Log.Promise("a", 2)], Ct);

        Assert.Equal(1, wire.Lost);
        Assert.Equal([2L, 3L], [((AppendResult.Appended)results[0]).Position, ((AppendResult.Appended)after[0]).Position]);
        await log.Sound(Ct);
    }

    [Fact]
    public async Task A_commit_that_dies_before_the_server_has_it_is_done_again_once()
    {
        await using var log = await Log.Make(postgres, Ct);
        await using var wire = new Wire(log.ConnectionString);
        var node = log.Node(connectionString: wire.ConnectionString);
        await node.Append([Log.Promise("a", 0)], Ct);

        wire.LoseNextCommit();
        var results = await node.Append([Log.Promise("a", 1)], Ct);

        Assert.Equal(1, wire.Lost);
        Assert.Equal(2, Assert.IsType<AppendResult.Appended>(results[0]).Position);
        await log.Sound(Ct);
    }

    [Fact]
    public async Task A_database_that_stays_away_is_told_in_bounded_time_and_the_store_comes_back_by_itself()
    {
        await using var log = await Log.Make(postgres, Ct);
        await using var wire = new Wire(log.ConnectionString);
        var node = log.Node(connectionString: wire.ConnectionString, options: new() { Patience = TimeSpan.FromSeconds(2) });
        await node.Append([Log.Promise("a", 0)], Ct);

        wire.LoseNextCommitAnswer();
        wire.Closed = true;
        var inDoubt = await Assert.ThrowsAsync<StoreUnavailableException>(() => node.Append([Log.Promise("a", 1)], Ct).AsTask());
        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => node.Append([Log.Promise("b", 0)], Ct).AsTask());
        wire.Closed = false;

        Assert.Contains("outcome", inDoubt.Message, StringComparison.Ordinal);
        Assert.Contains("nothing was written", refused.Message, StringComparison.Ordinal);
        Assert.Equal(new AppendResult.Conflict("a", 2), (await node.Append([Log.Promise("a", 1)], Ct))[0]);
        Assert.IsType<AppendResult.Appended>((await node.Append([Log.Promise("b", 0)], Ct))[0]);
        await log.Sound(Ct);
    }

    [Fact]
    public async Task One_line_cut_long_after_an_outage_that_was_given_up_is_tried_again_like_any_other()
    {
        await using var log = await Log.Make(postgres, Ct);
        await using var wire = new Wire(log.ConnectionString);
        var node = log.Node(connectionString: wire.ConnectionString, options: new() { Patience = TimeSpan.FromSeconds(2) });
        await node.Append([Log.Promise("a", 0)], Ct);
        wire.LoseNextCommit();
        wire.Closed = true;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => node.Append([Log.Promise("a", 1)], Ct).AsTask());
        wire.Closed = false;

        // Since that outage began, more than the patience is over by now.
        wire.LoseNextCommit();
        var result = Assert.Single(await node.Append([Log.Promise("a", 1)], Ct));

        Assert.Equal(2, wire.Lost);
        Assert.Equal(2, Assert.IsType<AppendResult.Appended>(result).Position);
        await log.Sound(Ct);
    }

    [Fact]
    public async Task Backends_killed_under_load_lose_and_double_nothing()
    {
        await using var log = await Log.Make(postgres, Ct);
        Store[] nodes = [log.Node(), log.Node()];
        var moved = new SemaphoreSlim(0);
        var killed = 0L;
        var writers = Task.WhenAll(Enumerable.Range(0, 16).Select(async writer =>
        {
            for (var i = 0; i < 150; i++)
            {
                // One stream a writer: the versions it was told are the whole truth about it.
                var result = (await nodes[writer % 2].Append([Log.Promise($"s{writer}", i)], Ct))[0];
                Assert.Equal(i + 1, Assert.IsType<AppendResult.Appended>(result).Version);
                moved.Release();
            }
        }));
        // Each kill waits until the writers have moved on since the last one.
        while (!writers.IsCompleted)
        {
            killed += await log.One<long>(
                """
                select count(*) from (select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
                                      and query !~ 'listen') x
                """, Ct);
            for (var n = 0; n < 100 && !writers.IsCompleted; n++)
                await Task.WhenAny(moved.WaitAsync(Ct), writers);
        }
        await writers;

        Assert.True(killed > 10, $"Only {killed} backends were killed.");
        Assert.Equal(16 * 150, await log.One<long>("select count(*) from mt_events", Ct));
        await log.Sound(Ct);
    }
}
