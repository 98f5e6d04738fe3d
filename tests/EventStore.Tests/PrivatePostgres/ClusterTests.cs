using System.Diagnostics;
using System.Net;
using System.Net.NetworkInformation;
using CommitmentTracker.PrivatePostgres;
using CommitmentTracker.Tests;
using Npgsql;

namespace CommitmentTracker.EventStore.Tests.PrivatePostgres;

public sealed class ClusterTests(Postgres postgres)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_cluster_comes_back_with_its_data_and_password_after_a_stop()
    {
        await postgres.Cluster(Ct);
        var settings = Postgres.Quick(postgres.Folder("reused"));
        List<string> said = [];
        string password;
        await using (var first = await PostgresCluster.Start(settings, new Listener(said.Add), Ct))
        {
            await Execute(first, "create table kept as select 42 as answer");
            password = Password(first);
        }
        Assert.Single(said, line => line.StartsWith("Making a PostgreSQL", StringComparison.Ordinal));
        said.Clear();

        var watch = Stopwatch.StartNew();
        await using var second = await PostgresCluster.Start(settings, new Listener(said.Add), Ct);
        TestContext.Current.TestOutputHelper!.WriteLine($"start of an existing cluster: {watch.ElapsedMilliseconds} ms");

        Assert.Equal(42, await Query<int>(second, "select answer from kept"));
        Assert.Equal(password, Password(second));
        Assert.Empty(said);
    }

    [Fact]
    public async Task It_is_safe_by_default()
    {
        await postgres.Cluster(Ct);
        await using var cluster = await PostgresCluster.Start(new(postgres.Folder("defaults")), progress: null, Ct);

        Assert.Equal("on", await Query<string>(cluster, "show data_checksums"));
        Assert.Equal("on", await Query<string>(cluster, "show fsync"));
        Assert.Equal("on", await Query<string>(cluster, "show synchronous_commit"));
        Assert.Equal("on", await Query<string>(cluster, "show full_page_writes"));
        Assert.Equal("UTF8", await Query<string>(cluster, "show server_encoding"));
        Assert.Equal("scram-sha-256", await Query<string>(cluster, "select string_agg(distinct auth_method, ',') from pg_hba_file_rules"));
    }

    [Fact]
    public async Task Only_loopback_is_listened_on()
    {
        var cluster = await postgres.Cluster(Ct);

        var listeners = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(l => l.Port == cluster.Port).ToList();

        Assert.NotEmpty(listeners);
        Assert.All(listeners, l => Assert.True(IPAddress.IsLoopback(l.Address)));
    }

    [Fact]
    public async Task Nobody_gets_in_without_the_password_by_loopback_or_socket()
    {
        var cluster = await postgres.Cluster(Ct);
        foreach (var host in new[] { "127.0.0.1", new NpgsqlConnectionStringBuilder(cluster.ConnectionString("postgres")).Host! })
        {
            await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(cluster.ConnectionString("postgres")) { Host = host, Password = "guess" }.ConnectionString);
            var refused = await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync(Ct));
            Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
        }
    }

    [Fact]
    public async Task Password_log_and_data_are_for_their_owner_only()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        var cluster = await postgres.Cluster(Ct);
        var home = Path.GetDirectoryName(cluster.DataDirectory)!;
        const UnixFileMode secret = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        Assert.Equal(secret, new FileInfo(Path.Combine(home, "password")).UnixFileMode);
        Assert.Equal(secret, new FileInfo(Path.Combine(home, "postgres.log")).UnixFileMode);
        Assert.Equal(secret | UnixFileMode.UserExecute, new DirectoryInfo(cluster.DataDirectory).UnixFileMode);
        Assert.Equal(secret | UnixFileMode.UserExecute, new DirectoryInfo(Path.Combine(home, "socket")).UnixFileMode);
        Assert.DoesNotContain(Password(cluster), File.ReadAllText(Path.Combine(home, "postgres.log")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Started_by_root_the_server_is_another_user()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root has to give up being root.");
        var cluster = await postgres.Cluster(Ct);

        var status = await File.ReadAllLinesAsync($"/proc/{cluster.ProcessId}/status", Ct);

        Assert.DoesNotContain("\t0\t", status.Single(l => l.StartsWith("Uid:", StringComparison.Ordinal)) + "\t", StringComparison.Ordinal);
        Assert.DoesNotContain("\t0\t", status.Single(l => l.StartsWith("Gid:", StringComparison.Ordinal)) + "\t", StringComparison.Ordinal);
        Assert.Equal("CapEff:\t0000000000000000", status.Single(l => l.StartsWith("CapEff:", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Odd_characters_in_the_path_do_no_harm()
    {
        await postgres.Cluster(Ct);
        await using var cluster = await PostgresCluster.Start(Postgres.Quick(postgres.Folder("it's a \"desk\" $HOME, ünï;")), progress: null, Ct);

        Assert.Equal(1, await Query<int>(cluster, "select 1"));
    }

    [Fact]
    public async Task A_path_too_long_for_a_socket_is_served_by_loopback()
    {
        await postgres.Cluster(Ct);
        await using var cluster = await PostgresCluster.Start(Postgres.Quick(postgres.Folder(new string('x', 120))), progress: null, Ct);

        Assert.Equal("127.0.0.1", new NpgsqlConnectionStringBuilder(cluster.ConnectionString("postgres")).Host);
        Assert.Equal(1, await Query<int>(cluster, "select 1"));
    }

    [Fact]
    public async Task Settings_of_the_caller_win_except_where_it_listens()
    {
        await postgres.Cluster(Ct);
        var settings = new ClusterSettings(postgres.Folder("tuned"))
        {
            Settings = new Dictionary<string, string> { ["shared_buffers"] = "16MB", ["fsync"] = "off", ["listen_addresses"] = "*", ["cluster_name"] = @"it's \ here" },
        };
        await using var cluster = await PostgresCluster.Start(settings, progress: null, Ct);

        Assert.Equal("16MB", await Query<string>(cluster, "show shared_buffers"));
        Assert.Equal(@"it's \ here", await Query<string>(cluster, "show cluster_name"));
        Assert.Equal("127.0.0.1", await Query<string>(cluster, "show listen_addresses"));
    }

    [Fact]
    public async Task A_setting_that_PostgreSQL_refuses_is_told_in_its_own_words_and_the_directory_is_let_go()
    {
        await postgres.Cluster(Ct);
        var settings = Postgres.Quick(postgres.Folder("refused"));
        var wrong = settings with { Settings = new Dictionary<string, string>(settings.Settings) { ["shared_buffers"] = "many" } };

        var refused = await Assert.ThrowsAnyAsync<ClusterException>(() => PostgresCluster.Start(wrong, progress: null, Ct));
        Assert.Contains("invalid value for parameter \"shared_buffers\": \"many\"", refused.Message, StringComparison.Ordinal);

        await using var cluster = await PostgresCluster.Start(settings, progress: null, Ct);
    }

    internal static string Password(PostgresCluster cluster) => new NpgsqlConnectionStringBuilder(cluster.ConnectionString("postgres")).Password!;

    internal static async Task Execute(PostgresCluster cluster, string sql)
    {
        await using var source = NpgsqlDataSource.Create(cluster.ConnectionString("postgres"));
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Ct);
    }

    internal static async Task<T> Query<T>(PostgresCluster cluster, string sql)
    {
        await using var source = NpgsqlDataSource.Create(cluster.ConnectionString("postgres"));
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(Ct))!;
    }
}

/// <summary>Reports at once, on the caller's thread: <see cref="Progress{T}"/> posts, and a test would look too early.</summary>
sealed class Listener(Action<string> heard) : IProgress<string>
{
    public void Report(string value) => heard(value);
}
