using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Targets;

/// <summary>
/// A number as said and the range it can mean: "almost 2 bn" is 2 bn and at most that, "more than 1 bn" is anything above.
/// High is null where nothing bounds it; AboveLow and BelowHigh say that the end itself is not meant.
/// </summary>
readonly record struct Amount(decimal Value, decimal Low, decimal? High, bool AboveLow = false, bool BelowHigh = false, Bound? Hedge = null)
{
    /// <summary>How far "about" reaches: 5 % (RuleSet 1). Sources round "about 1.4 bn" by less; a goal this near is left undecided.</summary>
    const decimal Near = 0.05m;

    public static Amount Of(Money money) => Of(money.Amount, money.Bound, money.Words);

    /// <param name="x">The number.</param>
    /// <param name="bound">What the words do to it.</param>
    /// <param name="words">The words.</param>
    public static Amount Of(decimal x, Bound? bound, string? words) => bound switch
    {
        null => new(x, x, x),
        Bound.About => new(x, x * (1 - Near), SaysAlmost(words) ? x : x * (1 + Near), Hedge: bound),
        Bound.AtMost => new(x, 0, x, Hedge: bound),
        Bound.LessThan => new(x, 0, x, BelowHigh: true, Hedge: bound),
        Bound.AtLeast => new(x, x, null, Hedge: bound),
        _ => new(x, x, null, AboveLow: true, Hedge: bound),
    };

    /// <summary>True: the whole range reaches the goal. False: none of it does. Null: it straddles.</summary>
    /// <remarks>"Up to 2 bn" and "about 2 bn" as goals ask for 2 bn; only "more than" asks for more than its number.</remarks>
    public bool? Reaches(Money goal) => Reaches(goal.Amount, goal.Bound);

    /// <inheritdoc cref="Reaches(Money)"/>
    /// <param name="goal">The goal's number.</param>
    /// <param name="bound">What its words do to it.</param>
    public bool? Reaches(decimal goal, Bound? bound)
    {
        var beyond = bound is Bound.MoreThan;
        if (Low > goal || (Low == goal && (!beyond || AboveLow)))
            return true;
        return High < goal || (High == goal && (beyond || BelowHigh)) ? false : null;
    }

    public static Amount Sum(Amount a, Amount b) => new(
        a.Value + b.Value, a.Low + b.Low, a.High + b.High, a.AboveLow || b.AboveLow, a.BelowHigh || b.BelowHigh, Wider(a.Hedge, b.Hedge));

    public static Amount Mean(Amount a, Amount b) => Sum(a, b).Over(2);

    /// <summary>The lower of two: it reaches a goal only where both do.</summary>
    public static Amount Lower(Amount a, Amount b)
    {
        var low = a.Low < b.Low ? a : b.Low < a.Low ? b : a with { AboveLow = a.AboveLow && b.AboveLow };
        var high = (a.High ?? decimal.MaxValue, b.High ?? decimal.MaxValue) switch
        {
            var (x, y) when x < y => a,
            var (x, y) when y < x => b,
            _ => a with { BelowHigh = a.BelowHigh || b.BelowHigh },
        };
        var (value, bound) = a.Value < b.Value ? (a.Value, a.Hedge) : b.Value < a.Value ? (b.Value, b.Hedge) : (a.Value, Wider(a.Hedge, b.Hedge));
        return new(value, low.Low, high.High, low.AboveLow, high.BelowHigh, bound);
    }

    /// <summary>Divided, to the millionth of a unit: finer is not money, and differences of tinier numbers would leave decimal's range.</summary>
    public Amount Over(decimal divisor) => this with
    {
        Value = Math.Round(Value / divisor, 6),
        Low = Math.Round(Low / divisor, 6),
        High = High is { } high ? Math.Round(high / divisor, 6) : null,
    };

    static bool SaysAlmost(string? words) =>
        words is not null && AlmostWords.Any(word => words.Contains(word, StringComparison.OrdinalIgnoreCase));

    static Bound? Wider(Bound? a, Bound? b) => a == b || b is null ? a : a is null ? b : Bound.About;

    static readonly string[] AlmostWords = ["almost", "nearly", "почти"];
}
