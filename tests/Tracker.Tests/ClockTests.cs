using System.Net;
using CommitmentTracker.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace CommitmentTracker.Tracker.Tests;

/// <summary>How things stand changes with the day, though nothing was recorded; and the day is that of a place.</summary>
public sealed class ClockTests(Postgres postgres)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static string Made(string slug, string to, string deadline, string more = "") =>
        $$"""{"command":"MakeCommitment","slug":"{{slug}}","obligors":["KAZ"],"counterparties":["{{to}}"],"kind":"aid","what":"{{slug}}","strength":"agreed","statedOn":"2023-10-01","deadline":{{deadline}}{{more}}}""" + "\n";

    static readonly string Register =
        Made("leap", "TJK", "\"2024-02\"") + Made("year", "TJK", """{"from":"2027-01-01","to":"2027-12-31","precision":"year","words":"by 2027"}""")
        + Made("half", "TJK", """{"from":"2024-05-16","to":"2024-05-31","words":"second half of May"}""")
        + Made("open", "TJK", """{"from":"2023-10-02","to":"2024-04-01","precision":"open","words":"in the coming months"}""") + """
        {"command":"RecordMeeting","slug":"session","kind":"session","title":"A session","participants":["KAZ","TJK"],"statedOn":"2023-10-01","scheduledFor":"2024-02-29"}
        {"command":"SetTradeTarget","slug":"goal","pair":"KAZ-TJK","measure":"turnover","goal":{"amount":2000000000,"currency":"USD"},"statedOn":"2023-10-01","deadline":"2024"}
        """;

    [Fact]
    public async Task The_same_register_is_asked_for_one_day_after_another_and_answers_by_the_clock_as_by_the_question()
    {
        var clock = new SetClock(new(2023, 10, 1, 12, 0, 0, TimeSpan.Zero));
        await using var service = await Start(clock);
        await Load(service, Register);
        foreach (var (day, slug, status) in new[]
        {
            ("2024-01-29", "leap", "Open"), ("2024-01-30", "leap", "DueSoon"), ("2024-02-29", "leap", "DueSoon"), ("2024-03-01", "leap", "Overdue"), ("2031-01-01", "leap", "Overdue"),
            ("2027-12-31", "year", "DueSoon"), ("2028-01-01", "year", "Overdue"), ("2024-05-31", "half", "DueSoon"), ("2024-06-01", "half", "Overdue"),
            ("2024-04-01", "open", "Open"), ("2024-04-02", "open", "ReviewDue"), ("2031-01-01", "open", "ReviewDue"),
        })
        {
            var asked = await service.Get($"/commitments/{slug}?asOf={day}", Ct);
            clock.Now = new(DateOnly.ParseExact(day, "yyyy-MM-dd", null), new(23, 59, 59), TimeSpan.Zero);
            var lived = await service.Get($"/commitments/{slug}", Ct);

            Assert.Equal((slug, day, status), (slug, day, asked.GetProperty("status").GetString()));
            Assert.Equal(asked.ToString(), lived.ToString());
            Assert.Equal(day, lived.GetProperty("day").GetString());
            Assert.Single((await service.Get($"/commitments?asOf={day}&status={status}", Ct)).GetProperty("items").EnumerateArray(), c => c.GetProperty("slug").GetString() == slug);
        }
        Assert.Equal(6, (await service.Get("/readyz", Ct)).GetProperty("head").GetInt64()); // nothing was recorded on the way
    }

    [Fact]
    public async Task Due_and_overdue_hold_meetings_that_passed_unconfirmed_and_targets_whose_figures_are_awaited()
    {
        var clock = new SetClock(new(2023, 10, 1, 12, 0, 0, TimeSpan.Zero));
        await using var service = await Start(clock);
        await Load(service, Register);

        Assert.Equal(["commitment:leap 29 DueSoon", "meeting:session 29 Scheduled"], await Due(service, "/due?asOf=2024-01-31"));
        Assert.Equal(["commitment:leap -2 Overdue", "meeting:session -2 Unconfirmed"], await Due(service, "/overdue?asOf=2024-03-02"));
        Assert.Equal(["commitment:half 30 DueSoon", "target:goal 244 NotMeasurable"], await Due(service, "/due?asOf=2024-05-01&within=300"));
        Assert.Equal(["target:goal -1 NotMeasurable"], (await Due(service, "/overdue?asOf=2025-01-01")).Where(d => d.StartsWith("target", StringComparison.Ordinal)));
        Assert.Empty(await Due(service, "/due?asOf=2024-01-31&pair=KAZ-UZB"));
        Assert.Empty(await Due(service, "/overdue?asOf=2024-03-02&owner=KAZ:Ministry"));
        await service.Send("HoldMeeting", new { meeting = "session", heldOn = "2023-10-01" }, Ct);
        await service.Drain(Ct);
        Assert.Equal(["commitment:leap -2 Overdue"], await Due(service, "/overdue?asOf=2024-03-02"));
    }

    [Fact]
    public async Task A_pair_whose_day_has_begun_is_a_day_ahead_of_the_rest()
    {
        var clock = new SetClock(new(2024, 5, 31, 20, 0, 0, TimeSpan.Zero));
        await using var service = await Start(clock, ("Clock:Zones:KAZ-TJK", "Asia/Dushanbe"));
        await Load(service, Made("ahead", "TJK", "\"2024-05-31\"") + Made("rest", "UZB", "\"2024-05-31\"") + """
            {"command":"RecordMeeting","slug":"night","kind":"call","title":"A call at night","participants":["KAZ","TJK"],"statedOn":"2024-06-01","heldOn":"2024-06-01"}
            """);

        Assert.Equal(["ahead 2024-06-01 Overdue", "rest 2024-05-31 DueSoon"], (await service.Get("/commitments", Ct)).GetProperty("items").EnumerateArray()
            .Select(c => $"{c.GetProperty("slug").GetString()} {c.GetProperty("day").GetString()} {c.GetProperty("status").GetString()}"));
        Assert.Equal(["commitment:ahead -1 Overdue"], await Due(service, "/overdue"));
        Assert.Equal(["commitment:rest 0 DueSoon"], await Due(service, "/due"));
        Assert.Equal("Held", (await service.Get("/meetings/night", Ct)).GetProperty("status").GetString());
        Assert.Equal("DueSoon", (await service.Get("/commitments/ahead?asOf=2024-05-31", Ct)).GetProperty("status").GetString());
        var pair = await service.Get("/pairs/KAZ-TJK", Ct);
        Assert.Equal("2024-06-01", pair.GetProperty("meetings")[0].GetProperty("day").GetString());
    }

    [Fact]
    public async Task What_is_owed_to_a_third_state_too_had_two_statuses_by_whose_page_was_opened()
    {
        var clock = new SetClock(new(2024, 5, 31, 20, 0, 0, TimeSpan.Zero));
        await using var service = await Start(clock, ("Clock:Zones:KAZ-TJK", "Asia/Dushanbe"));
        await Load(service, Made("three", "TJK", "\"2024-05-31\"").Replace("[\"TJK\"]", "[\"TJK\",\"UZB\"]", StringComparison.Ordinal));

        Assert.Equal("DueSoon", (await service.Get("/commitments/three", Ct)).GetProperty("status").GetString());
        foreach (var (pair, day) in new[] { ("KAZ-TJK", "2024-06-01"), ("KAZ-UZB", "2024-05-31") })
        {
            var view = await service.Get($"/pairs/{pair}", Ct);
            var owed = Assert.Single(view.GetProperty("reciprocity").EnumerateArray().SelectMany(s => s.GetProperty("owed").EnumerateArray()));
            Assert.Equal(("DueSoon", day), (owed.GetProperty("status").GetString(), view.GetProperty("day").GetString()));
        }
    }

    [Fact]
    public async Task In_a_zone_behind_UTC_what_was_recorded_in_the_evening_was_not_seen_before_midnight()
    {
        var clock = new SetClock(new(2024, 6, 1, 2, 0, 0, TimeSpan.Zero));
        await using var service = await Start(clock, ("Clock:Zone", "America/New_York"));
        await Load(service, Made("evening", "TJK", "\"2024-05-31\"") + Made("other", "TJK", "\"2024-05-31\"") + """
            {"command":"MergeCommitment","commitment":"evening","into":"other","reason":"The same."}
            {"command":"RecordAgreement","slug":"pact","parties":["KAZ","TJK"],"kind":"treaty","title":"Pact"}
            """);

        Assert.Equal(("Merged", "2024-05-31"), ((await service.Get("/commitments/evening", Ct)).GetProperty("status").GetString(), (await service.Get("/commitments/evening", Ct)).GetProperty("day").GetString()));
        using var pact = await service.Http.GetAsync(new Uri("/agreements/pact", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.OK, pact.StatusCode);
        Assert.Single((await service.Get("/commitments?asKnownOn=2024-05-31&status=merged", Ct)).GetProperty("items").EnumerateArray());
        Assert.Empty((await service.Get("/commitments?asKnownOn=2024-05-30", Ct)).GetProperty("items").EnumerateArray());
        var (early, _) = await service.Send("RecordMeeting", new { slug = "tomorrow", kind = "call", title = "t", participants = new[] { "KAZ", "TJK" }, statedOn = "2024-06-01", heldOn = "2024-06-01" }, Ct);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, early.StatusCode);
    }

    async Task<RunningService> Start(SetClock clock, params (string Key, string Value)[] settings) => await RunningService.Start(postgres, "clock", Ct, builder =>
    {
        builder.Services.AddSingleton<TimeProvider>(clock);
        foreach (var (key, value) in settings)
            builder.Configuration[key] = value;
    });

    static async Task Load(RunningService service, string lines)
    {
        Assert.All(await service.SendBatch(lines, Ct), line => Assert.True(line.TryGetProperty("changed", out var changed) && changed.GetBoolean(), line.ToString()));
        await service.Drain(Ct);
    }

    static async Task<List<string>> Due(RunningService service, string path) => [.. (await service.Get(path, Ct)).GetProperty("items").EnumerateArray()
        .Select(d => $"{d.GetProperty("entry").GetString()} {d.GetProperty("days")} {d.GetProperty("status").GetString()}")];
}
