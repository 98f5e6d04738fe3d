using System.Net;
using CommitmentTracker.Tests;

namespace CommitmentTracker.Tracker.Tests;

/// <summary>The life of a treaty over HTTP, at several days and by what several sources had said.</summary>
public sealed class TreatyTests(Postgres postgres)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_treaty_stands_where_it_stood_on_each_day_and_for_each_party()
    {
        await using var service = await RunningService.Start(postgres, "treatylife", Ct);
        await Load(service, """
            {"command":"RegisterSource","slug":"senate","title":"Upper house","publisher":"p","publishedOn":"2024-05-21","language":"en"}
            {"command":"RegisterSource","slug":"mazhilis","title":"Lower house","publisher":"p","publishedOn":"2026-03-11","language":"ru"}
            {"command":"RecordAgreement","slug":"uzb","parties":["KAZ","UZB"],"kind":"treaty","title":"Allied relations","signedOn":"2022-12-22"}
            {"command":"SetEntryIntoForceClause","agreement":"uzb","clause":{"trigger":"consents","days":30,"words":"thirty days after the later notification"}}
            {"command":"CompleteDomesticStep","agreement":"uzb","party":"KAZ","stage":"upperHouse","completedOn":"2024-04-25","body":"Senate","citation":{"source":"senate","quote":"ratified by the Senate"}}
            {"command":"CompleteDomesticStep","agreement":"uzb","party":"KAZ","stage":"lawSigned","completedOn":"2024-05-20","citation":{"source":"senate","quote":"signed the law"}}
            {"command":"ExpressConsent","agreement":"uzb","party":"UZB","form":"exchangeOfNotes","consentedOn":"2024-06-01"}
            {"command":"ExpressConsent","agreement":"uzb","party":"KAZ","form":"exchangeOfNotes","consentedOn":"2024-07-01"}
            {"command":"DenounceAgreement","agreement":"uzb","party":"UZB","denouncedOn":"2026-01-10","takesEffectOn":"2099-01-10"}
            {"command":"RecordAgreement","slug":"tjk","parties":["KAZ","TJK"],"kind":"treaty","title":"Allied relations","signedOn":"2024-08-22"}
            {"command":"CompleteDomesticStep","agreement":"tjk","party":"KAZ","stage":"lowerHouse","completedOn":"2026-03-11","body":"Mazhilis","citation":{"source":"mazhilis","quote":"ратифицировали"}}
            """);

        Assert.Equal(("Signed", "Signed", "Signed", null), await At("asOf=2024-04-24"));
        Assert.Equal(("Ratifying", "Ratifying", "Signed", null), await At("asOf=2024-04-25"));
        Assert.Equal(("Ratifying", "Ratifying", "Consented", null), await At("asOf=2024-06-01"));
        Assert.Equal(("Ratifying", "Consented", "Consented", "2024-07-31"), await At("asOf=2024-07-30"));
        Assert.Equal(("InForce", "Bound", "Bound", "2024-07-31"), await At("asOf=2024-07-31"));
        Assert.Equal(("Denounced", "Bound", "Leaving", "2024-07-31"), await At("asOf=2026-06-01"));
        Assert.Equal(("Terminated", "Released", "Released", "2024-07-31"), await At("asOf=2099-01-10"));
        Assert.Equal(("Signed", "Signed", "Signed", null), await At("asPublishedBy=2024-05-20"));
        Assert.Equal(("Ratifying", "Ratifying", "Signed", null), await At("asPublishedBy=2024-05-21"));

        var standing = (await service.Get("/agreements/tjk", Ct)).GetProperty("standing").EnumerateArray().ToList();
        Assert.Equal(("Mazhilis", "2026-03-11"), (standing[0].GetProperty("steps")[0].GetProperty("body").GetString(), standing[0].GetProperty("steps")[0].GetProperty("on").GetString()));
        Assert.Equal("Signed", standing[1].GetProperty("state").GetString());
        Assert.Equal(["tjk"], await Slugs("/agreements?status=ratifying"));
        Assert.Equal(["uzb"], await Slugs("/agreements?status=inForce&asOf=2025-01-01"));
        var view = await service.Get("/agreements/uzb?asOf=2025-01-01", Ct);
        Assert.Equal(("derived", "thirty days after the later notification"), (view.GetProperty("inForceFrom").GetProperty("basis").GetString(), view.GetProperty("inForceFrom").GetProperty("words").GetString()));

        async Task<(string?, string?, string?, string?)> At(string query)
        {
            var view = await service.Get($"/agreements/uzb?{query}", Ct);
            var parties = view.GetProperty("standing").EnumerateArray().Select(p => p.GetProperty("state").GetString()).ToArray();
            return (view.GetProperty("status").GetString(), parties[0], parties[1], view.TryGetProperty("inForceFrom", out var force) ? force.GetProperty("on").GetString() : null);
        }

        async Task<string[]> Slugs(string list) => [.. (await service.Get(list, Ct)).GetProperty("items").EnumerateArray().Select(a => a.GetProperty("slug").GetString()!)];
    }

    [Fact]
    public async Task Two_people_take_an_agreement_back_and_an_entry_of_the_same_name_stays()
    {
        await using var service = await RunningService.Start(postgres, "treatyback", Ct);
        await Load(service, """
            {"command":"RecordAgreement","slug":"pact","parties":["KAZ","TJK"],"kind":"treaty","title":"A pact"}
            {"command":"RecordFact","slug":"pact","kind":"report","what":"A pact is spoken of","states":["KAZ"],"statedOn":"2023-05-04"}
            {"command":"RecordAgreement","slug":"stays","parties":["KAZ","TJK"],"kind":"treaty","title":"Another"}
            {"command":"RecordFact","slug":"stays","kind":"report","what":"Another","states":["KAZ"],"statedOn":"2023-05-04"}
            {"command":"RetractEntry","entry":"agreement:pact","reason":"Never was."}
            {"command":"RetractEntry","entry":"fact:stays","reason":"Never was."}
            """);
        Assert.Equal(2, (await service.Get("/agreements/pact", Ct)).GetProperty("waiting").GetProperty("proposal").GetInt64());

        using var confirm = new HttpRequestMessage(HttpMethod.Post, "/commands/ConfirmClosure")
        {
            Headers = { { "X-Actor", "reviewer" } }, Content = new StringContent("""{"entry":"agreement:pact","closure":"retracted","proposal":2}""", System.Text.Encoding.UTF8, "application/json"),
        };
        using var confirmed = await service.Http.SendAsync(confirm, Ct);
        await service.Drain(Ct);
        var (refused, _) = await service.Send("SignAgreement", new { agreement = "pact", signedOn = "2023-05-04" }, Ct);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Conflict), (confirmed.StatusCode, refused.StatusCode));
        Assert.Equal("Retracted", (await service.Get("/agreements/pact", Ct)).GetProperty("status").GetString());
        Assert.Equal("stays", Assert.Single((await service.Get("/agreements", Ct)).GetProperty("items").EnumerateArray()).GetProperty("slug").GetString());
        Assert.Equal("pact", Assert.Single((await service.Get("/agreements?status=retracted", Ct)).GetProperty("items").EnumerateArray()).GetProperty("slug").GetString());
        Assert.Equal(2, (await service.Get("/facts", Ct)).GetProperty("items").GetArrayLength());
    }

    static async Task Load(RunningService service, string lines)
    {
        Assert.All(await service.SendBatch(lines, Ct), line => Assert.True(line.TryGetProperty("changed", out var changed) && changed.GetBoolean(), line.ToString()));
        await service.Drain(Ct);
    }
}
