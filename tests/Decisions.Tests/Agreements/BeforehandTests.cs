using System.Text.Json;
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

    [Theory, MemberData(nameof(Acts))]
    public void What_was_agreed_and_truly_changed_could_only_be_undone_as_a_slip(string act)
    {
        var (before, command, e, until, from) = All[act];
        foreach (var day in new[] { "2028-01-01", "2030-01-01" }) // advanced, postponed
        {
            var (again, moved) = (With(command, day, "2026-06-01"), With(e, day, "2026-06-01"));
            Given([.. before, e]).When(again).Then(moved);
            Given([.. before, e, moved]).When(again).ThenNothing();
            Given([.. before, e, moved]).When(command).ThenNothing(); // the first, sent twice
            Given([.. before, moved]).When(command).Then(e); // in whatever order they are recorded
            Given([.. before, e, moved]).When(With(command, "2029-01-01", "2026-07-01")).Then(With(e, "2029-01-01", "2026-07-01")); // and back to the first day
            foreach (var acts in new object[][] { [.. before, e, moved], [.. before, moved, e] })
            {
                var life = acts.Where(b => b != (object)Other).Aggregate((Agreement)Agreement.Kind.Initial, Agreement.Evolve).Life;
                Assert.Equal((until, from), (life.StatusOn(Day(day).AddDays(-1)), life.StatusOn(Day(day))));
                Assert.Equal([moved], life.Agreed);
            }
        }
    }

    [Theory, MemberData(nameof(Acts))]
    public void What_came_about_before_its_agreed_day_takes_its_place(string act)
    {
        var (before, command, e, _, from) = All[act];
        var (sooner, came) = (With(command, "2026-09-01", null), With(e, "2026-09-01", null));
        Given([.. before, e]).When(sooner).Then(came);
        Given([.. before, e, came]).When(sooner).ThenNothing();
        var life = before.Append(e).Append(came).Where(b => b != (object)Other).Aggregate((Agreement)Agreement.Kind.Initial, Agreement.Evolve).Life;

        Assert.Equal((from, 0), (life.StatusOn(new(2026, 9, 1)), life.Agreed.Count()));
    }

    [Theory, MemberData(nameof(Acts))]
    public void Agreed_after_its_day_or_at_two_times_it_is_refused(string act)
    {
        var (before, command, e, _, _) = All[act];
        Given(before).When(With(command, "2025-06-01", "2025-06-02")).ThenRefused(Problem.InvalidValue, "/agreedOn");
        Given([.. before, e]).When(With(command, "2029-01-01", "2026-04-01")).ThenRefused(Problem.AlreadyDifferent);
        Given([.. before, e]).When(With(command, "2029-01-01", "2026-02-01")).ThenRefused(Problem.AlreadyDifferent);
    }

    [Fact]
    public void A_supersession_that_was_agreed_stood_in_the_way_of_a_real_end()
    {
        var end = All["supersede"].Event;
        Given([.. InForce, end]).When(new TerminateAgreement("t", Date("2026-09-15"))).Then(new AgreementTerminated("t", Both, Date("2026-09-15")));
        Given([.. InForce, end]).When(new ExpireAgreement("t", Date("2026-09-15"))).Then(new AgreementExpired("t", Both, Date("2026-09-15")));
        var notice = new AgreementDenounced("t", Both, Tjk, Date("2026-09-01"), Date("2028-12-26"));
        Given([.. InForce, end]).When(new DenounceAgreement("t", Tjk, notice.DenouncedOn, notice.TakesEffectOn)).Then(notice);
        var life = InForce.Append(end).Append(notice).Aggregate((Agreement)Agreement.Kind.Initial, Agreement.Evolve).Life;

        Assert.Equal((AgreementStatus.Terminated, "2028-12-26", 0), (life.Ended!.How, life.Ended.On.ToString(), life.Agreed.Count()));
    }

    [Fact]
    public void Of_a_day_to_come_it_was_said_that_it_ended_then()
    {
        var refusal = Given([.. InForce, All["terminate"].Event]).When(new SuspendAgreement("t", Date("2030-01-01"), AgreedOn: Agreed)).Decision.Refusal!;
        Assert.Contains("It ends on 2029-01-01", refusal.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_resumed_in_between_is_suspended_another_time()
    {
        AgreementSuspended first = new("t", Both, Date("2027-01-01"), AgreedOn: Agreed), second = new("t", Both, Date("2028-01-01"), AgreedOn: Date("2026-06-01"));
        AgreementResumed between = new("t", Both, Date("2027-06-01"), AgreedOn: Agreed);
        var life = InForce.Concat([first, between, second]).Aggregate((Agreement)Agreement.Kind.Initial, Agreement.Evolve).Life;

        Assert.Equal([true, false, true], new[] { "2027-02-01", "2027-07-01", "2028-02-01" }.Select(day => life.SuspendedOn(Day(day))));
    }

    static T With<T>(T act, string day, string? agreedOn) where T : class
    {
        var json = JsonSerializer.SerializeToNode(act, act.GetType(), ContractJson.Stored)!.AsObject();
        json[json.First(p => p.Key.EndsWith("On", StringComparison.Ordinal) && p.Key != "agreedOn" || p.Key.EndsWith("From", StringComparison.Ordinal)).Key] = day;
        json["agreedOn"] = agreedOn;
        return (T)JsonSerializer.Deserialize(json.ToJsonString(), act.GetType(), ContractJson.Stored)!;
    }

    [Fact]
    public void Provisional_application_was_said_to_begin_after_the_entry_into_force()
    {
        ProvisionalApplicationStarted begins = new("t", Both, Date("2027-01-01"), AgreedOn: Agreed), since = new("t", Both, Date("2020-02-01"));
        ProvisionalApplicationEnded ends = new("t", Both, Date("2027-06-01"), AgreedOn: Agreed);
        AgreementEnteredIntoForce late = new("t", Both, Date("2027-03-01"), AgreedOn: Agreed), sooner = new("t", Both, Date("2026-12-01"), AgreedOn: Date("2026-06-01"));
        object stated = new AgreementEnteredIntoForce("t", Both, Date("2026-11-01")), derived = new EntryIntoForceClauseSet("t", Both, new(Trigger.Day, new(2026, 11, 1)));
        TreatyLife Life(params object[] acts) => Signed.Concat(acts).Aggregate((Agreement)Agreement.Kind.Initial, Agreement.Evolve).Life;
        object[] consents = [.. Both.Select(p => new ConsentExpressed("t", Both, p, ConsentForm.Ratification, Date("2026-01-01")))];

        foreach (var life in new[] { Life(begins, ends, stated), Life([begins, ends, .. consents, derived]), Life(begins, ends, sooner), Life(begins, ends, late, sooner) })
            Assert.Equal((0, 0), (life.Provisional.Count, life.Agreed.Count(a => a is ProvisionalApplicationStarted or ProvisionalApplicationEnded)));
        Assert.Equal([new(begins.AppliedFrom, late.InForceFrom)], Life(begins, late).Provisional);
        Assert.Equal([begins, late], Life(begins, late).Agreed);
        Assert.Equal([new(since.AppliedFrom, sooner.InForceFrom)], Life(since, ends, sooner).Provisional); // its entry into force ends it before the notice does
    }

    [Fact]
    public void What_was_to_be_resumed_in_between_could_not_be_suspended_again()
    {
        AgreementSuspended first = new("t", Both, Date("2027-02-01"), AgreedOn: Agreed), second = new("t", Both, Date("2027-05-01"), AgreedOn: Date("2026-09-01"));
        AgreementResumed between = new("t", Both, Date("2027-04-01"), AgreedOn: Agreed);
        Given([.. InForce, first, between]).When(new SuspendAgreement("t", second.SuspendedOn, AgreedOn: second.AgreedOn)).Then(second);
        Given([.. InForce, first, between, second]).When(new TakeBackAct("t", 4, "A slip.")).ThenRefused(Problem.StateRefuses); // what is not suspended is not resumed
        var life = InForce.Concat([first, between, second]).Aggregate((Agreement)Agreement.Kind.Initial, Agreement.Evolve).Life;

        Assert.Equal([first, between, second], life.Agreed);
    }

    static DateSpan Date(string text) => DateSpan.Parse(text);
}
