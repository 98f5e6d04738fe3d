using CommitmentTracker.Agreements;
using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Contracts.Trade;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.EventStore.Projections;
using CommitmentTracker.Targets;
using CommitmentTracker.Trade;
using Npgsql;

namespace CommitmentTracker.Platform;

/// <summary><c>GET /pairs/{A-B}</c>: all that the register holds about two states.</summary>
internal static class Pairs
{
    /// <summary>Two states together.</summary>
    /// <param name="Pair">The states.</param>
    /// <param name="Agreements">Agreements of both, by slug; <c>/agreements?pair=</c> pages through more than 500.</param>
    /// <param name="Targets">Their targets and how they stand.</param>
    /// <param name="Trade">The standing annual figures of both reporters, newest year first; <c>/trade/…</c> has the rest.</param>
    /// <param name="Position">Position of the last event in this view.</param>
    /// <param name="RecordedAt">Recorded time of that event.</param>
    internal sealed record PairView(
        Pair Pair, IReadOnlyList<AgreementView> Agreements, IReadOnlyList<TargetView> Targets, IReadOnlyList<TradeFigure> Trade, long Position, DateTimeOffset? RecordedAt);

    public static void Map(WebApplication app) => app.MapGet("/pairs/{pair}", Get)
        .RequireAuthorization(Roles.Reader).WithTags("Pairs").WithName("GetPair")
        .WithSummary("Agreements, targets and trade of two states.").WithMetadata(new Gives(typeof(PairView), "asPublishedBy", "asOf", "atLeast"));

    static async Task Get(HttpContext http, string pair, Documents documents, TargetViews targets, NpgsqlDataSource source, ProjectionRunner runner, TimeProvider clock)
    {
        var query = new ReadQuery(http.Request, Commands.Today(clock));
        var (publishedBy, _) = (query.AsPublishedBy, query.AsOf);
        var day = query.Day;
        if (query.Refusal is { } refusal)
        {
            await Problems.Write(http, refusal);
            return;
        }
        if (pair.Split('-') is not [var one, var other] || !GetTrade.States(one, other, out var a, out var b))
        {
            await Problems.Write(http, Problem.NotFound.Because($"'{pair}' is no pair of states such as KAZ-TJK."));
            return;
        }
        if (!await Views.CaughtUp(http, runner, AgreementsRead.Projection.Name, TargetsRead.Projection.Name, "TradeFigures"))
            return;
        var both = new Pair(a, b);
        var agreements = await documents.Page(
            AgreementsRead.Projection, ReadQuery.MaxLimit, null, http.RequestAborted, ("parties @> {0}", new[] { both.A.ToString(), both.B.ToString() }));
        var goals = await targets.List(both, ReadQuery.MaxLimit, null, new(day, null, publishedBy), http.RequestAborted);
        var (figures, position, recordedAt) = await TradeFigures.Read(source, [(both.A, both.B), (both.B, both.A)], null, publishedBy, http.RequestAborted);
        var annual = TradeFigures.Standing(figures).Where(f => f.Period.Frequency == Frequency.Annual && f.Period.To <= day)
            .OrderByDescending(f => f.Period).ThenBy(f => f.Reporter).ThenBy(f => f.Flow).ThenBy(f => f.Source, StringComparer.Ordinal)
            .Take(ReadQuery.MaxLimit).ToList();
        await Views.Send(http, Views.Json(new PairView(
            both, agreements.Items, goals.Items, annual,
            new[] { position, agreements.Items.Max(i => (long?)i.Position) ?? 0, goals.Items.Max(i => (long?)i.Position) ?? 0 }.Max(),
            new[] { recordedAt, agreements.RecordedAt, goals.RecordedAt }.Max())));
    }
}
