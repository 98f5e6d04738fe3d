using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Agreements;

/// <summary>
/// The life of an agreement, derived from its acts: all that is recorded where a decision asks, those known and told by a day where a view does. Pure.
/// </summary>
/// <param name="Kind">What kind of instrument.</param>
/// <param name="Parties">The states.</param>
/// <param name="Signed">When it was signed; null while it was not.</param>
/// <param name="How">What it meant, of those who signed then.</param>
/// <param name="Acts">The acts, in the order recorded; what is no act of the states is passed over, and what another act took the place of is left out.</param>
internal sealed record TreatyLife(AgreementKind Kind, IReadOnlyList<StateCode> Parties, DateSpan? Signed, SignatureForm? How, IReadOnlyList<object> Acts)
{
    public IReadOnlyList<object> Acts { get; init => field = Beforehand.Standing(value); } = Beforehand.Standing(Acts);

    /// <summary>A declaration, memorandum or roadmap is adopted or signed, and takes effect: nobody ratifies it.</summary>
    public bool Ratifies => Kind is AgreementKind.Treaty or AgreementKind.Protocol;

    /// <summary>Who signed, where that were not all parties.</summary>
    public IReadOnlyList<StateCode>? SignedBy { get; init; }

    public bool HasSigned(StateCode party) => SignatureOf(party) is not null;

    /// <summary>When a party signed; null where it is not recorded to have.</summary>
    public DateSpan? SignatureOf(StateCode party) =>
        Signed is not null && SignedBy?.Contains(party) != false ? Signed : Acts.OfType<SignatureAdded>().FirstOrDefault(a => a.Party == party)?.SignedOn;

    /// <summary>What a party's signature meant; null where nobody said.</summary>
    public SignatureForm? FormOf(StateCode party) =>
        Signed is not null && SignedBy?.Contains(party) != false ? How : Acts.OfType<SignatureAdded>().FirstOrDefault(a => a.Party == party)?.How;

    /// <summary>Whether it is among those who signed, or may be: nobody says who did.</summary>
    bool Signatory(StateCode party) => SignedBy is null || HasSigned(party);

    /// <summary>With whose signature it was concluded: that of the second, whoever joins these later. Null while it was not.</summary>
    public DateSpan? Concluded => Parties.Select(SignatureOf).OfType<DateSpan>().OrderBy(s => s.To).Skip(1).FirstOrDefault();

    public AgreementAdopted? Adopted => First<AgreementAdopted>();

    public AgreementInitialled? Initialled => First<AgreementInitialled>();

    public EntryIntoForceClause? Clause => First<EntryIntoForceClauseSet>()?.Clause;

    /// <summary>How long it lasts, as was agreed last; null while that is not known.</summary>
    public AgreementTerm? Term => Acts.OfType<AgreementTermSet>().OrderBy(t => t.AgreedOn?.To ?? DateOnly.MinValue).LastOrDefault()?.Term;

    /// <summary>Notices that were not revoked, by day.</summary>
    public IEnumerable<AgreementDenounced> Denounced => Acts.OfType<AgreementDenounced>().Where(d => !Acts.Any(a => a is DenunciationRevoked r && this.IsRevokedBy(d, r))).OrderBy(d => d.DenouncedOn.To);

    /// <summary>Since when it is in force, or from which day on it will be; null while that cannot be said.</summary>
    public InForce? InForce => First<AgreementEnteredIntoForce>() is { InForceFrom: var stated } ? new(DerivedWithin(stated) ?? stated, Basis.Recorded, Clause?.Words)
        : (ForceStated is null ? Derived : DerivedWithin(ForceStated)) is { } derived ? new(derived, Basis.Derived, Clause!.Words)
        : null;

    /// <summary>The day that follows from the clause where a source says the same less exactly: both are right. Null where it says otherwise.</summary>
    DateSpan? DerivedWithin(DateSpan stated) => Derived is { } derived && stated.From <= derived.From && derived.To <= stated.To ? derived : null;

    /// <summary>What the clause makes of the signature and the consents of those who signed, or of the first few of all; null while it is not known or not met.</summary>
    public DateSpan? Derived => Clause is not { } clause ? null
        : !Ratifies ? EntryIntoForce.By(clause, Concluded ?? Adopted?.AdoptedOn, null)
        : clause.Consents is not null || Parties.Count == 2 || SignedBy is null ? By(clause, Parties)
        : AmongSignatories(clause);

    DateSpan? By(EntryIntoForceClause clause, IEnumerable<StateCode> parties) => EntryIntoForce.By(clause, Concluded, [.. parties.Select(p => ConsentOf(p)?.On)]);

    /// <summary>Of many, of which some signed: between those who had signed by then. Who signs later joins them, and moves no day that has come.</summary>
    DateSpan? AmongSignatories(EntryIntoForceClause clause)
    {
        var signed = Parties.Where(HasSigned).OrderBy(p => SignatureOf(p)!.To).ToList();
        return Enumerable.Range(2, Math.Max(0, signed.Count - 1)).Select(n => By(clause, signed.Take(n)) is { } on && (n == signed.Count || on.To < SignatureOf(signed[n])!.From) ? on : null)
            .FirstOrDefault(on => on is not null);
    }

    /// <summary>Since when it has any effect that could end: what nobody ratifies has it from its signature or adoption.</summary>
    public DateSpan? Effective => InForce?.On ?? (Ratifies ? null : new[] { Concluded, Adopted?.AdoptedOn }.OfType<DateSpan>().MinBy(d => d.From));

    /// <summary>How the parties ended it; or the day on which a denunciation left fewer than two, or its term ran out, whichever is first.</summary>
    public Ended? Ended => Stated is { } stated && !(Beforehand.Waits(Ending) && ByItself?.On.To < stated.On.To) ? stated : ByItself;

    /// <summary>Whether a source tells of its end as of what came about; else it follows, or was agreed on, and may lie ahead.</summary>
    public bool EndIsTold => Stated is not null && !Beforehand.Waits(Ending);

    /// <summary>How a source says that it ended, or that it will.</summary>
    public Ended? Stated => Ending switch
    {
        AgreementTerminated t => new(AgreementStatus.Terminated, t.TerminatedOn, null),
        AgreementExpired x => new(AgreementStatus.Expired, x.ExpiredOn, null),
        AgreementSuperseded s => new(AgreementStatus.Superseded, s.SupersededOn, s.SupersededBy),
        _ => null,
    };

    /// <summary>What was agreed for a day to come and stands: what ends the agreement before that day leaves it without object.</summary>
    public IEnumerable<object> Agreed => Acts.Where(a => Beforehand.Waits(a) && !(Ended?.On.To < Beforehand.Of(a)?.On.From) && !IsOvertaken(a));

    /// <summary>Whether the entry into force leaves a provisional application, or its end, without object. Rule (e): what is in force is not applied provisionally any more.</summary>
    public bool IsOvertaken(object act) => InForce is { } force && (act is ProvisionalApplicationStarted s && force.On.To <= s.AppliedFrom.From || act is ProvisionalApplicationEnded e && force.On.To < e.EndedOn.From);

    object? Ending => Acts.FirstOrDefault(e => e is AgreementTerminated or AgreementExpired or AgreementSuperseded);

    Ended? ByItself => Expiry is { } expiry && !(Left?.On.To <= expiry) ? new(AgreementStatus.Expired, DateSpan.On(expiry), null) : Left;

    Ended? Left => Denounced.OrderBy(d => d.TakesEffectOn.To).FirstOrDefault(d => Parties.Count(p => this.IsIn(p, d.TakesEffectOn.To)) < 2) is { } last
        ? new(AgreementStatus.Terminated, last.TakesEffectOn, null) : null;

    /// <summary>Parties that consented after the day asked for: of them it is known that they had not yet.</summary>
    public IReadOnlyCollection<StateCode> Later { get; init; } = [];

    /// <summary>Whether a text was signed, adopted or initialled after the day asked for: of it nobody can say that this is not recorded.</summary>
    public bool TextIsToCome { get; init; }

    /// <summary>Since when a source says that it is in force, if only for a day after the one asked for: by then it had not come about, whatever else follows from the clause.</summary>
    public DateSpan? ForceStated { get; init; }

    /// <summary>
    /// Whether it binds this party, once it is in force. Where a source states the entry into force, it is taken for all who signed: a consent that nobody logged is not one that was not given.
    /// Only a treaty that waits for a number of consents may be in force for some of them, once it is known for whom.
    /// </summary>
    public bool Binds(StateCode party) =>
        !Ratifies || ConsentOf(party) is not null || Parties.Count == 2
        || Signatory(party) && !Later.Contains(party) && (InForce?.Basis == Basis.Recorded && Clause?.Consents is null || Parties.All(p => ConsentOf(p) is null));

    /// <summary>The last day of a term that is not renewed. What never took effect has nothing that could run out.</summary>
    DateOnly? Expiry => Term is { RenewalMonths: 0 } term && Effective is { } from ? Terms.LastDay(term, from.To, default) : null;

    /// <summary>The last day of its term, of one that is renewed as of a day; null where there is none, or it ends sooner. On the day on which it expires it still stands.</summary>
    public DateOnly? RunsUntil(DateOnly day) =>
        Term is { } term && Effective is { } from && Terms.LastDay(term, from.To, day) is { } last && !(Ended is { } ended && (ended.How == AgreementStatus.Expired ? ended.On.To < last : ended.On.To <= last)) ? last : null;

    /// <summary>A party's first consent, which its entry into force may wait for: that of who left and came back is another.</summary>
    public Consent? ConsentOf(StateCode party) => this.ConsentOf(party, 0);

    /// <summary>A signature that binds a party by itself.</summary>
    public Consent? BySignature(StateCode party) =>
        Ratifies && Signed is not null && HasSigned(party) && (FormOf(party) is var how && how == SignatureForm.Definitive || how is null && Clause?.Trigger == Trigger.Signature) ? new(ConsentForm.DefinitiveSignature, SignatureOf(party)!) : null;

    public IReadOnlyList<DomesticStep> StepsOf(StateCode party) =>
        [.. Acts.OfType<DomesticStepCompleted>().Where(s => s.Party == party).Select(s => new DomesticStep(s.Stage, s.CompletedOn, s.Body)).OrderBy(s => s.On.To).ThenBy(s => s.Stage)];

    /// <summary>Times of provisional application: each ends by notice, or when the treaty enters into force; one that would begin after that never does.</summary>
    public IReadOnlyList<ProvisionalApplication> Provisional
    {
        get
        {
            var times = new List<ProvisionalApplication>();
            foreach (var (on, starts) in Acts.Where(a => !IsOvertaken(a)).Select<object, (DateSpan On, bool Starts)>(e => e switch
            {
                ProvisionalApplicationStarted s => (s.AppliedFrom, true),
                ProvisionalApplicationEnded x => (x.EndedOn, false),
                _ => default,
            }).Where(p => p.On is not null).OrderBy(p => p.On.From).ThenByDescending(p => p.Starts))
            {
                if (starts)
                    times.Add(new(on, null));
                else if (times.Count > 0 && times[^1].To is null)
                    times[^1] = times[^1] with { To = on };
            }
            return times is [.., { To: null } last] && InForce is { } force ? [.. times[..^1], last with { To = force.On }] : times;
        }
    }

    /// <summary>Where the instrument stands on a day.</summary>
    public AgreementStatus StatusOn(DateOnly day)
    {
        // On its last day it still stands; a day from which it ended, or on which a notice takes effect, is the first without it.
        if (Ended is { } ended && (ended.How == AgreementStatus.Expired ? ended.On.To < day : ended.On.To <= day || EndIsTold))
            return ended.How;
        if (InForceOn(day))
            return Left is not null ? AgreementStatus.Denounced : this.SuspendedOn(day) ? AgreementStatus.Suspended : InEffect;
        if (HasEffectOn(day) && (Left is not null || this.SuspendedOn(day)))
            return Left is not null ? AgreementStatus.Denounced : AgreementStatus.Suspended;
        return HasEffectOn(day) ? AgreementStatus.Effective
            : Provisional.Any(p => p.From.From <= day && !(p.To?.To <= day)) ? AgreementStatus.ProvisionallyApplied
            : Ratifies && Parties.Any(p => StepsOf(p).Count > 0 || ConsentOf(p) is { Form: not ConsentForm.DefinitiveSignature }) ? AgreementStatus.Ratifying
            : Signed is not null ? AgreementStatus.Signed
            : Initialled is not null ? AgreementStatus.Initialled
            : Adopted is not null ? AgreementStatus.Adopted
            : AgreementStatus.Announced;
    }

    /// <summary>Where one party stands on a day.</summary>
    public PartyState StateOn(StateCode party, DateOnly day)
    {
        var (time, consent, status) = (this.TimeOf(party, day), ConsentOf(party), StatusOn(day));
        var bound = HasEffectOn(day) && Binds(party);
        return bound && (status is AgreementStatus.Terminated or AgreementStatus.Expired or AgreementStatus.Superseded || time > 0 && !this.IsIn(party, day)) ? PartyState.Released
            : bound && this.NoticesOf(party).Count > time ? PartyState.Leaving
            : bound && Ratifies ? PartyState.Bound
            : consent is not null ? PartyState.Consented
            : StepsOf(party).Count > 0 ? PartyState.Ratifying
            : HasSigned(party) ? PartyState.Signed
            : Adopted is not null ? PartyState.Adopted
            : PartyState.Negotiating;
    }

    /// <summary>Rule (f): what nobody ratifies is effective, whatever a source calls it.</summary>
    public AgreementStatus InEffect => Ratifies ? AgreementStatus.InForce : AgreementStatus.Effective;

    // What was stated counts since it was told; what was derived, or agreed on beforehand, waits for its day.
    bool InForceOn(DateOnly day) => InForce is { } force && (force.Basis == Basis.Recorded && !Beforehand.Waits(First<AgreementEnteredIntoForce>()) || force.On.To <= day);

    /// <summary>Whether it has effect on a day: in force or, of what nobody ratifies, from its signature or adoption, where nothing is said of an entry into force.</summary>
    public bool HasEffectOn(DateOnly day) => InForceOn(day) || !Ratifies && InForce is null && ForceStated is null && Effective is not null;

    T? First<T>() where T : class => Acts.OfType<T>().FirstOrDefault();
}
