using System.Globalization;
using CommitmentTracker.Notices;
using CommitmentTracker.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace CommitmentTracker.Tracker.Tests.Notices;

/// <summary>The days on which something comes about by itself with an agreement: no list, calendar or notice told of them.</summary>
public sealed class EffectDayTests(Postgres postgres)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    const string Register = """
        {"command":"RecordAgreement","slug":"ahead","parties":["KAZ","TJK"],"kind":"treaty","title":"Allied relations","signedOn":"2024-05-01"}
        {"command":"SetEntryIntoForceClause","agreement":"ahead","clause":{"trigger":"signature","days":30}}
        {"command":"RecordAgreement","slug":"left","parties":["KAZ","TJK","UZB"],"kind":"treaty","title":"Transit","signedOn":"2020-01-01"}
        {"command":"EnterIntoForce","agreement":"left","inForceFrom":"2020-01-01"}
        {"command":"DenounceAgreement","agreement":"left","party":"UZB","denouncedOn":"2024-01-01","takesEffectOn":"2024-06-10"}
        {"command":"RecordAgreement","slug":"roadmap","parties":["KAZ","UZB"],"kind":"roadmap","title":"Trade","signedOn":"2023-05-04"}
        {"command":"SetAgreementTerm","agreement":"roadmap","term":{"until":"2024-06-30"}}
        {"command":"RecordAgreement","slug":"renewed","parties":["KAZ","TJK"],"kind":"treaty","title":"Air","signedOn":"2023-01-01"}
        {"command":"EnterIntoForce","agreement":"renewed","inForceFrom":"2023-01-01"}
        {"command":"SetAgreementTerm","agreement":"renewed","term":{"until":"2024-05-31","renewalMonths":12}}
        {"command":"RecordAgreement","slug":"long-since","parties":["KAZ","TJK"],"kind":"roadmap","title":"Old","signedOn":"2019-01-01"}
        {"command":"SetAgreementTerm","agreement":"long-since","term":{"until":"2022-12-31"}}
        {"command":"RecordAgreement","slug":"ended","parties":["KAZ","TJK"],"kind":"roadmap","title":"Ended","signedOn":"2023-01-01"}
        {"command":"SetAgreementTerm","agreement":"ended","term":{"until":"2024-06-30"}}
        {"command":"TerminateAgreement","agreement":"ended","terminatedOn":"2024-05-01"}
        """;

    [Fact]
    public async Task They_are_due_and_in_the_calendar_and_never_overdue()
    {
        var (service, clock) = await Start("2024-05-11");
        await using var _ = service;

        Assert.Equal(["agreement:ahead entry-into-force 20 Signed", "agreement:renewed term 20 InForce", "agreement:left denunciation-UZB 30 InForce"], await Due(service, "/due"));
        Assert.Equal(["agreement:ahead entry-into-force 20 Signed", "agreement:renewed term 20 InForce"], await Due(service, "/due?pair=KAZ-TJK&asOf=2024-05-11&within=20"));
        Assert.Empty(await Due(service, "/due?owner=KAZ:Ministry"));
        Assert.Equal(["agreement:left denunciation-UZB 9 InForce", "agreement:roadmap term 29 Effective", "agreement:renewed term 364 InForce"], await Due(service, "/due?asOf=2024-06-01&within=400"));
        Assert.Empty(await Due(service, "/overdue?asOf=2025-06-01"));

        var calendar = (await service.Http.GetStringAsync(new Uri("/calendar.ics", UriKind.Relative), Ct)).Replace("\r\n ", "", StringComparison.Ordinal);
        foreach (var uid in new[] { "ahead/entry-into-force", "left/denunciation-UZB", "roadmap/term", "renewed/term-2024-05-31", "long-since/term" })
            Assert.Contains($"UID:agreement:{uid}@commitment-tracker", calendar, StringComparison.Ordinal);
        // Who subscribed before its end has that day in a calendar, and would keep it.
        Assert.Contains("STATUS:CANCELLED", calendar.Split("BEGIN:VEVENT").Single(e => e.Contains("UID:agreement:ended/term@", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("SUMMARY:Entry into force: Allied relations", calendar, StringComparison.Ordinal);
        clock.Now = clock.Now.AddDays(1);
        Assert.Equal(calendar, (await service.Http.GetStringAsync(new Uri("/calendar.ics", UriKind.Relative), Ct)).Replace("\r\n ", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_agreed_for_a_day_to_come_was_refused_as_lying_ahead()
    {
        var (service, clock) = await Start("2024-05-11");
        await using var _ = service;
        await Load(service, """
            {"command":"TerminateAgreement","agreement":"renewed","terminatedOn":"2024-05-20","agreedOn":"2024-05-10"}
            {"command":"SupersedeAgreement","agreement":"roadmap","supersededBy":"renewed","supersededOn":"2024-05-25","agreedOn":"2024-05-10"}
            """);

        Assert.Equal(["agreement:renewed termination 9 InForce", "agreement:roadmap supersession 14 Effective"], (await Due(service, "/due")).Where(d => d.Contains("agreement:r", StringComparison.Ordinal)));
        var view = await service.Get("/agreements/renewed?asOf=2024-05-19", Ct);
        Assert.Equal(("InForce", "agreement_terminated", "2024-05-20"), (view.GetProperty("status").GetString(), view.GetProperty("agreed")[0].GetProperty("act").GetString(), view.GetProperty("agreed")[0].GetProperty("takesEffectOn").GetString()));
        Assert.Equal("Terminated", (await service.Get("/agreements/renewed?asOf=2024-05-20", Ct)).GetProperty("status").GetString());
        Assert.Equal(0, (await service.Get("/agreements/renewed?asOf=2024-05-09", Ct)).GetProperty("agreed").GetArrayLength());
        Assert.Contains("UID:agreement:renewed/termination@commitment-tracker", await service.Http.GetStringAsync(new Uri("/calendar.ics", UriKind.Relative), Ct), StringComparison.Ordinal);
        await On(service, clock, "2024-05-21");
        Assert.Contains("agreement:renewed termination due 0 2024-05-20 2024-05-21", await Notices(service));
    }

    [Fact]
    public async Task What_was_agreed_otherwise_since_or_revoked_is_due_on_no_day_it_was_first_for()
    {
        var (service, _) = await Start("2024-05-11");
        await using var running = service;
        await Load(service, """
            {"command":"TerminateAgreement","agreement":"renewed","terminatedOn":"2024-05-20","agreedOn":"2024-05-01"}
            {"command":"TerminateAgreement","agreement":"renewed","terminatedOn":"2024-05-25","agreedOn":"2024-05-10"}
            {"command":"RevokeDenunciation","agreement":"left","party":"UZB","revokedOn":"2024-05-10","reason":"It stays."}
            {"command":"SuspendAgreement","agreement":"left","suspendedOn":"2024-05-02","by":"KAZ"}
            """);

        Assert.Equal(["agreement:renewed termination 14 InForce", "agreement:ahead entry-into-force 20 Signed"], await Due(service, "/due"));
        Assert.Equal(["2024-05-20"], await Agreed("2024-05-09"));
        Assert.Equal(["2024-05-25"], await Agreed("2024-05-10"));
        var left = await service.Get("/agreements/left", Ct);
        // Of three one has suspended it for itself alone.
        Assert.Equal(("InForce", "2024-05-02", 0), (left.GetProperty("status").GetString(), left.GetProperty("standing").EnumerateArray().Single(p => p.GetProperty("party").GetString() == "KAZ").GetProperty("suspendedSince").GetString(), left.GetProperty("denunciations").GetArrayLength()));
        Assert.Equal(1, (await service.Get("/agreements/left?asOf=2024-05-09", Ct)).GetProperty("denunciations").GetArrayLength());

        async Task<IEnumerable<string?>> Agreed(string day) => (await service.Get($"/agreements/renewed?asOf={day}", Ct)).GetProperty("agreed").EnumerateArray().Select(a => a.GetProperty("takesEffectOn").GetString());
    }

    [Fact]
    public async Task Each_has_notices_before_it_and_on_its_day_and_none_afterwards()
    {
        var (service, clock) = await Start("2024-05-11");
        await using var _ = service;
        foreach (var day in new[] { "2024-05-11", "2024-05-12", "2024-05-31", "2024-06-01", "2024-07-02", "2024-09-30" })
            await On(service, clock, day);

        Assert.Equal(
            [
                "agreement:ahead entry-into-force due 0 2024-05-31 2024-05-31", "agreement:ahead entry-into-force dueSoon -30 2024-05-31 2024-05-11",
                "agreement:left denunciation-UZB due 0 2024-06-10 2024-07-02", "agreement:left denunciation-UZB dueSoon -30 2024-06-10 2024-05-11",
                "agreement:renewed term due 0 2024-05-31 2024-05-31", "agreement:renewed term dueSoon -30 2024-05-31 2024-05-11",
                "agreement:roadmap term due 0 2024-06-30 2024-07-02", "agreement:roadmap term dueSoon -30 2024-06-30 2024-05-31", "agreement:roadmap term dueSoon -90 2024-06-30 2024-05-11",
            ],
            (await Notices(service)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_day_that_moves_has_notices_for_its_new_one()
    {
        var (service, clock) = await Start("2024-06-01");
        await using var _ = service;
        await On(service, clock, "2024-06-01");
        await Load(service, """{"command":"SetAgreementTerm","agreement":"roadmap","term":{"until":"2024-12-31"},"agreedOn":"2024-06-01"}""");
        foreach (var day in new[] { "2024-06-30", "2024-12-31" })
            await On(service, clock, day);

        Assert.Equal(["agreement:roadmap term due 0 2024-12-31 2024-12-31", "agreement:roadmap term dueSoon -30 2024-06-30 2024-06-01"], (await Notices(service)).Where(n => n.StartsWith("agreement:roadmap", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    static async Task On(RunningService service, SetClock clock, string day)
    {
        clock.Now = new(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture), new(8, 0), TimeSpan.Zero);
        await service.Services.GetRequiredService<Watcher>().Pass(null, Ct);
    }

    async Task<(RunningService Service, SetClock Clock)> Start(string day)
    {
        var clock = new SetClock(new(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture), new(8, 0), TimeSpan.Zero));
        var service = await RunningService.Start(postgres, "effect", Ct, builder => builder.Services.AddSingleton<TimeProvider>(clock));
        await Load(service, Register);
        return (service, clock);
    }

    static async Task Load(RunningService service, string lines)
    {
        Assert.All(await service.SendBatch(lines, Ct), line => Assert.True(line.TryGetProperty("changed", out var changed) && changed.GetBoolean(), line.ToString()));
        await service.Drain(Ct);
    }

    static async Task<IEnumerable<string>> Due(RunningService service, string list) =>
        (await service.Get(list, Ct)).GetProperty("items").EnumerateArray().Select(d => $"{d.GetProperty("entry").GetString()} {d.GetProperty("part").GetString()} {d.GetProperty("days")} {d.GetProperty("status").GetString()}");

    static async Task<IEnumerable<string>> Notices(RunningService service)
    {
        await service.Drain(Ct);
        return (await service.Get("/notices", Ct)).GetProperty("items").EnumerateArray().Select(n =>
            $"{n.GetProperty("entry").GetString()} {n.GetProperty("part").GetString()} {n.GetProperty("kind").GetString()} {n.GetProperty("tier")} {n.GetProperty("dueOn").GetString()} {n.GetProperty("raisedFor").GetString()}");
    }
}
