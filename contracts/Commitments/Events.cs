using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Contracts.Commitments;

/// <summary>States undertook something, or said that they might.</summary>
/// <param name="Slug">The commitment's slug.</param>
/// <param name="Obligors">Who owes, sorted.</param>
/// <param name="Counterparties">To whom, sorted.</param>
/// <param name="Joint">Whether the obligors owe it together.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="What">What will be done, in the register's words.</param>
/// <param name="Strength">How strong an undertaking the words are.</param>
/// <param name="StatedOn">When it was said.</param>
/// <param name="Quantity">How much.</param>
/// <param name="Deadline">By when.</param>
/// <param name="Recurs">That it is owed again and again.</param>
/// <param name="ArisesFrom">Ids of entries it comes from.</param>
/// <param name="OpenQuestions">What the source leaves open.</param>
/// <param name="Framework">The framework of a multilateral one.</param>
/// <param name="Area">Issue area.</param>
/// <param name="Verifiable">Whether anything could show that it was done.</param>
/// <param name="Speaker">Who said it, a state and an office.</param>
public sealed record CommitmentMade(
    string Slug, IReadOnlyList<StateCode> Obligors, IReadOnlyList<StateCode> Counterparties, bool Joint, CommitmentKind Kind, string What,
    Strength Strength, DateSpan StatedOn, Quantity? Quantity, DateSpan? Deadline, Recurrence? Recurs, IReadOnlyList<string>? ArisesFrom,
    IReadOnlyList<string>? OpenQuestions, string? Framework, string? Area, bool Verifiable, string? Speaker);

/// <summary>A slip of this register in what a commitment began with was mended. What is absent was not corrected.</summary>
/// <param name="Slug">The commitment's slug.</param>
/// <param name="States">The states concerned until then: obligors and counterparties, sorted.</param>
/// <param name="Reason">What was wrong.</param>
/// <param name="What">The right words.</param>
/// <param name="Kind">What it is really about.</param>
/// <param name="Obligors">Who really owes, sorted.</param>
/// <param name="Counterparties">To whom it is really owed, sorted.</param>
/// <param name="Joint">Whether the obligors really owe it together.</param>
/// <param name="StatedOn">When it was really said.</param>
/// <param name="Quantity">How much is really owed.</param>
/// <param name="Deadline">By when it was really to be done, as it was first said.</param>
/// <param name="Recurs">How it is really owed again and again.</param>
/// <param name="ArisesFrom">Ids of the entries it really comes from.</param>
/// <param name="OpenQuestions">What the source really leaves open.</param>
/// <param name="Framework">The framework it really belongs to.</param>
/// <param name="Area">The issue area it really belongs to.</param>
/// <param name="Verifiable">Whether anything could really show that it was done.</param>
/// <param name="Speaker">Who really said it.</param>
/// <param name="Unsaid">What was logged and nobody had said: it is taken out.</param>
/// <param name="Strength">How strong an undertaking the words really were.</param>
public sealed record CommitmentCorrected(
    string Slug, IReadOnlyList<StateCode> States, string Reason, string? What = null, CommitmentKind? Kind = null, IReadOnlyList<StateCode>? Obligors = null,
    IReadOnlyList<StateCode>? Counterparties = null, bool? Joint = null, DateSpan? StatedOn = null, Quantity? Quantity = null, DateSpan? Deadline = null, Recurrence? Recurs = null,
    IReadOnlyList<string>? ArisesFrom = null, IReadOnlyList<string>? OpenQuestions = null, string? Framework = null, string? Area = null, bool? Verifiable = null, string? Speaker = null,
    IReadOnlyList<CommitmentMember>? Unsaid = null, Strength? Strength = null);

/// <summary>An undertaking was found stronger or weaker than logged.</summary>
/// <param name="Slug">The commitment's slug.</param>
/// <param name="States">The states concerned: obligors and counterparties, sorted.</param>
/// <param name="Strength">How strong it is now.</param>
/// <param name="StatedOn">Since when.</param>
public sealed record StrengthReclassified(string Slug, IReadOnlyList<StateCode> States, Strength Strength, DateSpan StatedOn);

/// <summary>A body sees to it.</summary>
/// <param name="Slug">The commitment's slug.</param>
/// <param name="States">The states concerned: obligors and counterparties, sorted.</param>
/// <param name="Owner">A state and a body.</param>
/// <param name="CoOwners">Other bodies.</param>
/// <param name="From">Since when.</param>
public sealed record OwnerAssigned(string Slug, IReadOnlyList<StateCode> States, string Owner, IReadOnlyList<string> CoOwners, DateSpan From);

/// <summary>A step on the way was set.</summary>
/// <param name="Slug">The commitment's slug.</param>
/// <param name="States">The states concerned: obligors and counterparties, sorted.</param>
/// <param name="Milestone">The step's slug.</param>
/// <param name="What">What is reached then.</param>
/// <param name="StatedOn">When it was said.</param>
/// <param name="Due">By when.</param>
public sealed record MilestoneAdded(string Slug, IReadOnlyList<StateCode> States, string Milestone, string What, DateSpan StatedOn, DateSpan? Due);

/// <summary>A step on the way was reached.</summary>
/// <param name="Slug">The commitment's slug.</param>
/// <param name="States">The states concerned: obligors and counterparties, sorted.</param>
/// <param name="Milestone">The step's slug.</param>
/// <param name="ReachedOn">When.</param>
public sealed record MilestoneReached(string Slug, IReadOnlyList<StateCode> States, string Milestone, DateSpan ReachedOn);

/// <summary>Somebody said how far it has come.</summary>
/// <param name="Slug">The commitment's slug.</param>
/// <param name="States">The states concerned: obligors and counterparties, sorted.</param>
/// <param name="ReportedOn">When it was said.</param>
/// <param name="Progress">What was said.</param>
/// <param name="Completion">How far that is.</param>
public sealed record ProgressReported(string Slug, IReadOnlyList<StateCode> States, DateSpan ReportedOn, string Progress, Completion? Completion);

/// <summary>A state gave thanks.</summary>
/// <param name="Slug">The commitment's slug.</param>
/// <param name="States">The states concerned: obligors and counterparties, sorted.</param>
/// <param name="By">Who thanks.</param>
/// <param name="AcknowledgedOn">When.</param>
public sealed record AcknowledgementRecorded(string Slug, IReadOnlyList<StateCode> States, StateCode By, DateSpan AcknowledgedOn);

/// <summary>Something was delivered, whole or in part.</summary>
/// <param name="Slug">The commitment's slug.</param>
/// <param name="States">The states concerned: obligors and counterparties, sorted.</param>
/// <param name="Delivery">The client's id of it.</param>
/// <param name="DeliveredOn">When.</param>
/// <param name="Evidence">What shows it.</param>
/// <param name="Quantity">How much.</param>
/// <param name="Value">What it is worth.</param>
/// <param name="Instance">Which period of a recurring commitment it is for.</param>
/// <param name="By">Which of several obligors delivered.</param>
public sealed record DeliveryRecorded(
    string Slug, IReadOnlyList<StateCode> States, string Delivery, DateSpan DeliveredOn, EvidenceKind Evidence, Quantity? Quantity, Money? Value,
    Period? Instance, StateCode? By = null);

/// <summary>A state confirmed a delivery.</summary>
/// <param name="Slug">The commitment's slug.</param>
/// <param name="States">The states concerned: obligors and counterparties, sorted.</param>
/// <param name="Delivery">The delivery's id.</param>
/// <param name="By">Who confirms.</param>
/// <param name="StatedOn">When.</param>
public sealed record DeliveryConfirmed(string Slug, IReadOnlyList<StateCode> States, string Delivery, StateCode By, DateSpan StatedOn);

/// <summary>A state denied a delivery.</summary>
/// <param name="Slug">The commitment's slug.</param>
/// <param name="States">The states concerned: obligors and counterparties, sorted.</param>
/// <param name="Delivery">The delivery's id.</param>
/// <param name="By">Who denies it.</param>
/// <param name="StatedOn">When.</param>
public sealed record DeliveryDisputed(string Slug, IReadOnlyList<StateCode> States, string Delivery, StateCode By, DateSpan StatedOn);

/// <summary>A deadline was given to what had none.</summary>
/// <param name="Slug">The commitment's slug.</param>
/// <param name="States">The states concerned: obligors and counterparties, sorted.</param>
/// <param name="Deadline">By when.</param>
/// <param name="StatedOn">When it was said.</param>
public sealed record CommitmentDeadlineSet(string Slug, IReadOnlyList<StateCode> States, DateSpan Deadline, DateSpan StatedOn);

/// <summary>The deadline was moved later.</summary>
/// <param name="Slug">The commitment's slug.</param>
/// <param name="States">The states concerned: obligors and counterparties, sorted.</param>
/// <param name="From">The deadline until then.</param>
/// <param name="Deadline">The new one.</param>
/// <param name="StatedOn">When it was said.</param>
/// <param name="Authority">Who may say so.</param>
public sealed record CommitmentDeadlineExtended(string Slug, IReadOnlyList<StateCode> States, DateSpan From, DateSpan Deadline, DateSpan StatedOn, string Authority);

/// <summary>The deadline was moved earlier.</summary>
/// <param name="Slug">The commitment's slug.</param>
/// <param name="States">The states concerned: obligors and counterparties, sorted.</param>
/// <param name="From">The deadline until then.</param>
/// <param name="Deadline">The new one.</param>
/// <param name="StatedOn">When it was said.</param>
/// <param name="AgreedBy">The states that agreed.</param>
public sealed record CommitmentDeadlineAdvanced(
    string Slug, IReadOnlyList<StateCode> States, DateSpan From, DateSpan Deadline, DateSpan StatedOn, IReadOnlyList<StateCode> AgreedBy);

/// <summary>It was said again.</summary>
/// <param name="Slug">The commitment's slug.</param>
/// <param name="States">The states concerned: obligors and counterparties, sorted.</param>
/// <param name="StatedOn">When.</param>
/// <param name="Speaker">Who said it.</param>
/// <param name="Source">Slug of the source that says so.</param>
/// <param name="Quantity">How much, where it was said.</param>
/// <param name="Deadline">By when, where it was said.</param>
public sealed record CommitmentRestated(
    string Slug, IReadOnlyList<StateCode> States, DateSpan StatedOn, string? Speaker, string? Source, Quantity? Quantity, DateSpan? Deadline);

/// <summary>It was said with another quantity or deadline; what stood stands.</summary>
/// <param name="Slug">The commitment's slug.</param>
/// <param name="States">The states concerned: obligors and counterparties, sorted.</param>
/// <param name="StatedOn">When.</param>
/// <param name="Speaker">Who said it.</param>
/// <param name="Source">Slug of the source that says so.</param>
/// <param name="Quantity">How much, as it was said.</param>
/// <param name="Deadline">By when, as it was said.</param>
public sealed record CommitmentContradicted(
    string Slug, IReadOnlyList<StateCode> States, DateSpan StatedOn, string? Speaker, string? Source, Quantity? Quantity, DateSpan? Deadline);

/// <summary>A reviewer found which of several statements of its quantity and deadline counts.</summary>
/// <param name="Slug">The commitment's slug.</param>
/// <param name="States">The states concerned: obligors and counterparties, sorted.</param>
/// <param name="Reason">Why this one.</param>
/// <param name="Statement">Its version; 1 for what was first recorded.</param>
/// <param name="Quantity">How much is owed by it; absent where it does not say.</param>
/// <param name="Deadline">By when; absent where it does not say.</param>
/// <param name="StatedOn">When that was said: after a deadline was moved it is another move, and not what was first said.</param>
public sealed record StatementAccepted(
    string Slug, IReadOnlyList<StateCode> States, string Reason, long Statement, Quantity? Quantity, DateSpan? Deadline, DateSpan? StatedOn = null);

/// <summary>A question that it left open was answered.</summary>
/// <param name="Slug">The commitment's slug.</param>
/// <param name="States">The states concerned: obligors and counterparties, sorted.</param>
/// <param name="Question">The question, as it stood.</param>
/// <param name="Answer">The answer.</param>
/// <param name="ResolvedOn">When it was answered.</param>
public sealed record OpenQuestionResolved(string Slug, IReadOnlyList<StateCode> States, string Question, string Answer, DateSpan ResolvedOn);

/// <summary>Two people found it fulfilled.</summary>
/// <param name="Slug">The commitment's slug.</param>
/// <param name="States">The states concerned: obligors and counterparties, sorted.</param>
/// <param name="FulfilledOn">When.</param>
/// <param name="Evidence">What shows it, where deliveries do not.</param>
/// <param name="ProposedBy">Opaque id of the actor who proposed it.</param>
public sealed record CommitmentFulfilled(string Slug, IReadOnlyList<StateCode> States, DateSpan FulfilledOn, EvidenceKind? Evidence, string ProposedBy);

/// <summary>Two people found it lapsed.</summary>
/// <param name="Slug">The commitment's slug.</param>
/// <param name="States">The states concerned: obligors and counterparties, sorted.</param>
/// <param name="LapsedOn">When.</param>
/// <param name="ProposedBy">Opaque id of the actor who proposed it.</param>
public sealed record CommitmentLapsed(string Slug, IReadOnlyList<StateCode> States, DateSpan LapsedOn, string ProposedBy);

/// <summary>A state withdrew it.</summary>
/// <param name="Slug">The commitment's slug.</param>
/// <param name="States">The states concerned: obligors and counterparties, sorted.</param>
/// <param name="By">The state.</param>
/// <param name="WithdrawnOn">When.</param>
/// <param name="ProposedBy">Opaque id of the actor who proposed it.</param>
public sealed record CommitmentWithdrawn(string Slug, IReadOnlyList<StateCode> States, StateCode By, DateSpan WithdrawnOn, string ProposedBy);

/// <summary>Another took its place.</summary>
/// <param name="Slug">The commitment's slug.</param>
/// <param name="States">The states concerned: obligors and counterparties, sorted.</param>
/// <param name="SupersededBy">Slug of the other.</param>
/// <param name="SupersededOn">When.</param>
/// <param name="ProposedBy">Opaque id of the actor who proposed it.</param>
public sealed record CommitmentSuperseded(string Slug, IReadOnlyList<StateCode> States, string SupersededBy, DateSpan SupersededOn, string ProposedBy);

/// <summary>A closure was found wrong.</summary>
/// <param name="Slug">The commitment's slug.</param>
/// <param name="States">The states concerned: obligors and counterparties, sorted.</param>
/// <param name="ReopenedOn">When.</param>
public sealed record CommitmentReopened(string Slug, IReadOnlyList<StateCode> States, DateSpan ReopenedOn);

/// <summary>It was scored.</summary>
/// <param name="Slug">The commitment's slug.</param>
/// <param name="States">The states concerned: obligors and counterparties, sorted.</param>
/// <param name="Assessment">The client's id of it.</param>
/// <param name="AsOf">The day it is assessed for.</param>
/// <param name="Stage">Interim or final.</param>
/// <param name="Score">+1, 0, −1, or null where it cannot be said.</param>
/// <param name="Rationale">Why.</param>
/// <param name="Evidence">Ids it rests on.</param>
public sealed record CommitmentAssessed(
    string Slug, IReadOnlyList<StateCode> States, string Assessment, DateOnly AsOf, AssessmentStage Stage, int? Score, string Rationale,
    IReadOnlyList<string> Evidence);

/// <summary>It was found logged twice; the other goes on.</summary>
/// <param name="Slug">The commitment's slug.</param>
/// <param name="States">The states concerned: obligors and counterparties, sorted.</param>
/// <param name="Into">Slug of the other.</param>
/// <param name="Reason">Why they are one: with another reason it may be done anew after it was undone.</param>
public sealed record CommitmentMerged(string Slug, IReadOnlyList<StateCode> States, string Into, string? Reason = null);

/// <summary>A merge was undone.</summary>
/// <param name="Slug">The commitment's slug.</param>
/// <param name="States">The states concerned: obligors and counterparties, sorted.</param>
/// <param name="From">Slug of the other.</param>
/// <param name="Reason">Why they are two: with another reason it may be done anew after they were merged again.</param>
public sealed record CommitmentUnmerged(string Slug, IReadOnlyList<StateCode> States, string From, string? Reason = null);

/// <summary>It was found to be another than one that looks like it.</summary>
/// <param name="Slug">The commitment's slug.</param>
/// <param name="States">The states concerned: obligors and counterparties, sorted.</param>
/// <param name="From">Slug of the other.</param>
public sealed record CommitmentDistinguished(string Slug, IReadOnlyList<StateCode> States, string From);
