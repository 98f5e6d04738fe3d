namespace CommitmentTracker.Platform;

/// <summary>What every answer tells a browser: do not guess types, load nothing, tell nobody, keep nothing. A page may say otherwise for itself.</summary>
internal static class SecurityHeaders
{
    // At the start of the answer and not before: the exception handler and problem documents clear the headers.
    static readonly Func<object, Task> AtStart = static state =>
    {
        var headers = ((HttpResponse)state).Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (headers.ContentSecurityPolicy.Count == 0)
            headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        if (headers.CacheControl.Count == 0 && headers.ETag.Count == 0)
            headers.CacheControl = "no-store";
        return Task.CompletedTask;
    };

    public static Task Add(HttpContext http, RequestDelegate next)
    {
        http.Response.OnStarting(AtStart, http.Response);
        return next(http);
    }
}
