using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.Logging;

namespace CommitmentTracker.Tracker.Tests;

/// <summary>Every error has a problem document, but those the server finds before there is a request; these have one bare answer.</summary>
public sealed class ErrorDocumentTests(SharedService shared, CommitmentTracker.Tests.Postgres postgres) : IClassFixture<SharedService>
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET /targets/%00 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400)]
    [InlineData("GET /targets HTTP/1.1\r\n\r\n", 400)]
    [InlineData("GET /targets HTTP/1.1\r\nHost: localhost\r\nno header\r\n\r\n", 400)]
    [InlineData("GET /targets HTTP/9.9\r\nHost: localhost\r\n\r\n", 505)]
    [InlineData("nonsense\r\n\r\n", 400)]
    [InlineData("GET /targets HTTP/1.1\r\nHost: localhost\r\nX: {long}\r\n\r\n", 431)]
    public async Task What_the_server_itself_refuses_was_answered_twice_on_one_line(string request, int status)
    {
        using var raw = await Raw.Open(await shared.Get(Ct), Ct);
        await raw.Send(request.Replace("{long}", new('x', 40_000), StringComparison.Ordinal), Ct);

        var answer = await raw.ReadToEnd(Ct);

        Assert.Equal(status, Raw.Status(answer));
        Assert.Equal(1, answer.Split("HTTP/1.1 ").Length - 1);
        Assert.Contains("Connection: close", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", answer, StringComparison.Ordinal); // below HTTP there is no document
    }

    [Fact]
    public async Task A_line_of_a_batch_that_failed_in_the_service_was_told_that_the_database_is_away_and_left_nothing_in_the_log()
    {
        using var log = new Lined();
        await using var service = await RunningService.Start(postgres, "inside", Ct, builder => builder.Logging.AddProvider(log));
        await using var fault = service.Database.CreateCommand("alter table public.mt_events rename column headers to gone");
        await fault.ExecuteNonQueryAsync(Ct);

        var lines = await service.SendBatch("""
            {"command":"RecordAgreement","slug":"a","parties":["KAZ","TJK"],"kind":"treaty","title":"t"}
            {"command":"RecordAgreement","slug":"a b","parties":["KAZ","TJK"],"kind":"treaty","title":"t"}
            {"command":"RecordAgreement","slug":"c","parties":["KAZ","TJK"],"kind":"treaty","title":"t"}
            """, Ct);

        Assert.Equal([500, 422, 500], lines.Select(l => l.GetProperty("status").GetInt32()));
        var traceId = lines[0].GetProperty("traceId").GetString()!;
        Assert.Equal(traceId, lines[2].GetProperty("traceId").GetString());
        Assert.Single(log.Lines, l => l.Line.Contains(traceId, StringComparison.Ordinal) && l.Error is Npgsql.PostgresException);
    }

    [Fact]
    public async Task Where_nobody_traced_events_had_no_correlation()
    {
        var service = await shared.Get(Ct);
        var trace = System.Diagnostics.ActivityTraceId.CreateRandom().ToHexString();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/commands/RegisterSource")
        {
            Content = JsonContent.Create(new { slug = "traced", title = "t", publisher = "p", publishedOn = "2020", language = "en" }),
            Headers = { { "traceparent", $"00-{trace}-{System.Diagnostics.ActivitySpanId.CreateRandom().ToHexString()}-00" } },
        };
        using var answer = await service.Http.SendAsync(request, Ct);
        await service.SendBatch("""
            {"command":"RegisterSource","slug":"traced-1","title":"t","publisher":"p","publishedOn":"2020","language":"en"}
            {"command":"RegisterSource","slug":"traced-2","title":"t","publisher":"p","publishedOn":"2020","language":"en"}
            """, Ct);

        var found = new List<string>();
        await using var query = service.Database.CreateCommand("select correlation_id from public.mt_events where stream_id in ('source:traced', 'source:traced-1', 'source:traced-2') order by stream_id");
        await using var row = await query.ExecuteReaderAsync(Ct);
        while (await row.ReadAsync(Ct))
            found.Add(row.GetString(0));

        Assert.Equal(trace, found[0]);
        Assert.Matches("^[0-9a-f]{32}$", found[1]);
        Assert.Equal(found[1], found[2]); // one request
        Assert.NotEqual(found[0], found[1]);
    }

    [Fact]
    public async Task A_client_that_asks_for_what_the_server_cannot_take_is_refused_and_goes_on()
    {
        var service = await shared.Get(Ct);
        for (var n = 0; n < 3; n++)
        {
            using var refused = await service.Http.GetAsync(new Uri("/targets/%00", UriKind.Relative), Ct);
            using var next = await service.Http.GetAsync(new Uri("/targets", UriKind.Relative), Ct);

            Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.OK), (refused.StatusCode, next.StatusCode));
        }
    }
}
