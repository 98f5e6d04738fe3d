using System.Text.Json.Serialization;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Contracts.Agreements;

/// <summary>Where an agreement stands.</summary>
[JsonConverter(typeof(NamedEnum<AgreementStatus>))]
public enum AgreementStatus
{
    /// <summary>Announced or agreed in principle; nothing signed.</summary>
    Announced,
    /// <summary>Form and content are fixed.</summary>
    Adopted,
    /// <summary>Its text is authenticated by initials.</summary>
    Initialled,
    /// <summary>Signed.</summary>
    Signed,
    /// <summary>A declaration, memorandum or other text that nobody ratifies is in effect since its signature or adoption.</summary>
    Effective,
    /// <summary>A party at least has taken a step towards consent, or consented otherwise than by its signature; it is not in force.</summary>
    Ratifying,
    /// <summary>Applied, though not in force.</summary>
    ProvisionallyApplied,
    /// <summary>In force.</summary>
    InForce,
    /// <summary>In force, or of what nobody ratifies in effect, and its operation suspended.</summary>
    Suspended,
    /// <summary>In force or in effect until a notice period runs out, after which fewer than two parties are left.</summary>
    Denounced,
    /// <summary>Ended by its parties, or by denunciation.</summary>
    Terminated,
    /// <summary>Its term ran out.</summary>
    Expired,
    /// <summary>Another agreement took its place.</summary>
    Superseded,
    /// <summary>Two people took the entry back: it should never have been made.</summary>
    Retracted,
}

/// <summary>Where one party stands.</summary>
[JsonConverter(typeof(NamedEnum<PartyState>))]
public enum PartyState
{
    /// <summary>It has not signed.</summary>
    Negotiating,
    /// <summary>It has not signed; the text is adopted.</summary>
    Adopted,
    /// <summary>It has signed.</summary>
    Signed,
    /// <summary>It is on its way to consent.</summary>
    Ratifying,
    /// <summary>It has consented; the agreement is not in force for it yet.</summary>
    Consented,
    /// <summary>The agreement is in force for it.</summary>
    Bound,
    /// <summary>It has given notice that it leaves.</summary>
    Leaving,
    /// <summary>The agreement bound it and does no longer.</summary>
    Released,
}

/// <summary>One party's way to be bound.</summary>
/// <param name="Party">Which.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Steps">Steps of its own procedure, by day.</param>
/// <param name="Consent">Its consent to be bound, the latest of who left and came back; absent while there is none.</param>
/// <param name="Earlier">Of who left and came back: the times it was bound before, oldest first; absent where there are none.</param>
/// <param name="SignedOn">When it signed; absent where that is not recorded.</param>
/// <param name="SignedHow">What its signature meant; absent where nobody said.</param>
/// <param name="SuspendedSince">Since when it, as one of many, has suspended the agreement for itself alone; absent where it has not.</param>
public sealed record PartyStanding(
    StateCode Party, PartyState State, IReadOnlyList<DomesticStep> Steps, Consent? Consent, IReadOnlyList<EarlierTime>? Earlier = null, DateSpan? SignedOn = null, SignatureForm? SignedHow = null,
    DateSpan? SuspendedSince = null);

/// <summary>A time in which a party was bound, until it left.</summary>
/// <param name="Consent">The consent it began with; absent where none is recorded.</param>
/// <param name="Until">The first day without it: when its denunciation took effect.</param>
public sealed record EarlierTime(Consent? Consent, DateSpan Until);

/// <summary>A step of a party's own procedure.</summary>
/// <param name="Stage">Which.</param>
/// <param name="On">When.</param>
/// <param name="Body">The body's name.</param>
public sealed record DomesticStep(DomesticStage Stage, DateSpan On, string? Body);

/// <summary>A party's consent to be bound.</summary>
/// <param name="Form">How.</param>
/// <param name="On">When.</param>
public sealed record Consent(ConsentForm Form, DateSpan On);

/// <summary>Whether a day was stated or follows from the clause.</summary>
[JsonConverter(typeof(CamelCaseEnum<Basis>))]
public enum Basis
{
    /// <summary>A source states it.</summary>
    Recorded,
    /// <summary>It follows from the clause and what it counts from.</summary>
    Derived,
}

/// <summary>Since when an agreement is in force.</summary>
/// <param name="On">The day; a derived one may lie ahead.</param>
/// <param name="Basis">Whether it was stated or derived.</param>
/// <param name="Words">The clause's own words.</param>
public sealed record InForce(DateSpan On, Basis Basis, string? Words);

/// <summary>A time of provisional application.</summary>
/// <param name="From">Since when.</param>
/// <param name="To">Until when: notice or entry into force; absent while it lasts.</param>
public sealed record ProvisionalApplication(DateSpan From, DateSpan? To);

/// <summary>One amendment.</summary>
/// <param name="On">When.</param>
/// <param name="What">What changed.</param>
/// <param name="AmendedBy">Slug of the agreement that amends it.</param>
public sealed record Amendment(DateSpan On, string What, string? AmendedBy);

/// <summary>One party's notice.</summary>
/// <param name="Party">Who leaves.</param>
/// <param name="On">Day of the notice.</param>
/// <param name="TakesEffectOn">When the notice period has run out.</param>
public sealed record Denunciation(StateCode Party, DateSpan On, DateSpan TakesEffectOn);

/// <summary>What was agreed on one day for another; the agreement's status shows it once that day has come.</summary>
/// <param name="Act">Stored name of the event, such as <c>agreement_terminated</c>.</param>
/// <param name="AgreedOn">When it was agreed.</param>
/// <param name="TakesEffectOn">The day for which it was agreed.</param>
/// <param name="SupersededBy">Slug of the agreement that takes its place.</param>
public sealed record AgreedAct(string Act, DateSpan AgreedOn, DateSpan TakesEffectOn, string? SupersededBy);

/// <summary>That the operation of an agreement is suspended.</summary>
/// <param name="Since">Since when.</param>
/// <param name="By">The party that suspended it; absent for all together.</param>
public sealed record Suspension(DateSpan Since, StateCode? By);

/// <summary>How an agreement ended.</summary>
/// <param name="How">Terminated, expired or superseded.</param>
/// <param name="On">When: of a term that ran out its last day, of anything else the first day without it.</param>
/// <param name="SupersededBy">Slug of the agreement in its place.</param>
public sealed record Ended(AgreementStatus How, DateSpan On, string? SupersededBy);

/// <summary>An agreement as the register shows it, on the day and by the knowledge asked for.</summary>
/// <param name="Slug">Its name in addresses.</param>
/// <param name="Parties">The states, sorted by code; in the view of a pair those two.</param>
/// <param name="PartyCount">How many parties there are, where not all are named: in the view of a pair.</param>
/// <param name="Kind">What kind of instrument.</param>
/// <param name="Title">Its title.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Status">Where it stands, derived from its acts for the day asked for; where a pair is asked for, between those two.</param>
/// <param name="SignedOn">When it was signed; absent while it was not, or while nobody had said so.</param>
/// <param name="SignedAt">Where it was signed.</param>
/// <param name="SignedHow">What the signature meant.</param>
/// <param name="AdoptedOn">When form and content were fixed.</param>
/// <param name="InitialledOn">When it was initialled.</param>
/// <param name="Standing">Where each party that is named stands; empty once the entry was taken back.</param>
/// <param name="Provisional">Times of provisional application.</param>
/// <param name="Clause">Its own clause on entry into force.</param>
/// <param name="InForceFrom">Since when it is in force, or from which day on it will be.</param>
/// <param name="Term">How long it lasts, as was agreed last; absent while that is not recorded.</param>
/// <param name="RunsUntil">
/// The last day of that term, reckoned from its entry into force; of one that is renewed the last day of the period in which the day asked for lies. Absent while it is
/// not in effect, or where it ends sooner.
/// </param>
/// <param name="Amendments">By day.</param>
/// <param name="Denunciations">Notices that were not revoked, by day.</param>
/// <param name="Agreed">What was agreed on beforehand and stands, such as a termination as of a day to come, not what was agreed otherwise since; by the day it is for.</param>
/// <param name="Suspended">Since when and by whom it is suspended on the day asked for; absent while it is not.</param>
/// <param name="Ended">How it ended; absent while it has not.</param>
/// <param name="Warnings">What is worth a second look.</param>
/// <param name="Waiting">A proposal to take the entry back that waits for a second person.</param>
/// <param name="Citations">Every source's words about it, each once, the first recorded first.</param>
/// <param name="Timeline">What was logged about it, oldest first; left out in the view of a pair.</param>
/// <param name="Day">The day all this is said of: the one asked for, else today by the calendar of its parties.</param>
/// <param name="Position">Position of the last event in this view.</param>
/// <param name="RecordedAt">Recorded time of that event.</param>
/// <param name="Contradictions">What sources say of the day or place of an act, and the register does not, kept beside, in the order recorded; absent where nothing is.</param>
/// <param name="Supersedes">Slugs of the agreements whose place it took, or is to take; absent where there are none, and in a list.</param>
/// <param name="Amends">Slugs of the agreements that it amends; absent where there are none, and in a list.</param>
/// <param name="LookedAt">Sessions that looked at it, oldest first; absent where there are none, and in a list.</param>
/// <param name="Arisen">Slugs of the commitments that arose from it, without those taken back or folded into another; absent where there are none, and in a list.</param>
public sealed record AgreementView(
    string Slug, IReadOnlyList<StateCode> Parties, int? PartyCount, AgreementKind Kind, string Title, string? Subject, AgreementStatus Status,
    DateSpan? SignedOn, string? SignedAt, SignatureForm? SignedHow, DateSpan? AdoptedOn, DateSpan? InitialledOn, IReadOnlyList<PartyStanding> Standing,
    IReadOnlyList<ProvisionalApplication> Provisional, EntryIntoForceClause? Clause, InForce? InForceFrom, AgreementTerm? Term, DateOnly? RunsUntil, IReadOnlyList<Amendment> Amendments,
    IReadOnlyList<Denunciation> Denunciations, IReadOnlyList<AgreedAct> Agreed, Suspension? Suspended, Ended? Ended, IReadOnlyList<string> Warnings, Waiting? Waiting,
    IReadOnlyList<LocatedCitation> Citations, IReadOnlyList<Logged>? Timeline, DateOnly Day, long Position, DateTimeOffset RecordedAt, IReadOnlyList<OtherDay>? Contradictions = null,
    IReadOnlyList<string>? Supersedes = null, IReadOnlyList<string>? Amends = null, IReadOnlyList<string>? Arisen = null, IReadOnlyList<Commitments.LookedAt>? LookedAt = null);

/// <summary>What a source says of the day of an act, otherwise than the register.</summary>
/// <param name="StatedOn">When.</param>
/// <param name="Source">Slug of the source.</param>
/// <param name="Act">Stored name of the act's event, such as <c>agreement_signed</c> or <c>agreement_entered_into_force</c>.</param>
/// <param name="Version">The act's version in the timeline; absent for the signature.</param>
/// <param name="Party">Whose act it is; absent for one of all.</param>
/// <param name="On">The day the source gives.</param>
/// <param name="At">The place it gives; of a signature only.</param>
public sealed record OtherDay(DateSpan StatedOn, string Source, string Act, long? Version, StateCode? Party, DateSpan On, string? At);
