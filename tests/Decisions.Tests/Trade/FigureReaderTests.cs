using System.Text;
using System.Text.Json;
using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Trade;
using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Tests.Trade;

/// <summary>The shortcut says what the serialiser says, or nothing.</summary>
public sealed class FigureReaderTests
{
    static readonly string[] Periods = ["1600", "2199", "2022-S1", "2022-S2", "2022-Q1", "2022-Q4", "2022-01", "2022-09", "2022-10", "2022-12", "2022-01-01/P1M", "2022-01-01/P9M", "2022-01-01/P12M"];
    static readonly decimal[] Amounts = [0m, 0.000001m, 1140.06m, 1140.0600m, 2_000_000_000m, 999_999_999_999_999m];
    static readonly string?[] Texts = [null, "almost \"1.5 billion\"", "вторая половина мая\n"];

    [Fact]
    public void A_usual_figure_is_read_as_the_serialiser_reads_it()
    {
        var random = new Random(20241122);
        T One<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];
        for (var i = 0; i < 2_000; i++)
        {
            var value = new Money(One(Amounts), One(["USD", "KZT", "EUR"]), random.Next(2) == 0 ? null : One(Enum.GetValues<Bound>()), One(Texts));
            var recorded = new TradeFigureRecorded(
                StateCode.Parse("KAZ"), StateCode.Parse(One(["TJK", "SUN", "XKX"])), One(Enum.GetValues<Flow>()), Period.Parse(One(Periods)), value,
                One(Enum.GetValues<FigureStatus>()), "stat-kz", DateSpan.On(new DateOnly(1999, 12, 31).AddDays(random.Next(9_000))),
                random.Next(3) == 0 ? null : One(Enum.GetValues<Valuation>()), One(Enum.GetValues<TradeScope>()), One(Texts));
            Same(FigureReader.Recorded, recorded);
            Same(FigureReader.ReleasedAgain, new TradeFigureReleasedAgain(
                recorded.Reporter, recorded.Partner, recorded.Flow, recorded.Period, value, recorded.Status, recorded.Source, recorded.ReleasedOn,
                recorded.Valuation, recorded.Scope, recorded.Reason));
            Same(FigureReader.Revised, new TradeFigureRevised(
                recorded.Reporter, recorded.Partner, recorded.Flow, recorded.Period, value, recorded.Status, recorded.Source, recorded.ReleasedOn,
                recorded.Valuation, recorded.Scope, random.Next(2) == 0 ? null : value with { Amount = 7 }, recorded.Reason));
            Same(FigureReader.Command, new RecordTradeFigure(
                recorded.Reporter, recorded.Partner, recorded.Flow, recorded.Period, value, recorded.Status, recorded.Source, recorded.ReleasedOn,
                recorded.Valuation, random.Next(2) == 0 ? null : recorded.Scope, random.Next(2) == 0, recorded.Reason));
        }

        static void Same<T>(Func<ReadOnlySpan<byte>, object?> shortcut, T figure)
        {
            var body = JsonSerializer.SerializeToUtf8Bytes(figure, ContractJson.Stored);
            Assert.Equal(JsonSerializer.Deserialize<T>(body, ContractJson.Stored), shortcut(body));
            Assert.Equal(JsonSerializer.SerializeToUtf8Bytes(figure, ContractJson.Stored), JsonSerializer.SerializeToUtf8Bytes((T)shortcut(body)!, ContractJson.Stored));
        }
    }

    const string Usual = """
        {"flow": "export", "scope": "goods", "value": {"amount": 5, "currency": "USD"}, "period": "2022", "source": "s", "status": "final", "partner": "TJK", "reporter": "KAZ", "releasedOn": "2024-07-25"}
        """;

    [Theory]
    [InlineData("\"flow\": \"export\", ", "")]
    [InlineData("\"amount\": 5, ", "")]
    [InlineData("\"s\"", "null")]
    [InlineData("\"s\"", "{\"a\": 1}")]
    [InlineData("\"scope\"", "\"later\": [1], \"scope\"")]
    [InlineData("\"currency\"", "\"later\": 1, \"currency\"")]
    [InlineData("export", "Export")]
    [InlineData("export", "\\u0065xport")]
    [InlineData("2022", "2022-13")]
    [InlineData("2022", "2022-01-01/P13M")]
    [InlineData("2022", "2022-01-01/P0M")]
    [InlineData("TJK", "tjk")]
    [InlineData("2024-07-25", "2024-07")]
    [InlineData("\"2024-07-25\"", "{\"from\": \"2024-07-25\", \"to\": \"2024-07-26\"}")]
    [InlineData("{\"flow\"", "[\"flow\"")]
    public void Any_other_body_is_left_to_the_serialiser(string usual, string other)
    {
        Assert.NotNull(FigureReader.Recorded(Encoding.UTF8.GetBytes(Usual)));
        var body = Usual.Replace(usual, other, StringComparison.Ordinal);
        Assert.NotEqual(Usual, body);
        try
        {
            Assert.Null(FigureReader.Recorded(Encoding.UTF8.GetBytes(body)));
        }
        catch (JsonException)
        {
            // What is no JSON at all the serialiser refuses too.
            Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<TradeFigureRecorded>(body, ContractJson.Stored));
        }
    }

    const string Sent = """
        {"reporter": "KAZ", "partner": "TJK", "flow": "export", "period": "2022", "value": {"amount": 5, "currency": "USD"}, "status": "final", "source": "s", "releasedOn": "2024-07-25", "confirm": true, "reason": "r"}
        """;

    [Theory]
    [InlineData("\"flow\": \"export\", ", "")]
    [InlineData("\"flow\": \"export\", ", "\"flow\": \"export\", \"flow\": \"import\", ")]
    [InlineData("\"source\": \"s\"", "\"source\": \"s\", \"source\": \"t\"")]
    [InlineData("\"period\": \"2022\"", "\"period\": \"2022\", \"period\": \"2021\"")]
    [InlineData("\"confirm\": true", "\"confirm\": true, \"confirm\": false")]
    [InlineData("\"releasedOn\"", "\"releasedOn\": \"2024-07-24\", \"releasedOn\"")]
    [InlineData("\"value\"", "\"value\": {\"amount\": 6, \"currency\": \"USD\"}, \"value\"")]
    [InlineData("\"amount\": 5", "\"amount\": 5, \"amount\": 6")]
    [InlineData("\"currency\": \"USD\"", "\"currency\": \"USD\", \"currency\": \"EUR\"")]
    [InlineData("\"confirm\": true", "\"confirm\": \"true\"")]
    [InlineData("\"confirm\": true", "\"confirm\": null")]
    [InlineData("\"amount\": 5", "\"amount\": 1234567890.1234567")]
    [InlineData("\"amount\": 5", "\"amount\": 1e-40")]
    [InlineData("\"amount\": 5", "\"amount\": 0.00000000000000000000000000000000000001")]
    [InlineData("\"confirm\"", "\"previous\": {\"amount\": 5, \"currency\": \"USD\"}, \"confirm\"")]
    [InlineData("\"confirm\"", "\"citation\": {\"source\": \"s\"}, \"confirm\"")]
    [InlineData("\"reason\": \"r\"}", "\"reason\": \"r\"} 1")]
    public void A_command_out_of_the_usual_is_left_to_the_strict_serialiser(string usual, string other)
    {
        Assert.NotNull(FigureReader.Command(Encoding.UTF8.GetBytes(Sent)));
        var body = Sent.Replace(usual, other, StringComparison.Ordinal);
        Assert.NotEqual(Sent, body);
        try
        {
            Assert.Null(FigureReader.Command(Encoding.UTF8.GetBytes(body)));
        }
        catch (JsonException)
        {
            Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<RecordTradeFigure>(body, ContractJson.Strict));
        }
    }
}
