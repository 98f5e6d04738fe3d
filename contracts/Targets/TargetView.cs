using System.Text.Json.Serialization;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Contracts.Trade;
using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Contracts.Targets;

/// <summary>How a target stands (RuleSet 1; first that matches).</summary>
[JsonConverter(typeof(NamedEnum<TargetStatus>))]
public enum TargetStatus
{
    /// <summary>Given up by the states.</summary>
    Withdrawn,
    /// <summary>No basis, no usable figure, or no conversion; the reasons say which.</summary>
    NotMeasurable,
    /// <summary>The deciding figure is bounded ("almost") and straddles the goal.</summary>
    Indeterminate,
    /// <summary>A full period up to the deadline reached the goal with figures of the required status.</summary>
    Attained,
    /// <summary>As attained, but on figures below the required status.</summary>
    AttainedProvisional,
    /// <summary>Reached by a period after the deadline.</summary>
    AttainedLate,
    /// <summary>The deadline is over and its final figure falls short.</summary>
    Missed,
    /// <summary>The deadline is over; its figure of the required status is not there yet.</summary>
    AwaitingFigures,
    /// <summary>As awaiting figures, for more than 18 months.</summary>
    MissedUnverified,
    /// <summary>No deadline; growing by 3 % a year or more.</summary>
    Progressing,
    /// <summary>No deadline; between −3 % and 3 % a year.</summary>
    Flat,
    /// <summary>Falling (no deadline: by 3 % a year or more).</summary>
    Receding,
    /// <summary>Fewer than two full periods since the baseline.</summary>
    TooEarly,
    /// <summary>Pace ratio ≥ 0.95 and value ≥ 0.95 of what is expected now.</summary>
    OnTrack,
    /// <summary>Pace ratio ≥ 0.60, or on pace but below 0.95 of what is expected now.</summary>
    AtRisk,
    /// <summary>Pace ratio from 0 to below 0.60.</summary>
    OffTrack,
    /// <summary>Taken back by two people: it should never have been set. It counts nowhere and is not measured.</summary>
    Retracted,
}

/// <summary>One target and how it stands. Growth and rates are fractions a year (0.0606 is 6.06 %), rounded half-even to 6 decimals.</summary>
/// <param name="Slug">Its name in addresses.</param>
/// <param name="Pair">The two states.</param>
/// <param name="Measure">What is counted.</param>
/// <param name="Goal">The goal that stands on the day of evaluation.</param>
/// <param name="Deadline">The deadline that stands, or null.</param>
/// <param name="Original">Where the deadline was extended: how the target stands against the first one. Status and numbers are of the one that stands.</param>
/// <param name="Basis">How it is counted, or null.</param>
/// <param name="BasisDeclared">Who decided that, when and why; null while nobody did.</param>
/// <param name="Baseline">Where pace is measured from.</param>
/// <param name="Latest">The latest accepted full year.</param>
/// <param name="AttainmentPct">100 · latest / goal, by their numbers alone; the reasons say where a bound ("almost 2 bn") straddles the goal.</param>
/// <param name="DistanceClosedPct">100 · (latest − baseline) / (goal − baseline).</param>
/// <param name="Gap">Goal − latest, in the goal's currency, by their numbers alone.</param>
/// <param name="ActualGrowth">Mean growth a year from baseline to latest.</param>
/// <param name="PathGrowth">Growth a year that leads from baseline to goal at the deadline.</param>
/// <param name="RequiredGrowth">Growth a year needed from the latest period on; 0 when the goal is reached.</param>
/// <param name="RequiredPerYear">Where growth is undefined (latest is 0): amount to add a year.</param>
/// <param name="PaceRatio">Actual growth / path growth.</param>
/// <param name="ForwardRatio">Actual growth / required growth.</param>
/// <param name="ExpectedNow">
/// Where the path stands at the end of the latest period, in the goal's currency: baseline · (1 + path growth)^(years from baseline to latest); from
/// a baseline of zero in even steps.
/// </param>
/// <param name="ProjectedYear">Year in which the goal is reached if the pace holds; null: never at this pace, not before 2100, or the latest number is the goal's already.</param>
/// <param name="ProjectedAtDeadline">Value at the deadline if the pace holds.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Stale">Whether the latest period ended more than 18 months before the evaluation: never green.</param>
/// <param name="Receded">Whether it was attained and later fell below the goal.</param>
/// <param name="AttainedIn">The first period that attained it.</param>
/// <param name="Reasons">Why the status is what it is, and what to know about the numbers, in words.</param>
/// <param name="Waiting">A proposal to retract it that waits for a second person; null where none does.</param>
/// <param name="PartialYear">The running year, never compared with the goal as if it were complete.</param>
/// <param name="ByReporter">For bases that look at both sides: each reporter's own latest figure.</param>
/// <param name="Lineage">Every statement of the target by then, in the order in which they were made, whenever they were entered; what was taken back is no more in it.</param>
/// <param name="Mended">
/// What was logged wrongly and taken back, what took it back, corrections of the first statement (the lineage has it as corrected), and proposals to retract the target with what became of them, in the order recorded; null where nothing was
/// mended. It is the same for every day.
/// </param>
/// <param name="UsedFigures">Every figure the numbers rest on.</param>
/// <param name="EvaluatedOn">The day of evaluation.</param>
/// <param name="RuleSet">Version of the rules.</param>
/// <param name="Position">
/// Position of the last event in this view: of the statements shown, of what was mended, of how it is counted, and of the pair's figures whose period is over by the
/// day of evaluation and whose release the question allows.
/// </param>
/// <param name="RecordedAt">Recorded time of that event.</param>
/// <param name="Smart">Whether it is specific, measurable, assigned, relevant and time-bound, from its fields.</param>
public sealed record TargetView(
    string Slug, Pair Pair, Measure Measure, Money Goal, DateSpan? Deadline, OriginalDeadline? Original, MeasurementBasis? Basis, BasisDeclaration? BasisDeclared,
    BaselineFigure? Baseline, LatestFigure? Latest,
    decimal? AttainmentPct, decimal? DistanceClosedPct, decimal? Gap,
    decimal? ActualGrowth, decimal? PathGrowth, decimal? RequiredGrowth, decimal? RequiredPerYear, decimal? PaceRatio, decimal? ForwardRatio,
    decimal? ExpectedNow, int? ProjectedYear, decimal? ProjectedAtDeadline,
    TargetStatus Status, bool Stale, bool Receded, Period? AttainedIn, IReadOnlyList<string> Reasons, Waiting? Waiting,
    PartialYear? PartialYear, IReadOnlyList<ReporterFigure>? ByReporter,
    IReadOnlyList<TargetStatement> Lineage, IReadOnlyList<Logged>? Mended, IReadOnlyList<UsedFigure> UsedFigures,
    DateOnly EvaluatedOn, int RuleSet, long Position, DateTimeOffset RecordedAt, Smart Smart);

/// <summary>The first deadline of a target that got a later one, and what the figures say of it.</summary>
/// <param name="Deadline">The deadline first stated.</param>
/// <param name="Goal">The goal that stood with it.</param>
/// <param name="StatusAgainstOriginal">How the target would stand on the day of evaluation, had neither been changed.</param>
/// <param name="LateByDays">
/// Days from this deadline to the end of the year that reached the goal, or to the day of evaluation where it is missed; 0: reached in time; null:
/// not over, or not known yet.
/// </param>
/// <param name="Reason">Why that is so, in words.</param>
public sealed record OriginalDeadline(DateSpan Deadline, Money Goal, TargetStatus StatusAgainstOriginal, int? LateByDays, string Reason);

/// <summary>Who decided how a target is counted.</summary>
/// <param name="On">When this register recorded it.</param>
/// <param name="By">Opaque id of who entered it.</param>
/// <param name="StatedOn">When a source said so, where one did.</param>
/// <param name="Reason">Why, where given.</param>
/// <param name="Citation">Where a source says so.</param>
/// <param name="Version">The event's version in the stream: what <c>TakeBack</c> names.</param>
/// <param name="Position">Log position of the event.</param>
public sealed record BasisDeclaration(DateTimeOffset On, string? By, DateSpan? StatedOn, string? Reason, LocatedCitation? Citation, long Version, long Position);

/// <summary>Where pace is measured from.</summary>
/// <param name="Period">The year.</param>
/// <param name="Value">Its value now, in the goal's currency.</param>
/// <param name="Inferred">Whether the basis names no baseline and the last full year before the first statement was taken.</param>
/// <param name="AsSet">The value as it was published when the basis was declared, where it was revised since.</param>
public sealed record BaselineFigure(Period Period, decimal Value, bool Inferred = false, decimal? AsSet = null);

/// <summary>The latest accepted full year.</summary>
/// <param name="Period">The year.</param>
/// <param name="Value">Its value in the goal's currency.</param>
/// <param name="Status">The least settled status among the figures it rests on.</param>
/// <param name="ReleasedOn">The latest release among them.</param>
/// <param name="Bound">Set where the figure is bounded.</param>
public sealed record LatestFigure(Period Period, decimal Value, FigureStatus Status, DateSpan ReleasedOn, Bound? Bound = null);

/// <summary>One reporter's own latest value.</summary>
/// <param name="Reporter">Whose statistics.</param>
/// <param name="Period">The year.</param>
/// <param name="Value">Its value in the goal's currency.</param>
public sealed record ReporterFigure(StateCode Reporter, Period Period, decimal Value);

/// <summary>The year that is not over yet in the figures.</summary>
/// <param name="Year">The year.</param>
/// <param name="Through">Its last month with figures, 1–12.</param>
/// <param name="YearToDate">Sum of the parts so far.</param>
/// <param name="SamePeriodGrowth">Against the same months a year earlier; null where those are not known.</param>
/// <param name="TrailingTwelveMonths">Sum of the last twelve months; null where a part is missing.</param>
/// <param name="Annualised">The year if its rest goes as last year's did.</param>
/// <param name="Naive">True where annualised is only year-to-date · 12 / months, for want of last year's parts.</param>
public sealed record PartialYear(int Year, int Through, decimal YearToDate, decimal? SamePeriodGrowth, decimal? TrailingTwelveMonths, decimal? Annualised, bool Naive);

/// <summary>One statement of a target.</summary>
/// <param name="Act">Stored name of the event, e.g. <c>target_deadline_extended</c>.</param>
/// <param name="StatedOn">When it was said.</param>
/// <param name="Goal">The goal as said.</param>
/// <param name="Deadline">The deadline as said.</param>
/// <param name="Speaker">Who spoke.</param>
/// <param name="Accepted">False for a contradiction kept beside.</param>
/// <param name="LoweredFrom">Where this statement lowered the goal: the goal before it.</param>
/// <param name="AttainedIn">
/// The first full period that attained the goal of this statement while it stood, whatever the goal became later; null where none did, and where the goal still stands
/// (then the view's own <c>attainedIn</c> tells it).
/// </param>
/// <param name="Reason">Why, where given.</param>
/// <param name="Citation">Where a source says so.</param>
/// <param name="Version">The event's version in the stream.</param>
/// <param name="Position">Its log position.</param>
/// <param name="RecordedAt">When this register recorded it.</param>
/// <param name="RecordedBy">Opaque id of who entered it.</param>
/// <param name="Authority">Of an extended deadline: by what instrument or body.</param>
/// <param name="AgreedBy">Of an advanced deadline: the states that agreed to it.</param>
public sealed record TargetStatement(
    string Act, DateSpan StatedOn, Money? Goal, DateSpan? Deadline, string? Speaker, bool Accepted, Money? LoweredFrom, Period? AttainedIn, string? Reason,
    LocatedCitation? Citation, long Version, long Position, DateTimeOffset RecordedAt, string? RecordedBy,
    string? Authority = null, IReadOnlyList<StateCode>? AgreedBy = null);

/// <summary>A figure that a number in a view rests on.</summary>
/// <param name="Stream">The figure's stream.</param>
/// <param name="Vintage">Version of the event that recorded it.</param>
/// <param name="Flow">Direction.</param>
/// <param name="Period">Period.</param>
/// <param name="Value">The figure.</param>
/// <param name="Status">How settled.</param>
/// <param name="Source">Slug of the source.</param>
/// <param name="ReleasedOn">Its release.</param>
public sealed record UsedFigure(string Stream, long Vintage, Flow Flow, Period Period, Money Value, FigureStatus Status, string Source, DateSpan ReleasedOn);
