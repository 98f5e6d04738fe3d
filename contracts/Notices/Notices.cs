using System.Text.Json.Serialization;
using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Contracts.Notices;

/// <summary>What a notice says.</summary>
[JsonConverter(typeof(CamelCaseEnum<NoticeKind>))]
public enum NoticeKind
{
    /// <summary>It falls due before long.</summary>
    DueSoon,
    /// <summary>This is its last day; of an agreement the day on which something comes about by itself, which is never overdue.</summary>
    Due,
    /// <summary>Its last day has passed.</summary>
    Overdue,
    /// <summary>It has no deadline that passes, and somebody should look at it.</summary>
    ReviewDue,
}

/// <summary>
/// The watcher raised a notice. Stream <c>notice:{entry's id with a hyphen for the colon}</c>. Once for an entry, a part of it, a due day and a
/// tier, whatever restarts and however many nodes watch; a later tier of the same day is never followed by an earlier one.
/// </summary>
/// <param name="Entry">Id of the entry: <c>agreement:…</c>, <c>commitment:…</c>, <c>meeting:…</c>, <c>target:…</c>.</param>
/// <param name="States">The states concerned, sorted.</param>
/// <param name="Part">The milestone or period of it; of an agreement which of its days: <c>entry-into-force</c>, <c>denunciation-TJK</c>, <c>term</c>; null for the whole.</param>
/// <param name="Kind">What the notice says.</param>
/// <param name="What">What is to be done or comes about, as it was worded then.</param>
/// <param name="Owner">The body that saw to it then.</param>
/// <param name="DueOn">The last day; of a review the day since which it is due.</param>
/// <param name="Tier">Which reminder: days from the last day, negative before it.</param>
/// <param name="RaisedFor">The calendar day for which it was raised; later than the tier's own where nobody watched in between.</param>
public sealed record NoticeRaised(
    string Entry, IReadOnlyList<StateCode> States, string? Part, NoticeKind Kind, string What, string? Owner, DateOnly DueOn, int Tier, DateOnly RaisedFor);

/// <summary>A notice as the register lists it.</summary>
/// <param name="Position">Position of its event.</param>
/// <param name="RecordedAt">When it was raised.</param>
/// <param name="Entry">Id of the entry.</param>
/// <param name="States">The states concerned.</param>
/// <param name="Part">The milestone or period of it; null for the whole.</param>
/// <param name="Kind">What the notice says.</param>
/// <param name="What">What is to be done.</param>
/// <param name="Owner">The body that saw to it then.</param>
/// <param name="DueOn">The last day; of a review the day since which it is due.</param>
/// <param name="Tier">Which reminder: days from the last day, negative before it.</param>
/// <param name="RaisedFor">The calendar day for which it was raised.</param>
public sealed record NoticeView(
    long Position, DateTimeOffset RecordedAt, string Entry, IReadOnlyList<StateCode> States, string? Part, NoticeKind Kind, string What, string? Owner, DateOnly DueOn, int Tier, DateOnly RaisedFor);
