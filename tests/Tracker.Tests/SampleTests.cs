using System.Text.Json;
using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Tests;

namespace CommitmentTracker.Tracker.Tests;

/// <summary>The real case: what the five articles say about Kazakhstan and Tajikistan.</summary>
public sealed class SampleTests(Postgres postgres)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_sample_is_accepted_line_by_line_and_says_nothing_new_the_second_time()
    {
        await using var service = await RunningService.Start(postgres, "sample", Ct);
        var sample = await File.ReadAllTextAsync(Sample.Path, Ct);

        var first = await service.SendBatch(sample, Ct);
        var second = await service.SendBatch(sample, Ct);

        Assert.All(first, line => Assert.True(line.TryGetProperty("changed", out var changed) && changed.GetBoolean(), line.ToString()));
        Assert.All(second, line => Assert.True(line.TryGetProperty("changed", out var changed) && !changed.GetBoolean(), line.ToString()));
    }

    [Fact]
    public async Task The_target_was_on_track_by_what_was_published_in_mid_2023_and_is_at_risk_and_stale_today()
    {
        await using var service = await RunningService.Start(postgres, "sample", Ct);
        await service.SendBatch(await File.ReadAllTextAsync(Sample.Path, Ct), Ct);
        await service.Drain(Ct);

        var then = await service.Get("/targets/kaz-tjk-trade?asPublishedBy=2023-06-30", Ct);
        var now = await service.Get("/targets/kaz-tjk-trade?asOf=2026-11-22", Ct);

        Assert.Equal(("OnTrack", "2025", 1.007m), (Text(then, "status"), Text(then, "deadline"), Math.Round(then.GetProperty("paceRatio").GetDecimal(), 3)));
        Assert.Equal(("AtRisk", "2027", 0.6008m), (Text(now, "status"), Text(now, "deadline"), Math.Round(now.GetProperty("paceRatio").GetDecimal(), 4)));
        Assert.False(then.GetProperty("stale").GetBoolean());
        Assert.True(now.GetProperty("stale").GetBoolean());
    }

    [Fact]
    public async Task Roadmaps_read_as_signed_or_announced_years_after_their_terms_had_run_out()
    {
        await using var service = await RunningService.Start(postgres, "sample", Ct);
        await service.SendBatch(await File.ReadAllTextAsync(Sample.Path, Ct), Ct);
        await service.Drain(Ct);

        Assert.Equal("Effective", await Status("trade-facilitation-roadmap-2019-2022", "2021-06-30"));
        Assert.Equal("Expired", await Status("trade-facilitation-roadmap-2019-2022", "2023-01-01"));
        foreach (var slug in new[] { "agriculture-roadmap-2023-2025", "trade-roadmap-2023-2025" })
            Assert.Equal(("Effective", "Expired"), (await Status(slug, "2025-12-31"), await Status(slug, "2026-01-01")));
        Assert.Equal("2025-12-31", Text(await service.Get("/agreements/agriculture-roadmap-2023-2025", Ct), "runsUntil"));
        Assert.Equal("Effective", await Status("tourism-roadmap-2023", "2026-11-22")); // no source states a term

        async Task<string?> Status(string slug, string day) => Text(await service.Get($"/agreements/{slug}?asOf={day}", Ct), "status");
    }

    /// <summary>Lines that stand after their page's day, each because of what it rests on.</summary>
    static readonly (string Line, string Because)[] Later =
    [
        ("ReviewItem dushanbe-summit-2021", "a meeting looks at something when it is held, in June"),
        ("RecordMeeting commission-session-17", "the commission is recorded from a page of two days later"),
        ("ReviewItem commission-session-17", "as the session itself"),
    ];

    [Fact]
    public async Task The_case_was_told_out_of_order_what_was_said_in_2026_before_what_was_said_in_2016()
    {
        var lines = (await File.ReadAllLinesAsync(Sample.Path, Ct)).Select(l => JsonSerializer.Deserialize<JsonElement>(l)).ToList();

        Assert.Equal(Later.Select(l => l.Line), OutOfOrder(lines));
        // It can fail: a page that is told after a later one, and a source registered long before anything is cited from it.
        Assert.Contains("RecordFact preparatory-places-2016", OutOfOrder([.. lines.Skip(2), .. lines.Take(2)]));
        Assert.Contains("RegisterSource baq-2026", OutOfOrder([.. lines.Where(l => Name(l) == "RegisterSource baq-2026"), .. lines.Where(l => Name(l) != "RegisterSource baq-2026")]));
    }

    /// <summary>Lines that tell what was said before the line above them, by the last day on which it may have been published (of a figure: released); and sources not registered where they are first cited.</summary>
    static List<string> OutOfOrder(List<JsonElement> lines)
    {
        static DateOnly Last(JsonElement day) => day.Deserialize<DateSpan>(ContractJson.Stored)!.To;
        var published = lines.Where(l => Text(l, "command") == "RegisterSource").ToDictionary(l => Text(l, "slug")!, l => Last(l.GetProperty("publishedOn")));
        var (reached, cited, wrong) = (DateOnly.MinValue, new HashSet<string>(), new List<string>());
        foreach (var (n, line) in lines.Index())
        {
            if (Text(line, "command") == "RegisterSource")
            {
                if (n + 1 == lines.Count || Source(lines[n + 1]) != Text(line, "slug") || !cited.Add(Text(line, "slug")!))
                    wrong.Add(Name(line));
                continue;
            }
            var day = line.TryGetProperty("releasedOn", out var released) ? Last(released) : published[Source(line)!];
            if (day < reached)
                wrong.Add(Name(line));
            else
                reached = day;
        }
        return wrong;
    }

    static string? Source(JsonElement line) => line.TryGetProperty("citation", out var citation) ? Text(citation, "source") : line.TryGetProperty("source", out var source) ? source.GetString() : null;

    static string Name(JsonElement line) => string.Join(' ', new[] { "command", "slug", "commitment", "agreement", "meeting", "target", "period" }.Where(m => line.TryGetProperty(m, out _)).Take(2).Select(m => Text(line, m)));

    static string? Text(JsonElement view, string member) => view.GetProperty(member).GetString();
}

/// <summary>Where the sample file is.</summary>
public static class Sample
{
    public static string Root { get; } = Find();

    public static string Path => System.IO.Path.Combine(Root, "contracts", "samples", "kazakhstan-tajikistan.ndjson");

    /// <summary>The second person's lines.</summary>
    public static string ReviewPath => System.IO.Path.Combine(Root, "contracts", "samples", "kazakhstan-tajikistan.review.ndjson");

    static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "CommitmentTracker.sln")))
                return folder.FullName;
        throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
