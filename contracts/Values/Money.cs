using System.Text.Json.Serialization;

namespace CommitmentTracker.Contracts.Values;

/// <summary>What the words around a number do to it.</summary>
[JsonConverter(typeof(CamelCaseEnum<Bound>))]
public enum Bound : byte
{
    /// <summary>"about", "almost": near the amount (for "almost", not above it).</summary>
    About,
    /// <summary>"up to", "at most": ≤ the amount.</summary>
    AtMost,
    /// <summary>"at least": ≥ the amount.</summary>
    AtLeast,
    /// <summary>"less than": &lt; the amount.</summary>
    LessThan,
    /// <summary>"more than", "exceeded": &gt; the amount.</summary>
    MoreThan,
}

/// <summary>
/// An amount of money, whole units of the currency. JSON: <c>{"amount": 2000000000, "currency": "USD", "bound": "atLeast", "words": "at least $2 billion"}</c>.
/// The amount is a JSON number with at most 15 significant digits and 6 decimals, |amount| ≤ 10^15.
/// </summary>
/// <param name="Amount">Whole units (dollars, not millions).</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Bound">What the source's words do to the number; null: exactly.</param>
/// <param name="Words">The source's own words, where they say more than the number.</param>
public sealed record Money(decimal Amount, string Currency, Bound? Bound = null, string? Words = null)
{
    /// <summary>Equal in amount, currency and bound; the words may differ.</summary>
    public bool SaysTheSameAs(Money? other) =>
        other is not null && Amount == other.Amount && Currency == other.Currency && Bound == other.Bound;
}
