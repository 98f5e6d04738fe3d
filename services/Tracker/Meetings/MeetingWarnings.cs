using CommitmentTracker.Contracts.Meetings;
using CommitmentTracker.Review;

namespace CommitmentTracker.Meetings;

/// <summary>What in what is logged of a meeting cannot all be so, and is accepted all the same: which of it is right somebody has to see. Pure.</summary>
internal static class MeetingWarnings
{
    /// <summary>What is worth a second look; nothing where all may be so.</summary>
    public static string[] Warnings(this Meeting meeting)
    {
        if (meeting is not { Recorded: { } recorded, Held: { HeldOn: var held } })
            return [];
        var (states, declined) = (meeting.States, meeting.Declined);
        return
        [
            .. held.To < recorded.StatedOn.From && recorded.ScheduledFor?.To >= recorded.StatedOn.From ? new[] { $"On {recorded.StatedOn} it was still to come, on {recorded.ScheduledFor}, and it is logged as held on {held}: see which of the days is right." } : [],
            .. meeting.History.Where(e => e is InvitationExtended or InvitationAccepted or InvitationDeclined && Happened.On(e)!.From > held.To).Take(1)
                .Select(e => $"An invitation or an answer is logged of {Happened.On(e)}, after it was held on {held}, and is passed over: see which of the two is right."),
            .. meeting.LaterPlans.Where(p => p.StatedOn.From > held.To && p.For.From > held.To).Take(1)
                .Select(p => $"On {p.StatedOn} it was still to come, on {p.For}, and it is logged as held on {held}: see which of the days is right."),
            .. states.Count > 1 && states.Count - declined.Count < 2 ? new[] { $"It is logged as held, and {string.Join(", ", declined)} declined: see who came." } : [],
        ];
    }
}
