namespace CommitmentTracker.Contracts.Values;

/// <summary>
/// So much of something. JSON: <c>{"amount": 5000, "unit": "t", "words": "5,000 tons of flour"}</c>. What it is of stands in the
/// commitment's words, never here: 5,000 t of flour and 5,000 t of fuel oil are two commitments.
/// </summary>
/// <param name="Amount">A number ≥ 0 with at most 15 significant digits and 6 decimals.</param>
/// <param name="Unit">A unit of mass (<c>t</c>, <c>kg</c>, <c>g</c>), or what is counted: <c>item</c>, <c>visit</c>, <c>scholarship</c>.</param>
/// <param name="Bound">What the source's words do to the number; null: exactly.</param>
/// <param name="Words">The source's own words, where they say more than the number.</param>
public sealed record Quantity(decimal Amount, string Unit, Bound? Bound = null, string? Words = null)
{
    /// <summary>Kilograms in a unit of mass (UNECE Recommendation 20: TNE, KGM, GRM).</summary>
    static decimal? Kilograms(string unit) => unit switch { "t" => 1000m, "kg" => 1m, "g" => 0.001m, _ => null };

    /// <summary>The amount in another unit; null where the two do not measure the same thing.</summary>
    public decimal? In(string unit) =>
        unit == Unit ? Amount : Kilograms(Unit) is { } mine && Kilograms(unit) is { } other ? Amount * mine / other : null;

    /// <summary>Equal in amount and bound, in one unit or another of the same dimension (100 t, 100,000 kg); the words may differ.</summary>
    public bool SaysTheSameAs(Quantity? other) => other is not null && Amount == other.In(Unit) && Bound == other.Bound;
}

/// <summary>That something is owed again and again: "scholarships every year", "sessions twice a year". Yields dated instances.</summary>
/// <param name="Every"><c>annual</c>, <c>halfYear</c>, <c>quarterly</c> or <c>monthly</c>: the period of which each is an instance, due at its end.</param>
/// <param name="From">First day of the first period.</param>
/// <param name="Times">How often in each period, 1 to 366.</param>
/// <param name="Until">Last day; open-ended where absent.</param>
public sealed record Recurrence(Frequency Every, DateOnly From, int Times = 1, DateOnly? Until = null);
