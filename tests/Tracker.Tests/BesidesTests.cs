using CommitmentTracker.Tests;

namespace CommitmentTracker.Tracker.Tests;

/// <summary>What the view of one entry tells of others.</summary>
public sealed class BesidesTests(Postgres postgres)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_successor_did_not_know_what_it_followed_nor_an_agreement_what_arose_from_it()
    {
        await using var service = await RunningService.Start(postgres, "follows", Ct);
        await Load(service, """
            {"command":"RecordAgreement","slug":"old","parties":["KAZ","TJK"],"kind":"treaty","title":"Old","signedOn":"2010-01-01"}
            {"command":"RecordAgreement","slug":"protocol","parties":["KAZ","TJK"],"kind":"protocol","title":"Protocol","signedOn":"2015-01-01"}
            {"command":"RecordAgreement","slug":"new","parties":["KAZ","TJK"],"kind":"treaty","title":"New","signedOn":"2020-01-01"}
            {"command":"EnterIntoForce","agreement":"old","inForceFrom":"2011-01-01"}
            {"command":"AmendAgreement","agreement":"old","amendedOn":"2016-01-01","what":"Article 5","amendedBy":"protocol"}
            {"command":"SupersedeAgreement","agreement":"old","supersededBy":"new","supersededOn":"2021-01-01"}
            {"command":"MakeCommitment","slug":"road","obligors":["KAZ"],"counterparties":["TJK"],"kind":"project","what":"Build the road","strength":"signed","statedOn":"2020-01-01","arisesFrom":["agreement:new"]}
            {"command":"MakeCommitment","slug":"bridge","obligors":["KAZ"],"counterparties":["TJK"],"kind":"project","what":"Build the bridge","strength":"agreed","statedOn":"2019-01-01"}
            {"command":"SupersedeCommitment","commitment":"bridge","supersededBy":"road","supersededOn":"2020-01-01","reason":"One of both."}
            """);
        await Review(service, """{"command":"ConfirmClosure","entry":"commitment:bridge","closure":"superseded","proposal":2}""");
        async Task<string?> Of(string path, string member) => (await service.Get(path, Ct)).TryGetProperty(member, out var slugs) ? string.Join(' ', slugs.EnumerateArray().Select(s => s.GetString())) : null;

        Assert.Equal(("old", "road", null), (await Of("/agreements/new", "supersedes"), await Of("/agreements/new", "arisen"), await Of("/agreements/new", "amends")));
        Assert.Equal("old", await Of("/agreements/protocol", "amends"));
        Assert.Null(await Of("/agreements/new?asOf=2020-06-01", "supersedes"));
        Assert.Equal("bridge", await Of("/commitments/road", "supersedes"));
        Assert.Null(await Of("/commitments/bridge", "supersedes"));

        await Load(service, """{"command":"RetractEntry","entry":"agreement:new","reason":"There is no such treaty."}""");
        await Review(service, """{"command":"ConfirmClosure","entry":"agreement:new","closure":"retracted","proposal":3}""");
        Assert.Contains("'new', which took its place, was itself taken back since", await Of("/agreements/old", "warnings"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_was_taken_back_had_looked_at_it_all_the_same()
    {
        await using var service = await RunningService.Start(postgres, "looked", Ct);
        await Load(service, """
            {"command":"RecordMechanism","slug":"igc","kind":"commission","title":"Commission","members":["KAZ","TJK"],"statedOn":"2020"}
            {"command":"RecordMeeting","slug":"igc-20","kind":"session","title":"20th session","participants":["KAZ","TJK"],"statedOn":"2025-03-20","heldOn":"2025-03-20","mechanism":"igc"}
            {"command":"MakeCommitment","slug":"rail","obligors":["KAZ"],"counterparties":["TJK"],"kind":"project","what":"Build the railway","strength":"agreed","statedOn":"2024-01-01"}
            {"command":"MakeCommitment","slug":"list","obligors":["KAZ","TJK"],"joint":true,"kind":"measure","what":"Keep a list","strength":"agreed","statedOn":"2024-01-01"}
            {"command":"AssignOwner","commitment":"list","owner":"mechanism:igc","from":"2024-02-01"}
            {"command":"ReviewItem","meeting":"igc-20","entry":"commitment:rail","outcome":"On track."}
            """);
        async Task<string> Open() => string.Join(' ', (await service.Get("/mechanisms/igc?asOf=2025-06-01", Ct)).GetProperty("openItems").EnumerateArray().Select(i => i.GetProperty("commitment").GetString()));
        Assert.Equal("list rail", await Open());
        Assert.True((await service.Get("/commitments/rail", Ct)).TryGetProperty("lookedAt", out _));
        Assert.Equal("list", Assert.Single((await service.Get("/commitments?owner=mechanism:igc", Ct)).GetProperty("items").EnumerateArray()).GetProperty("slug").GetString());

        await Load(service, """{"command":"RetractEntry","entry":"meeting:igc-20","reason":"It was the 19th."}""");
        await Review(service, """{"command":"ConfirmClosure","entry":"meeting:igc-20","closure":"retracted","proposal":4}""");
        Assert.Equal("list", await Open());
        Assert.False((await service.Get("/commitments/rail", Ct)).TryGetProperty("lookedAt", out _));
    }

    [Fact]
    public async Task A_fulfilment_that_waited_was_seen_nowhere_but_in_its_own_view_and_a_pair_had_one_table()
    {
        await using var service = await RunningService.Start(postgres, "tables", Ct);
        await Load(service, """
            {"command":"RegisterSource","slug":"s","title":"S","publisher":"P","publishedOn":"2025-01-01","language":"en"}
            {"command":"MakeCommitment","slug":"wheat","obligors":["KAZ"],"counterparties":["TJK"],"kind":"aid","what":"Wheat","strength":"agreed","statedOn":"2025-01-10","deadline":"2025-03-31","quantity":{"amount":100,"unit":"t"}}
            {"command":"MakeCommitment","slug":"wheat-2","obligors":["KAZ"],"counterparties":["TJK"],"kind":"aid","what":"Wheat","strength":"agreed","statedOn":"2025-01-11","deadline":"2025-03-31","quantity":{"amount":100,"unit":"t"}}
            {"command":"FulfilCommitment","commitment":"wheat","fulfilledOn":"2025-03-01","evidence":"document","citation":{"source":"s","quote":"all came"}}
            """);
        Assert.Equal("fulfilled ", string.Join(' ', (await service.Get("/overdue?asOf=2025-06-01", Ct)).GetProperty("items").EnumerateArray().Select(d => d.TryGetProperty("closure", out var closure) ? closure.GetString() : null)));
        Assert.Contains(",fulfilled\r\n", await Csv(service, "/due?asOf=2025-03-20"), StringComparison.Ordinal);
        Assert.Contains(",fulfilled,day,,2025-03-31\r\n", await Csv(service, "/commitments"), StringComparison.Ordinal);
        Assert.Equal(2, (await service.Get("/overdue?obligor=KAZ&kind=aid,visit&asOf=2025-06-01", Ct)).GetProperty("items").GetArrayLength());
        Assert.Equal(0, (await service.Get("/overdue?obligor=TJK&asOf=2025-06-01", Ct)).GetProperty("items").GetArrayLength() + (await service.Get("/overdue?kind=meeting&asOf=2025-06-01", Ct)).GetProperty("items").GetArrayLength());

        Assert.StartsWith("obligor,counterparty,open,overdue,fulfilled,late,possiblyLate,disputed,intents,acknowledged,carriedOut\r\nKAZ,TJK,2,2,0,0,0,0,0,0,0\r\nTJK,KAZ,0,", await Csv(service, "/pairs/KAZ-TJK?table=sides"), StringComparison.Ordinal);
        Assert.Equal("n,nulls,unassessed,average,percent\r\n0,0,2,,\r\n", await Csv(service, "/pairs/KAZ-TJK?table=compliance"));
        Assert.StartsWith("first,second,restated,why,of\r\nwheat,wheat-2,false,", await Csv(service, "/pairs/KAZ-TJK?table=suggestions"), StringComparison.Ordinal);
        Assert.Equal(await Csv(service, "/pairs/KAZ-TJK"), await Csv(service, "/pairs/KAZ-TJK?table=reciprocity"));
        using var wrong = await service.Http.GetAsync(new Uri("/pairs/KAZ-TJK?table=all", UriKind.Relative), Ct);
        Assert.Equal(400, (int)wrong.StatusCode);
        Assert.Equal("UTC", (await service.Get("/pairs/KAZ-TJK", Ct)).GetProperty("zone").GetString());
    }

    [Fact]
    public async Task Of_a_treaty_of_many_a_pair_was_told_how_it_stood_between_others()
    {
        await using var service = await RunningService.Start(postgres, "between", Ct);
        await Load(service, """
            {"command":"RecordAgreement","slug":"many","parties":["KAZ","KGZ","TJK","UZB"],"kind":"treaty","title":"Many","signedOn":"2000-01-01"}
            {"command":"EnterIntoForce","agreement":"many","inForceFrom":"2001-01-01"}
            {"command":"SuspendAgreement","agreement":"many","suspendedOn":"2012-01-01","by":"TJK"}
            {"command":"DenounceAgreement","agreement":"many","party":"UZB","denouncedOn":"2010-01-01","takesEffectOn":"2011-01-01"}
            """);
        async Task<string?> Status(string path) => (await service.Get(path, Ct)).GetProperty("agreements")[0].GetProperty("status").GetString();
        Assert.Equal(("InForce", "Suspended", "Terminated"), (await Status("/pairs/KAZ-KGZ"), await Status("/pairs/KAZ-TJK"), await Status("/pairs/KAZ-UZB")));
        async Task<int> InForce(string pair) => (await service.Get($"/agreements?pair={pair}&status=inForce", Ct)).GetProperty("items").GetArrayLength();
        Assert.Equal((1, 0, 0), (await InForce("KAZ-KGZ"), await InForce("KAZ-TJK"), await InForce("KAZ-UZB")));
        async Task<string?> Listed(string query) => (await service.Get($"/agreements{query}", Ct)).GetProperty("items")[0].GetProperty("status").GetString();
        Assert.Equal(("Suspended", "InForce"), (await Listed("?pair=KAZ-TJK"), await Listed("?party=TJK")));
    }

    static async Task Load(RunningService service, string lines, string actor = "officer")
    {
        Assert.All(await service.SendBatch(lines, Ct, actor: actor), line => Assert.True(line.TryGetProperty("changed", out var changed) && changed.GetBoolean(), line.ToString()));
        await service.Drain(Ct);
    }

    static Task Review(RunningService service, string line) => Load(service, line, "reviewer");

    static async Task<string> Csv(RunningService service, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Accept = { new("text/csv") } } };
        using var response = await service.Http.SendAsync(request, Ct);
        return await response.Content.ReadAsStringAsync(Ct);
    }
}
