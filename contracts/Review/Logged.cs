using System.Text.Json;
using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Contracts.Review;

/// <summary>One thing logged of an entry.</summary>
/// <param name="Act">Stored name of the event.</param>
/// <param name="Version">Its version in the stream.</param>
/// <param name="Position">Its position in the log.</param>
/// <param name="RecordedAt">When this register recorded it.</param>
/// <param name="Actor">Opaque id of who logged it.</param>
/// <param name="On">When it happened or was said.</param>
/// <param name="Reason">Why it was logged so.</param>
/// <param name="Citation">Who says so.</param>
/// <param name="Data">The event's body.</param>
/// <param name="TakesEffectOn">The day for which it was agreed or given notice, where that is another than the day on which it was.</param>
/// <param name="TakesBack">The version of what this takes back as wrong.</param>
/// <param name="TakenBackBy">The version of what took this back, or what this mentions: it counts no more.</param>
public sealed record Logged(
    string Act, long Version, long Position, DateTimeOffset RecordedAt, string? Actor, DateSpan? On, string? Reason, LocatedCitation? Citation, JsonElement Data,
    DateSpan? TakesEffectOn = null, long? TakesBack = null, long? TakenBackBy = null);

/// <summary>A proposal that waits for a second person.</summary>
/// <param name="Closure">How the entry is to be closed.</param>
/// <param name="Proposal">The proposal's version: what <c>ConfirmClosure</c> and <c>RejectClosure</c> name.</param>
/// <param name="On">When it took effect.</param>
/// <param name="ProposedBy">Opaque id of the first person.</param>
/// <param name="Reason">Why.</param>
public sealed record Waiting(Closure Closure, long Proposal, DateSpan? On, string ProposedBy, string? Reason);
