using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Platform;
using static CommitmentTracker.Decisions.Tests.Commitments.Flour;
using static CommitmentTracker.Decisions.Tests.Scenario;

namespace CommitmentTracker.Decisions.Tests.Commitments;

/// <summary>A slip in the first entry is mended without logging everything again, and takes no ground from what was logged since.</summary>
public sealed class CorrectCommitmentTests
{
    static readonly CorrectCommitment Command = new("flour", "A typing error.", "5,000 tons of wheat flour", StatedOn: On("2020-04-10"));
    static readonly CommitmentCorrected Corrected = new("flour", Both, "A typing error.", "5,000 tons of wheat flour", StatedOn: On("2020-04-10"));
    static readonly CorrectCommitment ByUzbekistan = new("flour", "It was not Kazakhstan.", Obligors: [Uzb]);
    static readonly CommitmentCorrected WasByUzbekistan = new("flour", Both, "It was not Kazakhstan.", Obligors: [Uzb]);

    [Fact]
    public void A_mistyped_word_state_or_day_stood_for_ever()
    {
        Given(Made).When(Command).Then(Corrected);
        Given(Made).When(ByUzbekistan).Then(WasByUzbekistan);
        Given(Made).When(new CorrectCommitment("flour", "To each other.", Obligors: [Tjk, Kaz], Counterparties: [], Joint: true))
            .Then(new CommitmentCorrected("flour", Both, "To each other.", Obligors: Both, Counterparties: [], Joint: true));
        Given(Made, Fulfilled).When(Command).Then(Corrected);
    }

    [Fact]
    public void The_same_correction_again_is_nothing_also_after_another()
    {
        var back = new CommitmentCorrected("flour", Both, "The source does not say wheat.", Made.What, StatedOn: Made.StatedOn);
        Given(Made, Corrected).When(Command).ThenNothing();
        Given(Made, Corrected).When(Command with { Reason = "Other words for it." }).ThenNothing();
        Given(Made, Corrected, back).When(Command).ThenNothing().WithWarning("corrected again since");
        Given(Made, Corrected, back).When(Command with { Reason = "It does." }).Then(Corrected with { Reason = "It does." });
        Given(Made, WasByUzbekistan, new CommitmentCorrected("flour", [Tjk, Uzb], "It was.", Obligors: [Kaz])).When(ByUzbekistan).ThenNothing().WithWarning("corrected again since");
    }

    [Fact]
    public void What_was_recorded_first_and_what_stands_now_are_both_known_again()
    {
        Given(Made, Corrected).When(Make).ThenNothing();
        Given(Made, Corrected).When(Make with { What = Command.What!, StatedOn = On("2020-04-10") }).ThenNothing();
        Given(Made, Corrected).When(Make with { What = "Third" }).ThenRefused(Problem.AlreadyDifferent);
    }

    [Fact]
    public void What_was_logged_before_other_states_were_concerned_is_not_logged_twice()
    {
        var progress = new ProgressReported("flour", Both, On("2020-05-02"), "Half is loaded.", Completion.Limited);
        Given(Made, progress, WasByUzbekistan).When(new ReportProgress("flour", On("2020-05-02"), "Half is loaded.", Completion.Limited)).ThenNothing();
        Given(Made, Delivered("rail", 500, "2020-05-13"), WasByUzbekistan).When(new RecordDelivery("flour", "rail", On("2020-05-13"), EvidenceKind.Document, new(500, "t"))).ThenNothing();
    }

    public static TheoryData<object[], CorrectCommitment> Grounds => new()
    {
        { [Delivered("rail", 500, "2020-05-13"), new DeliveryConfirmed("flour", Both, "rail", Tjk, On("2020-05-14"))], new CorrectCommitment("flour", "To another.", Counterparties: [Uzb]) },
        { [Delivered("rail", 500, "2020-05-13"), new DeliveryDisputed("flour", Both, "rail", Kaz, On("2020-05-14"))], ByUzbekistan },
        { [new AcknowledgementRecorded("flour", Both, Tjk, On("2020-04-20"))], new CorrectCommitment("flour", "The other way.", Obligors: [Tjk], Counterparties: [Kaz]) },
        { [new CommitmentDeadlineExtended("flour", Both, Deadline, On("2020-06-30"), On("2020-05-01"), "MFA")], new CorrectCommitment("flour", "Typed wrong.", StatedOn: On("2020-05-10")) },
        { [new CommitmentDeadlineAdvanced("flour", Both, Deadline, On("2020-05-10"), On("2020-05-01"), [Kaz])], ByUzbekistan },
        { [new StrengthReclassified("flour", Both, Strength.Announced, On("2020-05-01"))], new CorrectCommitment("flour", "Typed wrong.", StatedOn: On("2020-05-10")) },
        { [new CommitmentWithdrawn("flour", Both, Kaz, On("2020-05-20"), "officer")], ByUzbekistan },
        { [Proposed], Command },
    };

    [Theory, MemberData(nameof(Grounds))]
    public void What_was_logged_since_does_not_lose_its_ground(object[] since, CorrectCommitment command) => Given([Made, .. since]).When(command).ThenRefused(Problem.StateRefuses);

    [Fact]
    public void What_it_would_make_must_be_a_commitment()
    {
        Given(Made).When(new CorrectCommitment("flour", "Why.", Joint: true)).ThenRefused(Problem.InvalidValue, "/joint");
        Given(Made).When(new CorrectCommitment("flour", "Why.", Obligors: [Tjk])).ThenRefused(Problem.InvalidValue, "/counterparties");
        Given(Made).When(new CorrectCommitment("flour", "Why.", StatedOn: On("2020-06-01"))).ThenRefused(Problem.InvalidValue, "/statedOn");
        Given().When(Command).ThenRefused(Problem.NotFound);
    }

    [Fact]
    public void Every_fault_of_it_is_said_at_once()
    {
        Given().When(new CorrectCommitment("flour", "Why.")).ThenRefused(Problem.InvalidValue, "");
        Given().When(new CorrectCommitment("", " ", " ", Obligors: [], StatedOn: On("2027"))).ThenRefused(Problem.InvalidValue, "/commitment", "/reason", "/what", "/obligors", "/statedOn");
    }

    [Fact]
    public void A_correction_is_corrected_and_not_taken_back() =>
        Given(Made, Corrected).When(new Contracts.Review.TakeBack("commitment:flour", 2, "Wrong.")).ThenRefused(Problem.StateRefuses);
}
