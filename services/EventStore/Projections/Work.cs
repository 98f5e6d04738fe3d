using Npgsql;

namespace CommitmentTracker.EventStore.Projections;

/// <summary>
/// Applies pages of the log. Projections that stand at the same position share the page and its transaction: one read, one
/// round trip and one commit for all of them is what keeps the lag low while the appends want the same two cores. Only when
/// such a transaction fails is each tried alone, so that a projection that cannot go on stops nobody else.
/// </summary>
/// <param name="source">The database.</param>
/// <param name="store">The log.</param>
/// <param name="lanes">The projections.</param>
/// <param name="move">Told of each new checkpoint: lane, position, whether it may go back, streams touched.</param>
sealed class Work(NpgsqlDataSource source, Store store, IReadOnlyList<Lane> lanes, Action<Lane, long, bool, IReadOnlyCollection<string>?> move) : IAsyncDisposable
{
    const int Page = 2000;

    readonly SemaphoreSlim gate = new(1, 1);
    NpgsqlConnection? connection;
    bool known;

    /// <summary>The session that commits here; what it notifies is no news to this node.</summary>
    public int ProcessId { get; private set; }

    /// <summary>Takes each group of these projections one page further. Pages is how many were there, full whether more wait.</summary>
    public Task<(int Pages, bool Full)> Turn(Func<Lane, bool> among, CancellationToken ct) => Alone(async () =>
    {
        await Know(ct);
        var (pages, full) = (0, false);
        var groups = lanes.Where(among).GroupBy(l => l.Position).OrderBy(g => g.Key).ToList();
        for (var i = 0; i < groups.Count; i++)
        {
            // A straggler's page ends where the next group stands, so that from there on they go together.
            var from = groups[i].Key;
            var limit = (int)Math.Min(Page, i + 1 < groups.Count ? groups[i + 1].Key - from : Page);
            var page = await ReadPage(groups[i], from, limit, ct);
            if (page.Through == from)
                continue;
            await Apply([.. groups[i]], from, page, ct);
            (pages, full) = (pages + 1, full || page.Through - from == limit);
        }
        return (pages, full);
    }, ct);

    /// <summary>Reads the checkpoints anew, as they are: after a crash of the server they may have gone back.</summary>
    public Task Look(CancellationToken ct) => Alone(async () =>
    {
        known = false;
        await Know(ct);
        return 0;
    }, ct);

    public async ValueTask DisposeAsync()
    {
        if (connection is not null)
            await connection.DisposeAsync();
        gate.Dispose();
    }

    async Task<T> Alone<T>(Func<Task<T>> act, CancellationToken ct)
    {
        await gate.WaitAsync(ct);
        try
        {
            return await act();
        }
        catch (Exception e)
        {
            // A connection that broke on the way makes its next use an error of the program, which it is not.
            var broke = e is InvalidOperationException && connection is { State: not System.Data.ConnectionState.Open };
            // Whatever it was, the session may be half way through something, and its last commit in doubt.
            known = false;
            if (connection is not null)
                await connection.DisposeAsync();
            connection = null;
            if (broke)
                throw new NpgsqlException("The connection broke on the way.", e);
            throw;
        }
        finally
        {
            gate.Release();
        }
    }

    async Task Know(CancellationToken ct)
    {
        if (connection is not { State: System.Data.ConnectionState.Open })
        {
            known = false;
            if (connection is not null)
                await connection.DisposeAsync();
            connection = await source.OpenConnectionAsync(ct);
            ProcessId = connection.ProcessID;
            // Rows and checkpoint are lost together or not at all and can be computed again, so no commit waits for the disk.
            await connection.Run("set synchronous_commit = off", ct);
        }
        if (known)
            return;
        await Checkpoints.Ensure(connection, lanes, ct);
        var (standings, _) = await Checkpoints.Read(connection, lanes, ct);
        foreach (var lane in lanes)
        {
            if (standings.TryGetValue(lane.RowName, out var standing))
                move(lane, standing.Position, true, null);
            else
                lane.Fault = new(0, OtherVersion(lane));
        }
        known = true;
    }

    /// <summary>Why a projection without a checkpoint does not go.</summary>
    public static string OtherVersion(Lane lane) =>
        $"The rows of {lane.Projection.Name} were made by another version than {lane.Projection.Version}: a rebuild is due.";

    async Task<LogPage> ReadPage(IEnumerable<Lane> group, long from, int limit, CancellationToken ct)
    {
        try
        {
            return await store.ReadAll(from, limit, ct);
        }
        catch (LogBrokenException broken)
        {
            ProjectionTelemetry.Holes.Add(1);
            foreach (var lane in group)
                lane.Fault = new(from + 1, broken.Message);
            return new([], from);
        }
    }

    // From comes with the page: a lane's position may move at any time, when another node's commit is heard.
    async Task Apply(IReadOnlyList<Lane> group, long from, LogPage page, CancellationToken ct)
    {
        HashSet<string>[] touched;
        try
        {
            touched = await Commit(group, from, page, ct);
        }
        // Where there is no event there is none to blame.
        catch (Exception e) when (page.Events.Count > 0 && Faults.IsPoison(e, connection!))
        {
            if (group.Count > 1)
            {
                foreach (var lane in group)
                    await Apply([lane], from, page, ct);
            }
            else if (page.Events.Count > 1)
            {
                // What comes before the guilty event counts; halving finds it.
                var half = page.Events.Count / 2;
                var middle = page.Events[half - 1].Position;
                await Apply(group, from, new([.. page.Events.Take(half)], middle), ct);
                if (group[0].Position == middle)
                    await Apply(group, middle, page with { Events = [.. page.Events.Skip(half)] }, ct);
            }
            else
            {
                await Stop(group[0], page.Events[0], e, ct);
            }
            return;
        }
        // Committed: whatever a listener throws from here on is no event's fault.
        for (var i = 0; i < touched.Length; i++)
            move(group[i], page.Through, false, touched[i]);
        await Know(ct);
    }

    async Task Stop(Lane lane, StoredEvent at, Exception e, CancellationToken ct)
    {
        var why = new ProjectionStoppedException(lane.Projection.Name, at, e).Message;
        lane.Fault = new(at.Position, why);
        ProjectionTelemetry.Failures.Add(1, new KeyValuePair<string, object?>("name", lane.Projection.Name));
        await Checkpoints.Stop(connection!, lane, at, why, ct);
    }

    /// <summary>The streams each projection was touched by; none at all when another node was first.</summary>
    async Task<HashSet<string>[]> Commit(IReadOnlyList<Lane> group, long from, LogPage page, CancellationToken ct)
    {
        var to = page.Through;
        var transaction = new PageTransaction(connection!, Checkpoints.Move(group, from, to));
        var touched = new HashSet<string>[group.Count];
        try
        {
            for (var i = 0; i < group.Count; i++)
            {
                var projection = group[i].Projection;
                var handled = page.Events.Where(group[i].Concerns).ToList();
                touched[i] = handled.Select(e => e.Stream).ToHashSet(StringComparer.Ordinal);
                group[i].Rows.Begin(transaction.Read);
                if (handled.Count > 0)
                    await projection.Project(handled, group[i].Rows, ct);
            }
            await transaction.Copy(group.SelectMany(l => l.Rows.Tables), ct);
            await transaction.Commit(group.SelectMany(l => l.Rows.Statements()).Append(Checkpoints.Tell(group, to)), ct);
        }
        catch (Exception e)
        {
            await transaction.Abandon(ct);
            if (!Checkpoints.IsLostRace(e))
                throw;
            known = false;
            return [];
        }
        return touched;
    }
}
