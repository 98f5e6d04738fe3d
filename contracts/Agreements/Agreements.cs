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
    /// <summary>A protocol, to a treaty or of a session.</summary>
    Protocol,
    /// <summary>A programme or plan.</summary>
    Programme,
    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>Logs an agreement between states. Stream <c>agreement:{slug}</c>.</summary>
/// <param name="Slug">Name in addresses; derived from title and year of signature where absent.</param>
/// <param name="Parties">Two or more different states.</param>
/// <param name="Kind">What kind of instrument.</param>
/// <param name="Title">Its title.</param>
/// <param name="SignedOn">When it was signed; absent while it is not ("set to be concluded" is no signature).</param>
/// <param name="SignedAt">Where it was signed.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Citation">Where a source says so.</param>
public sealed record RecordAgreement(
    string? Slug, IReadOnlyList<StateCode> Parties, AgreementKind Kind, string Title,
    DateSpan? SignedOn = null, string? SignedAt = null, string? Subject = null, Citation? Citation = null) : ICommand;

/// <summary>Logs the signature of a recorded agreement.</summary>
/// <param name="Agreement">The agreement's slug.</param>
/// <param name="SignedOn">When.</param>
/// <param name="SignedAt">Where.</param>
/// <param name="Citation">Where a source says so.</param>
public sealed record SignAgreement(string Agreement, DateSpan SignedOn, string? SignedAt = null, Citation? Citation = null) : ICommand;

/// <summary>An agreement entered the register.</summary>
public sealed record AgreementRecorded(string Slug, IReadOnlyList<StateCode> Parties, AgreementKind Kind, string Title, string? Subject = null);

/// <summary>An agreement was signed.</summary>
public sealed record AgreementSigned(string Slug, IReadOnlyList<StateCode> Parties, DateSpan SignedOn, string? SignedAt = null);

/// <summary>Where an agreement stands.</summary>
[JsonConverter(typeof(NamedEnum<AgreementStatus>))]
public enum AgreementStatus
{
    /// <summary>Announced or agreed in principle; nothing signed.</summary>
    Announced,
    /// <summary>Signed.</summary>
    Signed,
}

/// <summary>An agreement as the register shows it.</summary>
/// <param name="Slug">Its name in addresses.</param>
/// <param name="Parties">The states.</param>
/// <param name="Kind">What kind of instrument.</param>
/// <param name="Title">Its title.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="SignedOn">When it was signed.</param>
/// <param name="SignedAt">Where it was signed.</param>
/// <param name="Timeline">What was logged about it, oldest first.</param>
/// <param name="Position">Position of the last event in this view.</param>
/// <param name="RecordedAt">Recorded time of that event.</param>
public sealed record AgreementView(
    string Slug, IReadOnlyList<StateCode> Parties, AgreementKind Kind, string Title, string? Subject, AgreementStatus Status,
    DateSpan? SignedOn, string? SignedAt, IReadOnlyList<TimelineEntry> Timeline, long Position, DateTimeOffset RecordedAt);

/// <summary>One act in the life of a thing, and who says so.</summary>
/// <param name="Act">Stored name of the event.</param>
/// <param name="Version">Its version in the stream.</param>
/// <param name="RecordedAt">When this register recorded it.</param>
/// <param name="On">When it happened or was said, where the event says.</param>
/// <param name="Citation">Who says so.</param>
public sealed record TimelineEntry(string Act, long Version, DateTimeOffset RecordedAt, DateSpan? On, LocatedCitation? Citation);
