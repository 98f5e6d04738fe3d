using System.CommandLine;

namespace CommitmentTracker.Cli;

/// <summary><c>migrate</c>: brings the schema up to date.</summary>
internal static class Migrate
{
    public static Command Verb()
    {
        var data = Verbs.DataOption();
        var migrate = new Command("migrate",
            """
            Brings the database's schema up to date.

            Applies what the database's schema lacks, in order, and tells each step. Applying twice is nothing.

              ConnectionStrings__Tracker='Host=db;Username=tracker_migrator;…' CommitmentTracker migrate

            Exit codes: 0 the schema is up to date; 2 the database cannot be reached, or is newer than this program.
            """) { data };
        migrate.Does(async (parsed, ct) =>
        {
            await using var database = await Database.Open(Database.Configuration(parsed, data), make: true, own: false, ct);
            if (await database.Migrate(ct) == 0)
                Console.WriteLine("The schema is up to date.");
            return Verbs.Done;
        });
        return migrate;
    }
}
