using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Platform;

namespace CommitmentTracker.Agreements;

internal static class CorrectAgreementSlice
{
    public static readonly Slice Slice = new Slice<CorrectAgreement, Agreement>(
        Roles.Officer, command => Agreement.Kind.Stream(command.Agreement), Check, Decide);

    static Faults Check(CorrectAgreement command) => new Faults()
        .Slug("/agreement", command.Agreement)
        .Require(command is not { Title: null, Subject: null, Kind: null, SignedOn: null, SignedAt: null, How: null }, "", "Nothing is corrected; give what was wrong: title, subject, kind, signedOn, signedAt or how.")
        .Text("/title", command.Title, 500)
        .Text("/subject", command.Subject, 1_000)
        .Past("/signedOn", command.SignedOn)
        .Text("/signedAt", command.SignedAt, 200);

    public static Decision Decide(CorrectAgreement command, Agreement agreement, Known known)
    {
        if (agreement.Recorded is not { } recorded)
            return Problem.NotFound.Because($"No agreement '{command.Agreement}' is recorded.");
        if (agreement.Signed is null && (command.SignedOn is not null || command.SignedAt is not null || command.How is not null))
            return Problem.StateRefuses.Because($"No signature of '{command.Agreement}' is recorded that could be corrected; SignAgreement records one.");
        var corrected = new AgreementCorrected(
            recorded.Slug, recorded.Parties, command.Reason, command.Title, command.Subject, command.Kind, command.SignedOn, command.SignedAt, command.How);
        if (agreement.With(corrected) is var after && after.Stands == agreement.Stands && after.SignatureStands == agreement.SignatureStands)
            return Decision.Nothing;
        return agreement.WasCorrectedSo(corrected) ? Decision.CorrectedSince
            : ActOrder.Broken(agreement, corrected) is { } refusal ? refusal
            : Decision.Of(corrected);
    }
}
