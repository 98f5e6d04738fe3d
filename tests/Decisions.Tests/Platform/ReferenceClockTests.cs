using System.Globalization;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;
using Microsoft.Extensions.Configuration;

namespace CommitmentTracker.Decisions.Tests.Platform;

/// <summary>Which day it is, and by whose calendar.</summary>
public sealed class ReferenceClockTests
{
    static readonly StateCode Kaz = StateCode.Parse("KAZ"), Tjk = StateCode.Parse("TJK"), Uzb = StateCode.Parse("UZB");

    sealed class At(string instant) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);
    }

    static ReferenceClock Clock(string instant, params (string Key, string Value)[] settings) => new(new At(instant), ReferenceZones.From(Configuration(settings)));

    static IConfiguration Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value)).Build();

    [Fact]
    public void Where_nothing_is_set_the_day_is_UTCs()
    {
        Assert.Equal(Scenario.Day("2023-12-31"), Clock("2023-12-31T23:59:59.999Z").Today);
        Assert.Equal(Scenario.Day("2024-01-01"), Clock("2024-01-01T00:00Z").Today);
        Assert.Equal(Scenario.Day("2024-02-29"), Clock("2024-02-29T12:00Z").TodayOf([Kaz, Tjk]));
    }

    [Fact]
    public void A_pair_may_be_a_day_ahead_of_the_rest()
    {
        var clock = Clock("2023-12-31T20:00Z", ("Clock:Zone", "Europe/London"), ("Clock:Zones:TJK-KAZ", "Asia/Dushanbe"));
        Assert.Equal(Scenario.Day("2023-12-31"), clock.Today);
        Assert.Equal(Scenario.Day("2024-01-01"), clock.TodayOf([Kaz, Tjk]));
        Assert.Equal(Scenario.Day("2024-01-01"), clock.TodayOf([Tjk, Kaz]));
        Assert.Equal(Scenario.Day("2023-12-31"), clock.TodayOf([Kaz, Uzb]));
        Assert.Equal(Scenario.Day("2023-12-31"), clock.TodayOf([Kaz, Tjk, Uzb]));
        Assert.Equal(Scenario.Day("2024-01-01"), clock.Latest);
    }

    [Theory]
    [InlineData("2024-02-28T18:59:59Z", "2024-02-28")]
    [InlineData("2024-02-28T19:00:00Z", "2024-02-29")]
    [InlineData("2024-02-29T19:00:00Z", "2024-03-01")]
    [InlineData("2023-02-28T19:00:00Z", "2023-03-01")]
    public void A_leap_day_begins_at_midnight_of_the_zone(string instant, string day) => Assert.Equal(Scenario.Day(day), Clock(instant, ("Clock:Zone", "Asia/Dushanbe")).Today);

    [Theory]
    [InlineData("2024-03-31T00:30:00Z", "Europe/Berlin", "21:30:00")] // the day loses an hour
    [InlineData("2024-10-26T22:30:00Z", "Europe/Berlin", "1.00:30:00")] // and gains one
    [InlineData("2024-04-25T12:00:00Z", "Africa/Cairo", "10:00:00")] // there is no midnight: the 26th begins at one o'clock
    public void The_next_day_begins_when_that_zone_says_so(string now, string zone, string left)
    {
        var clock = Clock(now, ("Clock:Zone", zone));
        Assert.Equal(TimeSpan.Parse(left, CultureInfo.InvariantCulture), clock.UntilNextDay());
    }

    [Fact]
    public void The_first_of_several_midnights_is_waited_for() =>
        Assert.Equal(TimeSpan.FromHours(1), Clock("2024-06-01T18:00Z", ("Clock:Zone", "UTC"), ("Clock:Zones:KAZ-TJK", "Asia/Dushanbe")).UntilNextDay());

    [Theory]
    [InlineData("Clock:Zone", "Asia/Atlantis", "Asia/Atlantis")]
    [InlineData("Clock:Zone", "", "Clock:Zone")]
    [InlineData("Clock:Zones:KAZ-TJK", "Almaty", "Clock:Zones:KAZ-TJK")]
    [InlineData("Clock:Zones:KAZ", "Asia/Almaty", "'KAZ' is no pair")]
    [InlineData("Clock:Zone", "Central Asia Standard Time", "no IANA time zone")]
    public void A_zone_or_a_pair_there_is_none_of_is_refused_by_name(string key, string value, string named) =>
        Assert.Contains(named, Assert.Throws<MisconfiguredException>(() => ReferenceZones.From(Configuration((key, value)))).Message, StringComparison.Ordinal);
}
