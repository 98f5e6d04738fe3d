using System.CommandLine;
using CommitmentTracker.EventStore;

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

            What it cannot mend, such as a column that somebody dropped, it names (check-schema does so without changing anything).

            Exit codes: 0 the schema is up to date; 1 it is not what this program needs; 2 the database cannot be reached, or is newer than this program.
            """) { data };
        migrate.Does(async (parsed, ct) =>
        {
            await using var database = await Database.Open(Database.Configuration(parsed, data), make: true, own: false, ct);
            var applied = await database.Migrate(ct);
            if (await Migrations.Check(database.Source, App.Projections, ct) is { Count: > 0 } differences)
            {
                foreach (var difference in differences)
                    Console.WriteLine($"not mended: {difference}");
                return Verbs.Say("Nothing is missing that a migration could apply, and yet the schema does not fit.", Verbs.No);
            }
            if (applied == 0)
                Console.WriteLine("The schema is up to date.");
            return Verbs.Done;
        });
        return migrate;
    }
}
