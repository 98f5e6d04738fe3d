using CommitmentTracker.Commitments;
using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;
using static CommitmentTracker.Decisions.Tests.Commitments.Flour;
using static CommitmentTracker.Decisions.Tests.Scenario;

namespace CommitmentTracker.Decisions.Tests.Commitments;

/// <summary>What a closure rests on, by its own day, and what is odd about a deadline, a period or a number.</summary>
public sealed class ClosingTests
{
    static readonly FulfilCommitment Fulfil = new("flour", On("2020-05-20"));

    [Fact]
    public void What_came_after_the_day_of_fulfilment_made_it_punctual()
    {
        var late = Given(Made, Delivered("rail", 5_000, "2020-08-20")).When(Fulfil).ThenRefused(Problem.StateRefuses);
        Assert.Contains("the first delivery is logged of 2020-08-20", late.Decision.Refusal!.Detail, StringComparison.Ordinal);
        Given(Made with { Quantity = null }, Delivered("rail", 1, "2020-08-20")).When(Fulfil).ThenRefused(Problem.StateRefuses);
        var half = Given(Made, Delivered("rail", 2_500, "2020-05-10"), Delivered("road", 2_500, "2020-08-20")).When(Fulfil).ThenRefused(Problem.StateRefuses);
        Assert.Contains("2,500 of 5,000 t were delivered.", half.Decision.Refusal!.Detail, StringComparison.Ordinal);
        Given(Made, Delivered("rail", 5_000, "2020-05-10")).When(Fulfil with { FulfilledOn = On("2020-05-10") }).Then(Proposed with { On = On("2020-05-10"), Evidence = null, Source = null, Reason = null });
        // A delivery of a month may have come by any of its days.
        Given(Made, Delivered("rail", 5_000, "2020-05")).When(Fulfil).Then(Proposed with { Evidence = null, Source = null, Reason = null });
    }

    [Fact]
    public void A_day_of_fulfilment_other_than_that_of_the_deliveries_was_taken_without_a_word()
    {
        Given(Made, Delivered("rail", 5_000, "2020-05-10")).When(Fulfil with { FulfilledOn = On("2020-09-20") }).WithWarning("had come on 2020-05-10, not on 2020-09-20");
        Given(Made, Delivered("rail", 5_000, "2020-08-20")).When(Fulfil with { Evidence = EvidenceKind.Document, Citation = Cited }).WithWarning("had come on 2020-08-20, not on 2020-05-20");
    }

    [Fact]
    public void A_source_older_than_the_deed_showed_it_without_a_word()
    {
        Given(Made).When(Fulfil with { FulfilledOn = On("2024-06-10"), Evidence = EvidenceKind.Document, Citation = Cited }).WithWarning("cannot tell of that day");
        Given(Made).When(new WithdrawCommitment("flour", Kaz, On("2024-06-10"), "Off.", Cited)).WithWarning("cannot tell of that day");
        Assert.Null(Given(Made).When(new LapseCommitment("flour", On("2024-06-10"), "Nobody asks.", Cited)).Decision.Warnings);
    }

    [Fact]
    public void What_is_owed_for_years_to_come_was_closed_as_fulfilled()
    {
        DeliveryRecorded Year(string year) => new("flour", Both, $"y{year}", On($"{year}-03-01"), EvidenceKind.Document, null, null, Period.Parse(year));
        var years = Made with { Quantity = null, Deadline = null, Recurs = new(Frequency.Annual, new(2021, 1, 1), 1, new(2023, 12, 31)) };
        Given(years, Year("2021"), Year("2022")).When(Fulfil with { FulfilledOn = On("2022-10-01") }).ThenRefused(Problem.StateRefuses);
        Given(years, Year("2021"), Year("2022")).When(Fulfil with { FulfilledOn = On("2022-10-01"), Evidence = EvidenceKind.Document, Citation = Cited }).ThenRefused(Problem.StateRefuses);
        Given(years with { Recurs = years.Recurs! with { Until = null } }, Year("2021"), Year("2022")).When(Fulfil with { FulfilledOn = On("2022-10-01") }).ThenRefused(Problem.StateRefuses);
        Assert.Single(Given(years, Year("2021"), Year("2022"), Year("2023")).When(Fulfil with { FulfilledOn = On("2023-03-01") }).Decision.Events);
    }

    [Fact]
    public void The_last_year_of_the_register_had_a_year_after_it()
    {
        Recurrence endless = new(Frequency.Annual, new(2021, 1, 1)), months = new(Frequency.Monthly, new(2199, 1, 1));
        Assert.Equal("2199", Instances.By(endless, new(2199, 6, 1)).Last().ToString());
        Assert.Equal("2199-12", Instances.By(months, new(2199, 12, 31)).Last().ToString());
        Assert.Equal(CommitmentStatus.Overdue, Stands("2199-12-31", Yearly).Status);
    }

    [Fact]
    public void A_deadline_was_moved_before_the_word()
    {
        Given(Made).When(new AdvanceDeadline("flour", On("2020-04-16"), On("2020-05-01"), Both, "Sooner.", Cited)).ThenRefused(Problem.InvalidValue, "/deadline");
        Given(Made with { Deadline = null }).When(new ExtendDeadline("flour", On("2020-04-16"), On("2020-05-01"), null, null, Cited)).ThenRefused(Problem.InvalidValue, "/deadline");
    }

    [Fact]
    public void Periods_that_had_ended_before_the_word_were_overdue()
    {
        var make = Make with { Quantity = null, Deadline = null, Recurs = new(Frequency.Annual, new(2019, 1, 1)) };
        Given().When(make).ThenRefused(Problem.InvalidValue, "/recurs/from");
        Assert.Single(Given().When(make with { Recurs = new(Frequency.Annual, new(2020, 1, 1)) }).Decision.Events); // the year in which it was said
        Given(Yearly).When(new CorrectCommitment("flour", "A slip.", Recurs: new(Frequency.Annual, new(2019, 1, 1)))).ThenRefused(Problem.InvalidValue, "/recurs/from");
        Given(Yearly).When(new CorrectCommitment("flour", "A slip.", StatedOn: On("2022-01-01"))).ThenRefused(Problem.InvalidValue, "/statedOn");
    }

    [Fact]
    public void A_delivery_was_worth_less_than_nothing_or_a_thousand_times_what_is_owed()
    {
        RecordDelivery delivery = new("flour", "rail", On("2020-05-13"), EvidenceKind.Document, Citation: Cited);
        Given(Made).When(delivery with { Value = new(-1_500_000, "USD") }).ThenRefused(Problem.InvalidValue, "/value/amount");
        Given(Made).When(delivery with { Quantity = new(5_000_000, "t") }).WithWarning("1,000 times what is owed");
        Assert.Null(Given(Made).When(delivery with { Quantity = new(5_000_000, "kg") }).Decision.Warnings);
    }

    [Fact]
    public void What_was_delivered_was_withdrawn_or_given_up_without_a_word()
    {
        object[] done = [Made, Delivered("rail", 5_000, "2020-05-13")];
        Given(done).When(new WithdrawCommitment("flour", Kaz, On("2020-06-01"), "Off.", Cited)).WithWarning("all of it had come on 2020-05-13");
        Given(done).When(new LapseCommitment("flour", On("2020-06-01"), "Nobody asks.")).WithWarning("all of it had come on 2020-05-13");
        Given(Made, Proposed, Fulfilled).When(new ReopenCommitment("flour", On("2020-05-19"), "Wrong.")).ThenRefused(Problem.InvalidValue, "/reopenedOn");
    }

    [Fact]
    public void Whether_about_a_thousand_is_about_a_thousand_was_called_a_part() => Assert.Contains(
        "about 1,000 of about 1,000 t were delivered; whether that is all cannot be told from these words.",
        Stands("2020-05-14", Made with { Quantity = new(1_000, "t", Bound.About) }, Delivered("rail", 1_000, "2020-05-13") with { Quantity = new(1_000, "t", Bound.About) }).Reasons);

    [Fact]
    public void A_body_owned_it_beside_itself() =>
        Given(Made).When(new AssignOwner("flour", "KAZ:MFA", On("2020-05-01"), ["KAZ:MFA"])).ThenRefused(Problem.InvalidValue, "/coOwners");
}
