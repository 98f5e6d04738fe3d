using System.Runtime.CompilerServices;
using CommitmentTracker.Agreements;
using CommitmentTracker.Commitments;
using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Meetings;
using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Meetings;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;
using CommitmentTracker.Targets;
using CommitmentTracker.Trade;
using Npgsql;

namespace CommitmentTracker.Deadlines;

/// <summary>Everything that can have a day, as views: what deadlines, calendar and watcher are told from.</summary>
internal sealed class Agenda(NpgsqlDataSource source, TargetViews targets)
{
    /// <summary>The read models it rests on besides those of every <see cref="DossierQuery"/>.</summary>
    public static readonly string[] Besides = [AgreementsRead.Projection.Name, TargetsRead.Projection.Name, TradeFigures.ProjectionName];

    /// <param name="pair">Only those of these two states.</param>
    /// <param name="ids">Only these; null for all.</param>
    /// <param name="asked">By when.</param>
    /// <param name="ct">Gives up reading.</param>
    /// <param name="ahead">Within how many days the instances of what recurs are among it.</param>
    public IAsyncEnumerable<CommitmentView> Commitments(Pair? pair, IEnumerable<string>? ids, Question asked, CancellationToken ct, int ahead = CommitmentViews.Ahead) =>
        Of("commitment", pair, ids, asked, ct).Select(c => CommitmentViews.Of(c, ahead));

    /// <inheritdoc cref="Commitments"/>
    public IAsyncEnumerable<MeetingView> Meetings(Pair? pair, IEnumerable<string>? ids, Question asked, CancellationToken ct) =>
        Of("meeting", pair, ids, asked, ct).Select(MeetingsRead.Of);

    /// <inheritdoc cref="Commitments"/>
    public IAsyncEnumerable<AgreementView> Agreements(Pair? pair, IEnumerable<string>? ids, Question asked, CancellationToken ct) => AgreementsRead.Dated(source, pair, ids, asked, ct);

    /// <inheritdoc cref="Commitments"/>
    public async IAsyncEnumerable<TargetView> Targets(Pair? pair, Question asked, [EnumeratorCancellation] CancellationToken ct)
    {
        string? after = null;
        do
        {
            var page = await targets.List(pair, null, ReadQuery.MaxLimit, after, asked, ct);
            foreach (var target in page.Items)
                yield return target;
            after = page.Next;
        }
        while (after is not null);
    }

    /// <summary>What is logged of commitments or meetings, those among it that concerned the pair at any time: a calendar has to call off what it showed once.</summary>
    public IAsyncEnumerable<Dossier> Dossiers(string kind, Pair? pair, Question asked, CancellationToken ct) => Review.Dossiers.Of(source, kind, pair, null, null, asked, ct, ever: true);

    /// <summary>The same of agreements, each with what was known of it then.</summary>
    public IAsyncEnumerable<(Dossier Agreement, AsKnown Known)> Agreements(Pair? pair, Question asked, CancellationToken ct) => AgreementsRead.Logged(source, pair, null, asked, ct);

    IAsyncEnumerable<Dossier> Of(string kind, Pair? pair, IEnumerable<string>? ids, Question asked, CancellationToken ct) =>
        ids is null ? Review.Dossiers.Of(source, kind, pair, null, null, asked, ct) : Review.Dossiers.Some(source, kind, [.. ids], asked, ct);
}
