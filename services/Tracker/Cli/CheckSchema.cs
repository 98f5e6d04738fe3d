using System.CommandLine;
using CommitmentTracker.EventStore;

namespace CommitmentTracker.Cli;

/// <summary><c>check-schema</c>: says how the schema differs from what this program needs.</summary>
internal static class CheckSchema
{
    public static Command Verb()
    {
        var data = Verbs.DataOption();
        var check = new Command("check-schema",
            """
            Says how the database's schema differs from what is needed.

            Compares the database with what this program needs, a line for each difference. Changes nothing.

              CommitmentTracker check-schema || CommitmentTracker migrate

            Exit codes: 0 it fits; 1 there are differences; 2 the database cannot be reached.
            """) { data };
        check.Does(async (parsed, ct) =>
        {
            await using var database = await Database.Open(Database.Configuration(parsed, data), make: false, own: false, ct);
            var differences = await Migrations.Check(database.Source, App.Projections, ct);
            foreach (var difference in differences)
                Console.WriteLine(difference);
            if (differences.Count == 0)
                Console.WriteLine("The schema fits.");
            return differences.Count == 0 ? Verbs.Done : Verbs.No;
        });
        return check;
    }
}
