using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace CommitmentTracker.Platform;

/// <summary>
/// How much one caller may ask and how many may hold a line open (<c>Limits:*</c>). The defaults stop a client that runs away, and are far from
/// what a busy desk or an import needs: many commands are one request.
/// </summary>
internal static class Limits
{
    /// <summary>Policy of the feed: as many followers as this node takes.</summary>
    const string Followers = "followers";

    public static void Add(WebApplicationBuilder builder)
    {
        var (requests, followers, connections) = Read(builder.Configuration);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxConcurrentConnections = connections;
            kestrel.Limits.Http2.MaxStreamsPerConnection = 100;
        });
        var bucket = new TokenBucketRateLimiterOptions
        {
            // A second's worth may come at once. The partitioned limiter refills all buckets by its one timer.
            TokenLimit = requests, TokensPerPeriod = requests, ReplenishmentPeriod = TimeSpan.FromSeconds(1), AutoReplenishment = false,
        };
        // Made once: RateLimitPartition.GetTokenBucketLimiter would make a closure for every request.
        Func<string, RateLimiter> make = _ => new TokenBucketRateLimiter(bucket);
        builder.Services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http => RateLimitPartition.Get(Who(http), make));
            limiter.AddConcurrencyLimiter(Followers, options => options.PermitLimit = followers);
            limiter.OnRejected = Refuse;
        });
    }

    /// <exception cref="MisconfiguredException">A limit is no number above 0.</exception>
    public static (int Requests, int Followers, int Connections) Read(IConfiguration configuration)
    {
        return (Number("RequestsPerSecond", 50_000), Number("Followers", 1_000), Number("Connections", 10_000));

        int Number(string name, int usual) => configuration[$"Limits:{name}"] is not { Length: > 0 } set ? usual
            : int.TryParse(set, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
            : throw new MisconfiguredException($"Limits:{name} is '{set}'; it is a number above 0.");
    }

    public static TBuilder LimitsFollowers<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder => endpoint.RequireRateLimiting(Followers);

    /// <summary>The actor; who has not proven to be anybody counts by address, so that one stranger does not use up what all strangers have.</summary>
    static string Who(HttpContext http) => http.User.FindFirst(Identity.Subject)?.Value ?? http.Connection.RemoteIpAddress?.ToString() ?? "";

    static ValueTask Refuse(OnRejectedContext rejected, CancellationToken ct) => new(
        // Only the bucket says when asking again makes sense; nobody knows when a follower leaves.
        rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var retryAfter)
            ? Problems.Write(rejected.HttpContext, Problem.TooManyRequests.Because("You ask faster than this service lets one caller ask; nothing was done."), retryAfter)
            : Problems.Write(rejected.HttpContext, Problem.TooManyRequests.Because("The feed has as many followers as this node takes; resume from your last position."), TimeSpan.FromSeconds(5)));
}
