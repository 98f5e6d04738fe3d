using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Contracts.Trade;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Targets;
using FsCheck;
using FsCheck.Fluent;
using static CommitmentTracker.Decisions.Tests.Targets.Given;

namespace CommitmentTracker.Decisions.Tests.Targets;

/// <summary>What holds for whatever is recorded.</summary>
public sealed class ProgressProperties
{
    static readonly string[] Periods =
        ["2018", "2019", "2020", "2021", "2022", "2023", "2024", "2022-S1", "2022-S2", "2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4", "2024-01", "2024-02", "2024-01-01/P5M", "2023-01-01/P5M", "2024-01-01/P12M"];
    static readonly decimal[] Millions = [0, 0.000000000001m, 0.5m, 700, 1384.860427m, 1999.999999m, 2000, 2500, 999_999_999.99m, 1_000_000_000];

    static readonly Gen<TradeFigure> AnyFigure =
        from kazakh in Gen.Elements(true, true, false)
        from flow in Gen.Elements(Enum.GetValues<Flow>())
        from period in Gen.Elements(Periods)
        from millions in Gen.Elements(Millions)
        from released in Gen.Elements("2022-03-01", "2023-07-01", "2024-07-25")
        from status in Gen.Elements(Enum.GetValues<FigureStatus>())
        from source in Gen.Elements("bns", "dots", "speech")
        from bound in Gen.Elements<Bound?>(null, null, null, Bound.About, Bound.AtMost, Bound.AtLeast, Bound.LessThan, Bound.MoreThan)
        from retracted in Gen.Elements(false, false, false, true)
        from currency in Gen.Elements("USD", "USD", "USD", "KZT")
        select Figure(kazakh ? Kaz : Tjk, flow, period, millions, released, status, source, bound, currency: currency) with { Retracted = retracted };

    static readonly Gen<StandingTarget> AnyTarget =
        from goal in Gen.Elements(0.000000000001, 0.5, 1384.860428, 2000, 1_000_000_000)
        from deadline in Gen.Elements(null, "2016", "2023", "2027", "2199")
        from viewpoint in Gen.Elements("reporter:KAZ", "reporter:TJK", "reporter:UZB", "stated", "mid", "conservative", "reconciledFob")
        from measure in Gen.Elements("turnover", "exports:KAZ>TJK", "exports:TJK>KAZ")
        from baseline in Gen.Elements(null, "2010", "2018", "2022", "2024")
        from stated in Gen.Elements("1992-01-01", "2021-05-20", "2023-05-04", "2199-12-31")
        from minimum in Gen.Elements(Enum.GetValues<MinimumStatus>())
        from bound in Gen.Elements<Bound?>(null, Bound.AtMost, Bound.MoreThan)
        from sources in Gen.Elements(null, new[] { "speech", "bns" }, [])
        from declared in Gen.Elements(null, "2023-01-01")
        select Target(goal, deadline, viewpoint, baseline, stated, minimum, measure, bound, sources, declared: declared);

    static readonly Arbitrary<(StandingTarget Target, TradeFigure[] Figures, DateOnly Day)> Questions = Arb.From(
        from target in AnyTarget
        from figures in Gen.ArrayOf(AnyFigure)
        from day in Gen.Elements(DateOnly.MinValue, Day("2024-02-29"), Day("2026-11-22"), Day("2031-01-01"), DateOnly.MaxValue)
        select (target, figures, day));

    static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(1000).WithEndSize(60);

    [Fact]
    public void Any_question_gets_an_answer_with_a_reason_and_the_same_one_again() =>
        Check.One(Thorough, Prop.ForAll(Questions, q =>
        {
            var standing = Progress.Of(q.Target, q.Figures, q.Day);
            return standing.Reasons.Count > 0 && Same(standing, Progress.Of(q.Target, q.Figures, q.Day))
                && (standing.Latest is null || standing.Status is not TargetStatus.Attained || standing.AttainedIn is not null);
        }));

    [Fact]
    public void The_order_of_figures_does_not_matter() =>
        Check.One(Thorough, Prop.ForAll(Questions, q =>
            Same(Progress.Of(q.Target, q.Figures, q.Day), Progress.Of(q.Target, [.. q.Figures.Reverse()], q.Day))
            && Same(Progress.Of(q.Target, q.Figures, q.Day), Progress.Of(q.Target, [.. q.Figures.OrderBy(f => f.Value.Amount).ThenBy(f => f.Vintage % 7)], q.Day))));

    [Fact]
    public void Retracted_figures_do_not_matter() =>
        Check.One(Thorough, Prop.ForAll(Questions, q =>
            Same(Progress.Of(q.Target, q.Figures, q.Day), Progress.Of(q.Target, [.. q.Figures.Where(f => !f.Retracted)], q.Day))));

    [Fact]
    public void Only_figures_in_force_of_periods_over_when_released_and_in_the_goals_currency_are_used() =>
        Check.One(Thorough, Prop.ForAll(Questions, q =>
        {
            var standing = Progress.Of(q.Target with { BasisDeclaredOn = null }, q.Figures, q.Day);
            return standing.UsedFigures.All(u => q.Figures.Any(f => !f.Retracted && f.Vintage == u.Vintage && f.Value.Currency == "USD" && f.Period.To <= q.Day && f.ReleasedOn.To >= f.Period.To));
        }));

    [Fact]
    public void Ten_times_the_money_is_ten_times_the_gap_at_the_same_pace() =>
        Check.One(Thorough, Prop.ForAll(Arb.From(
            from target in AnyTarget
            from millions in Gen.ArrayOf(Gen.Choose(1, 5000), 4)
            select (target with { Goal = new(2_000_000_000, "USD"), Basis = target.Basis! with { Sources = null } }, millions)), q =>
        {
            var figures = q.millions.Select((m, i) => Figure(i % 2 == 0 ? Kaz : Tjk, Flow.Turnover, $"{2019 + i / 2 * 3}", m)).ToArray();
            var one = Progress.Of(q.Item1, figures, Day("2024-08-01"));
            var ten = Progress.Of(
                q.Item1 with { Goal = q.Item1.Goal with { Amount = q.Item1.Goal.Amount * 10 } },
                [.. figures.Select(f => f with { Value = f.Value with { Amount = f.Value.Amount * 10 } })], Day("2024-08-01"));
            return ten.Gap == one.Gap * 10 && ten.Status == one.Status && ten.ProjectedYear == one.ProjectedYear
                && Near(one.PaceRatio, ten.PaceRatio) && Near(one.ActualGrowth, ten.ActualGrowth) && Near(one.AttainmentPct, ten.AttainmentPct)
                && Near(one.ForwardRatio, ten.ForwardRatio) && Near(one.DistanceClosedPct, ten.DistanceClosedPct);
        }));

    static bool Near(decimal? a, decimal? b) => (a is null && b is null) || Math.Abs(a!.Value - b!.Value) <= 0.000002m;

    static bool Same(TargetProgress a, TargetProgress b) =>
        a.Reasons.SequenceEqual(b.Reasons) && a.UsedFigures.SequenceEqual(b.UsedFigures) && (a.ByReporter ?? []).SequenceEqual(b.ByReporter ?? [])
        && a with { Reasons = [], UsedFigures = [], ByReporter = null } == b with { Reasons = [], UsedFigures = [], ByReporter = null };
}
