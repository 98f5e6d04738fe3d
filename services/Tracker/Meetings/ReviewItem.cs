using CommitmentTracker.Commitments;
using CommitmentTracker.Contracts.Meetings;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;

namespace CommitmentTracker.Meetings;

internal static class ReviewItemSlice
{
    public static readonly Slice Slice = new Slice<ReviewItem, Meeting>(
        Roles.Officer, command => Meeting.Kind.Stream(command.Meeting), Check, Decide,
        OtherEntries: command => [Entries.Ref(command.Entry)!.Value]);

    static Faults Check(ReviewItem command) => new Faults()
        .Slug("/meeting", command.Meeting)
        .Entry("/entry", command.Entry)
        .Require(command.Entry != $"meeting:{command.Meeting}", "/entry", "A meeting does not look at itself.")
        .Text("/outcome", command.Outcome, 1_000);

    public static Decision Decide(ReviewItem command, Meeting meeting, Known known) =>
        meeting.Recorded is null ? Meeting.Unknown(command.Meeting)
        : meeting.Held is not { } held ? Problem.StateRefuses.Because("What a meeting looked at is logged when it was held.")
        : known.Missing("/entry", command.Entry) is { } missing ? missing
        : meeting.Once(new ItemReviewed(command.Meeting, meeting.States, command.Entry, command.Outcome), Odd(command, meeting, held, known));

    /// <summary>What is odd about it: a look at what nobody had promised by then, or one that came to something else, too. Nothing where nothing is.</summary>
    static string[] Odd(ReviewItem command, Meeting meeting, MeetingHeld held, Known known) =>
    [
        .. known.Entries[command.Entry] is Commitment { Made.StatedOn: var said } && said.From > held.HeldOn.To
            ? new[] { $"{command.Entry} was first said on {said}, as far as is recorded, after the meeting of {held.HeldOn}: see which of the two is right." } : [],
        .. known.Entries[command.Entry] is IEntry { States: var concerned } && concerned.Intersect(meeting.States).Count() < Math.Min(2, concerned.Count)
            ? new[] { $"{command.Entry} concerns {string.Join(", ", concerned)}, the meeting was of {string.Join(", ", meeting.States)}: see whether it is the one meant." } : [],
        .. meeting.History.OfType<ItemReviewed>().Where(i => i.Entry == command.Entry && i.Outcome != command.Outcome).TakeLast(1)
            .Select(i => $"It is logged already that the meeting looked at this{(i.Outcome is { } outcome ? $", with \"{outcome}\"" : "")}; both are kept, and TakeBack takes back a wrong one."),
    ];
}
