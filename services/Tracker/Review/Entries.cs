using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using CommitmentTracker.Agreements;
using CommitmentTracker.Commitments;
using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Facts;
using CommitmentTracker.Contracts.Meetings;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.EventStore.Deciding;
using CommitmentTracker.Facts;
using CommitmentTracker.Meetings;
using CommitmentTracker.Platform;
using CommitmentTracker.Targets;

namespace CommitmentTracker.Review;

/// <summary>What a stream holds that is followed to its end, and can be taken back: its whole history, and what follows from it.</summary>
internal interface IEntry
{
    /// <summary>The stream's events, oldest first: the n-th is version n.</summary>
    ImmutableList<object> History { get; }

    /// <summary>The states concerned; none where nothing was recorded.</summary>
    IReadOnlyList<StateCode> States { get; }

    /// <summary>Whether anything was recorded.</summary>
    bool Exists => History.Count > 0;

    /// <summary>Whether two people took it back.</summary>
    bool Retracted => History.Count > 0 && History[^1] is EntryRetracted;

    /// <summary>How the states ended it, as long as it stands so: what is logged all the same is warned of. Null while it goes on.</summary>
    string? Over => null;

    /// <summary>Why it takes nothing more; null while it does.</summary>
    Shut? Shut => Retracted ? Shut.Retracted : null;
}

/// <summary>An entry that knows what was cited for it, so that other words for what is logged already are kept, and the same ones once.</summary>
internal interface ICited : IEntry
{
    /// <summary>What its events cite.</summary>
    ImmutableHashSet<Citation> Cited { get; }

    /// <summary>With one more.</summary>
    ICited Citing(Citation citation);

    /// <summary>Takes note of what an event cites.</summary>
    static object Heed(object entry, ReadOnlyMemory<byte> headers) =>
        EventHeaders.Of(headers).Citation is { } located ? ((ICited)entry).Citing(new(located.Source, located.Quote)) : entry;
}

/// <summary>An entry that takes nothing more.</summary>
/// <param name="Why">Why not, and the way out of it.</param>
/// <param name="Answers">Whether a command that says nothing new is still answered so, and one at fault by its own fault.</param>
/// <param name="Takes">The commands that it takes all the same.</param>
internal sealed record Shut(string Why, bool Answers, params IReadOnlyList<Type> Takes)
{
    public static readonly Shut Retracted = new(
        "This entry was taken back: it should never have been made. Log a new one.", Answers: false, typeof(RetractEntry), typeof(ConfirmClosure), typeof(RejectClosure));
}

/// <summary>Entries by their ids, whatever their kind.</summary>
internal static class Entries
{
    /// <summary>Commands that mend what is logged, and what ended like anything else.</summary>
    public static readonly IReadOnlySet<Type> Mending = new HashSet<Type>
    {
        typeof(CorrectCommitment), typeof(ReopenCommitment), typeof(TakeBack), typeof(RetractEntry), typeof(ConfirmClosure), typeof(RejectClosure), typeof(MergeCommitment), typeof(DistinguishCommitment),
    };

    static readonly StreamType[] Kinds = [Agreement.Kind, Commitment.Kind, Fact.Kind, Mechanism.Kind, Meeting.Kind, Target.Kind];

    /// <summary>The stream of an entry's id such as <c>commitment:flour-2020</c>; null where this is no id.</summary>
    public static StreamRef? Ref(string id) => id.Split(':') is [var prefix, var slug] && Slug.IsValid(slug) && Array.Find(Kinds, k => k.Prefix == prefix) is { } kind
        ? kind.Stream(slug)
        : null;

    public static Faults Entry(this Faults faults, string pointer, string id) => faults.Require(Ref(id) is not null, pointer,
        $"This is no entry's id, such as commitment:flour-2020; the kinds are {string.Join(", ", Kinds.Select(k => k.Prefix))}.");

    /// <summary>Those of the ids that nobody recorded, as faults; null if there are none. An entry that names itself is not among the others it names.</summary>
    public static Refusal? Missing(this Known known, string pointer, params IEnumerable<string> ids)
    {
        var faults = ids.Where(id => !(known.Entries.TryGetValue(id, out var state) && Recorded(state))).Select(id => new Fault(pointer, $"No '{id}' is recorded.")).ToArray();
        return faults.Length == 0 ? null : Problem.UnknownEntry.Because("It names what is not recorded; record that first.", faults);
    }

    static bool Recorded(object state) => state is IEntry { Exists: true, Retracted: false };

    /// <summary>
    /// Whatever was logged of it, what was taken back since among it: who sends a file again must not bring that back. What went only because its ground went is left out:
    /// it was no slip of its own, and may be logged as it was once its ground is laid anew.
    /// </summary>
    public static IEnumerable<object> Ever(this IEntry entry) =>
        entry.History.Where((e, n) => e is not TakenBack taken || !TakeBackSlice.LostItsGround(entry.History, taken.Was, n)).Select(e => e is TakenBack taken ? taken.Was : e);

    /// <summary>Whether this very event was logged: then saying it again says nothing.</summary>
    public static bool Has(this IEntry entry, object e) => entry.Ever().Any(h => Same(h, e));

    /// <summary>The event, unless it was logged.</summary>
    public static Decision Once(this IEntry entry, object e, params IReadOnlyList<string> warnings) =>
        !entry.Has(e) ? new([e], Warnings: warnings.Count == 0 ? null : warnings)
        : entry.History.FindIndex(h => Same(h, e)) is >= 0 and var at ? Decision.Already(at + 1)
        : e.GetType().GetProperty(nameof(ClosureProposed.Reason)) is null ? TakenBeforeAsItWas
        : TakenBefore;

    /// <summary>The decision to log what an entry begins with, or that it is logged: as it was recorded, or as it stands after a correction.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="stands">What stands; null where nothing was recorded.</param>
    /// <param name="begun">The event.</param>
    /// <param name="taken">Why its name is taken where it says otherwise, from the members that differ.</param>
    public static Decision Begin(this IEntry entry, object? stands, object begun, Func<string, string> taken) =>
        stands is null || entry.Has(begun) && !Same(stands, begun) ? entry.Once(begun)
        : Same(stands, begun) ? Decision.Nothing
        : Problem.AlreadyDifferent.Because(taken(Apart(stands, begun)));

    /// <summary>The decision to mend what an entry began with.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="was">What stands.</param>
    /// <param name="with">What would stand.</param>
    /// <param name="corrected">The correction.</param>
    /// <param name="broken">What would be amiss then; null where nothing is.</param>
    public static Decision Mend(this IEntry entry, object was, object with, object corrected, Refusal? broken = null) =>
        Same(was, with) ? Decision.Nothing
        : entry.Has(corrected) ? Decision.CorrectedSince
        : broken is not null ? broken
        : entry.Pending() is { } waiting ? MayRestOnThis(waiting.Version)
        : Decision.Of(corrected);

    /// <summary>The refusal of what would pull the ground from under a proposal that waits.</summary>
    public static Refusal MayRestOnThis(long proposal) => Problem.StateRefuses.Because($"A proposal waits for a second person, version {proposal}: it may rest on this.");

    /// <summary>The answer to what was taken back and is sent again, where another reason makes another event of it.</summary>
    public static Decision TakenBefore { get; } = Decision.Nothing with { Warnings = ["It was logged so before, and taken back as wrong; if it is right after all, say in the reason what is new."] };

    /// <summary>The same of an event that keeps no reason: what could be logged is another.</summary>
    public static Decision TakenBeforeAsItWas { get; } = Decision.Nothing with
    {
        Warnings = ["It was logged so before, and taken back as wrong; the same again is not logged, whatever the reason: only with another day, id or words is it another thing."],
    };

    /// <summary>
    /// Whether two events say the same. Lists make records unequal, so their JSON is compared. Which states are concerned is said by the event with which an entry begins;
    /// the others only repeat it, and it may have been corrected in between.
    /// </summary>
    public static bool Same(object one, object other) => one.GetType() == other.GetType() && Members(one).ToJsonString() == Members(other).ToJsonString();

    /// <summary>In what two events of one kind differ, as a caller writes it: strength, deadline.</summary>
    public static string Apart(object one, object other)
    {
        var (was, with) = (Members(one), Members(other));
        return string.Join(", ", was.Select(m => m.Key).Union(with.Select(m => m.Key)).Where(name => !JsonNode.DeepEquals(was[name], with[name])));
    }

    static JsonObject Members(object e)
    {
        var json = JsonSerializer.SerializeToNode(e, e.GetType(), ContractJson.Stored)!.AsObject();
        if (e is not (FactRecorded or FactCorrected or MeetingRecorded or MeetingCorrected))
            foreach (var repeated in (string[])["states", "participants"])
                json.Remove(repeated);
        return json;
    }
}
