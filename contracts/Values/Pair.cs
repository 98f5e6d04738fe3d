using System.Text.Json.Serialization;

namespace CommitmentTracker.Contracts.Values;

/// <summary>Two different states in no order; JSON <c>"KAZ-TJK"</c>, the codes sorted.</summary>
[JsonConverter(typeof(TextValueConverter<Pair>))]
public readonly record struct Pair : ITextValue<Pair>
{
    /// <summary>The pair of two states, given in any order.</summary>
    /// <exception cref="FormatException">It is one state twice.</exception>
    public Pair(StateCode one, StateCode other)
    {
        if (one == other)
            throw new FormatException($"'{one}-{other}' names one state twice; a pair is two states.");
        (A, B) = one.CompareTo(other) < 0 ? (one, other) : (other, one);
    }

    /// <summary>The state whose code sorts first.</summary>
    public StateCode A { get; }

    /// <summary>The other state.</summary>
    public StateCode B { get; }

    /// <summary>Whether a state is one of the two.</summary>
    public bool Has(StateCode state) => state == A || state == B;

    /// <summary>The other of the two.</summary>
    public StateCode Other(StateCode state) => state == A ? B : A;

    /// <summary>Reads <c>AAA-BBB</c>, in either order.</summary>
    /// <exception cref="FormatException">It is not two state codes with a hyphen between, or one state twice.</exception>
    public static Pair Parse(string text) => text.Split('-') is [var a, var b]
        ? new(StateCode.Parse(a), StateCode.Parse(b))
        : throw new FormatException($"'{text}' is no pair of states such as 'KAZ-TJK'.");

    /// <summary><c>AAA-BBB</c>, sorted.</summary>
    public override string ToString() => $"{A}-{B}";
}
