using System.Buffers.Binary;
using System.Text;
using System.Threading.Channels;
using Npgsql;

namespace CommitmentTracker.EventStore.Projections;

/// <summary>A stretch of the log: its handled events, and how far it goes.</summary>
readonly record struct Stretch(IReadOnlyList<StoredEvent> Events, long Through);

/// <summary>
/// The log by binary COPY, for rebuilds: PostgreSQL and this reader on one core, whoever takes the stretches on the other.
/// Bodies are slices of the buffers they came in. Rows that nobody handles come as their number alone, so that a hole shows all the same.
/// </summary>
static class LogCopy
{
    // Below the large object heap's threshold, so that buffers die young.
    const int BufferSize = 64 * 1024;
    const int StretchLength = 2048;
    const long MicrosecondsTo2000 = 946_684_800_000_000;

    /// <summary>Events after <paramref name="after"/> up to <paramref name="through"/>, read ahead by a few stretches.</summary>
    public static ChannelReader<Stretch> Read(NpgsqlDataSource source, EventTypes types, IReadOnlyCollection<string> handled, long after, long through, CancellationToken ct)
    {
        var stretches = Channel.CreateBounded<Stretch>(new BoundedChannelOptions(3) { SingleReader = true, SingleWriter = true });
        // A thread of its own, and every call on it synchronous: a row is a message, and awaiting each would cost more than decoding it.
        var thread = new Thread(() =>
        {
            try
            {
                Pump(source, types, handled, after, through, stretches.Writer, ct);
                stretches.Writer.Complete();
            }
            catch (Exception e)
            {
                stretches.Writer.Complete(e);
            }
        })
        { IsBackground = true, Name = "log copy" };
        thread.Start();
        return stretches.Reader;
    }

    static void Pump(NpgsqlDataSource source, EventTypes types, IReadOnlyCollection<string> handled, long after, long through, ChannelWriter<Stretch> to, CancellationToken ct)
    {
        using var connection = source.OpenConnection();
        // COPY takes no parameters, hence the literals; the planner is kept from sorting what the key's index has in order.
        var wanted = string.Join(", ", handled.Select(n => $"'{n.Replace("'", "''", StringComparison.Ordinal)}'"));
        var when = $"case when type = any(array[{wanted}]::text[]) and is_archived is not true then";
        using (var plan = connection.Command("set enable_sort = off; set enable_seqscan = off"))
            plan.ExecuteNonQuery();
        using var copy = connection.BeginRawBinaryCopy(
            $"""
            copy (select seq_id, {when} type end, stream_id, version, timestamp, {when} data end, id, user_name, {when} headers end, correlation_id, causation_id
            from public.mt_events where seq_id > {after} and seq_id <= {through} order by seq_id) to stdout (format binary)
            """);

        var rows = new Decoder(types, handled);
        var buffer = new byte[BufferSize];
        int filled = 0, start = 0;
        var events = new List<StoredEvent>(StretchLength);
        var at = after;
        var header = true;
        while (true)
        {
            var count = copy.Read(buffer, filled, buffer.Length - filled);
            filled += count;
            if (header && filled >= 19)
                (header, start) = (false, 19 + BinaryPrimitives.ReadInt32BigEndian(buffer.AsSpan(15)));
            while (!header && Decoder.Length(buffer.AsSpan(start, filled - start)) is var length and > 0)
            {
                var (position, e) = rows.Decode(buffer.AsMemory(start, length));
                if (position != ++at)
                    throw new LogBrokenException($"After event {at - 1} comes {position}.");
                if (e is not null)
                    events.Add(e);
                start += length;
                if (at % StretchLength == 0 || at == through)
                {
                    if (!to.TryWrite(new(events, at)))
                        to.WriteAsync(new(events, at), ct).AsTask().GetAwaiter().GetResult();
                    events = new(StretchLength);
                }
            }
            if (count == 0)
                break;
            if (buffer.Length - filled < BufferSize / 8)
            {
                // What is still in use stays in the old buffer; only the row that was cut moves.
                var next = new byte[Math.Max(BufferSize, 2 * (filled - start))];
                buffer.AsSpan(start, filled - start).CopyTo(next);
                (buffer, filled, start) = (next, filled - start, 0);
            }
        }
        if (at != through)
            throw new LogBrokenException($"The log ends at {at}, not at {through}.");
    }

    /// <summary>Rows of COPY's binary format: a count of fields, and each field with its length (−1 for null).</summary>
    sealed class Decoder(EventTypes types, IReadOnlyCollection<string> handled)
    {
        readonly (byte[] Utf8, string Name)[] names = [.. handled.Select(n => (Encoding.UTF8.GetBytes(n), n))];
        byte[] actorUtf8 = [];
        string actor = "";

        /// <summary>Bytes of the first row; 0 when it is not whole yet or the trailer is reached.</summary>
        public static int Length(ReadOnlySpan<byte> from)
        {
            if (from.Length < 2)
                return 0;
            var at = 2;
            for (var fields = BinaryPrimitives.ReadInt16BigEndian(from); fields > 0; fields--)
            {
                if (from.Length < at + 4)
                    return 0;
                at += 4 + Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(from[at..]));
            }
            return at > 2 && at <= from.Length ? at : 0;
        }

        public (long Position, StoredEvent? Event) Decode(ReadOnlyMemory<byte> row)
        {
            var rest = row[2..];
            var position = Int64(Field(ref rest).Span);
            var type = Field(ref rest).Span;
            if (type.IsEmpty)
                return (position, null);
            var stream = Encoding.UTF8.GetString(Field(ref rest).Span);
            var version = Int64(Field(ref rest).Span);
            var recorded = DateTimeOffset.UnixEpoch.AddTicks((Int64(Field(ref rest).Span) + MicrosecondsTo2000) * TimeSpan.TicksPerMicrosecond);
            var json = Field(ref rest)[1..];
            var id = new Guid(Field(ref rest).Span, bigEndian: true);
            var who = Field(ref rest);
            var headers = Field(ref rest);
            return (position, new(position, id, stream, version, NameOf(type), recorded, who.IsEmpty ? null : Actor(who.Span), json)
            {
                Headers = headers.IsEmpty ? headers : headers[1..],
                Correlation = TextOrNull(Field(ref rest).Span),
                Causation = TextOrNull(Field(ref rest).Span),
                Types = types,
            });
        }

        static ReadOnlyMemory<byte> Field(ref ReadOnlyMemory<byte> rest)
        {
            var length = Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(rest.Span));
            var field = rest.Slice(4, length);
            rest = rest[(4 + length)..];
            return field;
        }

        static long Int64(ReadOnlySpan<byte> field) => BinaryPrimitives.ReadInt64BigEndian(field);

        static string? TextOrNull(ReadOnlySpan<byte> field) => field.IsEmpty ? null : Encoding.UTF8.GetString(field);

        string NameOf(ReadOnlySpan<byte> utf8)
        {
            foreach (var (known, name) in names)
            {
                if (utf8.SequenceEqual(known))
                    return name;
            }
            return Encoding.UTF8.GetString(utf8);
        }

        // Neighbours in the log mostly have the same author.
        string Actor(ReadOnlySpan<byte> utf8)
        {
            if (!utf8.SequenceEqual(actorUtf8))
                (actorUtf8, actor) = (utf8.ToArray(), Encoding.UTF8.GetString(utf8));
            return actor;
        }
    }
}
