using System.Text.Json;
using CommitmentTracker.Tests;

namespace CommitmentTracker.Tracker.Tests;

/// <summary>The real case followed to its end, as the traps of the rule book have it.</summary>
public sealed class FollowUpTests(Postgres postgres)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A service that holds the sample, each closure confirmed by a second person.</summary>
    async Task<RunningService> Sampled(string name)
    {
        var service = await RunningService.Start(postgres, name, Ct);
        await service.SendBatch(await File.ReadAllTextAsync(Sample.Path, Ct), Ct);
        var confirmed = await service.SendBatch(await File.ReadAllTextAsync(Sample.ReviewPath, Ct), Ct, actor: "reviewer");
        Assert.All(confirmed, line => Assert.True(line.TryGetProperty("changed", out var changed) && changed.GetBoolean(), line.ToString()));
        await service.Drain(Ct);
        return service;
    }

    [Fact]
    public async Task Every_follow_up_is_logged_with_its_quote_address_and_language()
    {
        var followUps = (await File.ReadAllLinesAsync(Path.Combine(RealCaseTests.Shared("domain"), "followups.jsonl"), Ct)).Select(l => JsonSerializer.Deserialize<JsonElement>(l)).ToList();
        var lines = (await File.ReadAllLinesAsync(Sample.Path, Ct)).Select(l => JsonSerializer.Deserialize<JsonElement>(l)).ToList();
        var sources = lines.Where(l => Of(l, "command") == "RegisterSource").ToDictionary(l => Of(l, "slug")!);
        var cited = lines.Where(l => l.TryGetProperty("citation", out _)).Select(l => l.GetProperty("citation")).ToList();

        Assert.Equal(37, followUps.Count);
        Assert.All(followUps, f => Assert.Contains(cited, c =>
            (Of(c, "quote")!.Contains(Of(f, "quote")!, StringComparison.Ordinal) || Of(f, "quote")!.Contains(Of(c, "quote")!, StringComparison.Ordinal))
            && Of(sources[Of(c, "source")!], "url") == Of(f, "url") && Of(sources[Of(c, "source")!], "language") == Of(f, "lang")));
    }

    [Fact]
    public async Task Numbers_of_the_follow_ups_were_nowhere_in_the_register()
    {
        await using var service = await Sampled("numbers");
        var figures = (await service.Get("/trade/KAZ/TJK?vintages=all&limit=500", Ct)).GetProperty("figures").EnumerateArray().ToList();
        (string?, string?, string?, decimal, string?, string?) Figure(JsonElement f) => (Of(f, "flow"), Of(f, "period"), Of(f, "source"),
            f.GetProperty("value").GetProperty("amount").GetDecimal(), Of(f.GetProperty("value"), "bound"), Of(f.GetProperty("value"), "words"));
        var facts = (await service.Get("/facts?limit=500", Ct)).GetProperty("items").EnumerateArray().ToDictionary(f => Of(f, "slug")!);
        (decimal, string?, string?) Number(string slug) => facts[slug].GetProperty("quantity") is var q ? (q.GetProperty("amount").GetDecimal(), Of(q, "unit"), Of(q, "bound")) : default;

        Assert.Contains(("import", "2022", "dzen-2023", 501_400_000m, null, null), figures.Select(Figure));
        Assert.Contains(("export", "2023-Q1", "dzen-2023", 197_500_000m, null, null), figures.Select(Figure));
        Assert.Contains(("turnover", "2022", "jjtv-2023-05-04", 1_500_000_000m, "about", null), figures.Select(Figure));
        Assert.Contains(("turnover", "2023", "astana-times-2024-08-23", 1_000_000_000m, "moreThan", "exceeded $1 billion"), figures.Select(Figure));
        Assert.Equal((38_000_000m, "USD", "moreThan"), Number("humanitarian-aid-since-2006"));
        Assert.Equal((300_000_000m, "USD", "about"), Number("agricultural-trade-2024-h1"));
        Assert.Equal((600_000_000m, "USD", "about"), Number("agricultural-trade-2025"));
        // Printed ten times too small: kept, and never as a figure that could count.
        Assert.Equal((80_000_000m, "USD", null), Number("turnover-2017-misprint"));
        Assert.DoesNotContain(figures, f => Figure(f).Item4 == 80_000_000m);

        async Task<JsonElement> Commitment(string slug) => await service.Get($"/commitments/{slug}", Ct);
        var part = await Commitment("aid-of-ten-thousand-tons-2020");
        Assert.Equal(("PartiallyFulfilled", 10_000m, 4_500m), (Of(part, "status"), part.GetProperty("quantity").GetProperty("amount").GetDecimal(), part.GetProperty("delivered").GetProperty("amount").GetDecimal()));
        Assert.Contains("60 items worth 140 million", Of(await Commitment("sixty-export-items-2023"), "what")!, StringComparison.Ordinal);
        Assert.Contains("85 items worth 200 million", Of(await Commitment("export-plan-85-items-2024"), "what")!, StringComparison.Ordinal);
        Assert.Contains("\"amount\":893700000,\"currency\":\"KZT\"", (await Commitment("fuel-oil-aid")).ToString(), StringComparison.Ordinal);
        Assert.Equal("2025-02-21", Of(await service.Get("/agreements/kgz-tjk-border-2025", Ct), "signedOn"));
        Assert.Contains("\"reachedOn\":\"2025-02-27\"", (await Commitment("ratify-border-agreement-kgz")).ToString(), StringComparison.Ordinal);
        // The other end of the roadmap stands in its own view, beside the one that counts.
        var roadmap = await service.Get("/agreements/trade-roadmap-2023-2025", Ct);
        Assert.Equal("2025-12-31", Of(roadmap, "runsUntil"));
        Assert.Contains("2023-2024 годы", roadmap.ToString(), StringComparison.Ordinal);
    }

    static string? Of(JsonElement of, string member) => of.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    [Fact]
    [Trait("Trap", "1")]
    public async Task Flour_thanked_for_then_promised_then_delivered_stands_so_on_each_day()
    {
        await using var service = await Sampled("flour");
        async Task<string?> On(string day) => (await service.Get($"/commitments/flour-aid-2020?asOf={day}", Ct)).GetProperty("status").GetString();

        Assert.Equal("AcknowledgedUnverified", await On("2020-04-10"));
        Assert.Equal("Open", await On("2020-05-12")); // promised on 17 April, after the thanks
        Assert.Equal("Fulfilled", await On("2020-05-13"));
        var today = await service.Get("/commitments/flour-aid-2020", Ct);
        Assert.Equal(("announced", 5_000m, 2), (today.GetProperty("strength").GetString(), today.GetProperty("delivered").GetProperty("amount").GetDecimal(), today.GetProperty("mentions").GetInt32()));
    }

    [Fact]
    [Trait("Trap", "18")]
    public async Task The_summit_of_the_second_half_of_May_was_held_29_days_late()
    {
        await using var service = await Sampled("summit");
        var commitment = await service.Get("/commitments/hold-dushanbe-summit-2021", Ct);
        var meeting = await service.Get("/meetings/dushanbe-summit-2021", Ct);

        Assert.Equal(("FulfilledLate", 29), (commitment.GetProperty("status").GetString(), commitment.GetProperty("lateDays").GetInt32()));
        Assert.Equal(("Held", 29), (meeting.GetProperty("status").GetString(), meeting.GetProperty("lateDays").GetInt32()));
        Assert.Equal("Overdue", (await service.Get("/commitments/hold-dushanbe-summit-2021?asOf=2021-06-15", Ct)).GetProperty("status").GetString());
    }

    [Fact]
    [Trait("Trap", "2")]
    public async Task Flour_and_fuel_oil_of_one_quantity_are_two_and_five_tons_contradict_five_thousand()
    {
        await using var service = await Sampled("traps");
        var pair = await service.Get("/pairs/KAZ-TJK", Ct);
        var suggestions = pair.GetProperty("suggestions").EnumerateArray().Select(s => (s.GetProperty("first").GetString(), s.GetProperty("second").GetString())).ToList();
        Assert.DoesNotContain(("flour-aid-2020", "fuel-oil-aid"), suggestions);
        // Nor the official visit and the state visit, nor the one state's days of culture and the other's.
        Assert.Empty(suggestions);
        foreach (var others in (string[])["KGZ-TJK", "KAZ-KGZ", "RUS-TJK", "TJK-UZB"])
            Assert.Empty((await service.Get($"/pairs/{others}", Ct)).GetProperty("suggestions").EnumerateArray());

        var kyrgyz = await service.Get("/commitments/flour-aid-kyrgyzstan-2020", Ct);
        var contradiction = Assert.Single(kyrgyz.GetProperty("contradictions").EnumerateArray());
        Assert.Equal((5_000m, 5m), (kyrgyz.GetProperty("quantity").GetProperty("amount").GetDecimal(), contradiction.GetProperty("quantity").GetProperty("amount").GetDecimal()));
    }

    [Fact]
    public async Task A_wrong_suggestion_stayed_for_ever()
    {
        await using var service = await RunningService.Start(postgres, "alike", Ct);
        await service.SendBatch("""
            {"command":"MakeCommitment","slug":"coal","obligors":["KAZ"],"counterparties":["TJK"],"kind":"aid","what":"Send coal","strength":"agreed","statedOn":"2026-09-01","quantity":{"amount":700,"unit":"t"},"deadline":"2026-12-20"}
            {"command":"MakeCommitment","slug":"ugol","obligors":["KAZ"],"counterparties":["TJK"],"kind":"aid","what":"Отправить уголь","strength":"agreed","statedOn":"2026-09-01","quantity":{"amount":700000,"unit":"kg"},"deadline":"2026-12-20"}
            """, Ct);
        async Task<JsonElement> Suggestions()
        {
            await service.Drain(Ct);
            return (await service.Get("/pairs/KAZ-TJK", Ct)).GetProperty("suggestions");
        }

        var why = Assert.Single((await Suggestions()).EnumerateArray()).GetProperty("why").GetString();
        Assert.Equal("The same states and kind, 700 t and 700000 kg, the same, due 2026-12-20 in both, in two languages, so that words say nothing, stated 0 days apart.", why);
        await service.Send("DistinguishCommitment", new { commitment = "ugol", from = "coal", reason = "Two wagons of coal, by two letters." }, Ct);
        Assert.Empty((await Suggestions()).EnumerateArray());
        var view = await service.Get("/commitments/ugol", Ct);
        Assert.Equal("coal", Assert.Single(view.GetProperty("apartFrom").EnumerateArray()).GetString());
        Assert.Equal(["commitment_made", "commitment_distinguished"], view.GetProperty("timeline").EnumerateArray().Select(l => l.GetProperty("act").GetString()));

        await service.Send("MergeCommitment", new { commitment = "ugol", into = "coal", reason = "One letter after all." }, Ct);
        await service.Drain(Ct);
        Assert.False((await service.Get("/commitments/ugol", Ct)).TryGetProperty("apartFrom", out _));
        await service.Send("UnmergeCommitment", new { commitment = "ugol", from = "coal", reason = "Two." }, Ct);
        Assert.Empty((await Suggestions()).EnumerateArray());
    }

    [Fact]
    public async Task A_search_finds_a_quote_in_any_spelling_and_language()
    {
        await using var service = await Sampled("search");
        async Task<string[]> Find(string text) =>
            [.. (await service.Get($"/meetings?text={Uri.EscapeDataString(text)}", Ct)).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("slug").GetString()!)];

        var rahmon = await Find("Rahmon");
        Assert.NotEmpty(rahmon);
        Assert.Equal(rahmon, await Find("Рахмон"));
        Assert.Equal(rahmon, await Find("Раҳмон"));
        Assert.Equal(rahmon, await Find("Rakhmon"));
        var astana = await Find("Astana");
        Assert.NotEmpty(astana);
        foreach (var name in new[] { "Nur-Sultan", "Nursultan", "Нурсултан", "Остона", "Астана" })
            Assert.Equal(astana, await Find(name));
        var tajikistan = await Find("Tajikistan");
        Assert.NotEmpty(tajikistan);
        foreach (var name in new[] { "Таджикистан", "Тоҷикистон", "Тәжікстан" })
            Assert.Equal(tajikistan, await Find(name));
        var both = await Find("Kazakh-Tajik");
        Assert.NotEmpty(both);
        foreach (var name in new[] { "казахско-таджикский", "қазақ-тәжік", "қазоқу тоҷик" })
            Assert.Equal(both, await Find(name));
    }

    [Fact]
    public async Task Each_side_sees_what_it_owes_and_what_is_overdue()
    {
        await using var service = await Sampled("owes");
        var sides = (await service.Get("/pairs/KAZ-TJK?asOf=2026-11-22", Ct)).GetProperty("reciprocity").EnumerateArray().ToList();
        var overdue = (await service.Get("/overdue?pair=KAZ-TJK&asOf=2026-11-22", Ct)).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("entry").GetString()).ToList();

        Assert.Equal(["KAZ", "TJK"], sides.Select(s => s.GetProperty("obligor").GetString()));
        Assert.All(sides, s => Assert.True(s.GetProperty("open").GetInt32() > 0 && s.GetProperty("fulfilled").GetInt32() > 0 && s.GetProperty("intents").GetInt32() > 0, s.ToString()));
        Assert.Contains("commitment:carry-out-trade-roadmap-2019-2022", overdue);
        Assert.Contains("commitment:host-ifas-conference-2023", overdue);
        Assert.DoesNotContain("commitment:pay-official-visit-2021", overdue);
    }

    [Fact]
    public async Task Before_it_was_published_nothing_was_known_of_it()
    {
        await using var service = await Sampled("then");
        var before = await service.Http.GetAsync(new Uri("/commitments/pay-state-visit-to-tajikistan?asPublishedBy=2023-05-03", UriKind.Relative), Ct);
        var then = await service.Get("/commitments/pay-state-visit-to-tajikistan?asPublishedBy=2024-08-22", Ct);
        var after = await service.Get("/commitments/pay-state-visit-to-tajikistan?asPublishedBy=2024-08-23", Ct);

        Assert.Equal(404, (int)before.StatusCode);
        Assert.NotEqual("Fulfilled", then.GetProperty("status").GetString());
        Assert.Equal("Fulfilled", after.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Every_sentence_of_an_article_is_logged_or_open()
    {
        await using var service = await Sampled("coverage");
        var text = await File.ReadAllTextAsync(Directory.GetFiles(RealCaseTests.Shared("seeds"), "000_*").Single(), Ct);
        await service.Send("AddSourceText", new { source = "kazinform-2020-04-09", text }, Ct);
        await service.Drain(Ct);

        var coverage = await service.Get("/sources/kazinform-2020-04-09/coverage", Ct);
        var sentences = coverage.GetProperty("sentences").EnumerateArray().ToList();
        Assert.Empty(coverage.GetProperty("notFound").EnumerateArray());
        Assert.Equal(sentences.Count, coverage.GetProperty("logged").GetInt32() + coverage.GetProperty("open").GetInt32());
        Assert.All(sentences, s => Assert.Equal(s.GetProperty("text").GetString(), text[s.GetProperty("start").GetInt32()..s.GetProperty("end").GetInt32()]));
        var thanks = sentences.Single(s => s.GetProperty("text").GetString()!.Contains("5,000 tons of flour", StringComparison.Ordinal));
        Assert.Equal(["commitment:flour-aid-2020", "fact:appeal-for-aid-2020"], thanks.GetProperty("entries").EnumerateArray().Select(e => e.GetString()));
        Assert.Contains(sentences, s => s.GetProperty("text").GetString()!.Contains("conveyed his best wishes", StringComparison.Ordinal) && s.GetProperty("entries").GetArrayLength() == 0);
    }

    [Fact]
    public async Task A_commission_shows_its_sessions_and_what_is_open_on_its_table()
    {
        await using var service = await Sampled("table");
        await service.SendBatch("""
            {"command":"MakeCommitment","slug":"report-on-rail","obligors":["KAZ","TJK"],"joint":true,"kind":"instruction","what":"Report on the railway","strength":"agreed","statedOn":"2023-05-02","arisesFrom":["meeting:commission-session-17"]}
            """, Ct);
        await service.Drain(Ct);
        var commission = await service.Get("/mechanisms/intergovernmental-commission", Ct);

        Assert.Equal("commission-session-17", Assert.Single(commission.GetProperty("sessions").EnumerateArray()).GetProperty("meeting").GetString());
        var items = commission.GetProperty("openItems").EnumerateArray().ToList();
        Assert.Contains("commitment:report-on-rail", items.Select(i => i.GetProperty("entry").GetString()));
        var csv = await Csv(service, "/mechanisms/intergovernmental-commission");
        Assert.Equal(items.Count + 1, csv.Count);
        Assert.Contains(csv, line => line.StartsWith("commitment:report-on-rail,Report on the railway,", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_commission_did_not_show_the_target_it_had_looked_at_nor_an_agreement_not_yet_in_force()
    {
        await using var service = await Sampled("looked");
        await service.SendBatch("""
            {"command":"RecordAgreement","slug":"rail-pact","parties":["KAZ","TJK"],"kind":"other","title":"On the railway"}
            {"command":"ReviewItem","meeting":"commission-session-17","entry":"agreement:rail-pact"}
            {"command":"ReviewItem","meeting":"commission-session-17","entry":"agreement:basic-relations-1993"}
            """, Ct);
        await service.Drain(Ct);
        async Task<Dictionary<string, JsonElement>> Open(string query) => (await service.Get($"/mechanisms/intergovernmental-commission{query}", Ct))
            .GetProperty("openItems").EnumerateArray().ToDictionary(i => i.GetProperty("entry").GetString()!);
        var (commission, open) = (await service.Get("/mechanisms/intergovernmental-commission", Ct), await Open(""));

        var target = (await Open("?asOf=2026-11-22"))["target:kaz-tjk-trade"];
        Assert.Equal(("AtRisk", "2027-12-31", "commission-session-17"),
            (target.GetProperty("status").GetString(), target.GetProperty("dueOn").GetString(), target.GetProperty("lastLookedAt").GetString()));
        Assert.Equal("Announced", open["agreement:rail-pact"].GetProperty("status").GetString());
        Assert.Equal((await service.Get("/agreements/basic-relations-1993", Ct)).GetProperty("status").GetString() == "Signed", open.ContainsKey("agreement:basic-relations-1993"));
        Assert.True(commission.GetProperty("position").GetInt64() >= (await service.Get("/agreements/rail-pact", Ct)).GetProperty("position").GetInt64());
        Assert.Contains("target:kaz-tjk-trade", await service.Http.GetStringAsync(new Uri("/calendar.ics?body=intergovernmental-commission", UriKind.Relative), Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sentence_counted_as_logged_by_an_entry_that_was_taken_back()
    {
        await using var service = await Sampled("takenback");
        await service.Send("AddSourceText", new { source = "kazinform-2020-04-09", text = await File.ReadAllTextAsync(Directory.GetFiles(RealCaseTests.Shared("seeds"), "000_*").Single(), Ct) }, Ct);
        async Task<(int, int)> Covered(string query = "")
        {
            await service.Drain(Ct);
            var coverage = await service.Get($"/sources/kazinform-2020-04-09/coverage{query}", Ct);
            return (coverage.GetProperty("logged").GetInt32(), coverage.GetProperty("open").GetInt32());
        }

        async Task Load(string lines) => Assert.All(await service.SendBatch(lines, Ct), line => Assert.True(line.TryGetProperty("changed", out _), line.ToString()));

        Assert.Equal((8, 5), await Covered());
        await Load("""
            {"command":"RecordFact","slug":"wishes","kind":"event","what":"Best wishes","states":["KAZ","TJK"],"statedOn":"2020-04-09","citation":{"source":"kazinform-2020-04-09","quote":"conveyed his best wishes"}}
            {"command":"RetractEntry","entry":"fact:wishes","reason":"No fact."}
            """);
        Assert.Equal((9, 4), await Covered());
        var before = (await service.Get("/facts/wishes", Ct)).GetProperty("recordedAt").GetString()!;
        await service.SendBatch("""{"command":"ConfirmClosure","entry":"fact:wishes","closure":"retracted","proposal":2}""", Ct, actor: "reviewer");
        Assert.Equal((8, 5), await Covered());
        Assert.Equal((9, 4), await Covered($"?asKnownOn={Uri.EscapeDataString(before)}"));

        // A retracted figure is no more logged than that.
        await Load("""
            {"command":"RecordTradeFigure","reporter":"TJK","partner":"UZB","flow":"export","period":"2019","value":{"amount":1000000,"currency":"USD"},"status":"stated","source":"kazinform-2020-04-09","releasedOn":"2020-04-09","citation":{"source":"kazinform-2020-04-09","quote":"conveyed his best wishes"}}
            """);
        Assert.Equal((9, 4), await Covered());
        await Load("""{"command":"RetractTradeFigure","reporter":"TJK","partner":"UZB","flow":"export","period":"2019","source":"kazinform-2020-04-09","reason":"No figure."}""");
        Assert.Equal((8, 5), await Covered());
    }

    [Fact]
    public async Task A_figure_was_shown_without_the_words_it_rests_on_and_the_assumption_it_was_entered_with()
    {
        await using var service = await Sampled("figurequotes");
        await service.Send("AddSourceText", new { source = "tajik-presidency-2023-05-04", text = await File.ReadAllTextAsync(Directory.GetFiles(RealCaseTests.Shared("seeds"), "002_*").Single(), Ct) }, Ct);
        await service.Drain(Ct);
        bool Is2022(JsonElement f) => f.GetProperty("period").GetString() == "2022" && f.GetProperty("source").GetString() == "tajik-presidency-2023-05-04" && f.GetProperty("flow").GetString() == "turnover";
        var shown = (await service.Get("/trade/TJK/KAZ?vintages=all", Ct)).GetProperty("figures").EnumerateArray().Single(Is2022);
        var inPair = (await service.Get("/pairs/KAZ-TJK", Ct)).GetProperty("trade").EnumerateArray().Single(Is2022);

        Assert.Equal("'Almost', so not above it. The source says only 'dollars'; US dollars are assumed.", shown.GetProperty("reason").GetString());
        Assert.Equal("reached almost one and a half billion dollars", shown.GetProperty("citation").GetProperty("quote").GetString());
        Assert.True(shown.GetProperty("citation").GetProperty("verified").GetBoolean());
        Assert.Equal(shown.ToString(), inPair.ToString());
        var span = shown.GetProperty("citation").GetProperty("span");
        var csv = await Csv(service, "/trade/TJK/KAZ?vintages=all");
        Assert.EndsWith("recordedAt,quote,citedSource,spanStart,spanEnd,reason", csv[0], StringComparison.Ordinal);
        Assert.Contains(csv, line => line.EndsWith(
            $",reached almost one and a half billion dollars,tajik-presidency-2023-05-04,{span.GetProperty("start")},{span.GetProperty("end")},\"'Almost', so not above it. The source says only 'dollars'; US dollars are assumed.\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Agreements_and_targets_are_searched_and_tables_hold_what_their_rows_rest_on()
    {
        await using var service = await Sampled("searched");
        async Task<string[]> Find(string path) => [.. (await service.Get(path, Ct)).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("slug").GetString()!)];

        Assert.Contains("allied-relations-treaty-2024", await Find("/agreements?text=allied"));
        Assert.DoesNotContain("basic-relations-1993", await Find("/agreements?text=allied"));
        foreach (var alias in (string[])["Declaration of Allied Cooperation", "Declaration on Allied Cooperation", "Allied Interaction", "союзническое взаимодействие"])
            Assert.Equal(["allied-cooperation-declaration-2023"], (await Find($"/agreements?text={Uri.EscapeDataString(alias)}")).Where(a => a.Contains("declaration", StringComparison.Ordinal)));
        Assert.Equal(["kaz-tjk-trade"], await Find("/targets?text=billion"));
        Assert.Empty(await Find("/targets?text=pipeline"));
        Assert.Equal(400, (int)(await service.Http.GetAsync(new Uri("/agreements?text=%21", UriKind.Relative), Ct)).StatusCode);
        foreach (var path in (string[])["/commitments", "/meetings"])
        {
            var (csv, all) = (await Csv(service, path), await Find($"{path}?limit=500"));
            Assert.Contains(",source,quote", csv[0], StringComparison.Ordinal);
            Assert.Equal(all.Length, csv.Count - 1);
        }
    }

    /// <summary>Lines of a table; no cell of these holds a line of its own.</summary>
    static async Task<List<string>> Csv(RunningService service, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Accept = { new("text/csv") } } };
        using var response = await service.Http.SendAsync(request, Ct);
        Assert.Equal("text/csv", response.Content.Headers.ContentType?.MediaType);
        return [.. (await response.Content.ReadAsStringAsync(Ct)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries)];
    }

    [Fact]
    public async Task A_retracted_entry_is_gone_from_lists_and_there_for_auditors()
    {
        await using var service = await Sampled("retracted");
        await service.Send("RetractEntry", new { entry = "fact:partner-rank-2024", reason = "Entered twice." }, Ct);
        var (_, same) = await service.Send("ConfirmClosure", new { entry = "fact:partner-rank-2024", closure = "retracted", proposal = 2 }, Ct);
        var answer = await service.SendBatch("""{"command":"ConfirmClosure","entry":"fact:partner-rank-2024","closure":"retracted","proposal":2}""", Ct, actor: "reviewer");
        await service.Drain(Ct);

        Assert.Equal("/problems/forbidden", same.GetProperty("type").GetString());
        Assert.True(answer[0].GetProperty("changed").GetBoolean());
        Assert.DoesNotContain("partner-rank-2024", (await service.Get("/facts?limit=500", Ct)).GetProperty("items").EnumerateArray().Select(f => f.GetProperty("slug").GetString()));
        Assert.True((await service.Get("/facts/partner-rank-2024", Ct)).GetProperty("retracted").GetBoolean());
        Assert.Equal(3, (await service.Get("/history?stream=fact:partner-rank-2024", Ct)).GetProperty("items").GetArrayLength());
    }
}
