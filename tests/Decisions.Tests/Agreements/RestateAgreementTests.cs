using CommitmentTracker.Agreements;
using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;
using static CommitmentTracker.Decisions.Tests.Scenario;

namespace CommitmentTracker.Decisions.Tests.Agreements;

/// <summary>Another source's other day for an act was refused, and its words were kept without it.</summary>
public sealed class RestateAgreementTests
{
    static readonly StateCode Kaz = StateCode.Parse("KAZ"), Tjk = StateCode.Parse("TJK");
    static readonly StateCode[] Both = [Kaz, Tjk];
    static readonly Citation Words = new("trend-2023", "since 12 June");
    static readonly AgreementRecorded Recorded = new("treaty", Both, AgreementKind.Treaty, "Treaty");
    static readonly AgreementSigned Signed = new("treaty", Both, Date("2023-05-04"), "Astana");
    static readonly AgreementEnteredIntoForce InForce = new("treaty", Both, Date("2024-06-10"));
    static readonly RestateAgreement Command = new("treaty", Date("2024-07-01"), Date("2024-06-12"), 3, null, Words);
    static readonly AgreementRestated Restated = new("treaty", Both, Date("2024-07-01"), Date("2024-06-12"), Words, null, 3);

    [Fact]
    public void Another_sources_day_of_an_act_was_kept_as_a_quote_without_a_date()
    {
        Given(Recorded, Signed, InForce).When(Command).Then(Restated).WithWarning("kept beside, and nothing is overwritten");
        Given(Recorded, Signed, InForce, Restated).When(Command).ThenNothing();
        Given(Recorded, Signed, InForce, Restated).When(Command with { StatedOn = Date("2024-08") }).Then(Restated with { StatedOn = Date("2024-08") });
        var signed = Command with { Act = null, On = Date("2023-05-04"), At = "Dushanbe" };
        Given(Recorded, Signed).When(signed).Then(Restated with { Act = null, On = signed.On, Place = "Dushanbe" }).WithWarning("kept beside");
        Given(Recorded, Signed).When(signed with { At = null, On = Date("2023-05-05") }).Then(Restated with { Act = null, On = Date("2023-05-05") });
    }

    [Fact]
    public void The_day_that_the_register_has_is_a_mention_and_one_that_is_only_like_it_is_none()
    {
        Given(Recorded, Signed, InForce).When(Command with { On = InForce.InForceFrom }).Then(new AgreementCited("treaty", Both, Words, Act: 3));
        Given(Recorded, Signed).When(Command with { Act = null, On = Signed.SignedOn, At = "astana" }).Then(new AgreementCited("treaty", Both, Words, Signed.SignedOn, "astana"));
        Given(Recorded, Signed, InForce).When(Command with { On = Date("2024-06") }).Then(Restated with { On = Date("2024-06") });
        Assert.True(OtherDays.Agrees(InForce, Restated with { On = Date("2024-06") }));
    }

    [Fact]
    public void What_is_no_act_with_a_day_or_was_taken_back_has_no_other_day()
    {
        Given().When(Command).ThenRefused(Problem.NotFound);
        Given(Recorded).When(Command with { Act = null }).ThenRefused(Problem.StateRefuses);
        Assert.All(new[] { -1L, 0, 1, 2, 5, 99 }, version =>
            Given(Recorded, Signed, InForce, Restated, new EntryIntoForceClauseSet("treaty", Both, new(Trigger.Signature))).When(Command with { Act = version, On = Date("2024-06-13") }).ThenRefused(Problem.StateRefuses));
        Given(Recorded, Signed, InForce, Restated).When(Command with { Act = 4, On = Date("2024-06-13") }).ThenRefused(Problem.StateRefuses);
        Given(Recorded, Signed, InForce, new AgreementActTakenBack("treaty", Both, 3)).When(Command).ThenRefused(Problem.StateRefuses);
    }

    [Fact]
    public void It_was_told_of_before_it_took_place()
    {
        var early = Command with { StatedOn = Date("2024-06-01") };
        Given(Recorded, Signed, InForce).When(early with { At = "Astana" }).ThenRefused(Problem.InvalidValue, "/at", "/on");
        Given(Recorded, Signed, InForce with { AgreedOn = Date("2024-05-20") }).When(early).Then(Restated with { StatedOn = early.StatedOn });
        Given(Recorded, Signed, InForce).When(Command with { Citation = null }).ThenRefused(Problem.InvalidValue, "/citation");
        Given(Recorded, Signed, InForce).When(Command with { Agreement = "", At = " ", StatedOn = Date("2199") }).ThenRefused(Problem.InvalidValue, "/agreement", "/statedOn", "/at");
    }

    [Fact]
    public void A_slip_in_it_is_taken_back_and_the_same_words_do_not_bring_it_back()
    {
        AgreementActTakenBack back = new("treaty", Both, 4);
        Given(Recorded, Signed, InForce, Restated).When(new TakeBackAct("treaty", 4, "Another treaty's day.")).Then(back);
        Given(Recorded, Signed, InForce, Restated, back).When(Command).ThenNothing().WithWarning("taken back as wrong");
    }

    [Fact]
    public void What_was_said_after_the_end_stood_in_the_way_of_the_end()
    {
        var late = Restated with { StatedOn = Date("2026-01-01") };
        Given(Recorded, Signed, InForce, late).When(new TerminateAgreement("treaty", Date("2025-01-01"))).Then(new AgreementTerminated("treaty", Both, Date("2025-01-01")));
        Given(Recorded, Signed, InForce, new AgreementTerminated("treaty", Both, Date("2025-01-01"))).When(Command with { StatedOn = late.StatedOn }).Then(late);
    }

    [Fact]
    public void A_refusal_of_another_day_names_the_command_that_keeps_it()
    {
        Assert.Contains("RestateAgreement", Given(Recorded, Signed, InForce).When(new EnterIntoForce("treaty", Date("2024-06-12"))).Decision.Refusal!.Detail, StringComparison.Ordinal);
        Assert.Contains("RestateAgreement", Given(Recorded, Signed).When(new SignAgreement("treaty", Date("2023-05-05"))).Decision.Refusal!.Detail, StringComparison.Ordinal);
    }

    static DateSpan Date(string text) => DateSpan.Parse(text);
}
