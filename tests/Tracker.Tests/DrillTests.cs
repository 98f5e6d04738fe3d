using CommitmentTracker.Benchmarks;
using CommitmentTracker.PrivatePostgres;

namespace CommitmentTracker.Tracker.Tests;

/// <summary>kill -9 of the service and of all of PostgreSQL under load, in short; and that the checker of it bites.</summary>
public sealed class DrillTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_acknowledged_is_lost_or_doubled_when_service_and_database_are_killed_under_load()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The drill finds PostgreSQL's processes in /proc.");
        var said = new Said();
        try
        {
            await using var ground = await Ground.Start(null, null, said, Ct);
            var settings = new ServiceSettings(ServiceSettings.BuiltProgram(), await ground.Create("drill", Ct), ServiceSettings.FreePort());
            var verdict = await new Drill(ground, settings, 16, Environment.TickCount, said).Run(TimeSpan.FromSeconds(12), Ct);

            Assert.True(verdict.Passed, verdict.ToString());
            Assert.True(verdict.PostgresKills > 0 && verdict.ServiceKills > 0, verdict.ToString());
            TestContext.Current.SendDiagnosticMessage(verdict.ToString());
        }
        catch (PostgresNotFoundException e) when (Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.Skip(e.Message);
        }
    }

    [Fact]
    public async Task Control_where_PostgreSQL_acknowledges_before_a_commit_is_on_disk_the_same_drill_finds_what_was_lost()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The drill finds PostgreSQL's processes in /proc.");
        var said = new Said();
        try
        {
            await using var ground = await Ground.Start(null, null, said, Ct);
            foreach (var setting in new[] { "wal_writer_delay = '10s'", "wal_writer_flush_after = '1GB'", "bgwriter_lru_maxpages = 0", "autovacuum = off" })
                await Ground.Execute(ground.Database("postgres"), $"alter system set {setting}", Ct);
            await Ground.Execute(ground.Database("postgres"), "select pg_reload_conf()", Ct);
            // A seed with one kill of PostgreSQL. What is lost is what stood on its last, unwritten page; now and then that is nothing, so it is tried until something is.
            DrillVerdict verdict;
            var attempt = 0;
            do
            {
                var settings = new ServiceSettings(
                    ServiceSettings.BuiltProgram(), await ground.Create($"drill{++attempt}", Ct) + ";Options=-c synchronous_commit=off", ServiceSettings.FreePort());
                verdict = await new Drill(ground, settings, 16, 7, said).Run(TimeSpan.FromSeconds(10), Ct);
            }
            while (verdict.Passed && attempt < 6);

            Assert.False(verdict.Passed, verdict.ToString());
            Assert.Contains(verdict.Violations, v => v.Contains("was acknowledged at position", StringComparison.Ordinal));
            TestContext.Current.SendDiagnosticMessage(verdict.ToString());
        }
        catch (PostgresNotFoundException e) when (Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.Skip(e.Message);
        }
    }

    [Fact]
    public void A_history_as_it_should_be_has_no_violations() => Assert.Empty(Check([1, 2, 3]));

    [Theory]
    [InlineData(new long[] { 1, 2 }, "is lost")]
    [InlineData(new long[] { 1, 3 }, "is missing")]
    [InlineData(new long[] { 1, 2, 3, 2 }, "took effect twice")]
    [InlineData(new long[] { 1, 3, 2 }, "is missing")]
    public void A_command_lost_or_doubled_and_a_hole_are_found(long[] log, string violation) =>
        Assert.Contains(Check(log), v => v.Contains(violation, StringComparison.Ordinal));

    [Fact]
    public void A_command_that_was_acknowledged_in_another_place_a_version_left_out_and_a_clock_gone_back_are_found()
    {
        var history = Acknowledge();
        history.See(Event(1, 1) with { RecordedAt = new(2024, 1, 1) });
        history.See(Event(2, 2) with { Stream = Workload.StreamOf(2), Version = 2, RecordedAt = new(2023, 1, 1) });
        history.See(Event(3, 1));

        var violations = history.Close();

        foreach (var violation in new[] { "was acknowledged at position", "has version 2 where 1 is due", "recorded time goes back", "took effect twice" })
            Assert.Contains(violations, v => v.Contains(violation, StringComparison.Ordinal));
    }

    /// <summary>The log holds, in this order, the commands acknowledged at these positions; each stands at the position of its place, but a repeat.</summary>
    static IReadOnlyList<string> Check(long[] log)
    {
        var history = Acknowledge();
        foreach (var (i, position) in log.Index())
            history.See(log.Take(i).Contains(position) ? Event(i + 1, position) with { Version = 2 } : Event(position, position));
        return history.Close();
    }

    static History Acknowledge()
    {
        var history = new History();
        for (var n = 1; n <= 3; n++)
        {
            history.Sent(n);
            history.Answered(n, new Acknowledged(Workload.StreamOf(n), 1, n, true), sentAgain: false);
        }
        return history;
    }

    static Found Event(long position, long command) => new(position, Workload.StreamOf(command), 1, new(2024, 1, 1), "export", "1992-01");

    sealed class Said : IProgress<string>
    {
        public void Report(string value) => TestContext.Current.SendDiagnosticMessage(value);
    }
}
