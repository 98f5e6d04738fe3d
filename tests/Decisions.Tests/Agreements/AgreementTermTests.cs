using CommitmentTracker.Agreements;
using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;
using static CommitmentTracker.Decisions.Tests.Scenario;

namespace CommitmentTracker.Decisions.Tests.Agreements;

/// <summary>How long an agreement lasts, and on which day an end is an end.</summary>
public sealed class AgreementTermTests
{
    static readonly StateCode Kaz = StateCode.Parse("KAZ"), Tjk = StateCode.Parse("TJK");
    static readonly StateCode[] Both = [Kaz, Tjk];
    static readonly AgreementEnteredIntoForce InForce = new("t", Both, DateSpan.Parse("2024-01-01"));

    static TreatyLife Life(params object[] acts) => new(AgreementKind.Treaty, Both, DateSpan.Parse("2023-05-04"), null, acts);

    static AgreementTermSet Term(string? until = null, int months = 0, int renewed = 0, string? agreedOn = null) =>
        new("t", Both, new(until is null ? null : Day(until), months, renewed), agreedOn is null ? null : DateSpan.Parse(agreedOn));

    static (AgreementStatus, PartyState) On(TreatyLife life, string day) => (life.StatusOn(Day(day)), life.StateOn(Kaz, Day(day)));

    [Fact]
    public void It_had_expired_on_its_last_day_already()
    {
        foreach (var life in new[] { Life(InForce, new AgreementExpired("t", Both, DateSpan.Parse("2025-12-31"))), Life(InForce, Term("2025-12-31")) })
        {
            Assert.Equal((AgreementStatus.InForce, PartyState.Bound), On(life, "2025-12-31"));
            Assert.Equal((AgreementStatus.Expired, PartyState.Released), On(life, "2026-01-01"));
        }
    }

    [Fact]
    public void What_ended_from_a_day_on_stands_until_the_day_before()
    {
        // A day before its own an act is not known: only what was told by then is in the life.
        Assert.Equal((AgreementStatus.Terminated, PartyState.Released), On(Life(InForce, new AgreementTerminated("t", Both, DateSpan.Parse("2025-12-31"))), "2025-12-31"));
        Assert.Equal((AgreementStatus.Superseded, PartyState.Released), On(Life(InForce, new AgreementSuperseded("t", Both, "other", DateSpan.Parse("2025-12-31"))), "2025-12-31"));
        var denounced = Life(InForce, new AgreementDenounced("t", Both, Tjk, DateSpan.Parse("2025-01-01"), DateSpan.Parse("2025-12-31")));
        Assert.Equal((AgreementStatus.Denounced, PartyState.Bound), On(denounced, "2025-12-30"));
        Assert.Equal((AgreementStatus.Terminated, PartyState.Released), On(denounced, "2025-12-31"));
    }

    [Fact]
    public void A_last_day_that_may_still_lie_ahead_was_logged_as_one_that_had_passed()
    {
        object[] stands = [new AgreementRecorded("t", Both, AgreementKind.Treaty, "T"), new AgreementSigned("t", Both, DateSpan.Parse("2023-05-04")), InForce];
        Given(stands).When(new ExpireAgreement("t", DateSpan.Parse("2026"))).ThenRefused(Problem.InvalidValue, "/expiredOn");
        Given(stands).When(new ExpireAgreement("t", DateSpan.Parse("2027-06-01"))).ThenRefused(Problem.InvalidValue, "/expiredOn"); // one fault, which was told twice
        Given(stands).When(new ExpireAgreement("t", DateSpan.Parse("2026-10"))).Then(new AgreementExpired("t", Both, DateSpan.Parse("2026-10")));
    }

    [Fact]
    public void A_roadmap_of_which_the_term_had_run_out_read_as_signed()
    {
        var life = Life(Term("2025-12-31")) with { Kind = AgreementKind.Roadmap };
        Assert.Equal(AgreementStatus.Effective, life.StatusOn(Day("2025-12-31")));
        Assert.Equal(AgreementStatus.Expired, life.StatusOn(Day("2026-01-01")));
        Assert.Equal((Day("2025-12-31"), "2025-12-31"), (life.RunsUntil(Day("2026-11-27")), life.Ended!.On.ToString()));
    }

    [Fact]
    public void What_never_took_effect_has_nothing_that_could_run_out()
    {
        Assert.Equal(AgreementStatus.Signed, Life(Term("2025-12-31")).StatusOn(Day("2026-01-01")));
        Assert.Equal((null, null), (Life(Term("2025-12-31")).RunsUntil(default), Life(Term("2025-12-31")).Ended));
        Assert.Equal(AgreementStatus.Announced, new TreatyLife(AgreementKind.Roadmap, Both, null, null, [Term("2025-12-31")]).StatusOn(Day("2026-01-01")));
    }

    [Theory]
    [InlineData("2020-03-01", 60, "2025-02-28")]
    [InlineData("2020-02-29", 12, "2021-02-28")]
    [InlineData("2020-02-29", 48, "2024-02-28")]
    [InlineData("2021-03-01", 36, "2024-02-29")]
    [InlineData("2024-01-31", 1, "2024-02-29")]
    [InlineData("2024-01-01", 12, "2024-12-31")]
    public void Months_count_from_the_entry_into_force_and_that_day_is_the_first_of_them(string from, int months, string last) =>
        Assert.Equal(Day(last), Life(InForce with { InForceFrom = DateSpan.Parse(from) }, Term(months: months)).RunsUntil(default));

    [Theory]
    [InlineData("2024-01-01", "2024-12-31")]
    [InlineData("2024-12-31", "2024-12-31")]
    [InlineData("2025-01-01", "2025-12-31")]
    [InlineData("2031-07-15", "2031-12-31")]
    public void Tacitly_renewed_it_runs_until_the_end_of_the_year_it_is_in(string day, string last)
    {
        Assert.All(new[] { Life(InForce, Term("2024-12-31", renewed: 12)), Life(InForce, Term(months: 12, renewed: 12)) }, life =>
        {
            Assert.Equal((Day(last), AgreementStatus.InForce, null), (life.RunsUntil(Day(day)), life.StatusOn(Day(day)), life.Ended));
        });
    }

    [Fact]
    public void A_renewal_of_months_that_begin_on_a_31st_does_not_become_one_of_a_28th()
    {
        var life = Life(InForce with { InForceFrom = DateSpan.Parse("2024-01-31") }, Term(months: 1, renewed: 1));
        Assert.Equal(["2024-02-29", "2024-03-30", "2024-04-30"], new[] { "2024-02-29", "2024-03-01", "2024-04-01" }.Select(d => $"{life.RunsUntil(Day(d)):yyyy-MM-dd}"));
        Assert.Equal(DateOnly.MaxValue, life.RunsUntil(DateOnly.MaxValue));
    }

    [Fact]
    public void Unless_denounced_and_whichever_end_is_first_counts()
    {
        AgreementDenounced Notice(string takesEffect) => new("t", Both, Tjk, DateSpan.Parse("2025-01-10"), DateSpan.Parse(takesEffect));
        var renewed = Life(InForce, Term("2024-12-31", renewed: 12), Notice("2026-01-01"));
        Assert.Equal((Day("2025-12-31"), AgreementStatus.Denounced, AgreementStatus.Terminated), (renewed.RunsUntil(Day("2025-06-01")), renewed.StatusOn(Day("2025-12-31")), renewed.StatusOn(Day("2026-01-01"))));
        Assert.Null(Life(InForce, Term("2025-12-31"), Notice("2025-07-10")).RunsUntil(Day("2025-06-01")));
        Assert.Equal(AgreementStatus.Terminated, Life(InForce, Term("2025-12-31"), Notice("2025-07-10")).StatusOn(Day("2026-01-01")));
        Assert.Equal(AgreementStatus.Expired, Life(InForce, Term("2025-12-31"), Notice("2026-07-10")).StatusOn(Day("2026-01-01")));
    }

    [Fact]
    public void A_term_that_was_prolonged_counts_as_agreed_last()
    {
        Assert.Equal(AgreementStatus.InForce, Life(InForce, Term("2027-12-31", agreedOn: "2025-06-01"), Term("2025-12-31")).StatusOn(Day("2026-01-01")));
        object[] stands = [new AgreementRecorded("t", Both, AgreementKind.Treaty, "T"), new AgreementSigned("t", Both, DateSpan.Parse("2023-05-04")), InForce, Term("2025-12-31")];
        var longer = new SetAgreementTerm("t", new(Day("2027-12-31")), DateSpan.Parse("2025-06-01"));
        Given(stands).When(longer).Then(Term("2027-12-31", agreedOn: "2025-06-01"));
        Given(stands).When(longer with { AgreedOn = null }).ThenRefused(Problem.AlreadyDifferent);
        Given(stands).When(longer with { AgreedOn = DateSpan.Parse("2026-01-01") }).ThenRefused(Problem.StateRefuses); // it had run out
        Given([.. stands, Term("2027-12-31", agreedOn: "2025-06-01")]).When(longer with { Term = new(Day("2028-12-31")) }).ThenRefused(Problem.AlreadyDifferent);
        Given([.. stands, new AgreementAmended("t", Both, DateSpan.Parse("2025-11-01"), "Article 5")]).When(longer with { Term = new(Day("2025-09-30")) }).ThenRefused(Problem.StateRefuses);
    }

    [Fact]
    public void A_term_says_one_thing_and_is_not_over_before_it_begins()
    {
        object[] recorded = [new AgreementRecorded("t", Both, AgreementKind.Roadmap, "T")];
        Given(recorded).When(new SetAgreementTerm("t", new())).ThenRefused(Problem.InvalidValue, "/term/until");
        Given(recorded).When(new SetAgreementTerm("t", new(Day("2025-12-31"), 12, -1))).ThenRefused(Problem.InvalidValue, "/term/until", "/term/renewalMonths");
        Given(recorded).When(new SetAgreementTerm("t", new(null, 1_201))).ThenRefused(Problem.InvalidValue, "/term/months");
        Given([.. recorded, new AgreementSigned("t", Both, DateSpan.Parse("2026-01-01"))]).When(new SetAgreementTerm("t", new(Day("2025-12-31")))).ThenRefused(Problem.StateRefuses);
        Given([.. recorded, Term("2025-12-31")]).When(new SignAgreement("t", DateSpan.Parse("2026-01-01"))).ThenRefused(Problem.StateRefuses);
        Given().When(new SetAgreementTerm("t", new(null, 60))).ThenRefused(Problem.NotFound);
        Given(recorded).When(new SetAgreementTerm("t", new(null, 60, 12))).Then(Term(months: 60, renewed: 12));
        Given([.. recorded, Term(months: 60, renewed: 12)]).When(new SetAgreementTerm("t", new(null, 60, 12))).ThenNothing();
    }
}
