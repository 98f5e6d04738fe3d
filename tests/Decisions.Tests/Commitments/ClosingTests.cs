using System.Text.Json;
using CommitmentTracker.Commitments;
using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;
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
        Given(Made).When(delivery with { Quantity = new(5_000_000, "t") }).ThenRefused(Problem.ImplausibleFigure, "/quantity/amount");
        Assert.Null(Given(Made).When(delivery with { Quantity = new(5_000_000, "kg") }).Decision.Warnings);
    }

    [Fact]
    [Trait("Trap", "3")]
    public void Five_tons_came_of_five_thousand_and_nobody_asked_whether_that_is_a_slip()
    {
        RecordDelivery slip = new("flour", "rail", On("2020-05-13"), EvidenceKind.Document, new(5, "t"), Citation: Cited);
        Given(Made).When(slip).ThenRefused(Problem.ImplausibleFigure, "/quantity/amount");
        Given(Made).When(slip with { Confirm = true }).ThenRefused(Problem.InvalidValue, "/reason");
        Given(Made).When(slip with { Confirm = true, Reason = "A first truck." }).Then(Delivered("rail", 5, "2020-05-13"));
        Given(Made, Delivered("rail", 5, "2020-05-13")).When(slip).ThenNothing();
        Given(Made).When(slip with { Quantity = new(6, "t") }).Then(Delivered("rail", 6, "2020-05-13"));
        Given(Made with { Quantity = new(100, "USD") }).When(slip with { Quantity = null, Value = new(1_000, "USD") }).ThenRefused(Problem.ImplausibleFigure, "/value/amount");
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

    [Fact]
    public void What_was_denied_since_it_was_proposed_was_closed_as_fulfilled()
    {
        DeliveryDisputed denied = new("flour", Both, "rail", Tjk, On("2020-05-15"));
        object[] proposed = [Made, Delivered("rail", 5_000, "2020-05-13"), Proposed with { Evidence = null }];
        ConfirmClosure confirm = new("commitment:flour", Closure.Fulfilled, 3);
        var refused = Given([.. proposed, denied]).By("reviewer").When(confirm).ThenRefused(Problem.StateRefuses);
        Assert.Contains("RejectClosure sends it back", refused.Decision.Refusal!.Detail, StringComparison.Ordinal);
        Given(proposed).By("reviewer").When(confirm).Then(Fulfilled with { Evidence = null });
        // A document shows it whatever is denied, and the reviewer is told of that.
        Given(Made, Delivered("rail", 5_000, "2020-05-13"), Proposed, denied).By("reviewer").When(confirm).Then(Fulfilled).WithWarning("'rail' is denied");
    }

    [Fact]
    public void The_lateness_of_a_period_was_lost_with_the_closure()
    {
        DeliveryRecorded Half(string period, string on) => new("flour", Both, period.ToLowerInvariant(), On(on), EvidenceKind.Document, null, null, Period.Parse(period));
        var halves = Made with { Quantity = null, Deadline = null, Recurs = new(Frequency.HalfYear, new(2021, 1, 1), 1, new(2021, 12, 31)) };
        object[] late = [halves, Half("2021-S1", "2021-08-01"), Half("2021-S2", "2021-12-01")];

        var open = Stands("2022-01-01", late);
        var closed = Stands("2022-01-01", [.. late, Proposed with { On = On("2021-12-01") }, Fulfilled with { FulfilledOn = On("2021-12-01") }]);
        Assert.Equal((CommitmentStatus.FulfilledLate, 32, "2021-12-01"), (open.Status, open.LateDays, open.FulfilledOn!.ToString()));
        Assert.Equal((CommitmentStatus.FulfilledLate, 32, "2021-12-01"), (closed.Status, closed.LateDays, closed.FulfilledOn!.ToString()));
        Assert.Equal(["Two people found it fulfilled.", "32 days late for 2021-S1."], closed.Reasons);
        Assert.Equal(CommitmentStatus.FulfilledOnTime, Stands("2022-01-01", halves, Half("2021-S1", "2021-06-30"), Half("2021-S2", "2021-12-01"), Proposed, Fulfilled with { FulfilledOn = On("2021-12-01") }).Status);
    }

    [Fact]
    public void A_period_found_done_without_a_delivery_was_never_late_and_one_denied_since_took_away_the_lateness_of_another()
    {
        DeliveryRecorded Year(string year, string on) => new("flour", Both, $"y{year}", On(on), EvidenceKind.Document, null, null, Period.Parse(year));
        var years = Made with { Quantity = null, Deadline = null, Recurs = new(Frequency.Annual, new(2023, 1, 1), 1, new(2024, 12, 31)) };
        object[] Closed(params object[] deliveries) => [years, .. deliveries, Proposed with { On = On("2025-03-03") }, Fulfilled with { FulfilledOn = On("2025-03-03") }];

        var cited = Stands("2025-06-01", Closed(Year("2023", "2023-05-01")));
        Assert.Equal((CommitmentStatus.FulfilledLate, 62, "2025-03-03"), (cited.Status, cited.LateDays, cited.FulfilledOn!.ToString()));
        // Delivered three days late for 2023; for 2024 in time, and denied since the closure.
        object[] denied = [.. Closed(Year("2023", "2024-01-03"), Year("2024", "2024-05-01")), new DeliveryDisputed("flour", Both, "y2024", Tjk, On("2025-04-01"))];
        Assert.Equal((CommitmentStatus.FulfilledLate, 62), (Stands("2025-06-01", denied).Status, Stands("2025-06-01", denied).LateDays));
        // When a period before the last one was done nobody said.
        var early = Stands("2025-06-01", Closed(Year("2024", "2024-05-01")));
        Assert.Equal((CommitmentStatus.FulfilledLate, 428), (early.Status, early.LateDays));
        Assert.Equal(CommitmentStatus.FulfilledLate, Stands("2025-06-01", Closed()).Status);
        Assert.Equal(CommitmentStatus.PossiblyLate, Stands("2025-06-01", [years, Year("2024", "2024-05-01"), Proposed, Fulfilled with { FulfilledOn = On("2024-05-01") }]).Status);
        // A correction that leaves it no period leaves it no lateness.
        Assert.Equal(CommitmentStatus.Fulfilled, Stands("2025-06-01", [.. Closed(), new CommitmentCorrected("flour", Both, "A slip.", Recurs: years.Recurs! with { From = new(2026, 1, 1), Until = new(2026, 12, 31) })]).Status);
    }

    [Fact]
    public void One_person_folded_anything_into_anything()
    {
        var other = Made with { Slug = "other" };
        MergeCommitment merge = new("flour", "other", "One and the same.");
        Given(Made, other with { Obligors = [Uzb] }).When(merge).ThenRefused(Problem.StateRefuses);
        Given(Made, other, new CommitmentWithdrawn("other", Both, Kaz, On("2020-05-01"), "officer")).When(merge).ThenRefused(Problem.StateRefuses);
        Given(Made, other with { What = "5,000 tons of fuel oil" }).When(merge).WithWarning("the other \"5,000 tons of fuel oil\"");
        Given(Made, other with { Quantity = new(500, "t") }).When(merge).WithWarning("the other of 500 t");
        Given(Made, other with { Kind = CommitmentKind.Supply }).When(merge).WithWarning("the other supply");
        Given(Made, other with { Obligors = [Tjk], Counterparties = [Kaz] }).When(merge).WithWarning("the other by TJK");
        Assert.Null(Given(Made, other with { What = "Flour, 5,000 t of it", Quantity = new(5_000_000, "kg") }).When(merge).Decision.Warnings);
        Assert.Null(Given(Made, other with { What = "5 000 тонн муки" }).When(merge).Decision.Warnings);
    }

    [Fact]
    public void A_denial_logged_by_mistake_stayed_for_as_long_as_a_proposal_waited_that_nobody_could_confirm()
    {
        DeliveryDisputed denied = new("flour", Both, "rail", Tjk, On("2020-05-15"));
        TakeBack back = new("commitment:flour", 4, "Of another delivery.");
        Given(Made, Delivered("rail", 5_000, "2020-05-13"), Proposed with { Evidence = null }, denied).When(back).Then(new ActTakenBack("commitment:flour", Both, 4));
        Given(Made, Delivered("rail", 5_000, "2020-05-13"), Proposed with { Closure = Closure.Withdrawn, By = Kaz }, denied).When(back).ThenRefused(Problem.StateRefuses);
    }

    [Fact]
    public void What_came_beyond_what_was_owed_was_told_nowhere()
    {
        object[] much = [Made, Delivered("rail", 5_000, "2020-05-13"), Delivered("road", 1_000, "2020-05-14")];
        Assert.Contains("6,000 t were delivered, more than the 5,000 that were owed.", Stands("2020-05-20", much).Reasons);
        Assert.Contains("6,000 t were delivered, more than the 5,000 that were owed.", Stands("2020-05-20", [.. much, Proposed, Fulfilled]).Reasons);
        Assert.DoesNotContain(Stands("2020-05-20", [Made with { Quantity = new(5_000, "t", Bound.AtLeast) }, .. much[1..]]).Reasons, r => r.Contains("more than", StringComparison.Ordinal));
    }

    [Fact]
    public void A_milestone_was_reached_before_anybody_had_set_it() => Given(Made, new MilestoneAdded("flour", Both, "half", "Half of it", On("2020-05-01"), null))
        .When(new ReachMilestone("flour", "half", On("2020-04-20"))).WithWarning("It was set on 2020-05-01");

    [Fact]
    public void A_deed_in_the_month_of_the_word_found_no_deadline_and_was_not_late()
    {
        var may = Made with { StatedOn = On("2020-05"), Deadline = On("2020-05-20"), Quantity = new(10, "t") };
        CommitmentVerdict Came(string on, params object[] more) => Stands("2020-12-01", [may, .. more, Delivered("rail", 10, on)]);
        Assert.Equal((CommitmentStatus.FulfilledLate, 5), (Came("2020-05-25").Status, Came("2020-05-25").LateDays));
        Assert.Equal(CommitmentStatus.FulfilledOnTime, Came("2020-05-20").Status);
        Assert.Equal(CommitmentStatus.FulfilledOnTime, Came("2020-04-20").Status); // before the word
        Assert.Equal(CommitmentStatus.Overdue, Stands("2020-05-21", may).Status);
        // Extended some day in May: before it came, or after.
        var extended = new CommitmentDeadlineExtended("flour", Both, On("2020-05-20"), On("2020-06-30"), On("2020-05"), "Ministry");
        Assert.Equal((CommitmentStatus.PossiblyLate, null), (Came("2020-05-25", extended).Status, Came("2020-05-25", extended).LateDays));
        Assert.Equal(CommitmentStatus.FulfilledOnTime, Came("2020-06-01", extended).Status);
        Assert.Equal(CommitmentStatus.FulfilledLate, Came("2020-07-01", extended).Status);
    }

    [Fact]
    public void Entered_in_another_order_an_extension_moved_a_deadline_earlier_and_an_advance_moved_it_later()
    {
        ExtendDeadline early = new("flour", On("2021-06-30"), On("2020-04-20"), "Ministry", "Rain.", Cited), late = new("flour", On("2020-12-31"), On("2020-05-10"), "Ministry", "Snow.", Cited);
        CommitmentDeadlineExtended Extended(string to, string said) => new("flour", Both, Made.Deadline!, On(to), On(said), "Ministry");
        Given(Made, Extended("2021-06-30", "2020-04-20")).When(late).ThenRefused(Problem.InvalidValue, "/deadline");
        Given(Made, Extended("2020-12-31", "2020-05-10")).When(early).ThenRefused(Problem.StateRefuses);
        Given(Made, Extended("2020-12-31", "2020-05-10")).When(early with { Deadline = On("2020-09-30") }).Then(Extended("2020-09-30", "2020-04-20"));

        CommitmentDeadlineAdvanced advanced = new("flour", Both, Made.Deadline!, On("2020-05-15"), On("2020-05-10"), Both);
        Given(Made, advanced).When(new AdvanceDeadline("flour", On("2020-05-10"), On("2020-05-01"), Both, Citation: Cited)).ThenRefused(Problem.StateRefuses);
        Given(Made).When(new AdvanceDeadline("flour", On("2020-05-01"), On("2020-05-02"), Both, Citation: Cited)).WithWarning("It had passed when this was said");
        // What was advanced from a later day would be an extension without that day.
        Given(Made, Extended("2021-06-30", "2020-04-20"), advanced with { Deadline = On("2020-12-31") }).When(new TakeBack("commitment:flour", 2, "A slip.")).ThenRefused(Problem.StateRefuses);
        Given(Made, Extended("2021-06-30", "2020-04-20"), advanced).When(new TakeBack("commitment:flour", 3, "A slip.")).Then(new ActTakenBack("commitment:flour", Both, 3));
    }

    [Fact]
    public void Who_owes_denied_a_delivery_and_could_never_take_that_back()
    {
        object[] denied = [Made, Delivered("rail", 5_000, "2020-05-13", EvidenceKind.SelfReport), new DeliveryDisputed("flour", Both, "rail", Kaz, On("2020-05-15"))];
        DeliveryConfirmed confirmed = new("flour", Both, "rail", Kaz, On("2020-05-20"));
        Given(denied).When(new ConfirmDelivery("flour", "rail", Kaz, On("2020-05-20"))).Then(confirmed);
        Given([.. denied, confirmed]).When(new ConfirmDelivery("flour", "rail", Kaz, On("2020-05-20"))).ThenNothing();
        Given(Made, Delivered("rail", 5_000, "2020-05-13")).When(new ConfirmDelivery("flour", "rail", Kaz, On("2020-05-20"))).ThenRefused(Problem.InvalidValue, "/by");
        var after = ((object[])[.. denied, confirmed]).Aggregate((Commitment)Commitment.Kind.Initial, Commitment.Evolve);
        Assert.Null(after.Accepted("rail")); // its own word shows nothing
        Assert.Empty(after.DisputedBy("rail"));
    }

    [Fact]
    public void Closed_reopened_and_proposed_again_it_seemed_to_be_proposed() => Given(
        Made, Delivered("rail", 5_000, "2020-05-13"), Proposed with { Evidence = null, Source = null, Reason = null }, Fulfilled, new CommitmentReopened("flour", Both, On("2020-06-01")))
        .When(Fulfil).ThenNothing().WithWarning("reopened since");

    [Fact]
    public void What_had_ended_was_overdue_in_its_parts()
    {
        var halves = Yearly with { Recurs = new(Frequency.HalfYear, new(2020, 1, 1)) };
        var ended = View("2022-06-01", halves, new MilestoneAdded("flour", Both, "half", "Half of it", On("2020-04-17"), On("2021-05-01")), new CommitmentWithdrawn("flour", Both, Kaz, On("2021-03-01"), "officer"));
        Assert.Equal([("2020-S1", CommitmentStatus.Withdrawn), ("2020-S2", CommitmentStatus.Withdrawn), ("2021-S1", CommitmentStatus.Withdrawn)], ended.Instances!.Select(i => (i.Period.ToString(), i.Status)));
        Assert.Equal(CommitmentStatus.Withdrawn, Assert.Single(ended.Milestones!).Status);
        Assert.Equal(CommitmentStatus.Overdue, View("2021-02-01", halves).Instances![0].Status);

        static CommitmentView View(string day, params object[] events) => CommitmentViews.Of(new("commitment:flour", [.. events.Select((e, n) => new Logged(
            App.Types.NameOf(e.GetType()), n + 1, n + 1, default, "officer", Happened.On(e), null, null, JsonSerializer.SerializeToElement(e, e.GetType(), ContractJson.Stored)))]) { Day = Day(day) });
    }

    [Fact]
    public void What_recurs_and_was_closed_on_a_document_was_late_in_one_period_at_most_and_not_done_in_those_that_were()
    {
        var monthly = Yearly with { StatedOn = On("2024-02-29"), Recurs = new(Frequency.Monthly, new(2024, 2, 29), 2, new(2024, 5, 15)) };
        var verdict = Stands("2024-06-01", monthly, Fulfilled with { FulfilledOn = On("2024-05-20") });
        Assert.Equal((CommitmentStatus.FulfilledLate, 5), (verdict.Status, verdict.LateDays));
        Assert.Equal(["Two people found it fulfilled.", "5 days late for 2024-05.", "Whether it was late for 2024-02, 2024-03, 2024-04 cannot be told.", "No delivery that counts makes up 2024-02, 2024-03, 2024-04, 2024-05."], verdict.Reasons);
        Assert.Equal([Precision.Year, Precision.Quarter, Precision.Quarter, Precision.Day], Seen("2024-06-01", monthly, Fulfilled with { FulfilledOn = On("2024-05-20") }).Instances!.Select(i => i.DoneOn!.Precision));
    }

    [Fact]
    public void What_was_said_later_of_others_or_of_another_kind_took_its_place_without_a_word()
    {
        SupersedeCommitment command = new("flour", "next", On("2020-05-20"), "Another one.");
        var next = Made with { Slug = "next" };
        Assert.Null(Given(Made, next).When(command).Decision.Warnings);
        Given(Made, next with { StatedOn = On("2020-06-01") }).When(command).WithWarning("'next' was first said on 2020-06-01");
        Given(Made, next with { Counterparties = [Uzb] }).When(command).WithWarning("'next' KAZ, UZB");
        Given(Made, next with { Kind = CommitmentKind.Visit }).When(command).WithWarning("'next' visit");
    }

    [Fact]
    public void Who_proposed_sent_the_own_proposal_back_as_the_second_person() =>
        Given(Made, Proposed).By("officer").When(new RejectClosure("commitment:flour", Closure.Fulfilled, 2, "No.")).ThenRefused(Problem.SamePerson);
}
