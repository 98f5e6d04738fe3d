using System.Globalization;
using System.Text.Json;
using CommitmentTracker.Contracts;

namespace CommitmentTracker.Platform;

/// <summary>RFC 9457 problem documents: the one shape in which this service says no.</summary>
internal static class Problems
{
    /// <summary>The body, as HTTP and the batch give it.</summary>
    internal sealed record Document(string Type, string Title, int Status, string? Detail, string? Instance, IReadOnlyList<Error>? Errors, long? Version, string? TraceId);

    /// <summary>One fault: where and what.</summary>
    internal sealed record Error(string Pointer, string Detail);

    public static Document Body(Refusal refusal, string? instance = null) => new(
        refusal.Problem.Type, refusal.Problem.Title, refusal.Problem.Status, refusal.Detail, instance,
        refusal.Faults?.Select(f => new Error(f.Pointer.Length == 0 ? "" : f.Pointer, f.Detail)).ToList(), refusal.Version, refusal.TraceId);

    public static async Task Write(HttpContext http, Refusal refusal, TimeSpan? retryAfter = null)
    {
        if (http.Response.HasStarted)
            return;
        // What headers there are stay: Allow belongs to a 405, WWW-Authenticate to a 401, Connection to a body that was not read.
        http.Response.StatusCode = refusal.Problem.Status;
        http.Response.ContentType = "application/problem+json";
        if (refusal.Problem.Status is 503 or 429)
            http.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling((retryAfter ?? TimeSpan.FromSeconds(1)).TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        await JsonSerializer.SerializeAsync(http.Response.Body, Body(refusal, http.Request.Path), ContractJson.Stored, http.RequestAborted);
    }

    /// <summary>The page behind a problem's <c>type</c>.</summary>
    public static void Map(WebApplication app)
    {
        app.MapGet("/problems", () => Results.Json(Problem.All.Select(p => new { p.Type, p.Status, p.Title }), ContractJson.Stored))
            .AllowAnonymous().WithTags("Service").WithSummary("Every kind of problem document.");
        app.MapGet("/problems/{slug}", (string slug) => Problem.All.FirstOrDefault(p => p.Slug == slug) is { } p
                ? Results.Json(new { p.Type, p.Status, p.Title }, ContractJson.Stored)
                : Results.NotFound())
            .AllowAnonymous().WithTags("Service").WithSummary("One kind of problem document.");
    }
}
