using CommitmentTracker.Contracts.Agreements;
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
        ("source_text_corrected", typeof(SourceTextCorrected)),
        ("source_corrected", typeof(SourceCorrected)),
        ("agreement_cited", typeof(AgreementCited)),
        ("agreement_corrected", typeof(AgreementCorrected)),
        ("trade_figure_released_again", typeof(TradeFigureReleasedAgain)),
        ("trade_target_reinstated", typeof(TradeTargetReinstated)),
    ];
}
