using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Targets;
using static CommitmentTracker.Decisions.Tests.Targets.Given;

namespace CommitmentTracker.Decisions.Tests.Targets;

/// <summary>Targets whose deadline was extended or whose goal was lowered: what was asked for first stays in sight.</summary>
public sealed class ChangedTargetTests
{
    /// <summary>Two billion by 2022, extended to 2027.</summary>
    static readonly StandingTarget Extended = Target(baseline: "2018", stated: "2018-03-14") with
    {
        First = new(DateSpan.In(2022), DateSpan.Parse("2018-03-14"), [new(DateSpan.Parse("2018-03-14"), new(2_000_000_000, "USD"))]),
    };

    [Fact]
    public void An_extended_deadline_hid_that_the_target_was_missed()
    {
        var progress = Extended.On("2024-08-01", KazakhStatistics());

        Assert.Equal(TargetStatus.AtRisk, progress.Status);
        Assert.Equal(("2022", TargetStatus.Missed, 579), (progress.Original!.Deadline.ToString(), progress.Original.StatusAgainstOriginal, progress.Original.LateByDays));
        Assert.StartsWith("The deadline 2022 is over and 2022 fell short", progress.Original.Reason, StringComparison.Ordinal);
        Assert.Contains("The deadline was extended from 2022; against that one: missed, 579 days late.", progress.Reasons);
    }

    [Fact]
    public void Reached_after_the_first_deadline_it_is_late_by_the_days_to_the_end_of_that_year()
    {
        var progress = Extended.On("2025-08-01", [.. KazakhStatistics(), Turnover("2024", 2100)]);

        Assert.Equal(TargetStatus.Attained, progress.Status);
        Assert.Equal((TargetStatus.AttainedLate, 731), (progress.Original!.StatusAgainstOriginal, progress.Original.LateByDays));
    }

    [Fact]
    public void Reached_by_the_first_deadline_or_not_yet_due_it_is_not_late()
    {
        var inTime = Extended.On("2023-08-01", [.. KazakhStatistics(last: 2021), Turnover("2022", 2100)]).Original!;
        var open = Extended.On("2021-08-01", KazakhStatistics(last: 2020)).Original!;
        var awaiting = Extended.On("2023-03-01", KazakhStatistics(last: 2021)).Original!;

        Assert.Equal((TargetStatus.Attained, 0), (inTime.StatusAgainstOriginal, inTime.LateByDays));
        Assert.Equal((TargetStatus.Receding, null), (open.StatusAgainstOriginal, open.LateByDays));
        Assert.Equal((TargetStatus.AwaitingFigures, null), (awaiting.StatusAgainstOriginal, awaiting.LateByDays));
    }

    [Fact]
    public void Against_the_first_deadline_the_goal_of_then_counts()
    {
        var lowered = Lowered(Extended, 1_000_000_000, "2021-02-01");

        Assert.Equal(TargetStatus.Attained, lowered.On("2024-08-01", KazakhStatistics()).Status);
        Assert.Equal(TargetStatus.Missed, lowered.On("2024-08-01", KazakhStatistics()).Original!.StatusAgainstOriginal);
    }

    [Fact]
    public void A_goal_lowered_to_what_was_reached_already_was_attained_years_before_anyone_said_it()
    {
        var lowered = Lowered(Target(baseline: "2018", stated: "2018-03-14"), 1_000_000_000, "2024-02-01");

        var progress = lowered.On("2024-08-01", KazakhStatistics());
        Assert.Equal((TargetStatus.OnTrack, null), (progress.Status, progress.AttainedIn));
        Assert.Contains("Already met when set to USD 1,000 million on 2024-02-01: 2023 was USD 1,129.97 million; only a year that ends after the statement can attain it.", progress.Reasons);
        var after = lowered.On("2025-08-01", [.. KazakhStatistics(), Turnover("2024", 1200)]);
        Assert.Equal((TargetStatus.Attained, "2024"), (after.Status, after.AttainedIn.ToString()));
    }

    static StandingTarget Lowered(StandingTarget target, decimal to, string on) =>
        target with { Goal = new(to, "USD"), Goals = [new(target.FirstStatedOn, target.Goal), new(DateSpan.Parse(on), new(to, "USD"))] };

    [Fact]
    public void Who_reached_the_harder_goal_in_time_was_late_once_the_goal_was_lowered()
    {
        var reached = Target(baseline: "2018", stated: "2018-03-14", deadline: "2022") with { Goal = new(1_300_000_000, "USD") };
        KnownReached(TargetStatus.Attained, reached);
        KnownReached(TargetStatus.Attained, Lowered(reached, 1_100_000_000, "2024-02-01"));

        // Raised to what was reached already it is not attained by that.
        var raised = Lowered(Target(baseline: "2018", stated: "2018-03-14") with { Goal = new(1_000_000_000, "USD") }, 1_380_000_000, "2023-02-01");
        Assert.Null(raised.On("2024-08-01", KazakhStatistics()).AttainedIn);

        static void KnownReached(TargetStatus status, StandingTarget target)
        {
            var progress = target.On("2024-08-01", KazakhStatistics());
            Assert.Equal((status, "2022"), (progress.Status, progress.AttainedIn.ToString()));
            Assert.DoesNotContain(progress.Reasons, r => r.StartsWith("Already met", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_goal_stands_since_it_was_set_and_not_since_it_was_last_said()
    {
        static Statement Said(string day, decimal billions, Bound? bound = null) => new(DateSpan.Parse(day), new(billions * 1_000_000_000, "USD", bound), null, null, null);
        Statement[] said = [Said("2019-03-01", 2), Said("2021-05-20", 1), Said("2022-01-10", 1), Said("2023-01-10", 1, Bound.AtMost)];

        Assert.Equal("2019-03-01", Lineage.On(said[..1], DateOnly.MaxValue)!.Goals[^1].Since.ToString());
        Assert.Equal("2021-05-20", Lineage.On(said, DateOnly.MaxValue)!.Goals[^1].Since.ToString());
        Assert.Equal("2024-01-10", Lineage.On([.. said, Said("2024-01-10", 1, Bound.MoreThan)], DateOnly.MaxValue)!.Goals[^1].Since.ToString());
    }

    [Fact]
    public void Nothing_is_said_of_an_original_where_nothing_was_extended_or_all_was_given_up()
    {
        Assert.Null(Target(baseline: "2018").On("2024-08-01", KazakhStatistics()).Original);
        Assert.Null((Extended with { Withdrawn = true }).On("2024-08-01", KazakhStatistics()).Original);
    }

    [Fact]
    public void A_lowered_goal_was_shown_as_if_it_had_never_been_higher()
    {
        var by = new Statement(DateSpan.Parse("2021-05-20"), new(1_000_000_000, "USD"), null, null, null, Reason: "A first step.");
        var target = Target(goal: 1000, baseline: "2018") with { Lowering = new(by, new(2_000_000_000, "USD")) };

        Assert.Contains(
            "The goal was lowered on 2021-05-20 from USD 2,000 million, and asks for USD 1,000 million now: A first step.",
            target.On("2024-08-01", KazakhStatistics()).Reasons);
    }

    [Fact]
    public void A_basis_of_statements_counted_a_statistic_and_did_not_say_so()
    {
        var spoken = Spoken("2022", 1440, "kaspi", "2023-05-02");
        var target = Target(viewpoint: "stated", baseline: "2018", minimum: MinimumStatus.Stated);

        var statistic = target.On("2023-08-01", [.. KazakhStatistics(last: 2022), spoken]).Reasons;
        var said = target.On("2023-08-01", [.. KazakhStatistics(last: 2021), spoken]).Reasons;

        Assert.Contains("2022 is a statistic (bns): the basis counts official statements only where no statistic exists.", statistic);
        Assert.Contains(said, r => r.StartsWith("2022 rests on an official statement (kaspi)", StringComparison.Ordinal));
        Assert.Contains("2018 is a statistic (bns): the basis counts official statements only where no statistic exists.", said);
    }

    [Fact]
    public void Expected_now_is_the_baseline_grown_by_the_path_and_ratios_have_six_decimals()
    {
        var p = Target(baseline: "2018").On("2024-08-01", KazakhStatistics());

        Assert.Equal((double)p.Baseline!.Value * Math.Pow(1 + (double)p.PathGrowth!.Value, 5), (double)p.ExpectedNow!.Value, 6_000.0); // path growth is shown rounded
        Assert.All(
            new[] { p.AttainmentPct, p.DistanceClosedPct, p.ActualGrowth, p.PathGrowth, p.RequiredGrowth, p.PaceRatio, p.ForwardRatio, p.ExpectedNow, p.ProjectedAtDeadline },
            number => Assert.True(number!.Value.Scale <= 6, $"{number}"));
        Assert.Equal(0.000002m, Growth.Rounded(0.0000025)); // half to even
    }
}
