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
        : meeting.Held is null ? Problem.StateRefuses.Because("What a meeting looked at is logged when it was held.")
        : known.Missing("/entry", command.Entry) is { } missing ? missing
        : meeting.Once(new ItemReviewed(command.Meeting, meeting.States, command.Entry, command.Outcome));
}
