using System.Net;
using System.Text.Json;
using CommitmentTracker.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace CommitmentTracker.Tracker.Tests.Calendar;

/// <summary>What has a day, as a calendar that programs of others subscribe to.</summary>
public sealed class CalendarTests(Postgres postgres, IcalJs parser) : IClassFixture<IcalJs>
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    const string Register = """
        {"command":"RegisterSource","slug":"bureau","title":"t","publisher":"p","publishedOn":"2023-01-01","language":"en"}
        {"command":"RecordMechanism","slug":"igc","kind":"commission","title":"Commission","members":["KAZ","TJK"],"statedOn":"2023-10-01"}
        {"command":"RecordMeeting","slug":"session-20","kind":"session","title":"Раҳмон, Токаев; сессия \\ комиссии","participants":["KAZ","TJK"],"statedOn":"2023-10-01","scheduledFor":"2024-02-28","place":"Душанбе","mechanism":"igc"}
        {"command":"RecordMeeting","slug":"summit","kind":"summit","title":"Summit","participants":["KAZ","TJK"],"statedOn":"2023-10-01","scheduledFor":{"from":"2024-05-16","to":"2024-05-31","words":"second half of May"}}
        {"command":"RecordMeeting","slug":"some-day","kind":"visit","title":"A visit","participants":["KAZ","UZB"],"statedOn":"2023-10-01"}
        {"command":"MakeCommitment","slug":"flour","obligors":["KAZ"],"counterparties":["TJK"],"kind":"aid","what":"5,000 tons of flour; the first of several deliveries that the neighbouring districts of the mountainous region need before the winter, мука","strength":"agreed","statedOn":"2023-10-01","quantity":{"amount":5000,"unit":"t"},"deadline":"2024-02","arisesFrom":["meeting:session-20"]}
        {"command":"AssignOwner","commitment":"flour","owner":"KAZ:Ministry of Agriculture","from":"2023-10-01"}
        {"command":"AddMilestone","commitment":"flour","milestone":"first-train","what":"The first train","statedOn":"2023-10-01","due":"2023-12-31"}
        {"command":"MakeCommitment","slug":"places","obligors":["KAZ"],"counterparties":["UZB"],"kind":"scholarship","what":"Places","strength":"announced","statedOn":"2023-10-01","recurs":{"every":"halfYear","from":"2023-07-01","until":"2024-06-30"}}
        {"command":"MakeCommitment","slug":"months","obligors":["TJK"],"counterparties":["KAZ"],"kind":"visit","what":"A visit","strength":"agreed","statedOn":"2023-10-01","deadline":{"from":"2023-10-02","to":"2024-04-01","precision":"open","words":"in the coming months"}}
        {"command":"SetTradeTarget","slug":"goal","pair":"KAZ-TJK","measure":"turnover","goal":{"amount":2000000000,"currency":"USD"},"statedOn":"2023-10-01","deadline":"2027"}
        """;

    [Fact]
    public async Task A_parser_of_others_reads_deadlines_milestones_instances_meetings_and_targets()
    {
        var (service, _) = await Start();
        await using var _1 = service;
        await Load(service, Register);

        var calendar = await parser.Read(await Text(service, ""), Ct);

        Assert.Equal(("2.0", "Commitments"), (calendar.GetProperty("version").GetString(), calendar.GetProperty("name").GetString()));
        Assert.Equal(
            [
                "commitment:flour/first-train@commitment-tracker 2023-12-31 2024-01-01 1 CONFIRMED Milestone: The first train",
                "commitment:places/2023-S2@commitment-tracker 2023-12-31 2024-01-01 1 TENTATIVE Deadline: Places (2023-S2)",
                "meeting:session-20@commitment-tracker 2024-02-28 2024-02-29 1 CONFIRMED Раҳмон, Токаев; сессия \\ комиссии",
                "commitment:flour@commitment-tracker 2024-02-29 2024-03-01 1 CONFIRMED Deadline: 5,000 tons of flour; the first of several deliveries that the neighbouring districts of the mountainous region need before the winter, мука",
                "meeting:summit@commitment-tracker 2024-05-16 2024-06-01 16 TENTATIVE Summit",
                "commitment:places/2024-S1@commitment-tracker 2024-06-30 2024-07-01 1 TENTATIVE Deadline: Places (2024-S1)",
                "target:goal@commitment-tracker 2027-12-31 2028-01-01 1 CONFIRMED Target: turnover of 2,000,000,000 USD",
            ],
            calendar.GetProperty("events").EnumerateArray().Select(Line));
        Assert.All(calendar.GetProperty("events").EnumerateArray(), e => Assert.True(e.GetProperty("wholeDays").GetBoolean()));
        var flour = calendar.GetProperty("events")[3];
        Assert.Equal(["Deadline", "aid", "KAZ-TJK"], flour.GetProperty("categories").EnumerateArray().Select(c => c.GetString()));
        Assert.Equal("KAZ to TJK\n5,000 t\nKnown as 2024-02.\nOwner: KAZ:Ministry of Agriculture", flour.GetProperty("description").GetString());
        Assert.Equal($"{service.Http.BaseAddress}commitments/flour", flour.GetProperty("url").GetString());
        Assert.Equal("2023-10-01T12:00:00Z", flour.GetProperty("modified").GetString());
        Assert.Equal("Душанбе", calendar.GetProperty("events")[2].GetProperty("location").GetString());
    }

    [Fact]
    public async Task It_is_of_a_pair_of_an_owner_or_of_a_standing_body()
    {
        var (service, _) = await Start();
        await using var _1 = service;
        await Load(service, Register);

        async Task<string[]> Uids(string query) =>
            [.. (await parser.Read(await Text(service, query), Ct)).GetProperty("events").EnumerateArray().Select(e => e.GetProperty("uid").GetString()!.Split('@')[0])];

        Assert.Equal(["commitment:places/2023-S2", "commitment:places/2024-S1"], await Uids("?pair=UZB-KAZ"));
        Assert.Equal(["commitment:flour/first-train", "commitment:flour"], await Uids("?owner=KAZ:Ministry+of+Agriculture"));
        Assert.Equal(["commitment:flour/first-train", "meeting:session-20", "commitment:flour"], await Uids("?body=igc"));
        var none = await parser.Read(await Text(service, "?owner=KAZ:Nobody"), Ct);
        Assert.Equal((0, 1), (none.GetProperty("events").GetArrayLength(), none.GetProperty("components").GetInt32()));
        using var unknown = await service.Http.GetAsync(new Uri("/calendar.ics?body=council", UriKind.Relative), Ct);
        using var wrong = await service.Http.GetAsync(new Uri("/calendar.ics?pair=KAZ&month=5", UriKind.Relative), Ct);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.BadRequest), (unknown.StatusCode, wrong.StatusCode));
    }

    [Fact]
    public async Task What_moves_keeps_its_name_and_gets_a_higher_sequence_and_what_is_called_off_says_so()
    {
        var (service, clock) = await Start();
        await using var _ = service;
        await Load(service, Register);
        clock.Now = new(2024, 1, 15, 8, 0, 0, TimeSpan.Zero);
        await Load(service, """
            {"command":"ExtendDeadline","commitment":"flour","deadline":"2024-06","statedOn":"2024-01-15","authority":"Commission","reason":"Rain","citation":{"source":"bureau","quote":"later"}}
            {"command":"AdvanceDeadline","commitment":"flour","deadline":"2024-04-30","statedOn":"2024-01-15","agreedBy":["KAZ"],"citation":{"source":"bureau","quote":"sooner"}}
            {"command":"RescheduleMeeting","meeting":"session-20","scheduledFor":"2024-03-01","statedOn":"2024-01-15"}
            {"command":"CancelMeeting","meeting":"summit","statedOn":"2024-01-15","reason":"Called off."}
            {"command":"MakeCommitment","slug":"places-again","obligors":["KAZ"],"counterparties":["UZB"],"kind":"scholarship","what":"Places","strength":"announced","statedOn":"2023-10-01","recurs":{"every":"halfYear","from":"2023-07-01","until":"2024-06-30"}}
            {"command":"MergeCommitment","commitment":"places","into":"places-again","reason":"The same."}
            """);

        var events = (await parser.Read(await Text(service, ""), Ct)).GetProperty("events").EnumerateArray().ToDictionary(e => e.GetProperty("uid").GetString()!.Split('@')[0]);

        Assert.Equal(("2024-04-30", 3, "CONFIRMED", "2024-01-15T08:00:00Z"), Of("commitment:flour"));
        Assert.Equal(("2024-03-01", 1, "CONFIRMED", "2024-01-15T08:00:00Z"), Of("meeting:session-20"));
        Assert.Equal(("2024-05-16", 1, "CANCELLED", "2024-01-15T08:00:00Z"), Of("meeting:summit"));
        Assert.Equal(("2023-12-31", 1, "CANCELLED", "2024-01-15T08:00:00Z"), Of("commitment:places/2023-S2"));
        Assert.Equal(("2027-12-31", 0, "CONFIRMED", "2023-10-01T12:00:00Z"), Of("target:goal"));
        Assert.Contains("First by 2024-02.", events["commitment:flour"].GetProperty("description").GetString(), StringComparison.Ordinal);

        (string?, int, string?, string) Of(string uid) => (events[uid].GetProperty("start").GetString(), events[uid].GetProperty("sequence").GetInt32(), events[uid].GetProperty("status").GetString(),
            events[uid].GetProperty("stamp").GetString()!);
    }

    [Fact]
    public async Task Whoever_asks_again_the_next_day_is_told_that_nothing_changed()
    {
        var (service, clock) = await Start();
        await using var _ = service;
        await Load(service, Register);
        using var first = await service.Http.GetAsync(new Uri("/calendar.ics", UriKind.Relative), Ct);
        clock.Now = clock.Now.AddDays(1);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/calendar.ics") { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        using var same = await service.Http.SendAsync(again, Ct);

        Assert.Equal("text/calendar; charset=utf-8", first.Content.Headers.ContentType!.ToString());
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
    }

    async Task<(RunningService Service, SetClock Clock)> Start()
    {
        var clock = new SetClock(new(2023, 10, 1, 12, 0, 0, TimeSpan.Zero));
        return (await RunningService.Start(postgres, "calendar", Ct, builder => builder.Services.AddSingleton<TimeProvider>(clock)), clock);
    }

    static async Task Load(RunningService service, string lines)
    {
        Assert.All(await service.SendBatch(lines, Ct), line => Assert.True(line.TryGetProperty("changed", out var changed) && changed.GetBoolean(), line.ToString()));
        await service.Drain(Ct);
    }

    static async Task<string> Text(RunningService service, string query) => await service.Http.GetStringAsync(new Uri($"/calendar.ics{query}", UriKind.Relative), Ct);

    static string Line(JsonElement e) =>
        $"{e.GetProperty("uid").GetString()} {e.GetProperty("start").GetString()} {e.GetProperty("end").GetString()} {e.GetProperty("days")} {e.GetProperty("status").GetString()} {e.GetProperty("summary").GetString()}";
}
