using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Agreements;

/// <summary>Where an agreement of many stands between two of them: in force among others it may bind one of the two only, since another day, no more, or be suspended by one. Pure.</summary>
internal static class Between
{
    /// <summary>Where it stands between them on a day.</summary>
    public static AgreementStatus StatusBetween(this TreatyLife life, Pair two, DateOnly day)
    {
        var status = life.StatusOn(day);
        if (life.Parties.Count == 2 || !life.HasEffectOn(day) || status is AgreementStatus.Terminated or AgreementStatus.Expired or AgreementStatus.Superseded)
            return status;
        PartyState[] states = [life.StateOn(two.A, day), life.StateOn(two.B, day)];
        return states.Contains(PartyState.Released) ? AgreementStatus.Terminated
            : life.Ratifies && states.Min() is var least && least < PartyState.Bound ? least switch
            {
                PartyState.Negotiating => AgreementStatus.Announced,
                PartyState.Adopted => AgreementStatus.Adopted,
                PartyState.Signed => AgreementStatus.Signed,
                _ => AgreementStatus.Ratifying,
            }
            : states.Contains(PartyState.Leaving) ? AgreementStatus.Denounced
            : life.SuspensionOn(day, party: two.A) is not null || life.SuspensionOn(day, party: two.B) is not null ? AgreementStatus.Suspended
            : life.InEffect;
    }

    /// <summary>Since when it is in force between them, as of a day: since it is at all, or since the later of the two joined. Null while it binds only one.</summary>
    public static InForce? ForceBetween(this TreatyLife life, Pair two, DateOnly day)
    {
        if (life.Parties.Count == 2 || life.InForce is not { } force)
            return life.InForce;
        var since = force.On;
        foreach (var party in new[] { two.A, two.B })
        {
            var time = life.TimeOf(party, day);
            var consent = life.ConsentOf(party, time);
            if (consent?.On.From > day || (time == 0 ? !life.Binds(party) : consent is null))
                return null;
            if (consent?.On.From > since.From)
                since = consent.On;
        }
        return since == force.On ? force : force with { On = since };
    }

    /// <summary>How it ended between them by a day: for all, or as one of the two left. Null where it has not.</summary>
    public static Ended? EndedBetween(this TreatyLife life, Pair two, DateOnly day) =>
        life.StatusBetween(two, day) is var status && life.Ended is { } all && status == all.How ? all
        : status != AgreementStatus.Terminated ? null
        : new[] { two.A, two.B }.Where(p => life.StateOn(p, day) == PartyState.Released).Select(p => life.NoticesOf(p)[life.TimeOf(p, day) - 1].TakesEffectOn).MinBy(on => on.To) is { } left
            ? new(AgreementStatus.Terminated, left, null) : null;
}
