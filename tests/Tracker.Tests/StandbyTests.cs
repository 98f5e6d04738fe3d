using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CommitmentTracker.Tests;
using Npgsql;

namespace CommitmentTracker.Tracker.Tests;

/// <summary>
/// <c>ConnectionStrings:TrackerReads</c>. The standby here is a copy of the database that gets nothing by itself: what it does not have yet, and when
/// it arrives, is in the test's hand.
/// </summary>
public sealed class StandbyTests(Postgres postgres)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static object Agreement(string slug) => new { slug, parties = new[] { "KAZ", "TJK" }, kind = "treaty", title = "t" };

    [Fact]
    public async Task Views_and_the_history_were_read_from_the_database_that_is_written()
    {
        await using var both = await Start();
        var (service, standby) = (both.Service, both.Standby);
        var (_, written) = await service.Send("RecordAgreement", Agreement("late"), Ct);
        var position = written.GetProperty("position").GetInt64();
        await service.Drain(Ct);

        using var before = await service.Http.GetAsync(new Uri("/agreements/late", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.NotFound, before.StatusCode);
        Assert.Equal((1, 1L), (await Items(service, "/agreements"), (await service.Get("/agreements", Ct)).GetProperty("position").GetInt64()));
        Assert.Equal(1, await Items(service, "/history"));

        var waiting = Task.WhenAll(service.Get($"/agreements/late?atLeast={position}", Ct), service.Get($"/history?atLeast={position}", Ct));
        await both.Arrive();
        Assert.Equal("late", (await waiting)[0].GetProperty("slug").GetString());
        Assert.Equal(2, (await waiting)[1].GetProperty("items").GetArrayLength());
        await using var ask = standby.CreateCommand("select current_setting('transaction_read_only')");
        Assert.Equal("on", await ask.ExecuteScalarAsync(Ct));
    }

    [Fact]
    public async Task A_standby_that_does_not_come_to_a_position_in_time_is_told_from_a_view_that_has_it()
    {
        await using var both = await Start();
        var (_, written) = await both.Service.Send("RecordAgreement", Agreement("late"), Ct);

        using var answer = await both.Service.Http.GetAsync(new Uri($"/agreements/late?atLeast={written.GetProperty("position")}", UriKind.Relative), Ct);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "/problems/not-ready"), (answer.StatusCode, problem.GetProperty("type").GetString()));
    }

    [Fact]
    public async Task Readiness_tells_how_far_the_standby_is_and_that_it_is_gone()
    {
        await using var both = await Start();
        await both.Service.Send("RecordAgreement", Agreement("late"), Ct);

        var behind = (await both.Service.Get("/readyz", Ct)).GetProperty("reads");
        await both.Drop();
        var gone = await both.Service.Get("/readyz", Ct);
        var (logged, _) = await both.Service.Send("RecordAgreement", Agreement("later"), Ct);

        Assert.Equal((1, 1), (behind.GetProperty("head").GetInt32(), behind.GetProperty("lagEvents").GetInt32()));
        Assert.False(behind.TryGetProperty("fault", out _));
        Assert.Equal("degraded", gone.GetProperty("status").GetString());
        Assert.Equal("The standby cannot be reached.", gone.GetProperty("reads").GetProperty("fault").GetString());
        Assert.Equal(HttpStatusCode.OK, logged.StatusCode); // officers go on logging
    }

    static async Task<int> Items(RunningService service, string path) => (await service.Get(path, Ct)).GetProperty("items").GetArrayLength();

    async Task<Both> Start()
    {
        string primary;
        await using (var first = await RunningService.Start(postgres, "primary", Ct))
        {
            primary = first.ConnectionString;
            await first.Send("RecordAgreement", Agreement("early"), Ct);
            await first.Drain(Ct);
        }
        NpgsqlConnection.ClearAllPools();
        var server = await postgres.Cluster(Ct);
        var name = new NpgsqlConnectionStringBuilder(primary).Database + "_copy";
        var admin = NpgsqlDataSource.Create(server.ConnectionString("postgres"));
        await Run(admin, $"create database \"{name}\" template \"{new NpgsqlConnectionStringBuilder(primary).Database}\"");
        var copy = server.ConnectionString(name) + ";Options=-c default_transaction_read_only=on";
        var service = await RunningService.Start(postgres, "primary", Ct, builder => builder.Configuration["ConnectionStrings:TrackerReads"] = copy, primary);
        return new(service, NpgsqlDataSource.Create(copy), NpgsqlDataSource.Create(server.ConnectionString(name)), admin, name);
    }

    static async Task Run(NpgsqlDataSource on, string sql)
    {
        await using var command = on.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Ct);
    }

    sealed record Both(RunningService Service, NpgsqlDataSource Standby, NpgsqlDataSource Copy, NpgsqlDataSource Admin, string Name) : IAsyncDisposable
    {
        /// <summary>What replication would bring: the rows, and last what says that they are there.</summary>
        public async Task Arrive()
        {
            foreach (var table in new[] { "public.mt_streams", "public.mt_events", "read.agreement", "tracker.log_head", "public.mt_event_progression" })
            {
                await using var from = Service.Database.CreateCommand($"select coalesce(json_agg(t), '[]')::text from {table} t");
                var rows = (string)(await from.ExecuteScalarAsync(Ct))!;
                await using var to = Copy.CreateCommand($"insert into {table} select * from json_populate_recordset(null::{table}, $1::json) on conflict do nothing");
                to.Parameters.Add(new() { Value = rows });
                await to.ExecuteNonQueryAsync(Ct);
            }
            await Run(Copy, "update tracker.log_head set last_seq = (select max(seq_id) from mt_events)");
            await Run(Copy, "update mt_event_progression set last_seq_id = (select max(seq_id) from mt_events)");
        }

        public Task Drop() => Run(Admin, $"drop database \"{Name}\" with (force)");

        public async ValueTask DisposeAsync()
        {
            await Service.DisposeAsync();
            foreach (var source in new[] { Standby, Copy, Admin })
                await source.DisposeAsync();
        }
    }
}
