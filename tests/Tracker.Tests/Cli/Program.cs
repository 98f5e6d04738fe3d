using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace CommitmentTracker.Tracker.Tests.Cli;

/// <summary>The built program as a process, with real arguments, as an operator runs it.</summary>
public sealed class Program : IAsyncDisposable
{
    const int SigInt = 2;
    readonly Process process;
    readonly StringBuilder said = new();
    readonly List<(string Text, TaskCompletionSource<string> Heard)> waiting = [];

    Program(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Both outputs so far.</summary>
    public string Said
    {
        get
        {
            lock (said)
                return said.ToString();
        }
    }

    public static Program Start(string? connectionString, params string[] args)
    {
        // A test run in the background of a shell inherits "ignore SIGINT", and would hand it on.
        string[] command = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", "dotnet"] : ["dotnet"];
        var start = new ProcessStartInfo(command[0], [.. command[1..], Path.Combine(AppContext.BaseDirectory, "CommitmentTracker.dll"), .. args])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment.Remove("ConnectionStrings__Tracker");
        if (connectionString is not null)
            start.Environment["ConnectionStrings__Tracker"] = connectionString;
        return new(Process.Start(start)!);
    }

    /// <summary>Runs to the end; what goes to its standard input may be given.</summary>
    public static async Task<(int Exit, string Said)> Run(string? connectionString, string? input, CancellationToken ct, params string[] args)
    {
        await using var program = Start(connectionString, args);
        await program.process.StandardInput.WriteAsync(input.AsMemory(), ct);
        program.process.StandardInput.Close();
        return (await program.End(ct), program.Said);
    }

    /// <summary>The first line that holds this text, as soon as it is there; a program that ends without it fails the test.</summary>
    public async Task<string> Line(string text, CancellationToken ct)
    {
        var heard = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (said)
        {
            waiting.Add((text, heard));
            foreach (var line in said.ToString().Split('\n').Where(l => l.Contains(text, StringComparison.Ordinal)))
                heard.TrySetResult(line);
        }
        await Task.WhenAny(heard.Task, process.WaitForExitAsync(ct));
        ct.ThrowIfCancellationRequested();
        Assert.True(heard.Task.IsCompleted, $"It ended without saying \"{text}\":\n{Said}");
        return await heard.Task;
    }

    /// <summary>Ctrl+C, and the exit code.</summary>
    public Task<int> Interrupt(CancellationToken ct)
    {
        Assert.Equal(0, Kill(process.Id, SigInt));
        return End(ct);
    }

    public async Task<int> End(CancellationToken ct)
    {
        await process.WaitForExitAsync(ct);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
        process.Dispose();
    }

    void Hear(string? line)
    {
        if (line is null)
            return;
        lock (said)
        {
            said.Append(line).Append('\n');
            foreach (var (text, heard) in waiting)
                if (line.Contains(text, StringComparison.Ordinal))
                    heard.TrySetResult(line);
        }
    }

    // .NET can kill a process but not press Ctrl+C on it.
    [DllImport("libc", EntryPoint = "kill")]
    static extern int Kill(int pid, int signal);
}
