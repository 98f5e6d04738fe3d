using System.CommandLine;
using System.Globalization;
using CommitmentTracker.EventStore;
using CommitmentTracker.EventStore.Projections;
using Spectre.Console;

namespace CommitmentTracker.Cli;

/// <summary><c>projections</c>: how far each read model is.</summary>
internal static class ShowProjections
{
    public static Command Verb()
    {
        var data = Verbs.DataOption();
        var projections = new Command("projections",
            """
            Shows how far each read model is.

            Shows each projection: its position in the log, how many events and seconds it is behind, and why it stopped, if it did.

              CommitmentTracker projections

            Exit codes: 0 shown; 1 shown, and at least one has stopped; 2 the database cannot be used.
            """) { data };
        projections.Does(async (parsed, ct) =>
        {
            await using var database = await Database.Open(Database.Configuration(parsed, data), make: false, own: false, ct);
            await using var store = new Store(database.Source, App.Types, TimeProvider.System);
            await using var runner = new ProjectionRunner(database.Source, store, App.Projections, TimeProvider.System);
            var states = await runner.States(ct);
            var table = new Table { Border = TableBorder.Simple }.AddColumns("name", "position", "lag events", "lag seconds", "fault");
            foreach (var column in table.Columns.Skip(1).Take(3))
                column.Alignment = Justify.Right;
            foreach (var state in states)
                table.AddRow(state.Name, Number(state.Position), Number(state.LagEvents), state.LagSeconds.ToString("F1", CultureInfo.InvariantCulture), Markup.Escape(state.Fault ?? ""));
            AnsiConsole.Write(table);
            return states.All(s => s.Fault is null) ? Verbs.Done : Verbs.No;
        });
        return projections;
    }

    static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
