using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace CommitmentTracker.Benchmarks;

/// <summary>Where the service's program is and what it is told.</summary>
public sealed record ServiceSettings(string Program, string Database, int Port)
{
    public IPEndPoint EndPoint => new(IPAddress.Loopback, Port);

    /// <summary>The service as it was built together with this program, in the same configuration.</summary>
    public static string BuiltProgram()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var root = here;
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "CommitmentTracker.sln")))
            root = root.Parent;
        return Path.Combine(root?.FullName ?? ".", "services", "Tracker", "bin", here.Parent!.Name, here.Name, "CommitmentTracker.dll");
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>The service as a child process, started and stopped as an operator would.</summary>
public sealed class ServiceProcess : IAsyncDisposable
{
    readonly Process _process;
    readonly Queue<string> _said = new();

    ServiceProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>From the start of the process to the first 200 of <c>/readyz</c>.</summary>
    public TimeSpan StartToReady { get; private set; }

    public static async Task<ServiceProcess> Start(ServiceSettings settings, CancellationToken ct)
    {
        var begin = Stopwatch.GetTimestamp();
        var service = new ServiceProcess(Launch(settings, ["serve"]));
        try
        {
            using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
            var ready = new Uri($"http://{settings.EndPoint}/readyz");
            while (!await Answers(http, ready, ct))
            {
                if (service._process.HasExited || Stopwatch.GetElapsedTime(begin) > TimeSpan.FromSeconds(60))
                    throw new BenchmarkException($"The service did not become ready.\n{service.LastWords}");
                await Task.Delay(10, ct); // oftener, the asking itself would slow the start
            }
            service.StartToReady = Stopwatch.GetElapsedTime(begin);
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a verb of the program to its end; gives how long it took. A failure shows what it said.</summary>
    public static async Task<TimeSpan> Verb(ServiceSettings settings, string[] verb, CancellationToken ct)
    {
        var begin = Stopwatch.GetTimestamp();
        await using var run = new ServiceProcess(Launch(settings, verb));
        await run._process.WaitForExitAsync(ct);
        return run._process.ExitCode == 0 ? Stopwatch.GetElapsedTime(begin)
            : throw new BenchmarkException($"`{string.Join(' ', verb)}` ended with {run._process.ExitCode}.\n{run.LastWords}");
    }

    /// <summary>Peak and present resident memory in MiB, as the kernel counts them.</summary>
    public (double Peak, double Resident) Memory()
    {
        var lines = File.ReadAllLines($"/proc/{_process.Id}/status");
        return (MiB("VmHWM:"), MiB("VmRSS:"));

        double MiB(string name) => double.Parse(lines.First(l => l.StartsWith(name, StringComparison.Ordinal))[name.Length..^2], CultureInfo.InvariantCulture) / 1024;
    }

    /// <summary>kill -9.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _ = SendSignal(_process.Id, SigTerm); // it fails only when the process has just ended
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                await Kill();
            }
        }
        _process.Dispose();
    }

    string LastWords
    {
        get
        {
            lock (_said)
                return string.Join('\n', _said);
        }
    }

    void Keep(string? line)
    {
        if (line is null)
            return;
        lock (_said)
        {
            _said.Enqueue(line);
            if (_said.Count > 40)
                _said.Dequeue();
        }
    }

    static Process Launch(ServiceSettings settings, string[] verb)
    {
        if (!File.Exists(settings.Program))
            throw new BenchmarkException($"The service is not built: {settings.Program} is missing.");
        var start = new ProcessStartInfo("dotnet", [settings.Program, .. verb]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ConnectionStrings__Tracker"] = settings.Database;
        start.Environment["Urls"] = $"http://{settings.EndPoint}";
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        foreach (var (name, _) in LoadClient.OneThread)
            start.Environment.Remove(name);
        return Process.Start(start)!;
    }

    static async Task<bool> Answers(HttpClient http, Uri url, CancellationToken ct)
    {
        try
        {
            using var answer = await http.GetAsync(url, ct);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException || e is TaskCanceledException && !ct.IsCancellationRequested)
        {
            return false;
        }
    }

    const int SigTerm = 15;

    // .NET can kill a process but not ask it to end, and how it ends is part of what is measured.
    [DllImport("libc", EntryPoint = "kill")]
    static extern int SendSignal(int pid, int signal);
}
