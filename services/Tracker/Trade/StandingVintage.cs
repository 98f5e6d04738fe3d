using CommitmentTracker.Contracts.Trade;

namespace CommitmentTracker.Trade;

/// <summary>
/// Which of a figure's vintages stands: the one released last, of one release day the one recorded last; a retracted one never. The one place
/// that says so: decisions, the trade view and the targets' numbers all ask here, so that they cannot come to disagree.
/// </summary>
/// <remarks>Less settled over final was confirmed with a reason when it was recorded, so release order is all that counts.</remarks>
internal static class StandingVintage
{
    /// <summary>Whether one vintage stands over another of its key. The number is the version of the event that recorded it.</summary>
    public static bool StandsOver(DateOnly released, long number, DateOnly otherReleased, long otherNumber) =>
        released != otherReleased ? released > otherReleased : number > otherNumber;

    /// <summary>Of one key's vintages, in any order, the one that stands among those released by a day (or at all).</summary>
    public static Vintage? Of(ReadOnlySpan<Vintage> vintages, DateOnly? released = null)
    {
        Vintage? standing = null;
        foreach (var v in vintages)
            if (!v.Retracted && (released is null || v.ReleasedOn.To <= released)
                && (standing is null || StandsOver(v.ReleasedOn.To, v.Number, standing.ReleasedOn.To, standing.Number)))
                standing = v;
        return standing;
    }

    /// <summary>Of vintages of many keys, in any order, those that stand.</summary>
    public static IEnumerable<TradeFigure> Of(IEnumerable<TradeFigure> vintages) => vintages
        .Where(f => !f.Retracted)
        .GroupBy(f => (f.Reporter, f.Partner, f.Key))
        .Select(key => key.Aggregate((a, b) => StandsOver(b.ReleasedOn.To, b.Vintage, a.ReleasedOn.To, a.Vintage) ? b : a));
}
