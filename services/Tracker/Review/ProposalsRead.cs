using System.Globalization;
using System.Text.Json;
using CommitmentTracker.Agreements;
using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.EventStore.Projections;
using CommitmentTracker.Platform;
using CommitmentTracker.Targets;
using Npgsql;

namespace CommitmentTracker.Review;

/// <summary><c>GET /proposals</c>: what waits for a second person, whatever its kind of entry.</summary>
internal static class ProposalsRead
{
    /// <summary>The read models with the column <see cref="Dossiers.Waiting"/>, and how the dossier is read from a row of each.</summary>
    static readonly (string Projection, string Table, Func<string, Dossier> Read)[] Models =
    [
        (AgreementsRead.Projection.Name, AgreementsRead.Projection.Tables[0].Name, doc => JsonSerializer.Deserialize<Dossier>(doc, ContractJson.Stored)!),
        (Dossiers.Projection.Name, Dossiers.Projection.Tables[0].Name, doc => JsonSerializer.Deserialize<Dossier>(doc, ContractJson.Stored)!),
        (TargetsRead.Projection.Name, TargetsRead.Projection.Tables[0].Name, doc => JsonSerializer.Deserialize<TargetDocument>(doc, ContractJson.Stored)!.Dossier),
    ];

    public static void Map(WebApplication app) => app.MapGet("/proposals", List)
        .RequireAuthorization(Roles.Reader).WithTags("Review").WithName("ListProposals")
        .WithSummary("Closures and retractions that wait for a second person, oldest first; entry, closure and proposal of each are what ConfirmClosure and RejectClosure take.")
        .WithMetadata(new Gives(typeof(Page<ProposalView>), "pair", "closure", "limit", "after", "atLeast"));

    static async Task List(HttpContext http, NpgsqlDataSource source, ProjectionRunner runner, ReferenceClock clock)
    {
        var query = new ReadQuery(http.Request, clock);
        var (pair, closure, limit, after, ct) = (query.Pair, query.SomeOf<Closure>("closure"), query.Limit, query.Position("after") ?? 0, http.RequestAborted);
        if (query.Refusal is { } refusal)
        {
            await Problems.Write(http, refusal);
            return;
        }
        if (!await Views.CaughtUp(http, runner, [.. Models.Select(m => m.Projection)]))
            return;
        var (items, more) = (new List<ProposalView>(), false);
        await using var command = source.CreateCommand(
            $"{string.Join(" union all ", Models.Select((m, n) => $"select waiting, doc, {n} from read.{m.Table} where waiting is not null and waiting > $1"))} order by waiting");
        command.Parameters.Add(new() { Value = after });
        await using (var row = await command.ExecuteReaderAsync(ct))
            while (!more && await row.ReadAsync(ct))
            {
                var view = Of(Models[row.GetInt32(2)].Read(row.GetString(1)));
                if (closure?.Contains(view.Closure) != false && (pair is not { } p || view.States.Contains(p.A) && view.States.Contains(p.B)) && !(more = items.Count == limit))
                    items.Add(view);
            }
        var next = more ? items[^1].Position.ToString(CultureInfo.InvariantCulture) : null;
        await Views.SendTable(http, Page.Of(items, next, p => (p.Position, p.RecordedAt)), next, items,
            ("entry", p => p.Entry), ("closure", p => Words.Of(p.Closure)), ("proposal", p => p.Proposal), ("what", p => p.What), ("on", p => p.On?.ToString()), ("by", p => p.By),
            ("supersededBy", p => p.SupersededBy), ("evidence", p => p.Evidence is { } evidence ? Words.Of(evidence) : null), ("states", p => string.Join(' ', p.States)),
            ("proposedBy", p => p.ProposedBy), ("reason", p => p.Reason), ("source", p => p.Citation?.Source), ("quote", p => p.Citation?.Quote), ("position", p => p.Position), ("recordedAt", p => p.RecordedAt));
    }

    static ProposalView Of(Dossier dossier)
    {
        var logged = dossier.Proposal!;
        var proposed = logged.Data.Deserialize<ClosureProposed>(ContractJson.Stored)!;
        // What was corrected since is told as it stands.
        var what = dossier.Beginnings().Select(l => l.Data.TryGetProperty("what", out var text) || l.Data.TryGetProperty("title", out text) ? text.GetString() : null).LastOrDefault(t => t is not null)
            ?? (dossier.Id.StartsWith("target:", StringComparison.Ordinal) ? OfTarget(dossier.Fold<Target>(Target.Kind)) : null);
        return new(
            proposed.Entry, what, proposed.Closure, logged.Version, proposed.On, proposed.By, proposed.SupersededBy, proposed.Evidence, proposed.States,
            proposed.ProposedBy, proposed.Reason, logged.Citation, logged.Position, logged.RecordedAt);
    }

    /// <summary>A target has no title: its measure and the goal that was stated last.</summary>
    static string OfTarget(Target target) =>
        Deadlines.Due.InWords(target.Set!.Measure, target.Statements.Where(s => s is { Accepted: true, Goal: not null }).OrderBy(s => s.StatedOn.To).Last().Goal!);
}
