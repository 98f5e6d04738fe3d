using System.Globalization;
using System.Text;

namespace CommitmentTracker.Platform;

/// <summary>RFC 4180, UTF-8, with a header line; text that a spreadsheet would run as a formula is disarmed by a leading apostrophe.</summary>
internal static class Csv
{
    public static byte[] Of<T>(IEnumerable<T> rows, IReadOnlyList<(string Name, Func<T, object?> Value)> columns)
    {
        var csv = new StringBuilder();
        csv.AppendJoin(',', columns.Select(c => c.Name)).Append("\r\n");
        foreach (var row in rows)
            csv.AppendJoin(',', columns.Select(c => Field(c.Value(row)))).Append("\r\n");
        return Encoding.UTF8.GetBytes(csv.ToString());
    }

    static string Field(object? value)
    {
        var text = value switch
        {
            null => "",
            // As JSON writes it: else the same instant would be two texts, and a join of table and view would miss.
            DateTimeOffset instant => instant.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture),
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
        if (value is string && text is [var first, ..] && first is '=' or '+' or '-' or '@' or '\t' or '\r')
            text = "'" + text;
        return text.AsSpan().ContainsAny("\",\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
