using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using CommitmentTracker.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace CommitmentTracker.Tracker.Tests;

/// <summary>Slips are mended where everybody sees them, what several sources say is kept, and lists stay as they are until they change.</summary>
public sealed class CorrectionTests(Postgres postgres)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_wrong_text_could_never_be_corrected_and_its_quotes_stood_as_verified()
    {
        await using var service = await RunningService.Start(postgres, "wrongtext", Ct);
        await Load(service, """
            {"command":"RegisterSource","slug":"note","title":"A note","publisher":"The desk","publishedOn":"2018-03-15","language":"en","text":"They signed a pakt and want 2 billion."}
            {"command":"RecordAgreement","slug":"pact","parties":["KAZ","TJK"],"kind":"treaty","title":"A pact","citation":{"source":"note","quote":"a pakt"}}
            {"command":"SetTradeTarget","slug":"goal","pair":"KAZ-TJK","measure":"turnover","goal":{"amount":2000000000,"currency":"USD"},"statedOn":"2018-03-14","citation":{"source":"note","quote":"2 billion"}}
            """);
        string[] views = ["/agreements/pact", "/agreements", "/targets/goal", "/targets", "/pairs/KAZ-TJK"];
        foreach (var view in views)
            Assert.All(Citations(await service.Get(view, Ct)), c => Assert.True(c.GetProperty("verified").GetBoolean(), view));
        var before = await service.Get("/sources/note", Ct);

        var (refused, problem) = await service.Send("AddSourceText", new { source = "note", text = "They signed a pact and want 2 billion." }, Ct);
        var (_, answer) = await service.Send("CorrectSourceText", new { source = "note", text = "They signed a pact and want 2 billion.", reason = "Badly copied." }, Ct);
        var (_, again) = await service.Send("CorrectSourceText", new { source = "note", text = "They signed a pact and want 2 billion.", reason = "Badly copied." }, Ct);

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("CorrectSourceText", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal((true, false), (answer.GetProperty("changed").GetBoolean(), again.GetProperty("changed").GetBoolean()));
        foreach (var said in new[] { answer, again })
        {
            Assert.Equal(1, said.GetProperty("quotes").GetProperty("verified").GetInt32());
            Assert.Equal("a pakt", Assert.Single(said.GetProperty("quotes").GetProperty("notFound").EnumerateArray()).GetProperty("quote").GetString());
        }
        foreach (var view in views)
            Assert.All(Citations(await service.Get($"{view}?atLeast={answer.GetProperty("position")}", Ct)),
                c => Assert.Equal(c.GetProperty("quote").GetString() == "2 billion", c.GetProperty("verified").GetBoolean()));
        var known = Uri.EscapeDataString(before.GetProperty("recordedAt").GetString()!);
        foreach (var view in (string[])["/agreements/pact", "/targets/goal", "/pairs/KAZ-TJK"])
            Assert.All(Citations(await service.Get($"{view}?asKnownOn={known}", Ct)), c => Assert.True(c.GetProperty("verified").GetBoolean(), view));
        Assert.Equal(before.ToString(), (await service.Get($"/sources/note?asKnownOn={known}", Ct)).ToString());
        var note = await service.Get("/sources/note", Ct);
        Assert.Equal("They signed a pact and want 2 billion.", note.GetProperty("text").GetString());
        Assert.Equal([("agreement:pact", false), ("target:goal", true)], note.GetProperty("quotes").EnumerateArray().Select(q => (q.GetProperty("stream").GetString(), q.GetProperty("verified").GetBoolean())));
        Assert.Equal("Badly copied.", note.GetProperty("timeline").EnumerateArray().Last().GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_source_that_was_given_a_wrong_day_showed_what_it_says_on_the_wrong_day_for_ever()
    {
        var clock = new SetClock(new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));
        await using var service = await RunningService.Start(postgres, "wrongday", Ct, builder => builder.Services.AddSingleton<TimeProvider>(clock));
        await Load(service, """
            {"command":"RegisterSource","slug":"note","title":"A note","publisher":"The desk","publishedOn":"2013-05-04","language":"en"}
            {"command":"RecordAgreement","slug":"pact","parties":["KAZ","TJK"],"kind":"treaty","title":"A pakt","citation":{"source":"note","quote":"a pact"}}
            """);
        clock.Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
        await Load(service, """
            {"command":"CorrectSource","source":"note","publishedOn":"2023-05-04","language":"ru","reason":"2013 was typed for 2023."}
            {"command":"CorrectAgreement","agreement":"pact","title":"A pact","kind":"declaration","reason":"Mistyped."}
            """);

        async Task<IEnumerable<string?>> Titles(string query) => [.. (await service.Get($"/agreements?{query}", Ct)).GetProperty("items").EnumerateArray().Select(a => a.GetProperty("title").GetString())];

        Assert.Empty(await Titles("asPublishedBy=2020-01-01"));
        Assert.Equal(["A pakt"], await Titles("asPublishedBy=2020-01-01&asKnownOn=2026-11-21"));
        Assert.Equal(["A pact"], await Titles("asPublishedBy=2023-05-04"));
        Assert.Equal(["A pakt"], await Titles("asKnownOn=2026-11-21&kind=treaty"));
        Assert.Equal((0, 1), ((await Titles("kind=treaty")).Count(), (await Titles("kind=declaration")).Count()));
        Assert.Single((await service.Get("/sources?language=en&asKnownOn=2026-11-21", Ct)).GetProperty("items").EnumerateArray());
        Assert.Empty((await service.Get("/sources?language=en", Ct)).GetProperty("items").EnumerateArray());
        Assert.Equal("2013-05-04", (await service.Get("/sources/note?asKnownOn=2026-11-21", Ct)).GetProperty("publishedOn").GetString());
        Assert.Equal("Mistyped.", (await service.Get("/agreements/pact", Ct)).GetProperty("timeline").EnumerateArray().Last().GetProperty("reason").GetString());
    }

    [Fact]
    public async Task What_a_second_source_says_of_an_agreement_was_answered_with_nothing_and_lost()
    {
        await using var service = await RunningService.Start(postgres, "mention", Ct);
        await Load(service, """
            {"command":"RegisterSource","slug":"one","title":"One","publisher":"p","publishedOn":"2023-05-06","language":"en"}
            {"command":"RegisterSource","slug":"two","title":"Two","publisher":"p","publishedOn":"2023-05-05","language":"en","text":"It was signed."}
            {"command":"RecordAgreement","parties":["KAZ","TJK"],"kind":"treaty","title":"A pact","citation":{"source":"one","quote":"a pact"}}
            {"command":"RecordAgreement","parties":["KAZ","TJK"],"kind":"treaty","title":"A pact","signedOn":"2023-05-04","citation":{"source":"one","quote":"signed on 4 May"}}
            {"command":"SignAgreement","agreement":"kaz-tjk-a-pact","signedOn":"2023-05-04","citation":{"source":"two","quote":"signed"}}
            """);

        var view = await service.Get("/agreements/kaz-tjk-a-pact", Ct);
        var (refused, problem) = await service.Send("SignAgreement", new { agreement = "kaz-tjk-a-pact", signedOn = "2023-05-05", citation = new { source = "two", quote = "It was signed" } }, Ct);

        Assert.Equal([("one", false), ("one", false), ("two", true)], view.GetProperty("citations").EnumerateArray().Select(c => (c.GetProperty("source").GetString(), c.GetProperty("verified").GetBoolean())));
        Assert.Equal("Signed", (await service.Get("/agreements/kaz-tjk-a-pact?asPublishedBy=2023-05-05", Ct)).GetProperty("status").GetString());
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("CorrectAgreement", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);

        // The day it gives is kept beside, by the command that the refusal names.
        await Load(service, """
            {"command":"RestateAgreement","agreement":"kaz-tjk-a-pact","statedOn":"2023-05-05","on":"2023-05-05","citation":{"source":"two","quote":"It was signed"}}
            """);
        var other = (await service.Get("/agreements/kaz-tjk-a-pact", Ct)).GetProperty("contradictions").EnumerateArray().Single();
        Assert.Equal(("two", "agreement_signed", "2023-05-05"), (other.GetProperty("source").GetString(), other.GetProperty("act").GetString(), other.GetProperty("on").GetString()));
    }

    [Fact]
    public async Task A_list_that_had_not_changed_was_sent_whole_after_every_event_anywhere()
    {
        await using var service = await RunningService.Start(postgres, "etag", Ct);
        await Load(service, """
            {"command":"RegisterSource","slug":"one","title":"One","publisher":"p","publishedOn":"2023-05-06","language":"en"}
            {"command":"RecordAgreement","slug":"pact","parties":["KAZ","TJK"],"kind":"treaty","title":"A pact"}
            {"command":"SetTradeTarget","slug":"goal","pair":"KAZ-TJK","measure":"turnover","goal":{"amount":2000000000,"currency":"USD"},"statedOn":"2018-03-14"}
            """);
        string[] lists = ["/agreements?pair=KAZ-TJK", "/sources?language=en", "/targets?pair=KAZ-TJK"];
        var tags = new Dictionary<string, EntityTagHeaderValue>();
        var positions = new Dictionary<string, long>();
        foreach (var list in lists)
        {
            using var response = await service.Http.GetAsync(new Uri(list, UriKind.Relative), Ct);
            tags[list] = response.Headers.ETag!;
            positions[list] = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync(Ct)).GetProperty("position").GetInt64();
        }

        await Load(service, """
            {"command":"RecordAgreement","slug":"elsewhere","parties":["FRA","DEU"],"kind":"treaty","title":"Elsewhere"}
            {"command":"RegisterSource","slug":"two","title":"Two","publisher":"p","publishedOn":"2023-05-06","language":"ru"}
            """);
        foreach (var list in lists)
        {
            Assert.Equal(HttpStatusCode.NotModified, await Status(list));
            Assert.Equal(positions[list], (await service.Get(list, Ct)).GetProperty("position").GetInt64());
        }

        await Load(service, """
            {"command":"SignAgreement","agreement":"pact","signedOn":"2023-05-04"}
            {"command":"CorrectSource","source":"one","title":"The first","reason":"Mistyped."}
            {"command":"WithdrawTradeTarget","target":"goal","statedOn":"2023-05-04","reason":"Given up."}
            """);
        foreach (var list in lists)
            Assert.Equal(HttpStatusCode.OK, await Status(list));

        async Task<HttpStatusCode> Status(string list)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, list) { Headers = { IfNoneMatch = { tags[list] } } };
            using var response = await service.Http.SendAsync(request, Ct);
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task A_page_asked_for_in_the_past_is_full_and_the_next_begins_where_it_ended()
    {
        await using var service = await RunningService.Start(postgres, "pastpages", Ct);
        await Load(service, string.Concat(Enumerable.Range(0, 10).Select(n =>
            $$"""{"command":"RecordAgreement","slug":"pact-{{n}}","parties":["KAZ","TJK"],"kind":"treaty","title":"Pact","signedOn":"{{(n % 2 == 0 ? 2000 : 2020)}}-01-01"}""" + "\n")));
        var pages = new List<string[]>();

        for (string? next = ""; next is not null;)
        {
            var page = await service.Get($"/agreements?asOf=2010-01-01&limit=2{(next.Length > 0 ? $"&after={next}" : "")}", Ct);
            pages.Add([.. page.GetProperty("items").EnumerateArray().Select(a => a.GetProperty("slug").GetString()!)]);
            next = page.TryGetProperty("next", out var after) ? after.GetString() : null;
        }

        Assert.Equal([["pact-0", "pact-2"], ["pact-4", "pact-6"], ["pact-8"]], pages);
    }

    static async Task Load(RunningService service, string lines)
    {
        Assert.All(await service.SendBatch(lines, Ct), line => Assert.True(line.TryGetProperty("changed", out var changed) && changed.GetBoolean(), line.ToString()));
        await service.Drain(Ct);
    }

    /// <summary>Every citation anywhere in a view.</summary>
    static IEnumerable<JsonElement> Citations(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Citations),
        JsonValueKind.Object => json.EnumerateObject().SelectMany(m => m.Name switch { "citation" => [m.Value], "citations" => m.Value.EnumerateArray(), _ => Citations(m.Value) }),
        _ => [],
    };

    [Fact]
    public async Task A_view_of_what_was_published_left_out_the_correction_that_decided_it()
    {
        await using var service = await RunningService.Start(postgres, "corrected", Ct);
        await service.SendBatch("""
            {"command":"RegisterSource","slug":"page","title":"t","publisher":"p","publishedOn":"2021-06-01","language":"en"}
            {"command":"SetTradeTarget","slug":"goal","pair":"KAZ-TJK","measure":"turnover","goal":{"amount":2000000000,"currency":"USD"},"statedOn":"2021-05-20","citation":{"source":"page","quote":"two billion"}}
            {"command":"RecordAgreement","slug":"pact","parties":["KAZ","TJK"],"kind":"treaty","title":"T","signedOn":"2021-05-20","citation":{"source":"page","quote":"a pact"}}
            {"command":"MakeCommitment","slug":"aid","obligors":["KAZ"],"counterparties":["TJK"],"kind":"aid","what":"Flour","strength":"agreed","statedOn":"2021-05-20","citation":{"source":"page","quote":"flour"}}
            """, Ct);
        await service.Drain(Ct);
        foreach (var path in new[] { "/targets/goal", "/agreements/pact", "/commitments/aid" })
            Assert.Equal(404, (int)(await service.Http.GetAsync(new Uri($"{path}?asPublishedBy=2021-05-21", UriKind.Relative), Ct)).StatusCode);

        var (_, corrected) = await service.Send("CorrectSource", new { source = "page", publishedOn = "2021-05-21", reason = "The page says so." }, Ct);

        foreach (var path in new[] { "/targets/goal", "/agreements/pact", "/commitments/aid" })
            Assert.Equal(corrected.GetProperty("position").GetInt64(),
                (await service.Get($"{path}?asPublishedBy=2021-05-21&atLeast={corrected.GetProperty("position")}", Ct)).GetProperty("position").GetInt64());
    }
}
