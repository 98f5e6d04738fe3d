using System.Collections.Immutable;
using System.Globalization;
using CommitmentTracker.Contracts.Facts;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.EventStore;
using CommitmentTracker.EventStore.Deciding;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;

namespace CommitmentTracker.Facts;

/// <summary>What decisions need to know of a fact. Its events are listed in <see cref="Evolve"/>.</summary>
internal sealed record Fact(FactRecorded? Recorded, ImmutableList<object> History) : ICited
{
    public static readonly StreamType Kind = StreamType.Of("fact", "fact", new Fact(null, []), Evolve) with { Heed = ICited.Heed };

    public ImmutableHashSet<Citation> Cited { get; init; } = [];

    public ICited Citing(Citation citation) => this with { Cited = Cited.Add(citation) };

    public static Fact Evolve(Fact fact, object e) => e switch
    {
        FactRecorded recorded => new(recorded, fact.History.Add(e)),
        FactCorrected corrected => fact with { Recorded = fact.With(corrected), History = fact.History.Add(e) },
        ClosureProposed or ClosureRejected or EntryCited or EntryRetracted or TakenBack => fact with { History = fact.History.Add(e) },
        ActTakenBack taken => fact with { History = TakenBack.From(fact.History, taken) },
        _ => throw new UnknownEventException(e.GetType().Name),
    };

    /// <summary>What stands after a correction.</summary>
    public FactRecorded With(FactCorrected c) => Recorded! with
    {
        What = c.What ?? Recorded.What, Kind = c.Kind ?? Recorded.Kind, States = c.States ?? Recorded.States, StatedOn = c.StatedOn ?? Recorded.StatedOn, On = c.On ?? Recorded.On,
        Quantity = c.Quantity ?? Recorded.Quantity,
    };

    public IReadOnlyList<StateCode> States => Recorded?.States ?? [];
}

internal static class RecordFactSlice
{
    public static readonly Slice Slice = new Slice<RecordFact, Fact>(
        Roles.Officer, command => Fact.Kind.Stream(SlugOf(command)!), Check, Decide);

    static string? SlugOf(RecordFact command) =>
        command.Slug ?? Slug.From(command.What, command.StatedOn.From.Year.ToString(CultureInfo.InvariantCulture));

    static Faults Check(RecordFact command) => new Faults()
        .Slug("/slug", SlugOf(command))
        .Text("/what", command.What, 500)
        .States("/states", command.States, 1)
        .Past("/statedOn", command.StatedOn)
        .Date("/on", command.On)
        .Quantity("/quantity", command.Quantity);

    public static Decision Decide(RecordFact command, Fact fact, Known known)
    {
        var recorded = new FactRecorded(SlugOf(command)!, command.Kind, command.What, [.. command.States.Order()], command.StatedOn, command.On, command.Quantity);
        return fact.Begin(fact.Recorded, recorded, apart => $"A fact '{recorded.Slug}' is recorded with another {apart}; a contradicting one has its own slug, a slip is mended by CorrectFact.");
    }
}
