using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Review;
using CommitmentTracker.Targets;

namespace CommitmentTracker.Agreements;

/// <summary>
/// The one rule of what was known of an agreement, for every view that shows one:
/// an act counts if this register had recorded it (<c>asKnownOn</c>); if its source had been published, or, where none is cited, it had been done
/// (<c>asPublishedBy</c>); and if it had happened, which for words is when they were published (<c>asOf</c>). Whatever was recorded had been stated and
/// had happened by the day of its recording. A correction, an act or an entry taken back mends this register, not the world: it counts for every day once it is recorded.
/// </summary>
internal static class AgreementAsKnown
{
    sealed record Act(Logged Logged, object Event, DateSpan? On);

    /// <summary>The view; null where nothing was known of it.</summary>
    /// <param name="agreement">All that was logged of it.</param>
    /// <param name="question">Of which day, by whose knowledge.</param>
    /// <param name="publishedOn">When a source was published at the latest; null where that is not known.</param>
    public static AgreementView? Of(Dossier agreement, Question question, Func<string, DateOnly?> publishedOn)
    {
        var log = agreement.Log.Where(l => !(l.RecordedAt > question.KnownOn)).ToList();
        var state = (agreement with { Log = log }).Fold<Agreement>(Agreement.Kind);
        var correctedOn = state.History.OfType<AgreementCorrected>().LastOrDefault(c => c.SignedOn is not null)?.SignedOn;
        List<Act> recorded = [.. log.Select((l, n) => new Act(l, state.History[n], On(state.History[n])))];
        var told = recorded.Where(a => !OfTheRegister(a.Event) && !TakenBack(a) && Counts(a)).ToList();
        if (told.Count == 0)
            return null;

        var signature = told.Find(a => a.Event is AgreementSigned or AgreementCited { SignedOn: not null });
        var signedOn = signature?.On;
        var life = new TreatyLife(state.Stands!.Kind, state.States, signedOn, signature is null ? null : state.SignatureStands?.How, [.. told.Select(a => Meant(a.Event)).Distinct()]);
        var shown = recorded.Where(a => OfTheRegister(a.Event) || TakenBack(a) || told.Contains(a)).ToList();
        return new(
            state.Stands.Slug, state.States, state.Stands.Kind, state.Stands.Title, state.Stands.Subject,
            ((IEntry)state).Retracted ? AgreementStatus.Retracted : life.StatusOn(question.Day),
            signedOn, signature is null ? null : CorrectedPlace() ?? told.Select(a => Place(a.Event)).FirstOrDefault(p => p is not null), life.How,
            life.Adopted?.AdoptedOn, life.Initialled?.InitialledOn,
            [.. life.Parties.Select(p => new PartyStanding(p, life.StateOn(p, question.Day), life.StepsOf(p), life.ConsentOf(p)))],
            life.Provisional, life.Clause, life.InForce,
            [.. life.Acts.OfType<AgreementAmended>().OrderBy(a => a.AmendedOn.To).Select(a => new Amendment(a.AmendedOn, a.What, a.AmendedBy))],
            [.. life.Denounced.Select(d => new Denunciation(d.Party, d.DenouncedOn, d.TakesEffectOn))],
            life.Ended is { } ended && life.StatusOn(question.Day) == ended.How ? ended : null,
            [.. life.Warnings()], state.Waiting(),
            Citations(shown.Select(a => a.Logged.Citation)),
            [.. shown.Select(a => new TimelineEntry(a.Logged.Act, a.Logged.Version, a.Logged.RecordedAt, a.On, a.Logged.Citation, a.Logged.Reason))],
            shown[^1].Logged.Position, shown[^1].Logged.RecordedAt);

        // A mention tells the act it speaks of: it may be known by the mention's source before its own is out.
        object Meant(object e) => e is AgreementCited { Act: { } version } ? state.History[(int)version - 1] : e;

        bool TakenBack(Act act) => state.IsTakenBack(act.Event is AgreementCited { Act: { } version } ? version : act.Logged.Version);

        DateSpan? On(object e) => Meant(e) switch
        {
            AgreementSigned s => correctedOn ?? s.SignedOn,
            AgreementCited { SignedOn: { } given } => correctedOn ?? given,
            // A clause is part of the text: it is as old as the signature, whenever somebody logged it.
            EntryIntoForceClauseSet => state.SignatureStands?.SignedOn ?? state.Life.Adopted?.AdoptedOn,
            var act => Happened.On(act),
        };

        bool Counts(Act act) => !(Stated(act) > question.PublishedBy) && Happens(act) <= question.Day;

        DateOnly Stated(Act act) => Earlier(Recorded(act.Logged, question), act.Logged.Citation is { } cited ? publishedOn(cited.Source) : act.On?.To);

        DateOnly Happens(Act act) => act.On is { } on ? Earlier(Recorded(act.Logged, question), on.To) : Stated(act);

        string? CorrectedPlace() => state.History.OfType<AgreementCorrected>().LastOrDefault(c => c.SignedAt is not null)?.SignedAt;
    }

    /// <summary>Each source's words once, in the order recorded.</summary>
    public static IReadOnlyList<LocatedCitation> Citations(IEnumerable<LocatedCitation?> citations) =>
        [.. citations.OfType<LocatedCitation>().DistinctBy(c => (c.Source, c.Quote))];

    /// <summary>The sources whose day of publication decides the answer; for today's there are none.</summary>
    public static IEnumerable<string> Asked(Dossier agreement, Question question) => agreement.Log
        .Where(l => l.Citation is not null && (Recorded(l, question) > question.PublishedBy || Recorded(l, question) > question.Day)).Select(l => l.Citation!.Source);

    /// <summary>What the officers did to the entry, and no state to the agreement.</summary>
    static bool OfTheRegister(object e) => e is AgreementCorrected or AgreementActTakenBack or ClosureProposed or ClosureRejected or EntryRetracted;

    static string? Place(object e) => e is AgreementSigned s ? s.SignedAt : e is AgreementCited c ? c.SignedAt : null;

    static DateOnly Recorded(Logged logged, Question question) => question.DayOf(logged.RecordedAt);

    static DateOnly Earlier(DateOnly one, DateOnly? other) => other < one ? other.Value : one;
}
