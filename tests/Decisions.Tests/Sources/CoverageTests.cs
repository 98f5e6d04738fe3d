using CommitmentTracker.Sources;

namespace CommitmentTracker.Decisions.Tests.Sources;

/// <summary>What of a text is a sentence that somebody could log.</summary>
public sealed class CoverageTests
{
    [Fact]
    public void A_quotation_mark_alone_on_its_line_was_a_sentence_still_to_be_logged()
    {
        const string Text = "\"We want two billion.\n\"\nSo be it… – 5!\n***\n";

        Assert.Equal(["\"We want two billion.", "So be it… – 5!"], Coverage.Sentences(Text).Select(s => Text[s.Start..s.End]));
    }
}
