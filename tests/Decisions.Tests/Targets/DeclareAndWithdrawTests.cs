using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;
using static CommitmentTracker.Decisions.Tests.Targets.TwoBillion;

namespace CommitmentTracker.Decisions.Tests.Targets;

public sealed class DeclareTargetBasisTests
{
    static readonly MeasurementBasis Mid = new(Viewpoint.Parse("mid"), Basis.Scope, null, MinimumStatus.Provisional);
    static readonly DeclareTargetBasis Command = new("kaz-tjk-trade", Basis), Change = new("kaz-tjk-trade", Mid, "Both sides agreed to meet halfway.");
    static readonly TargetBasisDeclared Changed = Declared with { Basis = Mid, Reason = Change.Reason };

    [Fact]
    public void A_first_basis_needs_no_reason() => Scenario.Given(Set2018).When(Command).Then(Declared);

    [Fact]
    public void The_same_again_is_nothing_with_any_reason()
    {
        Scenario.Given(Set2018, Declared).When(Command).ThenNothing();
        Scenario.Given(Set2018, Declared).When(Command with { Reason = "Again." }).ThenNothing();
        Scenario.Given(Set2018, Declared, Changed).When(Change).ThenNothing();
    }

    [Fact]
    public void Another_basis_replaces_it_with_a_reason() => Scenario.Given(Set2018, Declared).When(Change).Then(Changed);

    [Fact]
    public void Another_basis_without_a_reason_is_refused() =>
        Scenario.Given(Set2018, Declared).When(Change with { Reason = null }).ThenRefused(Problem.InvalidValue, "/reason");

    [Fact]
    public void A_basis_replaced_since_came_back_when_the_file_was_sent_twice()
    {
        Scenario.Given(Set2018, Declared, Changed).When(Command).ThenNothing().WithWarning("before another replaced it");
        Scenario.Given(Set2018, Declared, Changed).When(Command with { Reason = "The halfway did not work." })
            .Then(Declared with { Reason = "The halfway did not work." });
    }

    [Fact]
    public void A_basis_that_was_only_mentioned_with_this_reason_came_back_when_the_file_was_sent_twice()
    {
        var mentioned = Command with { Reason = "The minister says so, too.", Citation = new("bns", "to the customs value") };
        Scenario.Given(Set2018, Declared, Changed).When(mentioned).ThenNothing().WithWarning("in these words");
        Scenario.Given(Set2018, Declared, Changed).WhenInOtherWords(mentioned).Then(Declared with { Reason = mentioned.Reason });
    }

    [Fact]
    public void Sources_in_another_order_are_another_basis() =>
        Scenario.Given(Set2018, Declared with { Basis = Basis with { Sources = ["bns", "trend-2023"] } })
            .When(new DeclareTargetBasis("kaz-tjk-trade", Basis with { Sources = ["trend-2023", "bns"] }, "Trend is earlier."))
            .Then(Declared with { Basis = Basis with { Sources = ["trend-2023", "bns"] }, Reason = "Trend is earlier." });

    [Fact]
    public void A_target_nobody_set_has_no_basis() => Scenario.Given().When(Command).ThenRefused(Problem.NotFound);

    [Fact]
    public void A_withdrawn_target_gets_no_other_basis_but_the_same_again_is_nothing()
    {
        var withdrawn = new TradeTargetWithdrawn("kaz-tjk-trade", KazTjk, DateSpan.Parse("2023"), "Given up.");
        Scenario.Given(Set2018, Declared, withdrawn).When(Change).ThenRefused(Problem.StateRefuses);
        Scenario.Given(Set2018, Declared, withdrawn).When(Command).ThenNothing();
    }

    [Fact]
    public void A_reporter_who_is_not_of_the_pair_is_refused() =>
        Scenario.Given(Set2018).When(Command with { Basis = Basis with { Viewpoint = Viewpoint.Parse("reporter:UZB") } }).ThenRefused(Problem.InvalidValue, "/basis/viewpoint");

    [Fact]
    public void A_source_nobody_registered_is_refused() =>
        Scenario.Given(Set2018).When(Command with { Basis = Basis with { Sources = ["unknown", "bns"] } }).ThenRefused(Problem.UnknownSource, "/basis/sources/0");

    [Fact]
    public void Every_fault_of_it_is_said_at_once() =>
        Scenario.Given().When(new DeclareTargetBasis("", Basis with { BaselinePeriod = Period.Parse("2018-07"), Sources = ["bns", "No Slug"] }, " "))
            .ThenRefused(Problem.InvalidValue, "/target", "/basis/baselinePeriod", "/basis/sources/1", "/reason");
}

public sealed class WithdrawTradeTargetTests
{
    static readonly WithdrawTradeTarget Command = new("kaz-tjk-trade", DateSpan.Parse("2025-01-15"), "Given up by both.");
    static readonly TradeTargetWithdrawn Withdrawn = new("kaz-tjk-trade", KazTjk, DateSpan.Parse("2025-01-15"), "Given up by both.");

    [Fact]
    public void A_target_is_withdrawn() => Scenario.Given(Set2018).When(Command).Then(Withdrawn);

    [Fact]
    public void The_same_again_is_nothing_in_any_words() => Scenario.Given(Set2018, Withdrawn).When(Command with { Reason = "Once more." }).ThenNothing();

    [Fact]
    public void Withdrawn_on_another_day_is_refused() =>
        Scenario.Given(Set2018, Withdrawn).When(Command with { StatedOn = DateSpan.Parse("2025-01-16") }).ThenRefused(Problem.AlreadyDifferent);

    [Fact]
    public void A_withdrawal_without_a_source_was_taken_without_a_word()
    {
        Scenario.Given(Set2018).When(Command).Then(Withdrawn).WithWarning("No source is cited");
        Assert.DoesNotContain(Scenario.Given(Set2018).When(Command with { Citation = new("trend-2023", "given up") }).Then(Withdrawn).Decision.Warnings ?? [], w => w.Contains("No source is cited", StringComparison.Ordinal));
    }

    [Fact]
    public void A_source_was_quoted_on_what_happened_after_its_publication_without_a_word()
    {
        Scenario.Given(Set2018).When(Command with { Citation = new("trend-2023", "given up") }).WithWarning("'trend-2023' was published on ");
        // How it is counted is decided here, and may rest on older words.
        Assert.Null(Scenario.Given(Set2018).When(new DeclareTargetBasis("kaz-tjk-trade", Basis with { Viewpoint = Viewpoint.Parse("mid") }, "Both sides count.", new("trend-2023", "given up"), Command.StatedOn)).Decision.Warnings);
    }

    [Fact]
    public void Reinstated_it_can_be_withdrawn_again_and_each_again_is_nothing()
    {
        var reinstated = new TradeTargetReinstated("kaz-tjk-trade", KazTjk, DateSpan.Parse("2025-06-01"), "Taken up again.", null, "trend-2023");
        var again = Command with { StatedOn = DateSpan.Parse("2026-01-15") };
        Scenario.Given(Set2018, Withdrawn, reinstated).When(Command).ThenNothing();
        Scenario.Given(Set2018, Withdrawn, reinstated).When(again).Then(Withdrawn with { StatedOn = again.StatedOn });
        Scenario.Given(Set2018, Withdrawn, reinstated, Withdrawn with { StatedOn = again.StatedOn }).When(again).ThenNothing();
    }

    [Fact]
    public void A_target_nobody_set_cannot_be_withdrawn() => Scenario.Given().When(Command).ThenRefused(Problem.NotFound);

    [Fact]
    public void A_withdrawal_of_tomorrow_or_from_before_the_target_is_refused()
    {
        Scenario.Given(Set2018).On("2025-01-14").When(Command).ThenRefused(Problem.InvalidValue, "/statedOn");
        Scenario.Given(Set2018).When(Command with { StatedOn = DateSpan.Parse("2018-03-13") }).ThenRefused(Problem.InvalidValue, "/statedOn");
    }

    [Fact]
    public void Every_fault_of_it_is_said_at_once() =>
        Scenario.Given().When(new WithdrawTradeTarget("-", new(new(1990, 1, 1), new(2021, 1, 1), Precision.Years), ""))
            .ThenRefused(Problem.InvalidValue, "/target", "/statedOn", "/reason");
}

public sealed class ReinstateTradeTargetTests
{
    static readonly TradeTargetWithdrawn Withdrawn = new("kaz-tjk-trade", KazTjk, DateSpan.Parse("2025-01-15"), "Given up by both.");
    static readonly ReinstateTradeTarget Command = new(
        "kaz-tjk-trade", DateSpan.Parse("2026-02-01"), "Both presidents returned to it.", new("trend-2023", "the goal stands"), "TJK:President");
    static readonly TradeTargetReinstated Reinstated = new(
        "kaz-tjk-trade", KazTjk, DateSpan.Parse("2026-02-01"), "Both presidents returned to it.", "TJK:President", "trend-2023");

    [Fact]
    public void A_withdrawn_target_could_not_be_revived() => Scenario.Given(Set2018, Withdrawn).When(Command).Then(Reinstated);

    [Fact]
    public void The_same_again_is_nothing() => Scenario.Given(Set2018, Withdrawn, Reinstated).When(Command with { Reason = "Once more." }).ThenNothing();

    [Fact]
    public void Afterwards_it_is_revised_and_counted_as_ever()
    {
        var revise = new ReviseTradeTarget("kaz-tjk-trade", DateSpan.Parse("2026-03-12"), new("trend-2023", "3 bn"), Billion(3));
        Scenario.Given(Set2018, Withdrawn).When(revise).ThenRefused(Problem.StateRefuses);
        Scenario.Given(Set2018, Withdrawn, Reinstated).When(revise)
            .Then(new TradeTargetRevised("kaz-tjk-trade", KazTjk, Set2018.Goal, Billion(3), DateSpan.Parse("2026-03-12"), Source: "trend-2023"));
        Scenario.Given(Set2018, Withdrawn, Reinstated).When(new DeclareTargetBasis("kaz-tjk-trade", Basis)).Then(Declared);
        // Said while it was withdrawn, it is refused still.
        Scenario.Given(Set2018, Withdrawn, Reinstated).When(revise with { StatedOn = DateSpan.Parse("2025-06-01") }).ThenRefused(Problem.StateRefuses);
    }

    [Fact]
    public void Every_command_a_withdrawn_target_refuses_names_the_way()
    {
        ICommand[] refused =
        [
            new ReviseTradeTarget("kaz-tjk-trade", DateSpan.Parse("2026-03-12"), new("trend-2023", "3 bn"), Billion(3)), new DeclareTargetBasis("kaz-tjk-trade", Basis),
            new SetTradeTarget("kaz-tjk-trade", KazTjk, Set2018.Measure, Billion(3), DateSpan.Parse("2026-03-12")),
        ];
        Assert.All(refused, command => Assert.Contains(
            "ReinstateTradeTarget", Scenario.Given(Set2018, Withdrawn).When(command).ThenRefused(Problem.StateRefuses).Decision.Refusal!.Detail, StringComparison.Ordinal));
        Scenario.Given(Set2018, Withdrawn)
            .When(new SetTradeTarget("kaz-tjk-trade", KazTjk, Set2018.Measure, Set2018.Goal, Set2018.StatedOn, null, Set2018.Speaker, null, new("trend-2023", "up to $2 billion")))
            .ThenNothing().WithWarning("ReinstateTradeTarget");
    }

    [Fact]
    public void What_was_not_withdrawn_by_then_is_not_reinstated()
    {
        Scenario.Given(Set2018).When(Command).ThenRefused(Problem.StateRefuses);
        Scenario.Given(Set2018, Withdrawn).When(Command with { StatedOn = DateSpan.Parse("2024-01-01") }).ThenRefused(Problem.StateRefuses);
        Scenario.Given().When(Command).ThenRefused(Problem.NotFound);
        Scenario.Given(Set2018, Withdrawn).On("2026-01-31").When(Command).ThenRefused(Problem.InvalidValue, "/statedOn");
    }

    [Fact]
    public void Every_fault_of_it_is_said_at_once() =>
        Scenario.Given().When(new ReinstateTradeTarget("-", new(new(1990, 1, 1), new(2021, 1, 1), Precision.Years), "", new("", ""), "nobody"))
            .ThenRefused(Problem.InvalidValue, "/target", "/statedOn", "/reason", "/citation/source", "/citation/quote", "/speaker");
}
