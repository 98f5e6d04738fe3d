using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Targets;

namespace CommitmentTracker.Decisions.Tests.Targets;

public sealed class AmountTests
{
    static readonly Amount Exactly5 = Of(5), Almost5 = Of(5, Bound.About, "almost 5"), MoreThan5 = Of(5, Bound.MoreThan), LessThan5 = Of(5, Bound.LessThan);

    [Fact]
    public void A_sum_of_an_exact_and_a_bounded_amount_is_bounded_alike()
    {
        Assert.Equal(new(10, 10, null, AboveLow: true, Hedge: Bound.MoreThan), Amount.Sum(Exactly5, MoreThan5));
        Assert.Equal(new(10, 5, 10, BelowHigh: true, Hedge: Bound.LessThan), Amount.Sum(LessThan5, Exactly5));
        Assert.Equal(Bound.About, Amount.Sum(LessThan5, MoreThan5).Hedge);
        Assert.Null(Amount.Sum(LessThan5, MoreThan5).Reaches(Goal(6)));
    }

    [Fact]
    public void The_lower_of_two_reaches_a_goal_only_where_both_do()
    {
        Amount[] all = [Exactly5, Almost5, MoreThan5, LessThan5, Of(6), Of(4), Of(6, Bound.AtLeast), Of(6, Bound.AtMost)];

        foreach (var a in all)
            foreach (var b in all)
                foreach (var goal in new[] { Goal(4), Goal(5), Goal(6), Goal(5, Bound.MoreThan) })
                {
                    bool?[] each = [a.Reaches(goal), b.Reaches(goal)];
                    Assert.Equal(each.Contains(false) ? false : each.Contains(null) ? null : true, Amount.Lower(a, b).Reaches(goal));
                }
    }

    [Fact]
    public void Dividing_keeps_the_range_around_the_number() =>
        Assert.Equal(new(2.5m, 2.375m, 2.5m, Hedge: Bound.About), Almost5.Over(2));

    static Amount Of(decimal amount, Bound? bound = null, string? words = null) => Amount.Of(new(amount, "USD", bound, words));

    static Money Goal(decimal amount, Bound? bound = null) => new(amount, "USD", bound);
}
