using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;

namespace CommitmentTracker.Commitments;

internal static class ExtendDeadlineSlice
{
    public static readonly Slice Slice = new Slice<ExtendDeadline, Commitment>(
        Roles.Officer, command => Commitment.Kind.Stream(command.Commitment), Check, Decide);

    static Faults Check(ExtendDeadline command) => new Faults()
        .Slug("/commitment", command.Commitment)
        .Date("/deadline", command.Deadline)
        .Past("/statedOn", command.StatedOn)
        .Text("/authority", command.Authority, 200)
        .Require(command.Citation is not null, "/citation", "Another deadline needs a source.");

    public static Decision Decide(ExtendDeadline command, Commitment commitment, Known known)
    {
        // Looked up first: once taken, the deadline it was moved from is no longer the one that stands.
        if (commitment.Ever().Any(e => Is(e, command)))
            return Decision.Nothing;
        if (Said.OfDeadline(commitment, command.Commitment, command.Deadline, command.StatedOn) is { } refusal)
            return refusal;
        // "In the coming months" is the register's guess: the first day that somebody names moves nothing.
        if (commitment.DeadlineAt(command.StatedOn.To) is not { Precision: not Precision.Open } before)
            return Move(commitment, new CommitmentDeadlineSet(command.Commitment, commitment.States, command.Deadline, command.StatedOn));
        if (Commitment.IsOneDeadline(command.Deadline, before))
            return Decision.Nothing;
        if (command.Deadline.To < before.To)
            return Problem.InvalidValue.Because("This is earlier; AdvanceDeadline moves a deadline earlier.", new Fault("/deadline", $"The deadline is {before}."));
        var faults = new Faults()
            .Require(!string.IsNullOrWhiteSpace(command.Authority), "/authority", "Say who moved it: a body or an instrument.")
            .Require(!string.IsNullOrWhiteSpace(command.Reason), "/reason", "Say why it was moved.").Found;
        return faults.Count > 0
            ? Problem.InvalidValue.Because("A deadline is not moved without a word.", [.. faults])
            : Move(commitment, new CommitmentDeadlineExtended(command.Commitment, commitment.States, before, command.Deadline, command.StatedOn, command.Authority!))
                .Warned(Delivered.Complete(commitment) is { } done && done.To < command.StatedOn.From ? [$"It was done on {done}, before this was said: whether it was late is told by the deadline that stood then, {before}."] : []);
    }

    /// <summary>The move, unless one that was said later and is logged already would then be none, or another: in whatever order they are entered, the same is refused.</summary>
    internal static Decision Move(Commitment commitment, object moved) =>
        Grounds.Broken(commitment, Commitment.Evolve(commitment, moved)) is { } broken ? broken : Decision.Of(moved);

    static bool Is(object e, ExtendDeadline command) => e switch
    {
        CommitmentDeadlineSet s => s.Deadline == command.Deadline && s.StatedOn == command.StatedOn,
        CommitmentDeadlineExtended x => x.Deadline == command.Deadline && x.StatedOn == command.StatedOn && x.Authority == command.Authority,
        _ => false,
    };
}

internal static class AdvanceDeadlineSlice
{
    public static readonly Slice Slice = new Slice<AdvanceDeadline, Commitment>(
        Roles.Officer, command => Commitment.Kind.Stream(command.Commitment), Check, Decide);

    static Faults Check(AdvanceDeadline command) => new Faults()
        .Slug("/commitment", command.Commitment)
        .Date("/deadline", command.Deadline)
        .Past("/statedOn", command.StatedOn)
        .States("/agreedBy", command.AgreedBy, 1)
        .Require(command.Citation is not null, "/citation", "Another deadline needs a source.");

    public static Decision Decide(AdvanceDeadline command, Commitment commitment, Known known)
    {
        StateCode[] agreed = [.. command.AgreedBy.Order()];
        if (commitment.Ever().Any(e => e is CommitmentDeadlineAdvanced a && a.Deadline == command.Deadline && a.StatedOn == command.StatedOn && a.AgreedBy.SequenceEqual(agreed)))
            return Decision.Nothing;
        if (Said.OfDeadline(commitment, command.Commitment, command.Deadline, command.StatedOn) is { } refusal)
            return refusal;
        if (commitment.DeadlineAt(command.StatedOn.To) is not { Precision: not Precision.Open } before)
            return Problem.StateRefuses.Because("It has no deadline yet; ExtendDeadline sets the first.");
        if (command.Deadline.To >= before.To)
            return Problem.InvalidValue.Because("This is no earlier; ExtendDeadline moves a deadline later.", new Fault("/deadline", $"The deadline is {before}."));
        StateCode[] needed = commitment.Made!.Joint ? [.. commitment.Made.Obligors] : [];
        return agreed.FirstOrDefault(s => !commitment.States.Contains(s)) is { } stranger && stranger != default ? Said.Stranger("/agreedBy", stranger, commitment.States)
            : needed.Except(agreed).Any() ? Problem.InvalidValue.Because("A joint commitment's deadline is moved earlier by all its obligors.", new Fault("/agreedBy", $"{string.Join(", ", needed.Except(agreed))} did not agree."))
            : ExtendDeadlineSlice.Move(commitment, new CommitmentDeadlineAdvanced(command.Commitment, commitment.States, before, command.Deadline, command.StatedOn, agreed))
                .Warned(
                [
                    .. command.Deadline.To < command.StatedOn.From ? new[] { $"It had passed when this was said, on {command.StatedOn}: see which of the two is right." } : [],
                    .. !agreed.Intersect(commitment.Made.Obligors).Any() ? new[] { $"None of those who owe it agreed: {string.Join(", ", commitment.Made.Obligors)}." } : [],
                ]);
    }
}
