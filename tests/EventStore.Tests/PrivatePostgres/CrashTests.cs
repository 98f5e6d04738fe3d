using System.Diagnostics;
using CommitmentTracker.PrivatePostgres;
using CommitmentTracker.Tests;
using static CommitmentTracker.EventStore.Tests.PrivatePostgres.ClusterTests;

namespace CommitmentTracker.EventStore.Tests.PrivatePostgres;

/// <summary>What other programs and sudden deaths may leave behind.</summary>
public sealed class CrashTests(Postgres postgres)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_second_owner_is_refused_and_told_who_the_first_one_is()
    {
        var settings = await Settings("owned");
        await using (await PostgresCluster.Start(settings, progress: null, Ct))
        {
            var refused = await Assert.ThrowsAnyAsync<ClusterException>(() => PostgresCluster.Start(settings, progress: null, Ct));
            Assert.Equal($"{settings.Directory} is in use by another running service (process {Environment.ProcessId}). Stop that one, or give this one another directory.", refused.Message);
        }
        await using var next = await PostgresCluster.Start(settings, progress: null, Ct);
    }

    [Fact]
    public async Task A_second_process_is_refused_while_the_first_one_lives()
    {
        var settings = await Settings("owned");
        await using var owner = await OwnerProcess.Start(settings.Directory, Ct);

        var refused = await Assert.ThrowsAnyAsync<ClusterException>(() => PostgresCluster.Start(settings, progress: null, Ct));

        Assert.Contains($"(process {owner.Id})", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_a_kill_of_the_owner_the_next_one_has_all_that_was_committed(bool serverToo)
    {
        var settings = new ClusterSettings((await Settings("killed owner")).Directory); // with full durability, which is the default
        await using (var owner = await OwnerProcess.Start(settings.Directory, Ct)) // it commits one row
        {
            await owner.Kill(Ct);
            if (serverToo)
                KillServer(int.Parse(owner.Server, null));
        }

        await using var heir = await PostgresCluster.Start(settings, progress: null, Ct);

        Assert.Equal("committed", await Query<string>(heir, "select word from kept"));
    }

    [Fact]
    public async Task A_killed_server_is_started_again_on_the_same_address_with_all_that_was_committed()
    {
        var again = new TaskCompletionSource();
        var settings = new ClusterSettings((await Settings("killed server")).Directory);
        await using var cluster = await PostgresCluster.Start(settings, new Listener(said => _ = said == "PostgreSQL runs again" && again.TrySetResult()), Ct);
        await Execute(cluster, "create table kept as select 'committed'::text as word");
        var (address, process) = (cluster.ConnectionString("postgres"), cluster.ProcessId);

        KillServer(process);
        await again.Task.WaitAsync(Ct);

        Assert.NotEqual(process, cluster.ProcessId);
        Assert.Equal(address, cluster.ConnectionString("postgres"));
        Assert.Equal("committed", await Query<string>(cluster, "select word from kept"));
    }

    [Fact]
    public async Task A_killed_owner_takes_its_server_along()
    {
        Assert.SkipUnless(await Command.Succeeds(Ct, "setpriv", "--pdeathsig", "INT", "--", "true"), "Only Linux with util-linux tells a child that its parent died; elsewhere the next start stops what was left.");
        var settings = await Settings("along");
        await using var owner = await OwnerProcess.Start(settings.Directory, Ct);
        var stopped = new TaskCompletionSource(); // PostgreSQL removes its pid file last
        using var watcher = new FileSystemWatcher(Path.Combine(settings.Directory, "data"), "postmaster.pid");
        watcher.Deleted += (_, _) => stopped.TrySetResult();
        watcher.EnableRaisingEvents = true;

        await owner.Kill(Ct);

        await stopped.Task.WaitAsync(Ct);
    }

    [Fact]
    public async Task A_server_left_without_an_owner_is_stopped_and_replaced()
    {
        var settings = await Settings("orphan");
        var (data, folder) = await MakeStopped(settings);
        var user = await ServerUser.For(data, Ct);
        var configuration = Path.Combine(Path.GetDirectoryName(data)!, "server.conf");
        using var control = Process.Start(Command.Describe(user.Run(Path.Combine(folder, "pg_ctl"), "start", "--wait", "--silent", "-D", data, "-l", Path.Combine(data, "orphan.log"), "-o", $"--config-file='{configuration}'")))!;
        await control.WaitForExitAsync(Ct);
        var orphan = PidFile.Read(data)!.Pid;
        List<string> said = [];

        await using var cluster = await PostgresCluster.Start(settings, new Listener(said.Add), Ct);

        Assert.Equal([$"A PostgreSQL of an earlier run is still there (process {orphan}): stopping it"], said);
        Assert.NotEqual(orphan, cluster.ProcessId);
        Assert.Equal("committed", await Query<string>(cluster, "select word from kept"));
    }

    [Theory]
    [InlineData("nobody at all")]
    [InlineData("this test")]
    [InlineData("another cluster")]
    public async Task A_stale_pid_file_that_names_a_stranger_is_no_hindrance_and_the_stranger_lives(string stranger)
    {
        var shared = await postgres.Cluster(Ct);
        var settings = await Settings("stale");
        var (data, _) = await MakeStopped(settings);
        var pid = stranger switch { "this test" => Environment.ProcessId, "another cluster" => shared.ProcessId, _ => await DeadProcess() };
        // As PostgreSQL writes it; "ready" tempts a reader who believes the last line alone.
        await File.WriteAllLinesAsync(PidFile.In(data), [$"{pid}", data, $"{DateTimeOffset.UnixEpoch.AddYears(50).ToUnixTimeSeconds()}", "1", "", "127.0.0.1", "0 0", "ready   "], Ct);

        await using var cluster = await PostgresCluster.Start(settings, progress: null, Ct);

        Assert.NotEqual(pid, cluster.ProcessId);
        Assert.Equal("committed", await Query<string>(cluster, "select word from kept"));
        Assert.Equal(1, await Query<int>(shared, "select 1"));
    }

    [Fact]
    public async Task An_initdb_that_broke_off_is_done_again()
    {
        var settings = await Settings("half made");
        var (data, _) = await MakeStopped(settings);
        Directory.Move(data, data + ".unfinished"); // the name it bears until it is whole

        await using var cluster = await PostgresCluster.Start(settings, progress: null, Ct);

        Assert.Equal(1, await Query<int>(cluster, "select 1"));
    }

    [Fact]
    public async Task A_start_that_is_cancelled_leaves_the_directory_to_the_next()
    {
        var settings = await Settings("cancelled");
        await MakeStopped(settings);
        using var hasty = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        await hasty.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PostgresCluster.Start(settings, progress: null, hasty.Token));

        await using var cluster = await PostgresCluster.Start(settings, progress: null, Ct);
    }

    async Task<ClusterSettings> Settings(string name)
    {
        await postgres.Cluster(Ct); // or skipped
        return Postgres.Quick(postgres.Folder(name));
    }

    static async Task<(string Data, string Binaries)> MakeStopped(ClusterSettings settings)
    {
        await using var cluster = await PostgresCluster.Start(settings, progress: null, Ct);
        await Execute(cluster, "create table kept as select 'committed'::text as word");
        return (cluster.DataDirectory, cluster.BinariesFolder);
    }

    static void KillServer(int pid)
    {
        try
        {
            Process.GetProcessById(pid).Kill();
        }
        catch (ArgumentException)
        {
            // Its owner's death took it along already.
        }
    }

    static async Task<int> DeadProcess()
    {
        using var process = Process.Start(new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", "--version") { RedirectStandardOutput = true })!;
        await process.WaitForExitAsync(Ct);
        return process.Id;
    }
}
