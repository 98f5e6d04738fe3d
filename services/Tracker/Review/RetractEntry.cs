using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Platform;

namespace CommitmentTracker.Review;

internal static class RetractEntrySlice
{
    public static readonly Slice Slice = new Slice<RetractEntry, object>(
        Roles.Officer, command => Entries.Ref(command.Entry)!.Value, Check, Decide);

    static Faults Check(RetractEntry command) => new Faults()
        .Entry("/entry", command.Entry)
        .Require(!string.IsNullOrWhiteSpace(command.Reason), "/reason", "Say why it should never have been made.");

    public static Decision Decide(RetractEntry command, object state, Known known)
    {
        var entry = (IEntry)state;
        // With another reason it would be another proposal, and the entry would stand again while that waits.
        if (entry.Retracted)
            return Decision.Nothing;
        return entry.Exists
            ? Proposals.Propose(entry, Proposals.Of(command.Entry, entry, Closure.Retracted, command, known))
            : Problem.NotFound.Because($"No '{command.Entry}' is recorded.");
    }
}
