using CommitmentTracker.EventStore;
using CommitmentTracker.EventStore.Projections;

namespace CommitmentTracker.Platform;

/// <summary><c>/livez</c>, <c>/readyz</c>, and the projections' keeping up.</summary>
internal static class Service
{
    internal sealed record Readiness(string Status, long Head, IReadOnlyList<ProjectionState> Projections, string? Fault);

    public static void Map(WebApplication app)
    {
        app.MapGet("/livez", () => Results.Text("alive")).AllowAnonymous().WithTags("Service").WithSummary("The process answers.");
        app.MapGet("/readyz", Ready).AllowAnonymous().WithTags("Service").WithSummary("The log can be read and written, and every projection runs.")
            .WithMetadata(new Gives(typeof(Readiness)));
    }

    static async Task<IResult> Ready(Store store, ProjectionRunner runner, CancellationToken ct)
    {
        try
        {
            var (head, _) = await store.Head(ct);
            var states = await runner.States(ct);
            var faulted = states.Where(s => s.Fault is not null).ToList();
            // A stopped projection makes the node degraded, not unready: officers must go on logging.
            return Results.Json(new Readiness(faulted.Count == 0 ? "ready" : "degraded", head, states, null), Contracts.ContractJson.Stored);
        }
        catch (Exception e) when (e is Npgsql.NpgsqlException or TimeoutException or StoreUnavailableException)
        {
            return Results.Json(new Readiness("unready", 0, [], "The database cannot be reached."), Contracts.ContractJson.Stored, statusCode: 503);
        }
    }
}

/// <summary>Runs the projections as long as the service runs.</summary>
internal sealed class KeepProjecting(ProjectionRunner runner) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => runner.Run(stoppingToken);
}
