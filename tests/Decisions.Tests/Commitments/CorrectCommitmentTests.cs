using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Values;
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
        { [Delivered("rail", 500, "2020-05-13")], new CorrectCommitment("flour", "Counted.", Quantity: new(5_000, "bag")) },
        { [Delivered("rail", 500, "2020-05-13")], new CorrectCommitment("flour", "Cut.", Quantity: new(5_000, "wagon"), What: "Wagons") },
        { [Delivered("rail", 5_000, "2020-05-13"), Fulfilled with { Evidence = null }], new CorrectCommitment("flour", "A nought.", Quantity: new(50_000, "t")) },
        { [new CommitmentDeadlineExtended("flour", Both, Deadline, On("2020-06-30"), On("2020-05-01"), "MFA")], new CorrectCommitment("flour", "Typed wrong.", Deadline: On("2020-07-31")) },
        { [new CommitmentDeadlineAdvanced("flour", Both, Deadline, On("2020-05-10"), On("2020-05-01"), [Kaz])], new CorrectCommitment("flour", "Typed wrong.", Deadline: On("2020-05-09")) },
        { [new CommitmentRestated("flour", Both, On("2020-05-01"), null, "trend-2023", null, null)], new CorrectCommitment("flour", "Typed wrong.", StatedOn: On("2020-05-10")) },
        { [new CommitmentContradicted("flour", Both, On("2020-05-01"), null, "trend-2023", new(4_000, "t"), null)], new CorrectCommitment("flour", "Typed wrong.", StatedOn: On("2020-05-10")) },
        { [new OwnerAssigned("flour", Both, "KAZ:Ministry", [], On("2020-05-01"))], new CorrectCommitment("flour", "Typed wrong.", StatedOn: On("2020-05-10")) },
    };

    [Fact]
    public void A_mistyped_quantity_deadline_or_recurrence_cost_a_retraction_by_two_people()
    {
        var typed = new CorrectCommitment("flour", "A nought was missing.", Quantity: new(50_000, "t"));
        Given(Made).When(typed).Then(new CommitmentCorrected("flour", Both, "A nought was missing.", Quantity: new(50_000, "t")));
        Given(Made, Delivered("rail", 500, "2020-05-13")).When(typed).Then(new CommitmentCorrected("flour", Both, "A nought was missing.", Quantity: new(50_000, "t")));
        Given(Made).When(new CorrectCommitment("flour", "In kilograms.", Quantity: new(5_000_000, "kg"), Deadline: On("2020-06-15"))).Then(
            new CommitmentCorrected("flour", Both, "In kilograms.", Quantity: new(5_000_000, "kg"), Deadline: On("2020-06-15")));
        Given(Yearly).When(new CorrectCommitment("flour", "Until 2025.", Recurs: new(Frequency.Annual, new(2021, 1, 1), 2, new(2025, 12, 31)))).Then(
            new CommitmentCorrected("flour", Both, "Until 2025.", Recurs: new(Frequency.Annual, new(2021, 1, 1), 2, new(2025, 12, 31))));
        Given(Made with { OpenQuestions = ["Each?"] }).When(new CorrectCommitment("flour", "It says so.", OpenQuestions: [])).Then(new CommitmentCorrected("flour", Both, "It says so.", OpenQuestions: []));
        Given(Made).When(new CorrectCommitment("flour", "From talks.", ArisesFrom: ["meeting:talks"])).ThenRefused(Problem.UnknownEntry, "/arisesFrom");
        Assert.Equal(CommitmentStatus.Overdue, Stands("2020-06-10", Made).Status);
        Assert.Equal(CommitmentStatus.DueSoon, Stands("2020-06-10", Made, new CommitmentCorrected("flour", Both, "Typed.", Deadline: On("2020-06-15"))).Status);
    }

    [Fact]
    public void A_period_of_what_recurs_is_not_taken_from_under_its_delivery() =>
        Given(Yearly, Delivered("rail", 500, "2021-05-13") with { Quantity = null, Instance = Period.Parse("2021") })
            .When(new CorrectCommitment("flour", "Typed wrong.", Recurs: new(Frequency.Annual, new(2022, 1, 1), 2))).ThenRefused(Problem.StateRefuses);

    [Fact]
    public void An_extension_stands_on_a_corrected_deadline_as_long_as_it_is_later() =>
        Given(Made, new CommitmentDeadlineExtended("flour", Both, Deadline, On("2020-06-30"), On("2020-05-01"), "MFA")).When(new CorrectCommitment("flour", "Typed wrong.", Deadline: On("2020-06-15")))
            .Then(new CommitmentCorrected("flour", Both, "Typed wrong.", Deadline: On("2020-06-15")));

    [Fact]
    public void A_delivery_that_comes_to_lie_before_the_word_is_warned_of() =>
        Given(Made, Delivered("rail", 500, "2020-05-13")).When(new CorrectCommitment("flour", "Typed wrong.", StatedOn: On("2020-05-14"))).WithWarning("see which of the two is right");

    [Theory, MemberData(nameof(Grounds))]
    public void What_was_logged_since_does_not_lose_its_ground(object[] since, CorrectCommitment command) => Given([Made, .. since]).When(command).ThenRefused(Problem.StateRefuses);

    [Fact]
    public void What_it_would_make_must_be_a_commitment()
    {
        Given(Made).When(new CorrectCommitment("flour", "Why.", Joint: true)).ThenRefused(Problem.InvalidValue, "/joint");
        Given(Made).When(new CorrectCommitment("flour", "Why.", Obligors: [Tjk])).ThenRefused(Problem.InvalidValue, "/counterparties");
        Given(Made).When(new CorrectCommitment("flour", "Why.", StatedOn: On("2020-06-01"))).ThenRefused(Problem.InvalidValue, "/statedOn");
        Given(Made).When(new CorrectCommitment("flour", "Why.", Deadline: On("2020-04-01"))).ThenRefused(Problem.InvalidValue, "/deadline");
        Given(Made).When(new CorrectCommitment("flour", "Why.", Recurs: new(Frequency.Annual, new(2020, 1, 1)))).ThenRefused(Problem.InvalidValue, "/recurs");
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

    /// <summary>MakeCommitment sent whoever had mistyped these to CorrectCommitment, which knew none of them.</summary>
    [Fact]
    public void The_area_framework_speaker_and_whether_it_is_verifiable_stood_for_ever()
    {
        var typed = new CorrectCommitment("flour", "Typed wrong.", Framework: "CIS", Area: "food", Verifiable: false, Speaker: "KAZ:President");
        CommitmentCorrected mended = new("flour", Both, "Typed wrong.", Framework: "CIS", Area: "food", Verifiable: false, Speaker: "KAZ:President");
        Given(Made).When(typed).Then(mended);
        Given(Made, mended).When(typed).ThenNothing();
        Given(Made, mended).When(Make with { Framework = "CIS", Area = "food", Verifiable = false, Speaker = "KAZ:President" }).ThenNothing();
        Given(Made).When(typed with { Area = new('x', 101) }).ThenRefused(Problem.InvalidValue, "/area");
        Given(Made, new CommitmentAssessed("flour", Both, "first", new(2021, 1, 1), AssessmentStage.Interim, 1, "It came.", [])).When(typed).ThenRefused(Problem.StateRefuses);
    }

    [Fact]
    public void A_quantity_or_deadline_that_nobody_had_said_could_not_be_taken_out()
    {
        var unsaid = new CorrectCommitment("flour", "The source says neither.", Unsaid: [CommitmentMember.Deadline, CommitmentMember.Quantity]);
        CommitmentCorrected mended = new("flour", Both, "The source says neither.", Unsaid: [CommitmentMember.Quantity, CommitmentMember.Deadline]);
        Given(Made).When(unsaid).Then(mended);
        Given(Made, mended).When(unsaid).ThenNothing();
        Assert.Equal(CommitmentStatus.Open, Stands("2020-12-01", Made, mended).Status);
        Given(Made, mended).When(new ExtendDeadline("flour", Deadline, On("2020-05-20"), Citation: Cited)).Then(new CommitmentDeadlineSet("flour", Both, Deadline, On("2020-05-20")));
        Given(Made, new CommitmentDeadlineExtended("flour", Both, Deadline, On("2020-06-30"), On("2020-05-01"), "MFA")).When(unsaid).ThenRefused(Problem.StateRefuses);
        Given(Made).When(unsaid with { Quantity = new(5, "t") }).ThenRefused(Problem.InvalidValue, "/unsaid/1");
        Given(Made).When(unsaid with { Unsaid = [CommitmentMember.Area, CommitmentMember.Area] }).ThenRefused(Problem.InvalidValue, "/unsaid/1");
        Given(Made).When(unsaid with { Unsaid = [] }).ThenRefused(Problem.InvalidValue, "/unsaid");
        Given(Yearly, new DeliveryRecorded("flour", Both, "a", On("2022-05-01"), EvidenceKind.Document, null, null, Period.Parse("2022"))).When(unsaid with { Unsaid = [CommitmentMember.Recurs] }).ThenRefused(Problem.StateRefuses);
    }

    [Fact]
    public void A_mistyped_strength_could_only_be_changed_as_if_the_states_had()
    {
        CommitmentCorrected mended = new("flour", Both, "Typed wrong.", Strength: Strength.Announced);
        Given(Made).When(new CorrectCommitment("flour", "Typed wrong.", Strength: Strength.Announced)).Then(mended);
        Assert.Equal(Strength.Announced, Seen("2020-06-01", Made, mended).Strength);
    }
}
