using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using CommitmentTracker.Contracts;
using CommitmentTracker.EventStore.Projections;

namespace CommitmentTracker.Platform;

/// <summary>A view ready to be sent.</summary>
/// <param name="Body">UTF-8.</param>
/// <param name="ETag">With its quotes.</param>
/// <param name="ContentType">Media type and charset.</param>
internal sealed record Rendered(ReadOnlyMemory<byte> Body, string ETag, string ContentType);

/// <summary>What all GETs of views share: <c>atLeast</c>, ETag and 304, JSON or CSV.</summary>
internal static class Views
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Waits until the projections a view rests on hold the position the caller has seen; answers 503 when they do not in time.</summary>
    public static async ValueTask<bool> CaughtUp(HttpContext http, ProjectionRunner runner, params string[] projections)
    {
        if (http.Request.Query["atLeast"] is not { Count: > 0 } asked)
            return true;
        if (asked is not [{ } text] || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position))
        {
            await Problems.Write(http, Problem.InvalidQuery.Because("atLeast takes the position of a command's answer.", new Fault("atLeast", "This is no position.")));
            return false;
        }
        var reads = http.RequestServices.GetRequiredService<Reads>();
        foreach (var name in projections)
            if (!await reads.WaitFor(name, position, Patience, http.RequestAborted))
            {
                await Problems.Write(http, Problem.NotReady.Because($"The view '{name}' stands at {await reads.Position(name, http.RequestAborted)}, before {position}."));
                return false;
            }
        return true;
    }

    public static Rendered Json<T>(T view) => Render(JsonSerializer.SerializeToUtf8Bytes(view, ContractJson.Stored), "application/json; charset=utf-8");

    public static Rendered Render(byte[] body, string contentType) =>
        new(body, $"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 10))}\"", contentType);

    public static async Task Send(HttpContext http, Rendered view)
    {
        // Who takes nothing but a table would read the JSON as one.
        if (view.ContentType.StartsWith("application/json", StringComparison.Ordinal) && http.Request.GetTypedHeaders().Accept is [{ MediaType.Value: "text/csv" }])
        {
            await Problems.Write(http, Problem.NotAcceptable.Because("There is no table at this address; ask for application/json."));
            return;
        }
        http.Response.Headers.ETag = view.ETag;
        http.Response.Headers.CacheControl = "no-cache, private";
        http.Response.Headers.Vary = "Accept";
        // If-None-Match compares weakly (RFC 9110 §13.1.2).
        var opaque = view.ETag.StartsWith("W/", StringComparison.Ordinal) ? view.ETag[2..] : view.ETag;
        if (http.Request.Headers.IfNoneMatch.Any(tags => tags is not null && (tags == "*" || tags.Contains(opaque, StringComparison.Ordinal))))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        http.Response.ContentType = view.ContentType;
        http.Response.ContentLength = view.Body.Length;
        await http.Response.Body.WriteAsync(view.Body, http.RequestAborted);
    }

    public static bool WantsCsv(HttpRequest request) =>
        request.GetTypedHeaders().Accept is { Count: > 0 } accept
        && accept.OrderByDescending(a => a.Quality ?? 1).First().MediaType.Equals("text/csv", StringComparison.OrdinalIgnoreCase);

    /// <summary>Sends a table as CSV where the caller asks for it, else the view as JSON.</summary>
    /// <remarks>
    /// A page's position may move where no row does: of what is due it is that of everything that was looked at. The ETag is of what the page
    /// shows, and weak because of that one member.
    /// </remarks>
    /// <param name="http">The request.</param>
    /// <param name="view">All of it.</param>
    /// <param name="next">Cursor of the next page; as a <c>Link</c> it is there in CSV too, which has no other place for it.</param>
    /// <param name="rows">The table in it.</param>
    /// <param name="columns">Its columns in CSV.</param>
    public static Task SendTable<T, TRow>(HttpContext http, T view, string? next, IEnumerable<TRow> rows, params (string Name, Func<TRow, object?> Value)[] columns)
    {
        if (next is not null)
        {
            var query = QueryString.Create(http.Request.Query.Where(p => !p.Key.Equals("after", StringComparison.OrdinalIgnoreCase))).Add("after", next);
            http.Response.Headers.Link = $"<{http.Request.PathBase}{http.Request.Path}{query}>; rel=\"next\"";
        }
        return Send(http, WantsCsv(http.Request) ? Table(rows, columns) : Json(view) with { ETag = $"W/{Json(new { rows, next }).ETag}" });
    }

    /// <summary>The same of a view that is more than its table: whatever moves in it makes another ETag.</summary>
    public static Task SendWithTable<T, TRow>(HttpContext http, T view, IEnumerable<TRow> rows, params (string Name, Func<TRow, object?> Value)[] columns) =>
        Send(http, WantsCsv(http.Request) ? Table(rows, columns) : Json(view));

    static Rendered Table<TRow>(IEnumerable<TRow> rows, (string Name, Func<TRow, object?> Value)[] columns) =>
        Render(Csv.Of(rows, columns), "text/csv; charset=utf-8; header=present");
}
