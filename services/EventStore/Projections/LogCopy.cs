using System.Buffers.Binary;
using System.Text;
using System.Threading.Channels;
using Npgsql;

namespace CommitmentTracker.EventStore.Projections;

/// <summary>A stretch of the log: its handled events, and how far it goes.</summary>
readonly record struct Stretch(IReadOnlyList<StoredEvent> Events, long Through);

/// <summary>
/// The log by binary COPY, for rebuilds: PostgreSQL and this reader on one core, whoever takes the stretches on the other.
/// Bodies are slices of the buffers they came in. PostgreSQL leaves out what the projection does not handle, and counts the events besides, so
/// that a hole shows all the same.
/// </summary>
static class LogCopy
{
    // Below the large object heap's threshold, so that buffers die young.
    const int BufferSize = 64 * 1024;
    const int StretchLength = 2048;
    const long MicrosecondsTo2000 = 946_684_800_000_000;

    /// <summary>Events after <paramref name="after"/> up to <paramref name="through"/>, read ahead by a few stretches.</summary>
    public static ChannelReader<Stretch> Read(NpgsqlDataSource source, EventTypes types, IProjection projection, long after, long through, CancellationToken ct)
    {
        var stretches = Channel.CreateBounded<Stretch>(new BoundedChannelOptions(3) { SingleReader = true, SingleWriter = true });
        // A thread of its own, and every call on it synchronous: a row is a message, and awaiting each would cost more than decoding it.
        var thread = new Thread(() =>
        {
            try
            {
                Pump(source, types, projection, after, through, stretches.Writer, ct);
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

    static void Pump(NpgsqlDataSource source, EventTypes types, IProjection projection, long after, long through, ChannelWriter<Stretch> to, CancellationToken ct)
    {
        using var connection = source.OpenConnection();
        using (var count = connection.Command("select count(*) from public.mt_events where seq_id > $1 and seq_id <= $2", after, through))
        {
            count.CommandTimeout = 0;
            if (count.ExecuteScalar() is long there && there != through - after)
                throw new LogBrokenException($"Of the {through - after} events after {after} the log holds {there}.");
        }
        // The planner is kept from sorting what the key's index has in order.
        using (var plan = connection.Command("set enable_sort = off; set enable_seqscan = off"))
            plan.ExecuteNonQuery();
        // COPY takes no parameters, hence the literals.
        using var copy = connection.BeginRawBinaryCopy(
            $"""
            copy (select seq_id, type, stream_id, version, timestamp, data, id, user_name{(projection.ReadsHeaders ? ", headers, correlation_id, causation_id" : "")}
            from public.mt_events where seq_id > {after} and seq_id <= {through} and is_archived is not true
            {(projection.OnlyWithHeader is { } member ? $"and headers ? {Literal(member)}" : "")}
            and type = any(array[{string.Join(", ", projection.Handles.Select(Literal))}]::text[]) order by seq_id) to stdout (format binary)
            """);

        var rows = new Decoder(types, projection);
        var buffer = GC.AllocateUninitializedArray<byte>(BufferSize);
        int filled = 0, start = 0;
        var events = new List<StoredEvent>(StretchLength);
        var header = true;
        while (true)
        {
            var count = copy.Read(buffer, filled, buffer.Length - filled);
            filled += count;
            if (header && filled >= 19)
                (header, start) = (false, 19 + BinaryPrimitives.ReadInt32BigEndian(buffer.AsSpan(15)));
            while (!header && Decoder.Length(buffer.AsSpan(start, filled - start)) is var length and > 0)
            {
                events.Add(rows.Decode(buffer.AsMemory(start, length)));
                start += length;
                if (events.Count == StretchLength)
                {
                    Send(new(events, events[^1].Position));
                    events = new(StretchLength);
                }
            }
            if (count == 0)
                break;
            if (buffer.Length - filled < BufferSize / 8)
            {
                // What is still in use stays in the old buffer; only the row that was cut moves.
                var next = GC.AllocateUninitializedArray<byte>(Math.Max(BufferSize, 2 * (filled - start)));
                buffer.AsSpan(start, filled - start).CopyTo(next);
                (buffer, filled, start) = (next, filled - start, 0);
            }
        }
        Send(new(events, through));

        void Send(Stretch stretch)
        {
            if (!to.TryWrite(stretch))
                to.WriteAsync(stretch, ct).AsTask().GetAwaiter().GetResult();
        }
    }

    static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>Rows of COPY's binary format: a count of fields, and each field with its length (−1 for null).</summary>
    sealed class Decoder(EventTypes types, IProjection projection)
    {
        readonly (byte[] Utf8, string Name)[] names = [.. projection.Handles.Select(n => (Encoding.UTF8.GetBytes(n), n))];
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

        public StoredEvent Decode(ReadOnlyMemory<byte> row)
        {
            var rest = row[2..];
            var position = Int64(Field(ref rest).Span);
            var type = NameOf(Field(ref rest).Span);
            var stream = Encoding.UTF8.GetString(Field(ref rest).Span);
            var version = Int64(Field(ref rest).Span);
            var recorded = DateTimeOffset.UnixEpoch.AddTicks((Int64(Field(ref rest).Span) + MicrosecondsTo2000) * TimeSpan.TicksPerMicrosecond);
            var json = Field(ref rest)[1..];
            var id = new Guid(Field(ref rest).Span, bigEndian: true);
            var who = Field(ref rest);
            var headers = rest.IsEmpty ? default : Field(ref rest);
            return new(position, id, stream, version, type, recorded, who.IsEmpty ? null : Actor(who.Span), json)
            {
                Headers = headers.IsEmpty ? headers : headers[1..],
                Correlation = rest.IsEmpty ? null : TextOrNull(Field(ref rest).Span),
                Causation = rest.IsEmpty ? null : TextOrNull(Field(ref rest).Span),
                Types = types,
            };
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
