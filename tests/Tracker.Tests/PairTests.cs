using System.Text.Json;
using CommitmentTracker.Tests;

namespace CommitmentTracker.Tracker.Tests;

/// <summary>What two states owe each other, have delivered, and deny.</summary>
public sealed class PairTests(Postgres postgres)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_sixty_tons_delivered_and_denied_a_pair_knew_only_that_there_was_one()
    {
        await using var service = await RunningService.Start(postgres, "denied", Ct);
        await Load(service, """
            {"command":"MakeCommitment","slug":"wheat","obligors":["KAZ"],"counterparties":["TJK"],"kind":"aid","what":"Wheat","strength":"agreed","statedOn":"2025-01-10","deadline":"2025-12-31","quantity":{"amount":100,"unit":"t","bound":"about","words":"some 100 t"}}
            {"command":"RecordDelivery","commitment":"wheat","delivery":"rail-1","deliveredOn":"2025-03-01","evidence":"document","quantity":{"amount":30000,"unit":"kg"}}
            {"command":"RecordDelivery","commitment":"wheat","delivery":"rail-2","deliveredOn":"2025-04-01","evidence":"document","quantity":{"amount":60,"unit":"t"}}
            {"command":"DisputeDelivery","commitment":"wheat","delivery":"rail-2","by":"TJK","statedOn":"2025-04-10","reason":"Nothing came."}
            {"command":"MakeCommitment","slug":"coal","obligors":["KAZ"],"counterparties":["TJK"],"kind":"aid","what":"Coal","strength":"agreed","statedOn":"2025-01-10","quantity":{"amount":10,"unit":"t"}}
            {"command":"RecordDelivery","commitment":"coal","delivery":"all","deliveredOn":"2025-02-01","evidence":"document","quantity":{"amount":10,"unit":"t"}}
            """);
        var sides = (await service.Get("/pairs/KAZ-TJK?asOf=2025-05-01", Ct)).GetProperty("reciprocity").EnumerateArray().ToList();

        var owed = Assert.Single(sides[0].GetProperty("owed").EnumerateArray());
        Assert.Equal(("wheat", 30m, 70m, 244), (Text(owed, "commitment"), Amount(owed, "delivered"), Amount(owed, "outstanding"), owed.GetProperty("dueInDays").GetInt32()));
        var denied = Assert.Single(sides[0].GetProperty("disputes").EnumerateArray());
        Assert.Equal(("wheat", "rail-2", 60m, "TJK"), (Text(denied, "commitment"), Text(denied, "delivery"), Amount(denied, "quantity"), denied.GetProperty("by")[0].GetString()));
        var delivered = sides[0].GetProperty("delivered").EnumerateArray().ToList();
        Assert.Equal([("wheat", 30m, 100m, false, "2025-03-01"), ("coal", 10m, 10m, true, "2025-02-01")], delivered.Select(d =>
            (Text(d, "commitment"), Amount(d, "delivered"), Amount(d, "quantity"), d.GetProperty("fulfilled").GetBoolean(), Text(d, "on"))));
        Assert.Equal((70m, false), (Amount(delivered[0], "outstanding"), delivered[1].TryGetProperty("outstanding", out _)));
        Assert.Empty(sides[1].GetProperty("delivered").EnumerateArray());
        Assert.Equal(["wheat"], await Slugs(service, "disputed=true"));
        Assert.True((await service.Get("/commitments/wheat", Ct)).GetProperty("disputed").GetBoolean());
        Assert.Equal(["coal"], await Slugs(service, "disputed=false"));

        using var request = new HttpRequestMessage(HttpMethod.Get, "/pairs/KAZ-TJK?asOf=2025-05-01") { Headers = { Accept = { new("text/csv") } } };
        using var response = await service.Http.SendAsync(request, Ct);
        Assert.Equal("""
            obligor,counterparty,item,commitment,what,joint,status,instance,deadline,dueInDays,quantity,unit,delivered,outstanding,delivery,on,disputedBy,bound,words,deliveredBound,outstandingBound,lateDays
            KAZ,TJK,owed,wheat,Wheat,false,PartiallyFulfilled,,2025-12-31,244,100,t,30,70,,,,about,some 100 t,,about,
            KAZ,TJK,delivered,wheat,Wheat,false,PartiallyFulfilled,,,,100,t,30,70,,2025-03-01,,about,some 100 t,,about,
            KAZ,TJK,delivered,coal,Coal,false,Fulfilled,,,,10,t,10,,,2025-02-01,,,,,,
            KAZ,TJK,disputed,wheat,Wheat,false,PartiallyFulfilled,,,,60,t,,,rail-2,2025-04-01,TJK,,,,,

            """, (await response.Content.ReadAsStringAsync(Ct)).ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_missed_year_of_what_recurs_sank_below_what_has_no_deadline()
    {
        await using var service = await RunningService.Start(postgres, "recurs", Ct);
        await Load(service, """
            {"command":"MakeCommitment","slug":"z-scholarships","obligors":["KAZ"],"counterparties":["TJK"],"kind":"scholarship","what":"Scholarships","strength":"agreed","statedOn":"2024-01-10","quantity":{"amount":50,"unit":"scholarship"},"recurs":{"every":"annual","from":"2024-01-01"}}
            {"command":"RecordDelivery","commitment":"z-scholarships","delivery":"y24","deliveredOn":"2024-09-01","evidence":"document","quantity":{"amount":50,"unit":"scholarship"},"instance":"2024"}
            {"command":"RecordDelivery","commitment":"z-scholarships","delivery":"y25","deliveredOn":"2025-09-01","evidence":"document","quantity":{"amount":20,"unit":"scholarship"},"instance":"2025"}
            {"command":"MakeCommitment","slug":"a-undated","obligors":["KAZ"],"counterparties":["TJK"],"kind":"other","what":"Some day","strength":"agreed","statedOn":"2026-01-10"}
            {"command":"MakeCommitment","slug":"b-dated","obligors":["KAZ"],"counterparties":["TJK"],"kind":"other","what":"By then","strength":"agreed","statedOn":"2026-01-10","deadline":"2026-12-31"}
            """);
        var side = (await service.Get("/pairs/KAZ-TJK?asOf=2026-11-27", Ct)).GetProperty("reciprocity")[0];
        var owed = side.GetProperty("owed").EnumerateArray().ToList();
        var view = await service.Get("/commitments/z-scholarships?asOf=2026-11-27", Ct);

        Assert.Equal([("z-scholarships", "2025"), ("b-dated", null), ("z-scholarships", "2026"), ("a-undated", null)], owed.Select(o => (Text(o, "commitment"), o.TryGetProperty("instance", out var period) ? period.GetString() : null)));
        Assert.Equal(("Open", 0m, 50m), (Text(owed[2], "status"), Amount(owed[2], "delivered"), Amount(owed[2], "outstanding")));
        Assert.Equal(("Overdue", "2025", "2025-12-31", -331, 20m, 30m),
            (Text(owed[0], "status"), Text(owed[0], "instance"), Text(owed[0], "deadline"), owed[0].GetProperty("dueInDays").GetInt32(), Amount(owed[0], "delivered"), Amount(owed[0], "outstanding")));
        Assert.Equal([("2025", 20m, false), ("2024", 50m, true)], side.GetProperty("delivered").EnumerateArray().Select(d => (Text(d, "instance"), Amount(d, "delivered"), d.GetProperty("fulfilled").GetBoolean())));
        Assert.Equal(("2025-12-31", -331), (Text(view, "dueOn"), view.GetProperty("dueInDays").GetInt32()));
        Assert.Equal(["2025", "2026"], (await service.Get("/due?asOf=2026-11-27&within=60", Ct)).GetProperty("items").EnumerateArray()
            .Concat((await service.Get("/overdue?asOf=2026-11-27", Ct)).GetProperty("items").EnumerateArray())
            .Where(d => Text(d, "entry") == "commitment:z-scholarships").Select(d => Text(d, "part")).Order(StringComparer.Ordinal));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/commitments?asOf=2026-11-27") { Headers = { Accept = { new("text/csv") } } };
        using var csv = await service.Http.SendAsync(request, Ct);
        Assert.Contains("Overdue,2025-12-31,-331,50,", await csv.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_missed_years_a_pair_told_only_the_first()
    {
        await using var service = await RunningService.Start(postgres, "missed", Ct);
        await Load(service, """
            {"command":"MakeCommitment","slug":"coal","obligors":["TJK"],"counterparties":["KAZ"],"kind":"supply","what":"Coal","strength":"agreed","statedOn":"2024-01-10","quantity":{"amount":100,"unit":"t"},"recurs":{"every":"annual","from":"2024-01-01","until":"2027-12-31"}}
            {"command":"RecordDelivery","commitment":"coal","delivery":"a","deliveredOn":"2025-09-01","evidence":"document","quantity":{"amount":40,"unit":"t"},"instance":"2025"}
            """);
        async Task<(string?, string?, int, decimal?)[]> Owed(string day) => [.. (await service.Get($"/pairs/KAZ-TJK?asOf={day}", Ct)).GetProperty("reciprocity")[1].GetProperty("owed").EnumerateArray()
            .Select(o => (Text(o, "instance"), Text(o, "status"), o.GetProperty("dueInDays").GetInt32(), Amount(o, "outstanding")))];

        Assert.Equal([("2024", "Overdue", -701, 100m), ("2025", "Overdue", -336, 60m), ("2026", "DueSoon", 29, 100m)], await Owed("2026-12-02"));
        // As many rows as /overdue has, with the same days.
        Assert.Equal(["2024", "2025"], (await service.Get("/overdue?asOf=2026-12-02", Ct)).GetProperty("items").EnumerateArray().Select(d => Text(d, "part")));
        await Load(service, """
            {"command":"RecordDelivery","commitment":"coal","delivery":"b","deliveredOn":"2026-02-01","evidence":"document","quantity":{"amount":100,"unit":"t"},"instance":"2024"}
            {"command":"RecordDelivery","commitment":"coal","delivery":"c","deliveredOn":"2026-02-01","evidence":"document","quantity":{"amount":60,"unit":"t"},"instance":"2025"}
            {"command":"RecordDelivery","commitment":"coal","delivery":"d","deliveredOn":"2026-03-01","evidence":"document","quantity":{"amount":100,"unit":"t"},"instance":"2026"}
            """);
        // Everything that has begun is done: the next is what is owed.
        Assert.Equal([("2027", "Open", 394, 100m)], await Owed("2026-12-02"));
    }

    [Fact]
    public async Task A_pair_with_a_thousand_treaties_was_two_megabytes_without_saying_where_they_end()
    {
        await using var service = await RunningService.Start(postgres, "treaties", Ct);
        await Load(service, string.Concat(Enumerable.Range(0, 120).Select(n =>
            $$"""{"command":"RecordAgreement","slug":"t-{{n:000}}","parties":["GBR","USA"],"kind":"treaty","title":"Treaty {{n}}","signedOn":"1950-01-01","signedAt":"London"}""" + "\n")));
        var pair = await service.Get("/pairs/GBR-USA", Ct);
        var agreements = pair.GetProperty("agreements").EnumerateArray().ToList();

        Assert.Equal(100, agreements.Count);
        Assert.All(agreements, a => Assert.False(a.TryGetProperty("timeline", out _)));
        var rest = await service.Get($"/agreements?pair=GBR-USA&after={Text(pair, "agreementsNext")}", Ct);
        Assert.Equal(20, rest.GetProperty("items").GetArrayLength());
        Assert.NotEmpty(rest.GetProperty("items")[0].GetProperty("timeline").EnumerateArray());
        Assert.False(rest.TryGetProperty("next", out _));
    }

    [Fact]
    public async Task Of_a_treaty_of_many_a_pair_showed_every_party_and_tables_their_timeline_and_quotes_nowhere()
    {
        await using var service = await RunningService.Start(postgres, "many", Ct);
        await Load(service, """
            {"command":"RegisterSource","slug":"s","title":"S","publisher":"P","publishedOn":"2001-01-01","language":"en"}
            {"command":"RecordAgreement","slug":"many","parties":["KAZ","TJK","UZB","KGZ"],"kind":"treaty","title":"Transit","signedOn":"2000-01-01","citation":{"source":"s","quote":"four states, one road"}}
            {"command":"EnterIntoForce","agreement":"many","inForceFrom":"2001-01-01"}
            {"command":"RecordMechanism","slug":"council","kind":"council","title":"Council","members":["KAZ","TJK"],"statedOn":"2001-01-01","citation":{"source":"s","quote":"a council of two"}}
            """ + "\n");
        var shown = (await service.Get("/pairs/KAZ-TJK", Ct)).GetProperty("agreements")[0];

        Assert.Equal(["KAZ", "TJK"], shown.GetProperty("parties").EnumerateArray().Select(p => p.GetString()));
        Assert.Equal((4, 2), (shown.GetProperty("partyCount").GetInt32(), shown.GetProperty("standing").GetArrayLength()));
        var whole = await service.Get("/agreements/many", Ct);
        Assert.Equal((4, false), (whole.GetProperty("parties").GetArrayLength(), whole.TryGetProperty("partyCount", out _)));
        Assert.StartsWith("act,on,source,quote,reason,version,recordedAt,party,what,takesEffectOn,takesBack,takenBackBy,actor,position\r\nagreement_recorded,,s,\"four states, one road\",,1,", await Csv("/agreements/many"), StringComparison.Ordinal);
        Assert.Contains("\r\nagreement_entered_into_force,2001-01-01,,,,3,", await Csv("/agreements/many"), StringComparison.Ordinal);
        Assert.Contains(",s,\"four states, one road\"", await Csv("/agreements"), StringComparison.Ordinal);
        Assert.EndsWith(",s,a council of two\r\n", await Csv("/mechanisms"), StringComparison.Ordinal);

        async Task<string> Csv(string path)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Accept = { new("text/csv") } } };
            using var answer = await service.Http.SendAsync(request, Ct);
            return await answer.Content.ReadAsStringAsync(Ct);
        }
    }

    static async Task<string[]> Slugs(RunningService service, string query) =>
        [.. (await service.Get($"/commitments?{query}", Ct)).GetProperty("items").EnumerateArray().Select(i => Text(i, "slug")!)];

    static string? Text(JsonElement json, string member) => json.GetProperty(member).GetString();

    static decimal Amount(JsonElement json, string member) => json.GetProperty(member).GetProperty("amount").GetDecimal();

    static async Task Load(RunningService service, string lines)
    {
        Assert.All(await service.SendBatch(lines, Ct), line => Assert.True(line.TryGetProperty("changed", out var changed) && changed.GetBoolean(), line.ToString()));
        await service.Drain(Ct);
    }
}
