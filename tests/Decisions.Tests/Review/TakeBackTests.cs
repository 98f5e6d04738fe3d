using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Facts;
using CommitmentTracker.Contracts.Meetings;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Platform;
using static CommitmentTracker.Decisions.Tests.Commitments.Flour;
using static CommitmentTracker.Decisions.Tests.Scenario;

namespace CommitmentTracker.Decisions.Tests.Review;

/// <summary>A slip is taken back by itself, and what was meant is logged in its place.</summary>
public sealed class TakeBackTests
{
    static readonly TakeBack Back = new("commitment:flour", 2, "Typed a nought too many.");
    static readonly ActTakenBack Taken = new("commitment:flour", Both, 2);
    static readonly DeliveryRecorded Slip = Delivered("rail", 5_000, "2020-05-13");

    [Fact]
    public void A_mistyped_delivery_could_only_go_with_the_whole_commitment()
    {
        Given(Made, Slip).When(Back).Then(Taken);
        Given(Made, Slip, Taken).When(new RecordDelivery("flour", "rail", On("2020-05-13"), EvidenceKind.Document, new(500, "t"))).Then(Delivered("rail", 500, "2020-05-13"));
        Assert.Equal(CommitmentStatus.PartiallyFulfilled, Stands("2020-04-30", Made, Slip, Taken, Delivered("rail", 500, "2020-04-20")).Status);
        Assert.Equal(CommitmentStatus.Open, Stands("2020-04-20", Made, Slip, Taken).Status);
    }

    [Fact]
    public void Taken_back_again_it_is_nothing() => Given(Made, Slip, Taken).When(Back).ThenNothing();

    [Fact]
    public void A_file_sent_again_does_not_bring_it_back()
    {
        var again = Given(Made, Slip, Taken).When(new RecordDelivery("flour", "rail", On("2020-05-13"), EvidenceKind.Document, new(5_000, "t")));
        again.ThenNothing();
        again.WithWarning("taken back as wrong; the same again is not logged, whatever the reason");
        var extended = new CommitmentDeadlineExtended("flour", Both, Deadline, On("2020-12-31"), On("2020-05-30"), "MFA");
        Given(Made, extended, Taken).When(new ExtendDeadline("flour", On("2020-12-31"), On("2020-05-30"), "MFA", "More time.", Cited)).ThenNothing();
        Assert.Equal(Deadline, new[] { Made, (object)extended, Taken }.Aggregate((CommitmentTracker.Commitments.Commitment)CommitmentTracker.Commitments.Commitment.Kind.Initial, CommitmentTracker.Commitments.Commitment.Evolve)
            .DeadlineAt(Day("2021-01-01")));
    }

    [Fact]
    public void What_something_rests_on_goes_after_it()
    {
        Given(Made, Slip, new DeliveryConfirmed("flour", Both, "rail", Tjk, On("2020-05-14"))).When(Back).ThenRefused(Problem.StateRefuses);
        Given(Made, new MilestoneAdded("flour", Both, "one", "A step", On("2020-04-18"), null), new MilestoneReached("flour", Both, "one", On("2020-05-01"))).When(Back).ThenRefused(Problem.StateRefuses);
    }

    [Fact]
    public void What_two_people_did_or_are_about_to_do_is_not_undone_by_one()
    {
        Given(Made, Slip, Proposed).When(Back).ThenRefused(Problem.StateRefuses);
        Given(Made, Slip, Proposed, Fulfilled).When(Back).ThenRefused(Problem.StateRefuses);
        Given(Made, Proposed).By("another").When(Back).ThenRefused(Problem.StateRefuses);
        Given(Made, Proposed, Fulfilled).When(Back).ThenRefused(Problem.StateRefuses);
        Given(Made, Proposed, Fulfilled, new CommitmentReopened("flour", Both, On("2020-06-01"))).When(Back with { Act = 3 }).ThenRefused(Problem.StateRefuses);
    }

    [Fact]
    public void Who_proposed_a_closure_by_mistake_had_to_wait_for_a_reviewer()
    {
        FulfilCommitment fulfil = new("flour", On("2020-05-20"), EvidenceKind.Document, "Seen.", Cited);
        Given(Made, Proposed).When(Back).Then(Taken);
        Given(Made, Proposed, Taken).When(fulfil with { FulfilledOn = On("2020-05-19") }).Then(Proposed with { On = On("2020-05-19") });
        Given(Made, Proposed, Taken).When(fulfil).ThenNothing();
        Given(Made, Proposed, Taken).By("reviewer").When(new ConfirmClosure("commitment:flour", Closure.Fulfilled, 2)).ThenRefused(Problem.StateRefuses);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    public void Neither_the_beginning_nor_what_is_not_there(long act) => Given(Made).When(Back with { Act = act }).ThenRefused(Problem.StateRefuses);

    [Fact]
    public void A_version_that_cannot_exist_was_called_nothing_that_is_taken_back()
    {
        Given(Made).When(Back with { Act = 0, Reason = " " }).ThenRefused(Problem.InvalidValue, "/act", "/reason");
        Assert.Equal("There is no version 99; the last is 2.", Given(Made, Slip).When(Back with { Act = 99 }).Decision.Refusal!.Detail);
    }

    [Theory]
    [InlineData("agreement:pact")]
    [InlineData("fact:rank")]
    [InlineData("mechanism:igc")]
    [InlineData("meeting:summit")]
    public void Ones_own_proposal_could_not_be_taken_back_of_every_kind_of_entry(string id)
    {
        object recorded = id switch
        {
            "agreement:pact" => new AgreementRecorded("pact", Both, AgreementKind.Treaty, "A pact", null),
            "fact:rank" => new FactRecorded("rank", FactKind.Statistic, "Fourth", Both, On("2021-05-03"), null, null),
            "mechanism:igc" => new MechanismRecorded("igc", MechanismKind.Commission, "Commission", Both, On("2021-05-03"), null),
            _ => new MeetingRecorded("summit", MeetingKind.Summit, "Summit", Both, On("2021-05-03"), null, null, null, null),
        };
        ClosureProposed proposed = new(id, Both, Closure.Retracted, null, null, null, null, null, "Another.", "officer");
        ActTakenBack taken = new(id, Both, 2);
        TakeBack back = new(id, 2, "The wrong one.");
        RetractEntry retract = new(id, "Another.");

        Given(recorded, proposed).When(back).Then(taken);
        Given(recorded, proposed, taken).When(back).ThenNothing();
        Given(recorded, proposed).By("another").When(back).ThenRefused(Problem.StateRefuses);
        Given(recorded, proposed, taken).When(retract).ThenNothing().WithWarning("say in the reason what is new");
        Given(recorded, proposed, taken).When(retract with { Reason = "It is." }).Then(proposed with { Reason = "It is." });
        Given(recorded, proposed, taken).By("reviewer").When(new ConfirmClosure(id, Closure.Retracted, 2)).ThenRefused(Problem.StateRefuses);
        Given(recorded, proposed).When(back with { Act = 1 }).ThenRefused(Problem.StateRefuses);
    }

    [Fact]
    public void What_a_session_looked_at_was_lost_when_its_day_was_mended()
    {
        MeetingRecorded summit = new("summit", MeetingKind.Summit, "Summit", Both, On("2021-05-03"), null, null, null, null);
        MeetingHeld held = new("summit", Both, On("2021-06-29"), null);
        ItemReviewed item = new("summit", Both, "commitment:flour", "Good.");
        ReviewItem look = new("summit", "commitment:flour", "Good.");
        object[] given = [Made, summit, held, item, Off(3), Off(2), held with { HeldOn = On("2021-06-30") }];
        Given(given[..^2]).When(look).ThenNothing().WithWarning("taken back as wrong");
        Given(given[..^1]).When(look).ThenRefused(Problem.StateRefuses);
        Given(given).When(look).Then(item);
        Given([.. given, item]).When(look).ThenNothing();
        Given([.. given, item, Off(7)]).When(look).ThenNothing().WithWarning("taken back as wrong");
        Given(given).When(new HoldMeeting("summit", On("2021-06-29"))).ThenNothing().WithWarning("taken back as wrong");

        static ActTakenBack Off(long act) => new("meeting:summit", Both, act);
    }

    [Fact]
    public void What_rested_on_a_slip_may_be_said_again_of_what_was_meant()
    {
        DeliveryConfirmed confirmed = new("flour", Both, "rail", Tjk, On("2020-05-14"));
        Given(Made, Slip, confirmed, Taken with { Act = 3 }, Taken, Delivered("rail", 500, "2020-05-13")).When(new ConfirmDelivery("flour", "rail", Tjk, On("2020-05-14"))).Then(confirmed);
        MilestoneAdded step = new("flour", Both, "one", "A step", On("2020-04-18"), null);
        MilestoneReached reached = new("flour", Both, "one", On("2020-05-01"));
        object[] given = [Made, step, reached, Taken with { Act = 3 }, Taken, step with { What = "Another step" }];
        Given(given).When(new ReachMilestone("flour", "one", On("2020-05-01"))).Then(reached);
        // Where it was reached on another day since, the old is no news of its own.
        Given([.. given, reached with { ReachedOn = On("2020-05-02") }]).When(new ReachMilestone("flour", "one", On("2020-05-01"))).ThenRefused(Problem.AlreadyDifferent);
    }

    [Fact]
    public void A_reason_is_given_and_the_entry_is_there()
    {
        Given(Made, Slip).When(Back with { Reason = " " }).ThenRefused(Problem.InvalidValue, "/reason");
        Given().When(Back).ThenRefused(Problem.NotFound);
        Given().When(Back with { Entry = "flour" }).ThenRefused(Problem.InvalidValue, "/entry");
        Given().When(Back with { Entry = "agreement:pact" }).ThenRefused(Problem.NotFound);
    }

    [Fact]
    public void A_meeting_cancelled_by_mistake_is_held_after_all()
    {
        MeetingRecorded summit = new("summit", MeetingKind.Summit, "Summit", Both, On("2021-05-03"), null, null, null, null);
        MeetingCancelled cancelled = new("summit", Both, On("2021-06-01"));
        MeetingHeld held = new("summit", Both, On("2021-06-29"), null);
        TakeBack back = new("meeting:summit", 2, "Another summit was meant.");
        ActTakenBack taken = new("meeting:summit", Both, 2);
        Given(summit, cancelled).When(back).Then(taken);
        Given(summit, cancelled, taken).When(new HoldMeeting("summit", On("2021-06-29"))).Then(held);
        Given(summit, held, new ItemReviewed("summit", Both, "commitment:flour", null)).When(back).ThenRefused(Problem.StateRefuses);
        Given(summit, held, taken).When(new HoldMeeting("summit", On("2021-06-30"))).Then(held with { HeldOn = On("2021-06-30") });
    }

    [Fact]
    public void Another_reason_was_advised_where_none_is_kept()
    {
        MeetingRecorded summit = new("summit", MeetingKind.Summit, "Summit", Both, On("2021-05-03"), null, null, null, null);
        ParticipantAdded joined = new("summit", Both, Contracts.Values.StateCode.Parse("UZB"), On("2021-05-10"));
        AddParticipant add = new("summit", joined.Participant, joined.StatedOn, "It came after all.");
        object[] given = [summit, joined, new ActTakenBack("meeting:summit", [.. Both, joined.Participant], 2)];

        Given(given).When(add).ThenNothing().WithWarning("with another day, id or words");
        Given(given).When(add with { StatedOn = On("2021-05-11") }).Then(joined with { StatedOn = On("2021-05-11") });
    }

    [Fact]
    public void An_invitation_was_accepted_before_it_was_extended() =>
        Given(new MeetingRecorded("summit", MeetingKind.Summit, "Summit", Both, On("2021-05-03"), null, null, null, null), new InvitationExtended("summit", Tjk, Kaz, On("2021-05-03")))
            .When(new AcceptInvitation("summit", Kaz, On("2021-05-02"))).ThenRefused(Problem.InvalidValue, "/acceptedOn");
}
