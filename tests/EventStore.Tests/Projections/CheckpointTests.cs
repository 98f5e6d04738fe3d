using CommitmentTracker.EventStore;
using CommitmentTracker.EventStore.Projections;
using Npgsql;

namespace CommitmentTracker.Tests.Projections;

/// <summary>Rows and checkpoint move together or not at all. Each test of it has its control: the same, with a runner that lets them part.</summary>
public sealed class CheckpointTests(Postgres postgres)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_runners_that_hold_the_same_page_at_once_count_it_once()
    {
        await using var register = await Register.Of(postgres, new Counter());
        await register.Append("tally:a", 0, Register.Counts(10));
        var both = new TaskCompletionSource();
        var here = 0;
        Task Meet()
        {
            if (Interlocked.Increment(ref here) == 2)
                both.SetResult();
            return both.Task;
        }
        var (a, b) = (register.Node(new Counter(Meet)), register.Node(new Counter(Meet)));
        await Task.WhenAll(a.Drain(Ct), b.Drain(Ct));
        Assert.Equal(10, await register.One<long>("select events from read.counter"));
        Assert.Equal((10, 10), (a.Position("Counter"), b.Position("Counter")));
    }

    [Fact]
    public async Task Control_two_runners_without_compare_and_set_count_it_twice()
    {
        await using var register = await Register.Of(postgres, new Counter());
        await register.Append("tally:a", 0, Register.Counts(10));
        var (a, b) = (await Careless.Take(register), await Careless.Take(register));
        await a.Write();
        await a.Check();
        await b.Write();
        await b.Check();
        Assert.Equal(20, await register.One<long>("select events from read.counter"));
    }

    [Fact]
    public async Task Many_pages_with_two_runners_at_once_come_out_exact()
    {
        await using var register = await Register.Of(postgres, new Counter());
        for (var i = 0; i < 5; i++)
            await register.Append($"tally:{i}", 0, Register.Counts(1500));
        var (a, b) = (register.Node(new Counter()), register.Node(new Counter()));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var running = a.Run(stop.Token);
        await Task.WhenAll(b.Drain(Ct), a.Drain(Ct));
        var last = await register.Append("tally:0", 1500, Register.Counts(7));
        await Task.WhenAll(b.Drain(Ct), a.Drain(Ct));
        await stop.CancelAsync();
        await running;
        Assert.Equal(last, await register.One<long>("select events from read.counter"));
    }

    [Fact]
    public async Task Killed_between_checkpoint_and_commit_it_leaves_nothing_and_goes_on()
    {
        await using var register = await Register.Of(postgres, new Counter());
        await register.Append("tally:a", 0, Register.Counts(10));
        await DieOnceIn(register, "read.counter");
        await register.Node(new Counter()).Drain(Ct);
        Assert.Equal(10, await register.One<long>("select events from read.counter"));
        Assert.True(await register.One<long>("select last_value from fuse") > 1, "The backend was not killed.");
    }

    [Fact]
    public async Task Control_killed_between_rows_and_a_checkpoint_of_its_own_it_counts_twice()
    {
        await using var register = await Register.Of(postgres, new Counter());
        await register.Append("tally:a", 0, Register.Counts(10));
        var first = await Careless.Take(register);
        await DieOnceIn(register, "public.mt_event_progression");
        await first.Write();
        await Assert.ThrowsAnyAsync<NpgsqlException>(first.Check);
        var again = await Careless.Take(register);
        await again.Write();
        await again.Check();
        Assert.Equal(20, await register.One<long>("select events from read.counter"));
    }

    static Task DieOnceIn(Register register, string table) => register.Run(
        $"""
        create sequence fuse;
        create function die() returns trigger language plpgsql as $$
            begin
                if nextval('fuse') = 1 then perform pg_terminate_backend(pg_backend_pid()); end if;
                return new;
            end $$;
        create trigger die after insert or update on {table} for each row execute function die();
        """);

    /// <summary>What we do not do: rows in one transaction, the checkpoint in another, and set without a look.</summary>
    sealed class Careless(Register register, IReadOnlyList<StoredEvent> page)
    {
        internal static async Task<Careless> Take(Register register)
        {
            await register.Run("insert into mt_event_progression (name, last_seq_id) values ('Counter:All', 0) on conflict do nothing");
            return new(register, (await register.Store.ReadAll(await register.One<long>("select last_seq_id from mt_event_progression"), 1000, Ct)).Events);
        }

        internal async Task Write()
        {
            var counter = new Counter();
            await using var connection = await register.Source.OpenConnectionAsync(Ct);
            var rows = new PageRows(counter.Tables).Begin(async (select, ct) => await new NpgsqlBatch(connection) { BatchCommands = { select } }.ExecuteReaderAsync(ct));
            await counter.Project(page, rows, Ct);
            await using var batch = new NpgsqlBatch(connection);
            foreach (var statement in rows.Statements())
                batch.BatchCommands.Add(statement);
            await batch.ExecuteNonQueryAsync(Ct);
        }

        internal Task Check() => register.Run($"update mt_event_progression set last_seq_id = {page[^1].Position} where name = 'Counter:All'");
    }
}
