using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CommitmentTracker.Tests;
using Microsoft.Extensions.Logging;
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
        Assert.Contains("poison", stopped.GetProperty("fault").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, stale.StatusCode);
    }

    [Fact]
    public async Task Why_a_projection_stopped_was_told_to_passers_by()
    {
        await using var service = await RunningService.Start(postgres, "passerby", Ct);
        await using var fault = service.Database.CreateCommand("alter table read.agreement add constraint poisoned check (id <> 'poison')");
        await fault.ExecuteNonQueryAsync(Ct);
        await service.Send("RecordAgreement", new { slug = "poison", parties = new[] { "KAZ", "TJK" }, kind = "treaty", title = "T" }, Ct);
        await service.Drain(Ct);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/readyz") { Headers = { { "X-Actor", "nobody" } } };
        using var answer = await service.Http.SendAsync(request, Ct);
        var ready = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);

        var stopped = Assert.Single(ready.GetProperty("projections").EnumerateArray(), p => p.TryGetProperty("fault", out _));
        Assert.Equal(("Agreements", "Stopped; see the service's log or `projections`."), (stopped.GetProperty("name").GetString(), stopped.GetProperty("fault").GetString()));
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

    [Fact]
    public async Task A_database_that_can_only_be_read_was_called_ready()
    {
        await using var service = await RunningService.Start(postgres, "readonly", Ct);
        var name = new NpgsqlConnectionStringBuilder(service.ConnectionString).Database;
        await using var standby = service.Database.CreateCommand($"alter database \"{name}\" set default_transaction_read_only = on");
        await standby.ExecuteNonQueryAsync(Ct);
        service.Database.Clear();

        using var ready = await service.Http.GetAsync(new Uri("/readyz", UriKind.Relative), Ct);
        var said = await ready.Content.ReadFromJsonAsync<JsonElement>(Ct);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "unready"), (ready.StatusCode, said.GetProperty("status").GetString()));
        Assert.Equal("The database can only be read.", said.GetProperty("fault").GetString());
    }

    [Fact]
    public async Task A_failure_of_ours_sent_its_reader_to_the_log_without_a_trace_id_to_look_for()
    {
        using var log = new Lined();
        await using var service = await RunningService.Start(postgres, "traceless", Ct, builder => builder.Logging.AddProvider(log));
        await using var fault = service.Database.CreateCommand("alter table read.agreement rename column doc to gone");
        await fault.ExecuteNonQueryAsync(Ct);

        using var failed = await service.Http.GetAsync(new Uri("/agreements/any", UriKind.Relative), Ct);
        var problem = await failed.Content.ReadFromJsonAsync<JsonElement>(Ct);

        Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        var traceId = problem.GetProperty("traceId").GetString()!;
        var (line, error) = Assert.Single(log.Lines, l => l.Line.Contains(traceId, StringComparison.Ordinal));
        Assert.Equal($"GET /agreements/any failed, trace id {traceId}", line);
        Assert.IsType<PostgresException>(error);
        Assert.Single(log.Lines, l => l.Error is PostgresException);
    }

    [Fact]
    public async Task Each_request_during_an_outage_left_a_page_of_stack_trace_in_the_log()
    {
        using var log = new Lined();
        await using var service = await RunningService.Start(postgres, "outage", Ct, builder => builder.Logging.AddProvider(log));
        var name = new NpgsqlConnectionStringBuilder(service.ConnectionString).Database;
        await using var admin = NpgsqlDataSource.Create((await postgres.Cluster(Ct)).ConnectionString("postgres"));
        await using var drop = admin.CreateCommand($"drop database \"{name}\" with (force)");
        await drop.ExecuteNonQueryAsync(Ct);
        log.Lines.Clear();

        for (var n = 0; n < 5; n++)
        {
            using var read = await service.Http.GetAsync(new Uri("/agreements", UriKind.Relative), Ct);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, read.StatusCode);
        }

        var (line, error) = Assert.Single(log.Lines, l => l.Error is not null || l.Line.Contains("database", StringComparison.Ordinal));
        Assert.Null(error);
        Assert.DoesNotContain('\n', line);
    }
}

/// <summary>Keeps what is logged.</summary>
sealed class Lined : ILoggerProvider, ILogger
{
    public ConcurrentQueue<(string Line, Exception? Error)> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue((formatter(state, exception), exception));

    public void Dispose()
    {
    }
}
