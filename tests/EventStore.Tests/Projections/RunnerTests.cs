using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using CommitmentTracker.EventStore;
using CommitmentTracker.EventStore.Projections;
using Npgsql;

namespace CommitmentTracker.Tests.Projections;

/// <summary>What a running projection promises those who wait for it, and what stops it.</summary>
public sealed class RunnerTests(Postgres postgres)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_document_whose_events_span_pages_holds_them_all()
    {
        await using var register = await Register.Of(postgres, Register.Tallies());
        await register.Append("tally:long", 0, Register.Counts(1500));
        await register.Append("tally:short", 0, Register.Counts(3));
        await register.Append("tally:long", 1500, Register.Counts(1500));
        await register.Append("tally:long", 3000, [new Renamed("long one"), .. Register.Counts(1500)]);
        await register.Node(Register.Tallies()).Drain(Ct);
        Assert.Equal(4501, await register.One<int>("select events from read.tally where id = 'long' and position = 4504"));
        Assert.Equal("""{"sum": 3377250, "name": "long one", "events": 4501}""", await register.One<string>("select doc::text from read.tally where id = 'long'"));
    }

    [Fact]
    public async Task A_document_that_ends_takes_its_row_along_and_may_begin_again()
    {
        await using var register = await Register.Of(postgres, Register.Tallies());
        var node = register.Node(Register.Tallies());
        await register.Append("tally:a", 0, new Counted(1), new Renamed("gone"));
        await register.Append("tally:b", 0, new Counted(1));
        await node.Drain(Ct);
        await register.Append("tally:b", 1, new Renamed("gone"));
        await node.Drain(Ct);
        Assert.Equal(0, await register.One<long>("select count(*) from read.tally"));
        await register.Append("tally:b", 2, new Counted(5));
        await node.Drain(Ct);
        Assert.Equal("""{"sum": 5, "name": null, "events": 1}""", await register.One<string>("select doc::text from read.tally"));
    }

    [Fact]
    public async Task Every_column_type_arrives_as_it_was_given()
    {
        await using var register = await Register.Of(postgres, Journal.Fine());
        await register.Append("tally:a", 0, new Counted(1), new Counted(6));
        await register.Node(Journal.Fine()).Drain(Ct);
        Assert.Equal(
            """
            tally:a|1.50|1|2024-08-23|{"by": 1}|f|{a,"1\"\\,{}",""}
            tally:a|6.50||2024-08-28|{"by": 6}|t|
            """,
            await register.One<string>("select string_agg(concat_ws('|', stream, amount, coalesce(small::text, ''), day, body, yes, coalesce(tags::text, '')), E'\\n' order by position) from read.journal"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_event_that_cannot_be_applied_stops_its_projection_alone_until_the_program_is_mended(bool refusedByTheDatabase)
    {
        var poisoned = new Journal(e => e.Position != 13 ? 1m : refusedByTheDatabase ? null : throw new InvalidOperationException("thirteen"));
        await using var register = await Register.Of(postgres, poisoned, Register.Tallies());
        await register.Append("tally:a", 0, Register.Counts(20));
        await register.Node(poisoned, Register.Tallies()).Drain(Ct);

        // Another node, that has not tried itself, tells it too.
        var states = await register.Node(poisoned, Register.Tallies()).States(Ct);
        Assert.Equal([12, 20], states.Select(s => s.Position));
        Assert.Equal([8, 0], states.Select(s => s.LagEvents));
        Assert.Contains("event 13 (counted, tally:a version 13)", states[0].Fault, StringComparison.Ordinal);
        Assert.Contains(refusedByTheDatabase ? "23502" : "InvalidOperationException: thirteen", states[0].Fault, StringComparison.Ordinal);
        Assert.Null(states[1].Fault);
        Assert.Equal(12, await register.One<long>("select count(*) from read.journal"));

        var mended = register.Node(Journal.Fine(), Register.Tallies());
        await mended.Drain(Ct);
        Assert.Equal(20, await register.One<long>("select count(*) from read.journal"));
        Assert.All(await mended.States(Ct), s => Assert.Null(s.Fault));
    }

    [Fact]
    public async Task An_event_that_nobody_handles_is_passed_by_without_being_decoded()
    {
        await using var register = await Register.Of(postgres, new Counter());
        await register.Append("tally:a", 0, Register.Counts(3));
        await register.Run("update mt_events set type = 'of_another_program' where seq_id = 2");
        var node = register.Node(new Counter());
        await node.Drain(Ct);
        Assert.Equal(3, node.Position("Counter"));
        Assert.Equal(2, await register.One<long>("select events from read.counter"));
        await node.Rebuild("Counter", null, Ct);
        Assert.Equal(2, await register.One<long>("select events from read.counter"));
    }

    [Fact]
    public async Task A_log_that_ends_in_archived_events_is_projected_to_its_end()
    {
        await using var register = await Register.Of(postgres, new Counter());
        await register.Append("tally:a", 0, Register.Counts(3));
        await register.Append("tally:b", 0, Register.Counts(2500)); // more than a page
        await register.Run("update mt_events set is_archived = true where seq_id > 2");
        var node = register.Node(new Counter());
        await node.Drain(Ct);
        Assert.Equal(2503, node.Position("Counter"));
        Assert.Equal(2, await register.One<long>("select events from read.counter"));
    }

    [Fact]
    public async Task Waiting_ends_when_the_position_arrives_and_with_patience_when_it_does_not()
    {
        await using var register = await Register.Of(postgres, new Counter());
        var node = register.Node(new Counter());
        var waiting = node.WaitFor("Counter", 3, Register.Patience, Ct);
        Assert.False(waiting.IsCompleted);
        await register.Append("tally:a", 0, Register.Counts(3));
        await node.Drain(Ct);
        Assert.True(await waiting);
        Assert.True(await node.WaitFor("Counter", 2, TimeSpan.Zero, Ct));
        Assert.False(await node.WaitFor("Counter", 4, TimeSpan.FromMilliseconds(1), Ct));
    }

    [Fact]
    public async Task A_move_is_told_with_its_streams_before_the_position_shows_it()
    {
        await using var register = await Register.Of(postgres, new Counter());
        var node = register.Node(new Counter());
        var told = new List<(string Name, string Streams, long Position)>();
        node.Moved += (name, streams) => told.Add((name, string.Join(' ', streams!.Order()), node.Position(name)));
        await register.Append("tally:a", 0, Register.Counts(2));
        await register.Append("tally:b", 0, Register.Counts(1));
        await node.Drain(Ct);
        Assert.Equal(("Counter", "tally:a tally:b", 0), Assert.Single(told));
        Assert.Equal(3, node.Position("Counter"));
    }

    [Fact]
    public async Task Another_node_learns_by_notification_and_takes_over_when_the_first_one_ends()
    {
        await using var register = await Register.Of(postgres, new Counter());
        var (first, second) = (register.Node(new Counter()), register.Node(new Counter()));
        using var endFirst = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        using var endSecond = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var runningFirst = first.Run(endFirst.Token);
        Assert.True(await first.WaitFor("Counter", await register.Append("tally:a", 0, Register.Counts(2)), Register.Patience, Ct));

        var streams = new List<bool>();
        second.Moved += (_, touched) => streams.Add(touched is not null);
        var runningSecond = second.Run(endSecond.Token);
        Assert.True(await second.WaitFor("Counter", await register.Append("tally:a", 2, Register.Counts(2)), Register.Patience, Ct));
        Assert.DoesNotContain(true, streams);

        await endFirst.CancelAsync();
        await runningFirst;
        Assert.True(await second.WaitFor("Counter", await register.Append("tally:a", 4, Register.Counts(2)), Register.Patience, Ct));
        Assert.True(streams[^1]);
        await endSecond.CancelAsync();
        await runningSecond;
        Assert.Equal(6, await register.One<long>("select events from read.counter"));
    }

    [Fact]
    public async Task A_fault_that_nobody_foresaw_is_counted_and_tried_again_and_does_not_end_the_loops()
    {
        await using var register = await Register.Of(postgres, new Counter());
        await register.Append("tally:a", 0, Register.Counts(2));
        await register.Node(new Counter()).Drain(Ct);
        var counted = new ConcurrentQueue<string>();
        using var meters = new MeterListener { InstrumentPublished = (instrument, it) => { if (instrument.Name == "tracker.projection.failures") it.EnableMeasurementEvents(instrument); } };
        meters.SetMeasurementEventCallback<long>((_, _, tags, _) => counted.Enqueue(string.Join(' ', tags.ToArray().Select(t => $"{t.Key}={t.Value}"))));
        meters.Start();

        var node = register.Node(new Counter());
        // First met where the watch reads the checkpoints, then where a page has been applied.
        var (looked, applied) = (0, 0);
        node.Moved += (_, streams) => 
        {
            if (streams is null ? ++looked == 1 : ++applied == 1)
                throw new NotSupportedException("by a listener");
        };
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var running = node.Run(end.Token);
        Assert.True(await node.WaitFor("Counter", 2, Register.Patience, Ct));
        Assert.True(await node.WaitFor("Counter", await register.Append("tally:a", 2, Register.Counts(2)), Register.Patience, Ct));
        Assert.False(running.IsCompleted);
        await end.CancelAsync();
        await running;

        Assert.Contains("loop=watch error.type=System.NotSupportedException", counted);
        Assert.Contains("loop=apply error.type=System.NotSupportedException", counted);
        Assert.Equal(4, await register.One<long>("select events from read.counter"));
    }

    [Fact]
    public async Task Using_a_connection_that_broke_on_the_way_is_a_fault_that_passes()
    {
        await using var register = await Register.Of(postgres, new Severed(register: null));
        await register.Append("tally:a", 0, Register.Counts(2));
        var severed = new Severed(register);
        var node = register.Node(severed);
        await node.Drain(Ct);
        Assert.True(severed.Met is InvalidOperationException, $"{severed.Met}");
        Assert.Equal(2, node.Position(severed.Name));
        Assert.Null(Assert.Single(await node.States(Ct)).Fault);
    }

    /// <summary>Loses its connection once in the middle of a page, and uses it once more all the same.</summary>
    sealed class Severed(Register? register) : IProjection
    {
        static readonly ReadTable Table = new("severed", [new("name", "text not null"), new("events", "bigint not null")], ["name"]);

        internal Exception? Met { get; private set; }

        public string Name => "Severed";
        public IReadOnlyList<ReadTable> Tables { get; } = [Table];
        public IReadOnlySet<string> Handles { get; } = new HashSet<string> { "counted" };

        public async ValueTask Project(IReadOnlyList<StoredEvent> page, IRows rows, CancellationToken ct)
        {
            await rows.Read<long>(Table, "events", ["all"], ct);
            if (Met is not null)
                return;
            await register!.Run("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => rows.Read<long>(Table, "events", ["others"], ct).AsTask());
            try
            {
                await rows.Read<long>(Table, "events", ["more"], ct);
            }
            catch (Exception e)
            {
                Met = e;
                throw;
            }
        }
    }

    [Fact]
    public async Task Losing_every_connection_is_no_fault_and_heals_by_itself()
    {
        await using var register = await Register.Of(postgres, new Counter());
        var node = register.Node(new Counter());
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var running = node.Run(end.Token);
        var last = await register.Append("tally:a", 0, Register.Counts(2));
        Assert.True(await node.WaitFor("Counter", last, Register.Patience, Ct));
        await register.Run("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
        last = await register.Append("tally:b", 0, Register.Counts(2));
        Assert.True(await node.WaitFor("Counter", last, Register.Patience, Ct));
        await end.CancelAsync();
        await running;
        Assert.Equal(4, await register.One<long>("select events from read.counter"));
        Assert.Null(Assert.Single(await node.States(Ct)).Fault);
    }
}
