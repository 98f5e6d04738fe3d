using CommitmentTracker.Agreements;
using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;
using static CommitmentTracker.Decisions.Tests.Scenario;

namespace CommitmentTracker.Decisions.Tests.Agreements;

/// <summary>What an act rests on is not taken from under it, by whichever command: what went wrong where only some of them looked.</summary>
public sealed class ActOrderTests
{
    static readonly StateCode Kaz = StateCode.Parse("KAZ"), Tjk = StateCode.Parse("TJK");
    static readonly StateCode[] Both = [Kaz, Tjk];
    static readonly AgreementRecorded Recorded = new("treaty", Both, AgreementKind.Treaty, "Treaty"), Roadmap = Recorded with { Kind = AgreementKind.Roadmap };
    static readonly AgreementSigned Signed = new("treaty", Both, Date("2024-01-01"));
    static readonly AgreementEnteredIntoForce InForce = new("treaty", Both, Date("2025-01-01"));
    static readonly AgreementTerminated Terminated = new("treaty", Both, Date("2025-01-01"));
    static readonly EntryIntoForceClauseSet Clause = new("treaty", Both, new(Trigger.Signature, Days: 10));
    static readonly AgreementSuspended Suspended = new("treaty", Both, Date("2024-03-01"));

    static TakeBackAct TakeBack(long version) => new("treaty", version, "A slip.");

    [Fact]
    public void A_treaty_stood_as_terminated_though_never_in_force_once_its_entry_into_force_was_taken_back()
    {
        Refused(Given(Recorded, Signed, InForce, Terminated).When(TakeBack(3)), "'agreement_terminated' of 2025-01-01 (version 4)");
        Given(Recorded, Signed, InForce, Terminated).When(TakeBack(4)).Then(new AgreementActTakenBack("treaty", Both, 4));
        Given(Recorded, Signed, InForce, Terminated, new AgreementActTakenBack("treaty", Both, 4)).When(TakeBack(3)).Then(new AgreementActTakenBack("treaty", Both, 3));
    }

    [Fact]
    public void The_same_once_the_clause_or_a_consent_from_which_it_followed_was_taken_back()
    {
        Refused(Given(Recorded, Signed, Clause, Terminated).When(TakeBack(3)), "agreement_terminated");
        object[] consents = [new ConsentExpressed("treaty", Both, Kaz, ConsentForm.Ratification, Date("2024-02-01")), new ConsentExpressed("treaty", Both, Tjk, ConsentForm.Ratification, Date("2024-02-01"))];
        Assert.All(new[] { 3L, 4, 5 }, version => Refused(Given([Recorded, Signed, Clause with { Clause = new(Trigger.Consents) }, .. consents, Terminated]).When(TakeBack(version)), "agreement_terminated"));
        Given(Recorded, Signed, Clause, InForce, Terminated).When(TakeBack(3)).Then(new AgreementActTakenBack("treaty", Both, 3)); // a source states the day besides
    }

    [Fact]
    public void A_treaty_was_suspended_before_it_was_in_force_when_the_entry_into_force_was_stated_later()
    {
        Refused(Given(Recorded, Signed, Clause, Suspended).When(new EnterIntoForce("treaty", InForce.InForceFrom)), "'agreement_suspended' of 2024-03-01 (version 4)");
        Given(Recorded, Signed, Clause, Suspended).When(new EnterIntoForce("treaty", Date("2024-02-01"))).Then(InForce with { InForceFrom = Date("2024-02-01") }).WithWarning("2024-01-11");
    }

    [Fact]
    public void A_signature_after_the_end_was_taken_without_a_word_or_refused_for_another_reason()
    {
        AgreementAdopted adopted = new("treaty", Both, Date("2023-01-01"));
        AgreementExpired expired = new("treaty", Both, Date("2023-12-31"));
        Given(Roadmap, adopted, expired).When(new SignAgreement("treaty", Signed.SignedOn)).WithWarning($"signed on {Signed.SignedOn}, after its end on 2023-12-31");
        Given(Recorded, InForce with { InForceFrom = Date("2023-01-01") }, Terminated with { TerminatedOn = Date("2023-12-31") }).When(new SignAgreement("treaty", Signed.SignedOn)).WithWarning("after its end");
        Given(Recorded, Signed, InForce with { InForceFrom = Date("2023-01-01") }).When(new TerminateAgreement("treaty", Date("2023-12-31"))).WithWarning("after its end");
    }

    [Fact]
    public void A_provisional_application_vanished_when_the_entry_into_force_was_logged_after_it()
    {
        ProvisionalApplicationStarted applied = new("treaty", Both, Date("2024-06-01"));
        object[] consents = [Clause with { Clause = new(Trigger.Consents) }, new ConsentExpressed("treaty", Both, Kaz, ConsentForm.Ratification, Date("2024-02-01"))];
        Refused(Given(Recorded, Signed, applied).When(new EnterIntoForce("treaty", Date("2024-03-01"))), "provisional_application_started");
        Refused(Given([Recorded, Signed, applied, .. consents]).When(new ExpressConsent("treaty", Tjk, ConsentForm.Ratification, Date("2024-02-01"))), "provisional_application_started");
        Given(Recorded, Signed, applied with { AgreedOn = Date("2024-02-15") }).When(new EnterIntoForce("treaty", Date("2024-03-01"))).Then(InForce with { InForceFrom = Date("2024-03-01") }); // overtaken
        Given(Recorded).When(new StartProvisionalApplication("treaty", Date("2024-02-01"))).WithWarning("neither adoption nor signature is recorded");
        Given(Recorded).When(new EnterIntoForce("treaty", Date("2024-02-01"))).WithWarning("neither adoption nor signature is recorded");
    }

    [Fact]
    public void A_provisional_application_of_the_day_of_the_entry_into_force_vanished_without_a_word_or_was_refused_by_the_order_of_logging()
    {
        ProvisionalApplicationStarted applied = new("treaty", Both, InForce.InForceFrom);
        Given(Recorded, Signed, applied).When(new EnterIntoForce("treaty", InForce.InForceFrom)).Then(InForce).WithWarning("nothing of it is provisional");
        Given(Recorded, Signed, InForce).When(new StartProvisionalApplication("treaty", applied.AppliedFrom)).Then(applied).WithWarning("nothing of it is provisional");
    }

    [Fact]
    public void A_provisional_application_vanished_when_the_clause_was_logged_after_it_or_its_end_with_it()
    {
        ProvisionalApplicationStarted applied = new("treaty", Both, Date("2024-06-01"));
        ProvisionalApplicationEnded stopped = new("treaty", Both, Date("2024-09-01"));
        Refused(Given(Recorded, Signed, applied).When(new SetEntryIntoForceClause("treaty", new(Trigger.Signature, Days: 10))), "provisional_application_started");
        Refused(Given(Recorded, Signed, applied, stopped).When(new EnterIntoForce("treaty", Date("2024-03-01"))), "provisional_application_started");
        Refused(Given(Recorded, Signed, applied with { AgreedOn = Date("2024-05-01") }).When(new EnterIntoForce("treaty", Date("2024-03-01"))), "provisional_application_started"); // agreed when it was in force
    }

    [Fact]
    public void A_roadmap_of_which_the_entry_into_force_is_stated_was_effective_on_every_day_before_it()
    {
        TreatyLife life = new(AgreementKind.Roadmap, Both, Date("2024-01-01"), null, []);
        Assert.Equal(AgreementStatus.Effective, life.StatusOn(new(2024, 2, 1)));
        Assert.Equal(AgreementStatus.Signed, (life with { ForceStated = Date("2025-01-01") }).StatusOn(new(2024, 2, 1)));
    }

    [Fact]
    public void A_signature_that_binds_was_warned_of_as_a_late_consent_besides() =>
        Assert.Single(new TreatyLife(AgreementKind.Treaty, Both, Date("2024-06-01"), SignatureForm.Definitive, [InForce with { InForceFrom = Date("2024-02-01") }]).Warnings());

    [Fact]
    public void What_may_lie_in_the_wrong_order_was_taken_without_a_word()
    {
        var year = InForce with { InForceFrom = Date("2025") };
        ConsentExpressed late = new("treaty", Both, Kaz, ConsentForm.Ratification, Date("2024-06-01"));
        Given(Recorded, Signed, year).When(new TerminateAgreement("treaty", Date("2025-03-01"))).WithWarning("may be before its entry into force on 2025");
        Given(Recorded, Signed, InForce with { InForceFrom = Date("2024-02-01") }).When(new ExpressConsent("treaty", Kaz, ConsentForm.Ratification, Date("2024-06-01"))).WithWarning("KAZ consented on 2024-06-01, after its entry into force on 2024-02-01");
        Given(Recorded, Signed, late).When(new EnterIntoForce("treaty", Date("2024-02-01"))).WithWarning("KAZ consented on 2024-06-01, after");
    }

    [Fact]
    public void No_other_command_takes_the_ground_from_an_act_either() => Assert.All(new (object[] Before, ICommand Command, string Named)[]
    {
        ([Recorded, Signed, Clause, Suspended], new CorrectAgreement("treaty", "Typed wrong.", SignedOn: Date("2024-06-01")), "agreement_suspended"),
        ([Recorded, Signed, Clause, Suspended, new AgreementResumed("treaty", Both, Date("2024-05-01"))], TakeBack(4), "agreement_resumed"),
        ([Recorded, Signed, Clause with { Clause = new(Trigger.Consents) }], new CorrectAgreement("treaty", "It is none.", Kind: AgreementKind.Roadmap), "entry_into_force_clause_set"),
        ([Roadmap, Signed, Terminated with { TerminatedOn = Date("2024-02-01") }], new SetEntryIntoForceClause("treaty", new(Trigger.Day, new(2024, 3, 1))), "agreement_terminated"),
        ([Roadmap, new AgreementAdopted("treaty", Both, Date("2023-01-01")), new AgreementAmended("treaty", Both, Date("2023-12-31"), "Article 5")], TakeBack(2), "agreement_amended"),
        ([Recorded, Signed, InForce, new AgreementAmended("treaty", Both, Date("2025-05-01"), "Article 5")], new TerminateAgreement("treaty", Date("2025-04-01")), "agreement_amended"),
        ([Recorded, Signed, new ProvisionalApplicationStarted("treaty", Both, Date("2024-02-01")), new ProvisionalApplicationEnded("treaty", Both, Date("2024-03-01"))], TakeBack(3), "provisional_application_ended"),
    }, c => Refused(Given(c.Before).When(c.Command), c.Named));

    [Fact]
    public void What_was_amiss_before_is_mended_step_by_step() =>
        Given(Recorded, Signed, Suspended, Terminated).When(TakeBack(3)).Then(new AgreementActTakenBack("treaty", Both, 3)); // recorded before there was the rule

    /// <summary>To mend the entry into force of a treaty that ended, the end is taken back first; then it could not be logged again.</summary>
    [Fact]
    public void An_act_taken_back_for_anothers_sake_could_never_be_logged_again()
    {
        var again = new TerminateAgreement("treaty", Terminated.TerminatedOn, null, new("bns", "ended"));
        object[] mended = [Recorded, Signed, InForce, Terminated with { Citation = new("bns", "says so") }, new AgreementActTakenBack("treaty", Both, 4)];
        Given(mended).When(again with { Citation = new("bns", "says so") }).ThenNothing().WithWarning("taken back as wrong");
        Given(mended).When(again with { Citation = null }).ThenNothing().WithWarning("taken back as wrong");
        Given(mended).When(again).Then(Terminated with { Citation = again.Citation });
        object[] stands = [.. mended, Terminated with { Citation = again.Citation }];
        Given(stands).When(again).ThenNothing();
        Given(stands).When(again with { Citation = new("bns", "says so") }).ThenNothing();
        Given(stands).When(again with { Citation = new("trend-2023", "ended") }).Then(new AgreementCited("treaty", Both, new("trend-2023", "ended"), Act: 6));
    }

    [Fact]
    public void Steps_out_of_order_were_told_to_nobody_but_the_officer_who_logged_the_second()
    {
        DomesticStepCompleted upper = new("treaty", Both, Kaz, DomesticStage.UpperHouse, Date("2025-01-11")), lower = upper with { Stage = DomesticStage.LowerHouse, CompletedOn = Date("2025-03-11") };
        var consent = new ConsentExpressed("treaty", Both, Kaz, ConsentForm.Ratification, Date("2025-02-01"));

        Given(Recorded, Signed, upper).When(new CompleteDomesticStep("treaty", Kaz, lower.Stage, lower.CompletedOn)).Then(lower).WithWarning("usual order");
        Given(Recorded, Signed, lower).When(new CompleteDomesticStep("treaty", Kaz, upper.Stage, upper.CompletedOn)).Then(upper).WithWarning("usual order");
        Given(Recorded, Signed, consent).When(new CompleteDomesticStep("treaty", Kaz, lower.Stage, lower.CompletedOn)).Then(lower).WithWarning("after its consent on 2025-02-01");
        Given(Recorded, Signed, lower).When(new ExpressConsent("treaty", Kaz, consent.Form, consent.ConsentedOn)).Then(consent).WithWarning("after its consent on 2025-02-01");
        Assert.Equal(2, new TreatyLife(AgreementKind.Treaty, Both, Signed.SignedOn, null, [upper, lower, consent]).Warnings().Count());
        Assert.Empty(new TreatyLife(AgreementKind.Treaty, Both, Signed.SignedOn, null, [lower with { CompletedOn = Date("2025-01-11") }, upper, consent]).Warnings()); // on one day: it may have been in order
    }

    static void Refused(Answer answer, string named)
    {
        answer.ThenRefused(Problem.StateRefuses);
        Assert.Contains(named, answer.Decision.Refusal!.Detail, StringComparison.Ordinal);
        Assert.Contains("TakeBackAct", answer.Decision.Refusal.Detail, StringComparison.Ordinal);
    }

    static DateSpan Date(string text) => DateSpan.Parse(text);

    [Fact]
    public void Accession_or_succession_before_the_own_signature_put_a_treaty_in_force_before_it_was_signed()
    {
        var (day, earlier) = (Date("2023-06-01"), new EntryIntoForceClauseSet("treaty", Both, new(Trigger.Consents)));
        foreach (var form in new[] { ConsentForm.Accession, ConsentForm.Succession })
        {
            Given(Recorded, Signed, earlier).When(new ExpressConsent("treaty", Kaz, form, day)).ThenRefused(Problem.StateRefuses);
            Refused(Given(Recorded, new ConsentExpressed("treaty", Both, Kaz, form, day)).When(new SignAgreement("treaty", Signed.SignedOn)), "'consent_expressed' of 2023-06-01 (version 2)");
            Given(Recorded, Signed).When(new ExpressConsent("treaty", Kaz, form, Date("2024-02-01"))).WithWarning("though it is recorded as having signed");
        }
    }

    [Fact]
    public void A_state_that_acceded_before_the_others_signed_and_a_day_derived_before_the_signature_were_taken_without_a_word()
    {
        StateCode[] three = [Kaz, Tjk, StateCode.Parse("UZB")];
        AgreementRecorded recorded = Recorded with { Parties = three };
        AgreementSigned signed = Signed with { Parties = three, SignedBy = Both };
        ConsentExpressed joined = new("treaty", three, three[2], ConsentForm.Accession, Date("2023-06-01"));
        EntryIntoForceClauseSet one = new("treaty", three, new(Trigger.Consents, Consents: 1));
        Given(recorded, signed).When(new ExpressConsent("treaty", three[2], joined.Form, joined.ConsentedOn)).Then(joined).WithWarning("UZB acceded on 2023-06-01, before the others signed on 2024-01-01");
        Given(recorded, joined).When(new SignAgreement("treaty", signed.SignedOn, SignedBy: Both)).Then(signed).WithWarning("before the others signed");
        Given(recorded, signed, one).When(new ExpressConsent("treaty", three[2], joined.Form, joined.ConsentedOn)).WithWarning("entered into force on 2023-06-01, before its signature");
        Given(recorded, signed, joined).When(new SetEntryIntoForceClause("treaty", one.Clause)).WithWarning("before its signature on 2024-01-01");
        Assert.DoesNotContain("acceded", string.Concat(new TreatyLife(AgreementKind.Treaty, three, signed.SignedOn, null, [joined, new AgreementAdopted("treaty", three, Date("2023-01-01"))]) { SignedBy = Both }.Warnings()), StringComparison.Ordinal); // there was a text
    }

    [Fact]
    public void A_signature_subject_to_ratification_was_said_to_bind_without_a_word()
    {
        ExpressConsent binds = new("treaty", Kaz, ConsentForm.DefinitiveSignature, Signed.SignedOn);
        Given(Recorded, Signed with { How = SignatureForm.SubjectToRatification }).When(binds).WithWarning("was subject to ratification");
        Given(Recorded, Signed).When(binds with { ConsentedOn = Date("2024-03-01") }).WithWarning("by its signature on 2024-03-01, and signed on 2024-01-01");
        Assert.Null(Given(Recorded, Signed).When(binds).Decision.Warnings);
    }

    [Fact]
    public void An_expiry_off_the_term_and_a_fixed_day_that_passed_were_seen_by_nobody()
    {
        AgreementTermSet term = new("treaty", Both, new(Months: 60), null);
        AgreementExpired expired = new("treaty", Both, Date("2027-06-30"));
        Given(Recorded, Signed, InForce, term).When(new ExpireAgreement("treaty", Date("2026-06-30"))).WithWarning("By its term it ran until 2029-12-31; 2026-06-30 was stated");
        Given(Recorded, Signed, InForce, expired with { ExpiredOn = Date("2026-06-30") }).When(new SetAgreementTerm("treaty", term.Term)).WithWarning("By its term it ran until 2029-12-31");
        Assert.Empty(new TreatyLife(AgreementKind.Treaty, Both, Signed.SignedOn, null, [InForce, term, expired with { ExpiredOn = Date("2029-12-31") }]).Warnings());

        TreatyLife life = new(AgreementKind.Treaty, Both, Signed.SignedOn, null, [Clause with { Clause = new(Trigger.Day, new(2024, 6, 1)) }, new ConsentExpressed("treaty", Both, Kaz, ConsentForm.Ratification, Date("2024-02-01"))]);
        Assert.Equal(["By its clause it was to enter into force on 2024-06-01; no consent of TJK is recorded."], life.DayPassed(new(2024, 6, 2)));
        Assert.Empty(life.DayPassed(new(2024, 6, 1)));
        Assert.Empty((life with { Acts = [.. life.Acts, new ConsentExpressed("treaty", Both, Tjk, ConsentForm.Ratification, Date("2024-03-01"))] }).DayPassed(new(2024, 7, 1)));
    }

    [Fact]
    public void A_declaration_signed_subject_to_ratification_a_step_after_the_entry_into_force_and_an_unlikely_successor_were_taken_without_a_word()
    {
        Given(Roadmap).When(new SignAgreement("treaty", Signed.SignedOn, How: SignatureForm.SubjectToRatification)).WithWarning("has no ratification track");
        Given(Recorded, Signed, InForce).When(new CompleteDomesticStep("treaty", Kaz, DomesticStage.LowerHouse, Date("2026-02-01"))).WithWarning("comes after its entry into force on 2025-01-01");
        AgreementRecorded next = new("next", Both, AgreementKind.Treaty, "Next"), elsewhere = next with { Parties = [Kaz, StateCode.Parse("UZB")] };
        SupersedeAgreement by = new("treaty", "next", Date("2026-01-01"));
        Given(Recorded, Signed, InForce, next).When(by).WithWarning("'next' is only announced");
        Given(Recorded, Signed, InForce, next, new AgreementSigned("next", Both, Date("2026-06-01"))).When(by).WithWarning("'next' was signed on 2026-06-01, after 2026-01-01");
        Given(Recorded, Signed, InForce, elsewhere, new AgreementSigned("next", elsewhere.Parties, Date("2025-06-01"))).When(by).WithWarning("'next' is of KAZ, UZB, this one of KAZ, TJK");
        Given(Recorded, Signed, InForce, next).When(new AmendAgreement("treaty", Date("2026-01-01"), "Article 5", "next")).WithWarning("'next' is only announced");
        Assert.Null(Given(Recorded, Signed, InForce, next, new AgreementSigned("next", Both, Date("2025-06-01"))).When(by).Decision.Warnings);
    }

    [Fact]
    public void Who_was_bound_by_its_signature_was_sent_to_take_back_an_act_that_nobody_had_logged()
    {
        var refused = Given(Recorded, Signed, Clause).When(new ExpressConsent("treaty", Kaz, ConsentForm.Ratification, Date("2024-06-01")));
        refused.ThenRefused(Problem.AlreadyDifferent);
        Assert.Contains("is bound by its signature on 2024-01-01, as the clause", refused.Decision.Refusal!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void What_had_ended_or_was_signed_before_it_took_its_place_without_a_word()
    {
        AgreementRecorded old = new("old", Both, AgreementKind.Treaty, "Old");
        object[] ended = [Recorded, Signed, InForce, old, new AgreementSigned("old", Both, Date("2000-01-01")), new AgreementEnteredIntoForce("old", Both, Date("2000-01-01")), new AgreementTerminated("old", Both, Date("2005-01-01"))];
        var by = Given(ended).When(new SupersedeAgreement("treaty", "old", Date("2026-01-01")));
        by.WithWarning("'old' was signed on 2000-01-01, before this one");
        by.WithWarning("'old' had ended on 2005-01-01");
    }

    [Fact]
    public void A_term_that_was_over_before_the_signature_was_taken_without_a_word() =>
        Given(Recorded, Signed).When(new SetAgreementTerm("treaty", new(Until: new(2019, 1, 1)))).WithWarning("Its term ends on 2019-01-01, before its signature on 2024-01-01");
}
