using System.Text.Json;
using CommitmentTracker.Tests;

namespace CommitmentTracker.Tracker.Tests;

/// <summary>A source's text may be registered after it was quoted; from then on its quotes are verified, wherever they are shown.</summary>
public sealed class LaterTextTests(Postgres postgres)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static readonly string[] Views = ["/agreements/pact", "/agreements", "/targets/goal", "/targets", "/targets/goal?asOf=2020-01-01", "/trade/KAZ/TJK", "/trade/KAZ/TJK?vintages=all", "/pairs/KAZ-TJK"];

    [Fact]
    public async Task A_quote_stayed_unverified_in_every_view_but_its_sources_after_the_text_was_added()
    {
        await using var service = await RunningService.Start(postgres, "latertext", Ct);
        var quoted = await service.SendBatch("""
            {"command":"RegisterSource","slug":"note","title":"A note","publisher":"The desk","publishedOn":"2018-03-15","language":"en"}
            {"command":"RegisterSource","slug":"other","title":"Another","publisher":"The desk","publishedOn":"2018-03-15","language":"en"}
            {"command":"RecordAgreement","slug":"pact","parties":["KAZ","TJK"],"kind":"treaty","title":"A pact","citation":{"source":"note","quote":"a pact"}}
            {"command":"SetTradeTarget","slug":"goal","pair":"KAZ-TJK","measure":"turnover","goal":{"amount":2000000000,"currency":"USD"},"statedOn":"2018-03-14","citation":{"source":"note","quote":"two billion"}}
            {"command":"RecordTradeFigure","reporter":"KAZ","partner":"TJK","flow":"turnover","period":"2017","value":{"amount":777000000,"currency":"USD"},"status":"stated","source":"note","releasedOn":"2018-03-15","citation":{"source":"note","quote":"signed"}}
            {"command":"RecordAgreement","slug":"accord","parties":["KAZ","TJK"],"kind":"treaty","title":"An accord","citation":{"source":"other","quote":"an accord"}}
            """, Ct);
        Assert.All(quoted, line => Assert.True(line.GetProperty("changed").GetBoolean(), line.ToString()));
        await service.Drain(Ct);
        foreach (var view in Views)
            Assert.All(Citations(await service.Get(view, Ct)), c => Assert.False(c.GetProperty("verified").GetBoolean(), view));
        var before = (await service.Get("/targets/goal", Ct)).GetProperty("recordedAt").GetString();

        var (_, added) = await service.Send("AddSourceText", new { source = "note", text = "They signed a pact and want two billion." }, Ct);
        var atLeast = $"atLeast={added.GetProperty("position")}";

        foreach (var view in Views)
        {
            var citations = Citations(await service.Get($"{view}{(view.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{atLeast}", Ct)).ToList();
            Assert.NotEmpty(citations);
            Assert.All(citations, c => Assert.True(c.GetProperty("verified").GetBoolean() == (c.GetProperty("source").GetString() == "note"), $"{view} {c}"));
        }
        var span = Citations(await service.Get("/targets/goal", Ct)).Single().GetProperty("span");
        Assert.Equal((28, 39), (span.GetProperty("start").GetInt32(), span.GetProperty("end").GetInt32()));
        foreach (var view in (string[])["/agreements/pact", "/targets/goal", "/trade/KAZ/TJK", "/pairs/KAZ-TJK"])
            Assert.All(Citations(await service.Get($"{view}?asKnownOn={Uri.EscapeDataString(before!)}", Ct)), c => Assert.False(c.GetProperty("verified").GetBoolean(), view));
    }

    [Fact]
    public async Task A_quote_became_verified_in_a_view_whose_position_did_not_move()
    {
        await using var service = await RunningService.Start(postgres, "latermoved", Ct);
        await service.SendBatch("""
            {"command":"RegisterSource","slug":"note","title":"A note","publisher":"The desk","publishedOn":"2018-03-15","language":"en"}
            {"command":"RecordAgreement","slug":"pact","parties":["KAZ","TJK"],"kind":"treaty","title":"A pact","citation":{"source":"note","quote":"a pact"}}
            {"command":"SetTradeTarget","slug":"goal","pair":"KAZ-TJK","measure":"turnover","goal":{"amount":2000000000,"currency":"USD"},"statedOn":"2018-03-14","citation":{"source":"note","quote":"two billion"}}
            {"command":"MakeCommitment","slug":"flour","obligors":["KAZ"],"kind":"supply","what":"Flour","strength":"agreed","statedOn":"2018-03-14","citation":{"source":"note","quote":"flour"}}
            {"command":"RecordTradeFigure","reporter":"KAZ","partner":"TJK","flow":"turnover","period":"2017","value":{"amount":777000000,"currency":"USD"},"status":"stated","source":"note","releasedOn":"2018-03-15","citation":{"source":"note","quote":"signed"}}
            """, Ct);
        string[] texts = ["They signed a pact on flour and want two billion.", "They signed nothing."];
        foreach (var (n, text) in texts.Index())
        {
            var (_, added) = n == 0
                ? await service.Send("AddSourceText", new { source = "note", text }, Ct)
                : await service.Send("CorrectSourceText", new { source = "note", text, reason = "read again" }, Ct);
            // Something after it, which none of these views contains.
            await service.Send("RegisterSource", new { slug = $"other-{n}", title = "t", publisher = "p", publishedOn = "2018", language = "en" }, Ct);
            await service.Drain(Ct);
            var source = await service.Get("/sources/note", Ct);
            foreach (var view in (string[])["/agreements/pact", "/agreements", "/targets/goal", "/targets", "/commitments/flour", "/commitments", "/sources/note", "/trade/KAZ/TJK", "/pairs/KAZ-TJK"])
            {
                var seen = await service.Get(view, Ct);
                Assert.True(added.GetProperty("position").GetInt64() == seen.GetProperty("position").GetInt64(), $"{view} after text {n}: {seen.GetProperty("position")}");
                Assert.Equal(source.GetProperty("recordedAt").GetString(), seen.GetProperty("recordedAt").GetString());
            }
        }
    }

    [Fact]
    public async Task The_position_of_a_list_belonged_to_another_event_than_its_time()
    {
        await using var service = await RunningService.Start(postgres, "listposition", Ct);
        var (_, first) = await service.Send("RegisterSource", new { slug = "note", title = "A note", publisher = "The desk", publishedOn = "2018-03-15", language = "en" }, Ct);
        await service.Send("RecordFact", new { slug = "f", kind = "other", what = "f", states = new[] { "KAZ" }, statedOn = "2018" }, Ct);
        await service.Drain(Ct);

        var (sources, none) = (await service.Get("/sources", Ct), await service.Get("/agreements", Ct));

        Assert.Equal(first.GetProperty("position").GetInt64(), sources.GetProperty("position").GetInt64());
        Assert.Equal(0, none.GetProperty("position").GetInt64());
        Assert.False(none.TryGetProperty("recordedAt", out _));
    }

    [Fact]
    public async Task A_list_of_sources_says_that_there_is_a_text_and_leaves_it_in_the_database()
    {
        await using var service = await RunningService.Start(postgres, "textless", Ct);
        await service.Send("RegisterSource", new { slug = "note", title = "A note", publisher = "The desk", publishedOn = "2018-03-15", language = "en", text = "All of it." }, Ct);
        await service.Drain(Ct);

        var listed = Assert.Single((await service.Get("/sources", Ct)).GetProperty("items").EnumerateArray());

        Assert.True(listed.GetProperty("hasText").GetBoolean());
        Assert.False(listed.TryGetProperty("text", out _));
        Assert.Equal("All of it.", (await service.Get("/sources/note", Ct)).GetProperty("text").GetString());
    }

    /// <summary>Every citation anywhere in a view.</summary>
    static IEnumerable<JsonElement> Citations(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Citations),
        JsonValueKind.Object => json.EnumerateObject().SelectMany(m => m.Name == "citation" ? [m.Value] : Citations(m.Value)),
        _ => [],
    };
}
