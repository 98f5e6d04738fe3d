using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;
using CommitmentTracker.Targets;
using static CommitmentTracker.Decisions.Tests.Scenario;
using static CommitmentTracker.Decisions.Tests.Targets.TwoBillion;

namespace CommitmentTracker.Decisions.Tests.Targets;

/// <summary>A slip in the first statement of a target is mended without setting it again, and takes no ground from what was said later.</summary>
public sealed class CorrectTradeTargetTests
{
    const string Slug = "kaz-tjk-trade", Typo = "Typed a nought too many.";
    static readonly TradeTargetSet Slip = Set2018 with { Goal = Billion(20) };
    static readonly CorrectTradeTarget Command = new(Slug, Typo, Billion(2));
    static readonly TradeTargetCorrected Corrected = new(Slug, KazTjk, Typo, Billion(2));

    static DateSpan On(string day) => DateSpan.Parse(day);

    static Target After(params object[] events) => events.Aggregate((Target)Target.Kind.Initial, Target.Evolve);

    [Fact]
    public void A_goal_of_20_bn_typed_for_2_could_only_go_with_the_whole_target()
    {
        Given(Slip).When(Command).Then(Corrected);
        Assert.Equal(Billion(2), After(Slip, Corrected).Latest!.Goal);
        Assert.Equal(Slip.StatedOn, After(Slip, Corrected).Latest!.Goals[^1].Since);
        Given(Slip).When(new CorrectTradeTarget(Slug, "Another day.", StatedOn: On("2018-03-15"), Speaker: "TJK:President", Measure: Measure.Parse("exports:KAZ>TJK")))
            .Then(new TradeTargetCorrected(Slug, KazTjk, "Another day.", null, null, On("2018-03-15"), "TJK:President", Measure.Parse("exports:KAZ>TJK")));
    }

    [Fact]
    public void The_same_correction_again_is_nothing_also_after_another()
    {
        TradeTargetCorrected back = new(Slug, KazTjk, "It was 20.", Billion(20));
        Given(Slip, Corrected).When(Command).ThenNothing();
        Given(Slip, Corrected).When(Command with { Reason = "Other words." }).ThenNothing();
        Given(Slip, Corrected, back).When(Command).ThenNothing().WithWarning("corrected again since");
        Given(Slip, Corrected, back).When(Command with { Reason = "It was 2." }).Then(Corrected with { Reason = "It was 2." });
    }

    [Fact]
    public void What_was_recorded_first_and_what_stands_now_are_both_known_again()
    {
        SetTradeTarget again = new(Slug, KazTjk, Slip.Measure, Slip.Goal, Slip.StatedOn, Slip.Deadline, Slip.Speaker, Citation: Slip.Source is { } source ? new(source, "goal") : null);
        Given(Slip, Corrected).When(again).ThenNothing();
        Given(Slip, Corrected).When(again with { Goal = Billion(2) }).ThenNothing();
        Given(Slip, Corrected).When(again with { Goal = Billion(3) }).ThenRefused(Problem.AlreadyDifferent);
    }

    [Fact]
    public void A_later_statement_does_not_lose_its_ground()
    {
        TradeTargetRestated mention = new(Slug, KazTjk, Slip.Goal, null, On("2019-05-04"));
        TargetDeadlineAdded added = new(Slug, KazTjk, DateSpan.In(2022), On("2019-05-04"));
        TargetDeadlineExtended extended = new(Slug, KazTjk, DateSpan.In(2022), DateSpan.In(2027), On("2022-05-04"), "More time.", "Roadmap");
        TradeTargetWithdrawn withdrawn = new(Slug, KazTjk, On("2020-01-10"), "Given up.");

        Given(Slip, mention).When(Command).ThenRefused(Problem.StateRefuses);
        Given(Slip, mention, new ActTakenBack($"target:{Slug}", [Kaz, Tjk], 2)).When(Command).Then(Corrected);
        Given(Slip with { Deadline = null }, added).When(new CorrectTradeTarget(Slug, Typo, Deadline: DateSpan.In(2025))).ThenRefused(Problem.StateRefuses);
        Given(Slip with { Deadline = DateSpan.In(2022) }, extended).When(new CorrectTradeTarget(Slug, Typo, Deadline: DateSpan.In(2030))).ThenRefused(Problem.StateRefuses);
        Given(Slip with { Deadline = DateSpan.In(2022) }, extended).When(new CorrectTradeTarget(Slug, Typo, Deadline: DateSpan.In(2023))).Then(new TradeTargetCorrected(Slug, KazTjk, Typo, Deadline: DateSpan.In(2023)));
        Given(Slip, withdrawn).When(new CorrectTradeTarget(Slug, Typo, StatedOn: On("2021-01-10"))).ThenRefused(Problem.StateRefuses);
    }

    [Fact]
    public void With_what_stands_it_must_make_a_target()
    {
        Given(Slip with { Deadline = DateSpan.In(2022) }).When(new CorrectTradeTarget(Slug, Typo, StatedOn: On("2023-01-10"))).ThenRefused(Problem.InvalidValue, "/deadline");
        Given(Slip).When(new CorrectTradeTarget(Slug, Typo, Measure: Measure.Parse("exports:KAZ>UZB"))).ThenRefused(Problem.InvalidValue, "/measure");
        Given(Slip, new ClosureProposed($"target:{Slug}", [Kaz, Tjk], Closure.Retracted, null, null, null, null, null, "Another.", "officer")).When(Command).ThenRefused(Problem.StateRefuses);
        Given().When(Command).ThenRefused(Problem.NotFound);
        Given(Slip, Corrected).When(new TakeBack($"target:{Slug}", 2, "It was right.")).ThenRefused(Problem.StateRefuses);
    }

    [Fact]
    public void At_least_one_member_is_corrected_and_every_fault_is_said_at_once()
    {
        Given(Slip).When(new CorrectTradeTarget(Slug, Typo)).ThenRefused(Problem.InvalidValue, "");
        Given().When(new CorrectTradeTarget("", " ", new(0, "USD", Bound.LessThan), StatedOn: On("2027"), Speaker: "Tokayev"))
            .ThenRefused(Problem.InvalidValue, "/target", "/reason", "/goal/amount", "/goal/bound", "/statedOn", "/speaker");
    }
}
