using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CommitmentTracker.Platform;
using CommitmentTracker.Tests;
using Npgsql;

namespace CommitmentTracker.Tracker.Tests;

/// <summary>What one caller, all followers and all connections may have, and what is said past it.</summary>
public sealed class LimitsTests(Postgres postgres)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_caller_that_runs_away_was_never_told_to_slow_down()
    {
        await using var service = await RunningService.Start(postgres, "limits", Ct, builder => builder.Configuration["Limits:RequestsPerSecond"] = "5");

        (HttpResponseMessage? refused, JsonElement problem) = (null, default);
        for (var n = 0; n < 500 && refused is null; n++)
        {
            (var answer, problem) = await service.Send("RecordAgreement", new { slug = $"a-{n}", parties = new[] { "KAZ", "TJK" }, kind = "treaty", title = "t" }, Ct);
            refused = answer.StatusCode == HttpStatusCode.TooManyRequests ? answer : null;
        }
        using var asReviewer = new HttpRequestMessage(HttpMethod.Get, "/agreements") { Headers = { { "X-Actor", "reviewer" } } };
        using var other = await service.Http.SendAsync(asReviewer, Ct);
        using var live = await service.Http.GetAsync(new Uri("/livez", UriKind.Relative), Ct);

        Assert.NotNull(refused);
        Assert.Equal("/problems/too-many-requests", problem.GetProperty("type").GetString());
        Assert.True(refused.Headers.RetryAfter!.Delta >= TimeSpan.FromSeconds(1));
        Assert.Equal("nosniff", Assert.Single(refused.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (other.StatusCode, live.StatusCode));
    }

    [Fact]
    public async Task Followers_of_the_feed_had_no_end()
    {
        await using var service = await RunningService.Start(postgres, "limits", Ct, builder => builder.Configuration["Limits:Followers"] = "2");
        Task<HttpResponseMessage> Follow() => service.Http.GetAsync(new Uri("/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Ct);

        using var first = await Follow();
        using var second = await Follow();
        using var third = await Follow();
        using var read = await service.Http.GetAsync(new Uri("/history", UriKind.Relative), Ct);

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests, HttpStatusCode.OK], new[] { first, second, third, read }.Select(a => a.StatusCode));
        Assert.NotNull(third.Headers.RetryAfter);
        Assert.Contains("followers", (await third.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connections_had_no_end()
    {
        await using var service = await RunningService.Start(postgres, "limits", Ct, builder => builder.Configuration["Limits:Connections"] = "2");
        var open = new List<Raw>();
        for (var n = 0; n < 2; n++)
        {
            open.Add(await Raw.Open(service, Ct));
            await open[n].Begin(service, "GET", "/livez", "", Ct);
            Assert.Equal("HTTP/1.1 200 OK", await open[n].ReadLine(Ct));
        }
        using var third = await Raw.Open(service, Ct);
        await third.Begin(service, "GET", "/livez", "", Ct);

        Assert.Equal("", await third.ReadToEnd(Ct));
        open.ForEach(o => o.Dispose());
    }

    [Fact]
    public void Two_nodes_asked_for_more_connections_than_PostgreSQL_gives_by_default()
    {
        using var usual = App.Connect("Host=db;Database=tracker");
        using var set = App.Connect("Host=db;Database=tracker;MaxPoolSize=7");
        using var least = App.Connect("Host=db;Database=tracker;Minimum Pool Size=60");

        Assert.InRange(2 * Size(usual), 40, 90);
        Assert.Equal((7, 60), (Size(set), Size(least)));

        static int Size(NpgsqlDataSource source) => new NpgsqlConnectionStringBuilder(source.ConnectionString).MaxPoolSize;
    }

    [Theory]
    [InlineData("Followers", "many")]
    [InlineData("Connections", "0")]
    [InlineData("RequestsPerSecond", "-1")]
    public async Task A_limit_that_is_none_is_refused_at_the_start(string name, string value)
    {
        var refused = await Assert.ThrowsAsync<MisconfiguredException>(() => RunningService.Start(postgres, "limits", Ct, builder => builder.Configuration[$"Limits:{name}"] = value));

        Assert.Contains($"Limits:{name}", refused.Message, StringComparison.Ordinal);
    }
}
