using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.EventStore;
using CommitmentTracker.EventStore.Deciding;
using CommitmentTracker.Platform;

namespace CommitmentTracker.Review;

/// <summary>
/// Everything logged of an entry, oldest first. Every view of an entry is folded from this when it is asked for: what was known, published
/// and had happened by a day is a matter of leaving out the rest.
/// </summary>
internal sealed record Dossier(string Id, IReadOnlyList<Logged> Log)
{
    /// <summary>The day it was asked for: today, where none was named, by the calendar of the states it concerns.</summary>
    [JsonIgnore]
    public DateOnly Day { get; init; }

    /// <summary>The last event in it: its own last, or that of a text since in which its quotes were looked for.</summary>
    [JsonIgnore]
    public (long Position, DateTimeOffset RecordedAt) Last { get => field.Position > 0 ? field : (Log[^1].Position, Log[^1].RecordedAt); init; }

    /// <summary>The proposal that waits for a second person, as <see cref="Proposals.Pending"/> finds it in a state; null where none does.</summary>
    [JsonIgnore]
    public Logged? Proposal
    {
        get
        {
            var taken = Taken();
            var last = Log.LastOrDefault(l => l.Act == "closure_proposed" && !taken.Contains(l.Version));
            return last is not null && Log.Any(l => l.Version > last.Version && Proposals.Settles(l)) ? null : last;
        }
    }

    /// <summary>Of a commitment: the sessions that looked at it, which their own dossiers tell.</summary>
    [JsonIgnore]
    public IReadOnlyList<LookedAt> LookedAt { get; init; } = [];

    /// <summary>Of a commitment: slugs of those folded into it.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Folded { get; init; } = [];

    /// <summary>What its events fold to. What was taken back keeps its place and nothing else, whatever of the log is left out.</summary>
    public TState Fold<TState>(StreamType kind) where TState : class
    {
        var taken = Taken();
        return (TState)Log.Aggregate(kind.Initial, (state, logged) =>
        {
            var e = App.Types.Decode(logged.Act, JsonMarshal.GetRawUtf8Value(logged.Data));
            return kind.Evolve(state, e is ActTakenBack || taken.Contains(logged.Version) ? new TakenBack(e) : e);
        });
    }

    HashSet<long> Taken() => Log.Where(l => l.Act == "act_taken_back").Select(l => l.Data.GetProperty("act").GetInt64()).ToHashSet();

    /// <summary>What it begins with and what changed the states concerned or mended it since; what was taken back is left out.</summary>
    public IEnumerable<Logged> Beginnings()
    {
        var taken = Taken();
        return Log.Where((l, n) => n == 0 || l.Act is "commitment_corrected" or "agreement_corrected" or "participant_added" && !taken.Contains(l.Version));
    }

    /// <summary>With an event more.</summary>
    public static Dossier With(Dossier? dossier, StoredEvent e) => new(e.Stream, [.. dossier?.Log ?? [], Logged(e)]);

    /// <summary>An event as it is kept.</summary>
    public static Logged Logged(StoredEvent e)
    {
        var headers = EventHeaders.Of(e);
        return new(e.Type, e.Version, e.Position, e.RecordedAt, e.Actor, Happened.On(e.Data), headers.Reason, headers.Citation, JsonElement.Parse(e.Json.Span));
    }
}
