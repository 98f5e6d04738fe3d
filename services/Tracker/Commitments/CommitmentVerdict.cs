using System.Globalization;
using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Review;

namespace CommitmentTracker.Commitments;

/// <summary>How a commitment stands on a day, and why; pure. The commitment holds what is known of that day and nothing later.</summary>
internal sealed record CommitmentVerdict(CommitmentStatus Status, IReadOnlyList<string> Reasons, DateSpan? FulfilledOn = null, int? LateDays = null, DateOnly? ReviewSince = null)
{
    /// <summary>Within so many days of its deadline a commitment is due soon.</summary>
    public const int SoonDays = 30;

    /// <summary>After so many months without a word it is due for a review.</summary>
    const int QuietMonths = 12;

    public static CommitmentVerdict Of(Commitment commitment, DateOnly day)
    {
        var made = commitment.Made!;
        var deadline = commitment.DeadlineAt(day);
        if (commitment.History[^1] is EntryRetracted)
            return new(CommitmentStatus.Retracted, ["Two people took it back: it should never have been logged."]);
        if (commitment.MergedInto is { } into)
            return new(CommitmentStatus.Merged, [$"Logged twice; '{into}' goes on."]);
        switch (commitment.Closure)
        {
            case CommitmentWithdrawn w:
                return new(CommitmentStatus.Withdrawn, [$"{w.By} withdrew it on {w.WithdrawnOn}."]);
            case CommitmentSuperseded s:
                return new(CommitmentStatus.Superseded, [$"'{s.SupersededBy}' took its place on {s.SupersededOn}."]);
            case CommitmentLapsed l:
                return new(CommitmentStatus.Lapsed, [$"Nobody follows it since {l.LapsedOn}."]);
            case CommitmentFulfilled f:
                return Done(f.FulfilledOn, deadline, "Two people found it fulfilled.");
        }
        if (made.Recurs is { } recurs)
            return OfInstances(Instances.Of(commitment, recurs, day), recurs, day);
        if (Complete(commitment) is { } completed)
            return Done(completed, deadline, "What counts of its deliveries makes up the quantity; no second person has closed it yet.");
        if (deadline is { Precision: not Precision.Open } due)
        {
            switch (Ahead(due.To, day))
            {
                case CommitmentStatus.Overdue:
                    return new(CommitmentStatus.Overdue, [Late(due, day), .. Partly(commitment)]);
                case CommitmentStatus.DueSoon:
                    return new(CommitmentStatus.DueSoon, [$"Due in {Days(due.To.DayNumber - day.DayNumber)}, by {due.To:yyyy-MM-dd}.", .. Partly(commitment)]);
            }
        }
        if (Partly(commitment) is { Count: > 0 } partly)
            return new(CommitmentStatus.PartiallyFulfilled, partly);
        if (commitment.History.Exists(e => e is AcknowledgementRecorded) && !commitment.History.OfType<DeliveryRecorded>().Any(commitment.Counts))
            return new(CommitmentStatus.AcknowledgedUnverified, ["Thanks were given. They show neither what was delivered nor when."]);
        if (deadline is null or { Precision: Precision.Open })
        {
            if (deadline?.To < day)
                return new(CommitmentStatus.ReviewDue, [$"\"{deadline.Words ?? deadline.ToString()}\" is over; that is no deadline that passes, but somebody should look."], ReviewSince: deadline.To.AddDays(1));
            if (LastHeard(commitment) is var heard && heard.AddMonths(QuietMonths) < day)
                return new(CommitmentStatus.ReviewDue, [string.Create(CultureInfo.InvariantCulture, $"Nothing was heard of it since {heard:yyyy-MM-dd}.")], ReviewSince: heard.AddMonths(QuietMonths).AddDays(1));
        }
        return new(CommitmentStatus.Open, [deadline is null ? "No deadline was given." : $"Due by {deadline.To:yyyy-MM-dd}."]);
    }

    /// <summary>How what is still to be done stands against its last day: open, due soon or overdue.</summary>
    internal static CommitmentStatus Ahead(DateOnly last, DateOnly day) =>
        last < day ? CommitmentStatus.Overdue : last.DayNumber - day.DayNumber <= SoonDays ? CommitmentStatus.DueSoon : CommitmentStatus.Open;

    /// <summary>What a fulfilment on this day is against this deadline.</summary>
    internal static CommitmentVerdict Done(DateSpan on, DateSpan? deadline, string because) => deadline switch
    {
        null or { Precision: Precision.Open } => new(CommitmentStatus.Fulfilled, [because], on),
        _ when on.From > deadline.To => new(CommitmentStatus.FulfilledLate, [because, $"{Days(LateBy(on, deadline))} late."], on, LateBy(on, deadline)),
        _ when on.To > deadline.To => new(CommitmentStatus.PossiblyLate, [because, $"Done between {on.From:yyyy-MM-dd} and {on.To:yyyy-MM-dd}; due by {deadline.To:yyyy-MM-dd}."], on),
        _ => new(CommitmentStatus.FulfilledOnTime, [because], on, 0),
    };

    /// <summary>Days from the deadline's last day to the fulfilment's first.</summary>
    public static int LateBy(DateSpan on, DateSpan deadline) => Math.Max(0, on.From.DayNumber - deadline.To.DayNumber);

    /// <summary>How much was delivered, in the unit owed: deliveries that count and say how much.</summary>
    public static decimal Delivered(Commitment commitment, string unit) =>
        commitment.History.OfType<DeliveryRecorded>().Where(commitment.Counts).Sum(d => d.Quantity?.In(unit) ?? 0);

    /// <summary>The day of the delivery with which the whole quantity was reached; null before.</summary>
    static DateSpan? Complete(Commitment commitment) => commitment.Made!.Quantity is { Amount: > 0 } owed
        ? Reached(commitment.History.OfType<DeliveryRecorded>().Where(commitment.Counts).OrderBy(d => d.DeliveredOn.To), owed)
        : null;

    /// <summary>The day of the delivery with which these, oldest first, come to a quantity; null where they do not.</summary>
    internal static DateSpan? Reached(IEnumerable<DeliveryRecorded> deliveries, Quantity owed)
    {
        var sum = 0m;
        return deliveries.FirstOrDefault(d => (sum += d.Quantity?.In(owed.Unit) ?? 0) >= owed.Amount)?.DeliveredOn;
    }

    static IReadOnlyList<string> Partly(Commitment commitment) =>
        commitment.Made!.Quantity is { } owed && Delivered(commitment, owed.Unit) is > 0 and var delivered && delivered < owed.Amount
            ? [string.Create(CultureInfo.InvariantCulture, $"{delivered:#,0.######} of {owed.Amount:#,0.######} {owed.Unit} were delivered.")]
            : [];

    static CommitmentVerdict OfInstances(IReadOnlyList<Instance> instances, Recurrence recurs, DateOnly day)
    {
        var overdue = instances.Where(i => i.Status == CommitmentStatus.Overdue).ToList();
        if (overdue.Count > 0)
            return new(CommitmentStatus.Overdue, [$"Overdue for {string.Join(", ", overdue.Select(i => i.Period))}."]);
        if (instances.FirstOrDefault(i => i.Status == CommitmentStatus.DueSoon) is { } soon)
            return new(CommitmentStatus.DueSoon, [$"Due for {soon.Period} by {soon.DueOn:yyyy-MM-dd}."]);
        return recurs.Until < day && instances.All(i => i.Status is CommitmentStatus.FulfilledLate or CommitmentStatus.FulfilledOnTime)
            ? new(instances.Any(i => i.Status == CommitmentStatus.FulfilledLate) ? CommitmentStatus.FulfilledLate : CommitmentStatus.FulfilledOnTime, ["Done in every period."])
            : new(CommitmentStatus.Open, ["It is owed again and again; nothing is due now."]);
    }

    static DateOnly LastHeard(Commitment commitment) => commitment.History.Select(Happened.On).OfType<DateSpan>().Max(d => d.To);

    static string Late(DateSpan due, DateOnly day) => $"Due by {due.To:yyyy-MM-dd}: {Days(day.DayNumber - due.To.DayNumber)} ago.";

    static string Days(int days) => days == 1 ? "1 day" : $"{days} days";
}
