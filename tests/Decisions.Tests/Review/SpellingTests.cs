using CommitmentTracker.Review;

namespace CommitmentTracker.Decisions.Tests.Review;

/// <summary>One search finds a name in any of the four languages and in any newspaper's spelling.</summary>
public sealed class SpellingTests
{
    [Theory]
    [Trait("Trap", "17")]
    [InlineData("Rahmon", "Rakhmon", "Рахмон", "Раҳмон")]
    [InlineData("Japarov", "Zhaparov", "Japparov", "Жапаров")]
    [InlineData("Nur-Sultan", "NUR-SULTAN", "Нур-Султан", "Astana", "Астана")]
    [InlineData("Tokayev", "Токаев", "Tokaev")]
    [InlineData("Qazaqstan", "Қазақстан")]
    [InlineData("Dushanbe", "Душанбе")]
    public void Spellings_of_one_name_are_one_word(params string[] spellings) => Assert.Single(spellings.Select(Spelling.Fold).Distinct());

    [Theory]
    [InlineData("Kazakhstan", "Казахстан", "Казахстаном", "Қазақстан", "Қазақстанның", "Қазоқистон", "Qazaqstan")]
    [InlineData("Tajikistan", "Таджикистан", "Таджикистане", "Тәжікстан", "Тоҷикистон", "Тоҷикистонро", "Tadzhikistan")]
    [InlineData("Russia", "Россия", "России", "Россией", "Ресей", "Русия", "Российская Федерация", "Федератсияи Россия", "Russian Federation")]
    [InlineData("Kyrgyzstan", "Киргизия", "Кыргызстан", "Қырғызстан", "Қирғизистон")]
    [InlineData("China", "Китай", "Китаем", "Қытай", "Чин")]
    [InlineData("Astana", "Nur-Sultan", "Nursultan", "Нурсултан", "Нур-Султане", "Нурсултон", "Нур-Султон", "Нурсултонро", "Остона", "Астане", "Akmola")]
    [InlineData("Tashkent", "Ташкент", "Тошканд")]
    [InlineData("Ashgabat", "Ашхабад", "Ашғабат", "Ашқобод")]
    [InlineData("Moscow", "Москва", "Москве", "Мәскеу", "Маскав")]
    [InlineData("Beijing", "Пекин", "Бейжің")]
    [InlineData("Bishkek", "Бишкек", "Бішкек")]
    [InlineData("Kazakh-Tajik", "казахско-таджикский", "казахско-таджикских", "қазақ-тәжік", "қазоқу тоҷик")]
    public void A_place_was_found_in_one_or_two_of_four_languages(params string[] names) => Assert.Single(names.Select(Spelling.Fold).Distinct());

    [Theory]
    [InlineData("Nursultan Nazarbayev", "Astana Nazarbayev")]
    [InlineData("Казаков", "Казах")]
    [InlineData("чиновник", "Китай")]
    [InlineData("turnover rose", "turnover Россия")]
    [InlineData("индивидуальный", "India")]
    [InlineData("North Korea", "South Korea")]
    public void What_begins_like_a_place_is_not_that_place(string one, string other) => Assert.NotEqual(Spelling.Fold(one), Spelling.Fold(other));

    /// <summary>Central Asia, Russia, China, and whoever borders on them.</summary>
    [Fact]
    public void Every_state_of_the_region_has_one_name_in_the_four_languages_of_the_ISO_list()
    {
        const string Region = "KAZ KGZ TJK TKM UZB RUS CHN AFG IRN AZE GEO ARM TUR UKR BLR FIN EST LVA LTU POL NOR PRK KOR JPN MNG VNM LAO MMR BTN NPL IND PAK";
        var list = Path.Combine(Environment.GetEnvironmentVariable("TRACKER_SHARED") ?? Path.Combine(Repository.Root, "..", "shared"), "data", "iso_codes", "country_names_en_ru_kk_tg.csv");
        Assert.SkipUnless(File.Exists(list), "The ISO list of states in four languages is not here: TRACKER_SHARED (by default ../shared) has no data/iso_codes/.");
        var states = File.ReadLines(list).Select(line => line.Split(',')).Where(cell => Region.Split(' ').Contains(cell[1]) && cell.Length == 7).ToList();

        Assert.Equal(Region.Split(' ').Length, states.Count);
        Assert.All(states, cell => Assert.Single(cell[3..].Where(name => name.Length > 0).Select(Spelling.Fold).Distinct()));
    }

    [Theory]
    [InlineData("flour", "fuel oil")]
    [InlineData("Rahmon", "Rohmon")]
    public void Other_words_stay_others(string one, string other) => Assert.NotEqual(Spelling.Fold(one), Spelling.Fold(other));

    [Theory]
    [Trait("Trap", "17")]
    [InlineData("Declaration of Allied Cooperation", "Declaration on Allied Cooperation", "The Declaration on the Allied Interaction", "Declaration: Allied Co-operation")]
    [InlineData("Декларация о союзническом взаимодействии", "Декларация союзнического сотрудничества", "Декларация: союзническое взаимодействие", "Декларация об Allied Interaction")]
    [InlineData("Одақтастық өзара іс-қимыл туралы декларация", "Одақтастық ынтымақтастық декларация")]
    public void A_document_was_found_by_one_of_the_titles_that_newspapers_gave_it(params string[] titles) =>
        Assert.Single(titles.Select(Spelling.Query).Distinct());

    [Theory]
    [InlineData("Allied Relations")]
    [InlineData("economic interaction")]
    public void Other_cooperation_is_no_allied_cooperation(string words) => Assert.NotEqual(Spelling.Fold("Allied Cooperation"), Spelling.Fold(words));

    [Fact]
    public void A_small_word_is_asked_for_only_where_there_is_no_other()
    {
        Assert.Equal("flour:*", Spelling.Query("of the flour"));
        Assert.Equal("in:*", Spelling.Query("in"));
    }

    [Theory]
    [InlineData("мука", "муки", "муку", "мукой")]
    [InlineData("стипендия", "стипендии", "стипендию")]
    [InlineData("визит", "визита", "визиты")]
    [InlineData("visit", "visits")]
    [InlineData("Рахмон", "Рахмона", "Рахмону", "Раҳмон", "Раҳмонро", "Rahmon")]
    public void A_word_was_found_only_in_the_form_that_was_asked_for(string word, params string[] forms) =>
        Assert.All(forms, form => Assert.StartsWith(Spelling.Query(form)[..^2], Spelling.Fold(word), StringComparison.Ordinal));

    [Theory]
    [InlineData("год", "god:*")]
    [InlineData("gas", "gas:*")]
    [InlineData("чая", "chaia:*")]
    [InlineData("метро", "metr:*")]
    public void Of_a_short_word_nothing_is_left_out(string word, string query) => Assert.Equal(query, Spelling.Query(word));

    [Theory]
    [InlineData("5000", "5,000", "5 000", "5\u00A0000", "5\u2009000", "5\u202F000")]
    [InlineData("1200000 tons", "1,200,000 tons", "1 200 000 tons", "1\u00A0200\u00A0000 tons")]
    public void A_number_was_found_only_as_the_source_had_written_it(params string[] numbers) => Assert.Single(numbers.Select(Spelling.Query).Distinct());

    [Theory]
    [InlineData("2020 500", "2020500")]
    [InlineData("2 50", "250")]
    [InlineData("in 2, 300 in all", "in 2300 in all")]
    [InlineData("phase 2\n500 tons", "phase 2500 tons")]
    [InlineData("1,200 300", "1200300")]
    [InlineData("5,0000", "50000")]
    public void Two_numbers_are_no_longer_one(string two, string one) => Assert.NotEqual(Spelling.Fold(one), Spelling.Fold(two));

    [Fact]
    public void The_last_word_of_a_line_and_the_first_of_the_next_were_one() => Assert.Equal(Spelling.Fold("two billion"), Spelling.Fold("two\nbillion"));

    [Fact]
    public void Punctuation_parts_words_and_asks_nothing() => Assert.Equal("5000:* & ton:*", Spelling.Query("5000, ton! & | ' :*"));
}
