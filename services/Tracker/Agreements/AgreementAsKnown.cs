using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Targets;

namespace CommitmentTracker.Agreements;

/// <summary>An agreement with every act of it, as the read model keeps it; how it stood on a day is told when asked.</summary>
/// <param name="Recorded">As it was first recorded.</param>
/// <param name="Acts">In the order recorded, the first of them the recording itself.</param>
internal sealed record AgreementDocument(AgreementRecorded Recorded, IReadOnlyList<AgreementAct> Acts);

/// <summary>One act: the recording, a signature or a mention of it, a mention of the agreement, or a correction.</summary>
internal sealed record AgreementAct(
    string Act, long Version, long Position, DateTimeOffset RecordedAt, LocatedCitation? Citation, string? Reason,
    DateSpan? SignedOn = null, string? SignedAt = null, AgreementCorrected? Correction = null);

/// <summary>
/// The one rule of what was known of an agreement, for every view that shows one:
/// an act counts if this register had recorded it (<c>asKnownOn</c>); if its source had been published, or, where none is cited, it had been signed
/// (<c>asPublishedBy</c>); and if it had happened, which for words is when they were published (<c>asOf</c>). Whatever was recorded had been stated and
/// had happened by the day of its recording. A correction mends this register, not the world: it counts for every day once it is recorded.
/// </summary>
internal static class AgreementAsKnown
{
    /// <summary>The view; null where nothing was known of it.</summary>
    /// <param name="agreement">All of it.</param>
    /// <param name="question">Of which day, by whose knowledge.</param>
    /// <param name="publishedOn">When a source was published at the latest; null where that is not known.</param>
    public static AgreementView? Of(AgreementDocument agreement, Question question, Func<string, DateOnly?> publishedOn)
    {
        var recorded = agreement.Acts.Where(a => !(a.RecordedAt > question.KnownOn)).ToList();
        var corrections = recorded.Where(a => a.Correction is not null).Select(a => a.Correction!).ToList();
        var correctedOn = corrections.LastOrDefault(c => c.SignedOn is not null)?.SignedOn;
        var told = recorded.Where(a => a.Correction is null && Counts(a with { SignedOn = a.SignedOn is null ? null : correctedOn ?? a.SignedOn })).ToList();
        if (told.Count == 0)
            return null;
        var signature = told.Find(a => a.SignedOn is not null);
        var shown = recorded.Where(a => a.Correction is not null || told.Contains(a)).ToList();
        var first = agreement.Recorded;
        return new(
            first.Slug, first.Parties, Last(c => c.Kind) ?? first.Kind, LastText(c => c.Title) ?? first.Title, LastText(c => c.Subject) ?? first.Subject,
            signature is null ? AgreementStatus.Announced : AgreementStatus.Signed,
            signature is null ? null : correctedOn ?? signature.SignedOn,
            signature is null ? null : LastText(c => c.SignedAt) ?? told.Find(a => a.SignedAt is not null)?.SignedAt,
            Citations(shown.Select(a => a.Citation)),
            [.. shown.Select(a => new TimelineEntry(a.Act, a.Version, a.RecordedAt, a.SignedOn ?? a.Correction?.SignedOn, a.Citation, a.Reason))],
            shown[^1].Position, shown[^1].RecordedAt);

        bool Counts(AgreementAct act) => !(Stated(act) > question.PublishedBy) && Happened(act) <= question.Day;

        DateOnly Stated(AgreementAct act) => Earlier(Recorded(act, question), act.Citation is { } cited ? publishedOn(cited.Source) : act.SignedOn?.To);

        DateOnly Happened(AgreementAct act) => act.SignedOn is { } signed ? Earlier(Recorded(act, question), signed.To) : Stated(act);

        AgreementKind? Last(Func<AgreementCorrected, AgreementKind?> member) => corrections.Select(member).LastOrDefault(k => k is not null);

        string? LastText(Func<AgreementCorrected, string?> member) => corrections.Select(member).LastOrDefault(t => t is not null);
    }

    /// <summary>Each source's words once, in the order recorded.</summary>
    public static IReadOnlyList<LocatedCitation> Citations(IEnumerable<LocatedCitation?> citations) =>
        [.. citations.OfType<LocatedCitation>().DistinctBy(c => (c.Source, c.Quote))];

    /// <summary>The sources whose day of publication decides the answer; for today's there are none.</summary>
    public static IEnumerable<string> Asked(AgreementDocument agreement, Question question) => agreement.Acts
        .Where(a => a.Citation is not null && (Recorded(a, question) > question.PublishedBy || Recorded(a, question) > question.Day)).Select(a => a.Citation!.Source);

    static DateOnly Recorded(AgreementAct act, Question question) => question.DayOf(act.RecordedAt);

    static DateOnly Earlier(DateOnly one, DateOnly? other) => other < one ? other.Value : one;
}
