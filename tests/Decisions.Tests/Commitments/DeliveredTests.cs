using CommitmentTracker.Commitments;
using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;
using static CommitmentTracker.Decisions.Tests.Commitments.Flour;
using static CommitmentTracker.Decisions.Tests.Scenario;

namespace CommitmentTracker.Decisions.Tests.Commitments;

/// <summary>What deliveries come to, and what a closure is worth that rests on them.</summary>
public sealed class DeliveredTests
{
    static readonly FulfilCommitment Fulfil = new("flour", On("2020-05-20"));
    static readonly DeliveryDisputed Denied = new("flour", Both, "rail", Tjk, On("2020-05-21"));

    static DeliveryRecorded Words(decimal tons, Bound bound, string? words = null) => Delivered("rail", tons, "2020-05-13") with { Quantity = new(tons, "t", bound, words) };

    [Theory]
    [InlineData(Bound.LessThan, "almost 5,000 tons", CommitmentStatus.PartiallyFulfilled)]
    [InlineData(Bound.AtMost, "up to 5,000 tons", CommitmentStatus.PartiallyFulfilled)]
    [InlineData(Bound.About, "about 5,000 tons", CommitmentStatus.PartiallyFulfilled)]
    [InlineData(Bound.AtLeast, "at least 5,000 tons", CommitmentStatus.FulfilledOnTime)]
    [InlineData(Bound.MoreThan, "more than 5,000 tons", CommitmentStatus.FulfilledOnTime)]
    public void Almost_5000_tons_made_up_5000(Bound bound, string words, CommitmentStatus status) =>
        Assert.Equal(status, Stands("2020-04-30", Made, Words(5_000, bound, words) with { DeliveredOn = On("2020-04-25") }).Status);

    [Fact]
    public void Exactly_a_hundred_were_more_than_a_hundred()
    {
        var more = Made with { Quantity = new(100, "t", Bound.MoreThan) };
        Assert.Equal(CommitmentStatus.PartiallyFulfilled, Stands("2020-04-30", more, Delivered("rail", 100, "2020-04-25")).Status);
        Assert.Equal(CommitmentStatus.FulfilledOnTime, Stands("2020-04-30", more, Delivered("rail", 101, "2020-04-25")).Status);
    }

    [Fact]
    public void Up_to_a_hundred_as_owed_asks_for_a_hundred() => Assert.Equal(
        CommitmentStatus.FulfilledOnTime, Stands("2020-04-30", Made with { Quantity = new(100, "t", Bound.AtMost) }, Delivered("rail", 100, "2020-04-25")).Status);

    [Fact]
    public void The_words_of_a_delivery_stay_in_the_sum()
    {
        object[] history = [Made, Delivered("first", 1_000, "2020-04-20"), Words(2_000, Bound.AtMost)];
        var shown = CommitmentTracker.Commitments.Delivered.Shown(CommitmentTracker.Commitments.Delivered.Of(State(history)).Select(d => d.Quantity), "kg");
        Assert.Equal(new Quantity(3_000_000, "kg", Bound.AtMost), shown);
        Assert.Equal(new Quantity(2_000_000, "kg", Bound.AtLeast), CommitmentTracker.Commitments.Delivered.Outstanding(new(5_000_000, "kg"), shown));
        Assert.Contains("up to 3,000 of 5,000 t were delivered.", Stands("2020-04-30", history).Reasons);
    }

    [Fact]
    public void One_ton_of_5000_was_evidence_enough_to_close_it()
    {
        var ton = Delivered("rail", 1, "2020-05-13");
        Given(Made, ton).When(Fulfil).ThenRefused(Problem.StateRefuses);
        var closing = Given(Made, ton).When(Fulfil with { Evidence = EvidenceKind.Document, Reason = "Seen.", Citation = Cited });
        closing.Then(Proposed);
        Assert.Equal(["1 of 5,000 t were delivered. The reviewer has to find the rest in what is cited."], closing.Decision.Warnings!);
        Assert.Contains("1 of 5,000 t were delivered.", Stands("2020-06-01", Made, ton, Proposed, Fulfilled).Reasons);
    }

    [Fact]
    public void A_closure_whose_delivery_is_denied_since_did_not_say_so()
    {
        var closed = Stands("2020-06-01", Made, Delivered("rail", 5_000, "2020-05-13"), Proposed with { Evidence = null }, Fulfilled with { Evidence = null }, Denied);
        Assert.Equal(CommitmentStatus.FulfilledOnTime, closed.Status);
        Assert.Contains("What showed it no longer counts; a reviewer may reopen it.", closed.Reasons);
        Assert.Contains("Delivery 'rail' is denied, and does not count.", closed.Reasons);
        Assert.DoesNotContain("What showed it no longer counts; a reviewer may reopen it.", Stands("2020-06-01", Made, Delivered("rail", 5_000, "2020-05-13"), Fulfilled, Denied).Reasons);
    }

    [Fact]
    public void A_dispute_is_among_the_reasons_of_what_is_overdue() =>
        Assert.Contains("Delivery 'rail' is denied, and does not count.", Stands("2020-06-01", Made, Delivered("rail", 5_000, "2020-05-13"), Denied).Reasons);

    [Fact]
    public void A_delivery_of_what_has_no_quantity_was_not_spoken_of() => Assert.Equal(
        ["No deadline was given.", "A delivery that counts is logged; two people close it."],
        Stands("2020-06-01", Made with { Quantity = null, Deadline = null }, Delivered("rail", 1, "2020-05-13")).Reasons);

    [Fact]
    public void One_person_made_punctual_by_a_later_deadline_what_two_had_closed_as_late()
    {
        var late = Fulfilled with { FulfilledOn = On("2020-06-20") };
        ExtendDeadline extend = new("flour", On("2020-12-31"), On("2021-11-01"), "MFA", "Late.", Cited);
        Given(Made, Proposed, late).When(extend).ThenRefused(Problem.StateRefuses);
        Given(Made, Proposed, late).When(new AdvanceDeadline("flour", On("2020-05-01"), On("2021-11-01"), Both, "Sooner.", Cited)).ThenRefused(Problem.StateRefuses);
        // Logged before the closure it moves the deadline, but not under a deed that was done by then.
        var extended = new CommitmentDeadlineExtended("flour", Both, Deadline, On("2020-12-31"), On("2021-11-01"), "MFA");
        Assert.Equal((CommitmentStatus.FulfilledLate, 20), (Stands("2022-01-01", Made, extended, Proposed, late) is var verdict ? verdict.Status : default, verdict.LateDays));
        Given(Made, extended, Proposed, late).When(extend).ThenNothing();
        // What was said in time counts, also when it is logged afterwards.
        Given(Made, Proposed, late).When(extend with { StatedOn = On("2020-05-30") }).Then(extended with { StatedOn = On("2020-05-30") });
    }

    [Fact]
    public void A_session_that_looked_at_it_was_no_word_about_it()
    {
        Assert.Equal(CommitmentStatus.ReviewDue, CommitmentVerdict.Of(State(Joint), Day("2021-06-01")).Status);
        Assert.Equal(CommitmentStatus.Open, CommitmentVerdict.Of(State(Joint), Day("2021-06-01"), On("2020-06-12")).Status);
    }

    [Fact]
    public void A_word_after_the_coming_months_left_it_due_for_review()
    {
        var open = Made with { Quantity = null, Deadline = new(new(2020, 4, 18), new(2020, 10, 17), Precision.Open, "in the coming months") };
        var heard = new ProgressReported("flour", Both, On("2020-11-01"), "Under way.", null);
        Assert.Equal(CommitmentStatus.Open, Stands("2021-11-01", open, heard).Status);
        Assert.Equal(CommitmentStatus.ReviewDue, Stands("2021-11-02", open, heard).Status);
        Assert.Equal(["\"in the coming months\" never passes; to be looked at after 2020-10-17."], Stands("2020-10-01", open).Reasons);
    }

    [Fact]
    public void Dates_before_their_cause_were_taken()
    {
        Given(Made, Delivered("rail", 1, "2020-05-13")).When(new ConfirmDelivery("flour", "rail", Tjk, On("2020-05-12"))).ThenRefused(Problem.InvalidValue, "/statedOn");
        Given(Made, Delivered("rail", 1, "2020-05-13")).When(new DisputeDelivery("flour", "rail", Tjk, On("2020-05-12"), "No.")).ThenRefused(Problem.InvalidValue, "/statedOn");
        Given(Made).When(new ReclassifyStrength("flour", Strength.Noted, On("2020-04-16"), "Weak.")).ThenRefused(Problem.InvalidValue, "/statedOn");
        Given(Made).When(new WithdrawCommitment("flour", Kaz, On("2020-04-16"), "Off.", Cited)).ThenRefused(Problem.InvalidValue, "/withdrawnOn");
    }

    [Fact]
    public void An_obligor_thanked_itself() => Given(Made).When(new RecordAcknowledgement("flour", Kaz, On("2020-05-14"))).ThenRefused(Problem.InvalidValue, "/by");

    [Fact]
    public void Two_superseded_each_other()
    {
        var other = Made with { Slug = "other" };
        var superseded = new CommitmentSuperseded("other", Both, "flour", On("2020-05-01"), "officer");
        Given(Made, other, superseded).When(new SupersedeCommitment("flour", "other", On("2020-05-02"), "Other.")).ThenRefused(Problem.StateRefuses);
        Given(Made, other, Proposed with { Entry = "commitment:other", Closure = Contracts.Review.Closure.Superseded, SupersededBy = "flour" })
            .When(new SupersedeCommitment("flour", "other", On("2020-05-02"), "Other.")).ThenRefused(Problem.StateRefuses);
    }

    static Commitment State(params object[] events) => events.Aggregate((Commitment)Commitment.Kind.Initial, Commitment.Evolve);
}
