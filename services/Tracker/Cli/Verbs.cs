using System.CommandLine;
using CommitmentTracker.Cli.Treaties;
using CommitmentTracker.EventStore;
using CommitmentTracker.Platform;
using CommitmentTracker.PrivatePostgres;
using Npgsql;
using Spectre.Console;

namespace CommitmentTracker.Cli;

/// <summary>The command line: every verb by name, and what all of them have in common.</summary>
internal static class Verbs
{
    /// <summary>Exit codes. Scripts branch on them: they never change.</summary>
    public const int Done = 0, No = 1, Unable = 2, Interrupted = 130;

    public static async Task<int> Run(string[] args)
    {
        var root = new RootCommand(
            """
            CommitmentTracker: the register of what states have promised each other, and how it stands.

            Without a verb it serves. Try `demo` first.

            The database is ConnectionStrings:Tracker from the configuration, best given as environment variable
            ConnectionStrings__Tracker: a secret does not belong on a command line, which every user of a machine can read.
            With none, a private PostgreSQL is run in the desk store, the folder Desk:Data (default .data).

            Exit codes: 0 done; 1 the answer is no (refused lines, a schema that does not fit); 2 it could not be done
            (service or database unreachable, file unreadable, wrong usage); 130 interrupted.
            """)
        {
            Serve.Verb(), Demo.Verb(), Load.Verb(), LoadTreaties.Verb(), Migrate.Verb(), CheckSchema.Verb(), Rebuild.Verb(), ShowProjections.Verb(),
        };
        Serve.MakeDefault(root);
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = 160; // Else Spectre folds a table to 80 columns, and no script can read it.

        var parsed = root.Parse(args);
        // A verb's own help has room for examples and exit codes; in the list of verbs it has a line.
        foreach (var listed in parsed.CommandResult.Command.Subcommands)
            listed.Description = listed.Description!.Split('\n')[0].TrimEnd();
        // Stopping a service and its PostgreSQL takes what it takes; System.CommandLine would end the process after 2 s.
        var exit = await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromMinutes(2) });
        return parsed.Errors.Count > 0 ? Unable : exit;
    }

    /// <summary>Sets what a verb does. What can go wrong outside the program is said in one message, without a stack trace.</summary>
    public static void Does(this Command command, Func<ParseResult, CancellationToken, Task<int>> action) => command.SetAction(async (parsed, ct) =>
    {
        try
        {
            // The root takes configuration and with it whatever is written; of the verbs only those that serve do.
            if (command.TreatUnmatchedTokensAsErrors && parsed.UnmatchedTokens is [var unknown, ..])
                throw new UsageException($"'{(unknown.Split('=')[0])}' is nothing `{command.Name}` takes. `CommitmentTracker {command.Name} --help` lists what it does.");
            return await action(parsed, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return Interrupted;
        }
        catch (ClusterInUseException e)
        {
            return Say($"{e.Message} To work beside it, give its database as ConnectionStrings__Tracker.", Unable);
        }
        catch (Exception e) when (e is ClusterException or MisconfiguredException or UsageException)
        {
            return Say(e.Message, Unable);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.InvalidSchemaName)
        {
            return Say($"The database's schema is not what this program needs: {e.MessageText}. `check-schema` says how it differs, `migrate` brings it up to date.", Unable);
        }
        catch (Exception e) when (e is NpgsqlException or StoreUnavailableException or TimeoutException)
        {
            return Say($"The database cannot be used: {e.Message}", Unable);
        }
    });

    /// <summary>Tells a failure on the error output.</summary>
    public static int Say(string message, int exit)
    {
        Console.Error.WriteLine(message);
        return exit;
    }

    /// <summary>Where the desk store is, for verbs that may work on it.</summary>
    public static Option<string?> DataOption() =>
        new("--data") { Description = "The desk store's folder (Desk:Data), where no connection string is configured. Default: .data", HelpName = "DIR" };
}

/// <summary>It was asked for in a way that cannot be done; the message says how to ask.</summary>
internal sealed class UsageException(string message) : Exception(message);
