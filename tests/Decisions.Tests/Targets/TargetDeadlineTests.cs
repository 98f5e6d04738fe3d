using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;
using static CommitmentTracker.Decisions.Tests.Targets.TwoBillion;

namespace CommitmentTracker.Decisions.Tests.Targets;

/// <summary>ReviseTradeTarget, as far as it says by when: added, extended, advanced.</summary>
public sealed class TargetDeadlineTests
{
    static readonly Citation By = new("trend-2023", "by 2027");
    static readonly DateSpan In2023 = DateSpan.Parse("2023-05-04"), In2024 = DateSpan.Parse("2024-08-23");
    static readonly TargetDeadlineAdded By2025 = new("kaz-tjk-trade", KazTjk, DateSpan.In(2025), In2023, null, "trend-2023");
    static readonly TargetDeadlineExtended To2027 = new(
        "kaz-tjk-trade", KazTjk, DateSpan.In(2025), DateSpan.In(2027), In2024, "A new roadmap.", "Roadmap to 2027", null, "trend-2023");
    static readonly ReviseTradeTarget Extend = new(
        "kaz-tjk-trade", In2024, By, null, DateSpan.In(2027), null, "A new roadmap.", "Roadmap to 2027");
    static readonly ReviseTradeTarget Advance = new("kaz-tjk-trade", In2024, By, null, DateSpan.In(2024), Reason: "Both mean to be quicker.", AgreedBy: [Tjk, Kaz]);
    static readonly TargetDeadlineAdvanced To2024 = new("kaz-tjk-trade", KazTjk, DateSpan.In(2025), DateSpan.In(2024), In2024, [Kaz, Tjk], "Both mean to be quicker.", null, "trend-2023");

    [Fact]
    public void By_2027_added_to_a_target_without_a_deadline_ends_with_that_year()
    {
        var command = new ReviseTradeTarget("kaz-tjk-trade", In2024, By, null, DateSpan.Parse("2027"));
        Scenario.Given(Set2018).When(command).Then(new TargetDeadlineAdded("kaz-tjk-trade", KazTjk, new(new(2027, 1, 1), new(2027, 12, 31), Precision.Year), In2024, null, "trend-2023"));
    }

    [Fact]
    public void A_goal_and_a_deadline_said_in_one_breath_are_two_events() =>
        Scenario.Given(Set2018).When(new ReviseTradeTarget("kaz-tjk-trade", In2024, By, Billion(3), DateSpan.In(2027))).Then(
            new TradeTargetRevised("kaz-tjk-trade", KazTjk, Set2018.Goal, Billion(3), In2024, Source: "trend-2023"),
            new TargetDeadlineAdded("kaz-tjk-trade", KazTjk, DateSpan.In(2027), In2024, null, "trend-2023"));

    [Fact]
    public void A_goal_said_again_with_a_new_deadline_was_forgotten_and_a_goal_found_late_took_its_place()
    {
        var again = new TradeTargetRestated("kaz-tjk-trade", KazTjk, Set2018.Goal, null, In2024, null, "trend-2023");
        var added = new TargetDeadlineAdded("kaz-tjk-trade", KazTjk, DateSpan.In(2027), In2024, null, "trend-2023");
        Scenario.Given(Set2018).When(new ReviseTradeTarget("kaz-tjk-trade", In2024, By, Set2018.Goal, DateSpan.In(2027))).Then(added, again);

        var late = new TradeTargetRevised("kaz-tjk-trade", KazTjk, Set2018.Goal, Billion(1), In2023, Source: "trend-2023");
        Scenario.Given(Set2018, added, again, late).When(new ReviseTradeTarget("kaz-tjk-trade", DateSpan.Parse("2025"), By, Set2018.Goal))
            .Then(new TradeTargetRestated("kaz-tjk-trade", KazTjk, Set2018.Goal, null, DateSpan.Parse("2025"), null, "trend-2023"));
    }

    [Fact]
    public void Said_again_by_another_day_it_is_a_mention_in_any_form_that_ends_alike() =>
        Scenario.Given(Set2018, By2025).When(new ReviseTradeTarget("kaz-tjk-trade", In2024, By, null, DateSpan.Parse("2025-12-31")))
            .Then(new TradeTargetRestated("kaz-tjk-trade", KazTjk, null, DateSpan.Parse("2025-12-31"), In2024, null, "trend-2023"));

    [Fact]
    public void A_later_deadline_with_reason_authority_and_source_extends_it_and_the_old_one_is_kept() =>
        Scenario.Given(Set2018, By2025).When(Extend).Then(To2027);

    [Fact]
    public void An_extension_lacks_everything_it_lacks_at_once() =>
        Scenario.Given(Set2018, By2025).When(new ReviseTradeTarget("kaz-tjk-trade", In2024, By, Billion(3), DateSpan.In(2027)))
            .ThenRefused(Problem.InvalidValue, "/reason", "/authority");

    [Fact]
    public void An_earlier_deadline_that_both_states_agreed_advances_it() => Scenario.Given(Set2018, By2025).When(Advance).Then(To2024);

    [Fact]
    public void A_deadline_was_advanced_without_saying_why() =>
        Scenario.Given(Set2018, By2025).When(Advance with { Reason = null }).ThenRefused(Problem.InvalidValue, "/reason");

    [Fact]
    public void One_state_alone_cannot_advance_a_deadline() => Assert.All(
        new StateCode[]?[] { null, [], [Kaz], [Tjk, Uzb], [Kaz, Kaz] },
        agreed => Scenario.Given(Set2018, By2025).When(Advance with { AgreedBy = agreed }).ThenRefused(Problem.StateRefuses, "/agreedBy"));

    [Fact]
    public void Added_extended_or_advanced_again_is_nothing()
    {
        Scenario.Given(Set2018, By2025).When(new ReviseTradeTarget("kaz-tjk-trade", In2023, By, null, DateSpan.In(2025))).ThenNothing();
        Scenario.Given(Set2018, By2025, To2027).When(Extend).ThenNothing();
        Scenario.Given(Set2018, By2025, To2024).When(Advance).ThenNothing();
    }

    [Fact]
    public void A_deadline_of_the_same_day_was_moved_back_when_the_first_source_was_sent_again()
    {
        var sameDay = To2027 with { StatedOn = In2023 };
        Scenario.Given(Set2018, By2025, sameDay).When(new ReviseTradeTarget("kaz-tjk-trade", In2023, By, null, DateSpan.In(2025))).ThenNothing();
    }

    [Fact]
    public void A_deadline_found_late_is_added_on_its_own_day_and_the_later_one_goes_on_standing()
    {
        var by2027 = new TargetDeadlineAdded("kaz-tjk-trade", KazTjk, DateSpan.In(2027), In2024, null, "trend-2023");
        Scenario.Given(Set2018, by2027).When(new ReviseTradeTarget("kaz-tjk-trade", In2023, By, null, DateSpan.In(2025))).Then(By2025);
        Scenario.Given(Set2018, by2027, By2025).When(new ReviseTradeTarget("kaz-tjk-trade", DateSpan.Parse("2025"), By, null, DateSpan.In(2027)))
            .Then(new TradeTargetRestated("kaz-tjk-trade", KazTjk, null, DateSpan.In(2027), DateSpan.Parse("2025"), null, "trend-2023"));
    }

    [Fact]
    public void A_deadline_before_its_statement_is_refused() =>
        Scenario.Given(Set2018).When(new ReviseTradeTarget("kaz-tjk-trade", In2024, By, null, DateSpan.Parse("2024-08-22"))).ThenRefused(Problem.InvalidValue, "/deadline");

    [Fact]
    public void What_an_advance_lacks_was_told_one_request_at_a_time() =>
        Scenario.Given(Set2018, By2025).When(Advance with { Reason = null, AgreedBy = null }).ThenRefused(Problem.InvalidValue, "/reason", "/agreedBy");

    [Fact]
    public void A_deadline_found_late_made_the_later_ones_say_what_they_were_not_without_a_word()
    {
        var answer = Scenario.Given(Set2018, By2025).When(new ReviseTradeTarget("kaz-tjk-trade", DateSpan.Parse("2018-05-14"), By, null, DateSpan.In(2029)));
        Assert.StartsWith("A later statement is recorded already, the first of 2023-05-04:", Assert.Single(answer.Decision.Warnings!), StringComparison.Ordinal);
    }
}
