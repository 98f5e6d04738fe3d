using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Contracts.Trade;
using CommitmentTracker.Contracts.Values;
using static CommitmentTracker.Decisions.Tests.Targets.Given;

namespace CommitmentTracker.Decisions.Tests.Targets;

public sealed class EdgeCaseTests
{
    [Fact]
    public void A_latest_figure_of_zero_counts_and_needs_steps_instead_of_growth()
    {
        var standing = Target(baseline: "2020").On("2023-08-01", Turnover("2020", 800), Turnover("2022", 0));

        Assert.Equal(0, standing.Latest!.Value);
        Assert.Equal(-1m, standing.ActualGrowth);
        Assert.Null(standing.RequiredGrowth);
        Assert.Equal(400_000_000m, standing.RequiredPerYear);
        Assert.Equal(TargetStatus.Receding, standing.Status);
        Assert.Contains(standing.Reasons, r => r.Contains("never reached at this pace", StringComparison.Ordinal));
    }

    [Fact]
    public void From_a_baseline_of_zero_growth_is_undefined_and_even_steps_are_expected()
    {
        var standing = Target(baseline: "2017").On("2023-08-01", Turnover("2017", 0), Turnover("2022", 700));

        Assert.Null(standing.ActualGrowth);
        Assert.Null(standing.PaceRatio);
        Assert.Null(standing.ProjectedYear);
        Assert.Equal(1_000_000_000m, standing.ExpectedNow);
        Assert.Equal(TargetStatus.AtRisk, standing.Status);
        Assert.Equal(TargetStatus.Progressing, Target(deadline: null, baseline: "2017").On("2023-08-01", Turnover("2017", 0), Turnover("2022", 700)).Status);
    }

    [Fact]
    public void One_missing_flow_is_not_zero()
    {
        var standing = Target().On("2023-08-01", Figure(Kaz, Flow.Export, "2022", 800));

        Assert.Equal(TargetStatus.NotMeasurable, standing.Status);
        Assert.Contains("a side or a part of the year is missing", Assert.Single(standing.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_year_before_the_statement_pace_is_not_measurable_but_attainment_is_shown()
    {
        var standing = Target(stated: "2023-05-04").On("2025-08-01", Turnover("2023", 1100), Turnover("2024", 1200));

        Assert.Equal(TargetStatus.NotMeasurable, standing.Status);
        Assert.Null(standing.Baseline);
        Assert.Null(standing.PaceRatio);
        Assert.Equal(60m, standing.AttainmentPct);
        Assert.Contains(standing.Reasons, r => r.StartsWith("Pace cannot be measured", StringComparison.Ordinal));
    }

    [Fact]
    public void A_baseline_nobody_named_is_the_last_full_year_before_the_statement_and_says_so()
    {
        var standing = Target(stated: "2023-05-04").On("2024-08-01", KazakhStatistics());

        Assert.Equal((Period.OfYear(2022), true), (standing.Baseline!.Period, standing.Baseline.Inferred));
        Assert.Contains(standing.Reasons, r => r.StartsWith("The basis names no baseline; 2022", StringComparison.Ordinal));
    }

    [Fact]
    public void A_named_baseline_without_a_figure_gives_way_to_the_inferred_one()
    {
        var standing = Target(baseline: "2015").On("2024-08-01", KazakhStatistics());

        Assert.Equal((Period.OfYear(2022), true), (standing.Baseline!.Period, standing.Baseline.Inferred));
        Assert.Contains(standing.Reasons, r => r.StartsWith("No figure for the baseline 2015", StringComparison.Ordinal));
    }

    [Fact]
    public void A_revised_baseline_shows_both_values_and_pace_uses_the_current_one()
    {
        var target = Target(baseline: "2020", declared: "2023-06-01");
        var standing = target.On("2024-08-01", Turnover("2020", 800, "2021-07-01"), Turnover("2020", 820, "2023-12-01"), Turnover("2022", 1400));

        Assert.Equal((820_000_000m, 800_000_000m), (standing.Baseline!.Value, standing.Baseline.AsSet!.Value));
        Assert.Equal(1.4 / 0.82, Math.Pow(1 + (double)standing.ActualGrowth!.Value, 2), 4);
        Assert.Contains(standing.Reasons, r => r.Contains("was USD 800 million as published when the basis was declared", StringComparison.Ordinal));
        Assert.Contains(standing.UsedFigures, f => f.Value.Amount == 800_000_000m);
    }

    [Fact]
    public void A_retracted_figure_gives_way_to_the_one_before()
    {
        var known = Turnover("2022", 1400, "2023-02-01");
        var wrong = Turnover("2022", 14000, "2023-07-01") with { Retracted = true };

        Assert.Equal(1_400_000_000m, Target().On("2023-08-01", known, wrong).Latest!.Value);
    }

    [Fact]
    public void The_release_date_decides_between_vintages_and_not_the_order_of_recording()
    {
        var newer = Turnover("2022", 1385, "2024-07-25");
        var olderRecordedLater = Turnover("2022", 1440, "2023-03-01");
        var sameDayRecordedLater = Turnover("2022", 1386, "2024-07-25");

        Assert.Equal(1_385_000_000m, Target().On("2024-08-01", newer, olderRecordedLater).Latest!.Value);
        Assert.Equal(1_386_000_000m, Target().On("2024-08-01", newer, sameDayRecordedLater).Latest!.Value);
    }

    [Fact]
    public void A_provisional_release_that_was_let_in_after_a_final_one_counts()
    {
        var standing = Target().On("2024-08-01", Turnover("2022", 1385, "2023-07-01"), Turnover("2022", 1390, "2024-02-01", FigureStatus.Provisional));

        Assert.Equal((1_390_000_000m, FigureStatus.Provisional), (standing.Latest!.Value, standing.Latest.Status));
    }

    [Fact]
    public void Another_currency_is_never_counted_one_to_one()
    {
        var tenge = Figure(Kaz, Flow.Turnover, "2022", 637_000, currency: "KZT");
        var standing = Target().On("2023-08-01", tenge);

        Assert.Equal(TargetStatus.NotMeasurable, standing.Status);
        Assert.Contains("in KZT, the goal is in USD", Assert.Single(standing.Reasons), StringComparison.Ordinal);
        Assert.Contains(Target().On("2024-08-01", tenge with { Period = Period.OfYear(2023) }, Turnover("2022", 1385)).Reasons,
            r => r.StartsWith("Later figures in KZT are not compared", StringComparison.Ordinal));
    }

    [Fact]
    public void Services_other_pairs_and_years_not_over_never_count()
    {
        var elsewhere = Turnover("2022", 5000) with { Partner = StateCode.Parse("UZB") };
        var standing = Target().On("2023-08-01",
            Figure(Kaz, Flow.Turnover, "2022", 5000, scope: TradeScope.GoodsAndServices), elsewhere, Turnover("2023", 5000), Turnover("2021", 1164));

        Assert.Equal((Period.OfYear(2021), 1_164_000_000m), (standing.Latest!.Period, standing.Latest.Value));
        Assert.Equal(TargetStatus.NotMeasurable, Target().On("2023-08-01", elsewhere).Status);
    }

    [Fact]
    public void A_projection_past_2100_is_not_made()
    {
        var standing = Target(baseline: "2020").On("2023-08-01", Turnover("2020", 1000), Turnover("2022", 1001));

        Assert.Null(standing.ProjectedYear);
        Assert.Contains(standing.Reasons, r => r.Contains("not reached before 2100", StringComparison.Ordinal));
    }

    [Fact]
    public void A_goal_reached_exactly_at_the_end_of_a_year_is_reached_in_that_year() =>
        Assert.Equal(2024, Target(goal: 1728, baseline: "2021").On("2023-08-01", Turnover("2021", 1000), Turnover("2022", 1200)).ProjectedYear);

    [Fact]
    public void A_goal_at_or_below_the_baseline_has_no_path()
    {
        var equal = Target(goal: 1000, baseline: "2020").On("2023-08-01", Turnover("2020", 1000), Turnover("2022", 900));
        var below = Target(goal: 1000, baseline: "2020").On("2023-08-01", Turnover("2020", 1100), Turnover("2022", 900));

        Assert.Null(equal.DistanceClosedPct);
        Assert.All([equal, below], s => Assert.Null(s.PaceRatio));
        Assert.All([equal, below], s => Assert.Equal(TargetStatus.Receding, s.Status));
    }

    [Theory]
    [InlineData("2023-05-04", "2025-06-30", false)]
    [InlineData("2023-05-04", "2025-07-01", true)]
    public void Figures_are_stale_18_months_after_the_latest_year_ended(string stated, string day, bool stale) =>
        Assert.Equal(stale, Target(stated: stated).On(day, KazakhStatistics()).Stale);

    [Fact]
    public void A_leap_day_is_a_day_like_any_other() =>
        Assert.Equal(Period.OfYear(2023), Target(stated: "2024-02-29").On("2024-02-29", KazakhStatistics()).Baseline!.Period);

    [Theory]
    [InlineData(2000, Bound.About, "almost two billion", null, "straddles the goal")]
    [InlineData(2000, Bound.LessThan, "less than two billion", null, "short of the goal")]
    [InlineData(2000, null, null, Bound.MoreThan, "short of the goal")]
    public void A_figure_with_the_goals_number_that_does_not_reach_it_was_said_to_be_76_years_away(double millions, Bound? bound, string? words, Bound? goal, string part)
    {
        var standing = Target(baseline: "2020", bound: goal).On("2023-08-01", Turnover("2020", 1000), Turnover("2022", (decimal)millions, bound: bound, words: words));

        Assert.Equal((100m, 0m, null), (standing.AttainmentPct, standing.Gap, standing.ProjectedYear));
        Assert.DoesNotContain(standing.Reasons, r => r.Contains("2100", StringComparison.Ordinal));
        Assert.Contains(standing.Reasons, r => r.Contains(part, StringComparison.Ordinal));
    }

    [Fact]
    public void A_figure_near_the_goal_that_straddles_it_keeps_its_projection()
    {
        var standing = Target(baseline: "2020").On("2023-08-01", Turnover("2020", 1000), Turnover("2022", 1950, bound: Bound.About, words: "about 1.95 billion"));

        Assert.Equal((TargetStatus.Indeterminate, 2023), (standing.Status, standing.ProjectedYear));
        Assert.Contains(standing.Reasons, r => r.Contains("straddles the goal", StringComparison.Ordinal));
        Assert.Contains(standing.Reasons, r => r.Contains("reached in 2023", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(FigureStatus.Stated)]
    [InlineData(FigureStatus.Estimated)]
    [InlineData(FigureStatus.Provisional)]
    public void A_forecast_of_a_year_released_before_the_year_ended_attained_the_goal(FigureStatus status)
    {
        var target = Target(baseline: "2022", minimum: MinimumStatus.Stated);
        var forecast = Turnover("2024", 2100, "2024-12-30", status);
        var early = target.On("2025-03-01", [.. KazakhStatistics(), forecast]);
        var alone = target.On("2025-03-01", forecast);
        var later = target.On("2025-03-01", [.. KazakhStatistics(), forecast, Turnover("2024", 2100, "2024-12-31", status)]);

        Assert.Equal(Period.OfYear(2023), early.Latest!.Period);
        Assert.DoesNotContain(early.UsedFigures, f => f.Period == Period.OfYear(2024));
        Assert.Contains(early.Reasons, r => r.Contains("released before its period ended: 2024 (bns)", StringComparison.Ordinal));
        Assert.Equal(TargetStatus.NotMeasurable, alone.Status);
        Assert.Equal("Every figure known was released before its period ended.", alone.Reasons[0]);
        Assert.Equal(Period.OfYear(2024), later.AttainedIn);
        Assert.DoesNotContain(later.Reasons, r => r.Contains("Left out", StringComparison.Ordinal));
    }

    [Fact]
    public void A_half_year_known_in_August_counts_and_one_known_in_May_does_not()
    {
        Assert.Equal(6, Target().On("2023-08-20", [.. KazakhStatistics(2022), Turnover("2023-S1", 600, "2023-08-15", FigureStatus.Provisional)]).PartialYear!.Through);
        Assert.Null(Target().On("2023-08-20", [.. KazakhStatistics(2022), Turnover("2023-S1", 600, "2023-05-15", FigureStatus.Provisional)]).PartialYear);
    }
}
