using CommitmentTracker.Commitments;
using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Pairs;

/// <summary>What one side of a pair owes the other.</summary>
/// <param name="Obligor">Who owes.</param>
/// <param name="Counterparty">To whom.</param>
/// <param name="Open">Commitments still to be done, joint ones among them: each side owes those to the other.</param>
/// <param name="Overdue">Those of them that are overdue.</param>
/// <param name="Fulfilled">Commitments done, on time or late.</param>
/// <param name="Late">Those of them that were late.</param>
/// <param name="Disputed">Commitments of which a delivery is denied.</param>
/// <param name="Intents">What was only announced, proposed, considered or noted; no open commitment.</param>
/// <param name="Owed">The open commitments, the most pressing first.</param>
internal sealed record Side(StateCode Obligor, StateCode Counterparty, int Open, int Overdue, int Fulfilled, int Late, int Disputed, int Intents, IReadOnlyList<Owed> Owed);

/// <summary>One open commitment.</summary>
/// <param name="Commitment">Its slug.</param>
/// <param name="What">What is to be done.</param>
/// <param name="Joint">Whether both owe it together.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Deadline">By when.</param>
/// <param name="DueInDays">Days until then; negative once it has passed.</param>
internal sealed record Owed(string Commitment, string What, bool Joint, CommitmentStatus Status, DateSpan? Deadline, int? DueInDays);

/// <summary>How well the two have kept their word, by what was assessed.</summary>
/// <param name="N">How many commitments have a score.</param>
/// <param name="Nulls">How many assessed ones have none: not verifiable, not due, disputed. They are skipped, never counted as 0.</param>
/// <param name="Unassessed">How many nobody has assessed.</param>
/// <param name="Average">Average score from −1 to 1; null where nothing has one.</param>
/// <param name="Percent">(average + 1) / 2 · 100, to one decimal.</param>
internal sealed record Compliance(int N, int Nulls, int Unassessed, decimal? Average, decimal? Percent);

/// <summary>Who owes whom, from the views of all commitments of a pair; pure.</summary>
internal static class Reciprocity
{
    public static IReadOnlyList<Side> Of(Pair pair, IReadOnlyList<CommitmentView> commitments) => [OfSide(pair.A, pair.B, commitments), OfSide(pair.B, pair.A, commitments)];

    static Side OfSide(StateCode obligor, StateCode counterparty, IReadOnlyList<CommitmentView> commitments)
    {
        var mine = commitments.Where(c => Owes(c, obligor, counterparty) && c.Status is not (CommitmentStatus.Retracted or CommitmentStatus.Merged)).ToList();
        var counting = mine.Where(c => c.Counts).ToList();
        var open = counting.Where(c => CommitmentViews.IsOpen(c.Status)).OrderBy(c => c.DueInDays ?? int.MaxValue).ThenBy(c => c.Slug, StringComparer.Ordinal).ToList();
        var done = mine.Where(c => c.FulfilledOn is not null).ToList();
        return new(
            obligor, counterparty, open.Count, open.Count(c => c.Status == CommitmentStatus.Overdue), done.Count, done.Count(c => c.Status == CommitmentStatus.FulfilledLate),
            mine.Count(c => c.Deliveries?.Any(d => d.Disputed) == true), mine.Count(c => !c.Counts && CommitmentViews.IsOpen(c.Status)),
            [.. open.Select(c => new Owed(c.Slug, c.What, c.Joint, c.Status, c.Deadline, c.DueInDays))]);
    }

    static bool Owes(CommitmentView commitment, StateCode obligor, StateCode counterparty) =>
        commitment.Obligors.Contains(obligor) && (commitment.Counterparties.Contains(counterparty) || commitment.Joint && commitment.Obligors.Contains(counterparty));

    public static Compliance Score(IReadOnlyList<CommitmentView> commitments)
    {
        var counted = commitments.Where(c => c.Status is not (CommitmentStatus.Retracted or CommitmentStatus.Merged)).ToList();
        var scores = counted.Where(c => c.Assessment?.Score is not null).Select(c => (decimal)c.Assessment!.Score!.Value).ToList();
        decimal? average = scores.Count == 0 ? null : Math.Round(scores.Average(), 4, MidpointRounding.ToEven);
        return new(scores.Count, counted.Count(c => c.Assessment is { Score: null }), counted.Count(c => c.Assessment is null), average,
            average is { } a ? Math.Round((a + 1) * 50, 1, MidpointRounding.ToEven) : null);
    }
}
