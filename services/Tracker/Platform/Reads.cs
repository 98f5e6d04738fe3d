using CommitmentTracker.EventStore;
using CommitmentTracker.EventStore.Projections;
using Npgsql;

namespace CommitmentTracker.Platform;

/// <summary>
/// Where views and the history are read: the standby of <c>ConnectionStrings:TrackerReads</c>, else the database itself. A standby is a moment
/// behind and can neither LISTEN nor be told, so what must be there (<c>?atLeast=</c>) is asked of it again until it is.
/// </summary>
internal sealed class Reads : IAsyncDisposable
{
    static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(5), LongestPause = TimeSpan.FromMilliseconds(100);

    readonly TimeProvider clock;
    readonly ProjectionRunner runner;

    /// <param name="primary">The database that is written.</param>
    /// <param name="standby">Its standby, or null.</param>
    /// <param name="store">The log in the database that is written.</param>
    /// <param name="runner">The projections' progress there.</param>
    /// <param name="clock">For patience.</param>
    public Reads(NpgsqlDataSource primary, NpgsqlDataSource? standby, Store store, ProjectionRunner runner, TimeProvider clock)
    {
        (Primary, Source, Elsewhere, this.clock, this.runner) = (primary, standby ?? primary, standby is not null, clock, runner);
        Store = standby is null ? store : new(standby, App.Types, clock, new() { ReadsOnly = true });
    }

    /// <summary>The database that is written.</summary>
    public NpgsqlDataSource Primary { get; }

    /// <summary>The database that is read.</summary>
    public NpgsqlDataSource Source { get; }

    /// <summary>The log where it is read.</summary>
    public Store Store { get; }

    /// <summary>Whether reads go to a standby.</summary>
    public bool Elsewhere { get; }

    /// <summary>The standby's pool; null where none is configured.</summary>
    /// <exception cref="MisconfiguredException">It is no connection string.</exception>
    public static NpgsqlDataSource? Standby(IConfiguration configuration)
    {
        if (configuration.GetConnectionString("TrackerReads") is not { Length: > 0 } configured)
            return null;
        try
        {
            return App.Connect(configured, "tracker-reads");
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            // Npgsql's own complaint would quote the string, password and all, into logs.
            throw new MisconfiguredException("ConnectionStrings:TrackerReads is no connection string of Npgsql.");
        }
    }

    /// <summary>The checkpoint of a projection where it is read: a row read after this holds every event up to it.</summary>
    public ValueTask<long> Position(string projection, CancellationToken ct) => Elsewhere ? new(Ask(projection, ct)) : new(runner.Position(projection));

    /// <summary>Waits until a projection has applied a position where it is read; false when <paramref name="patience"/> ran out.</summary>
    public async ValueTask<bool> WaitFor(string projection, long position, TimeSpan patience, CancellationToken ct) =>
        await runner.WaitFor(projection, position, patience, ct) && (!Elsewhere || await Until(() => Ask(projection, ct), position, patience, ct));

    /// <summary>Waits until the log holds a position where it is read; false when <paramref name="patience"/> ran out.</summary>
    public ValueTask<bool> WaitForLog(long position, TimeSpan patience, CancellationToken ct) =>
        Until(async () => (await Store.Head(ct)).Position, position, patience, ct);

    async Task<long> Ask(string projection, CancellationToken ct)
    {
        var version = App.Projections.First(p => p.Name == projection).Version;
        await using var query = Source.CreateCommand("select last_seq_id from public.mt_event_progression where name = $1");
        query.Parameters.Add(new NpgsqlParameter<string> { TypedValue = version == 1 ? $"{projection}:All" : $"{projection}:V{version}:All" });
        return await query.ExecuteScalarAsync(ct) as long? ?? 0;
    }

    async ValueTask<bool> Until(Func<Task<long>> ask, long position, TimeSpan patience, CancellationToken ct)
    {
        var began = clock.GetTimestamp();
        for (var pause = FirstPause; await ask() < position; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            if (clock.GetElapsedTime(began) > patience)
                return false;
            await Task.Delay(pause, clock, ct);
        }
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        if (!Elsewhere)
            return;
        await Store.DisposeAsync();
        await Source.DisposeAsync();
    }
}
