using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;

namespace CommitmentTracker.Commitments;

internal static class AssignOwnerSlice
{
    public static readonly Slice Slice = new Slice<AssignOwner, Commitment>(
        Roles.Officer, command => Commitment.Kind.Stream(command.Commitment), Check, Decide,
        OtherEntries: command => Bodies(command).Select(b => Entries.Ref(b.Id)!.Value));

    /// <summary>The standing bodies among those it names, and where.</summary>
    static IEnumerable<(string Pointer, string Id)> Bodies(AssignOwner command) =>
        (command.CoOwners ?? []).Select((id, n) => ($"/coOwners/{n}", id)).Prepend(("/owner", command.Owner)).Where(b => Entries.Ref(b.Item2) is not null);

    static Faults Check(AssignOwner command)
    {
        var faults = new Faults().Slug("/commitment", command.Commitment).Past("/from", command.From).Owner("/owner", command.Owner);
        foreach (var (i, body) in (command.CoOwners ?? []).Index())
            faults.Owner($"/coOwners/{i}", body);
        faults.Require(command.CoOwners is null || command.CoOwners.Append(command.Owner).Distinct(StringComparer.OrdinalIgnoreCase).Count() == command.CoOwners.Count + 1, "/coOwners", "A body is named twice.");
        return faults.Require(command.CoOwners is null || command.CoOwners.Count <= 20, "/coOwners", "There are at most 20.");
    }

    public static Decision Decide(AssignOwner command, Commitment commitment, Known known) =>
        commitment.Made is null ? Said.Unknown(command.Commitment)
        : Bodies(command).Select(b => known.Missing(b.Pointer, b.Id)).FirstOrDefault(m => m is not null) is { } missing ? missing
        : commitment.Once(new OwnerAssigned(command.Commitment, commitment.States, command.Owner, command.CoOwners ?? [], command.From), [.. Strangers(command, commitment)]);

    /// <summary>Bodies of states that it does not concern.</summary>
    static IEnumerable<string> Strangers(AssignOwner command, Commitment commitment) => (command.CoOwners ?? []).Prepend(command.Owner)
        .Where(body => Entries.Ref(body) is null && !commitment.States.Contains(StateCode.Parse(body.Split(':')[0]))).Select(body => $"{body} is of none of the states it concerns: {string.Join(", ", commitment.States)}.");
}
