using Npgsql;

namespace CommitmentTracker.EventStore;

/// <summary>
/// What this node knows of the head of the log: its own commits at once, another node's by NOTIFY, and by a slow poll on
/// the same connection what a lost notification would have said. Listens from the first wait on.
/// </summary>
sealed class Wakeup(NpgsqlDataSource source, TimeSpan poll) : IAsyncDisposable
{
    readonly CancellationTokenSource stop = new();
    readonly Lock starting = new();
    volatile TaskCompletionSource moved = New();
    long head;
    Task? listening;

    /// <summary>The last position known; 0 as long as nothing is.</summary>
    internal long Head => Volatile.Read(ref head);

    internal void Saw(long position)
    {
        for (var known = Head; position > known; known = Head)
        {
            if (Interlocked.CompareExchange(ref head, position, known) != known)
                continue;
            Interlocked.Exchange(ref moved, New()).TrySetResult();
            return;
        }
    }

    internal async Task WaitPast(long position, CancellationToken ct)
    {
        Start();
        while (true)
        {
            // Taken before the look: a commit in between completes this very task.
            var next = moved.Task;
            if (Head > position)
                return;
            await next.WaitAsync(ct);
        }
    }

    void Start()
    {
        if (listening is not null)
            return;
        lock (starting)
        {
            using (ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow())
                listening ??= Task.Run(Listen);
        }
    }

    async Task Listen()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(stop.Token);
                connection.Notification += (_, told) =>
                {
                    if (long.TryParse(told.Payload, out var position))
                        Saw(position);
                };
                await connection.Run("listen tracker_log", stop.Token);
                while (true)
                {
                    // First of all after LISTEN: what was committed while nobody listened.
                    Saw(await connection.One<long>("select last_seq from tracker.log_head", stop.Token));
                    while (await connection.WaitAsync(poll, stop.Token)) { }
                }
            }
            catch (Exception) when (!stop.IsCancellationRequested)
            {
                // The database is away: waiters go on waiting, and the listener comes back with it.
                await Task.Delay(TimeSpan.FromMilliseconds(500), stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception)
            {
                // Stopping: whatever broke at that moment, a cancelled wait or the database, nobody is left to be told.
                return;
            }
        }
    }

    static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends the listening; who still waits is cancelled.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        if (listening is not null)
            await listening;
        moved.TrySetCanceled(stop.Token);
        stop.Dispose();
    }
}
