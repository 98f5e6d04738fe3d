using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using System.Text.Json;
using System.Text.Json.Nodes;
using CommitmentTracker.Tests;

namespace CommitmentTracker.Tracker.Tests.Identity;

/// <summary>Bearer tokens of a real OIDC provider, and the classic attacks on them.</summary>
public sealed class JwtIdentityTests(JwtService fixture) : IClassFixture<JwtService>
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_provider_s_own_token_lets_its_client_in_and_its_subject_stands_in_the_history()
    {
        var service = await fixture.Service(Ct);
        var token = await fixture.Provider.Token("desk-1", Ct);

        using var written = await Send(service, Request(HttpMethod.Post, "/commands/RecordAgreement", token, """{"slug":"by-token","parties":["KAZ","TJK"],"kind":"treaty","title":"By token"}"""));
        using var read = await Send(service, Request(HttpMethod.Get, "/history?stream=agreement:by-token", token));

        Assert.Equal(HttpStatusCode.OK, written.StatusCode);
        Assert.Contains("\"actor\":\"desk-1\"", await read.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_made_by_hand_just_as_the_provider_makes_it_is_taken()
    {
        // The negative control of every attack below: but for the one change in each of them they would get in.
        var service = await fixture.Service(Ct);
        using var answer = await Send(service, Request(HttpMethod.Get, "/agreements", Good()));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_key_that_the_provider_withdrew_was_good_for_another_hour()
    {
        var service = await fixture.Service(Ct);
        var options = service.Services.GetRequiredService<IOptionsMonitor<JwtBearerOptions>>().Get(JwtBearerDefaults.AuthenticationScheme);
        var manager = Assert.IsType<BaseConfigurationManager>(options.ConfigurationManager, exactMatch: false);

        // What was valid once is what the handler falls back on, unless it is told not to.
        using (var answer = await Send(service, Request(HttpMethod.Get, "/agreements", Good())))
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(manager.UseLastKnownGoodConfiguration);
    }

    [Theory]
    [InlineData("stranger-1", "/agreements", false)]
    [InlineData("monitor-1", "/history", false)]
    [InlineData("monitor-1", "/agreements", true)]
    [InlineData("monitor-1", "/events?follow=false", true)]
    [InlineData("stranger-1", "/events?follow=false", false)]
    [InlineData("desk-1", "/history", true)]
    public async Task A_token_opens_what_its_roles_open(string client, string path, bool open)
    {
        var service = await fixture.Service(Ct);
        using var answer = await Send(service, Request(HttpMethod.Get, path, await fixture.Provider.Token(client, Ct)));
        if (open)
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return;
        }
        await IsProblem(answer, HttpStatusCode.Forbidden, "/problems/forbidden");
        Assert.Contains("insufficient_scope", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_token_one_is_asked_for()
    {
        var service = await fixture.Service(Ct);
        using var answer = await Send(service, Request(HttpMethod.Get, "/agreements", token: null));
        await IsProblem(answer, HttpStatusCode.Unauthorized, "/problems/unauthorized");
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
        using var health = await Send(service, Request(HttpMethod.Get, "/livez", token: null));
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    [Fact]
    public async Task While_the_provider_cannot_be_reached_a_token_is_neither_good_nor_bad()
    {
        using var unused = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        unused.Start();
        var nobodyThere = $"http://{unused.LocalEndpoint}";
        unused.Stop();
        await using var service = await fixture.Start(nobodyThere, Ct);

        using var answer = await Send(service, Request(HttpMethod.Get, "/agreements", Good()));
        using var without = await Send(service, Request(HttpMethod.Get, "/agreements", token: null));

        await IsProblem(answer, HttpStatusCode.ServiceUnavailable, "/problems/identity-unavailable");
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.Unauthorized, without.StatusCode);
    }

    [Fact]
    public async Task A_provider_that_was_away_filled_the_log_with_the_stack_of_its_absence()
    {
        using var unused = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        unused.Start();
        var nobodyThere = $"http://{unused.LocalEndpoint}";
        unused.Stop();
        using var log = new Lined();
        await using var service = await fixture.Start(nobodyThere, Ct, builder => builder.Logging.AddProvider(log));

        using var answer = await Send(service, Request(HttpMethod.Get, "/agreements", Good()));

        var told = Assert.Single(log.Lines, l => l.Line.Contains("identity provider", StringComparison.Ordinal));
        Assert.Contains(nobodyThere, told.Line, StringComparison.Ordinal);
        Assert.True(told.Line.Length < 300, told.Line);
        Assert.Null(told.Error);
    }

    static RSA Attacker { get; } = RSA.Create(2048);

    public static TheoryData<string> Attacks => [.. Forgeries.Keys];

    static readonly Dictionary<string, Func<OidcProvider, string>> Forgeries = new()
    {
        ["no algorithm"] = p => Forge.Token(Header("none"), Claims(p), _ => []),
        ["no algorithm, in other letters"] = p => Forge.Token(Header("NonE"), Claims(p), _ => []),
        ["HMAC with the public key's PEM as the secret"] = p => Hmac(p, Encoding.ASCII.GetBytes(p.Key.ExportSubjectPublicKeyInfoPem())),
        ["HMAC with the public key's DER as the secret"] = p => Hmac(p, p.Key.ExportSubjectPublicKeyInfo()),
        ["HMAC with the public key's modulus as the secret"] = p => Hmac(p, p.Key.ExportParameters(false).Modulus!),
        ["an algorithm not on the list, by the right key"] = p => Forge.Token(Header("RS512"), Claims(p), s => p.Key.SignData(s, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1)),
        ["expired"] = p => Forge.Rs256(Forge.Header, Claims(p).With(("exp", Now - 60), ("nbf", Now - 600), ("iat", Now - 600)), p.Key),
        ["without an end"] = p => Forge.Rs256(Forge.Header, Claims(p).With(("exp", null)), p.Key),
        ["not yet valid"] = p => Forge.Rs256(Forge.Header, Claims(p).With(("nbf", Now + 120)), p.Key),
        ["for another audience"] = p => Forge.Rs256(Forge.Header, Claims(p).With(("aud", "https://other.test")), p.Key),
        ["for no audience"] = p => Forge.Rs256(Forge.Header, Claims(p).With(("aud", null)), p.Key),
        ["by another issuer"] = p => Forge.Rs256(Forge.Header, Claims(p).With(("iss", "https://other.test")), p.Key),
        ["by no issuer"] = p => Forge.Rs256(Forge.Header, Claims(p).With(("iss", null)), p.Key),
        ["an ID token"] = p => Forge.Rs256(Forge.Header.With(("typ", "JWT")), Claims(p), p.Key),
        ["no type"] = p => Forge.Rs256(Forge.Header.With(("typ", null)), Claims(p), p.Key),
        ["another key under the provider's name"] = p => Forge.Rs256(Forge.Header, Claims(p), Attacker),
        ["another key under a name of its own"] = p => Forge.Rs256(Forge.Header.With(("kid", "attacker")), Claims(p), Attacker),
        ["the right key under an unknown name"] = p => Forge.Rs256(Forge.Header.With(("kid", "unknown")), Claims(p), p.Key),
        ["the right key under no name"] = p => Forge.Rs256(Forge.Header.With(("kid", null)), Claims(p), p.Key),
        ["a path as the key's name"] = p => Forge.Rs256(Forge.Header.With(("kid", "../../../../dev/null")), Claims(p), Attacker),
        ["the attacker's key in the header"] = p => Forge.Rs256(Forge.Header.With(("kid", "attacker"), ("jwk", AttackerJwk)), Claims(p), Attacker),
        ["the attacker's key in the header under the provider's name"] = p => Forge.Rs256(Forge.Header.With(("jwk", AttackerJwk)), Claims(p), Attacker),
        ["a payload changed after signing"] = p => Changed(Good(p), 1, text => text.Replace("officer", "auditor", StringComparison.Ordinal)),
        ["a header changed after signing"] = p => Changed(Good(p), 0, text => text.Replace("{", "{\"x\":1,", StringComparison.Ordinal)),
        ["without its signature"] = p => Good(p)[..(Good(p).LastIndexOf('.') + 1)],
        ["not a token"] = _ => "a.b.c",
        ["nothing"] = _ => "",
        ["very long"] = _ => new('a', 12_000),
    };

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task A_forged_token_does_not_get_in(string attack)
    {
        var service = await fixture.Service(Ct);
        using var answer = await Send(service, Request(HttpMethod.Get, "/agreements", Forgeries[attack](fixture.Provider)));
        await IsProblem(answer, HttpStatusCode.Unauthorized, "/problems/unauthorized");
        Assert.StartsWith("Bearer", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("jku")]
    [InlineData("x5u")]
    public async Task A_token_that_says_where_its_key_is_does_not_make_the_service_go_there(string header)
    {
        var service = await fixture.Service(Ct);
        using var trap = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        trap.Start();
        var token = Forge.Rs256(Forge.Header.With(("kid", "attacker"), (header, $"http://{trap.LocalEndpoint}/keys")), Claims(fixture.Provider), Attacker);

        using var answer = await Send(service, Request(HttpMethod.Get, "/agreements", token));

        await IsProblem(answer, HttpStatusCode.Unauthorized, "/problems/unauthorized");
        Assert.False(trap.Pending());
    }

    [Theory]
    [InlineData("?access_token=")]
    [InlineData("?token=")]
    [InlineData("?bearer_token=")]
    public async Task A_token_in_the_address_counts_for_nothing(string parameter)
    {
        var service = await fixture.Service(Ct);
        using var answer = await Send(service, Request(HttpMethod.Get, $"/agreements{parameter}{Good()}", token: null));
        await IsProblem(answer, HttpStatusCode.Unauthorized, "/problems/unauthorized");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Two_Authorization_headers_are_one_too_many(bool goodFirst)
    {
        var service = await fixture.Service(Ct);
        var (good, bad) = ($"Bearer {Good()}", $"Bearer {Forgeries["no algorithm"](fixture.Provider)}");
        using var request = Request(HttpMethod.Get, "/agreements", token: null);
        request.Headers.TryAddWithoutValidation("Authorization", goodFirst ? [good, bad] : [bad, good]);
        using var answer = await Send(service, request);
        await IsProblem(answer, HttpStatusCode.Unauthorized, "/problems/unauthorized");
    }

    [Theory]
    [InlineData("a.person@ministry.example")]
    [InlineData("A Person")]
    [InlineData("Гульнара")]
    [InlineData("")]
    [InlineData(null)]
    public async Task A_subject_that_is_not_opaque_is_refused_because_events_keep_it_for_ever(string? subject)
    {
        var service = await fixture.Service(Ct);
        var token = Forge.Rs256(Forge.Header, Claims(fixture.Provider).With(("sub", subject)), fixture.Provider.Key);
        using var answer = await Send(service, Request(HttpMethod.Get, "/agreements", token));
        Assert.Contains("opaque", (await IsProblem(answer, HttpStatusCode.Forbidden, "/problems/forbidden")).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_foreign_Host_is_the_proxy_s_business_here_and_the_people_of_Local_mode_are_unknown()
    {
        var service = await fixture.Service(Ct);
        using var request = Request(HttpMethod.Get, "/agreements", token: null);
        request.Headers.Host = "tracker.ministry.example";
        request.Headers.Add("X-Actor", "officer");
        using var answer = await Send(service, request);
        await IsProblem(answer, HttpStatusCode.Unauthorized, "/problems/unauthorized");
    }

    static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    static JsonObject AttackerJwk => new()
    {
        ["kty"] = "RSA", ["kid"] = "attacker", ["alg"] = "RS256", ["use"] = "sig",
        ["n"] = System.Buffers.Text.Base64Url.EncodeToString(Attacker.ExportParameters(false).Modulus), ["e"] = "AQAB",
    };

    static JsonObject Header(string algorithm) => Forge.Header.With(("alg", algorithm));

    static JsonObject Claims(OidcProvider provider) => Forge.Claims(provider.Authority);

    static string Hmac(OidcProvider provider, byte[] secret) => Forge.Token(Header("HS256"), Claims(provider), signed => HMACSHA256.HashData(secret, signed));

    static string Good(OidcProvider provider) => Forge.Rs256(Forge.Header, Claims(provider), provider.Key);

    string Good() => Good(fixture.Provider);

    static string Changed(string token, int part, Func<string, string> change)
    {
        var parts = token.Split('.');
        var text = Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(parts[part]));
        parts[part] = System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(change(text)));
        return string.Join('.', parts);
    }

    static HttpRequestMessage Request(HttpMethod method, string path, string? token, string? json = null)
    {
        var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        return request;
    }

    static Task<HttpResponseMessage> Send(RunningService service, HttpRequestMessage request) => service.Http.SendAsync(request, Ct);

    static async Task<JsonElement> IsProblem(HttpResponseMessage answer, HttpStatusCode status, string type)
    {
        Assert.Equal((status, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        using var body = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(Ct), default, Ct);
        Assert.Equal(type, body.RootElement.GetProperty("type").GetString());
        return body.RootElement.Clone();
    }
}

/// <summary>The provider, and one service in Jwt mode that trusts it; started by the first test that asks.</summary>
public sealed class JwtService(Postgres postgres) : IAsyncLifetime
{
    Task<RunningService>? service;

    public OidcProvider Provider { get; } = new();

    public Task<RunningService> Service(CancellationToken ct)
    {
        var authority = Provider.Required();
        return service ??= Start(authority, ct);
    }

    public Task<RunningService> Start(string authority, CancellationToken ct, Action<WebApplicationBuilder>? configure = null) => RunningService.Start(postgres, "jwt", ct, builder =>
    {
        (builder.Configuration["Identity:Mode"], builder.Configuration["Identity:Authority"], builder.Configuration["Identity:Audience"]) = ("Jwt", authority, OidcProvider.Audience);
        configure?.Invoke(builder);
    });

    public ValueTask InitializeAsync() => Provider.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        if (service is { IsCompletedSuccessfully: true })
            await (await service).DisposeAsync();
        await Provider.DisposeAsync();
    }
}
