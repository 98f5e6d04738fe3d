using CommitmentTracker.Commitments;
using CommitmentTracker.Contracts.Commitments;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Review;
using static CommitmentTracker.Decisions.Tests.Commitments.Flour;

namespace CommitmentTracker.Decisions.Tests.Commitments;

/// <summary>What is suggested to be one, and what is not.</summary>
public sealed class DuplicatesTests
{
    static CommitmentView Entry(string slug, string what, string? quantity = null, string? due = null, string stated = "2026-09-01", string[]? apartFrom = null)
    {
        var made = Made with
        {
            Slug = slug, What = what, StatedOn = On(stated), Deadline = due is null ? null : On(due),
            Quantity = quantity?.Split(' ') is [var amount, var unit] ? new(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), unit) : null,
        };
        var data = System.Text.Json.JsonSerializer.SerializeToElement(made, Contracts.ContractJson.Stored);
        var logged = new Contracts.Review.Logged("commitment_made", 1, 1, DateTimeOffset.UnixEpoch, "officer", made.StatedOn, null, null, data);
        return CommitmentViews.Of(new Dossier($"commitment:{slug}", [logged]) { Day = Scenario.Day("2026-11-22") }) with { ApartFrom = apartFrom };
    }

    static string[] Suggested(params CommitmentView[] entries) => [.. Duplicates.Among(entries).Select(l => $"{l.First} {l.Second}")];

    static bool One(string what, string other, string? quantity = null, string? due = null, string? otherQuantity = null, string later = "2026-09-01") =>
        Suggested(Entry("a", what, quantity, due), Entry("b", other, otherQuantity ?? quantity, due, later)).Length == 1;

    [Theory]
    [InlineData("100 t of wheat", "100 tons of wheat")]
    [InlineData("100 t of wheat", "Wheat")]
    [InlineData("Humanitarian aid: 100 tons of wheat", "Kazakhstan sends wheat to Tajikistan")]
    [InlineData("100 тонн пшеницы", "Пшеница для Таджикистана")]
    [InlineData("Wheat", "Пшеница")]
    [InlineData("Wheat", "Бидай жіберу")]
    public void The_same_quantity_and_deadline_counted_for_nothing_where_the_words_differed(string what, string other) => Assert.True(One(what, other, "100 t", "2026-12-20"));

    [Fact]
    public void Coal_of_one_quantity_and_deadline_is_one_in_whatever_words_unit_and_language()
    {
        var all = Suggested(
            Entry("a", "Send coal", "700 t", "2026-12-20"), Entry("b", "Coal for schools of Khatlon", "700 t", "2026-12-20"), Entry("c", "700 tonnes of coal", "700000 kg", "2026-12-20"),
            Entry("d", "Отправить уголь", "700 t", "2026-12-20"), Entry("e", "Coal", "701 t", "2026-12-20"), Entry("f", "Coal", "700 t", "2026-12-21"), Entry("g", "Coal", "700 wagon", "2026-12-20"));

        Assert.Equal(["a b", "a c", "a d", "b c", "b d", "c d"], all);
    }

    [Theory]
    [Trait("Trap", "2")]
    [InlineData("5,000 tons of flour", "5,000 tons of fuel oil")]
    [InlineData("5,000 tons of flour", "5,000 tons of fuel oil, not flour")]
    [InlineData("5,000 tons of flour as humanitarian aid for the people of Khatlon", "5,000 tons of fuel oil as humanitarian aid for the people of Khatlon")]
    [InlineData("Flour for schools of Khatlon", "Fuel oil for schools of Khatlon")]
    [InlineData("Отправить муку", "Отправить мазут")]
    public void The_same_quantity_of_something_else_is_something_else(string what, string other)
    {
        Assert.False(One(what, other, "5000 t"));
        Assert.False(One(what, other, "5000 t", "2026-12-20"));
        Assert.Empty(Suggested(Entry("a", what, "5000 t", "2026-12-20"), Entry("b", other, "5000 t", "2026-12-20") with { Obligors = [Tjk], Counterparties = [Kaz] }));
    }

    [Theory]
    [InlineData("The President of Kazakhstan pays an official visit to Tajikistan", "The President of Kazakhstan pays a state visit to Tajikistan")]
    [InlineData("Hold the Cultural Days of Tajikistan in Kazakhstan", "Help to hold the Days of Culture of Kazakhstan in Tajikistan")]
    public void Words_in_common_were_enough_for_two_that_each_say_something_else(string what, string other)
    {
        Assert.False(One(what, other));
        Assert.False(One(what, other, later: "2028-05-04"));
        Assert.True(One(what, what));
        Assert.False(One(what, what, later: "2028-05-04"));
    }

    [Theory]
    [InlineData("Raise the number of scholarships to a hundred in the universities of the two countries", "Increase the number of scholarships to one hundred", "100 scholarship")]
    [InlineData("Raise the number of scholarships to a hundred in the universities of the two countries", "Hundred scholarships in universities of both countries", "100 scholarship")]
    [InlineData("The presidents of Tajikistan and Kyrgyzstan meet in Dushanbe", "Meeting of the presidents of Tajikistan and Kyrgyzstan in Dushanbe", null, "2021-05-31")]
    [InlineData("Host the conference of the International Fund for Saving the Aral Sea", "Conference of the International Fund for Saving the Aral Sea hosted in Tajikistan", null, "2023-09-30")]
    [InlineData("Hold a fair of agricultural products in Astana", "Organise a fair of agricultural products in Astana")]
    [InlineData("Провести ярмарку в Астане", "Организовать ярмарку в Астане")]
    public void One_promise_with_another_verb_or_in_another_order_was_not_suggested(string what, string other, string? quantity = null, string? due = null) =>
        Assert.True(One(what, other, quantity, due));

    [Theory]
    [InlineData("Hold the Cultural Days of Tajikistan in Kazakhstan", "Hold the Cultural Days of Kazakhstan in Tajikistan")]
    [InlineData("Tajik culture days in Kazakhstan", "Kazakh culture days in Tajikistan")]
    [InlineData("Host the Consultative Meeting of the heads of state of Central Asia", "Host the conference of the International Fund for Saving the Aral Sea")]
    [InlineData("Hold a fair of agricultural products in Astana", "Cancel a fair of agricultural products in Astana", false)]
    [InlineData("Raise the quota of students from Tajikistan", "Lower the quota of students from Tajikistan", false)]
    [InlineData("Build a hostel for students", "Build a school for students")]
    public void With_one_deadline_what_each_state_does_and_what_is_done_still_tell_two_apart(string what, string other, bool due = true) => Assert.False(One(what, other, due: due ? "2023-09-30" : null));

    [Fact]
    public void What_is_said_again_long_after_is_one_by_its_deadline()
    {
        var likely = Assert.Single(Duplicates.Among([Entry("a", "Launch joint projects", due: "2027", stated: "2026-01-01"), Entry("b", "Launch the joint projects", due: "2027")]));

        Assert.Equal(("a", "b", true), (likely.First, likely.Second, likely.Restated));
        Assert.Equal("The same states and kind, due 2027 in both, 100 % of the words in common, stated 243 days apart.", likely.Why);
    }

    [Fact]
    public void A_measure_without_a_day_said_again_a_year_later_was_not_suggested()
    {
        CommitmentView[] Said(CommitmentKind kind, string what = "Open a consulate in Almaty") =>
            [Entry("a", "Open a consulate in Almaty", stated: "2025-06-15") with { Kind = kind }, Entry("b", what) with { Kind = kind }];

        Assert.True(Assert.Single(Duplicates.Among(Said(CommitmentKind.Measure))).Restated);
        // The same words of what happens anew each time, or other words: another one.
        Assert.Empty(Suggested(Said(CommitmentKind.Visit)));
        Assert.Empty(Suggested(Said(CommitmentKind.Measure, "Open a consulate in Astana")));
        var done = Said(CommitmentKind.Measure);
        Assert.Empty(Suggested(done[0] with { Status = CommitmentStatus.Fulfilled }, done[1]));
        // A quantity tells apart whatever the words say.
        Assert.Empty(Suggested(Entry("a", "Scholarships", "50 scholarship", stated: "2025-01-15") with { Kind = CommitmentKind.Scholarship }, Entry("b", "Scholarships", "100 scholarship") with { Kind = CommitmentKind.Scholarship }));
    }

    [Fact]
    public void Without_a_deadline_two_languages_say_nothing_of_each_other() => Assert.False(One("5,000 тонн мазута", "5,000 tons of flour", "5000 t"));

    [Fact]
    public void What_was_told_apart_is_not_suggested_again() =>
        Assert.Empty(Suggested(Entry("a", "Wheat", "100 t", apartFrom: ["b"]), Entry("b", "Wheat", "100 t"), Entry("c", "Rice", "100 t"), Entry("d", "Rice", "100 t", apartFrom: ["c"])));

    [Fact]
    public void Days_of_one_end_and_everyday_words_hid_what_was_logged_twice()
    {
        CommitmentView One(string slug, string what, DateSpan? due, Quantity? much, int day) => Seen("2020-06-01", Made with { Slug = slug, What = what, Deadline = due, Quantity = much, StatedOn = DateSpan.On(new(2020, 4, day)) });
        Assert.Equal("The same states and kind, due by 2027-12-31 in both, 100 % of the words in common, stated 9 days apart.",
            Assert.Single(Duplicates.Among([One("a", "Build the canal", On("2027"), null, 1), One("b", "Build the canal", On("2027-12-31"), null, 10)])).Why);
        Assert.Single(Duplicates.Among([One("a", "Award 20 scholarships annually", null, new(20, "scholarship"), 1), One("b", "Give 20 scholarships every year", null, new(20, "scholarship"), 10)]));
        Assert.Single(Duplicates.Among([One("a", "Give 20 scholarships a year", null, new(20, "scholarship"), 1), One("b", "Twenty scholarships to be given", null, new(20, "scholarship"), 10)]));
        Assert.Empty(Duplicates.Among([One("a", "Award 20 medals annually", null, new(20, "item"), 1), One("b", "Give 20 books every year", null, new(20, "item"), 10)]));
    }
}
