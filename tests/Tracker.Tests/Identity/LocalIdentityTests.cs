using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using CommitmentTracker.Platform;
using CommitmentTracker.Tests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace CommitmentTracker.Tracker.Tests.Identity;

/// <summary>A desk: people by name tag, and what stands in for a password.</summary>
public sealed class LocalIdentityTests(LocalService fixture) : IClassFixture<LocalService>
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, "/history", 200)]
    [InlineData("officer", "/history", 200)]
    [InlineData("reviewer", "/agreements", 200)]
    [InlineData("nobody", "/agreements", 401)]
    [InlineData("", "/agreements", 401)]
    [InlineData("Officer", "/agreements", 401)]
    public async Task X_Actor_picks_a_person_and_without_it_the_first_one_asks(string? actor, string path, int status)
    {
        using var answer = await Send(HttpMethod.Get, path, actor is null ? [] : [("X-Actor", actor)]);
        Assert.Equal(status, (int)answer.StatusCode);
        if (status == 401)
            await IsProblem(answer, "/problems/unauthorized");
    }

    [Fact]
    public async Task Two_people_at_once_are_nobody()
    {
        var service = await fixture.Service(Ct);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/agreements", UriKind.Relative));
        request.Headers.Add("X-Actor", ["officer", "reviewer"]);
        using var answer = await service.Http.SendAsync(request, Ct);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task The_reviewer_is_a_second_pair_of_eyes_and_records_nothing()
    {
        using var answer = await Send(HttpMethod.Post, "/commands/RecordAgreement", [("X-Actor", "reviewer")], """{"slug":"x","parties":["KAZ","TJK"],"kind":"treaty","title":"X"}""");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        await IsProblem(answer, "/problems/forbidden");
        Assert.Contains("the one this address needs: officer.", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Anybody_with_a_role_learns_that_an_address_or_a_method_does_not_exist()
    {
        using var nowhere = await Send(HttpMethod.Get, "/nowhere", [("X-Actor", "reviewer")]);
        using var noMethod = await Send(HttpMethod.Delete, "/agreements", [("X-Actor", "reviewer")]);
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "GET"), (noMethod.StatusCode, noMethod.Content.Headers.Allow.Single()));
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:1234")]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.8.8:80")]
    [InlineData("[::1]:5080")]
    public async Task A_Host_that_means_this_machine_is_answered(string host) => await Answers([("Host", host)], HttpStatusCode.OK);

    [Theory]
    [InlineData("rebound.example")]
    [InlineData("rebound.example:5080")]
    [InlineData("localhost.rebound.example")]
    [InlineData("127.0.0.1.rebound.example")]
    [InlineData("192.168.0.7")]
    [InlineData("0.0.0.0:5080")]
    [InlineData("[2001:db8::1]:5080")]
    public async Task A_Host_that_means_another_is_DNS_rebinding(string host) => await Answers([("Host", host)], HttpStatusCode.Forbidden);

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("http://localhost:1")]
    [InlineData("https://localhost")]
    [InlineData("null")]
    public async Task A_foreign_Origin_is_refused(string origin) => await Answers([("Host", "localhost"), ("Origin", origin)], HttpStatusCode.Forbidden);

    [Fact]
    public async Task The_service_s_own_Origin_is_answered() => await Answers([("Host", "localhost:5080"), ("Origin", "http://localhost:5080"), ("Sec-Fetch-Site", "same-origin")], HttpStatusCode.OK);

    [Theory]
    [InlineData("cross-site", HttpStatusCode.Forbidden)]
    [InlineData("same-site", HttpStatusCode.Forbidden)]
    [InlineData("same-origin", HttpStatusCode.OK)]
    [InlineData("none", HttpStatusCode.OK)]
    public async Task What_another_site_s_page_posts_is_refused(string site, HttpStatusCode status)
    {
        using var answer = await Send(HttpMethod.Post, "/commands/RecordAgreement?dryRun=true", [("Sec-Fetch-Site", site)], """{"slug":"x","parties":["KAZ","TJK"],"kind":"treaty","title":"X"}""");
        Assert.Equal(status, answer.StatusCode);
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://[::]:0")]
    [InlineData("http://*:0")]
    [InlineData("http://+:0")]
    [InlineData("http://tracker.ministry.example:0")]
    [InlineData("http://192.168.0.7:5080")]
    [InlineData("http://127.0.0.1:0;http://0.0.0.0:0")]
    public async Task On_any_other_binding_it_does_not_start(string urls) => await RefusesToStart("--Urls", urls);

    [Theory]
    [InlineData("--Kestrel:Endpoints:Open:Url", "http://0.0.0.0:0")]
    [InlineData("--Http_Ports", "8080")]
    public async Task A_binding_said_elsewhere_is_seen_too(string setting, string value) => await RefusesToStart(setting, value);

    [Fact]
    public async Task A_binding_made_in_code_is_seen_once_it_listens() =>
        await RefusesToStart("--x", "y", builder => builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenAnyIP(0)));

    [Theory]
    [InlineData("A Person", "officer")]
    [InlineData("a.person@ministry.example", "officer")]
    [InlineData("", "officer")]
    [InlineData("desk-1", "king")]
    [InlineData("desk-1", "reader")]
    public void People_are_opaque_ids_with_known_roles(string actor, string role) =>
        Assert.Throws<MisconfiguredException>(() => Build(["--Identity:People:0:Actor", actor, "--Identity:People:0:Roles:0", role]));

    [Theory]
    [InlineData("--Identity:Mode", "None")]
    [InlineData("--Identity:Mode", "Jwt")]
    [InlineData("--Identity:Mode", "Jwt", "--Identity:Authority", "https://id.example")]
    [InlineData("--Identity:Mode", "Jwt", "--Identity:Audience", "tracker")]
    [InlineData("--Identity:Mode", "Jwt", "--Identity:Audience", "tracker", "--Identity:Authority", "http://id.example")]
    [InlineData("--Identity:Mode", "Jwt", "--Identity:Audience", "tracker", "--Identity:Authority", "id.example")]
    public void A_configuration_that_does_not_say_who_may_come_in_is_refused(params string[] settings) => Assert.Throws<MisconfiguredException>(() => Build(settings));

    [Theory]
    [InlineData("/agreements", false)]
    [InlineData("/history?nonsense=1", true)]
    [InlineData("/nowhere", true)]
    [InlineData("/livez", true)]
    public async Task Every_answer_bears_the_security_headers(string path, bool noStore)
    {
        using var answer = await Send(HttpMethod.Get, path, []);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Opener-Policy")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Resource-Policy")));
        Assert.False(answer.Headers.Contains("Strict-Transport-Security")); // it means nothing without TLS
        Assert.StartsWith("default-src 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal(noStore, answer.Headers.CacheControl?.NoStore);
        Assert.Equal(noStore, answer.Headers.ETag is null);
    }

    [Fact]
    public async Task Over_https_an_answer_did_not_say_to_come_back_by_https_only()
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue.AddYears(-1));
        await using var app = Build([], builder => builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.UseHttps(certificate))));
        await app.StartAsync(Ct);
        using var http = new HttpClient(new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator });

        using var answer = await http.GetAsync(new Uri(app.Urls.Single() + "/livez"), Ct);

        Assert.StartsWith("max-age=", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")), StringComparison.Ordinal);
        await app.StopAsync(Ct);
    }

    [Fact]
    public async Task An_address_added_in_code_is_seen_before_it_listens()
    {
        await using var app = Build([]);
        app.Urls.Add("http://*:0");
        await Assert.ThrowsAsync<MisconfiguredException>(() => app.StartAsync(Ct));
    }

    static WebApplication Build(string[] settings, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(settings);
        builder.Logging.ClearProviders();
        configure?.Invoke(builder);
        return App.Build(builder, Npgsql.NpgsqlDataSource.Create("Host=127.0.0.1;Port=1"));
    }

    static async Task RefusesToStart(string setting, string value, Action<WebApplicationBuilder>? configure = null)
    {
        var refused = await Assert.ThrowsAsync<MisconfiguredException>(async () =>
        {
            await using var app = Build([setting, value], configure);
            await app.StartAsync(Ct);
        });
        Assert.Contains("Identity:Mode=Jwt", refused.Message, StringComparison.Ordinal);
    }

    async Task Answers((string, string)[] headers, HttpStatusCode status)
    {
        using var answer = await Send(HttpMethod.Get, "/agreements", headers);
        Assert.Equal(status, answer.StatusCode);
        if (status == HttpStatusCode.Forbidden)
            await IsProblem(answer, "/problems/foreign-host");
    }

    async Task<HttpResponseMessage> Send(HttpMethod method, string path, (string Name, string Value)[] headers, string? json = null)
    {
        var service = await fixture.Service(Ct);
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        if (json is not null)
            request.Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        return await service.Http.SendAsync(request, Ct);
    }

    static async Task IsProblem(HttpResponseMessage answer, string type) =>
        Assert.Equal(type, (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("type").GetString());
}

/// <summary>One service in Local mode; started by the first test that asks.</summary>
public sealed class LocalService(Postgres postgres) : IAsyncDisposable
{
    Task<RunningService>? service;

    public Task<RunningService> Service(CancellationToken ct) => service ??= RunningService.Start(postgres, "local", ct);

    public async ValueTask DisposeAsync()
    {
        if (service is { IsCompletedSuccessfully: true })
            await (await service).DisposeAsync();
    }
}
