using System.Text.Json.Serialization;
using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Contracts.Agreements;

/// <summary>What kind of instrument an agreement is. Only a treaty or protocol has a ratification track.</summary>
[JsonConverter(typeof(CamelCaseEnum<AgreementKind>))]
public enum AgreementKind
{
    /// <summary>Binding under the Vienna Convention on the Law of Treaties.</summary>
    Treaty,
    /// <summary>A declaration or joint statement.</summary>
    Declaration,
    /// <summary>A memorandum of understanding.</summary>
    Memorandum,
    /// <summary>A roadmap.</summary>
    Roadmap,
    /// <summary>A protocol to a treaty. That of a session, which nobody ratifies, is <see cref="Other"/>.</summary>
    Protocol,
    /// <summary>A programme or plan.</summary>
    Programme,
    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>
/// Logs an agreement between states, signed or still to be. Stream <c>agreement:{slug}</c>. The same again is nothing; the same from another
/// source, or in other words of it, is kept as a mention. Other facts under the same slug are refused (409 <c>already-different</c>): a slip is
/// mended by <see cref="CorrectAgreement"/>; another day that a source gives is kept by <see cref="RestateAgreement"/>, its other words by citing it without <c>signedOn</c>.
/// </summary>
/// <param name="Slug">
/// Name in addresses. Where absent it is derived from the parties, if there are two, and the title (<c>kaz-tjk-treaty-of-allied-relations</c>), never from
/// the day of signature: an agreement recorded as announced and again as signed is one thing. 422 where the title holds no Latin letter;
/// where two agreements bear one title, give the second a slug.
/// </param>
/// <param name="Parties">Two to 200 different states, ISO 3166-1 alpha-3, in any order.</param>
/// <param name="Kind">What kind of instrument.</param>
/// <param name="Title">Its title, at most 500 characters.</param>
/// <param name="SignedOn">When it was signed; absent while it is not ("set to be concluded" is no signature). Not after today (422).</param>
/// <param name="SignedAt">Where it was signed, at most 200 characters; only with <c>signedOn</c>.</param>
/// <param name="Subject">What it is about, at most 1,000 characters.</param>
/// <param name="Citation">Where a source says so: the agreement, and its signature if <c>signedOn</c> is given.</param>
public sealed record RecordAgreement(
    string? Slug, IReadOnlyList<StateCode> Parties, AgreementKind Kind, string Title,
    DateSpan? SignedOn = null, string? SignedAt = null, string? Subject = null, Citation? Citation = null) : ICommand;

/// <summary>
/// Logs the signature of a recorded agreement. The same again is nothing; the same from another source is kept as a mention; another day or
/// place is refused (409 <c>already-different</c>, see <see cref="CorrectAgreement"/>, <see cref="RestateAgreement"/>).
/// </summary>
/// <param name="Agreement">The agreement's slug; 404 where none is recorded under it.</param>
/// <param name="SignedOn">When: the day, or what is known of it. Not after today (422).</param>
/// <param name="SignedAt">Where, at most 200 characters.</param>
/// <param name="Citation">Where a source says so.</param>
/// <param name="How">What the signature meant, of the parties that this command names, where that is known: a definitive one binds by itself.</param>
/// <param name="SignedBy">
/// Which parties signed, in any order; absent for all of them. Others that signed on another day, or otherwise, are logged by another such command that names them. Who did not sign is bound by accession
/// or succession (409), not by ratification.
/// </param>
public sealed record SignAgreement(
    string Agreement, DateSpan SignedOn, string? SignedAt = null, Citation? Citation = null, SignatureForm? How = null, IReadOnlyList<StateCode>? SignedBy = null) : ICommand;

/// <summary>
/// Mends what was mistyped of an agreement; what is not given stays. For slips of this register only: what the states changed is no correction.
/// The history keeps what stood before, and <c>asKnownOn</c> shows it. The same correction again is nothing.
/// </summary>
/// <param name="Agreement">The agreement's slug; 404 where none is recorded under it.</param>
/// <param name="Reason">What was wrong, at most 1,000 characters; to return to what was corrected before, another reason.</param>
/// <param name="Title">The right title, at most 500 characters.</param>
/// <param name="Subject">What it is really about, at most 1,000 characters.</param>
/// <param name="Kind">What kind of instrument it really is.</param>
/// <param name="SignedOn">When it was really signed; 409 while no signature is recorded, 422 after today.</param>
/// <param name="SignedAt">Where it was really signed, at most 200 characters; 409 while no signature is recorded.</param>
/// <param name="Citation">Where a source shows the slip.</param>
/// <param name="How">What the signature really meant; 409 while no signature is recorded.</param>
/// <param name="SignedBy">
/// Which parties really signed on that day, in any order, all of them where one was left out; 409 while no signature is recorded, or where one of them has a signature of its own. The
/// others' are logged by <see cref="SignAgreement"/> with <c>signedBy</c>. 422 for a state that is no party.
/// </param>
public sealed record CorrectAgreement(
    string Agreement, string Reason, string? Title = null, string? Subject = null, AgreementKind? Kind = null,
    DateSpan? SignedOn = null, string? SignedAt = null, Citation? Citation = null, SignatureForm? How = null, IReadOnlyList<StateCode>? SignedBy = null) : ICommand
{
    string? ICommand.Reason => Reason;
}

/// <summary>
/// Logs on which day, by what another source says, or an earlier one, an agreement was signed, entered into force or had another of its acts. It overwrites nothing: the register's own
/// day again is kept as a mention, another is a contradiction, kept beside. Only where the register's source is not out yet (<c>asPublishedBy</c>) that of this one is shown.
/// A slip of the register's own is mended by <see cref="CorrectAgreement"/> or <see cref="TakeBackAct"/>, one in this by <see cref="TakeBackAct"/>.
/// </summary>
/// <param name="Agreement">The agreement's slug; 404 where none is recorded under it.</param>
/// <param name="StatedOn">When the source says so; not after today (422).</param>
/// <param name="On">The day it gives, or what it says of it; 422 after the statement, unless the act was agreed beforehand.</param>
/// <param name="Act">Version of the act, as its timeline shows it; absent for the signature. 409 where that is no act with a day, was taken back, or no signature is recorded.</param>
/// <param name="At">The place it gives, at most 200 characters; of a signature only (422).</param>
/// <param name="Citation">Where a source says so; required.</param>
public sealed record RestateAgreement(string Agreement, DateSpan StatedOn, DateSpan On, long? Act = null, string? At = null, Citation? Citation = null) : ICommand;

/// <summary>An agreement entered the register.</summary>
/// <param name="Slug">Its name in addresses.</param>
/// <param name="Parties">The states, sorted by code.</param>
/// <param name="Kind">What kind of instrument.</param>
/// <param name="Title">Its title.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Citation">Whose words say so; where they stand in the text is in the metadata.</param>
public sealed record AgreementRecorded(
    string Slug, IReadOnlyList<StateCode> Parties, AgreementKind Kind, string Title, string? Subject = null, Citation? Citation = null);

/// <summary>An agreement was signed.</summary>
/// <param name="Slug">The agreement.</param>
/// <param name="Parties">The states, sorted by code.</param>
/// <param name="SignedOn">When, as exactly as it is known.</param>
/// <param name="SignedAt">Where.</param>
/// <param name="Citation">Whose words say so; where they stand in the text is in the metadata.</param>
/// <param name="How">What the signature meant, where that was said.</param>
/// <param name="SignedBy">Who signed, sorted by code; absent where all parties did.</param>
public sealed record AgreementSigned(
    string Slug, IReadOnlyList<StateCode> Parties, DateSpan SignedOn, string? SignedAt = null, Citation? Citation = null, SignatureForm? How = null, IReadOnlyList<StateCode>? SignedBy = null);

/// <summary>One more party signed an agreement that others had signed on another day.</summary>
/// <param name="Slug">The agreement.</param>
/// <param name="Parties">The states, sorted by code.</param>
/// <param name="Party">Who signed.</param>
/// <param name="SignedOn">When.</param>
/// <param name="SignedAt">Where.</param>
/// <param name="Citation">Where a source says so.</param>
/// <param name="How">What this signature meant, where that was said.</param>
public sealed record SignatureAdded(
    string Slug, IReadOnlyList<StateCode> Parties, StateCode Party, DateSpan SignedOn, string? SignedAt = null, Citation? Citation = null, SignatureForm? How = null);

/// <summary>Another source, or another place of one, says what was recorded already: a mention.</summary>
/// <param name="Slug">The agreement.</param>
/// <param name="Parties">The states, sorted by code.</param>
/// <param name="Citation">Whose words; where they stand in the text is in the metadata.</param>
/// <param name="SignedOn">The day of signature as it was given with them; absent where they speak of the agreement only.</param>
/// <param name="SignedAt">The place of signature as it was given with them.</param>
/// <param name="Act">Version of the act they speak of, such as a party's consent; absent where it is the agreement or its signature.</param>
public sealed record AgreementCited(
    string Slug, IReadOnlyList<StateCode> Parties, Citation Citation, DateSpan? SignedOn = null, string? SignedAt = null, long? Act = null);

/// <summary>A source gives another day, or another place, than the register for an act of an agreement: kept beside.</summary>
/// <param name="Slug">The agreement.</param>
/// <param name="Parties">The states, sorted by code.</param>
/// <param name="StatedOn">When it was said.</param>
/// <param name="On">The day, as exactly as it was said.</param>
/// <param name="Citation">Whose words; where they stand in the text is in the metadata.</param>
/// <param name="Place">The place, of a signature.</param>
/// <param name="Act">Version of the act of which it was said; absent where it is the signature.</param>
public sealed record AgreementRestated(
    string Slug, IReadOnlyList<StateCode> Parties, DateSpan StatedOn, DateSpan On, Citation Citation, string? Place = null, long? Act = null);

/// <summary>A slip of this register about an agreement was mended. What is absent was not corrected.</summary>
/// <param name="Slug">The agreement.</param>
/// <param name="Parties">The states, sorted by code.</param>
/// <param name="Reason">What was wrong.</param>
/// <param name="Title">The right title.</param>
/// <param name="Subject">What it is really about.</param>
/// <param name="Kind">What kind of instrument it really is.</param>
/// <param name="SignedOn">When it was really signed.</param>
/// <param name="SignedAt">Where it was really signed.</param>
/// <param name="How">What the signature really meant.</param>
/// <param name="SignedBy">Who really signed on that day, sorted by code; all parties where it was given for too few.</param>
public sealed record AgreementCorrected(
    string Slug, IReadOnlyList<StateCode> Parties, string Reason, string? Title = null, string? Subject = null, AgreementKind? Kind = null,
    DateSpan? SignedOn = null, string? SignedAt = null, SignatureForm? How = null, IReadOnlyList<StateCode>? SignedBy = null);
