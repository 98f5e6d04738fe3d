using CommitmentTracker.Sources;

namespace CommitmentTracker.Decisions.Tests.Sources;

/// <summary>What of a text is a sentence that somebody could log.</summary>
public sealed class CoverageTests
{
    [Fact]
    public void A_quotation_mark_alone_on_its_line_was_a_sentence_still_to_be_logged()
    {
        const string Text = "\"We want two billion.\n\"\nSo be it… – 5!\n***\n";

        Assert.Equal(["\"We want two billion.", "So be it… – 5!"], Of(Text));
    }

    static IEnumerable<string> Of(string text) => Coverage.Sentences(text).Select(s => text[s.Start..s.End]);

    [Theory]
    [InlineData("NUR-SULTAN. KAZINFORM - Mr. Tokayev met Dr. Rahmon on Aug. 22 in the capital.")]
    [InlineData("Astana. Aug. 22, 2024. They met.")]
    [InlineData("The sides agreed with H.E. Mr. E. Rahmon on Sept. 3.")]
    [InlineData("Встреча прошла «в Душанбе» 22 авг. 2024 года по ст. 5.")]
    public void A_dateline_and_an_abbreviation_were_sentences_still_to_be_logged(string sentence) => Assert.Equal([sentence], Of(sentence));

    [Theory]
    [InlineData("They met in Aug. The visit went on.", 2)]
    [InlineData("They belong to the CIS. The visit went on.", 2)]
    [InlineData("They met in Astana. Tokayev spoke. \"So be it.\" They parted.\nASTANA\nThey met again.", 6)]
    public void What_ends_like_an_abbreviation_ends_a_sentence_all_the_same(string text, int sentences) => Assert.Equal(sentences, Of(text).Count());

    [Fact]
    public void The_five_pages_of_the_real_case_fall_into_sentences_and_no_scraps()
    {
        var seeds = Path.Combine(Environment.GetEnvironmentVariable("TRACKER_SHARED") ?? Path.Combine(Repository.Root, "..", "shared"), "seeds");
        Assert.SkipUnless(Directory.Exists(seeds), "The five pages are not here: TRACKER_SHARED (by default ../shared) has no seeds/.");
        var sentences = Directory.GetFiles(seeds).Order(StringComparer.Ordinal).Select(file => Of(File.ReadAllText(file)).ToList()).ToList();

        Assert.Equal([13, 24, 25, 29, 30], sentences.Select(s => s.Count));
        Assert.DoesNotContain("NUR-SULTAN.", sentences.SelectMany(s => s));
    }
}
