using System.Net;
using System.Text.Json;
using CommitmentTracker.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace CommitmentTracker.Tracker.Tests;

/// <summary>Of a slip in a target the views know no more than that it was one, from the moment of its taking back.</summary>
public sealed class MendedTargetTests(Postgres postgres)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    const string Goal = """
        {"command":"RegisterSource","slug":"note","title":"A note","publisher":"The desk","publishedOn":"2023-05-04","language":"en"}
        {"command":"SetTradeTarget","slug":"goal","pair":"KAZ-TJK","measure":"turnover","goal":{"amount":2000000000,"currency":"USD"},"statedOn":"2021-05-20","basis":{"viewpoint":"reporter:KAZ","scope":"goods","minimumStatus":"final"}}

        """;

    [Fact]
    public async Task A_deadline_typed_wrongly_stood_in_every_view_for_ever()
    {
        var clock = new SetClock(new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));
        await using var service = await RunningService.Start(postgres, "slip", Ct, builder => builder.Services.AddSingleton<TimeProvider>(clock));
        await Load(service, Goal + """
            {"command":"ReviseTradeTarget","target":"goal","statedOn":"2023-05-04","deadline":"2072","citation":{"source":"note","quote":"by 2027"}}
            {"command":"DeclareTargetBasis","target":"goal","basis":{"viewpoint":"mid","scope":"goods","minimumStatus":"final"},"reason":"Mistaken."}
            """);
        Assert.Equal("2072", (await service.Get("/targets/goal", Ct)).GetProperty("deadline").GetString());
        clock.Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

        await Send(service, "TakeBack", """{"entry":"target:goal","act":4,"reason":"Another target was meant."}""");
        var back = await Send(service, "TakeBack", """{"entry":"target:goal","act":3,"reason":"2072 was typed for 2027."}""");

        var now = await service.Get("/targets/goal", Ct);
        Assert.False(now.TryGetProperty("deadline", out _));
        Assert.Equal(("reporter:KAZ", 1), (now.GetProperty("basis").GetProperty("viewpoint").GetString(), now.GetProperty("lineage").GetArrayLength()));
        Assert.Equal(back.GetProperty("position").GetInt64(), now.GetProperty("position").GetInt64());
        Assert.Equal(clock.Now, now.GetProperty("recordedAt").GetDateTimeOffset(), TimeSpan.FromMilliseconds(1));
        Assert.Equal(
            ["3 target_deadline_added ", "4 target_basis_declared Mistaken.", "5 act_taken_back Another target was meant.", "6 act_taken_back 2072 was typed for 2027."],
            now.GetProperty("mended").EnumerateArray().Select(l => $"{l.GetProperty("version")} {l.GetProperty("act").GetString()} {(l.TryGetProperty("reason", out var reason) ? reason.GetString() : null)}"));
        var before = await service.Get("/targets/goal?asKnownOn=2026-11-21", Ct);
        Assert.Equal(("2072", "mid", 2), (before.GetProperty("deadline").GetString(), before.GetProperty("basis").GetProperty("viewpoint").GetString(), before.GetProperty("lineage").GetArrayLength()));
        Assert.False(before.TryGetProperty("mended", out _));
        Assert.Equal(1, (await service.Get("/targets/goal?asPublishedBy=2024-01-01", Ct)).GetProperty("lineage").GetArrayLength());
        await Load(service, """{"command":"ReviseTradeTarget","target":"goal","statedOn":"2023-05-04","deadline":"2027","citation":{"source":"note","quote":"by 2027"}}""");
        Assert.Equal("2027", (await service.Get("/targets/goal", Ct)).GetProperty("deadline").GetString());
    }

    [Fact]
    public async Task A_goal_typed_wrongly_is_shown_as_it_was_said_and_as_it_stood_before()
    {
        var clock = new SetClock(new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));
        await using var service = await RunningService.Start(postgres, "typed", Ct, builder => builder.Services.AddSingleton<TimeProvider>(clock));
        await Load(service, Goal.Replace("2000000000", "20000000000", StringComparison.Ordinal) + """
            {"command":"ReviseTradeTarget","target":"goal","statedOn":"2022-05-04","deadline":"2026","citation":{"source":"note","quote":"by 2026"}}
            {"command":"ReviseTradeTarget","target":"goal","statedOn":"2023-05-04","deadline":"2027","reason":"More time.","authority":"Roadmap","citation":{"source":"note","quote":"by 2027"}}
            {"command":"ReviseTradeTarget","target":"goal","statedOn":"2024-05-04","deadline":"2025","reason":"Sooner.","agreedBy":["KAZ","TJK"],"citation":{"source":"note","quote":"by 2025"}}
            """);
        clock.Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

        var corrected = await Send(service, "CorrectTradeTarget", """{"target":"goal","goal":{"amount":2000000000,"currency":"USD"},"reason":"A nought too many."}""");

        var now = await service.Get("/targets/goal", Ct);
        var lineage = now.GetProperty("lineage");
        Assert.Equal((2_000_000_000, 2_000_000_000, 4), (now.GetProperty("goal").GetProperty("amount").GetInt64(), lineage[0].GetProperty("goal").GetProperty("amount").GetInt64(), lineage.GetArrayLength()));
        Assert.Equal(("Roadmap", "KAZ", 2), (lineage[2].GetProperty("authority").GetString(), lineage[3].GetProperty("agreedBy")[0].GetString(), now.GetProperty("basisDeclared").GetProperty("version").GetInt32()));
        Assert.Equal(corrected.GetProperty("position").GetInt64(), now.GetProperty("position").GetInt64());
        Assert.Equal("trade_target_corrected", Assert.Single(now.GetProperty("mended").EnumerateArray()).GetProperty("act").GetString());
        Assert.Equal(20_000_000_000, (await service.Get("/targets/goal?asKnownOn=2026-11-21", Ct)).GetProperty("goal").GetProperty("amount").GetInt64());
    }

    [Fact]
    public async Task A_target_set_for_the_wrong_pair_could_only_be_withdrawn_as_if_states_had_given_it_up()
    {
        await using var service = await RunningService.Start(postgres, "wrongpair", Ct);
        await Load(service, Goal + """
            {"command":"SetTradeTarget","slug":"stays","pair":"KAZ-TJK","measure":"turnover","goal":{"amount":1000000000,"currency":"USD"},"statedOn":"2021-05-20","deadline":"2030"}
            {"command":"RecordFact","slug":"stays","kind":"report","what":"Another","states":["KAZ"],"statedOn":"2023-05-04"}
            {"command":"RetractEntry","entry":"target:goal","reason":"Uzbekistan was meant."}
            {"command":"RetractEntry","entry":"fact:stays","reason":"Never was."}
            """);
        var waiting = (await service.Get("/targets/goal", Ct)).GetProperty("waiting");
        Assert.Equal((3, "Uzbekistan was meant."), (waiting.GetProperty("proposal").GetInt64(), waiting.GetProperty("reason").GetString()));
        Assert.Equal(["goal", "stays"], await Slugs(service, "/targets"));

        var confirmed = await Send(service, "ConfirmClosure", """{"entry":"target:goal","closure":"retracted","proposal":3}""", "reviewer");

        var goal = await service.Get("/targets/goal", Ct);
        Assert.Equal(("Retracted", confirmed.GetProperty("position").GetInt64(), 1), (goal.GetProperty("status").GetString(), goal.GetProperty("position").GetInt64(), goal.GetProperty("lineage").GetArrayLength()));
        Assert.EndsWith("Uzbekistan was meant.", goal.GetProperty("reasons")[0].GetString(), StringComparison.Ordinal);
        Assert.False(goal.TryGetProperty("waiting", out _));
        Assert.Equal(["stays"], await Slugs(service, "/targets"));
        Assert.Equal(["stays"], await Slugs(service, "/targets?limit=1"));
        Assert.Equal(["goal"], await Slugs(service, "/targets?status=retracted"));
        Assert.Equal("stays", Assert.Single((await service.Get("/pairs/KAZ-TJK", Ct)).GetProperty("targets").EnumerateArray()).GetProperty("slug").GetString());
        Assert.Equal(HttpStatusCode.Conflict, (await service.Send("WithdrawTradeTarget", new { target = "goal", statedOn = "2024-01-01", reason = "Given up." }, Ct)).Response.StatusCode);
    }

    static async Task<IEnumerable<string?>> Slugs(RunningService service, string path) => [.. (await service.Get(path, Ct)).GetProperty("items").EnumerateArray().Select(t => t.GetProperty("slug").GetString())];

    static async Task<JsonElement> Send(RunningService service, string command, string body, string actor = "officer")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/commands/{command}") { Headers = { { "X-Actor", actor } }, Content = new StringContent(body, null, "application/json") };
        using var response = await service.Http.SendAsync(request, Ct);
        var answer = JsonElement.Parse(await response.Content.ReadAsStringAsync(Ct));
        Assert.True(response.StatusCode == HttpStatusCode.OK && answer.GetProperty("changed").GetBoolean(), answer.ToString());
        await service.Drain(Ct);
        return answer;
    }

    static async Task Load(RunningService service, string lines)
    {
        Assert.All(await service.SendBatch(lines, Ct), line => Assert.True(line.TryGetProperty("changed", out var changed) && changed.GetBoolean(), line.ToString()));
        await service.Drain(Ct);
    }
}
