using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using CommitmentTracker.Targets;
using CommitmentTracker.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace CommitmentTracker.Tracker.Tests;

/// <summary>Two nodes on one database are one register.</summary>
public sealed class NodesTests(Postgres postgres)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    const string Source = """{"command":"RegisterSource","slug":"bureau","title":"t","publisher":"p","publishedOn":"2020","language":"en"}""" + "\n";

    static object Figure(int n, string reporter = "KAZ", string partner = "TJK") => new
    {
        reporter, partner, flow = n % 2 == 0 ? "export" : "import", period = $"{1900 + n / 24}-{n / 2 % 12 + 1:00}", value = new { amount = 1_000_000 + n, currency = "USD" },
        status = "final", source = "bureau", releasedOn = "2024-07-25",
    };

    [Fact]
    public async Task Under_load_on_the_same_streams_every_acknowledged_command_is_there_once_in_one_order_without_holes()
    {
        const int Commands = 400;
        await using var a = await RunningService.Start(postgres, "nodes", Ct);
        await using var b = await RunningService.Start(postgres, "nodes", Ct, connectionString: a.ConnectionString);
        await a.SendBatch(Source, Ct);
        string[] partners = ["TJK", "UZB", "KGZ"];
        var answers = new ConcurrentBag<(string Stream, long Position, bool Changed)>();

        // Every command is sent to both nodes at about the same time.
        await Parallel.ForEachAsync(Enumerable.Range(0, 2 * Commands), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Ct }, async (n, ct) =>
        {
            var body = await Record(n % 2 == 0 ? a : b, Figure(n / 2, partner: partners[n / 2 % 3]), ct);
            answers.Add((body.GetProperty("stream").GetString()!, body.GetProperty("position").GetInt64(), body.GetProperty("changed").GetBoolean()));
        });

        var log = new List<(long Position, string Stream, long Version)>();
        await using var query = a.Database.CreateCommand("select seq_id, stream_id, version from mt_events order by seq_id");
        await using (var row = await query.ExecuteReaderAsync(Ct))
            while (await row.ReadAsync(Ct))
                log.Add((row.GetInt64(0), row.GetString(1), row.GetInt64(2)));
        Assert.Equal(Enumerable.Range(1, Commands + 1).Select(n => (long)n), log.Select(e => e.Position));
        foreach (var stream in log.GroupBy(e => e.Stream))
            Assert.Equal(Enumerable.Range(1, stream.Count()).Select(n => (long)n), stream.Select(e => e.Version));
        Assert.Equal(log.Skip(1).Select(e => (e.Position, e.Stream)), answers.Where(x => x.Changed).OrderBy(x => x.Position).Select(x => (x.Position, x.Stream)));
    }

    [Fact]
    public async Task What_one_node_wrote_the_other_knows_at_once_though_it_had_refused_it_a_moment_before()
    {
        await using var a = await RunningService.Start(postgres, "nodes", Ct);
        await using var b = await RunningService.Start(postgres, "nodes", Ct, connectionString: a.ConnectionString);
        await a.SendBatch(Source, Ct);
        for (var n = 0; n < 40; n++)
        {
            var (writer, other) = n % 2 == 0 ? (a, b) : (b, a);
            object signature = new { agreement = $"shared-{n}", signedOn = "2024-08-22", citation = new { source = $"late-{n}", quote = "words" } };
            Assert.Equal(422, (int)(await other.Send("SignAgreement", signature, Ct)).Response.StatusCode);
            await writer.Send("RegisterSource", new { slug = $"late-{n}", title = "t", publisher = "p", publishedOn = "2020", language = "en" }, Ct);
            Assert.Equal(404, (int)(await other.Send("SignAgreement", signature, Ct)).Response.StatusCode);
            await writer.Send("RecordAgreement", new { slug = $"shared-{n}", parties = new[] { "KAZ", "TJK" }, kind = "treaty", title = "T" }, Ct);
            var (signed, body) = await other.Send("SignAgreement", signature, Ct);
            Assert.Equal((200, 2L), ((int)signed.StatusCode, body.GetProperty("version").GetInt64()));
            Assert.Equal(409, (int)(await writer.Send("SignAgreement", new { agreement = $"shared-{n}", signedOn = "2024-08-21" }, Ct)).Response.StatusCode);
        }
    }

    [Fact]
    public async Task A_follower_of_one_node_gets_what_both_write_in_order_and_whole()
    {
        const int Commands = 200;
        await using var a = await RunningService.Start(postgres, "nodes", Ct);
        await using var b = await RunningService.Start(postgres, "nodes", Ct, connectionString: a.ConnectionString);
        await a.SendBatch(Source, Ct);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/events?after=1&follow=true&limit={Commands}") { Headers = { Accept = { new("application/x-ndjson") } } };
        var following = Task.Run(async () =>
        {
            using var response = await b.Http.SendAsync(request, Ct);
            return (await response.Content.ReadAsStringAsync(Ct)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonSerializer.Deserialize<JsonElement>(l).GetProperty("position").GetInt64()).ToList();
        }, Ct);

        await Parallel.ForEachAsync(Enumerable.Range(0, Commands), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Ct },
            async (n, ct) => await Record(n % 2 == 0 ? a : b, Figure(n), ct));

        Assert.Equal(Enumerable.Range(2, Commands).Select(n => (long)n), await following);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_kept_view_is_never_older_than_the_position_asked_for(bool forgetting)
    {
        await using var a = await RunningService.Start(postgres, "fresh", Ct);
        await using var b = await RunningService.Start(postgres, "fresh", Ct, connectionString: a.ConnectionString);
        await a.SendBatch(Source + """
            {"command":"SetTradeTarget","slug":"goal","pair":"KAZ-TJK","measure":"turnover","goal":{"amount":2000000000,"currency":"USD"},"statedOn":"2018-03-14","basis":{"viewpoint":"reporter:KAZ","scope":"goods","minimumStatus":"final"}}
            """, Ct);
        await a.Drain(Ct);
        if (!forgetting) // the control: views that nothing takes away must be caught
            foreach (var node in new[] { a, b })
            {
                await node.Get("/targets/goal?atLeast=2", Ct);
                node.Services.GetRequiredService<TargetViews>().Dispose();
            }
        var stale = 0;
        using var done = new CancellationTokenSource();
        var dashboards = Task.WhenAll(new[] { a, b, a, b }.Select(node => Task.Run(async () =>
        {
            for (var last = 0L; !done.IsCancellationRequested;)
            {
                var position = (await node.Get("/targets/goal", Ct)).GetProperty("position").GetInt64();
                if (position < last)
                    Interlocked.Increment(ref stale);
                last = position;
            }
        }, Ct)));

        await Parallel.ForEachAsync(Enumerable.Range(0, 240), new ParallelOptions { MaxDegreeOfParallelism = 6, CancellationToken = Ct }, async (n, ct) =>
        {
            var written = await Record(n % 2 == 0 ? a : b, n % 3 == 0 ? Figure(n, "TJK", "KAZ") : Figure(n), ct);
            var position = written.GetProperty("position").GetInt64();
            var view = await (n / 2 % 2 == 0 ? a : b).Get($"/targets/goal?atLeast={position}", ct);
            if (view.GetProperty("position").GetInt64() < position)
                Interlocked.Increment(ref stale);
        });
        await done.CancelAsync();
        await dashboards;

        Assert.Equal(forgetting, stale == 0);
    }

    /// <summary>Sends it as a client does: again when the stream was too busy, though not for ever.</summary>
    static async Task<JsonElement> Record(RunningService node, object figure, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (response, body) = await node.Send("RecordTradeFigure", figure, ct);
            if (response.StatusCode == HttpStatusCode.OK)
                return body;
            Assert.True(attempt < 10 && response.StatusCode == HttpStatusCode.ServiceUnavailable && response.Headers.RetryAfter is not null, body.ToString());
        }
    }
}
