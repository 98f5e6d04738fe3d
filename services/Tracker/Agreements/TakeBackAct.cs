using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;

namespace CommitmentTracker.Agreements;

internal static class TakeBackActSlice
{
    public static readonly Slice Slice = new Slice<TakeBackAct, Agreement>(
        Roles.Officer, command => Agreement.Kind.Stream(command.Agreement), command => new Faults().Slug("/agreement", command.Agreement), Decide);

    public static Decision Decide(TakeBackAct command, Agreement agreement, Known known) =>
        agreement.Recorded is null ? Problem.NotFound.Because($"No agreement '{command.Agreement}' is recorded.")
        : Proposals.At(agreement, command.Act) is not null ? Problem.StateRefuses.Because($"Version {command.Act} is a proposal: TakeBack takes back one's own while it waits, a reviewer sends another's back with RejectClosure.")
        : command.Act < 1 || command.Act > agreement.History.Count || agreement.History[(int)command.Act - 1] is var e && !ActOrder.IsAct(e) && e is not AgreementRestated
            ? Problem.StateRefuses.Because($"Version {command.Act} is no act of its life. CorrectAgreement mends title, subject, kind and signature; RetractEntry takes back all of it.")
        : new AgreementActTakenBack(command.Agreement, agreement.States, command.Act) is var back && agreement.IsTakenBack(command.Act) ? Decision.Nothing
        : ActOrder.Broken(agreement, back) is { } refusal ? refusal
        : Decision.Of(back);
}
