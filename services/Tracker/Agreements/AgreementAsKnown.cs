using System.Text.Json;
using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Review;

namespace CommitmentTracker.Agreements;

/// <summary>What was known of an agreement by the rule of <see cref="AsKnown"/>, for every view that shows one.</summary>
internal static class AgreementAsKnown
{
    sealed record Act(Logged Logged, object Event, DateSpan? On);

    /// <summary>The view; null where nothing was known of it.</summary>
    /// <param name="agreement">All that was logged of it.</param>
    /// <param name="known">Of which day, by whose knowledge.</param>
    /// <param name="pair">Between which two of many parties it is to stand; null for the instrument as a whole.</param>
    public static AgreementView? Of(Dossier agreement, AsKnown known, Pair? pair = null)
    {
        known = known with { Asked = known.Asked.For(agreement.Log[0].Data.GetProperty("parties").Deserialize<StateCode[]>(ContractJson.Stored)!) };
        var (question, log) = (known.Asked, agreement.Log.Where(known.Recorded).ToList());
        var state = (agreement with { Log = log }).Fold<Agreement>(Agreement.Kind);
        var correctedOn = state.History.OfType<AgreementCorrected>().LastOrDefault(c => c.SignedOn is not null)?.SignedOn;
        List<Act> recorded = [.. log.Select((l, n) => new Act(l, state.History[n], On(state.History[n])))];
        // What a source said of an act before the register's own was out: till then the act is known by it, on its day.
        var early = recorded.Where(a => a.Event is AgreementRestated && IsPublished(a)).Select(a => (AgreementRestated)a.Event).OrderBy(r => r.StatedOn.To)
            .Select(r => (Told: r, Of: state.ActOf(r))).Where(o => o.Of.Act is not null && !recorded.Any(a => Tells(a, o.Of.Version) && IsPublished(a))).DistinctBy(o => o.Of.Version)
            .ToDictionary(o => (object)o.Told, o => (o.Of.Version, Act: o.Of.Act!), ReferenceEqualityComparer.Instance);
        // Of a signature known by its year, and of the text that was signed, what rests on it shows that it had been given.
        var told = recorded.Where(a => Counts(a) || IsPublished(a) && recorded.Exists(later => Shows(later, a) && Counts(later))).ToList();
        if (told.Count == 0)
            return null;

        var signature = told.Find(a => a.Event is AgreementSigned or AgreementCited { SignedOn: not null });
        var before = signature is null ? told.Select(a => a.Event).OfType<AgreementRestated>().FirstOrDefault(r => r.Act is null && early.ContainsKey(r)) : null;
        var signedOn = signature?.On ?? before?.On;
        var signedAt = signature is null ? before?.Place : CorrectedPlace() ?? told.Select(a => Place(a.Event)).FirstOrDefault(p => p is not null);
        var life = new TreatyLife(state.Stands!.Kind, state.States, signedOn, signature is null ? null : state.SignatureStands?.How, [.. told.Select(a => Lived(a.Event)).Distinct()])
        {
            SignedBy = signedOn is null ? null : state.SignatureStands?.SignedBy,
            // Who came back had consented, or was taken to have, before it left.
            Later = [.. Published().OfType<ConsentExpressed>().Where(c => state.Life.TimeOf(c.Party, c.ConsentedOn.From) == 0).Select(c => c.Party)],
            ForceStated = Published().OfType<AgreementEnteredIntoForce>().FirstOrDefault()?.InForceFrom,
            TextIsToCome = Published().Any(e => e is AgreementSigned or AgreementAdopted or AgreementInitialled),
        };
        var shown = recorded.Where(a => AsKnown.Mends(a.Logged) || TakenBack(a) || told.Contains(a)).ToList();
        var last = known.Last(shown.Select(a => a.Logged.Citation), shown[^1].Logged.Position, shown[^1].Logged.RecordedAt);
        return new(
            state.Stands.Slug, state.States, null, state.Stands.Kind, state.Stands.Title, state.Stands.Subject,
            ((IEntry)state).Retracted ? AgreementStatus.Retracted : pair is { } two ? life.StatusBetween(two, question.Day) : life.StatusOn(question.Day),
            signedOn, signedAt, life.How,
            life.Adopted?.AdoptedOn, life.Initialled?.InitialledOn,
            ((IEntry)state).Retracted ? [] : [.. life.Parties.Select(p => new PartyStanding(p, life.StateOn(p, question.Day), life.StepsOf(p), life.LatestConsentOf(p), Earlier(life, p), life.SignatureOf(p), life.FormOf(p), life.SuspendedFor(p, question.Day)))],
            life.Provisional, life.Clause, pair is { } both ? life.ForceBetween(both, question.Day) : life.InForce, life.Term, life.RunsUntil(question.Day),
            [.. life.Acts.OfType<AgreementAmended>().OrderBy(a => a.AmendedOn.To).Select(a => new Amendment(a.AmendedOn, a.What, a.AmendedBy))],
            [.. life.Denounced.Select(d => new Denunciation(d.Party, d.DenouncedOn, d.TakesEffectOn))],
            [.. life.Agreed.Select(Agreed).OrderBy(a => a.TakesEffectOn.To)],
            ((IEntry)state).Retracted ? null : life.Suspended(question.Day),
            pair is { } of ? life.EndedBetween(of, question.Day) : life.Ended is { } ended && life.StatusOn(question.Day) == ended.How ? ended : null,
            ((IEntry)state).Retracted ? [] : [.. life.Warnings(), .. life.DayPassed(question.Day)], (agreement with { Log = log }).Waiting(),
            Citations(shown.Select(a => a.Logged.Citation)),
            Timeline.Of([.. shown.Select(a => a.Logged with { On = a.On })]),
            question.Day, last.Position, last.RecordedAt, Contradictions() is [_, ..] others ? others : null);

        // Known by then, of whatever day.
        IEnumerable<object> Published() => recorded.Where(IsPublished).Select(a => a.Event).Concat(early.Values.Select(o => o.Act));

        bool IsPublished(Act act) => !TakenBack(act) && known.Published(act.Logged.RecordedAt, act.Logged.Citation?.Source, act.On);

        bool Counts(Act a) => !AsKnown.Mends(a.Logged) && !TakenBack(a) && known.Counts(a.Logged, a.On, CameAbout(a));

        static bool Shows(Act later, Act signature) => signature.On?.From <= later.On?.To && (signature.Event, later.Event) switch
        {
            (AgreementSigned or AgreementCited { SignedOn: not null } or EntryIntoForceClauseSet or AgreementTermSet { AgreedOn: null }, DomesticStepCompleted or ConsentExpressed { Form: not (ConsentForm.Accession or ConsentForm.Succession) } or AgreementEnteredIntoForce
                or AgreementAmended or AgreementSuspended or AgreementResumed or AgreementDenounced or AgreementTerminated or AgreementExpired or AgreementSuperseded) => true,
            (SignatureAdded s, DomesticStepCompleted d) => s.Party == d.Party,
            (SignatureAdded s, ConsentExpressed c) => s.Party == c.Party,
            _ => false,
        };

        // Whether it tells the act at a version or, without one, the signature.
        bool Tells(Act a, long? version) => a.Event is AgreementCited c ? version is null ? c.SignedOn is not null : c.Act == version : version is null ? a.Event is AgreementSigned : a.Logged.Version == version;

        DateSpan? CameAbout(Act a) => a.Event is AgreementRestated r && early.ContainsKey(r) && r.On.To <= r.StatedOn.To ? r.On : a.On;

        object Lived(object e) => early.TryGetValue(e, out var of) && of.Version is not null ? OtherDays.As(of.Act, (AgreementRestated)e) : Meant(e);

        // The act as it is shown; null where it is not.
        object? Shown(long? version, object act) =>
            version is null ? signedOn is null ? null : (AgreementSigned)act with { SignedOn = signedOn, SignedAt = signedAt }
            : told.Exists(a => Tells(a, version)) ? act
            : told.Find(a => early.TryGetValue(a.Event, out var of) && of.Version == version) is { } by ? Lived(by.Event) : null;

        List<OtherDay> Contradictions() =>
        [
            .. told.Select(a => a.Event).OfType<AgreementRestated>().Select(r => (Told: r, Of: state.ActOf(r)))
                .Where(o => o.Of.Act is { } act && Shown(o.Of.Version, act) is { } shown && !OtherDays.Agrees(shown, o.Told)).Select(o => OtherDays.Shown(o.Told, o.Of.Version, o.Of.Act!)),
        ];

        // A mention tells the act it speaks of: it may be known by the mention's source before its own is out.
        object Meant(object e) => e is AgreementCited { Act: { } version } ? state.History[(int)version - 1] : e;

        bool TakenBack(Act act) => state.IsTakenBack(act.Event is AgreementCited { Act: { } version } ? version : act.Logged.Version);

        DateSpan? On(object e) => Meant(e) switch
        {
            AgreementSigned s => correctedOn ?? s.SignedOn,
            AgreementCited { SignedOn: { } given } => correctedOn ?? given,
            // A clause is part of the text, and so is the term it began with: as old as the signature, whenever somebody logged it.
            EntryIntoForceClauseSet or AgreementTermSet { AgreedOn: null } => state.SignatureStands?.SignedOn ?? state.Life.Adopted?.AdoptedOn,
            var act => Happened.On(act),
        };

        string? CorrectedPlace() => state.History.OfType<AgreementCorrected>().LastOrDefault(c => c.SignedAt is not null)?.SignedAt;
    }

    /// <summary>Each source's words once, in the order recorded.</summary>
    public static IReadOnlyList<LocatedCitation> Citations(IEnumerable<LocatedCitation?> citations) =>
        [.. citations.OfType<LocatedCitation>().DistinctBy(c => (c.Source, c.Quote))];

    /// <summary>The times before the one whose consent is shown.</summary>
    static EarlierTime[]? Earlier(TreatyLife life, StateCode party)
    {
        var notices = life.NoticesOf(party);
        var latest = Enumerable.Range(1, notices.Count).LastOrDefault(time => life.ConsentOf(party, time) is not null);
        return latest == 0 ? null : [.. Enumerable.Range(0, latest).Select(time => new EarlierTime(life.ConsentOf(party, time), notices[time].TakesEffectOn))];
    }

    static AgreedAct Agreed(object act) =>
        Beforehand.Of(act) is { AgreedOn: { } agreed } when ? new(App.Types.NameOf(act.GetType()), agreed, when.On, (act as AgreementSuperseded)?.SupersededBy) : throw new ArgumentException("It was not agreed on beforehand.", nameof(act));

    static string? Place(object e) => e is AgreementSigned s ? s.SignedAt : e is AgreementCited c ? c.SignedAt : null;
}
