using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Agreements;

/// <summary>
/// A party's times in a treaty. Each begins with its consent and ends when its denunciation takes effect; who has left may consent again and is bound anew
/// (Vienna Convention, article 15). The first is time 0, of which no consent need be known. Pure.
/// </summary>
internal static class Membership
{
    /// <summary>A party's notices, by the day on which they take effect: the n-th ends its time n.</summary>
    public static IReadOnlyList<AgreementDenounced> NoticesOf(this TreatyLife life, StateCode party) =>
        [.. life.Denounced.Where(d => d.Party == party).OrderBy(d => d.TakesEffectOn.To)];

    /// <summary>Whether a revocation is of a notice: one that was given and had not taken effect (Vienna Convention, article 68).</summary>
    public static bool Revokes(DenunciationRevoked revoked, AgreementDenounced notice) =>
        revoked.Party == notice.Party && notice.DenouncedOn.From <= revoked.RevokedOn.To && revoked.RevokedOn.From < notice.TakesEffectOn.To;

    /// <summary>Whether a revocation is of a notice in this life: of a notice of the same day it is where it was recorded after it; else that is another notice, given anew.</summary>
    public static bool IsRevokedBy(this TreatyLife life, AgreementDenounced notice, DenunciationRevoked revoked) =>
        Revokes(revoked, notice) && (notice.DenouncedOn.To < revoked.RevokedOn.From || !life.IsRecordedAfter(notice, revoked));

    /// <summary>The revocation recorded before a notice with which it would be revoked as soon as it is logged; null where there is none.</summary>
    public static DenunciationRevoked? RevokedBefore(this TreatyLife life, AgreementDenounced notice) =>
        life.Acts.TakeWhile(a => !ReferenceEquals(a, notice)).OfType<DenunciationRevoked>().FirstOrDefault(r => Revokes(r, notice) && notice.DenouncedOn.To < r.RevokedOn.From);

    static bool IsRecordedAfter(this TreatyLife life, object act, object other) => life.Acts.SkipWhile(a => !ReferenceEquals(a, other)).Contains(act, ReferenceEqualityComparer.Instance);

    /// <summary>Which of its times a day belongs to.</summary>
    public static int TimeOf(this TreatyLife life, StateCode party, DateOnly day) => life.Denounced.Count(d => d.Party == party && d.TakesEffectOn.To <= day);

    /// <summary>Which of its times a step of its own procedure leads to: one taken while a notice runs is on the way back.</summary>
    public static int TimeOfStep(this TreatyLife life, StateCode party, DateSpan on) => life.TimeOf(party, on.From) + (life.RunningNotice(party, on) is null ? 0 : 1);

    /// <summary>The consent that one of its times began with: what it expressed then, or, of the first, a signature that binds by itself.</summary>
    public static Consent? ConsentOf(this TreatyLife life, StateCode party, int time) =>
        life.Acts.OfType<ConsentExpressed>().FirstOrDefault(c => c.Party == party && life.TimeOf(party, c.ConsentedOn.From) == time) is { } said ? new(said.Form, said.ConsentedOn)
        : time == 0 ? life.BySignature(party) : null;

    /// <summary>The consent by which it is bound, or was last.</summary>
    public static Consent? LatestConsentOf(this TreatyLife life, StateCode party) =>
        Enumerable.Range(0, life.NoticesOf(party).Count + 1).Reverse().Select(time => life.ConsentOf(party, time)).FirstOrDefault(c => c is not null);

    /// <summary>Whether it is among those bound on a day, once the treaty is in force.</summary>
    public static bool IsIn(this TreatyLife life, StateCode party, DateOnly day)
    {
        var time = life.TimeOf(party, day);
        var consent = life.ConsentOf(party, time);
        return (time == 0 ? life.Binds(party) : consent is not null) && !(consent?.On.From > day);
    }

    /// <summary>The notice that a party had given by a day and that had not taken effect on it; null where there is none.</summary>
    public static AgreementDenounced? RunningNotice(this TreatyLife life, StateCode party, DateSpan on) =>
        life.NoticesOf(party).FirstOrDefault(d => d.DenouncedOn.To <= on.From && on.From < d.TakesEffectOn.To);

    /// <summary>An earlier consent by which a party is bound still when it is said to consent again; null where there is none.</summary>
    public static ConsentExpressed? StillBinding(this TreatyLife life, ConsentExpressed again)
    {
        var time = life.TimeOf(again.Party, again.ConsentedOn.From);
        return life.Acts.OfType<ConsentExpressed>().FirstOrDefault(c => !ReferenceEquals(c, again) && c.Party == again.Party && c.ConsentedOn.To <= again.ConsentedOn.To
            && life.TimeOf(c.Party, c.ConsentedOn.From) == time);
    }
}
