using System.Security.Claims;

namespace CommitmentTracker.Platform;

/// <summary>Who is asking.</summary>
internal static class Identity
{
    /// <summary>The opaque id that events bear.</summary>
    public static string ActorOf(ClaimsPrincipal user) => user.FindFirstValue("sub") ?? throw new InvalidOperationException("An authenticated request has no subject.");
}
