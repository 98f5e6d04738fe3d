using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;

namespace CommitmentTracker.Platform;

/// <summary>
/// Who is asking. <c>Identity:Mode</c> is <c>Local</c> (the default: people from configuration, loopback only) or <c>Jwt</c> (bearer tokens of an
/// OIDC provider). Nobody is in by default: an endpoint that names no policy answers no one.
/// </summary>
internal static class Identity
{
    public const string Subject = "sub";

    /// <summary>The refusal of who may not do this; it names the role.</summary>
    public static Refusal RoleMissing(HttpContext http) => Problem.Forbidden.Because(
        http.GetEndpoint()?.Metadata.GetOrderedMetadata<IAuthorizeData>() is [.., { Policy: { } policy }]
            ? $"Your roles do not include the one this address needs: {string.Join(" or ", Roles.Behind(policy))}."
            : "Your roles do not include the one this address needs.");

    /// <summary>The opaque id that events bear.</summary>
    public static string ActorOf(ClaimsPrincipal user) => user.FindFirstValue(Subject) ?? throw new InvalidOperationException("An authenticated request has no subject.");

    /// <summary>What <see cref="Add"/> would refuse, before anything is made or started.</summary>
    /// <exception cref="MisconfiguredException">The configuration does not say who may come in.</exception>
    public static void Check(IConfiguration configuration)
    {
        if (Mode(configuration) == "Local")
            LocalIdentity.Check(configuration);
        else
            JwtIdentity.Read(configuration);
    }

    static string Mode(IConfiguration configuration) => (configuration["Identity:Mode"] ?? "Local") switch
    {
        var mode and ("Local" or "Jwt") => mode,
        var other => throw new MisconfiguredException($"Identity:Mode is '{other}'; it is Local or Jwt."),
    };

    /// <exception cref="MisconfiguredException">The configuration does not say who may come in.</exception>
    public static void Add(WebApplicationBuilder builder)
    {
        if (Mode(builder.Configuration) == "Local")
            LocalIdentity.Add(builder);
        else
            JwtIdentity.Add(builder);
        builder.Services.AddAuthorization(options =>
        {
            foreach (var policy in Roles.All.Concat([Roles.Reader, Roles.Writer, Roles.Historian]))
                options.AddPolicy(policy, p => p.RequireRole(Roles.Behind(policy)));
            // Anybody with a role learns that an address does not exist; an endpoint without a policy is a mistake and stays shut.
            options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireRole(Roles.All)
                .RequireAssertion(asked => asked.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint).Build();
        });
    }

    public static void Use(WebApplication app)
    {
        app.Use(SecurityHeaders.Add);
        if (app.Services.GetService<LoopbackOnly>() is { } guard)
            app.Use(guard.Check);
        app.UseAuthentication();
        app.UseRateLimiter(); // By actor, so it comes after who is asking and before what they may.
        app.UseAuthorization();
    }
}

/// <summary>The configuration does not add up and the service does not start; the message is for the person who wrote it.</summary>
internal sealed class MisconfiguredException(string message) : Exception(message);
