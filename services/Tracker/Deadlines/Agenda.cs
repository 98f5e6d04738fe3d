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
    public IAsyncEnumerable<CommitmentView> Commitments(Pair? pair, IEnumerable<string>? ids, Question asked, CancellationToken ct) =>
        Of("commitment", pair, ids, asked, ct).Select(CommitmentViews.Of);

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

    IAsyncEnumerable<Dossier> Of(string kind, Pair? pair, IEnumerable<string>? ids, Question asked, CancellationToken ct) =>
        ids is null ? Dossiers.Of(source, kind, pair, null, null, asked, ct) : Dossiers.Some(source, kind, [.. ids], asked, ct);
}
