using System.Diagnostics;
using System.Text.Json;

namespace CommitmentTracker.Tracker.Tests.Calendar;

/// <summary>Mozilla's iCalendar parser, from npm: one that we have not written. Without Node or npm a test that needs it is skipped at a desk and fails where CI=true.</summary>
public sealed class IcalJs : IAsyncDisposable
{
    const string Package = "ical.js@2.2.1";
    readonly Lazy<Task<string>> installed = new(Install);

    public async Task<JsonElement> Read(string calendar, CancellationToken ct)
    {
        string folder;
        try
        {
            folder = await installed.Value.WaitAsync(ct);
        }
        catch (Exception e) when (e is not OperationCanceledException && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.Skip(e.Message);
            throw;
        }
        var (code, said) = await Run(folder, calendar, "node", "read.mjs");
        Assert.True(code == 0, said);
        return JsonSerializer.Deserialize<JsonElement>(said);
    }

    static async Task<string> Install()
    {
        var folder = Directory.CreateTempSubdirectory("ct-ical-").FullName;
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Calendar", "read.mjs"), Path.Combine(folder, "read.mjs"));
        var (code, said) = await Run(folder, "", "npm", "install", "--prefix", folder, "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", Package);
        return code == 0 ? folder : throw new InvalidOperationException($"npm did not install {Package}: {said}");
    }

    static async Task<(int Code, string Said)> Run(string folder, string input, params string[] argv)
    {
        var program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(f => OperatingSystem.IsWindows() ? [Path.Combine(f, argv[0] + ".cmd"), Path.Combine(f, argv[0] + ".exe")] : new[] { Path.Combine(f, argv[0]) }).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException($"{argv[0]} is not installed.");
        using var process = Process.Start(new ProcessStartInfo(program, argv[1..]) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.BaseStream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(input));
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return (process.ExitCode, process.ExitCode == 0 ? await output : await output + await error);
    }

    public async ValueTask DisposeAsync()
    {
        if (installed is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            Directory.Delete(await installed.Value, recursive: true);
    }
}
