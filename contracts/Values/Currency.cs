using System.Collections.Frozen;
using System.Text;

namespace CommitmentTracker.Contracts.Values;

/// <summary>The currencies of ISO 4217.</summary>
public static class Currency
{
    /// <summary>Whether ISO 4217 lists this alphabetic code.</summary>
    public static bool IsKnown(string code) => Known.Contains(code);

    /// <summary>The one string that everybody shares for this code; null when it is none.</summary>
    internal static string? Find(ReadOnlySpan<byte> utf8)
    {
        Span<char> code = stackalloc char[3];
        return utf8.Length == 3 && Encoding.UTF8.TryGetChars(utf8, code, out var length) && Known.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(code[..length], out var known)
            ? known
            : null;
    }

    static readonly FrozenSet<string> Known = """
        AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV
        BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUC CUP CVE
        CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD
        HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD
        KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN
        MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD
        RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS
        TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST
        XAF XAG XAU XBA XBB XBC XBD XCD XDR XOF XPD XPF XPT XSU XTS XUA XXX YER ZAR ZMW
        ZWL
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
