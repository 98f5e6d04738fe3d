using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using CommitmentTracker.Tests;

namespace CommitmentTracker.Tracker.Tests.Cli;

/// <summary>The demo on a desk store of its own, from nothing to a clean stop.</summary>
public sealed partial class DemoTests(Postgres postgres)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_demo_shows_both_days_serves_stops_cleanly_and_finds_everything_there_the_second_time()
    {
        await postgres.Cluster(Ct); // Skipped where there is no PostgreSQL.
        var folder = postgres.Folder("desk");

        await using (var demo = Program.Start(null, "demo", "--data", folder, "--urls", "http://127.0.0.1:0"))
        {
            var url = Url().Match(await demo.Line("listens on", Ct)).Value;
            Assert.Contains("The sample is entered", demo.Said, StringComparison.Ordinal);
            Assert.Matches(@"status +OnTrack +AtRisk", demo.Said);
            Assert.Matches(@"pace +1\.007 +0\.6008", demo.Said);
            Assert.Matches(@"latest figure +1,384,860,427 USD in 2022\* +1,129,966,517 USD in 2023 ", demo.Said);
            Assert.Contains("* That the 2022 figure was out by 2023-06-30 is inferred.", demo.Said, StringComparison.Ordinal);
            Assert.Matches(@"target .*by 2025 .*by 2027", demo.Said);
            using var http = new HttpClient();
            Assert.Contains("\"slug\":\"kaz-tjk-trade\"", await http.GetStringAsync(new Uri($"{url}/targets/kaz-tjk-trade"), Ct), StringComparison.Ordinal);

            // Verbs of the desk once could not be used while the desk was: its store is owned. A second owner there still cannot be.
            foreach (var (verb, words) in new[] { ("projections", "Agreements"), ("check-schema", "The schema fits."), ("migrate", "up to date"), ("rebuild", "Targets: ") })
            {
                var beside = await Program.Run(null, null, Ct, verb, "--data", folder);
                Assert.True(beside.Exit == 0 && beside.Said.Contains(words, StringComparison.Ordinal), $"{verb}: {beside.Exit} {beside.Said}");
            }
            var second = await Program.Run(null, null, Ct, "serve", "--data", folder, "--urls", "http://127.0.0.1:0");
            Assert.Equal(2, second.Exit);
            Assert.Contains("ConnectionStrings__Tracker", second.Said, StringComparison.Ordinal);

            Assert.Equal(0, await demo.Interrupt(Ct));
            Assert.Empty(Directory.GetFiles(folder, "postmaster.pid", SearchOption.AllDirectories));
        }
        await using (var demo = Program.Start(null, "demo", "--data", folder, "--urls", "http://127.0.0.1:0"))
        {
            await demo.Line("listens on", Ct);
            Assert.Contains("all there already", demo.Said, StringComparison.Ordinal);
            Assert.Equal(0, await demo.Interrupt(Ct));
        }
        Assert.Equal(0, (await Program.Run(null, null, Ct, "check-schema", "--data", folder)).Exit);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named_together_with_the_option()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var database = await postgres.CreateDatabase("taken", Ct);
        await Program.Run(database, null, Ct, "migrate");

        var (exit, said) = await Program.Run(database, null, Ct, "serve", "--urls", $"http://127.0.0.1:{port}");

        Assert.Equal(2, exit);
        Assert.StartsWith($"Port {port} is in use", said, StringComparison.Ordinal);
        Assert.Contains("--urls http://127.0.0.1:", said, StringComparison.Ordinal);
        Assert.Single(said.Trim().Split('\n'));
    }

    [Theory]
    [InlineData("serve", "--urls", "http://0.0.0.0:5080", "Identity:Mode=Jwt")]
    [InlineData("demo", "--urls", "http://127.0.0.1:TAKEN", "is in use")]
    [InlineData("serve", "--urls", "http://localhost:TAKEN", "is in use")]
    [InlineData("serve", "--urls", "127.0.0.1", "is no address to listen on")]
    [InlineData("serve", "--Identity:Mode", "Jwt", "Identity:Authority")]
    [InlineData("serve", "--Limits:Followers", "many", "Limits:Followers")]
    public async Task A_cluster_was_made_and_started_for_a_service_that_could_not_serve(string verb, string setting, string value, string complaint)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var folder = postgres.Folder("never");

        var (exit, said) = await Program.Run(null, null, Ct, verb, "--data", folder, setting, value.Replace("TAKEN", $"{((IPEndPoint)taken.LocalEndpoint).Port}", StringComparison.Ordinal));

        Assert.Equal(2, exit);
        Assert.Contains(complaint, said, StringComparison.Ordinal);
        Assert.Single(said.Trim().Split('\n'));
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task Looking_at_a_desk_store_makes_none()
    {
        var folder = postgres.Folder("absent");

        var (exit, said) = await Program.Run(null, null, Ct, "check-schema", "--data", folder);

        Assert.Equal(2, exit);
        Assert.Contains("There is no desk store", said, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));
    }

    [GeneratedRegex(@"http://[0-9.:]+(?=: try)")]
    private static partial Regex Url();
}
