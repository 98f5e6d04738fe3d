using System.Globalization;
using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;
using CommitmentTracker.Trade;

namespace CommitmentTracker.Commitments;

internal static class RecordDeliverySlice
{
    public static readonly Slice Slice = new Slice<RecordDelivery, Commitment>(
        Roles.Officer, command => Commitment.Kind.Stream(command.Commitment), Check, Decide);

    static Faults Check(RecordDelivery command) => new Faults()
        .Slug("/commitment", command.Commitment)
        .ClientId("/delivery", command.Delivery)
        .Past("/deliveredOn", command.DeliveredOn)
        .Quantity("/quantity", command.Quantity)
        .Money("/value", command.Value)
        .Require(!(command.Value?.Amount < 0), "/value/amount", "A value is not negative.")
        .Require(!command.Confirm || !string.IsNullOrWhiteSpace(command.Reason), "/reason", "To confirm a quantity, say why it is right.")
        .Require(command.Evidence != EvidenceKind.Acknowledgement, "/evidence", "Thanks are no delivery; log them with RecordAcknowledgement.");

    public static Decision Decide(RecordDelivery command, Commitment commitment, Known known)
    {
        if (commitment.Made is not { } made)
            return Said.Unknown(command.Commitment);
        if (command.Quantity is { } quantity && made.Quantity is { } owed && quantity.In(owed.Unit) is null)
            return Problem.InvalidValue.Because("This unit does not measure what is owed.", new Fault("/quantity/unit", $"'{quantity.Unit}' cannot be counted in '{owed.Unit}'."));
        if ((command.Instance is null) != (made.Recurs is null))
            return Problem.InvalidValue.Because("A delivery of what recurs is for one of its periods, and only that.", new Fault("/instance",
                made.Recurs is null ? "This commitment does not recur; leave it out." : "Say for which period, such as 2024."));
        if (command.Instance is { } period && !Instances.Has(made.Recurs!, period))
            return Problem.InvalidValue.Because("This commitment has no such period.", new Fault("/instance", $"It recurs {Words.Of(made.Recurs!.Every)} from {made.Recurs.From:yyyy-MM-dd}."));
        if (command.By is { } by && !made.Obligors.Contains(by))
            return Said.Stranger("/by", by, made.Obligors);
        var delivered = new DeliveryRecorded(
            command.Commitment, commitment.States, command.Delivery, command.DeliveredOn, command.Evidence, command.Quantity, command.Value, command.Instance, command.By);
        // What shows it may come to light later, and better.
        return commitment.Delivery(command.Delivery) is { } weak && !weak.Evidence.Suffices() && command.Evidence.Suffices() && Entries.Same(weak with { Evidence = command.Evidence }, delivered) && !commitment.Has(delivered)
            ? command.Citation is null ? Problem.InvalidValue.Because("Better evidence is cited.", new Fault("/citation", $"Delivery '{command.Delivery}' is logged with {Words.Of(weak.Evidence)}.")) : Decision.Of(delivered)
            : commitment.Delivery(command.Delivery) is { } stands && !commitment.Has(delivered)
            ? Problem.AlreadyDifferent.Because($"A delivery '{command.Delivery}' is logged with another {Entries.Apart(stands, delivered)}.")
            : !command.Confirm && !commitment.Has(delivered) && Doubt(command, made.Quantity) is { } doubt
            ? new Refusal(Problem.ImplausibleFigure, "If the quantity is right, send it again with \"confirm\": true and a \"reason\".", [doubt])
            : commitment.Once(delivered, [.. Warnings(command, commitment)]);
    }

    /// <summary>What looks like a slip of units: ten times what is owed or more, or within 2 % of a thousandth of it. Null where nothing does.</summary>
    static Fault? Doubt(RecordDelivery command, Quantity? owed)
    {
        if (owed is not { Amount: > 0 } || Delivered.Said(command.Quantity, command.Value)?.In(owed.Unit) is not { } came)
            return null;
        var pointer = command.Quantity is null ? "/value/amount" : "/quantity/amount";
        return came >= 10 * owed.Amount ? new(pointer, string.Create(CultureInfo.InvariantCulture, $"That is {came / owed.Amount:#,0.#} times what is owed: a slip of units?"))
            : came > 0 && Plausibility.IsThousand(owed.Amount / came) ? new(pointer, "That is a thousandth of what is owed: a slip of units?")
            : null;
    }

    static IEnumerable<string> Warnings(RecordDelivery command, Commitment commitment)
    {
        foreach (var early in Said.BeforeTheWord(command.DeliveredOn, commitment))
            yield return early;
        if (commitment.Made!.Quantity is { } owed && command.Quantity is null && Delivered.Said(null, command.Value) is { } worth && worth.In(owed.Unit) is null)
            yield return $"Its value in {worth.Unit} is not counted in the {owed.Unit} that are owed; with a quantity it adds to what was delivered.";
        if (commitment.Made!.Quantity is { } much && Delivered.Said(command.Quantity, command.Value) is null)
            yield return $"It does not say how much it was, and adds nothing to the {much.Amount} {much.Unit} that are owed.";
        foreach (var nobodys in Delivered.Nobodys(command.Evidence, commitment))
            yield return nobodys;
        if (command.Citation is null && command.Evidence.Suffices())
            yield return "No source is cited: it counts, and nobody can look up what shows it.";
        if (command.Instance is { } ahead && ahead.From > command.DeliveredOn.To)
            yield return $"It is logged for {ahead}, which begins after {command.DeliveredOn}: see which of the two is right.";
    }
}

internal static class ConfirmDeliverySlice
{
    public static readonly Slice Slice = new Slice<ConfirmDelivery, Commitment>(
        Roles.Officer, command => Commitment.Kind.Stream(command.Commitment), Check, Decide);

    static Faults Check(ConfirmDelivery command) => new Faults()
        .Slug("/commitment", command.Commitment)
        .ClientId("/delivery", command.Delivery)
        .Past("/statedOn", command.StatedOn);

    public static Decision Decide(ConfirmDelivery command, Commitment commitment, Known known) =>
        Said.OfDelivery(commitment, command.Commitment, command.Delivery) is { } refusal ? refusal
        // Who denied it may take that back, whoever it is.
        : commitment.Ever().Any(e => e is DeliveryDisputed d && d.Delivery == command.Delivery && d.By == command.By) ? Confirmed(command, commitment)
        : !commitment.States.Any(commitment.Owed) ? Problem.StateRefuses.Because("Nobody is logged to whom it is owed, who could confirm it; CorrectCommitment names a counterparty.")
        : !commitment.Owed(command.By) ? Said.Stranger("/by", command.By, [.. commitment.States.Where(commitment.Owed)])
        : commitment.Delivery(command.Delivery)!.By == command.By ? Problem.InvalidValue.Because("This would be its own word for what it delivered itself.", new Fault("/by", $"{command.By} is logged as having delivered it."))
        : Confirmed(command, commitment).Warned(Delivered.OwnWord(commitment, command.Delivery, command.By));

    static Decision Confirmed(ConfirmDelivery command, Commitment commitment) =>
        Said.BeforeDelivery(commitment, command.Delivery, command.StatedOn) is { } early ? early
        : commitment.Once(new DeliveryConfirmed(command.Commitment, commitment.States, command.Delivery, command.By, command.StatedOn));
}

internal static class DisputeDeliverySlice
{
    public static readonly Slice Slice = new Slice<DisputeDelivery, Commitment>(
        Roles.Officer, command => Commitment.Kind.Stream(command.Commitment), Check, Decide);

    static Faults Check(DisputeDelivery command) => new Faults()
        .Slug("/commitment", command.Commitment)
        .ClientId("/delivery", command.Delivery)
        .Past("/statedOn", command.StatedOn)
        .Require(!string.IsNullOrWhiteSpace(command.Reason), "/reason", "Say what the state says.");

    public static Decision Decide(DisputeDelivery command, Commitment commitment, Known known) =>
        Said.OfDelivery(commitment, command.Commitment, command.Delivery) is { } refusal ? refusal
        : !commitment.States.Contains(command.By) ? Said.Stranger("/by", command.By, commitment.States)
        : Said.BeforeDelivery(commitment, command.Delivery, command.StatedOn) is { } early ? early
        : commitment.Once(new DeliveryDisputed(command.Commitment, commitment.States, command.Delivery, command.By, command.StatedOn));
}
