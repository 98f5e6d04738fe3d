using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace CommitmentTracker.Platform;

/// <summary>
/// <c>Identity:Mode=Jwt</c>: access tokens (RFC 9068) of the OIDC provider <c>Identity:Authority</c> for <c>Identity:Audience</c>, roles from the
/// claim <c>Identity:RolesClaim</c> (<c>roles</c>). The subject becomes the actor of events, which no one can erase: the provider must give
/// an opaque one, and a subject that looks like a name or an address is refused.
/// </summary>
internal static class JwtIdentity
{
    const string Refused = "refused";

    static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256];

    static readonly Refusal SubjectNotOpaque = Problem.Forbidden.Because(
        "The token's subject (sub) is missing or not opaque: it must have 1 to 128 visible ASCII characters without '@', for events keep it for ever and hold no one's name.");

    /// <exception cref="MisconfiguredException">It does not say whose tokens are taken.</exception>
    public static (Uri Authority, string Audience) Read(IConfiguration configuration)
    {
        var settings = configuration.GetSection("Identity");
        if (!Uri.TryCreate(settings["Authority"], UriKind.Absolute, out var authority) || authority.Scheme != Uri.UriSchemeHttps && !(authority.Scheme == Uri.UriSchemeHttp && authority.IsLoopback))
            throw new MisconfiguredException("Identity:Mode is Jwt, so Identity:Authority must be the https address of the OIDC provider (http only on loopback).");
        if (settings["Audience"] is not { Length: > 0 } audience)
            throw new MisconfiguredException("Identity:Mode is Jwt, so Identity:Audience must say which audience in a token means this service.");
        return (authority, audience);
    }

    public static void Add(WebApplicationBuilder builder)
    {
        var (authority, audience) = Read(builder.Configuration);
        var settings = builder.Configuration.GetSection("Identity");
        var (type, rolesClaim) = (settings["TokenType"] ?? "at+jwt", settings["RolesClaim"] ?? "roles");
        var services = builder.Services;
        // What AddJwtBearer does, without AddAuthentication: that brings data protection, which writes keys to the home directory.
        services.AddAuthenticationCore(options => options.DefaultScheme = JwtBearerDefaults.AuthenticationScheme);
        services.TryAddSingleton(UrlEncoder.Default);
        services.AddSingleton<IPostConfigureOptions<JwtBearerOptions>, JwtBearerPostConfigureOptions>();
        // Else a key that the provider has withdrawn would be good for another hour: it was good once.
        services.PostConfigure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, options => ((BaseConfigurationManager)options.ConfigurationManager!).UseLastKnownGoodConfiguration = false);
        new AuthenticationBuilder(services).AddScheme<JwtBearerOptions, JwtBearerHandler>(JwtBearerDefaults.AuthenticationScheme, displayName: null, options =>
        {
            options.Authority = settings["Authority"];
            options.Audience = audience;
            options.RequireHttpsMetadata = authority.Scheme == Uri.UriSchemeHttps;
            options.MapInboundClaims = false;
            options.SaveToken = false;
            options.TokenValidationParameters = new()
            {
                ValidAlgorithms = Algorithms,
                // An ID token is signed by the same key for the same person, but for another reader.
                ValidTypes = [type, $"application/{type}"],
                ClockSkew = TimeSpan.FromSeconds(30),
                NameClaimType = Identity.Subject,
                RoleClaimType = rolesClaim,
                // A token names its key; without this one with an unknown name would be tried against them all.
                TryAllIssuerSigningKeys = false,
            };
            options.Events = new()
            {
                OnMessageReceived = KnowTheProvider,
                OnTokenValidated = RefuseNames,
                OnForbidden = Forbid,
            };
        });
    }

    /// <summary>Without this a provider that could never be asked for its keys makes every good token a bad one: 401 in place of 503.</summary>
    static async Task KnowTheProvider(MessageReceivedContext context)
    {
        if (context.Request.Headers.Authorization.Count == 0)
            return;
        try
        {
            await context.Options.ConfigurationManager!.GetConfigurationAsync(context.HttpContext.RequestAborted);
        }
        catch (InvalidOperationException unreachable)
        {
            // Its own message holds the whole stack of what failed.
            throw new IdentityUnavailableException($"{context.Options.Authority}: {unreachable.GetBaseException().Message}");
        }
    }

    static Task RefuseNames(TokenValidatedContext context)
    {
        if (context.Principal!.FindFirst(Identity.Subject) is not { Value: { Length: > 0 and <= 128 } subject } || subject.AsSpan().ContainsAnyExceptInRange('!', '~') || subject.Contains('@'))
            context.Principal = new(new ClaimsIdentity([new(Refused, "")], context.Scheme.Name)); // in, but without any role
        return Task.CompletedTask;
    }

    static Task Forbid(ForbiddenContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer error=\"insufficient_scope\"";
        return Problems.Write(context.HttpContext, context.HttpContext.User.HasClaim(Refused, "") ? SubjectNotOpaque : Identity.RoleMissing(context.HttpContext));
    }
}

/// <summary>The OIDC provider's keys cannot be had, so no token can be judged.</summary>
internal sealed class IdentityUnavailableException(string why) : Exception(why);
