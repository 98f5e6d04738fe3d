using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.EventStore;
using CommitmentTracker.EventStore.Deciding;

namespace CommitmentTracker.Agreements;

/// <summary>What decisions need to know of an agreement. Events: <see cref="AgreementRecorded"/>, <see cref="AgreementSigned"/>.</summary>
internal sealed record Agreement(AgreementRecorded? Recorded = null, AgreementSigned? Signed = null)
{
    public static readonly StreamType Kind = StreamType.Of("agreement", "agreement", new Agreement(), Evolve);

    public static Agreement Evolve(Agreement agreement, object e) => e switch
    {
        AgreementRecorded recorded => agreement with { Recorded = recorded },
        AgreementSigned signed => agreement with { Signed = signed },
        _ => throw new UnknownEventException(e.GetType().Name),
    };
}
