using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Contracts.Trade;

namespace CommitmentTracker.Targets;

/// <summary>The year of which only a part is published: shown beside the target, never compared with it as if complete.</summary>
static class PartialYears
{
    public static (PartialYear Shown, IEnumerable<TradeFigure> Figures)? Of(Counting counting)
    {
        foreach (var year in counting.Years.Reverse().TakeWhile(y => counting.Full is [] || y > counting.Full[^1].Year))
            for (var month = 12; month >= 1; month--)
                if (counting.Of(new Months(year, 1, month, Running: true)) is { } toDate)
                    return Of(counting, toDate, month);
        return null;
    }

    static (PartialYear, IEnumerable<TradeFigure>) Of(Counting counting, Counted toDate, int month)
    {
        var year = toDate.Year;
        // Only figures of the same sources are set against each other: two sources' levels differ by more than a year's growth.
        Counted? Alike(Counted? other) => other is not null && other.Sources.SequenceEqual(toDate.Sources) ? other : null;
        var before = Alike(counting.Of(new Months(year - 1, 1, month, Running: true)));
        var whole = Alike(counting.Of(year - 1));
        var rest = month == 12 ? null : Alike(counting.Of(new Months(year - 1, month + 1, 12, Running: false)));

        decimal? trailing = month == 12 ? toDate.Value
            : rest is not null ? toDate.Value + rest.Value
            // A year below its own first months is a revision half done; the difference would be no trade.
            : whole is not null && before is not null && whole.Value >= before.Value ? whole.Value + toDate.Value - before.Value
            : null;
        var naive = before is null || whole is null;
        var annualised = month == 12 ? (double)toDate.Value
            : !naive ? (double)toDate.Value * Growth.Ratio(whole!.Value, before!.Value)
            : month >= 6 ? (double)toDate.Value * 12 / month
            : null;
        var shown = new PartialYear(
            year, month, toDate.Value,
            before is null ? null : Growth.Rounded(Growth.Ratio(toDate.Value - before.Value, before.Value)),
            trailing, Growth.Rounded(annualised), naive && month is >= 6 and < 12);
        return (shown, new[] { toDate, before, whole, rest }.OfType<Counted>().SelectMany(c => c.Figures));
    }
}
