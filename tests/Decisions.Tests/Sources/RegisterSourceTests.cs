using CommitmentTracker.Contracts.Sources;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;
using CommitmentTracker.Sources;

namespace CommitmentTracker.Decisions.Tests.Sources;

public sealed class RegisterSourceTests
{
    static readonly RegisterSource Command = new("astana-times", "Allied relations", "The Astana Times", DateSpan.Parse("2024-08-23"), "en", "https://astanatimes.com/2024/08/");
    static readonly SourceRegistered Registered = new("astana-times", "Allied relations", "The Astana Times", DateSpan.Parse("2024-08-23"), "en", "https://astanatimes.com/2024/08/");
    static readonly SourceTextAdded Text = new("astana-times", "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");

    [Fact]
    public void A_new_source_is_registered() => Scenario.Given().When(Command).Then(Registered);

    [Fact]
    public void With_its_text_in_one_command() => Scenario.Given().When(Command with { Text = "abc" }).Then(Registered, Text);

    [Fact]
    public void The_same_again_is_nothing() => Scenario.Given(Registered).When(Command).ThenNothing();

    [Fact]
    public void The_same_again_without_the_text_it_has_is_nothing() => Scenario.Given(Registered, Text).When(Command).ThenNothing();

    [Fact]
    public void The_same_again_with_its_text_is_nothing() => Scenario.Given(Registered, Text).When(Command with { Text = "abc" }).ThenNothing();

    [Fact]
    public void The_same_again_with_a_text_at_last_adds_the_text() => Scenario.Given(Registered).When(Command with { Text = "abc" }).Then(Text);

    [Fact]
    public void Another_text_is_refused() =>
        Scenario.Given(Registered, Text).When(Command with { Text = "abd" }).ThenRefused(Problem.AlreadyDifferent);

    [Fact]
    public void Another_title_publisher_date_language_or_address_under_the_same_slug_is_refused() => Assert.All(
        new[]
        {
            Command with { Title = "Other" }, Command with { Publisher = "Other" }, Command with { PublishedOn = DateSpan.Parse("2024-08-24") },
            Command with { Language = "ru" }, Command with { Url = null },
        },
        other => Scenario.Given(Registered).When(other).ThenRefused(Problem.AlreadyDifferent));

    [Theory]
    [InlineData("Talks in Astana", "talks-in-astana-2024")]
    [InlineData("  Años — más “unidos”!  ", "anos-mas-unidos-2024")]
    [InlineData("C++ & C#", "c-c-2024")]
    public void Its_slug_is_derived_from_title_and_year(string title, string slug) =>
        Scenario.Given().When(Command with { Slug = null, Title = title }).Then(Registered with { Slug = slug, Title = title });

    [Theory]
    [InlineData("Казахстан и Таджикистан")]
    [InlineData("30-летие дипломатических отношений")]
    public void Two_Cyrillic_titles_of_one_year_were_given_the_same_slug(string title) =>
        Scenario.Given().When(Command with { Slug = null, Title = title }).ThenRefused(Problem.InvalidValue, "/slug");

    [Fact]
    public void An_undated_page_is_registered_with_an_inferred_date_and_its_reason()
    {
        var inferred = new DateSpan(new(2021, 5, 3), new(2021, 5, 19), Precision.HalfMonth, "19–20 May", true, "The page gives no year; the visit took place in 2021.");

        Scenario.Given().When(Command with { PublishedOn = inferred }).Then(Registered with { PublishedOn = inferred });
    }

    [Fact]
    public void An_inferred_date_without_a_reason_is_refused() =>
        Scenario.Given().When(Command with { PublishedOn = new(new(2021, 5, 3), new(2021, 5, 19), Precision.HalfMonth, null, true) })
            .ThenRefused(Problem.InvalidValue, "/publishedOn");

    [Fact]
    public void A_page_of_tomorrow_is_taken_because_its_day_began_in_the_east_and_one_of_the_day_after_is_refused()
    {
        Scenario.Given().On("2024-08-22").When(Command).Then(Registered);
        Scenario.Given().On("2024-08-21").When(Command).ThenRefused(Problem.InvalidValue, "/publishedOn");
    }

    [Fact]
    public void Every_fault_of_it_is_said_at_once() =>
        Scenario.Given().When(new RegisterSource("No Slug", " ", "bell\a", DateSpan.Parse("2024"), "no language", "ftp://x", " "))
            .ThenRefused(Problem.InvalidValue, "/slug", "/title", "/publisher", "/language", "/url", "/text");
}

public sealed class AddSourceTextTests
{
    static readonly SourceTextAdded Added = new("bns", "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");

    [Fact]
    public void A_text_is_added_with_its_hash() => Scenario.Given().When(new AddSourceText("bns", "abc")).Then(Added);

    [Fact]
    public void The_same_text_again_is_nothing() => Scenario.Given(Added).When(new AddSourceText("bns", "abc")).ThenNothing();

    [Fact]
    public void Another_text_is_refused_because_quotes_rest_on_the_first() =>
        Scenario.Given(Added).When(new AddSourceText("bns", "abc ")).ThenRefused(Problem.AlreadyDifferent);

    [Fact]
    public void The_text_of_a_source_nobody_registered_is_refused() =>
        Scenario.Given().When(new AddSourceText("unknown", "abc")).ThenRefused(Problem.NotFound);

    [Fact]
    public void A_blank_text_and_no_slug_are_refused() =>
        Scenario.Given().When(new AddSourceText("", "\n")).ThenRefused(Problem.InvalidValue, "/source", "/text");

    [Fact]
    public void Typographic_quotes_line_ends_and_surrogate_pairs_are_kept_as_they_are()
    {
        const string text = "“pervious meeting”\r\n\t— 5 tons of flour 𐍈";
        Scenario.Given().When(new AddSourceText("bns", text)).Then(AddSourceTextSlice.Added("bns", text));
    }
}
