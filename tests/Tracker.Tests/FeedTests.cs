using System.Text.Json;
using CommitmentTracker.Platform;

namespace CommitmentTracker.Tracker.Tests;

/// <summary>The history, and the same as it happens.</summary>
public sealed class FeedTests(SharedService shared, CommitmentTracker.Tests.Postgres postgres) : IClassFixture<SharedService>
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static string Source(string slug) => $$"""{"command":"RegisterSource","slug":"{{slug}}","title":"t","publisher":"p","publishedOn":"2020-01-01","language":"en"}""" + "\n";

    [Fact]
    public async Task History_is_filtered_by_stream_prefix_and_type_and_paged_by_position()
    {
        var service = await shared.Get(Ct);
        var before = (await service.Get("/readyz", Ct)).GetProperty("head").GetInt64(); // other tests write in this log too
        await service.SendBatch(Source("h-1") + Source("h-2") + """
            {"command":"AddSourceText","source":"h-1","text":"text"}
            {"command":"RecordAgreement","slug":"h-1","parties":["KAZ","TJK"],"kind":"treaty","title":"T","citation":{"source":"h-1","quote":"text"}}
            """, Ct);

        async Task<List<string>> Ask(string query) =>
            [.. (await service.Get($"/history?{query}", Ct)).GetProperty("items").EnumerateArray().Select(i => $"{i.GetProperty("stream").GetString()} {i.GetProperty("type").GetString()} {i.GetProperty("version")}")];

        Assert.Equal(["source:h-1 source_registered 1", "source:h-1 source_text_added 2"], await Ask("stream=source:h-1"));
        Assert.Equal(["agreement:h-1 agreement_recorded 1"], await Ask($"stream=agreement:&after={before}"));
        Assert.Equal(["source:h-1 source_text_added 2", "agreement:h-1 agreement_recorded 1"], await Ask($"type=source_text_added,agreement_recorded&after={before}"));
        Assert.Empty(await Ask("stream=source:h-1&type=agreement_recorded"));
        var page = await service.Get("/history?stream=source:h-1&limit=1", Ct);
        var rest = await service.Get($"/history?stream=source:h-1&limit=1&after={page.GetProperty("next")}", Ct);
        Assert.Equal(2, rest.GetProperty("items")[0].GetProperty("version").GetInt64());
        Assert.False(rest.TryGetProperty("next", out _));
        var row = (await service.Get("/history?stream=agreement:h-1", Ct)).GetProperty("items")[0];
        Assert.Equal(("officer", "h-1", 0), (row.GetProperty("actor").GetString(), row.GetProperty("citation").GetProperty("source").GetString(), row.GetProperty("citation").GetProperty("span").GetProperty("start").GetInt32()));
        Assert.Equal("T", row.GetProperty("data").GetProperty("title").GetString());
    }

    [Fact]
    public async Task A_search_of_the_history_for_what_is_rare_looked_through_the_whole_log_for_one_page()
    {
        await using var service = await RunningService.Start(postgres, "rare", Ct);
        await service.SendBatch(Source("rare-1"), Ct);
        // Of a type that no projection handles, so that nobody has to work through them.
        await using (var fill = service.Database.CreateCommand($"""
            insert into mt_streams (id, type, version) values ('foreign:x', 'foreign', {Feed.MostLookedAt});
            insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp)
                select n + 1, gen_random_uuid(), 'foreign:x', n, '{"{}"}', 'foreign_thing', now() from generate_series(1, {Feed.MostLookedAt}) n;
            update tracker.log_head set last_seq = {Feed.MostLookedAt + 1}
            """))
            await fill.ExecuteNonQueryAsync(Ct);
        await service.SendBatch(Source("rare-2"), Ct);

        foreach (var query in new[] { "type=source_registered", "stream=source:", "stream=source:&type=source_registered" })
        {
            var (pages, found) = (0, new List<string>());
            for (var next = $"/history?{query}"; next is not null; pages++)
            {
                var page = await service.Get(next, Ct);
                found.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("stream").GetString()!));
                next = page.TryGetProperty("next", out var after) ? $"/history?{query}&after={after}" : null;
            }
            Assert.Equal((2, "source:rare-1 source:rare-2"), (pages, string.Join(' ', found)));
        }
        var one = await service.Get("/history?stream=source:rare-2&type=source_registered", Ct); // an index finds it
        Assert.Equal((1, false), (one.GetProperty("items").GetArrayLength(), one.TryGetProperty("next", out _)));
    }

    [Fact]
    public async Task The_history_took_atLeast_and_did_not_look_at_it()
    {
        var service = await shared.Get(Ct);
        var (_, written) = await service.Send("RegisterSource", new { slug = "at-least", title = "t", publisher = "p", publishedOn = "2020", language = "en" }, Ct);

        var there = await service.Get($"/history?stream=source:at-least&atLeast={written.GetProperty("position")}", Ct);
        using var never = await service.Http.GetAsync(new Uri("/history?atLeast=999999999", UriKind.Relative), Ct);
        using var feed = await service.Http.GetAsync(new Uri("/events?atLeast=1", UriKind.Relative), Ct);

        Assert.Equal(1, there.GetProperty("items").GetArrayLength());
        Assert.Equal((System.Net.HttpStatusCode.ServiceUnavailable, System.Net.HttpStatusCode.BadRequest), (never.StatusCode, feed.StatusCode));
    }

    [Fact]
    public async Task Ndjson_gives_the_log_from_a_position_up_to_a_limit_and_ends()
    {
        var service = await shared.Get(Ct);
        await service.SendBatch(string.Concat(Enumerable.Range(0, 5).Select(n => Source($"nd-{n}"))), Ct);
        var head = (await service.Get("/readyz", Ct)).GetProperty("head").GetInt64();

        Assert.Equal([head - 2, head - 1], await Ndjson(service, $"after={head - 3}&limit=2"));
        Assert.Equal(Enumerable.Range(1, (int)head).Select(n => (long)n), await Ndjson(service, "follow=false"));
        Assert.Empty(await Ndjson(service, $"after={head}"));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_page_of_archived_events_neither_ends_the_feed_nor_holds_its_followers_up()
    {
        await using var service = await RunningService.Start(postgres, "archived", Ct);
        await service.SendBatch(string.Concat(Enumerable.Range(1, 700).Select(n => Source($"ar-{n}"))), Ct);
        await using (var archive = service.Database.CreateCommand("update mt_events set is_archived = true where seq_id between 2 and 690 or seq_id > 695"))
            await archive.ExecuteNonQueryAsync(Ct);

        Assert.Equal([1L, 691L, 692L, 693L, 694L, 695L], await Ndjson(service, "follow=false"));
        Assert.Equal([691L], await Ndjson(service, "after=1&limit=1"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/events?after=695");
        using var response = await service.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ct);
        using var events = new StreamReader(await response.Content.ReadAsStreamAsync(Ct));
        var (_, live) = await service.Send("RegisterSource", new { slug = "after", title = "t", publisher = "p", publishedOn = "2020", language = "en" }, Ct);
        Assert.Equal((live.GetProperty("position").GetInt64(), "source_registered", "source:after"), await Event(events));
    }

    [Fact(Timeout = 60_000)]
    public async Task Server_sent_events_resume_after_the_last_id_and_bring_what_happens_next()
    {
        var service = await shared.Get(Ct);
        var (_, first) = await service.Send("RegisterSource", new { slug = "sse-1", title = "t", publisher = "p", publishedOn = "2020", language = "en" }, Ct);
        var (_, second) = await service.Send("RegisterSource", new { slug = "sse-2", title = "t", publisher = "p", publishedOn = "2020", language = "en" }, Ct);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/events?after=0");
        request.Headers.Add("Last-Event-ID", first.GetProperty("position").ToString());
        using var response = await service.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ct);
        using var events = new StreamReader(await response.Content.ReadAsStreamAsync(Ct));

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal((second.GetProperty("position").GetInt64(), "source_registered", "source:sse-2"), await Event(events));
        var (_, live) = await service.Send("AddSourceText", new { source = "sse-2", text = "line\nline" }, Ct);
        Assert.Equal((live.GetProperty("position").GetInt64(), "source_text_added", "source:sse-2"), await Event(events));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_service_that_stops_lets_its_followers_and_waiting_batches_go_at_once()
    {
        var stopping = await RunningService.Start(postgres, "stopping", Ct);
        using var events = await stopping.Http.GetAsync(new Uri("/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Ct);
        using var raw = await Raw.Open(stopping, Ct);
        await raw.Begin(stopping, "POST", "/commands", "Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n", Ct);
        await raw.Chunk(Source("before-stop"), Ct);
        Assert.Equal("HTTP/1.1 200 OK", await raw.ReadLine(Ct));
        Assert.Contains("\"changed\":true", await raw.ReadLine(Ct), StringComparison.Ordinal);

        var stop = stopping.DisposeAsync().AsTask();

        Assert.Contains("/problems/unavailable", await raw.ReadLine(Ct), StringComparison.Ordinal);
        Assert.Null(await raw.ReadLine(Ct)); // and the client hangs up
        raw.Dispose();
        await stop.WaitAsync(TimeSpan.FromSeconds(20), Ct); // a host that waits in vain waits for 30
    }

    static async Task<(long, string, string)> Event(StreamReader events)
    {
        var fields = new Dictionary<string, string>();
        while (await events.ReadLineAsync(Ct) is { } line)
        {
            if (line.Length > 0 && !line.StartsWith(':'))
                fields[line.Split(": ", 2)[0]] = line.Split(": ", 2)[1];
            else if (fields.Count > 0)
                break;
        }
        var row = JsonSerializer.Deserialize<JsonElement>(fields["data"]);
        Assert.Equal(fields["id"], row.GetProperty("position").ToString());
        return (row.GetProperty("position").GetInt64(), fields["event"], row.GetProperty("stream").GetString()!);
    }

    static async Task<List<long>> Ndjson(RunningService service, string query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/events?{query}") { Headers = { Accept = { new("application/x-ndjson") } } };
        using var response = await service.Http.SendAsync(request, Ct);
        return [.. (await response.Content.ReadAsStringAsync(Ct)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonSerializer.Deserialize<JsonElement>(l).GetProperty("position").GetInt64())];
    }
}
