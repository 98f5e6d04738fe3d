using System.Text.Json;
using CommitmentTracker.Tests;

namespace CommitmentTracker.Tracker.Tests;

/// <summary>What a reviewer finds to do, and what became of a slip, a meeting that grew and a report.</summary>
public sealed class ProposalsTests(Postgres postgres)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reviewer_had_no_list_of_what_waits()
    {
        await using var service = await RunningService.Start(postgres, "waiting", Ct);
        await Load(service, """
            {"command":"MakeCommitment","slug":"wheat","obligors":["KAZ"],"counterparties":["TJK"],"kind":"aid","what":"Wheat","strength":"agreed","statedOn":"2025-01-10"}
            {"command":"RecordMeeting","slug":"talks","kind":"talks","title":"Talks","participants":["KAZ","UZB"],"statedOn":"2025-01-10"}
            {"command":"RecordMechanism","slug":"igc","kind":"commission","title":"Commission","members":["KAZ","TJK"],"statedOn":"2025-01-10"}
            {"command":"RecordFact","slug":"rank","kind":"statistic","what":"Fourth","states":["KAZ","TJK"],"statedOn":"2025-01-10"}
            {"command":"RecordAgreement","slug":"pact","parties":["KAZ","TJK"],"kind":"treaty","title":"A pact"}
            {"command":"SetTradeTarget","slug":"goal","pair":"KAZ-TJK","measure":"turnover","goal":{"amount":2000000000,"currency":"USD"},"statedOn":"2021-05-20"}
            {"command":"RetractEntry","entry":"agreement:pact","reason":"Another pact."}
            {"command":"LapseCommitment","commitment":"wheat","lapsedOn":"2025-06-01","reason":"Nobody asks."}
            {"command":"RetractEntry","entry":"meeting:talks","reason":"Other talks."}
            {"command":"RetractEntry","entry":"fact:rank","reason":"Fifth."}
            {"command":"RetractEntry","entry":"mechanism:igc","reason":"No body."}
            {"command":"RetractEntry","entry":"target:goal","reason":"Another goal."}
            {"command":"CorrectCommitment","commitment":"wheat","reason":"Typed wrong.","what":"Flour"}
            """, refused: 1);
        async Task<JsonElement> List(string query = "")
        {
            await service.Drain(Ct);
            return await service.Get($"/proposals{query}", Ct);
        }
        static string[] Entries(JsonElement page) => [.. page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("entry").GetString()!)];

        Assert.Equal(["agreement:pact", "commitment:wheat", "meeting:talks", "fact:rank", "mechanism:igc", "target:goal"], Entries(await List()));
        Assert.Equal(["agreement:pact", "commitment:wheat", "fact:rank", "mechanism:igc", "target:goal"], Entries(await List("?pair=KAZ-TJK")));
        Assert.Equal(["commitment:wheat"], Entries(await List("?closure=lapsed")));
        Assert.Equal(6, Entries(await List("?closure=lapsed,retracted")).Length);
        Assert.Equal("Turnover of 2,000,000,000 USD", (await List()).GetProperty("items")[5].GetProperty("what").GetString(), ignoreCase: true); // a target was a row without a name
        var first = await List("?limit=2");
        Assert.Equal(["meeting:talks", "fact:rank"], Entries(await List($"?limit=2&after={first.GetProperty("next").GetString()}")));
        var row = (await List("?closure=lapsed")).GetProperty("items")[0];
        Assert.Equal(("Wheat", 2, "2025-06-01", "Nobody asks."), (row.GetProperty("what").GetString(), row.GetProperty("proposal").GetInt32(), row.GetProperty("on").GetString(), row.GetProperty("reason").GetString()));

        using var request = new HttpRequestMessage(HttpMethod.Get, "/proposals?closure=lapsed") { Headers = { Accept = { new("text/csv") } } };
        using var response = await service.Http.SendAsync(request, Ct);
        Assert.StartsWith("entry,closure,proposal,what,on,by,supersededBy,evidence,states,proposedBy,reason,source,quote,position,recordedAt\r\ncommitment:wheat,lapsed,2,Wheat,2025-06-01,,,,KAZ TJK,",
            await response.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);

        // Straight from the rows.
        var rows = (await List()).GetProperty("items").EnumerateArray().Select((i, n) =>
            JsonSerializer.Serialize(new { command = n % 2 == 0 ? "ConfirmClosure" : "RejectClosure", entry = i.GetProperty("entry").GetString(), closure = i.GetProperty("closure").GetString(), proposal = i.GetProperty("proposal").GetInt64(), reason = "Seen." }));
        Assert.All(await service.SendBatch(string.Join('\n', rows), Ct, actor: "reviewer"), line => Assert.True(line.GetProperty("changed").GetBoolean(), line.ToString()));
        Assert.Empty(Entries(await List()));
    }

    [Fact]
    public async Task Who_took_a_proposal_back_and_made_another_is_listed_once()
    {
        await using var service = await RunningService.Start(postgres, "again", Ct);
        await Load(service, """
            {"command":"MakeCommitment","slug":"wheat","obligors":["KAZ"],"counterparties":["TJK"],"kind":"aid","what":"Wheat","strength":"agreed","statedOn":"2025-01-10"}
            {"command":"LapseCommitment","commitment":"wheat","lapsedOn":"2025-06-01","reason":"Nobody asks."}
            {"command":"TakeBack","entry":"commitment:wheat","act":2,"reason":"The wrong one."}
            """);
        Assert.Empty((await service.Get("/proposals", Ct)).GetProperty("items").EnumerateArray());
        await Load(service, """
            {"command":"LapseCommitment","commitment":"wheat","lapsedOn":"2025-07-01","reason":"Nobody asks."}
            """);
        var second = Assert.Single((await service.Get("/proposals", Ct)).GetProperty("items").EnumerateArray());
        Assert.Equal(4, second.GetProperty("proposal").GetInt32());

        // What waited then: the second when it was made, and nothing the moment before.
        var made = second.GetProperty("recordedAt").GetDateTimeOffset();
        async Task<JsonElement> Then(DateTimeOffset knownOn) => (await service.Get($"/proposals?asKnownOn={Uri.EscapeDataString(knownOn.ToString("O"))}", Ct)).GetProperty("items");
        Assert.Equal(4, Assert.Single((await Then(made)).EnumerateArray()).GetProperty("proposal").GetInt32());
        Assert.Empty((await Then(made.AddTicks(-10))).EnumerateArray());
    }

    [Fact]
    public async Task A_corrected_commitment_is_found_by_its_new_states_and_words_and_stood_otherwise_before()
    {
        await using var service = await RunningService.Start(postgres, "corrected", Ct);
        await Load(service, """
            {"command":"MakeCommitment","slug":"wheat","obligors":["KAZ"],"counterparties":["TJK"],"kind":"aid","what":"Wheat, 5,000 t","strength":"agreed","statedOn":"2025-01-10"}
            {"command":"ReportProgress","commitment":"wheat","reportedOn":"2025-03-01","progress":"Half of it is loaded.","completion":"substantial"}
            {"command":"ReportProgress","commitment":"wheat","reportedOn":"2025-02-01","progress":"Nothing yet.","completion":"notStarted"}
            """);
        var before = (await service.Get("/commitments/wheat", Ct)).GetProperty("recordedAt").GetString()!;
        await Load(service, """
            {"command":"CorrectCommitment","commitment":"wheat","reason":"Typed for another.","what":"Barley","obligors":["UZB"],"statedOn":"2025-01-20"}
            {"command":"CorrectCommitment","commitment":"wheat","reason":"Typed for another.","what":"Barley","obligors":["UZB"],"statedOn":"2025-01-20"}
            {"command":"MakeCommitment","slug":"wheat","obligors":["KAZ"],"counterparties":["TJK"],"kind":"aid","what":"Wheat, 5,000 t","strength":"agreed","statedOn":"2025-01-10"}
            {"command":"ReportProgress","commitment":"wheat","reportedOn":"2025-03-01","progress":"Half of it is loaded.","completion":"substantial"}
            """);
        async Task<int> Count(string query) => (await service.Get($"/commitments?{query}", Ct)).GetProperty("items").GetArrayLength();
        var known = $"&asKnownOn={Uri.EscapeDataString(before)}";

        Assert.Equal((1, 0, 1), (await Count("pair=TJK-UZB"), await Count("pair=KAZ-TJK"), await Count("text=barley")));
        Assert.Equal((0, 1), (await Count($"pair=TJK-UZB{known}"), await Count($"pair=KAZ-TJK{known}")));
        Assert.Equal((1, 1), (await Count("text=5000"), await Count("text=5%20000")));
        Assert.Equal((0, 1), (await Count("asOf=2025-01-15"), await Count($"asOf=2025-01-15{known}")));
        var view = await service.Get("/commitments/wheat", Ct);
        Assert.Equal(("Barley", "UZB", "2025-01-20", 4), (view.GetProperty("what").GetString(), view.GetProperty("obligors")[0].GetString(), view.GetProperty("statedOn").GetString(), view.GetProperty("timeline").GetArrayLength()));
        Assert.Equal(("Half of it is loaded.", "substantial", "2025-03-01"), (view.GetProperty("progress").GetString(), view.GetProperty("completion").GetString(), view.GetProperty("progressOn").GetString()));
        Assert.Equal("Nothing yet.", (await service.Get("/commitments/wheat?asOf=2025-02-10", Ct)).GetProperty("progress").GetString());
        Assert.Equal("Wheat, 5,000 t", (await service.Get($"/commitments/wheat?{known[1..]}", Ct)).GetProperty("what").GetString());
    }

    [Fact]
    public async Task A_state_that_joined_is_there_and_one_that_declined_is_not()
    {
        await using var service = await RunningService.Start(postgres, "joined", Ct);
        await Load(service, """
            {"command":"RecordMeeting","slug":"summit","kind":"summit","title":"Summit","participants":["KAZ","TJK"],"statedOn":"2025-01-10"}
            {"command":"AddParticipant","meeting":"summit","participant":"UZB","statedOn":"2025-02-10"}
            {"command":"ExtendInvitation","meeting":"summit","by":"KAZ","invited":"TJK","extendedOn":"2025-01-10"}
            {"command":"DeclineInvitation","meeting":"summit","by":"TJK","declinedOn":"2025-03-10"}
            """);
        static string Names(JsonElement view, string member) => view.TryGetProperty(member, out var states) ? string.Join(' ', states.EnumerateArray().Select(s => s.GetString())) : "";
        async Task<(string, string)> On(string query) => await service.Get($"/meetings/summit{query}", Ct) is var view ? (Names(view, "participants"), Names(view, "declined")) : default;

        Assert.Equal(("KAZ UZB", "TJK"), await On(""));
        Assert.Equal(("KAZ TJK UZB", ""), await On("?asOf=2025-02-20"));
        Assert.Equal(("KAZ TJK", ""), await On("?asOf=2025-02-01"));
        Assert.Single((await service.Get("/meetings?pair=KAZ-UZB", Ct)).GetProperty("items").EnumerateArray());
        Assert.Empty((await service.Get("/meetings?pair=KAZ-UZB&asOf=2025-02-01", Ct)).GetProperty("items").EnumerateArray());
        await Load(service, """
            {"command":"AcceptInvitation","meeting":"summit","by":"TJK","acceptedOn":"2025-03-20"}
            """);
        Assert.Equal(("KAZ TJK UZB", ""), await On(""));
    }

    static async Task Load(RunningService service, string lines, int refused = 0)
    {
        var answers = await service.SendBatch(lines, Ct);
        Assert.Equal(refused, answers.Count(a => !a.TryGetProperty("changed", out _)));
        await service.Drain(Ct);
    }
}
