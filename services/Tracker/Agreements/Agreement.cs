using System.Collections.Immutable;
using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.EventStore;
using CommitmentTracker.EventStore.Deciding;
using CommitmentTracker.Review;

namespace CommitmentTracker.Agreements;

/// <summary>What decisions need to know of an agreement. Its events are listed in <see cref="Evolve"/>.</summary>
/// <param name="Recorded">As it was first recorded: the same command sent again is known by it, whatever was corrected since.</param>
/// <param name="Signed">Its signature as it was first recorded.</param>
/// <param name="Stands">As it stands with every correction.</param>
/// <param name="SignatureStands">Its signature with every correction.</param>
internal sealed record Agreement(AgreementRecorded? Recorded = null, AgreementSigned? Signed = null, AgreementRecorded? Stands = null, AgreementSigned? SignatureStands = null)
    : IEntry
{
    public static readonly StreamType Kind = StreamType.Of("agreement", "agreement", new Agreement(), Evolve);

    public ImmutableList<object> History { get; init; } = [];

    public IReadOnlyList<StateCode> States => Recorded?.Parties ?? [];

    /// <summary>Every source's words so far on the agreement and its signature, and whether they speak of the signature.</summary>
    IReadOnlyList<(Citation Citation, bool OfSignature)> Cited { get; init; } = [];

    /// <summary>Its life by everything that is recorded and was not taken back.</summary>
    public TreatyLife Life => new(Stands!.Kind, States, SignatureStands?.SignedOn, SignatureStands?.How, Acts) { SignedBy = SignatureStands?.SignedBy };

    /// <summary>Everything that was not taken back, also what another act took the place of.</summary>
    public IReadOnlyList<object> Acts => [.. History.Where((_, n) => !IsTakenBack(n + 1))];

    /// <summary>Whether the act at a version was taken back.</summary>
    public bool IsTakenBack(long version) => History.Exists(e => e is AgreementActTakenBack t && t.Act == version);

    public static Agreement Evolve(Agreement agreement, object e) => Next(agreement, e) with
    {
        History = e is ActTakenBack taken ? TakenBack.From(agreement.History, taken) : agreement.History.Add(e),
    };

    static Agreement Next(Agreement agreement, object e) => e switch
    {
        AgreementRecorded recorded => (agreement with { Recorded = recorded, Stands = recorded }).Citing(recorded.Citation, false),
        AgreementSigned signed => (agreement with { Signed = signed, SignatureStands = signed }).Citing(signed.Citation, true),
        AgreementCited { Act: null } cited => agreement.Citing(cited.Citation, cited.SignedOn is not null),
        AgreementCorrected corrected => agreement.With(corrected),
        AgreementCited or SignatureAdded or AgreementAdopted or AgreementInitialled or ProvisionalApplicationStarted or ProvisionalApplicationEnded or DomesticStepCompleted or ConsentExpressed
            or EntryIntoForceClauseSet or AgreementTermSet or AgreementEnteredIntoForce or AgreementAmended or AgreementSuspended or AgreementResumed or AgreementDenounced or DenunciationRevoked
            or AgreementTerminated or AgreementExpired or AgreementSuperseded or AgreementActTakenBack or AgreementRestated or ClosureProposed or ClosureRejected or EntryRetracted or ActTakenBack or TakenBack => agreement,
        _ => throw new UnknownEventException(e.GetType().Name),
    };

    /// <summary>What stands after a correction.</summary>
    public Agreement With(AgreementCorrected c) => this with
    {
        Stands = Stands! with { Title = c.Title ?? Stands.Title, Subject = c.Subject ?? Stands.Subject, Kind = c.Kind ?? Stands.Kind },
        SignatureStands = SignatureStands is { } s ? s with { SignedOn = c.SignedOn ?? s.SignedOn, SignedAt = c.SignedAt ?? s.SignedAt, How = c.How ?? s.How, SignedBy = c.SignedBy is { } by && !by.SequenceEqual(s.SignedBy ?? s.Parties) ? Few(by, s.Parties) : s.SignedBy } : null,
    };

    /// <summary>Who signed, as it is kept: null where all parties did.</summary>
    public static IReadOnlyList<StateCode>? Few(IReadOnlyList<StateCode>? signed, IReadOnlyList<StateCode> parties) => signed?.Count < parties.Count ? signed : null;

    /// <summary>The act of which a source's words speak, and its version where it is no signature of all: that which was named, or what was logged in its place once it was taken back; none where nothing stands.</summary>
    public (long? Version, object? Act) ActOf(AgreementRestated told) =>
        told.Act is not { } version ? (null, SignatureStands)
        : !IsTakenBack(version) ? (version, History[(int)version - 1])
        : History.Index().Skip((int)version).LastOrDefault(e => OtherDays.MayStandFor(e.Item, History[(int)version - 1]) && !IsTakenBack(e.Index + 1)) is { Item: { } again, Index: var n } ? (n + 1, again)
        : default;

    /// <summary>Whether these words are kept already. Those on a signature speak of the agreement too.</summary>
    public bool Cites(Citation citation, bool ofSignature) => Cited.Any(c => c.Citation == citation && (c.OfSignature || !ofSignature));

    public bool WasCorrectedSo(AgreementCorrected correction) => History.OfType<AgreementCorrected>().Any(c => c with { Parties = correction.Parties, SignedBy = correction.SignedBy } == correction
        && (c.SignedBy ?? []).SequenceEqual(correction.SignedBy ?? []));

    Agreement Citing(Citation? citation, bool ofSignature) => citation is null ? this : this with { Cited = [.. Cited, (citation, ofSignature)] };
}
