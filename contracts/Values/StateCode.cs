using System.Collections.Frozen;
using System.Text.Json.Serialization;

namespace CommitmentTracker.Contracts.Values;

/// <summary>
/// A state by its ISO 3166-1 alpha-3 code, e.g. <c>KAZ</c>; JSON: the code as a string. Also taken: <c>XKX</c> and the
/// former states of ISO 3166-3 that trade statistics still name (SUN, CSK, YUG, DDR, SCG, ANT, YMD), never summed into a successor.
/// </summary>
[JsonConverter(typeof(TextValueConverter<StateCode>))]
public readonly record struct StateCode : ITextValue<StateCode>, IComparable<StateCode>
{
    readonly string? code;

    StateCode(string code) => this.code = code;

    /// <summary>Reads a code; upper case is required.</summary>
    /// <exception cref="FormatException">No state bears this code.</exception>
    public static StateCode Parse(string text) =>
        Known.TryGetValue(text, out var code) ? new(code) : throw new FormatException($"'{text}' is no ISO 3166-1 alpha-3 code of a state.");

    /// <summary>Reads a code without a string of its own; false when no state bears it.</summary>
    internal static bool TryParse(ReadOnlySpan<char> text, out StateCode state)
    {
        var known = Known.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var code);
        state = known ? new(code!) : default;
        return known;
    }

    /// <summary>The years in which figures of trade may bear this code, the first and the last; null where there is no bound. The series of the successors of the Soviet Union start in 1992.</summary>
    public (int? First, int? Last) Years => Bounds.GetValueOrDefault(ToString());

    /// <inheritdoc/>
    public int CompareTo(StateCode other) => string.CompareOrdinal(code, other.code);

    /// <summary>The code.</summary>
    public override string ToString() => code ?? "";

    static readonly FrozenDictionary<string, (int? First, int? Last)> Bounds = new (string Codes, int? First, int? Last)[]
    {
        ("ARM AZE BLR EST GEO KAZ KGZ LTU LVA MDA RUS TJK TKM UKR UZB BIH HRV MKD SVN", 1992, null), ("CZE SVK ERI", 1993, null), ("MNE SRB", 2006, null), ("SSD", 2011, null), ("TLS", 2002, null),
        ("SUN", null, 1991), ("CSK", null, 1992), ("YUG", null, 2003), ("SCG", 2003, 2006), ("DDR YMD", null, 1990), ("ANT", null, 2010),
    }.SelectMany(b => b.Codes.Split(' ').Select(code => KeyValuePair.Create(code, (b.First, b.Last)))).ToFrozenDictionary(StringComparer.Ordinal);

    static readonly FrozenDictionary<string, string> Known = """
        ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN
        BES BFA BGD BGR BHR BHS BIH BLM BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN
        CCK CHE CHL CHN CIV CMR COD COG COK COL COM CPV CRI CUB CUW CXR CYM CYP CZE DEU
        DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK FRA FRO FSM GAB GBR
        GEO GGY GHA GIB GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM GUY HKG HMD HND HRV
        HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA JAM JEY JOR JPN KAZ KEN KGZ KHM
        KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA
        MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM
        NCL NER NFK NGA NIC NIU NLD NOR NPL NRU NZL OMN PAK PAN PCN PER PHL PLW PNG POL
        PRI PRK PRT PRY PSE PYF QAT REU ROU RUS RWA SAU SDN SEN SGP SGS SHN SJM SLB SLE
        SLV SMR SOM SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR TCA TCD TGO THA TJK
        TKL TKM TLS TON TTO TUN TUR TUV TWN TZA UGA UKR UMI URY USA UZB VAT VCT VEN VGB
        VIR VNM VUT WLF WSM YEM ZAF ZMB ZWE
        XKX SUN CSK YUG DDR SCG ANT YMD
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenDictionary(code => code, StringComparer.Ordinal);
}
