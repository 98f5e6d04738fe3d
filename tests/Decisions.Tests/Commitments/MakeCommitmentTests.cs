using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;
using static CommitmentTracker.Decisions.Tests.Commitments.Flour;
using static CommitmentTracker.Decisions.Tests.Scenario;

namespace CommitmentTracker.Decisions.Tests.Commitments;

public sealed class MakeCommitmentTests
{
    [Fact]
    public void What_arises_from_itself_was_answered_with_a_500() =>
        Given().When(Make with { ArisesFrom = ["commitment:flour"] }).ThenRefused(Problem.UnknownEntry, "/arisesFrom");

    [Fact]
    public void A_commitment_is_made() => Given().When(Make).Then(Made);

    [Fact]
    public void The_same_again_is_nothing() => Given(Made).When(Make).ThenNothing();

    [Fact]
    public void Without_a_slug_its_words_and_the_year_name_it() =>
        Given().When(Make with { Slug = null }).Then(Made with { Slug = "5-000-tons-of-flour-2020" });

    [Fact]
    public void Other_words_or_numbers_under_one_slug_are_refused() => Assert.All(
        new[] { Make with { What = "5,000 tons of fuel oil" }, Make with { Quantity = new(500, "t") }, Make with { Deadline = null }, Make with { Strength = Strength.Noted } },
        other => Given(Made).When(other).ThenRefused(Problem.AlreadyDifferent));

    [Fact]
    public void The_refusal_of_a_taken_slug_named_members_that_were_the_same() =>
        Assert.StartsWith("A commitment 'flour' is recorded with another strength. ", Given(Made).When(Make with { Strength = Strength.Noted }).ThenRefused(Problem.AlreadyDifferent).Decision.Refusal!.Detail, StringComparison.Ordinal);

    [Fact]
    [Trait("Trap", "13")]
    public void Five_hedges_deep_it_is_stored_all_the_same() => Given()
        .When(Make with { Obligors = Both, Counterparties = null, Joint = true, Quantity = null, Deadline = null, Verifiable = false, OpenQuestions = ["Which of the proposals?"] })
        .Then(Joint with { Verifiable = false, OpenQuestions = ["Which of the proposals?"] });

    [Fact]
    public void What_has_not_been_said_yet_is_no_commitment() => Given().On("2020-04-16").When(Make).ThenRefused(Problem.InvalidValue, "/statedOn");

    [Fact]
    public void Where_it_comes_from_must_be_recorded() =>
        Given().When(Make with { ArisesFrom = ["meeting:call", "agreement:pact"] }).ThenRefused(Problem.UnknownEntry, "/arisesFrom");

    [Fact]
    public void It_may_come_from_an_agreement() => Given(new AgreementRecorded("pact", Both, AgreementKind.Treaty, "Pact"))
        .When(Make with { ArisesFrom = ["agreement:pact"] }).Then(Made with { ArisesFrom = ["agreement:pact"] });

    [Fact]
    public void Every_fault_is_named_at_once() => Given().When(Make with
    {
        Slug = "No Slug", Obligors = [], Counterparties = [Tjk, Tjk], Joint = true, What = " ", Quantity = new(-1, "ts!"), Deadline = On("2019"), ArisesFrom = ["nothing"], Speaker = "A Name",
        Recurs = new(Frequency.YearToDate, new(2021, 1, 1), 0, new(2020, 1, 1)),
    }).ThenRefused(Problem.InvalidValue, "/slug", "/obligors", "/counterparties", "/joint", "/what", "/quantity/unit", "/quantity/amount", "/deadline", "/arisesFrom/0", "/speaker",
        "/recurs/every", "/recurs/times", "/recurs/until");

    [Fact]
    public void A_state_owes_nothing_to_itself() => Given().When(Make with { Counterparties = [Kaz] }).ThenRefused(Problem.InvalidValue, "/counterparties");
}
