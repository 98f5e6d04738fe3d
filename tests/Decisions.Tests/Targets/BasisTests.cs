using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Contracts.Trade;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Targets;
using static CommitmentTracker.Decisions.Tests.Targets.Given;

namespace CommitmentTracker.Decisions.Tests.Targets;

/// <summary>Which of a target's declared bases counts on a day.</summary>
public sealed class BasisTests
{
    [Theory]
    [InlineData("2018-01-01", "mid")]
    [InlineData("2019-06-01", "mid")]
    [InlineData("2020-06-01", "stated")]
    [InlineData("2024-01-01", "conservative")]
    public void A_basis_entered_last_won_over_one_that_was_stated_later(string day, string viewpoint) =>
        Assert.Equal(viewpoint, TargetsRead.BasisOn(Of(("2019", "mid"), ("2023-01-01", "conservative"), ("2020-01-01", "stated")), Day(day))!.Basis.Viewpoint.ToString());

    [Fact]
    public void A_decision_of_the_desk_counts_for_every_day_and_in_place_of_what_was_entered_before_it()
    {
        Assert.Equal("stated", TargetsRead.BasisOn(Of(("2019", "mid"), (null, "stated")), Day("2024-01-01"))!.Basis.Viewpoint.ToString());
        Assert.Equal("stated", TargetsRead.BasisOn(Of((null, "stated"), ("2023-01-01", "mid")), Day("2022-01-01"))!.Basis.Viewpoint.ToString());
        Assert.Equal("mid", TargetsRead.BasisOn(Of((null, "stated"), ("2023-01-01", "mid")), Day("2023-01-01"))!.Basis.Viewpoint.ToString());
        Assert.Null(TargetsRead.BasisOn(Of(), Day("2023-01-01")));
    }

    [Fact]
    public void The_baseline_as_set_was_lost_where_a_basis_was_entered_years_after_it_was_stated()
    {
        var target = Of(("2019-06-01", "reporter:KAZ")) with { Lineage = [new("trade_target_set", DateSpan.Parse("2019-05-01"), new(2_000_000_000, "USD"), null, null, true, null, null, null, null, 1, 1, Entered, "officer")] };
        TradeFigure[] figures = [Turnover("2018", 1000, "2019-03-01"), Turnover("2018", 950, "2023-01-01"), Turnover("2022", 1300)];

        var progress = Progress.Of(TargetsRead.On(target, Day("2024-01-01"))!.Value.Standing, figures, Day("2024-01-01"));

        Assert.Equal((950_000_000m, 1_000_000_000m), (progress.Baseline!.Value, progress.Baseline.AsSet));
    }

    static readonly DateTimeOffset Entered = new(2026, 11, 27, 0, 0, 0, TimeSpan.Zero);

    static TargetDocument Of(params (string? Stated, string Viewpoint)[] bases) => new(
        "kaz-tjk-trade", Pair.Parse("KAZ-TJK"), Measure.Parse("turnover"),
        [.. bases.Select(b => new DeclaredBasis(
            new(Viewpoint.Parse(b.Viewpoint), TradeScope.Goods, Period.Parse("2018"), MinimumStatus.Final), new(Entered, "officer", b.Stated is null ? null : DateSpan.Parse(b.Stated), null, null, 2, 2)))],
        []);
}
