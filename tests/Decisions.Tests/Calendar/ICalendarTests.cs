using System.Text;
using CommitmentTracker.Calendar;

namespace CommitmentTracker.Decisions.Tests.Calendar;

/// <summary>The form of RFC 5545; whether others can read it is tested with a parser of others.</summary>
public sealed class ICalendarTests
{
    static readonly DateTimeOffset Then = new(2024, 2, 29, 23, 59, 59, TimeSpan.Zero);

    static CalendarDays Days(string summary) => new(
        "commitment:flour@x", 2, new(2024, 2, 28), new(2024, 2, 29), Then, Then, Certainty.Confirmed, summary, "", null, "http://127.0.0.1/commitments/flour", ["a,b", "c"]);

    static string Written(params CalendarDays[] entries) => Encoding.UTF8.GetString(ICalendar.Write("All", entries));

    [Fact]
    public void Days_end_where_the_next_begins_also_in_a_leap_year()
    {
        var ics = Written(Days("Flour"));
        Assert.Contains("DTSTART;VALUE=DATE:20240228\r\nDTEND;VALUE=DATE:20240301\r\n", ics, StringComparison.Ordinal);
        Assert.Contains("DTSTAMP:20240229T235959Z\r\n", ics, StringComparison.Ordinal);
        Assert.Contains("SEQUENCE:2\r\n", ics, StringComparison.Ordinal);
    }

    [Fact]
    public void What_has_a_meaning_in_the_form_is_escaped()
    {
        var ics = Written(Days("5,000 t; \"flour\" \\ rice\r\nEND:VEVENT\u0007"));
        Assert.Contains("SUMMARY:5\\,000 t\\; \"flour\" \\\\ rice\\nEND:VEVENT \r\n", ics, StringComparison.Ordinal);
        Assert.Contains("CATEGORIES:a\\,b,c\r\n", ics, StringComparison.Ordinal);
        Assert.Single(ics.Split("\r\n"), "END:VEVENT");
    }

    [Theory]
    [InlineData("x")]
    [InlineData("Раҳмон ба Остона меравад, ")]
    [InlineData("🌾")]
    [InlineData("é€")]
    public void No_line_is_longer_than_75_octets_and_no_character_is_cut(string word)
    {
        for (var n = 1; n < 90; n++)
        {
            var summary = string.Concat(Enumerable.Repeat(word, n));
            var bytes = ICalendar.Write("All", [Days(summary)]);
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
            Assert.All(text.Split("\r\n"), line =>
            {
                Assert.True(Encoding.UTF8.GetByteCount(line) <= 75, line);
                Assert.DoesNotContain('\uFFFD', line);
            });
            Assert.Contains($"SUMMARY:{summary.Replace(",", "\\,", StringComparison.Ordinal)}\r\n", text.Replace("\r\n ", "", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.DoesNotContain('\n', text.Replace("\r\n", "", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_calendar_without_entries_holds_a_component_all_the_same() => Assert.Contains("BEGIN:VTIMEZONE", Written(), StringComparison.Ordinal);
}
