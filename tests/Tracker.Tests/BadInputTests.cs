using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace CommitmentTracker.Tracker.Tests;

/// <summary>Whatever is sent, the answer is a refusal and never a failure, and the next caller does not notice.</summary>
public sealed class BadInputTests(SharedService shared) : IClassFixture<SharedService>
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    const string Figure = """{"reporter":"KAZ","partner":"TJK","flow":"turnover","period":"2022","value":{"amount":AMOUNT,"currency":"USD"},"status":"final","source":"s","releasedOn":"2024-07-25"}""";

    public static TheoryData<string, byte[], int> Bodies { get; } = new()
    {
        { "empty", [], 400 },
        { "blank", " \r\n"u8.ToArray(), 400 },
        { "null", "null"u8.ToArray(), 400 },
        { "a list", "[]"u8.ToArray(), 400 },
        { "a number", "1"u8.ToArray(), 400 },
        { "a text", "\"x\""u8.ToArray(), 400 },
        { "cut off", "{\"slug\":\"a"u8.ToArray(), 400 },
        { "more after the end", "{} {}"u8.ToArray(), 400 },
        { "a comma too many", "{\"slug\":\"a\",}"u8.ToArray(), 400 },
        { "a comment", "{/* hello */}"u8.ToArray(), 400 },
        { "single quotes", "{'slug':'a'}"u8.ToArray(), 400 },
        { "UTF-16", Encoding.Unicode.GetBytes("{}"), 400 },
        { "not UTF-8 in a value", [.. "{\"title\":\""u8, 0xff, 0xfe, .. "\"}"u8], 400 },
        { "not UTF-8 in a name", [.. "{\""u8, 0xc3, 0x28, .. "\":1}"u8], 400 },
        { "overlong UTF-8", [.. "{\"title\":\""u8, 0xc0, 0x80, .. "\"}"u8], 400 },
        { "a surrogate in UTF-8", [.. "{\"title\":\""u8, 0xed, 0xa0, 0x80, .. "\"}"u8], 400 },
        { "half a surrogate pair in a value", "{\"title\":\"\\ud83d\"}"u8.ToArray(), 422 },
        { "half a surrogate pair in a name", "{\"\\ud83d\":1}"u8.ToArray(), 400 },
        { "half a surrogate pair in a list", "{\"parties\":[\"\\udc00\"]}"u8.ToArray(), 422 },
        { "U+0000 in a value", "{\"title\":\"a\\u0000b\"}"u8.ToArray(), 422 },
        { "U+0000 in a name", "{\"\\u0000\":1}"u8.ToArray(), 400 },
        { "U+0000 raw", "{\"title\":\"a\0b\"}"u8.ToArray(), 400 },
        { "a member twice", "{\"title\":\"a\",\"title\":\"b\"}"u8.ToArray(), 400 },
        { "a member twice, once escaped", "{\"title\":\"a\",\"t\\u0069tle\":\"b\"}"u8.ToArray(), 400 },
        { "a member in another case", "{\"Title\":\"a\"}"u8.ToArray(), 400 },
        { "nested too deep", Encoding.ASCII.GetBytes("{\"title\":" + new string('[', 40) + new string(']', 40) + "}"), 400 },
        { "nested very deep", Encoding.ASCII.GetBytes("{\"title\":" + new string('[', 100_000)), 400 },
        { "deep objects", Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 20_000))), 400 },
        { "null where none may be", "{\"slug\":\"a\",\"parties\":null,\"kind\":null,\"title\":null}"u8.ToArray(), 422 },
        { "null among the parties", "{\"slug\":\"a\",\"parties\":[null,\"KAZ\"],\"kind\":\"treaty\",\"title\":\"t\"}"u8.ToArray(), 422 },
        { "an object for a text", "{\"slug\":{},\"title\":[1]}"u8.ToArray(), 422 },
        { "an enum by number", "{\"slug\":\"a\",\"parties\":[\"KAZ\",\"TJK\"],\"kind\":1,\"title\":\"t\"}"u8.ToArray(), 422 },
        { "an enum by a number's text", "{\"slug\":\"a\",\"parties\":[\"KAZ\",\"TJK\"],\"kind\":\"1\",\"title\":\"t\"}"u8.ToArray(), 422 },
        { "two enums at once", "{\"slug\":\"a\",\"parties\":[\"KAZ\",\"TJK\"],\"kind\":\"treaty, declaration\",\"title\":\"t\"}"u8.ToArray(), 422 },
        { "a date of the year 0", "{\"slug\":\"a\",\"parties\":[\"KAZ\",\"TJK\"],\"kind\":\"treaty\",\"title\":\"t\",\"signedOn\":\"0000-00-00\"}"u8.ToArray(), 422 },
        { "a slug that climbs", "{\"slug\":\"../../etc\",\"parties\":[\"KAZ\",\"TJK\"],\"kind\":\"treaty\",\"title\":\"t\"}"u8.ToArray(), 422 },
        { "a title of 300 KiB", Encoding.ASCII.GetBytes($"{{\"title\":\"{new string('x', 300_000)}\"}}"), 413 },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_body_nobody_can_take_is_refused_alone_and_in_a_batch(string what, byte[] body, int status)
    {
        var service = await shared.Get(Ct);

        var (code, type) = await Send(service, "/commands/RecordAgreement", "application/json", body);
        Assert.Equal((what, status, "application/problem+json"), (what, code, type));

        byte[] line = [.. "{\"command\":\"RecordAgreement\","u8, .. body is [(byte)'{', .. var rest] ? rest : body];
        var answers = await Batch(service, [.. line.Where(b => b != (byte)'\n'), .. "\n"u8, .. Good($"after-{Math.Abs(what.GetHashCode(StringComparison.Ordinal))}")]);
        Assert.InRange(answers[0].GetProperty("status").GetInt32(), 400, 422);
        Assert.True(answers[^1].GetProperty("changed").GetBoolean(), answers[^1].ToString());
    }

    [Theory]
    [InlineData("NaN", 400)]
    [InlineData("Infinity", 400)]
    [InlineData("1e400", 422)]
    [InlineData("-1e400", 422)]
    [InlineData("1e29", 422)]
    [InlineData("1e-30", 422)]
    [InlineData("0.0000001", 422)]
    [InlineData("1234567890123456", 422)]
    [InlineData("-1", 422)]
    [InlineData("\"1\"", 422)]
    [InlineData("01", 400)]
    [InlineData("0x10", 400)]
    public async Task A_number_that_is_none_or_cannot_be_kept_as_it_stands_is_refused(string amount, int status)
    {
        var service = await shared.Get(Ct);

        var (code, _) = await Send(service, "/commands/RecordTradeFigure", "application/json", Encoding.ASCII.GetBytes(Figure.Replace("AMOUNT", amount, StringComparison.Ordinal)));

        Assert.Equal(status, code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_beyond_the_limit_is_told_so_and_the_connection_closed(bool chunked)
    {
        var service = await shared.Get(Ct);
        using var raw = await Raw.Open(service, Ct);
        await raw.Begin(service, "POST", "/commands/RecordAgreement", $"Content-Type: application/json\r\n{(chunked ? "Transfer-Encoding: chunked" : "Content-Length: 900000")}\r\n", Ct);
        if (chunked)
            await raw.Chunk(new('x', 270_000), Ct);

        var answer = await raw.ReadToEnd(Ct);

        Assert.Equal(413, Raw.Status(answer));
        Assert.Contains("Connection: close", answer, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("/problems/too-large", answer, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await service.Send("RecordAgreement", Encoding.UTF8.GetString(Good($"after-large-{chunked}".ToLowerInvariant(), alone: true)), Ct)).Response.StatusCode);
    }

    [Fact]
    public async Task Clients_that_stop_in_the_middle_of_a_body_or_do_not_read_their_answer_hold_nobody_up()
    {
        var service = await shared.Get(Ct);
        await service.SendBatch(string.Concat(Enumerable.Range(0, 200).Select(n => $$"""{"command":"RegisterSource","slug":"long-{{n}}","title":"{{new string('t', 400)}}","publisher":"p","publishedOn":"2020","language":"en"}""" + "\n")), Ct);
        var idle = new List<Raw>();
        for (var n = 0; n < 20; n++)
        {
            var raw = await Raw.Open(service, Ct);
            idle.Add(raw);
            if (n % 2 == 0)
            {
                await raw.Begin(service, "POST", n % 4 == 0 ? "/commands/RecordAgreement" : "/commands", $"Content-Type: application/{(n % 4 == 0 ? "json" : "x-ndjson")}\r\nContent-Length: 1000\r\n", Ct);
                foreach (var c in "{\"slug\"")
                    await raw.Send(c.ToString(), Ct);
            }
            else
                await raw.Begin(service, "GET", "/events?follow=true", "Accept: text/event-stream\r\n", Ct);
        }

        for (var n = 0; n < 20; n++)
            Assert.Equal(HttpStatusCode.OK, (await service.Send("RecordAgreement", Encoding.UTF8.GetString(Good($"not-held-up-{n}", alone: true)), Ct)).Response.StatusCode);

        foreach (var raw in idle)
            raw.Dispose();
    }

    [Theory]
    [InlineData("/history?stream=%00")]
    [InlineData("/agreements?after=%00")]
    [InlineData("/sources?language=a%00b")]
    [InlineData("/targets?after=%00")]
    [InlineData("/history?type=%00")]
    [InlineData("/agreements?kind=-1")]
    [InlineData("/agreements?kind=treaty,declarations")]
    [InlineData("/targets?asKnownOn=9999-12-31T23:59:59.9999999-14:00")]
    public async Task A_query_that_the_database_cannot_hold_was_told_that_the_service_is_down(string path)
    {
        var service = await shared.Get(Ct);

        using var response = await service.Http.GetAsync(new Uri(path, UriKind.Relative), Ct);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    static byte[] Good(string slug, bool alone = false) => Encoding.UTF8.GetBytes(
        $$"""{{{(alone ? "" : "\"command\":\"RecordAgreement\",")}}"slug":"{{slug}}","parties":["KAZ","TJK"],"kind":"treaty","title":"T"}""");

    static async Task<(int, string?)> Send(RunningService service, string path, string type, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var response = await service.Http.PostAsync(new Uri(path, UriKind.Relative), content, Ct);
        return ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType);
    }

    static async Task<List<JsonElement>> Batch(RunningService service, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/x-ndjson");
        using var response = await service.Http.PostAsync(new Uri("/commands", UriKind.Relative), content, Ct);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return [.. (await response.Content.ReadAsStringAsync(Ct)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonSerializer.Deserialize<JsonElement>(l))];
    }
}
