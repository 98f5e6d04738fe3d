using System.Text;
using System.Text.Json;
using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Contracts.Trade;

/// <summary>
/// Reads the bodies of which a log has millions, several times as fast as the serialiser. It knows the usual body and nothing else: at
/// anything more (an escape in a code, a member it does not know, that is missing or that stands there twice, a date that is no single day) it
/// answers null, and the serialiser, whose word counts, reads the body instead.
/// </summary>
public static class FigureReader
{
    /// <summary>The event from a body of <c>trade_figure_recorded</c>, or null.</summary>
    public static object? Recorded(ReadOnlySpan<byte> body) => Read(body, out var f) && f.IsWhole && f is { Previous: null, Confirm: null }
        ? new TradeFigureRecorded(f.Reporter!.Value, f.Partner!.Value, f.Flow!.Value, f.Period!.Value, f.Value!, f.Status!.Value, f.Source!, f.ReleasedOn!, f.Valuation, f.Scope!.Value, f.Reason)
        : null;

    /// <summary>The event from a body of <c>trade_figure_revised</c>, or null.</summary>
    public static object? Revised(ReadOnlySpan<byte> body) => Read(body, out var f) && f is { IsWhole: true, Confirm: null }
        ? new TradeFigureRevised(f.Reporter!.Value, f.Partner!.Value, f.Flow!.Value, f.Period!.Value, f.Value!, f.Status!.Value, f.Source!, f.ReleasedOn!, f.Valuation, f.Scope!.Value, f.Previous, f.Reason)
        : null;

    /// <summary>The event from a body of <c>trade_figure_released_again</c>, or null.</summary>
    public static object? ReleasedAgain(ReadOnlySpan<byte> body) => Read(body, out var f) && f.IsWhole && f.Previous is null
        ? new TradeFigureReleasedAgain(f.Reporter!.Value, f.Partner!.Value, f.Flow!.Value, f.Period!.Value, f.Value!, f.Status!.Value, f.Source!, f.ReleasedOn!, f.Valuation, f.Scope!.Value, f.Reason)
        : null;

    /// <summary>The command from a document as it is usually sent, or null. Nothing passes here that the strict serialiser would refuse.</summary>
    public static object? Command(ReadOnlySpan<byte> body) =>
        Read(body, out var f) && f.Previous is null && f with { Scope = f.Scope ?? TradeScope.Goods } is { IsWhole: true }
            ? new RecordTradeFigure(f.Reporter!.Value, f.Partner!.Value, f.Flow!.Value, f.Period!.Value, f.Value!, f.Status!.Value, f.Source!, f.ReleasedOn!, f.Valuation, f.Scope, f.Confirm ?? false, f.Reason)
            : null;

    static bool Read(ReadOnlySpan<byte> body, out Members f)
    {
        var json = new Utf8JsonReader(body);
        f = default;
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            return false;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.ValueSpan;
            json.Read();
            if (!(name.SequenceEqual("flow"u8) ? Enum(ref json, ref f.Flow)
                : name.SequenceEqual("scope"u8) ? Enum(ref json, ref f.Scope)
                : name.SequenceEqual("value"u8) ? Money(ref json, ref f.Value)
                : name.SequenceEqual("period"u8) ? Text<Period>(ref json, ref f.Period, Period.TryParse)
                : name.SequenceEqual("source"u8) ? Text(ref json, ref f.Source)
                : name.SequenceEqual("status"u8) ? Enum(ref json, ref f.Status)
                : name.SequenceEqual("partner"u8) ? Text<StateCode>(ref json, ref f.Partner, StateCode.TryParse)
                : name.SequenceEqual("reporter"u8) ? Text<StateCode>(ref json, ref f.Reporter, StateCode.TryParse)
                : name.SequenceEqual("valuation"u8) ? Enum(ref json, ref f.Valuation)
                : name.SequenceEqual("releasedOn"u8) ? Day(ref json, ref f.ReleasedOn)
                : name.SequenceEqual("previous"u8) ? Money(ref json, ref f.Previous)
                : name.SequenceEqual("confirm"u8) ? Truth(ref json, ref f.Confirm)
                : name.SequenceEqual("reason"u8) && Text(ref json, ref f.Reason)))
                return false;
        }
        return json.TokenType == JsonTokenType.EndObject && !json.Read();
    }

    static bool Money(ref Utf8JsonReader json, ref Money? money)
    {
        if (money is not null || json.TokenType != JsonTokenType.StartObject)
            return false;
        (decimal? amount, string? currency, Bound? bound, string? words) = (null, null, null, null);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.ValueSpan;
            json.Read();
            if (!(name.SequenceEqual("amount"u8) ? Number(ref json, ref amount)
                : name.SequenceEqual("currency"u8) ? Code(ref json, ref currency)
                : name.SequenceEqual("bound"u8) ? Enum(ref json, ref bound)
                : name.SequenceEqual("words"u8) && Text(ref json, ref words)))
                return false;
        }
        money = amount is { } whole && currency is not null ? new(whole, currency, bound, words) : null;
        return money is not null;
    }

    static bool Number(ref Utf8JsonReader json, ref decimal? number)
    {
        // A longer one may have more digits than are kept exactly, one with an exponent be smaller than any that is.
        if (number is not null || json.TokenType != JsonTokenType.Number || json.ValueSpan.Length > ContractJson.MaxDigits
            || json.ValueSpan.ContainsAny((byte)'e', (byte)'E') || !json.TryGetDecimal(out var value))
            return false;
        number = value;
        return true;
    }

    static bool Truth(ref Utf8JsonReader json, ref bool? truth)
    {
        if (truth is not null || json.TokenType is not (JsonTokenType.True or JsonTokenType.False))
            return false;
        truth = json.GetBoolean();
        return true;
    }

    static bool Text(ref Utf8JsonReader json, ref string? text) => text is null && json.TokenType == JsonTokenType.String && (text = json.GetString()) is not null;

    static bool Code(ref Utf8JsonReader json, ref string? currency) =>
        currency is null && json.TokenType == JsonTokenType.String && (currency = Currency.Find(json.ValueSpan) ?? json.GetString()) is not null;

    static bool Enum<T>(ref Utf8JsonReader json, ref T? value) where T : struct, Enum
    {
        if (value is not null || json.TokenType != JsonTokenType.String)
            return false;
        foreach (var (name, known) in Names<T>.All)
        {
            if (json.ValueSpan.SequenceEqual(name))
            {
                value = known;
                return true;
            }
        }
        return false;
    }

    delegate bool TryParse<T>(ReadOnlySpan<char> text, out T value);

    static bool Text<T>(ref Utf8JsonReader json, ref T? value, TryParse<T> parse) where T : struct
    {
        // What is escaped has a backslash, and no code has one.
        Span<char> text = stackalloc char[16];
        if (value is not null || json.TokenType != JsonTokenType.String || !Encoding.UTF8.TryGetChars(json.ValueSpan, text, out var length) || !parse(text[..length], out var parsed))
            return false;
        value = parsed;
        return true;
    }

    static bool Day(ref Utf8JsonReader json, ref DateSpan? day)
    {
        DateOnly? date = null;
        if (day is not null || !Text<DateOnly>(ref json, ref date, DateSpan.TryDay))
            return false;
        day = DateSpan.On(date!.Value);
        return true;
    }

    struct Members
    {
        public StateCode? Reporter, Partner;
        public Flow? Flow;
        public Period? Period;
        public Money? Value, Previous;
        public FigureStatus? Status;
        public string? Source, Reason;
        public DateSpan? ReleasedOn;
        public Valuation? Valuation;
        public TradeScope? Scope;
        public bool? Confirm;

        public readonly bool IsWhole => Reporter is not null && Partner is not null && Flow is not null && Period is not null && Value is not null
            && Status is not null && Source is not null && ReleasedOn is not null && Scope is not null;
    }

    static class Names<T> where T : struct, Enum
    {
        // Through the serialiser, so that both read the same names.
        public static readonly (byte[] Utf8, T Value)[] All =
            [.. System.Enum.GetValues<T>().Select(v => (Encoding.UTF8.GetBytes(JsonSerializer.SerializeToElement(v, ContractJson.Stored).GetString()!), v))];
    }
}
