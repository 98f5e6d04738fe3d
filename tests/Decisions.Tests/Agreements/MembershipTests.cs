using CommitmentTracker.Agreements;
using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;
using static CommitmentTracker.Decisions.Tests.Scenario;

namespace CommitmentTracker.Decisions.Tests.Agreements;

/// <summary>Who leaves a treaty of many and comes back.</summary>
public sealed class MembershipTests
{
    static readonly StateCode Kaz = StateCode.Parse("KAZ"), Tjk = StateCode.Parse("TJK"), Uzb = StateCode.Parse("UZB");
    static readonly StateCode[] All = [Kaz, Tjk, Uzb];
    static readonly AgreementDenounced Left = new("t", All, Kaz, Date("2010-01-01"), Date("2011-01-01"));
    static readonly ConsentExpressed Back = new("t", All, Kaz, ConsentForm.Accession, Date("2015-06-01"));
    static readonly ExpressConsent Return = new("t", Kaz, ConsentForm.Accession, Back.ConsentedOn);

    static object[] Treaty(params object[] after) =>
    [
        new AgreementRecorded("t", All, AgreementKind.Treaty, "Treaty"), new AgreementSigned("t", All, Date("2000-01-01")), new EntryIntoForceClauseSet("t", All, new(Trigger.Consents, Days: 30)),
        .. All.Select((p, n) => new ConsentExpressed("t", All, p, ConsentForm.Ratification, Date($"200{n + 1}-01-01"))), .. after,
    ];

    static TreatyLife Life(params object[] after) => Treaty(after).Aggregate((Agreement)Agreement.Kind.Initial, Agreement.Evolve).Life;

    [Fact]
    public void A_state_that_denounced_could_never_accede_again()
    {
        Given(Treaty(Left)).When(Return).Then(Back);
        Given(Treaty(Left, Back)).When(Return).ThenNothing();
        var life = Life(Left, Back);

        Assert.Equal([PartyState.Leaving, PartyState.Released, PartyState.Bound], new[] { "2010-06-01", "2012-01-01", "2016-01-01" }.Select(day => life.StateOn(Kaz, DateOnly.Parse(day, null))));
        Assert.Equal((new(ConsentForm.Accession, Back.ConsentedOn), "2003-01-31"), (life.LatestConsentOf(Kaz), life.InForce!.On.ToString())); // it is in force since the first consents
        Assert.Equal((PartyState.Bound, AgreementStatus.InForce), (life.StateOn(Tjk, new(2016, 1, 1)), life.StatusOn(new(2016, 1, 1))));
        Assert.Empty(life.Warnings());
    }

    [Fact]
    public void While_a_notice_runs_or_once_it_is_back_it_has_nothing_to_consent_to()
    {
        Given(Treaty(Left)).When(Return with { ConsentedOn = Date("2010-06-01") }).ThenRefused(Problem.AlreadyDifferent);
        Given(Treaty(Left, Back)).When(Return with { ConsentedOn = Date("2016-01-01") }).ThenRefused(Problem.AlreadyDifferent);
        Given(Treaty(Left)).When(Return with { ConsentedOn = Date("2011-01-01") }).Then(Back with { ConsentedOn = Date("2011-01-01") }); // the first day on which it is out
    }

    [Fact]
    public void It_leaves_again_only_after_it_came_back()
    {
        var again = new DenounceAgreement("t", Kaz, Date("2020-01-01"), Date("2021-01-01"));
        Given(Treaty(Left)).When(again).ThenRefused(Problem.StateRefuses);
        var notice = (AgreementDenounced)Given(Treaty(Left, Back)).When(again).Decision.Events.Single();

        Assert.Equal(PartyState.Released, Life(Left, Back, notice).StateOn(Kaz, new(2022, 1, 1)));
        Given(Treaty(Left, Back, notice)).When(again with { DenouncedOn = Date("2020-02-01") }).ThenRefused(Problem.AlreadyDifferent);
    }

    [Fact]
    public void With_one_back_the_leaving_of_another_does_not_end_the_treaty()
    {
        AgreementDenounced other = new("t", All, Tjk, Date("2016-01-01"), Date("2017-01-01"));

        Assert.Equal(AgreementStatus.Terminated, Life(Left, other).StatusOn(new(2018, 1, 1)));
        Assert.Equal(AgreementStatus.InForce, Life(Left, Back, other).StatusOn(new(2018, 1, 1)));
    }

    [Fact]
    public void Without_any_known_consent_one_that_comes_back_does_not_unbind_the_others()
    {
        object[] treaty = [new AgreementRecorded("t", All, AgreementKind.Treaty, "Treaty"), new AgreementSigned("t", All, Date("2000-01-01")), new AgreementEnteredIntoForce("t", All, Date("2001-01-01")), Left, Back];
        var life = treaty.Aggregate((Agreement)Agreement.Kind.Initial, Agreement.Evolve).Life;

        Assert.Equal([PartyState.Bound, PartyState.Bound, PartyState.Bound], All.Select(p => life.StateOn(p, new(2016, 1, 1))));
    }

    [Fact]
    public void A_notice_on_which_a_return_rests_is_not_taken_back_and_steps_are_made_anew()
    {
        Given(Treaty(Left, Back)).When(new TakeBackAct("t", 7, "A slip.")).ThenRefused(Problem.StateRefuses);
        DomesticStepCompleted vote = new("t", All, Kaz, DomesticStage.LowerHouse, Date("2000-06-01")), anew = vote with { CompletedOn = Date("2015-01-01") };
        Given(Treaty(vote, Left)).When(new CompleteDomesticStep("t", Kaz, DomesticStage.LowerHouse, anew.CompletedOn)).Then(anew);
        Assert.Empty(Life(vote, Left, anew, Back).Warnings());
    }

    static object[] Stated(params object[] after) =>
        [new AgreementRecorded("t", All, AgreementKind.Treaty, "Treaty"), new AgreementSigned("t", All, Date("2000-01-01")), new AgreementEnteredIntoForce("t", All, Date("2001-01-01")), .. after];

    [Fact]
    public void An_accession_while_a_notice_ran_unbound_the_others_and_ended_the_treaty()
    {
        Given(Stated(Left)).When(Return with { ConsentedOn = Date("2010-06-01") }).ThenRefused(Problem.StateRefuses);
        Assert.Contains("from 2011-01-01 on", Given(Stated(Left)).When(Return with { ConsentedOn = Date("2010-06-01") }).Decision.Refusal!.Detail, StringComparison.Ordinal);
        Given(Stated(Left)).When(Return with { ConsentedOn = Date("2011-01-01") }).Then(Back with { ConsentedOn = Date("2011-01-01") });
        Given(Stated(Left)).When(new ExpressConsent("t", Kaz, ConsentForm.Ratification, Date("2000-06-01"))).Then(new ConsentExpressed("t", All, Kaz, ConsentForm.Ratification, Date("2000-06-01"))); // its first, found later
    }

    [Fact]
    public void One_consent_that_was_logged_unbound_everybody_else()
    {
        ConsentExpressed first = new("t", All, Kaz, ConsentForm.Ratification, Date("2000-06-01"));
        Given(Stated()).When(new ExpressConsent("t", Kaz, first.Form, first.ConsentedOn)).Then(first).WithWarning("TJK, UZB");
        Given(Stated(first)).When(new DenounceAgreement("t", Tjk, Date("2010-01-01"), Date("2011-01-01"))).Then(Left with { Party = Tjk });
        var life = Stated(first).Aggregate((Agreement)Agreement.Kind.Initial, Agreement.Evolve).Life;

        Assert.All(All, p => Assert.Equal(PartyState.Bound, life.StateOn(p, new(2016, 1, 1))));
        Assert.Equal(PartyState.Signed, (life with { Later = [Uzb] }).StateOn(Uzb, new(2016, 1, 1))); // it is known to have consented after that
        Assert.Equal(PartyState.Signed, (life with { Acts = [.. life.Acts, new EntryIntoForceClauseSet("t", All, new(Trigger.Consents, Consents: 1))] }).StateOn(Uzb, new(2016, 1, 1)));
    }

    [Fact]
    public void A_notice_that_was_taken_back_by_its_state_could_only_be_undone_as_a_slip()
    {
        var revoke = new RevokeDenunciation("t", Kaz, Date("2010-06-01"));
        DenunciationRevoked stays = new("t", All, Kaz, revoke.RevokedOn);
        Given(Treaty(Left)).When(revoke).Then(stays);
        Given(Treaty(Left, stays)).When(revoke).ThenNothing();
        Given(Treaty(Left, stays)).When(revoke with { RevokedOn = Date("2010-07-01") }).ThenRefused(Problem.AlreadyDifferent);
        Given(Treaty(Left)).When(revoke with { RevokedOn = Date("2011-01-01") }).ThenRefused(Problem.StateRefuses); // it is out
        Given(Treaty(Left)).When(revoke with { RevokedOn = Date("2009-12-31") }).ThenRefused(Problem.StateRefuses);
        Given(Treaty(Left, Back)).When(revoke).ThenRefused(Problem.StateRefuses); // its coming back rests on it
        Given(Treaty(Left, stays)).When(new DenounceAgreement("t", Kaz, Date("2012-01-01"), Date("2013-01-01"))).Then(Left with { DenouncedOn = Date("2012-01-01"), TakesEffectOn = Date("2013-01-01") });

        Assert.Equal((PartyState.Bound, AgreementStatus.InForce), (Life(Left, stays).StateOn(Kaz, new(2012, 1, 1)), Life(Left, stays).StatusOn(new(2012, 1, 1))));
        Assert.Empty(Life(Left, stays).Denounced);
    }

    [Fact]
    public void What_nobody_ratifies_never_showed_its_suspension_a_notice_or_that_it_had_ended()
    {
        TreatyLife Memorandum(params object[] acts) => new(AgreementKind.Memorandum, [Kaz, Tjk], Date("2020-01-31"), null, acts);
        AgreementSuspended suspended = new("t", All, Date("2021-01-01"), Kaz);
        AgreementDenounced notice = new("t", All, Kaz, Date("2021-01-01"), Date("2021-07-01"));

        Assert.Equal((AgreementStatus.Effective, PartyState.Signed), (Memorandum().StatusOn(new(2021, 2, 1)), Memorandum().StateOn(Kaz, new(2021, 2, 1))));
        Assert.Equal((AgreementStatus.Suspended, new Suspension(suspended.SuspendedOn, Kaz)), (Memorandum(suspended).StatusOn(new(2021, 2, 1)), Memorandum(suspended).Suspended(new(2021, 2, 1))));
        Assert.Equal((AgreementStatus.Denounced, PartyState.Leaving, PartyState.Signed), (Memorandum(notice).StatusOn(new(2021, 6, 30)), Memorandum(notice).StateOn(Kaz, new(2021, 6, 30)), Memorandum(notice).StateOn(Tjk, new(2021, 6, 30))));
        Assert.Equal((AgreementStatus.Terminated, PartyState.Released, PartyState.Released), (Memorandum(notice).StatusOn(new(2021, 7, 1)), Memorandum(notice).StateOn(Kaz, new(2021, 7, 1)), Memorandum(notice).StateOn(Tjk, new(2021, 7, 1))));
    }

    static readonly DenunciationRevoked Stays = new("t", All, Kaz, Date("2010-06-01"));
    static readonly AgreementDenounced Anew = Left with { DenouncedOn = Stays.RevokedOn, TakesEffectOn = Date("2011-06-01") };

    [Fact]
    public void A_notice_given_anew_on_the_day_of_a_revocation_was_swallowed_by_it()
    {
        Given(Treaty(Left, Stays)).When(new DenounceAgreement("t", Kaz, Anew.DenouncedOn, Anew.TakesEffectOn)).Then(Anew);
        Given(Treaty(Left, Stays, Anew)).When(new RevokeDenunciation("t", Kaz, Stays.RevokedOn)).ThenNothing();
        Given(Treaty(Left, Stays, Anew)).When(new RevokeDenunciation("t", Kaz, Date("2010-07-01"))).Then(Stays with { RevokedOn = Date("2010-07-01") });
        Given(Treaty(Left, Stays, Anew)).When(new TakeBackAct("t", 7, "A slip.")).ThenRefused(Problem.StateRefuses); // the revocation is of this one, not of that given anew

        Assert.Equal([Anew], Life(Left, Stays, Anew).Denounced);
        Assert.Equal([PartyState.Leaving, PartyState.Released], new[] { "2011-05-31", "2011-06-01" }.Select(day => Life(Left, Stays, Anew).StateOn(Kaz, DateOnly.Parse(day, null))));
    }

    [Fact]
    public void A_notice_dated_before_a_revocation_was_logged_and_never_counted() =>
        Given(Treaty(Left, Stays)).When(new DenounceAgreement("t", Kaz, Date("2010-03-01"), Date("2011-03-01"))).ThenRefused(Problem.StateRefuses);

    [Fact]
    public void A_revocation_taken_back_left_two_notices_of_one_state_running()
    {
        var answer = Given(Treaty(Left, Stays, Anew)).When(new TakeBackAct("t", 8, "A slip."));
        answer.ThenRefused(Problem.StateRefuses);
        Assert.Contains("(version 9)", answer.Decision.Refusal!.Detail, StringComparison.Ordinal);
        Given(Treaty(Left, Stays)).When(new TakeBackAct("t", 8, "A slip.")).Then(new AgreementActTakenBack("t", All, 8));
    }

    [Fact]
    public void A_state_that_had_left_suspended_the_treaty_for_those_who_stayed()
    {
        object[] memorandum = [new AgreementRecorded("t", All, AgreementKind.Memorandum, "Memorandum"), new AgreementSigned("t", All, Date("2000-01-01")), Left];
        foreach (var before in new[] { Treaty(Left), memorandum })
        {
            Given(before).When(new SuspendAgreement("t", Date("2012-01-01"), Kaz)).ThenRefused(Problem.StateRefuses);
            Given(before).When(new SuspendAgreement("t", Date("2012-01-01"), Tjk)).Then(new AgreementSuspended("t", All, Date("2012-01-01"), Tjk));
            Given(before).When(new SuspendAgreement("t", Date("2010-12-31"), Kaz)).Then(new AgreementSuspended("t", All, Date("2010-12-31"), Kaz)); // until its notice takes effect it is in
        }
        Given(Treaty(Left, Back)).When(new SuspendAgreement("t", Date("2016-01-01"), Kaz)).Then(new AgreementSuspended("t", All, Date("2016-01-01"), Kaz));
    }

    [Fact]
    public void A_memorandum_that_nobody_had_signed_was_told_to_enter_into_force()
    {
        var memorandum = new AgreementRecorded("t", All, AgreementKind.Memorandum, "Memorandum");
        Assert.All(new Contracts.ICommand[] { new SuspendAgreement("t", Date("2012-01-01")), new DenounceAgreement("t", Kaz, Left.DenouncedOn, Left.TakesEffectOn) }, command =>
            Assert.Contains("SignAgreement or AdoptAgreement", Given(memorandum).When(command).Decision.Refusal!.Detail, StringComparison.Ordinal));
    }

    [Fact]
    public void A_step_on_the_way_back_was_said_to_come_after_the_consent_before()
    {
        DomesticStepCompleted vote = new("t", All, Kaz, DomesticStage.LowerHouse, Date("2000-06-01")), anew = vote with { CompletedOn = Date("2010-09-01") };
        Given(Treaty(vote, Left)).When(new CompleteDomesticStep("t", Kaz, anew.Stage, anew.CompletedOn)).Then(anew);

        Assert.Empty(Life(vote, Left, anew, Back).Warnings());
        Assert.Contains("after its consent on 2001-01-01", Assert.Single(Life(vote, Left, anew).Warnings()), StringComparison.Ordinal); // none followed yet
    }

    static DateSpan Date(string text) => DateSpan.Parse(text);

    [Fact]
    public void One_partys_suspension_suspended_a_treaty_of_many_for_all()
    {
        AgreementSuspended tajik = new("t", All, Date("2012-01-01"), Tjk);
        var life = new TreatyLife(AgreementKind.Treaty, All, Date("2000-01-01"), null, [new AgreementEnteredIntoForce("t", All, Date("2001-01-01")), tajik]);
        var day = Day("2013-01-01");
        Assert.Equal((AgreementStatus.InForce, null), (life.StatusOn(day), life.Suspended(day)));
        Assert.Equal([AgreementStatus.InForce, AgreementStatus.Suspended], new[] { new Pair(Kaz, Uzb), new Pair(Kaz, Tjk) }.Select(p => life.StatusBetween(p, day)));
        Assert.Equal((tajik.SuspendedOn, null), (life.SuspendedFor(Tjk, day), life.SuspendedFor(Uzb, day)));
        object[] before = [new AgreementRecorded("t", All, AgreementKind.Treaty, "T"), new AgreementSigned("t", All, Date("2000-01-01")), new AgreementEnteredIntoForce("t", All, Date("2001-01-01")), tajik];
        AgreementSuspended uzbek = new("t", All, Date("2012-06-01"), Uzb);
        Given(before).When(new SuspendAgreement("t", tajik.SuspendedOn, Tjk)).ThenNothing();
        Given(before).When(new SuspendAgreement("t", Date("2012-02-01"), Tjk)).ThenRefused(Problem.AlreadyDifferent);
        Given(before).When(new SuspendAgreement("t", uzbek.SuspendedOn, Uzb)).Then(uzbek); // "it is recorded as suspended"
        var both = life with { Acts = [.. life.Acts, uzbek] };
        Assert.Equal((AgreementStatus.Suspended, Tjk), (both.StatusOn(day), both.Suspended(day)!.By)); // it operates between no two
        Given(before).When(new ResumeAgreement("t", Date("2014-01-01"), By: Uzb)).ThenRefused(Problem.StateRefuses);
        AgreementResumed back = new("t", All, Date("2014-01-01"), By: Tjk);
        Given([.. before, uzbek]).When(new ResumeAgreement("t", back.ResumedOn, By: Tjk)).Then(back);
        Assert.Equal([AgreementStatus.InForce, AgreementStatus.Suspended], new[] { new Pair(Kaz, Tjk), new Pair(Kaz, Uzb) }.Select(p => (both with { Acts = [.. both.Acts, back] }).StatusBetween(p, Day("2015-01-01"))));
        Given([.. before, uzbek]).When(new ResumeAgreement("t", back.ResumedOn)).Then(back with { By = null });
    }

    [Fact]
    public void Between_two_of_many_it_was_in_force_though_one_had_left_or_never_consented()
    {
        StateCode[] four = [.. All, StateCode.Parse("KGZ")];
        ConsentExpressed By(StateCode party) => new("t", four, party, ConsentForm.Ratification, Date("2001-01-01"));
        var life = new TreatyLife(AgreementKind.Treaty, four, Date("2000-01-01"), null,
            [new EntryIntoForceClauseSet("t", four, new(Trigger.Consents, Consents: 2)), By(Kaz), By(Tjk), By(Uzb), new AgreementDenounced("t", four, Uzb, Date("2010-01-01"), Date("2011-01-01"))]);
        AgreementStatus Between(StateCode one, StateCode other, string day) => life.StatusBetween(new(one, other), Day(day));
        Assert.Equal((AgreementStatus.InForce, AgreementStatus.Signed), (Between(Kaz, Tjk, "2012-01-01"), Between(Kaz, four[3], "2012-01-01")));
        Assert.Equal((AgreementStatus.Denounced, AgreementStatus.Terminated), (Between(Kaz, Uzb, "2010-06-01"), Between(Kaz, Uzb, "2011-01-01")));
        Assert.Equal(AgreementStatus.Ratifying, Between(Kaz, Tjk, "2000-06-01")); // not in force at all yet
    }

    [Fact]
    public void Between_two_of_many_it_was_in_force_since_a_day_when_one_was_no_party_and_ended_on_no_day()
    {
        var life = new TreatyLife(AgreementKind.Treaty, All, Date("2000-01-01"), null,
        [
            new AgreementEnteredIntoForce("t", All, Date("2001-01-01")), new ConsentExpressed("t", All, Uzb, ConsentForm.Accession, Date("2003-03-05")),
            new AgreementDenounced("t", All, Tjk, Date("2010-01-01"), Date("2011-01-01")), new ConsentExpressed("t", All, Tjk, ConsentForm.Accession, Date("2015-06-01")),
        ]) { SignedBy = [Kaz, Tjk] };
        string? Since(StateCode one, StateCode other, string day) => life.ForceBetween(new(one, other), Day(day))?.On.ToString();
        Assert.Equal(("2001-01-01", "2003-03-05", "2015-06-01", null), (Since(Kaz, Tjk, "2005-01-01"), Since(Kaz, Uzb, "2005-01-01"), Since(Kaz, Tjk, "2016-01-01"), Since(Kaz, Tjk, "2012-01-01")));
        Assert.Equal("2011-01-01", life.EndedBetween(new(Kaz, Tjk), Day("2012-01-01"))!.On.ToString());
        Assert.Null(life.EndedBetween(new(Kaz, Uzb), Day("2012-01-01")) ?? life.EndedBetween(new(Kaz, Tjk), Day("2016-01-01")));
    }
}
