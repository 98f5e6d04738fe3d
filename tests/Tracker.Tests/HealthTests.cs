using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CommitmentTracker.Tests;
using Npgsql;

namespace CommitmentTracker.Tracker.Tests;

/// <summary>What the service says of itself when something is wrong.</summary>
public sealed class HealthTests(Postgres postgres)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_projection_that_stops_makes_the_service_degraded_and_officers_go_on_logging()
    {
        await using var service = await RunningService.Start(postgres, "degraded", Ct);
        Assert.Equal("ready", (await service.Get("/readyz", Ct)).GetProperty("status").GetString());
        await using var fault = service.Database.CreateCommand("alter table read.agreement add constraint poisoned check (id <> 'poison')");
        await fault.ExecuteNonQueryAsync(Ct);
        await service.Send("RecordAgreement", new { slug = "poison", parties = new[] { "KAZ", "TJK" }, kind = "treaty", title = "T" }, Ct);
        await service.Drain(Ct);

        var ready = await service.Get("/readyz", Ct);
        var (after, answer) = await service.Send("RecordAgreement", new { slug = "after", parties = new[] { "KAZ", "TJK" }, kind = "treaty", title = "T" }, Ct);
        using var stale = await service.Http.GetAsync(new Uri($"/agreements/after?atLeast={answer.GetProperty("position")}", UriKind.Relative), Ct);

        Assert.Equal("degraded", ready.GetProperty("status").GetString());
        var stopped = Assert.Single(ready.GetProperty("projections").EnumerateArray(), p => p.TryGetProperty("fault", out _));
        Assert.Equal("Agreements", stopped.GetProperty("name").GetString());
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, stale.StatusCode);
    }

    [Fact]
    public async Task Without_its_database_the_service_lives_is_not_ready_and_says_so_to_everyone()
    {
        await using var service = await RunningService.Start(postgres, "lost", Ct);
        var name = new NpgsqlConnectionStringBuilder(service.ConnectionString).Database;
        await using var admin = NpgsqlDataSource.Create((await postgres.Cluster(Ct)).ConnectionString("postgres"));
        await using var drop = admin.CreateCommand($"drop database \"{name}\" with (force)");
        await drop.ExecuteNonQueryAsync(Ct);

        using var ready = await service.Http.GetAsync(new Uri("/readyz", UriKind.Relative), Ct);
        using var live = await service.Http.GetAsync(new Uri("/livez", UriKind.Relative), Ct);
        using var read = await service.Http.GetAsync(new Uri("/agreements", UriKind.Relative), Ct);
        var (written, problem) = await service.Send("RecordAgreement", new { slug = "lost", parties = new[] { "KAZ", "TJK" }, kind = "treaty", title = "T" }, Ct);
        var batch = await service.SendBatch("""{"command":"RecordAgreement","slug":"lost","parties":["KAZ","TJK"],"kind":"treaty","title":"T"}""", Ct);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), (ready.StatusCode, live.StatusCode, read.StatusCode));
        Assert.Equal("unready", (await ready.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("status").GetString());
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "/problems/unavailable"), (written.StatusCode, problem.GetProperty("type").GetString()));
        Assert.NotNull(written.Headers.RetryAfter);
        Assert.Equal(503, Assert.Single(batch).GetProperty("status").GetInt32());
    }
}
