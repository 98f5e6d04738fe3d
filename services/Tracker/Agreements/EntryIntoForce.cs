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
        var given = (consents ?? []).OfType<DateSpan>().OrderBy(c => c.To).ToList();
        var met = needed == 0 ? signed : given.Count >= needed ? given[needed - 1] : null;
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
        return met!.To > after.To ? met : after.From == after.To ? DateSpan.On(after.To) : new(after.From, after.To, start.Precision);

        DateOnly Later(DateOnly day) => day.AddMonths(clause.Months).AddDays(clause.Days);
    }
}
