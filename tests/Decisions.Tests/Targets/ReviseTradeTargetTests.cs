using System.Text;
using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;
using CommitmentTracker.Targets;
using static CommitmentTracker.Decisions.Tests.Scenario;
using static CommitmentTracker.Decisions.Tests.Targets.TwoBillion;

namespace CommitmentTracker.Decisions.Tests.Targets;

/// <summary>Deadlines of a target: see <see cref="TargetDeadlineTests"/>.</summary>
public sealed class ReviseTradeTargetTests
{
    static readonly DateSpan In2021 = DateSpan.Parse("2021-05-20"), In2023 = DateSpan.Parse("2023-05-04"), In2024 = DateSpan.Parse("2024-08-22");

    static ReviseTradeTarget Says(DateSpan on, Money? goal = null, DateSpan? deadline = null, string source = "trend-2023", string? reason = null) =>
        new("kaz-tjk-trade", on, new(source, "goal"), goal, deadline, "KAZ:President", reason);

    static TradeTargetRevised Revised(DateSpan on, Money? previous, Money goal, string source = "trend-2023", string? reason = null) =>
        new("kaz-tjk-trade", KazTjk, previous, goal, on, "KAZ:President", reason, source);

    static TradeTargetRestated Restated(DateSpan on, Money? goal = null, DateSpan? deadline = null, string source = "trend-2023") =>
        new("kaz-tjk-trade", KazTjk, goal, deadline, on, "KAZ:President", source);

    const string Why = "A first step.";

    static readonly TradeTargetWithdrawn Withdrawn2023 = new("kaz-tjk-trade", KazTjk, DateSpan.Parse("2023"), "Given up.");

    [Fact]
    public void Another_goal_is_a_revision_that_names_the_one_before() =>
        Scenario.Given(Set2018).When(Says(In2021, Billion(3))).Then(Revised(In2021, Set2018.Goal, Billion(3)));

    [Fact]
    [Trait("Trap", "4")]
    public void Trap_4_at_least_after_up_to_is_another_goal_of_the_same_size()
    {
        var atLeast = Billion(2, Bound.AtLeast, "at least $2 billion");
        Scenario.Given(Set2018).When(Says(In2023, atLeast)).Then(Revised(In2023, Set2018.Goal, atLeast));
    }

    [Fact]
    public void The_same_goal_in_other_words_is_a_mention() =>
        Scenario.Given(Set2018).When(Says(In2024, Set2018.Goal with { Words = "до $2 млрд" })).Then(Restated(In2024, Set2018.Goal with { Words = "до $2 млрд" }));

    [Fact]
    public void Each_mention_by_another_day_speaker_or_source_counts_and_the_same_again_is_nothing()
    {
        object[] given = [Set2018, Restated(In2024, Set2018.Goal, source: "bns")];
        Scenario.Given(given).When(Says(In2024, Set2018.Goal, source: "bns")).ThenNothing();
        Scenario.Given(given).When(Says(In2024, Set2018.Goal, source: "trend-2023")).Then(Restated(In2024, Set2018.Goal, source: "trend-2023"));
        Scenario.Given(given).When(Says(In2023, Set2018.Goal, source: "bns")).Then(Restated(In2023, Set2018.Goal, source: "bns"));
        Scenario.Given(given).When(Says(In2024, Set2018.Goal, source: "bns") with { Speaker = "TJK" }).Then(Restated(In2024, Set2018.Goal, source: "bns") with { Speaker = "TJK" });
    }

    [Fact]
    public void The_first_statement_sent_as_a_revision_is_nothing() =>
        Scenario.Given(Set2018).When(Says(Set2018.StatedOn, Set2018.Goal, source: "trend-2023")).ThenNothing();

    [Fact]
    [Trait("Trap", "10")]
    public void Trap_10_the_whole_lineage_is_one_target()
    {
        var atLeast = Billion(2, Bound.AtLeast);
        var world = new World();
        foreach (var e in (object[])[Bns, Trend, Set2018])
            world.Add(e);
        Send(Says(In2021, Billion(1), reason: Why), Revised(In2021, Set2018.Goal, Billion(1), reason: Why));
        Send(Says(In2023, atLeast), Revised(In2023, Billion(1), atLeast));
        Send(Says(In2023, null, DateSpan.In(2025)), new TargetDeadlineAdded("kaz-tjk-trade", KazTjk, DateSpan.In(2025), In2023, "KAZ:President", "trend-2023"));
        Send(Says(In2024, Set2018.Goal), Revised(In2024, atLeast, Set2018.Goal));
        Send(Says(DateSpan.Parse("2026-03-12"), Set2018.Goal), Restated(DateSpan.Parse("2026-03-12"), Set2018.Goal));

        void Send(ReviseTradeTarget command, object expected)
        {
            world.Send(command, Day("2026-11-22")).Then(expected);
            world.Send(command, Day("2026-11-22")).ThenNothing();
        }
    }

    [Fact]
    public void A_statement_entered_late_is_judged_by_what_stood_on_its_own_day()
    {
        var later = Revised(In2024, Set2018.Goal, Billion(3));
        Scenario.Given(Set2018, later).When(Says(In2021, Billion(3))).Then(Revised(In2021, Set2018.Goal, Billion(3)));
        Scenario.Given(Set2018, later).When(Says(In2021, Set2018.Goal)).Then(Restated(In2021, Set2018.Goal));
        Scenario.Given(Set2018, later).When(Says(DateSpan.Parse("2025"), Billion(3))).Then(Restated(DateSpan.Parse("2025"), Billion(3)));
    }

    [Fact]
    public void Two_sources_of_one_day_took_turns_when_the_file_was_sent_twice()
    {
        object[] given = [Set2018, Revised(In2024, Set2018.Goal, Billion(1), "bns"), Revised(In2024, Billion(1), Billion(3), "trend-2023")];
        Scenario.Given(given).When(Says(In2024, Billion(1), source: "bns")).ThenNothing();
        Scenario.Given(given).When(Says(In2024, Billion(3), source: "trend-2023")).ThenNothing();
    }

    [Fact]
    public void A_contradiction_is_kept_beside_and_changes_nothing()
    {
        var command = Says(In2023, null, DateSpan.In(2024), "bns") with { Contradiction = true, Reason = "Dates the roadmap 2023-2024." };
        var kept = new TradeTargetContradicted("kaz-tjk-trade", KazTjk, null, DateSpan.In(2024), In2023, "Dates the roadmap 2023-2024.", "KAZ:President", "bns");
        Scenario.Given(Set2018).When(command).Then(kept);
        Scenario.Given(Set2018, kept).When(command).ThenNothing();
        Scenario.Given(Set2018, kept).When(command with { Deadline = DateSpan.In(2023) }).Then(kept with { Deadline = DateSpan.In(2023) });
        Scenario.Given(Set2018, kept).When(Says(In2023, null, DateSpan.In(2025)))
            .Then(new TargetDeadlineAdded("kaz-tjk-trade", KazTjk, DateSpan.In(2025), In2023, "KAZ:President", "trend-2023"));
    }

    [Fact]
    public void A_contradiction_without_a_reason_is_refused() =>
        Scenario.Given(Set2018).When(Says(In2023, Billion(1)) with { Contradiction = true }).ThenRefused(Problem.InvalidValue, "/reason");

    [Fact]
    public void After_the_withdrawal_no_statement_is_taken_but_the_same_again_is_nothing()
    {
        var later = Says(In2024, Billion(3));
        Scenario.Given(Set2018, Withdrawn2023).When(later).ThenRefused(Problem.StateRefuses);
        Assert.Contains("ReinstateTradeTarget", Scenario.Given(Set2018, Withdrawn2023).When(later).Decision.Refusal!.Detail, StringComparison.Ordinal);
        Scenario.Given(Set2018, Withdrawn2023).When(later with { Contradiction = true, Reason = "r" }).ThenRefused(Problem.StateRefuses);
        Scenario.Given(Set2018, Revised(In2021, Set2018.Goal, Billion(1)), Withdrawn2023).When(Says(In2021, Billion(1))).ThenNothing();
    }

    [Fact]
    public void A_statement_from_before_the_withdrawal_could_not_be_entered() =>
        Scenario.Given(Set2018, Withdrawn2023).When(Says(In2021, Billion(3))).Then(Revised(In2021, Set2018.Goal, Billion(3)));

    [Fact]
    public void A_target_nobody_set_cannot_be_revised() => Scenario.Given().When(Says(In2024, Billion(1))).ThenRefused(Problem.NotFound);

    [Fact]
    public void A_statement_of_tomorrow_is_refused() =>
        Scenario.Given(Set2018).On("2024-08-21").When(Says(In2024, Billion(3))).ThenRefused(Problem.InvalidValue, "/statedOn");

    [Fact]
    public void A_statement_found_later_but_made_before_the_first_one_was_refused()
    {
        var earlier = DateSpan.Parse("2017-11");
        Scenario.Given(Set2018).When(Says(earlier, Billion(1))).Then(Revised(earlier, null, Billion(1)));
        Scenario.Given(Set2018, Revised(earlier, null, Billion(1))).When(Says(earlier, Billion(1))).ThenNothing();
        Scenario.Given(Set2018).When(Says(earlier, Set2018.Goal, DateSpan.In(2020)))
            .Then(Revised(earlier, null, Set2018.Goal), new TargetDeadlineAdded("kaz-tjk-trade", KazTjk, DateSpan.In(2020), earlier, "KAZ:President", "trend-2023"));
        Scenario.Given(Set2018).When(Says(earlier, null, DateSpan.In(2020))).ThenRefused(Problem.InvalidValue, "/goal");
        // What follows is judged by it: 1 bn had been said, so 3 bn of the day after is a revision of that.
        var dayAfter = DateSpan.Parse("2017-12-01");
        Scenario.Given(Set2018, Revised(earlier, null, Billion(1))).When(Says(dayAfter, Billion(3))).Then(Revised(dayAfter, Billion(1), Billion(3)));
    }

    [Fact]
    public void Who_lowered_a_goal_was_not_told_that_what_was_reached_before_does_not_attain_it()
    {
        Scenario.Given(Set2018).When(Says(In2023, Billion(1), reason: Why)).Then(Revised(In2023, Set2018.Goal, Billion(1), reason: Why)).WithWarning("only one that ends after the statement can");
        Assert.Null(Scenario.Given(Set2018).When(Says(In2023, Billion(3))).Decision.Warnings);
    }

    [Fact]
    public void A_goal_was_lowered_without_a_reason()
    {
        Scenario.Given(Set2018).When(Says(In2021, Billion(1))).ThenRefused(Problem.InvalidValue, "/reason");
        Scenario.Given(Set2018).When(Says(In2021, new Money(2_000_000_000, "KZT"))).ThenRefused(Problem.InvalidValue, "/reason");
        Scenario.Given(Set2018).When(Says(In2021, Billion(1), reason: Why)).Then(Revised(In2021, Set2018.Goal, Billion(1), reason: Why));
    }

    [Fact]
    public void A_goal_was_raised_and_a_deadline_added_without_a_citation()
    {
        foreach (var body in new[] { """ "goal":{"amount":3000000000,"currency":"USD"} """, """ "deadline":"2027" """ })
            Assert.Contains(
                CommandBody.Read(ReviseTradeTargetSlice.Slice, Encoding.UTF8.GetBytes($$"""{"target":"kaz-tjk-trade","statedOn":"2024-08-22",{{body}}}"""), Scenario.Day("2026-11-22")).Item2!.Faults!,
                f => f.Pointer == "/citation");
    }

    [Fact]
    public void Neither_goal_nor_deadline_is_nothing_said() => Scenario.Given(Set2018).When(Says(In2024)).ThenRefused(Problem.InvalidValue, "");

    [Fact]
    public void Every_fault_of_it_is_said_at_once() =>
        Scenario.Given().When(new ReviseTradeTarget(
                "", In2024, new("", ""), new(0, "X"), DateSpan.Parse("2024-08-21"), "Tokayev", " ", "", Contradiction: true))
            .ThenRefused(
                Problem.InvalidValue, "/target", "/goal/amount", "/goal/currency", "/deadline", "/speaker", "/reason", "/authority", "/citation/source", "/citation/quote");
}
