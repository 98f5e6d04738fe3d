using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Facts;
using CommitmentTracker.Contracts.Meetings;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Contracts.Sources;
using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Contracts.Trade;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.EventStore;

namespace CommitmentTracker.Review;

/// <summary>When what an event tells happened in the world, or was said there; null where it is an act of the register alone.</summary>
internal static class Happened
{
    public static DateSpan? On(object e) => e switch
    {
        CommitmentMade m => m.StatedOn,
        CommitmentCorrected c => c.StatedOn,
        StrengthReclassified s => s.StatedOn,
        OwnerAssigned o => o.From,
        MilestoneAdded m => m.StatedOn,
        MilestoneReached m => m.ReachedOn,
        ProgressReported p => p.ReportedOn,
        AcknowledgementRecorded a => a.AcknowledgedOn,
        DeliveryRecorded d => d.DeliveredOn,
        DeliveryConfirmed d => d.StatedOn,
        DeliveryDisputed d => d.StatedOn,
        CommitmentDeadlineSet d => d.StatedOn,
        CommitmentDeadlineExtended d => d.StatedOn,
        CommitmentDeadlineAdvanced d => d.StatedOn,
        CommitmentRestated r => r.StatedOn,
        CommitmentContradicted c => c.StatedOn,
        OpenQuestionResolved q => q.ResolvedOn,
        CommitmentFulfilled f => f.FulfilledOn,
        CommitmentLapsed l => l.LapsedOn,
        CommitmentWithdrawn w => w.WithdrawnOn,
        CommitmentSuperseded s => s.SupersededOn,
        CommitmentReopened r => r.ReopenedOn,
        CommitmentAssessed a => DateSpan.On(a.AsOf),
        ClosureProposed p => p.On,
        MeetingRecorded m => m.StatedOn,
        MeetingRescheduled m => m.StatedOn,
        MeetingRestated m => m.StatedOn,
        MeetingHeld m => m.HeldOn,
        MeetingCancelled m => m.StatedOn,
        ParticipantAdded p => p.StatedOn,
        InvitationExtended i => i.ExtendedOn,
        InvitationAccepted i => i.AcceptedOn,
        InvitationDeclined i => i.DeclinedOn,
        MeetingCorrected m => m.StatedOn,
        MechanismRecorded m => m.StatedOn,
        MechanismCorrected m => m.StatedOn,
        FactRecorded f => f.StatedOn,
        FactCorrected f => f.StatedOn,
        AgreementSigned a => a.SignedOn,
        SignatureAdded a => a.SignedOn,
        AgreementCited c => c.SignedOn,
        AgreementRestated r => r.StatedOn,
        AgreementCorrected c => c.SignedOn,
        AgreementAdopted a => a.AdoptedOn,
        AgreementInitialled a => a.InitialledOn,
        ProvisionalApplicationStarted p => p.AgreedOn ?? p.AppliedFrom,
        ProvisionalApplicationEnded p => p.AgreedOn ?? p.EndedOn,
        DomesticStepCompleted s => s.CompletedOn,
        ConsentExpressed c => c.ConsentedOn,
        AgreementEnteredIntoForce a => a.AgreedOn ?? a.InForceFrom,
        AgreementAmended a => a.AmendedOn,
        AgreementSuspended a => a.AgreedOn ?? a.SuspendedOn,
        AgreementResumed a => a.AgreedOn ?? a.ResumedOn,
        AgreementDenounced a => a.DenouncedOn,
        DenunciationRevoked r => r.RevokedOn,
        AgreementTerminated a => a.AgreedOn ?? a.TerminatedOn,
        AgreementExpired a => a.ExpiredOn,
        AgreementSuperseded a => a.AgreedOn ?? a.SupersededOn,
        AgreementTermSet t => t.AgreedOn,
        TradeTargetSet t => t.StatedOn,
        TradeTargetCorrected t => t.StatedOn,
        TargetBasisDeclared b => b.StatedOn,
        TradeTargetRevised t => t.StatedOn,
        TargetDeadlineAdded d => d.StatedOn,
        TargetDeadlineExtended d => d.StatedOn,
        TargetDeadlineAdvanced d => d.StatedOn,
        TradeTargetRestated t => t.StatedOn,
        TradeTargetContradicted t => t.StatedOn,
        TradeTargetWithdrawn t => t.StatedOn,
        TradeTargetReinstated t => t.StatedOn,
        AgreementRecorded or EntryIntoForceClauseSet or ActTakenBack or AgreementActTakenBack or ItemReviewed or StatementAccepted or CommitmentMerged or CommitmentUnmerged or CommitmentDistinguished or ClosureRejected or EntryCited or EntryRetracted or TakenBack => null,
        // A figure is of a period and has a release, by which it counts.
        TradeFigureRecorded or TradeFigureRevised or TradeFigureReleasedAgain or TradeFigureRetracted => null,
        _ => throw new UnknownEventException(e.GetType().Name),
    };
    /// <summary>
    /// What is amiss where a source was out before what its words are given for: nobody quotes what is not yet said. Null where nothing is. What the register itself
    /// decides on a day (a basis, an owner, a verdict, a lapse) may rest on older words; that something was done or withdrawn may not.
    /// </summary>
    public static string? Foretold(SourceRegistered source, IEnumerable<object> events) =>
        events.Where(e => e is not (TargetBasisDeclared or OwnerAssigned or CommitmentAssessed or CommitmentLapsed or CommitmentReopened or ClosureProposed { Closure: not (Closure.Fulfilled or Closure.Withdrawn) } or CommitmentCorrected or AgreementCorrected or TradeTargetCorrected or FactCorrected or MechanismCorrected or MeetingCorrected))
            .Select(On).OfType<DateSpan>().FirstOrDefault(on => on.From > source.PublishedOn.To) is { } on
            ? $"'{source.Slug}' was published on {source.PublishedOn}, before {on}: it cannot tell of that day. See which of the two is right."
            : null;
}
