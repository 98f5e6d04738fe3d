using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Contracts.Trade;
using CommitmentTracker.Targets;
using static CommitmentTracker.Decisions.Tests.Targets.Given;

namespace CommitmentTracker.Decisions.Tests.Targets;

/// <summary>
/// Eight worked examples of the goal of 2 bn by 2027. Four views of 2015 and 2020 in IMF DOTS (as flattened by SamLeBlanc/Direction-of-Trade-Map,
/// values rounded to 1 USD), four windows of Kazakhstan's own statistics (BNS, 2024-07-25). Numbers worked out independently of this code.
/// </summary>
public sealed class GoldenVectorTests
{
    static readonly TradeFigure[] Dots =
    [
        .. from f in new (string Period, Flow Flow, decimal Kaz, decimal Tjk)[]
           {
               ("2015", Flow.Export, 418.451019m, 168.981581m), ("2015", Flow.Import, 164.877405m, 569.277164m),
               ("2020", Flow.Export, 692.965534m, 152.213625m), ("2020", Flow.Import, 98.473237m, 757.570796m),
           }
           from figure in new[] { Figure(Kaz, f.Flow, f.Period, f.Kaz, source: "dots"), Figure(Tjk, f.Flow, f.Period, f.Tjk, source: "dots") }
           select figure,
    ];

    [Theory]
    [InlineData("reporter:KAZ", 583.328424, 791.438771, 39.5719, 14.6901, 0.06292063, 0.14160562, 2036, 1213.1742, 0.444337, 0.10813602, 974.7169, 0.581866)]
    [InlineData("reporter:TJK", 738.258745, 909.784421, 45.4892, 13.5944, 0.04266784, 0.1191034, 2039, 1218.8783, 0.358242, 0.08659687, 1118.2807, 0.492718)]
    [InlineData("mid", 660.793584, 850.611596, 42.5306, 14.1739, 0.05179983, 0.12990693, 2037, 1211.3314, 0.398746, 0.09668107, 1048.2565, 0.53578)]
    [InlineData("reconciledFob", 640.015625, 826.383935, 41.3192, 13.7037, 0.05244221, 0.13458084, 2038, 1181.8699, 0.389671, 0.09960478, 1028.9012, 0.526503)]
    public void Four_views_of_the_same_trade_are_all_off_track(
        string viewpoint, double baseline, double latest, double attainment, double closed, double actual, double required, int projected, double atDeadline,
        double forward, double path, double expected, double pace)
    {
        var standing = Target(viewpoint: viewpoint, baseline: "2015", stated: "2016-01-01").On("2021-06-30", Dots);

        Numbers(standing, baseline, latest, attainment, closed, actual, required, forward, path, expected, pace);
        Assert.Equal(projected, standing.ProjectedYear);
        Assert.Equal(atDeadline, (double)standing.ProjectedAtDeadline!.Value / 1e6, 4);
        Assert.Equal(TargetStatus.OffTrack, standing.Status);
    }

    [Theory]
    [InlineData(2022, 2023, 1384.86042731, 1129.96651681, 56.4983, -41.4368, -0.18405747, 0.15342963, null, -1.199621, 0.07627883, 1490.496, -2.412956, TargetStatus.TooEarly)]
    [InlineData(2018, 2023, 841.8857, 1129.96651681, 56.4983, 24.875, 0.06062654, 0.15342963, 2033, 0.395142, 0.10091296, 1361.5013, 0.60078, TargetStatus.AtRisk)]
    [InlineData(2018, 2022, 841.8857, 1384.86042731, 69.243, 46.8844, 0.13250002, 0.07627883, 2025, 1.737048, 0.10091296, 1236.702, 1.313013, TargetStatus.OnTrack)]
    [InlineData(2020, 2022, 791.42851981, 1384.86042731, 69.243, 49.1019, 0.32280904, 0.07627883, 2024, 4.231961, 0.14160773, 1031.4436, 2.2796, TargetStatus.OnTrack)]
    public void The_window_changes_the_status(
        int from, int to, double baseline, double latest, double attainment, double closed, double actual, double required, int? projected, double forward,
        double path, double expected, double pace, TargetStatus status)
    {
        var standing = Target(baseline: $"{from}").On("2024-08-01", KazakhStatistics(last: to));

        Numbers(standing, baseline, latest, attainment, closed, actual, required, forward, path, expected, pace);
        Assert.Equal(projected, standing.ProjectedYear);
        Assert.Equal(status, standing.Status);
    }

    [Fact]
    public void One_bad_year_after_the_baseline_is_too_early_and_says_that_trade_falls()
    {
        var standing = Target(baseline: "2022").On("2024-08-01", KazakhStatistics());

        Assert.Contains(standing.Reasons, r => r.Contains("falling 18.4 %", StringComparison.Ordinal));
        Assert.Contains(standing.Reasons, r => r.Contains("never reached at this pace", StringComparison.Ordinal));
    }

    [Fact]
    public void With_what_was_known_in_mid_2023_and_a_deadline_of_2025_it_is_on_track()
    {
        var standing = Target(deadline: "2025", baseline: "2018").On("2023-06-30", KazakhStatistics(last: 2022));

        Assert.Equal(1.007m, standing.PaceRatio!.Value, 3);
        Assert.Equal(TargetStatus.OnTrack, standing.Status);
        Assert.False(standing.Stale);
    }

    [Fact]
    public void With_2023_known_and_a_deadline_of_2027_it_is_at_risk_and_by_late_2026_stale()
    {
        var standing = Target(baseline: "2018").On("2026-11-22", KazakhStatistics());

        Assert.Equal(0.6008m, standing.PaceRatio!.Value, 4);
        Assert.Equal(TargetStatus.AtRisk, standing.Status);
        Assert.True(standing.Stale);
        Assert.Contains(standing.Reasons, r => r.StartsWith("Stale: no figure that counts is newer than that of 2023", StringComparison.Ordinal));
    }

    static void Numbers(
        TargetProgress standing, double baseline, double latest, double attainment, double closed, double actual, double required, double forward, double path,
        double expected, double pace)
    {
        Assert.Equal(baseline, (double)standing.Baseline!.Value / 1e6, 6);
        Assert.Equal(latest, (double)standing.Latest!.Value / 1e6, 6);
        Assert.Equal(attainment, (double)standing.AttainmentPct!.Value, 4);
        Assert.Equal(closed, (double)standing.DistanceClosedPct!.Value, 4);
        Assert.Equal(actual, (double)standing.ActualGrowth!.Value, 6);
        Assert.Equal(required, (double)standing.RequiredGrowth!.Value, 6);
        Assert.Equal(forward, (double)standing.ForwardRatio!.Value, 6);
        Assert.Equal(path, (double)standing.PathGrowth!.Value, 6);
        Assert.Equal(expected, (double)standing.ExpectedNow!.Value / 1e6, 4);
        Assert.Equal(pace, (double)standing.PaceRatio!.Value, 6);
    }
}
