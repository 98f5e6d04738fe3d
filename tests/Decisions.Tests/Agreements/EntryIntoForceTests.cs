using CommitmentTracker.Agreements;
using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Decisions.Tests.Agreements;

/// <summary>What follows from the acts of an agreement: its entry into force by the clause, and where it and each party stand on a day.</summary>
public sealed class EntryIntoForceTests
{
    static readonly StateCode Kaz = StateCode.Parse("KAZ"), Tjk = StateCode.Parse("TJK"), Uzb = StateCode.Parse("UZB");
    static readonly StateCode[] Both = [Kaz, Tjk];

    [Theory]
    // The later of two notifications, and what the clause waits for after it.
    [InlineData("consents", 0, 0, "2023-09-01 2024-01-31", "2024-01-31")]
    [InlineData("consents", 1, 0, "2023-09-01 2024-01-31", "2024-02-29")] // a leap year: January's last day is followed by February's
    [InlineData("consents", 0, 30, "2023-09-01 2023-12-31", "2024-01-30")]
    [InlineData("consents", 0, 30, "2023-09-01 -", null)]
    [InlineData("consents", 0, 0, "- -", null)]
    // A month one knows at its end only; the wait runs from both ends.
    [InlineData("consents", 0, 30, "2023-09-01 2023-11", "2023-12-01/2023-12-30")]
    [InlineData("consents", 0, 0, "2023-11 2023-11-10", "2023-11-10/2023-11-30")] // not before the one of which the day is known
    // On a day, though not before all have consented.
    [InlineData("day", 0, 0, "2023-09-01 2023-12-01", "2024-01-01")]
    [InlineData("day", 0, 0, "2023-09-01 2024-03-01", "2024-03-01")]
    [InlineData("day", 0, 0, "2023-09-01 -", null)]
    // On signature; where consents are asked for besides, with the last of them.
    [InlineData("signature", 0, 0, "2023-05-04 2023-05-04", "2023-05-04")]
    [InlineData("signature", 0, 0, "2023-05-04 2023-09-01", "2023-09-01")]
    [InlineData("signature", 0, 10, "2023-05-04 2023-05-04", "2023-05-14")]
    public void Both_have_consented_and_the_clauses_condition_and_waiting_period_are_met(string trigger, int months, int days, string consents, string? day)
    {
        var clause = new EntryIntoForceClause(Enum.Parse<Trigger>(trigger, true), trigger == "day" ? new(2024, 1, 1) : null, null, months, days);

        Assert.Equal(day, EntryIntoForce.By(clause, DateSpan.Parse("2023-05-04"), [.. consents.Split(' ').Select(c => c == "-" ? null : DateSpan.Parse(c))])?.ToString());
    }

    [Fact]
    public void A_clause_may_ask_for_the_first_few_consents_only()
    {
        DateSpan?[] consents = [DateSpan.Parse("2023-09-01"), null, DateSpan.Parse("2023-08-01"), DateSpan.Parse("2024-01-01")];

        Assert.Equal("2023-09-01", EntryIntoForce.By(new(Trigger.Consents, Consents: 2), null, consents)!.ToString());
        Assert.Null(EntryIntoForce.By(new(Trigger.Consents), null, consents));
        Assert.Equal("2023-05-04", EntryIntoForce.By(new(Trigger.Signature), DateSpan.Parse("2023-05-04"), null)!.ToString()); // nobody ratifies it
    }

    [Theory]
    [InlineData("2024-12-31", AgreementStatus.Ratifying, PartyState.Consented, PartyState.Signed)] // only by what was recorded up to there
    [InlineData("2026-06-30", AgreementStatus.Ratifying, PartyState.Consented, PartyState.Consented)]
    [InlineData("2026-07-01", AgreementStatus.InForce, PartyState.Bound, PartyState.Bound)]
    [InlineData("2026-08-01", AgreementStatus.Suspended, PartyState.Bound, PartyState.Bound)]
    [InlineData("2026-09-01", AgreementStatus.InForce, PartyState.Bound, PartyState.Bound)]
    [InlineData("2026-10-01", AgreementStatus.Denounced, PartyState.Bound, PartyState.Leaving)]
    [InlineData("2027-10-01", AgreementStatus.Terminated, PartyState.Released, PartyState.Released)]
    public void The_instruments_state_follows_from_both_parties(string day, AgreementStatus status, PartyState kaz, PartyState tjk)
    {
        (string On, object Act)[] acts =
        [
            ("2023-05-04", new EntryIntoForceClauseSet("t", Both, new(Trigger.Consents, Days: 30))), ("2024-12-01", new ConsentExpressed("t", Both, Kaz, ConsentForm.Ratification, DateSpan.Parse("2024-12-01"))),
            ("2026-06-01", new ConsentExpressed("t", Both, Tjk, ConsentForm.ExchangeOfNotes, DateSpan.Parse("2026-06-01"))), ("2026-08-01", new AgreementSuspended("t", Both, DateSpan.Parse("2026-08-01"))),
            ("2026-09-01", new AgreementResumed("t", Both, DateSpan.Parse("2026-09-01"))), ("2026-10-01", new AgreementDenounced("t", Both, Tjk, DateSpan.Parse("2026-10-01"), DateSpan.Parse("2027-10-01"))),
        ];
        var life = Life([.. acts.Where(a => string.CompareOrdinal(a.On, day) <= 0).Select(a => a.Act)]);

        Assert.Equal((status, kaz, tjk), (life.StatusOn(Scenario.Day(day)), life.StateOn(Kaz, Scenario.Day(day)), life.StateOn(Tjk, Scenario.Day(day))));
    }

    [Fact]
    public void Announced_adopted_initialled_and_signed_come_before_any_consent()
    {
        var day = Scenario.Day("2026-11-22");
        object adopted = new AgreementAdopted("t", Both, DateSpan.In(2023)), initialled = new AgreementInitialled("t", Both, DateSpan.In(2023));

        Assert.Equal(AgreementStatus.Announced, new TreatyLife(AgreementKind.Treaty, Both, null, null, []).StatusOn(day));
        Assert.Equal(AgreementStatus.Adopted, new TreatyLife(AgreementKind.Treaty, Both, null, null, [adopted]).StatusOn(day));
        Assert.Equal(AgreementStatus.Initialled, new TreatyLife(AgreementKind.Treaty, Both, null, null, [adopted, initialled]).StatusOn(day));
        Assert.Equal(AgreementStatus.Signed, Life(adopted, initialled).StatusOn(day));
        Assert.Equal(AgreementStatus.ProvisionallyApplied, Life(new ProvisionalApplicationStarted("t", Both, DateSpan.In(2023))).StatusOn(day));
    }

    [Fact]
    public void Both_consents_without_a_clause_do_not_bring_it_into_force_and_that_is_said()
    {
        var life = Life(new ConsentExpressed("t", Both, Kaz, ConsentForm.Approval, DateSpan.In(2024)), new ConsentExpressed("t", Both, Tjk, ConsentForm.Approval, DateSpan.In(2025)));

        Assert.Equal(AgreementStatus.Ratifying, life.StatusOn(Scenario.Day("2026-11-22")));
        Assert.Contains("clause", Assert.Single(life.Warnings()), StringComparison.Ordinal);
    }

    [Fact]
    public void Provisional_application_ends_when_the_treaty_enters_into_force()
    {
        var life = Life(new ProvisionalApplicationStarted("t", Both, DateSpan.Parse("2023-05-04")), new AgreementEnteredIntoForce("t", Both, DateSpan.Parse("2024-01-01")));

        Assert.Equal("2024-01-01", Assert.Single(life.Provisional).To!.ToString());
        Assert.Equal(AgreementStatus.InForce, life.StatusOn(Scenario.Day("2026-11-22")));
    }

    [Fact]
    public void Of_three_parties_one_may_leave_and_the_others_stay()
    {
        var life = Life(new AgreementEnteredIntoForce("t", Both, DateSpan.In(2024)), new AgreementDenounced("t", Both, Uzb, DateSpan.In(2025), DateSpan.Parse("2026-01-01"))) with { Parties = [Kaz, Tjk, Uzb] };
        var day = Scenario.Day("2026-11-22");

        Assert.Equal((AgreementStatus.InForce, PartyState.Bound, PartyState.Released), (life.StatusOn(day), life.StateOn(Kaz, day), life.StateOn(Uzb, day)));
    }

    static TreatyLife Life(params object[] acts) => new(AgreementKind.Treaty, Both, DateSpan.Parse("2023-05-04"), null, acts);

    [Theory]
    [InlineData("2026-03-15", 2, "2026-05-01")]
    [InlineData("2026-03-31", 1, "2026-04-01")]
    [InlineData("2023-12-31", 2, "2024-02-01")]
    public void The_first_day_of_the_second_month_after_could_not_be_said(string consent, int months, string day)
    {
        Assert.Equal(DateSpan.Parse(day), EntryIntoForce.By(new(Trigger.Consents, Months: months, FirstOfMonth: true), DateSpan.Parse("2020"), [DateSpan.Parse("2021"), DateSpan.Parse(consent)]));
        Scenario.Given().When(new SetEntryIntoForceClause("t", new(Trigger.Consents, Days: 30, FirstOfMonth: true))).ThenRefused(CommitmentTracker.Platform.Problem.InvalidValue, "/clause/firstOfMonth");
    }

    /// <summary>"In force since 2016", of what the clause puts in force on 31 March 2016: it had been in force on no day of that year.</summary>
    [Fact]
    public void A_vaguer_word_on_the_entry_into_force_took_a_treaty_out_of_force()
    {
        object[] acts =
        [
            new EntryIntoForceClauseSet("t", Both, new(Trigger.Consents, Days: 30)), new ConsentExpressed("t", Both, Kaz, ConsentForm.Ratification, DateSpan.Parse("2016-02-01")),
            new ConsentExpressed("t", Both, Tjk, ConsentForm.Ratification, DateSpan.Parse("2016-03-01")),
        ];
        var (derived, stated) = (DateSpan.Parse("2016-03-31"), new AgreementEnteredIntoForce("t", Both, DateSpan.Parse("2016")));
        TreatyLife life = new(AgreementKind.Treaty, Both, DateSpan.Parse("2016-01-01"), null, acts);
        Assert.Equal(new(derived, Basis.Derived, null), (life with { ForceStated = stated.InForceFrom }).InForce); // before the year is over
        Assert.Equal(new(derived, Basis.Recorded, null), (life with { Acts = [.. acts, stated] }).InForce);
        Assert.Empty((life with { Acts = [.. acts, stated] }).Warnings());
        Assert.Null((life with { ForceStated = DateSpan.Parse("2017") }).InForce); // that is another day
    }
}
