using CommitmentTracker.Contracts.Agreements;
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
    [InlineData("Казахстан и Таджикистан", "kazakhstan-i-tadzhikistan-2024")]
    [InlineData("30-летие дипломатических отношений", "30-letie-diplomaticheskikh-otnosheniy-2024")]
    [InlineData("Шартнома бо Ҷумҳурии Қазоқистон", "shartnoma-bo-jumhurii-qazoqiston-2024")]
    [InlineData("Қазақстан мен Тәжікстан", "qazaqstan-men-tazhikstan-2024")]
    public void Two_Cyrillic_titles_of_one_year_were_given_the_same_slug_and_then_none(string title, string slug) =>
        Scenario.Given().When(Command with { Slug = null, Title = title }).Then(Registered with { Slug = slug, Title = title });

    [Fact]
    [Trait("Trap", "7")]
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

public sealed class CorrectSourceTests
{
    static readonly SourceRegistered Registered = new("astana-times", "Alied relations", "The Astana Times", DateSpan.Parse("2024-08-23"), "en");
    static readonly CorrectSource Command = new("astana-times", "A typing error.", "Allied relations", PublishedOn: DateSpan.Parse("2024-08-24"));
    static readonly SourceCorrected Corrected = new("astana-times", "A typing error.", "Allied relations", PublishedOn: DateSpan.Parse("2024-08-24"));

    [Fact]
    public void A_mistyped_title_or_day_stood_for_ever() => Scenario.Given(Registered).When(Command).Then(Corrected);

    [Fact]
    public void The_same_correction_again_is_nothing_also_after_another()
    {
        var back = Corrected with { Reason = "The page does write Alied.", Title = "Alied relations", PublishedOn = null };
        Scenario.Given(Registered, Corrected).When(Command).ThenNothing();
        Scenario.Given(Registered, Corrected, back).When(Command).ThenNothing().WithWarning("corrected again since");
        Scenario.Given(Registered, Corrected, back).When(Command with { Reason = "No, it does not." }).Then(Corrected with { Reason = "No, it does not." });
    }

    [Fact]
    public void What_was_registered_first_and_what_stands_now_are_both_known_again()
    {
        var register = new RegisterSource("astana-times", "Alied relations", "The Astana Times", Registered.PublishedOn, "en");
        Scenario.Given(Registered, Corrected).When(register).ThenNothing();
        Scenario.Given(Registered, Corrected).When(register with { Title = "Allied relations", PublishedOn = DateSpan.Parse("2024-08-24") }).ThenNothing();
        Scenario.Given(Registered, Corrected).When(register with { Title = "Third" }).ThenRefused(Problem.AlreadyDifferent);
    }

    [Fact]
    public void What_nobody_registered_and_a_day_to_come_are_refused()
    {
        Scenario.Given().When(Command).ThenRefused(Problem.NotFound);
        Scenario.Given(Registered).On("2024-08-22").When(Command).ThenRefused(Problem.InvalidValue, "/publishedOn");
    }

    [Fact]
    public void Every_fault_of_it_is_said_at_once()
    {
        Scenario.Given().When(new CorrectSource("bns", "Why.")).ThenRefused(Problem.InvalidValue, "");
        Scenario.Given().When(new CorrectSource("No Slug", " ", " ", "bell\a", null, "no language", "ftp://x"))
            .ThenRefused(Problem.InvalidValue, "/source", "/reason", "/title", "/publisher", "/language", "/url");
    }
}

public sealed class CorrectSourceTextTests
{
    static readonly SourceTextAdded Added = AddSourceTextSlice.Added("bns", "abd");
    static readonly SourceTextCorrected Corrected = new("bns", "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "Badly copied.");
    static readonly CorrectSourceText Command = new("bns", "abc", "Badly copied.");

    [Fact]
    public void A_wrong_text_stood_for_ever() => Scenario.Given(Added).When(Command).Then(Corrected);

    [Fact]
    public void The_same_again_is_nothing_also_after_another_correction()
    {
        var back = Corrected with { Text = Added.Text, Sha256 = Added.Sha256, Reason = "It was right." };
        Scenario.Given(Added, Corrected).When(Command).ThenNothing();
        Scenario.Given(Added, Corrected).When(new AddSourceText("bns", "abd")).ThenNothing().WithWarning("corrected since");
        Scenario.Given(Added, Corrected).When(new AddSourceText("bns", "abc")).ThenNothing();
        Scenario.Given(Added, Corrected, back).When(Command).ThenNothing().WithWarning("corrected again since");
        Scenario.Given(Added, Corrected, back).When(Command with { Reason = "It was wrong after all." }).Then(Corrected with { Reason = "It was wrong after all." });
    }

    [Fact]
    public void A_source_without_a_text_has_none_to_correct()
    {
        Scenario.Given().When(Command).ThenRefused(Problem.StateRefuses);
        Scenario.Given().When(Command with { Source = "unknown" }).ThenRefused(Problem.NotFound);
        Scenario.Given().When(new CorrectSourceText("", " ", "")).ThenRefused(Problem.InvalidValue, "/source", "/text", "/reason");
    }

    [Fact]
    public void A_quote_is_held_against_the_corrected_text()
    {
        var treaty = new RecordAgreement("treaty", [StateCode.Parse("KAZ"), StateCode.Parse("TJK")], AgreementKind.Treaty, "T", Citation: new("bns", "abd"));
        Scenario.Given(Added, Corrected).When(treaty).ThenRefused(Problem.QuoteNotFound, "/citation/quote");
        Assert.True(Scenario.Given(Added, Corrected).When(treaty with { Citation = new("bns", "abc") }).Citation!.Verified);
    }
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
