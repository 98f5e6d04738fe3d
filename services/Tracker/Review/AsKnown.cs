using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Facts;
using CommitmentTracker.Contracts.Meetings;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Sources;

namespace CommitmentTracker.Review;

/// <summary>
/// The one rule of what counts in a view of the past. Something logged counts if this register had recorded it (<c>asKnownOn</c>); if its source had been
/// published, or, where none is cited, it had been done (<c>asPublishedBy</c>); and if it had happened, which for words is when they were published
/// (<c>asOf</c>). Whatever was recorded had been stated and had happened by the day of its recording. What mends this register tells nothing
/// of the world: it counts for every day once it is recorded.
/// </summary>
/// <param name="Asked">Of which day, by whose knowledge.</param>
/// <param name="Publications">When sources were published at the latest, by slug; those not asked for or not registered are absent.</param>
internal sealed record AsKnown(Question Asked, IReadOnlyDictionary<string, Publication> Publications)
{
    static readonly HashSet<string> Mending = StoredNames.All
        .Where(n => new[] { typeof(ActTakenBack), typeof(CommitmentCorrected), typeof(StatementAccepted), typeof(FactCorrected), typeof(MechanismCorrected), typeof(MeetingCorrected), typeof(AgreementCorrected), typeof(TradeTargetCorrected), typeof(AgreementActTakenBack), typeof(CommitmentMerged), typeof(CommitmentUnmerged), typeof(CommitmentDistinguished), typeof(ClosureRejected), typeof(EntryRetracted) }.Contains(n.Type))
        .Select(n => n.Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>What officers did to the entry, and no state to what it is of. A proposal without a day is one to retract it.</summary>
    public static bool Mends(Logged logged) => Mending.Contains(logged.Act) || logged is { Act: "closure_proposed", On: null };

    public bool Recorded(Logged logged) => !(logged.RecordedAt > Asked.KnownOn);

    /// <summary>Whether it had been stated and had happened.</summary>
    /// <param name="logged">What was logged.</param>
    /// <param name="on">When it happened or was said, as known after all that was logged since.</param>
    public bool Counts(Logged logged, DateSpan? on) => Counts(logged, on, on);

    /// <summary>The same of what happened on another day than it was said.</summary>
    /// <param name="logged">What was logged.</param>
    /// <param name="said">When it was said.</param>
    /// <param name="happened">When it happened.</param>
    public bool Counts(Logged logged, DateSpan? said, DateSpan? happened) =>
        Mends(logged) || Published(logged.RecordedAt, logged.Citation?.Source, said) && Happened(logged, happened) <= Asked.Day;

    /// <summary>Whether it had been stated, whatever had happened.</summary>
    /// <param name="recordedAt">When this register recorded it.</param>
    /// <param name="source">Slug of the source that says it.</param>
    /// <param name="on">When it happened or was said.</param>
    public bool Published(DateTimeOffset recordedAt, string? source, DateSpan? on) => !(Stated(recordedAt, source, on) > Asked.PublishedBy);

    /// <summary>Whether the day on which its source was published decides the answer; never for today's.</summary>
    public static bool Asks(Logged logged, Question asked) => logged.Citation is not null && asked.DayOf(logged.RecordedAt) is var recorded && (recorded > asked.PublishedBy || recorded > asked.Day);

    /// <summary>The last event in a view that rests on the publication of these sources: a corrected day of publication decides what is in it.</summary>
    public (long Position, DateTimeOffset RecordedAt) Last(IEnumerable<LocatedCitation?> cited, long position, DateTimeOffset recordedAt) => Asked.PublishedBy is null
        ? (position, recordedAt)
        : cited.OfType<LocatedCitation>().Select(c => Publications.GetValueOrDefault(c.Source)).OfType<Publication>().Select(p => (p.Position, p.RecordedAt)).Append((position, recordedAt)).Max();

    DateOnly? PublishedOn(string source) => Publications.GetValueOrDefault(source)?.Day;

    DateOnly Stated(DateTimeOffset recordedAt, string? source, DateSpan? on) => Earlier(recordedAt, source is not null ? PublishedOn(source) : on?.To);

    // What a source tells of had been when it was published, however inexactly the day is known.
    DateOnly Happened(Logged logged, DateSpan? on) => on is null ? Stated(logged.RecordedAt, logged.Citation?.Source, on)
        : Earlier(logged.RecordedAt, logged.Citation is { } cited && PublishedOn(cited.Source) is { } published && on.From <= published && published < on.To ? published : on.To);

    DateOnly Earlier(DateTimeOffset recordedAt, DateOnly? day) => Asked.DayOf(recordedAt) is var recorded && day < recorded ? day.Value : recorded;
}
