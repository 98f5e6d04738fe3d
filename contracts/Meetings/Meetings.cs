using System.Text.Json.Serialization;
using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Contracts.Meetings;

/// <summary>What kind of meeting.</summary>
[JsonConverter(typeof(CamelCaseEnum<MeetingKind>))]
public enum MeetingKind
{
    /// <summary>A telephone or video call.</summary>
    Call,
    /// <summary>A visit: state, official or working.</summary>
    Visit,
    /// <summary>A summit or conference of several states.</summary>
    Summit,
    /// <summary>Talks.</summary>
    Talks,
    /// <summary>A session of a standing body.</summary>
    Session,
    /// <summary>A forum, fair, days of culture.</summary>
    Event,
}

/// <summary>Logs a meeting that is planned or was held. Stream <c>meeting:{slug}</c>.</summary>
/// <param name="Slug">Name in addresses; derived from the title and the year where absent: that in which it was held, else that for which it is planned, else that in which it was spoken of.</param>
/// <param name="Kind">What kind.</param>
/// <param name="Title">What it is, in the register's own words; 500 characters at most.</param>
/// <param name="Participants">The states, one or more.</param>
/// <param name="StatedOn">When it was said; not after today.</param>
/// <param name="ScheduledFor">When it is to take place.</param>
/// <param name="HeldOn">When it took place; not after today.</param>
/// <param name="Place">Where.</param>
/// <param name="Host">The state that receives the others.</param>
/// <param name="Mechanism">Slug of the standing body whose session it is.</param>
/// <param name="Citation">Where a source says so.</param>
public sealed record RecordMeeting(
    string? Slug, MeetingKind Kind, string Title, IReadOnlyList<StateCode> Participants, DateSpan StatedOn, DateSpan? ScheduledFor = null, DateSpan? HeldOn = null,
    string? Place = null, StateCode? Host = null, string? Mechanism = null, Citation? Citation = null) : ICommand;

/// <summary>Logs that one more state takes part in it. A state that takes part already is nothing, with a warning where it comes with another day; one that declined its invitation is 409, it accepts with a later day.</summary>
/// <param name="Meeting">Its slug.</param>
/// <param name="Participant">The state that joined.</param>
/// <param name="StatedOn">When it was said, where that is known; not after today. Without it and a citation the state takes part from the meeting's beginning.</param>
/// <param name="Reason">Why it is logged only now, where that is worth a word.</param>
/// <param name="Citation">Where a source says so.</param>
public sealed record AddParticipant(string Meeting, StateCode Participant, DateSpan? StatedOn = null, string? Reason = null, Citation? Citation = null) : ICommand;

/// <summary>Logs another day for it. Of one that was held or cancelled what had been said before that; 409 for later words.</summary>
/// <param name="Meeting">Its slug.</param>
/// <param name="ScheduledFor">The new day; absent where it was put off and no new day was named. 422 where it lies before the statement.</param>
/// <param name="StatedOn">When it was said; 422 after today, or before the meeting was first spoken of.</param>
/// <param name="Reason">Why, where a source says.</param>
/// <param name="Citation">Where a source says so.</param>
public sealed record RescheduleMeeting(string Meeting, DateSpan? ScheduledFor, DateSpan StatedOn, string? Reason = null, Citation? Citation = null) : ICommand;

/// <summary>Logs that it took place.</summary>
/// <param name="Meeting">Its slug.</param>
/// <param name="HeldOn">When; not after today.</param>
/// <param name="Place">Where.</param>
/// <param name="Citation">Where a source says so.</param>
public sealed record HoldMeeting(string Meeting, DateSpan HeldOn, string? Place = null, Citation? Citation = null) : ICommand;

/// <summary>
/// Logs what another source says of it, or an earlier one: that it is spoken of, when it was held, for when it is planned, where. It overwrites nothing; another day or
/// place than the register's is a contradiction, kept beside. Only where the register has no plan that of the source is shown. A slip of the register's own is mended by <c>CorrectMeeting</c>.
/// </summary>
/// <param name="Meeting">Its slug.</param>
/// <param name="StatedOn">When it was said; not after today. From the first such day on the meeting was spoken of.</param>
/// <param name="HeldOn">When it took place, as the source says; 422 after today, or after the statement. 409 where it is not logged as held.</param>
/// <param name="ScheduledFor">For when it is planned, as the source says.</param>
/// <param name="Place">Where, as the source says; 200 characters at most.</param>
/// <param name="Citation">Where a source says so; required.</param>
public sealed record RestateMeeting(string Meeting, DateSpan StatedOn, DateSpan? HeldOn = null, DateSpan? ScheduledFor = null, string? Place = null, Citation? Citation = null) : ICommand;

/// <summary>Logs that it will not take place.</summary>
/// <param name="Meeting">Its slug.</param>
/// <param name="StatedOn">When it was said; 422 after today, or before the meeting was first spoken of.</param>
/// <param name="Reason">Why, where a source says; required without a citation.</param>
/// <param name="Citation">Where a source says so.</param>
public sealed record CancelMeeting(string Meeting, DateSpan StatedOn, string? Reason, Citation? Citation = null) : ICommand;

/// <summary>Logs that one state invited another to it.</summary>
/// <param name="Meeting">Its slug.</param>
/// <param name="By">Who invites.</param>
/// <param name="Invited">Who is invited.</param>
/// <param name="ExtendedOn">When; 422 after today, or after the meeting was held or cancelled.</param>
/// <param name="Citation">Where a source says so.</param>
public sealed record ExtendInvitation(string Meeting, StateCode By, StateCode Invited, DateSpan ExtendedOn, Citation? Citation = null) : ICommand;

/// <summary>Logs that the invited state accepted.</summary>
/// <param name="Meeting">Its slug.</param>
/// <param name="By">The invited state.</param>
/// <param name="AcceptedOn">When; 422 after today, or after the meeting was held or cancelled.</param>
/// <param name="Citation">Where a source says so.</param>
public sealed record AcceptInvitation(string Meeting, StateCode By, DateSpan AcceptedOn, Citation? Citation = null) : ICommand;

/// <summary>Logs that the invited state declined.</summary>
/// <param name="Meeting">Its slug.</param>
/// <param name="By">The invited state.</param>
/// <param name="DeclinedOn">When; 422 after today, or after the meeting was held or cancelled.</param>
/// <param name="Reason">Why, where it says.</param>
/// <param name="Citation">Where a source says so.</param>
public sealed record DeclineInvitation(string Meeting, StateCode By, DateSpan DeclinedOn, string? Reason = null, Citation? Citation = null) : ICommand;

/// <summary>Logs that a meeting looked at an entry of this register.</summary>
/// <param name="Meeting">Its slug; the meeting was held.</param>
/// <param name="Entry">Id of the entry, such as <c>commitment:…</c>, <c>target:…</c>, <c>agreement:…</c>.</param>
/// <param name="Outcome">What came of it; 1,000 characters at most.</param>
/// <param name="Citation">Where a source says so.</param>
public sealed record ReviewItem(string Meeting, string Entry, string? Outcome = null, Citation? Citation = null) : ICommand;

/// <summary>A meeting entered the register.</summary>
/// <param name="Slug">Its slug.</param>
/// <param name="Kind">What kind.</param>
/// <param name="Title">What it is.</param>
/// <param name="Participants">The states, sorted.</param>
/// <param name="StatedOn">When it was said.</param>
/// <param name="ScheduledFor">When it is to take place.</param>
/// <param name="Place">Where.</param>
/// <param name="Host">The state that receives the others.</param>
/// <param name="Mechanism">Slug of the standing body whose session it is.</param>
public sealed record MeetingRecorded(
    string Slug, MeetingKind Kind, string Title, IReadOnlyList<StateCode> Participants, DateSpan StatedOn, DateSpan? ScheduledFor, string? Place, StateCode? Host, string? Mechanism);

/// <summary>A meeting got another day.</summary>
/// <param name="Slug">Its slug.</param>
/// <param name="Participants">The states.</param>
/// <param name="From">The day until then.</param>
/// <param name="ScheduledFor">The new day; absent where none was named.</param>
/// <param name="StatedOn">When it was said.</param>
public sealed record MeetingRescheduled(string Slug, IReadOnlyList<StateCode> Participants, DateSpan? From, DateSpan? ScheduledFor, DateSpan StatedOn);

/// <summary>A meeting took place.</summary>
/// <param name="Slug">Its slug.</param>
/// <param name="Participants">The states.</param>
/// <param name="HeldOn">When.</param>
/// <param name="Place">Where.</param>
public sealed record MeetingHeld(string Slug, IReadOnlyList<StateCode> Participants, DateSpan HeldOn, string? Place);

/// <summary>Another source spoke of a meeting; what stood stands.</summary>
/// <param name="Slug">Its slug.</param>
/// <param name="Participants">The states.</param>
/// <param name="StatedOn">When it was said.</param>
/// <param name="Source">Slug of the source.</param>
/// <param name="HeldOn">When it took place, as the source says.</param>
/// <param name="ScheduledFor">For when it is planned, as the source says.</param>
/// <param name="Place">Where, as the source says.</param>
public sealed record MeetingRestated(string Slug, IReadOnlyList<StateCode> Participants, DateSpan StatedOn, string Source, DateSpan? HeldOn, DateSpan? ScheduledFor, string? Place);

/// <summary>A meeting will not take place.</summary>
/// <param name="Slug">Its slug.</param>
/// <param name="Participants">The states.</param>
/// <param name="StatedOn">When it was said.</param>
public sealed record MeetingCancelled(string Slug, IReadOnlyList<StateCode> Participants, DateSpan StatedOn);

/// <summary>A state invited another.</summary>
/// <param name="Slug">The meeting's slug.</param>
/// <param name="By">Who invites.</param>
/// <param name="Invited">Who is invited.</param>
/// <param name="ExtendedOn">When.</param>
public sealed record InvitationExtended(string Slug, StateCode By, StateCode Invited, DateSpan ExtendedOn);

/// <summary>The invited state accepted.</summary>
/// <param name="Slug">The meeting's slug.</param>
/// <param name="By">The invited state.</param>
/// <param name="AcceptedOn">When.</param>
public sealed record InvitationAccepted(string Slug, StateCode By, DateSpan AcceptedOn);

/// <summary>The invited state declined.</summary>
/// <param name="Slug">The meeting's slug.</param>
/// <param name="By">The invited state.</param>
/// <param name="DeclinedOn">When.</param>
public sealed record InvitationDeclined(string Slug, StateCode By, DateSpan DeclinedOn);

/// <summary>A meeting looked at an entry.</summary>
/// <param name="Slug">The meeting's slug.</param>
/// <param name="Participants">The states.</param>
/// <param name="Entry">Id of the entry.</param>
/// <param name="Outcome">What came of it.</param>
public sealed record ItemReviewed(string Slug, IReadOnlyList<StateCode> Participants, string Entry, string? Outcome);

/// <summary>One more state takes part in a meeting.</summary>
/// <param name="Slug">The meeting's slug.</param>
/// <param name="Participants">The states until then, sorted.</param>
/// <param name="Participant">The state that joined.</param>
/// <param name="StatedOn">When it was said.</param>
public sealed record ParticipantAdded(string Slug, IReadOnlyList<StateCode> Participants, StateCode Participant, DateSpan? StatedOn);
