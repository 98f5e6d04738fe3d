using CommitmentTracker.Commitments;
using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Review;

namespace CommitmentTracker.Decisions.Tests.Commitments;

/// <summary>The flour of 2020 and what befell it, for tests to build on.</summary>
static class Flour
{
    public static readonly StateCode Kaz = StateCode.Parse("KAZ"), Tjk = StateCode.Parse("TJK"), Uzb = StateCode.Parse("UZB");
    public static readonly StateCode[] Both = [Kaz, Tjk];
    public static readonly Citation Cited = new("trend-2023", "said so");
    public static readonly DateSpan Deadline = new(new(2020, 5, 16), new(2020, 5, 31), Precision.HalfMonth, "second half of May");

    public static readonly MakeCommitment Make = new(
        "flour", [Kaz], CommitmentKind.Aid, "5,000 tons of flour", Strength.Agreed, On("2020-04-17"), [Tjk], Quantity: new(5_000, "t"), Deadline: Deadline);

    public static readonly CommitmentMade Made = new(
        "flour", [Kaz], [Tjk], false, CommitmentKind.Aid, "5,000 tons of flour", Strength.Agreed, On("2020-04-17"), new(5_000, "t"), Deadline, null, null, null, null, null, true, null);

    /// <summary>Owed by both to each other, with neither quantity nor deadline.</summary>
    public static readonly CommitmentMade Joint = Made with { Obligors = Both, Counterparties = [], Joint = true, Quantity = null, Deadline = null };

    public static readonly CommitmentMade Yearly = Made with { Deadline = null, Quantity = null, Recurs = new(Frequency.Annual, new(2021, 1, 1), 2) };

    public static DeliveryRecorded Delivered(string id, decimal tons, string on, EvidenceKind evidence = EvidenceKind.Document) =>
        new("flour", Both, id, On(on), evidence, new(tons, "t"), null, null);

    public static readonly CommitmentFulfilled Fulfilled = new("flour", Both, On("2020-05-20"), EvidenceKind.Document, "officer");

    public static readonly ClosureProposed Proposed = new(
        "commitment:flour", Both, Closure.Fulfilled, On("2020-05-20"), null, null, EvidenceKind.Document, "trend-2023", "Seen.", "officer");

    public static DateSpan On(string day) => DateSpan.Parse(day);

    /// <summary>How a commitment of these events is seen on a day.</summary>
    public static CommitmentView Seen(string day, params object[] events) => CommitmentViews.Of(new Dossier("commitment:flour",
    [
        .. events.Select((e, n) => new Logged(App.Types.NameOf(e.GetType()), n + 1, n + 1, DateTimeOffset.UnixEpoch, "officer", Happened.On(e), null, null,
            System.Text.Json.JsonSerializer.SerializeToElement(e, e.GetType(), Contracts.ContractJson.Stored))),
    ]) { Day = Scenario.Day(day) });

    /// <summary>How a commitment of these events stands on a day.</summary>
    public static CommitmentVerdict Stands(string day, params object[] events) =>
        CommitmentVerdict.Of(events.Aggregate((Commitment)Commitment.Kind.Initial, Commitment.Evolve), Scenario.Day(day));
}
