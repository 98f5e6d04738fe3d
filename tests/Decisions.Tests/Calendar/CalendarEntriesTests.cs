using System.Globalization;
using System.Text.Json;
using CommitmentTracker.Calendar;
using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Meetings;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Review;

namespace CommitmentTracker.Decisions.Tests.Calendar;

/// <summary>What was in a calendar and is in it no more: who imported it must hear that it is called off.</summary>
public sealed class CalendarEntriesTests
{
    static readonly DateOnly Today = Scenario.Day("2026-11-22");
    static readonly StateCode[] Both = [StateCode.Parse("KAZ"), StateCode.Parse("TJK")];
    static readonly AgreementRecorded Pact = new("pact", Both, AgreementKind.Treaty, "Pact");
    static readonly AgreementSigned Signed = new("pact", Both, DateSpan.Parse("2026-01-10"));

    [Fact]
    public void A_day_of_an_agreement_that_was_taken_back_vanished_from_the_calendar()
    {
        AgreementEnteredIntoForce force = new("pact", Both, DateSpan.Parse("2026-02-01"));
        AgreementTerminated end = new("pact", Both, DateSpan.Parse("2027-06-01"), AgreedOn: DateSpan.Parse("2026-10-15"));

        Assert.Equal(["termination 2027-06-01 3 Confirmed"], Agreement(Pact, Signed, force, end).Select(Line));
        var gone = Assert.Single(Agreement(Pact, Signed, force, end, new AgreementActTakenBack("pact", Both, 4)));
        Assert.Equal("termination 2027-06-01 4 Cancelled", Line(gone));
        Assert.Equal(Log(5, Pact).RecordedAt, gone.Modified);
        // What came in its place is no cancellation.
        Assert.Equal(["termination 2027-07-01 5 Confirmed"],
            Agreement(Pact, Signed, force, end, new AgreementActTakenBack("pact", Both, 4), end with { TerminatedOn = DateSpan.Parse("2027-07-01") }).Select(Line));
    }

    [Fact]
    public void A_derived_day_that_a_source_then_states_is_not_called_off()
    {
        object[] derived =
        [
            Pact, Signed, new EntryIntoForceClauseSet("pact", Both, new(Trigger.Consents, Days: 30)),
            .. Both.Select(p => new ConsentExpressed("pact", Both, p, ConsentForm.Ratification, DateSpan.Parse("2026-03-01"))),
        ];

        Assert.Equal(["entry-into-force 2026-03-31 4 Confirmed"], Agreement(derived).Select(Line));
        Assert.Equal(["entry-into-force 2026-04-01 5 Confirmed"], Agreement([.. derived, new AgreementEnteredIntoForce("pact", Both, DateSpan.Parse("2026-04-01"))]).Select(Line));
    }

    [Fact]
    public void A_deadline_a_milestone_and_a_meetings_day_that_were_taken_back_vanished_too()
    {
        var made = CommitmentTracker.Decisions.Tests.Commitments.Flour.Made with { Deadline = null };
        var flour = Commitment(made, new CommitmentDeadlineSet("flour", Both, DateSpan.Parse("2027-01-31"), DateSpan.Parse("2026-05-01")), new MilestoneAdded("flour", Both, "train", "A train", DateSpan.Parse("2026-05-01"), DateSpan.Parse("2026-12-31")),
            new ActTakenBack("commitment:flour", Both, 2), new ActTakenBack("commitment:flour", Both, 3));
        Assert.Equal(["train 2026-12-31 3 Cancelled", "flour 2027-01-31 3 Cancelled"], flour.OrderBy(d => d.From).Select(Line));

        var talks = CalendarEntries.Meeting(Of("meeting:talks", new MeetingRecorded("talks", MeetingKind.Talks, "Talks", Both, DateSpan.Parse("2026-05-01"), null, null, null, null),
            new MeetingRescheduled("talks", Both, null, DateSpan.Parse("2026-12-12"), DateSpan.Parse("2026-05-02")), new ActTakenBack("meeting:talks", Both, 2)), "");
        Assert.Equal(["talks 2026-12-12 2 Cancelled"], talks.Select(Line));
    }

    [Fact]
    public void A_milestone_bore_the_quantity_and_the_deadline_of_its_commitment_as_its_own()
    {
        var made = CommitmentTracker.Decisions.Tests.Commitments.Flour.Made with { Deadline = new(new(2027, 5, 16), new(2027, 5, 31), Precision.HalfMonth, "in the second half of May") };
        var train = Commitment(made, new MilestoneAdded("flour", Both, "train", "A train", DateSpan.Parse("2026-05-01"), DateSpan.Parse("2027-03")),
            new CommitmentDeadlineExtended("flour", Both, made.Deadline, DateSpan.Parse("2027-08-31"), DateSpan.Parse("2026-06-01"), "Commission")).Single(d => d.Uid.Contains("train", StringComparison.Ordinal));

        Assert.Equal(("Milestone: A train", $"A step of: {made.What}\nKAZ to TJK\nKnown as 2027-03."), (train.Summary, train.Description));
    }

    [Fact]
    public void The_calendar_of_a_day_on_which_the_record_itself_did_not_count_yet_could_not_be_written()
    {
        // The record counts from the day of its recording, the term from the signature: the day between has a term and no beginning.
        object[] road = [new AgreementRecorded("pact", Both, AgreementKind.Roadmap, "n4"), new AgreementSigned("pact", Both, DateSpan.Parse("2023-05-04")), new AgreementTermSet("pact", Both, new(Until: DateOnly.Parse("2027-12-31", CultureInfo.InvariantCulture)))];

        foreach (var day in new[] { "2023-05-03", "2023-05-04", "2024-01-01", "2026-11-22" })
            Assert.All(AgreementOn(Scenario.Day(day), road), d => Assert.Equal("2027-12-31", d.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void A_corrected_deadline_kept_its_sequence_and_one_corrected_away_vanished()
    {
        var made = CommitmentTracker.Decisions.Tests.Commitments.Flour.Made with { Deadline = DateSpan.Parse("2027-01-15") };
        CommitmentCorrected moved = new("flour", Both, "A slip.", Deadline: DateSpan.Parse("2027-02-15"));

        Assert.Equal(["flour 2027-02-15 1 Confirmed"], Commitment(made, moved).Select(Line));
        Assert.Equal(["flour 2027-02-15 2 Cancelled"], Commitment(made, moved,
            moved with { Deadline = new(Scenario.Day("2027-02-15"), Scenario.Day("2027-12-31"), Precision.Open, "some day") }).Select(Line));
    }

    [Fact]
    public void Instances_after_a_corrected_end_vanished()
    {
        var made = CommitmentTracker.Decisions.Tests.Commitments.Flour.Made with { Deadline = null, Recurs = new(Frequency.Annual, Scenario.Day("2023-01-01")) };
        var cut = Commitment(made, new CommitmentCorrected("flour", Both, "A slip.", Recurs: new(Frequency.Annual, Scenario.Day("2023-01-01"), Until: Scenario.Day("2024-12-31")))).ToList();

        Assert.Equal(Commitment(made).Select(d => d.Uid).Order(), cut.Select(d => d.Uid).Order());
        Assert.Contains(cut, d => d.Certainty == Certainty.Cancelled);
        Assert.All(cut, d => Assert.Equal(d.From.Year > 2024, d.Certainty == Certainty.Cancelled));
        Assert.All(cut, d => Assert.Equal(1, d.Sequence));
    }

    [Fact]
    public void What_went_to_another_owner_or_another_pair_vanished_from_the_calendar_it_was_in()
    {
        var made = CommitmentTracker.Decisions.Tests.Commitments.Flour.Made with { Deadline = DateSpan.Parse("2027-01-15") };
        object[] owned = [made, new OwnerAssigned("flour", Both, "KAZ:A", [], DateSpan.Parse("2026-01-01")), new OwnerAssigned("flour", Both, "KAZ:B", [], DateSpan.Parse("2026-02-01"))];
        IEnumerable<string> OfOwner(string owner) => CalendarEntries.Commitment(Of("commitment:flour", owned), "", (_, view) => view.Owner == owner).Select(Line);
        Assert.Equal(["flour 2027-01-15 2 Cancelled"], OfOwner("KAZ:A"));
        Assert.Equal(["flour 2027-01-15 2 Confirmed"], OfOwner("KAZ:B"));
        Assert.Empty(OfOwner("KAZ:C"));

        var elsewhere = Of("commitment:flour", made, new CommitmentCorrected("flour", Both, "A slip.", Counterparties: [StateCode.Parse("UZB")]));
        IEnumerable<string> With(string state) => CalendarEntries.Commitment(elsewhere, "", (then, _) => Dossiers.Concerned(then).Contains(StateCode.Parse(state))).Select(Line);
        Assert.Equal(["flour 2027-01-15 1 Cancelled"], With("TJK"));
        Assert.Equal(["flour 2027-01-15 1 Confirmed"], With("UZB"));
    }

    static IEnumerable<CalendarDays> AgreementOn(DateOnly day, params object[] events) =>
        CalendarEntries.Agreement(Of("agreement:pact", events), new(new(day), new Dictionary<string, CommitmentTracker.Sources.Publication>()), "");

    static List<CalendarDays> Agreement(params object[] events) =>
        [.. AgreementOn(Today, events)];

    static IEnumerable<CalendarDays> Commitment(params object[] events) => CalendarEntries.Commitment(Of("commitment:flour", events), "");

    static Dossier Of(string id, params object[] events) => new(id, [.. events.Select((e, n) => Log(n + 1, e))]) { Day = Today };

    static Logged Log(long version, object e) => new(
        App.Types.NameOf(e.GetType()), version, version, DateTimeOffset.Parse("2026-11-21T10:00:00Z", CultureInfo.InvariantCulture).AddMinutes(version), "officer", Happened.On(e), null, null,
        JsonSerializer.SerializeToElement(e, e.GetType(), ContractJson.Stored));

    static string Line(CalendarDays days) => FormattableString.Invariant($"{days.Uid.Split('@')[0].Split('/', ':')[^1]} {days.From:yyyy-MM-dd} {days.Sequence} {days.Certainty}");
}
