using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using CommitmentTracker.EventStore;
using CommitmentTracker.Platform;
using Microsoft.AspNetCore.Connections;

namespace CommitmentTracker.Cli;

/// <summary><c>serve</c>: the service, until it is told to stop.</summary>
internal static class Serve
{
    const string DefaultUrls = "http://127.0.0.1:5080";

    static readonly Option<string?> Urls = new("--urls", "--Urls") { Description = $"Where to listen. Default: {DefaultUrls}; port 0 takes a free one", HelpName = "URL[;URL]" };
    static readonly Option<string?> Data = Verbs.DataOption();

    /// <summary>What ASP.NET Core itself is told without a section.</summary>
    static readonly HashSet<string> HostKeys = new(["Environment", "ContentRoot", "ApplicationName", "WebRoot", "Http_Ports", "Https_Ports", "Https_Port", "AllowedHosts", "ShutdownTimeoutSeconds"], StringComparer.OrdinalIgnoreCase);

    public static Command Verb()
    {
        var serve = new Command("serve",
            """
            Runs the service (the same as no verb), until Ctrl+C.

            SIGTERM ends it, too; what is under way is finished first.
            A configured database must have its schema (see `migrate`); a desk store is brought up to date by itself.
            Further arguments are ASP.NET Core configuration, such as --Identity:Mode Jwt; so are environment variables.

            What it takes at most: --Limits:RequestsPerSecond 50000 from one caller (then 429), --Limits:Followers 1000 of
            /events, --Limits:Connections 10000; and 40 connections to PostgreSQL, unless the connection string has a
            Maximum Pool Size. ConnectionStrings__TrackerReads names a standby that views and the history are read from.

              CommitmentTracker serve --urls http://127.0.0.1:5081
              ConnectionStrings__Tracker='Host=db;Database=tracker;…' CommitmentTracker serve

            Exit codes: 0 stopped as asked; 1 the schema does not fit; 2 it could not start.
            """);
        MakeDefault(serve);
        return serve;
    }

    /// <summary>Makes a command serve: <c>serve</c> itself, and the root, which is what no verb means.</summary>
    public static void MakeDefault(Command command)
    {
        TakeConfiguration(command);
        command.Does(Run);
    }

    /// <summary>Lets a command take what ASP.NET Core configuration takes.</summary>
    public static void TakeConfiguration(Command command)
    {
        command.Add(Urls);
        command.Add(Data);
        command.TreatUnmatchedTokensAsErrors = false;
    }

    static async Task<int> Run(ParseResult parsed, CancellationToken ct)
    {
        var builder = Builder(parsed);
        Check(builder.Configuration);
        await using var database = await Database.Open(builder.Configuration, make: true, own: true, ct);
        if (database.IsDesk)
            await database.BringUpToDate(ct);
        else if (await Migrations.Check(database.Source, App.Projections, ct) is { Count: > 0 } differences)
            return Verbs.Say(
                $"""
                The database's schema does not fit this program:
                  {string.Join($"{Environment.NewLine}  ", differences)}
                `CommitmentTracker migrate` applies what is missing; a read model's table of an older shape takes its new one by `CommitmentTracker rebuild`.
                """, Verbs.No);
        await using var app = await Start(builder, database, ct);
        Console.WriteLine($"CommitmentTracker listens on {string.Join(", ", app.Urls)}");
        await app.WaitForShutdownAsync(ct);
        return Verbs.Done;
    }

    /// <summary>A builder with the arguments, the default address, and logging as quiet as an operator wants it.</summary>
    public static WebApplicationBuilder Builder(ParseResult parsed, params string[] more)
    {
        var rest = parsed.UnmatchedTokens;
        for (var i = 0; i < rest.Count; i++)
        {
            if (rest[i].Contains("ConnectionStrings", StringComparison.OrdinalIgnoreCase))
                throw new UsageException("A connection string does not belong on the command line, which every user of this machine can read: set environment variable ConnectionStrings__Tracker.");
            if (rest[i].StartsWith('-') && rest[i].TrimStart('-').Split('=')[0] is var key && !key.Contains(':') && !HostKeys.Contains(key))
                throw new UsageException($"'{rest[i].Split('=')[0]}' is no option, and no configuration the service knows (--Section:Key value). `CommitmentTracker serve --help` says more.");
            if (rest[i].StartsWith("--", StringComparison.Ordinal) && !rest[i].Contains('=') && i + 1 < rest.Count)
                i++;
            else if (!rest[i].Contains('='))
                throw new UsageException($"'{rest[i]}' is neither a verb nor configuration (--Key value). `CommitmentTracker --help` lists the verbs.");
        }
        var builder = WebApplication.CreateBuilder([.. rest, .. more]);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        // A port that is taken would be told twice, once with a page of stack trace.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        if (parsed.GetValue(Data) is { } data)
            builder.Configuration["Desk:Data"] = data;
        builder.Configuration["Urls"] = parsed.GetValue(Urls) ?? builder.Configuration["Urls"] ?? DefaultUrls;
        return builder;
    }

    /// <summary>Whatever would keep it from serving and can be known before: found out later, a cluster would have been made and started for nothing.</summary>
    public static void Check(IConfiguration configuration)
    {
        var addresses = configuration["Urls"]!.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(LoopbackOnly.Address).ToList();
        Identity.Check(configuration);
        Limits.Read(configuration);
        if (configuration.GetSection("Kestrel:Endpoints").Exists())
            return; // Then Urls is not where it will listen.
        foreach (var address in addresses.Where(a => a is { IsUnixPipe: false, IsNamedPipe: false, Port: > 0 }))
        {
            try
            {
                using var probe = new TcpListener(address.Host == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) ? ip : IPAddress.Any, address.Port);
                probe.Start();
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                throw InUse(address.Port);
            }
            catch (SocketException)
            {
                // Not ours to judge: the server says what it is.
            }
        }
    }

    static UsageException InUse(params List<int> ports) =>
        new($"Port {string.Join(" or ", ports)} is in use by another program. Stop that one, or take another port: --urls http://127.0.0.1:{ports[0] + 1}");

    /// <summary>The service, listening.</summary>
    public static async Task<WebApplication> Start(WebApplicationBuilder builder, Database database, CancellationToken ct)
    {
        var app = App.Build(builder, database.Source);
        try
        {
            await app.StartAsync(ct);
            return app;
        }
        catch (Exception e)
        {
            await app.DisposeAsync();
            if (e is not IOException { InnerException: AddressInUseException })
                throw;
            var ports = builder.Configuration["Urls"]!.Split(';').Select(url => BindingAddress.Parse(url).Port).ToList();
            throw InUse(ports);
        }
    }
}
