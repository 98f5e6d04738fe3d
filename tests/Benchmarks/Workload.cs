using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Unicode;

namespace CommitmentTracker.Benchmarks;

/// <summary>
/// The commands the load consists of. Figure number n belongs to stream n modulo the streams (4,968 ordered pairs); n says its flow and month too, so no two
/// are alike, every one makes one event, and the event found in the database says which command made it.
/// </summary>
public sealed class Workload
{
    const string Codes =
        "AFGALBARGARMAUSAUTAZEBELBGRBLRBRACANCHECHLCHNCOLCUBCYPCZEDEUDNKDZAEGYESPESTETHFINFRAGBRGEOGRCHRVHUNIDNINDIRLIRNIRQISLISRITAJORJPNKAZKENKGZ" +
        "KORKWTLBNLTULUXLVAMARMDAMEXMNGMYSNGANLDNORNZLPAKPERPHLPOLPRTQATROURUSSAUTJK";
    const string RealCodes = Codes +
        "ABWAGOAIAALAANDAREASMATAATFATGBDIBENBESBFABGDBHRBHSBIHBLMBLZBMUBOLBRBBRNBTNBVTBWACAFCCKCIVCMRCODCOGCOKCOMCPVCRICUWCXRCYMDJIDMADOMECUERIESHFJI" +
        "FLKFROFSMGABGGYGHAGIBGINGLPGMBGNBGNQGRDGRLGTMGUFGUMGUYHKGHMDHNDHTIIMNIOTJAMJEYKHMKIRKNALAOLBRLBYLCALIELKALSOMACMAFMCOMDGMDVMHLMKDMLIMLTMMRMNE" +
        "MNPMOZMRTMSRMTQMUSMWIMYTNAMNCLNERNFKNICNIUNPLNRUOMNPANPCNPLWPNGPRIPRKPRYPSEPYFREURWASDNSENSGPSGSSHNSJMSLBSLESLVSMRSOMSPMSRBSSDSTPSURSVKSVNSWE" +
        "SWZSXMSYCSYRTCATCDTGOTHATKLTKMTLSTONTTOTUNTURTUVTWNTZAUGAUKRUMIURYUSAUZBVATVCTVENVGBVIRVNMVUTWLFWSMYEMZAFZMBZWE";
    const int FirstYear = 1992, Years = 32;
    static readonly string[] Flows = ["export", "import", "turnover"];
    // KAZ-TJK and its mirror carry the target that is read meanwhile: they are kept out.
    static readonly string[] Pairs = [.. from a in Split(Codes) from b in Split(Codes) where a != b && (a, b) is not (("KAZ", "TJK") or ("TJK", "KAZ")) select $"{a}-{b}"];
    static readonly Dictionary<string, int> StreamNumbers = Pairs.Select((pair, i) => ($"trade:{pair}", i)).ToDictionary();

    long _nextFigure = -1, _nextAgreement;

    public static int Streams => Pairs.Length;

    /// <summary>How many figures there are to record before the months run out.</summary>
    public static long Figures => (long)Streams * Flows.Length * 12 * Years;

    public long NextFigure() => Interlocked.Increment(ref _nextFigure) is var n && n < Figures
        ? n : throw new BenchmarkException($"All {Figures} figures are used up; run for a shorter time.");

    public Call RecordFigure => new("POST /commands/RecordTradeFigure", to => WriteFigure(to, NextFigure(), "{"), "\"changed\":true"u8.ToArray());

    public Call RecordAgreement => new("POST /commands/RecordAgreement", to =>
    {
        var n = Interlocked.Increment(ref _nextAgreement);
        var pair = Pairs[n % Streams];
        Utf8.TryWrite(to, CultureInfo.InvariantCulture, $$"""
            {"slug":"bench-{{n:000000}}","parties":["{{pair.AsSpan(0, 3)}}","{{pair.AsSpan(4)}}"],"kind":"memorandum","title":"Memorandum {{n}}","signedOn":"2020-01-02"}
            """, out var length);
        return length;
    }, "\"changed\":true"u8.ToArray());

    /// <summary>Figure number n as a JSON object that begins with the given text: a brace, or a brace and the command's name.</summary>
    public static int WriteFigure(Span<byte> to, long n, string opening)
    {
        var (pair, flow, year, month) = Place(n);
        // Within 5 % of each other, so that none is refused as implausible.
        Utf8.TryWrite(to, CultureInfo.InvariantCulture, $$"""
            {{opening}}"reporter":"{{pair.AsSpan(0, 3)}}","partner":"{{pair.AsSpan(4)}}","flow":"{{flow}}","period":"{{year}}-{{month:00}}","value":{"amount":{{1_000_000 + n * 7919 % 50_000}},"currency":"USD"},"status":"final","source":"bench","releasedOn":"2024-07-25"}
            """, out var length);
        return length;
    }

    /// <summary>The number of the command that makes this event; null when it is none of ours.</summary>
    public static long? NumberOf(string stream, string? flow, string? period)
    {
        if (!StreamNumbers.TryGetValue(stream, out var at) || flow is null || period is not { Length: 7 })
            return null;
        var months = (int.Parse(period.AsSpan(0, 4), CultureInfo.InvariantCulture) - FirstYear) * 12 + int.Parse(period.AsSpan(5), CultureInfo.InvariantCulture) - 1;
        return ((long)months * Flows.Length + Array.IndexOf(Flows, flow)) * Streams + at;
    }

    public static string StreamOf(long n) => $"trade:{Pairs[n % Streams]}";

    static (string Pair, string Flow, int Year, int Month) Place(long n)
    {
        var slot = (int)(n / Streams);
        var months = slot / Flows.Length;
        return (Pairs[n % Streams], Flows[slot % Flows.Length], FirstYear + months / 12, months % 12 + 1);
    }

    /// <summary>That many fresh figures as NDJSON, in bodies of at most <paramref name="linesABody"/> lines.</summary>
    public IEnumerable<Lines> FigureLines(int count, int linesABody)
    {
        var line = new byte[512];
        return Bodies(Enumerable.Range(0, count).Select(_ => (ReadOnlyMemory<byte>)line.AsMemory(0, WriteFigure(line, NextFigure(), CommandName))), linesABody);
    }

    /// <summary>
    /// The IMF's bilateral figures 1960–2020 as commands; former states are left out, for their codes are withdrawn.
    /// Real series jump, so every line is confirmed with its reason.
    /// </summary>
    public static IEnumerable<Lines> ImfLines(string gzip, int linesABody)
    {
        var real = Split(RealCodes).ToHashSet();
        return Bodies(Rows().Where(r => real.Contains(r[0]) && real.Contains(r[1]) && r[0] != r[1]).Select(r => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(
            $$"""
            {{CommandName}}"reporter":"{{r[0]}}","partner":"{{r[1]}}","flow":"{{r[2]}}","period":"{{r[4]}}","value":{"amount":{{decimal.Parse(r[5], NumberStyles.Float, CultureInfo.InvariantCulture) * 1_000_000m:0.##}},"currency":"USD"},"valuation":"{{r[3]}}","status":"{{(r[6] == "E" ? "estimated" : "final")}}","source":"bench","releasedOn":"2022-05-09","confirm":true,"reason":"IMF DOTS as published"}
            """)), linesABody);

        IEnumerable<string[]> Rows()
        {
            using var text = new StreamReader(new GZipStream(File.OpenRead(gzip), CompressionMode.Decompress));
            text.ReadLine();
            while (text.ReadLine() is { } row)
                yield return row.Split(',');
        }
    }

    const string CommandName = "{\"command\":\"RecordTradeFigure\",";

    static IEnumerable<Lines> Bodies(IEnumerable<ReadOnlyMemory<byte>> lines, int linesABody)
    {
        using var body = new MemoryStream();
        var count = 0;
        foreach (var line in lines)
        {
            body.Write(line.Span);
            body.WriteByte((byte)'\n');
            if (++count == linesABody)
            {
                yield return new Lines(body.ToArray(), count);
                (count, body.Position) = (0, 0);
                body.SetLength(0);
            }
        }
        if (count > 0)
            yield return new Lines(body.ToArray(), count);
    }

    static IEnumerable<string> Split(string codes) => codes.Chunk(3).Select(c => new string(c));
}

/// <summary>An NDJSON body and how many commands it holds.</summary>
public sealed record Lines(byte[] Body, int Count);
