using System.Globalization;
using System.Text;

namespace CommitmentTracker.Calendar;

/// <summary>How sure an entry of a calendar is; the names are RFC 5545's.</summary>
internal enum Certainty { Confirmed, Tentative, Cancelled }

/// <summary>Whole days in a calendar.</summary>
/// <param name="Uid">The same for ever, whatever is moved.</param>
/// <param name="Sequence">Grows when it is moved or called off.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Created">When it was first recorded.</param>
/// <param name="Modified">When anything was last recorded of it.</param>
/// <param name="Certainty">How sure it is.</param>
/// <param name="Summary">Its title.</param>
/// <param name="Description">More words.</param>
/// <param name="Location">Where.</param>
/// <param name="Url">Where the register shows it.</param>
/// <param name="Categories">What it belongs to.</param>
internal sealed record CalendarDays(
    string Uid, int Sequence, DateOnly From, DateOnly To, DateTimeOffset Created, DateTimeOffset Modified, Certainty Certainty, string Summary, string Description, string? Location, string Url,
    IReadOnlyList<string> Categories);

/// <summary>
/// iCalendar, RFC 5545: as much of it as whole days need. By hand, because no library that writes it can be restored where this is built; what it
/// writes is read back in the tests by a parser of others.
/// </summary>
internal static class ICalendar
{
    const int LongestLine = 75;

    public static byte[] Write(string name, IEnumerable<CalendarDays> entries)
    {
        var ics = new StringBuilder();
        Line("BEGIN", "VCALENDAR");
        Line("VERSION", "2.0");
        Line("PRODID", "-//CommitmentTracker//CommitmentTracker 1//EN");
        Line("CALSCALE", "GREGORIAN");
        Line("NAME", Text(name));
        Line("X-WR-CALNAME", Text(name)); // what most programs read in place of NAME (RFC 7986)
        Line("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
        var any = false;
        foreach (var e in entries)
        {
            any = true;
            Line("BEGIN", "VEVENT");
            Line("UID", Text(e.Uid));
            // A feed has no other stamp than its newest revision's: the moment of asking would make every answer another.
            Line("DTSTAMP", Instant(e.Modified));
            Line("CREATED", Instant(e.Created));
            Line("LAST-MODIFIED", Instant(e.Modified));
            Line("SEQUENCE", e.Sequence.ToString(CultureInfo.InvariantCulture));
            Line("DTSTART;VALUE=DATE", Day(e.From));
            Line("DTEND;VALUE=DATE", Day(e.To.AddDays(1))); // exclusive
            Line("STATUS", e.Certainty.ToString().ToUpperInvariant());
            Line("TRANSP", "TRANSPARENT");
            Line("SUMMARY", Text(e.Summary));
            Line("DESCRIPTION", Text(e.Description));
            if (e.Location is not null)
                Line("LOCATION", Text(e.Location));
            Line("CATEGORIES", string.Join(',', e.Categories.Select(Text)));
            Line("URL", e.Url);
            Line("END", "VEVENT");
        }
        if (!any)
            Nothing();
        Line("END", "VCALENDAR");
        return Encoding.UTF8.GetBytes(ics.ToString());

        void Line(string property, string value) => Fold(ics, $"{property}:{value}");

        // A calendar holds one component at least (RFC 5545 §3.6); one without entries says by which clock it has none.
        void Nothing()
        {
            Line("BEGIN", "VTIMEZONE");
            Line("TZID", "Etc/UTC");
            Line("BEGIN", "STANDARD");
            Line("DTSTART", "19700101T000000");
            Line("TZOFFSETFROM", "+0000");
            Line("TZOFFSETTO", "+0000");
            Line("END", "STANDARD");
            Line("END", "VTIMEZONE");
        }
    }

    /// <summary>A line of at most 75 octets goes on in the next after a blank; no character is cut in two.</summary>
    static void Fold(StringBuilder ics, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > LongestLine)
            {
                ics.Append("\r\n ");
                octets = 1;
            }
            ics.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }
        ics.Append("\r\n");
    }

    static string Text(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text.ReplaceLineEndings("\n"))
            _ = c switch
            {
                '\n' => escaped.Append("\\n"),
                '\\' or ';' or ',' => escaped.Append('\\').Append(c),
                _ when char.IsControl(c) => escaped.Append(' '),
                _ => escaped.Append(c),
            };
        return escaped.ToString();
    }

    static string Day(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    static string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}
