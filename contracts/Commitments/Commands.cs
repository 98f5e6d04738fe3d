using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Contracts.Commitments;

/// <summary>Logs that states undertook something, or said that they might. Stream <c>commitment:{slug}</c>.</summary>
/// <param name="Slug">Name in addresses; derived from the words and the year of the statement where absent.</param>
/// <param name="Obligors">Who owes: one state or more.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="What">What will be done, in the register's own words; 500 characters at most.</param>
/// <param name="Strength">How strong an undertaking the words are.</param>
/// <param name="StatedOn">When it was said; not after today.</param>
/// <param name="Counterparties">To whom; none for what is owed to nobody in particular. A joint commitment's obligors owe it to each other as well.</param>
/// <param name="Joint">Whether the obligors owe it together; needs two of them.</param>
/// <param name="Quantity">How much.</param>
/// <param name="Deadline">By when: it passes when the span's last day has passed; precision <c>open</c> ("coming months") asks for a review and is never overdue.</param>
/// <param name="Recurs">That it is owed again and again; a deadline is then left out. 422 where the first period ended before it was said.</param>
/// <param name="ArisesFrom">Ids of recorded entries it comes from, such as <c>meeting:…</c>, <c>agreement:…</c>; at most 10.</param>
/// <param name="OpenQuestions">What the source leaves open ("per year? each?"); at most 10.</param>
/// <param name="Framework">The framework of a multilateral one, such as <c>IFAS</c>.</param>
/// <param name="Area">Issue area, such as <c>trade</c>, <c>water</c>.</param>
/// <param name="Verifiable">False where nothing could ever show whether it was done; its score is then null.</param>
/// <param name="Speaker">Who said it, a state and an office, never a person's name; the speaker need not be the obligor.</param>
/// <param name="Citation">Where a source says so.</param>
public sealed record MakeCommitment(
    string? Slug, IReadOnlyList<StateCode> Obligors, CommitmentKind Kind, string What, Strength Strength, DateSpan StatedOn, IReadOnlyList<StateCode>? Counterparties = null,
    bool Joint = false, Quantity? Quantity = null, DateSpan? Deadline = null, Recurrence? Recurs = null, IReadOnlyList<string>? ArisesFrom = null,
    IReadOnlyList<string>? OpenQuestions = null, string? Framework = null, string? Area = null, bool Verifiable = true, string? Speaker = null, Citation? Citation = null) : ICommand;

/// <summary>
/// Mends what was mistyped when a commitment was first logged; what is not given stays. For slips of this register only: what the states said otherwise since is no correction.
/// The history keeps what stood before, and <c>asKnownOn</c> shows it. The same correction again is nothing. 409 where something logged since would lose its ground.
/// </summary>
/// <param name="Commitment">Its slug; 404 where none is recorded under it.</param>
/// <param name="Reason">What was wrong, at most 1,000 characters; to return to what was corrected before, another reason.</param>
/// <param name="What">The right words; 500 characters at most.</param>
/// <param name="Kind">What it is really about.</param>
/// <param name="Obligors">Who really owes: all of them, one state or more.</param>
/// <param name="Counterparties">To whom it is really owed: all of them; an empty list for nobody in particular.</param>
/// <param name="Joint">Whether the obligors really owe it together; needs two of them.</param>
/// <param name="StatedOn">When it was really said first; 422 after today or after its deadline.</param>
/// <param name="Citation">Where a source shows the slip.</param>
/// <param name="Quantity">How much is really owed.</param>
/// <param name="Deadline">By when it was really to be done, as it was first said; what moved it since stays, and moves it from this day.</param>
/// <param name="Recurs">How it is really owed again and again.</param>
/// <param name="ArisesFrom">Ids of the entries it really comes from: all of them, at most 10; an empty list for none.</param>
/// <param name="OpenQuestions">What the source really leaves open: all of it, at most 10; an empty list for nothing. What is answered since is no slip: <c>ResolveQuestion</c>.</param>
/// <param name="Framework">The framework it really belongs to; 100 characters at most.</param>
/// <param name="Area">The issue area it really belongs to; 100 characters at most.</param>
/// <param name="Verifiable">Whether anything could really show that it was done; 409 where a score is logged that needs it.</param>
/// <param name="Speaker">Who really said it, a state and an office.</param>
/// <param name="Unsaid">What was logged and nobody had said, each once: it is taken out. 422 for what is given, too.</param>
/// <param name="Strength">How strong an undertaking the words really were; what they became since is <c>ReclassifyStrength</c>.</param>
public sealed record CorrectCommitment(
    string Commitment, string Reason, string? What = null, CommitmentKind? Kind = null, IReadOnlyList<StateCode>? Obligors = null, IReadOnlyList<StateCode>? Counterparties = null,
    bool? Joint = null, DateSpan? StatedOn = null, Citation? Citation = null, Quantity? Quantity = null, DateSpan? Deadline = null, Recurrence? Recurs = null,
    IReadOnlyList<string>? ArisesFrom = null, IReadOnlyList<string>? OpenQuestions = null, string? Framework = null, string? Area = null, bool? Verifiable = null, string? Speaker = null,
    IReadOnlyList<CommitmentMember>? Unsaid = null, Strength? Strength = null) : ICommand
{
    string? ICommand.Reason => Reason;
}

/// <summary>Says that an undertaking is stronger or weaker than logged, from a day on.</summary>
/// <param name="Commitment">Its slug.</param>
/// <param name="Strength">How strong it is now.</param>
/// <param name="StatedOn">Since when.</param>
/// <param name="Reason">Why.</param>
/// <param name="Citation">Where a source says so.</param>
public sealed record ReclassifyStrength(string Commitment, Strength Strength, DateSpan StatedOn, string? Reason = null, Citation? Citation = null) : ICommand;

/// <summary>Says which body sees to it.</summary>
/// <param name="Commitment">Its slug.</param>
/// <param name="Owner">A state and a body, such as <c>KAZ:Ministry of Agriculture</c>, or a standing body's id, such as <c>mechanism:intergovernmental-commission</c> (422 where none is recorded under it); never a person's name.</param>
/// <param name="CoOwners">Other bodies, each once; at most 20.</param>
/// <param name="From">Since when.</param>
/// <param name="Reason">Why.</param>
/// <param name="Citation">Where a source says so.</param>
public sealed record AssignOwner(string Commitment, string Owner, DateSpan From, IReadOnlyList<string>? CoOwners = null, string? Reason = null, Citation? Citation = null) : ICommand;

/// <summary>Sets a step on the way.</summary>
/// <param name="Commitment">Its slug.</param>
/// <param name="Milestone">The step's own slug within it.</param>
/// <param name="What">What is reached then.</param>
/// <param name="StatedOn">When it was said.</param>
/// <param name="Due">By when; 422 where that lies before the statement. After the deadline of all of it a warning.</param>
/// <param name="Citation">Where a source says so.</param>
public sealed record AddMilestone(string Commitment, string Milestone, string What, DateSpan StatedOn, DateSpan? Due = null, Citation? Citation = null) : ICommand;

/// <summary>Logs that a step was reached.</summary>
/// <param name="Commitment">Its slug.</param>
/// <param name="Milestone">The step's slug.</param>
/// <param name="ReachedOn">When; not after today.</param>
/// <param name="Citation">Where a source says so.</param>
public sealed record ReachMilestone(string Commitment, string Milestone, DateSpan ReachedOn, Citation? Citation = null) : ICommand;

/// <summary>Logs a word on how far it has come. No ground for closing it.</summary>
/// <param name="Commitment">Its slug.</param>
/// <param name="ReportedOn">When it was said; not after today.</param>
/// <param name="Progress">What was said; 1,000 characters at most.</param>
/// <param name="Completion">How far that is.</param>
/// <param name="Citation">Where a source says so.</param>
public sealed record ReportProgress(string Commitment, DateSpan ReportedOn, string Progress, Completion? Completion = null, Citation? Citation = null) : ICommand;

/// <summary>Logs thanks. It shows that something was received or announced, not what, nor when.</summary>
/// <param name="Commitment">Its slug.</param>
/// <param name="By">Who thanks.</param>
/// <param name="AcknowledgedOn">When; not after today.</param>
/// <param name="Citation">Where a source says so.</param>
public sealed record RecordAcknowledgement(string Commitment, StateCode By, DateSpan AcknowledgedOn, Citation? Citation = null) : ICommand;

/// <summary>Logs a delivery, whole or in part.</summary>
/// <param name="Commitment">Its slug.</param>
/// <param name="Delivery">The client's own id of it, such as <c>WB-2026/0017</c>: letters, digits, blanks and <c>. _ - / #</c>, 100 at most. The same id again is the same delivery; better evidence for it, that suffices where the first did not, is logged so with its citation, and everything else as it stands.</param>
/// <param name="DeliveredOn">When; not after today.</param>
/// <param name="Evidence">What shows it.</param>
/// <param name="Quantity">How much, in a unit of the commitment's dimension.</param>
/// <param name="Value">What it is worth.</param>
/// <param name="Instance">Which period of a recurring commitment it is for.</param>
/// <param name="Citation">Where a source says so.</param>
/// <param name="Confirm">Says that the quantity is right though it is ten times what is owed or more, or about a thousandth of it; needs a reason.</param>
/// <param name="Reason">Why it is right.</param>
/// <param name="By">Which of several obligors delivered: another than this one confirms it.</param>
public sealed record RecordDelivery(
    string Commitment, string Delivery, DateSpan DeliveredOn, EvidenceKind Evidence, Quantity? Quantity = null, Money? Value = null, Period? Instance = null,
    Citation? Citation = null, bool Confirm = false, string? Reason = null, StateCode? By = null) : ICommand;

/// <summary>Logs that a state confirms a delivery; a dispute of its own is thereby resolved.</summary>
/// <param name="Commitment">Its slug.</param>
/// <param name="Delivery">The delivery's id.</param>
/// <param name="By">Who confirms: a counterparty; of what is owed to each other another obligor than the one that delivered.</param>
/// <param name="StatedOn">When; not after today.</param>
/// <param name="Citation">Where a source says so.</param>
public sealed record ConfirmDelivery(string Commitment, string Delivery, StateCode By, DateSpan StatedOn, Citation? Citation = null) : ICommand;

/// <summary>Logs that a state denies a delivery. It does not count, and the score is null, until that state confirms it.</summary>
/// <param name="Commitment">Its slug.</param>
/// <param name="Delivery">The delivery's id.</param>
/// <param name="By">Who denies it: one of the states concerned.</param>
/// <param name="StatedOn">When; not after today.</param>
/// <param name="Reason">What it says.</param>
/// <param name="Citation">Where a source says so.</param>
public sealed record DisputeDelivery(string Commitment, string Delivery, StateCode By, DateSpan StatedOn, string? Reason, Citation? Citation = null) : ICommand;

/// <summary>Moves the deadline later, or sets the first one. The original stays: "late against original" is shown beside the status.</summary>
/// <param name="Commitment">Its slug.</param>
/// <param name="Deadline">The new deadline, not before the old one; the first one, also after a guess of precision <c>open</c>, not before it was said (422).</param>
/// <param name="StatedOn">When it was said.</param>
/// <param name="Authority">Who may say so, a body or an instrument; required where a deadline is moved.</param>
/// <param name="Reason">Why; required where a deadline is moved.</param>
/// <param name="Citation">Where a source says so; required.</param>
public sealed record ExtendDeadline(string Commitment, DateSpan Deadline, DateSpan StatedOn, string? Authority = null, string? Reason = null, Citation? Citation = null) : ICommand;

/// <summary>Moves the deadline earlier.</summary>
/// <param name="Commitment">Its slug.</param>
/// <param name="Deadline">The new deadline, before the old one and not before it was said (422).</param>
/// <param name="StatedOn">When it was said.</param>
/// <param name="AgreedBy">The states that agreed; a joint commitment needs all its obligors.</param>
/// <param name="Reason">Why.</param>
/// <param name="Citation">Where a source says so; required.</param>
public sealed record AdvanceDeadline(string Commitment, DateSpan Deadline, DateSpan StatedOn, IReadOnlyList<StateCode> AgreedBy, string? Reason = null, Citation? Citation = null) : ICommand;

/// <summary>
/// Logs that it was said again. The same quantity and deadline, or none, is a mention. Another quantity or deadline is a contradiction:
/// it is kept beside what stands and overwrites nothing; which of the two counts a reviewer says by <see cref="AcceptStatement"/>.
/// </summary>
/// <param name="Commitment">Its slug.</param>
/// <param name="StatedOn">When; not after today.</param>
/// <param name="Speaker">Who said it, a state and an office.</param>
/// <param name="Quantity">How much, where it says so.</param>
/// <param name="Deadline">By when, where it says so.</param>
/// <param name="Citation">Where a source says so; required.</param>
public sealed record RestateCommitment(
    string Commitment, DateSpan StatedOn, string? Speaker = null, Quantity? Quantity = null, DateSpan? Deadline = null, Citation? Citation = null) : ICommand;

/// <summary>
/// Says, as a reviewer, which of the statements counts where sources give another quantity or deadline. What it does not say stays as it is. The others are kept beside as contradictions, and
/// where the accepted one had not been said yet (<c>asOf</c>, <c>asPublishedBy</c>) what stood before is shown. The same again is nothing.
/// </summary>
/// <param name="Commitment">Its slug.</param>
/// <param name="Statement">Version of the statement, as the timeline shows it: of a restatement or contradiction, or 1 for the quantity and deadline as they were first recorded. 409 where it is neither, says neither, or was taken back.</param>
/// <param name="Reason">Why this one; required.</param>
/// <param name="Citation">Where a source says so.</param>
public sealed record AcceptStatement(string Commitment, long Statement, string Reason, Citation? Citation = null) : ICommand
{
    string? ICommand.Reason => Reason;
}

/// <summary>Says how a question is answered that the commitment left open; it is open no more, and is shown with its answer.</summary>
/// <param name="Commitment">Its slug.</param>
/// <param name="Question">The question, in the very words in which it stands among its open questions; 422 where it does not.</param>
/// <param name="Answer">The answer; 1,000 characters at most. 409 where another is logged: <c>TakeBack</c> takes that one back.</param>
/// <param name="ResolvedOn">When it was answered; not after today.</param>
/// <param name="Reason">Why this is the answer, where no source says so.</param>
/// <param name="Citation">Where a source says so.</param>
public sealed record ResolveQuestion(string Commitment, string Question, string Answer, DateSpan ResolvedOn, string? Reason = null, Citation? Citation = null) : ICommand;

/// <summary>Proposes to close it as fulfilled; a second person confirms (<c>ConfirmClosure</c>). Needs evidence that suffices, here or with its deliveries.</summary>
/// <param name="Commitment">Its slug.</param>
/// <param name="FulfilledOn">When; not after today. 409 where what had come by then shows nothing or falls short and no evidence is cited, or where it is owed for periods to come.</param>
/// <param name="Evidence">What shows it, where a delivery does not; with its citation.</param>
/// <param name="Reason">Why this is fulfilment.</param>
/// <param name="Citation">Where a source says so.</param>
public sealed record FulfilCommitment(string Commitment, DateSpan FulfilledOn, EvidenceKind? Evidence = null, string? Reason = null, Citation? Citation = null) : ICommand;

/// <summary>Proposes to close it as withdrawn by a state; a second person confirms.</summary>
/// <param name="Commitment">Its slug.</param>
/// <param name="By">The obligor that withdraws it.</param>
/// <param name="WithdrawnOn">When; not after today.</param>
/// <param name="Reason">Why, as the state says.</param>
/// <param name="Citation">Where a source says so; required.</param>
public sealed record WithdrawCommitment(string Commitment, StateCode By, DateSpan WithdrawnOn, string? Reason = null, Citation? Citation = null) : ICommand;

/// <summary>Proposes to close it because another took its place; a second person confirms.</summary>
/// <param name="Commitment">Its slug.</param>
/// <param name="SupersededBy">Slug of the commitment that took its place.</param>
/// <param name="SupersededOn">When; not after today.</param>
/// <param name="Reason">Why.</param>
/// <param name="Citation">Where a source says so.</param>
public sealed record SupersedeCommitment(string Commitment, string SupersededBy, DateSpan SupersededOn, string? Reason = null, Citation? Citation = null) : ICommand;

/// <summary>Proposes to close it as lapsed: nobody follows it any more; a second person confirms.</summary>
/// <param name="Commitment">Its slug.</param>
/// <param name="LapsedOn">When; not after today.</param>
/// <param name="Reason">Why; required.</param>
/// <param name="Citation">Where a source says so.</param>
public sealed record LapseCommitment(string Commitment, DateSpan LapsedOn, string? Reason, Citation? Citation = null) : ICommand;

/// <summary>Opens it again after a closure that was wrong. A reviewer's.</summary>
/// <param name="Commitment">Its slug.</param>
/// <param name="ReopenedOn">When; 422 after today, or before it was closed.</param>
/// <param name="Reason">Why; required.</param>
/// <param name="Citation">Where a source says so.</param>
public sealed record ReopenCommitment(string Commitment, DateSpan ReopenedOn, string? Reason, Citation? Citation = null) : ICommand;

/// <summary>Scores it. A later assessment supersedes an earlier one and never edits it.</summary>
/// <param name="Commitment">Its slug.</param>
/// <param name="Assessment">The client's own id of it, a slug.</param>
/// <param name="AsOf">The day it is assessed for; not after today.</param>
/// <param name="Stage">Interim or final.</param>
/// <param name="Score">+1 fulfilled or nearly so, 0 partly or in progress, −1 nothing done or the contrary; null: not assessable, never 0.</param>
/// <param name="Rationale">Why; 2,000 characters at most.</param>
/// <param name="Evidence">What it rests on: ids of its deliveries and milestones, of entries (<c>agreement:…</c>) and of sources (<c>source:…</c>); 422 for one that is not recorded.</param>
/// <param name="Citation">Where a source says so.</param>
public sealed record AssessCommitment(
    string Commitment, string Assessment, DateOnly AsOf, AssessmentStage Stage, int? Score, string Rationale, IReadOnlyList<string>? Evidence = null, Citation? Citation = null) : ICommand;

/// <summary>Says that it was logged twice and the other entry goes on. Reversible.</summary>
/// <param name="Commitment">Slug of the one that is folded into the other.</param>
/// <param name="Into">Slug of the one that goes on.</param>
/// <param name="Reason">Why they are one; required. To do anew what was undone, another reason.</param>
/// <param name="Citation">Where a source says so.</param>
public sealed record MergeCommitment(string Commitment, string Into, string? Reason, Citation? Citation = null) : ICommand;

/// <summary>Says that two entries which look alike are two; they are no longer suggested for a merge. A later merge overrules it.</summary>
/// <param name="Commitment">Slug of the one.</param>
/// <param name="From">Slug of the other.</param>
/// <param name="Reason">What sets them apart; required.</param>
/// <param name="Citation">Where a source says so.</param>
public sealed record DistinguishCommitment(string Commitment, string From, string? Reason, Citation? Citation = null) : ICommand;

/// <summary>Undoes a merge.</summary>
/// <param name="Commitment">Slug of the one that was folded in.</param>
/// <param name="From">Slug of the one it was folded into.</param>
/// <param name="Reason">Why they are two; required. To undo what was done anew, another reason.</param>
/// <param name="Citation">Where a source says so.</param>
public sealed record UnmergeCommitment(string Commitment, string From, string? Reason, Citation? Citation = null) : ICommand;
