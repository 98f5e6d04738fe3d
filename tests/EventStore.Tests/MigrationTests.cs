using CommitmentTracker.EventStore;
using CommitmentTracker.EventStore.Projections;
using Npgsql;

namespace CommitmentTracker.Tests;

public sealed class MigrationTests(Postgres postgres)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Migrating_twice_or_from_two_sides_at_once_is_migrating_once()
    {
        await using var source = await Empty();
        var applied = await Task.WhenAll(Migrations.Migrate(source, [new Flour()], Ct), Migrations.Migrate(source, [new Flour()], Ct));

        Assert.Equal([.. Migrations.Files.Select(f => f.Name), "read.flour"], applied.SelectMany(a => a));
        Assert.Empty(await Migrations.Migrate(source, [new Flour()], Ct));
        Assert.Empty(await Migrations.Check(source, [new Flour()], Ct));
    }

    [Fact]
    public async Task Checking_an_empty_database_reports_everything_and_changes_nothing()
    {
        await using var source = await Empty();
        var found = await Migrations.Check(source, [new Flour()], Ct);

        Assert.Contains("migration 001_marten_tables.sql is not applied", found);
        Assert.Contains("table public.mt_events is missing", found);
        Assert.Contains("table read.flour is missing", found);
        Assert.Equal(found, await Migrations.Check(source, [new Flour()], Ct));
    }

    [Theory]
    [InlineData("drop index pk_mt_events_stream_and_version", "index pk_mt_events_stream_and_version on public.mt_events is missing")]
    [InlineData("alter table mt_events drop column bdata", "column public.mt_events.bdata is missing")]
    [InlineData("alter table mt_events alter column type type varchar(100)", "column public.mt_events.type is character varying(100), not character varying(500)")]
    [InlineData("alter table mt_events alter column data drop not null", "column public.mt_events.data is nullable, not not null")]
    [InlineData("alter table mt_event_progression drop constraint pk_mt_event_progression", "primary key pk_mt_event_progression on public.mt_event_progression is missing")]
    [InlineData("alter table mt_events drop constraint fkey_mt_events_stream_id", "foreign key fkey_mt_events_stream_id on public.mt_events is missing")]
    [InlineData("drop sequence mt_events_sequence cascade", "sequence public.mt_events_sequence is missing")]
    [InlineData("drop table tracker.projection_fault", "table tracker.projection_fault is missing")]
    [InlineData("alter table tracker.projection_fault alter column at drop default", "column tracker.projection_fault.at has not the default now()")]
    [InlineData("alter table mt_events alter column is_archived drop default", "column public.mt_events.is_archived has not the default false")]
    [InlineData("alter table mt_streams alter column is_archived set default true", "column public.mt_streams.is_archived has not the default false")]
    [InlineData("alter table mt_events alter column tenant_id drop default", "column public.mt_events.tenant_id has not the default '*DEFAULT*'")]
    [InlineData("drop index read.ix_flour_pair_tons", "index ix_flour_pair_tons on read.flour is missing")]
    [InlineData("alter table read.flour alter column tons type numeric(20,2)", "column read.flour.tons is numeric(20, 2), not numeric(20, 4)")]
    [InlineData("update tracker.schema_migration set sha256 = 'x' where name = '001_marten_tables.sql'", "migration 001_marten_tables.sql was applied with another content")]
    [InlineData("insert into tracker.schema_migration (name, sha256) values ('900_later.sql', 'x')", "migration 900_later.sql is applied, but this program does not know it")]
    [InlineData("update tracker.log_head set last_seq = 7", "tracker.log_head is not at the end of public.mt_events")]
    public async Task A_difference_is_reported_in_words(string damage, string report)
    {
        await using var source = await Empty();
        await Migrations.Migrate(source, [new Flour()], Ct);
        await Run(source, damage);

        Assert.StartsWith(report, Assert.Single(await Migrations.Check(source, [new Flour()], Ct)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_changed_after_it_was_applied_stops_the_migration()
    {
        await using var source = await Empty();
        await Migrations.Migrate(source, [], Ct);
        await Run(source, "update tracker.schema_migration set sha256 = 'x' where name = '002_tracker.sql'");

        await Assert.ThrowsAsync<InvalidOperationException>(() => Migrations.Migrate(source, [new Flour()], Ct));
        Assert.Contains("table read.flour is missing", await Migrations.Check(source, [new Flour()], Ct));
    }

    [Fact]
    public async Task A_read_table_of_an_older_shape_is_left_to_its_rebuild()
    {
        await using var source = await Empty();
        await Migrations.Migrate(source, [new Flour()], Ct);
        await Run(source, "alter table read.flour drop column pair");

        Assert.Empty(await Migrations.Migrate(source, [new Flour()], Ct));
        Assert.Contains("column read.flour.pair is missing", await Migrations.Check(source, [new Flour()], Ct));
    }

    [Fact]
    public async Task The_swap_leaves_exactly_the_names_of_a_fresh_table()
    {
        await using var source = await Empty();
        var flour = new Flour();
        await Migrations.Migrate(source, [flour], Ct);
        var table = flour.Tables[0];
        await Run(source, ReadTableDdl.Create(table, "_next") + ReadTableDdl.Swap(table, "_next"));

        Assert.Empty(await Migrations.Check(source, [flour], Ct));
        Assert.Empty(await Migrations.Migrate(source, [flour], Ct));
        await Run(source, ReadTableDdl.Create(table, "_next")); // no name is still taken
    }

    async Task<NpgsqlDataSource> Empty() => NpgsqlDataSource.Create(await postgres.CreateDatabase("migrations", Ct));

    static async Task Run(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Ct);
    }

    sealed class Flour : IProjection
    {
        public string Name => "Flour";

        public IReadOnlyList<ReadTable> Tables { get; } =
        [
            new("flour",
                [new("id", "text not null"), new("pair", "text not null"), new("tons", "numeric(20,4) not null"), new("parties", "text[]"), new("seen", "timestamptz")],
                ["id"], "(pair, tons)", "using gin (parties)"),
        ];

        public IReadOnlySet<string> Handles { get; } = new HashSet<string>();

        public ValueTask Project(IReadOnlyList<StoredEvent> page, IRows rows, CancellationToken ct) => ValueTask.CompletedTask;
    }
}
