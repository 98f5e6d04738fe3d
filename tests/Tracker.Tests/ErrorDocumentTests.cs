using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace CommitmentTracker.Tracker.Tests;

/// <summary>Every error has a problem document, also those the server finds before there is a request.</summary>
public sealed class ErrorDocumentTests(SharedService shared) : IClassFixture<SharedService>
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET /targets/%00 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400)]
    [InlineData("GET /targets HTTP/1.1\r\n\r\n", 400)]
    [InlineData("GET /targets HTTP/1.1\r\nHost: localhost\r\nno header\r\n\r\n", 400)]
    [InlineData("GET /targets HTTP/9.9\r\nHost: localhost\r\n\r\n", 505)]
    [InlineData("nonsense\r\n\r\n", 400)]
    public async Task What_the_server_itself_refuses_had_an_empty_body(string request, int status)
    {
        using var raw = await Raw.Open(await shared.Get(Ct), Ct);
        await raw.Send(request, Ct);

        var answer = await raw.ReadToEnd(Ct);

        Assert.Equal(status, Raw.Status(answer));
        var (head, rest) = (answer[..answer.IndexOf("\r\n\r\n", StringComparison.Ordinal)], answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]);
        Assert.Contains("Content-Type: application/problem+json", head, StringComparison.Ordinal);
        Assert.Contains("Connection: close", head, StringComparison.Ordinal);
        var length = int.Parse(head.Split("Content-Length: ")[1].Split("\r\n")[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal("/problems/unreadable", JsonSerializer.Deserialize<JsonElement>(rest[..length]).GetProperty("type").GetString());
        TestContext.Current.SendDiagnosticMessage(answer);
    }

    [Fact]
    public async Task A_client_that_asks_for_what_the_server_cannot_take_gets_a_problem_and_goes_on()
    {
        var service = await shared.Get(Ct);
        for (var n = 0; n < 3; n++)
        {
            using var refused = await service.Http.GetAsync(new Uri("/targets/%00", UriKind.Relative), Ct);
            using var next = await service.Http.GetAsync(new Uri("/targets", UriKind.Relative), Ct);

            Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.OK), (refused.StatusCode, next.StatusCode));
            Assert.Equal("/problems/unreadable", (await refused.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("type").GetString());
        }
    }
}
