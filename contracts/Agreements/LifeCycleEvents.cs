using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Contracts.Agreements;

/// <summary>Form and content of an agreement were fixed.</summary>
/// <param name="Slug">The agreement.</param>
/// <param name="Parties">The states, sorted by code.</param>
/// <param name="AdoptedOn">When.</param>
/// <param name="Place">Where.</param>
/// <param name="Citation">Whose words say so; where they stand in the text is in the metadata.</param>
public sealed record AgreementAdopted(
    string Slug, IReadOnlyList<StateCode> Parties, DateSpan AdoptedOn, string? Place = null, Citation? Citation = null);

/// <summary>The text of an agreement was authenticated by initials.</summary>
/// <param name="Slug">The agreement.</param>
/// <param name="Parties">The states, sorted by code.</param>
/// <param name="InitialledOn">When.</param>
/// <param name="Place">Where.</param>
/// <param name="Citation">Whose words say so; where they stand in the text is in the metadata.</param>
public sealed record AgreementInitialled(
    string Slug, IReadOnlyList<StateCode> Parties, DateSpan InitialledOn, string? Place = null, Citation? Citation = null);

/// <summary>A treaty is applied before it is in force.</summary>
/// <param name="Slug">The agreement.</param>
/// <param name="Parties">The states, sorted by code.</param>
/// <param name="AppliedFrom">Since when.</param>
/// <param name="Citation">Whose words say so; where they stand in the text is in the metadata.</param>
/// <param name="AgreedOn">When that was agreed for this day, where that was said.</param>
public sealed record ProvisionalApplicationStarted(
    string Slug, IReadOnlyList<StateCode> Parties, DateSpan AppliedFrom, Citation? Citation = null, DateSpan? AgreedOn = null);

/// <summary>Notice ended a provisional application.</summary>
/// <param name="Slug">The agreement.</param>
/// <param name="Parties">The states, sorted by code.</param>
/// <param name="EndedOn">When.</param>
/// <param name="Citation">Whose words say so; where they stand in the text is in the metadata.</param>
/// <param name="AgreedOn">When that was agreed for this day, where that was said.</param>
public sealed record ProvisionalApplicationEnded(
    string Slug, IReadOnlyList<StateCode> Parties, DateSpan EndedOn, Citation? Citation = null, DateSpan? AgreedOn = null);

/// <summary>A party took a step of its own procedure.</summary>
/// <param name="Slug">The agreement.</param>
/// <param name="Parties">The states, sorted by code.</param>
/// <param name="Party">Whose.</param>
/// <param name="Stage">Which step.</param>
/// <param name="CompletedOn">When.</param>
/// <param name="Body">The body's name.</param>
/// <param name="Citation">Whose words say so; where they stand in the text is in the metadata.</param>
public sealed record DomesticStepCompleted(
    string Slug, IReadOnlyList<StateCode> Parties, StateCode Party, DomesticStage Stage, DateSpan CompletedOn, string? Body = null, Citation? Citation = null);

/// <summary>A party consented to be bound.</summary>
/// <param name="Slug">The agreement.</param>
/// <param name="Parties">The states, sorted by code.</param>
/// <param name="Party">Which.</param>
/// <param name="Form">How.</param>
/// <param name="ConsentedOn">When.</param>
/// <param name="Citation">Whose words say so; where they stand in the text is in the metadata.</param>
public sealed record ConsentExpressed(
    string Slug, IReadOnlyList<StateCode> Parties, StateCode Party, ConsentForm Form, DateSpan ConsentedOn, Citation? Citation = null);

/// <summary>What the agreement itself says about its entry into force.</summary>
/// <param name="Slug">The agreement.</param>
/// <param name="Parties">The states, sorted by code.</param>
/// <param name="Clause">The clause.</param>
/// <param name="Citation">Whose words say so; where they stand in the text is in the metadata.</param>
public sealed record EntryIntoForceClauseSet(
    string Slug, IReadOnlyList<StateCode> Parties, EntryIntoForceClause Clause, Citation? Citation = null);

/// <summary>How long the agreement lasts, by its own text or by a later agreement of the parties.</summary>
/// <param name="Slug">The agreement.</param>
/// <param name="Parties">The states, sorted by code.</param>
/// <param name="Term">The term.</param>
/// <param name="AgreedOn">When the parties agreed on it later; absent for the term of its own text.</param>
/// <param name="Citation">Whose words say so; where they stand in the text is in the metadata.</param>
public sealed record AgreementTermSet(
    string Slug, IReadOnlyList<StateCode> Parties, AgreementTerm Term, DateSpan? AgreedOn = null, Citation? Citation = null);

/// <summary>A source states the entry into force.</summary>
/// <param name="Slug">The agreement.</param>
/// <param name="Parties">The states, sorted by code.</param>
/// <param name="InForceFrom">Since when.</param>
/// <param name="Citation">Whose words say so; where they stand in the text is in the metadata.</param>
/// <param name="AgreedOn">When that was agreed for this day, where that was said.</param>
public sealed record AgreementEnteredIntoForce(
    string Slug, IReadOnlyList<StateCode> Parties, DateSpan InForceFrom, Citation? Citation = null, DateSpan? AgreedOn = null);

/// <summary>An agreement was amended.</summary>
/// <param name="Slug">The agreement.</param>
/// <param name="Parties">The states, sorted by code.</param>
/// <param name="AmendedOn">When.</param>
/// <param name="What">What changed.</param>
/// <param name="AmendedBy">Slug of the agreement that amends it.</param>
/// <param name="Citation">Whose words say so; where they stand in the text is in the metadata.</param>
public sealed record AgreementAmended(
    string Slug, IReadOnlyList<StateCode> Parties, DateSpan AmendedOn, string What, string? AmendedBy = null, Citation? Citation = null);

/// <summary>The operation of an agreement was suspended.</summary>
/// <param name="Slug">The agreement.</param>
/// <param name="Parties">The states, sorted by code.</param>
/// <param name="SuspendedOn">Since when.</param>
/// <param name="By">The party that suspended it; absent for all together.</param>
/// <param name="Citation">Whose words say so; where they stand in the text is in the metadata.</param>
/// <param name="AgreedOn">When that was agreed for this day, where that was said.</param>
public sealed record AgreementSuspended(
    string Slug, IReadOnlyList<StateCode> Parties, DateSpan SuspendedOn, StateCode? By = null, Citation? Citation = null, DateSpan? AgreedOn = null);

/// <summary>A suspended agreement operates again.</summary>
/// <param name="Slug">The agreement.</param>
/// <param name="Parties">The states, sorted by code.</param>
/// <param name="ResumedOn">Since when.</param>
/// <param name="Citation">Whose words say so; where they stand in the text is in the metadata.</param>
/// <param name="AgreedOn">When that was agreed for this day, where that was said.</param>
/// <param name="By">The one of many parties that takes back its own suspension; absent for all.</param>
public sealed record AgreementResumed(
    string Slug, IReadOnlyList<StateCode> Parties, DateSpan ResumedOn, Citation? Citation = null, DateSpan? AgreedOn = null, StateCode? By = null);

/// <summary>A party gave notice that it leaves.</summary>
/// <param name="Slug">The agreement.</param>
/// <param name="Parties">The states, sorted by code.</param>
/// <param name="Party">Which.</param>
/// <param name="DenouncedOn">Day of the notice.</param>
/// <param name="TakesEffectOn">When the notice period has run out.</param>
/// <param name="Citation">Whose words say so; where they stand in the text is in the metadata.</param>
public sealed record AgreementDenounced(
    string Slug, IReadOnlyList<StateCode> Parties, StateCode Party, DateSpan DenouncedOn, DateSpan TakesEffectOn, Citation? Citation = null);

/// <summary>A party revoked its notice before it took effect.</summary>
/// <param name="Slug">The agreement.</param>
/// <param name="Parties">The states, sorted by code.</param>
/// <param name="Party">Which.</param>
/// <param name="RevokedOn">When.</param>
/// <param name="Citation">Whose words say so; where they stand in the text is in the metadata.</param>
public sealed record DenunciationRevoked(
    string Slug, IReadOnlyList<StateCode> Parties, StateCode Party, DateSpan RevokedOn, Citation? Citation = null);

/// <summary>The parties ended an agreement.</summary>
/// <param name="Slug">The agreement.</param>
/// <param name="Parties">The states, sorted by code.</param>
/// <param name="TerminatedOn">Day from which it ended.</param>
/// <param name="Citation">Whose words say so; where they stand in the text is in the metadata.</param>
/// <param name="AgreedOn">When that was agreed for this day, where that was said.</param>
public sealed record AgreementTerminated(
    string Slug, IReadOnlyList<StateCode> Parties, DateSpan TerminatedOn, Citation? Citation = null, DateSpan? AgreedOn = null);

/// <summary>The term of an agreement ran out.</summary>
/// <param name="Slug">The agreement.</param>
/// <param name="Parties">The states, sorted by code.</param>
/// <param name="ExpiredOn">Its last day.</param>
/// <param name="Citation">Whose words say so; where they stand in the text is in the metadata.</param>
public sealed record AgreementExpired(
    string Slug, IReadOnlyList<StateCode> Parties, DateSpan ExpiredOn, Citation? Citation = null);

/// <summary>Another agreement took its place.</summary>
/// <param name="Slug">The agreement.</param>
/// <param name="Parties">The states, sorted by code.</param>
/// <param name="SupersededBy">The other's slug.</param>
/// <param name="SupersededOn">Since when.</param>
/// <param name="Citation">Whose words say so; where they stand in the text is in the metadata.</param>
/// <param name="AgreedOn">When that was agreed for this day, where that was said.</param>
public sealed record AgreementSuperseded(
    string Slug, IReadOnlyList<StateCode> Parties, string SupersededBy, DateSpan SupersededOn, Citation? Citation = null, DateSpan? AgreedOn = null);

/// <summary>An act was logged wrongly and counts no more.</summary>
/// <param name="Slug">The agreement.</param>
/// <param name="Parties">The states, sorted by code.</param>
/// <param name="Act">Version of the act.</param>
public sealed record AgreementActTakenBack(string Slug, IReadOnlyList<StateCode> Parties, long Act);
