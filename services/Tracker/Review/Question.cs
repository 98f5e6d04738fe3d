using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;

namespace CommitmentTracker.Review;

/// <summary>The three questions about time.</summary>
/// <param name="Day">The day on which things are judged.</param>
/// <param name="KnownOn">What this register had recorded by then.</param>
/// <param name="PublishedBy">What sources had stated by then: goals, deadlines and figures alike.</param>
internal sealed record Question(DateOnly Day, DateTimeOffset? KnownOn = null, DateOnly? PublishedBy = null)
{
    /// <summary>Where nobody names a day it is today, which need not be the same day for every pair; null where one is named.</summary>
    public ReferenceClock? Clock { get; init; }

    /// <summary>Whose days the days of recording are.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    public static Question From(ReadQuery query)
    {
        // Read all three first, so that every fault among them is named.
        var (knownOn, publishedBy, named) = (query.AsKnownOn, query.AsPublishedBy, query.AsOf);
        return new(query.Day, knownOn, publishedBy)
        {
            Clock = (named ?? publishedBy) is null && query.Day == query.Today ? query.Clock : null, Zone = query.Clock.Zones.Register,
        };
    }

    /// <summary>How things stand now, as far as is known.</summary>
    public static Question Now(ReferenceClock clock) => new(clock.Today) { Clock = clock, Zone = clock.Zones.Register };

    /// <summary>Whether it asks for no other knowledge than today's, of today.</summary>
    public bool IsOf(DateOnly today) => (Day, KnownOn, PublishedBy) == (today, null, null);

    /// <summary>Whether somebody named a day, of the world or of publication: then it matters when a source came out.</summary>
    public bool IsOfThePast => Clock is null || PublishedBy is not null;

    /// <summary>The same for what concerns these states, who may have a calendar of their own.</summary>
    public Question For(IReadOnlyCollection<StateCode> states) => Clock is null ? this : this with { Day = Clock.TodayOf(states), Zone = Clock.Zones.Of(states), Clock = null };

    /// <summary>The day of an instant.</summary>
    public DateOnly DayOf(DateTimeOffset instant) => ReferenceClock.DayIn(Zone, instant);
}
