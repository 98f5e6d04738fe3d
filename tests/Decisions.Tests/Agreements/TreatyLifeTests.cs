using CommitmentTracker.Agreements;
using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;
using static CommitmentTracker.Decisions.Tests.Scenario;

namespace CommitmentTracker.Decisions.Tests.Agreements;

/// <summary>The life of a treaty, given what happened, when a command comes: what RULES of treaties accept, warn of and refuse.</summary>
public sealed class TreatyLifeTests
{
    static readonly StateCode Kaz = StateCode.Parse("KAZ"), Tjk = StateCode.Parse("TJK"), Uzb = StateCode.Parse("UZB");
    static readonly StateCode[] Both = [Kaz, Tjk];
    static readonly DateSpan SignedOn = Date("2024-08-22"), Later = Date("2026-03-11");
    static readonly AgreementRecorded Recorded = new("treaty", Both, AgreementKind.Treaty, "Treaty"), Roadmap = new("roadmap", Both, AgreementKind.Roadmap, "Roadmap");
    static readonly AgreementSigned Signed = new("treaty", Both, SignedOn, "Dushanbe");
    static readonly DomesticStepCompleted Mazhilis = new("treaty", Both, Kaz, DomesticStage.LowerHouse, Later, "Mazhilis");
    static readonly ConsentExpressed KazConsent = new("treaty", Both, Kaz, ConsentForm.Ratification, Date("2026-05-01")), TjkConsent = KazConsent with { Party = Tjk, ConsentedOn = Date("2026-06-01") };
    static readonly AgreementEnteredIntoForce InForce = new("treaty", Both, Date("2026-06-01"));
    static readonly AgreementTerminated Ended = new("treaty", Both, Date("2026-09-01"));

    static readonly CompleteDomesticStep Vote = new("treaty", Kaz, DomesticStage.LowerHouse, Later, "Mazhilis");
    static readonly ExpressConsent Ratify = new("treaty", Kaz, ConsentForm.Ratification, KazConsent.ConsentedOn);

    /// <summary>Each act with what must be there before it, as a command and as its event.</summary>
    public static TheoryData<string> Acts => [.. All.Keys];

    static readonly Dictionary<string, (object[] Before, ICommand Command, object Event)> All = new()
    {
        ["adopt"] = ([Recorded], new AdoptAgreement("treaty", SignedOn, "Dushanbe"), new AgreementAdopted("treaty", Both, SignedOn, "Dushanbe")),
        ["initial"] = ([Recorded], new InitialAgreement("treaty", SignedOn), new AgreementInitialled("treaty", Both, SignedOn)),
        ["apply"] = ([Recorded, Signed], new StartProvisionalApplication("treaty", SignedOn), new ProvisionalApplicationStarted("treaty", Both, SignedOn)),
        ["stop"] = ([Recorded, Signed, new ProvisionalApplicationStarted("treaty", Both, SignedOn)], new EndProvisionalApplication("treaty", Later), new ProvisionalApplicationEnded("treaty", Both, Later)),
        ["vote"] = ([Recorded, Signed], Vote, Mazhilis),
        ["ratify"] = ([Recorded, Signed], Ratify, KazConsent),
        ["clause"] = ([Recorded], new SetEntryIntoForceClause("treaty", new(Trigger.Consents, Days: 30)), new EntryIntoForceClauseSet("treaty", Both, new(Trigger.Consents, Days: 30))),
        ["force"] = ([Recorded, Signed], new EnterIntoForce("treaty", InForce.InForceFrom), InForce),
        ["amend"] = ([Recorded, Signed, Roadmap], new AmendAgreement("treaty", Later, "Article 5", "roadmap"), new AgreementAmended("treaty", Both, Later, "Article 5", "roadmap")),
        ["suspend"] = ([Recorded, Signed, InForce], new SuspendAgreement("treaty", Date("2026-07-01"), Tjk, "War."), new AgreementSuspended("treaty", Both, Date("2026-07-01"), Tjk)),
        ["resume"] = ([Recorded, Signed, InForce, new AgreementSuspended("treaty", Both, Date("2026-07-01"))], new ResumeAgreement("treaty", Date("2026-08-01")), new AgreementResumed("treaty", Both, Date("2026-08-01"))),
        ["denounce"] = ([Recorded, Signed, InForce], new DenounceAgreement("treaty", Tjk, Date("2026-07-01"), Date("2027-07-01")), new AgreementDenounced("treaty", Both, Tjk, Date("2026-07-01"), Date("2027-07-01"))),
        ["revoke"] = ([Recorded, Signed, InForce, new AgreementDenounced("treaty", Both, Tjk, Date("2026-07-01"), Date("2027-07-01"))], new RevokeDenunciation("treaty", Tjk, Date("2026-08-01")), new DenunciationRevoked("treaty", Both, Tjk, Date("2026-08-01"))),
        ["terminate"] = ([Recorded, Signed, InForce], new TerminateAgreement("treaty", Ended.TerminatedOn, "Done."), Ended),
        ["expire"] = ([Recorded, Signed, InForce], new ExpireAgreement("treaty", Ended.TerminatedOn), new AgreementExpired("treaty", Both, Ended.TerminatedOn)),
        ["supersede"] = ([Recorded, Signed, Roadmap], new SupersedeAgreement("treaty", "roadmap", Later), new AgreementSuperseded("treaty", Both, "roadmap", Later)),
    };

    [Theory, MemberData(nameof(Acts))]
    public void Each_act_is_logged_once_and_another_sources_words_for_it_are_a_mention(string act)
    {
        var (before, command, e) = All[act];
        var cited = Cited(command);
        Given(before).When(command).Then(e);
        Given([.. before, e]).When(command).ThenNothing();
        Given([.. before, e]).When(cited).Then(new AgreementCited("treaty", Both, cited.Citation!, Act: Of(before) + 1));
        Given([.. before, e, new AgreementCited("treaty", Both, cited.Citation!, Act: Of(before) + 1)]).When(cited).ThenNothing();

        static long Of(object[] before) => before.Count(b => b != (object)Roadmap);
    }

    [Theory, MemberData(nameof(Acts))]
    public void No_act_befalls_what_nobody_recorded_or_two_people_took_back(string act)
    {
        var (before, command, _) = All[act];
        Given().When(command).ThenRefused(Problem.NotFound);
        Given([.. before, new EntryRetracted("agreement:treaty", Both, "officer")]).When(command).ThenRefused(Problem.StateRefuses);
    }

    [Theory, MemberData(nameof(Acts))]
    public void No_act_lies_in_the_future(string act)
    {
        if (act != "clause")
            Assert.Equal(Problem.InvalidValue, Given(All[act].Before).On("2020-01-01").When(All[act].Command).Decision.Refusal?.Problem);
    }

    [Theory, MemberData(nameof(Acts))]
    public void Every_fault_of_a_slug_is_said(string act)
    {
        var json = System.Text.Json.JsonSerializer.SerializeToNode(All[act].Command, All[act].Command.GetType(), ContractJson.Stored)!.AsObject();
        json["agreement"] = "a b";
        Given().When((ICommand)System.Text.Json.JsonSerializer.Deserialize(json.ToJsonString(), All[act].Command.GetType(), ContractJson.Stored)!).ThenRefused(Problem.InvalidValue, "/agreement");
    }

    [Fact]
    public void What_is_said_otherwise_a_second_time_is_refused() => Assert.All(new ICommand[]
    {
        new AdoptAgreement("treaty", Date("2024-08-21")), new InitialAgreement("treaty", Date("2024-08-21")), Vote with { CompletedOn = Date("2026-03-12") }, Ratify with { ConsentedOn = Date("2026-05-02") },
        Ratify with { Form = ConsentForm.Acceptance }, new SetEntryIntoForceClause("treaty", new(Trigger.Signature)), new EnterIntoForce("treaty", Date("2026-06-02")), new StartProvisionalApplication("treaty", Date("2024-08-23")),
        new DenounceAgreement("treaty", Tjk, Date("2026-07-02"), Date("2027-07-02")), new SuspendAgreement("treaty", Date("2026-07-15")),
    }, command => Given(Recorded, Signed, new AgreementAdopted("treaty", Both, SignedOn), new AgreementInitialled("treaty", Both, SignedOn), Mazhilis, KazConsent, new EntryIntoForceClauseSet("treaty", Both, new(Trigger.Consents)),
        new ProvisionalApplicationStarted("treaty", Both, SignedOn), InForce, new AgreementDenounced("treaty", Both, Tjk, Date("2026-07-01"), Date("2027-07-01")), new AgreementSuspended("treaty", Both, Date("2026-07-01")))
        .When(command).ThenRefused(Problem.AlreadyDifferent));

    [Fact]
    public void Set_to_be_concluded_is_no_signature_and_nobody_ratifies_it()
    {
        Given(Recorded).When(Ratify).ThenRefused(Problem.StateRefuses);
        Given(Recorded).When(Vote).ThenRefused(Problem.StateRefuses);
        Given(Recorded).When(new AmendAgreement("treaty", Later, "Article 5")).ThenRefused(Problem.StateRefuses);
        Given(Recorded).When(Ratify with { Form = ConsentForm.Accession }).Then(KazConsent with { Form = ConsentForm.Accession });
    }

    [Fact]
    public void Ratification_before_the_signature_is_refused()
    {
        Given(Recorded, Signed).When(Ratify with { ConsentedOn = Date("2024-08-21") }).ThenRefused(Problem.StateRefuses);
        Given(Recorded, Signed).When(Vote with { CompletedOn = Date("2024-08-21") }).ThenRefused(Problem.StateRefuses);
        Given(Recorded, Signed).When(Ratify with { ConsentedOn = Date("2024-08") }).Then(KazConsent with { ConsentedOn = Date("2024-08") }); // it may have been after
        Given(Recorded, Signed, KazConsent).When(new CorrectAgreement("treaty", "Typed wrong.", SignedOn: Date("2026-05-02"))).ThenRefused(Problem.StateRefuses);
    }

    [Fact]
    public void A_second_ratification_by_one_party_is_refused_and_a_definitive_signature_is_the_first()
    {
        Given(Recorded, Signed, KazConsent).When(Ratify with { ConsentedOn = Date("2026-05-02") }).ThenRefused(Problem.AlreadyDifferent);
        Given(Recorded, Signed, KazConsent).When(Ratify with { Party = Tjk, ConsentedOn = TjkConsent.ConsentedOn }).Then(TjkConsent);
        Given(Recorded, Signed with { How = SignatureForm.Definitive }).When(Ratify).ThenRefused(Problem.AlreadyDifferent);
        Given(Recorded, Signed with { How = SignatureForm.SubjectToRatification }).When(Ratify).Then(KazConsent);
    }

    [Fact]
    public void Who_is_no_party_has_no_say()
    {
        Given(Recorded, Signed).When(Ratify with { Party = Uzb }).ThenRefused(Problem.InvalidValue, "/party");
        Given(Recorded, Signed).When(Vote with { Party = Uzb }).ThenRefused(Problem.InvalidValue, "/party");
        Given(Recorded, Signed, InForce).When(new DenounceAgreement("treaty", Uzb, Date("2026-07-01"), Date("2027-07-01"))).ThenRefused(Problem.InvalidValue, "/party");
        Given(Recorded, Signed, InForce).When(new SuspendAgreement("treaty", Date("2026-07-01"), Uzb)).ThenRefused(Problem.InvalidValue, "/by");
    }

    [Fact]
    public void A_roadmap_has_no_ratification_track_but_takes_effect_and_expires()
    {
        var signed = Signed with { Slug = "roadmap" };
        ICommand[] track =
        [
            Ratify with { Agreement = "roadmap" }, Vote with { Agreement = "roadmap" }, new StartProvisionalApplication("roadmap", Later), new SetEntryIntoForceClause("roadmap", new(Trigger.Consents)),
        ];
        Assert.All(track, command => Given(Roadmap, signed).When(command).ThenRefused(Problem.StateRefuses));
        Given(Roadmap, signed).When(new EnterIntoForce("roadmap", Later)).Then(InForce with { Slug = "roadmap", InForceFrom = Later });
        Given(Roadmap, signed).When(new ExpireAgreement("roadmap", Later)).Then(new AgreementExpired("roadmap", Both, Later));
        Given(Roadmap).When(new ExpireAgreement("roadmap", Later)).ThenRefused(Problem.StateRefuses);
        Given(Recorded, Signed, KazConsent).When(new CorrectAgreement("treaty", "It is none.", Kind: AgreementKind.Declaration)).ThenRefused(Problem.StateRefuses);
    }

    [Fact]
    public void Entry_into_force_earlier_than_the_signature_is_a_warning()
    {
        var early = new EnterIntoForce("treaty", Date("2024-01-01"));
        Given(Recorded, Signed).When(early).Then(InForce with { InForceFrom = early.InForceFrom }).WithWarning("before its signature");
        Given(Recorded, Signed, InForce with { InForceFrom = early.InForceFrom }).When(early).ThenNothing().WithWarning("before its signature");
        Given(Recorded, InForce with { InForceFrom = early.InForceFrom }).When(new SignAgreement("treaty", SignedOn, "Dushanbe")).Then(Signed).WithWarning("before its signature");
        Assert.Null(Given(Recorded, Signed).When(early with { InForceFrom = SignedOn }).Decision.Warnings); // on one day: common
    }

    [Fact]
    public void Other_things_worth_a_second_look_are_warnings_too()
    {
        Given(Recorded, Signed).When(new AdoptAgreement("treaty", Later)).Then(new AgreementAdopted("treaty", Both, Later)).WithWarning("after its signature");
        Given(Recorded, Signed).When(new InitialAgreement("treaty", Later)).Then(new AgreementInitialled("treaty", Both, Later)).WithWarning("after its signature");
        Given(Recorded, new AgreementAdopted("treaty", Both, Later)).When(new SignAgreement("treaty", SignedOn, "Dushanbe")).Then(Signed).WithWarning("after its signature");
        Given(Recorded, Signed).When(Ratify with { Form = ConsentForm.Accession }).Then(KazConsent with { Form = ConsentForm.Accession }).WithWarning("recorded as having signed");
        Given(Recorded, Signed).When(new StartProvisionalApplication("treaty", Date("2024-01-01"))).Then(new ProvisionalApplicationStarted("treaty", Both, Date("2024-01-01"))).WithWarning("before its signature");
        Given(Recorded, Signed, Mazhilis with { Stage = DomesticStage.LawSigned }).When(Vote with { CompletedOn = Date("2026-04-01") }).Then(Mazhilis with { CompletedOn = Date("2026-04-01") }).WithWarning("order");
        Given(Recorded, Signed, KazConsent, TjkConsent, new EntryIntoForceClauseSet("treaty", Both, new(Trigger.Consents, Days: 30)))
            .When(new EnterIntoForce("treaty", InForce.InForceFrom)).Then(InForce).WithWarning("By its clause it would have entered into force on 2026-07-01");
    }

    [Fact]
    public void Termination_before_entry_into_force_is_refused()
    {
        var end = new TerminateAgreement("treaty", Ended.TerminatedOn);
        Given(Recorded, Signed).When(end).ThenRefused(Problem.StateRefuses);
        Given(Recorded, Signed, KazConsent).When(new ExpireAgreement("treaty", Ended.TerminatedOn)).ThenRefused(Problem.StateRefuses);
        Given(Recorded, Signed, InForce).When(end with { TerminatedOn = Date("2026-05-31") }).ThenRefused(Problem.StateRefuses);
        Given(Recorded, Signed).When(new DenounceAgreement("treaty", Tjk, Later, Date("2027-07-01"))).ThenRefused(Problem.StateRefuses);
        Given(Recorded, Signed).When(new SuspendAgreement("treaty", Later)).ThenRefused(Problem.StateRefuses);
        Given(Recorded, Signed, KazConsent, TjkConsent, new EntryIntoForceClauseSet("treaty", Both, new(Trigger.Consents))).When(end).Then(Ended);
    }

    [Fact]
    public void It_ends_once_and_nothing_happens_to_it_afterwards()
    {
        Given(Recorded, Signed, InForce, Ended).When(new ExpireAgreement("treaty", Date("2026-09-02"))).ThenRefused(Problem.StateRefuses);
        Given(Recorded, Signed, InForce, Ended).When(new ExpireAgreement("treaty", Date("2026-08-01"))).ThenRefused(Problem.AlreadyDifferent);
        Given(Recorded, Signed, InForce, Ended).When(new AmendAgreement("treaty", Date("2026-09-02"), "Article 5")).ThenRefused(Problem.StateRefuses);
        Given(Recorded, Signed, InForce, Ended).When(new AmendAgreement("treaty", Date("2026-08-02"), "Article 5")).Then(new AgreementAmended("treaty", Both, Date("2026-08-02"), "Article 5"));
    }

    [Fact]
    public void Provisional_application_ends_by_notice_and_does_not_begin_once_the_treaty_is_in_force()
    {
        var applied = new ProvisionalApplicationStarted("treaty", Both, SignedOn);
        Given(Recorded, Signed, InForce).When(new StartProvisionalApplication("treaty", Date("2026-07-01"))).ThenRefused(Problem.StateRefuses);
        Given(Recorded, Signed).When(new EndProvisionalApplication("treaty", Later)).ThenRefused(Problem.StateRefuses);
        Given(Recorded, Signed, applied, new ProvisionalApplicationEnded("treaty", Both, Date("2025-01-01"))).When(new EndProvisionalApplication("treaty", Later)).ThenRefused(Problem.StateRefuses);
        Given(Recorded, Signed, applied, new ProvisionalApplicationEnded("treaty", Both, Date("2025-01-01"))).When(new StartProvisionalApplication("treaty", Later)).Then(applied with { AppliedFrom = Later });
    }

    [Fact]
    public void What_is_not_suspended_is_not_resumed_and_no_notice_runs_backwards()
    {
        Given(Recorded, Signed, InForce).When(new ResumeAgreement("treaty", Date("2026-08-01"))).ThenRefused(Problem.StateRefuses);
        Given(Recorded, Signed, InForce).When(new DenounceAgreement("treaty", Tjk, Date("2026-07-02"), Date("2026-07-01"))).ThenRefused(Problem.InvalidValue, "/takesEffectOn");
    }

    [Fact]
    public void Another_agreement_that_is_named_must_be_recorded_and_another_one()
    {
        Given(Recorded, Signed).When(new SupersedeAgreement("treaty", "roadmap", Later)).ThenRefused(Problem.UnknownEntry, "/supersededBy");
        Given(Recorded, Signed).When(new AmendAgreement("treaty", Later, "Article 5", "roadmap")).ThenRefused(Problem.UnknownEntry, "/amendedBy");
        Given(Recorded, Signed).When(new SupersedeAgreement("treaty", "treaty", Later)).ThenRefused(Problem.InvalidValue, "/supersededBy");
    }

    [Fact]
    public void What_was_not_signed_yet_was_amended_and_superseded()
    {
        Given(Recorded, Signed).When(new AmendAgreement("treaty", Date("2020-01-01"), "Article 5")).ThenRefused(Problem.StateRefuses);
        Given(Recorded, Signed, Roadmap).When(new SupersedeAgreement("treaty", "roadmap", Date("2020-01-01"))).ThenRefused(Problem.StateRefuses);
        // Two that took each other's place had both ended, and nothing stood.
        Given(Recorded, Signed, Roadmap, new AgreementSigned("roadmap", Both, Date("2023-05-04"), null), new AgreementSuperseded("roadmap", Both, "treaty", Later))
            .When(new SupersedeAgreement("treaty", "roadmap", Later)).ThenRefused(Problem.StateRefuses);
        Given(Recorded, Signed).When(new AmendAgreement("treaty", Later, " ", "treaty")).ThenRefused(Problem.InvalidValue, "/what", "/amendedBy");
    }

    [Fact]
    public void A_clause_says_one_thing()
    {
        Given(Recorded).When(new SetEntryIntoForceClause("treaty", new(Trigger.Day))).ThenRefused(Problem.InvalidValue, "/clause/day");
        Given(Recorded).When(new SetEntryIntoForceClause("treaty", new(Trigger.Signature, new(2024, 1, 1), 2, -1, 4_000, " ")))
            .ThenRefused(Problem.InvalidValue, "/clause/day", "/clause/consents", "/clause/months", "/clause/days", "/clause/words");
        Given(Recorded).When(new SetEntryIntoForceClause("treaty", new(Trigger.Consents, Consents: 3))).ThenRefused(Problem.InvalidValue, "/clause/consents");
    }

    [Fact]
    public void What_a_signature_meant_is_said_with_it_or_corrected_later()
    {
        var sign = new SignAgreement("treaty", SignedOn, "Dushanbe", How: SignatureForm.AdReferendum);
        Given(Recorded).When(sign).Then(Signed with { How = SignatureForm.AdReferendum });
        Given(Recorded, Signed).When(sign).ThenRefused(Problem.AlreadyDifferent);
        Given(Recorded, Signed).When(new CorrectAgreement("treaty", "Left out.", How: SignatureForm.AdReferendum)).Then(new AgreementCorrected("treaty", Both, "Left out.", How: SignatureForm.AdReferendum));
        Given(Recorded, Signed with { How = SignatureForm.AdReferendum }).When(sign with { How = null }).ThenNothing();
    }

    [Fact]
    public void One_signature_made_a_signatory_of_a_state_that_acceded_later()
    {
        AgreementRecorded three = Recorded with { Parties = [Kaz, Tjk, Uzb] };
        var signed = Signed with { Parties = three.Parties, SignedBy = Both };
        var sign = new SignAgreement("treaty", SignedOn, "Dushanbe", SignedBy: [Tjk, Kaz]);
        Given(three).When(sign).Then(signed);
        Given(three, signed).When(sign).ThenNothing();
        Given(three, signed).When(sign with { SignedBy = null }).ThenNothing(); // says nothing else of who
        Given(three, signed).When(sign with { SignedBy = [Kaz, Uzb] }).ThenRefused(Problem.AlreadyDifferent);
        Given(three).When(sign with { SignedBy = [Kaz, Tjk, Uzb] }).Then(signed with { SignedBy = null });
        Given(Recorded).When(sign with { SignedBy = [Kaz, Uzb] }).ThenRefused(Problem.InvalidValue, "/signedBy/1");
        Given(Recorded).When(sign with { SignedBy = [] }).ThenRefused(Problem.InvalidValue, "/signedBy");
        Given(three, signed).When(Ratify with { Party = Uzb }).ThenRefused(Problem.StateRefuses);
        Given(three, signed).When(Ratify with { Party = Uzb, Form = ConsentForm.Accession }).Then(KazConsent with { Parties = three.Parties, Party = Uzb, Form = ConsentForm.Accession });

        CommitmentTracker.Agreements.TreatyLife Life(params object[] acts) => new(AgreementKind.Treaty, three.Parties, SignedOn, null, acts) { SignedBy = Both };
        Assert.Equal([PartyState.Signed, PartyState.Signed, PartyState.Negotiating], three.Parties.Select(p => Life().StateOn(p, Day("2026-11-22"))));
        var clause = new EntryIntoForceClauseSet("treaty", three.Parties, new(Trigger.Signature)); // in force between those who signed
        Assert.Equal([PartyState.Bound, PartyState.Bound, PartyState.Negotiating], three.Parties.Select(p => Life(clause).StateOn(p, Day("2026-11-22"))));
        Assert.Equal(PartyState.Bound, Life(clause, KazConsent with { Party = Uzb, Form = ConsentForm.Accession }).StateOn(Uzb, Day("2026-11-22")));
    }

    [Fact]
    public void A_treaty_of_two_was_in_force_by_the_signature_or_consent_of_one()
    {
        CommitmentTracker.Agreements.TreatyLife Life(AgreementKind kind, SignatureForm? how, params object[] acts) => new(kind, Both, SignedOn, how, acts) { SignedBy = [Kaz] };
        EntryIntoForceClauseSet Clause(EntryIntoForceClause clause) => new("treaty", Both, clause);
        var day = Day("2026-11-22");
        foreach (var life in new[]
        {
            Life(AgreementKind.Treaty, null, Clause(new(Trigger.Consents)), KazConsent), Life(AgreementKind.Treaty, null, Clause(new(Trigger.Signature))),
            Life(AgreementKind.Treaty, SignatureForm.Definitive, Clause(new(Trigger.Day, new(2025, 6, 1)))), Life(AgreementKind.Roadmap, null),
        })
        {
            Assert.Null(life.InForce);
            Assert.Equal(PartyState.Negotiating, life.StateOn(Tjk, day));
            Assert.DoesNotContain(life.StatusOn(day), new[] { AgreementStatus.InForce, AgreementStatus.Effective });
        }
        var both = Life(AgreementKind.Treaty, null, Clause(new(Trigger.Signature)), new SignatureAdded("treaty", Both, Tjk, DateSpan.Parse("2024-09-01")));
        Assert.Equal(("2024-09-01", PartyState.Bound, PartyState.Bound), (both.InForce!.On.ToString(), both.StateOn(Kaz, day), both.StateOn(Tjk, day)));
        Assert.Equal(AgreementStatus.Effective, Life(AgreementKind.Roadmap, null, new SignatureAdded("treaty", Both, Tjk, DateSpan.Parse("2024-09-01"))).StatusOn(day));
    }

    [Fact]
    public void What_the_signature_of_the_second_meant_was_taken_from_the_first()
    {
        SignAgreement second = new("treaty", DateSpan.Parse("2024-09-01"), How: SignatureForm.SubjectToRatification, SignedBy: [Tjk]);
        var (first, added) = (Signed with { How = SignatureForm.Definitive, SignedBy = [Kaz] }, new SignatureAdded("treaty", Both, Tjk, DateSpan.Parse("2024-09-01"), How: SignatureForm.SubjectToRatification));
        Given(Recorded, first).When(second).Then(added);
        Given(Recorded, first, added).When(second).ThenNothing();
        Given(Recorded, first, added).When(second with { How = null }).ThenNothing();
        Given(Recorded, first, added).When(second with { How = SignatureForm.Definitive }).ThenRefused(Problem.AlreadyDifferent);

        CommitmentTracker.Agreements.TreatyLife Life(SignatureForm? of, SignatureForm? other) => new(AgreementKind.Treaty, Both, SignedOn, of, [added with { How = other }, new EntryIntoForceClauseSet("treaty", Both, new(Trigger.Consents))]) { SignedBy = [Kaz] };
        var life = Life(SignatureForm.Definitive, SignatureForm.SubjectToRatification);
        Assert.Equal((true, false, null), (life.ConsentOf(Kaz) is not null, life.ConsentOf(Tjk) is not null, life.InForce));
        life = Life(SignatureForm.SubjectToRatification, SignatureForm.Definitive);
        Assert.Equal((false, true, SignatureForm.Definitive), (life.ConsentOf(Kaz) is not null, life.ConsentOf(Tjk) is not null, life.FormOf(Tjk)));
        Assert.Null(Life(SignatureForm.Definitive, null).ConsentOf(Tjk));
    }

    [Fact]
    public void Who_signed_later_moved_the_day_on_which_it_had_entered_into_force_for_the_others()
    {
        StateCode[] three = [Kaz, Tjk, Uzb];
        var late = new SignatureAdded("treaty", three, Tjk, DateSpan.Parse("2025-07-31"));
        CommitmentTracker.Agreements.TreatyLife Life(params object[] acts) => new(AgreementKind.Treaty, three, SignedOn, null, acts) { SignedBy = [Kaz, Uzb] };
        EntryIntoForceClauseSet bySignature = new("treaty", three, new(Trigger.Signature)), byConsents = new("treaty", three, new(Trigger.Consents));
        Assert.Equal(SignedOn, Life(bySignature).InForce!.On);
        Assert.Equal(SignedOn, Life(bySignature, late).InForce!.On);
        Assert.Equal((false, true), (Life(bySignature, late).IsIn(Tjk, Day("2025-07-30")), Life(bySignature, late).IsIn(Tjk, Day("2025-07-31"))));

        object[] consents = [KazConsent with { Parties = three, ConsentedOn = DateSpan.Parse("2025-03-01") }, KazConsent with { Parties = three, Party = Uzb, ConsentedOn = DateSpan.Parse("2025-04-01") }];
        Assert.Equal("2025-04-01", Life([byConsents, .. consents]).InForce!.On.ToString());
        Assert.Equal("2025-04-01", Life([byConsents, .. consents, late]).InForce!.On.ToString());
        // Signed before the others had consented, its consent is waited for.
        Assert.Null(Life([byConsents, .. consents, late with { SignedOn = DateSpan.Parse("2025-02-01") }]).InForce);
    }

    [Fact]
    public void It_ran_on_for_its_term_after_it_had_expired_sooner()
    {
        var term = new AgreementTermSet("treaty", Both, new(Months: 12, RenewalMonths: 12));
        var force = new AgreementEnteredIntoForce("treaty", Both, DateSpan.Parse("2024-09-01"));
        CommitmentTracker.Agreements.TreatyLife Life(params object[] acts) => new(AgreementKind.Treaty, Both, SignedOn, null, [force, term, .. acts]);
        Assert.Equal(Day("2026-08-31"), Life().RunsUntil(Day("2026-01-01")));
        Assert.Null(Life(new AgreementExpired("treaty", Both, DateSpan.Parse("2025-08-31"))).RunsUntil(Day("2026-01-01")));
        Assert.Equal(Day("2025-08-31"), Life(new AgreementExpired("treaty", Both, DateSpan.Parse("2025-08-31"))).RunsUntil(Day("2025-08-31")));
    }

    [Fact]
    public void A_signature_of_another_day_could_not_be_logged()
    {
        var signed = Signed with { SignedBy = [Kaz] };
        SignAgreement second = new("treaty", DateSpan.Parse("2024-09-01"), "Astana", SignedBy: [Tjk]);
        SignatureAdded added = new("treaty", Both, Tjk, DateSpan.Parse("2024-09-01"), "Astana");

        Given(Recorded, signed).When(second).Then(added);
        Given(Recorded, signed, added).When(second).ThenNothing();
        Given(Recorded, signed, added).When(second with { SignedOn = DateSpan.Parse("2024-09-02") }).ThenRefused(Problem.AlreadyDifferent);
        Given(Recorded, Signed).When(second).ThenRefused(Problem.AlreadyDifferent); // all of them signed on one day
        Given(Recorded, signed).When(Ratify with { Party = Tjk }).ThenRefused(Problem.StateRefuses);
        Given(Recorded, signed, added).When(Ratify with { Party = Tjk, ConsentedOn = DateSpan.Parse("2024-08-30") }).ThenRefused(Problem.StateRefuses); // before its own signature
        Given(Recorded, signed, added).When(Ratify with { Party = Tjk, ConsentedOn = DateSpan.Parse("2024-09-30") }).Then(KazConsent with { Party = Tjk, ConsentedOn = DateSpan.Parse("2024-09-30") });
        Given(Recorded, signed, added).When(new TakeBackAct("treaty", 3, "Another treaty.")).Then(new AgreementActTakenBack("treaty", Both, 3));
        var three = Recorded with { Parties = [Kaz, Tjk, Uzb] };
        Given(three, signed with { Parties = three.Parties }).When(second with { SignedBy = [Uzb, Tjk] })
            .Then(added with { Parties = three.Parties }, added with { Parties = three.Parties, Party = Uzb });
    }

    [Fact]
    public void Who_had_adopted_a_declaration_was_still_negotiating_it() => Assert.All(Both, p => Assert.Equal(
        PartyState.Adopted, new CommitmentTracker.Agreements.TreatyLife(AgreementKind.Declaration, Both, null, null, [new AgreementAdopted("treaty", Both, SignedOn)]).StateOn(p, Day("2026-11-22"))));

    [Fact]
    public void An_act_on_a_wrong_day_could_never_be_mended()
    {
        AgreementActTakenBack back = new("treaty", Both, 3);
        var slip = new TakeBackAct("treaty", 3, "Typed wrong.");
        Given(Recorded, Signed, KazConsent).When(slip).Then(back);
        Given(Recorded, Signed, KazConsent, back).When(slip).ThenNothing();
        Given(Recorded, Signed, KazConsent, back).When(Ratify with { ConsentedOn = Date("2026-05-02") }).Then(KazConsent with { ConsentedOn = Date("2026-05-02") });
        Given(Recorded, Signed, KazConsent, back).When(Ratify).ThenNothing().WithWarning("taken back as wrong");
        Assert.All(new[] { 0L, 1, 2, 4 }, version => Given(Recorded, Signed, KazConsent).When(slip with { Act = version }).ThenRefused(Problem.StateRefuses));
        Given().When(slip).ThenRefused(Problem.NotFound);
    }

    [Fact]
    public void Two_people_take_an_agreement_back_and_one_does_not()
    {
        var proposed = new ClosureProposed("agreement:treaty", Both, Closure.Retracted, null, null, null, null, null, "Never was.", "officer");
        Given(Recorded, Signed).When(new RetractEntry("agreement:treaty", "Never was.")).Then(proposed);
        Given(Recorded, Signed, proposed).When(new ConfirmClosure("agreement:treaty", Closure.Retracted, 3)).ThenRefused(Problem.SamePerson);
        Given(Recorded, Signed, proposed).By("reviewer").When(new ConfirmClosure("agreement:treaty", Closure.Retracted, 3)).Then(new EntryRetracted("agreement:treaty", Both, "officer"));
        Given(Recorded, Signed, proposed).By("reviewer").When(new RejectClosure("agreement:treaty", Closure.Retracted, 3, "It was.")).Then(new ClosureRejected("agreement:treaty", Both, Closure.Retracted, 3));
    }

    static DateSpan Date(string text) => DateSpan.Parse(text);

    static ICommand Cited(ICommand command)
    {
        var json = System.Text.Json.JsonSerializer.SerializeToNode(command, command.GetType(), ContractJson.Stored)!.AsObject();
        json["citation"] = System.Text.Json.JsonSerializer.SerializeToNode(new Citation("bns", "says so"), ContractJson.Stored);
        return (ICommand)System.Text.Json.JsonSerializer.Deserialize(json.ToJsonString(), command.GetType(), ContractJson.Stored)!;
    }

    [Fact]
    public void A_notice_of_one_of_three_left_a_single_party_bound_by_a_treaty_in_force()
    {
        StateCode[] three = [Kaz, Tjk, Uzb];
        var recorded = Recorded with { Parties = three };
        object[] life =
        [
            recorded, Signed with { Parties = three }, new EntryIntoForceClauseSet("treaty", three, new(Trigger.Consents, Consents: 2)),
            KazConsent with { Parties = three }, TjkConsent with { Parties = three },
        ];
        DenounceAgreement notice = new("treaty", Kaz, Date("2026-07-01"), Date("2026-10-01"));
        var denounced = Given(life).When(notice).Decision.Events.Single();
        var agreement = life.Append(denounced).Aggregate((Agreement)Agreement.Kind.Initial, Agreement.Evolve);
        Assert.Equal(
            (AgreementStatus.InForce, AgreementStatus.Denounced, AgreementStatus.Terminated),
            (life.Aggregate((Agreement)Agreement.Kind.Initial, Agreement.Evolve).Life.StatusOn(Day("2026-06-15")), agreement.Life.StatusOn(Day("2026-09-30")), agreement.Life.StatusOn(Day("2026-10-01"))));
        // Uzbekistan never consented: it has nothing to give notice of.
        Given(life).When(notice with { Party = Uzb }).ThenRefused(Problem.StateRefuses);
    }

    [Fact]
    public void A_declaration_of_which_an_entry_into_force_is_stated_was_in_force_and_bound_its_parties()
    {
        TreatyLife life = new(AgreementKind.Declaration, Both, SignedOn, null, [InForce]);
        var day = Day("2026-11-22");
        Assert.Equal((AgreementStatus.Effective, PartyState.Signed, AgreementStatus.Effective), (life.StatusOn(day), life.StateOn(Kaz, day), life.StatusBetween(new(Kaz, Tjk), day)));
        Assert.Equal(AgreementStatus.Suspended, (life with { Acts = [InForce, new AgreementSuspended("treaty", Both, Date("2026-09-01"))] }).StatusOn(day));
    }
}
