using System.Runtime.InteropServices;
using CommitmentTracker.Commitments;
using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;

namespace CommitmentTracker.Review;

/// <summary>Four eyes: what one person proposed, and what another made of it.</summary>
internal static class Proposals
{
    /// <summary>The events that carry out what was proposed.</summary>
    public static readonly IReadOnlySet<Type> Closings = new HashSet<Type>
    {
        typeof(CommitmentFulfilled), typeof(CommitmentLapsed), typeof(CommitmentWithdrawn), typeof(CommitmentSuperseded), typeof(EntryRetracted),
    };

    static readonly HashSet<string> Names = StoredNames.All.Where(n => Closings.Contains(n.Type)).Select(n => n.Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether this carries out what was proposed.</summary>
    public static bool Closes(Logged logged) => Names.Contains(logged.Act);

    /// <summary>Whether this is what became of a proposal before it.</summary>
    public static bool Settles(Logged logged) => Closes(logged) || logged.Act == "closure_rejected";

    /// <summary>The proposal that waits for a second person, and its version; null where none does.</summary>
    public static (ClosureProposed Proposal, long Version)? Pending(this IEntry entry)
    {
        var last = entry.History.FindLastIndex(e => e is ClosureProposed);
        return last >= 0 && Settlement(entry, last + 1) is null ? ((ClosureProposed)entry.History[last], last + 1) : null;
    }

    /// <summary>The same for a view, by what was known then: its version is its own, whatever is left out before it.</summary>
    public static Waiting? Waiting(this Dossier dossier) => dossier.Proposal is { } logged && (ClosureProposed)App.Types.Decode(logged.Act, JsonMarshal.GetRawUtf8Value(logged.Data)) is var p
        ? new(p.Closure, logged.Version, p.On, p.ProposedBy, p.Reason) : null;

    /// <summary>What a command proposes, by the person who sends it.</summary>
    public static ClosureProposed Of(
        string id, IEntry entry, Closure closure, ICommand command, Known known, DateSpan? on = null, StateCode? by = null, string? supersededBy = null, EvidenceKind? evidence = null) =>
        new ClosureProposed(id, entry.States, closure, on, by, supersededBy, evidence, command.Citation?.Source, command.Reason, known.Actor);

    /// <summary>The proposal at a version; null where that version is none.</summary>
    public static ClosureProposed? At(IEntry entry, long version) =>
        version >= 1 && version <= entry.History.Count ? entry.History[(int)version - 1] as ClosureProposed : null;

    /// <summary>What became of the proposal at a version: the event that settled it, or null while it waits. One waits at a time.</summary>
    public static object? Settlement(IEntry entry, long version) => entry.History.Skip((int)version)
        .FirstOrDefault(e => e is ClosureRejected || Closings.Contains(e.GetType()));

    /// <summary>The proposal as a decision: once, and not while another waits.</summary>
    public static Decision Propose(IEntry entry, ClosureProposed proposal)
    {
        if (entry.Pending() is { } waiting && !Same(waiting.Proposal, proposal))
            return Problem.StateRefuses.Because($"A proposal waits for a second person already: {Words.Of(waiting.Proposal.Closure)}, version {waiting.Version}.");
        var before = entry.History.FindLastIndex(e => (e is TakenBack taken ? taken.Was : e) is ClosureProposed p && Same(p, proposal));
        if (before < 0)
            return Decision.Of(proposal);
        if (entry.History[before] is TakenBack)
            return Decision.Nothing with { Warnings = ["This very proposal was taken back by who made it; say in the reason what is new."] };
        return Settlement(entry, before + 1) is ClosureRejected
            ? Problem.StateRefuses.Because("A reviewer sent this very proposal back; say in the reason what is new.")
            : entry is Commitment { Closure: null } && Settlement(entry, before + 1) is not null
            ? Decision.Nothing with { Warnings = ["This very proposal was confirmed, and the commitment reopened since; to propose it again, say in the reason what is new."] }
            : Decision.Nothing;
    }

    /// <summary>Who proposes does not make it another proposal.</summary>
    static bool Same(ClosureProposed one, ClosureProposed other) => one with { States = other.States, ProposedBy = other.ProposedBy } == other;
}
