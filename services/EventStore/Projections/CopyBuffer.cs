using System.Buffers.Binary;
using System.Text;

namespace CommitmentTracker.EventStore.Projections;

/// <summary>
/// Rows in COPY's binary format, built in memory and sent at once: the driver's importer, value by value, takes several
/// times as long, and at a rebuild's pace that is the difference between meeting the bar and not.
/// </summary>
sealed class CopyBuffer
{
    static readonly DateTime Epoch = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    const int TextOid = 25;

    /// <summary>What goes before the rows: the signature, no flags, no extension.</summary>
    public static ReadOnlyMemory<byte> Header { get; } =
        (byte[])[(byte)'P', (byte)'G', (byte)'C', (byte)'O', (byte)'P', (byte)'Y', (byte)'\n', 0xff, (byte)'\r', (byte)'\n', 0, 0, 0, 0, 0, 0, 0, 0, 0];

    byte[] bytes = new byte[32 * 1024];
    int length;

    public void Begin()
    {
        length = 0;
        Header.Span.CopyTo(Take(Header.Length));
    }

    public ReadOnlyMemory<byte> End()
    {
        BinaryPrimitives.WriteInt16BigEndian(Take(2), -1);
        return bytes.AsMemory(0, length);
    }

    /// <summary>The rows alone, for a COPY that goes on.</summary>
    public ReadOnlyMemory<byte> Rows => bytes.AsMemory(Header.Length, length - Header.Length);

    public void Row(int columns) => BinaryPrimitives.WriteInt16BigEndian(Take(2), (short)columns);

    public void Null() => Raw32(-1);

    public void Int64(long value)
    {
        Raw32(8);
        BinaryPrimitives.WriteInt64BigEndian(Take(8), value);
    }

    public void Int32(int value)
    {
        Raw32(4);
        Raw32(value);
    }

    public void Boolean(bool value)
    {
        Raw32(1);
        Take(1)[0] = value ? (byte)1 : (byte)0;
    }

    public void Date(DateOnly value) => Int32(value.DayNumber - DateOnly.FromDateTime(Epoch).DayNumber);

    public void Instant(DateTime value) => Int64((value - Epoch).Ticks / TimeSpan.TicksPerMicrosecond);

    public void Text(string value)
    {
        // Room for the longest it can be: counting its bytes first would be a second walk over it.
        var longest = 4 + Encoding.UTF8.GetMaxByteCount(value.Length);
        var at = Take(longest);
        var count = Encoding.UTF8.GetBytes(value, at[4..]);
        BinaryPrimitives.WriteInt32BigEndian(at, count);
        length -= longest - 4 - count;
    }

    public void TextOrNull(string? value)
    {
        if (value is null)
            Null();
        else
            Text(value);
    }

    public void Uuid(Guid value)
    {
        Raw32(16);
        value.TryWriteBytes(Take(16), bigEndian: true, out _);
    }

    public void Jsonb(byte[] value)
    {
        Raw32(value.Length + 1);
        Take(1)[0] = 1;
        value.CopyTo(Take(value.Length));
    }

    public void Texts(string[] values)
    {
        var start = length;
        Raw32(0);
        Raw32(values.Length == 0 ? 0 : 1);
        Raw32(0);
        Raw32(TextOid);
        if (values.Length > 0)
        {
            Raw32(values.Length);
            Raw32(1);
        }
        foreach (var value in values)
            Text(value);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(start), length - start - 4);
    }

    /// <summary>Digits to the base of 10,000 around the decimal point, without zeros at either end.</summary>
    public void Numeric(decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        var scale = value.Scale;
        var rest = unchecked(new UInt128((uint)parts[2], ((ulong)(uint)parts[1] << 32) | (uint)parts[0]));
        for (var i = scale; i % 4 != 0; i++)
            rest *= 10;
        Span<short> digits = stackalloc short[9];
        var (count, dropped, behind) = (0, 0, (scale + 3) / 4);
        for (; rest != 0; rest /= 10_000)
        {
            var digit = (short)(rest % 10_000);
            if (digit == 0 && count == 0)
                dropped++;
            else
                digits[count++] = digit;
        }
        Raw32(8 + (2 * count));
        var to = Take(8 + (2 * count));
        BinaryPrimitives.WriteInt16BigEndian(to, (short)count);
        BinaryPrimitives.WriteInt16BigEndian(to[2..], (short)(count == 0 ? 0 : count + dropped - behind - 1));
        BinaryPrimitives.WriteInt16BigEndian(to[4..], (short)(parts[3] < 0 && count > 0 ? 0x4000 : 0));
        BinaryPrimitives.WriteInt16BigEndian(to[6..], scale);
        for (var i = 0; i < count; i++)
            BinaryPrimitives.WriteInt16BigEndian(to[(8 + (2 * i))..], digits[count - 1 - i]);
    }

    void Raw32(int value) => BinaryPrimitives.WriteInt32BigEndian(Take(4), value);

    Span<byte> Take(int count)
    {
        if (bytes.Length - length < count)
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, length + count));
        length += count;
        return bytes.AsSpan(length - count, count);
    }
}
