using System.Globalization;
using System.Runtime.CompilerServices;
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
        .WithMetadata(new Gives(typeof(Page<ProposalView>), "pair", "closure", "limit", "after", "asKnownOn", "atLeast"));

    static async Task List(HttpContext http, NpgsqlDataSource source, ProjectionRunner runner, ReferenceClock clock)
    {
        var query = new ReadQuery(http.Request, clock);
        var (pair, closure, limit, after, knownOn, ct) = (query.Pair, query.SomeOf<Closure>("closure"), query.Limit, query.Position("after") ?? 0, query.AsKnownOn, http.RequestAborted);
        if (query.Refusal is { } refusal)
        {
            await Problems.Write(http, refusal);
            return;
        }
        if (!await Views.CaughtUp(http, runner, [.. Models.Select(m => m.Projection)]))
            return;
        var (items, more) = (new List<ProposalView>(), false);
        var waiting = (knownOn is { } then ? Waited(source, then, ct) : Waiting(source, after, ct)).Where(v =>
            v.Position > after && closure?.Contains(v.Closure) != false && (pair is not { } p || v.States.Contains(p.A) && v.States.Contains(p.B)));
        await foreach (var view in knownOn is null ? waiting : waiting.OrderBy(v => v.Position))
        {
            if (more = items.Count == limit)
                break;
            items.Add(view);
        }
        var next = more ? items[^1].Position.ToString(CultureInfo.InvariantCulture) : null;
        await Views.SendTable(http, Page.Of(items, next, p => (p.Position, p.RecordedAt)), next, items,
            ("entry", p => p.Entry), ("closure", p => Words.Of(p.Closure)), ("proposal", p => p.Proposal), ("what", p => p.What), ("on", p => p.On?.ToString()), ("by", p => p.By),
            ("supersededBy", p => p.SupersededBy), ("evidence", p => p.Evidence is { } evidence ? Words.Of(evidence) : null), ("states", p => string.Join(' ', p.States)),
            ("proposedBy", p => p.ProposedBy), ("reason", p => p.Reason), ("source", p => p.Citation?.Source), ("quote", p => p.Citation?.Quote), ("position", p => p.Position), ("recordedAt", p => p.RecordedAt));
    }

    /// <summary>Those that wait, oldest first.</summary>
    static async IAsyncEnumerable<ProposalView> Waiting(NpgsqlDataSource source, long after, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            $"{string.Join(" union all ", Models.Select((m, n) => $"select waiting, doc, {n} from read.{m.Table} where waiting is not null and waiting > $1"))} order by waiting");
        command.Parameters.Add(new() { Value = after });
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            yield return Of(Models[row.GetInt32(2)].Read(row.GetString(1)));
    }

    /// <summary>Those that waited then by what was recorded, in no order. It looks at every entry: who asks for the past audits, and does so now and then.</summary>
    static async IAsyncEnumerable<ProposalView> Waited(NpgsqlDataSource source, DateTimeOffset then, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            string.Join(" union all ", Models.Select((m, n) => $"select doc, {n} from read.{m.Table} where doc::text like '%closure_proposed%'")));
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            if (Models[row.GetInt32(1)].Read(row.GetString(0)) is var dossier && dossier with { Log = [.. dossier.Log.Where(l => l.RecordedAt <= then)] } is { Proposal: not null } known)
                yield return Of(known);
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
