using CommitmentTracker.EventStore.Projections;

namespace CommitmentTracker.EventStore;

/// <summary>The rows of one turn, column by column. Made once and filled again for every turn.</summary>
sealed class TurnRows
{
    internal const string Copied =
        "copy public.mt_events (seq_id, id, stream_id, version, data, type, timestamp, mt_dotnet_type, correlation_id, causation_id, headers, user_name) from stdin (format binary)";

    internal readonly List<string> Streams = [], StreamTypes = [], EventStreams = [], Types = [], DotnetTypes = [], Actors = [];
    internal readonly List<long> StreamVersions = [], EventVersions = [];
    internal readonly List<Guid> Ids = [];
    internal readonly List<byte[]> Bodies = [];
    internal readonly List<byte[]?> Headers = [];
    internal readonly List<string?> Correlations = [], Causations = [];
    internal long Last, Next;
    internal DateTime Recorded;

    /// <summary>The events as <see cref="Copied"/> takes them; good until the buffer is written again.</summary>
    internal ReadOnlyMemory<byte> Events(CopyBuffer buffer)
    {
        buffer.Begin();
        for (var i = 0; i < Ids.Count; i++)
        {
            buffer.Row(12);
            buffer.Int64(Last + i + 1);
            buffer.Uuid(Ids[i]);
            buffer.Text(EventStreams[i]);
            buffer.Int64(EventVersions[i]);
            buffer.Jsonb(Bodies[i]);
            buffer.Text(Types[i]);
            buffer.Instant(Recorded);
            buffer.Text(DotnetTypes[i]);
            buffer.TextOrNull(Correlations[i]);
            buffer.TextOrNull(Causations[i]);
            if (Headers[i] is { } headers)
                buffer.Jsonb(headers);
            else
                buffer.Null();
            buffer.Text(Actors[i]);
        }
        return buffer.End();
    }

    internal void Clear()
    {
        foreach (System.Collections.IList column in (ReadOnlySpan<System.Collections.IList>)
            [Streams, StreamTypes, StreamVersions, EventStreams, EventVersions, Ids, Types, DotnetTypes, Actors, Bodies, Headers, Correlations, Causations])
            column.Clear();
    }
}
