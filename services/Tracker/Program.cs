using CommitmentTracker;
using CommitmentTracker.PrivatePostgres;

var builder = WebApplication.CreateBuilder(args);
var connection = builder.Configuration.GetConnectionString("Tracker");
PostgresCluster? cluster = null;
if (string.IsNullOrWhiteSpace(connection))
    (cluster, connection) = await Desk.Start(builder.Configuration["Desk:Data"] ?? ".data", new Progress<string>(Console.WriteLine), CancellationToken.None);
await using var stopLast = cluster;
await using var source = App.Connect(connection);
if (args is ["migrate", ..])
{
    foreach (var applied in await CommitmentTracker.EventStore.Migrations.Migrate(source, App.Projections, CancellationToken.None))
        Console.WriteLine(applied);
    return;
}
await using var app = App.Build(builder, source);
app.Urls.Add(builder.Configuration["Urls"] ?? "http://127.0.0.1:5080");
await app.RunAsync();
