using System.Text;
using System.Text.Json;
using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Contracts.Trade;
using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Decisions.Tests.Values;

/// <summary>The values of the contract: what they read, what they write, what they refuse.</summary>
public sealed class ValueTests
{
    [Theory]
    [InlineData("2022", "2022-01-01", "2022-12-31", Frequency.Annual)]
    [InlineData("2022-S1", "2022-01-01", "2022-06-30", Frequency.HalfYear)]
    [InlineData("2022-S2", "2022-07-01", "2022-12-31", Frequency.HalfYear)]
    [InlineData("2022-Q3", "2022-07-01", "2022-09-30", Frequency.Quarterly)]
    [InlineData("2024-02", "2024-02-01", "2024-02-29", Frequency.Monthly)]
    [InlineData("2023-01-01/P7M", "2023-01-01", "2023-07-31", Frequency.YearToDate)]
    [InlineData("2023-01-01/P12M", "2023-01-01", "2023-12-31", Frequency.YearToDate)]
    [InlineData("1600", "1600-01-01", "1600-12-31", Frequency.Annual)]
    [InlineData("2199", "2199-01-01", "2199-12-31", Frequency.Annual)]
    public void A_period_is_read_in_its_SDMX_form_and_written_alike(string text, string from, string to, Frequency frequency)
    {
        var period = Period.Parse(text);

        Assert.Equal((Scenario.Day(from), Scenario.Day(to), frequency), (period.From, period.To, period.Frequency));
        Assert.Equal(text, period.ToString());
        RoundTrips(period, $"\"{text}\"");
    }

    [Theory]
    [InlineData("")]
    [InlineData("22")]
    [InlineData("2022\n")]
    [InlineData(" 2022")]
    [InlineData("1599")]
    [InlineData("2200")]
    [InlineData("2022-S3")]
    [InlineData("2022-Q0")]
    [InlineData("2022-Q5")]
    [InlineData("2022-13")]
    [InlineData("2022-7")]
    [InlineData("2022-q1")]
    [InlineData("2022-01-01/P13M")]
    [InlineData("2022-02-01/P3M")]
    [InlineData("2022-01-01")]
    [InlineData("٢٠٢٢")]
    public void What_is_no_period_is_refused(string text) => Refused<Period>(Json(text), () => Period.Parse(text));

    [Fact]
    public void Periods_are_ordered_by_their_last_day_and_then_the_longer_first() => Assert.Equal(
        ["2022-11", "2022", "2022-S2", "2022-Q4", "2022-12", "2023-01"],
        new[] { "2023-01", "2022-12", "2022-Q4", "2022-S2", "2022", "2022-11" }.Select(Period.Parse).Order().Select(p => p.ToString()));

    [Theory]
    [InlineData("2024-02-29", "2024-02-29", "2024-02-29", Precision.Day)]
    [InlineData("2023-09", "2023-09-01", "2023-09-30", Precision.Month)]
    [InlineData("2027", "2027-01-01", "2027-12-31", Precision.Year)]
    public void A_date_has_a_short_form(string text, string from, string to, Precision precision)
    {
        var date = DateSpan.Parse(text);

        Assert.Equal(new(Scenario.Day(from), Scenario.Day(to), precision), date);
        RoundTrips(date, $"\"{text}\"");
    }

    [Fact]
    [Trait("Trap", "6")]
    public void Trap_6_the_second_half_of_May_keeps_its_words_and_its_reason() => RoundTrips(
        new DateSpan(new(2021, 5, 16), new(2021, 5, 31), Precision.HalfMonth, "second half of May", true, "The page has no year."),
        """{"from":"2021-05-16","to":"2021-05-31","precision":"halfMonth","words":"second half of May","inferred":true,"reason":"The page has no year."}""");

    [Fact]
    public void A_day_with_words_keeps_them() => RoundTrips(
        new DateSpan(new(2023, 8, 26), new(2023, 8, 26), Precision.Day, "26 августа"),
        """{"from":"2023-08-26","to":"2023-08-26","precision":"day","words":"26 августа"}""");

    [Theory]
    [InlineData("\"2023-02-29\"")]
    [InlineData("\"2023-9\"")]
    [InlineData("\"2024-08-22T00:00:00Z\"")]
    [InlineData("\"1599\"")]
    [InlineData("\"\"")]
    [InlineData("2024")]
    [InlineData("true")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"from":"2024-08-22"}""")]
    [InlineData("""{"from":"2024-08-22","to":"2024-08-21"}""")]
    [InlineData("""{"from":"2024-08-22","to":"2024-08-22","inferred":true}""")]
    [InlineData("""{"from":"2024-08-22","to":"2024-08-22","precision":0}""")]
    [InlineData("""{"from":"0001-01-01","to":"0001-01-01"}""")]
    [InlineData("""{"from":"9999-12-01","to":"9999-12-31","precision":"month"}""")]
    public void What_is_no_date_is_refused(string json) => Refused<DateSpan>(json);

    [Theory]
    [InlineData("2024-02-29", "2024-02-29", Precision.Day)]
    [InlineData("2024-02-01", "2024-02-15", Precision.HalfMonth)]
    [InlineData("2024-02-16", "2024-02-29", Precision.HalfMonth)]
    [InlineData("2023-12-16", "2023-12-31", Precision.HalfMonth)]
    [InlineData("2024-02-01", "2024-02-29", Precision.Month)]
    [InlineData("2024-10-01", "2024-12-31", Precision.Quarter)]
    [InlineData("2024-01-01", "2024-12-31", Precision.Year)]
    [InlineData("2019-01-01", "2022-12-31", Precision.Years)]
    [InlineData("2021-05-19", "2021-05-20", Precision.Days)]
    [InlineData("2021-05-28", "2021-06-12", Precision.Days)]
    public void A_year_given_by_its_days_was_taken_for_half_a_month(string from, string to, Precision precision) => Assert.Equal(
        new DateSpan(Scenario.Day(from), Scenario.Day(to), precision), JsonSerializer.Deserialize<DateSpan>($$"""{"from":"{{from}}","to":"{{to}}"}""", ContractJson.Strict));

    [Theory]
    [InlineData("2021-05-03", "2021-05-19")]
    [InlineData("2023-02-01", "2023-02-27")]
    [InlineData("2023-02-01", "2023-04-30")]
    [InlineData("2023-02-01", "2024-01-31")]
    [InlineData("2023-01-16", "2023-02-15")]
    [InlineData("2023-01-01", "2023-06-30")]
    public void Of_days_that_are_nothing_whole_the_precision_is_asked_for(string from, string to)
    {
        Refused<DateSpan>($$"""{"from":"{{from}}","to":"{{to}}"}""");
        RoundTrips(new DateSpan(Scenario.Day(from), Scenario.Day(to), Precision.Open), $$"""{"from":"{{from}}","to":"{{to}}","precision":"open"}""");
    }

    [Fact]
    public void Dates_that_mean_the_same_days_say_the_same_whatever_their_words()
    {
        Assert.True(DateSpan.Parse("2024").SaysTheSameAs(new(new(2024, 1, 1), new(2024, 12, 31), Precision.Open, "by 2024")));
        Assert.False(DateSpan.Parse("2024").SaysTheSameAs(DateSpan.Parse("2024-12-31")));
    }

    [Fact]
    public void A_state_is_its_ISO_code_in_capitals()
    {
        RoundTrips(StateCode.Parse("KAZ"), "\"KAZ\"");
        foreach (var text in new[] { "kaz", "KZ", "KAZ ", "ZZZ", "", "EUU" })
            Refused<StateCode>(Json(text), () => StateCode.Parse(text));
        Refused<StateCode>("398");
    }

    [Fact]
    [Trait("Trap", "17")]
    public void Trap_17_a_pair_is_two_states_in_no_order()
    {
        Assert.Equal(Pair.Parse("KAZ-TJK"), Pair.Parse("TJK-KAZ"));
        RoundTrips(Pair.Parse("TJK-KAZ"), "\"KAZ-TJK\"");
        foreach (var text in new[] { "KAZ-KAZ", "KAZ", "KAZ-TJK-UZB", "KAZ–TJK", "KAZ-XYZ", "-" })
            Refused<Pair>(Json(text), () => Pair.Parse(text));
        Assert.True(Pair.Parse("KAZ-TJK").Has(StateCode.Parse("TJK")));
        Assert.Equal("KAZ", Pair.Parse("KAZ-TJK").Other(StateCode.Parse("TJK")).ToString());
    }

    [Fact]
    public void A_measure_is_turnover_or_exports_one_way()
    {
        RoundTrips(Measure.Turnover, "\"turnover\"");
        RoundTrips(Measure.Parse("exports:TJK>KAZ"), "\"exports:TJK>KAZ\"");
        foreach (var text in new[] { "Turnover", "exports", "exports:KAZ", "exports:KAZ>KAZ", "imports:KAZ>TJK", "exports:KAZ>TJK>UZB", "" })
            Refused<Measure>(Json(text), () => Measure.Parse(text));
    }

    [Fact]
    public void A_viewpoint_is_one_of_five()
    {
        foreach (var text in new[] { "reporter:KAZ", "stated", "mid", "conservative", "reconciledFob" })
            RoundTrips(Viewpoint.Parse(text), $"\"{text}\"");
        foreach (var text in new[] { "reporter", "reporter:", "reporter:kaz", "Mid", "both", "" })
            Refused<Viewpoint>(Json(text), () => Viewpoint.Parse(text));
    }

    [Fact]
    public void Money_is_a_number_and_a_currency_with_what_was_said()
    {
        RoundTrips(new Money(2_000_000_000, "USD"), """{"amount":2000000000,"currency":"USD"}""");
        RoundTrips(new Money(1.5m, "USD", Bound.AtLeast, "at least “1.5”"), """{"amount":1.5,"currency":"USD","bound":"atLeast","words":"at least “1.5”"}""");
        Assert.True(new Money(1.50m, "USD", null, "a").SaysTheSameAs(new(1.5m, "USD", null, "b")));
        Assert.False(new Money(1, "USD").SaysTheSameAs(new(1, "EUR")));
        Assert.False(new Money(1, "USD").SaysTheSameAs(new(1, "USD", Bound.About)));
    }

    [Theory]
    [InlineData("""{"amount":"2","currency":"USD"}""")]
    [InlineData("""{"amount":"NaN","currency":"USD"}""")]
    [InlineData("""{"amount":1e400,"currency":"USD"}""")]
    [InlineData("""{"amount":null,"currency":"USD"}""")]
    [InlineData("""{"amount":1,"currency":null}""")]
    [InlineData("""{"amount":1}""")]
    [InlineData("""{"amount":1,"currency":"USD","bound":"ATLEAST2"}""")]
    [InlineData("""{"amount":1,"currency":"USD","bound":1}""")]
    [InlineData("""{"Amount":1,"currency":"USD"}""")]
    public void What_is_no_money_is_refused(string json) => Refused<Money>(json);

    [Theory]
    [InlineData("a", true)]
    [InlineData("kaz-tjk-trade-2024", true)]
    [InlineData("", false)]
    [InlineData("-a", false)]
    [InlineData("a-", false)]
    [InlineData("a--b", false)]
    [InlineData("A", false)]
    [InlineData("a_b", false)]
    [InlineData("a\n", false)]
    [InlineData("ä", false)]
    [InlineData("a:b", false)]
    public void A_slug_is_lower_case_letters_digits_and_single_hyphens(string text, bool valid) => Assert.Equal(valid, Slug.IsValid(text));

    [Fact]
    public void A_slug_has_at_most_100_characters_also_when_derived()
    {
        Assert.True(Slug.IsValid(new('a', 100)));
        Assert.False(Slug.IsValid(new('a', 101)));
        Assert.Equal(new string('a', 99), Slug.From(new string('a', 99) + " long title"));
        Assert.Null(Slug.From("  — ", null, "2024"));
    }

    [Fact]
    public void Enums_are_strings_in_the_case_of_the_contract()
    {
        RoundTrips(FigureStatus.Provisional, "\"provisional\"");
        RoundTrips(TradeScope.GoodsAndServices, "\"goodsAndServices\"");
        RoundTrips(Valuation.FOB, "\"FOB\"");
        Refused<Flow>("0");
        Refused<Flow>("\"exports\"");
    }

    static string Json(string text) => JsonSerializer.Serialize(text);

    static void RoundTrips<T>(T value, string json)
    {
        Assert.Equal(json, JsonSerializer.Serialize(value, ContractJson.Stored));
        Assert.Equal(value, JsonSerializer.Deserialize<T>(json, ContractJson.Strict));
        Assert.Equal(value, JsonSerializer.Deserialize<T>(Encoding.UTF8.GetBytes(json), ContractJson.Stored));
    }

    static void Refused<T>(string json, Func<T>? parse = null)
    {
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<T>(json, ContractJson.Strict));
        if (parse is not null)
            Assert.Throws<FormatException>(() => parse());
    }

    [Fact]
    public void A_span_of_weeks_was_called_a_day()
    {
        DateSpan weeks = new(new(2025, 3, 1), new(2025, 5, 20), Precision.Day);
        var command = Commitments.Flour.Make;
        foreach (var precision in new[] { Precision.Day, Precision.Days, Precision.HalfMonth, Precision.Month })
            Scenario.Given().When(command with { Deadline = weeks with { Precision = precision } }).ThenRefused(CommitmentTracker.Platform.Problem.InvalidValue, "/deadline/precision");
        foreach (var precision in new[] { Precision.Quarter, Precision.Year, Precision.Open })
            Assert.Null(Scenario.Given().When(command with { Deadline = weeks with { Precision = precision } }).Decision.Refusal);
    }
}
