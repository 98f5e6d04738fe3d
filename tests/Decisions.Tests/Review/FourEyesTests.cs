using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Platform;
using static CommitmentTracker.Decisions.Tests.Commitments.Flour;
using static CommitmentTracker.Decisions.Tests.Scenario;

namespace CommitmentTracker.Decisions.Tests.Review;

/// <summary>An entry is closed or taken back by two people: one proposes, another confirms.</summary>
public sealed class FourEyesTests
{
    static readonly FulfilCommitment Fulfil = new("flour", On("2020-05-20"), EvidenceKind.Document, "Seen.", Cited);
    static readonly ConfirmClosure Confirm = new("commitment:flour", Closure.Fulfilled, 2);
    static readonly RejectClosure Reject = new("commitment:flour", Closure.Fulfilled, 2, "Not the right flour.");

    [Fact]
    public void Fulfilment_is_proposed_with_evidence_that_suffices() => Given(Made).When(Fulfil).Then(Proposed);

    [Theory]
    [InlineData(null)]
    [InlineData(EvidenceKind.Acknowledgement)]
    [InlineData(EvidenceKind.SelfReport)]
    [InlineData(EvidenceKind.ThirdParty)]
    public void Thanks_an_own_report_or_a_newspaper_do_not_suffice(EvidenceKind? evidence) =>
        Given(Made, new AcknowledgementRecorded("flour", Both, Tjk, On("2020-05-01"))).When(Fulfil with { Evidence = evidence }).ThenRefused(Problem.StateRefuses);

    [Fact]
    public void A_delivery_that_counts_is_evidence_and_a_disputed_one_is_not()
    {
        var fulfil = Fulfil with { Evidence = null };
        Given(Made, Delivered("rail", 5_000, "2020-05-20")).When(fulfil).Then(Proposed with { Evidence = null });
        Given(Made, Delivered("rail", 5_000, "2020-05-20", EvidenceKind.SelfReport)).When(fulfil).ThenRefused(Problem.StateRefuses);
        Given(Made, Delivered("rail", 5_000, "2020-05-20", EvidenceKind.SelfReport), new DeliveryConfirmed("flour", Both, "rail", Tjk, On("2020-05-21"))).When(fulfil).Then(Proposed with { Evidence = null });
        Given(Made, Delivered("rail", 5_000, "2020-05-20"), new DeliveryDisputed("flour", Both, "rail", Tjk, On("2020-05-21"))).When(fulfil).ThenRefused(Problem.StateRefuses);
    }

    [Fact]
    public void Evidence_is_cited() => Given(Made).When(Fulfil with { Citation = null }).ThenRefused(Problem.InvalidValue, "/citation");

    [Fact]
    public void A_second_person_confirms() => Given(Made, Proposed).By("reviewer").When(Confirm).Then(Fulfilled);

    [Fact]
    public void The_first_person_cannot_be_the_second() => Given(Made, Proposed).By("officer").When(Confirm).ThenRefused(Problem.SamePerson);

    [Fact]
    public void What_was_logged_after_the_proposal_was_confirmed_unseen()
    {
        object[] later = [new ProgressReported("flour", Both, On("2020-05-21"), "All of it.", null), new ProgressReported("flour", Both, On("2020-05-22"), "Half of it only.", null)];

        Assert.Null(Given(Made, Proposed).By("reviewer").When(Confirm).Decision.Warnings);
        Given(Made, Proposed, later[0]).By("reviewer").When(Confirm).Then(Fulfilled).WithWarning("1 thing was logged since it was proposed, version 3:");
        Given([Made, Proposed, .. later]).By("reviewer").When(Confirm).Then(Fulfilled).WithWarning("2 things were logged since it was proposed, versions 3–4:");
    }

    [Fact]
    public void Confirmed_again_it_is_nothing() => Given(Made, Proposed, Fulfilled).By("reviewer").When(Confirm).ThenNothing();

    [Fact]
    public void A_second_person_sends_it_back()
    {
        var rejected = new ClosureRejected("commitment:flour", Both, Closure.Fulfilled, 2);
        Given(Made, Proposed).By("reviewer").When(Reject).Then(rejected);
        Given(Made, Proposed, rejected).By("reviewer").When(Reject).ThenNothing();
        Given(Made, Proposed, rejected).By("reviewer").When(Confirm).ThenRefused(Problem.StateRefuses);
        Given(Made, Proposed, Fulfilled).By("reviewer").When(Reject).ThenRefused(Problem.StateRefuses);
        Given(Made, Proposed, rejected).When(Fulfil).ThenRefused(Problem.StateRefuses);
        Given(Made, Proposed, rejected).When(Fulfil with { Reason = "The certificate, this time." }).Then(Proposed with { Reason = "The certificate, this time." });
    }

    [Fact]
    public void Nobody_confirms_another_proposal_than_was_read()
    {
        Given(Made, Proposed).By("reviewer").When(Confirm with { Closure = Closure.Lapsed }).ThenRefused(Problem.StateRefuses);
        Given(Made, Proposed).By("reviewer").When(Confirm with { Proposal = 1 }).ThenRefused(Problem.StateRefuses);
        Given(Made, Proposed).By("reviewer").When(Confirm with { Proposal = 3 }).ThenRefused(Problem.StateRefuses);
        Given(Made, Proposed).By("reviewer").When(Reject with { Proposal = 7 }).ThenRefused(Problem.StateRefuses);
        Given().By("reviewer").When(Confirm).ThenRefused(Problem.NotFound);
    }

    [Fact]
    public void One_proposal_waits_at_a_time() => Given(Made, Proposed).When(new LapseCommitment("flour", On("2021"), "Forgotten.")).ThenRefused(Problem.StateRefuses);

    [Fact]
    public void What_is_closed_is_not_closed_again_until_a_reviewer_reopens_it()
    {
        var reopened = new CommitmentReopened("flour", Both, On("2021-01-01"));
        var lapse = new LapseCommitment("flour", On("2022-01-01"), "Forgotten.");
        Given(Made, Proposed, Fulfilled).When(lapse).ThenRefused(Problem.StateRefuses);
        Given(Made, Proposed, Fulfilled).When(new ReopenCommitment("flour", On("2021-01-01"), "Another flour.")).Then(reopened);
        Given(Made).When(new ReopenCommitment("flour", On("2021-01-01"), "Another flour.")).ThenRefused(Problem.StateRefuses);
        Given(Made, Proposed, Fulfilled, reopened).When(lapse)
            .Then(new ClosureProposed("commitment:flour", Both, Closure.Lapsed, On("2022-01-01"), null, null, null, null, "Forgotten.", "officer"));
    }

    [Fact]
    public void An_obligor_withdraws_with_a_source()
    {
        var command = new WithdrawCommitment("flour", Kaz, On("2020-05-01"), "Bad harvest.", Cited);
        var proposed = new ClosureProposed("commitment:flour", Both, Closure.Withdrawn, On("2020-05-01"), Kaz, null, null, "trend-2023", "Bad harvest.", "officer");
        Given(Made).When(command).Then(proposed);
        Given(Made).When(command with { By = Tjk }).ThenRefused(Problem.InvalidValue, "/by");
        Given(Made).When(command with { Citation = null }).ThenRefused(Problem.InvalidValue, "/citation");
        Given(Made, proposed).By("reviewer").When(Confirm with { Closure = Closure.Withdrawn }).Then(new CommitmentWithdrawn("flour", Both, Kaz, On("2020-05-01"), "officer"));
    }

    [Fact]
    public void Another_commitment_takes_its_place()
    {
        var command = new SupersedeCommitment("flour", "flour-2021", On("2021-01-01"), "A new promise.");
        var proposed = new ClosureProposed("commitment:flour", Both, Closure.Superseded, On("2021-01-01"), null, "flour-2021", null, null, "A new promise.", "officer");
        Given(Made, Made with { Slug = "flour-2021" }).When(command).Then(proposed);
        Given(Made).When(command).ThenRefused(Problem.UnknownEntry, "/supersededBy");
        Given(Made).When(command with { SupersededBy = "flour" }).ThenRefused(Problem.InvalidValue, "/supersededBy");
        Given(Made, proposed).By("reviewer").When(Confirm with { Closure = Closure.Superseded }).Then(new CommitmentSuperseded("flour", Both, "flour-2021", On("2021-01-01"), "officer"));
    }

    [Fact]
    public void A_wrong_entry_is_taken_back_by_two_and_then_takes_nothing_more()
    {
        var retract = new RetractEntry("commitment:flour", "Never said.");
        var proposed = new ClosureProposed("commitment:flour", Both, Closure.Retracted, null, null, null, null, null, "Never said.", "officer");
        var retracted = new EntryRetracted("commitment:flour", Both, "officer");
        Given(Made).When(retract).Then(proposed);
        Given().When(retract).ThenRefused(Problem.NotFound);
        Given(Made).When(retract with { Reason = null }).ThenRefused(Problem.InvalidValue, "/reason");
        Given(Made).When(retract with { Entry = "flour" }).ThenRefused(Problem.InvalidValue, "/entry");
        Given(Made, proposed).By("reviewer").When(Confirm with { Closure = Closure.Retracted }).Then(retracted);
        Given(Made, proposed, retracted).When(retract).ThenNothing();
        Given(Made, proposed, retracted).When(retract with { Reason = "Never said at all." }).ThenNothing();
        Given(Made, proposed, retracted).When(Make).ThenRefused(Problem.StateRefuses);
        Given(Made, proposed, retracted).When(new ReportProgress("flour", On("2021"), "Some.")).ThenRefused(Problem.StateRefuses);
    }

    [Fact]
    public void A_lapse_needs_a_reason() => Given(Made).When(new LapseCommitment("flour", On("2021"), " ")).ThenRefused(Problem.InvalidValue, "/reason");
}
