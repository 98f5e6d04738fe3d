using CommitmentTracker.EventStore;
using Microsoft.AspNetCore.Diagnostics;

namespace CommitmentTracker.Platform;

/// <summary>Turns what went wrong outside a decision into a problem document, and never shows an exception's text.</summary>
internal static class Failures
{
    public static void Use(WebApplication app)
    {
        app.UseExceptionHandler(handler => handler.Run(http => Answer(http, http.Features.Get<IExceptionHandlerFeature>()!.Error)));
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

    static Task Answer(HttpContext http, Exception error) => error switch
    {
        // What PostgreSQL could not make sense of is no outage, and to ask for it again would be in vain.
        Npgsql.PostgresException { IsTransient: false, SqlState: ['2' or '4', not '8' and not 'D', ..] } => Problems.Write(http, Problem.Internal.Because("The failure is in the service's log under this request's trace id.")),
        StoreOverloadedException full => Problems.Write(http, Problem.Overloaded.Because("Nothing was written."), full.RetryAfter),
        StoreUnavailableException or Npgsql.NpgsqlException or TimeoutException => Problems.Write(http, Problem.Unavailable.Because("Nothing acknowledged is lost.")),
        IdentityUnavailableException => Problems.Write(http, Problem.IdentityUnavailable.Because("Nothing was written."), TimeSpan.FromSeconds(5)),
        BadHttpRequestException { StatusCode: 413 } => Problems.Write(http, Problem.TooLarge.Because($"A command has at most {CommandBody.MaxBytes / 1024} KiB.")),
        BadHttpRequestException bad => Problems.Write(http, new Problem(bad.StatusCode, "unreadable", "The request cannot be read").Because("The request broke off or is malformed.")),
        _ => Problems.Write(http, Problem.Internal.Because("The failure is in the service's log under this request's trace id.")),
    };
}
