using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Facts;
using CommitmentTracker.Contracts.Meetings;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Contracts.Values;
using FsCheck;
using FsCheck.Fluent;

namespace CommitmentTracker.Decisions.Tests;

/// <summary>Commands about commitments, meetings, mechanisms and facts, few values each, so that they meet.</summary>
static class CommitmentGenerators
{
    static readonly StateCode Kaz = StateCode.Parse("KAZ"), Tjk = StateCode.Parse("TJK");
    static readonly Gen<StateCode> State = Gen.Elements(Kaz, Tjk);
    static readonly Gen<DateSpan> When = Gen.Elements("2021-05-20", "2023", "2024-08-22").Select(DateSpan.Parse);
    static readonly Gen<DateSpan?> Deadline = Gen.Elements(null, "2022", "2025", "2027").Select(d => d is null ? null : DateSpan.Parse(d));
    static readonly Gen<string> Slug = Gen.Elements("flour", "flour", "flour", "visit");
    static readonly Gen<string?> Reason = Gen.Elements("One reason.", "Another reason.")!;
    static readonly Gen<Citation?> Cites = Gen.Elements(new Citation("bns", "up to 2 billion"), new Citation("trend", "up to 2 billion"), null);
    static readonly Gen<string> Entry = Gen.Elements("commitment:flour", "commitment:visit", "meeting:talks", "mechanism:igc", "fact:rank");
    static readonly Gen<Closure> How = Gen.Elements(Enum.GetValues<Closure>());
    static readonly Gen<long> Version = Gen.Elements(2L, 3, 4, 5);

    static readonly Gen<ICommand> Made =
        from slug in Slug from joint in Gen.Elements(false, false, true) from deadline in Deadline from day in Gen.Elements("2021-05-20", "2021-05-20", "2023") from recurs in Gen.Elements(false, false, false, true)
        from cites in Cites
        select (ICommand)new MakeCommitment(
            slug, joint ? [Kaz, Tjk] : [Kaz], CommitmentKind.Aid, "Flour", Strength.Announced, DateSpan.Parse(day), joint ? null : [Tjk], joint, new(5_000, "t"), recurs ? null : deadline,
            recurs ? new(Frequency.Annual, new(2021, 1, 1)) : null, slug == "visit" ? ["meeting:talks"] : null, OpenQuestions: slug == "flour" ? ["Each?"] : null, Citation: cites);

    static readonly Gen<ICommand> OnTheWay = Gen.OneOf(
        from slug in Slug from of in Gen.Choose(1, 4) from reason in Reason from day in Gen.Elements("2021-05-20", "2023") from what in Gen.Elements("Flour", "Wheat flour") from joint in Gen.Elements(false, true)
        select (ICommand)new CorrectCommitment(slug, reason!, of == 1 ? what : null, null, of == 2 ? joint ? [Kaz, Tjk] : [Tjk] : null, of == 2 ? joint ? [] : [Kaz] : null, of == 2 ? joint : null, of == 3 ? DateSpan.Parse(day) : null),
        from slug in Slug from of in Gen.Choose(1, 5) from reason in Reason from tons in Gen.Elements(2_000m, 5_000) from unit in Gen.Elements("t", "t", "item") from deadline in Deadline from questions in Gen.Elements<string[]>([], ["Each?"])
        from year in Gen.Elements(2021, 2024)
        select (ICommand)new CorrectCommitment(slug, reason!, Quantity: of == 1 ? new(tons, unit) : null, Deadline: of == 2 ? deadline ?? DateSpan.In(2026) : null, Recurs: of == 3 ? new(Frequency.Annual, new(year, 1, 1)) : null,
            ArisesFrom: of == 4 ? ["meeting:talks"] : null, OpenQuestions: of == 5 ? questions : null),
        from slug in Slug from reason in Reason from verifiable in Gen.Elements<bool?>(null, false, true) from member in Gen.Elements(Enum.GetValues<CommitmentMember>())
        select (ICommand)new CorrectCommitment(slug, reason!, Verifiable: verifiable, Area: verifiable == true && member != CommitmentMember.Area ? "trade" : null, Unsaid: verifiable == true && member != CommitmentMember.Quantity ? null : [member]),
        from slug in Slug from answer in Gen.Elements("Once.", "Each year.") from day in When from reason in Reason select (ICommand)new ResolveQuestion(slug, "Each?", answer, day, reason),
        from slug in Slug from strength in Gen.Elements(Enum.GetValues<Strength>()) from day in When from reason in Reason select (ICommand)new ReclassifyStrength(slug, strength, day, reason),
        from slug in Slug from owner in Gen.Elements("KAZ:Ministry", "TJK:Agency") from day in When select (ICommand)new AssignOwner(slug, owner, day),
        from slug in Slug from step in Gen.Elements("one", "two") from day in When from due in Deadline select (ICommand)new AddMilestone(slug, step, "A step", day, due),
        from slug in Slug from step in Gen.Elements("one", "two") from day in When select (ICommand)new ReachMilestone(slug, step, day),
        from slug in Slug from day in When from done in Gen.Elements<Completion?>(null, Completion.Limited) select (ICommand)new ReportProgress(slug, day, "So far.", done),
        from slug in Slug from who in State from day in When select (ICommand)new RecordAcknowledgement(slug, who, day),
        from slug in Slug from day in When from states in Gen.Elements<StateCode[]>([Kaz], [Kaz, Tjk]) from deadline in Deadline from cites in Cites
        select (ICommand)new AdvanceDeadline(slug, deadline ?? DateSpan.In(2026), day, states, "Sooner.", cites),
        from slug in Slug from day in When from deadline in Deadline from reason in Reason from cites in Cites
        select (ICommand)new ExtendDeadline(slug, deadline ?? DateSpan.In(2026), day, "Commission", reason, cites),
        from slug in Slug from day in When from deadline in Deadline from tons in Gen.Elements(0m, 5_000, 10_000) from cites in Cites
        select (ICommand)new RestateCommitment(slug, day, null, tons == 0 ? null : new(tons, "t"), deadline, cites),
        from slug in Slug from statement in Gen.Choose(1, 5) from reason in Reason select (ICommand)new AcceptStatement(slug, statement, reason!),
        from slug in Slug from id in Gen.Elements("first", "second") from score in Gen.Elements<int?>(null, -1, 1) from day in Gen.Elements(new DateOnly(2023, 1, 1), new(2024, 1, 1))
        select (ICommand)new AssessCommitment(slug, id, day, AssessmentStage.Interim, score, "So it is."));

    static readonly Gen<ICommand> Deliveries = Gen.OneOf(
        from slug in Slug from id in Gen.Elements("a", "b") from day in When from kind in Gen.Elements(Enum.GetValues<EvidenceKind>()) from tons in Gen.Elements(2_000m, 3_000) from period in Gen.Elements<Period?>(null, null, Period.Parse("2023")) from giver in Gen.Elements<StateCode?>(null, Kaz)
        select (ICommand)new RecordDelivery(slug, id, day, kind, new(tons, "t"), null, period, By: giver),
        from slug in Slug from id in Gen.Elements("a", "b") from who in State from day in When select (ICommand)new ConfirmDelivery(slug, id, who, day),
        from slug in Slug from id in Gen.Elements("a", "b") from who in State from day in When from reason in Reason select (ICommand)new DisputeDelivery(slug, id, who, day, reason));

    static readonly Gen<ICommand> Closing = Gen.OneOf(
        from slug in Slug from day in When from kind in Gen.Elements<EvidenceKind?>(null, EvidenceKind.Document) from reason in Reason from cites in Cites select (ICommand)new FulfilCommitment(slug, day, kind, reason, cites),
        from slug in Slug from who in State from day in When from reason in Reason from cites in Cites select (ICommand)new WithdrawCommitment(slug, who, day, reason, cites),
        from slug in Slug from day in When from reason in Reason select (ICommand)new SupersedeCommitment(slug, slug == "flour" ? "visit" : "flour", day, reason),
        from slug in Slug from day in When from reason in Reason select (ICommand)new LapseCommitment(slug, day, reason),
        from slug in Slug from day in When from reason in Reason select (ICommand)new ReopenCommitment(slug, day, reason),
        from slug in Slug from reason in Reason select (ICommand)new MergeCommitment(slug, slug == "flour" ? "visit" : "flour", reason),
        from slug in Slug from reason in Reason select (ICommand)new DistinguishCommitment(slug, slug == "flour" ? "visit" : "flour", reason),
        from slug in Slug from reason in Reason select (ICommand)new UnmergeCommitment(slug, slug == "flour" ? "visit" : "flour", reason));

    static readonly Gen<ICommand> Review = Gen.Frequency(
        (1, from entry in Entry from reason in Reason select (ICommand)new RetractEntry(entry, reason)),
        (6, from entry in Entry from how in How from version in Version select (ICommand)new ConfirmClosure(entry, how, version)),
        (3, from entry in Entry from how in How from version in Version from reason in Reason select (ICommand)new RejectClosure(entry, how, version, reason)),
        (4, from entry in Gen.Elements("commitment:flour", "commitment:visit", "meeting:talks", "fact:rank") from version in Version from reason in Reason select (ICommand)new TakeBack(entry, version, reason)));

    static readonly Gen<ICommand> Meetings = Gen.OneOf(
        from held in Gen.Elements(null, null, "2023-05-04") from plan in Deadline from day in Gen.Elements("2021-05-20", "2021-05-20", "2023") from body in Gen.Elements(null, null, "igc")
        select (ICommand)new RecordMeeting("talks", MeetingKind.Talks, "Talks", [Kaz, Tjk], DateSpan.Parse(day), plan, held is null ? null : DateSpan.Parse(held), Mechanism: body),
        from day in When from plan in Deadline select (ICommand)new RescheduleMeeting("talks", plan ?? DateSpan.In(2026), day),
        from day in When select (ICommand)new HoldMeeting("talks", day),
        from day in When from held in When from says in Gen.Elements(true, false) from cites in Gen.Elements("up to 2 billion", "up to 2 billion, as before") select (ICommand)new RestateMeeting("talks", day, says ? held : null, Citation: new("trend", cites)),
        from day in When from reason in Reason select (ICommand)new CancelMeeting("talks", day, reason),
        from who in Gen.Elements("KAZ", "UZB", "KGZ") from day in When select (ICommand)new AddParticipant("talks", StateCode.Parse(who), day),
        from who in State from day in When select (ICommand)new ExtendInvitation("talks", who, who == Kaz ? Tjk : Kaz, day),
        from who in State from day in When select (ICommand)new AcceptInvitation("talks", who, day),
        from who in State from day in When select (ICommand)new DeclineInvitation("talks", who, day),
        from entry in Entry from outcome in Gen.Elements(null, "Good.") select (ICommand)new ReviewItem("talks", entry, outcome),
        from day in When select (ICommand)new RecordMechanism("igc", MechanismKind.Commission, "Commission", [Kaz, Tjk], day),
        from who in Gen.Elements("TJK", "UZB") from reason in Reason select (ICommand)new CorrectMeeting("talks", reason ?? "Typed wrong.", Participants: [Kaz, StateCode.Parse(who)]),
        from day in When from reason in Reason select (ICommand)new CorrectMechanism("igc", reason ?? "Typed wrong.", StatedOn: day),
        from day in When from reason in Reason select (ICommand)new CorrectFact("rank", reason ?? "Typed wrong.", StatedOn: day),
        from day in When from rank in Gen.Elements(2m, 4) select (ICommand)new RecordFact("rank", FactKind.Statistic, "Rank", [Kaz, Tjk], day, null, new(rank, "rank")));

    static MakeCommitment Other(string slug) => new(slug, [Kaz], CommitmentKind.Aid, "Flour", Strength.Announced, DateSpan.Parse("2021-05-20"), [Tjk]);

    /// <summary>A closure and the second person's word on it, at whatever version the first came to stand: by chance alone they hardly ever meet.</summary>
    public static readonly Gen<ICommand[]> Closed =
        from made in Made from closing in Closing from retract in Gen.Elements(false, false, false, true) from sentBack in Gen.Elements(false, false, true) from reason in Reason from entry in Entry
        let proposal = retract ? new RetractEntry(entry, reason) : closing
        let how = proposal switch
        {
            RetractEntry => Closure.Retracted, WithdrawCommitment => Closure.Withdrawn, SupersedeCommitment => Closure.Superseded, LapseCommitment => Closure.Lapsed, _ => Closure.Fulfilled,
        }
        select (ICommand[])
        [
            new RecordMeeting("talks", MeetingKind.Talks, "Talks", [Kaz, Tjk], DateSpan.Parse("2021-05-20")), made, Other("flour"), Other("visit"), proposal,
            .. new[] { "flour", "visit" }.Select(s => $"commitment:{s}").Append(entry).SelectMany(e => Enumerable.Range(2, 8).Select(v => (ICommand)(sentBack ? new RejectClosure(e, how, v, reason) : new ConfirmClosure(e, how, v)))),
        ];

    public static readonly Gen<ICommand> Any = Gen.Frequency((4, Made), (5, OnTheWay), (3, Deliveries), (3, Closing), (4, Review), (5, Meetings));
}
