using CommitmentTracker.Contracts.Trade;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;
using CommitmentTracker.Trade;
using static CommitmentTracker.Decisions.Tests.Scenario;
using static CommitmentTracker.Decisions.Tests.Trade.Figures;

namespace CommitmentTracker.Decisions.Tests.Trade;

/// <summary>What a figure is held against: its own key, else its source's year before, else the nearest figure of anybody.</summary>
public sealed class PlausibilityTests
{
    static readonly TradeFigureRecorded Of2022 = Recorded(Record(1384.86m, "2023-06-30", "2022"));

    [Fact]
    public void The_first_figure_of_all_is_taken_whatever_it_is() => Given().When(Record(0.000001m)).Then(Recorded(Record(0.000001m)));

    [Theory]
    [InlineData(138.487, true)]
    [InlineData(138.486, false)] // a slip of one digit is a factor of exactly ten
    [InlineData(4154.58, true)]
    [InlineData(4154.59, false)]
    public void A_tenth_of_last_year_and_a_growth_of_200_percent_are_the_limits(decimal millions, bool plausible) => Expect(Record(millions), plausible, Of2022);

    [Fact]
    public void Confirmed_with_a_reason_an_implausible_figure_is_taken() =>
        Given(Of2022).When(Record(4200).Confirmed()).Then(Recorded(Record(4200).Confirmed()));

    [Fact]
    public void Confirmed_without_a_reason_it_is_refused() =>
        Given(Of2022).When(Record(4200) with { Confirm = true }).ThenRefused(Problem.InvalidValue, "/reason");

    [Fact]
    public void A_reason_alone_does_not_confirm() =>
        Given(Of2022).When(Record(4200) with { Reason = "Checked." }).ThenRefused(Problem.ImplausibleFigure, "/value/amount");

    [Fact]
    public void Confirmed_and_recorded_the_same_again_is_nothing() =>
        Given(Of2022, Recorded(Record(4200).Confirmed())).When(Record(4200).Confirmed()).ThenNothing();

    [Theory]
    [InlineData(1.38486)]
    [InlineData(1.4)]
    public void Thousands_read_as_units_are_told_as_such(decimal millions)
    {
        var answer = Given(Of2022).When(Record(millions)).ThenRefused(Problem.ImplausibleFigure, "/value/amount");
        Assert.Contains("a slip of units?", answer.Decision.Refusal!.Faults![0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Units_read_as_thousands_are_told_as_such_and_as_growth() =>
        Given(Of2022).When(Record(1_384_860)).ThenRefused(Problem.ImplausibleFigure, "/value/amount");

    [Fact]
    [Trait("Trap", "3")]
    public void Trap_3_80_million_said_of_800_is_doubted_against_the_year_before()
    {
        var of2016 = Recorded(Record(590.2m, "2017-07-01", "2016"));
        Given(of2016).When(Record(58, "2018-03-14", "2017", FigureStatus.Stated)).ThenRefused(Problem.ImplausibleFigure, "/value/amount");
        Given(of2016).When(Record(777.4m, "2018-07-01", "2017")).Then(Recorded(Record(777.4m, "2018-07-01", "2017")));
    }

    [Fact]
    public void A_revision_is_held_against_what_stands_for_its_key()
    {
        var stands = Recorded(Record(1130));
        Expect(Record(11_299, "2025-07-25"), true, stands);
        Expect(Record(11_300, "2025-07-25"), false, stands);
    }

    [Fact]
    public void A_year_entered_late_is_held_against_the_year_after_too() => Expect(Record(400, "2022-07-01", "2021"), false, Of2022);

    [Fact]
    public void Another_source_is_held_against_the_nearest_figure_of_anybody()
    {
        Expect(Record(1440, "2023-05-04", "2022", FigureStatus.Stated, "trend-2023"), true, Of2022);
        Expect(Record(14.4m, "2023-05-04", "2022", FigureStatus.Stated, "trend-2023"), false, Of2022);
        Expect(Record(100, "2023-05-04", "2022-07", FigureStatus.Stated, "trend-2023"), true, Of2022);
    }

    [Fact]
    public void Another_sources_figures_of_the_year_and_the_year_before_were_not_looked_at()
    {
        // A source of its own, in line with itself, and a hundred times below everybody else.
        var slipped = Recorded(Record(11.6m, "2022-07-01", "2021", source: "trend-2023").Confirmed());
        Expect(Record(13.8m, "2023-05-04", "2022", source: "trend-2023"), false, Of2022, slipped);
        // Growth from the year before that only another source gives.
        Expect(Record(4200, "2024-07-25", "2023", source: "trend-2023"), false, Of2022);
        Expect(Record(4100, "2024-07-25", "2023", source: "trend-2023"), true, Of2022);
        // And to the year after.
        Expect(Record(400, "2022-07-01", "2021", source: "trend-2023"), false, Of2022);
    }

    [Fact]
    public void Of_several_sources_the_figure_accepted_last_is_the_measure()
    {
        var trend = Record(2000, "2023-05-04", "2022", FigureStatus.Stated, "trend-2023");
        Expect(Record(14_500, "2023-06-01", "2022", FigureStatus.Stated, "kazinform-2024"), true, Of2022, Recorded(trend));
        Expect(Record(14_500, "2023-06-01", "2022", FigureStatus.Stated, "kazinform-2024"), false, Recorded(trend), Of2022);
    }

    [Fact]
    public void The_first_months_of_a_year_are_not_held_against_the_whole_of_another()
    {
        var year = Recorded(Record(1384, "2023-02-01", "2022-01-01/P12M"));
        Expect(Record(90, "2023-03-01", "2023-01-01/P1M", FigureStatus.Provisional), true, year);
        Expect(Record(90, "2023-03-01", "2023-01-01/P1M", FigureStatus.Provisional), false, year, Recorded(Record(9, "2022-03-01", "2022-01-01/P1M", FigureStatus.Provisional)));
    }

    [Theory]
    [InlineData(1_020.1, "a thousand times more")]
    [InlineData(980.1, "a thousand times more")]
    [InlineData(979, "ten times or more larger")]
    [InlineData(1_021, "ten times or more larger")]
    [InlineData(0.00099, "a thousand times less")]
    public void Within_2_percent_of_a_thousand_times_it_is_called_a_slip_of_units(decimal times, string said)
    {
        var answer = Given(Recorded(Record(1000, "2023-06-30", "2022"))).When(Record(1000 * times, "2023-07-01", "2022")).ThenRefused(Problem.ImplausibleFigure, "/value/amount");
        Assert.Contains(said, answer.Decision.Refusal!.Faults![0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_monthly_figure_in_the_currency_of_the_series_was_doubted_once_another_currency_had_been_confirmed()
    {
        var tenge = Record(1) with { Value = new(600_000_000_000, "KZT") };
        Expect(Record(100, "2023-05-04", "2022-07"), true, Of2022, Recorded(tenge.Confirmed()));
    }

    [Fact]
    public void A_figure_without_its_unit_is_refused()
    {
        var body = """{"reporter":"KAZ","partner":"TJK","flow":"turnover","period":"2023","value":{"amount":5},"status":"final","source":"bns","releasedOn":"2024-07-25"}"""u8;
        Assert.Equal("/value/currency", Assert.Single(CommandBody.Read(RecordTradeFigureSlice.Slice, body.ToArray(), Scenario.Day("2026-11-22")).Item2!.Faults!).Pointer);
    }

    [Fact]
    public void A_currency_the_series_does_not_have_is_doubted()
    {
        var roubles = Record(80_000) with { Value = new(80_000_000_000, "RUB") };
        Given(Of2022).When(roubles).ThenRefused(Problem.ImplausibleFigure, "/value/currency");
        Given(Of2022).When(roubles.Confirmed()).Then(Recorded(roubles.Confirmed()));
        Given(Of2022, Recorded(roubles.Confirmed())).When(roubles with { Period = Period.Parse("2022") }).Then(Recorded(roubles with { Period = Period.Parse("2022") }));
    }

    [Fact]
    public void A_retracted_slip_of_currency_made_every_right_figure_implausible()
    {
        var slip = Record(1130) with { Value = new(1_130_000_000, "KZT") };
        Given(Recorded(slip), Retracted(slip, 1)).When(Record(1130)).Then(Recorded(Record(1130)));
    }

    [Fact]
    public void Zero_is_a_value_and_says_nothing_about_the_next()
    {
        Given(Of2022).When(Record(0)).Then(Recorded(Record(0)));
        Given(Recorded(Record(0, "2023-06-30", "2022"))).When(Record(1130)).Then(Recorded(Record(1130)));
    }

    [Fact]
    public void What_was_retracted_is_no_measure() => Expect(Record(4200), true, Of2022, Retracted(Record(1384.86m, "2023-06-30", "2022"), 1));

    static void Expect(RecordTradeFigure command, bool plausible, params object[] given)
    {
        var answer = Given(given).When(command);
        if (plausible)
            Assert.Single(answer.Decision.Events);
        else
            answer.ThenRefused(Problem.ImplausibleFigure, "/value/amount");
    }
}
