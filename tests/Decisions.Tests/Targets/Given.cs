using System.Globalization;
using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Contracts.Trade;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Targets;

namespace CommitmentTracker.Decisions.Tests.Targets;

/// <summary>Targets and figures in a few words; amounts in millions, as the sources print them.</summary>
static class Given
{
    public static readonly StateCode Kaz = StateCode.Parse("KAZ"), Tjk = StateCode.Parse("TJK");
    static long vintage;

    public static StandingTarget Target(
        double goal = 2000, string? deadline = "2027", string viewpoint = "reporter:KAZ", string? baseline = null, string stated = "2023-05-04",
        MinimumStatus minimum = MinimumStatus.Provisional, string measure = "turnover", Bound? bound = null, string[]? sources = null,
        bool withdrawn = false, string? declared = null) =>
        new("kaz-tjk-trade", Pair.Parse("KAZ-TJK"), Measure.Parse(measure), new((decimal)goal * 1_000_000, "USD", bound),
            deadline is null ? null : DateSpan.Parse(deadline),
            new(Viewpoint.Parse(viewpoint), TradeScope.Goods, baseline is null ? null : Period.Parse(baseline), minimum, sources),
            DateSpan.Parse(stated), withdrawn, declared is null ? null : Day(declared));

    public static TradeFigure Figure(
        StateCode reporter, Flow flow, string period, decimal millions, string? released = null, FigureStatus status = FigureStatus.Final,
        string source = "bns", Bound? bound = null, string? words = null, string currency = "USD", TradeScope scope = TradeScope.Goods)
    {
        var number = Interlocked.Increment(ref vintage);
        var span = Period.Parse(period);
        return new(
            reporter, Pair.Parse("KAZ-TJK").Other(reporter), flow, span, new(millions * 1_000_000, currency, bound, words), status, source,
            DateSpan.On(released is null ? span.To.AddMonths(6) : Day(released)),
            flow switch { Flow.Export => Valuation.FOB, Flow.Import => Valuation.CIF, _ => null }, scope,
            number, number, DateTimeOffset.UnixEpoch.AddSeconds(number));
    }

    /// <summary>What Kazakhstan reports as its turnover with Tajikistan.</summary>
    public static TradeFigure Turnover(string period, decimal millions, string? released = null, FigureStatus status = FigureStatus.Final, Bound? bound = null, string? words = null) =>
        Figure(Kaz, Flow.Turnover, period, millions, released, status, bound: bound, words: words);

    public static TradeFigure Spoken(string period, decimal millions, string source, string released, Bound? bound = null, string? words = null) =>
        Figure(Kaz, Flow.Turnover, period, millions, released, FigureStatus.Stated, source, bound, words);

    public static TargetProgress On(this StandingTarget target, string day, params TradeFigure[] figures) => Progress.Of(target, figures, Day(day));

    public static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Kazakhstan's own statistics, turnover with Tajikistan (BNS, 2024-07-25).</summary>
    public static TradeFigure[] KazakhStatistics(int last = 2023) =>
    [
        .. new[]
        {
            Turnover("2018", 841.8857m), Turnover("2019", 762.858m), Turnover("2020", 791.42851981m), Turnover("2021", 1163.782m),
            Turnover("2022", 1384.86042731m), Turnover("2023", 1129.96651681m, "2024-07-25"),
        }.Where(f => f.Period.Year <= last),
    ];
}
