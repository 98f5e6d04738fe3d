using System.Globalization;
using System.Text;
using System.Text.Json;
using CommitmentTracker.Contracts;
using CommitmentTracker.Platform;

namespace CommitmentTracker.Decisions.Tests.Platform;

public sealed class CsvTests
{
    [Theory]
    [InlineData("2026-11-22T10:57:20.7146110+00:00")]
    [InlineData("2026-11-22T10:57:20.0000001+00:00")]
    [InlineData("2026-11-22T10:57:20+00:00")]
    [InlineData("2026-11-22T15:57:20.5+05:00")]
    public void An_instant_was_written_otherwise_than_in_json(string text)
    {
        var instant = DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
        Assert.Equal($"at\r\n{JsonSerializer.SerializeToElement(instant, ContractJson.Stored).GetString()}\r\n", Encoding.UTF8.GetString(Csv.Of([instant], [("at", i => i)])));
    }
}
