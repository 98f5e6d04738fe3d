using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;

namespace CommitmentTracker.Agreements;

/// <summary>What states agree on one day for another: it is known since the first and comes about by itself on the second. Pure.</summary>
internal static class Beforehand
{
    /// <summary>The day on which an act that can be agreed on beforehand takes effect, and when it was agreed, where that was said; null of any other act.</summary>
    public static (DateSpan On, DateSpan? AgreedOn)? Of(object? act) => act switch
    {
        ProvisionalApplicationStarted p => (p.AppliedFrom, p.AgreedOn),
        ProvisionalApplicationEnded p => (p.EndedOn, p.AgreedOn),
        AgreementEnteredIntoForce a => (a.InForceFrom, a.AgreedOn),
        AgreementSuspended a => (a.SuspendedOn, a.AgreedOn),
        AgreementResumed a => (a.ResumedOn, a.AgreedOn),
        AgreementTerminated a => (a.TerminatedOn, a.AgreedOn),
        AgreementSuperseded a => (a.SupersededOn, a.AgreedOn),
        _ => null,
    };

    /// <summary>Whether it waits for its day. What is told without a day of agreement had come about when it was told.</summary>
    public static bool Waits(object? act) => Of(act)?.AgreedOn is not null;

    /// <summary>A day that may lie ahead where it was agreed by today.</summary>
    public static Faults Agreed(this Faults faults, string pointer, DateSpan on, DateSpan? agreedOn) =>
        agreedOn is null ? faults.Past(pointer, on) : faults.Date(pointer, on).Past("/agreedOn", agreedOn);
}
