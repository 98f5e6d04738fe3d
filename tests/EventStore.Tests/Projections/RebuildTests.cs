using CommitmentTracker.EventStore;
using CommitmentTracker.EventStore.Projections;
using Npgsql;

namespace CommitmentTracker.Tests.Projections;

/// <summary>A rebuild gives the bytes the live projection gave, beside it, and takes its place at once.</summary>
public sealed class RebuildTests(Postgres postgres)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rebuilt_under_load_equals_live_byte_for_byte()
    {
        // The same twice: one is rebuilt while events come in, its twin is not.
        IProjection[] all = [Register.Tallies(), Register.Tallies("Twins", "twin"), Journal.Fine(), Journal.Fine("beside"), new Counter()];
        await using var register = await Register.Of(postgres, all);
        for (var i = 0; i < 20; i++)
            await register.Append($"tally:{i}", 0, [.. Register.Counts(500), new Renamed(i % 5 == 0 ? "gone" : $"n{i}"), .. Register.Counts(i)]);
        var node = register.Node(all);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var running = node.Run(end.Token);
        var load = Task.Run(async () =>
        {
            var version = 0;
            while (!end.IsCancellationRequested)
            {
                await register.Append("tally:busy", version, Register.Counts(20));
                version += 20;
            }
        }, Ct);
        await node.Rebuild("Tallies", null, Ct);
        await register.Node(all).Rebuild("Journal", null, Ct);
        await node.Rebuild("Counter", null, Ct);
        await end.CancelAsync();
        await Task.WhenAll(running, load);
        await node.Drain(Ct);

        Assert.Equal(await register.Rows("twin"), await register.Rows("tally"));
        Assert.Equal(await register.Rows("beside"), await register.Rows("journal"));
        Assert.Equal(await register.One<long>("select count(*) from mt_events where type = 'counted'"), await register.One<long>("select events from read.counter"));
        Assert.Empty(await Migrations.Check(register.Source, all, Ct));
        Assert.All(await node.States(Ct), s => Assert.Null(s.Fault));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-0.5")]
    [InlineData("1e0")]
    [InlineData("10000")]
    [InlineData("2000000000")]
    [InlineData("1140.06")]
    [InlineData("-99999999.9999")]
    [InlineData("0.00001234")]
    [InlineData("0.0000000000000000000000000001")]
    [InlineData("12345.678900")]
    [InlineData("79228162514264337593543950335")]
    public async Task A_number_is_copied_as_it_is_upserted(string number)
    {
        await using var register = await Register.Of(postgres);
        var table = new ReadTable("number", [new("id", "text not null"), new("n", "numeric not null")], ["id"]);
        await register.Run(ReadTableDdl.Create(table));
        var value = decimal.Parse(number, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture);
        await using var connection = await register.Source.OpenConnectionAsync(Ct);
        var rows = new TableRows(table, "");
        await rows.Copy(connection, [["copied", value]], Ct);
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { rows.Upsert([["upserted", value]]) } };
        await batch.ExecuteNonQueryAsync(Ct);
        Assert.Equal(1, await register.One<long>("select count(distinct n::text) from read.number"));
        Assert.Equal(value, await register.One<decimal>("select n from read.number where id = 'copied'"));
    }

    [Fact]
    public async Task A_rebuild_tells_its_progress_and_both_row_counts()
    {
        await using var register = await Register.Of(postgres, Journal.Fine());
        await register.Append("tally:a", 0, Register.Counts(10));
        var node = register.Node(Journal.Fine());
        await node.Drain(Ct);
        await register.Run("delete from read.journal where position > 7");
        var told = new Told();
        await node.Rebuild("Journal", told, Ct);
        Assert.Equal(("journal", 7, 10), Assert.Single(told.All[^1].Rows));
        Assert.Equal(10, told.All[^1].Position);
        Assert.Equal(10, await register.One<long>("select count(*) from read.journal"));
    }

    [Fact]
    public async Task A_rebuild_whose_last_page_is_archived_does_not_go_back_behind_live()
    {
        await using var register = await Register.Of(postgres, new Counter());
        await register.Append("tally:a", 0, Register.Counts(20));
        var node = register.Node(new Counter());
        await node.Drain(Ct);
        // The log grows, and live with it, when the rebuild has looked for the last time before its swap.
        var reports = 0;
        await node.Rebuild("Counter", new Told(p =>
        {
            if (p.Position == 20 && ++reports == 3)
                Grow().GetAwaiter().GetResult();
        }), Ct);
        async Task Grow()
        {
            await register.Append("tally:b", 0, Register.Counts(2000));
            await register.Run("update mt_events set is_archived = true where seq_id > 20");
            await node.Drain(Ct);
        }

        Assert.Equal(3, reports);
        Assert.Equal(2020, await register.One<long>("select last_seq_id from mt_event_progression"));
        Assert.Equal(20, await register.One<long>("select events from read.counter"));
    }

    [Fact]
    public async Task A_log_whose_first_event_is_archived_is_rebuilt_from_the_others()
    {
        await using var register = await Register.Of(postgres, new Counter());
        await register.Append("tally:a", 0, Register.Counts(5000));
        await register.Run("update mt_events set is_archived = true where seq_id = 1");
        var node = register.Node(new Counter());
        var told = new Told();
        await node.Rebuild("Counter", told, Ct);
        Assert.Contains(told.All, p => p.Position == 5000 && p.Rows.Count == 0); // by the copy, not page by page in the swap
        Assert.Equal(4999, await register.One<long>("select events from read.counter"));
    }

    [Fact]
    public async Task A_rebuild_stops_at_an_event_it_cannot_apply_and_leaves_the_live_rows()
    {
        await using var register = await Register.Of(postgres, Journal.Fine());
        await register.Append("tally:a", 0, Register.Counts(20));
        await register.Node(Journal.Fine()).Drain(Ct);
        var before = await register.Rows("journal");
        var stopped = await Assert.ThrowsAsync<ProjectionStoppedException>(() => register.Node(new Journal(e => e.Position == 13 ? null : 1m)).Rebuild("Journal", null, Ct));
        Assert.Equal(13, stopped.Position);
        Assert.Equal(before, await register.Rows("journal"));

        await register.Node(Journal.Fine()).Rebuild("Journal", null, Ct);
        Assert.Equal(before, await register.Rows("journal"));
    }

    [Fact]
    public async Task A_rebuild_that_was_killed_leaves_the_live_rows_and_can_be_started_again()
    {
        await using var register = await Register.Of(postgres, Register.Tallies());
        await register.Append("tally:a", 0, Register.Counts(20));
        var node = register.Node(Register.Tallies());
        await node.Drain(Ct);
        var before = await register.Rows("tally");
        // Killed while its tables stand there, loaded: the moment it looks at how many rows there are.
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => node.Rebuild("Tallies", new Told(p =>
        {
            if (p.Position == 20)
                register.Run("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()").GetAwaiter().GetResult();
        }), Ct));
        Assert.Equal(before, await register.Rows("tally"));
        Assert.True(await register.One<bool>("select to_regclass('read.tally_next') is not null"));
        await register.Node(Register.Tallies()).Rebuild("Tallies", null, Ct);
        Assert.Equal(before, await register.Rows("tally"));
        Assert.False(await register.One<bool>("select to_regclass('read.tally_next') is not null"));
    }

    [Fact]
    public async Task A_reader_with_a_prepared_statement_reads_on_across_the_swap()
    {
        await using var register = await Register.Of(postgres, Register.Tallies());
        await register.Append("tally:a", 0, Register.Counts(3));
        var node = register.Node(Register.Tallies());
        await node.Drain(Ct);
        await using var connection = await register.Source.OpenConnectionAsync(Ct);
        await using var read = new NpgsqlCommand("select doc::text from read.tally where id = $1", connection) { Parameters = { new() { Value = "a" } } };
        await read.PrepareAsync(Ct);
        var expected = await read.ExecuteScalarAsync(Ct);
        var rebuilding = node.Rebuild("Tallies", null, Ct);
        var reads = 0;
        while (!rebuilding.IsCompleted || reads == 0)
        {
            Assert.Equal(expected, await read.ExecuteScalarAsync(Ct));
            reads++;
        }
        await rebuilding;
        Assert.Equal(expected, await read.ExecuteScalarAsync(Ct));
        // And so does the writer, whose statements are prepared too.
        await register.Append("tally:a", 3, Register.Counts(1));
        await node.Drain(Ct);
        Assert.Equal("""{"sum": 7, "name": null, "events": 4}""", await read.ExecuteScalarAsync(Ct));
    }

    [Fact]
    public async Task A_new_version_stands_still_until_its_rebuild_and_the_old_one_after_it()
    {
        await using var register = await Register.Of(postgres, Register.Tallies());
        await register.Append("tally:a", 0, Register.Counts(3));
        var old = register.Node(Register.Tallies());
        await old.Drain(Ct);
        var next = register.Node(Register.Tallies(version: 2));
        await next.Drain(Ct);
        Assert.Contains("a rebuild is due", Assert.Single(await next.States(Ct)).Fault, StringComparison.Ordinal);
        Assert.Equal(["Tallies"], await next.Outdated(Ct));
        Assert.Empty(await old.Outdated(Ct));

        await next.Rebuild("Tallies", null, Ct);
        Assert.Empty(await next.Outdated(Ct));
        await register.Append("tally:a", 3, Register.Counts(1));
        await old.Drain(Ct);
        Assert.Contains("a rebuild is due", Assert.Single(await old.States(Ct)).Fault, StringComparison.Ordinal);
        await next.Drain(Ct);
        Assert.Equal(new ProjectionState("Tallies", 4, 0, 0, null), Assert.Single(await next.States(Ct)));
        Assert.Equal(["Tallies:V2:All"], await register.One<string[]>("select array_agg(name::text) from mt_event_progression"));
    }

    sealed class Told(Action<RebuildProgress>? also = null) : IProgress<RebuildProgress>
    {
        internal List<RebuildProgress> All { get; } = [];

        public void Report(RebuildProgress value)
        {
            All.Add(value);
            also?.Invoke(value);
        }
    }
}
