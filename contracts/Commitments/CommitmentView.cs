using System.Text.Json.Serialization;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Contracts.Commitments;

/// <summary>How a commitment stands on a day.</summary>
[JsonConverter(typeof(NamedEnum<CommitmentStatus>))]
public enum CommitmentStatus
{
    /// <summary>Under way; nothing is due yet.</summary>
    Open,
    /// <summary>Due within 30 days.</summary>
    DueSoon,
    /// <summary>The deadline's last day has passed.</summary>
    Overdue,
    /// <summary>No deadline that passes, and nothing was heard for twelve months or the guessed span is over.</summary>
    ReviewDue,
    /// <summary>Delivered in part.</summary>
    PartiallyFulfilled,
    /// <summary>Only thanks are logged: neither what was done nor when.</summary>
    AcknowledgedUnverified,
    /// <summary>Done; there was no deadline.</summary>
    Fulfilled,
    /// <summary>Done by the deadline.</summary>
    FulfilledOnTime,
    /// <summary>Done after the deadline.</summary>
    FulfilledLate,
    /// <summary>Done, and it is not known exactly enough whether in time.</summary>
    PossiblyLate,
    /// <summary>Nobody follows it any more.</summary>
    Lapsed,
    /// <summary>Withdrawn by a state.</summary>
    Withdrawn,
    /// <summary>Another took its place.</summary>
    Superseded,
    /// <summary>Logged twice: folded into another.</summary>
    Merged,
    /// <summary>Taken back: it should never have been logged.</summary>
    Retracted,
}

/// <summary>A commitment as the register shows it on a day.</summary>
/// <param name="Slug">Its name in addresses.</param>
/// <param name="Obligors">Who owes.</param>
/// <param name="Counterparties">To whom.</param>
/// <param name="Joint">Whether the obligors owe it together, and to each other.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="What">What will be done.</param>
/// <param name="Strength">How strong an undertaking it is on that day.</param>
/// <param name="Counts">Whether it is a commitment by its strength (agreed or stronger), open or closed; the rest are intents.</param>
/// <param name="StatedOn">When it was first said.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Disputed">Whether a delivery of it is denied. No status of its own: what is disputed is open, due or overdue all the same.</param>
/// <param name="Reasons">Why it stands so, in words.</param>
/// <param name="Quantity">How much is owed.</param>
/// <param name="Delivered">
/// How much was delivered, in the same unit: deliveries that count, with the bound that their words leave; of what recurs, in all periods together.
/// </param>
/// <param name="Deadline">By when.</param>
/// <param name="OriginalDeadline">By when it was first to be done, where that was another day.</param>
/// <param name="DueOn">The last day for what is still to be done: the deadline's, or of what recurs that of its earliest period still open. Null for what is closed or never passes.</param>
/// <param name="DueInDays">Days until that day; negative once it has passed.</param>
/// <param name="LateDays">Days late: from the deadline's last day to the fulfilment's first.</param>
/// <param name="LateAgainstOriginalDays">The same against the original deadline; absent where that was a guess of precision open, or where it cannot be told.</param>
/// <param name="FulfilledOn">When it was done.</param>
/// <param name="ReviewSince">Since which day somebody should look at it; null where no review is due.</param>
/// <param name="Closure">A closure that waits for a second person.</param>
/// <param name="Owner">The body that sees to it.</param>
/// <param name="CoOwners">Other bodies.</param>
/// <param name="Recurs">That it is owed again and again.</param>
/// <param name="Instances">Its dated instances that have begun, the next, and those due within 366 days; <c>/due</c> lists those due within the days asked for, the calendar those of five years.</param>
/// <param name="Milestones">Steps on the way.</param>
/// <param name="Deliveries">Deliveries.</param>
/// <param name="Assessment">The assessment that stands.</param>
/// <param name="Smart">Whether it is specific, measurable, assigned, relevant and time-bound, from its fields.</param>
/// <param name="ArisesFrom">Ids of entries it comes from.</param>
/// <param name="OpenQuestions">What the source leaves open and nobody has answered; absent where nothing is.</param>
/// <param name="Contradictions">Statements of another quantity or deadline, kept beside.</param>
/// <param name="Mentions">How often it was said again.</param>
/// <param name="Framework">The framework of a multilateral one.</param>
/// <param name="Area">Issue area.</param>
/// <param name="Verifiable">Whether anything could show that it was done.</param>
/// <param name="Speaker">Who said it.</param>
/// <param name="Other">Slug of the commitment that took its place or that it was folded into.</param>
/// <param name="LookedAt">Sessions that looked at it, oldest first.</param>
/// <param name="Folded">Slugs of commitments folded into it as logged twice; each has its own view, with its words and quotes.</param>
/// <param name="ApartFrom">Slugs of commitments that look like it and were found to be others: told apart from it, or folded together once and taken apart again.</param>
/// <param name="Day">The day it is shown for.</param>
/// <param name="Timeline">Everything logged of it, oldest first.</param>
/// <param name="Position">Position of the last event in this view.</param>
/// <param name="RecordedAt">Recorded time of that event.</param>
/// <param name="Progress">How far it has come, in the words that were reported last; no ground for a status. Absent where nothing was reported.</param>
/// <param name="Completion">How far it has come, by the last report that says so; absent where none does.</param>
/// <param name="ProgressOn">When <c>progress</c> was reported.</param>
/// <param name="CompletionOn">When <c>completion</c> was reported: the day of <c>progress</c>, or an earlier one where that says only words.</param>
/// <param name="Answered">Questions it left open that were answered since, in the order of their answers; absent where none was.</param>
/// <param name="Accepted">Version of the statement whose quantity and deadline a reviewer found to count; absent where they are as first recorded.</param>
/// <param name="Supersedes">Slugs of the commitments whose place it took; absent where there are none.</param>
/// <param name="ThankedOn">When thanks for it were given last; absent where none were, or where it was promised since.</param>
public sealed record CommitmentView(
    string Slug, IReadOnlyList<StateCode> Obligors, IReadOnlyList<StateCode> Counterparties, bool Joint, CommitmentKind Kind, string What, Strength Strength, bool Counts,
    DateSpan StatedOn, CommitmentStatus Status, bool Disputed, IReadOnlyList<string> Reasons, Quantity? Quantity, Quantity? Delivered, DateSpan? Deadline, DateSpan? OriginalDeadline,
    DateOnly? DueOn, int? DueInDays, int? LateDays, int? LateAgainstOriginalDays, DateSpan? FulfilledOn, DateOnly? ReviewSince, Waiting? Closure, string? Owner, IReadOnlyList<string>? CoOwners, Recurrence? Recurs,
    IReadOnlyList<Instance>? Instances, IReadOnlyList<Milestone>? Milestones, IReadOnlyList<Delivery>? Deliveries, Assessment? Assessment, Smart Smart,
    IReadOnlyList<string>? ArisesFrom, IReadOnlyList<string>? OpenQuestions, IReadOnlyList<Contradiction>? Contradictions, int Mentions, string? Framework, string? Area,
    bool Verifiable, string? Speaker, string? Other, IReadOnlyList<LookedAt>? LookedAt, IReadOnlyList<string>? Folded, IReadOnlyList<string>? ApartFrom, DateOnly Day, IReadOnlyList<Logged> Timeline, long Position, DateTimeOffset RecordedAt,
    string? Progress = null, Completion? Completion = null, DateSpan? ProgressOn = null, DateSpan? CompletionOn = null, IReadOnlyList<AnsweredQuestion>? Answered = null, DateSpan? ThankedOn = null, long? Accepted = null,
    IReadOnlyList<string>? Supersedes = null);

/// <summary>A question that was open, and its answer.</summary>
/// <param name="Question">The question, as it stood.</param>
/// <param name="Answer">The answer.</param>
/// <param name="ResolvedOn">When it was answered.</param>
public sealed record AnsweredQuestion(string Question, string Answer, DateSpan ResolvedOn);

/// <summary>One instance of what is owed again and again.</summary>
/// <param name="Period">The period.</param>
/// <param name="DueOn">Its last day, or the last day on which it is owed at all where that comes sooner.</param>
/// <param name="Status">Open, DueSoon, Overdue, PartiallyFulfilled, FulfilledOnTime, FulfilledLate or PossiblyLate; of what was not done when the commitment ended how that ended.</param>
/// <param name="Delivered">How often it was done in it.</param>
/// <param name="Amount">How much came of what is owed in each period; null where no quantity is.</param>
/// <param name="DoneOn">When the delivery came with which it was done, or by when two people found it done without one that counts; absent while it is not.</param>
public sealed record Instance(Period Period, DateOnly DueOn, CommitmentStatus Status, int Delivered, Quantity? Amount = null, DateSpan? DoneOn = null);

/// <summary>A step on the way.</summary>
/// <param name="Slug">Its name within the commitment.</param>
/// <param name="What">What is reached then.</param>
/// <param name="Due">By when.</param>
/// <param name="ReachedOn">When it was reached.</param>
/// <param name="Status">
/// Reached: Fulfilled, FulfilledOnTime, FulfilledLate or PossiblyLate. Not, as far as is logged: Open, DueSoon or Overdue, by the day on which all of it was done where that came sooner; of what
/// ended without being done how that ended.
/// </param>
public sealed record Milestone(string Slug, string What, DateSpan? Due, DateSpan? ReachedOn, CommitmentStatus Status);

/// <summary>A delivery and whether it counts.</summary>
/// <param name="Id">The client's id of it.</param>
/// <param name="DeliveredOn">When.</param>
/// <param name="Evidence">What shows it.</param>
/// <param name="Counts">Whether it counts: nobody denies it, and its evidence suffices or a counterparty has confirmed it.</param>
/// <param name="Disputed">Whether a state denies it.</param>
/// <param name="Quantity">How much.</param>
/// <param name="Value">What it is worth.</param>
/// <param name="Instance">Which period it is for.</param>
/// <param name="DisputedBy">The states that deny it, by what each said last; absent where none does.</param>
/// <param name="By">Which of several obligors delivered; absent where nobody said.</param>
public sealed record Delivery(
    string Id, DateSpan DeliveredOn, EvidenceKind Evidence, bool Counts, bool Disputed, Quantity? Quantity, Money? Value, Period? Instance, IReadOnlyList<StateCode>? DisputedBy = null, StateCode? By = null);

/// <summary>The assessment that stands: the one for the latest day.</summary>
/// <param name="Id">The client's id of it.</param>
/// <param name="AsOf">The day it is for.</param>
/// <param name="Stage">Interim or final.</param>
/// <param name="Score">+1, 0 or −1; null: not assessable, or a delivery is disputed.</param>
/// <param name="Percent">(score + 1) / 2 · 100.</param>
/// <param name="Rationale">Why.</param>
/// <param name="Superseded">How many earlier ones it supersedes.</param>
/// <param name="Evidence">Ids of deliveries or entries it rests on.</param>
/// <param name="AssessedBy">Opaque id of who assessed it.</param>
public sealed record Assessment(
    string Id, DateOnly AsOf, AssessmentStage Stage, int? Score, int? Percent, string Rationale, int Superseded, IReadOnlyList<string> Evidence, string? AssessedBy);

/// <summary>A session that looked at it.</summary>
/// <param name="Meeting">Slug of the session.</param>
/// <param name="On">When it was held.</param>
/// <param name="Outcome">What it found.</param>
public sealed record LookedAt(string Meeting, DateSpan On, string? Outcome);

/// <summary>Another quantity or deadline, as somebody stated it.</summary>
/// <param name="StatedOn">When.</param>
/// <param name="Source">Slug of the source.</param>
/// <param name="Quantity">How much.</param>
/// <param name="Deadline">By when.</param>
public sealed record Contradiction(DateSpan StatedOn, string? Source, Quantity? Quantity, DateSpan? Deadline);
