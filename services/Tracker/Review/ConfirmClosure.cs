using CommitmentTracker.Commitments;
using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Platform;

namespace CommitmentTracker.Review;

internal static class ConfirmClosureSlice
{
    public static readonly Slice Slice = new Slice<ConfirmClosure, object>(
        Roles.Reviewer, command => Entries.Ref(command.Entry)!.Value, command => new Faults().Entry("/entry", command.Entry), Decide);

    public static Decision Decide(ConfirmClosure command, object state, Known known)
    {
        var (proposal, refusal) = Find(state, command.Entry, command.Closure, command.Proposal);
        if (proposal is null)
            return refusal!;
        return Proposals.Settlement((IEntry)state, command.Proposal) switch
        {
            null when state is Commitment commitment && proposal is { Closure: Closure.Fulfilled, On: { } on } && FulfilCommitmentSlice.Lacks(commitment, proposal.Evidence, on) is { } lack =>
                lack with { Detail = $"{lack.Detail} What was proposed no longer stands: RejectClosure sends it back." },
            null when proposal.ProposedBy == known.Actor => Problem.SamePerson.Because("Who proposed it cannot confirm it: a closure takes two people."),
            null => Decision.Of(Closed(proposal)).Warned([.. Doubts(state, proposal), .. Since((IEntry)state, command.Proposal)]),
            ClosureRejected => Problem.StateRefuses.Because("This proposal was sent back by a reviewer."),
            _ => Decision.Nothing,
        };
    }

    static IReadOnlyList<string> Doubts(object state, ClosureProposed proposal) =>
        state is Commitment commitment && proposal is { Closure: Closure.Fulfilled, On: { } on } ? [.. Delivered.Partly(commitment, on.To), .. Delivered.Denied(commitment), .. Delivered.Doubtful(commitment, proposal.Evidence)] : [];

    /// <summary>That the entry is no more what it was when it was proposed to close it.</summary>
    static string[] Since(IEntry entry, long proposal) => (entry.History.Count - proposal) switch
    {
        0 => [],
        1 => [$"1 thing was logged since it was proposed, version {entry.History.Count}: what was proposed may not have known it."],
        var later => [$"{later} things were logged since it was proposed, versions {proposal + 1}–{entry.History.Count}: what was proposed may not have known them."],
    };

    /// <summary>The proposal a reviewer names, or why there is none.</summary>
    internal static (ClosureProposed?, Refusal?) Find(object state, string id, Closure closure, long version)
    {
        if (state is not IEntry { Exists: true } entry)
            return (null, Problem.NotFound.Because($"No '{id}' is recorded."));
        return Proposals.At(entry, version) is { } proposal && proposal.Closure == closure
            ? (proposal, null)
            : (null, Problem.StateRefuses.Because($"Version {version} of '{id}' does not propose that it is {Words.Of(closure)}.{(entry.Pending() is { } p ? $" Version {p.Version} proposes that it is {Words.Of(p.Proposal.Closure)}." : "")}"));
    }

    static object Closed(ClosureProposed p)
    {
        var slug = Documents.SlugOf(p.Entry);
        return p.Closure switch
        {
            Closure.Fulfilled => new CommitmentFulfilled(slug, p.States, p.On!, p.Evidence, p.ProposedBy),
            Closure.Lapsed => new CommitmentLapsed(slug, p.States, p.On!, p.ProposedBy),
            Closure.Withdrawn => new CommitmentWithdrawn(slug, p.States, p.By!.Value, p.On!, p.ProposedBy),
            Closure.Superseded => new CommitmentSuperseded(slug, p.States, p.SupersededBy!, p.On!, p.ProposedBy),
            _ => new EntryRetracted(p.Entry, p.States, p.ProposedBy),
        };
    }
}

internal static class RejectClosureSlice
{
    public static readonly Slice Slice = new Slice<RejectClosure, object>(
        Roles.Reviewer, command => Entries.Ref(command.Entry)!.Value, Check, Decide);

    static Faults Check(RejectClosure command) => new Faults()
        .Entry("/entry", command.Entry)
        .Require(!string.IsNullOrWhiteSpace(command.Reason), "/reason", "Say what is missing.");

    public static Decision Decide(RejectClosure command, object state, Known known)
    {
        var (proposal, refusal) = ConfirmClosureSlice.Find(state, command.Entry, command.Closure, command.Proposal);
        if (proposal is null)
            return refusal!;
        return Proposals.Settlement((IEntry)state, command.Proposal) switch
        {
            null when proposal.ProposedBy == known.Actor => Problem.SamePerson.Because("Who proposed it cannot send it back: that takes a second person. TakeBack takes back one's own."),
            null => Decision.Of(new ClosureRejected(proposal.Entry, proposal.States, proposal.Closure, command.Proposal)),
            ClosureRejected => Decision.Nothing,
            _ => Problem.StateRefuses.Because("This proposal was confirmed; a wrong closure is reopened."),
        };
    }
}
