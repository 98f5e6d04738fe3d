using System.Text.Json;
using CommitmentTracker.Commitments;
using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;
using CommitmentTracker.Sources;
using static CommitmentTracker.Decisions.Tests.Commitments.Flour;
using static CommitmentTracker.Decisions.Tests.Scenario;

namespace CommitmentTracker.Decisions.Tests.Commitments;

/// <summary>Of contradicting statements what was first logged always counted.</summary>
public sealed class AcceptStatementTests
{
    static readonly CommitmentContradicted More = new("flour", Both, On("2020-05-01"), null, "trend-2023", new(7_000, "t"), null);
    static readonly AcceptStatement Command = new("flour", 2, "The ministry's own figure.");
    static readonly StatementAccepted Accepted = new("flour", Both, Command.Reason, 2, new(7_000, "t"), null, On("2020-05-01"));

    [Fact]
    public void A_reviewer_says_which_counts()
    {
        Given(Made, More).By("reviewer").When(Command).Then(Accepted);
        Given(Made, More, Accepted).By("reviewer").When(Command).ThenNothing();
        Given(Made, More, Accepted).By("reviewer").When(Command with { Statement = 1, Reason = "No." }).Then(Accepted with { Statement = 1, Reason = "No.", Quantity = Made.Quantity, Deadline = Made.Deadline, StatedOn = Made.StatedOn });
        Given(Made, More, Accepted, Accepted with { Statement = 1, Reason = "No.", Quantity = Made.Quantity, Deadline = Made.Deadline, StatedOn = Made.StatedOn }).By("reviewer").When(Command).ThenNothing().WithWarning("corrected again since");
        Assert.Equal(Roles.Reviewer, AcceptStatementSlice.Slice.Role);
    }

    [Fact]
    public void Only_what_states_a_quantity_or_deadline_is_accepted_and_only_while_it_is_open()
    {
        Given().By("reviewer").When(Command).ThenRefused(Problem.NotFound);
        Given(Made).By("reviewer").When(Command).ThenRefused(Problem.StateRefuses);
        Given(Made, new ProgressReported("flour", Both, On("2020-05-01"), "So far.", null)).By("reviewer").When(Command).ThenRefused(Problem.StateRefuses);
        Given(Made, new CommitmentRestated("flour", Both, On("2020-05-01"), null, "trend-2023", null, null)).By("reviewer").When(Command).ThenRefused(Problem.StateRefuses);
        Given(Made, More, new ActTakenBack("commitment:flour", Both, 2)).By("reviewer").When(Command).ThenRefused(Problem.StateRefuses);
        Given(Made, More, Proposed).By("reviewer").When(Command).ThenRefused(Problem.StateRefuses);
        Given(Made, More, Proposed, Fulfilled).By("reviewer").When(Command).ThenRefused(Problem.StateRefuses);
        Given(Made, More with { Quantity = new(5, "item") }, Delivered("rail", 10, "2020-05-13")).By("reviewer").When(Command).ThenRefused(Problem.StateRefuses);
        Given(Made, More, Accepted).When(new TakeBack("commitment:flour", 2, "A slip.")).ThenRefused(Problem.StateRefuses);
        Given(Made, More, Accepted).When(new TakeBack("commitment:flour", 3, "A slip.")).ThenRefused(Problem.StateRefuses);
    }

    [Fact]
    public void It_counts_from_the_day_on_which_it_was_said_and_what_stood_is_kept_beside()
    {
        static CommitmentView View(string day, params object[] events) => CommitmentViews.Of(Dossiers.At(new("commitment:flour", [.. events.Select((e, n) => new Logged(
            App.Types.NameOf(e.GetType()), n + 1, n + 1, new(2020, 12, 1, 0, 0, 0, TimeSpan.Zero), "officer", Happened.On(e), null, new("trend-2020", "words"), JsonSerializer.SerializeToElement(e, e.GetType(), ContractJson.Stored)))]),
            new(new(Day(day)), new Dictionary<string, Publication>()))!);

        var before = View("2020-04-30", Made, More, Accepted);
        Assert.Equal((5_000, null, null), (before.Quantity!.Amount, before.Accepted, before.Contradictions));
        var after = View("2020-05-01", Made, More, Accepted);
        Assert.Equal((7_000, 2L, 0, Made.Deadline), (after.Quantity!.Amount, after.Accepted, after.Mentions - 1, after.Deadline));
        Assert.Equal((5_000, "trend-2020"), Assert.Single(after.Contradictions!) is var first ? (first.Quantity!.Amount, first.Source) : default);
        Assert.Equal(5_000, View("2020-05-01", Made, More, Accepted, Accepted with { Statement = 1, Quantity = Made.Quantity }).Quantity!.Amount);
    }
}
