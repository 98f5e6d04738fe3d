using System.Globalization;
using System.Text.Json;
using CommitmentTracker.Agreements;
using CommitmentTracker.Calendar;
using CommitmentTracker.Commitments;
using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Meetings;
using CommitmentTracker.Contracts.Review;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Meetings;
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

        var talks = CalendarEntries.Of(MeetingsRead.Of(Of("meeting:talks", new MeetingRecorded("talks", MeetingKind.Talks, "Talks", Both, DateSpan.Parse("2026-05-01"), null, null, null, null),
            new MeetingRescheduled("talks", Both, null, DateSpan.Parse("2026-12-12"), DateSpan.Parse("2026-05-02")), new ActTakenBack("meeting:talks", Both, 2))), "");
        Assert.Equal(["talks 2026-12-12 2 Cancelled"], talks.Select(Line));
    }

    static List<CalendarDays> Agreement(params object[] events) =>
        [.. CalendarEntries.Of(AgreementAsKnown.Of(Of("agreement:pact", events), new(new(Today), new Dictionary<string, CommitmentTracker.Sources.Publication>()))!, "")];

    static IEnumerable<CalendarDays> Commitment(params object[] events) => CalendarEntries.Of(CommitmentViews.Of(Of("commitment:flour", events)), "");

    static Dossier Of(string id, params object[] events) => new(id, [.. events.Select((e, n) => Log(n + 1, e))]) { Day = Today };

    static Logged Log(long version, object e) => new(
        App.Types.NameOf(e.GetType()), version, version, DateTimeOffset.Parse("2026-11-21T10:00:00Z", CultureInfo.InvariantCulture).AddMinutes(version), "officer", Happened.On(e), null, null,
        JsonSerializer.SerializeToElement(e, e.GetType(), ContractJson.Stored));

    static string Line(CalendarDays days) => FormattableString.Invariant($"{days.Uid.Split('@')[0].Split('/', ':')[^1]} {days.From:yyyy-MM-dd} {days.Sequence} {days.Certainty}");
}
