using CommitmentTracker.Contracts.Trade;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;
using static CommitmentTracker.Decisions.Tests.Scenario;
using static CommitmentTracker.Decisions.Tests.Trade.Figures;

namespace CommitmentTracker.Decisions.Tests.Trade;

/// <summary>Kazakhstan on Tajikistan in a few words; amounts in millions.</summary>
static class Figures
{
    public static readonly StateCode Kaz = StateCode.Parse("KAZ"), Tjk = StateCode.Parse("TJK");

    public static Money Usd(decimal millions) => new(millions * 1_000_000, "USD");

    public static RecordTradeFigure Record(
        decimal millions, string released = "2024-07-25", string period = "2023", FigureStatus status = FigureStatus.Final, string source = "bns", Flow flow = Flow.Turnover) =>
        new(Kaz, Tjk, flow, Period.Parse(period), Usd(millions), status, source, DateSpan.Parse(released));

    public static TradeFigureRecorded Recorded(RecordTradeFigure c) => new(
        c.Reporter, c.Partner, c.Flow, c.Period, c.Value, c.Status, c.Source, c.ReleasedOn, c.Valuation ?? Usual(c.Flow), c.Scope ?? TradeScope.Goods, c.Reason);

    public static TradeFigureRevised Revised(RecordTradeFigure c, Money? previous) => new(
        c.Reporter, c.Partner, c.Flow, c.Period, c.Value, c.Status, c.Source, c.ReleasedOn, c.Valuation ?? Usual(c.Flow), c.Scope ?? TradeScope.Goods, previous, c.Reason);

    public static TradeFigureReleasedAgain Again(RecordTradeFigure c) => new(
        c.Reporter, c.Partner, c.Flow, c.Period, c.Value, c.Status, c.Source, c.ReleasedOn, c.Valuation ?? Usual(c.Flow), c.Scope ?? TradeScope.Goods, c.Reason);

    public static TradeFigureRetracted Retracted(RecordTradeFigure c, long vintage, string reason = "A slip.") => new(
        c.Reporter, c.Partner, c.Flow, c.Period, c.Value, c.Source, c.ReleasedOn, c.Valuation ?? Usual(c.Flow), c.Scope ?? TradeScope.Goods, vintage, reason);

    public static RecordTradeFigure Confirmed(this RecordTradeFigure c) => c with { Confirm = true, Reason = "Checked in the workbook." };

    static Valuation? Usual(Flow flow) => flow is Flow.Export ? Valuation.FOB : flow is Flow.Import ? Valuation.CIF : null;
}

public sealed class RecordTradeFigureTests
{
    static readonly RecordTradeFigure First = Record(1129.966517m);

    [Fact]
    public void A_final_figure_is_not_rewritten_within_its_own_release_unless_somebody_says_why()
    {
        var stands = Recorded(Record(1130));
        Given(stands).When(Record(1131)).ThenRefused(Problem.StateRefuses, "/releasedOn");
        Assert.Single(Given(stands).When(Record(1131) with { Confirm = true, Reason = "a digit was mistyped" }).Decision.Events);
        Assert.Single(Given(stands).When(Record(1131, "2025-07-25")).Decision.Events);
    }

    [Theory]
    [InlineData(FigureStatus.Stated)]
    [InlineData(FigureStatus.Estimated)]
    [InlineData(FigureStatus.Provisional)]
    public void A_forecast_was_recorded_like_a_figure_without_a_word(FigureStatus status)
    {
        var forecast = Record(1130, "2023-12-30", status: status);
        Given().When(forecast).Then(Recorded(forecast)).WithWarning("a forecast or partial figure");
        Given(Recorded(forecast)).When(Record(1150, "2023-12-30", status: status)).WithWarning("a forecast or partial figure");
        Assert.Null(Given(Recorded(forecast)).When(forecast).ThenNothing().Decision.Warnings);
        Assert.Null(Given().When(Record(1130, "2023-12-31", status: status)).Decision.Warnings);
        Assert.Null(Given().When(Record(600, "2023-08-15", "2023-S1", status)).Decision.Warnings);
    }

    [Fact]
    public void The_first_value_of_a_key_is_recorded() => Given().When(First).Then(Recorded(First));

    [Fact]
    public void The_same_again_is_nothing_also_with_other_words()
    {
        Given(Recorded(First)).When(First).ThenNothing();
        Given(Recorded(First)).When(First with { Value = First.Value with { Words = "1,13 млрд" } }).ThenNothing();
    }

    [Fact]
    public void A_later_release_of_the_same_value_was_forgotten_and_a_release_between_stood_over_it()
    {
        var later = First with { ReleasedOn = DateSpan.Parse("2025-07-25") };
        var between = Record(1140, "2025-01-10");
        Given(Recorded(First)).When(later).Then(Again(later));
        Given(Recorded(First), Again(later)).When(later).ThenNothing();
        Given(Recorded(First), Again(later)).When(between).Then(Revised(between, First.Value));
        Given(Recorded(First), Again(later), Revised(between, First.Value)).When(Record(1150, "2026-01-10")).Then(Revised(Record(1150, "2026-01-10"), First.Value));
    }

    [Fact]
    public void Words_a_reason_or_a_citation_sent_with_a_known_figure_were_dropped_in_silence()
    {
        var cited = First with { Value = First.Value with { Words = "1,13 млрд" }, Reason = "Seen again.", Citation = new("bns", "1 129 966,5") };
        Given(Recorded(First)).When(cited).ThenNothing().WithWarning("words, reason, citation) was not stored");
        Assert.Null(Given(Recorded(First)).When(First).ThenNothing().Decision.Warnings);
    }

    [Fact]
    public void A_release_day_known_better_was_dropped_in_silence() =>
        Given(Recorded(First with { ReleasedOn = DateSpan.Parse("2024-07") })).When(First with { ReleasedOn = DateSpan.Parse("2024-07-31") })
            .ThenNothing().WithWarning("Not stored: 2024-07-31 as its release");

    [Fact]
    public void A_final_figure_was_taken_for_the_provisional_one_that_was_retracted()
    {
        var provisional = First with { Status = FigureStatus.Provisional };
        Given(Recorded(provisional), Retracted(provisional, 1)).When(First).Then(Recorded(First));
        Given(Recorded(provisional), Retracted(provisional, 1)).When(provisional).ThenNothing().WithWarning("was retracted");
    }

    [Fact]
    public void Exports_are_FOB_and_imports_CIF_unless_said_otherwise()
    {
        Given().When(Record(500, flow: Flow.Export)).Then(Recorded(Record(500, flow: Flow.Export) with { Valuation = Valuation.FOB }));
        Given().When(Record(500, flow: Flow.Import)).Then(Recorded(Record(500, flow: Flow.Import) with { Valuation = Valuation.CIF }));
        var free = Record(500, flow: Flow.Import) with { Valuation = Valuation.FOB };
        Given().When(free).Then(Recorded(free));
    }

    [Fact]
    public void Figures_of_another_source_period_flow_scope_or_valuation_stand_beside_it() => Assert.All(
        new[]
        {
            First with { Source = "trend-2023", Status = FigureStatus.Stated, Value = Usd(1500) with { Bound = Bound.About, Words = "almost one and a half billion" } },
            First with { Period = Period.Parse("2022") }, First with { Flow = Flow.Export }, First with { Scope = TradeScope.GoodsAndServices },
            First with { Period = Period.Parse("2023-01-01/P12M") },
        },
        other => Given(Recorded(First)).When(other).Then(Recorded(other)));

    [Fact]
    [Trait("Trap", "9")]
    public void Trap_9_four_spoken_figures_of_one_year_are_all_kept()
    {
        var spoken = new[] { (1500m, "trend-2023"), (1440m, "kazinform-2024"), (1400m, "bns") }.Select(f => Record(f.Item1, "2023-05-04", "2022", FigureStatus.Stated, f.Item2)).ToList();
        foreach (var (i, figure) in spoken.Index())
            Given([.. spoken.Take(i).Select(Recorded)]).When(figure).Then(Recorded(figure));
    }

    [Fact]
    public void A_later_release_with_another_value_revises() =>
        Given(Recorded(First)).When(Record(1130, "2025-07-25")).Then(Revised(Record(1130, "2025-07-25"), First.Value));

    [Fact]
    public void Of_several_releases_the_one_before_by_release_date_is_the_previous() =>
        Given(Recorded(First), Revised(Record(1140, "2026-07-25"), First.Value)).When(Record(1130, "2025-07-25"))
            .Then(Revised(Record(1130, "2025-07-25"), First.Value));

    [Fact]
    public void An_earlier_vintage_may_be_entered_later_and_has_no_previous() =>
        Given(Recorded(First)).When(Record(1100, "2024-02-01", status: FigureStatus.Provisional))
            .Then(Revised(Record(1100, "2024-02-01", status: FigureStatus.Provisional), null));

    [Fact]
    public void Vintages_entered_in_any_order_leave_the_last_released_standing()
    {
        RecordTradeFigure[] releases = [Record(1100, "2024-02-01"), Record(1110, "2024-05-01"), Record(1120, "2024-07-25")];
        foreach (var order in (int[][])[[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]])
        {
            var world = new World();
            world.Add(Bns);
            foreach (var i in order)
                Assert.Single(world.Send(releases[i], Day("2026-11-22")).Decision.Events);

            world.Send(Record(1130, "2025-01-01"), Day("2026-11-22")).Then(Revised(Record(1130, "2025-01-01"), Usd(1120)));
            Assert.All(releases, again => world.Decide(again, Day("2026-11-22")).ThenNothing());
        }
    }

    [Fact]
    public void Of_two_values_of_one_release_the_one_recorded_last_stands() =>
        Given(Recorded(First), Revised(Record(1130), First.Value)).When(Record(1140, "2025-07-25")).Then(Revised(Record(1140, "2025-07-25"), Usd(1130)));

    [Fact]
    public void Two_values_of_one_release_took_turns_when_the_file_was_sent_twice() =>
        Given(Recorded(First), Revised(Record(1130), First.Value)).When(First).ThenNothing().WithWarning("another of the same release stands");

    [Fact]
    public void A_provisional_figure_becomes_final_with_the_same_value()
    {
        var provisional = First with { Status = FigureStatus.Provisional };
        Given(Recorded(provisional)).When(First).Then(Revised(First, First.Value));
    }

    [Theory]
    [InlineData(FigureStatus.Provisional)]
    [InlineData(FigureStatus.Estimated)]
    [InlineData(FigureStatus.Stated)]
    public void A_final_figure_is_not_replaced_by_a_later_one_less_settled_unless_confirmed(FigureStatus status)
    {
        var later = Record(1130, "2025-07-25", status: status);
        Given(Recorded(First)).When(later).ThenRefused(Problem.StateRefuses, "/status");
        Given(Recorded(First)).When(later.Confirmed()).Then(Revised(later.Confirmed(), First.Value));
    }

    [Fact]
    public void A_figure_of_a_source_nobody_registered_is_refused() =>
        Given().When(First with { Source = "unknown" }).ThenRefused(Problem.UnknownSource, "/source");

    [Fact]
    public void Of_two_unknown_sources_the_cited_one_is_told() =>
        Given().When(First with { Source = "unknown", Citation = new("nowhere", "q") }).ThenRefused(Problem.UnknownSource, "/citation/source");

    [Fact]
    public void What_has_not_happened_yet_is_no_figure()
    {
        Given().On("2023-12-31").When(First).ThenRefused(Problem.InvalidValue, "/releasedOn");
        Given().On("2022-12-31").When(First).ThenRefused(Problem.InvalidValue, "/period", "/releasedOn");
        Given().On("2024-07-25").When(First).Then(Recorded(First));
    }

    [Fact]
    public void A_release_may_be_known_by_its_year_only()
    {
        var vague = Record(842, "2019", "2018");
        Given().On("2019-02-01").When(vague).Then(Recorded(vague));
        Given(Recorded(vague)).When(Record(848, "2019-07-01", "2018")).Then(Revised(Record(848, "2019-07-01", "2018"), null));
    }

    [Fact]
    public void Every_fault_of_it_is_said_at_once() =>
        Given().When(new RecordTradeFigure(
                Kaz, Kaz, Flow.Export, Period.Parse("2023"), new(-1.1234567m, "XX", null, " "), FigureStatus.Final, "No Slug", DateSpan.Parse("2022"), Confirm: true, Reason: " "))
            .ThenRefused(Problem.InvalidValue, "/partner", "/value/amount", "/value/currency", "/value/words", "/source", "/releasedOn", "/reason");

    [Theory]
    [InlineData("1000000000000001", false)]
    [InlineData("1000000000000000", true)]
    [InlineData("123456789.1234567", false)]
    [InlineData("123456789.123456", true)]
    [InlineData("1234567890.123456", false)]
    [InlineData("1.500000000", true)]
    [InlineData("-0.01", false)]
    [InlineData("0", true)]
    public void An_amount_has_at_most_15_digits_6_decimals_and_a_size_that_trade_has(string amount, bool taken)
    {
        var command = First with { Value = new(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), "USD") };
        if (taken)
            Given().When(command).Then(Recorded(command));
        else
            Given().When(command).ThenRefused(Problem.InvalidValue, "/value/amount");
    }

    [Fact]
    public void A_quote_of_another_source_than_the_figures_was_taken_without_a_word()
    {
        var answer = Given().When(Record(1_130) with { Citation = new("trend-2023", "1.13 billion") });
        Assert.Equal(["The quote is from 'trend-2023', and the figure is kept as one of 'bns'."], answer.Decision.Warnings!);
    }

    [Fact]
    public void Trade_to_July_fell_below_that_to_June_without_a_word()
    {
        var june = Recorded(Record(650, "2021-08-01", "2021-01-01/P6M"));
        Assert.Equal(["This is less than 2021-01-01/P6M, 650000000 USD: one of the two was revised."], Given(june).When(Record(640, "2021-09-01", "2021-01-01/P7M")).Decision.Warnings!);
        Assert.Equal(["This is more than 2021-01-01/P6M, 650000000 USD: one of the two was revised."], Given(june).When(Record(660, "2021-09-01", "2021-01-01/P5M")).Decision.Warnings!);
        Assert.Null(Given(june).When(Record(660, "2021-09-01", "2021-01-01/P7M")).Decision.Warnings);
    }

    [Fact]
    public void Trade_with_a_state_that_was_no_more_was_taken_without_a_word()
    {
        var record = Record(10) with { Partner = StateCode.Parse("SUN") };
        Given().When(record).ThenRefused(Problem.ImplausibleFigure, "/partner");
        Assert.Single(Given().When(record with { Confirm = true, Reason = "So printed." }).Decision.Events);
        Assert.Single(Given().When(record with { Period = Period.Parse("1990"), Reporter = StateCode.Parse("DEU") }).Decision.Events);
    }

    [Fact]
    public void Figures_from_before_a_state_began_are_taken_with_a_warning()
    {
        Assert.Equal(
            ["Figures of KAZ begin with 1992; what is older is mostly its predecessor's.", "Figures of TJK begin with 1992; what is older is mostly its predecessor's."],
            Given().When(Record(10, "2024-07-25", "1985")).Decision.Warnings!);
        Assert.Null(Given().When(Record(10, "2024-07-25", "1992")).Decision.Warnings);
    }
}
