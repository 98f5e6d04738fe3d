using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CommitmentTracker.Tests;

namespace CommitmentTracker.Tracker.Tests;

/// <summary>What the views of targets and figures show of how they came to be.</summary>
public sealed class TargetViewTests(Postgres postgres)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static string Target(string slug, string pair) =>
        $$"""{"command":"SetTradeTarget","slug":"{{slug}}","pair":"{{pair}}","measure":"turnover","goal":{"amount":2000000000,"currency":"USD"},"statedOn":"2021-05-20","deadline":"2025"}""" + "\n";

    static string Revise(string statedOn, string rest, string slug = "goal") =>
        $$$"""{"command":"ReviseTradeTarget","target":"{{{slug}}}","statedOn":"{{{statedOn}}}",{{{rest}}},"citation":{"source":"bureau","quote":"a pact"}}""" + "\n";

    static string Figure(int year, decimal amount, string released, string rest = "", string reporter = "KAZ", string partner = "TJK") => string.Create(CultureInfo.InvariantCulture,
        $$"""{"command":"RecordTradeFigure","reporter":"{{reporter}}","partner":"{{partner}}","flow":"turnover","period":"{{year}}","value":{"amount":{{amount}},"currency":"USD"{{rest}}},"status":"final","source":"bureau","releasedOn":{{(released.StartsWith('{') ? released : $"\"{released}\"")}}}""") + "\n";

    const string Bureau = """{"command":"RegisterSource","slug":"bureau","title":"Trade","publisher":"p","publishedOn":"2023-01-01","language":"en"}""" + "\n";

    const string Basis = """
        {"command":"DeclareTargetBasis","target":"goal","basis":{"viewpoint":"reporter:KAZ","scope":"goods","baselinePeriod":"2018","minimumStatus":"final"},"reason":"Nobody says whose figures count.","statedOn":"2024-01-02","citation":{"source":"bureau","quote":"a pact"}}

        """;

    [Fact]
    public async Task Nobody_could_see_who_declared_the_basis_and_who_entered_a_statement()
    {
        await using var service = await RunningService.Start(postgres, "views", Ct);
        await Load(service, Bureau + Target("goal", "KAZ-TJK") + Basis);

        var target = await service.Get("/targets/goal", Ct);
        var actor = (await service.Get("/history?stream=target:goal", Ct)).GetProperty("items")[0].GetProperty("actor").GetString();

        var declared = target.GetProperty("basisDeclared");
        Assert.Equal(
            (actor, "2024-01-02", "Nobody says whose figures count.", "a pact"),
            (declared.GetProperty("by").GetString(), declared.GetProperty("statedOn").GetString(), declared.GetProperty("reason").GetString(), declared.GetProperty("citation").GetProperty("quote").GetString()));
        Assert.True(declared.GetProperty("on").GetDateTimeOffset() <= target.GetProperty("recordedAt").GetDateTimeOffset());
        Assert.Equal(actor, Assert.Single(target.GetProperty("lineage").EnumerateArray()).GetProperty("recordedBy").GetString());

        await Load(service, """{"command":"AddSourceText","source":"bureau","text":"It was a pact."}""");
        Assert.Equal(7, (await service.Get("/targets/goal", Ct)).GetProperty("basisDeclared").GetProperty("citation").GetProperty("span").GetProperty("start").GetInt32());
    }

    [Fact]
    public async Task Of_a_target_nobody_could_read_whether_it_is_smart()
    {
        await using var service = await RunningService.Start(postgres, "smart", Ct);
        await Load(service, Bureau + Target("goal", "KAZ-TJK") + """{"command":"SetTradeTarget","slug":"bare","pair":"KAZ-UZB","measure":"turnover","goal":{"amount":1000000000,"currency":"USD"},"statedOn":"2021-05-20"}""" + "\n");
        async Task<string> Smart(string slug) => string.Concat((await service.Get($"/targets/{slug}", Ct)).GetProperty("smart").EnumerateObject().Where(answer => answer.Value.GetProperty("holds").GetBoolean()).Select(answer => answer.Name[0]));

        Assert.Equal("smrt", await Smart("goal"));
        Assert.Equal("smr", await Smart("bare"));
        Assert.Contains("by whose figures nobody has said", (await service.Get("/targets/bare", Ct)).GetProperty("smart").GetProperty("measurable").GetProperty("reason").GetString(), StringComparison.Ordinal);
        await Load(service, Basis);
        Assert.Contains("counted by reporter:KAZ", (await service.Get("/targets/goal", Ct)).GetProperty("smart").GetProperty("measurable").GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_statement_found_late_counts_from_its_own_day_on()
    {
        await using var service = await RunningService.Start(postgres, "views", Ct);
        await Load(service, Bureau.Replace("2023-01-01", "2018-03-14", StringComparison.Ordinal) + Target("goal", "KAZ-TJK") + Basis + Revise("2018-03-14", "\"goal\":{\"amount\":1000000000,\"currency\":\"USD\"}")
            + Figure(2018, 841_885_700, "2019-07-25") + Figure(2019, 862_857_647, "2020-07-25") + Figure(2020, 1_100_000_000, "2021-07-25"));

        var none = await service.Http.GetAsync(new Uri("/targets/goal?asPublishedBy=2018-03-13", UriKind.Relative), Ct);
        var early = await service.Get("/targets/goal?asPublishedBy=2020-12-31", Ct);
        var then = await service.Get("/targets/goal?asPublishedBy=2021-08-01", Ct);

        Assert.Equal(404, (int)none.StatusCode);
        Assert.Equal((1_000_000_000m, false, "Flat"), (Goal(early), early.TryGetProperty("deadline", out _), early.GetProperty("status").GetString()));
        Assert.Equal((2_000_000_000m, "2025"), (Goal(then), then.GetProperty("deadline").GetString()));
        Assert.Equal(["2018-03-14", "2021-05-20"], then.GetProperty("lineage").EnumerateArray().Select(l => l.GetProperty("statedOn").GetString()));
    }

    [Fact]
    public async Task An_extension_a_lowering_a_withdrawal_and_a_reinstatement_are_all_in_sight()
    {
        await using var service = await RunningService.Start(postgres, "views", Ct);
        await Load(service, Bureau + Target("goal", "KAZ-TJK") + Basis
            + Figure(2018, 841_885_700, "2019-07-25") + Figure(2020, 791_428_520, "2021-07-25") + Figure(2025, 900_000_000, "2026-02-01")
            + Revise("2024-08-23", "\"deadline\":\"2027\",\"reason\":\"A new roadmap\",\"authority\":\"both governments\"")
            + Revise("2025-01-10", "\"goal\":{\"amount\":1500000000,\"currency\":\"USD\"},\"reason\":\"Too much\"")
            + """
            {"command":"WithdrawTradeTarget","target":"goal","statedOn":"2026-03-01","reason":"Given up"}
            {"command":"ReinstateTradeTarget","target":"goal","statedOn":"2026-05-01","reason":"Taken up","citation":{"source":"bureau","quote":"a pact"}}
            """);

        var before = await service.Get("/targets/goal?asOf=2026-02-15", Ct);
        var original = before.GetProperty("original");
        Assert.Equal(("2025", "Missed", 46), (original.GetProperty("deadline").GetString(), original.GetProperty("statusAgainstOriginal").GetString(), original.GetProperty("lateByDays").GetInt32()));
        Assert.Equal(2_000_000_000m, original.GetProperty("goal").GetProperty("amount").GetDecimal());
        Assert.Contains(before.GetProperty("reasons").EnumerateArray(), r => r.GetString()!.StartsWith("The goal was lowered on 2025-01-10", StringComparison.Ordinal));
        Assert.Equal([false, false, true], before.GetProperty("lineage").EnumerateArray().Select(l => l.TryGetProperty("loweredFrom", out _)));
        Assert.Equal("Withdrawn", (await service.Get("/targets/goal?asOf=2026-04-01", Ct)).GetProperty("status").GetString());
        var after = await service.Get("/targets/goal?asOf=2026-05-01", Ct);
        Assert.Equal(("OffTrack", 1_500_000_000m, "2027"), (after.GetProperty("status").GetString(), Goal(after), after.GetProperty("deadline").GetString()));
    }

    [Fact]
    public async Task A_targets_figures_are_those_that_stand_in_the_trade_view_under_the_same_question()
    {
        await using var service = await RunningService.Start(postgres, "views", Ct);
        // Two releases of 2020 entered in the wrong order, and a third that repeats the first.
        await Load(service, Bureau + Target("goal", "KAZ-TJK") + Basis + Figure(2018, 841_885_700, "2019-07-25") + Figure(2020, 790_000_000, "2023-07-25")
            + Figure(2020, 791_428_520, "2021-07-25") + Figure(2020, 790_000_000, "2025-07-25") + Figure(2020, 795_000_000, "2024-07-25"));
        var recordedAt = (await service.Get("/trade/KAZ/TJK", Ct)).GetProperty("recordedAt").GetString();

        var seen = new List<decimal>();
        foreach (var question in new[] { "asPublishedBy=2021-07-25", "asPublishedBy=2023-07-24", "asPublishedBy=2023-07-25", "asPublishedBy=2024-12-31", "asPublishedBy=2025-07-25", $"asKnownOn={recordedAt}", "atLeast=1" })
        {
            var standing = (await service.Get($"/trade/KAZ/TJK?{question}", Ct)).GetProperty("figures").EnumerateArray().Select(Vintage);
            var used = (await service.Get($"/targets/goal?{question}", Ct)).GetProperty("usedFigures").EnumerateArray().Select(Vintage).ToList();
            Assert.Equal(standing, used);
            seen.Add(used[^1].Amount);
        }
        Assert.Equal([791_428_520, 791_428_520, 790_000_000, 795_000_000, 790_000_000, 790_000_000, 790_000_000], seen);

        static (long Vintage, string? Period, decimal Amount) Vintage(JsonElement f) =>
            (f.GetProperty("vintage").GetInt64(), f.GetProperty("period").GetString(), f.GetProperty("value").GetProperty("amount").GetDecimal());
    }

    [Fact]
    public async Task The_trade_table_left_out_words_and_that_a_release_day_is_inferred()
    {
        await using var service = await RunningService.Start(postgres, "views", Ct);
        await Load(service, Bureau + Figure(
            2022, 1_500_000_000, """{"from":"2023-01-01","to":"2023-06-30","precision":"open","words":"early 2023","inferred":true,"reason":"No day is printed"}""",
            ",\"bound\":\"about\",\"words\":\"almost 1.5 bn\""));

        using var request = new HttpRequestMessage(HttpMethod.Get, "/trade/KAZ/TJK") { Headers = { Accept = { new("text/csv") } } };
        using var answer = await service.Http.SendAsync(request, Ct);
        var table = (await answer.Content.ReadAsStringAsync(Ct)).Split("\r\n");
        Assert.Contains(",about,almost 1.5 bn,", table[1], StringComparison.Ordinal);
        Assert.Contains(",open,early 2023,true,No day is printed,", table[1], StringComparison.Ordinal);
        Assert.Contains(",words,", table[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("&asKnownOn=2099-01-01")]
    public async Task A_page_of_targets_asked_the_database_once_for_each(string question)
    {
        await using var service = await RunningService.Start(postgres, "views", Ct);
        string[] pairs = ["KAZ-TJK", "KAZ-UZB", "KAZ-KGZ", "TJK-UZB", "KGZ-TJK", "KGZ-UZB"];
        await Load(service, Bureau + string.Concat(pairs.Index().Select(p => Target($"goal-{p.Index}", p.Item) + Revise("2024-01-01", "\"goal\":{\"amount\":3000000000,\"currency\":\"USD\"}", $"goal-{p.Index}")
            + Figure(2020, 100 + p.Index, "2021-07-25", reporter: p.Item[..3], partner: p.Item[4..]))));

        var one = await Queries(service, $"/targets?limit=1{question}", 1);
        var all = await Queries(service, $"/targets?limit=6{question}", 6);

        Assert.InRange(one, 2, 5);
        Assert.Equal(one, all);
    }

    [Fact]
    public async Task The_list_could_not_be_asked_for_targets_of_one_status()
    {
        await using var service = await RunningService.Start(postgres, "views", Ct);
        await Load(service, Bureau + Target("a", "KAZ-TJK") + Target("b", "KAZ-UZB") + Target("c", "KAZ-TJK") + Target("d", "KAZ-KGZ")
            + """{"command":"WithdrawTradeTarget","target":"b","statedOn":"2022-03-01","reason":"Given up"}""");

        Assert.Equal(["a", "c", "d"], await Slugs("status=NotMeasurable"));
        Assert.Equal(["a", "c", "d"], await Slugs("status=notMeasurable&limit=1"));
        Assert.Equal(["a", "c", "d"], await Slugs("status=NotMeasurable&limit=2"));
        Assert.Equal(["a", "c"], await Slugs("status=NotMeasurable&limit=2&pair=KAZ-TJK"));
        Assert.Equal(["b"], await Slugs("status=Withdrawn&limit=1"));
        Assert.Equal(["a", "b", "c", "d"], await Slugs("status=NotMeasurable&limit=1&asOf=2022-02-28"));
        Assert.Empty(await Slugs("status=Attained"));
        using var refused = await service.Http.GetAsync(new Uri("/targets?status=lost", UriKind.Relative), Ct);
        Assert.Equal(400, (int)refused.StatusCode);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/targets?status=NotMeasurable&limit=1") { Headers = { Accept = { new("text/csv") } } };
        using var table = await service.Http.SendAsync(request, Ct);
        var rows = (await table.Content.ReadAsStringAsync(Ct)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var recordedAt = (await service.Get("/targets/a", Ct)).GetProperty("recordedAt").GetString();
        Assert.Equal(2, rows.Length);
        Assert.StartsWith("a,KAZ-TJK,", rows[1], StringComparison.Ordinal);
        Assert.Contains($",{recordedAt},", rows[1], StringComparison.Ordinal);
        Assert.Equal("</targets?status=NotMeasurable&limit=1&after=a>; rel=\"next\"", Assert.Single(table.Headers.GetValues("Link")));

        async Task<List<string>> Slugs(string query)
        {
            var slugs = new List<string>();
            for (string? next = ""; next is not null;)
            {
                var page = await service.Get($"/targets?{query}{next}", Ct);
                slugs.AddRange(page.GetProperty("items").EnumerateArray().Select(t => t.GetProperty("slug").GetString()!));
                next = page.TryGetProperty("next", out var after) ? $"&after={after.GetString()}" : null;
                Assert.True(next is null || page.GetProperty("items").GetArrayLength() > 0, "An empty page had a next one.");
            }
            return slugs;
        }
    }

    [Fact]
    public async Task A_view_of_the_past_bore_the_position_of_events_it_does_not_contain()
    {
        await using var service = await RunningService.Start(postgres, "views", Ct);
        await Load(service, Bureau + Target("goal", "KAZ-TJK") + Basis
            + Figure(2018, 841_885_700, "2019-07-25") + Figure(2020, 791_428_520, "2021-07-25") + Figure(2021, 1_163_782_000, "2022-07-25")
            + Revise("2024-08-23", "\"deadline\":\"2027\",\"reason\":\"A new roadmap\",\"authority\":\"both governments\"")
            + Figure(2022, 1_384_860_000, "2023-07-25")
            + """{"command":"RetractTradeFigure","reporter":"KAZ","partner":"TJK","flow":"turnover","period":"2022","source":"bureau","reason":"Entered twice"}""" + "\n");
        var trade = (await service.Get("/history?stream=trade:KAZ-TJK", Ct)).GetProperty("items").EnumerateArray().ToList();
        var events = trade.ConvertAll(e => (e.GetProperty("position").GetInt64(), e.GetProperty("recordedAt").GetString()));
        var (of2021, last) = (events[2], events[^1]);

        foreach (var address in new[] { "/targets/goal", "/targets", "/pairs/KAZ-TJK", "/trade/KAZ/TJK" })
        {
            foreach (var past in address.StartsWith("/trade", StringComparison.Ordinal) ? ["asPublishedBy=2022-12-31", "to=2021"] : new[] { "asPublishedBy=2022-12-31", "asOf=2022-06-30" })
                Assert.Equal(of2021, Of(await service.Get($"{address}?{past}", Ct)));
            Assert.Equal(last, Of(await service.Get(address, Ct)));
        }
        Assert.Equal((0, null), Of(await service.Get("/trade/KAZ/TJK?asPublishedBy=2019-01-01", Ct)));

        static (long Position, string? RecordedAt) Of(JsonElement view) => (view.GetProperty("position").GetInt64(), view.TryGetProperty("recordedAt", out var at) ? at.GetString() : null);
    }

    /// <summary>How many statements one request sends to PostgreSQL.</summary>
    static async Task<int> Queries(RunningService service, string address, int items)
    {
        var trace = ActivityTraceId.CreateRandom();
        var queries = 0;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Npgsql" or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => _ = activity.TraceId == trace && activity.Source.Name == "Npgsql" && activity.GetTagItem("db.query.text") is not null ? Interlocked.Increment(ref queries) : 0,
        };
        ActivitySource.AddActivityListener(listener);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
        request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
        using var answer = await service.Http.SendAsync(request, Ct);
        Assert.Equal(items, JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync(Ct)).GetProperty("items").GetArrayLength());
        return queries;
    }

    static decimal Goal(JsonElement target) => target.GetProperty("goal").GetProperty("amount").GetDecimal();

    static async Task Load(RunningService service, string lines)
    {
        Assert.All(await service.SendBatch(lines, Ct), line => Assert.True(line.TryGetProperty("changed", out var changed) && changed.GetBoolean(), line.ToString()));
        await service.Drain(Ct);
    }
}
