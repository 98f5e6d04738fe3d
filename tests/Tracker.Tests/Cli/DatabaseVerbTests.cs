using CommitmentTracker.Tests;
using Npgsql;

namespace CommitmentTracker.Tracker.Tests.Cli;

public sealed class DatabaseVerbTests(Postgres postgres)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Migrating_twice_says_that_nothing_was_left_to_do()
    {
        var database = await postgres.CreateDatabase("verbs", Ct);

        var first = await Program.Run(database, null, Ct, "migrate");
        var second = await Program.Run(database, null, Ct, "migrate");

        Assert.Equal((0, 0), (first.Exit, second.Exit));
        Assert.Contains("schema: 001_marten_tables.sql", first.Said, StringComparison.Ordinal);
        Assert.Equal("The schema is up to date.", second.Said.Trim());
    }

    [Fact]
    public async Task A_database_that_nobody_had_migrated_was_answered_with_the_servers_own_error()
    {
        var database = await postgres.CreateDatabase("verbs", Ct);
        foreach (var verb in new[] { "projections", "rebuild" })
        {
            var (exit, said) = await Program.Run(database, null, Ct, verb);
            Assert.Equal(2, exit);
            Assert.Contains("`migrate` brings it up to date", said, StringComparison.Ordinal);
            Assert.DoesNotContain("42P01", said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_index_made_again_is_told_too()
    {
        var database = await postgres.CreateDatabase("verbs", Ct);
        await Program.Run(database, null, Ct, "migrate");
        await using (var connection = new NpgsqlConnection(database))
        {
            await connection.OpenAsync(Ct);
            await using var drop = new NpgsqlCommand("drop index read.ix_quote_source_position", connection);
            await drop.ExecuteNonQueryAsync(Ct);
        }

        Assert.Equal("schema: 1 index of read.quote", (await Program.Run(database, null, Ct, "migrate")).Said.Trim());
    }

    [Fact]
    public async Task A_schema_that_does_not_fit_is_named_and_keeps_the_service_from_starting()
    {
        var database = await postgres.CreateDatabase("verbs", Ct);
        await Program.Run(database, null, Ct, "migrate");
        var before = await Program.Run(database, null, Ct, "check-schema");
        await using (var connection = new NpgsqlConnection(database))
        {
            await connection.OpenAsync(Ct);
            await using var broken = new NpgsqlCommand("alter table public.mt_events drop column headers", connection);
            await broken.ExecuteNonQueryAsync(Ct);
        }

        var after = await Program.Run(database, null, Ct, "check-schema");
        var serve = await Program.Run(database, null, Ct, "serve", "--urls", "http://127.0.0.1:0");
        var migrate = await Program.Run(database, null, Ct, "migrate"); // once said that all was well

        Assert.Equal((0, 1, 1, 1), (before.Exit, after.Exit, serve.Exit, migrate.Exit));
        Assert.Contains("not mended: column public.mt_events.headers is missing", migrate.Said, StringComparison.Ordinal);
        Assert.Equal("column public.mt_events.headers is missing", after.Said.Trim());
        Assert.Contains("column public.mt_events.headers is missing", serve.Said, StringComparison.Ordinal);
        Assert.Contains("CommitmentTracker migrate", serve.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_cannot_be_reached_is_said_in_one_line_without_its_password()
    {
        var (exit, said) = await Program.Run("Host=127.0.0.1;Port=1;Username=u;Password=hush-hush;Database=d", null, Ct, "check-schema");

        Assert.Equal(2, exit);
        Assert.Single(said.Trim().Split('\n'));
        Assert.DoesNotContain("hush-hush", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Projections_shows_the_lag_and_a_rebuild_takes_it_away()
    {
        string database;
        await using (var service = await RunningService.Start(postgres, "verbs", Ct))
        {
            database = service.ConnectionString;
            await service.SendBatch(await File.ReadAllTextAsync(Sample.Path, Ct), Ct);
            await service.Drain(Ct);
        }
        await using (var connection = new NpgsqlConnection(database))
        {
            await connection.OpenAsync(Ct);
            await using var back = new NpgsqlCommand("update public.mt_event_progression set last_seq_id = 1", connection);
            await back.ExecuteNonQueryAsync(Ct);
        }

        var behind = await Program.Run(database, null, Ct, "projections");
        var rebuilt = await Program.Run(database, null, Ct, "rebuild", "Agreements", "Targets");
        var half = await Program.Run(database, null, Ct, "projections");
        var all = await Program.Run(database, null, Ct, "rebuild");
        var none = await Program.Run(database, null, Ct, "projections");

        Assert.Equal((0, 0, 0), (behind.Exit, rebuilt.Exit, all.Exit));
        Assert.All(["Agreements", "Quotes", "Sources", "Targets", "TradeFigures"], name => Assert.NotEqual("0", Lag(behind.Said, name)));
        Assert.All(["Agreements", "Targets"], name => Assert.Equal("0", Lag(half.Said, name)));
        Assert.NotEqual("0", Lag(half.Said, "Sources"));
        Assert.All(["Agreements", "Quotes", "Sources", "Targets", "TradeFigures"], name => Assert.Equal("0", Lag(none.Said, name)));
        Assert.Contains("Targets: ", rebuilt.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hole_in_the_log_ended_a_rebuild_with_a_stack_trace()
    {
        string database;
        await using (var service = await RunningService.Start(postgres, "verbs", Ct))
        {
            database = service.ConnectionString;
            await service.SendBatch(await File.ReadAllTextAsync(Sample.Path, Ct), Ct);
            await service.Drain(Ct);
            await using var hole = service.Database.CreateCommand("delete from public.mt_events where seq_id = 3");
            await hole.ExecuteNonQueryAsync(Ct);
        }

        var (exit, said) = await Program.Run(database, null, Ct, "rebuild", "Targets");

        Assert.Equal(1, exit);
        Assert.Contains(" the log holds ", Assert.Single(said.Trim().Split('\n')), StringComparison.Ordinal);
    }

    static string Lag(string table, string name) =>
        table.Split('\n').Single(l => l.TrimStart().StartsWith(name, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[2];
}
