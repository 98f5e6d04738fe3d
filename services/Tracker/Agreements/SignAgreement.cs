using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;

namespace CommitmentTracker.Agreements;

internal static class SignAgreementSlice
{
    public static readonly Slice Slice = new Slice<SignAgreement, Agreement>(
        Roles.Officer, command => Agreement.Kind.Stream(command.Agreement), Check, Decide);

    static Faults Check(SignAgreement command) => new Faults()
        .Slug("/agreement", command.Agreement)
        .Past("/signedOn", command.SignedOn)
        .Text("/signedAt", command.SignedAt, 200)
        .States("/signedBy", command.SignedBy ?? [], command.SignedBy is null ? 0 : 1);

    public static Decision Decide(SignAgreement command, Agreement agreement, Known known) => agreement.Recorded is null
        ? Problem.NotFound.Because($"No agreement '{command.Agreement}' is recorded.")
        : Acts.NoParties(agreement.Life, "/signedBy", command.SignedBy) is { } stranger ? stranger
        : Sign(agreement, command);

    /// <summary>The signature, a mention of one that is recorded already, or a refusal.</summary>
    internal static Decision Sign(Agreement agreement, SignAgreement command)
    {
        var (recorded, before) = (agreement.Recorded!, agreement.SignatureStands);
        if (before is null)
        {
            var signed = new AgreementSigned(recorded.Slug, recorded.Parties, command.SignedOn, command.SignedAt, command.Citation, command.How, Agreement.Few(command.SignedBy?.Order().ToArray(), recorded.Parties));
            if (agreement.Stands is not null && ActOrder.Broken(agreement, signed) is { } refusal)
                return refusal;
            if (agreement.Stands is null)
                return Decision.Of(signed);
            var life = Agreement.Evolve(agreement, signed).Life;
            string[] warnings =
            [
                .. life.InForceEarly(), .. life.SignedEarly(), .. life.SignedAfterEnd(), .. life.Overtaken(), .. life.Parties.SelectMany(life.StepsAskew),
            ];
            return Decision.Of(signed).Warned(warnings);
        }
        if (command.SignedBy is { } others && before.SignedBy?.Intersect(others).Any() == false)
            return Add(agreement, command, others);
        if (!SameAs(before, command) && !SameAs(agreement.Signed!, command))
            return Problem.AlreadyDifferent.Because(
                $"Agreement '{recorded.Slug}' is recorded as signed on {before.SignedOn}{(before.SignedAt is null ? "" : $" in {before.SignedAt}")}{(before.How is { } how ? $" ({Words.Of(how)})" : "")}{(before.SignedBy is { } by ? $" by {string.Join(", ", by)}" : "")}. "
                + "CorrectAgreement mends a slip; what another source says otherwise is kept beside by RestateAgreement.");
        return command.Citation is null && command.SignedOn != before.SignedOn && before.SignedOn.SaysTheSameAs(command.SignedOn)
            ? Decision.Nothing with { Warnings = ["The day is recorded already; other words for it are kept only with a citation."] }
            : Mention(agreement, command.Citation, command.SignedOn, command.SignedAt);
    }

    /// <summary>The signatures of parties that signed on another day than the first, one by one.</summary>
    static Decision Add(Agreement agreement, SignAgreement command, IReadOnlyList<StateCode> parties)
    {
        var (events, warnings) = (new List<object>(), new List<string>());
        foreach (var party in parties.Order())
        {
            // What is not said again, of the same day, is no other signature.
            var stands = agreement.Acts.OfType<SignatureAdded>().FirstOrDefault(a => a.Party == party && a.SignedOn.SaysTheSameAs(command.SignedOn));
            var added = agreement.Log(command, new SignatureAdded(command.Agreement, agreement.States, party, command.SignedOn, command.SignedAt ?? stands?.SignedAt, command.Citation, command.How ?? stands?.How),
                life => life.SignatureOf(party) is { } before ? Acts.Otherwise($"{party} is recorded as having signed on {before}{(life.FormOf(party) is { } how ? $" ({Words.Of(how)})" : "")}.") : null);
            if (added.Refusal is not null)
                return added;
            events.AddRange(added.Events);
            warnings.AddRange(added.Warnings ?? []);
            agreement = added.Events.Aggregate(agreement, Agreement.Evolve);
        }
        return new(events, Warnings: warnings.Count == 0 ? null : warnings);
    }

    /// <summary>What is recorded already, in words that are not kept yet.</summary>
    internal static Decision Mention(Agreement agreement, Citation? citation, DateSpan? signedOn = null, string? signedAt = null) =>
        citation is null || agreement.Cites(citation, signedOn is not null)
            ? Decision.Nothing
            : Cited(agreement, citation, signedOn, signedAt, null);

    /// <summary>A mention, of the agreement, its signature or the act at a version.</summary>
    internal static Decision Cited(Agreement agreement, Citation citation, DateSpan? signedOn, string? signedAt, long? act) =>
        Decision.Of(new AgreementCited(agreement.Recorded!.Slug, agreement.Recorded.Parties, citation, signedOn, signedAt, act));

    static bool SameAs(AgreementSigned before, SignAgreement command) =>
        before.SignedOn.SaysTheSameAs(command.SignedOn) && (command.SignedAt is null || command.SignedAt == before.SignedAt) && (command.How is null || command.How == before.How)
        && (command.SignedBy is null || command.SignedBy.Order().SequenceEqual(before.SignedBy ?? before.Parties));
}
