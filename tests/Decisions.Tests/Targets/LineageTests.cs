using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Targets;
using FsCheck;
using FsCheck.Fluent;
using static CommitmentTracker.Decisions.Tests.Targets.TwoBillion;

namespace CommitmentTracker.Decisions.Tests.Targets;

/// <summary>What a target's statements come to on a day, wherever that is asked.</summary>
public sealed class LineageTests
{
    static Statement Says(string on, decimal? billions = null, string? deadline = null, bool accepted = true, Act act = Act.States, string? words = null) =>
        new(DateSpan.Parse(on), billions is { } b ? Billion(b, words: words) : null, deadline is null ? null : DateSpan.Parse(deadline), null, null, accepted, act);

    static TargetOnDay? On(string day, params Statement[] statements) => Lineage.On(statements, Scenario.Day(day));

    [Fact]
    public void Before_anything_is_said_there_is_no_target()
    {
        Assert.Null(On("2018-03-13", Says("2018-03-14", 2)));
        Assert.Null(On("2026-01-01", Says("2018-03-14", 2, accepted: false)));
        Assert.Null(On("2026-01-01", Says("2018-03-14", deadline: "2025")));
    }

    [Fact]
    public void Each_day_has_the_goal_and_the_deadline_said_last_by_then()
    {
        Statement[] all = [Says("2024-08-23", deadline: "2027"), Says("2018-03-14", 2), Says("2023-05-04", 3, "2025"), Says("2024-01-01", 9, "2030", accepted: false)];

        Assert.Equal((2_000_000_000m, (string?)null), Stands(On("2023-05-03", all)));
        Assert.Equal((3_000_000_000m, "2025"), Stands(On("2024-08-22", all)));
        Assert.Equal((3_000_000_000m, "2027"), Stands(On("2024-08-23", all)));
    }

    [Fact]
    public void Of_one_day_the_statement_recorded_last_stands() =>
        Assert.Equal((3_000_000_000m, "2030"), Stands(On("2026-01-01", Says("2018-03-14", 2, "2025"), Says("2018-03-14", 3, "2030"))));

    [Fact]
    public void A_mention_leaves_the_words_in_which_the_goal_was_set() =>
        Assert.Equal("two billion", On("2026-01-01", Says("2018-03-14", 2, words: "two billion"), Says("2020-01-01", 2, words: "$2 bn"))!.Goal.Words);

    [Fact]
    public void A_statement_said_first_and_found_last_is_the_first()
    {
        var target = On("2026-01-01", Says("2021-05-20", 2), Says("2018-03-14", 1))!;

        Assert.Equal(("2018-03-14", 2_000_000_000m), (target.FirstStatedOn.ToString(), target.Goal.Amount));
        Assert.Equal((1_000_000_000m, (string?)null), Stands(On("2019-01-01", Says("2021-05-20", 2), Says("2018-03-14", 1))));
    }

    [Fact]
    public void The_first_deadline_is_kept_with_the_goal_of_its_day_in_either_order()
    {
        foreach (var said in (Statement[][])[[Says("2023-05-04", 3), Says("2023-05-04", deadline: "2025")], [Says("2023-05-04", deadline: "2025"), Says("2023-05-04", 3)]])
        {
            var first = On("2026-01-01", [Says("2018-03-14", 2), .. said, Says("2024-08-23", 4, "2027")])!.First!;
            Assert.Equal(("2025", 3_000_000_000m), (first.Deadline.ToString(), first.Goal.Amount));
        }
    }

    [Fact]
    public void Every_lowering_is_kept_with_the_goal_before_it_and_another_currency_is_none()
    {
        var kzt = new Statement(DateSpan.Parse("2025-01-01"), new(5, "KZT"), null, null, null);
        var target = On("2026-01-01", Says("2018-03-14", 2), Says("2021-05-20", 1), Says("2023-05-04", 2), kzt)!;

        Assert.Equal(("2021-05-20", 2_000_000_000m), (Assert.Single(target.Lowerings).By.StatedOn.ToString(), target.Lowerings[0].From.Amount));
    }

    [Fact]
    public void Withdrawn_it_stays_until_it_is_reinstated()
    {
        Statement[] all = [Says("2018-03-14", 2), Says("2025-01-15", act: Act.Withdraws), Says("2026-02-01", act: Act.Reinstates)];

        Assert.Null(On("2025-01-14", all)!.Withdrawal);
        Assert.NotNull(On("2026-01-31", all)!.Withdrawal);
        Assert.Null(On("2026-02-01", all)!.Withdrawal);
        Assert.Equal(2_000_000_000m, On("2026-02-01", all)!.Goal.Amount);
    }

    [Fact]
    public void Statements_of_different_days_come_to_the_same_in_whatever_order_they_were_entered() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500),
        Prop.ForAll(
            Arb.From(Gen.Shuffle((Statement[])
            [
                Says("2018-03-14", 2), Says("2021-05-20", 1), Says("2023-05-04", 2, "2025"), Says("2024-08-23", deadline: "2027"), Says("2025-01-15", act: Act.Withdraws),
                Says("2025-06-01", act: Act.Reinstates), Says("2026-03-12", 2, words: "mention"),
            ])),
            order => Assert.All(
                new[] { "2018-03-14", "2022-01-01", "2024-01-01", "2025-02-01", "2026-11-22" },
                day => Assert.Equal(Told(On(day, [.. order.OrderBy(s => s.StatedOn.To)])), Told(On(day, [.. order]))))));

    static string Told(TargetOnDay? target) => $"{target! with { Lowerings = [] }} {string.Join(';', target.Lowerings)}";

    static (decimal, string?) Stands(TargetOnDay? target) => (target!.Goal.Amount, target.Deadline?.ToString());
}
