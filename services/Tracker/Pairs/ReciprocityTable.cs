using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;

namespace CommitmentTracker.Pairs;

/// <summary>Who owes whom, as one table: what is owed, intended or only thanked for, what was delivered and what is denied, a row each.</summary>
internal static class ReciprocityTable
{
    internal sealed record Row(
        Side Side, string Item, string Commitment, string What, bool Joint, CommitmentStatus Status, Period? Instance, string? Delivery,
        DateSpan? Deadline, int? DueInDays, DateSpan? On, Quantity? Quantity, Quantity? Delivered, Quantity? Outstanding, IReadOnlyList<StateCode>? By, int? LateDays = null);

    public static IEnumerable<Row> Of(IEnumerable<Side> sides) => sides.SelectMany(s => s.Owed.Select(o => Open(s, "owed", o))
        .Concat(s.Intended.Select(o => Open(s, "intent", o)))
        .Concat(s.Thanked.Select(o => Open(s, "thanked", o)))
        .Concat(s.Delivered.Select(d => new Row(s, "delivered", d.Commitment, d.What, d.Joint, d.Status, d.Instance, null, null, null, d.On, d.Quantity, d.Delivered, d.Outstanding, null, d.LateDays)))
        .Concat(s.Disputes.Select(d => new Row(s, "disputed", d.Commitment, d.What, d.Joint, d.Status, d.Instance, d.Delivery, null, null, d.On, d.Quantity, null, null, d.By))));

    static Row Open(Side side, string item, Owed o) => new(
        side, item, o.Commitment, o.What, o.Joint, o.Status, o.Instance, null, o.Deadline, o.DueInDays, null, o.Quantity, o.Delivered, o.Outstanding, null);

    static string? Bound(Quantity? quantity) => quantity?.Bound is { } bound ? Words.Of(bound) : null;

    public static (string, Func<Row, object?>)[] Columns { get; } =
    [
        ("obligor", r => r.Side.Obligor), ("counterparty", r => r.Side.Counterparty), ("item", r => r.Item), ("commitment", r => r.Commitment), ("what", r => r.What),
        ("joint", r => r.Joint ? "true" : "false"), ("status", r => Words.Of(r.Status)), ("instance", r => r.Instance), ("deadline", r => r.Deadline?.ToString()), ("dueInDays", r => r.DueInDays),
        ("quantity", r => r.Quantity?.Amount), ("unit", r => r.Quantity?.Unit), ("delivered", r => r.Delivered?.Amount), ("outstanding", r => r.Outstanding?.Amount),
        ("delivery", r => r.Delivery), ("on", r => r.On?.ToString()), ("disputedBy", r => r.By is null ? null : string.Join(' ', r.By)),
        ("bound", r => Bound(r.Quantity)), ("words", r => r.Quantity?.Words), ("deliveredBound", r => Bound(r.Delivered)), ("outstandingBound", r => Bound(r.Outstanding)), ("lateDays", r => r.LateDays),
    ];
}
