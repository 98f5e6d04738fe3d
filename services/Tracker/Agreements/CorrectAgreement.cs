using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Platform;

namespace CommitmentTracker.Agreements;

internal static class CorrectAgreementSlice
{
    public static readonly Slice Slice = new Slice<CorrectAgreement, Agreement>(
        Roles.Officer, command => Agreement.Kind.Stream(command.Agreement), Check, Decide);

    static Faults Check(CorrectAgreement command) => new Faults()
        .Slug("/agreement", command.Agreement)
        .Require(command is not { Title: null, Subject: null, Kind: null, SignedOn: null, SignedAt: null, How: null, SignedBy: null }, "", "Nothing is corrected; give what was wrong: title, subject, kind, signedOn, signedAt, how or signedBy.")
        .Text("/title", command.Title, 500)
        .Text("/subject", command.Subject, 1_000)
        .Past("/signedOn", command.SignedOn)
        .Text("/signedAt", command.SignedAt, 200)
        .States("/signedBy", command.SignedBy ?? [], command.SignedBy is null ? 0 : 1);

    public static Decision Decide(CorrectAgreement command, Agreement agreement, Known known)
    {
        if (agreement.Recorded is not { } recorded)
            return Problem.NotFound.Because($"No agreement '{command.Agreement}' is recorded.");
        if (Acts.NoParties(agreement.Life, "/signedBy", command.SignedBy) is { } stranger)
            return stranger;
        if (agreement.Signed is null && (command.SignedOn is not null || command.SignedAt is not null || command.How is not null || command.SignedBy is not null))
            return Problem.StateRefuses.Because($"No signature of '{command.Agreement}' is recorded that could be corrected; SignAgreement records one.");
        var corrected = new AgreementCorrected(
            recorded.Slug, recorded.Parties, command.Reason, command.Title, command.Subject, command.Kind, command.SignedOn, command.SignedAt, command.How, command.SignedBy?.Order().ToArray());
        if (agreement.With(corrected) is var after && after.Stands == agreement.Stands && after.SignatureStands == agreement.SignatureStands)
            return Decision.Nothing;
        return agreement.WasCorrectedSo(corrected) ? Decision.CorrectedSince
            : command.SignedBy is { } by && agreement.Acts.OfType<SignatureAdded>().FirstOrDefault(s => by.Contains(s.Party)) is { } own
                ? Problem.StateRefuses.Because($"{own.Party} is recorded as having signed on {own.SignedOn}, by itself; if that is what is wrong, TakeBackAct takes it back first.")
            : ActOrder.Broken(agreement, corrected) is { } refusal ? refusal
            : Decision.Of(corrected);
    }
}
