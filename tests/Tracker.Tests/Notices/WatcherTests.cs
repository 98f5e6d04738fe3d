using System.Net;
using System.Text.Json;
using CommitmentTracker.Notices;
using CommitmentTracker.Platform;
using CommitmentTracker.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace CommitmentTracker.Tracker.Tests.Notices;

/// <summary>What the watcher raises, and what it leaves alone.</summary>
public sealed class WatcherTests(Postgres postgres)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    const string Source = """{"command":"RegisterSource","slug":"bureau","title":"t","publisher":"p","publishedOn":"2023-01-01","language":"en"}""" + "\n";

    static string Flour(string slug, string deadline = "\"2024-05-31\"", string what = "Flour") =>
        $$"""{"command":"MakeCommitment","slug":"{{slug}}","obligors":["KAZ"],"counterparties":["TJK"],"kind":"aid","what":"{{what}}","strength":"agreed","statedOn":"2023-05-04","deadline":{{deadline}}}""" + "\n";

    [Fact]
    public async Task What_was_missed_while_nobody_watched_is_told_once_and_only_the_latest_of_it()
    {
        var (service, clock) = await Start("2024-01-01");
        await using var _ = service;
        await Load(service, Source + Flour("flour"));
        Assert.Equal(0, await Pass(service));
        clock.Now = new(2024, 8, 30, 0, 0, 0, TimeSpan.Zero);

        Assert.Equal(1, await Pass(service));
        Assert.Equal(0, await Pass(service));
        Assert.Equal(["commitment:flour overdue 90 2024-05-31 2024-08-30"], await Notices(service));
        clock.Now = new(2024, 5, 1, 0, 0, 0, TimeSpan.Zero); // a clock that goes back raises nothing anew
        Assert.Equal(0, await Pass(service));
    }

    [Fact]
    public async Task A_deadline_that_moves_has_notices_for_its_new_day()
    {
        var (service, clock) = await Start("2024-05-31");
        await using var _ = service;
        await Load(service, Source + Flour("flour"));
        Assert.Equal(1, await Pass(service));
        await Load(service, """{"command":"ExtendDeadline","commitment":"flour","deadline":"2024-06-30","statedOn":"2024-05-31","authority":"Commission","reason":"Rain","citation":{"source":"bureau","quote":"later"}}""");

        Assert.Equal(1, await Pass(service));
        clock.Now = new(2024, 7, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(1, await Pass(service));
        Assert.Equal(["commitment:flour due 0 2024-05-31 2024-05-31", "commitment:flour dueSoon -30 2024-06-30 2024-05-31", "commitment:flour overdue 1 2024-06-30 2024-07-01"], await Notices(service));
    }

    [Fact]
    public async Task What_is_closed_merged_taken_back_or_only_an_intent_is_left_alone()
    {
        var (service, clock) = await Start("2023-06-01");
        await using var _ = service;
        await Load(service, Source + Flour("done") + Flour("merged") + Flour("wrong") + Flour("open") + Flour("hope").Replace("\"agreed\"", "\"proposed\"", StringComparison.Ordinal) + """
            {"command":"FulfilCommitment","commitment":"done","fulfilledOn":"2023-06-01","evidence":"document","citation":{"source":"bureau","quote":"done"}}
            {"command":"MergeCommitment","commitment":"merged","into":"open","reason":"The same."}
            {"command":"RetractEntry","entry":"commitment:wrong","reason":"Never said."}
            {"command":"RecordMeeting","slug":"held","kind":"talks","title":"Talks","participants":["KAZ","TJK"],"statedOn":"2023-05-04","scheduledFor":"2023-05-20","heldOn":"2023-05-20"}
            {"command":"RecordMeeting","slug":"missed","kind":"talks","title":"Talks","participants":["KAZ","TJK"],"statedOn":"2023-05-04","scheduledFor":"2023-05-30"}
            """);
        foreach (var (entry, closure) in new[] { ("done", "fulfilled"), ("wrong", "retracted") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/commands/ConfirmClosure") { Headers = { { "X-Actor", "reviewer" } }, Content = new StringContent($$"""{"entry":"commitment:{{entry}}","closure":"{{closure}}","proposal":2}""", null, "application/json") };
            Assert.Equal(HttpStatusCode.OK, (await service.Http.SendAsync(request, Ct)).StatusCode);
        }
        await service.Drain(Ct);
        clock.Now = new(2024, 6, 1, 0, 0, 0, TimeSpan.Zero);

        await Pass(service);

        Assert.Equal(["commitment:open overdue 1 2024-05-31 2024-06-01", "meeting:missed overdue 90 2023-05-30 2024-06-01"], (await Notices(service)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_read_model_that_lags_raised_a_notice_of_what_had_just_been_closed()
    {
        var (service, _) = await Start("2024-05-31");
        await using var _1 = service;
        await Load(service, Source + Flour("flour"));
        await using var stop = service.Database.CreateCommand("alter table read.dossier add constraint stopped check (position <= 2)");
        await stop.ExecuteNonQueryAsync(Ct);
        await service.Send("FulfilCommitment", new { commitment = "flour", fulfilledOn = "2024-05-30", evidence = "document", citation = new { source = "bureau", quote = "done" } }, Ct);

        Assert.Equal(0, await Pass(service));
    }

    [Fact]
    public async Task A_review_is_asked_for_once_and_again_after_another_year_of_silence()
    {
        var (service, clock) = await Start("2024-05-05");
        await using var _ = service;
        await Load(service, Source + Flour("flour", "null"));
        Assert.Equal(1, await Pass(service));
        await Load(service, """{"command":"ReportProgress","commitment":"flour","reportedOn":"2024-05-05","progress":"Some."}""");
        Assert.Equal(0, await Pass(service));
        clock.Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        await Pass(service);
        await Pass(service);

        Assert.Equal(["commitment:flour reviewDue 0 2024-05-05 2024-05-05", "commitment:flour reviewDue 0 2025-05-06 2026-01-01"], await Notices(service));
    }

    [Fact]
    public async Task Notices_are_listed_from_a_day_for_a_pair_or_an_entry_page_by_page_as_a_table_and_counted()
    {
        var (service, clock) = await Start("2024-05-24");
        await using var _ = service;
        await Load(service, Source + Flour("flour", what: "=Flour, \"best\"".Replace("\"", "\\\"", StringComparison.Ordinal)) + Flour("rice").Replace("TJK", "UZB", StringComparison.Ordinal));
        await Pass(service);
        clock.Now = new(2024, 5, 31, 0, 0, 0, TimeSpan.Zero);
        await Pass(service);
        await service.Drain(Ct);

        async Task<int> Count(string query) => (await service.Get($"/notices?{query}", Ct)).GetProperty("items").GetArrayLength();
        Assert.Equal((4, 2, 2, 1, 0), (await Count(""), await Count("since=2024-05-31"), await Count("pair=UZB-KAZ"), await Count("entry=commitment:flour&since=2024-05-25"), await Count("entry=meeting:flour")));
        Assert.Equal((2, 4, 0, 0, 4), (await Count("kind=due"), await Count("kind=due,dueSoon"), await Count("owner=KAZ:Ministry"), await Count("asKnownOn=2000-01-01"), await Count("asKnownOn=2999-01-01")));
        var page = await service.Get("/notices?limit=3", Ct);
        Assert.Equal(1, await Count($"after={page.GetProperty("next").GetString()}"));
        using var csv = new HttpRequestMessage(HttpMethod.Get, "/notices?limit=1") { Headers = { { "Accept", "text/csv" } } };
        var table = await (await service.Http.SendAsync(csv, Ct)).Content.ReadAsStringAsync(Ct);
        Assert.Matches("^position,recordedAt,entry,part,states,kind,what,owner,dueOn,tier,raisedFor\r\n4,[^,]+,commitment:flour,,KAZ TJK,dueSoon,\"'=Flour, \"\"best\"\"\",,2024-05-31,-7,2024-05-24\r\n$", table);
        using var wrong = await service.Http.GetAsync(new Uri("/notices?entry=flour&since=May", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        var raised = (await service.Get("/history?type=notice_raised", Ct)).GetProperty("items")[0];
        Assert.Equal(("notice:commitment-flour", "watcher"), (raised.GetProperty("stream").GetString(), raised.GetProperty("actor").GetString()));
        var metrics = await service.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative), Ct);
        Assert.Contains("tracker_notices_raised_total{kind=\"due\"}", metrics, StringComparison.Ordinal);
        Assert.Contains("\ntracker_watch_last_pass_seconds ", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_looks_by_itself_at_the_start_at_what_changes_and_when_the_day_changes()
    {
        string connection;
        var clock = new SetClock(new(2024, 5, 30, 12, 0, 0, TimeSpan.Zero));
        await using (var before = await RunningService.Start(postgres, "watch", Ct, b => b.Services.AddSingleton<TimeProvider>(clock)))
        {
            connection = before.ConnectionString;
            await Load(before, Source + Flour("flour"));
        }
        await using var service = await RunningService.Start(postgres, "watch", Ct, b =>
        {
            b.Configuration["Watch:Enabled"] = "true";
            b.Configuration["Watch:Tiers:default"] = "-1 0";
            b.Services.AddSingleton<TimeProvider>(clock);
        }, connection);

        var start = await Event(service, 3);
        await service.Send("MakeCommitment", JsonSerializer.Deserialize<JsonElement>("""{"slug":"rice","obligors":["KAZ"],"counterparties":["TJK"],"kind":"aid","what":"Rice","strength":"agreed","statedOn":"2024-05-04","deadline":"2024-05-31"}"""), Ct);
        var change = await Event(service, 5);
        Assert.Equal(("commitment:flour", -1), (start.GetProperty("entry").GetString(), start.GetProperty("tier").GetInt32()));
        Assert.Equal(("commitment:rice", -1), (change.GetProperty("entry").GetString(), change.GetProperty("tier").GetInt32()));

        await using var night = await RunningService.Start(postgres, "watch", Ct, b =>
        {
            b.Configuration["Watch:Enabled"] = "true";
            // Half a second to midnight: the timer is a real one, the day is the one that is set.
            b.Services.AddSingleton<TimeProvider>(clock);
            clock.Now = new(2024, 5, 30, 23, 59, 59, 500, TimeSpan.Zero);
        }, connection);
        clock.Now = new(2024, 5, 31, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(0, (await Event(service, 6)).GetProperty("tier").GetInt32());
        Assert.Equal(0, (await Event(service, 7)).GetProperty("tier").GetInt32());
    }

    [Theory]
    [InlineData("Clock:Zone", "Asia/Atlantis")]
    [InlineData("Watch:Tiers:flour", "1")]
    [InlineData("Watch:Enabled", "perhaps")]
    public async Task A_setting_that_cannot_be_is_refused_before_the_service_starts(string key, string value)
    {
        var refusal = await Assert.ThrowsAsync<MisconfiguredException>(() => RunningService.Start(postgres, "refused", Ct, b => b.Configuration[key] = value));
        Assert.Contains(key, refusal.Message, StringComparison.Ordinal);
    }

    async Task<(RunningService Service, SetClock Clock)> Start(string day)
    {
        var clock = new SetClock(new(DateOnly.ParseExact(day, "yyyy-MM-dd", null), new(9, 0), TimeSpan.Zero));
        return (await RunningService.Start(postgres, "watch", Ct, builder => builder.Services.AddSingleton<TimeProvider>(clock)), clock);
    }

    static Task<int> Pass(RunningService service) => service.Services.GetRequiredService<Watcher>().Pass(null, Ct);

    static async Task Load(RunningService service, string lines)
    {
        Assert.All(await service.SendBatch(lines, Ct), line => Assert.True(line.TryGetProperty("changed", out var changed) && changed.GetBoolean(), line.ToString()));
        await service.Drain(Ct);
    }

    static async Task<List<string>> Notices(RunningService service)
    {
        await service.Drain(Ct);
        return [.. (await service.Get("/notices", Ct)).GetProperty("items").EnumerateArray().Select(n =>
            $"{n.GetProperty("entry").GetString()} {n.GetProperty("kind").GetString()} {n.GetProperty("tier")} {n.GetProperty("dueOn").GetString()} {n.GetProperty("raisedFor").GetString()}")];
    }

    /// <summary>The event at a position, as soon as it is there.</summary>
    static async Task<JsonElement> Event(RunningService service, long position)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/events?after={position - 1}&limit=1&follow=true") { Headers = { Accept = { new("application/x-ndjson") } } };
        using var response = await service.Http.SendAsync(request, Ct);
        return JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync(Ct)).GetProperty("data");
    }
}
