namespace CommitmentTracker.PrivatePostgres;

/// <summary>The user PostgreSQL runs as: ourselves, or, since PostgreSQL refuses root, another one.</summary>
/// <param name="Name">Null: ourselves.</param>
/// <param name="Prefix">What to put before a command so that it runs as this user.</param>
sealed record ServerUser(string? Name, IReadOnlyList<string> Prefix)
{
    // An existing cluster keeps its owner, so that sudo once does not lock an ordinary user out of his data.
    public static async Task<ServerUser> For(string data, CancellationToken ct)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
            return new(null, []);
        string[] candidates = [.. await OwnerOf(data, ct) is { } owner ? [owner] : Array.Empty<string>(), "postgres", "nobody"];
        foreach (var name in candidates)
        {
            var (code, group) = await Command.Run(["id", "-g", name], ct);
            if (code != 0)
                continue;
            string[][] ways =
            [
                ["setpriv", $"--reuid={name}", $"--regid={group}", "--clear-groups", "--"],
                ["runuser", "-u", name, "--"],
                ["su", "-s", "/bin/sh", "-c", "exec \"$0\" \"$@\"", "--", name],
            ];
            foreach (var way in ways) // tried, not only looked for: busybox has a setpriv that cannot change users
                if (await Command.Succeeds(ct, [.. way, "true"]))
                    return new(name, way);
        }
        throw new ClusterException("PostgreSQL refuses to run as root, and neither setpriv, runuser nor su could run it as 'postgres' or 'nobody'. Start the service as an ordinary user.");
    }

    public IEnumerable<string> Run(params IEnumerable<string> argv) => [.. Prefix, .. argv];

    public async Task<bool> CanEnter(string directory, CancellationToken ct) =>
        Name is null || await Command.Succeeds(ct, Run("test", "-x", directory));

    public async Task Own(string path, CancellationToken ct)
    {
        if (Name is null)
            return;
        // -h: root never follows a link that the server's user may have laid.
        var (code, output) = await Command.Run(["chown", "-hR", Name, path], ct);
        if (code != 0)
            throw new ClusterException($"{path} could not be given to user '{Name}': {output}");
    }

    static async Task<string?> OwnerOf(string data, CancellationToken ct)
    {
        if (!Directory.Exists(data))
            return null;
        var (_, listing) = await Command.Run(["ls", "-ld", data], ct); // stat(1) differs between systems, ls -ld does not
        return listing.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, _, var owner, ..] && owner != "root" ? owner : null;
    }
}
