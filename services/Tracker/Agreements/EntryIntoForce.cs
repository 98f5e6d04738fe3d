using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Agreements;

/// <summary>What a clause on entry into force makes of a signature and of consents. Pure.</summary>
internal static class EntryIntoForce
{
    /// <summary>The day; null while the condition is not met.</summary>
    /// <param name="clause">The clause.</param>
    /// <param name="signed">When it was signed.</param>
    /// <param name="consents">Each party's consent, null for one that has not consented; null for what nobody ratifies.</param>
    public static DateSpan? By(EntryIntoForceClause clause, DateSpan? signed, IReadOnlyList<DateSpan?>? consents)
    {
        // All must have consented; only a treaty that says so itself enters into force between the first few.
        var needed = clause.Consents ?? consents?.Count ?? 0;
        var given = (consents ?? []).OfType<DateSpan>().ToList();
        var met = needed == 0 ? signed : given.Count >= needed ? Last(needed) : null;
        var start = clause.Trigger switch
        {
            Trigger.Signature => met is null ? null : signed,
            Trigger.Consents => met,
            _ => met is null ? null : DateSpan.On(clause.Day!.Value),
        };
        if (start is null)
            return null;
        var after = (From: Later(start.From), To: Later(start.To));
        // "On a day", and still not before the last consent.
        var (from, to) = (Max(after.From, met!.From), Max(after.To, met.To));
        return from == to ? DateSpan.On(to) : met.From == from && met.To == to ? met : new(from, to, DateSpan.PrecisionOf(from, to) ?? start.Precision);

        // Of consents known by their month the last may be any of several: it is not before the last of their first days, nor after the last of their last ones.
        DateSpan Last(int n)
        {
            var (from, to) = (given.Select(c => c.From).Order().ElementAt(n - 1), given.Select(c => c.To).Order().ElementAt(n - 1));
            return given.Find(c => c.From == from && c.To == to) ?? new(from, to, DateSpan.PrecisionOf(from, to) ?? given.First(c => c.To == to).Precision);
        }

        static DateOnly Max(DateOnly one, DateOnly other) => one > other ? one : other;

        DateOnly Later(DateOnly day) => day.AddMonths(clause.Months).AddDays(clause.Days) is var later && clause.FirstOfMonth == true ? new(later.Year, later.Month, 1) : later;
    }
}
