using System.Diagnostics;
using CommitmentTracker.EventStore;
using Microsoft.AspNetCore.Diagnostics;

namespace CommitmentTracker.Platform;

/// <summary>Turns what went wrong outside a decision into a problem document, and never shows an exception's text.</summary>
internal static partial class Failures
{
    public static void Use(WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = http => Answer(http, http.Features.Get<IExceptionHandlerFeature>()!.Error, app.Logger),
            // Told by ourselves, with the trace id the caller was given; twice would be one too many.
            SuppressDiagnosticsCallback = failure => Told(failure.Exception) is null,
        });
        app.UseStatusCodePages(context => context.HttpContext.Response.StatusCode switch
        {
            401 => Problems.Write(context.HttpContext, Problem.Unauthorized.Because("This address needs an identity; WWW-Authenticate says what was wrong with yours, if you sent one.")),
            403 => Problems.Write(context.HttpContext, Identity.RoleMissing),
            404 => Problems.Write(context.HttpContext, Problem.NotFound.Because("There is no such address.")),
            405 => Problems.Write(context.HttpContext, Problem.MethodNotAllowed.Because("Look at /openapi/v1.json for what this address takes.")),
            415 => Problems.Write(context.HttpContext, Problem.UnsupportedMediaType.Because("Send application/json.")),
            _ => Task.CompletedTask,
        });
    }

    static Task Answer(HttpContext http, Exception error, ILogger log) =>
        Told(error) is { } told ? Problems.Write(http, told.Refusal, told.RetryAfter) : Internal(http, error, log);

    /// <summary>What a caller is told who can do something about it; null where the failure is ours.</summary>
    static (Refusal Refusal, TimeSpan? RetryAfter)? Told(Exception error) => error switch
    {
        // What PostgreSQL could not make sense of is no outage, and to ask for it again would be in vain.
        Npgsql.PostgresException { IsTransient: false, SqlState: ['2' or '4', not '8' and not 'D', ..] } => null,
        StoreOverloadedException full => (Problem.Overloaded.Because("Nothing was written."), full.RetryAfter),
        StoreUnavailableException or Npgsql.NpgsqlException or TimeoutException => (Problem.Unavailable.Because("Nothing acknowledged is lost."), null),
        IdentityUnavailableException => (Problem.IdentityUnavailable.Because("Nothing was written."), TimeSpan.FromSeconds(5)),
        BadHttpRequestException { StatusCode: 413 } => (Problem.TooLarge.Because($"A command has at most {CommandBody.MaxBytes / 1024} KiB."), null),
        BadHttpRequestException bad => (new Problem(bad.StatusCode, "unreadable", "The request cannot be read").Because("The request broke off or is malformed."), null),
        _ => null,
    };

    static Task Internal(HttpContext http, Exception error, ILogger log)
    {
        var traceId = Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;
        Failed(log, http.Request.Method, http.Request.Path, traceId, error);
        return Problems.Write(http, Problem.Internal.Because("The failure is in the service's log under this trace id."), traceId: traceId);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed, trace id {TraceId}")]
    static partial void Failed(ILogger log, string method, PathString path, string traceId, Exception error);
}
