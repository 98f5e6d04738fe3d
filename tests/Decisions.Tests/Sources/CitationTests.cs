using CommitmentTracker.Contracts.Agreements;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform;
using static CommitmentTracker.Decisions.Tests.Scenario;

namespace CommitmentTracker.Decisions.Tests.Sources;

/// <summary>Any command may cite; these take the signature of an agreement.</summary>
public sealed class CitationTests
{
    static readonly AgreementRecorded Treaty = new("treaty", [StateCode.Parse("KAZ"), StateCode.Parse("TJK")], AgreementKind.Treaty, "Treaty");
    static readonly AgreementSigned Signed = new("treaty", Treaty.Parties, DateSpan.Parse("2024-08-22"));

    static SignAgreement Citing(string source, string quote) => new("treaty", DateSpan.Parse("2024-08-22"), null, new(source, quote));

    static AgreementSigned SignedCiting(string source, string quote) => Signed with { Citation = new(source, quote) };

    [Fact]
    public void A_quote_that_stands_in_the_text_is_located()
    {
        var answer = Given(Treaty).When(Citing("kazinform-2024", "up to 2 billion US dollars")).Then(SignedCiting("kazinform-2024", "up to 2 billion US dollars"));

        Assert.True(answer.Citation!.Verified);
        var (start, end) = answer.Citation.Span!;
        Assert.Equal("up to 2 billion US dollars", KazinformText.Text[start..end]);
    }

    [Fact]
    [Trait("Trap", "19")]
    public void A_typo_of_the_source_survives_in_the_quote() =>
        Assert.True(Given(Treaty).When(Citing("kazinform-2024", "the pervious meeting")).Then(SignedCiting("kazinform-2024", "the pervious meeting")).Citation!.Verified);

    [Theory]
    [InlineData("the previous meeting")]
    [InlineData("We're setting a goal")]
    [InlineData("UP TO 2 BILLION")]
    [InlineData("up to  2 billion")]
    public void A_quote_that_differs_in_one_character_is_refused(string quote) =>
        Given(Treaty).When(Citing("kazinform-2024", quote)).ThenRefused(Problem.QuoteNotFound, "/citation/quote");

    [Fact]
    public void Without_the_text_a_quote_stands_unverified() =>
        Assert.False(Given(Treaty).When(Citing("trend-2023", "almost one and a half billion")).Then(SignedCiting("trend-2023", "almost one and a half billion")).Citation!.Verified);

    [Fact]
    public void A_source_nobody_registered_is_refused() =>
        Given(Treaty).When(Citing("nowhere", "words")).ThenRefused(Problem.UnknownSource, "/citation/source");

    [Fact]
    public void No_slug_and_no_quote_are_refused() =>
        Given(Treaty).When(Citing("No Slug", " ")).ThenRefused(Problem.InvalidValue, "/citation/source", "/citation/quote");

    [Fact]
    public void A_quote_is_a_quote_and_not_a_page() =>
        Given(Treaty).When(Citing("trend-2023", new('x', 2_001))).ThenRefused(Problem.InvalidValue, "/citation/quote");

    [Fact]
    public void A_wrong_quote_is_refused_before_what_the_stream_would_say() =>
        Given().When(Citing("kazinform-2024", "never said")).ThenRefused(Problem.QuoteNotFound, "/citation/quote");

    [Fact]
    public void The_same_again_from_another_source_was_answered_with_nothing_and_lost()
    {
        var mention = new AgreementCited("treaty", Treaty.Parties, new("trend-2023", "signed on Aug. 22"), Signed.SignedOn);
        Given(Treaty, Signed).When(Citing("trend-2023", "signed on Aug. 22")).Then(mention);
        Given(Treaty, Signed, mention).When(Citing("trend-2023", "signed on Aug. 22")).ThenNothing();
        Given(Treaty, Signed, mention).When(Citing("trend-2023", "the treaty was signed"))
            .Then(mention with { Citation = new("trend-2023", "the treaty was signed") });
    }

    [Fact]
    public void A_mention_is_held_against_its_text_like_any_citation() =>
        Given(Treaty, Signed).When(Citing("kazinform-2024", "never said")).ThenRefused(Problem.QuoteNotFound, "/citation/quote");
}
