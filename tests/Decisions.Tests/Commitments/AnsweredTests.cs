using CommitmentTracker.Commitments;
using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Pairs;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;
using static CommitmentTracker.Decisions.Tests.Commitments.Flour;
using static CommitmentTracker.Decisions.Tests.Scenario;

namespace CommitmentTracker.Decisions.Tests.Commitments;

/// <summary>What was open and was answered, what was reported and thanked for: as the views show it.</summary>
public sealed class AnsweredTests
{
    static readonly CommitmentMade Asked = Made with { OpenQuestions = ["Each?", "Per year?"] };
    static readonly OpenQuestionResolved Answer = new("flour", Both, "Each?", "In total.", On("2020-05-04"));
    static readonly ResolveQuestion Resolve = new("flour", "Each?", "In total.", On("2020-05-04"), "The ministry says so.");

    static CommitmentView View(params object[] events) => CommitmentViews.Of(new Dossier("commitment:flour",
    [
        .. events.Select((e, n) => new Logged(App.Types.NameOf(e.GetType()), n + 1, n + 1, DateTimeOffset.UnixEpoch, "officer", Happened.On(e), null, null,
            System.Text.Json.JsonSerializer.SerializeToElement(e, e.GetType(), Contracts.ContractJson.Stored))),
    ]) { Day = Day("2020-05-12") });

    [Fact]
    [Trait("Trap", "16")]
    public void A_question_stood_open_for_ever()
    {
        Given(Asked).When(Resolve).Then(Answer);
        Given(Asked, Answer).When(Resolve).ThenNothing();
        Given(Asked, Answer).When(Resolve with { Answer = "Each." }).ThenRefused(Problem.AlreadyDifferent);
        Given(Asked).When(Resolve with { Question = "each" }).ThenRefused(Problem.InvalidValue, "/question");
        Given(Asked).When(Resolve with { Reason = null }).ThenRefused(Problem.InvalidValue, "/reason");
        Given(Asked, Answer).When(new CorrectCommitment("flour", "Never asked.", OpenQuestions: ["Per year?"])).ThenRefused(Problem.StateRefuses);
        Given(Asked, Answer, new ActTakenBack("commitment:flour", Both, 2)).When(Resolve with { Answer = "Each." }).Then(Answer with { Answer = "Each." });

        var view = View(Asked, Answer);
        Assert.Equal("Per year?", Assert.Single(view.OpenQuestions!));
        Assert.Equal(new AnsweredQuestion("Each?", "In total.", On("2020-05-04")), Assert.Single(view.Answered!));
        Assert.Equal("1 question(s) stand open.", view.Smart.Specific.Reason);
        var closed = View(Asked, Answer, Answer with { Question = "Per year?", Answer = "Once." });
        Assert.Null(closed.OpenQuestions);
        Assert.True(closed.Smart.Specific.Holds);
    }

    [Fact]
    public void A_later_word_without_one_hid_the_completion_reported_before()
    {
        var view = View(Made, new ProgressReported("flour", Both, On("2020-05-02"), "Half is loaded.", Completion.Limited), new ProgressReported("flour", Both, On("2020-05-05"), "It goes on.", null));
        Assert.Equal(("It goes on.", Completion.Limited), (view.Progress, view.Completion));
        Assert.Equal((On("2020-05-05"), On("2020-05-02")), (view.ProgressOn, view.CompletionOn));
    }

    [Fact]
    public void The_last_instance_was_due_after_its_last_day()
    {
        var recurs = new Recurrence(Frequency.Annual, new(2025, 3, 1), 1, new(2026, 2, 28));
        var instances = Instances.Of(Commitment.Evolve((Commitment)Commitment.Kind.Initial, Yearly with { Recurs = recurs }), recurs, new(2026, 3, 1));
        Assert.Equal([new DateOnly(2025, 12, 31), new DateOnly(2026, 2, 28)], instances.Select(i => i.DueOn));
        Assert.All(instances, i => Assert.Equal(CommitmentStatus.Overdue, i.Status));
    }

    [Fact]
    public void A_contradiction_of_what_was_only_mistyped_is_a_mention()
    {
        var said = new CommitmentContradicted("flour", Both, On("2020-05-01"), null, "trend-2023", new(50_000, "t"), null);
        Assert.Equal((0, 1), (View(Made, said).Mentions, View(Made, said).Contradictions!.Count));
        var view = View(Made, said, new CommitmentCorrected("flour", Both, "A nought.", Quantity: new(50_000, "t")));
        Assert.Equal((1, true), (view.Mentions, view.Contradictions is null));
    }

    [Fact]
    public void What_was_only_thanked_for_counted_as_an_intent()
    {
        var noted = Made with { Strength = Strength.Noted, Quantity = null, Deadline = null };
        var side = Reciprocity.Of(new(Kaz, Tjk), [View(noted, new AcknowledgementRecorded("flour", Both, Tjk, On("2020-04-20")))])[0];
        Assert.Equal((0, 0, 1), (side.Open, side.Intents, side.Acknowledged));
        Assert.Empty(side.Intended);
        Assert.Equal("flour", Assert.Single(side.Thanked).Commitment);
        Assert.Equal(1, Reciprocity.Of(new(Kaz, Tjk), [View(noted)])[0].Intents);
    }

    [Fact]
    [Trait("Trap", "1")]
    public void What_was_promised_after_the_thanks_stood_on_neither_list()
    {
        var noted = Made with { Strength = Strength.Noted, StatedOn = On("2020-04-09"), Quantity = null, Deadline = null };
        object[] history = [noted, new AcknowledgementRecorded("flour", Both, Tjk, On("2020-04-09")), new StrengthReclassified("flour", Both, Strength.Announced, On("2020-04-17"))];
        Assert.Equal("2020-04-09", View(history[..2]).ThankedOn!.ToString());
        var promised = View(history);
        Assert.Null(promised.ThankedOn);
        Assert.Contains("It was promised since.", promised.Reasons);
        var side = Reciprocity.Of(new(Kaz, Tjk), [promised])[0];
        Assert.Equal((1, 0), (side.Intents, side.Acknowledged));
    }

    [Fact]
    public void Of_what_is_due_every_month_only_the_next_was_told()
    {
        var monthly = Yearly with { StatedOn = On("2020-04-01"), Recurs = new(Frequency.Monthly, new(2020, 4, 1), 1, new(2021, 12, 31)) };
        var state = Commitment.Evolve((Commitment)Commitment.Kind.Initial, monthly);
        string[] Within(int days) => [.. Instances.Of(state, monthly.Recurs!, Day("2020-04-30"), days).Select(i => i.Period.ToString())];
        Assert.Equal(["2020-04", "2020-05"], Within(0));
        Assert.Equal(["2020-04", "2020-05"], Within(60));
        Assert.Equal(["2020-04", "2020-05", "2020-06"], Within(61));
        Assert.Equal(21, Within(2_000).Length);
        // Owed to one's counterpart is what has begun, or the next.
        Assert.Equal("2020-05", Assert.Single(Reciprocity.Of(new(Kaz, Tjk), [View(monthly, new DeliveryRecorded("flour", Both, "a", On("2020-04-02"), EvidenceKind.Document, null, null, Period.Parse("2020-04")),
            new DeliveryRecorded("flour", Both, "b", On("2020-04-03"), EvidenceKind.Document, null, null, Period.Parse("2020-04")))])[0].Owed).Instance!.ToString());
    }

    [Fact]
    public void A_mention_before_the_word_was_taken_without_a_word() =>
        Given(Made).When(new RestateCommitment("flour", On("2020-04-01"), Citation: Cited)).WithWarning("see which of the two is right");

    [Theory]
    [InlineData("by 2027", true)]
    [InlineData("к 2027 году", true)]
    [InlineData("до 2027 года", true)]
    [InlineData("то соли 2027", true)]
    [InlineData("2027 жылға дейін", true)]
    [InlineData("in 2027", false)]
    [InlineData("through 2027", false)]
    public void By_a_year_was_through_it_without_a_note(string words, bool ambiguous) =>
        Assert.Equal(ambiguous, TimeBound.Of(DateSpan.In(2027) with { Words = words }).Reason.Contains("ambiguous", StringComparison.Ordinal));
}
