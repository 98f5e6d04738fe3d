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
            ExceptionHandler = http =>
            {
                var (refusal, retryAfter) = Refuse(http, http.Features.Get<IExceptionHandlerFeature>()!.Error);
                return Problems.Write(http, refusal, retryAfter);
            },
            // Told by ourselves: a failure of ours with the trace id the caller was given, an outage in one line and not in a page for each request.
            SuppressDiagnosticsCallback = _ => true,
        });
        app.UseStatusCodePages(context => context.HttpContext.Response.StatusCode switch
        {
            401 => Problems.Write(context.HttpContext, Problem.Unauthorized.Because("This address needs an identity; WWW-Authenticate says what was wrong with yours, if you sent one.")),
            403 => Problems.Write(context.HttpContext, Identity.RoleMissing(context.HttpContext)),
            404 => Problems.Write(context.HttpContext, Problem.NotFound.Because("There is no such address.")),
            405 => Problems.Write(context.HttpContext, Problem.MethodNotAllowed.Because("Look at /openapi/v1.json for what this address takes.")),
            415 => Problems.Write(context.HttpContext, Problem.UnsupportedMediaType.Because("Send application/json.")),
            _ => Task.CompletedTask,
        });
    }

    /// <summary>What the caller is told; what our own people have to know goes to the log.</summary>
    public static (Refusal Refusal, TimeSpan? RetryAfter) Refuse(HttpContext http, Exception error)
    {
        if (Told(error) is { } told)
        {
            if (told.Refusal.Problem == Problem.Unavailable || told.Refusal.Problem == Problem.IdentityUnavailable)
                http.RequestServices.GetRequiredService<Outages>().Tell(told.Refusal.Problem, error);
            return told;
        }
        var traceId = Telemetry.TraceIdOf(http);
        Failed(http.RequestServices.GetRequiredService<ILogger<WebApplication>>(), http.Request.Method, http.Request.Path, traceId, error);
        return (Problem.Internal.Because("The failure is in the service's log under this trace id.") with { TraceId = traceId }, null);
    }

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

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed, trace id {TraceId}")]
    static partial void Failed(ILogger log, string method, PathString path, string traceId, Exception error);
}

/// <summary>Tells the log of what is away: a line when it begins and one a minute while it lasts. How it stands now says <c>/readyz</c>.</summary>
internal sealed partial class Outages(TimeProvider clock, ILogger<Outages> log)
{
    static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    readonly Dictionary<Problem, (long Told, int Since)> known = [];
    readonly Lock gate = new();

    public void Tell(Problem problem, Exception error)
    {
        int since;
        lock (gate)
        {
            if (known.TryGetValue(problem, out var last) && clock.GetElapsedTime(last.Told) < Pause)
            {
                known[problem] = last with { Since = last.Since + 1 };
                return;
            }
            since = last.Since;
            known[problem] = (clock.GetTimestamp(), 0);
        }
        Away(log, problem.Title, (error.InnerException ?? error).Message.ReplaceLineEndings(" "), since);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Problem}: {Error} ({Since} requests met it since the last such line)")]
    static partial void Away(ILogger log, string problem, string error, int since);
}
