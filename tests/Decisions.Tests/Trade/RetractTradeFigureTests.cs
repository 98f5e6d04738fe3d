using CommitmentTracker.Contracts.Trade;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;
using static CommitmentTracker.Decisions.Tests.Scenario;
using static CommitmentTracker.Decisions.Tests.Trade.Figures;

namespace CommitmentTracker.Decisions.Tests.Trade;

public sealed class RetractTradeFigureTests
{
    static readonly RecordTradeFigure First = Record(1100, "2024-02-01"), Second = Record(1130);
    static readonly RetractTradeFigure Command = new(Kaz, Tjk, Flow.Turnover, Period.Parse("2023"), "bns", "A slip.");

    [Fact]
    public void A_figure_that_stands_alone_is_retracted_by_its_key() => Given(Recorded(First)).When(Command).Then(Retracted(First, 1));

    [Fact]
    public void Retracted_again_is_nothing() => Given(Recorded(First), Retracted(First, 1)).When(Command).ThenNothing();

    [Fact]
    public void Of_two_releases_one_must_be_named() =>
        Given(Recorded(First), Revised(Second, First.Value)).When(Command).ThenRefused(Problem.StateRefuses, "/releasedOn");

    [Fact]
    public void A_release_is_named_by_its_value_or_its_day()
    {
        Given(Recorded(First), Revised(Second, First.Value)).When(Command with { Value = Usd(1130) }).Then(Retracted(Second, 2));
        Given(Recorded(First), Revised(Second, First.Value)).When(Command with { ReleasedOn = First.ReleasedOn }).Then(Retracted(First, 1));
    }

    [Fact]
    public void The_value_to_retract_was_a_number_where_the_recorded_one_is_money()
    {
        var tenge = First with { Value = new(500_000_000_000, "KZT") };
        Given(Recorded(First), Recorded(tenge)).When(Command with { Value = tenge.Value }).Then(Retracted(tenge, 2));
        Given(Recorded(First)).When(Command with { Value = First.Value, Currency = "KZT" }).ThenRefused(Problem.InvalidValue, "/currency");
        var almost = First with { Value = First.Value with { Bound = Bound.About, Words = "almost 1.1 bn" } };
        Given(Recorded(almost)).When(Command with { Value = First.Value }).Then(Retracted(almost with { Value = almost.Value with { Words = null } }, 1));
        Given(Recorded(almost)).When(Command with { Value = First.Value with { Bound = Bound.AtLeast } }).ThenRefused(Problem.NotFound);
    }

    [Fact]
    public void A_named_release_retracted_again_is_nothing_though_another_stands() =>
        Given(Recorded(First), Revised(Second, First.Value), Retracted(Second, 2)).When(Command with { Value = Usd(1130) }).ThenNothing();

    [Fact]
    public void After_a_retraction_the_value_before_counts_again() =>
        Given(Recorded(First), Revised(Second, First.Value), Retracted(Second, 2)).When(Record(1140, "2025-07-25"))
            .Then(Revised(Record(1140, "2025-07-25"), First.Value));

    [Fact]
    public void When_all_are_retracted_the_next_is_a_first_again() =>
        Given(Recorded(First), Retracted(First, 1)).When(Second).Then(Recorded(Second));

    [Fact]
    public void What_was_retracted_does_not_come_back_with_a_file_sent_twice() =>
        Given(Recorded(First), Retracted(First, 1)).When(First).ThenNothing().WithWarning("was retracted");

    [Fact]
    public void Confirmed_with_a_reason_it_comes_back_and_can_be_retracted_again()
    {
        Given(Recorded(First), Retracted(First, 1)).When(First.Confirmed()).Then(Recorded(First.Confirmed()));
        Given(Recorded(First), Retracted(First, 1), Recorded(First.Confirmed())).When(First.Confirmed()).ThenNothing();
        Given(Recorded(First), Retracted(First, 1), Recorded(First.Confirmed())).When(Command with { Reason = "A slip after all." })
            .Then(Retracted(First, 3, "A slip after all."));
    }

    [Fact]
    public void A_confirmed_figure_that_was_retracted_came_back_with_a_file_sent_twice()
    {
        Given(Recorded(First.Confirmed()), Retracted(First, 1)).When(First.Confirmed()).ThenNothing().WithWarning("was retracted");
        var anew = First.Confirmed() with { Reason = "The yearbook has it too." };
        Given(Recorded(First.Confirmed()), Retracted(First, 1)).When(anew).Then(Recorded(anew));
    }

    [Fact]
    public void A_retraction_sent_again_took_out_the_figure_recorded_in_place_of_the_wrong_one() =>
        Given(Recorded(First), Retracted(First, 1), Recorded(Second)).When(Command).ThenNothing().WithWarning("a reason of its own");

    [Fact]
    public void Two_entries_that_differ_only_in_status_could_never_be_retracted()
    {
        var provisional = Second with { Status = FigureStatus.Provisional };
        Given(Recorded(provisional), Revised(Second, Second.Value)).When(Command with { Value = Usd(1130), ReleasedOn = Second.ReleasedOn })
            .Then(Retracted(provisional, 1), Retracted(Second, 2));
    }

    [Fact]
    public void What_is_not_recorded_cannot_be_retracted() => Assert.All(
        new[]
        {
            Command with { Period = Period.Parse("2022") }, Command with { Source = "trend-2023" }, Command with { Flow = Flow.Export },
            Command with { Scope = TradeScope.Services }, Command with { Currency = "EUR" }, Command with { Value = Usd(1) },
            Command with { ReleasedOn = DateSpan.Parse("2020") }, Command with { Reporter = Tjk, Partner = Kaz },
        },
        other => Given(Recorded(First)).When(other).ThenRefused(Problem.NotFound));

    [Fact]
    public void Every_fault_of_it_is_said_at_once() =>
        Given().When(new RetractTradeFigure(Kaz, Kaz, Flow.Import, Period.Parse("2023"), "No Slug", "", Currency: "X", Value: new(0.0000001m, "EUR")))
            .ThenRefused(Problem.InvalidValue, "/partner", "/reason", "/currency", "/value/amount", "/source");
}
