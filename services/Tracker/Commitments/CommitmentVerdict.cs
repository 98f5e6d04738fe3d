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

    /// <param name="commitment">What is known of it on that day.</param>
    /// <param name="day">The day.</param>
    /// <param name="lookedAt">When sessions looked at it: a word about it, too.</param>
    public static CommitmentVerdict Of(Commitment commitment, DateOnly day, params IEnumerable<DateSpan> lookedAt)
    {
        var verdict = Standing(commitment, day, lookedAt);
        return IsEnd(verdict.Status) ? verdict : verdict with { Reasons = [.. verdict.Reasons, .. Delivered.Unmeasured(commitment), .. Delivered.Unconfirmed(commitment), .. Delivered.Denied(commitment)] };
    }

    static bool IsEnd(CommitmentStatus status) =>
        status is CommitmentStatus.Retracted or CommitmentStatus.Merged or CommitmentStatus.Withdrawn or CommitmentStatus.Superseded or CommitmentStatus.Lapsed;

    static CommitmentVerdict Standing(Commitment commitment, DateOnly day, IEnumerable<DateSpan> lookedAt)
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
                var found = made.Recurs is { } ended && InEveryPeriod(Instances.Found(commitment, ended, f.FulfilledOn), "Two people found it fulfilled.") is { } each ? each with { FulfilledOn = f.FulfilledOn }
                    : Done(commitment, f.FulfilledOn, "Two people found it fulfilled.");
                return found with { Reasons = [.. found.Reasons, .. made.Recurs is null ? Delivered.Complete(commitment) is null ? Delivered.Partly(commitment, f.FulfilledOn.To) : [] : Delivered.Unshown(commitment, f.FulfilledOn.To), .. Delivered.Beyond(commitment), .. Unfounded(commitment, f)] };
        }
        if (made.Recurs is { } recurs)
            return OfInstances(Instances.Of(commitment, recurs, day), recurs, day);
        if (Delivered.Complete(commitment) is { } completed)
        {
            var done = Done(commitment, completed, "What counts of its deliveries makes up the quantity; no second person has closed it yet.");
            return done with { Reasons = [.. done.Reasons, .. Delivered.Beyond(commitment)] };
        }
        if (deadline is { Precision: not Precision.Open } due)
        {
            switch (Ahead(due.To, day))
            {
                case CommitmentStatus.Overdue:
                    return new(CommitmentStatus.Overdue, [Late(due, day), .. Delivered.Partly(commitment, day), .. Thanks(commitment), .. Logged(commitment)]);
                case CommitmentStatus.DueSoon:
                    return new(CommitmentStatus.DueSoon, [due.To == day ? $"Due today, {due.To:yyyy-MM-dd}." : $"Due in {Days(due.To.DayNumber - day.DayNumber)}, by {due.To:yyyy-MM-dd}.", .. Delivered.Partly(commitment, day), .. Thanks(commitment), .. Logged(commitment)]);
            }
        }
        var quiet = deadline is null or { Precision: Precision.Open } ? Quiet(deadline, LastHeard(commitment, lookedAt), day) : null;
        // Somebody has to look at what is owed, however much was delivered or thanked for.
        if (quiet is not null && CommitmentViews.Counts(commitment.StrengthAt(day)))
            return quiet with { Reasons = [.. quiet.Reasons, .. Delivered.Partly(commitment, day), .. Thanks(commitment)] };
        if (Delivered.Partly(commitment, day) is { Count: > 0 } partly)
            return new(CommitmentStatus.PartiallyFulfilled, [.. partly, .. quiet?.Reasons ?? []], ReviewSince: quiet?.ReviewSince);
        var thanks = Thanks(commitment);
        if (thanks.Length > 0 && commitment.Thanked is not null)
            return new(CommitmentStatus.AcknowledgedUnverified, [.. thanks, .. quiet?.Reasons ?? []], ReviewSince: quiet?.ReviewSince);
        if (quiet is not null)
            return quiet;
        return new(CommitmentStatus.Open,
        [
            deadline switch
            {
                null => "No deadline was given.",
                { Precision: Precision.Open } => $"\"{deadline.Words ?? deadline.ToString()}\" never passes; to be looked at after {deadline.To:yyyy-MM-dd}.",
                _ => $"Due by {deadline.To:yyyy-MM-dd}.",
            },
            .. thanks, .. Logged(commitment),
        ]);
    }

    /// <summary>That nothing was heard for so long, or that a guess is over, and since when somebody should look; null while that is not so.</summary>
    static CommitmentVerdict? Quiet(DateSpan? guess, DateOnly heard, DateOnly day) =>
        guess?.To < day && heard <= guess.To
            ? new(CommitmentStatus.ReviewDue, [$"\"{guess.Words ?? guess.ToString()}\" is over; that is no deadline that passes, but somebody should look."], ReviewSince: guess.To.AddDays(1))
        : heard.AddMonths(QuietMonths) < day
            ? new(CommitmentStatus.ReviewDue, [string.Create(CultureInfo.InvariantCulture, $"Nothing was heard of it since {heard:yyyy-MM-dd}.")], ReviewSince: heard.AddMonths(QuietMonths).AddDays(1))
        : null;

    /// <summary>That thanks are all that is known of its fulfilment.</summary>
    static string[] Thanks(Commitment commitment) => !commitment.History.Exists(e => e is AcknowledgementRecorded) || Delivered.Of(commitment).Any() ? []
        : ["Thanks were given. They show neither what was delivered nor when.", .. commitment.Thanked is null ? new[] { "It was promised since." } : []];

    /// <summary>That deliveries are logged of what has no quantity to make up.</summary>
    static string[] Logged(Commitment commitment) => commitment.Made!.Quantity is not null ? [] : Delivered.Of(commitment).Count() switch
    {
        0 => [],
        1 => ["A delivery that counts is logged; two people close it."],
        var n => [$"{n} deliveries that count are logged; two people close it."],
    };

    /// <summary>That nothing is left of what a closure rested on.</summary>
    static IEnumerable<string> Unfounded(Commitment commitment, CommitmentFulfilled fulfilled) =>
        Delivered.Shown(commitment, fulfilled.Evidence, fulfilled.FulfilledOn.To) ? [] : ["What showed it no longer counts; a reviewer may reopen it."];

    /// <summary>How what is still to be done stands against its last day: open, due soon or overdue.</summary>
    internal static CommitmentStatus Ahead(DateOnly last, DateOnly day) =>
        last < day ? CommitmentStatus.Overdue : last.DayNumber - day.DayNumber <= SoonDays ? CommitmentStatus.DueSoon : CommitmentStatus.Open;

    /// <summary>What a fulfilment on this day is against the deadline that stood then; possibly late where that may have been another, of which it is another.</summary>
    static CommitmentVerdict Done(Commitment commitment, DateSpan on, string because)
    {
        var (certain, possible) = commitment.DeadlineOf(on);
        var (one, other) = (Done(on, certain, because), Done(on, possible, because));
        return one.Status == other.Status ? other
            : new(CommitmentStatus.PossiblyLate, [because, $"Done on {on}; whether it was then due by {(certain is null ? "no day" : $"{certain}")} or by {possible} is not known."], on);
    }

    /// <summary>What a fulfilment on this day is against this deadline.</summary>
    internal static CommitmentVerdict Done(DateSpan on, DateSpan? deadline, string because) => deadline switch
    {
        null or { Precision: Precision.Open } => new(CommitmentStatus.Fulfilled, [because], on),
        _ when on.From > deadline.To => new(CommitmentStatus.FulfilledLate, [because, $"{Days(LateBy(on, deadline))} late: due by {deadline.To:yyyy-MM-dd}."], on, LateBy(on, deadline)),
        _ when on.To > deadline.To => new(CommitmentStatus.PossiblyLate, [because, $"Done between {on.From:yyyy-MM-dd} and {on.To:yyyy-MM-dd}; due by {deadline.To:yyyy-MM-dd}."], on),
        _ => new(CommitmentStatus.FulfilledOnTime, [because], on, 0),
    };

    /// <summary>Days from the deadline's last day to the fulfilment's first.</summary>
    public static int LateBy(DateSpan on, DateSpan deadline) => Math.Max(0, on.From.DayNumber - deadline.To.DayNumber);

    static CommitmentVerdict OfInstances(IReadOnlyList<Instance> instances, Recurrence recurs, DateOnly day)
    {
        var overdue = instances.Where(i => i.Status == CommitmentStatus.Overdue).ToList();
        if (overdue.Count > 0)
            return new(CommitmentStatus.Overdue, [$"Overdue for {string.Join(", ", overdue.Select(i => i.Period))}."]);
        if (instances.FirstOrDefault(i => i.Status == CommitmentStatus.DueSoon) is { } soon)
            return new(CommitmentStatus.DueSoon, [$"Due for {soon.Period} by {soon.DueOn:yyyy-MM-dd}."]);
        return (recurs.Until < day ? InEveryPeriod(instances, "Done in every period.") : null) ?? new(CommitmentStatus.Open, ["It is owed again and again; nothing is due now."]);
    }

    /// <summary>How late an instance was done; null while it is not, or where that cannot be told.</summary>
    public static int? LateIn(Instance instance) =>
        instance is { DoneOn: { } done, Status: not CommitmentStatus.PossiblyLate } ? Math.Max(0, done.From.DayNumber - instance.DueOn.DayNumber) : null;

    /// <summary>What was done in each of its periods: as late as in the latest; null where it was not done in each.</summary>
    static CommitmentVerdict? InEveryPeriod(IReadOnlyList<Instance> instances, string because)
    {
        if (instances.Count == 0 || instances.Any(i => i.DoneOn is null))
            return null;
        var late = instances.Max(i => LateIn(i) ?? 0);
        var status = new[] { CommitmentStatus.FulfilledLate, CommitmentStatus.PossiblyLate }.FirstOrDefault(s => instances.Any(i => i.Status == s), CommitmentStatus.FulfilledOnTime);
        var (latest, unknown) = (instances.Where(i => late > 0 && LateIn(i) == late).Select(i => i.Period), instances.Where(i => i.Status == CommitmentStatus.PossiblyLate).Select(i => i.Period).ToList());
        return new(status,
        [
            because, .. late > 0 ? new[] { $"{Days(late)} late for {string.Join(", ", latest)}." } : [],
            .. unknown.Count > 0 ? new[] { $"Whether it was late for {string.Join(", ", unknown)} cannot be told." } : [],
        ], instances.Select(i => i.DoneOn!).MaxBy(d => d.To), status == CommitmentStatus.PossiblyLate ? null : late);
    }

    static DateOnly LastHeard(Commitment commitment, IEnumerable<DateSpan> lookedAt) => commitment.History.Where(e => e is not TakenBack).Select(Happened.On).OfType<DateSpan>().Concat(lookedAt).Max(d => d.To);

    static string Late(DateSpan due, DateOnly day) => $"Due by {due.To:yyyy-MM-dd}: {Days(day.DayNumber - due.To.DayNumber)} ago.";

    internal static string Days(int days) => days == 1 ? "1 day" : $"{days} days";
}
