using System.Net;
using System.Text.Json;

namespace CommitmentTracker.Tracker.Tests;

/// <summary>Many commands as NDJSON, answered line by line.</summary>
public sealed class BatchTests(SharedService shared) : IClassFixture<SharedService>
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static string Agreement(string slug, string more = "") => $$"""{"command":"RecordAgreement","slug":"{{slug}}","parties":["KAZ","TJK"],"kind":"treaty","title":"T"{{more}}}""";

    [Fact]
    public async Task Answers_bear_the_numbers_of_their_lines_and_a_refused_line_does_not_stop_its_neighbours()
    {
        var answers = await (await shared.Get(Ct)).SendBatch(
            $"{Agreement("n-1")}\n\n{Agreement("n-2", ",\"colour\":1")}\r\n  \t\r\n{{\"command\":\"Nonsense\"}}\n{{}}\nno json\n[1]\n{Agreement("n-2")}\r\n{Agreement("n-1")}", Ct);

        Assert.Equal([1, 3, 5, 6, 7, 8, 9, 10], answers.Select(a => a.GetProperty("line").GetInt32()));
        Assert.Equal([0, 400, 400, 422, 400, 400, 0, 0], answers.Select(Status));
        Assert.Equal([true, true, false], answers.Where(a => Status(a) == 0).Select(a => a.GetProperty("changed").GetBoolean()));
        Assert.Equal("/colour", answers[1].GetProperty("errors")[0].GetProperty("pointer").GetString());
        Assert.Equal("/command", answers[2].GetProperty("errors")[0].GetProperty("pointer").GetString());
    }

    [Fact]
    public async Task A_later_line_sees_what_an_earlier_one_registered()
    {
        var answers = await (await shared.Get(Ct)).SendBatch("""
            {"command":"RecordAgreement","slug":"cites","parties":["KAZ","TJK"],"kind":"treaty","title":"T","citation":{"source":"same-chunk","quote":"2 billion"}}
            {"command":"RegisterSource","slug":"same-chunk","title":"t","publisher":"p","publishedOn":"2024-01-01","text":"We raised our trade to 2 billion dollars.","language":"en"}
            {"command":"RecordAgreement","slug":"cites","parties":["KAZ","TJK"],"kind":"treaty","title":"T","citation":{"source":"same-chunk","quote":"2 billion"}}
            {"command":"SignAgreement","agreement":"cites","signedOn":"2024-08-22","citation":{"source":"same-chunk","quote":"3 billion"}}
            {"command":"SignAgreement","agreement":"cites","signedOn":"2024-08-22"}
            """, Ct);

        Assert.Equal([422, 0, 0, 422, 0], answers.Select(Status));
        Assert.Equal(["/problems/unknown-source", "/problems/quote-not-found"], answers.Where(a => Status(a) != 0).Select(a => a.GetProperty("type").GetString()));
        Assert.Equal(2, answers[4].GetProperty("version").GetInt64());
    }

    [Fact]
    public async Task The_member_command_may_stand_anywhere()
    {
        var answers = await (await shared.Get(Ct)).SendBatch("""
            {"slug":"last","parties":["KAZ","TJK"],"kind":"treaty","title":"T","command":"RecordAgreement"}
            { "slug" : "middle" , "command" : "RecordAgreement" , "parties":["KAZ","TJK"],"kind":"treaty","title":"command"}
            {"command":"RecordAgreement","slug":"double","command":"RecordAgreement","parties":["KAZ","TJK"],"kind":"treaty","title":"T"}
            {"citation":{"command":"RecordAgreement"},"slug":"inner"}
            """, Ct);

        Assert.Equal([0, 0, 400, 422], answers.Select(Status));
    }

    [Fact]
    public async Task A_comma_missing_after_the_command_was_overlooked()
    {
        var answers = await (await shared.Get(Ct)).SendBatch("""
            {"command":"RecordAgreement" "slug":"comma","parties":["KAZ","TJK"],"kind":"treaty","title":"T"}
            {"slug":"comma-2","parties":["KAZ","TJK"],"kind":"treaty","title":"T","command":"RecordAgreement",}
            """, Ct);

        Assert.Equal([400, 400], answers.Select(Status));
    }

    [Fact]
    public async Task A_file_that_begins_with_a_byte_order_mark_is_read()
    {
        var answers = await (await shared.Get(Ct)).SendBatch("\ufeff" + Agreement("bom"), Ct);

        Assert.Equal([0], answers.Select(Status));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_line_beyond_the_limit_is_refused_and_the_lines_after_it_are_taken(bool late)
    {
        var service = await shared.Get(Ct);
        var huge = Agreement("huge", $",\"subject\":\"{new string('x', 1_000_000)}\"");
        using var raw = await BeginBatch(service);
        await raw.Chunk(Agreement($"before-huge-{late}".ToLowerInvariant()) + "\n", Ct);
        if (late) // the answer has begun when the long line comes
            Assert.Equal(0, Status(await Next(raw)));
        await raw.Chunk(huge + "\n" + Agreement($"after-huge-{late}".ToLowerInvariant()), Ct);
        await raw.EndChunks(Ct);
        if (!late)
            Assert.Equal(0, Status(await Next(raw)));

        var refused = await Next(raw);
        var after = await Next(raw);

        Assert.Equal((413, 2), (Status(refused), refused.GetProperty("line").GetInt32()));
        Assert.Equal((0, 3), (Status(after), after.GetProperty("line").GetInt32()));
        Assert.Null(await raw.ReadLine(Ct));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_client_that_waited_for_each_answer_before_the_next_line_waited_for_ever()
    {
        var service = await shared.Get(Ct);
        using var raw = await BeginBatch(service);
        for (var n = 0; n < 5; n++)
        {
            await raw.Chunk(Agreement($"one-by-one-{n}") + "\n", Ct);
            var answer = await Next(raw);
            Assert.Equal((n + 1, true), (answer.GetProperty("line").GetInt32(), answer.GetProperty("changed").GetBoolean()));
        }
        await raw.EndChunks(Ct);
        Assert.Null(await raw.ReadLine(Ct));
    }

    [Fact(Timeout = 120_000)]
    public async Task Twenty_thousand_lines_stream_both_ways_in_order()
    {
        const int Lines = 20_000;
        var service = await shared.Get(Ct);
        await service.Send("RegisterSource", new { slug = "streaming", title = "t", publisher = "p", publishedOn = "2020", language = "en" }, Ct);
        using var raw = await BeginBatch(service);
        var someAnswered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var sending = Task.Run(async () =>
        {
            for (var n = 0; n < Lines; n += 500)
            {
                await raw.Chunk(string.Concat(Enumerable.Range(n, 500).Select(i => Figure(i) + "\n")), Ct);
                if (n == Lines / 2) // and no further until there are answers
                    await someAnswered.Task.WaitAsync(Ct);
            }
            await raw.EndChunks(Ct);
        }, Ct);

        long position = 0;
        for (var read = 0; read < Lines; read++)
        {
            if (read == Lines / 4)
                someAnswered.SetResult();
            var answer = await Next(raw);
            Assert.Equal((read + 1, true), (answer.GetProperty("line").GetInt32(), answer.TryGetProperty("changed", out var changed) && changed.GetBoolean()));
            Assert.True(answer.GetProperty("position").GetInt64() > position);
            position = answer.GetProperty("position").GetInt64();
        }
        await sending;

        Assert.Null(await raw.ReadLine(Ct));
    }

    [Fact]
    public async Task A_dry_batch_takes_each_line_as_the_register_stands_however_it_was_cut_and_leaves_nothing()
    {
        var service = await shared.Get(Ct);

        var answers = await service.SendBatch($$"""
            {{Agreement("dry-batch")}}
            {"command":"SignAgreement","agreement":"dry-batch","signedOn":"2024-08-22"}
            {{Agreement("dry-batch", ",\"subject\":\"another\"")}}
            """, Ct, "?dryRun=true");

        Assert.Equal([0, 404, 0], answers.Select(Status));
        Assert.False(answers[0].GetProperty("changed").GetBoolean());
        Assert.Equal([1L, 1L], new[] { answers[0], answers[2] }.Select(a => a.GetProperty("events")[0].GetProperty("version").GetInt64()));
        var history = await service.Get("/history?stream=agreement:dry-batch", Ct);
        Assert.Empty(history.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_command_that_postgresql_refuses_falls_alone()
    {
        var service = await shared.Get(Ct);
        await using var poison = service.Database.CreateCommand("""
            create function refuse_poison() returns trigger language plpgsql as $$
            begin if new.stream_id = 'agreement:poison' then raise exception 'poison' using errcode = '22023'; end if; return new; end $$;
            create trigger refuse_poison before insert on public.mt_events for each row execute function refuse_poison()
            """);
        await poison.ExecuteNonQueryAsync(Ct);

        var answers = await service.SendBatch($$"""
            {{Agreement("before-poison")}}
            {{Agreement("poison")}}
            {"command":"SignAgreement","agreement":"before-poison","signedOn":"2024-08-22"}
            {"command":"SignAgreement","agreement":"poison","signedOn":"2024-08-22"}
            {{Agreement("after-poison")}}
            """, Ct);

        Assert.Equal([0, 422, 0, 404, 0], answers.Select(Status));
        Assert.Equal("/problems/store-refused", answers[1].GetProperty("type").GetString());
        Assert.All(answers.Where(a => Status(a) == 0), a => Assert.True(a.GetProperty("changed").GetBoolean()));
    }

    [Fact]
    public async Task If_match_does_not_go_with_many_commands_and_plain_json_is_no_batch()
    {
        var service = await shared.Get(Ct);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/commands") { Content = new StringContent("", null, "application/x-ndjson") };
        request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        using var matched = await service.Http.SendAsync(request, Ct);
        using var json = new StringContent("[]", null, "application/json");
        using var list = await service.Http.PostAsync(new Uri("/commands", UriKind.Relative), json, Ct);

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.UnsupportedMediaType), (matched.StatusCode, list.StatusCode));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n\r\n")]
    public async Task A_batch_without_a_command_is_answered_with_nothing(string body) =>
        Assert.Empty(await (await shared.Get(Ct)).SendBatch(body, Ct));

    static async Task<Raw> BeginBatch(RunningService service)
    {
        var raw = await Raw.Open(service, Ct);
        await raw.Begin(service, "POST", "/commands", "Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n", Ct);
        return raw;
    }

    static async Task<JsonElement> Next(Raw raw)
    {
        var line = await raw.ReadLine(Ct);
        if (line?.StartsWith("HTTP/1.1", StringComparison.Ordinal) == true)
        {
            Assert.Equal("HTTP/1.1 200 OK", line);
            line = await raw.ReadLine(Ct);
        }
        return JsonSerializer.Deserialize<JsonElement>(line ?? throw new InvalidOperationException("The answer ended too early."));
    }

    static string Figure(int n) =>
        $$"""{"command":"RecordTradeFigure","reporter":"{{(n % 2 == 0 ? "KAZ" : "TJK")}}","partner":"{{(n < 19_200 ? "UZB" : "KGZ")}}","flow":"{{(n % 4 < 2 ? "export" : "import")}}","period":"{{1600 + n / 4 / 12 % 400}}-{{n / 4 % 12 + 1:00}}","value":{"amount":{{1_000_000 + n}},"currency":"USD"},"status":"final","source":"streaming","releasedOn":"2024-07-25"}""";

    static int Status(JsonElement answer) => answer.TryGetProperty("status", out var status) ? status.GetInt32() : 0;
}
