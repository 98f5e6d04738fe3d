using System.Text.Json.Serialization;
using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Contracts.Agreements;

/// <summary>What a signature means for the state that gives it.</summary>
[JsonConverter(typeof(CamelCaseEnum<SignatureForm>))]
public enum SignatureForm
{
    /// <summary>It binds by itself.</summary>
    Definitive,
    /// <summary>It counts once the government has confirmed it.</summary>
    AdReferendum,
    /// <summary>The state is bound by a later ratification, acceptance or approval.</summary>
    SubjectToRatification,
}

/// <summary>How a state consents to be bound by a treaty (Vienna Convention on the Law of Treaties, articles 11 to 16).</summary>
[JsonConverter(typeof(CamelCaseEnum<ConsentForm>))]
public enum ConsentForm
{
    /// <summary>An instrument of ratification.</summary>
    Ratification,
    /// <summary>An instrument of acceptance.</summary>
    Acceptance,
    /// <summary>An instrument of approval.</summary>
    Approval,
    /// <summary>Accession, without having signed.</summary>
    Accession,
    /// <summary>Succession to a predecessor's treaty.</summary>
    Succession,
    /// <summary>A signature that binds by itself.</summary>
    DefinitiveSignature,
    /// <summary>The notification that the internal procedures are complete, or a note in an exchange of notes.</summary>
    ExchangeOfNotes,
}

/// <summary>A step inside a state on its way to consent, in their usual order.</summary>
[JsonConverter(typeof(CamelCaseEnum<DomesticStage>))]
public enum DomesticStage
{
    /// <summary>The government approved it.</summary>
    Government,
    /// <summary>A court found that it may be concluded.</summary>
    Court,
    /// <summary>The lower house passed it.</summary>
    LowerHouse,
    /// <summary>The upper house passed it.</summary>
    UpperHouse,
    /// <summary>A parliament of one chamber, or both together, passed it.</summary>
    Parliament,
    /// <summary>The people approved it.</summary>
    Referendum,
    /// <summary>The head of state signed the law on it.</summary>
    LawSigned,
}

/// <summary>From what the clause on entry into force counts.</summary>
[JsonConverter(typeof(CamelCaseEnum<Trigger>))]
public enum Trigger
{
    /// <summary>The signature.</summary>
    Signature,
    /// <summary>A day named in the treaty, though not before the parties have consented.</summary>
    Day,
    /// <summary>The consent of all parties, that is the later notification of two; or the n-th consent.</summary>
    Consents,
}

/// <summary>The treaty's own clause on when it enters into force.</summary>
/// <param name="Trigger">From what it counts.</param>
/// <param name="Day">The day it names; with <c>day</c> only.</param>
/// <param name="Consents">After how many consents; with <c>consents</c> only, absent for all parties'.</param>
/// <param name="Months">Whole months to wait after it, at most 120; counted before the days.</param>
/// <param name="Days">Days to wait after it, at most 3,650.</param>
/// <param name="FirstOfMonth">Whether it counts in calendar months: "the first day of the second month after" is two months, and the first day of that month. With months, and without days.</param>
/// <param name="Words">The clause's own words, at most 500 characters.</param>
public sealed record EntryIntoForceClause(Trigger Trigger, DateOnly? Day = null, int? Consents = null, int Months = 0, int Days = 0, string? Words = null, bool? FirstOfMonth = null);

/// <summary>How long an agreement lasts: until a day or for so many months, and whether it is renewed by itself after that.</summary>
/// <param name="Until">
/// Its last day, such as 2025-12-31 of a roadmap 2023-2025; absent where <c>months</c> are given, one of both. On it the agreement still stands.
/// </param>
/// <param name="Months">
/// How many months it lasts from its entry into force, 1 to 1,200; of what nobody ratifies from its signature or adoption. That day is the first of them: sixty months from
/// 2020-03-01 end with 2025-02-28. 0 where <c>until</c> is given.
/// </param>
/// <param name="RenewalMonths">For how many months it is renewed by itself whenever it has run out, 1 to 1,200, unless a party denounces it; 0 where it is not.</param>
public sealed record AgreementTerm(DateOnly? Until = null, int Months = 0, int RenewalMonths = 0);

/// <summary>
/// Logs that form and content were fixed. As with every act below: the same again is nothing, from another source it is kept as a mention, another day
/// is refused (409 <c>already-different</c>; of what was agreed for a day to come the last agreed counts, see <see cref="TerminateAgreement"/>), and so is a day after today (422; but see <c>agreedOn</c>), anything after the agreement's end (409), and an agreement that is not recorded (404).
/// </summary>
/// <param name="Agreement">The agreement's slug.</param>
/// <param name="AdoptedOn">When.</param>
/// <param name="Place">Where, at most 200 characters.</param>
/// <param name="Citation">Where a source says so.</param>
public sealed record AdoptAgreement(string Agreement, DateSpan AdoptedOn, string? Place = null, Citation? Citation = null) : ICommand;

/// <summary>Logs that the text was authenticated by initials.</summary>
/// <param name="Agreement">The agreement's slug.</param>
/// <param name="InitialledOn">When.</param>
/// <param name="Place">Where, at most 200 characters.</param>
/// <param name="Citation">Where a source says so.</param>
public sealed record InitialAgreement(string Agreement, DateSpan InitialledOn, string? Place = null, Citation? Citation = null) : ICommand;

/// <summary>Logs that a treaty is applied before it is in force. It ends when the treaty enters into force, or by <see cref="EndProvisionalApplication"/>.</summary>
/// <param name="Agreement">The treaty's slug; 409 for what has no ratification track.</param>
/// <param name="AppliedFrom">Since when; 409 after its entry into force, unless it was agreed before that, and warned of on the same day.</param>
/// <param name="Citation">Where a source says so.</param>
/// <param name="AgreedOn">When that was agreed, where it was agreed for a day to come: the day may then lie ahead, and it comes about by itself. Not after today, nor after that day (422).</param>
public sealed record StartProvisionalApplication(string Agreement, DateSpan AppliedFrom, Citation? Citation = null, DateSpan? AgreedOn = null) : ICommand;

/// <summary>Logs the notice that ends a provisional application.</summary>
/// <param name="Agreement">The treaty's slug; 409 while it is not applied provisionally.</param>
/// <param name="EndedOn">When.</param>
/// <param name="Citation">Where a source says so.</param>
/// <param name="AgreedOn">When that was agreed, where it was agreed for a day to come: the day may then lie ahead, and it comes about by itself. Not after today, nor after that day (422).</param>
public sealed record EndProvisionalApplication(string Agreement, DateSpan EndedOn, Citation? Citation = null, DateSpan? AgreedOn = null) : ICommand;

/// <summary>Logs a step of a party's own procedure, such as a chamber's vote. It is not yet consent: see <see cref="ExpressConsent"/>.</summary>
/// <param name="Agreement">The treaty's slug; 409 for what has no ratification track, and before its signature.</param>
/// <param name="Party">Which party's; 422 for a state that is none.</param>
/// <param name="Stage">Which step; each once a party, and again once it has left and comes back.</param>
/// <param name="CompletedOn">When.</param>
/// <param name="Body">The body's name, such as Mazhilis, at most 100 characters; never a person's.</param>
/// <param name="Citation">Where a source says so.</param>
public sealed record CompleteDomesticStep(
    string Agreement, StateCode Party, DomesticStage Stage, DateSpan CompletedOn, string? Body = null, Citation? Citation = null) : ICommand;

/// <summary>
/// Logs a party's consent to be bound. Once a party (409), and again once a denunciation of it has taken effect: then it is bound anew, and not while its notice runs (409),
/// whether its first consent is recorded or not. Not before the signature (409), except for accession and succession.
/// </summary>
/// <param name="Agreement">The treaty's slug; 409 for what has no ratification track.</param>
/// <param name="Party">Who consents; 422 for a state that is no party.</param>
/// <param name="Form">How.</param>
/// <param name="ConsentedOn">When: of an exchange of notes the day of this party's.</param>
/// <param name="Citation">Where a source says so.</param>
public sealed record ExpressConsent(string Agreement, StateCode Party, ConsentForm Form, DateSpan ConsentedOn, Citation? Citation = null) : ICommand;

/// <summary>
/// Logs what the treaty itself says about its entry into force. From it and the consents the day is derived, unless <see cref="EnterIntoForce"/>
/// records one. Once an agreement (409).
/// </summary>
/// <param name="Agreement">The agreement's slug.</param>
/// <param name="Clause">The clause; consents go with a ratification track only (409).</param>
/// <param name="Citation">Where it stands.</param>
public sealed record SetEntryIntoForceClause(string Agreement, EntryIntoForceClause Clause, Citation? Citation = null) : ICommand;

/// <summary>
/// Logs how long the agreement lasts. From the day after its last day it is derived as expired, unless it is renewed by itself or never took effect;
/// <see cref="ExpireAgreement"/> logs what a source says happened. Once for the text's own term and once a day on which another was agreed (409); the
/// latest agreed on counts.
/// </summary>
/// <param name="Agreement">The agreement's slug.</param>
/// <param name="Term">The term; 409 where it took effect after that, or where an act is recorded after its end.</param>
/// <param name="AgreedOn">When the parties agreed to prolong or shorten it; absent for the term of its own text, which is as old as the signature.</param>
/// <param name="Citation">Where it stands.</param>
public sealed record SetAgreementTerm(string Agreement, AgreementTerm Term, DateSpan? AgreedOn = null, Citation? Citation = null) : ICommand;

/// <summary>Logs the entry into force as a source states it; it goes before what the clause makes of it. Earlier than the signature is legal, and warned of.</summary>
/// <param name="Agreement">The agreement's slug.</param>
/// <param name="InForceFrom">Since when; 409 where that leaves an act recorded before it without ground, such as a suspension before it or a provisional application that would begin after it.</param>
/// <param name="Citation">Where a source says so.</param>
/// <param name="AgreedOn">When that was agreed, where it was agreed for a day to come: the day may then lie ahead, and it comes about by itself. Not after today, nor after that day (422).</param>
public sealed record EnterIntoForce(string Agreement, DateSpan InForceFrom, Citation? Citation = null, DateSpan? AgreedOn = null) : ICommand;

/// <summary>Logs an amendment. There may be many; 409 where nothing was signed, adopted or in force by that day.</summary>
/// <param name="Agreement">The agreement's slug.</param>
/// <param name="AmendedOn">When.</param>
/// <param name="What">What changed, at most 500 characters.</param>
/// <param name="AmendedBy">Slug of the protocol or agreement that amends it, where that is recorded.</param>
/// <param name="Citation">Where a source says so.</param>
public sealed record AmendAgreement(string Agreement, DateSpan AmendedOn, string What, string? AmendedBy = null, Citation? Citation = null) : ICommand;

/// <summary>Logs that the operation of an agreement in force was suspended.</summary>
/// <param name="Agreement">The agreement's slug; 409 where it is not in force on that day.</param>
/// <param name="SuspendedOn">Since when.</param>
/// <param name="By">The party that suspended it; absent for all together. Of many parties it suspends it for itself alone, and the others go on between them.</param>
/// <param name="Reason">Why.</param>
/// <param name="Citation">Where a source says so.</param>
/// <param name="AgreedOn">When that was agreed, where it was agreed for a day to come: the day may then lie ahead, and it comes about by itself. Not after today, nor after that day (422).</param>
public sealed record SuspendAgreement(string Agreement, DateSpan SuspendedOn, StateCode? By = null, string? Reason = null, Citation? Citation = null, DateSpan? AgreedOn = null) : ICommand
{
    string? ICommand.Reason => Reason;
}

/// <summary>Logs that a suspended agreement operates again.</summary>
/// <param name="Agreement">The agreement's slug; 409 where it is not suspended.</param>
/// <param name="ResumedOn">Since when.</param>
/// <param name="Citation">Where a source says so.</param>
/// <param name="AgreedOn">When that was agreed, where it was agreed for a day to come: the day may then lie ahead, and it comes about by itself. Not after today, nor after that day (422).</param>
/// <param name="By">The one of many parties that takes back its own suspension; absent for all.</param>
public sealed record ResumeAgreement(string Agreement, DateSpan ResumedOn, Citation? Citation = null, DateSpan? AgreedOn = null, StateCode? By = null) : ICommand;

/// <summary>
/// Logs a party's notice that it leaves. Until the notice period has run out the agreement stands; then the party is out, and an agreement of which
/// fewer than two parties are left is terminated.
/// </summary>
/// <param name="Agreement">The agreement's slug; 409 where it is not in force on that day.</param>
/// <param name="Party">Who leaves; once (409), and again once it has come back by another consent.</param>
/// <param name="DenouncedOn">Day of the notice.</param>
/// <param name="TakesEffectOn">When the notice period has run out: the first day on which the party is out; may lie in the future, not before the notice (422).</param>
/// <param name="Reason">Why.</param>
/// <param name="Citation">Where a source says so.</param>
public sealed record DenounceAgreement(
    string Agreement, StateCode Party, DateSpan DenouncedOn, DateSpan TakesEffectOn, string? Reason = null, Citation? Citation = null) : ICommand
{
    string? ICommand.Reason => Reason;
}

/// <summary>
/// Revokes a party's notice before it takes effect (Vienna Convention, article 68): the party is bound as before. What was logged by mistake is no revocation: <see cref="TakeBackAct"/>.
/// </summary>
/// <param name="Agreement">The agreement's slug.</param>
/// <param name="Party">Who stays; 422 for a state that is no party.</param>
/// <param name="RevokedOn">When; 409 before the notice was given, and once it has taken effect.</param>
/// <param name="Reason">Why.</param>
/// <param name="Citation">Where a source says so.</param>
public sealed record RevokeDenunciation(string Agreement, StateCode Party, DateSpan RevokedOn, string? Reason = null, Citation? Citation = null) : ICommand
{
    string? ICommand.Reason => Reason;
}

/// <summary>
/// Logs that the parties ended it. Not before it was in force (409). As with everything that may be agreed for a day to come: agreed anew before that day came, it counts as agreed last, and
/// what came about before that day (without <c>agreedOn</c>) takes its place. An agreement ends in one way: a supersession takes the place of an agreed termination, and the other way round.
/// </summary>
/// <param name="Agreement">The agreement's slug.</param>
/// <param name="TerminatedOn">Day from which it ended: the first on which it does not stand.</param>
/// <param name="Reason">Why.</param>
/// <param name="Citation">Where a source says so.</param>
/// <param name="AgreedOn">When that was agreed, where it was agreed for a day to come: the day may then lie ahead, and it comes about by itself. Not after today, nor after that day (422).</param>
public sealed record TerminateAgreement(string Agreement, DateSpan TerminatedOn, string? Reason = null, Citation? Citation = null, DateSpan? AgreedOn = null) : ICommand
{
    string? ICommand.Reason => Reason;
}

/// <summary>Logs that its term ran out. Not before it was in force; of what has no ratification track, not before it was signed or adopted (409).</summary>
/// <param name="Agreement">The agreement's slug.</param>
/// <param name="ExpiredOn">Its last day, on which it still stands; not after today, nor any day it can mean (422). A term still to run is logged by <see cref="SetAgreementTerm"/>.</param>
/// <param name="Citation">Where a source says so.</param>
public sealed record ExpireAgreement(string Agreement, DateSpan ExpiredOn, Citation? Citation = null) : ICommand;

/// <summary>Logs that another agreement took its place; 409 where nothing was signed, adopted or in force by that day.</summary>
/// <param name="Agreement">The agreement's slug.</param>
/// <param name="SupersededBy">The other's slug; 422 where none is recorded.</param>
/// <param name="SupersededOn">Since when: the first day on which the other stands in its place.</param>
/// <param name="Citation">Where a source says so.</param>
/// <param name="AgreedOn">When that was agreed, where it was agreed for a day to come: the day may then lie ahead, and it comes about by itself. Not after today, nor after that day (422).</param>
public sealed record SupersedeAgreement(string Agreement, string SupersededBy, DateSpan SupersededOn, Citation? Citation = null, DateSpan? AgreedOn = null) : ICommand;

/// <summary>
/// Takes back one act that was logged wrongly, such as a consent on a wrong day: it counts for no day any more, and may be logged rightly; just as it was only by
/// citing other words that show it. Acts that rest on it, such as a termination on the entry into force, are taken back before it (409). Signature, title and
/// kind are mended by <see cref="CorrectAgreement"/>, a whole entry is taken back by <c>RetractEntry</c>.
/// </summary>
/// <param name="Agreement">The agreement's slug.</param>
/// <param name="Act">Version of the act, as its timeline shows it, or of what another source said of one; 409 where that is neither.</param>
/// <param name="Reason">What was wrong; required.</param>
/// <param name="Citation">Where a source shows the slip.</param>
public sealed record TakeBackAct(string Agreement, long Act, string Reason, Citation? Citation = null) : ICommand
{
    string? ICommand.Reason => Reason;
}
