using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Meetings;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;
using static CommitmentTracker.Decisions.Tests.Scenario;
using static CommitmentTracker.Decisions.Tests.Targets.TwoBillion;

namespace CommitmentTracker.Decisions.Tests.Targets;

/// <summary>A slip in what was logged of a target is taken back by itself, a target that should never have been set by two people.</summary>
public sealed class MendedTargetTests
{
    const string Id = "target:kaz-tjk-trade";
    static readonly StateCode[] Both = [Kaz, Tjk];
    static readonly Contracts.Values.Citation Cited = new("trend-2023", "by 2027");
    static readonly TakeBack Back = new(Id, 2, "Mistyped.");
    static readonly TargetDeadlineAdded Slip = new("kaz-tjk-trade", KazTjk, DateSpan.In(2072), Span("2023-05-04"), "KAZ:President", "trend-2023");
    static readonly ReviseTradeTarget Revise = new("kaz-tjk-trade", Slip.StatedOn, Cited, null, DateSpan.In(2072), Slip.Speaker);
    static readonly TradeTargetWithdrawn Withdrawn = new("kaz-tjk-trade", KazTjk, Span("2024-01-10"), "Given up.");
    static readonly TradeTargetReinstated Reinstated = new("kaz-tjk-trade", KazTjk, Span("2024-08-22"), "Taken up again.", null, "trend-2023");
    static readonly ClosureProposed Proposed = new(Id, Both, Closure.Retracted, null, null, null, null, null, "Another pair.", "officer");
    static readonly EntryRetracted Retracted = new(Id, Both, "officer");

    static DateSpan Span(string text) => DateSpan.Parse(text);

    static ActTakenBack Taken(long act = 2) => new(Id, Both, act);

    [Fact]
    public void A_mistyped_deadline_of_a_target_stood_for_ever()
    {
        Given(Set2018, Slip).When(Back).Then(Taken());
        Given(Set2018, Slip, Taken()).When(Back).ThenNothing();
        Given(Set2018, Slip, Taken()).When(Revise with { Deadline = DateSpan.In(2027) }).Then(Slip with { Deadline = DateSpan.In(2027) });
    }

    [Fact]
    public void A_file_sent_again_does_not_bring_back_what_was_taken_back()
    {
        Given(Set2018, Slip, Taken()).When(Revise).ThenNothing().WithWarning("taken back as wrong");
        TradeTargetRevised goal = new("kaz-tjk-trade", KazTjk, Set2018.Goal, Billion(3), Slip.StatedOn, Slip.Speaker, "More trade.", "trend-2023");
        var raise = Revise with { Deadline = null, Goal = Billion(3), Reason = "More trade." };
        Given(Set2018, goal, Taken()).When(raise).ThenNothing().WithWarning("taken back as wrong");
        Given(Set2018, goal, Taken()).When(raise with { Reason = "Said after all." }).Then(goal with { Reason = "Said after all." });
        // One document said both; only its deadline was mistyped.
        Given(Set2018, goal, Slip, Taken(3)).When(raise with { Deadline = Slip.Deadline }).ThenNothing().WithWarning("taken back as wrong");
        Given(Set2018, goal, Slip, Taken(3)).When(raise with { Deadline = DateSpan.In(2027) }).Then(Slip with { Deadline = DateSpan.In(2027) });
        TradeTargetContradicted denied = new("kaz-tjk-trade", KazTjk, Billion(9), null, Slip.StatedOn, "Another paper says so.", Slip.Speaker, "trend-2023");
        Given(Set2018, denied, Taken()).When(raise with { Goal = Billion(9), Contradiction = true, Reason = denied.Reason }).ThenNothing().WithWarning("taken back as wrong");
        Given(Set2018, Withdrawn, Taken()).When(new WithdrawTradeTarget("kaz-tjk-trade", Withdrawn.StatedOn, "Given up.")).ThenNothing().WithWarning("taken back as wrong");
        Given(Set2018, Withdrawn, Reinstated, Taken(3)).When(new ReinstateTradeTarget("kaz-tjk-trade", Reinstated.StatedOn, "Taken up again.", Cited)).ThenNothing().WithWarning("taken back as wrong");
    }

    [Fact]
    public void A_basis_declared_by_mistake_leaves_the_one_before_it()
    {
        var other = Declared with { Basis = Basis with { Viewpoint = Viewpoint.Parse("mid") }, Reason = "Halfway." };
        DeclareTargetBasis again = new("kaz-tjk-trade", other.Basis, "Halfway.");
        Given(Set2018, Declared, other).When(Back with { Act = 3 }).Then(Taken(3));
        Given(Set2018, Declared, other, Taken(3)).When(again).ThenNothing().WithWarning("taken back as wrong");
        Given(Set2018, Declared, other, Taken(3)).When(new DeclareTargetBasis("kaz-tjk-trade", Basis)).ThenNothing();
        Given(Set2018, Declared with { StatedOn = Set2018.StatedOn }, Taken()).When(new SetTradeTarget(
            "kaz-tjk-trade", KazTjk, Measure.Turnover, Set2018.Goal, Set2018.StatedOn, null, "KAZ:President", Basis, Cited)).ThenNothing().WithWarning("taken back as wrong");
    }

    [Fact]
    public void What_something_rests_on_goes_after_it()
    {
        TradeTargetRevised since = new("kaz-tjk-trade", KazTjk, Set2018.Goal, Billion(3), Span("2025-03-01"), null, null, "trend-2023");
        Assert.Contains("(version 3) could not stand then", Given(Set2018, Withdrawn, Reinstated).When(Back).ThenRefused(Problem.StateRefuses).Decision.Refusal!.Detail, StringComparison.Ordinal);
        Given(Set2018, Withdrawn, Reinstated, since).When(Back with { Act = 3 }).ThenRefused(Problem.StateRefuses);
        Given(Set2018, Withdrawn, Reinstated, Withdrawn with { StatedOn = Span("2025-03") }).When(Back with { Act = 3 }).ThenRefused(Problem.StateRefuses);
        Given(Set2018, Withdrawn, Reinstated).When(Back with { Act = 3 }).Then(Taken(3));
        Given(Set2018, Withdrawn, Reinstated, Taken(3)).When(Back).Then(Taken());
    }

    [Fact]
    public void A_lineage_never_begins_with_a_deadline()
    {
        TradeTargetRevised first = new("kaz-tjk-trade", KazTjk, null, Billion(1), Span("2017-11"), null, null, "trend-2023");
        var deadline = Slip with { StatedOn = Span("2018-01") };
        Given(Set2018, first).When(Back).Then(Taken());
        Given(Set2018, first, deadline).When(Back).ThenRefused(Problem.StateRefuses);
        Given(Set2018, first, deadline).When(Back with { Act = 1 }).ThenRefused(Problem.StateRefuses);
        Given(Set2018, first, deadline, Taken(3), Taken()).When(Revise with { StatedOn = Span("2018-01") }).ThenNothing().WithWarning("taken back as wrong");
        Given(Set2018, first, deadline, Taken(3), Taken()).When(Revise with { StatedOn = Span("2017-11"), Goal = Billion(1), Speaker = null }).ThenRefused(Problem.InvalidValue, "/goal");
    }

    [Fact]
    public void An_extension_stayed_in_the_lineage_of_a_deadline_that_was_taken_back()
    {
        TargetDeadlineExtended extended = new("kaz-tjk-trade", KazTjk, Slip.Deadline, DateSpan.In(2080), Span("2024-08-22"), "More time.", "Roadmap");
        TradeTargetRevised raised = new("kaz-tjk-trade", KazTjk, Set2018.Goal, Billion(7), Span("2024-01-10"), null, null, "trend-2023");
        TradeTargetRestated again = new("kaz-tjk-trade", KazTjk, Billion(7), null, Span("2024-03-01"), null, "trend-2023");
        Given(Set2018, Slip, extended).When(Back).ThenRefused(Problem.StateRefuses);
        Given(Set2018, raised, again).When(Back).ThenRefused(Problem.StateRefuses);
        Given(Set2018, Slip, extended, Taken(3)).When(Back).Then(Taken());
        Given(Set2018, raised, again, Taken(3)).When(Back).Then(Taken());
    }

    [Fact]
    public void A_target_set_for_the_wrong_pair_could_not_be_taken_back()
    {
        RetractEntry retract = new(Id, "Another pair.");
        ConfirmClosure confirm = new(Id, Closure.Retracted, 2);
        Given(Set2018).When(retract).Then(Proposed);
        Given(Set2018, Proposed).When(retract).ThenNothing();
        Given(Set2018, Proposed).When(confirm).ThenRefused(Problem.SamePerson);
        Given(Set2018, Proposed).By("reviewer").When(confirm).Then(Retracted);
        Given(Set2018, Proposed).By("reviewer").When(new RejectClosure(Id, Closure.Retracted, 2, "It was.")).Then(new ClosureRejected(Id, Both, Closure.Retracted, 2));
        Given(Set2018, Proposed).When(Back).Then(Taken());
        Given(Set2018, Slip, Proposed).When(Back).ThenRefused(Problem.StateRefuses);
        Given().When(retract).ThenRefused(Problem.NotFound);
    }

    [Fact]
    public void A_retracted_target_takes_nothing_more()
    {
        object[] history = [Set2018, Proposed, Retracted];
        foreach (var command in new ICommand[]
        {
            Revise, Back, new DeclareTargetBasis("kaz-tjk-trade", Basis), new WithdrawTradeTarget("kaz-tjk-trade", Withdrawn.StatedOn, "Given up."),
            new SetTradeTarget("kaz-tjk-trade", KazTjk, Measure.Turnover, Set2018.Goal, Set2018.StatedOn, null, "KAZ:President", null, Cited),
        })
            Given(history).When(command).ThenRefused(Problem.StateRefuses);
        Given(history).When(new RetractEntry(Id, "Another pair.")).ThenNothing();
        Given(history).By("reviewer").When(new ConfirmClosure(Id, Closure.Retracted, 2)).ThenNothing();
        Given([.. history, new MeetingRecorded("summit", MeetingKind.Summit, "Summit", Both, Span("2021-05-03"), null, null, null, null), new MeetingHeld("summit", Both, Span("2021-05-20"), null)])
            .When(new ReviewItem("summit", Id)).ThenRefused(Problem.UnknownEntry, "/entry");
    }
}
