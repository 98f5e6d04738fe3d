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
        : command.Act < 1 || command.Act > agreement.History.Count || !IsAct(agreement.History[(int)command.Act - 1])
            ? Problem.StateRefuses.Because($"Version {command.Act} is no act of its life. CorrectAgreement mends title, subject, kind and signature; RetractEntry takes back all of it.")
        : agreement.Once(new AgreementActTakenBack(command.Agreement, agreement.States, command.Act));

    static bool IsAct(object e) => e is EntryIntoForceClauseSet || Happened.On(e) is not null && e is not (AgreementSigned or AgreementCited or AgreementCorrected or Contracts.Review.ClosureProposed);
}
