using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Tracker.Tests;

/// <summary>Filters of one value and of several.</summary>
public sealed class FilterTests(SampleService shared) : IClassFixture<SampleService>
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/commitments?kind=aid,visit", "/commitments?kind=aid,%20visit")]
    [InlineData("/commitments?kind=aid,visit", "/commitments?kind=aid&kind=visit")]
    [InlineData("/commitments?limit=500", "/commitments?limit=500&obligor=KAZ,TJK,UZB,IRN,CHN,RUS,KGZ,TKM,AZE,TUR")]
    [InlineData("/commitments?obligor=KAZ,TJK", "/commitments?obligor=TJK&obligor=KAZ")]
    [InlineData("/sources?language=en", "/sources?language=EN")]
    [InlineData("/sources?language=en,ru", "/sources?language=ru,%20En")]
    public async Task Spaces_repeats_and_capitals_were_other_values(string plain, string other)
    {
        var service = await shared.Get(Ct);
        var (first, second) = (await service.Get(plain, Ct), await service.Get(other, Ct));

        Assert.NotEmpty(first.GetProperty("items").EnumerateArray());
        Assert.Equal(first.ToString(), second.ToString());
    }

    [Theory]
    [InlineData("/commitments?kind=", "This is empty; it takes one of")]
    [InlineData("/commitments?obligor=KAZ,nobody", "'nobody' is not a state.")]
    [InlineData("/commitments?owner=a&owner=b", "takes one value")]
    [InlineData("/history?stream=agreement:,target:", "one stream, or one prefix")]
    [InlineData("/targets?asKnownOn=2024-08-22T12:00:00.1234567891234Z", "a date such as 2024-08-22 or an instant")]
    public async Task What_cannot_be_taken_says_what_can(string address, string says)
    {
        var service = await shared.Get(Ct);
        using var answer = await service.Http.GetAsync(new Uri(address, UriKind.Relative), Ct);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(says, (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("errors")[0].GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_standing_body_mistyped_read_as_one_that_never_met()
    {
        var service = await shared.Get(Ct);
        using var unknown = await service.Http.GetAsync(new Uri("/meetings?mechanism=no-such&kind=visit&limit=5", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        foreach (var body in (await service.Get("/mechanisms", Ct)).GetProperty("items").EnumerateArray())
            await service.Get($"/meetings?mechanism={body.GetProperty("slug").GetString()}&limit=5", Ct);
    }

    [Fact]
    public async Task Meetings_of_a_month_could_not_be_asked_for()
    {
        var service = await shared.Get(Ct);
        async Task<HashSet<string>> Slugs(string query) => [.. (await service.Get($"/meetings?limit=500{query}", Ct)).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("slug").GetString()!)];
        static bool InJune(JsonElement meeting) => (meeting.TryGetProperty("heldOn", out var on) || meeting.TryGetProperty("scheduledFor", out on))
            && on.Deserialize<DateSpan>(ContractJson.Stored) is { } days && days.From <= new DateOnly(2021, 6, 30) && days.To >= new DateOnly(2021, 6, 1);
        HashSet<string> june = [.. (await service.Get("/meetings?limit=500", Ct)).GetProperty("items").EnumerateArray().Where(InJune).Select(m => m.GetProperty("slug").GetString()!)];

        Assert.NotEmpty(june);
        Assert.Equal(june, await Slugs("&on=2021-06"));
        Assert.Equal((await Slugs("&on=2024")).Union(june).ToHashSet(), await Slugs("&on=2021-06,2024"));
        using var wrong = await service.Http.GetAsync(new Uri("/meetings?on=June", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Fact]
    public async Task Nine_fractional_digits_of_an_instant_were_refused()
    {
        var service = await shared.Get(Ct);
        Assert.Equal((await service.Get("/commitments?asKnownOn=2099-01-01T00:00:00.1234567Z", Ct)).ToString(), (await service.Get("/commitments?asKnownOn=2099-01-01T00:00:00.123456789Z", Ct)).ToString());
    }
}
