using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Contracts.Trade;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;
using static CommitmentTracker.Decisions.Tests.Targets.TwoBillion;

namespace CommitmentTracker.Decisions.Tests.Targets;

/// <summary>The goal of two billion, as first said in 2018, and how Kazakhstan's statistics count it.</summary>
static class TwoBillion
{
    public static readonly StateCode Kaz = StateCode.Parse("KAZ"), Tjk = StateCode.Parse("TJK"), Uzb = StateCode.Parse("UZB");
    public static readonly Pair KazTjk = new(Kaz, Tjk);
    public static readonly MeasurementBasis Basis = new(Viewpoint.Parse("reporter:KAZ"), TradeScope.Goods, Period.OfYear(2018), MinimumStatus.Final, ["bns"]);
    public static readonly TradeTargetSet Set2018 = new(
        "kaz-tjk-trade", KazTjk, Measure.Turnover, Billion(2, Bound.AtMost, "up to $2 billion"), null, DateSpan.Parse("2018-03-14"), "KAZ:President", "trend-2023");
    public static readonly TargetBasisDeclared Declared = new("kaz-tjk-trade", KazTjk, Basis);

    public static Money Billion(decimal billions, Bound? bound = null, string? words = null) => new(billions * 1_000_000_000, "USD", bound, words);
}

public sealed class SetTradeTargetTests
{
    static readonly SetTradeTarget Command = new(
        "kaz-tjk-trade", KazTjk, Measure.Turnover, Set2018.Goal, Set2018.StatedOn, null, "KAZ:President", null, new("trend-2023", "up to $2 billion"));

    [Fact]
    public void A_goal_without_a_deadline_is_set_as_said() => Scenario.Given().When(Command).Then(Set2018);

    [Fact]
    public void With_a_deadline_and_a_basis_in_one_command() =>
        Scenario.Given().When(Command with { Deadline = DateSpan.In(2027), Basis = Basis }).Then(Set2018 with { Deadline = DateSpan.In(2027) }, Declared with { StatedOn = Set2018.StatedOn });

    [Fact]
    public void A_goal_already_met_was_set_without_a_warning()
    {
        var met = Turnover(Kaz, 2016, 2.1m);
        Assert.Contains("KAZ reports USD 2,100 million for 2016", Assert.Single(Scenario.Given(met).When(Command).Then(Set2018).Decision.Warnings!), StringComparison.Ordinal);
        Scenario.Given(Turnover(Tjk, 2017, 2)).When(Command with { Basis = Basis }).WithWarning("TJK reports");
        Scenario.Given(Side(Flow.Export, 1.5m), Side(Flow.Import, 0.5m)).When(Command).WithWarning("USD 2,000 million for 2016");
        Assert.Null(Scenario.Given(Set2018, met).When(Command).ThenNothing().Decision.Warnings);
    }

    [Fact]
    public void A_goal_not_met_when_it_was_stated_has_no_warning() => Assert.All(
        new object[][]
        {
            [], [Turnover(Kaz, 2016, 1.99m)], [Turnover(Kaz, 2016, 2.1m), Turnover(Kaz, 2017, 1.9m)], [Turnover(Kaz, 2018, 2.1m)], [Side(Flow.Export, 2.1m)],
            [Turnover(Kaz, 2016, 2.1m) with { Value = new(2_100_000_000, "KZT") }], [Turnover(Kaz, 2016, 2.1m) with { ReleasedOn = DateSpan.Parse("2016-12-30"), Status = FigureStatus.Estimated }],
            [Turnover(Kaz, 2016, 2) with { Value = Billion(2, Bound.About, "almost 2 bn") }],
        },
        figures => Assert.Null(Scenario.Given(figures).When(Command).Then(Set2018).Decision.Warnings));

    static TradeFigureRecorded Turnover(StateCode reporter, int year, decimal billions) => new(
        reporter, KazTjk.Other(reporter), Flow.Turnover, Period.OfYear(year), Billion(billions), FigureStatus.Final, "bns", DateSpan.Parse($"{year + 1}-07-25"), null, TradeScope.Goods);

    static TradeFigureRecorded Side(Flow flow, decimal billions) => Turnover(Kaz, 2016, billions) with { Flow = flow, Valuation = flow is Flow.Export ? Valuation.FOB : Valuation.CIF };

    [Fact]
    public void The_same_again_is_nothing()
    {
        Scenario.Given(Set2018).When(Command).ThenNothing();
        Scenario.Given(Set2018, Declared).When(Command).ThenNothing();
        Scenario.Given(Set2018, Declared).When(Command with { Basis = Basis with { Sources = ["bns"] } }).ThenNothing();
    }

    [Fact]
    public void The_same_again_with_a_basis_at_last_declares_it() => Scenario.Given(Set2018).When(Command with { Basis = Basis }).Then(Declared with { StatedOn = Set2018.StatedOn });

    [Fact]
    public void Another_basis_is_refused_here() =>
        Scenario.Given(Set2018, Declared).When(Command with { Basis = Basis with { MinimumStatus = MinimumStatus.Stated } }).ThenRefused(Problem.AlreadyDifferent);

    [Fact]
    public void A_basis_replaced_since_does_not_come_back() =>
        Scenario.Given(Set2018, Declared, Declared with { Basis = Basis with { Sources = null }, Reason = "Any source." }).When(Command with { Basis = Basis }).ThenNothing();

    [Fact]
    public void A_withdrawn_target_got_a_basis() =>
        Scenario.Given(Set2018, new TradeTargetWithdrawn("kaz-tjk-trade", KazTjk, DateSpan.Parse("2020"), "Given up.")).When(Command with { Basis = Basis })
            .ThenRefused(Problem.StateRefuses);

    [Fact]
    [Trait("Trap", "10")]
    public void Trap_10_another_goal_deadline_day_speaker_source_or_pair_is_no_second_setting_but_refused() => Assert.All(
        new[]
        {
            Command with { Goal = Billion(2, Bound.AtLeast, "at least $2 billion") }, Command with { Goal = Billion(1) }, Command with { Deadline = DateSpan.In(2027) },
            Command with { StatedOn = DateSpan.Parse("2024-08-22") }, Command with { Speaker = "KAZ" }, Command with { Citation = null },
            Command with { Pair = new(Kaz, Uzb) }, Command with { Measure = Measure.Parse("exports:KAZ>TJK") },
        },
        other => Scenario.Given(Set2018).When(other).ThenRefused(Problem.AlreadyDifferent));

    [Theory]
    [InlineData("turnover", "kaz-tjk-trade")]
    [InlineData("exports:TJK>KAZ", "kaz-tjk-exports-tjk-kaz")]
    public void Its_slug_is_derived_from_pair_and_measure(string measure, string slug) =>
        Scenario.Given().When(Command with { Slug = null, Measure = Measure.Parse(measure) }).Then(Set2018 with { Slug = slug, Measure = Measure.Parse(measure) });

    [Fact]
    [Trait("Trap", "17")]
    public void Trap_17_the_pair_is_one_in_either_order() =>
        Scenario.Given().When(Command with { Pair = Pair.Parse("TJK-KAZ") }).Then(Set2018);

    [Fact]
    [Trait("Trap", "4")]
    public void Trap_4_up_to_and_at_least_two_billion_are_kept_as_different_words() => Assert.All(
        new[] { Billion(2, Bound.AtMost, "up to $2 billion"), Billion(2, Bound.AtLeast, "at least $2 billion"), Billion(1.5m, Bound.About, "almost one and a half billion") },
        goal => Scenario.Given().When(Command with { Goal = goal }).Then(Set2018 with { Goal = goal }));

    [Fact]
    public void What_has_not_been_said_yet_is_no_target()
    {
        Scenario.Given().On("2018-03-13").When(Command).ThenRefused(Problem.InvalidValue, "/statedOn");
        Scenario.Given().On("2018-03-14").When(Command).Then(Set2018);
    }

    [Fact]
    public void A_basis_of_a_source_nobody_registered_is_refused() =>
        Scenario.Given().When(Command with { Basis = Basis with { Sources = ["bns", "unknown"] } }).ThenRefused(Problem.UnknownSource, "/basis/sources/1");

    [Fact]
    public void A_goal_is_more_than_nothing() => Assert.All(
        new[] { 0m, -1m }, amount => Scenario.Given().When(Command with { Goal = new(amount, "USD") }).ThenRefused(Problem.InvalidValue, "/goal/amount"));

    [Fact]
    [Trait("Trap", "11")]
    public void Trap_11_a_speaker_is_a_state_and_an_office()
    {
        Scenario.Given().When(Command with { Speaker = "KAZ" }).Then(Set2018 with { Speaker = "KAZ" });
        Assert.All(new[] { "President", "kaz:President", "KAZ:", "" }, who => Scenario.Given().When(Command with { Speaker = who }).ThenRefused(Problem.InvalidValue, "/speaker"));
    }

    [Fact]
    public void Every_fault_of_it_is_said_at_once() =>
        Scenario.Given().When(new SetTradeTarget(
                "No Slug", KazTjk, Measure.Parse("exports:KAZ>UZB"), new(0, "usd"), DateSpan.Parse("2018-03-14"), DateSpan.Parse("2018-03-13"), "nobody",
                new(Viewpoint.Parse("reporter:UZB"), TradeScope.Goods, Period.Parse("2018-Q1"), MinimumStatus.Final, [])))
            .ThenRefused(
                Problem.InvalidValue, "/slug", "/measure", "/goal/amount", "/goal/currency", "/deadline", "/speaker", "/basis/viewpoint", "/basis/baselinePeriod", "/basis/sources");

    [Fact]
    public void A_ceiling_was_attained_by_exceeding_it()
    {
        var ceiling = Billion(2, Bound.LessThan, "less than $2 billion");
        Scenario.Given().When(new SetTradeTarget("goal", KazTjk, Measure.Parse("turnover"), ceiling, DateSpan.Parse("2018"))).ThenRefused(Problem.InvalidValue, "/goal/bound");
        Scenario.Given(Set2018).When(new ReviseTradeTarget("kaz-tjk-trade", DateSpan.Parse("2023-05-04"), new("trend-2023", "goal"), ceiling)).ThenRefused(Problem.InvalidValue, "/goal/bound");
    }
}
