using System.Globalization;
using System.Text;
using System.Text.Json;
using CommitmentTracker.Tests;

namespace CommitmentTracker.Tracker.Tests;

/// <summary>The five articles' texts and the published statistics: from the shared folder, for the project holds none of them.</summary>
public sealed class RealCaseTests(Postgres postgres)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    internal static readonly (string Source, string Seed)[] Articles =
    [
        ("kazinform-2020-04-09", "000_*"), ("kazinform-2024-08-22", "001_*"), ("tajik-presidency-2023-05-04", "002_*"),
        ("kazakh-visit-announced-2021-05", "003_*"), ("tajik-state-site-2020-04-18", "004_*"),
    ];

    [Fact]
    public async Task Every_quote_of_the_sample_occurs_in_its_article_and_a_wrong_one_is_refused_afterwards()
    {
        var seeds = Shared("seeds");
        var sample = await File.ReadAllLinesAsync(Sample.Path, Ct);
        await using var service = await RunningService.Start(postgres, "real", Ct);
        await service.SendBatch(string.Join('\n', sample), Ct);

        foreach (var (source, seed) in Articles)
        {
            var cited = sample.Select(l => JsonSerializer.Deserialize<JsonElement>(l))
                .Count(l => l.TryGetProperty("citation", out var citation) && citation.GetProperty("source").GetString() == source);
            var text = await File.ReadAllTextAsync(Directory.GetFiles(seeds, seed).Single(), Ct);
            var (_, answer) = await service.Send("AddSourceText", new { source, text }, Ct);

            Assert.Empty(answer.GetProperty("quotes").GetProperty("notFound").EnumerateArray());
            Assert.True(answer.GetProperty("quotes").GetProperty("verified").GetInt32() >= cited, source);
            var quotes = (await service.Get($"/sources/{source}?atLeast={answer.GetProperty("position")}", Ct)).GetProperty("quotes").EnumerateArray().ToList();
            Assert.All(quotes, q => Assert.Equal(q.GetProperty("quote").GetString(), text[q.GetProperty("span").GetProperty("start").GetInt32()..q.GetProperty("span").GetProperty("end").GetInt32()]));
            var (refused, problem) = await service.Send("RecordAgreement", new
            {
                slug = "never-said", parties = new[] { "KAZ", "TJK" }, kind = "treaty", title = "T", citation = new { source, quote = "a goal of 3 billion US dollars by 2026" },
            }, Ct);
            Assert.Equal((422, "/problems/quote-not-found"), ((int)refused.StatusCode, problem.GetProperty("type").GetString()));
        }
    }

    [Fact]
    public async Task A_quote_taken_before_the_text_was_there_and_not_in_it_is_reported_when_the_text_is_added()
    {
        await using var service = await RunningService.Start(postgres, "quotes", Ct);
        await service.SendBatch("""
            {"command":"RegisterSource","slug":"note","title":"t","publisher":"p","publishedOn":"2020","language":"en"}
            {"command":"RecordAgreement","slug":"right","parties":["KAZ","TJK"],"kind":"treaty","title":"T","citation":{"source":"note","quote":"a treaty"}}
            {"command":"RecordAgreement","slug":"wrong","parties":["KAZ","TJK"],"kind":"treaty","title":"T","citation":{"source":"note","quote":"A treaty"}}
            """, Ct);

        var (_, dry) = await service.Send("AddSourceText", new { source = "note", text = "They signed a treaty." }, Ct, "?dryRun=true");
        var (_, answer) = await service.Send("AddSourceText", new { source = "note", text = "They signed a treaty." }, Ct);
        var (_, again) = await service.Send("RegisterSource", new { slug = "note", title = "t", publisher = "p", publishedOn = "2020", language = "en", text = "They signed a treaty." }, Ct);

        foreach (var said in new[] { dry, answer, again })
        {
            Assert.Equal(1, said.GetProperty("quotes").GetProperty("verified").GetInt32());
            var lost = Assert.Single(said.GetProperty("quotes").GetProperty("notFound").EnumerateArray());
            Assert.Equal(("agreement:wrong", "A treaty"), (lost.GetProperty("stream").GetString(), lost.GetProperty("quote").GetString()));
        }
    }

    [Fact]
    public async Task The_first_four_golden_vectors_come_out_of_published_figures_over_http()
    {
        var vectors = JsonSerializer.Deserialize<JsonElement[]>(await File.ReadAllTextAsync(Path.Combine(Shared("domain"), "progress_vectors.json"), Ct))!;
        await using var service = await RunningService.Start(postgres, "golden", Ct);
        string[] viewpoints = ["reporter:KAZ", "reporter:TJK", "mid", "reconciledFob"];
        var lines = new StringBuilder("""
            {"command":"RegisterSource","slug":"imf-dots","title":"Direction of Trade Statistics","publisher":"IMF","publishedOn":"2022-05-09","language":"en"}
            {"command":"RegisterSource","slug":"bns","title":"Foreign trade by country","publisher":"Bureau of National Statistics","publishedOn":"2024-07-25","language":"ru"}

            """);
        foreach (var (i, viewpoint) in viewpoints.Index())
            lines.AppendLine(CultureInfo.InvariantCulture, $$$"""{"command":"SetTradeTarget","slug":"golden-{{{i}}}","pair":"KAZ-TJK","measure":"turnover","goal":{"amount":2000000000,"currency":"USD"},"statedOn":"2018-03-14","deadline":"2027","basis":{"viewpoint":"{{{viewpoint}}}","scope":"goods","baselinePeriod":"2015","minimumStatus":"provisional","sources":["imf-dots"]}}""");
        var figures = 0;
        foreach (var line in Dots().Concat(Bureau()))
            (_, figures) = (lines.AppendLine(line), figures + 1);

        var answers = await service.SendBatch(lines.ToString(), Ct);
        await service.Drain(Ct);

        Assert.True(figures > 100);
        Assert.All(answers, a => Assert.True(a.TryGetProperty("changed", out _), a.ToString()));
        foreach (var (i, _) in viewpoints.Index())
        {
            var view = await service.Get($"/targets/golden-{i}?asOf=2021-06-30", Ct);
            decimal Is(string member) => view.GetProperty(member).GetDecimal();
            decimal Should(string member) => vectors[i].GetProperty(member).GetDecimal();
            Assert.Equal(("2020", "2015"), (view.GetProperty("latest").GetProperty("period").GetString(), view.GetProperty("baseline").GetProperty("period").GetString()));
            Assert.InRange(view.GetProperty("latest").GetProperty("value").GetDecimal() / 1_000_000m - Should("latest"), -0.0000011m, 0.0000011m);
            foreach (var (theirs, ours, unit, tolerance) in Members)
                Assert.True(Math.Abs(Should(theirs) - Is(ours) / unit) <= tolerance, $"{viewpoints[i]} {ours}: {Is(ours)}, and should be {Should(theirs)}");
            Assert.Equal(vectors[i].GetProperty("status_ruleset1").GetString(), view.GetProperty("status").GetString());
        }
    }

    static readonly (string Theirs, string Ours, decimal Unit, decimal Tolerance)[] Members =
    [
        ("attainment_pct", "attainmentPct", 1, 0.0001m), ("distance_closed_pct", "distanceClosedPct", 1, 0.0001m), ("cagr_actual", "actualGrowth", 1, 0.000001m),
        ("cagr_required", "requiredGrowth", 1, 0.000001m), ("r_path", "pathGrowth", 1, 0.000001m), ("pace_ratio_p", "paceRatio", 1, 0.000001m),
        ("forward_ratio_q", "forwardRatio", 1, 0.000001m), ("expected_2020", "expectedNow", 1_000_000, 0.0001m),
    ];

    static IEnumerable<string> Dots() =>
        from row in File.ReadLines(Path.Combine(Shared("data"), "imf_dots", "dots_central_asia_subset.csv")).Skip(1)
        let cell = row.Split(',')
        where cell is ["KAZ", "TJK", ..] or ["TJK", "KAZ", ..]
        select Figure(cell[0], cell[1], cell[2], cell[4], decimal.Parse(cell[5], NumberStyles.Float, CultureInfo.InvariantCulture) * 1_000_000m, cell[6] == "E" ? "estimated" : "final", "imf-dots", $"{Math.Max(2016, int.Parse(cell[4], CultureInfo.InvariantCulture) + 1)}-05-09");

    /// <summary>Every workbook's value for Tajikistan, released in the July after the workbook's year.</summary>
    static IEnumerable<string> Bureau() =>
        from row in File.ReadLines(Path.Combine(Shared("data"), "kazakhstan_statistics", "kazakhstan_trade_by_country_vintages.csv")).Skip(1)
        let cell = row.Split(',')
        where cell[4] == "TJK"
        let book = new string([.. cell[0].Where(char.IsAsciiDigit)])[^4..]
        from flow in new[] { ("export", cell[6]), ("import", cell[7]), ("turnover", cell[5]) }
        select Figure("KAZ", "TJK", flow.Item1, cell[2], Math.Round(decimal.Parse(flow.Item2, NumberStyles.Float, CultureInfo.InvariantCulture) * 1_000m, 2), "final", "bns", $"{int.Parse(book, CultureInfo.InvariantCulture) + 1}-07-25");

    static string Figure(string reporter, string partner, string flow, string year, decimal amount, string status, string source, string released) => string.Create(CultureInfo.InvariantCulture,
        $$"""{"command":"RecordTradeFigure","reporter":"{{reporter}}","partner":"{{partner}}","flow":"{{flow}}","period":"{{year}}","value":{"amount":{{amount:0.######}},"currency":"USD"},"status":"{{status}}","source":"{{source}}","releasedOn":"{{released}}","confirm":true,"reason":"As published"}""");

    internal static string Shared(string folder)
    {
        var root = Environment.GetEnvironmentVariable("TRACKER_SHARED") ?? Path.Combine(Sample.Root, "..", "shared");
        Assert.SkipUnless(Directory.Exists(Path.Combine(root, folder)), $"The articles and the statistics are not here: TRACKER_SHARED (by default ../shared) has no {folder}/.");
        return Path.Combine(root, folder);
    }
}
