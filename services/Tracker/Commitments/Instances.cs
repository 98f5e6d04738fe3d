using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;

namespace CommitmentTracker.Commitments;

/// <summary>The dated instances of what is owed again and again: one a period, due at its end.</summary>
internal static class Instances
{
    /// <summary>Each instance and how it stands on a day: those that have begun, the next, and those due within so many days.</summary>
    public static IReadOnlyList<Instance> Of(Commitment commitment, Recurrence recurs, DateOnly day, int ahead = 0) => [.. By(recurs, day, ahead).Select(period =>
    {
        // Nothing is owed after its last day, which may come before the period's.
        var last = recurs.Until is { } until && until < period.To ? until : period.To;
        var deliveries = Delivered.Of(commitment).Where(d => d.Instance == period).ToList();
        var done = Complete(deliveries, recurs.Times, commitment.Made!.Quantity);
        var status = done is not null ? CommitmentVerdict.Done(done, new(period.From, last, Precision.Year), "").Status
            : CommitmentVerdict.Ahead(last, day) is not CommitmentStatus.Open and var pressing ? pressing
            : deliveries.Exists(d => commitment.Made!.Quantity is null || Delivered.Measures(commitment, d)) ? CommitmentStatus.PartiallyFulfilled
            : CommitmentStatus.Open;
        return new Instance(period, last, status, deliveries.Count, commitment.Made!.Quantity is { } owed ? Delivered.Shown(deliveries.Select(Delivered.Said), owed.Unit) : null, done);
    })];

    /// <summary>
    /// Each instance of what two people found fulfilled. What its deliveries leave undone was done by then: the last of it with that day, unless a delivery came then; when the
    /// others were done nobody said.
    /// </summary>
    public static IReadOnlyList<Instance> Found(Commitment commitment, Recurrence recurs, DateSpan on)
    {
        var all = Of(commitment, recurs, recurs.Until ?? on.To).Where(i => i.DoneOn is not null || i.Period.From <= on.To).ToList();
        var last = all.Exists(i => i.DoneOn?.To >= on.From) ? null : all.FindLast(i => i.DoneOn is null);
        return [.. all.Select(i => i.DoneOn is not null ? i : By(i, i == last ? on : DateSpan.Within(i.Period.From, on.To, "Two people found all of it done by then.")))];

        static Instance By(Instance instance, DateSpan done) =>
            instance with { DoneOn = done, Status = CommitmentVerdict.Done(done, new(instance.Period.From, instance.DueOn, Precision.Year), "").Status };
    }

    /// <summary>The day of the delivery that completed an instance: as often as it is owed, and as much. Null before.</summary>
    static DateSpan? Complete(List<DeliveryRecorded> deliveries, int times, Quantity? owed)
    {
        var often = deliveries.Count >= times ? deliveries[times - 1].DeliveredOn : null;
        if (owed is not { Amount: > 0 })
            return often;
        return Delivered.Reached(deliveries, owed) is { } much && often is not null ? much.To > often.To ? much : often : null;
    }

    /// <summary>The periods that have begun by a day, the one after them, and those that end within so many days, oldest first.</summary>
    public static IEnumerable<Period> By(Recurrence recurs, DateOnly day, int ahead = 0)
    {
        var next = false;
        for (var period = Containing(recurs.Every, recurs.From); recurs.Until is not { } until || period.From <= until; period = Containing(recurs.Every, period.To.AddDays(1)))
        {
            if (next && period.To.DayNumber - day.DayNumber > ahead)
                yield break;
            yield return period;
            next = period.From > day;
            // After the last day that the register knows there is no period.
            if (period.To >= new DateOnly(2199, 12, 31))
                yield break;
        }
    }

    /// <summary>The first period.</summary>
    public static Period First(Recurrence recurs) => Containing(recurs.Every, recurs.From);

    /// <summary>That it begins within a period of the calendar, in words: the first is due at that one's end all the same. Nothing where it begins with one.</summary>
    public static string[] Askew(Recurrence? recurs) => recurs is null || First(recurs) is var first && first.From == recurs.From ? []
        : [FormattableString.Invariant($"Its periods are those of the calendar: the first, {first}, is due by {(recurs.Until < first.To ? recurs.Until.Value : first.To):yyyy-MM-dd}, not {Words.Of(recurs.Every)} from {recurs.From:yyyy-MM-dd}.")];

    /// <summary>Whether a period is one of its instances.</summary>
    public static bool Has(Recurrence recurs, Period period) =>
        period.Frequency == recurs.Every && period.To >= recurs.From && !(period.From > recurs.Until);

    static Period Containing(Frequency every, DateOnly day) => Period.Parse(every switch
    {
        Frequency.Annual => $"{day.Year:0000}",
        Frequency.HalfYear => $"{day.Year:0000}-S{(day.Month + 5) / 6}",
        Frequency.Quarterly => $"{day.Year:0000}-Q{(day.Month + 2) / 3}",
        _ => $"{day.Year:0000}-{day.Month:00}",
    });
}
