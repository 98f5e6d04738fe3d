using System.Text.Json.Serialization;
using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Contracts.Review;

/// <summary>How an entry is closed. Every closure takes two people: one proposes, another confirms.</summary>
[JsonConverter(typeof(CamelCaseEnum<Closure>))]
public enum Closure
{
    /// <summary>It was done.</summary>
    Fulfilled,
    /// <summary>Nobody follows it any more.</summary>
    Lapsed,
    /// <summary>A state withdrew it.</summary>
    Withdrawn,
    /// <summary>Another took its place.</summary>
    Superseded,
    /// <summary>The entry is wrong and should never have been made: another thing than withdrawn.</summary>
    Retracted,
}

/// <summary>Proposes to take back an entry that should never have been made; a second person confirms. Both keep their history.</summary>
/// <param name="Entry">Id of the entry: <c>agreement:…</c>, <c>commitment:…</c>, <c>meeting:…</c>, <c>mechanism:…</c>, <c>fact:…</c>, <c>target:…</c>.</param>
/// <param name="Reason">Why; required.</param>
/// <param name="Citation">Where a source says so.</param>
public sealed record RetractEntry(string Entry, string? Reason, Citation? Citation = null) : ICommand;

/// <summary>
/// Takes back one thing that was logged wrongly of a commitment, a meeting or a target, such as a delivery of 5,000 typed for 500, or a deadline of 2072: it counts for no day
/// any more, and may be logged rightly; so does one's own proposal to close or retract an entry, of whatever kind, while it waits. What two people closed is reopened first; a whole entry is taken back by <see cref="RetractEntry"/>.
/// </summary>
/// <param name="Entry">Id of the entry: <c>commitment:…</c>, <c>meeting:…</c> or <c>target:…</c>; for one's own waiting proposal of any kind. Acts of agreements are taken back by <c>TakeBackAct</c>.</param>
/// <param name="Act">Its version, 1 or more, as the timeline, lineage or <c>basisDeclared</c> shows it; 409 where there is none such, where it begins, corrects or closes the entry, or where something logged since rests on it.</param>
/// <param name="Reason">What was wrong; required.</param>
/// <param name="Citation">Where a source shows the slip.</param>
public sealed record TakeBack(string Entry, long Act, string? Reason, Citation? Citation = null) : ICommand;

/// <summary>One thing logged of an entry was taken back as wrong. It counts nowhere; auditors still see it.</summary>
/// <param name="Entry">Id of the entry.</param>
/// <param name="States">The states concerned.</param>
/// <param name="Act">Version of what was taken back.</param>
public sealed record ActTakenBack(string Entry, IReadOnlyList<StateCode> States, long Act);

/// <summary>Another source, or another sentence of one, says what was logged already of a commitment, meeting, mechanism, fact or target: a mention. Its words are in the metadata. The views of targets tell only what changes a statement; of their mentions tell the source and the history.</summary>
/// <param name="Entry">Id of the entry.</param>
/// <param name="States">The states concerned.</param>
/// <param name="Act">Version of what it says again; absent where that is the entry as it was recorded.</param>
public sealed record EntryCited(string Entry, IReadOnlyList<StateCode> States, long? Act);

/// <summary>The second pair of eyes: confirms what another person proposed. A reviewer's.</summary>
/// <param name="Entry">Id of the entry.</param>
/// <param name="Closure">What was proposed.</param>
/// <param name="Proposal">The proposal's version in the entry's stream, so that nobody confirms another than was read.</param>
/// <param name="Reason">What the reviewer found.</param>
/// <param name="Citation">Where a source says so.</param>
public sealed record ConfirmClosure(string Entry, Closure Closure, long Proposal, string? Reason = null, Citation? Citation = null) : ICommand;

/// <summary>The second pair of eyes: sends a proposal back. A reviewer's.</summary>
/// <param name="Entry">Id of the entry.</param>
/// <param name="Closure">What was proposed.</param>
/// <param name="Proposal">The proposal's version in the entry's stream.</param>
/// <param name="Reason">Why not; required.</param>
/// <param name="Citation">Where a source says so.</param>
public sealed record RejectClosure(string Entry, Closure Closure, long Proposal, string? Reason, Citation? Citation = null) : ICommand;

/// <summary>A first person proposed to close an entry.</summary>
/// <param name="Entry">Id of the entry.</param>
/// <param name="States">The states concerned.</param>
/// <param name="Closure">How.</param>
/// <param name="On">When it took effect; null for a retraction.</param>
/// <param name="By">The state that withdrew it.</param>
/// <param name="SupersededBy">Slug of the commitment that took its place.</param>
/// <param name="Evidence">What shows fulfilment, where deliveries do not.</param>
/// <param name="Source">Slug of the source that says so.</param>
/// <param name="Reason">Why: the same proposal with another reason is another proposal.</param>
/// <param name="ProposedBy">Opaque id of the actor who proposed it, who may not confirm it.</param>
public sealed record ClosureProposed(
    string Entry, IReadOnlyList<StateCode> States, Closure Closure, DateSpan? On, StateCode? By, string? SupersededBy, Commitments.EvidenceKind? Evidence,
    string? Source, string? Reason, string ProposedBy);

/// <summary>A second person sent a proposal back.</summary>
/// <param name="Entry">Id of the entry.</param>
/// <param name="States">The states concerned.</param>
/// <param name="Closure">What was proposed.</param>
/// <param name="Proposal">The proposal's version.</param>
public sealed record ClosureRejected(string Entry, IReadOnlyList<StateCode> States, Closure Closure, long Proposal);

/// <summary>Two people took an entry back: it should never have been made. It counts nowhere; auditors still see it.</summary>
/// <param name="Entry">Id of the entry.</param>
/// <param name="States">The states concerned.</param>
/// <param name="ProposedBy">Opaque id of the actor who proposed it.</param>
public sealed record EntryRetracted(string Entry, IReadOnlyList<StateCode> States, string ProposedBy);

/// <summary>A proposal that waits for a second person, with all that <c>ConfirmClosure</c> and <c>RejectClosure</c> ask for: <c>entry</c>, <c>closure</c> and <c>proposal</c>.</summary>
/// <param name="Entry">Id of the entry, such as <c>commitment:flour-2020</c>.</param>
/// <param name="What">What the entry is: the register's words, or its title; of a target its measure and goal.</param>
/// <param name="Closure">How it is to be closed.</param>
/// <param name="Proposal">The proposal's version in the entry's stream.</param>
/// <param name="On">When it took effect; absent for a retraction.</param>
/// <param name="By">The state that withdrew it.</param>
/// <param name="SupersededBy">Slug of the commitment that took its place.</param>
/// <param name="Evidence">What shows fulfilment, where deliveries do not.</param>
/// <param name="States">The states concerned.</param>
/// <param name="ProposedBy">Opaque id of the first person, who may not be the second.</param>
/// <param name="Reason">Why.</param>
/// <param name="Citation">Whose words say so.</param>
/// <param name="Position">The proposal's position in the log.</param>
/// <param name="RecordedAt">When it was proposed.</param>
public sealed record ProposalView(
    string Entry, string? What, Closure Closure, long Proposal, DateSpan? On, StateCode? By, string? SupersededBy, Commitments.EvidenceKind? Evidence, IReadOnlyList<StateCode> States,
    string ProposedBy, string? Reason, LocatedCitation? Citation, long Position, DateTimeOffset RecordedAt);
