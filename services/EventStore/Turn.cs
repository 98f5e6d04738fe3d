using System.Runtime.InteropServices;

namespace CommitmentTracker.EventStore;

/// <summary>
/// One turn: takes the lock, decides in arrival order which appends hold, writes those in one transaction.
/// What it came to stands in each <see cref="Pending.Result"/>, valid only when <see cref="Run"/> returned.
/// </summary>
sealed class Turn(EventTypes types, TimeProvider clock)
{
    readonly Dictionary<string, int> slots = new(StringComparer.Ordinal);
    readonly List<string> streams = [];
    readonly List<long> versions = [];
    readonly List<int> rowOf = [];
    (string Stream, long Version, Guid Id) first;

    internal TurnRows Rows { get; } = new();

    /// <summary>COMMIT may be on its way: from here on a lost connection leaves a doubt.</summary>
    internal bool Sent { get; private set; }

    /// <summary>Runs the turn. When nothing can be appended, no number is taken and nothing is written.</summary>
    internal async Task Run(Trips trips, ReadOnlyMemory<Pending> appends)
    {
        Sent = false;
        Gather(appends.Span);
        var (last, recorded) = await trips.Look(streams, versions);
        Decide(appends.Span, last, recorded);
        if (Rows.Next == last)
        {
            await trips.Undo();
            return;
        }
        Sent = true;
        await trips.Write();
    }

    /// <summary>On a new connection, after a lost one: whether the turn was committed. Ends with no transaction open.</summary>
    internal async Task<bool> WasCommitted(Trips trips)
    {
        // Having the lock means that the lost connection's transaction is over, one way or the other.
        await trips.Look([], []);
        var held = await trips.Holds(first.Stream, first.Version, first.Id);
        await trips.Undo();
        return held;
    }

    void Gather(ReadOnlySpan<Pending> appends)
    {
        slots.Clear();
        streams.Clear();
        foreach (var pending in appends)
        {
            Slot(pending.Append.Stream);
            foreach (var read in pending.Append.Reads)
                Slot(read.Stream);
        }
        // 0 until the look says otherwise: such a stream does not exist.
        CollectionsMarshal.SetCount(versions, streams.Count);
        CollectionsMarshal.AsSpan(versions).Clear();
    }

    void Slot(string stream)
    {
        ref var slot = ref CollectionsMarshal.GetValueRefOrAddDefault(slots, stream, out var known);
        if (known)
            return;
        slot = streams.Count;
        streams.Add(stream);
    }

    void Decide(ReadOnlySpan<Pending> appends, long last, DateTime recorded)
    {
        Rows.Clear();
        // PostgreSQL keeps microseconds. A clock that went back does not take the log with it.
        var now = clock.GetUtcNow().UtcDateTime;
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        Rows.Recorded = now > recorded ? now : recorded.AddMicroseconds(1);
        Rows.Last = Rows.Next = last;
        CollectionsMarshal.SetCount(rowOf, streams.Count);
        CollectionsMarshal.AsSpan(rowOf).Fill(-1);
        foreach (var pending in appends)
        {
            if (Moved(pending.Append, pending.Group) is { } conflict)
            {
                pending.Result = conflict;
                pending.Group.Break(pending.Append.Stream);
            }
            else
            {
                pending.Result = Accept(pending);
            }
        }
    }

    AppendResult.Conflict? Moved(Append append, Group group)
    {
        if (versions[slots[append.Stream]] is var actual && (actual != append.ExpectedVersion || group.IsBroken(append.Stream)))
            return new AppendResult.Conflict(append.Stream, actual);
        foreach (var read in append.Reads)
        {
            if (versions[slots[read.Stream]] is var now && (now != read.Version || group.IsBroken(read.Stream)))
                return new AppendResult.Conflict(read.Stream, now);
        }
        return null;
    }

    AppendResult.Appended Accept(Pending pending)
    {
        var append = pending.Append;
        var slot = slots[append.Stream];
        var version = versions[slot];
        if (Rows.Next == Rows.Last)
            first = (append.Stream, version + 1, pending.Ids[0]);
        for (var i = 0; i < pending.Ids.Length; i++)
        {
            var type = append.Events[i].GetType();
            Rows.Ids.Add(pending.Ids[i]);
            Rows.EventStreams.Add(append.Stream);
            Rows.EventVersions.Add(++version);
            Rows.Bodies.Add(pending.Bodies[i]);
            Rows.Types.Add(types.NameOf(type));
            Rows.DotnetTypes.Add(types.DotnetNameOf(type));
            Rows.Correlations.Add(append.Metadata.Correlation);
            Rows.Causations.Add(append.Metadata.Causation);
            Rows.Headers.Add(pending.Headers);
            Rows.Actors.Add(append.Metadata.Actor);
        }
        Rows.Next += pending.Ids.Length;
        versions[slot] = version;
        if (rowOf[slot] < 0)
        {
            rowOf[slot] = Rows.Streams.Count;
            Rows.Streams.Add(append.Stream);
            Rows.StreamTypes.Add(append.StreamType);
            Rows.StreamVersions.Add(version);
        }
        else
        {
            Rows.StreamVersions[rowOf[slot]] = version;
        }
        return new AppendResult.Appended(version, Rows.Next, Rows.Recorded);
    }
}
