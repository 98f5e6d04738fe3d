using System.Globalization;
using Npgsql;

namespace CommitmentTracker.EventStore.Projections;

/// <summary>
/// One session that hears what other nodes commit and holds the locks that say which projections are this node's to work on.
/// When it breaks, nothing is held and nothing is believed: the first thing the next one does is to read the checkpoints.
/// </summary>
/// <param name="source">The database.</param>
/// <param name="lanes">The projections.</param>
/// <param name="work">Reads the checkpoints anew, and says whose commits are this node's own.</param>
/// <param name="clock">For pauses.</param>
/// <param name="heard">Told of a checkpoint another node set.</param>
sealed class Watch(NpgsqlDataSource source, IReadOnlyList<Lane> lanes, Work work, TimeProvider clock, Action<Lane, long> heard)
{
    // How long a dead node's projections stand still, and the poll that should never be needed.
    static readonly TimeSpan Round = TimeSpan.FromSeconds(2);

    TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether other nodes' commits are heard as they happen.</summary>
    public bool Listening { get; private set; }

    /// <summary>Completes when another set of projections is held.</summary>
    public Task Changed => Volatile.Read(ref changed).Task;

    public async Task Run(CancellationToken ct)
    {
        var pause = Pauses.First;
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(ct);
                try
                {
                    connection.Notification += Hear;
                    await connection.Run($"listen {Checkpoints.Channel}", ct);
                    await work.Look(ct);
                    Listening = true;
                    pause = Pauses.First;
                    while (true)
                    {
                        await Hold(connection, ct);
                        await Poll(connection, ct);
                        var began = clock.GetTimestamp();
                        while (Round - clock.GetElapsedTime(began) is var left && left > TimeSpan.FromMilliseconds(1))
                            await connection.WaitAsync(left, ct);
                    }
                }
                finally
                {
                    Listening = false;
                    connection.Notification -= Hear;
                    foreach (var lane in lanes)
                        lane.Held = false;
                    Signal();
                    if (connection.State == System.Data.ConnectionState.Open)
                        await LetGo(connection);
                }
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            // Whatever it was: who does not watch lets every projection stand still, and one who throws takes the host along.
            catch (Exception e)
            {
                ProjectionTelemetry.Retried("watch", e);
                pause = await Pauses.Take(pause, clock, ct);
            }
        }
    }

    static async Task LetGo(NpgsqlConnection connection)
    {
        try
        {
            await Checkpoints.LetGo(connection, CancellationToken.None);
        }
        catch (NpgsqlOperationInProgressException)
        {
            // Stopped in the middle of a command: the session does not go back to the pool, and its locks end with it.
        }
    }

    async Task Hold(NpgsqlConnection connection, CancellationToken ct)
    {
        // What this program cannot take further is let go: another node may run one that can.
        var stopped = lanes.Where(l => l.Held && l.Fault is not null).ToList();
        foreach (var lane in stopped)
            lane.Held = false;
        if (stopped.Count > 0)
            await Checkpoints.Release(connection, stopped, ct);
        var wanted = lanes.Where(l => !l.Held && l.Fault is null).ToList();
        if (wanted.Count == 0)
            return;
        var got = await Checkpoints.TryHold(connection, Checkpoints.Running, wanted, ct);
        foreach (var lane in wanted)
            lane.Held = got.Contains(lane.Projection.Name);
        if (got.Count > 0)
            Signal();
    }

    async Task Poll(NpgsqlConnection connection, CancellationToken ct)
    {
        var (standings, head) = await Checkpoints.Read(connection, lanes, ct);
        foreach (var lane in lanes)
        {
            if (!standings.TryGetValue(lane.RowName, out var standing))
                continue;
            lane.Lag = new(head - standing.Position, standing.Waiting);
            if (standing.Position > lane.Position && !lane.Held)
                heard(lane, standing.Position);
        }
    }

    void Hear(object sender, NpgsqlNotificationEventArgs told)
    {
        var gap = told.Payload.LastIndexOf(' ');
        if (told.Channel != Checkpoints.Channel || told.PID == work.ProcessId || gap < 0)
            return;
        var lane = lanes.FirstOrDefault(l => told.Payload.AsSpan(0, gap).SequenceEqual(l.Projection.Name));
        if (lane is not null && long.TryParse(told.Payload.AsSpan(gap + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var position))
            heard(lane, position);
    }

    void Signal() => Interlocked.Exchange(ref changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
}

/// <summary>Pauses between attempts on a database that does not answer: doubling, with an end.</summary>
static class Pauses
{
    public static readonly TimeSpan First = TimeSpan.FromMilliseconds(50);
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <summary>Waits, and says how long the next pause is.</summary>
    public static async Task<TimeSpan> Take(TimeSpan pause, TimeProvider clock, CancellationToken ct)
    {
        await Task.Delay(pause, clock, ct);
        return pause * 2 < Longest ? pause * 2 : Longest;
    }
}
