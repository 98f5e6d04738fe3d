using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Platform;

namespace CommitmentTracker.Agreements;

internal static class SignAgreementSlice
{
    public static readonly Slice Slice = new Slice<SignAgreement, Agreement>(
        Roles.Officer, command => Agreement.Kind.Stream(command.Agreement), Check, Decide);

    static Faults Check(SignAgreement command) => new Faults()
        .Slug("/agreement", command.Agreement)
        .Date("/signedOn", command.SignedOn)
        .Text("/signedAt", command.SignedAt, 200);

    public static Decision Decide(SignAgreement command, Agreement agreement, Known known) => agreement.Recorded is null
        ? Problem.NotFound.Because($"No agreement '{command.Agreement}' is recorded.")
        : Sign(agreement.Recorded, command, agreement.Signed, known);

    internal static Decision Sign(AgreementRecorded recorded, SignAgreement command, AgreementSigned? before, Known known)
    {
        if (command.SignedOn.From > known.Today)
            return Problem.InvalidValue.Because(
                "A signature in the future is an announcement; record it once it is signed.",
                new Fault("/signedOn", $"This lies after today, {known.Today:yyyy-MM-dd}."));
        if (before is null)
            return Decision.Of(new AgreementSigned(recorded.Slug, recorded.Parties, command.SignedOn, command.SignedAt));
        return before.SignedOn.SaysTheSameAs(command.SignedOn) && (command.SignedAt is null || command.SignedAt == before.SignedAt)
            ? Decision.Nothing
            : Problem.AlreadyDifferent.Because($"Agreement '{recorded.Slug}' is recorded as signed on {before.SignedOn}{(before.SignedAt is null ? "" : $" in {before.SignedAt}")}.");
    }
}
