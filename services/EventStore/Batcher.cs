using System.Diagnostics;
using System.Threading.Channels;
using Npgsql;

namespace CommitmentTracker.EventStore;

/// <summary>
/// The queue before the log and the one loop that empties it. While a COMMIT is in flight the next batch collects: no
/// timer. The loop outlives every fault of the database, and each append gets its answer in bounded time.
/// </summary>
sealed class Batcher : IAsyncDisposable
{
    // An idle loop begins its turn on the thread of the caller that woke it: one hop less for who comes alone.
    readonly Channel<Group> queue = Channel.CreateUnbounded<Group>(new() { SingleReader = true, AllowSynchronousContinuations = true });
    readonly CancellationTokenSource stop = new();
    readonly NpgsqlDataSource source;
    readonly StoreOptions options;
    readonly Action<long> committed;
    readonly Turn turn;
    readonly Pending[] batch;
    readonly Task loop;
    Trips? trips;
    long? downSince;
    int depth;
    long bytes;

    internal Batcher(NpgsqlDataSource source, EventTypes types, TimeProvider clock, StoreOptions options, Action<long> committed)
    {
        (this.source, this.options, this.committed, turn) = (source, options, committed, new Turn(types, clock));
        batch = new Pending[options.TurnAppends];
        // The loop belongs to no request: it must not live in the span or transaction scope of whoever made the store.
        using (ExecutionContext.SuppressFlow())
            loop = Task.Run(Loop);
    }

    /// <summary>Appends that no turn has taken yet.</summary>
    internal int Depth => Volatile.Read(ref depth);

    internal void Enqueue(Group group)
    {
        var (count, size) = (group.Waiting, group.Bytes);
        var (depthNow, bytesNow) = (Interlocked.Add(ref depth, count), Interlocked.Add(ref bytes, size));
        // An empty queue takes a group of any size, else one beyond the limit could never be appended.
        if ((depthNow > options.QueueLimit || bytesNow > options.QueueBytes) && depthNow != count)
        {
            Leave(count, size);
            Telemetry.Count("overload", count);
            throw new StoreOverloadedException(TimeSpan.FromSeconds(1));
        }
        if (!queue.Writer.TryWrite(group))
        {
            Leave(count, size);
            throw new StoreUnavailableException("The store has been closed.");
        }
    }

    async Task Loop()
    {
        while (await queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            var part = batch.AsMemory(0, Collect());
            // An outage that was given up is over for who comes now, however long ago that was: a first fault is again a first fault.
            // The halves of one batch share it, or each of them would wait in turn.
            downSince = null;
            try
            {
                if (!part.IsEmpty)
                    await Settle(part);
            }
            // The loop must live: whatever this was, it is the answer to these appends and to no other.
            catch (Exception e)
            {
                Drop();
                Fail(part.Span, inDoubt: true, e);
            }
        }
    }

    /// <summary>Takes what waits, in order, up to the caps. A group that nobody waits for any more leaves the queue undone.</summary>
    int Collect()
    {
        var (count, size) = (0, 0L);
        while (count < batch.Length && queue.Reader.TryPeek(out var group))
        {
            while (count < batch.Length && !group.Over && group.Peek() is { } next)
            {
                if (count > 0 && size + next.Bytes > options.TurnBytes)
                    return count;
                group.Take();
                batch[count++] = next;
                size += next.Bytes;
                Leave(1, next.Bytes);
            }
            if (group.Over || group.Peek() is null)
                Dequeue();
        }
        return count;
    }

    /// <summary>Sees these appends through to an answer: by a turn, by halves, or by giving up.</summary>
    async Task Settle(ReadOnlyMemory<Pending> part)
    {
        var started = Stopwatch.GetTimestamp();
        using var span = Telemetry.StartTurn(part.Span);
        var (inDoubt, lost) = (false, 0);
        while (true)
        {
            try
            {
                trips ??= await Open();
                if (inDoubt && await turn.WasCommitted(trips))
                {
                    Publish(part.Span, started);
                    return;
                }
                lost += inDoubt ? 1 : 0;
                inDoubt = false;
                // Again and again on the way to COMMIT: one append in it may be what brings the connection down.
                if (lost > 2 && part.Length > 1)
                {
                    await Halve(part);
                    return;
                }
                await turn.Run(trips, part);
                Publish(part.Span, started);
                return;
            }
            catch (PostgresException e) when (e.InvariantSeverity == "ERROR" && trips is not null)
            {
                // Certain: PostgreSQL says so itself, and nothing was written.
                span?.SetStatus(ActivityStatusCode.Error, e.MessageText);
                await Undo();
                if (turn.Sent && !inDoubt && Blames(e))
                {
                    if (part.Length > 1)
                    {
                        await Halve(part);
                        return;
                    }
                    part.Span[0].Result = new AppendResult.Rejected(e);
                    part.Span[0].Group.Break(part.Span[0].Append.Stream);
                    Publish(part.Span, started);
                    return;
                }
                if (await GaveUp(part, inDoubt, e))
                    return;
            }
            catch (Exception e)
            {
                span?.SetStatus(ActivityStatusCode.Error, e.Message);
                inDoubt |= trips is not null && turn.Sent;
                Drop();
                if (await GaveUp(part, inDoubt, e))
                    return;
            }
        }
    }

    async Task Halve(ReadOnlyMemory<Pending> part)
    {
        await Settle(part[..(part.Length / 2)]);
        await Settle(part[(part.Length / 2)..]);
    }

    /// <summary>Whether an error speaks about what was appended, and not about the database, its schema, or the moment.</summary>
    static bool Blames(PostgresException e) =>
        e.SqlState[..2] is not ("08" or "25" or "28" or "40" or "42" or "53" or "55" or "57" or "58" or "F0" or "XX");

    /// <summary>After a fault that may pass: waits a little, or, when the database has been away too long, answers everyone.</summary>
    async Task<bool> GaveUp(ReadOnlyMemory<Pending> part, bool inDoubt, Exception error)
    {
        var now = Stopwatch.GetTimestamp();
        var away = Stopwatch.GetElapsedTime(downSince ??= now, now);
        if (away > options.Patience || stop.IsCancellationRequested)
        {
            Fail(part.Span, inDoubt, error);
            while (queue.Reader.TryPeek(out var group))
            {
                group.Fail(Unavailable(inDoubt: false, error));
                Dequeue();
            }
            return true;
        }
        // A first fault is mostly a connection gone stale, and the next one is good.
        if (away > TimeSpan.Zero)
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Clamp(away.TotalMilliseconds / 4, 10, 500)), stop.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return false;
    }

    void Publish(ReadOnlySpan<Pending> part, long started)
    {
        downSince = null;
        var (head, ok, conflicts) = (0L, 0, 0);
        foreach (var append in part)
        {
            if (append.Result is AppendResult.Appended { Position: var position })
                (head, ok) = (position, ok + 1);
            else if (append.Result is AppendResult.Conflict)
                conflicts++;
        }
        // Before the answers: who has one may read at once.
        if (head > 0)
            committed(head);
        // One work item for all of them: an item each wakes a thread each, which costs a tenth of what the service does for a command.
        ThreadPool.UnsafeQueueUserWorkItem(static answered =>
        {
            foreach (var append in answered)
                append.Group.Done();
        }, part.ToArray(), preferLocal: false);
        Telemetry.Turn(part, started);
        Telemetry.Count("ok", ok);
        Telemetry.Count("conflict", conflicts);
        Telemetry.Count("rejected", part.Length - ok - conflicts);
    }

    static void Fail(ReadOnlySpan<Pending> part, bool inDoubt, Exception error)
    {
        Telemetry.Count(inDoubt ? "in_doubt" : "unavailable", part.Length);
        foreach (var append in part)
            append.Group.Fail(Unavailable(inDoubt, error));
    }

    static StoreUnavailableException Unavailable(bool inDoubt, Exception error) => new(
        inDoubt ? "The connection was lost at COMMIT and the outcome could not be learned." : "The database cannot append now; nothing was written.", error);

    async Task<Trips> Open()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        patience.CancelAfter(options.Patience);
        return await Trips.Open(source, turn.Rows, options, patience.Token);
    }

    async Task Undo()
    {
        try
        {
            await trips!.Undo();
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or InvalidOperationException)
        {
            Drop();
        }
    }

    /// <summary>Gives the connection up without waiting: it may hang on an answer that never comes.</summary>
    void Drop()
    {
        _ = trips?.DisposeAsync().AsTask();
        trips = null;
    }

    void Dequeue()
    {
        if (queue.Reader.TryRead(out var group) && group.Peek() is not null)
            Leave(group.Untaken.Count(), group.Untaken.Sum(i => (long)i.Bytes));
    }

    void Leave(int count, long size)
    {
        Interlocked.Add(ref depth, -count);
        Interlocked.Add(ref bytes, -size);
    }

    /// <summary>Takes no more, and finishes what waits as long as patience lasts.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        stop.CancelAfter(options.Patience);
        await loop;
        if (trips is not null)
            await trips.DisposeAsync();
        stop.Dispose();
    }
}
