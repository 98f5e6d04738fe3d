using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Facts;
using CommitmentTracker.Contracts.Meetings;
using CommitmentTracker.Contracts.Notices;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Contracts.Sources;
using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Contracts.Trade;

namespace CommitmentTracker.Contracts;

/// <summary>
/// The names under which events are stored, for ever. Append only: a name is never changed or reused, a successor is <c>…_v2</c> with an
/// upcast. Each has a sample in <c>golden/{name}.json</c>, only ever added to.
/// </summary>
public static class StoredNames
{
    /// <summary>(stored name, record), in the order they were introduced.</summary>
    public static IReadOnlyList<(string Name, Type Type)> All { get; } =
    [
        ("source_registered", typeof(SourceRegistered)),
        ("source_text_added", typeof(SourceTextAdded)),
        ("agreement_recorded", typeof(AgreementRecorded)),
        ("agreement_signed", typeof(AgreementSigned)),
        ("trade_target_set", typeof(TradeTargetSet)),
        ("target_basis_declared", typeof(TargetBasisDeclared)),
        ("trade_target_revised", typeof(TradeTargetRevised)),
        ("target_deadline_added", typeof(TargetDeadlineAdded)),
        ("target_deadline_extended", typeof(TargetDeadlineExtended)),
        ("target_deadline_advanced", typeof(TargetDeadlineAdvanced)),
        ("trade_target_restated", typeof(TradeTargetRestated)),
        ("trade_target_contradicted", typeof(TradeTargetContradicted)),
        ("trade_target_withdrawn", typeof(TradeTargetWithdrawn)),
        ("trade_figure_recorded", typeof(TradeFigureRecorded)),
        ("trade_figure_revised", typeof(TradeFigureRevised)),
        ("trade_figure_retracted", typeof(TradeFigureRetracted)),
        ("commitment_made", typeof(CommitmentMade)),
        ("strength_reclassified", typeof(StrengthReclassified)),
        ("owner_assigned", typeof(OwnerAssigned)),
        ("milestone_added", typeof(MilestoneAdded)),
        ("milestone_reached", typeof(MilestoneReached)),
        ("progress_reported", typeof(ProgressReported)),
        ("acknowledgement_recorded", typeof(AcknowledgementRecorded)),
        ("delivery_recorded", typeof(DeliveryRecorded)),
        ("delivery_confirmed", typeof(DeliveryConfirmed)),
        ("delivery_disputed", typeof(DeliveryDisputed)),
        ("commitment_deadline_set", typeof(CommitmentDeadlineSet)),
        ("commitment_deadline_extended", typeof(CommitmentDeadlineExtended)),
        ("commitment_deadline_advanced", typeof(CommitmentDeadlineAdvanced)),
        ("commitment_restated", typeof(CommitmentRestated)),
        ("commitment_contradicted", typeof(CommitmentContradicted)),
        ("commitment_fulfilled", typeof(CommitmentFulfilled)),
        ("commitment_lapsed", typeof(CommitmentLapsed)),
        ("commitment_withdrawn", typeof(CommitmentWithdrawn)),
        ("commitment_superseded", typeof(CommitmentSuperseded)),
        ("commitment_reopened", typeof(CommitmentReopened)),
        ("commitment_assessed", typeof(CommitmentAssessed)),
        ("commitment_merged", typeof(CommitmentMerged)),
        ("commitment_unmerged", typeof(CommitmentUnmerged)),
        ("commitment_distinguished", typeof(CommitmentDistinguished)),
        ("closure_proposed", typeof(ClosureProposed)),
        ("closure_rejected", typeof(ClosureRejected)),
        ("entry_retracted", typeof(EntryRetracted)),
        ("meeting_recorded", typeof(MeetingRecorded)),
        ("meeting_rescheduled", typeof(MeetingRescheduled)),
        ("meeting_held", typeof(MeetingHeld)),
        ("meeting_cancelled", typeof(MeetingCancelled)),
        ("invitation_extended", typeof(InvitationExtended)),
        ("invitation_accepted", typeof(InvitationAccepted)),
        ("invitation_declined", typeof(InvitationDeclined)),
        ("item_reviewed", typeof(ItemReviewed)),
        ("mechanism_recorded", typeof(MechanismRecorded)),
        ("fact_recorded", typeof(FactRecorded)),
        ("source_text_corrected", typeof(SourceTextCorrected)),
        ("source_corrected", typeof(SourceCorrected)),
        ("agreement_cited", typeof(AgreementCited)),
        ("agreement_corrected", typeof(AgreementCorrected)),
        ("trade_figure_released_again", typeof(TradeFigureReleasedAgain)),
        ("trade_target_reinstated", typeof(TradeTargetReinstated)),
        ("agreement_adopted", typeof(AgreementAdopted)),
        ("agreement_initialled", typeof(AgreementInitialled)),
        ("provisional_application_started", typeof(ProvisionalApplicationStarted)),
        ("provisional_application_ended", typeof(ProvisionalApplicationEnded)),
        ("domestic_step_completed", typeof(DomesticStepCompleted)),
        ("consent_expressed", typeof(ConsentExpressed)),
        ("entry_into_force_clause_set", typeof(EntryIntoForceClauseSet)),
        ("agreement_entered_into_force", typeof(AgreementEnteredIntoForce)),
        ("agreement_amended", typeof(AgreementAmended)),
        ("agreement_suspended", typeof(AgreementSuspended)),
        ("agreement_resumed", typeof(AgreementResumed)),
        ("agreement_denounced", typeof(AgreementDenounced)),
        ("agreement_terminated", typeof(AgreementTerminated)),
        ("agreement_expired", typeof(AgreementExpired)),
        ("agreement_superseded", typeof(AgreementSuperseded)),
        ("agreement_act_taken_back", typeof(AgreementActTakenBack)),
        ("notice_raised", typeof(NoticeRaised)),
        ("act_taken_back", typeof(ActTakenBack)),
        ("agreement_term_set", typeof(AgreementTermSet)),
        ("commitment_corrected", typeof(CommitmentCorrected)),
        ("participant_added", typeof(ParticipantAdded)),
        ("trade_target_corrected", typeof(TradeTargetCorrected)),
        ("open_question_resolved", typeof(OpenQuestionResolved)),
        ("meeting_corrected", typeof(MeetingCorrected)),
        ("mechanism_corrected", typeof(MechanismCorrected)),
        ("fact_corrected", typeof(FactCorrected)),
        ("denunciation_revoked", typeof(DenunciationRevoked)),
        ("entry_cited", typeof(EntryCited)),
        ("meeting_restated", typeof(MeetingRestated)),
        ("signature_added", typeof(SignatureAdded)),
        ("agreement_restated", typeof(AgreementRestated)),
        ("statement_accepted", typeof(StatementAccepted)),
    ];
}
