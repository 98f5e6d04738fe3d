using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Trade;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.EventStore;
using CommitmentTracker.EventStore.Projections;
using CommitmentTracker.Platform;
using CommitmentTracker.Sources;
using Npgsql;
using NpgsqlTypes;

namespace CommitmentTracker.Trade;

/// <summary>
/// Read model: every vintage as a row, and every retraction as a row that names the vintage it takes out. Rows are only ever added, so that
/// "as known on" is a condition on <c>recorded_at</c> and a rebuild is one COPY.
/// </summary>
internal sealed class TradeFigures : IProjection
{
    public const string ProjectionName = "TradeFigures";

    public static readonly ReadTable Table = new(
        "trade_figure",
        [
            // Compared byte by byte, whatever the database's locale: the key's index is made in a fraction of the time, and one column is
            // compared faster than two.
            new("pair", "text collate \"C\" not null"), new("version", "bigint not null"), new("position", "bigint not null"),
            new("recorded_at", "timestamptz not null"), new("retracts", "bigint"), new("flow", "text not null"), new("period", "text not null"),
            new("amount", "numeric not null"), new("currency", "text not null"), new("bound", "text"), new("words", "text"), new("status", "text not null"),
            new("source", "text not null"), new("released_on", "date not null"), new("released", "jsonb"), new("valuation", "text"), new("scope", "text not null"),
        ],
        ["pair", "version"]);

    public string Name => ProjectionName;

    public IReadOnlyList<ReadTable> Tables { get; } = [Table];

    public IReadOnlySet<string> Handles { get; } =
        new HashSet<string>(StringComparer.Ordinal) { "trade_figure_recorded", "trade_figure_revised", "trade_figure_released_again", "trade_figure_retracted" };

    public bool ReadsHeaders => false;

    public ValueTask Project(IReadOnlyList<StoredEvent> page, IRows rows, CancellationToken ct)
    {
        foreach (var e in page)
        {
            switch (e.Data)
            {
                case TradeFigureRecorded f:
                    Put(rows, e, f.Reporter, f.Partner, null, f.Flow, f.Period, f.Value, f.Status, f.Source, f.ReleasedOn, f.Valuation, f.Scope);
                    break;
                case TradeFigureRevised f:
                    Put(rows, e, f.Reporter, f.Partner, null, f.Flow, f.Period, f.Value, f.Status, f.Source, f.ReleasedOn, f.Valuation, f.Scope);
                    break;
                case TradeFigureReleasedAgain f:
                    Put(rows, e, f.Reporter, f.Partner, null, f.Flow, f.Period, f.Value, f.Status, f.Source, f.ReleasedOn, f.Valuation, f.Scope);
                    break;
                case TradeFigureRetracted f:
                    Put(rows, e, f.Reporter, f.Partner, f.Vintage, f.Flow, f.Period, f.Value, FigureStatus.Stated, f.Source, f.ReleasedOn, f.Valuation, f.Scope);
                    break;
            }
        }
        return ValueTask.CompletedTask;
    }

    static void Put(
        IRows rows, StoredEvent e, StateCode reporter, StateCode partner, long? retracts, Flow flow, Period period, Money value, FigureStatus status,
        string source, DateSpan released, Valuation? valuation, TradeScope scope) => rows.Add(Table)
        .Text(Pair(reporter, partner)).Int64(e.Version).Int64(e.Position).Instant(e.RecordedAt).Int64(retracts).Text(Words.Of(flow)).Text(period.ToString())
        .Numeric(value.Amount).Text(value.Currency).Text(value.Bound is { } bound ? Words.Of(bound) : null).Text(value.Words).Text(Words.Of(status))
        .Text(source).Date(released.To)
        .Jsonb(released is { Precision: Precision.Day, Words: null, Inferred: false, Reason: null } && released.From == released.To ? null : System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(released, ContractJson.Stored))
        .Text(valuation is { } priced ? Words.Of(priced) : null).Text(Words.Of(scope));

    /// <summary>Reporter first.</summary>
    static string Pair(StateCode reporter, StateCode partner) => string.Concat(reporter.ToString(), "-", partner.ToString());

    /// <summary>The vintages of some reporter–partner streams, each stream's in the order recorded; retracted ones flagged. One query, however many.</summary>
    /// <param name="source">The database.</param>
    /// <param name="streams">Reporter and partner of each.</param>
    /// <param name="knownOn">Only what was recorded by then.</param>
    /// <param name="publishedBy">Only what was released by then.</param>
    /// <param name="ct">Cancellation.</param>
    public static async Task<KnownFigures> Read(
        NpgsqlDataSource source, IEnumerable<(StateCode Reporter, StateCode Partner)> streams, DateTimeOffset? knownOn, DateOnly? publishedBy, CancellationToken ct)
    {
        await using var query = source.CreateCommand("""
            select pair, version, position, recorded_at, retracts, flow, period, amount, currency, bound, words, status, source,
                   released_on, released, valuation, scope
            from read.trade_figure
            where pair = any($1) and ($2::timestamptz is null or recorded_at <= $2)
            order by pair, version
            """);
        query.Parameters.Add(new() { Value = streams.Select(s => Pair(s.Reporter, s.Partner)).Distinct().ToArray() });
        query.Parameters.Add(new() { Value = (object?)knownOn?.UtcDateTime ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        await using var row = await query.ExecuteReaderAsync(ct);
        var known = new Dictionary<(StateCode, StateCode), StreamFigures>();
        while (await row.ReadAsync(ct))
        {
            var (reporter, partner) = (StateCode.Parse(row.GetString(0)[..3]), StateCode.Parse(row.GetString(0)[4..]));
            if (!known.TryGetValue((reporter, partner), out var stream))
                known.Add((reporter, partner), stream = new());
            var (position, recordedAt) = (row.GetInt64(2), row.GetFieldValue<DateTimeOffset>(3));
            var figures = stream.Figures;
            if (!row.IsDBNull(4))
            {
                var at = figures.FindIndex(f => f.Vintage == row.GetInt64(4));
                if (at < 0)
                    continue;
                figures[at] = figures[at] with { Retracted = true };
                stream.Retractions.Add(row.GetInt64(4), (position, recordedAt));
                continue;
            }
            var releasedOn = row.IsDBNull(14)
                ? DateSpan.On(row.GetFieldValue<DateOnly>(13))
                : System.Text.Json.JsonSerializer.Deserialize<DateSpan>(row.GetString(14), ContractJson.Stored)!;
            if (publishedBy is { } day && releasedOn.To > day)
                continue;
            figures.Add(new(
                reporter, partner, Words.Parse<Flow>(row.GetString(5)), Period.Parse(row.GetString(6)),
                new(row.GetDecimal(7), row.GetString(8), row.IsDBNull(9) ? null : Words.Parse<Bound>(row.GetString(9)), row.IsDBNull(10) ? null : row.GetString(10)),
                Words.Parse<FigureStatus>(row.GetString(11)), row.GetString(12), releasedOn,
                row.IsDBNull(15) ? null : Words.Parse<Valuation>(row.GetString(15)), Words.Parse<TradeScope>(row.GetString(16)),
                row.GetInt64(1), position, recordedAt));
        }
        return new(known);
    }

    /// <summary>
    /// The figures that a view shows, with the citation and the reason of their events, and the view's last event. These are read from the log, by its
    /// key, when they are shown: of millions of figures few have either, a page shows hundreds at most, and columns for them would have a rebuild
    /// read every event's headers and a target's view, which shows neither, read them with every figure.
    /// </summary>
    /// <param name="figures">As <see cref="Read"/> gave them.</param>
    /// <param name="position">The last event among the figures asked for.</param>
    /// <param name="recordedAt">Its recorded time.</param>
    /// <param name="knownOn">Only texts recorded by then.</param>
    /// <param name="reads">Where views are read.</param>
    /// <param name="ct">Cancellation.</param>
    public static async Task<(IReadOnlyList<TradeFigure> Figures, long Position, DateTimeOffset? RecordedAt)> Cited(
        IReadOnlyList<TradeFigure> figures, long position, DateTimeOffset? recordedAt, DateTimeOffset? knownOn, Reads reads, CancellationToken ct)
    {
        if (figures.Count == 0)
            return (figures, position, recordedAt);
        var said = (await reads.Store.ReadAt([.. figures.Select(f => f.Position)], ct)).ToDictionary(e => e.Position, EventHeaders.Of);
        var cited = said.Values.Select(h => h.Citation).ToList();
        var later = await Citations.Later(cited, knownOn, reads.Source, ct);
        var last = later.Last(cited, position, recordedAt!.Value);
        return ([.. figures.Select(f => said.TryGetValue(f.Position, out var h) ? f with { Citation = later.Of(h.Citation), Reason = h.Reason } : f)], last.Position, last.RecordedAt);
    }
}

/// <summary>One stream's figures, and by vintage the events that took some of them out.</summary>
internal sealed class StreamFigures
{
    public List<TradeFigure> Figures { get; } = [];
    public Dictionary<long, (long Position, DateTimeOffset RecordedAt)> Retractions { get; } = [];

    /// <summary>The last event that recorded a figure or took it out.</summary>
    public (long Position, DateTimeOffset RecordedAt) LastOf(TradeFigure figure) =>
        Retractions.TryGetValue(figure.Vintage, out var retraction) ? retraction : (figure.Position, figure.RecordedAt);
}

/// <summary>What is known of some reporter–partner streams, by reporter and partner.</summary>
internal sealed record KnownFigures(IReadOnlyDictionary<(StateCode Reporter, StateCode Partner), StreamFigures> Streams)
{
    /// <summary>What both sides say of a pair's trade, and the last event among it.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="asked">Which figures the question is of: a view's position is that of what is in it.</param>
    public (IReadOnlyList<TradeFigure> Figures, long Position, DateTimeOffset? RecordedAt) Of(Pair pair, Func<TradeFigure, bool> asked) =>
        Of([(pair.A, pair.B), (pair.B, pair.A)], asked);

    /// <inheritdoc cref="Of(Pair, Func{TradeFigure, bool})"/>
    /// <param name="streams">Reporter and partner of each.</param>
    /// <param name="asked">Which figures the question is of.</param>
    public (IReadOnlyList<TradeFigure> Figures, long Position, DateTimeOffset? RecordedAt) Of(
        IEnumerable<(StateCode Reporter, StateCode Partner)> streams, Func<TradeFigure, bool> asked)
    {
        var found = new List<TradeFigure>();
        var last = (Position: 0L, RecordedAt: (DateTimeOffset?)null);
        foreach (var stream in streams.Select(s => Streams.GetValueOrDefault(s)).OfType<StreamFigures>())
            foreach (var figure in stream.Figures.Where(asked))
            {
                found.Add(figure);
                if (stream.LastOf(figure) is var (position, recordedAt) && position > last.Position)
                    last = (position, recordedAt);
            }
        return (found, last.Position, last.RecordedAt);
    }
}
