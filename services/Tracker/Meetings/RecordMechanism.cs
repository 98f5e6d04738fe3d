using CommitmentTracker.Contracts.Meetings;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;

namespace CommitmentTracker.Meetings;

internal static class RecordMechanismSlice
{
    public static readonly Slice Slice = new Slice<RecordMechanism, Mechanism>(
        Roles.Officer, command => Mechanism.Kind.Stream(SlugOf(command)!), Check, Decide);

    static string? SlugOf(RecordMechanism command) => command.Slug ?? Slug.From(command.Title);

    static Faults Check(RecordMechanism command) => new Faults()
        .Slug("/slug", SlugOf(command))
        .Text("/title", command.Title, 500)
        .States("/members", command.Members, 1)
        .Past("/statedOn", command.StatedOn)
        .Date("/since", command.Since);

    public static Decision Decide(RecordMechanism command, Mechanism mechanism, Known known)
    {
        var recorded = new MechanismRecorded(SlugOf(command)!, command.Kind, command.Title, [.. command.Members.Order()], command.StatedOn, command.Since);
        return mechanism.Begin(mechanism.Recorded, recorded, apart => $"A mechanism '{recorded.Slug}' is recorded with another {apart}. Logged wrongly: CorrectMechanism.");
    }
}
