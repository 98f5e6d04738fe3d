using System.Text.RegularExpressions;

namespace CommitmentTracker.Tracker.Tests;

/// <summary>What <c>deploy/</c> names is there: no engine runs it here, and a name mistyped would be found out by an operator.</summary>
public sealed partial class DeployTests
{
    static string Folder => Path.Combine(Sample.Root, "deploy");

    static string Compose { get; } = File.ReadAllText(Path.Combine(Folder, "compose.yaml"));

    [Fact]
    public void The_files_it_mounts_and_builds_from_are_there()
    {
        var mounted = Mount().Matches(Compose).Select(m => m.Groups[1].Value).ToList();
        var dockerfiles = Dockerfile().Matches(Compose).Select(m => Path.Combine(m.Groups[1].Value, m.Groups[2].Value)).ToList();

        Assert.Equal((2, 2), (mounted.Count, dockerfiles.Count));
        Assert.All(mounted.Concat(dockerfiles), path => Assert.True(File.Exists(Path.Combine(Folder, path)), path));
    }

    [Fact]
    public void The_settings_it_gives_are_settings_of_the_service()
    {
        var readme = File.ReadAllText(Path.Combine(Sample.Root, "services", "Tracker", "README.md"));
        var keys = Setting().Matches(Compose).Select(m => m.Value.Replace("__", ":", StringComparison.Ordinal)).Distinct().ToList();

        Assert.True(keys.Count >= 4);
        Assert.All(keys, key => Assert.Contains($"`{key}`", readme, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_program_and_the_verbs_it_starts_are_ours()
    {
        var dockerfile = await File.ReadAllTextAsync(Path.Combine(Folder, "Dockerfile"), TestContext.Current.CancellationToken);
        var verbs = Verb().Matches(dockerfile + Compose).Select(m => m.Groups[1].Value).ToList();

        Assert.Contains($"\"{typeof(App).Assembly.GetName().Name}.dll\"", dockerfile, StringComparison.Ordinal);
        Assert.Equal(["migrate", "serve"], verbs.Order());
        var (_, help) = await Cli.Program.Run(null, null, TestContext.Current.CancellationToken, "--help");
        Assert.All(verbs, verb => Assert.Contains($"  {verb} ", help, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_secret_is_named_and_every_role_is_made()
    {
        var roles = File.ReadAllText(Path.Combine(Folder, "postgres", "roles.sql"));
        var passwords = File.ReadAllText(Path.Combine(Folder, "postgres", "passwords.sh"));
        var secrets = Secret().Matches(Compose).Select(m => m.Groups[1].Value).ToHashSet();

        Assert.All(Role().Matches(Compose + passwords).Select(m => m.Value), role => Assert.Contains($"create role {role} login", roles, StringComparison.Ordinal));
        Assert.Superset(PasswordFile().Matches(passwords).Select(m => m.Value).ToHashSet(), secrets);
    }

    [GeneratedRegex(@"- \./([^:\s]+):/")]
    private static partial Regex Mount();

    [GeneratedRegex(@"context: (\S+), dockerfile: (\S+) \}")]
    private static partial Regex Dockerfile();

    [GeneratedRegex(@"\b[A-Z]\w*?__\w+")]
    private static partial Regex Setting();

    [GeneratedRegex(@"(?:CMD|command:) \[""?(\w[\w-]*)""?\]")]
    private static partial Regex Verb();

    [GeneratedRegex(@"file: secrets/(\w+)")]
    private static partial Regex Secret();

    [GeneratedRegex(@"\btracker_(migrator|service|reader)\b")]
    private static partial Regex Role();

    [GeneratedRegex(@"\b(migrator|tracker|postgres)_password\b")]
    private static partial Regex PasswordFile();
}
