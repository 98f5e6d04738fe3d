using System.Globalization;
using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;
using CommitmentTracker.Targets;

namespace CommitmentTracker.Commitments;

/// <summary>What deliveries come to, and whether that makes up what is owed; pure. "Almost 5,000 tons" are not 5,000.</summary>
internal static class Delivered
{
    /// <summary>Those of a commitment that count, oldest first.</summary>
    public static IEnumerable<DeliveryRecorded> Of(Commitment commitment) =>
        commitment.Deliveries.Where(commitment.Counts).OrderBy(d => d.DeliveredOn.To);

    /// <summary>The sum of those that say how much, in a unit.</summary>
    static Amount Sum(IEnumerable<Quantity?> deliveries, string unit) =>
        deliveries.Aggregate(new Amount(0, 0, 0), (sum, q) => q?.In(unit) is { } amount ? Amount.Sum(sum, Amount.Of(amount, q.Bound, q.Words)) : sum);

    /// <summary>Whether a sum makes up what is owed; null where nobody can tell. Of "less than 100 t" any amount below may be all of it: two people say so.</summary>
    static bool? MakesUp(Amount sum, Quantity owed) => sum.Reaches(owed.Amount, owed.Bound) is var reaches && reaches is false && sum.Value > 0 && owed.Bound == Bound.LessThan ? null : reaches;

    /// <summary>Those that may have come by a day.</summary>
    static IEnumerable<DeliveryRecorded> By(Commitment commitment, DateOnly day) => Of(commitment).Where(d => d.DeliveredOn.From <= day);

    static Amount Sum(Commitment commitment, Quantity owed, DateOnly day) => Sum(By(commitment, day).Select(Said), owed.Unit);

    /// <summary>How much a delivery is said to be; of money owed its value.</summary>
    public static Quantity? Said(DeliveryRecorded delivery) => Said(delivery.Quantity, delivery.Value);

    /// <inheritdoc cref="Said(DeliveryRecorded)"/>
    public static Quantity? Said(Quantity? quantity, Money? value) => quantity ?? (value is null ? null : new(value.Amount, value.Currency, value.Bound, value.Words));

    /// <summary>The sum as the register shows it.</summary>
    public static Quantity Shown(IEnumerable<Quantity?> deliveries, string unit)
    {
        var sum = Sum(deliveries, unit);
        return new(sum.Value, unit, sum.Hedge);
    }

    /// <summary>What is left of what is owed: the more vaguely the sum is known, the more vaguely this is.</summary>
    public static Quantity Outstanding(Quantity owed, Quantity delivered) => new(Math.Max(0, owed.Amount - delivered.Amount), owed.Unit, delivered.Bound switch
    {
        null => owed.Bound,
        Bound.AtMost or Bound.LessThan => Bound.AtLeast,
        Bound.AtLeast or Bound.MoreThan => Bound.AtMost,
        _ => Bound.About,
    });

    /// <summary>The day of the delivery with which these come to a quantity, whatever their words leave open; null where they do not.</summary>
    public static DateSpan? Reached(IEnumerable<DeliveryRecorded> deliveries, Quantity owed)
    {
        var so = new List<Quantity?>();
        foreach (var delivery in deliveries)
        {
            so.Add(Said(delivery));
            if (MakesUp(Sum(so, owed.Unit), owed) == true)
                return delivery.DeliveredOn;
        }
        return null;
    }

    /// <summary>Whether anything shows that it was done by a day: evidence that suffices, or a delivery that counts and had come.</summary>
    public static bool Shown(Commitment commitment, EvidenceKind? evidence, DateOnly day) => evidence?.Suffices() == true || By(commitment, day).Any();

    /// <summary>The day with which its deliveries came to the whole quantity; null before, and of what has none or comes again and again.</summary>
    public static DateSpan? Complete(Commitment commitment) => commitment.Made is { Recurs: null, Quantity: { Amount: > 0 } owed } ? Reached(Of(commitment), owed) : null;

    /// <summary>That there is nothing left to end without a deed. Nothing where there is.</summary>
    public static string[] Done(Commitment commitment) =>
        Complete(commitment) is { } complete ? [$"By its deliveries all of it had come on {complete}: FulfilCommitment closes what was done."] : [];

    /// <summary>That more came than was owed, in words; none where it did not.</summary>
    public static string[] Beyond(Commitment commitment) =>
        commitment.Made is { Recurs: null, Quantity: { Amount: > 0, Bound: not (Bound.AtLeast or Bound.MoreThan) } owed } && Sum(Of(commitment).Select(Said), owed.Unit) is var sum && sum.Value > owed.Amount
            ? [string.Create(CultureInfo.InvariantCulture, $"{Say.Hedge(sum.Hedge)}{sum.Value:#,0.######} {owed.Unit} were delivered, more than the {Say.Hedge(owed.Bound)}{owed.Amount:#,0.######} that were owed.")] : [];

    /// <summary>Whether what came by a day is certainly less than what is owed.</summary>
    public static bool Short(Commitment commitment, DateOnly day) => commitment.Made!.Recurs is { } recurs
        ? Undone(commitment, recurs, day).Any()
        : commitment.Made.Quantity is { } owed && MakesUp(Sum(commitment, owed, day), owed) == false;

    /// <summary>The periods of what recurs that had begun by a day and are not done.</summary>
    static IEnumerable<Period> Undone(Commitment commitment, Recurrence recurs, DateOnly day) =>
        Instances.Of(commitment, recurs, day).Where(i => i.Period.From <= day && CommitmentViews.IsOpen(i.Status)).Select(i => i.Period);

    /// <summary>The periods of what recurs that had not begun by a day and are not done: it is owed on; null where its end is not known.</summary>
    public static IReadOnlyList<Period>? ToCome(Commitment commitment, Recurrence recurs, DateOnly day) => recurs.Until is { } until
        ? [.. Instances.Of(commitment, recurs, until).Where(i => i.Period.From > day && CommitmentViews.IsOpen(i.Status)).Select(i => i.Period)]
        : null;

    /// <summary>For which periods of what recurs no delivery shows that it was done, in words; none where each has one.</summary>
    public static string[] Unshown(Commitment commitment, DateOnly day) =>
        Undone(commitment, commitment.Made!.Recurs!, day).ToList() is { Count: > 0 } undone ? [$"No delivery that counts makes up {string.Join(", ", undone)}."] : [];

    /// <summary>How much of it came by a day, in words; none where all or nothing did.</summary>
    public static IReadOnlyList<string> Partly(Commitment commitment, DateOnly day)
    {
        if (commitment.Made!.Recurs is { } recurs)
            return Undone(commitment, recurs, day).ToList() is { Count: > 0 } undone ? [$"Not done for {string.Join(", ", undone)}."] : [];
        if (commitment.Made.Quantity is not { } owed)
            return [];
        var sum = Sum(commitment, owed, day);
        var reaches = MakesUp(sum, owed);
        return sum.Value == 0 || reaches == true ? []
            : [string.Create(CultureInfo.InvariantCulture, $"{Say.Hedge(sum.Hedge)}{sum.Value:#,0.######} of {Say.Hedge(owed.Bound)}{owed.Amount:#,0.######} {owed.Unit} were delivered{(reaches is null ? "; whether that is all cannot be told from these words" : "")}.")];
    }

    /// <summary>That evidence is said to be the word of a counterparty of which there is none. Nothing where there is.</summary>
    public static string[] Nobodys(EvidenceKind? evidence, Commitment commitment) => evidence == EvidenceKind.CounterpartyConfirmation && !commitment.States.Any(commitment.Owed)
        ? ["Nobody is logged to whom it is owed, who could have confirmed it; CorrectCommitment names a counterparty."] : [];

    /// <summary>That a confirmation may be of who delivered itself. Nothing where it is another's.</summary>
    public static string[] OwnWord(Commitment commitment, string delivery, StateCode by) => commitment.Made!.Obligors.Contains(by) && commitment.Delivery(delivery) is { By: null } d && !d.Evidence.Suffices()
        ? [$"{by} owes it too, and whose delivery '{delivery}' was nobody said: with \"by\" in RecordDelivery its own word would not count."] : [];

    /// <summary>What is doubtful about the deliveries that a fulfilment rests on, where no evidence of its own is cited.</summary>
    public static IEnumerable<string> Doubtful(Commitment commitment, EvidenceKind? evidence) => evidence is null ? OwnWords(commitment).Concat(Uncited(commitment)) : [];

    /// <summary>Which deliveries count by a word that may be of who delivered itself, in words.</summary>
    static IEnumerable<string> OwnWords(Commitment commitment) => Of(commitment)
        .SelectMany(d => commitment.History.OfType<DeliveryConfirmed>().Where(c => c.Delivery == d.Delivery).SelectMany(c => OwnWord(commitment, d.Delivery, c.By)).Take(1));

    /// <summary>Whether a delivery says how much of what is owed it was.</summary>
    public static bool Measures(Commitment commitment, DeliveryRecorded delivery) => commitment.Made!.Quantity is not { } owed || Said(delivery)?.In(owed.Unit) is not null;

    /// <summary>Which deliveries that count add nothing to the quantity that is owed, in words.</summary>
    public static IEnumerable<string> Unmeasured(Commitment commitment) => Of(commitment).Where(d => !Measures(commitment, d))
        .Select(d => $"Delivery '{d.Delivery}' does not say how much it was in {commitment.Made!.Quantity!.Unit}, and adds nothing to what is owed.");

    /// <summary>Which deliveries that count rest on no source, in words.</summary>
    static IEnumerable<string> Uncited(Commitment commitment) => Of(commitment).Where(d => !commitment.IsCited(d)).Select(d => $"No source is cited for delivery '{d.Delivery}': nobody can look up what shows it.");

    /// <summary>Which deliveries do not count, and why, in words.</summary>
    public static IEnumerable<string> Unconfirmed(Commitment commitment) => commitment.Deliveries
        .Where(d => !d.Evidence.Suffices() && commitment.Accepted(d.Delivery) is null).Select(d => $"Delivery '{d.Delivery}' ({Words.Of(d.Evidence)}) does not count before a counterparty confirms it.");

    /// <summary>Which deliveries are denied, in words.</summary>
    public static IEnumerable<string> Denied(Commitment commitment) => commitment.Deliveries
        .Where(d => commitment.Accepted(d.Delivery) == false).Select(d => $"Delivery '{d.Delivery}' is denied, and does not count.");
}
