using System.Text.Json.Serialization;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Contracts.Meetings;

/// <summary>How a meeting stands on a day.</summary>
[JsonConverter(typeof(NamedEnum<MeetingStatus>))]
public enum MeetingStatus
{
    /// <summary>Spoken of; no day is given.</summary>
    Announced,
    /// <summary>Its day has not passed.</summary>
    Scheduled,
    /// <summary>Its day has passed, or the time that was guessed for it, and nobody has logged that it was held.</summary>
    Unconfirmed,
    /// <summary>Held.</summary>
    Held,
    /// <summary>Cancelled.</summary>
    Cancelled,
    /// <summary>Taken back: it should never have been logged.</summary>
    Retracted,
}

/// <summary>A meeting as the register shows it on a day.</summary>
/// <param name="Slug">Its name in addresses.</param>
/// <param name="Kind">What kind.</param>
/// <param name="Title">What it is.</param>
/// <param name="Participants">The states that take part: those with which it was recorded and those that joined, without those that declined.</param>
/// <param name="Status">How it stands.</param>
/// <param name="StatedOn">When it was first spoken of.</param>
/// <param name="ScheduledFor">When it is, or was, to take place; absent where no day was named, or none since it was put off.</param>
/// <param name="OriginallyFor">When it was first to take place, where that was another day.</param>
/// <param name="HeldOn">When it took place.</param>
/// <param name="LateDays">Days from the last day it was first planned for to its first day; absent where it is not known so exactly whether it was late.</param>
/// <param name="Place">Where; as another source says where the register does not.</param>
/// <param name="Host">The state that receives the others.</param>
/// <param name="Mechanism">Slug of the standing body whose session it is.</param>
/// <param name="Invitations">Who invited whom, and the answers.</param>
/// <param name="Items">The entries it looked at.</param>
/// <param name="Closure">A retraction that waits for a second person.</param>
/// <param name="Day">The day it is shown for.</param>
/// <param name="Timeline">Everything logged of it, oldest first.</param>
/// <param name="Position">Position of the last event in this view.</param>
/// <param name="RecordedAt">Recorded time of that event.</param>
/// <param name="Declined">States that declined their invitation, by what each answered last; absent where none did.</param>
/// <param name="Arisen">Slugs of the commitments that arose from it, without those taken back or folded into another; absent where there are none, and in a list.</param>
/// <param name="Contradictions">What other sources say of its day or place, and the register does not, kept beside; absent where nothing is.</param>
/// <param name="MechanismRetracted">True where two people took back the standing body that is named; otherwise, and in a list, absent.</param>
/// <param name="CancelledOn">When it was said that it will not take place; why stands in its timeline.</param>
/// <param name="Warnings">What of it cannot all be so and is worth a second look; absent where nothing is.</param>
public sealed record MeetingView(
    string Slug, MeetingKind Kind, string Title, IReadOnlyList<StateCode> Participants, MeetingStatus Status, DateSpan StatedOn, DateSpan? ScheduledFor, DateSpan? OriginallyFor,
    DateSpan? HeldOn, int? LateDays, string? Place, StateCode? Host, string? Mechanism, IReadOnlyList<Invitation>? Invitations, IReadOnlyList<Item>? Items, Waiting? Closure,
    DateOnly Day, IReadOnlyList<Logged> Timeline, long Position, DateTimeOffset RecordedAt, IReadOnlyList<StateCode>? Declined = null,
    IReadOnlyList<string>? Arisen = null, bool? MechanismRetracted = null, IReadOnlyList<OtherWords>? Contradictions = null, IReadOnlyList<string>? Warnings = null, DateSpan? CancelledOn = null);

/// <summary>What a source says of a meeting.</summary>
/// <param name="StatedOn">When.</param>
/// <param name="Source">Slug of the source.</param>
/// <param name="HeldOn">When it took place.</param>
/// <param name="ScheduledFor">For when it is planned.</param>
/// <param name="Place">Where.</param>
public sealed record OtherWords(DateSpan StatedOn, string Source, DateSpan? HeldOn, DateSpan? ScheduledFor, string? Place);

/// <summary>An invitation and its answer.</summary>
/// <param name="By">Who invites.</param>
/// <param name="Invited">Who is invited.</param>
/// <param name="ExtendedOn">When.</param>
/// <param name="Accepted">True: accepted; false: declined; null: no answer is logged.</param>
/// <param name="AnsweredOn">When it was answered.</param>
/// <param name="AlsoOn">Other days that were given for the same answer, kept beside; absent where there are none.</param>
public sealed record Invitation(StateCode By, StateCode Invited, DateSpan ExtendedOn, bool? Accepted, DateSpan? AnsweredOn, IReadOnlyList<DateSpan>? AlsoOn = null);

/// <summary>An entry that a meeting looked at.</summary>
/// <param name="Entry">Its id.</param>
/// <param name="Outcome">What came of it.</param>
public sealed record Item(string Entry, string? Outcome);

/// <summary>A standing body or format as the register shows it on a day.</summary>
/// <param name="Slug">Its name in addresses.</param>
/// <param name="Kind">What kind.</param>
/// <param name="Title">Its name.</param>
/// <param name="Members">The states.</param>
/// <param name="StatedOn">When it was first spoken of.</param>
/// <param name="Since">Since when it is there.</param>
/// <param name="Sessions">Its sessions, the latest first; in a list they are left out.</param>
/// <param name="OpenItems">
/// What is still open on its table: commitments that it or its sessions looked at or gave rise to, or that it sees to, trade targets and agreements not yet in force at
/// which they looked; in a list they are left out. They come as CSV too.
/// </param>
/// <param name="Closure">A retraction that waits for a second person.</param>
/// <param name="Day">The day it is shown for.</param>
/// <param name="Timeline">Everything logged of it, oldest first.</param>
/// <param name="Position">Position of the last event in this view.</param>
/// <param name="RecordedAt">Recorded time of that event.</param>
/// <param name="Retracted">Whether two people took it back; then it has no sessions and nothing on its table.</param>
public sealed record MechanismView(
    string Slug, MechanismKind Kind, string Title, IReadOnlyList<StateCode> Members, DateSpan StatedOn, DateSpan? Since, IReadOnlyList<Session>? Sessions,
    IReadOnlyList<OpenItem>? OpenItems, Waiting? Closure, DateOnly Day, IReadOnlyList<Logged> Timeline, long Position, DateTimeOffset RecordedAt,
    bool Retracted);

/// <summary>A session of a standing body.</summary>
/// <param name="Meeting">The meeting's slug.</param>
/// <param name="Title">What it is.</param>
/// <param name="Status">How it stands.</param>
/// <param name="On">When it was held, or is planned.</param>
/// <param name="Items">Ids of the entries it looked at, such as <c>commitment:flour-2020</c>; absent where it looked at none.</param>
public sealed record Session(string Meeting, string Title, MeetingStatus Status, DateSpan? On, IReadOnlyList<string>? Items = null);

/// <summary>What is still to be done on the table of a standing body.</summary>
/// <param name="Entry">Its id, such as <c>commitment:flour-2020</c> or <c>target:kaz-tjk-trade</c>.</param>
/// <param name="Commitment">Its slug, where it is a commitment.</param>
/// <param name="What">What is to be done, the goal, or the agreement's title.</param>
/// <param name="Status">How it stands, in the words of its kind: those of a commitment, a target or an agreement.</param>
/// <param name="DueOn">The last day for it; absent where none is known.</param>
/// <param name="LastLookedAt">Slug of the last session that looked at it.</param>
/// <param name="Counts">False for an intent (announced, proposed, considered), which is no open commitment.</param>
public sealed record OpenItem(string Entry, string? Commitment, string What, string Status, DateOnly? DueOn, string? LastLookedAt, bool Counts);
