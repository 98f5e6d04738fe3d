using System.CommandLine;
using CommitmentTracker.EventStore;
using CommitmentTracker.EventStore.Projections;
using CommitmentTracker.PrivatePostgres;
using Npgsql;
using Spectre.Console;

namespace CommitmentTracker.Cli;

/// <summary>The database a verb works on: the configured one, or the desk store's, which runs as long as this lives.</summary>
internal sealed class Database : IAsyncDisposable
{
    readonly PostgresCluster? desk;

    Database(PostgresCluster? desk, string connectionString) => (this.desk, Source) = (desk, App.Connect(connectionString));

    public NpgsqlDataSource Source { get; }

    /// <summary>Whether it is ours alone: then its schema is brought up to date without asking.</summary>
    public bool IsDesk => desk is not null;

    /// <summary>Configuration as the service reads it, for verbs that serve nothing.</summary>
    public static IConfiguration Configuration(ParseResult parsed, Option<string?> data)
    {
        var configuration = WebApplication.CreateBuilder().Configuration;
        if (parsed.GetValue(data) is { } folder)
            configuration["Desk:Data"] = folder;
        return configuration;
    }

    /// <param name="configuration">Says which.</param>
    /// <param name="make">Whether a desk store may be made where there is none.</param>
    /// <param name="own">Whether it must be ours alone; else a desk store that a service runs already is worked on beside that service.</param>
    /// <param name="ct">Ends the waiting.</param>
    public static async Task<Database> Open(IConfiguration configuration, bool make, bool own, CancellationToken ct)
    {
        if (configuration.GetConnectionString("Tracker") is { } configured && !string.IsNullOrWhiteSpace(configured))
            return new(null, Checked(configured));
        var folder = Path.GetFullPath(configuration["Desk:Data"] is { Length: > 0 } set ? set : ".data");
        if (!make && !Directory.Exists(folder))
            throw new UsageException($"There is no desk store in {folder} yet (`serve` or `demo` makes one), and no connection string is configured (ConnectionStrings__Tracker).");
        try
        {
            var (cluster, connection) = await Desk.Start(new(folder) { Binaries = configuration["Desk:Binaries"], MayDownload = MayDownload }, new Said(), ct);
            return new(cluster, connection);
        }
        catch (ClusterInUseException) when (!own && Desk.Beside(folder) is not null)
        {
            return new(null, Desk.Beside(folder)!);
        }
    }

    /// <summary>For a desk's store, which is ours alone: the schema, and what an older program left in its read models.</summary>
    public async Task BringUpToDate(CancellationToken ct)
    {
        await Migrate(ct);
        await using var store = new Store(Source, App.Types, TimeProvider.System);
        await using var runner = new ProjectionRunner(Source, store, App.Projections, TimeProvider.System);
        foreach (var name in await runner.Outdated(ct))
        {
            Console.WriteLine($"read model: {name} is made anew");
            await runner.Rebuild(name, null, ct);
        }
    }

    /// <summary>Applies what is missing and tells it, line by line.</summary>
    public async Task<int> Migrate(CancellationToken ct)
    {
        try
        {
            var applied = await Migrations.Migrate(Source, App.Projections, ct);
            foreach (var name in applied)
                Console.WriteLine($"schema: {name}");
            return applied.Count;
        }
        catch (InvalidOperationException e)
        {
            throw new UsageException($"The schema cannot be brought up to date: {e.Message}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        if (desk is not null)
            await desk.DisposeAsync();
    }

    // Npgsql's own complaint would quote the string, password and all, into logs.
    static string Checked(string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString).ConnectionString;
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw new UsageException("ConnectionStrings:Tracker is no connection string of Npgsql, such as \"Host=db;Database=tracker;Username=tracker_app;Password=…\".");
        }
    }

    // Where nobody can be asked, starting the service on a machine with npm and without PostgreSQL is the asking.
    static bool MayDownload(string question) =>
        Console.IsInputRedirected || Console.IsOutputRedirected || AnsiConsole.Confirm(Markup.Escape(question));

    /// <summary>Progress&lt;T&gt; would tell it from another thread, later, out of order.</summary>
    sealed class Said : IProgress<string>
    {
        public void Report(string value) => Console.WriteLine(value);
    }
}
