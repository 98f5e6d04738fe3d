using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;

namespace CommitmentTracker.Agreements;

internal static class RecordAgreementSlice
{
    public static readonly Slice Slice = new Slice<RecordAgreement, Agreement>(
        Roles.Officer, command => Agreement.Kind.Stream(SlugOf(command)!), Check, Decide);

    /// <summary>
    /// Not from the day of signature: the same agreement recorded as announced and later as signed would get two names. And none where the title
    /// alone gives none: the parties' codes would make one name of all their agreements in Cyrillic.
    /// </summary>
    static string? SlugOf(RecordAgreement command) => command.Slug
        ?? (Slug.From(command.Title) is { } title && command.Parties is { Count: 2 } ? Slug.From([.. command.Parties.Order().Select(p => p.ToString()), title]) : Slug.From(command.Title));

    static Faults Check(RecordAgreement command) => new Faults()
        .Slug("/slug", SlugOf(command))
        .Require(command.Parties.Count is >= 2 and <= 200, "/parties", "An agreement has two parties or more.")
        .Require(command.Parties.Distinct().Count() == command.Parties.Count, "/parties", "A party is named twice.")
        .Text("/title", command.Title, 500)
        .Text("/subject", command.Subject, 1_000)
        .Text("/signedAt", command.SignedAt, 200)
        .Past("/signedOn", command.SignedOn)
        .Require(command.SignedAt is null || command.SignedOn is not null, "/signedOn", "A place of signature needs its date.");

    public static Decision Decide(RecordAgreement command, Agreement agreement, Known known)
    {
        var recorded = new AgreementRecorded(SlugOf(command)!, [.. command.Parties.Order()], command.Kind, command.Title, command.Subject, command.Citation);
        if (agreement.Recorded is { } before && !SameAs(before, recorded) && !SameAs(agreement.Stands!, recorded))
            return Problem.AlreadyDifferent.Because(
                $"An agreement '{recorded.Slug}' is recorded with other parties, kind, title or subject. CorrectAgreement mends a slip; another agreement needs another slug.");
        if (command.SignedOn is null)
            return agreement.Recorded is null ? Decision.Of(recorded) : SignAgreementSlice.Mention(agreement, command.Citation);
        var signature = SignAgreementSlice.Sign(agreement with { Recorded = agreement.Recorded ?? recorded }, new(recorded.Slug, command.SignedOn, command.SignedAt, command.Citation));
        return signature.Refusal is not null || agreement.Recorded is not null
            ? signature
            : new([recorded, .. signature.Events]);
    }

    static bool SameAs(AgreementRecorded one, AgreementRecorded other) =>
        one.Parties.SequenceEqual(other.Parties) && one with { Parties = other.Parties, Citation = other.Citation } == other;
}
