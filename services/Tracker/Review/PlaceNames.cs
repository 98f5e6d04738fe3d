using System.Collections.Frozen;

namespace CommitmentTracker.Review;

/// <summary>
/// States of the region with their neighbours, and their capitals, by the names that English, Russian, Kazakh and Tajik have for them, former names too. Only names
/// that <see cref="Spelling"/> does not make one by their sounds are listed. A star stands for any ending: Тоҷикистонро is Tajikistan.
/// What two of the five states have between them is written with adjectives (қазақ-тәжік), so those are here beside the states; and what they sign is called now
/// "allied cooperation", now "allied interaction", so that is here, too.
/// </summary>
internal static class PlaceNames
{
    const string States = """
        Kazakhstan:Қазақстан*, Қазоқистон*
        Kazakh:казахск*, қазақ, қазоқ, қазоқу, қазоқӣ
        Kyrgyzstan:Киргизи*, Қирғизистон*
        Kyrgyz:киргизск*, қирғизу
        Tajikistan:Тәжікстан*, Тоҷикистон*
        Tajik:таджикск*, тоҷик, тоҷику, тоҷикӣ
        Turkmenistan:Туркмени*, Түрікменстан*, Туркманистон*
        Turkmen:туркменск*, түрікмен, туркман, туркману
        Uzbekistan:Өзбекстан*, Ӯзбекистон*, Ozbekiston*
        Uzbek:узбекск*, өзбек, ӯзбеку
        Russia:Russia*, Росси*, Россией, Ресей*, Russian Federation, Российск* Федераци*, Федератси* Росси*
        China:Кита*, Қытай*, Чин, чинӣ, Хитой*, Chinese
        Afghanistan:Ауғанстан*, Афғонистон*
        Iran:Эрон*, Ҷумҳури* Исломи* Эрон*
        Pakistan:Покистон*
        India:Индии, Индию, Индией, Үндістан*, Ҳиндустон*
        Mongolia:Монголи*, Монголией, Муғулистон*
        Azerbaijan:Әзірбайжан*, Озарбойҷон*
        Armenia:Армени*, Арменией, Арманистон*
        Georgia:Грузия*, Грузии, Грузию, Грузией, грузинск*, Гурҷистон*
        Turkey:Türkiye, Турци*, Турцией, Түркия*
        Ukraine:Украин*
        Belarus:Белорусси*, Белоруссией
        Finland:Финлянди*, Финляндией
        Estonia:Эстони*, Эстонией
        Latvia:Латви*, Латвией
        Lithuania:Литв*
        Norway:Норвеги*, Норвегией
        Poland:Польш*, Лаҳистон*
        Japan:Япони*, Японией, Жапони*, Ҷопон*
        Myanmar:Мьянм*, Мянмор*
        Bhutan:Бутан, Бутана, Бутон
        Laos:Лаосск* Народно-Демократическ* Республик*, Лаос Халық Демократиялық Республика*, Ҷумҳури* Халқӣ-Демократи* Лаъо
        North Korea:Северн* Коре*, Солтүстік Корея*, Ҷумҳури* Халқӣ-Демократи* Корея*
        South Korea:Южн* Коре*, Оңтүстік Корея*, Ҷумҳури* Корея*
        Korea:Корея*, Кореи, Корее, Корею, Кореей
        """;

    const string Cities = """
        Astana:Астан*, Остона*, Nur-Sultan*, Нурсултан*, Нурсултон*, Нур-Султон*, Akmola
        Nursultan Nazarbayev:Nursultan Nazarba*
        Almaty:Алма-Ата, Алма-Аты, Алма-Ате, Алма-Ату
        Ashgabat:Ашхабад*, Ашқобод*
        Tashkent:Тошканд*, Toshkent*, Тәшкен*
        Moscow:Москв*, Мәскеу*, Маскав*
        Beijing:Пекин*, Бейжің*
        Kabul:Кобул*
        Tehran:Тегеран*, Теҳрон*
        Islamabad:Исломобод*
        New Delhi:Нью-Дели, Деҳли* Нав
        Delhi:Дели, Деҳли*
        Ulaanbaatar:Улан-Батор*, Ұлан-Батыр*, Улонбатор*
        Baku:Боку
        Kyiv:Киев, Киева, Киеве, Киеву, Киевом
        Warsaw:Варшав*
        Pyongyang:Пхеньян*
        Seoul:Сеул*
        Tokyo:Токио
        Vientiane:Вьентьян*
        Naypyidaw:Нейпьидо
        Thimphu:Тхимпху
        Kathmandu:Катманду
        """;

    const string Documents = """
        Allied Cooperation:Allied Co-operation, Allied Interaction, союзническ* взаимодейств*, союзническ* сотрудничеств*, одақтастық* өзара іс-қимыл*, одақтастық* ынтымақтасты*, ҳамкори* иттифоқчигӣ
        """;

    /// <summary>Another name: its folded words, which of them may have an ending, and what stands for it.</summary>
    sealed record Name((string Text, bool Whole)[] Words, string[] For);

    /// <summary>By the first two letters; the longest first, so that Nur-Sultan's namesake and Korea's two halves are found before them.</summary>
    static readonly FrozenDictionary<string, Name[]> Names = Listed(States).Concat(Listed(Cities)).Concat(Listed(Documents)).GroupBy(n => n.Words[0].Text[..2])
        .ToFrozenDictionary(g => g.Key, g => g.OrderByDescending(n => n.Words.Length).ThenByDescending(n => n.Words[0].Text.Length).ToArray(), StringComparer.Ordinal);

    static readonly FrozenSet<string> OfStates = Listed(States).SelectMany(n => n.For).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a folded word names a state or what is a state's, such as Tajik.</summary>
    public static bool IsState(string word) => OfStates.Contains(word);

    /// <summary>Folded words with one name for each of these places.</summary>
    public static IEnumerable<string> Unite(string[] words)
    {
        for (var i = 0; i < words.Length;)
        {
            var found = words[i].Length < 2 || !Names.TryGetValue(words[i][..2], out var names) ? null : Array.Find(names, n => Begins(words.AsSpan(i), n));
            foreach (var word in found?.For ?? [words[i]])
                yield return word;
            i += found?.Words.Length ?? 1;
        }
    }

    static bool Begins(ReadOnlySpan<string> words, Name name)
    {
        if (words.Length < name.Words.Length)
            return false;
        for (var i = 0; i < name.Words.Length; i++)
            if (name.Words[i].Whole ? words[i] != name.Words[i].Text : !words[i].StartsWith(name.Words[i].Text, StringComparison.Ordinal))
                return false;
        return true;
    }

    /// <summary>The names of a list; an English one of more than six letters is found with any ending, too.</summary>
    static IEnumerable<Name> Listed(string list) =>
        from line in list.Split('\n', StringSplitOptions.TrimEntries)
        let known = Spelling.Sound(line[..line.IndexOf(':', StringComparison.Ordinal)]).Split(' ')
        from name in line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Split(", ").Append(string.Join(' ', known) + (known[^1].Length > 6 ? "*" : ""))
        select new Name([.. name.Split([' ', '-']).Select(word => (Spelling.Sound(word), !word.EndsWith('*')))], known);
}
