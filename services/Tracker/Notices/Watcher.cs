using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using CommitmentTracker.Agreements;
using CommitmentTracker.Commitments;
using CommitmentTracker.Contracts.Notices;
using CommitmentTracker.Deadlines;
using CommitmentTracker.EventStore;
using CommitmentTracker.EventStore.Deciding;
using CommitmentTracker.Meetings;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;
using CommitmentTracker.Targets;
using Due = CommitmentTracker.Deadlines.Due;

namespace CommitmentTracker.Notices;

/// <summary>
/// Looks at what falls due and raises notices. It remembers nothing: whether a notice was raised is in the log, and two passes at once, here
/// or on two nodes, append it once. So it may run as often and on as many nodes as anybody likes.
/// </summary>
internal sealed class Watcher : IDisposable
{
    public const string Actor = "watcher";

    /// <summary>Decided and appended at a time.</summary>
    const int Batch = 256;

    static readonly Metadata Metadata = new(Actor);

    readonly Agenda agenda;
    readonly DecisionLoop loop;
    readonly ReferenceClock clock;
    readonly Tiers tiers;
    readonly Meter meter = new(Platform.Telemetry.Name, Platform.Telemetry.Version);
    readonly Counter<long> raised;
    long lastPass;

    public Watcher(Agenda agenda, DecisionLoop loop, ReferenceClock clock, Tiers tiers, TimeProvider time)
    {
        (this.agenda, this.loop, this.clock, this.tiers, Time) = (agenda, loop, clock, tiers, time);
        raised = meter.CreateCounter<long>("tracker.notices.raised", "{notice}", "Notices raised by this node.");
        meter.CreateObservableGauge("tracker.watch.last_pass", () => Interlocked.Read(ref lastPass) is > 0 and var at ? new Measurement<long>[] { new(at) } : [], "s",
            "When this node last looked at everything it had to, in Unix time; absent before the first time.");
    }

    public TimeProvider Time { get; }

    /// <summary>Raises what is due by the day it is, and says how many notices that were.</summary>
    /// <param name="entries">Only of these entries; null for all.</param>
    /// <param name="ct">Gives up; what was raised by then stays raised.</param>
    public async Task<int> Pass(IReadOnlyCollection<string>? entries, CancellationToken ct)
    {
        var (count, works) = (0, new List<Work>(Batch));
        await foreach (var (due, version, review) in Watched(entries, ct))
        {
            // What comes about by itself has nothing to be said of it after its day.
            var day = due.Kind == DueKind.Agreement && due.Day > due.DueOn ? due.DueOn : due.Day;
            if (tiers.Reached(review ? Tiers.Review : Words.Of(due.Kind), due.DueOn, day) is not { } tier)
                continue;
            works.Add(Notice(due, tier, version, review));
            if (works.Count == Batch)
                count += await Raise(works, ct);
        }
        count += await Raise(works, ct);
        Interlocked.Exchange(ref lastPass, Time.GetUtcNow().ToUnixTimeSeconds());
        return count;
    }

    public void Dispose() => meter.Dispose();

    /// <summary>What can fall due, with the version of the entry it was read from; null for targets, whose views bear none.</summary>
    async IAsyncEnumerable<(Due Due, long? Version, bool Review)> Watched(IReadOnlyCollection<string>? entries, [EnumeratorCancellation] CancellationToken ct)
    {
        var asked = Question.Now(clock);
        // Intents are watched no more than /due lists them.
        await foreach (var commitment in agenda.Commitments(null, entries, asked, ct))
        {
            if (!commitment.Counts)
                continue;
            var version = commitment.Timeline[^1].Version;
            foreach (var due in Due.Of(commitment))
                yield return (due, version, false);
            if (Due.Review(commitment) is { } review)
                yield return (review, version, true);
        }
        await foreach (var meeting in agenda.Meetings(null, entries, asked, ct))
            if (Due.Of(meeting) is { } due)
                yield return (due, meeting.Timeline[^1].Version, false);
        await foreach (var agreement in agenda.Agreements(null, entries, asked, ct))
            foreach (var due in Due.Of(agreement))
                yield return (due, agreement.Timeline![^1].Version, false);
        if (entries is null || entries.Any(e => e.StartsWith(Target.Kind.Prefix + ':', StringComparison.Ordinal)))
            await foreach (var target in agenda.Targets(null, asked, ct))
                if (Due.Of(target) is { } due)
                    yield return (due, null, false);
    }

    static Work Notice(Due due, int tier, long? version, bool review)
    {
        var slug = Documents.SlugOf(due.Entry);
        StreamRef[] entry = version is null ? [] : [due.Kind switch { DueKind.Agreement => Agreement.Kind.Stream(slug), DueKind.Meeting => Meeting.Kind.Stream(slug), _ => Commitment.Kind.Stream(slug) }];
        return new([Raised.Stream(due.Entry), .. entry], states =>
        {
            // Read models are a moment behind. What has changed since, perhaps closed or moved, is looked at again because it changed.
            if (version is { } read && states[1].Version != read)
                return new([]);
            return new(((Raised)states[0].State).Raise(due, tier, review).Events, null, Metadata);
        });
    }

    async Task<int> Raise(List<Work> works, CancellationToken ct)
    {
        if (works.Count == 0)
            return 0;
        var written = (await loop.Run(works, ct)).Where(o => o.Kind == OutcomeKind.Written).SelectMany(o => o.Events).Cast<NoticeRaised>().ToList();
        works.Clear();
        foreach (var kind in written.GroupBy(n => n.Kind))
            raised.Add(kind.Count(), new KeyValuePair<string, object?>("kind", Words.Of(kind.Key)));
        return written.Count;
    }
}
