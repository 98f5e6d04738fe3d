using CommitmentTracker.Review;

namespace CommitmentTracker.Decisions.Tests.Review;

/// <summary>One search finds a name in any of the four languages and in any newspaper's spelling.</summary>
public sealed class SpellingTests
{
    [Theory]
    [InlineData("Rahmon", "Rakhmon", "Рахмон", "Раҳмон")]
    [InlineData("Japarov", "Zhaparov", "Japparov", "Жапаров")]
    [InlineData("Nur-Sultan", "NUR-SULTAN", "Нур-Султан", "Astana", "Астана")]
    [InlineData("Tokayev", "Токаев", "Tokaev")]
    [InlineData("Qazaqstan", "Қазақстан")]
    [InlineData("Dushanbe", "Душанбе")]
    public void Spellings_of_one_name_are_one_word(params string[] spellings) => Assert.Single(spellings.Select(Spelling.Fold).Distinct());

    [Theory]
    [InlineData("flour", "fuel oil")]
    [InlineData("Rahmon", "Rohmon")]
    public void Other_words_stay_others(string one, string other) => Assert.NotEqual(Spelling.Fold(one), Spelling.Fold(other));

    [Fact]
    public void Punctuation_parts_words_and_asks_nothing() => Assert.Equal("5000:* & ton:*", Spelling.Query("5000, ton! & | ' :*"));
}
