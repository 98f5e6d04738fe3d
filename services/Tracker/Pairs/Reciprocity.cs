using CommitmentTracker.Commitments;
using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Pairs;

/// <summary>What one side of a pair owes the other, has delivered, and where a delivery is denied.</summary>
/// <param name="Obligor">Who owes.</param>
/// <param name="Counterparty">To whom.</param>
/// <param name="Open">Commitments still to be done, joint ones among them: each side owes those to the other. What recurs is one, however many of its periods are open.</param>
/// <param name="Overdue">Those of them that are overdue.</param>
/// <param name="Fulfilled">Commitments done, on time or late; intents that were carried out are not among them.</param>
/// <param name="Late">Those of them that were late; a late period of what still recurs is in <c>delivered</c>.</param>
/// <param name="PossiblyLate">Those of them of which nobody can tell whether they were late.</param>
/// <param name="Disputed">Commitments of which a delivery is denied.</param>
/// <param name="Intents">What was only announced, proposed, considered or noted, and not thanked for since; no open commitment.</param>
/// <param name="Owed">The open commitments, the most pressing first; of what recurs a row for each period that has begun and is not done.</param>
/// <param name="Intended">What the number of intents stands for.</param>
/// <param name="Delivered">What was delivered in whole or in part, the latest first; of what recurs a row a period.</param>
/// <param name="Disputes">Every delivery that is denied, the latest first.</param>
/// <param name="Acknowledged">What was no commitment, and is known by thanks alone: neither what was done nor when. No intent: it is not still to come.</param>
/// <param name="Thanked">What that number stands for.</param>
/// <param name="CarriedOut">Intents that were done all the same; what was delivered of them is in <c>delivered</c>, too.</param>
internal sealed record Side(
    StateCode Obligor, StateCode Counterparty, int Open, int Overdue, int Fulfilled, int Late, int PossiblyLate, int Disputed, int Intents,
    IReadOnlyList<Owed> Owed, IReadOnlyList<Owed> Intended, IReadOnlyList<Done> Delivered, IReadOnlyList<Denied> Disputes, int Acknowledged, IReadOnlyList<Owed> Thanked, int CarriedOut);

/// <summary>An open commitment, or one period of what recurs.</summary>
/// <param name="Commitment">Its slug.</param>
/// <param name="What">What is to be done.</param>
/// <param name="Joint">Whether both owe it together.</param>
/// <param name="Status">How it stands; of what recurs, how the period stands.</param>
/// <param name="Instance">Which period of what recurs: one that has begun; the next where every one that has is done.</param>
/// <param name="Deadline">By when; of what recurs the period's last day.</param>
/// <param name="DueInDays">Days until then; negative once it has passed.</param>
/// <param name="Quantity">How much is owed.</param>
/// <param name="Delivered">How much of it was delivered, in the same unit: deliveries that count.</param>
/// <param name="Outstanding">How much is still to come.</param>
internal sealed record Owed(
    string Commitment, string What, bool Joint, CommitmentStatus Status, Period? Instance, DateSpan? Deadline, int? DueInDays, Quantity? Quantity, Quantity? Delivered, Quantity? Outstanding);

/// <summary>What was delivered of a commitment: by deliveries that count, or found done by two people.</summary>
/// <param name="Commitment">Its slug.</param>
/// <param name="What">What was to be done.</param>
/// <param name="Joint">Whether both owe it together.</param>
/// <param name="Status">How it stands; of what recurs, how the period stands.</param>
/// <param name="Fulfilled">Whether it is done.</param>
/// <param name="Instance">Which period of what recurs.</param>
/// <param name="On">When it was done, or the last of it delivered.</param>
/// <param name="Quantity">How much is owed.</param>
/// <param name="Delivered">How much was delivered, in the same unit.</param>
/// <param name="Outstanding">How much is still to come; absent where it is done.</param>
/// <param name="LateDays">Days from its deadline, or the period's last day, to the day on which it was done; 0 in time; absent while it is not done, has no deadline, or cannot be told.</param>
internal sealed record Done(
    string Commitment, string What, bool Joint, CommitmentStatus Status, bool Fulfilled, Period? Instance, DateSpan? On, Quantity? Quantity, Quantity? Delivered, Quantity? Outstanding, int? LateDays);

/// <summary>A delivery that is denied.</summary>
/// <param name="Commitment">Slug of the commitment.</param>
/// <param name="What">What is to be done.</param>
/// <param name="Joint">Whether both owe it together.</param>
/// <param name="Status">How the commitment stands without it.</param>
/// <param name="Instance">Which period of what recurs it is said to be for.</param>
/// <param name="Delivery">The client's id of the delivery.</param>
/// <param name="On">When it is said to have been delivered.</param>
/// <param name="Quantity">How much is said to have been delivered.</param>
/// <param name="By">Who denies it.</param>
internal sealed record Denied(
    string Commitment, string What, bool Joint, CommitmentStatus Status, Period? Instance, string Delivery, DateSpan On, Quantity? Quantity, IReadOnlyList<StateCode> By);

/// <summary>How well the two have kept their word, by what was assessed.</summary>
/// <param name="N">
/// How many commitments have a score: of what the one owes the other, what counts as a commitment. An intent (announced, proposed, considered, noted) is no word given; its assessment
/// stands in its own view and is not in these numbers, nor is what both owe a third, what was retracted and what was merged.
/// </param>
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
        var open = counting.Where(c => CommitmentViews.IsOpen(c.Status)).ToList();
        var loose = mine.Where(c => !c.Counts && CommitmentViews.IsOpen(c.Status)).OrderBy(c => c.Slug, StringComparer.Ordinal).ToLookup(c => c is { Status: CommitmentStatus.AcknowledgedUnverified, ThankedOn: not null });
        var (intended, thanked) = (loose[false].ToList(), loose[true].ToList());
        var done = counting.Where(c => c.FulfilledOn is not null).ToList();
        return new(
            obligor, counterparty, open.Count, open.Count(c => c.Status == CommitmentStatus.Overdue), done.Count, done.Count(c => c.Status == CommitmentStatus.FulfilledLate), done.Count(c => c.Status == CommitmentStatus.PossiblyLate),
            mine.Count(c => c.Disputed), intended.Count,
            [.. open.SelectMany(OfOwed).OrderBy(o => o.DueInDays ?? int.MaxValue).ThenBy(o => o.Commitment, StringComparer.Ordinal)], [.. intended.SelectMany(OfOwed)],
            [.. mine.SelectMany(OfDone).OrderByDescending(d => d.On?.To).ThenBy(d => d.Commitment, StringComparer.Ordinal)],
            [.. mine.SelectMany(OfDenied).OrderByDescending(d => d.On.To).ThenBy(d => d.Commitment, StringComparer.Ordinal)],
            thanked.Count, [.. thanked.SelectMany(OfOwed)], mine.Count(c => !c.Counts && c.FulfilledOn is not null));
    }

    static IEnumerable<Owed> OfOwed(CommitmentView c)
    {
        var instances = c.Instances?.Where(i => CommitmentViews.IsOpen(i.Status)).ToList() ?? [];
        if (instances.Count == 0)
            return [Of(null, c.Status, c.Deadline, c.DueInDays)];
        var begun = instances.Where(i => i.Period.From <= c.Day).ToList();
        return (begun.Count > 0 ? begun : instances[..1]).Select(i => Of(i.Period, i.Status, DateSpan.On(i.DueOn), i.DueOn.DayNumber - c.Day.DayNumber));

        Owed Of(Period? instance, CommitmentStatus status, DateSpan? deadline, int? days)
        {
            var (delivered, outstanding) = Amounts(c, Counting(c, instance));
            return new(c.Slug, c.What, c.Joint, status, instance, deadline, days, c.Quantity, delivered, outstanding);
        }
    }

    static IEnumerable<Done> OfDone(CommitmentView c)
    {
        List<(Period? Instance, CommitmentStatus Status, DateSpan? DoneOn, int? Late)> parts = c.Instances is null ? [(null, c.Status, c.FulfilledOn, c.LateDays)]
            : [.. c.Instances.Select(i => ((Period?)i.Period, i.Status, i.DoneOn, CommitmentVerdict.LateIn(i)))];
        foreach (var part in parts)
            // Also what two people closed without a delivery.
            if (Counting(c, part.Instance) is var deliveries && (deliveries.Count > 0 || part.DoneOn is not null))
                yield return Of(part.Instance, part.Status, part.DoneOn, part.Late, deliveries);

        Done Of(Period? instance, CommitmentStatus status, DateSpan? on, int? late, IReadOnlyList<Delivery> deliveries)
        {
            var done = CommitmentViews.IsDone(status);
            // How much came of what was closed without a delivery nobody said.
            var (delivered, outstanding) = deliveries.Count == 0 ? default : Amounts(c, deliveries);
            return new(
                c.Slug, c.What, c.Joint, status, done, instance, on ?? deliveries.MaxBy(d => d.DeliveredOn.To)?.DeliveredOn,
                c.Quantity, delivered, done ? null : outstanding, late);
        }
    }

    static IEnumerable<Denied> OfDenied(CommitmentView c) => (c.Deliveries ?? []).Where(d => d.Disputed)
        .Select(d => new Denied(c.Slug, c.What, c.Joint, c.Status, d.Instance, d.Id, d.DeliveredOn, d.Quantity, d.DisputedBy!));

    static List<Delivery> Counting(CommitmentView c, Period? instance) => [.. (c.Deliveries ?? []).Where(d => d.Counts && d.Instance == instance)];

    /// <summary>How much these deliveries come to in the unit owed, and what is left; null where no quantity is owed.</summary>
    static (Quantity? Delivered, Quantity? Outstanding) Amounts(CommitmentView c, IReadOnlyList<Delivery> deliveries)
    {
        if (c.Quantity is not { } owed)
            return default;
        var delivered = Commitments.Delivered.Shown(deliveries.Select(d => Commitments.Delivered.Said(d.Quantity, d.Value)), owed.Unit);
        return (delivered, Commitments.Delivered.Outstanding(owed, delivered));
    }

    static bool Owes(CommitmentView commitment, StateCode obligor, StateCode counterparty) =>
        commitment.Obligors.Contains(obligor) && (commitment.Counterparties.Contains(counterparty) || commitment.Joint && commitment.Obligors.Contains(counterparty));

    /// <summary>Of what the one owes the other; what both owe a third, and an intent, is no word given to each other.</summary>
    public static Compliance Score(Pair pair, IReadOnlyList<CommitmentView> commitments)
    {
        var counted = commitments.Where(c => c.Counts && c.Status is not (CommitmentStatus.Retracted or CommitmentStatus.Merged) && (Owes(c, pair.A, pair.B) || Owes(c, pair.B, pair.A))).ToList();
        var scores = counted.Where(c => c.Assessment?.Score is not null).Select(c => (decimal)c.Assessment!.Score!.Value).ToList();
        decimal? average = scores.Count == 0 ? null : Math.Round(scores.Average(), 4, MidpointRounding.ToEven);
        return new(scores.Count, counted.Count(c => c.Assessment is { Score: null }), counted.Count(c => c.Assessment is null), average,
            average is { } a ? Math.Round((a + 1) * 50, 1, MidpointRounding.ToEven) : null);
    }
}
