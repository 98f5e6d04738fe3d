using System.Numerics;

namespace CommitmentTracker.Benchmarks;

/// <summary>
/// Latencies in whole microseconds in logarithmic buckets: 128 to every power of two, so a percentile is off by less than 1 %
/// (half a bucket), in 32 KiB and without allocating while it counts.
/// </summary>
public sealed class Histogram
{
    const int Bits = 7;
    readonly long[] _buckets = new long[1 << 12];

    public long Count { get; private set; }

    public void Add(TimeSpan latency)
    {
        _buckets[Bucket((long)latency.TotalMicroseconds)]++;
        Count++;
    }

    public void Add(Histogram other)
    {
        for (var i = 0; i < _buckets.Length; i++)
            _buckets[i] += other._buckets[i];
        Count += other.Count;
    }

    /// <summary>The latency in milliseconds that this share of all samples did not exceed; null when there are none.</summary>
    public double? Milliseconds(double share)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        for (var i = 0; Count > 0 && i < _buckets.Length; i++)
            if ((rank -= _buckets[i]) <= 0)
                return Middle(i) / 1000.0;
        return null;
    }

    // Below 256 µs a bucket is one microsecond; above, the leading 8 bits of the number name its bucket.
    static int Bucket(long micros)
    {
        var shift = Math.Max(0, BitOperations.Log2((ulong)Math.Max(1, micros)) - Bits);
        return (int)Math.Min((1 << 12) - 1, (shift << Bits) + (micros >> shift));
    }

    static double Middle(int bucket)
    {
        var shift = Math.Max(0, (bucket >> Bits) - 1);
        var mantissa = bucket - (shift << Bits);
        return shift == 0 ? mantissa : (mantissa + 0.5) * Math.Pow(2, shift);
    }
}
