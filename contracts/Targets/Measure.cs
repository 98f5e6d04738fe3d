using System.Text.Json.Serialization;
using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Contracts.Targets;

/// <summary>What a trade target counts: <c>"turnover"</c>, or exports one way, <c>"exports:KAZ>TJK"</c>.</summary>
[JsonConverter(typeof(TextValueConverter<Measure>))]
public readonly record struct Measure : ITextValue<Measure>
{
    Measure(StateCode from, StateCode to) => (From, To) = (from, to);

    /// <summary>Both directions together.</summary>
    public static Measure Turnover => default;

    /// <summary>Whether it is turnover.</summary>
    public bool IsTurnover => From is null;

    /// <summary>For exports: the exporting state.</summary>
    public StateCode? From { get; }

    /// <summary>For exports: the importing state.</summary>
    public StateCode? To { get; }

    /// <summary>Reads <c>turnover</c> or <c>exports:AAA>BBB</c>.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public static Measure Parse(string text)
    {
        if (text == "turnover")
            return Turnover;
        if (text.StartsWith("exports:", StringComparison.Ordinal) && text["exports:".Length..].Split('>') is [var from, var to])
        {
            var (a, b) = (StateCode.Parse(from), StateCode.Parse(to));
            return a == b ? throw new FormatException($"'{text}' names one state twice.") : new(a, b);
        }
        throw new FormatException($"'{text}' is no measure; write 'turnover' or 'exports:KAZ>TJK'.");
    }

    /// <summary>The form it is read from.</summary>
    public override string ToString() => IsTurnover ? "turnover" : $"exports:{From}>{To}";
}

/// <summary>Which of the ways to count a viewpoint is.</summary>
public enum ViewpointKind
{
    /// <summary>One reporter's statistics: its exports + its imports.</summary>
    Reporter,
    /// <summary>Official spoken totals; only where no statistic exists for the period.</summary>
    Stated,
    /// <summary>The mean of both reporters' turnovers.</summary>
    Mid,
    /// <summary>The lower of both reporters' turnovers.</summary>
    Conservative,
    /// <summary>Each direction from both sides, imports brought to FOB by dividing by 1.06, equally weighted.</summary>
    ReconciledFob,
}

/// <summary>Whose figures count: <c>"reporter:KAZ"</c>, <c>"stated"</c>, <c>"mid"</c>, <c>"conservative"</c>, <c>"reconciledFob"</c>.</summary>
[JsonConverter(typeof(TextValueConverter<Viewpoint>))]
public readonly record struct Viewpoint : ITextValue<Viewpoint>
{
    Viewpoint(ViewpointKind kind, StateCode? reporter = null) => (Kind, Reporter) = (kind, reporter);

    /// <summary>Which way to count.</summary>
    public ViewpointKind Kind { get; }

    /// <summary>For <see cref="ViewpointKind.Reporter"/>: whose statistics.</summary>
    public StateCode? Reporter { get; }

    /// <summary>Reads one of the forms.</summary>
    /// <exception cref="FormatException">It is none of them.</exception>
    public static Viewpoint Parse(string text) => text switch
    {
        "stated" => new(ViewpointKind.Stated),
        "mid" => new(ViewpointKind.Mid),
        "conservative" => new(ViewpointKind.Conservative),
        "reconciledFob" => new(ViewpointKind.ReconciledFob),
        _ when text.StartsWith("reporter:", StringComparison.Ordinal) => new(ViewpointKind.Reporter, StateCode.Parse(text["reporter:".Length..])),
        _ => throw new FormatException($"'{text}' is no viewpoint; write 'reporter:KAZ', 'stated', 'mid', 'conservative' or 'reconciledFob'."),
    };

    /// <summary>The form it is read from.</summary>
    public override string ToString() => Kind switch
    {
        ViewpointKind.Reporter => $"reporter:{Reporter}",
        ViewpointKind.Stated => "stated",
        ViewpointKind.Mid => "mid",
        ViewpointKind.Conservative => "conservative",
        _ => "reconciledFob",
    };
}

/// <summary>The least settled figure that may decide a target.</summary>
[JsonConverter(typeof(CamelCaseEnum<MinimumStatus>))]
public enum MinimumStatus
{
    /// <summary>Spoken figures will do.</summary>
    Stated,
    /// <summary>Provisional (and estimated) statistics will do.</summary>
    Provisional,
    /// <summary>Only final statistics decide; with less it is attained provisionally.</summary>
    Final,
}

/// <summary>How a target is counted. Without it a target cannot be measured.</summary>
/// <param name="Viewpoint">Whose figures.</param>
/// <param name="Scope">What is counted; <c>goods</c>.</param>
/// <param name="BaselinePeriod">The year from which pace is measured; absent: the last full year before the target was stated, flagged as inferred.</param>
/// <param name="MinimumStatus">The least settled figure that decides.</param>
/// <param name="Sources">Sources in order of preference; absent: any, the latest release first.</param>
public sealed record MeasurementBasis(
    Viewpoint Viewpoint, Trade.TradeScope Scope, Period? BaselinePeriod, MinimumStatus MinimumStatus, IReadOnlyList<string>? Sources = null);
