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
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        // Where it was reached by https it is to be reached by nothing else (a gateway that ends TLS says so itself).
        if (((HttpResponse)state).HttpContext.Request.IsHttps)
            headers.StrictTransportSecurity = "max-age=31536000";
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
