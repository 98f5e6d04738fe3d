namespace CommitmentTracker.Targets;

/// <summary>The growth behind a target, ahead of it and needed for it; every number as it is shown, and as it decides.</summary>
sealed record Course(
    decimal? ActualGrowth, decimal? PathGrowth, decimal? RequiredGrowth, decimal? RequiredPerYear, decimal? PaceRatio, decimal? ForwardRatio,
    decimal? ExpectedNow, int? ProjectedYear, decimal? ProjectedAtDeadline)
{
    /// <summary>Nobody plans by a later year (RuleSet 1).</summary>
    public const int LastProjectedYear = 2100;

    public static Course Of(Counted? baseline, Counted latest, decimal goal, int? deadline)
    {
        var now = latest.Value;
        var actual = baseline is null ? null : Growth.Yearly(baseline.Value, now, latest.Year - baseline.Year);
        var path = baseline is null || deadline is null ? null : Growth.Yearly(baseline.Value, goal, deadline.Value - baseline.Year);
        var left = deadline - latest.Year;
        double? required = left > 0 ? now >= goal ? 0 : Growth.Yearly(now, goal, left.Value) : null;
        var years = Growth.YearsTo(now, goal, actual);

        // Ratios to a growth that shows as zero would be ratios to rounding noise.
        return new(
            Growth.Rounded(actual), Growth.Rounded(path), Growth.Rounded(required),
            RequiredPerYear: left > 0 && now == 0 ? Growth.Rounded((double)goal / left.Value) : null,
            PaceRatio: Growth.Rounded(path) > 0 ? Growth.Rounded(actual / path) : null,
            ForwardRatio: Growth.Rounded(required) > 0 ? Growth.Rounded(actual / required) : null,
            ExpectedNow: Growth.Rounded(Expected(baseline, latest.Year, goal, deadline)),
            // 2.95 years after the end of 2022 is in 2025; exactly 3 years after it is its last day.
            ProjectedYear: years <= LastProjectedYear - latest.Year ? latest.Year + (int)Math.Ceiling(years.Value - 1e-9) : null,
            ProjectedAtDeadline: left is { } n ? Growth.Rounded(Growth.After(now, actual, n)) : null);
    }

    /// <summary>Where an even path from baseline to goal stands: even growth, from zero even steps.</summary>
    static double? Expected(Counted? baseline, int year, decimal goal, int? deadline)
    {
        if (baseline is null || deadline is null || deadline <= baseline.Year || year > deadline || goal <= baseline.Value)
            return null;
        var share = (double)(year - baseline.Year) / (deadline.Value - baseline.Year);
        var from = (double)baseline.Value;
        return from == 0 ? (double)goal * share : from * Math.Pow((double)goal / from, share);
    }
}
