using CommitmentTracker.Commitments;
using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Review;
using static CommitmentTracker.Decisions.Tests.Commitments.Flour;

namespace CommitmentTracker.Decisions.Tests.Commitments;

/// <summary>How a commitment stands, day by day, without an event.</summary>
public sealed class CommitmentVerdictTests
{
    [Theory]
    [InlineData("2020-04-30", CommitmentStatus.Open)]
    [InlineData("2020-05-01", CommitmentStatus.DueSoon)]
    [InlineData("2020-05-31", CommitmentStatus.DueSoon)]
    [InlineData("2020-06-01", CommitmentStatus.Overdue)]
    public void Second_half_of_May_passes_with_the_31st(string day, CommitmentStatus status) => Assert.Equal(status, Stands(day, Made).Status);

    [Theory]
    [InlineData("2027-12-31", CommitmentStatus.DueSoon)]
    [InlineData("2028-01-01", CommitmentStatus.Overdue)]
    public void By_2027_passes_with_the_year(string day, CommitmentStatus status) => Assert.Equal(status, Stands(day, Made with { Deadline = DateSpan.In(2027) }).Status);

    [Theory]
    [InlineData("2024-02-29", CommitmentStatus.DueSoon)]
    [InlineData("2024-03-01", CommitmentStatus.Overdue)]
    public void February_of_a_leap_year_has_29_days(string day, CommitmentStatus status) => Assert.Equal(status, Stands(day, Made with { Deadline = On("2024-02") }).Status);

    [Fact]
    public void What_was_put_off_did_not_say_that_its_first_day_had_passed()
    {
        string[] Reasons(string day) => [.. CommitmentViews.Of(new Dossier("commitment:flour", [.. new object[] { Made, new CommitmentDeadlineExtended("flour", Made.Obligors, Made.Deadline!, On("2021-08-31"), On("2020-05-20"), "Commission") }
            .Select((e, n) => new Logged(n == 0 ? "commitment_made" : "commitment_deadline_extended", n + 1, n + 1, DateTimeOffset.UnixEpoch, "officer", On("2020-04-17"), null, null,
                System.Text.Json.JsonSerializer.SerializeToElement(e, Contracts.ContractJson.Stored)))]) { Day = Scenario.Day(day) }).Reasons];

        Assert.Contains("First due by 2020-05-31: 1 day ago.", Reasons("2020-06-01"));
        Assert.DoesNotContain(Reasons("2020-05-31"), r => r.StartsWith("First due", StringComparison.Ordinal));
    }

    [Fact]
    public void Coming_months_are_never_overdue_but_want_a_look()
    {
        var open = Made with { Deadline = new(new(2020, 4, 18), new(2020, 10, 17), Precision.Open, "in the coming months") };
        Assert.Equal(CommitmentStatus.Open, Stands("2020-10-17", open).Status);
        Assert.Equal(CommitmentStatus.ReviewDue, Stands("2020-10-18", open).Status);
    }

    [Fact]
    public void Without_a_deadline_a_year_of_silence_wants_a_look()
    {
        Assert.Equal(CommitmentStatus.Open, Stands("2021-04-17", Joint).Status);
        Assert.Equal(CommitmentStatus.ReviewDue, Stands("2021-04-18", Joint).Status);
        Assert.Equal(CommitmentStatus.Open, Stands("2021-04-18", Joint, new ProgressReported("flour", Both, On("2021-01-01"), "Some.", null)).Status);
    }

    [Fact]
    [Trait("Trap", "1")]
    public void Thanked_for_is_not_delivered()
    {
        var thanked = new AcknowledgementRecorded("flour", Both, Tjk, On("2020-04-18"));
        Assert.Equal(CommitmentStatus.AcknowledgedUnverified, Stands("2020-04-20", Joint, thanked).Status);
        // What is promised after the thanks is to come: its status said that thanks were all, and the pair's list that it was an intent.
        var before = Stands("2020-04-20", Joint, thanked with { AcknowledgedOn = On("2020-04-09") });
        Assert.Equal(CommitmentStatus.Open, before.Status);
        Assert.Contains("It was promised since.", before.Reasons);
        Assert.Equal(CommitmentStatus.FulfilledOnTime, Stands("2020-05-14", Made, thanked, Delivered("rail", 5_000, "2020-05-13")).Status);
    }

    [Fact]
    [Trait("Trap", "18")]
    public void Held_on_29_June_what_was_promised_for_the_second_half_of_May_is_29_days_late()
    {
        var held = new DateSpan(new(2020, 6, 29), new(2020, 6, 30), Precision.Days);
        var verdict = Stands("2020-07-01", Made, Proposed with { On = held }, Fulfilled with { FulfilledOn = held });
        Assert.Equal((CommitmentStatus.FulfilledLate, 29), (verdict.Status, verdict.LateDays));
    }

    [Fact]
    public void Fulfilled_on_a_span_across_the_deadline_it_is_possibly_late() =>
        Assert.Equal(CommitmentStatus.PossiblyLate, Stands("2020-07-01", Made, Fulfilled with { FulfilledOn = new(new(2020, 5, 25), new(2020, 6, 5), Precision.HalfMonth) }).Status);

    [Fact]
    public void Part_of_it_is_part_of_it_and_more_than_all_is_all()
    {
        Assert.Equal(CommitmentStatus.PartiallyFulfilled, Stands("2020-04-30", Made, Delivered("first", 4_500, "2020-04-25")).Status);
        Assert.Equal(CommitmentStatus.Overdue, Stands("2020-06-01", Made, Delivered("first", 4_500, "2020-04-25")).Status);
        Assert.Equal(CommitmentStatus.FulfilledLate, Stands("2020-06-30", Made, Delivered("first", 4_500, "2020-04-25"), Delivered("second", 600, "2020-06-10")).Status);
    }

    [Fact]
    public void What_the_other_side_denies_does_not_count_until_it_confirms()
    {
        var delivered = Delivered("rail", 5_000, "2020-05-13");
        var denied = new DeliveryDisputed("flour", Both, "rail", Tjk, On("2020-05-14"));
        Assert.Equal(CommitmentStatus.DueSoon, Stands("2020-05-20", Made, delivered, denied).Status);
        Assert.Equal(CommitmentStatus.FulfilledOnTime, Stands("2020-05-20", Made, delivered, denied, new DeliveryConfirmed("flour", Both, "rail", Tjk, On("2020-05-15"))).Status);
    }

    [Fact]
    public void Twice_a_year_is_owed_for_every_year()
    {
        DeliveryRecorded Session(string id, string on, string year) => new("flour", Both, id, On(on), EvidenceKind.Document, null, null, Period.Parse(year));
        object[] history = [Yearly, Session("a", "2021-03-01", "2021"), Session("b", "2021-10-01", "2021"), Session("c", "2022-05-01", "2022")];
        Assert.Equal(CommitmentStatus.Open, Stands("2022-06-01", history).Status);
        Assert.Equal(CommitmentStatus.Overdue, Stands("2023-01-01", history).Status);
        Assert.Equal(
            [("2021", CommitmentStatus.FulfilledOnTime, 2), ("2022", CommitmentStatus.Overdue, 1), ("2023", CommitmentStatus.Open, 0), ("2024", CommitmentStatus.Open, 0)],
            Instances.Of(history.Aggregate((Commitment)Commitment.Kind.Initial, Commitment.Evolve), Yearly.Recurs!, new(2023, 1, 1)).Select(i => (i.Period.ToString(), i.Status, i.Delivered)));
    }

    [Fact]
    public void A_year_half_done_was_not_due_soon_in_December()
    {
        object[] history = [Yearly, new DeliveryRecorded("flour", Both, "a", On("2021-03-01"), EvidenceKind.Document, null, null, Period.Parse("2021"))];
        Assert.Equal(CommitmentStatus.DueSoon, Stands("2021-12-15", history).Status);
        Assert.Equal(CommitmentStatus.Overdue, Stands("2022-01-01", history).Status);
    }

    [Fact]
    public void A_review_is_due_since_the_day_after_the_guess_is_over_or_a_year_of_silence_has_passed()
    {
        var open = Made with { Deadline = new(new(2020, 4, 18), new(2020, 10, 17), Precision.Open, "in the coming months") };
        Assert.Null(Stands("2020-10-17", open).ReviewSince);
        Assert.Equal(Scenario.Day("2020-10-18"), Stands("2023-01-01", open).ReviewSince);
        Assert.Equal(Scenario.Day("2025-03-01"), Stands("2025-06-01", Joint with { StatedOn = On("2024-02-29") }).ReviewSince);
    }

    [Fact]
    public void An_end_is_an_end()
    {
        Assert.Equal(CommitmentStatus.Lapsed, Stands("2023-01-01", Made, new CommitmentLapsed("flour", Both, On("2022"), "officer")).Status);
        Assert.Equal(CommitmentStatus.Withdrawn, Stands("2023-01-01", Made, new CommitmentWithdrawn("flour", Both, Kaz, On("2022"), "officer")).Status);
        Assert.Equal(CommitmentStatus.Superseded, Stands("2023-01-01", Made, new CommitmentSuperseded("flour", Both, "other", On("2022"), "officer")).Status);
        Assert.Equal(CommitmentStatus.Merged, Stands("2023-01-01", Made, new CommitmentMerged("flour", Both, "other")).Status);
        Assert.Equal(CommitmentStatus.Retracted, Stands("2023-01-01", Made, Proposed, new EntryRetracted("commitment:flour", Both, "officer")).Status);
        Assert.Equal(CommitmentStatus.Overdue, Stands("2023-01-01", Made, new CommitmentLapsed("flour", Both, On("2022"), "officer"), new CommitmentReopened("flour", Both, On("2022-06"))).Status);
    }

    [Fact]
    public void An_extension_entered_late_counts_from_the_day_it_was_said()
    {
        var extended = new CommitmentDeadlineExtended("flour", Both, Deadline, On("2020-06-30"), On("2020-05-20"), "Commission");
        Assert.Equal(CommitmentStatus.DueSoon, Stands("2020-06-15", Made, extended).Status);
        Assert.Equal(CommitmentStatus.Overdue, Stands("2020-07-01", Made, extended).Status);
    }
}
