using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace CommitmentTracker.Platform;

/// <summary>Who is asking.</summary>
internal static class Identity
{
    /// <summary>The opaque id that events bear.</summary>
    public static string ActorOf(ClaimsPrincipal user) => user.FindFirstValue("sub") ?? throw new InvalidOperationException("An authenticated request has no subject.");

    public static void Add(WebApplicationBuilder builder)
    {
        builder.Services.AddAuthentication("Local").AddScheme<AuthenticationSchemeOptions, LocalIdentity>("Local", null);
        builder.Services.AddAuthorization(options =>
        {
            foreach (var role in Roles.All)
                options.AddPolicy(role, policy => policy.RequireRole(role));
            options.AddPolicy(Roles.Reader, policy => policy.RequireRole(Roles.All));
            options.AddPolicy(Roles.Historian, policy => policy.RequireRole(Roles.Officer, Roles.Reviewer, Roles.Auditor, Roles.Admin));
            options.FallbackPolicy = options.GetPolicy(Roles.Admin);
        });
    }

    public static void Use(WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
    }
}

/// <summary>People and their roles from configuration, picked by <c>X-Actor</c>.</summary>
internal sealed class LocalIdentity(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    static readonly AuthenticationTicket Officer = new(
        new(new ClaimsIdentity([new("sub", "officer"), .. Roles.All.Where(r => r != Roles.Reviewer).Select(r => new Claim("roles", r))], "Local", "sub", "roles")), "Local");

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(AuthenticateResult.Success(Officer));
}
