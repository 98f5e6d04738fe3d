using CommitmentTracker.Contracts.Trade;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.EventStore.Projections;
using CommitmentTracker.Platform;
using CommitmentTracker.Sources;
using Npgsql;

namespace CommitmentTracker.Trade;

/// <summary><c>GET /trade/{reporter}/{partner}</c>: what one reporter says about one partner.</summary>
internal static class GetTrade
{
    public static void Map(WebApplication app) => app.MapGet("/trade/{reporter}/{partner}", Get)
        .RequireAuthorization(Roles.Reader).WithTags("Trade").WithName("GetTrade")
        .WithSummary("What one reporter says about its trade with one partner; ?vintages=all shows every release, /trade/{partner}/{reporter} is the mirror.")
        .WithMetadata(new Gives(typeof(TradeView), "flow", "from", "to", "vintages", "limit", "after", "asKnownOn", "asPublishedBy", "asOf", "atLeast"));

    static async Task Get(HttpContext http, string reporter, string partner, NpgsqlDataSource source, Reads reads, ProjectionRunner runner, ReferenceClock clock)
    {
        var query = new ReadQuery(http.Request, clock);
        var (flow, from, to, vintages) = (query.OneOf<Flow>("flow"), query.Value("from", Period.Parse, "a period"), query.Value("to", Period.Parse, "a period"), query.OneOf<Vintages>("vintages") ?? Vintages.Standing);
        var (knownOn, publishedBy, asOf, limit, after) = (query.AsKnownOn, query.AsPublishedBy, query.AsOf, query.Limit, query.After);
        if (query.Refusal is { } refusal)
        {
            await Problems.Write(http, refusal);
            return;
        }
        if (!States(reporter, partner, out var a, out var b))
        {
            await Problems.Write(http, Problem.NotFound.Because($"'{reporter}' and '{partner}' are not two states by their ISO 3166-1 alpha-3 codes."));
            return;
        }
        if (!await Views.CaughtUp(http, runner, TradeFigures.ProjectionName, SourcesRead.Projection.Name))
            return;
        var (all, position, recordedAt) = (await TradeFigures.Read(source, [(a, b)], knownOn, publishedBy, http.RequestAborted))
            .Of([(a, b)], f => (flow is null || f.Flow == flow) && (from is null || f.Period.From >= from.Value.From) && (to is null || f.Period.To <= to.Value.To) && !(f.Period.To > asOf));
        // The cursor is looked up among all vintages: the one a page ended with may have been revised or retracted since.
        var ordered = all.OrderBy(f => f.Period).ThenBy(f => f.Flow).ThenBy(f => f.Source, StringComparer.Ordinal).ThenBy(f => f.ReleasedOn.To).ThenBy(f => f.Vintage).ToList();
        var start = after is null ? 0 : ordered.FindIndex(f => Cursor(f) == after) + 1;
        if (after is not null && start == 0)
        {
            await Problems.Write(http, Problem.InvalidQuery.Because("There is one fault.", new Fault("after", "This is not where a page of this view ended.")));
            return;
        }
        var standing = vintages == Vintages.All ? null : StandingVintage.Of(all).ToHashSet();
        var rest = ordered.Skip(start)
            .Where(f => standing?.Contains(f) != false).Take(limit + 1).ToList();
        var next = rest.Count > limit ? Cursor(rest[limit - 1]) : null;
        (var page, position, recordedAt) = await TradeFigures.Cited([.. rest.Take(limit)], position, recordedAt, knownOn, reads, http.RequestAborted);
        await Views.SendTable(http, new TradeView(a, b, page, next, position, recordedAt), next, page,
            ("reporter", f => f.Reporter), ("partner", f => f.Partner), ("flow", f => Words.Of(f.Flow)), ("period", f => f.Period), ("amount", f => f.Value.Amount),
            ("currency", f => f.Value.Currency), ("bound", f => f.Value.Bound is { } bound ? Words.Of(bound) : null), ("words", f => f.Value.Words), ("status", f => Words.Of(f.Status)),
            ("source", f => f.Source), ("releasedOn", f => f.ReleasedOn.ToString()), ("releasedPrecision", f => Words.Of(f.ReleasedOn.Precision)),
            ("releasedWords", f => f.ReleasedOn.Words), ("releasedInferred", f => f.ReleasedOn.Inferred ? "true" : "false"), ("releasedReason", f => f.ReleasedOn.Reason), ("valuation", f => f.Valuation?.ToString()), ("scope", f => Words.Of(f.Scope)),
            ("vintage", f => f.Vintage), ("retracted", f => f.Retracted ? "true" : "false"), ("recordedAt", f => f.RecordedAt),
            ("quote", f => f.Citation?.Quote), ("citedSource", f => f.Citation?.Source), ("spanStart", f => f.Citation?.Span?.Start), ("spanEnd", f => f.Citation?.Span?.End), ("reason", f => f.Reason));
    }

    /// <summary>What <c>?vintages=</c> takes.</summary>
    [System.Text.Json.Serialization.JsonConverter(typeof(CamelCaseEnum<Vintages>))]
    internal enum Vintages
    {
        /// <summary>Of each figure the release that stands.</summary>
        Standing,
        /// <summary>Every release, retracted ones flagged.</summary>
        All,
    }

    static string Cursor(TradeFigure figure) => $"{figure.Vintage}";

    internal static bool States(string one, string other, out StateCode a, out StateCode b)
    {
        (a, b) = (default, default);
        try
        {
            (a, b) = (StateCode.Parse(one), StateCode.Parse(other));
            return a != b;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
