using System.Net;
using System.Text.Json;
using CommitmentTracker.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace CommitmentTracker.Tracker.Tests;

/// <summary>A clock that stands where it is put; timers run as ever.</summary>
sealed class SetClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}

/// <summary>What was known, what was published, and how the world stood.</summary>
public sealed class TimeTests(Postgres postgres)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static readonly string[] Views = ["/targets/goal", "/trade/KAZ/TJK", "/trade/KAZ/TJK?vintages=all", "/agreements/pact", "/sources/bureau", "/pairs/TJK-KAZ"];

    static string Figure(int year, decimal amount, string released) =>
        $$"""{"command":"RecordTradeFigure","reporter":"KAZ","partner":"TJK","flow":"turnover","period":"{{year}}","value":{"amount":{{amount}},"currency":"USD"},"status":"final","source":"bureau","releasedOn":"{{released}}"}""" + "\n";

    static readonly string First = """
        {"command":"RegisterSource","slug":"bureau","title":"Trade","publisher":"p","publishedOn":"2023-01-01","language":"en"}
        {"command":"RecordAgreement","slug":"pact","parties":["TJK","KAZ"],"kind":"treaty","title":"Pact","citation":{"source":"bureau","quote":"a pact"}}
        {"command":"SetTradeTarget","slug":"goal","pair":"KAZ-TJK","measure":"turnover","goal":{"amount":2000000000,"currency":"USD"},"statedOn":"2018-03-14","deadline":{"from":"2025-01-01","to":"2025-12-31","precision":"year","words":"by 2025"},"basis":{"viewpoint":"reporter:KAZ","scope":"goods","baselinePeriod":"2018","minimumStatus":"final"}}

        """ + Figure(2018, 841_885_700, "2019-07-25") + Figure(2019, 762_857_647.50m, "2020-07-25") + Figure(2020, 791_428_520, "2021-07-25") + Figure(2022, 1_384_860_427, "2023-05-25");

    static readonly string Second = Figure(2023, 1_129_966_517, "2024-07-25") + Figure(2020, 791_000_000, "2024-07-25") + """
        {"command":"SignAgreement","agreement":"pact","signedOn":"2024-08-01","signedAt":"Dushanbe"}
        {"command":"ReviseTradeTarget","target":"goal","statedOn":"2024-08-01","deadline":"2027","reason":"A new roadmap","authority":"both governments","citation":{"source":"bureau","quote":"a pact"}}
        {"command":"RetractTradeFigure","reporter":"KAZ","partner":"TJK","flow":"turnover","period":"2019","source":"bureau","reason":"A typing error"}
        {"command":"AddSourceText","source":"bureau","text":"It was a pact."}

        """;

    [Fact]
    public async Task A_view_as_known_on_an_instant_is_byte_for_byte_what_was_served_then()
    {
        var clock = new SetClock(new(2023, 6, 30, 12, 0, 0, TimeSpan.Zero));
        await using var service = await RunningService.Start(postgres, "time", Ct, builder => builder.Services.AddSingleton<TimeProvider>(clock));
        await Load(service, First);
        var then = await Serve(service, "");
        var lists = await Items(service, "");
        clock.Now = new(2024, 8, 2, 9, 30, 0, TimeSpan.Zero);
        var quiet = await Serve(service, "asKnownOn=2023-06-30T12:30:00Z");
        await Load(service, Second);
        var later = await Serve(service, "");
        clock.Now = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);

        Assert.Equal(then, quiet);
        Assert.Equal(then, await Serve(service, "asKnownOn=2023-06-30T12:30:00Z"));
        Assert.Equal(then, await Serve(service, "asKnownOn=2023-06-30"));
        Assert.Equal(later, await Serve(service, "asKnownOn=2024-08-02"));
        Assert.Equal(lists, await Items(service, "?asKnownOn=2023-06-30"));
        Assert.NotEqual(lists, await Items(service, ""));
        foreach (var view in Views)
            Assert.NotEqual(then[view], later[view]);
    }

    [Fact]
    public async Task The_moment_a_view_bears_can_be_asked_for_again_as_it_is_written()
    {
        await using var service = await RunningService.Start(postgres, "time", Ct);
        await Load(service, First);
        var recordedAt = (await service.Get("/trade/KAZ/TJK?limit=1", Ct)).GetProperty("recordedAt").GetString()!;

        var again = await service.Get($"/trade/KAZ/TJK?asKnownOn={recordedAt}", Ct);

        Assert.Contains('+', recordedAt);
        Assert.Equal(4, again.GetProperty("figures").GetArrayLength());
    }

    [Fact]
    public async Task As_published_by_leaves_out_what_nobody_had_stated_though_the_register_learnt_it_all_at_once()
    {
        await using var service = await RunningService.Start(postgres, "time", Ct);
        await Load(service, First + Second);

        var mid2023 = await service.Get("/targets/goal?asPublishedBy=2023-06-30", Ct);
        var mid2021 = await service.Get("/targets/goal?asPublishedBy=2021-01-31", Ct);
        var seenLater = await service.Get("/targets/goal?asPublishedBy=2023-06-30&asOf=2026-01-01", Ct);
        var before = await service.Get("/targets/goal?asPublishedBy=2026-01-01&asOf=2023-06-30", Ct);
        var pair = await service.Get("/pairs/KAZ-TJK?asPublishedBy=2023-06-30", Ct);

        Assert.Equal(("2022", "by 2025", "2023-06-30"), (Latest(mid2023), mid2023.GetProperty("deadline").GetProperty("words").GetString(), mid2023.GetProperty("evaluatedOn").GetString()));
        Assert.Equal("2018", Latest(mid2021)); // 2019 was retracted since: it is nobody's knowledge
        Assert.Equal(("2022", "2026-01-01", true), (Latest(seenLater), seenLater.GetProperty("evaluatedOn").GetString(), seenLater.GetProperty("stale").GetBoolean()));
        Assert.Equal(("2022", "by 2025"), (Latest(before), before.GetProperty("deadline").GetProperty("words").GetString()));
        Assert.Equal(["2022", "2020", "2018"], pair.GetProperty("trade").EnumerateArray().Select(f => f.GetProperty("period").GetString()));
        foreach (var (question, status) in new[]
        {
            ("asPublishedBy=2023-06-30", "Announced"), ("asPublishedBy=2022-12-31", null), ("asOf=2024-07-31", "Announced"), ("asOf=2024-08-01", "Signed"), ("asOf=2022-12-31", null),
        })
        {
            using var one = await service.Http.GetAsync(new Uri($"/agreements/pact?{question}", UriKind.Relative), Ct);
            Assert.Equal(status is null ? HttpStatusCode.NotFound : HttpStatusCode.OK, one.StatusCode);
            foreach (var (path, list) in new[] { ("/pairs/KAZ-TJK", "agreements"), ("/agreements", "items") })
                Assert.Equal(status, (await service.Get($"{path}?{question}", Ct)).GetProperty(list).EnumerateArray().SingleOrDefault() is { ValueKind: JsonValueKind.Object } pact ? pact.GetProperty("status").GetString() : null);
        }
        Assert.Single((await service.Get("/agreements?asOf=2024-07-31&status=announced", Ct)).GetProperty("items").EnumerateArray());
        Assert.Empty((await service.Get("/agreements?asOf=2024-07-31&status=signed", Ct)).GetProperty("items").EnumerateArray());
        Assert.Single((await service.Get("/sources?asPublishedBy=2023-01-01", Ct)).GetProperty("items").EnumerateArray());
        Assert.Empty((await service.Get("/sources?asPublishedBy=2022-12-31", Ct)).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task As_known_on_is_combined_with_the_other_questions()
    {
        var clock = new SetClock(new(2023, 6, 30, 12, 0, 0, TimeSpan.Zero));
        await using var service = await RunningService.Start(postgres, "time", Ct, builder => builder.Services.AddSingleton<TimeProvider>(clock));
        await Load(service, First);
        clock.Now = new(2024, 8, 2, 0, 0, 0, TimeSpan.Zero);
        await Load(service, Second);

        var known = await service.Get("/targets/goal?asKnownOn=2023-12-31&asPublishedBy=2022-01-01&asOf=2024-08-02", Ct);
        var future = await service.Get("/targets/goal?asKnownOn=2099-01-01", Ct);

        Assert.Equal(("2020", 791_428_520m, "2024-08-02"), (Latest(known), known.GetProperty("latest").GetProperty("value").GetDecimal(), known.GetProperty("evaluatedOn").GetString()));
        Assert.Equal("2024-08-02", future.GetProperty("evaluatedOn").GetString()); // nothing is known of the days to come
    }

    [Fact]
    public async Task Both_sides_of_a_trade_are_shown_each_by_itself_with_every_vintage_and_retraction()
    {
        await using var service = await RunningService.Start(postgres, "time", Ct);
        await Load(service, First + Second + """
            {"command":"RecordTradeFigure","reporter":"TJK","partner":"KAZ","flow":"import","period":"2022","value":{"amount":900000000,"currency":"USD","bound":"about","words":"about 900 m"},"status":"provisional","source":"bureau","releasedOn":"2023"}
            """);

        var all = (await service.Get("/trade/KAZ/TJK?vintages=all", Ct)).GetProperty("figures").EnumerateArray().ToList();
        var standing = (await service.Get("/trade/KAZ/TJK", Ct)).GetProperty("figures").EnumerateArray().ToList();
        var mirror = Assert.Single((await service.Get("/trade/TJK/KAZ", Ct)).GetProperty("figures").EnumerateArray());
        var some = (await service.Get("/trade/KAZ/TJK?flow=turnover&from=2020&to=2022", Ct)).GetProperty("figures").EnumerateArray();

        Assert.Equal(["2018", "2019", "2020", "2020", "2022", "2023"], all.Select(f => f.GetProperty("period").GetString()));
        Assert.Equal([false, true, false, false, false, false], all.Select(f => f.GetProperty("retracted").GetBoolean()));
        Assert.Equal(["2018", "2020", "2022", "2023"], standing.Select(f => f.GetProperty("period").GetString()));
        Assert.Equal(791_000_000m, standing[1].GetProperty("value").GetProperty("amount").GetDecimal());
        Assert.Equal(("about", "2023", "CIF"), (mirror.GetProperty("value").GetProperty("bound").GetString(), mirror.GetProperty("releasedOn").GetString(), mirror.GetProperty("valuation").GetString()));
        Assert.Equal(2, some.Count());
        Assert.Empty((await service.Get("/trade/KAZ/TJK?flow=export", Ct)).GetProperty("figures").EnumerateArray());
    }

    [Fact]
    public async Task A_page_that_ended_with_a_figure_since_revised_began_again_from_the_start()
    {
        await using var service = await RunningService.Start(postgres, "time", Ct);
        await Load(service, First);
        var page = await service.Get("/trade/KAZ/TJK?limit=3", Ct);
        Assert.Equal("2020", page.GetProperty("figures")[2].GetProperty("period").GetString());
        await Load(service, Figure(2020, 800_000_000, "2024-07-25"));

        var next = await service.Get($"/trade/KAZ/TJK?limit=3&after={page.GetProperty("next").GetString()}", Ct);

        Assert.Equal(["2020", "2022"], next.GetProperty("figures").EnumerateArray().Select(f => f.GetProperty("period").GetString()));
    }

    static string Latest(JsonElement target) => target.GetProperty("latest").GetProperty("period").GetString()!;

    static async Task Load(RunningService service, string lines)
    {
        Assert.All(await service.SendBatch(lines, Ct), line => Assert.True(line.TryGetProperty("changed", out var changed) && changed.GetBoolean(), line.ToString()));
        await service.Drain(Ct);
    }

    /// <summary>What lists show; their own position is that of the whole log.</summary>
    static async Task<string[]> Items(RunningService service, string question) =>
        [(await service.Get($"/agreements{question}", Ct)).GetProperty("items").ToString(), (await service.Get($"/sources{question}", Ct)).GetProperty("items").ToString()];

    static async Task<Dictionary<string, string>> Serve(RunningService service, string question)
    {
        var served = new Dictionary<string, string>();
        foreach (var view in Views)
            served[view] = await service.Http.GetStringAsync(new Uri($"{view}{(view.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{question}", UriKind.Relative), Ct);
        return served;
    }
}
