using System.Collections.Frozen;
using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Platform;

/// <summary>
/// Whose calendar says which day it is: <c>Clock:Zone</c>, an IANA name (default UTC), and where a pair counts by another,
/// <c>Clock:Zones:KAZ-TJK</c>. A deadline passes when its last day has passed there.
/// </summary>
internal sealed record ReferenceZones(TimeZoneInfo Register, FrozenDictionary<Pair, TimeZoneInfo> Pairs)
{
    public static ReferenceZones Utc { get; } = new(TimeZoneInfo.Utc, FrozenDictionary<Pair, TimeZoneInfo>.Empty);

    /// <exception cref="MisconfiguredException">A zone or a pair there is none of.</exception>
    public static ReferenceZones From(IConfiguration configuration) => new(
        Zone("Clock:Zone", configuration["Clock:Zone"] ?? "UTC"),
        configuration.GetSection("Clock:Zones").GetChildren().ToFrozenDictionary(z => PairOf(z.Key), z => Zone(z.Path, z.Value ?? "")));

    /// <summary>The zone of two states' affairs; of anything else the register's.</summary>
    public TimeZoneInfo Of(IReadOnlyCollection<StateCode> states) =>
        Pairs.Count > 0 && states.Count == 2 && Pairs.TryGetValue(new(states.First(), states.Last()), out var zone) ? zone : Register;

    static TimeZoneInfo Zone(string key, string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && (zone.HasIanaId || name == "UTC")
        ? zone
        : throw new MisconfiguredException($"{key} is '{name}', which is no IANA time zone of this machine; write UTC or a name such as Asia/Almaty (the operating system's package tzdata has them).");

    static Pair PairOf(string key)
    {
        try
        {
            return Pair.Parse(key);
        }
        catch (FormatException)
        {
            throw new MisconfiguredException($"Clock:Zones:{key}: '{key}' is no pair of states such as KAZ-TJK.");
        }
    }
}

/// <summary>Which day it is.</summary>
internal sealed class ReferenceClock(TimeProvider clock, ReferenceZones zones)
{
    public ReferenceZones Zones => zones;

    /// <summary>The calendar day in the register's reference zone.</summary>
    public DateOnly Today => DayIn(zones.Register, clock.GetUtcNow());

    /// <summary>The calendar day where it is furthest: what has happened by then somewhere is not refused as lying in the future.</summary>
    public DateOnly Latest => All.Max(zone => DayIn(zone, clock.GetUtcNow()));

    /// <summary>Another number as soon as the day changes in any zone.</summary>
    public long Days => All.Sum(zone => (long)DayIn(zone, clock.GetUtcNow()).DayNumber);

    /// <summary>The calendar day for what concerns these states.</summary>
    public DateOnly TodayOf(IReadOnlyCollection<StateCode> states) => DayIn(zones.Of(states), clock.GetUtcNow());

    /// <summary>How long until the day changes in a zone.</summary>
    public TimeSpan UntilNextDay()
    {
        var now = clock.GetUtcNow();
        return All.Min(zone => Midnight(zone, DayIn(zone, now).AddDays(1)) - now);
    }

    /// <summary>The calendar day of an instant in a zone.</summary>
    public static DateOnly DayIn(TimeZoneInfo zone, DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);

    /// <summary>The instant with which a day begins in a zone.</summary>
    public static DateTimeOffset Midnight(TimeZoneInfo zone, DateOnly day)
    {
        var begins = day.ToDateTime(default);
        // Some clocks go forward at midnight: then the day begins at one o'clock.
        while (zone.IsInvalidTime(begins))
            begins = begins.AddMinutes(15);
        return new(begins, zone.GetUtcOffset(begins));
    }

    IEnumerable<TimeZoneInfo> All => zones.Pairs.Values.Prepend(zones.Register);
}
