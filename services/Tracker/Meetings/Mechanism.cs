using System.Collections.Immutable;
using CommitmentTracker.Contracts.Meetings;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.EventStore;
using CommitmentTracker.EventStore.Deciding;
using CommitmentTracker.Review;

namespace CommitmentTracker.Meetings;

/// <summary>What decisions need to know of a standing body. Its events are listed in <see cref="Evolve"/>.</summary>
internal sealed record Mechanism(MechanismRecorded? Recorded, ImmutableList<object> History) : ICited
{
    public static readonly StreamType Kind = StreamType.Of("mechanism", "mechanism", new Mechanism(null, []), Evolve) with { Heed = ICited.Heed };

    public ImmutableHashSet<Citation> Cited { get; init; } = [];

    public ICited Citing(Citation citation) => this with { Cited = Cited.Add(citation) };

    public static Mechanism Evolve(Mechanism mechanism, object e) => e switch
    {
        MechanismRecorded recorded => new(recorded, mechanism.History.Add(e)),
        MechanismCorrected corrected => mechanism with { Recorded = mechanism.With(corrected), History = mechanism.History.Add(e) },
        ClosureProposed or ClosureRejected or EntryCited or EntryRetracted or TakenBack => mechanism with { History = mechanism.History.Add(e) },
        ActTakenBack taken => mechanism with { History = TakenBack.From(mechanism.History, taken) },
        _ => throw new UnknownEventException(e.GetType().Name),
    };

    /// <summary>What stands after a correction.</summary>
    public MechanismRecorded With(MechanismCorrected c) => Recorded! with
    {
        Title = c.Title ?? Recorded.Title, Kind = c.Kind ?? Recorded.Kind, Members = c.Members ?? Recorded.Members, StatedOn = c.StatedOn ?? Recorded.StatedOn, Since = c.Since ?? Recorded.Since,
    };

    public IReadOnlyList<StateCode> States => Recorded?.Members ?? [];
}
