using CommitmentTracker.Contracts.Facts;
using CommitmentTracker.Contracts.Meetings;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Platform;
using static CommitmentTracker.Decisions.Tests.Commitments.Flour;
using static CommitmentTracker.Decisions.Tests.Scenario;

namespace CommitmentTracker.Decisions.Tests.Meetings;

/// <summary>Slips in the first entry of a meeting, a standing body and a fact are mended without logging everything again.</summary>
public sealed class CorrectionsTests
{
    static readonly MeetingRecorded Recorded = new("summit", MeetingKind.Summit, "Summit", [Kaz, Tjk, Uzb], On("2021-05-03"), On("2021-05-20"), null, Tjk, null);
    static readonly MechanismRecorded Body = new("igc", MechanismKind.Commission, "Commission", [Kaz], On("2021"), null);
    static readonly FactRecorded Fact = new("rank", FactKind.Statistic, "Second partner", Both, On("2023-05-04"), null, null);
    static readonly CorrectMeeting Without = new("summit", "It did not come.", Participants: [Tjk, Kaz]);
    static readonly MeetingCorrected WithoutUzb = new("summit", "It did not come.", null, null, Both, null, null, null);

    [Fact]
    public void A_state_typed_by_mistake_took_part_for_ever()
    {
        Given(Recorded).When(Without).Then(WithoutUzb);
        Given(Recorded, WithoutUzb).When(Without with { Reason = "Other words for it." }).ThenNothing();
        Given(Recorded, WithoutUzb).When(new HoldMeeting("summit", On("2021-05-20"))).Then(new MeetingHeld("summit", Both, On("2021-05-20"), null));
        Given(Recorded, WithoutUzb).When(new RecordMeeting("summit", MeetingKind.Summit, "Summit", Both, On("2021-05-03"), On("2021-05-20"), Host: Tjk)).ThenNothing();
        Given(Recorded, WithoutUzb).When(new RecordMeeting("summit", MeetingKind.Summit, "Summit", [Kaz, Tjk, Uzb], On("2021-05-03"), On("2021-05-20"), Host: Tjk)).ThenNothing();
        Given(Recorded, WithoutUzb, new MeetingCorrected("summit", "It came.", null, null, [Kaz, Tjk, Uzb], null, null, null)).When(Without).ThenNothing().WithWarning("corrected again since");
    }

    [Fact]
    public void A_session_could_not_be_given_to_its_body_later()
    {
        Given(Recorded, Body).When(new CorrectMeeting("summit", "Its session.", Mechanism: "igc")).Then(new MeetingCorrected("summit", "Its session.", null, null, null, null, "igc", null));
        Given(Recorded).When(new CorrectMeeting("summit", "Its session.", Mechanism: "igc")).ThenRefused(Problem.UnknownEntry, "/mechanism");
    }

    [Fact]
    public void What_was_logged_since_does_not_lose_its_ground()
    {
        Given(Recorded, new InvitationExtended("summit", Tjk, Uzb, On("2021-05-03"))).When(Without).ThenRefused(Problem.StateRefuses);
        Given(Recorded, new MeetingRescheduled("summit", Both, On("2021-05-20"), On("2021-06-20"), On("2021-05-10"))).When(new CorrectMeeting("summit", "Typed wrong.", StatedOn: On("2021-05-11"))).ThenRefused(Problem.StateRefuses);
        Given(Recorded).When(Without with { Participants = [Kaz, Uzb] }).ThenRefused(Problem.InvalidValue, "/participants");
        Given(Recorded, new ClosureProposed("meeting:summit", Both, Closure.Retracted, null, null, null, null, null, "Another.", "officer")).When(Without).ThenRefused(Problem.StateRefuses);
        Given(Recorded, WithoutUzb).When(new TakeBack("meeting:summit", 2, "Wrong.")).ThenRefused(Problem.StateRefuses);
    }

    [Fact]
    public void A_body_and_a_fact_are_mended_too()
    {
        var members = new MechanismCorrected("igc", "One was left out.", null, null, Both, null, null);
        Given(Body).When(new CorrectMechanism("igc", "One was left out.", Members: [Tjk, Kaz])).Then(members);
        Given(Body, members).When(new CorrectMechanism("igc", "One was left out.", Members: [Tjk, Kaz])).ThenNothing();
        Given(Body, members).When(new RecordMechanism("igc", MechanismKind.Commission, "Commission", Both, On("2021"))).ThenNothing();
        var day = new FactCorrected("rank", "Typed wrong.", "Third partner", null, [Kaz, Uzb], null, On("2022"));
        Given(Fact).When(new CorrectFact("rank", "Typed wrong.", "Third partner", States: [Uzb, Kaz], On: On("2022"))).Then(day);
        Given(Fact, day).When(new CorrectFact("rank", "Typed wrong.", "Third partner", States: [Uzb, Kaz], On: On("2022"))).ThenNothing();
        Given(Fact, day).When(new CorrectFact("rank", "Typed wrong.", States: Both)).Then(new FactCorrected("rank", "Typed wrong.", null, null, Both, null, null));
    }

    [Fact]
    public void Every_fault_of_it_is_said_at_once()
    {
        Given().When(new CorrectMeeting("summit", "Why.")).ThenRefused(Problem.InvalidValue, "");
        Given().When(new CorrectMeeting("", " ", " ", Participants: [], Mechanism: "No", StatedOn: On("2027"))).ThenRefused(Problem.InvalidValue, "/meeting", "/reason", "/title", "/participants", "/mechanism", "/statedOn");
        Given().When(new CorrectMechanism("igc", "Why.")).ThenRefused(Problem.InvalidValue, "");
        Given().When(new CorrectFact("rank", "Why.")).ThenRefused(Problem.InvalidValue, "");
        Given().When(Without).ThenRefused(Problem.NotFound);
        Given().When(new CorrectMechanism("igc", "Why.", "Council")).ThenRefused(Problem.NotFound);
        Given().When(new CorrectFact("rank", "Why.", "Third")).ThenRefused(Problem.NotFound);
    }

    [Fact]
    public void The_refusal_sent_to_a_correction_that_could_not_mend_it()
    {
        RecordMeeting right = new("summit", MeetingKind.Summit, "Summit", [Kaz, Tjk, Uzb], On("2021-05-03"), On("2021-05-21"), On("2021-06-30"), "Awaza", Tjk);
        MeetingHeld held = new("summit", [Kaz, Tjk, Uzb], On("2021-06-29"), "Ashgabat");
        MeetingCorrected mended = new("summit", "Typed wrong.", null, null, null, null, null, null, "Awaza", On("2021-06-30"), On("2021-05-21"));
        CorrectMeeting mend = new("summit", "Typed wrong.", Place: "Awaza", HeldOn: On("2021-06-30"), ScheduledFor: On("2021-05-21"));
        Given(Recorded, held).When(right).ThenRefused(Problem.AlreadyDifferent);
        Given(Recorded, held).When(mend).Then(mended);
        Given(Recorded, held, mended).When(mend with { Reason = "Other words for it." }).ThenNothing();
        Given(Recorded, held, mended).When(right).ThenNothing();
        Given(Recorded, held, mended).When(new HoldMeeting("summit", On("2021-06-30"), "Awaza")).ThenNothing();
        Given(Recorded, held, mended).When(new HoldMeeting("summit", On("2021-06-29"), "Ashgabat")).ThenNothing();
        Given(Recorded).When(mend).ThenRefused(Problem.StateRefuses);
        Given(Recorded, held).When(mend with { Place = " ", HeldOn = On("2027") }).ThenRefused(Problem.InvalidValue, "/place", "/heldOn");
        var place = Given(Recorded, held).When(new HoldMeeting("summit", On("2021-06-29"), "Awaza")).ThenRefused(Problem.AlreadyDifferent).Decision.Refusal!;
        Assert.Contains("in Ashgabat. Logged wrongly: CorrectMeeting", place.Detail, StringComparison.Ordinal);

        FactCorrected third = new("rank", "Typed wrong.", null, null, null, null, null, new(3, "rank"));
        Given(Fact).When(new CorrectFact("rank", "Typed wrong.", Quantity: new(3, "rank"))).Then(third);
        Given(Fact, third).When(new RecordFact("rank", FactKind.Statistic, "Second partner", Both, On("2023-05-04"), Quantity: new(3, "rank"))).ThenNothing();
        Given(Fact).When(new CorrectFact("rank", "Typed wrong.", Quantity: new(-3, "rank"))).ThenRefused(Problem.InvalidValue, "/quantity/amount");
    }

    [Fact]
    public void A_meeting_was_moved_before_it_was_spoken_of_and_into_the_past()
    {
        Given(Recorded).When(new RescheduleMeeting("summit", On("2021-06-20"), On("2021-05-02"))).ThenRefused(Problem.InvalidValue, "/statedOn");
        Given(Recorded).When(new RescheduleMeeting("summit", On("2021-05-04"), On("2021-05-05"))).ThenRefused(Problem.InvalidValue, "/scheduledFor");
    }
}
