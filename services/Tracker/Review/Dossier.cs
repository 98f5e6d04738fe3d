using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Contracts.Values;
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
    /// <summary>What a first event tells of a day besides the one on which it was said.</summary>
    static readonly string[] DaysIn = ["scheduledFor", "on", "since"];

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

    /// <summary>Of a commitment: slugs of those whose place it took.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Supersedes { get; init; } = [];

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
        return Log.Where((l, n) => n == 0 || Corrects(l) || l.Act == "participant_added" && !taken.Contains(l.Version));
    }

    /// <summary>What says again what was logged, by the version of that: other words for it, and what another source says of it.</summary>
    public ILookup<long, Logged> Mentions()
    {
        var taken = Taken();
        return Log.Where(l => l.Act is "entry_cited" or "meeting_restated" or "commitment_restated" or "commitment_contradicted" && !taken.Contains(l.Version)).ToLookup(l => l.Data.TryGetProperty("act", out var act) ? act.GetInt64() : 1);
    }

    /// <summary>Of a meeting: what tells that it was held; null where nothing does.</summary>
    public Logged? Held() => Log.LastOrDefault(l => l.Act == "meeting_held") is { } held && !Taken().Contains(held.Version) ? held : null;

    /// <summary>With the days as they were mended since: when it was first said, and when it was held.</summary>
    public Dossier Mended()
    {
        var saidOn = Log.LastOrDefault(l => l.On is not null && Corrects(l))?.On;
        return this with { Log = [.. Log.Select(l => l.Version == 1 && saidOn is not null ? l with { On = saidOn } : l.Act == "meeting_held" ? l with { On = Corrected(l, "heldOn") ?? l.On } : l)] };
    }

    /// <summary>A day as it was corrected last after something was logged; null where it was not.</summary>
    DateSpan? Corrected(Logged? after, string member) =>
        Log.LastOrDefault(l => l.Version > (after?.Version ?? 0) && Corrects(l) && l.Data.TryGetProperty(member, out _))?.Data.GetProperty(member).Deserialize<DateSpan>(ContractJson.Stored);

    /// <summary>Whether something in it counts: a state that joined, nobody says when, with the beginning.</summary>
    public bool Counts(Logged logged, AsKnown known) => logged is { Act: "participant_added", On: null, Citation: null } && Log[0].Version == 1 ? Counts(Log[0], known)
        : known.Counts(logged, logged.On, logged.Version == 1 && logged.On?.To > known.Asked.Day ? Began() : logged.On);

    /// <summary>When what it is of began, where that was before anybody said so: the day for which a meeting was planned or on which it was held, on which a fact is or was so, since which a body is there.</summary>
    DateSpan? Began() => DaysIn
        .Select(member => Corrected(null, member))
        .Append(Held()?.On).Where(day => day is { Precision: not Precision.Open }).Append(Log[0].On).MinBy(day => day!.To);

    /// <summary>Whether it says with what the entry begins: the first event, and what mended it.</summary>
    public static bool Corrects(Logged logged) => logged.Version == 1 || logged.Act is "commitment_corrected" or "agreement_corrected" or "fact_corrected" or "mechanism_corrected" or "meeting_corrected";

    /// <summary>With an event more.</summary>
    public static Dossier With(Dossier? dossier, StoredEvent e) => new(e.Stream, [.. dossier?.Log ?? [], Logged(e)]);

    /// <summary>An event as it is kept.</summary>
    public static Logged Logged(StoredEvent e)
    {
        var headers = EventHeaders.Of(e);
        return new(e.Type, e.Version, e.Position, e.RecordedAt, e.Actor, Happened.On(e.Data), headers.Reason, headers.Citation, JsonElement.Parse(e.Json.Span));
    }
}
