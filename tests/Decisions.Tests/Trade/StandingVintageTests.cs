using CommitmentTracker.Contracts.Trade;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Trade;
using FsCheck;
using FsCheck.Fluent;
using static CommitmentTracker.Decisions.Tests.Trade.Figures;

namespace CommitmentTracker.Decisions.Tests.Trade;

/// <summary>Which release stands, wherever that is asked.</summary>
public sealed class StandingVintageTests
{
    static readonly FigureKey Key = new("bns", Flow.Turnover, null, TradeScope.Goods, Period.OfYear(2023), "USD");

    static Vintage Of(long number, string released, bool retracted = false) =>
        new(Key, number, number, null, FigureStatus.Final, DateSpan.Parse(released), null, retracted ? "A slip." : null);

    static long? Number(Vintage[] vintages, string? by = null) => StandingVintage.Of(vintages, by is null ? null : Scenario.Day(by))?.Number;

    [Fact]
    public void The_last_released_stands_whatever_the_order() => Assert.Equal(1, Number([Of(1, "2024-07-25"), Of(2, "2024-02-01"), Of(3, "2024-05-01")]));

    [Fact]
    public void Of_one_release_day_the_last_recorded_stands() => Assert.Equal(2, Number([Of(2, "2024-07-25"), Of(1, "2024-07-25")]));

    [Fact]
    public void A_retracted_one_never_stands()
    {
        Assert.Equal(1, Number([Of(1, "2024-02-01"), Of(2, "2024-07-25", retracted: true)]));
        Assert.Null(Number([Of(2, "2024-07-25", retracted: true)]));
    }

    [Fact]
    public void What_was_released_later_is_not_known_yet()
    {
        Assert.Equal(1, Number([Of(1, "2024-02-01"), Of(2, "2024-07-25")], by: "2024-07-24"));
        Assert.Equal(2, Number([Of(1, "2024-02-01"), Of(2, "2024-07-25")], by: "2024-07-25"));
        Assert.Null(Number([Of(1, "2024-02-01")], by: "2024-01-31"));
        // Known by its month only it may have come out on its last day.
        Assert.Null(Number([Of(1, "2024-02")], by: "2024-02-28"));
    }

    [Fact]
    public void The_read_model_finds_the_same_of_each_key()
    {
        TradeFigure Figure(long vintage, string released, string source = "bns", bool retracted = false) => new(
            Kaz, Tjk, Flow.Turnover, Period.OfYear(2023), Usd(vintage), FigureStatus.Final, source, DateSpan.Parse(released), null, TradeScope.Goods, vintage, vintage, default, retracted);

        Assert.Equal(
            [2, 4],
            StandingVintage.Of([Figure(3, "2024-02-01"), Figure(2, "2024-07-25"), Figure(5, "2025-01-01", retracted: true), Figure(4, "2020", "trend")]).Select(f => f.Vintage).Order());
    }

    /// <summary>Releases on days of their own, entered in two orders, with as many repeats of a value as chance gives.</summary>
    static readonly Arbitrary<(RecordTradeFigure[] One, RecordTradeFigure[] Other)> Orders = Arb.From(
        from days in Gen.SubListOf<string>(["2024-01-10", "2024-02-10", "2024-03-10", "2024-04-10", "2024-05-10", "2024-06-10"])
        from amounts in Gen.ArrayOf(Gen.Elements(1000m, 1100m, 1200m), days.Count)
        let releases = days.Zip(amounts, (day, amount) => Record(amount, day)).ToArray()
        from one in Gen.Shuffle(releases)
        from other in Gen.Shuffle(releases)
        select (one.ToArray(), other.ToArray()));

    [Fact]
    public void In_whatever_order_releases_are_entered_the_same_figure_stands_on_every_day() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1_000),
        Prop.ForAll(Orders, orders =>
        {
            var (one, other) = (Enter(orders.One), Enter(orders.Other));
            foreach (var by in new[] { "2024-01-09", "2024-01-10", "2024-02-10", "2024-03-09", "2024-03-10", "2024-04-10", "2024-05-10", "2024-06-09", "2024-06-10", "2030-01-01" })
            {
                var expected = orders.One.Where(r => r.ReleasedOn.To <= Scenario.Day(by)).MaxBy(r => r.ReleasedOn.To)?.Value;
                Assert.Equal(expected, StandingVintage.Of(one.Of(Key), Scenario.Day(by))?.Value);
                Assert.Equal(expected, StandingVintage.Of(other.Of(Key), Scenario.Day(by))?.Value);
            }
        }));

    static TradeSeries Enter(RecordTradeFigure[] releases)
    {
        var world = new World();
        world.Add(Scenario.Bns);
        var series = (TradeSeries)TradeSeries.Kind.Initial;
        foreach (var release in releases)
            foreach (var e in world.Send(release, Scenario.Day("2026-11-22")).Decision.Events)
                series = TradeSeries.Evolve(series, e);
        return series;
    }
}
