using System.Globalization;
using System.Security.Cryptography;

namespace CommitmentTracker.PrivatePostgres;

/// <summary>The files of one cluster. All but <see cref="Data"/> and <see cref="Socket"/> lie in a folder that the server's user cannot write.</summary>
sealed record Home(string Folder)
{
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public string Data => Path.Combine(Folder, "data");
    public string Configuration => Path.Combine(Folder, "server.conf");
    public string Log => Path.Combine(Folder, "postgres.log");
    string PasswordFile => Path.Combine(Folder, "password");
    string Socket => Path.Combine(Folder, "socket");

    public int? Major => File.Exists(Path.Combine(Data, "PG_VERSION"))
        ? int.Parse(File.ReadAllText(Path.Combine(Data, "PG_VERSION")), CultureInfo.InvariantCulture)
        : null;

    public string Password => File.Exists(PasswordFile)
        ? File.ReadAllText(PasswordFile).Trim()
        : throw new ClusterException($"{PasswordFile} is missing, and without it nobody can log in to the data beside it. Put it back, or move {Folder} away to start anew.");

    /// <summary>
    /// Null where the socket's path is too long for the system, or holds what Npgsql takes for a list of hosts.
    /// Worth having: a round trip of 13 to 17 µs, where loopback TCP took 18 to 21.
    /// </summary>
    public string? SocketFolder => !OperatingSystem.IsWindows() && Socket.Length + "/.s.PGSQL.65535".Length < 100 && !Socket.AsSpan().ContainsAny(',', ':') ? Socket : null;

    /// <summary>The directory asked for, or the one that an earlier start had to take instead.</summary>
    public static Home Of(string directory) => new(File.Exists(Detour(directory)) ? File.ReadAllText(Detour(directory)).Trim() : directory);

    /// <summary>Under /root, say, the server's user cannot reach his files: they go to /var/lib, and a note in the directory says where.</summary>
    public static Home Elsewhere(string directory)
    {
        const string all = "/var/lib/commitment-tracker";
        Directory.CreateDirectory(all);
        if (!OperatingSystem.IsWindows()) // whatever root's umask is
            File.SetUnixFileMode(all, Ownership.Passable);
        var folder = Path.Combine(all, RandomNumberGenerator.GetHexString(12, lowercase: true));
        File.WriteAllText(Detour(directory), folder);
        return new(folder);
    }

    static string Detour(string directory) => Path.Combine(directory, "data-are-in");

    public async Task Initialise(Binaries binaries, ServerUser user, bool durable, CancellationToken ct)
    {
        // Made under another name: initdb that is killed half way leaves no cluster that looks whole.
        var unfinished = Data + ".unfinished";
        if (Directory.Exists(unfinished))
            Directory.Delete(unfinished, recursive: true);
        File.Delete(PasswordFile);
        await using (var file = new StreamWriter(new FileStream(PasswordFile, Secret(FileMode.CreateNew))))
            await file.WriteLineAsync(RandomNumberGenerator.GetHexString(48, lowercase: true).AsMemory(), ct);
        await user.Own(PasswordFile, ct);

        string output = "";
        foreach (var locale in new[] { "C.UTF-8", "C" })
        {
            Directory.CreateDirectory(unfinished);
            await user.Own(unfinished, ct);
            (var code, output) = await Command.Run(user.Run([binaries.Program("initdb"), "-D", unfinished, "--username=postgres", $"--pwfile={PasswordFile}", "--auth=scram-sha-256",
                "--data-checksums", "--encoding=UTF8", $"--locale={locale}",
                // The same order as C.UTF-8's, but bytes are compared by PostgreSQL itself, without copying each key for the C library.
                "--lc-collate=C", "--no-instructions", .. durable ? Array.Empty<string>() : ["--no-sync"]]), ct);
            if (code == 0)
            {
                Directory.Move(unfinished, Data);
                return;
            }
            Directory.Delete(unfinished, recursive: true);
        }
        throw new ClusterException($"initdb failed in {Folder}: {output}");
    }

    /// <summary>Our own file and not the one in <see cref="Data"/>: written anew at each start, and root writes nothing where the server's user could lay a link.</summary>
    public async Task Configure(int port, IReadOnlyDictionary<string, string> wishes, ServerUser user, CancellationToken ct)
    {
        if (!OperatingSystem.IsWindows() && SocketFolder is not null)
        {
            // The lock beside a socket names a process too, and would outlive a kill -9 as the pid file does.
            if (Directory.Exists(Socket))
                Directory.Delete(Socket, recursive: true);
            Directory.CreateDirectory(Socket, OwnerOnly | UnixFileMode.UserExecute);
            await user.Own(Socket, ct);
        }
        var settings = new Dictionary<string, string>
        {
            ["shared_buffers"] = "128MB",
            ["max_connections"] = "100",
            ["wal_compression"] = "on",
            ["jit"] = "off", // our queries are short: compiling them costs more than it saves
            ["timezone"] = "UTC",
            ["log_timezone"] = "UTC",
            ["lc_messages"] = "C",
            ["log_line_prefix"] = "%m [%p] ",
            ["cluster_name"] = "commitment-tracker",
        };
        foreach (var (name, value) in wishes)
            settings[name] = value;
        settings["listen_addresses"] = "127.0.0.1";
        settings["port"] = $"{port}";
        settings["unix_socket_directories"] = SocketFolder is { } folder ? $"\"{folder.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : "";
        settings["unix_socket_permissions"] = "0700";
        settings["log_destination"] = "stderr";
        settings["logging_collector"] = "off";
        await File.WriteAllLinesAsync(Configuration, settings.Select(s => $"{s.Key} = '{s.Value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'"), ct);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Configuration, OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        if (File.Exists(Log) && new FileInfo(Log).Length > 10_000_000)
            File.Move(Log, Log + ".1", overwrite: true);
        new FileStream(Log, Secret(FileMode.OpenOrCreate)).Dispose();
        await user.Own(Log, ct);
    }

    static FileStreamOptions Secret(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        return options;
    }
}
