namespace CommitmentTracker.Platform;

/// <summary>HEAD is answered by what answers GET; the server leaves the body out by itself.</summary>
internal static class HeadRequests
{
    /// <summary>First of all: routing comes after it, or every view would say 405.</summary>
    public static void Use(WebApplication app)
    {
        app.Use((http, next) =>
        {
            // Not the feed: it has no end.
            if (HttpMethods.IsHead(http.Request.Method) && !http.Request.Path.StartsWithSegments("/events"))
                http.Request.Method = HttpMethods.Get;
            return next(http);
        });
        app.UseRouting();
    }
}
