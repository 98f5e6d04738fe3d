using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;
using static CommitmentTracker.Decisions.Tests.Commitments.Flour;
using static CommitmentTracker.Decisions.Tests.Scenario;

namespace CommitmentTracker.Decisions.Tests.Commitments;

/// <summary>What is said of a commitment between its first mention and its end.</summary>
public sealed class OnTheWayTests
{
    [Fact]
    public void A_deed_before_the_word_was_taken_without_a_word()
    {
        var early = On("2020-04-01");
        Scenario.Given(Made).When(new RecordDelivery("flour", "rail", early, EvidenceKind.Document)).WithWarning("It was first said on 2020-04-17");
        Scenario.Given(Made).When(new ReportProgress("flour", early, "Half of it is loaded.")).WithWarning("after 2020-04-01");
        Assert.Null(Scenario.Given(Made).When(new RecordDelivery("flour", "rail", On("2020-04-17"), EvidenceKind.Document, new(5_000, "t"), Citation: Cited)).Decision.Warnings);
    }

    [Fact]
    public void Its_strength_is_found_to_be_another() => Given(Made).When(new ReclassifyStrength("flour", Strength.Announced, On("2020-05-01"), "Only one side says so."))
        .Then(new StrengthReclassified("flour", Both, Strength.Announced, On("2020-05-01")));

    [Fact]
    public void Another_strength_needs_a_word() => Given(Made).When(new ReclassifyStrength("flour", Strength.Announced, On("2020-05-01"))).ThenRefused(Problem.InvalidValue, "/reason");

    [Fact]
    public void A_body_sees_to_it() => Given(Made).When(new AssignOwner("flour", "KAZ:Ministry of Agriculture", On("2020-05-01"), ["TJK:Agency of Reserves"]))
        .Then(new OwnerAssigned("flour", Both, "KAZ:Ministry of Agriculture", ["TJK:Agency of Reserves"], On("2020-05-01")));

    [Fact]
    public void A_person_sees_to_nothing() => Given(Made).When(new AssignOwner("flour", "Somebody", On("2020-05-01"), ["Somebody else"])).ThenRefused(Problem.InvalidValue, "/owner", "/coOwners/0");

    [Fact]
    public void A_milestone_is_set_and_reached()
    {
        var added = new MilestoneAdded("flour", Both, "sent", "Wagons leave", On("2020-04-17"), On("2020-05-07"));
        Given(Made).When(new AddMilestone("flour", "sent", "Wagons leave", On("2020-04-17"), On("2020-05-07"))).Then(added);
        Given(Made, added).When(new AddMilestone("flour", "sent", "Something else", On("2020-04-17"))).ThenRefused(Problem.AlreadyDifferent);
        Given(Made).When(new AddMilestone("flour", "sent", "Wagons leave", On("2020-04-17"), On("2020-04-16"))).ThenRefused(Problem.InvalidValue, "/due");
        Given(Made).When(new AddMilestone("flour", "sent", "Wagons leave", On("2020-04-17"), On("2020-06-01"))).WithWarning("before this step of 2020-06-01");
        Given(Made, added).When(new ReachMilestone("flour", "sent", On("2020-05-07"))).Then(new MilestoneReached("flour", Both, "sent", On("2020-05-07")));
        Given(Made, added, new MilestoneReached("flour", Both, "sent", On("2020-05-07"))).When(new ReachMilestone("flour", "sent", On("2020-05-08"))).ThenRefused(Problem.AlreadyDifferent);
        Given(Made).When(new ReachMilestone("flour", "sent", On("2020-05-07"))).ThenRefused(Problem.NotFound);
    }

    [Fact]
    public void Thanks_are_an_acknowledgement_and_no_delivery()
    {
        Given(Made).When(new RecordAcknowledgement("flour", Tjk, On("2020-04-09"))).Then(new AcknowledgementRecorded("flour", Both, Tjk, On("2020-04-09")));
        Given(Made).When(new RecordAcknowledgement("flour", Uzb, On("2020-04-09"))).ThenRefused(Problem.InvalidValue, "/by");
        Given(Made).When(new RecordDelivery("flour", "thanks", On("2020-04-09"), EvidenceKind.Acknowledgement)).ThenRefused(Problem.InvalidValue, "/evidence");
    }

    [Fact]
    public void A_delivery_is_logged_once_by_the_clients_id()
    {
        var command = new RecordDelivery("flour", "rail", On("2020-05-13"), EvidenceKind.Document, new(5_000, "t"));
        Given(Made).When(command).Then(Delivered("rail", 5_000, "2020-05-13"));
        Given(Made, Delivered("rail", 5_000, "2020-05-13")).When(command).ThenNothing();
        Given(Made, Delivered("rail", 5_000, "2020-05-13")).When(command with { Quantity = new(4_000, "t") }).ThenRefused(Problem.AlreadyDifferent);
    }

    [Fact]
    public void Kilograms_are_counted_in_tons_and_visits_are_not()
    {
        Given(Made).When(new RecordDelivery("flour", "rail", On("2020-05-13"), EvidenceKind.Document, new(5_000_000, "kg")))
            .Then(new DeliveryRecorded("flour", Both, "rail", On("2020-05-13"), EvidenceKind.Document, new(5_000_000, "kg"), null, null));
        Given(Made).When(new RecordDelivery("flour", "rail", On("2020-05-13"), EvidenceKind.Document, new(1, "visit"))).ThenRefused(Problem.InvalidValue, "/quantity/unit");
    }

    [Fact]
    public void A_delivery_of_what_recurs_names_its_period()
    {
        var command = new RecordDelivery("flour", "first", On("2023-05-13"), EvidenceKind.Document);
        Given(Yearly).When(command).ThenRefused(Problem.InvalidValue, "/instance");
        Given(Yearly).When(command with { Instance = Period.Parse("2020") }).ThenRefused(Problem.InvalidValue, "/instance");
        Given(Yearly).When(command with { Instance = Period.Parse("2023") }).Then(new DeliveryRecorded("flour", Both, "first", On("2023-05-13"), EvidenceKind.Document, null, null, Period.Parse("2023")));
        Given(Made).When(command with { Instance = Period.Parse("2023") }).ThenRefused(Problem.InvalidValue, "/instance");
    }

    [Fact]
    public void A_counterparty_confirms_or_denies_a_delivery_that_is_there()
    {
        var delivered = Delivered("rail", 5_000, "2020-05-13", EvidenceKind.SelfReport);
        Given(Made, delivered).When(new ConfirmDelivery("flour", "rail", Tjk, On("2020-05-14"))).Then(new DeliveryConfirmed("flour", Both, "rail", Tjk, On("2020-05-14")));
        Given(Made, delivered).When(new ConfirmDelivery("flour", "rail", Kaz, On("2020-05-14"))).ThenRefused(Problem.InvalidValue, "/by");
        Given(Made, delivered).When(new DisputeDelivery("flour", "rail", Tjk, On("2020-05-14"), "Nothing came.")).Then(new DeliveryDisputed("flour", Both, "rail", Tjk, On("2020-05-14")));
        Given(Made, delivered).When(new DisputeDelivery("flour", "rail", Tjk, On("2020-05-14"), null)).ThenRefused(Problem.InvalidValue, "/reason");
        Given(Made, delivered).When(new DisputeDelivery("flour", "rail", Uzb, On("2020-05-14"), "Nothing came.")).ThenRefused(Problem.InvalidValue, "/by");
        Given(Made).When(new ConfirmDelivery("flour", "rail", Tjk, On("2020-05-14"))).ThenRefused(Problem.NotFound);
        Given(Made).When(new DisputeDelivery("flour", "rail", Tjk, On("2020-05-14"), "What delivery?")).ThenRefused(Problem.NotFound);
    }

    [Fact]
    public void A_deadline_is_extended_with_a_source_an_authority_and_a_reason()
    {
        var command = new ExtendDeadline("flour", On("2020-06-30"), On("2020-05-20"), "Commission", "No wagons.", Cited);
        Given(Made).When(command).Then(new CommitmentDeadlineExtended("flour", Both, Deadline, On("2020-06-30"), On("2020-05-20"), "Commission"));
        Given(Made).When(command with { Authority = null, Reason = null }).ThenRefused(Problem.InvalidValue, "/authority", "/reason");
        Given(Made).When(command with { Citation = null }).ThenRefused(Problem.InvalidValue, "/citation");
        Given(Made).When(command with { Deadline = On("2020-05-20") }).ThenRefused(Problem.InvalidValue, "/deadline");
        Given(Made).When(command with { StatedOn = On("2020-04-01") }).ThenRefused(Problem.InvalidValue, "/statedOn");
        Given(Yearly).When(command).ThenRefused(Problem.StateRefuses);
    }

    [Fact]
    public void The_first_deadline_of_what_had_none_is_set_without_ado() => Given(Joint).When(new ExtendDeadline("flour", On("2020-06-30"), On("2020-05-20"), Citation: Cited))
        .Then(new CommitmentDeadlineSet("flour", Both, On("2020-06-30"), On("2020-05-20")));

    [Fact]
    public void A_joint_deadline_is_advanced_by_all_its_obligors()
    {
        var command = new AdvanceDeadline("flour", On("2020-05-20"), On("2020-05-01"), [Kaz], "Sooner.", Cited);
        var joint = Joint with { Deadline = Deadline };
        Given(Made).When(command).Then(new CommitmentDeadlineAdvanced("flour", Both, Deadline, On("2020-05-20"), On("2020-05-01"), [Kaz]));
        Given(joint).When(command).ThenRefused(Problem.InvalidValue, "/agreedBy");
        Given(joint).When(command with { AgreedBy = [Tjk, Kaz] }).Then(new CommitmentDeadlineAdvanced("flour", Both, Deadline, On("2020-05-20"), On("2020-05-01"), Both));
        Given(Made).When(command with { AgreedBy = [Uzb] }).ThenRefused(Problem.InvalidValue, "/agreedBy");
        Given(Made).When(command with { Deadline = On("2020-06-30") }).ThenRefused(Problem.InvalidValue, "/deadline");
        Given(Joint).When(command).ThenRefused(Problem.StateRefuses);
    }

    [Fact]
    public void Said_again_alike_it_is_a_mention_and_otherwise_a_contradiction_beside()
    {
        var command = new RestateCommitment("flour", On("2020-05-13"), Citation: Cited);
        Given(Made).When(command).Then(new CommitmentRestated("flour", Both, On("2020-05-13"), null, "trend-2023", null, null));
        Given(Made).When(command with { Quantity = new(5_000, "t", Words: "пять тысяч тонн") })
            .Then(new CommitmentRestated("flour", Both, On("2020-05-13"), null, "trend-2023", new(5_000, "t", Words: "пять тысяч тонн"), null));
        // The same in kilograms was a contradiction.
        Given(Made).When(command with { Quantity = new(5_000_000, "kg") }).Then(new CommitmentRestated("flour", Both, On("2020-05-13"), null, "trend-2023", new(5_000_000, "kg"), null));
        Given(Made).When(command with { Quantity = new(5, "t") })
            .Then(new CommitmentContradicted("flour", Both, On("2020-05-13"), null, "trend-2023", new(5, "t"), null)).WithWarning("kept beside");
        Given(Made).When(command with { Citation = null }).ThenRefused(Problem.InvalidValue, "/citation");
    }

    [Fact]
    public void A_final_score_of_what_was_not_due_yet_or_not_said_yet_was_taken_without_a_word()
    {
        var command = new AssessCommitment("flour", "a", new(2020, 5, 31), AssessmentStage.Final, -1, "Nothing came.");
        // It was answered with a 500.
        Given(Made).When(command with { Evidence = ["commitment:flour"] }).ThenRefused(Problem.InvalidValue, "/evidence");
        Given(Made).When(command).WithWarning("It is due by 2020-05-31 only");
        Assert.DoesNotContain(Given(Made).When(command with { AsOf = new(2020, 6, 1) }).Decision.Warnings ?? [], w => w.Contains("due by", StringComparison.Ordinal));
        Assert.DoesNotContain(Given(Made).When(command with { Score = 1 }).Decision.Warnings ?? [], w => w.Contains("due by", StringComparison.Ordinal));
        Assert.DoesNotContain(Given(Made).When(command with { Stage = AssessmentStage.Interim }).Decision.Warnings ?? [], w => w.Contains("due by", StringComparison.Ordinal));
        Given(Made).When(command with { AsOf = new(2019, 1, 1) }).WithWarning("first said");
    }

    [Fact]
    public void A_delivery_without_a_source_or_of_what_was_withdrawn_was_taken_without_a_word()
    {
        var command = new RecordDelivery("flour", "rail-1", On("2020-05-13"), EvidenceKind.Document, new(5_000, "t"));
        Given(Made).When(command).WithWarning("No source is cited");
        Assert.Null(Given(Made).When(command with { Citation = Cited }).Decision.Warnings);
        Assert.Null(Given(Made).When(command with { Evidence = EvidenceKind.SelfReport }).Decision.Warnings);
        Given(Made, new CommitmentWithdrawn("flour", Both, Kaz, On("2020-05-01"), "p-1")).When(command).WithWarning("though it is Withdrawn");
    }

    [Fact]
    public void What_cannot_be_verified_is_scored_null_and_never_zero()
    {
        var command = new AssessCommitment("flour", "first", new(2021, 1, 1), AssessmentStage.Interim, 0, "Some of it.");
        Given(Made).When(command).Then(new CommitmentAssessed("flour", Both, "first", new(2021, 1, 1), AssessmentStage.Interim, 0, "Some of it.", []));
        Given(Made with { Verifiable = false }).When(command).ThenRefused(Problem.InvalidValue, "/score");
        Given(Made with { Verifiable = false }).When(command with { Score = null }).Then(new CommitmentAssessed("flour", Both, "first", new(2021, 1, 1), AssessmentStage.Interim, null, "Some of it.", []));
        Given(Made).When(command with { Score = 2 }).ThenRefused(Problem.InvalidValue, "/score");
        Given(Made, new CommitmentAssessed("flour", Both, "first", new(2021, 1, 1), AssessmentStage.Interim, 0, "Some of it.", [])).When(command with { Score = 1 }).ThenRefused(Problem.AlreadyDifferent);
        Given(Made).On("2020-12-31").When(command).ThenRefused(Problem.InvalidValue, "/asOf");
    }

    [Fact]
    public void An_intent_was_assessed_and_silently_missing_from_the_score()
    {
        var command = new AssessCommitment("flour", "first", new(2021, 1, 1), AssessmentStage.Interim, 0, "Some of it.");

        Given(Made with { Strength = Strength.Announced }).When(command).WithWarning("does not count in the pair's compliance");
        Given(Made, new StrengthReclassified("flour", Both, Strength.Announced, On("2020-12-31"))).When(command).WithWarning("It is an intent (announced)");
        Assert.DoesNotContain(Given(Made, new StrengthReclassified("flour", Both, Strength.Announced, On("2021-01-02"))).On("2021-02-01").When(command).Decision.Warnings ?? [], w => w.Contains("intent", StringComparison.Ordinal));
    }

    [Fact]
    public void A_merge_is_undone_by_name()
    {
        var other = Made with { Slug = "flour-aid" };
        var merged = new CommitmentMerged("flour", Both, "flour-aid", "One flour.");
        var unmerged = new CommitmentUnmerged("flour", Both, "flour-aid", "Two flours.");
        Given(Made, other).When(new MergeCommitment("flour", "flour-aid", "One flour.")).Then(merged);
        Given(Made).When(new MergeCommitment("flour", "flour-aid", "One flour.")).ThenRefused(Problem.UnknownEntry, "/into");
        Given(Made, other, new CommitmentMerged("flour-aid", Both, "flour")).When(new MergeCommitment("flour", "flour-aid", "One flour.")).ThenRefused(Problem.StateRefuses);
        Given(Made, other, merged).When(new UnmergeCommitment("flour", "flour-aid", "Two flours.")).Then(unmerged);
        Given(Made, other).When(new UnmergeCommitment("flour", "flour-aid", "Two flours.")).ThenRefused(Problem.StateRefuses);
        // A mistaken undoing could not be mended; and a file sent again must do neither anew.
        object[] undone = [Made, other, merged, unmerged];
        Given(undone).When(new MergeCommitment("flour", "flour-aid", "One flour.")).ThenNothing().WithWarning("say in the reason what is new");
        Given(undone).When(new MergeCommitment("flour", "flour-aid", "After all.")).Then(merged with { Reason = "After all." });
        object[] again = [.. undone, merged with { Reason = "After all." }];
        Given(again).When(new UnmergeCommitment("flour", "flour-aid", "Two flours.")).ThenNothing().WithWarning("say in the reason what is new");
        Given(again).When(new UnmergeCommitment("flour", "flour-aid", "Two, as the mill says.")).Then(unmerged with { Reason = "Two, as the mill says." });
        Given(Made).When(new MergeCommitment("flour", "flour", null)).ThenRefused(Problem.InvalidValue, "/into", "/reason");
    }

    [Fact]
    public void Two_that_look_alike_are_told_apart_once_until_a_merge()
    {
        var other = Made with { Slug = "fuel-oil" };
        var command = new DistinguishCommitment("flour", "fuel-oil", "Another thing.");
        var mirrored = new DistinguishCommitment("fuel-oil", "flour", "Another thing.");
        var (apart, merged, unmerged) = (new CommitmentDistinguished("flour", Both, "fuel-oil"), new CommitmentMerged("flour", Both, "fuel-oil"), new CommitmentUnmerged("flour", Both, "fuel-oil"));
        Given(Made, other).When(command).Then(apart);
        Given(Made, other, apart).When(command).ThenNothing();
        Given(Made, other, apart).When(mirrored).ThenNothing();
        Given(Made, other, apart).When(new MergeCommitment("flour", "fuel-oil", "One after all.")).Then(merged with { Reason = "One after all." });
        Given(Made, other, apart, merged).When(command).ThenRefused(Problem.StateRefuses);
        Given(Made, other, apart, merged).When(mirrored).ThenRefused(Problem.StateRefuses);
        Given(Made, other, merged, unmerged).When(command).ThenNothing();
        Given(Made).When(command).ThenRefused(Problem.UnknownEntry, "/from");
        Given(Made).When(new DistinguishCommitment("flour", "flour", null)).ThenRefused(Problem.InvalidValue, "/from", "/reason");
    }

    [Fact]
    public void Nothing_is_said_of_a_commitment_nobody_recorded() => Assert.All(new Contracts.ICommand[]
    {
        new ReclassifyStrength("flour", Strength.Noted, On("2021"), "Why not."), new AssignOwner("flour", "KAZ", On("2021")), new AddMilestone("flour", "m", "What", On("2021")),
        new ReachMilestone("flour", "m", On("2021")), new ReportProgress("flour", On("2021"), "Some."), new RecordAcknowledgement("flour", Tjk, On("2021")),
        new RecordDelivery("flour", "d", On("2021"), EvidenceKind.Document), new ConfirmDelivery("flour", "d", Tjk, On("2021")), new DisputeDelivery("flour", "d", Tjk, On("2021"), "No."),
        new ExtendDeadline("flour", On("2022"), On("2021"), Citation: Cited), new AdvanceDeadline("flour", On("2022"), On("2021"), [Kaz], Citation: Cited),
        new RestateCommitment("flour", On("2021"), Citation: Cited), new AssessCommitment("flour", "a", new(2021, 1, 1), AssessmentStage.Final, 1, "Done."),
        new MergeCommitment("flour", "other", "One."), new UnmergeCommitment("flour", "other", "Two."), new DistinguishCommitment("flour", "other", "Two."), new FulfilCommitment("flour", On("2021")),
        new WithdrawCommitment("flour", Kaz, On("2021"), Citation: Cited), new LapseCommitment("flour", On("2021"), "Forgotten."), new ReopenCommitment("flour", On("2021"), "Wrong."),
        new SupersedeCommitment("flour", "other", On("2021")),
    }, command => Given().When(command).ThenRefused(Problem.NotFound));

    [Fact]
    public void Nothing_is_logged_before_it_happens() => Assert.All(new (Contracts.ICommand Command, string Pointer)[]
    {
        (new ReclassifyStrength("flour", Strength.Noted, On("2027"), "Why not."), "/statedOn"), (new AssignOwner("flour", "KAZ", On("2027")), "/from"),
        (new AddMilestone("flour", "m", "What", On("2027")), "/statedOn"), (new ReportProgress("flour", On("2027"), "Some."), "/reportedOn"),
        (new RecordAcknowledgement("flour", Tjk, On("2027")), "/acknowledgedOn"), (new RecordDelivery("flour", "d", On("2027"), EvidenceKind.Document), "/deliveredOn"),
        (new ExtendDeadline("flour", On("2028"), On("2027"), "A", "B", Cited), "/statedOn"), (new AdvanceDeadline("flour", On("2020"), On("2027"), [Kaz], "B", Cited), "/statedOn"),
        (new RestateCommitment("flour", On("2027"), Citation: Cited), "/statedOn"), (new FulfilCommitment("flour", On("2027")), "/fulfilledOn"),
        (new WithdrawCommitment("flour", Kaz, On("2027"), Citation: Cited), "/withdrawnOn"), (new LapseCommitment("flour", On("2027"), "Forgotten."), "/lapsedOn"),
        (new ReopenCommitment("flour", On("2027"), "Wrong."), "/reopenedOn"), (new SupersedeCommitment("flour", "other", On("2027")), "/supersededOn"),
    }, c => Given(Made).When(c.Command).ThenRefused(Problem.InvalidValue, c.Pointer));

    [Fact]
    public void A_delivery_valued_in_another_currency_than_is_owed_added_nothing_without_a_word()
    {
        var money = Made with { Quantity = new(1_000_000, "USD") };
        var command = new RecordDelivery("flour", "first", On("2020-05-13"), EvidenceKind.Document, Value: new(450_000, "EUR"), Citation: Cited);
        Given(money).When(command).WithWarning("Its value in EUR is not counted in the USD that are owed");
        Assert.Null(Given(money).When(command with { Value = new(450_000, "USD") }).Decision.Warnings);
    }

    [Fact]
    public void A_waybills_number_was_no_id_of_a_delivery()
    {
        var command = new RecordDelivery("flour", "WB-2026/0017", On("2020-05-13"), EvidenceKind.Document, new(5_000, "t"), Citation: Cited);
        Given(Made).When(command).Then(Delivered("WB-2026/0017", 5_000, "2020-05-13"));
        Given(Made, Delivered("WB-2026/0017", 5_000, "2020-05-13")).When(new ConfirmDelivery("flour", "WB-2026/0017", Tjk, On("2020-05-14"))).Then(new DeliveryConfirmed("flour", Both, "WB-2026/0017", Tjk, On("2020-05-14")));
        Assert.All(new[] { "", " a", "a\n", "commitment:flour", new('a', 101) }, id => Given(Made).When(command with { Delivery = id }).ThenRefused(Problem.InvalidValue, "/delivery"));
    }

    [Fact]
    public void A_joint_commission_could_see_to_nothing()
    {
        var body = new CommitmentTracker.Contracts.Meetings.MechanismRecorded("igc", CommitmentTracker.Contracts.Meetings.MechanismKind.Commission, "Commission", Both, On("2019"), null);
        var command = new AssignOwner("flour", "mechanism:igc", On("2020-05-01"), ["KAZ:Ministry of Agriculture"]);
        Given(Made, body).When(command).Then(new OwnerAssigned("flour", Both, "mechanism:igc", ["KAZ:Ministry of Agriculture"], On("2020-05-01")));
        Given(Made).When(command).ThenRefused(Problem.UnknownEntry, "/owner");
        Given(Made).When(command with { Owner = "TJK:Agency", CoOwners = ["mechanism:igc"] }).ThenRefused(Problem.UnknownEntry, "/coOwners/0");
        Given(Made).When(command with { Owner = "mechanism:I G C" }).ThenRefused(Problem.InvalidValue, "/owner");
        Given(Made).When(command with { Owner = "meeting:igc" }).ThenRefused(Problem.InvalidValue, "/owner");
    }

    [Fact]
    public void Years_from_September_on_were_due_in_December_without_a_word()
    {
        Given().When(Make with { Deadline = null, Quantity = null, Recurs = new(Frequency.Annual, new(2023, 9, 1), 2) }).WithWarning("the first, 2023, is due by 2023-12-31");
        Assert.Null(Given().When(Make with { Deadline = null, Quantity = null, Recurs = new(Frequency.HalfYear, new(2023, 7, 1)), Citation = Cited }).Decision.Warnings);
    }

    [Fact]
    public void The_first_day_after_coming_months_was_a_deadline_moved()
    {
        DateSpan guess = new(new(2020, 4, 18), new(2020, 10, 17), Precision.Open, "coming months");
        var vague = Made with { Deadline = guess };
        foreach (var day in new[] { "2020-06-15", "2020-12-01" })
            Given(vague).When(new ExtendDeadline("flour", On(day), On("2020-05-20"), Citation: Cited)).Then(new CommitmentDeadlineSet("flour", Both, On(day), On("2020-05-20")));
        Given(vague).When(new AdvanceDeadline("flour", On("2020-06-15"), On("2020-05-20"), [Kaz], "Sooner.", Cited)).ThenRefused(Problem.StateRefuses);
        var set = new CommitmentDeadlineSet("flour", Both, On("2020-12-01"), On("2020-05-20"));
        Assert.Equal(CommitmentStatus.FulfilledOnTime, Stands("2021-01-01", vague, set, Fulfilled with { FulfilledOn = On("2020-11-01") }).Status);
        Assert.Null(Seen("2021-01-01", vague, set, Fulfilled with { FulfilledOn = On("2020-11-01") }).LateAgainstOriginalDays); // 15 days, against the register's own guess
    }

    [Fact]
    public void A_step_that_nobody_had_reached_was_done_in_time_with_the_whole()
    {
        MilestoneAdded step = new("flour", Both, "early", "A step", On("2020-04-18"), On("2020-04-30")), late = step with { Milestone = "late", Due = On("2021-12-31") }, whenever = step with { Milestone = "whenever", Due = null };
        IEnumerable<CommitmentStatus> Steps(params object[] end) => Seen("2021-01-01", [Made, step, late, whenever, .. end]).Milestones!.Select(m => m.Status);
        Assert.Equal([CommitmentStatus.Overdue, CommitmentStatus.Open, CommitmentStatus.Open], Steps(Fulfilled));
        Assert.Equal([CommitmentStatus.Overdue, CommitmentStatus.Open, CommitmentStatus.Open], Steps(Delivered("rail", 5_000, "2020-05-13")));
        Assert.All(Steps(new CommitmentWithdrawn("flour", Both, Kaz, On("2020-06-01"), "p-1")), s => Assert.Equal(CommitmentStatus.Withdrawn, s));
    }

    [Fact]
    public void An_obligor_confirmed_its_own_delivery()
    {
        var delivered = Delivered("rail", 500, "2020-05-13", EvidenceKind.SelfReport) with { Quantity = null, By = Kaz };
        Given(Joint).When(new RecordDelivery("flour", "rail", On("2020-05-13"), EvidenceKind.SelfReport, By: Kaz, Citation: Cited)).Then(delivered);
        Given(Made).When(new RecordDelivery("flour", "rail", On("2020-05-13"), EvidenceKind.SelfReport, By: Tjk)).ThenRefused(Problem.InvalidValue, "/by");
        Given(Joint, delivered).When(new ConfirmDelivery("flour", "rail", Kaz, On("2020-05-14"))).ThenRefused(Problem.InvalidValue, "/by");
        DeliveryConfirmed confirmed = new("flour", Both, "rail", Tjk, On("2020-05-14"));
        Given(Joint, delivered).When(new ConfirmDelivery("flour", "rail", Tjk, On("2020-05-14"))).Then(confirmed);
        // Whose it was nobody said: its word may be its own, and who closes it is told so.
        object[] whose = [Joint, delivered with { By = null }, confirmed with { By = Kaz }];
        Given(whose[..2]).When(new ConfirmDelivery("flour", "rail", Kaz, On("2020-05-14"))).WithWarning("whose delivery 'rail' was nobody said");
        Given(whose).When(new FulfilCommitment("flour", On("2020-05-20"))).WithWarning("KAZ owes it too");
        Assert.Contains("does not count before a counterparty confirms it", string.Concat(Stands("2020-06-01", Joint, delivered).Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_logged_of_a_withdrawn_commitment_of_a_period_years_ahead_or_of_a_third_states_body_was_taken_without_a_word()
    {
        object[] withdrawn = [Made, new CommitmentWithdrawn("flour", Both, Kaz, On("2020-06-01"), "p-1")];
        foreach (var command in new CommitmentTracker.Contracts.ICommand[] { new RestateCommitment("flour", On("2020-07-01"), Citation: Cited), new ReportProgress("flour", On("2020-07-01"), "Some."), new AddMilestone("flour", "step", "A step", On("2020-07-01")) })
            Given(withdrawn).When(command).WithWarning("Logged all the same, though it is Withdrawn");
        Given(Yearly).When(new RecordDelivery("flour", "a", On("2022-05-01"), EvidenceKind.Document, null, null, Period.Parse("2031"), Cited)).WithWarning("logged for 2031, which begins after 2022-05-01");
        Given(Made).When(new AssignOwner("flour", "UZB:Ministry", On("2020-05-01"))).WithWarning("UZB:Ministry is of none of the states");
        Given().When(Make with { Strength = Strength.LegallyBinding }).WithWarning("No treaty that was in force then is named");
        Given(Made).When(new AssessCommitment("flour", "a", new(2021, 1, 1), AssessmentStage.Final, 1, "Done.", ["source:bns"])).WithWarning("Nothing is logged that shows it");
    }

    [Fact]
    public void Days_of_one_end_were_two_deadlines()
    {
        var december = Made with { Deadline = On("2020-12-31") };
        Given(december).When(new RestateCommitment("flour", On("2020-05-13"), Deadline: On("2020-12"), Citation: Cited)).Then(new CommitmentRestated("flour", Both, On("2020-05-13"), null, "trend-2023", null, On("2020-12")));
        Given(december).When(new ExtendDeadline("flour", On("2020"), On("2020-05-20"), Citation: Cited)).ThenNothing();
        Given(december with { Deadline = new(new(2020, 5, 1), new(2020, 12, 31), Precision.Open, "coming months") }).When(new ExtendDeadline("flour", On("2020-12-31"), On("2020-05-20"), Citation: Cited))
            .Then(new CommitmentDeadlineSet("flour", Both, On("2020-12-31"), On("2020-05-20")));
    }

    [Fact]
    public void What_no_obligor_agreed_to_nobody_could_have_confirmed_or_two_people_had_found_otherwise_was_taken_without_a_word()
    {
        Given(Made).When(new AdvanceDeadline("flour", On("2020-05-10"), On("2020-05-01"), [Tjk], "Sooner.", Cited)).WithWarning("None of those who owe it agreed: KAZ");
        var nobodys = Made with { Counterparties = [] };
        Given(nobodys).When(new RecordDelivery("flour", "a", On("2020-05-13"), EvidenceKind.CounterpartyConfirmation, new(5_000, "t"), Citation: Cited)).WithWarning("Nobody is logged to whom it is owed");
        Given(nobodys).When(new FulfilCommitment("flour", On("2020-05-20"), EvidenceKind.CounterpartyConfirmation, null, Cited)).WithWarning("Nobody is logged to whom it is owed");
        AssessCommitment assess = new("flour", "b", new(2021, 1, 1), AssessmentStage.Final, -1, "Nothing was done.", ["source:bns"]);
        Given(Made, Fulfilled).When(assess).WithWarning("Two people found it fulfilled on 2020-05-20");
        Given(Made, new CommitmentAssessed("flour", Both, "a", new(2021, 1, 1), AssessmentStage.Final, 1, "Done.", [])).When(assess with { Stage = AssessmentStage.Interim }).WithWarning("A final assessment stands, 'a'");
        Given(Made).When(new ReclassifyStrength("flour", Strength.LegallyBinding, On("2020-05-01"), "A treaty.")).WithWarning("It arises from no agreement");
        Given(Made).When(new ReclassifyStrength("flour", Made.Strength, On("2020-05-01"), "Still.")).ThenNothing();
        Given().When(Make with { Quantity = new(0, "t") }).WithWarning("A quantity of 0 is owed");
        object[] denied = [Made, Delivered("rail", 500, "2020-05-13"), new DeliveryDisputed("flour", Both, "rail", Tjk, On("2020-05-14"))];
        Given(denied).When(assess with { Score = 0 }).WithWarning("counts as null until that is resolved");
        Assert.Contains("Assessment 'a' scored it 0; that is null while a delivery is denied.", Seen("2021-02-01", [.. denied, new CommitmentAssessed("flour", Both, "a", new(2021, 1, 1), AssessmentStage.Interim, 0, "Some.", [])]).Reasons);
    }

    [Fact]
    public void A_delivery_that_did_not_say_how_much_counted_and_was_nothing_that_had_come()
    {
        var command = new RecordDelivery("flour", "rail", On("2020-05-13"), EvidenceKind.Document, Citation: Cited);
        DeliveryRecorded delivered = new("flour", Both, "rail", On("2020-05-13"), EvidenceKind.Document, null, null, null);
        Given(Made).When(command).Then(delivered).WithWarning("adds nothing to the 5000 t that are owed");
        Assert.Contains("Delivery 'rail' does not say how much it was in t, and adds nothing to what is owed.", Stands("2020-06-10", Made, delivered).Reasons);
        var refused = Given(Made, delivered).When(new FulfilCommitment("flour", On("2020-05-20")));
        refused.ThenRefused(Problem.StateRefuses);
        Assert.Contains("'rail' does not say how much", refused.Decision.Refusal!.Detail, StringComparison.Ordinal);
        var yearly = Yearly with { Quantity = new(10, "t"), Recurs = new(Frequency.Annual, new(2021, 1, 1)) };
        Assert.Equal(CommitmentStatus.Open, Seen("2021-06-01", yearly, delivered with { Instance = Period.Parse("2021"), DeliveredOn = On("2021-05-01") }).Instances![0].Status);
    }

    [Fact]
    public void Better_evidence_of_a_delivery_was_another_delivery()
    {
        var reported = Delivered("rail", 5_000, "2020-05-13", EvidenceKind.SelfReport);
        var shown = new RecordDelivery("flour", "rail", On("2020-05-13"), EvidenceKind.OfficialStatistic, new(5_000, "t"), Citation: Cited);
        Given(Made, reported).When(shown).Then(reported with { Evidence = EvidenceKind.OfficialStatistic });
        Given(Made, reported).When(shown with { Citation = null }).ThenRefused(Problem.InvalidValue, "/citation");
        Given(Made, reported).When(shown with { Quantity = new(4_000, "t") }).ThenRefused(Problem.AlreadyDifferent);
        object[] stronger = [Made, reported, reported with { Evidence = EvidenceKind.OfficialStatistic }];
        Given(stronger).When(shown).ThenNothing();
        Given(stronger).When(new RecordDelivery("flour", "rail", On("2020-05-13"), EvidenceKind.SelfReport, new(5_000, "t"))).ThenNothing();
        Given(stronger).When(shown with { Evidence = EvidenceKind.ThirdParty }).ThenRefused(Problem.AlreadyDifferent);
        var view = Seen("2020-05-20", stronger);
        Assert.Equal((CommitmentStatus.FulfilledOnTime, EvidenceKind.OfficialStatistic, 5_000m), (view.Status, Assert.Single(view.Deliveries!).Evidence, view.Delivered!.Amount)); // not twice
    }

    [Fact]
    public void What_rests_on_a_delivery_without_a_source_was_closed_without_a_word_to_the_second_person()
    {
        object[] uncited = [Made, Delivered("rail", 5_000, "2020-05-13")];
        Given(uncited).When(new FulfilCommitment("flour", On("2020-05-13"))).WithWarning("No source is cited for delivery 'rail'");
        Given([.. uncited, Proposed with { Evidence = null, On = On("2020-05-13") }]).By("reviewer").When(new ConfirmClosure("commitment:flour", Closure.Fulfilled, 3)).WithWarning("No source is cited for delivery 'rail'");
    }

    [Fact]
    public void An_extension_said_after_the_deed_was_taken_without_a_word()
    {
        object[] done = [Made, Delivered("rail", 5_000, "2020-06-05")];
        Given(done).When(new ExtendDeadline("flour", On("2020-06-30"), On("2020-06-10"), "Commission", "Rail works.", Cited)).WithWarning("It was done on 2020-06-05, before this was said");
        Assert.Contains("5 days late: due by 2020-05-31.", Stands("2020-07-01", [.. done, new CommitmentDeadlineExtended("flour", Both, Deadline, On("2020-06-30"), On("2020-06-10"), "Commission")]).Reasons);
    }

    [Fact]
    public void An_accepted_statement_said_after_a_move_became_the_first_deadline_or_was_refused_for_a_true_one()
    {
        object[] moved = [Made with { Deadline = On("2025-12"), StatedOn = On("2024-03-01") }, new CommitmentDeadlineExtended("flour", Both, On("2025-12"), On("2026-06"), On("2025-02-01"), "MFA"),
            new CommitmentContradicted("flour", Both, On("2025-05-01"), null, "trend-2023", null, On("2026-09")), new CommitmentContradicted("flour", Both, On("2025-05-02"), null, "bns", new(200, "t"), On("2026-03"))];
        StatementAccepted later = new("flour", Both, "Minutes.", 3, null, On("2026-09"), On("2025-05-01")), sooner = new("flour", Both, "Minutes.", 4, new(200, "t"), On("2026-03"), On("2025-05-02"));
        Given(moved).By("reviewer").When(new AcceptStatement("flour", 3, "Minutes.")).Then(later);
        Given(moved).By("reviewer").When(new AcceptStatement("flour", 4, "Minutes.")).Then(sooner);
        // The other one stands beside, and the first quantity where another counts.
        foreach (var (accepted, due, beside) in new[] { (later, "2026-09", 1), (sooner, "2026-03", 2) })
        {
            var view = Seen("2026-01-15", [.. moved, accepted]);
            Assert.Equal((due, "2025-12", beside), (view.Deadline!.ToString(), view.OriginalDeadline!.ToString(), view.Contradictions!.Count));
        }
        Assert.Equal("2026-03", Seen("2026-01-15", [.. moved, later, sooner]).Deadline!.ToString()); // the last accepted
    }

    [Fact]
    public void What_may_have_missed_the_first_deadline_was_not_late_against_it() => Assert.Null(Seen("2025-01-01",
        Made, new CommitmentDeadlineExtended("flour", Both, Deadline, On("2020-06-30"), On("2020-05-01"), "MFA"), Fulfilled with { FulfilledOn = new(new(2020, 5, 20), new(2020, 6, 5), Precision.Days) }).LateAgainstOriginalDays);

    [Fact]
    public void What_was_said_first_vanished_into_what_was_said_later()
    {
        var early = Made with { Slug = "early", StatedOn = On("2020-04-01") };
        var fold = new MergeCommitment("early", "flour", "One flour.");
        Given(early, Made).When(fold).ThenRefused(Problem.StateRefuses);
        Given(early, Made).When(new MergeCommitment("flour", "early", "One flour.")).Then(new CommitmentMerged("flour", Both, "early", "One flour."));
        Given(early, Made, Delivered("rail", 500, "2020-05-13")).When(fold).WithWarning("'flour' is known from 2020-04-17 on only"); // the other way its delivery would be lost
    }
}
