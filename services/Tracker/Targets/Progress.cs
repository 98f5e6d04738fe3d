using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Contracts.Trade;
using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Targets;

/// <summary>
/// How a target stands: a function of the target, the figures known and the day, and of nothing else, so that the same question about the
/// past gets the same answer. The figures are all vintages that the question may know, in any order.
/// </summary>
internal static class Progress
{
    /// <summary>Version of the rules; a change of any cut-off or of what counts is a new one.</summary>
    public const int RuleSet = 1;

    public static TargetProgress Of(StandingTarget target, IReadOnlyList<TradeFigure> figures, DateOnly day)
    {
        var progress = AgainstOwnDeadline(target, figures, day);
        var original = AgainstFirst(target, figures, day);
        List<string> reasons = [.. progress.Reasons];
        if (original is not null)
            reasons.Add($"The deadline was extended from {original.Deadline}; against that one: {Remarks.Words(original.StatusAgainstOriginal)}{(original.LateByDays > 0 ? $", {original.LateByDays} days late" : "")}.");
        if (target.Lowering is { } lowering)
            reasons.Add(Remarks.OnLowering(target, lowering));
        return reasons.Count == progress.Reasons.Count ? progress : progress with { Reasons = reasons, Original = original };
    }

    /// <summary>The year that attained it, by the same rules, without what a view says besides; null where none did.</summary>
    public static Period? AttainedIn(StandingTarget target, IReadOnlyList<TradeFigure> figures, DateOnly day) =>
        target is { Withdrawn: false, Basis: { } basis } && Misfit(target, basis) is null && new Counting(target, basis, figures, day) is { Full: [.., var latest] } counting
        && Verdict.Reached(target, basis, counting, latest, Due.Of(target.Deadline), day) is { IsAttained: true, By: { } year } ? year.Period : null;

    /// <summary>Of one that two people took back: it counts nowhere, and is not measured.</summary>
    public static TargetProgress Retracted(string? why) => new(
        null, null, null, null, null, null, null, null, null, null, null, null, null, null, TargetStatus.Retracted, Stale: false, Receded: false, AttainedIn: null,
        [$"Two people took it back: it should never have been set.{(why is null ? "" : $" {why}")}"], null, null, []);

    /// <summary>The same question of the first deadline and the goal it was set for, so that an extension does not make lateness unseen.</summary>
    static OriginalDeadline? AgainstFirst(StandingTarget target, IReadOnlyList<TradeFigure> figures, DateOnly day)
    {
        if (target.First is not { } first || target.Withdrawn)
            return null;
        var then = AgainstOwnDeadline(target with { Goal = first.Goal, Goals = first.Goals, Deadline = first.Deadline }, figures, day);
        int? late = then.Status switch
        {
            TargetStatus.Attained or TargetStatus.AttainedProvisional => 0,
            // A year's trade reaches a goal when the year is over.
            TargetStatus.AttainedLate => then.AttainedIn!.Value.To.DayNumber - first.Deadline.To.DayNumber,
            TargetStatus.Missed or TargetStatus.MissedUnverified => day.DayNumber - first.Deadline.To.DayNumber,
            _ => null,
        };
        return new(first.Deadline, first.Goal, then.Status, late, then.Reasons[0]);
    }

    static TargetProgress AgainstOwnDeadline(StandingTarget target, IReadOnlyList<TradeFigure> figures, DateOnly day)
    {
        if (target.Basis is not { } basis)
            return Unmeasured(target, "How the target is counted has not been decided: no basis is declared.");
        if (Misfit(target, basis) is { } misfit)
            return Unmeasured(target, misfit);
        var counting = new Counting(target, basis, figures, day);
        var partial = PartialYears.Of(counting);
        var byReporter = basis.Viewpoint.Kind is ViewpointKind.Mid or ViewpointKind.Conservative or ViewpointKind.ReconciledFob ? Own(target, counting) : null;
        if (counting.Full is not [.., var latest])
            return Unmeasured(target, [Remarks.Nothing(target, basis, figures, day), .. Remarks.OnEarly(counting)]) with
            {
                PartialYear = partial?.Shown,
                ByReporter = byReporter?.Select(own => own.Shown).ToList(),
                UsedFigures = Used([.. partial?.Figures ?? [], .. byReporter?.SelectMany(own => own.Figures) ?? []]),
            };

        var due = Due.Of(target.Deadline);
        var (baseline, inferred) = Baseline(target, basis, counting);
        var asSet = AsSet(target, basis, baseline, figures, day);
        var course = Course.Of(baseline, latest, target.Goal.Amount, due?.Year);
        var verdict = target.Withdrawn ? GivenUp() : Verdict.Of(target, basis, counting, latest, baseline, course, due, day);
        var stale = Calendar.MonthsOver(latest.Period.To, Verdict.GraceMonths, day);
        var receded = verdict.IsAttained && latest.Year > verdict.By!.Year && latest.Amount.Reaches(target.Goal) is false;
        var shownBaseline = baseline is null ? null : new BaselineFigure(baseline.Period, baseline.Value, inferred, asSet?.Value);
        var before = counting.Full.LastOrDefault(y => y.Period.To <= target.Since.To);

        List<string> reasons = [verdict.Reason];
        if (stale)
            reasons.Add($"Stale: no figure that counts is newer than that of {latest.Year} on {Say.Day(day)}, more than {Verdict.GraceMonths} months after it ended.");
        if (receded)
            reasons.Add($"It fell below the goal again: {latest.Year} was {Say.Amount(latest.Amount, target.Goal.Currency)}.");
        if (before?.Amount.Reaches(target.Goal) is true && !(verdict.IsAttained && verdict.By!.Period.To <= target.Since.To))
            reasons.Add(Remarks.OnMet(target, before));
        reasons.AddRange(Remarks.OnFigures(target, latest, baseline, shownBaseline, basis));
        reasons.AddRange(Remarks.OnCourse(target, latest, baseline, course, due));
        reasons.AddRange(Remarks.OnEarly(counting));
        reasons.AddRange(Remarks.OnCurrency(target, basis, latest, figures, day));
        if (!verdict.IsAttained && partial?.Shown.TrailingTwelveMonths >= target.Goal.Amount)
            reasons.Add("The last twelve months together reach the goal; a trailing total does not attain it.");
        if (byReporter is not null)
            reasons.AddRange(Asymmetry.Notes(counting, latest.Year));

        return new(
            shownBaseline,
            new(latest.Period, latest.Value, latest.Status, latest.ReleasedOn, latest.Amount.Hedge),
            Growth.Rounded(100 * Growth.Ratio(latest.Value, target.Goal.Amount)),
            baseline is null ? null : Growth.Rounded(100 * Growth.Ratio(latest.Value - baseline.Value, target.Goal.Amount - baseline.Value)),
            target.Goal.Amount - latest.Value,
            course.ActualGrowth, course.PathGrowth, course.RequiredGrowth, course.RequiredPerYear, course.PaceRatio, course.ForwardRatio,
            course.ExpectedNow, course.ProjectedYear, course.ProjectedAtDeadline,
            verdict.Status, stale, receded, verdict.IsAttained ? verdict.By!.Period : null, reasons,
            partial?.Shown, byReporter?.Select(own => own.Shown).ToList(),
            Used([
                .. new[] { baseline, asSet, latest, verdict.By }.OfType<Counted>().SelectMany(c => c.Figures),
                .. partial?.Figures ?? [], .. byReporter?.SelectMany(own => own.Figures) ?? [],
            ]));
    }

    static Verdict GivenUp() => new(TargetStatus.Withdrawn, "The states gave this target up.");

    /// <summary>A basis that no figure can ever fit.</summary>
    static string? Misfit(StandingTarget target, MeasurementBasis basis) =>
        target.Goal.Amount <= 0 ? "The goal is not above zero."
        : basis.Viewpoint is { Kind: ViewpointKind.Reporter, Reporter: var reporter } && (reporter is null || !target.Pair.Has(reporter.Value))
            ? $"The basis counts what {reporter} reports, which is not one of {target.Pair}."
        : !target.Measure.IsTurnover && (!target.Pair.Has(target.Measure.From!.Value) || !target.Pair.Has(target.Measure.To!.Value))
            ? $"{target.Measure} is not trade of {target.Pair}."
        : null;

    /// <summary>The year the basis names; where it names none or has no figure for it, the last full year before the target was stated.</summary>
    static (Counted? Baseline, bool Inferred) Baseline(StandingTarget target, MeasurementBasis basis, Counting counting) =>
        counting.Full.FirstOrDefault(y => y.Year == basis.BaselinePeriod?.Year) is { } named
            ? (named, false)
            : (counting.Full.LastOrDefault(y => y.Period.To < target.FirstStatedOn.From), true);

    /// <summary>The baseline from what was published when the basis was declared, where that differs from today's.</summary>
    static Counted? AsSet(StandingTarget target, MeasurementBasis basis, Counted? baseline, IReadOnlyList<TradeFigure> figures, DateOnly day)
    {
        if (baseline is null || target.BasisDeclaredOn is not { } declared || baseline.Figures.All(f => f.ReleasedOn.To <= declared))
            return null;
        var then = new Counting(target, basis, figures.Where(f => f.ReleasedOn.To <= declared), day).Of(baseline.Year);
        return then is not null && then.Value != baseline.Value ? then : null;
    }

    static List<(ReporterFigure Shown, IReadOnlyList<TradeFigure> Figures)> Own(StandingTarget target, Counting counting) =>
    [
        .. from reporter in new[] { target.Pair.A, target.Pair.B }
           let own = counting.Years.Reverse().Select(y => counting.Own(reporter, Months.All(y))).FirstOrDefault(c => c is not null)
           where own is not null
           select (new ReporterFigure(reporter, own.Period, own.Value), own.Figures),
    ];

    static List<UsedFigure> Used(IEnumerable<TradeFigure> figures) =>
    [
        .. figures.Select(f => new UsedFigure($"trade:{f.Reporter}-{f.Partner}", f.Vintage, f.Flow, f.Period, f.Value, f.Status, f.Source, f.ReleasedOn))
            .DistinctBy(f => (f.Stream, f.Vintage))
            .OrderBy(f => f.Period).ThenBy(f => f.Stream, StringComparer.Ordinal).ThenBy(f => f.Flow).ThenBy(f => f.Vintage),
    ];

    static TargetProgress Unmeasured(StandingTarget target, params IEnumerable<string> reasons) => new(
        null, null, null, null, null, null, null, null, null, null, null, null, null, null,
        target.Withdrawn ? TargetStatus.Withdrawn : TargetStatus.NotMeasurable, Stale: false, Receded: false, AttainedIn: null,
        target.Withdrawn ? [GivenUp().Reason, .. reasons] : [.. reasons], null, null, []);
}
