using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Contracts.Values;
using FsCheck;
using FsCheck.Fluent;

namespace CommitmentTracker.Decisions.Tests;

/// <summary>Commands about the life of agreements, few values each, so that they meet.</summary>
static class TreatyGenerators
{
    static readonly StateCode Kaz = StateCode.Parse("KAZ"), Tjk = StateCode.Parse("TJK");
    static readonly Gen<string> Slug = Gen.Elements("treaty", "treaty", "treaty", "roadmap");
    static readonly Gen<StateCode> State = Gen.Elements(Kaz, Kaz, Tjk, Tjk, StateCode.Parse("UZB"));
    static readonly Gen<DateSpan> When = Gen.Elements("2018-03-14", "2021-05-20", "2023", "2024-08-22", "2024-12-30", "2025").Select(DateSpan.Parse);
    static readonly Gen<Citation?> Cites = Gen.Elements(new Citation("bns", "up to 2 billion"), new Citation("trend", "up to 2 billion"), null);
    static readonly Gen<EntryIntoForceClause> Clause = Gen.Elements<EntryIntoForceClause>(
        new(Trigger.Signature), new(Trigger.Day, new(2024, 1, 1)), new(Trigger.Consents, Days: 30), new(Trigger.Consents, Consents: 1, Months: 1), new(Trigger.Consents, Consents: 3), new(Trigger.Consents, Months: 2, FirstOfMonth: true));

    static readonly Gen<AgreementTerm> Term = Gen.Elements<AgreementTerm>(new(new(2024, 12, 31)), new(new(2022, 12, 31), 0, 12), new(null, 60), new(null, 12, 12));

    static Gen<ICommand> Of(Func<string, DateSpan, Citation?, ICommand> command) => from slug in Slug from day in When from cites in Cites select command(slug, day, cites);

    static readonly Gen<ICommand> Concluding = Gen.OneOf(
        Of((slug, day, cites) => new AdoptAgreement(slug, day, null, cites)),
        Of((slug, day, cites) => new InitialAgreement(slug, day, null, cites)),
        Of((slug, day, cites) => new SignAgreement(slug, day, null, cites, SignatureForm.SubjectToRatification)),
        Of((slug, day, cites) => new SignAgreement(slug, day, null, cites, null, [Kaz])),
        Of((slug, day, cites) => new SignAgreement(slug, day, null, cites, null, [Tjk])),
        Of((slug, day, cites) => new CorrectAgreement(slug, "Its form was not logged.", null, null, null, null, null, cites, SignatureForm.Definitive)),
        from slug in Slug from kind in Gen.Elements(AgreementKind.Treaty, AgreementKind.Roadmap) from cites in Cites select (ICommand)new CorrectAgreement(slug, "Another kind.", null, null, kind, Citation: cites),
        from slug in Slug from act in Gen.Elements<long?>(null, null, 3, 4, 5) from said in When from day in When from at in Gen.Elements(null, null, "Astana") from words in Gen.Elements("bns", "trend")
        select (ICommand)new RestateAgreement(slug, said, day, act, at, new(words, "up to 2 billion")),
        Of((slug, day, cites) => new StartProvisionalApplication(slug, day, cites)),
        Of((slug, day, cites) => new EndProvisionalApplication(slug, day, cites)));

    static readonly Gen<ICommand> Binding = Gen.OneOf(
        from slug in Slug from who in State from stage in Gen.Elements(DomesticStage.LowerHouse, DomesticStage.UpperHouse) from day in When from cites in Cites
        select (ICommand)new CompleteDomesticStep(slug, who, stage, day, null, cites),
        from slug in Slug from who in State from form in Gen.Elements(ConsentForm.Ratification, ConsentForm.Accession) from day in When from cites in Cites
        select (ICommand)new ExpressConsent(slug, who, form, day, cites),
        from slug in Slug from clause in Clause from cites in Cites select (ICommand)new SetEntryIntoForceClause(slug, clause, cites),
        from slug in Slug from term in Term from agreed in Gen.Elements(null, DateSpan.Parse("2021-05-20"), DateSpan.Parse("2023")) from cites in Cites select (ICommand)new SetAgreementTerm(slug, term, agreed, cites),
        Of((slug, day, cites) => new EnterIntoForce(slug, day, cites)));

    static readonly Gen<ICommand> Changing = Gen.OneOf(
        from slug in Slug from day in When from other in Gen.Elements(null, "roadmap", "nowhere") from cites in Cites
        select (ICommand)new AmendAgreement(slug, day, "Article 5", other == slug ? null : other, cites),
        from slug in Slug from day in When from who in Gen.Elements<StateCode?>(null, Kaz) from cites in Cites select (ICommand)new SuspendAgreement(slug, day, who, "Why.", cites),
        from slug in Slug from day in When from who in Gen.Elements<StateCode?>(null, Kaz) from cites in Cites select (ICommand)new ResumeAgreement(slug, day, cites, By: who),
        Of((slug, day, cites) => new SuspendAgreement(slug, DateSpan.Parse("2031-01-01"), null, null, cites, day)),
        from slug in Slug from who in State from day in When from cites in Cites select (ICommand)new RevokeDenunciation(slug, who, day, null, cites),
        from slug in Slug from who in State from day in When from effect in When select (ICommand)new DenounceAgreement(slug, who, day, effect));

    static readonly Gen<ICommand> Ending = Gen.OneOf(
        Of((slug, day, cites) => new TerminateAgreement(slug, day, null, cites)),
        Of((slug, day, cites) => new TerminateAgreement(slug, DateSpan.Parse("2031-06-01"), null, cites, day)),
        Of((slug, day, cites) => new TerminateAgreement(slug, DateSpan.Parse("2032-06-01"), null, cites, day)),
        Of((slug, day, cites) => new ExpireAgreement(slug, day, cites)),
        Of((slug, day, cites) => new SupersedeAgreement(slug, slug == "treaty" ? "roadmap" : "treaty", day, cites)));

    static readonly Gen<ICommand> Review = Gen.Frequency(
        (2, from slug in Slug from act in Gen.Elements(2L, 3, 4, 5) select (ICommand)new TakeBackAct(slug, act, "A slip.")),
        (1, from slug in Slug select (ICommand)new RetractEntry($"agreement:{slug}", "Never was.")),
        (1, from slug in Slug from version in Gen.Elements(2L, 3, 4, 5, 6) from yes in Gen.Elements(false, false, true)
            select yes ? (ICommand)new ConfirmClosure($"agreement:{slug}", Closure.Retracted, version) : new RejectClosure($"agreement:{slug}", Closure.Retracted, version, "It was.")));

    /// <summary>A whole life, so that what only befalls an agreement in force is reached.</summary>
    public static readonly Gen<ICommand[]> Lived =
        from slug in Slug from late in Gen.ListOf(Gen.Frequency((3, Changing), (1, Ending))) from cites in Cites
        select (ICommand[])
        [
            new RecordAgreement(slug, [Kaz, Tjk], AgreementKind.Treaty, "Title", DateSpan.Parse("2018-03-14"), null, null, cites),
            new StartProvisionalApplication(slug, DateSpan.Parse("2018-03-14"), cites), new EnterIntoForce(slug, DateSpan.Parse("2021-05-20"), cites), .. late,
        ];

    public static readonly Gen<ICommand> Any = Gen.Frequency((4, Concluding), (5, Binding), (4, Changing), (1, Ending), (1, Review));
}
