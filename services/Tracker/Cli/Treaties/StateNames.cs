using System.Collections.Frozen;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Review;

namespace CommitmentTracker.Cli.Treaties;

/// <summary>
/// States by the names that treaty lists use, past ones too. A former name of a state that goes on leads to its code of today (Siam to THA); what was
/// another state, or became part of one, has no code here (Prussia): a mapping may give it one.
/// </summary>
internal static class StateNames
{
    /// <summary>The states a name or a code stands for: one, two for a union of two; null where it is no state's.</summary>
    public static IReadOnlyList<StateCode>? Of(string name) =>
        Names.GetValueOrDefault(Plain(name)) ?? Codes.GetValueOrDefault(name) ?? (name.Any(c => c is >= '\u0400' and <= '\u04FF') ? Sounds.GetValueOrDefault(Spelling.Fold(name)) : null);

    /// <summary>A name without what spellings differ in.</summary>
    public static string Plain(string name) => string.Join(' ', name.ToUpperInvariant().Replace("ST.", "ST", StringComparison.Ordinal).Split([' ', ',', '.'], StringSplitOptions.RemoveEmptyEntries));

    static readonly FrozenDictionary<string, IReadOnlyList<StateCode>> Names = Table().ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What Russian, Kazakh and Tajik call the region's states comes down to these; of others only a mapping knows.</summary>
    static readonly FrozenDictionary<string, IReadOnlyList<StateCode>> Sounds = Names.DistinctBy(n => Spelling.Fold(n.Key)).ToFrozenDictionary(n => Spelling.Fold(n.Key), n => n.Value, StringComparer.Ordinal);

    /// <summary>Codes of the states named here; three other letters are more likely an organisation.</summary>
    static readonly FrozenDictionary<string, IReadOnlyList<StateCode>> Codes = Names.Values.SelectMany(n => n).Distinct().ToFrozenDictionary(c => c.ToString(), IReadOnlyList<StateCode> (StateCode c) => [c], StringComparer.Ordinal);

    static Dictionary<string, IReadOnlyList<StateCode>> Table()
    {
        var names = new Dictionary<string, IReadOnlyList<StateCode>>(StringComparer.Ordinal);
        foreach (var line in Lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var (codes, rest) = (line[..line.IndexOf(':', StringComparison.Ordinal)], line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..]);
            foreach (var name in rest.Split('|'))
                names.Add(Plain(name), [.. codes.Split('+').Select(StateCode.Parse)]);
        }
        return names;
    }

    const string Lines = """
        AFG:Afghanistan
        ALB:Albania
        DZA:Algeria
        AND:Andorra
        AGO:Angola
        ATG:Antigua and Barbuda
        ARG:Argentina|Argentine Republic|Argentine Confederation
        ARM:Armenia
        AUS:Australia|Commonwealth of Australia
        AUT:Austria
        AZE:Azerbaijan
        BHS:Bahamas|The Bahamas|Bahamas The
        BHR:Bahrain|Bharain
        BGD:Bangladesh
        BRB:Barbados
        BLR:Belarus|Byelorussia S S R|Byelorussia|Byelorussian SSR
        BEL:Belgium
        BLZ:Belize
        BEN:Benin|Dahomey
        BTN:Bhutan
        BOL:Bolivia|Plurinational State of Bolivia
        BIH:Bosnia and Herzegovina|Bosnia-Herzegovina
        BWA:Botswana
        BRA:Brazil
        BRN:Brunei Darussalam|Brunei
        BGR:Bulgaria
        BFA:Burkina Faso|Upper Volta
        BDI:Burundi
        CPV:Cape Verde|Cabo Verde
        KHM:Cambodia|Khmer Republic|Kampuchea
        CMR:Cameroon
        CAN:Canada
        CAF:Central African Republic|Central African Empire
        TCD:Chad
        CHL:Chile
        CHN:China|China P R|People's Republic of China|Peoples Republic of China
        TWN:Taiwan|China Taiwan|China Republic of|Republic of China
        COL:Colombia|New Granada
        COM:Comoros|Comoros Islands
        COG:Congo|Congo Republic of|Congo Peoples Republic of|Congo Republic of formerly Congo PR|Congo Brazzaville|Republic of the Congo
        COD:Congo Democratic Republic of|Congo Leopoldville|Congo Kinshasa|Zaire|Democratic Republic of the Congo
        COK:Cook Islands
        CRI:Costa Rica
        CIV:Cote d'Ivoire|Ivory Coast|Côte d'Ivoire
        HRV:Croatia
        CUB:Cuba
        CYP:Cyprus
        CZE:Czech Republic|Czechia
        CSK:Czechoslovakia|Czech and Slovak Federal Republic
        DNK:Denmark
        DJI:Djibouti
        DMA:Dominica|Dominica Commonwealth of
        DOM:Dominican Republic
        ECU:Ecuador
        EGY:Egypt|United Arab Republic
        SLV:El Salvador|Salvador
        GNQ:Equatorial Guinea|Guinea Equatorial
        ERI:Eritrea
        EST:Estonia
        SWZ:Eswatini|Swaziland
        ETH:Ethiopia|Abyssinia
        FJI:Fiji
        FIN:Finland
        FRA:France
        GAB:Gabon
        GMB:Gambia|Gambia The|The Gambia
        GEO:Georgia
        DEU:Germany|Germany Federal Republic|Germany Federal Republic of|Federal Republic of Germany|German Empire
        DDR:German Democratic Republic
        GHA:Ghana
        GRC:Greece
        GRD:Grenada
        GTM:Guatemala
        GIN:Guinea
        GNB:Guinea Bissau|Guinea-Bissau
        GUY:Guyana
        HTI:Haiti|Hayti
        VAT:Holy See|Vatican City|Vatican
        HND:Honduras
        HKG:Hong Kong SAR
        HUN:Hungary
        ISL:Iceland
        IND:India
        IDN:Indonesia
        IRN:Iran|Persia|Islamic Republic of Iran
        IRQ:Iraq
        IRL:Ireland|Ireland Republic of|Eire|Irish Free State|Republic of Ireland
        ISR:Israel
        ITA:Italy
        JAM:Jamaica
        JPN:Japan
        JOR:Jordan|Transjordan
        KAZ:Kazakhstan
        KEN:Kenya
        KIR:Kiribati
        PRK:Korea Democratic People's Republic of|North Korea|Democratic People's Republic of Korea
        KOR:Korea Republic of|Korea|South Korea|Republic of Korea
        XKX:Kosovo
        KWT:Kuwait
        KGZ:Kyrgyzstan|Kyrgyz Republic
        LAO:Laos|Lao People's Democratic Republic
        LVA:Latvia
        LBN:Lebanon
        LSO:Lesotho
        LBR:Liberia
        LBY:Libya
        LIE:Liechtenstein
        LTU:Lithuania
        LUX:Luxembourg
        MAC:Macau|Macao
        MDG:Madagascar|Malagasy Republic
        MWI:Malawi
        MYS:Malaysia|Malaya
        MDV:Maldives
        MLI:Mali
        MLT:Malta
        MHL:Marshall Islands
        MRT:Mauritania
        MUS:Mauritius
        MEX:Mexico
        FSM:Micronesia|Federated States of Micronesia
        MDA:Moldova|Moldova Republic of|Republic of Moldova
        MCO:Monaco
        MNG:Mongolia
        MNE:Montenegro
        MAR:Morocco
        MOZ:Mozambique
        MMR:Myanmar|Burma
        NAM:Namibia
        NRU:Nauru
        NPL:Nepal
        NLD:Netherlands|Netherlands The|The Netherlands
        NZL:New Zealand
        NIC:Nicaragua
        NER:Niger
        NGA:Nigeria
        NIU:Niue
        MKD:North Macedonia|Macedonia|Macedonia the FYR of
        NOR:Norway
        OMN:Oman|Muscat
        PAK:Pakistan
        PLW:Palau
        PSE:Palestine|Palestine (incl PLO)|Palestine National Authority
        PAN:Panama
        PNG:Papua New Guinea
        PRY:Paraguay
        PER:Peru
        PHL:Philippines
        POL:Poland
        PRT:Portugal
        QAT:Qatar
        ROU:Romania|Roumania
        RUS:Russia|Russian Federation
        RWA:Rwanda
        KNA:Saint Kitts and Nevis|St Kitts and Nevis|St Christopher and Nevis|Saint Christopher and Nevis
        LCA:Saint Lucia|St Lucia
        VCT:Saint Vincent and the Grenadines|St Vincent and the Grenadines
        WSM:Samoa|Western Samoa
        SMR:San Marino
        STP:Sao Tome and Principe
        SAU:Saudi Arabia
        SEN:Senegal
        SRB:Serbia
        SCG:Serbia and Montenegro|Yugoslavia Federal Republic of
        SYC:Seychelles
        SLE:Sierra Leone
        SGP:Singapore
        SVK:Slovakia|Slovak Republic
        SVN:Slovenia
        SLB:Solomon Islands
        SOM:Somalia|Somali Democratic Republic
        ZAF:South Africa|Union of South Africa
        SSD:South Sudan
        SUN:Soviet Union|USSR
        ESP:Spain
        LKA:Sri Lanka|Ceylon
        SDN:Sudan
        SUR:Suriname|Surinam
        SWE:Sweden
        SWE+NOR:Sweden and Norway
        CHE:Switzerland|Swiss Confederation
        SYR:Syria|Syrian Arab Republic
        SYR+LBN:Syria & Grand Lebanon
        TJK:Tajikistan
        TZA:Tanzania|Tanganyika|Tanganyika and Zanzibar|United Republic of Tanzania
        THA:Thailand|Siam
        TLS:Timor-Leste|East Timor
        TGO:Togo
        TON:Tonga
        TTO:Trinidad and Tobago
        TUN:Tunisia|Tunis
        TUR:Turkey|Türkiye|Turkiye|Ottoman Empire
        TKM:Turkmenistan
        TUV:Tuvalu
        UGA:Uganda
        UKR:Ukraine|Ukraine S S R|Ukrainian SSR
        ARE:United Arab Emirates
        GBR:United Kingdom|British Empire|Great Britain|United Kingdom of Great Britain and Northern Ireland
        USA:United States of America|United States|USA
        URY:Uruguay
        UZB:Uzbekistan
        VUT:Vanuatu
        VEN:Venezuela
        VNM:Vietnam|Viet Nam|Vietnam Socialist Rep of|Vietnam D R|North Vietnam
        YEM:Yemen|Yemen Republic of|Yemen Arab Republic
        YMD:Yemen Peoples's Democratic Republic of|Yemen People's Democratic Republic of|South Yemen
        YUG:Yugoslavia|Serb-Croat-Slovene State
        ZMB:Zambia
        ZWE:Zimbabwe
        """;
}
