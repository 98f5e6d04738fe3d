using System.Globalization;
using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;

namespace CommitmentTracker.Agreements;

internal static class RecordAgreementSlice
{
    public static readonly Slice Slice = new Slice<RecordAgreement, Agreement>(
        Roles.Officer, command => Agreement.Kind.Stream(SlugOf(command)!), Check, Decide);

    static string? SlugOf(RecordAgreement command) =>
        command.Slug ?? Slug.From(command.Title, command.SignedOn?.To.Year.ToString(CultureInfo.InvariantCulture));

    static Faults Check(RecordAgreement command) => new Faults()
        .Slug("/slug", SlugOf(command))
        .Require(command.Parties.Count is >= 2 and <= 200, "/parties", "An agreement has two parties or more.")
        .Require(command.Parties.Distinct().Count() == command.Parties.Count, "/parties", "A party is named twice.")
        .Text("/title", command.Title, 500)
        .Text("/subject", command.Subject, 1_000)
        .Text("/signedAt", command.SignedAt, 200)
        .Date("/signedOn", command.SignedOn)
        .Require(command.SignedAt is null || command.SignedOn is not null, "/signedOn", "A place of signature needs its date.");

    public static Decision Decide(RecordAgreement command, Agreement agreement, Known known)
    {
        var recorded = new AgreementRecorded(SlugOf(command)!, [.. command.Parties.Order()], command.Kind, command.Title, command.Subject);
        if (agreement.Recorded is { } before && !SameAs(before, recorded))
            return Problem.AlreadyDifferent.Because($"An agreement '{recorded.Slug}' is recorded with other parties, kind, title or subject.");
        var signature = command.SignedOn is null
            ? Decision.Nothing
            : SignAgreementSlice.Sign(recorded, new(recorded.Slug, command.SignedOn, command.SignedAt), agreement.Signed, known);
        return signature.Refusal is not null || agreement.Recorded is not null
            ? signature
            : new([recorded, .. signature.Events]);
    }

    static bool SameAs(AgreementRecorded one, AgreementRecorded other) =>
        one.Parties.SequenceEqual(other.Parties) && one with { Parties = other.Parties } == other;
}
