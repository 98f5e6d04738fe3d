using CommitmentTracker.Contracts.Facts;
using CommitmentTracker.Platform;
using static CommitmentTracker.Decisions.Tests.Commitments.Flour;
using static CommitmentTracker.Decisions.Tests.Scenario;

namespace CommitmentTracker.Decisions.Tests;

public sealed class FactTests
{
    static readonly RecordFact Rank = new("rank-2023", FactKind.Statistic, "Second largest partner", [Tjk, Kaz], On("2023-05-04"), On("2023-05"), new(2, "rank"));
    static readonly FactRecorded Recorded = new("rank-2023", FactKind.Statistic, "Second largest partner", Both, On("2023-05-04"), On("2023-05"), new(2, "rank"));

    [Fact]
    public void A_fact_is_recorded_once()
    {
        Given().When(Rank).Then(Recorded);
        Given(Recorded).When(Rank).ThenNothing();
    }

    [Fact]
    public void A_contradicting_fact_stands_beside_under_a_name_of_its_own()
    {
        Given(Recorded).When(Rank with { Quantity = new(4, "rank") }).ThenRefused(Problem.AlreadyDifferent);
        Given(Recorded).When(Rank with { Slug = "rank-2024", Quantity = new(4, "rank") }).Then(Recorded with { Slug = "rank-2024", Quantity = new(4, "rank") });
    }

    [Fact]
    public void Every_fault_is_named_at_once() => Given().When(Rank with { Slug = "No", What = "", States = [], Quantity = new(-2, "") })
        .ThenRefused(Problem.InvalidValue, "/slug", "/what", "/states", "/quantity/unit", "/quantity/amount");

    [Fact]
    public void What_nobody_has_said_yet_is_no_fact() => Given().On("2023-05-03").When(Rank).ThenRefused(Problem.InvalidValue, "/statedOn");
}
