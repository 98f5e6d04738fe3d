using System.Collections.Immutable;
using CommitmentTracker.Contracts.Notices;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Deadlines;
using CommitmentTracker.EventStore;
using CommitmentTracker.EventStore.Deciding;
using CommitmentTracker.Platform;

namespace CommitmentTracker.Notices;

/// <summary>The notices raised of one entry. That each is raised once rests on this alone: the store takes no event that was decided on a stale state.</summary>
internal sealed record Raised(ImmutableList<NoticeRaised> Notices)
{
    public static readonly StreamType Kind = StreamType.Of("notice", "notice", new Raised([]), Evolve);

    public static Raised Evolve(Raised raised, object e) => e switch
    {
        NoticeRaised notice => new(raised.Notices.Add(notice)),
        _ => throw new UnknownEventException(e.GetType().Name),
    };

    /// <summary>The stream of an entry's notices; no kind of entry has a hyphen in its name, so no two entries share one.</summary>
    public static StreamRef Stream(string entry) => Kind.Stream(entry.Replace(':', '-'));

    /// <summary>Raises the notice of this tier, unless it or a later one of the same due day was raised for all the states concerned; pure.</summary>
    public Decision Raise(Due due, int tier, bool review)
    {
        // Later counts too: else a node whose clock is behind would raise "due in a week" after another had raised "overdue".
        // A state that it was not known to concern then has not been told.
        StateCode[] states = [.. due.Obligors.Union(due.Counterparties).Order()];
        if (Notices.Exists(n => n.Part == due.Part && n.DueOn == due.DueOn && n.Tier >= tier && n.Kind == NoticeKind.ReviewDue == review && !states.Except(n.States).Any()))
            return Decision.Nothing;
        // By the day and not by the tier: of those missed while nobody watched the last is raised, when the day itself may be over. What comes about by itself is never overdue.
        var kind = review ? NoticeKind.ReviewDue : due.Days > 0 ? NoticeKind.DueSoon : due.Days == 0 || due.Kind == DueKind.Agreement ? NoticeKind.Due : NoticeKind.Overdue;
        return Decision.Of(new NoticeRaised(
            due.Entry, states, due.Part, kind, due.What, due.Owner, due.DueOn, tier, due.Day));
    }
}
