using CommitmentTracker.Agreements;
using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;
using static CommitmentTracker.Decisions.Tests.Scenario;

namespace CommitmentTracker.Decisions.Tests.Agreements;

/// <summary>What states agree today for a day to come; today is within 2026.</summary>
public sealed class BeforehandTests
{
    static readonly StateCode Kaz = StateCode.Parse("KAZ"), Tjk = StateCode.Parse("TJK");
    static readonly StateCode[] Both = [Kaz, Tjk];
    static readonly DateSpan Agreed = Date("2026-03-01"), Ahead = Date("2029-01-01");
    static readonly AgreementRecorded Other = new("other", Both, AgreementKind.Treaty, "Other");
    static readonly object[] Signed = [new AgreementRecorded("t", Both, AgreementKind.Treaty, "Treaty"), new AgreementSigned("t", Both, Date("2020-01-01"))];
    static readonly object[] InForce = [.. Signed, new AgreementEnteredIntoForce("t", Both, Date("2021-01-01"))];

    static readonly Dictionary<string, (object[] Before, ICommand Command, object Event, AgreementStatus Until, AgreementStatus From)> All = new()
    {
        ["apply"] = (Signed, new StartProvisionalApplication("t", Ahead, null, Agreed), new ProvisionalApplicationStarted("t", Both, Ahead, null, Agreed), AgreementStatus.Signed, AgreementStatus.ProvisionallyApplied),
        ["stop"] = ([.. Signed, new ProvisionalApplicationStarted("t", Both, Date("2020-01-01"))], new EndProvisionalApplication("t", Ahead, null, Agreed), new ProvisionalApplicationEnded("t", Both, Ahead, null, Agreed),
            AgreementStatus.ProvisionallyApplied, AgreementStatus.Signed),
        ["force"] = (Signed, new EnterIntoForce("t", Ahead, null, Agreed), new AgreementEnteredIntoForce("t", Both, Ahead, null, Agreed), AgreementStatus.Signed, AgreementStatus.InForce),
        ["suspend"] = (InForce, new SuspendAgreement("t", Ahead, AgreedOn: Agreed), new AgreementSuspended("t", Both, Ahead, AgreedOn: Agreed), AgreementStatus.InForce, AgreementStatus.Suspended),
        ["resume"] = ([.. InForce, new AgreementSuspended("t", Both, Date("2022-01-01"))], new ResumeAgreement("t", Ahead, AgreedOn: Agreed), new AgreementResumed("t", Both, Ahead, AgreedOn: Agreed), AgreementStatus.Suspended, AgreementStatus.InForce),
        ["terminate"] = (InForce, new TerminateAgreement("t", Ahead, AgreedOn: Agreed), new AgreementTerminated("t", Both, Ahead, AgreedOn: Agreed), AgreementStatus.InForce, AgreementStatus.Terminated),
        ["supersede"] = ([.. InForce, Other], new SupersedeAgreement("t", "other", Ahead, AgreedOn: Agreed), new AgreementSuperseded("t", Both, "other", Ahead, AgreedOn: Agreed), AgreementStatus.InForce, AgreementStatus.Superseded),
    };

    public static TheoryData<string> Acts => [.. All.Keys];

    [Theory, MemberData(nameof(Acts))]
    public void It_is_logged_and_takes_effect_on_its_day(string act)
    {
        var (before, command, e, until, from) = All[act];
        Given(before).When(command).Then(e);
        Given([.. before, e]).When(command).ThenNothing();
        var life = before.Where(b => b != (object)Other).Append(e).Aggregate((Agreement)Agreement.Kind.Initial, Agreement.Evolve).Life;

        Assert.Equal((until, from), (life.StatusOn(new(2028, 12, 31)), life.StatusOn(new(2029, 1, 1))));
    }

    [Theory, MemberData(nameof(Acts))]
    public void It_must_have_been_agreed_by_today(string act) =>
        Given(All[act].Before).On("2026-02-28").When(All[act].Command).ThenRefused(Problem.InvalidValue, "/agreedOn");

    [Fact]
    public void Nothing_is_agreed_for_a_day_after_the_end_and_what_ends_by_itself_sooner_ends_so()
    {
        var end = All["terminate"].Event;
        Given([.. InForce, end]).When(new SuspendAgreement("t", Date("2030-01-01"), AgreedOn: Agreed)).ThenRefused(Problem.StateRefuses);
        Given([.. InForce, end]).When(new SuspendAgreement("t", Date("2026-04-01"))).Then(new AgreementSuspended("t", Both, Date("2026-04-01")));
        var life = InForce.Append(end).Append(new AgreementDenounced("t", Both, Tjk, Date("2026-04-01"), Date("2027-01-01"))).Aggregate((Agreement)Agreement.Kind.Initial, Agreement.Evolve).Life;

        Assert.Equal(AgreementStatus.Terminated, life.StatusOn(new(2027, 1, 1)));
    }

    [Fact]
    public void Another_source_that_does_not_say_when_it_was_agreed_tells_of_the_same_act()
    {
        var past = new AgreementTerminated("t", Both, Date("2026-04-01"), AgreedOn: Agreed);
        Given([.. InForce, past]).When(new TerminateAgreement("t", Date("2026-04-01"))).ThenNothing();
    }

    static DateSpan Date(string text) => DateSpan.Parse(text);
}
