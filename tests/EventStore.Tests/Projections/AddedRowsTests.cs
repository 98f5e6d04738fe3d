using CommitmentTracker.EventStore;
using CommitmentTracker.EventStore.Projections;

namespace CommitmentTracker.Tests.Projections;

/// <summary>Rows that are only ever added: live as in a rebuild they are copied in.</summary>
public sealed class AddedRowsTests(Postgres postgres)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Added_rows_are_what_put_rows_would_be_live_and_rebuilt()
    {
        IProjection[] all = [new Ledger(), new Ledger("Twin", put: true)];
        await using var register = await Register.Of(postgres, all);
        await register.Append("tally:a", 0, [.. Register.Counts(40), new Renamed("héllo \"x\""), .. Register.Counts(3)]);
        var node = register.Node(all);
        await node.Drain(Ct);
        await register.Append("tally:a", 44, Register.Counts(5));
        await node.Drain(Ct);
        var live = await register.Rows("ledger");
        Assert.Equal(await register.Rows("twin"), live);
        Assert.Equal(49, await register.One<long>("select count(*) from read.ledger"));
        await node.Rebuild("Ledger", null, Ct);
        Assert.Equal(live, await register.Rows("ledger"));
    }

    [Fact]
    public async Task A_key_that_is_there_already_stops_the_projection_before_the_event()
    {
        await using var register = await Register.Of(postgres, new Ledger(), Register.Tallies());
        await register.Append("tally:a", 0, Register.Counts(10));
        await register.Run("insert into read.ledger (position, stream, recorded_at) values (7, 'foreign', now())");
        var node = register.Node(new Ledger(), Register.Tallies());
        await node.Drain(Ct);
        var states = await node.States(Ct);
        Assert.Contains("event 7", states.Single(s => s.Name == "Ledger").Fault, StringComparison.Ordinal);
        Assert.Equal(6, node.Position("Ledger"));
        Assert.Equal(10, node.Position("Tallies"));
    }

    [Fact]
    public async Task Only_events_that_bear_the_header_reach_a_projection_that_asks_for_it()
    {
        await using var register = await Register.Of(postgres, new Ledger("Cited", header: "cites"));
        await register.Append("tally:a", 0, Register.Counts(3));
        await register.Store.Append([new("tally:b", "tally", 0, Register.Counts(2), new Metadata("officer", Headers: "{\"cites\":1}"u8.ToArray()), [])], Ct);
        var node = register.Node(new Ledger("Cited", header: "cites"));
        await node.Drain(Ct);
        var live = await register.Rows("cited");
        Assert.Equal(2, await register.One<long>("select count(*) from read.cited where stream = 'tally:b'"));
        Assert.Equal(2, await register.One<long>("select count(*) from read.cited"));
        await node.Rebuild("Cited", null, Ct);
        Assert.Equal(live, await register.Rows("cited"));
    }

    [Fact]
    public async Task A_row_that_PostgreSQL_refuses_at_the_end_of_a_long_copy_is_traced_to_its_event()
    {
        await using var register = await Register.Of(postgres, new Ledger());
        await register.Append("tally:a", 0, [.. Register.Counts(40), new Renamed("x"), .. Register.Counts(9)]);
        var node = register.Node(new Ledger(forgetsStreamOfRenamed: true));
        var stopped = await Assert.ThrowsAsync<ProjectionStoppedException>(() => node.Rebuild("Ledger", null, Ct));
        Assert.Equal(41, stopped.Position);
        Assert.Equal(0, await register.One<long>("select count(*) from pg_tables where schemaname = 'read' and tablename = 'ledger_next'"));
    }

    [Fact]
    public async Task A_hole_in_the_log_stops_a_rebuild()
    {
        await using var register = await Register.Of(postgres, new Ledger());
        await register.Append("tally:a", 0, Register.Counts(10));
        await register.Run("delete from mt_events where seq_id = 4");
        await Assert.ThrowsAsync<LogBrokenException>(() => register.Node(new Ledger()).Rebuild("Ledger", null, Ct));
    }

    [Fact]
    public void A_row_that_is_not_whole_or_not_of_its_types_is_refused()
    {
        var rows = new PageRows(new Ledger().Tables);
        Assert.Throws<ArgumentException>(() => rows.Add(new Ledger().Tables[0]).Text("no bigint"));
        Assert.Throws<ArgumentException>(() => rows.Add(new Ledger().Tables[0]));
        rows.Begin((_, _) => throw new NotSupportedException());
        Assert.Throws<ArgumentException>(() => rows.Add(new Ledger().Tables[0]).Int64(1).Text("a\0"));
        rows.Begin((_, _) => throw new NotSupportedException());
        rows.Add(new Ledger().Tables[0]).Int64(1).Text("a").Instant(default).Numeric(1).Date(default).Jsonb(null);
        Assert.Throws<ArgumentException>(() => rows.Put(new Ledger().Tables[0], 1L, "a", default(DateTimeOffset), 1m, default(DateOnly), null));
    }

    sealed class Ledger(string name = "Ledger", bool put = false, string? header = null, bool forgetsStreamOfRenamed = false) : IProjection
    {
        readonly ReadTable lines = new(name.ToLowerInvariant(),
            [
                new("position", "bigint not null"), new("stream", "text collate \"C\" not null"), new("recorded_at", "timestamptz not null"), new("amount", "numeric"),
                new("day", "date"), new("body", "jsonb"),
            ],
            ["position"]);

        public string Name => name;
        public IReadOnlyList<ReadTable> Tables => [lines];
        public IReadOnlySet<string> Handles { get; } = new HashSet<string> { "counted", "renamed" };
        public bool ReadsHeaders => false;
        public string? OnlyWithHeader => header;

        public ValueTask Project(IReadOnlyList<StoredEvent> page, IRows rows, CancellationToken ct)
        {
            foreach (var e in page)
            {
                decimal? amount = e.Data is Counted { By: var by } ? by + 0.50m : null;
                DateOnly? day = amount is null ? null : new DateOnly(2024, 8, 22).AddDays((int)amount);
                if (put)
                    rows.Put(lines, e.Position, e.Stream, e.RecordedAt, amount, day, e.Json.ToArray());
                else
                    rows.Add(lines).Int64(e.Position).Text(forgetsStreamOfRenamed && e.Data is Renamed ? null : e.Stream).Instant(e.RecordedAt).Numeric(amount).Date(day).Jsonb(e.Json.ToArray());
            }
            return default;
        }
    }
}
