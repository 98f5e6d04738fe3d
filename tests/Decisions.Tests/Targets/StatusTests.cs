using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Contracts.Trade;
using CommitmentTracker.Contracts.Values;
using static CommitmentTracker.Decisions.Tests.Targets.Given;

namespace CommitmentTracker.Decisions.Tests.Targets;

public sealed class StatusTests
{
    [Fact]
    public void Withdrawn_wins_over_everything()
    {
        Assert.Equal(TargetStatus.Withdrawn, Target(withdrawn: true).On("2025-08-01", Turnover("2024", 2500)).Status);
        Assert.Equal(TargetStatus.Withdrawn, (Target(withdrawn: true) with { Basis = null }).On("2025-08-01").Status);
    }

    [Fact]
    public void Without_a_basis_nothing_is_measured()
    {
        var standing = (Target() with { Basis = null }).On("2024-08-01", KazakhStatistics());

        Assert.Equal(TargetStatus.NotMeasurable, standing.Status);
        Assert.Null(standing.AttainmentPct);
        Assert.Contains("no basis is declared", Assert.Single(standing.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_year_of_final_figures_attains()
    {
        var standing = Target(minimum: MinimumStatus.Final).On("2026-08-01", [.. KazakhStatistics(), Turnover("2024", 2000), Turnover("2025", 2100)]);

        Assert.Equal(TargetStatus.Attained, standing.Status);
        Assert.Equal(Period.OfYear(2024), standing.AttainedIn);
        Assert.Equal(0, standing.RequiredGrowth);
        Assert.Null(standing.ForwardRatio);
    }

    [Fact]
    public void Attained_and_fallen_again_stays_attained_and_says_so()
    {
        var standing = Target().On("2026-08-01", [.. KazakhStatistics(), Turnover("2024", 2100), Turnover("2025", 1500)]);

        Assert.Equal(TargetStatus.Attained, standing.Status);
        Assert.True(standing.Receded);
        Assert.Contains(standing.Reasons, r => r.Contains("fell below the goal again: 2025", StringComparison.Ordinal));
    }

    [Fact]
    public void Provisional_figures_attain_provisionally_where_final_ones_are_asked_for()
    {
        var figures = new[] { Turnover("2022", 1400), Turnover("2024", 2100, status: FigureStatus.Provisional) };

        Assert.Equal(TargetStatus.AttainedProvisional, Target(minimum: MinimumStatus.Final).On("2025-08-01", figures).Status);
        Assert.Equal(TargetStatus.Attained, Target(minimum: MinimumStatus.Provisional).On("2025-08-01", figures).Status);
    }

    [Fact]
    public void A_year_after_the_deadline_attains_late()
    {
        var standing = Target(deadline: "2024").On("2026-08-01", [.. KazakhStatistics(), Turnover("2024", 1800), Turnover("2025", 2100)]);

        Assert.Equal(TargetStatus.AttainedLate, standing.Status);
        Assert.Equal(Period.OfYear(2025), standing.AttainedIn);
    }

    [Fact]
    public void Short_in_the_deadlines_year_is_missed_and_before_its_figure_awaited_and_in_the_end_unverified()
    {
        var target = Target(deadline: "2024", minimum: MinimumStatus.Final);

        Assert.Equal(TargetStatus.AwaitingFigures, target.On("2025-01-01", KazakhStatistics()).Status);
        Assert.Equal(TargetStatus.AwaitingFigures, target.On("2025-03-01", [.. KazakhStatistics(), Turnover("2024", 1800, status: FigureStatus.Provisional)]).Status);
        Assert.Equal(TargetStatus.Missed, target.On("2025-08-01", [.. KazakhStatistics(), Turnover("2024", 1800)]).Status);
        Assert.Equal(TargetStatus.AwaitingFigures, target.On("2026-06-30", KazakhStatistics()).Status);
        Assert.Equal(TargetStatus.MissedUnverified, target.On("2026-07-01", KazakhStatistics()).Status);
    }

    [Theory]
    [InlineData(1030.1, TargetStatus.Progressing)]
    [InlineData(1030, TargetStatus.Progressing)]
    [InlineData(1029, TargetStatus.Flat)]
    [InlineData(1000, TargetStatus.Flat)]
    [InlineData(971, TargetStatus.Flat)]
    [InlineData(970, TargetStatus.Receding)]
    public void Without_a_deadline_only_the_direction_is_said(double latest, TargetStatus status)
    {
        var standing = Target(deadline: null, baseline: "2022").On("2024-08-01", Turnover("2022", 1000), Turnover("2023", (decimal)latest));

        Assert.Equal(status, standing.Status);
        Assert.Null(standing.PaceRatio);
        Assert.Null(standing.RequiredGrowth);
        Assert.Null(standing.ProjectedAtDeadline);
    }

    [Theory]
    [InlineData(1440, TargetStatus.OnTrack)]
    [InlineData(1422, TargetStatus.OnTrack)]
    [InlineData(1410, TargetStatus.AtRisk)]
    [InlineData(1260, TargetStatus.AtRisk)]
    [InlineData(1240, TargetStatus.OffTrack)]
    [InlineData(1000, TargetStatus.OffTrack)]
    [InlineData(999, TargetStatus.Receding)]
    public void With_a_deadline_the_pace_is_set_against_the_path(double latest, TargetStatus status) =>
        // From 1,000 in 2018 the path to 2,073.6 in 2022 grows 20 % a year: 1,440 after two.
        Assert.Equal(status, Target(goal: 2073.6, deadline: "2022", baseline: "2018", stated: "2019-05-01")
            .On("2021-08-01", Turnover("2018", 1000), Turnover("2020", (decimal)latest)).Status);

    [Fact]
    public void On_pace_but_well_below_the_path_is_at_risk() =>
        // 0.96 of a growth of 26 % a year, eight years on, is only 0.93 of the value expected.
        Assert.Equal(TargetStatus.AtRisk, Target(goal: 10000, deadline: "2020", baseline: "2010", stated: "2011-05-01")
            .On("2019-08-01", Turnover("2010", 1000), Turnover("2018", 1000 * (decimal)Math.Pow(1 + 0.96 * (Math.Pow(10, 0.1) - 1), 8))).Status);

    [Theory]
    [InlineData("almost two billion", 2000, TargetStatus.Indeterminate)]
    [InlineData("almost one and a half billion", 1500, TargetStatus.TooEarly)]
    [InlineData("почти 1,95 млрд", 1950, TargetStatus.TooEarly)]
    [InlineData("about 1.95 billion", 1950, TargetStatus.Indeterminate)]
    public void Almost_a_goal_does_not_attain_it_and_almost_less_is_short_of_it(string words, double said, TargetStatus status) =>
        Assert.Equal(status, Target(baseline: "2022")
            .On("2024-08-01", Turnover("2022", 1000), Turnover("2023", (decimal)said, bound: Bound.About, words: words)).Status);

    [Theory]
    [InlineData(Bound.About, 2000, TargetStatus.Indeterminate)]
    [InlineData(Bound.About, 1500, TargetStatus.TooEarly)]
    [InlineData(Bound.About, 2200, TargetStatus.Attained)]
    [InlineData(Bound.AtMost, 2000, TargetStatus.Indeterminate)]
    [InlineData(Bound.AtMost, 1999, TargetStatus.TooEarly)]
    [InlineData(Bound.LessThan, 2000, TargetStatus.TooEarly)]
    [InlineData(Bound.LessThan, 2001, TargetStatus.Indeterminate)]
    [InlineData(Bound.AtLeast, 2000, TargetStatus.Attained)]
    [InlineData(Bound.MoreThan, 2000, TargetStatus.Attained)]
    [InlineData(Bound.MoreThan, 1999, TargetStatus.Indeterminate)]
    public void A_bounded_figure_attains_only_with_its_whole_range(Bound bound, double said, TargetStatus status)
    {
        var standing = Target(baseline: "2022").On("2024-08-01", Turnover("2022", 1000), Turnover("2023", (decimal)said, bound: bound));

        Assert.Equal(status, standing.Status);
        Assert.Equal(bound, standing.Latest!.Bound);
    }

    [Theory]
    [InlineData(Bound.AtMost, TargetStatus.Attained)]
    [InlineData(Bound.AtLeast, TargetStatus.Attained)]
    [InlineData(Bound.About, TargetStatus.Attained)]
    [InlineData(Bound.MoreThan, TargetStatus.TooEarly)]
    public void Up_to_2_bn_as_a_goal_asks_for_2_bn_and_more_than_2_bn_for_more(Bound bound, TargetStatus status) =>
        Assert.Equal(status, Target(bound: bound).On("2024-08-01", Turnover("2022", 1000), Turnover("2023", 2000)).Status);

    [Fact]
    public void A_goal_met_before_it_was_set_is_attained_only_by_a_year_that_ends_later()
    {
        var target = Target(baseline: "2020");
        var before = target.On("2023-08-01", Turnover("2020", 1000), Turnover("2022", 2100));
        var after = target.On("2024-08-01", Turnover("2020", 1000), Turnover("2022", 2100), Turnover("2023", 2050));

        Assert.Equal(TargetStatus.OnTrack, before.Status);
        Assert.Contains(before.Reasons, r => r.StartsWith("Already met when set: 2022", StringComparison.Ordinal));
        Assert.Equal((TargetStatus.Attained, Period.OfYear(2023)), (after.Status, after.AttainedIn!.Value));
    }

    [Fact]
    public void A_deadline_that_is_only_a_guess_is_never_over()
    {
        var guess = new DateSpan(Day("2023-05-05"), Day("2023-11-04"), Precision.Open, "coming months");
        var standing = (Target() with { Deadline = guess }).On("2026-08-01", KazakhStatistics());

        Assert.Equal(TargetStatus.Receding, (Target(baseline: "2022") with { Deadline = guess }).On("2026-08-01", KazakhStatistics()).Status);
        Assert.Null(standing.PathGrowth);
        Assert.Contains(standing.Reasons, r => r.Contains("coming months", StringComparison.Ordinal));
    }

    [Fact]
    public void A_deadline_within_a_year_is_decided_by_the_full_year_before()
    {
        var standing = (Target() with { Deadline = DateSpan.Parse("2024-06") }).On("2024-08-01", KazakhStatistics());

        Assert.Equal(TargetStatus.Missed, standing.Status);
        Assert.Contains(standing.Reasons, r => r.Contains("2023, the last full year before it, decides", StringComparison.Ordinal));
    }

    [Fact]
    public void A_revision_downwards_takes_the_attainment_back()
    {
        TradeFigure[] known = [.. KazakhStatistics(), Turnover("2024", 2010, "2025-02-01")];

        Assert.Equal(TargetStatus.Attained, Target().On("2025-08-01", known).Status);
        Assert.NotEqual(TargetStatus.Attained, Target().On("2025-08-01", [.. known, Turnover("2024", 1990, "2025-07-25")]).Status);
    }
}
