using CommitmentTracker.Commitments;
using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Review;
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
        Assert.Contains("up to 3,000 of 5,000 t were delivered.", Stands("2020-05-15", history).Reasons);
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
        Given(Made, other, Proposed with { Entry = "commitment:other", Closure = Closure.Superseded, SupersededBy = "flour" })
            .When(new SupersedeCommitment("flour", "other", On("2020-05-02"), "Other.")).ThenRefused(Problem.StateRefuses);
    }

    [Fact]
    public void One_scholarship_of_five_years_was_evidence_enough_to_close_them_all()
    {
        var yearly = Made with { Quantity = new(100, "scholarship"), Deadline = null, Recurs = new(Frequency.Annual, new(2020, 1, 1), 1, new(2022, 12, 31)) };
        DeliveryRecorded Year(string id, decimal n, string year) => new("flour", Both, id, On($"{year}-09-01"), EvidenceKind.Document, new(n, "scholarship"), null, Period.Parse(year));
        FulfilCommitment fulfil = new("flour", On("2022-12-31"));
        Given(yearly, Year("a", 1, "2020")).When(fulfil).ThenRefused(Problem.StateRefuses);
        var cited = Given(yearly, Year("a", 100, "2020")).When(fulfil with { Evidence = EvidenceKind.Document, Citation = Cited });
        Assert.Equal(["Not done for 2021, 2022. The reviewer has to find the rest in what is cited."], cited.Decision.Warnings!);
        // It said that what two people had found done was "not done".
        Assert.Contains("No delivery that counts makes up 2021, 2022.", Stands("2023-06-01", yearly, Year("a", 100, "2020"), Proposed, Fulfilled with { FulfilledOn = On("2022-12-31") }).Reasons);
        Assert.Single(Given(yearly, Year("a", 100, "2020"), Year("b", 100, "2021"), Year("c", 100, "2022")).When(fulfil).Decision.Events);
    }

    [Fact]
    public void A_period_done_on_a_span_across_its_end_was_on_time()
    {
        var yearly = Yearly with { Recurs = new(Frequency.Annual, new(2021, 1, 1), 1, new(2021, 12, 31)) };
        DeliveryRecorded across = new("flour", Both, "a", new(new(2021, 12, 1), new(2022, 2, 28), Precision.Quarter), EvidenceKind.Document, null, null, Period.Parse("2021"));
        Assert.Equal(CommitmentStatus.PossiblyLate, Assert.Single(Instances.Of(State(yearly, across), yearly.Recurs!, Day("2022-06-01")), i => i.Period == Period.Parse("2021")).Status);
        Assert.Equal(CommitmentStatus.PossiblyLate, Stands("2022-06-01", yearly, across).Status);
    }

    [Fact]
    public void Ten_in_one_go_were_twice_a_year()
    {
        var twice = Yearly with { Quantity = new(10, "item") };
        DeliveryRecorded Go(string id, decimal n) => new("flour", Both, id, On("2021-03-01"), EvidenceKind.Document, new(n, "item"), null, Period.Parse("2021"));
        Assert.Equal(CommitmentStatus.PartiallyFulfilled, Instances.Of(State(twice, Go("a", 10)), twice.Recurs!, Day("2021-06-01"))[0].Status);
        Assert.Equal(CommitmentStatus.FulfilledOnTime, Instances.Of(State(twice, Go("a", 5), Go("b", 5)), twice.Recurs!, Day("2021-06-01"))[0].Status);
    }

    [Fact]
    public void Thanks_or_a_crumb_delivered_were_the_last_that_anybody_had_to_look_at()
    {
        var open = Made with { Deadline = null };
        var thanked = Stands("2026-11-01", open, new AcknowledgementRecorded("flour", Both, Tjk, On("2020-05-01")));
        Assert.Equal((CommitmentStatus.ReviewDue, Day("2021-05-02")), (thanked.Status, thanked.ReviewSince));
        var crumb = Stands("2026-11-01", open, Delivered("rail", 1, "2020-05-13"));
        Assert.Equal((CommitmentStatus.ReviewDue, Day("2021-05-14")), (crumb.Status, crumb.ReviewSince));
        Assert.Null(Stands("2021-05-01", open, Delivered("rail", 1, "2020-05-13")).ReviewSince);
        Assert.Contains("Thanks were given. They show neither what was delivered nor when.", thanked.Reasons);
        // An intent is watched by nobody.
        Assert.Equal(CommitmentStatus.AcknowledgedUnverified, Stands("2026-11-01", open with { Strength = Strength.Noted }, new AcknowledgementRecorded("flour", Both, Tjk, On("2020-05-01"))).Status);
    }

    [Fact]
    public void Money_owed_did_not_see_money_delivered() => Assert.Equal(
        CommitmentStatus.FulfilledOnTime, Stands("2020-05-20", Made with { Quantity = new(1_500_000, "USD") }, Delivered("rail", 1, "2020-05-13") with { Quantity = null, Value = new(1_500_000, "USD") }).Status);

    [Fact]
    public void An_assessment_rested_on_what_nobody_had_recorded()
    {
        AssessCommitment assess = new("flour", "one", new(2021, 1, 1), AssessmentStage.Final, 1, "Done.");
        Given(Made, Delivered("rail", 1, "2020-05-13")).When(assess with { Evidence = ["rail", "commitment:other", "zzz", "source:nowhere"] }).ThenRefused(Problem.UnknownEntry, "/evidence/1", "/evidence/2", "/evidence/3");
        Assert.Null(Given(Made, Delivered("rail", 1, "2020-05-13")).When(assess with { Evidence = ["rail", "source:bns"] }).Decision.Warnings);
        Assert.Single(Given(Made).When(assess).Decision.Warnings!);
    }

    [Fact]
    public void One_obligors_withdrawal_ends_it_for_all_and_says_so() => Assert.Equal(
        ["It ends for TJK, too; what they go on owing is a commitment of its own."], Given(Joint).When(new WithdrawCommitment("flour", Kaz, On("2020-06-01"), "Off.", Cited)).Decision.Warnings!);

    [Fact]
    public void A_merge_lost_what_was_delivered()
    {
        var other = Made with { Slug = "other" };
        MergeCommitment merge = new("flour", "other", "One and the same.");
        Given(Made, other, Delivered("rail", 5_000, "2020-05-13")).When(merge).ThenRefused(Problem.StateRefuses);
        Given(Made, other, new CommitmentMerged("flour", Both, "other")).When(new RecordDelivery("flour", "rail", On("2020-05-13"), EvidenceKind.Document, new(1, "t"))).ThenRefused(Problem.StateRefuses);
        Given(Made, other, new CommitmentMerged("flour", Both, "other")).When(merge).ThenNothing();
    }

    [Theory]
    [InlineData("tons", false)]
    [InlineData("KG", false)]
    [InlineData("t", true)]
    [InlineData("scholarship", true)]
    public void Tons_were_owed_and_no_t_could_be_counted_against_them(string unit, bool taken)
    {
        var answer = Given().When(Make with { Quantity = new(1, unit) });
        if (taken)
            Assert.Single(answer.Decision.Events);
        else
            answer.ThenRefused(Problem.InvalidValue, "/quantity/unit");
    }

    static Commitment State(params object[] events) => events.Aggregate((Commitment)Commitment.Kind.Initial, Commitment.Evolve);

    [Fact]
    public void Of_less_than_a_hundred_tons_ninety_nine_were_for_ever_too_few()
    {
        var less = Made with { Quantity = new(100, "t", Bound.LessThan, "less than 100 t") };
        object[] came = [less, Delivered("rail", 99, "2020-05-13")];
        Assert.Contains("99 of less than 100 t were delivered; whether that is all cannot be told from these words.", Stands("2020-05-20", came).Reasons);
        Given(came).When(new FulfilCommitment("flour", On("2020-05-13"), Citation: Cited)).WithWarning("The reviewer has to find the rest");
        Assert.Equal(CommitmentStatus.FulfilledOnTime, Stands("2020-06-20", [.. came, Proposed with { On = On("2020-05-13") }, Fulfilled with { FulfilledOn = On("2020-05-13") }]).Status);
        Given(less).When(new FulfilCommitment("flour", On("2020-05-13"), Citation: Cited)).ThenRefused(Problem.StateRefuses); // nothing had come
    }
}
