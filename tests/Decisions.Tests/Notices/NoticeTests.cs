using CommitmentTracker.Contracts.Notices;
using CommitmentTracker.Notices;
using CommitmentTracker.Platform;
using Microsoft.Extensions.Configuration;
using CommitmentTracker.Deadlines;
using static CommitmentTracker.Decisions.Tests.Commitments.Flour;

namespace CommitmentTracker.Decisions.Tests.Notices;

/// <summary>Which notice is raised on a day, and that none is raised twice.</summary>
public sealed class NoticeTests
{
    static readonly Tiers Usual = Tiers.From(new ConfigurationBuilder().Build());

    static Due Owed(string dueOn, string day, string? part = null) => new(
        "commitment:flour", part, DueKind.Aid, "5,000 tons of flour", [Tjk, Kaz], [Uzb], null, Scenario.Day(dueOn), Scenario.Day(dueOn).DayNumber - Scenario.Day(day).DayNumber, "Open", Scenario.Day(day));

    static Raised Evolved(Raised raised, Decision decision) => decision.Events.Aggregate(raised, Raised.Evolve);

    [Theory]
    [InlineData("2023-11-30", null)]
    [InlineData("2023-12-01", -90)]
    [InlineData("2024-01-29", -90)]
    [InlineData("2024-01-30", -30)]
    [InlineData("2024-02-22", -7)]
    [InlineData("2024-02-28", -7)]
    [InlineData("2024-02-29", 0)]
    [InlineData("2024-03-01", 1)]
    [InlineData("2024-03-30", 30)]
    [InlineData("2024-05-29", 90)]
    [InlineData("2034-02-28", 90)]
    public void Around_a_leap_day_each_tier_has_its_day(string day, int? tier) => Assert.Equal(tier, Usual.Reached("aid", Scenario.Day("2024-02-29"), Scenario.Day(day)));

    [Fact]
    public void A_state_that_a_correction_brought_in_was_told_of_nothing()
    {
        var due = Owed("2024-02-29", "2024-03-01");
        var raised = Evolved((Raised)Raised.Kind.Initial, Raise((Raised)Raised.Kind.Initial, due));
        var corrected = due with { Obligors = [Kaz], Counterparties = [Afg] };
        var told = Raise(raised, corrected);

        Assert.Empty(Raise(raised, due with { Counterparties = [] }).Events);
        Assert.Equal([Afg, Kaz], Assert.IsType<NoticeRaised>(Assert.Single(told.Events)).States);
        Assert.Empty(Raise(Evolved(raised, told), corrected).Events);

        static Decision Raise(Raised before, Due due) => before.Raise(due, 1, false);
    }

    static readonly Contracts.Values.StateCode Afg = Contracts.Values.StateCode.Parse("AFG");

    [Fact]
    public void A_kind_may_have_tiers_of_its_own_as_text_or_as_a_list()
    {
        var tiers = Tiers.From(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Watch:Tiers:treatyStep"] = "0, -180 -365", ["Watch:Tiers:meeting:0"] = "-1", ["Watch:Tiers:meeting:1"] = "1", ["Watch:Tiers:supply"] = "-30 -7", ["Watch:Tiers:visit"] = "",
        }).Build());
        var due = Scenario.Day("2025-01-01");
        Assert.Equal([null, -365, -180, -180, 0], new[] { -366, -365, -180, -30, 90 }.Select(d => tiers.Reached("treatyStep", due, due.AddDays(d))));
        Assert.Equal([-1, 0, 1], new[] { -1, 0, 1 }.Select(d => tiers.Reached("meeting", due, due.AddDays(d))));
        Assert.Equal([-7, 0, 0, null], new[] { ("supply", -1), ("supply", 0), ("supply", 100), ("visit", 100) }.Select(d => tiers.Reached(d.Item1, due, due.AddDays(d.Item2))));
        Assert.Equal(-30, tiers.Reached("aid", due, due.AddDays(-20)));
        Assert.Equal(0, tiers.Reached(Tiers.Review, due, due.AddDays(50)));
    }

    [Theory]
    [InlineData("Watch:Tiers:treaty", "1", "there is no such kind")]
    [InlineData("Watch:Tiers:default", "30 soon", "'soon'")]
    public void A_kind_there_is_none_of_and_a_day_that_is_none_are_refused(string key, string value, string named) => Assert.Contains(
        named, Assert.Throws<MisconfiguredException>(() => Tiers.From(new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build())).Message, StringComparison.Ordinal);

    [Fact]
    public void A_notice_says_whom_it_concerns_what_is_due_and_for_which_day_it_was_raised()
    {
        var notice = Assert.IsType<NoticeRaised>(Assert.Single(((Raised)Raised.Kind.Initial).Raise(Owed("2024-02-29", "2024-02-25"), -7, review: false).Events));
        Assert.Equal([Kaz, Tjk, Uzb], notice.States);
        Assert.Equal((NoticeKind.DueSoon, -7, Scenario.Day("2024-02-29"), Scenario.Day("2024-02-25")), (notice.Kind, notice.Tier, notice.DueOn, notice.RaisedFor));
    }

    [Theory]
    [InlineData("2024-02-28", -7, NoticeKind.DueSoon)]
    [InlineData("2024-02-29", 0, NoticeKind.Due)]
    [InlineData("2024-03-02", 0, NoticeKind.Overdue)]
    public void What_was_over_was_said_to_be_due_or_due_soon_where_a_kind_has_tiers_of_its_own(string day, int tier, NoticeKind kind)
    {
        var due = Owed("2024-02-29", day);
        Assert.Equal(kind, Kind(due));
        Assert.Equal(kind == NoticeKind.DueSoon ? kind : NoticeKind.Due, Kind(due with { Kind = DueKind.Agreement })); // which comes about by itself

        NoticeKind Kind(Due of) => Assert.IsType<NoticeRaised>(Assert.Single(((Raised)Raised.Kind.Initial).Raise(of, tier, review: false).Events)).Kind;
    }

    [Fact]
    public void Once_raised_neither_it_nor_an_earlier_tier_of_that_day_is_raised_again()
    {
        var raised = Evolved((Raised)Raised.Kind.Initial, ((Raised)Raised.Kind.Initial).Raise(Owed("2024-02-29", "2024-02-29"), 0, review: false));
        Assert.Empty(raised.Raise(Owed("2024-02-29", "2024-03-05"), 0, review: false).Events);
        Assert.Empty(raised.Raise(Owed("2024-02-29", "2024-02-22"), -7, review: false).Events);
        Assert.Equal(NoticeKind.Overdue, ((NoticeRaised)Assert.Single(raised.Raise(Owed("2024-02-29", "2024-03-01"), 1, review: false).Events)).Kind);
    }

    [Fact]
    public void A_part_another_due_day_and_a_review_have_notices_of_their_own()
    {
        var raised = Evolved((Raised)Raised.Kind.Initial, ((Raised)Raised.Kind.Initial).Raise(Owed("2024-02-29", "2024-02-29"), 0, review: false));
        Assert.Single(raised.Raise(Owed("2024-02-29", "2024-02-29", "first-train"), 0, review: false).Events);
        Assert.Single(raised.Raise(Owed("2024-06-30", "2024-02-29"), -90, review: false).Events);
        Assert.Equal(NoticeKind.ReviewDue, ((NoticeRaised)Assert.Single(raised.Raise(Owed("2024-02-29", "2024-02-29"), 0, review: true).Events)).Kind);
    }

    [Fact]
    public void No_two_entries_share_a_stream_of_notices() =>
        Assert.Equal(["notice:commitment-a-b", "notice:meeting-a-b", "notice:target-a-b"], new[] { "commitment:a-b", "meeting:a-b", "target:a-b" }.Select(e => Raised.Stream(e).Id));

    [Fact]
    public void Each_kind_of_commitment_may_fall_due() => Assert.All(Enum.GetValues<CommitmentTracker.Contracts.Commitments.CommitmentKind>(), kind => Assert.Equal(Words.Of(kind), Words.Of(Enum.Parse<DueKind>(kind.ToString()))));
}
