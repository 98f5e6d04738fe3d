using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Review;

namespace CommitmentTracker.Agreements;

/// <summary>What sources say of the day of an act, and the register has otherwise. Which of it contradicts is seen when it is read: days that were mended since may agree. Pure.</summary>
internal static class OtherDays
{
    /// <summary>The day of an act: of what was agreed for a day to come, that day. Null of what has none.</summary>
    public static DateSpan? On(object act) => act is AgreementTermSet ? null : Beforehand.Of(act)?.On ?? Happened.On(act);

    /// <summary>Whether what a source says may be so by the act: days that overlap may be the same.</summary>
    public static bool Agrees(object act, AgreementRestated other) =>
        On(act) is not { } on || on.From <= other.On.To && other.On.From <= on.To && (other.Place is null || PlaceOf(act) is not { } place || place.Equals(other.Place, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether one act may be logged in the place of another that was taken back.</summary>
    public static bool MayStandFor(object one, object other) => one.GetType() == other.GetType() && (PartyOf(one), Which(one)) == (PartyOf(other), Which(other));

    /// <summary>The act as a source has it that was out before the register's own: on its day, agreed by when it was said where that lies ahead.</summary>
    public static object As(object act, AgreementRestated told)
    {
        var (on, agreed) = (told.On, told.On.From > told.StatedOn.To ? told.StatedOn : null);
        return act switch
        {
            SignatureAdded a => a with { SignedOn = on, SignedAt = told.Place },
            AgreementAdopted a => a with { AdoptedOn = on, Place = null },
            AgreementInitialled a => a with { InitialledOn = on, Place = null },
            ProvisionalApplicationStarted a => a with { AppliedFrom = on, AgreedOn = agreed },
            ProvisionalApplicationEnded a => a with { EndedOn = on, AgreedOn = agreed },
            DomesticStepCompleted a => a with { CompletedOn = on },
            ConsentExpressed a => a with { ConsentedOn = on },
            AgreementEnteredIntoForce a => a with { InForceFrom = on, AgreedOn = agreed },
            AgreementAmended a => a with { AmendedOn = on },
            AgreementSuspended a => a with { SuspendedOn = on, AgreedOn = agreed },
            AgreementResumed a => a with { ResumedOn = on, AgreedOn = agreed },
            AgreementDenounced a => a with { DenouncedOn = on },
            DenunciationRevoked a => a with { RevokedOn = on },
            AgreementTerminated a => a with { TerminatedOn = on, AgreedOn = agreed },
            AgreementExpired a => a with { ExpiredOn = on },
            AgreementSuperseded a => a with { SupersededOn = on, AgreedOn = agreed },
            _ => throw new ArgumentException($"{act.GetType().Name} has no day.", nameof(act)),
        };
    }

    /// <summary>As a view shows it.</summary>
    public static OtherDay Shown(AgreementRestated told, long? version, object act) =>
        new(told.StatedOn, told.Citation.Source, App.Types.NameOf(act.GetType()), version, PartyOf(act), told.On, told.Place);

    static StateCode? PartyOf(object act) => act switch
    {
        SignatureAdded a => a.Party,
        DomesticStepCompleted a => a.Party,
        ConsentExpressed a => a.Party,
        AgreementDenounced a => a.Party,
        DenunciationRevoked a => a.Party,
        AgreementSuspended a => a.By,
        _ => null,
    };

    static object? Which(object act) => act switch { DomesticStepCompleted s => s.Stage, AgreementAmended a => a.What, _ => null };

    static string? PlaceOf(object act) => act switch { AgreementSigned s => s.SignedAt, SignatureAdded s => s.SignedAt, _ => null };
}
