using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;

namespace CommitmentTracker.Agreements;

/// <summary>What states agree on one day for another: it is known since the first and comes about by itself on the second. Pure.</summary>
internal static class Beforehand
{
    /// <summary>The day on which an act that can be agreed on beforehand, or take the place of one, takes effect, and when it was agreed, where that was said; null of any other act.</summary>
    public static (DateSpan On, DateSpan? AgreedOn)? Of(object? act) => act switch
    {
        ProvisionalApplicationStarted p => (p.AppliedFrom, p.AgreedOn),
        ProvisionalApplicationEnded p => (p.EndedOn, p.AgreedOn),
        AgreementEnteredIntoForce a => (a.InForceFrom, a.AgreedOn),
        AgreementSuspended a => (a.SuspendedOn, a.AgreedOn),
        AgreementResumed a => (a.ResumedOn, a.AgreedOn),
        AgreementTerminated a => (a.TerminatedOn, a.AgreedOn),
        AgreementExpired a => (a.ExpiredOn, null),
        AgreementSuperseded a => (a.SupersededOn, a.AgreedOn),
        _ => null,
    };

    /// <summary>Whether it waits for its day. What is told without a day of agreement had come about when it was told.</summary>
    public static bool Waits(object? act) => Of(act)?.AgreedOn is not null;

    /// <summary>The acts without those of which another took the place: of what was agreed for a day the last agreed counts, and what came about before that day.</summary>
    public static IReadOnlyList<object> Standing(IReadOnlyList<object> acts) => !acts.Any(Waits) ? acts : [.. acts.Where(act => !acts.Any(other => Replaces(other, act, acts)))];

    /// <summary>Whether two acts are of one kind, of which one may take the other's place: an agreement ends in one way or another.</summary>
    public static bool IsOfOneKind(object one, object other) => KindOf(one) is not null && KindOf(one) == KindOf(other) && Whose(one) == Whose(other);

    /// <summary>Which of many parties suspends or resumes for itself alone; null where it is of all. Between two it is of both, whoever does.</summary>
    public static StateCode? Whose(object act) => act switch
    {
        AgreementSuspended { Parties.Count: > 2 } s => s.By,
        AgreementResumed { Parties.Count: > 2 } r => r.By,
        _ => null,
    };

    static bool Replaces(object other, object act, IReadOnlyList<object> acts) =>
        Of(act) is ({ } on, { } agreedOn) && IsOfOneKind(other, act) && Of(other) is ({ } day, var agreedLater)
        && (agreedLater is null ? agreedOn.From <= day.To && day.To < on.From : agreedOn.To < agreedLater.From && agreedLater.To < on.From)
        // What was resumed in between may be suspended again: that is another suspension.
        && !acts.Any(between => Undoes(between, act) && Of(between)?.On is { } undone && undone.From > Earlier(on, day) && undone.To < LaterOf(on, day));

    static DateOnly Earlier(DateSpan one, DateSpan other) => one.To < other.To ? one.To : other.To;

    static DateOnly LaterOf(DateSpan one, DateSpan other) => one.From > other.From ? one.From : other.From;

    static bool Undoes(object other, object act) => (Whose(other) is null || Whose(other) == Whose(act)) && (other, act) is (AgreementSuspended, AgreementResumed) or (AgreementResumed, AgreementSuspended)
        or (ProvisionalApplicationStarted, ProvisionalApplicationEnded) or (ProvisionalApplicationEnded, ProvisionalApplicationStarted);

    static Type? KindOf(object act) => act is AgreementExpired or AgreementSuperseded ? typeof(AgreementTerminated) : Of(act) is null ? null : act.GetType();

    /// <summary>A day that may lie ahead where it was agreed by today.</summary>
    public static Faults Agreed(this Faults faults, string pointer, DateSpan on, DateSpan? agreedOn) =>
        agreedOn is null ? faults.Past(pointer, on)
        : faults.Date(pointer, on).Past("/agreedOn", agreedOn).Require(agreedOn.From <= on.To, "/agreedOn", "It was agreed after the day for which it was agreed.");
}
