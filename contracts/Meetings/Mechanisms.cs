using System.Text.Json.Serialization;
using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Contracts.Meetings;

/// <summary>What kind of standing body or format.</summary>
[JsonConverter(typeof(CamelCaseEnum<MechanismKind>))]
public enum MechanismKind
{
    /// <summary>An intergovernmental commission.</summary>
    Commission,
    /// <summary>A council.</summary>
    Council,
    /// <summary>A standing forum.</summary>
    Forum,
    /// <summary>Coordination of bodies of the states.</summary>
    Coordination,
    /// <summary>Control of what was agreed.</summary>
    Control,
    /// <summary>A multilateral format or organisation.</summary>
    Format,
    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>Logs a standing body or format. Stream <c>mechanism:{slug}</c>. Its sessions are meetings that name it.</summary>
/// <param name="Slug">Name in addresses; derived from the name where absent.</param>
/// <param name="Kind">What kind.</param>
/// <param name="Title">Its name; 500 characters at most.</param>
/// <param name="Members">The states, one or more.</param>
/// <param name="StatedOn">When it was said that it is there; not after today.</param>
/// <param name="Since">Since when it is there.</param>
/// <param name="Citation">Where a source says so.</param>
public sealed record RecordMechanism(
    string? Slug, MechanismKind Kind, string Title, IReadOnlyList<StateCode> Members, DateSpan StatedOn, DateSpan? Since = null, Citation? Citation = null) : ICommand;

/// <summary>A standing body or format entered the register.</summary>
/// <param name="Slug">Its slug.</param>
/// <param name="Kind">What kind.</param>
/// <param name="Title">Its name.</param>
/// <param name="Members">The states, sorted.</param>
/// <param name="StatedOn">When it was said that it is there.</param>
/// <param name="Since">Since when it is there.</param>
public sealed record MechanismRecorded(string Slug, MechanismKind Kind, string Title, IReadOnlyList<StateCode> Members, DateSpan StatedOn, DateSpan? Since);
