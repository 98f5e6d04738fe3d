using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace CommitmentTracker.PrivatePostgres;

/// <summary>Other programs: found, run to their end, signalled.</summary>
static class Command
{
    public const int Interrupt = 2, Quit = 3, Kill = 9;

    public static string? OnPath(string program) => OnPath(program, SearchPath());

    public static string? OnPath(string program, IEnumerable<string> folders) => folders
        .SelectMany(folder => OperatingSystem.IsWindows() ? [Path.Combine(folder, program + ".exe"), Path.Combine(folder, program + ".cmd")] : new[] { Path.Combine(folder, program) })
        .FirstOrDefault(File.Exists);

    public static string[] SearchPath() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    public static ProcessStartInfo Describe(params IEnumerable<string> argv)
    {
        var info = new ProcessStartInfo(argv.First(), argv.Skip(1)) { UseShellExecute = false };
        // The user we drop to may not be able to enter our working directory, and PostgreSQL's programs complain there.
        if (!OperatingSystem.IsWindows())
            info.WorkingDirectory = "/";
        info.Environment["LC_ALL"] = "C"; // messages we look into are English
        return info;
    }

    public static Task<(int Code, string Output)> Run(IEnumerable<string> argv, CancellationToken ct) => Run(Describe(argv), ct);

    public static async Task<(int Code, string Output)> Run(ProcessStartInfo info, CancellationToken ct)
    {
        info.RedirectStandardInput = info.RedirectStandardOutput = info.RedirectStandardError = true;
        Process process;
        try
        {
            process = Process.Start(info)!;
        }
        catch (Win32Exception e)
        {
            return (127, e.Message); // as a shell answers for a program that is not there
        }
        using (process)
        {
            process.StandardInput.Close();
            try
            {
                var output = process.StandardOutput.ReadToEndAsync(ct);
                var error = process.StandardError.ReadToEndAsync(ct);
                var text = (await output + await error).Trim();
                await process.WaitForExitAsync(ct);
                return (process.ExitCode, text);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }
        }
    }

    public static async Task<bool> Succeeds(CancellationToken ct, params IEnumerable<string> argv) => (await Run(argv, ct)).Code == 0;

    /// <summary>Signals a server; on Windows through <c>pg_ctl kill</c>, which speaks PostgreSQL's own signal pipe.</summary>
    public static void Signal(int pid, int signal, string binaries)
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = kill(pid, signal); // it may have gone meanwhile: that is what was asked for
            return;
        }
        var name = signal switch { Interrupt => "INT", Quit => "QUIT", _ => "KILL" };
        using var control = Process.Start(Describe(Path.Combine(binaries, "pg_ctl.exe"), "kill", name, $"{pid}"));
        control?.WaitForExit();
    }

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int kill(int pid, int signal);
}
