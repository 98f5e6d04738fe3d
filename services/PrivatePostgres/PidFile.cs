using System.Diagnostics;
using System.Globalization;

namespace CommitmentTracker.PrivatePostgres;

/// <summary><c>postmaster.pid</c>: which process serves a data directory, says that process.</summary>
sealed record PidFile(int Pid, DateTimeOffset Started, bool Ready)
{
    /// <summary>The TCP port it serves on, which also names its socket.</summary>
    public int Port { get; private init; }

    public static string In(string data) => Path.Combine(data, "postmaster.pid");

    public static PidFile? Read(string data)
    {
        try
        {
            var lines = File.ReadAllLines(In(data));
            return lines.Length >= 3 && int.TryParse(lines[0], out var pid) && pid > 0 && long.TryParse(lines[2], NumberStyles.None, CultureInfo.InvariantCulture, out var started)
                ? new(pid, DateTimeOffset.FromUnixTimeSeconds(started), lines.Length >= 8 && lines[7].Trim() == "ready") { Port = int.TryParse(lines.ElementAtOrDefault(3), out var port) ? port : 0 }
                : null;
        }
        catch (IOException)
        {
            return null; // none, or gone while being read
        }
    }

    /// <summary>
    /// Ends the server that an owner who was killed left behind, then removes the file. Only for the holder of <see cref="Ownership"/>.
    /// A file may outlive its process and its number may meanwhile be anybody's, so the process must prove that it serves this directory.
    /// </summary>
    public static async Task Clear(string data, string binaries, IProgress<string>? progress, CancellationToken ct)
    {
        if (Read(data) is { } left)
        {
            var mark = Path.Combine(data, $"seen-by-{Environment.ProcessId}");
            await using (new FileStream(mark, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose }))
            {
                if (left.Serves(mark))
                    progress?.Report($"A PostgreSQL of an earlier run is still there (process {left.Pid}): stopping it");
                foreach (var (signal, patience) in new[] { (Command.Interrupt, 30), (Command.Quit, 10), (Command.Kill, 10) })
                {
                    if (!left.Serves(mark))
                        break;
                    Command.Signal(left.Pid, signal, binaries);
                    for (var waited = Stopwatch.StartNew(); left.Serves(mark) && waited.Elapsed.TotalSeconds < patience;)
                        await Task.Delay(5, ct);
                }
                if (left.Serves(mark))
                    throw new ClusterException($"PostgreSQL of an earlier run (process {left.Pid}) still serves {data} and cannot be stopped.");
            }
        }
        // Should backends survive without their server, PostgreSQL itself notices by its shared memory and refuses to start.
        File.Delete(In(data));
    }

    /// <param name="mark">A file in the data directory that is there now: seen through the process's own working directory, it cannot be another's, whatever links lead here.</param>
    bool Serves(string mark)
    {
        if (OperatingSystem.IsLinux())
            return File.Exists($"/proc/{Pid}/cwd/{Path.GetFileName(mark)}") && File.Exists($"/proc/{Pid}/comm") && File.ReadAllText($"/proc/{Pid}/comm").Trim() == "postgres";
        try
        {
            using var process = Process.GetProcessById(Pid); // no /proc: name and time of birth must do
            return process.ProcessName == "postgres" && (process.StartTime.ToUniversalTime() - Started.UtcDateTime).Duration() < TimeSpan.FromSeconds(5);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return false; // no such process any more
        }
    }
}
