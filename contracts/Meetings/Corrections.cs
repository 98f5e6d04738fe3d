using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Contracts.Meetings;

/// <summary>
/// Mends what was mistyped when a meeting was first logged; what is not given stays. For slips of this register only. The history keeps what stood before, and
/// <c>asKnownOn</c> shows it. The same correction again is nothing. 409 where something logged since would lose its ground, and for <c>heldOn</c> where it is not logged as held.
/// What it looked at stays, whatever day or place of its holding is mended.
/// </summary>
/// <param name="Meeting">Its slug; 404 where none is recorded under it.</param>
/// <param name="Reason">What was wrong, at most 1,000 characters; to return to what was corrected before, another reason.</param>
/// <param name="Title">The right words; 500 characters at most.</param>
/// <param name="Kind">What kind it really is.</param>
/// <param name="Participants">The states with which it was really recorded: all of them, one or more. Those that joined since stay.</param>
/// <param name="Host">The state that really receives the others; one of the participants.</param>
/// <param name="Mechanism">Slug of the standing body whose session it really is.</param>
/// <param name="StatedOn">When it was really said first; not after today.</param>
/// <param name="Citation">Where a source shows the slip.</param>
/// <param name="Place">Where it really is to take place, or took place; 200 characters at most.</param>
/// <param name="HeldOn">When it really took place; not after today.</param>
/// <param name="ScheduledFor">For when it was really planned first: another day that was said since is RescheduleMeeting.</param>
public sealed record CorrectMeeting(
    string Meeting, string Reason, string? Title = null, MeetingKind? Kind = null, IReadOnlyList<StateCode>? Participants = null, StateCode? Host = null, string? Mechanism = null,
    DateSpan? StatedOn = null, Citation? Citation = null, string? Place = null, DateSpan? HeldOn = null, DateSpan? ScheduledFor = null) : ICommand
{
    string? ICommand.Reason => Reason;
}

/// <summary>A slip of this register in what a meeting began with was mended. What is absent was not corrected.</summary>
/// <param name="Slug">The meeting's slug.</param>
/// <param name="Reason">What was wrong.</param>
/// <param name="Title">The right words.</param>
/// <param name="Kind">What kind it really is.</param>
/// <param name="Participants">The states with which it was really recorded, sorted.</param>
/// <param name="Host">The state that really receives the others.</param>
/// <param name="Mechanism">Slug of the standing body whose session it really is.</param>
/// <param name="StatedOn">When it was really said.</param>
/// <param name="Place">Where it really is to take place, or took place.</param>
/// <param name="HeldOn">When it really took place.</param>
/// <param name="ScheduledFor">For when it was really planned first.</param>
public sealed record MeetingCorrected(
    string Slug, string Reason, string? Title, MeetingKind? Kind, IReadOnlyList<StateCode>? Participants, StateCode? Host, string? Mechanism, DateSpan? StatedOn,
    string? Place = null, DateSpan? HeldOn = null, DateSpan? ScheduledFor = null);

/// <summary>Mends what was mistyped when a standing body was logged; what is not given stays. The same correction again is nothing.</summary>
/// <param name="Mechanism">Its slug; 404 where none is recorded under it.</param>
/// <param name="Reason">What was wrong, at most 1,000 characters; to return to what was corrected before, another reason.</param>
/// <param name="Title">The right name; 500 characters at most.</param>
/// <param name="Kind">What kind it really is.</param>
/// <param name="Members">The states that really are in it: all of them, one or more.</param>
/// <param name="StatedOn">When it was really said that it is there; not after today.</param>
/// <param name="Since">Since when it really is there.</param>
/// <param name="Citation">Where a source shows the slip.</param>
public sealed record CorrectMechanism(
    string Mechanism, string Reason, string? Title = null, MechanismKind? Kind = null, IReadOnlyList<StateCode>? Members = null, DateSpan? StatedOn = null, DateSpan? Since = null,
    Citation? Citation = null) : ICommand
{
    string? ICommand.Reason => Reason;
}

/// <summary>A slip of this register in what it says of a standing body was mended. What is absent was not corrected.</summary>
/// <param name="Slug">The body's slug.</param>
/// <param name="Reason">What was wrong.</param>
/// <param name="Title">The right name.</param>
/// <param name="Kind">What kind it really is.</param>
/// <param name="Members">The states that really are in it, sorted.</param>
/// <param name="StatedOn">When it was really said.</param>
/// <param name="Since">Since when it really is there.</param>
public sealed record MechanismCorrected(
    string Slug, string Reason, string? Title, MechanismKind? Kind, IReadOnlyList<StateCode>? Members, DateSpan? StatedOn, DateSpan? Since);
