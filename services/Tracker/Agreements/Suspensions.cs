using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Agreements;

/// <summary>When the operation of an agreement is suspended: between two by either of them, of many by all, or by one for itself alone. Pure.</summary>
internal static class Suspensions
{
    /// <summary>Whether its operation is suspended after everything up to a day: by all, or by so many that it operates between no two.</summary>
    public static bool SuspendedOn(this TreatyLife life, DateOnly day) => life.SuspensionOn(day) is not null
        || life.Acts.Any(a => Beforehand.Whose(a) is not null) && life.Parties.Any(p => life.SuspensionOn(day, party: p) is not null)
            && life.Parties.Count(p => life.IsIn(p, day) && life.SuspensionOn(day, party: p) is null) < 2;

    /// <summary>By what its operation is suspended after everything up to a day; null where it is not.</summary>
    /// <param name="life">The agreement's life.</param>
    /// <param name="day">The day.</param>
    /// <param name="without">An act that is left out. Without it in <see cref="TreatyLife.Acts"/> the suspensions before and after it would be one, agreed anew.</param>
    /// <param name="party">For this party, of many one of which may suspend it for itself alone; null for all.</param>
    public static AgreementSuspended? SuspensionOn(this TreatyLife life, DateOnly day, object? without = null, StateCode? party = null) => life.Acts
        .Where(a => a is AgreementSuspended or AgreementResumed && !ReferenceEquals(a, without) && (Beforehand.Whose(a) is not { } whose || whose == party) && Beforehand.Of(a)!.Value.On.From <= day)
        .OrderBy(a => Beforehand.Of(a)!.Value.On.To).LastOrDefault() as AgreementSuspended;

    /// <summary>The suspension in which it is on a day on which it would have effect; null where it is in none.</summary>
    public static Suspension? Suspended(this TreatyLife life, DateOnly day)
    {
        if (life.StatusOn(day) is not (AgreementStatus.Suspended or AgreementStatus.Denounced))
            return null;
        var suspended = life.SuspensionOn(day) ?? (life.SuspendedOn(day) ? life.Parties.Select(p => life.SuspensionOn(day, party: p)).FirstOrDefault(s => s is not null) : null);
        return suspended is null ? null : new(suspended.SuspendedOn, suspended.By);
    }

    /// <summary>Since when a party of many has suspended it for itself alone, on a day on which it has effect; null where it has not.</summary>
    public static DateSpan? SuspendedFor(this TreatyLife life, StateCode party, DateOnly day) =>
        life.HasEffectOn(day) && life.SuspensionOn(day, party: party) is { } s && Beforehand.Whose(s) is not null ? s.SuspendedOn : null;
}
