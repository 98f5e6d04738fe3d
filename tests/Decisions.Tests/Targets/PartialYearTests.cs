using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Contracts.Trade;
using static CommitmentTracker.Decisions.Tests.Targets.Given;

namespace CommitmentTracker.Decisions.Tests.Targets;

public sealed class PartialYearTests
{
    static TradeFigure[] Months(int year, int through, decimal each) => [.. Enumerable.Range(1, through).Select(m => Turnover($"{year}-{m:00}", each))];

    [Fact]
    public void Half_a_year_is_shown_beside_the_target_and_never_as_the_latest_year()
    {
        var standing = Target().On("2024-08-01", [.. Months(2023, 12, 100), .. Months(2024, 6, 110)]);

        Assert.Equal(2023, standing.Latest!.Period.Year);
        Assert.Equal(new PartialYear(2024, 6, 660_000_000, 0.1m, 1_260_000_000, 1_320_000_000, false), standing.PartialYear);
    }

    [Fact]
    public void A_cumulative_figure_is_set_against_the_same_months_and_the_year_before()
    {
        var standing = Target().On("2024-09-01",
            Turnover("2023-01-01/P7M", 600), Turnover("2023", 1200), Turnover("2024-01-01/P6M", 590), Turnover("2024-01-01/P7M", 750));

        Assert.Equal(new PartialYear(2024, 7, 750_000_000, 0.25m, 1_350_000_000, 1_500_000_000, false), standing.PartialYear);
    }

    [Fact]
    public void Without_the_year_before_the_year_is_only_scaled_up_and_not_before_june()
    {
        Assert.Equal(new PartialYear(2024, 6, 600_000_000, null, null, 1_200_000_000, true), Target().On("2024-08-01", Turnover("2024-S1", 600)).PartialYear);
        Assert.Equal(new PartialYear(2024, 3, 300_000_000, null, null, null, false), Target().On("2024-08-01", Turnover("2024-Q1", 300)).PartialYear);
    }

    [Fact]
    public void Figures_of_two_sources_are_not_set_against_each_other()
    {
        var standing = Target().On("2024-08-01",
            Figure(Kaz, Flow.Turnover, "2023-S1", 500, source: "dots"), Figure(Kaz, Flow.Turnover, "2023", 1100, source: "dots"), Turnover("2024-S1", 600));

        Assert.Equal(new PartialYear(2024, 6, 600_000_000, null, null, 1_200_000_000, true), standing.PartialYear);
    }

    [Fact]
    public void Twelve_months_that_reach_the_goal_across_two_years_do_not_attain_it()
    {
        var standing = Target().On("2024-08-01", [.. Months(2022, 12, 100), .. Months(2023, 6, 100), .. Enumerable.Range(7, 6).Select(m => Turnover($"2023-{m:00}", 180)), .. Months(2024, 6, 180)]);

        Assert.Equal(2_160_000_000m, standing.PartialYear!.TrailingTwelveMonths);
        Assert.NotEqual(TargetStatus.Attained, standing.Status);
        Assert.Contains(standing.Reasons, r => r.Contains("a trailing total does not attain it", StringComparison.Ordinal));
    }

    [Fact]
    public void A_year_revised_below_its_own_first_months_gives_no_twelve_months()
    {
        var standing = Target().On("2024-09-01", Turnover("2023-01-01/P7M", 900), Turnover("2023", 800), Turnover("2024-01-01/P7M", 750));

        Assert.Null(standing.PartialYear!.TrailingTwelveMonths);
    }

    [Fact]
    public void A_complete_latest_year_leaves_nothing_partial() => Assert.Null(Target().On("2024-08-01", KazakhStatistics()).PartialYear);

    [Fact]
    public void Both_sides_parts_are_counted_as_their_years_are()
    {
        var standing = Target(viewpoint: "mid").On("2024-08-01", Figure(Kaz, Flow.Turnover, "2024-Q1", 300), Figure(Kaz, Flow.Turnover, "2024-Q2", 300), Figure(Tjk, Flow.Turnover, "2024-Q1", 400));

        Assert.Equal((3, 350_000_000m), (standing.PartialYear!.Through, standing.PartialYear.YearToDate));
        Assert.Equal(TargetStatus.NotMeasurable, standing.Status);
    }
}
