using CommitmentTracker.EventStore;
using CommitmentTracker.EventStore.Projections;
using Microsoft.AspNetCore.Authorization;
using Npgsql;

namespace CommitmentTracker.Platform;

/// <summary><c>/livez</c>, <c>/readyz</c>, and the projections' keeping up.</summary>
internal static class Service
{
    /// <summary>Whether this node can do its work.</summary>
    /// <param name="Status">ready; degraded: officers can log and something else is wrong; unready.</param>
    /// <param name="Head">The log's end.</param>
    /// <param name="Projections">How each stands.</param>
    /// <param name="Fault">Why it is unready.</param>
    /// <param name="Reads">The standby that views are read from, where there is one.</param>
    internal sealed record Readiness(string Status, long Head, IReadOnlyList<ProjectionState> Projections, string? Fault, StandbyState? Reads = null);

    /// <summary>The standby that views are read from.</summary>
    /// <param name="Head">The log's end as it knows it.</param>
    /// <param name="LagEvents">Events it does not have yet.</param>
    /// <param name="Fault">Why it cannot be read: then views and the history cannot, either.</param>
    internal sealed record StandbyState(long Head, long LagEvents, string? Fault = null);

    public static void Map(WebApplication app)
    {
        app.MapGet("/livez", () => Results.Text("alive")).AllowAnonymous().DisableRateLimiting().WithTags("Service").WithSummary("The process answers.");
        app.MapGet("/readyz", Ready).AllowAnonymous().DisableRateLimiting().WithTags("Service").WithSummary("The log can be read and written, and every projection runs.")
            .WithMetadata(new Gives(typeof(Readiness)));
    }

    static async Task<IResult> Ready(HttpContext http, Store store, ProjectionRunner runner, Reads reads, IAuthorizationService allowed, CancellationToken ct)
    {
        try
        {
            // True of a standby too, to which a service may find itself connected after a failover: it could read and refuse every command.
            await using var readOnly = reads.Primary.CreateCommand("select current_setting('transaction_read_only')::boolean");
            if (await readOnly.ExecuteScalarAsync(ct) is true)
                return Unready("The database can only be read.");
            var (head, _) = await store.Head(ct);
            var states = await runner.States(ct);
            var faulted = states.Where(s => s.Fault is not null).ToList();
            // A fault may quote what is in an event, which is nothing for passers-by.
            if (faulted.Count > 0 && !(await allowed.AuthorizeAsync(http.User, Roles.Reader)).Succeeded)
                states = [.. states.Select(s => s.Fault is null ? s : s with { Fault = "Stopped; see the service's log or `projections`." })];
            // A stopped projection makes the node degraded, not unready: officers must go on logging.
            var standby = reads.Elsewhere ? await Standby(reads, head, ct) : null;
            return Results.Json(new Readiness(faulted.Count == 0 && standby?.Fault is null ? "ready" : "degraded", head, states, null, standby), Contracts.ContractJson.Stored);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or StoreUnavailableException)
        {
            return Unready("The database cannot be reached.");
        }
    }

    static async Task<StandbyState> Standby(Reads reads, long head, CancellationToken ct)
    {
        try
        {
            var (there, _) = await reads.Store.Head(ct);
            return new(there, Math.Max(0, head - there));
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            return new(0, head, "The standby cannot be reached.");
        }
    }

    static IResult Unready(string fault) => Results.Json(new Readiness("unready", 0, [], fault), Contracts.ContractJson.Stored, statusCode: 503);
}

/// <summary>Runs the projections as long as the service runs.</summary>
internal sealed class KeepProjecting(ProjectionRunner runner) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => runner.Run(stoppingToken);
}
