using System.Diagnostics;
using System.Text.RegularExpressions;
using CommitmentTracker.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace CommitmentTracker.Tracker.Tests;

/// <summary>The README's commands do what it says.</summary>
public sealed partial class ReadmeTests(Postgres postgres)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_only_set_up_is_two_commands()
    {
        var commands = (await Blocks())[0].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('#')[0].Trim());

        Assert.Equal(["dotnet run --project services/Tracker -- demo", "dotnet test"], commands);
    }

    /// <summary>Its dates once lay in the future of whoever read it early; and what it says must hold in years to come.</summary>
    [Theory]
    [InlineData("2026-03-13", "AtRisk")] // the day of the sample's desk note, its last
    [InlineData("2041-07-01", null)]
    public async Task The_walkthrough_works_as_written_on_any_day(string today, string? status)
    {
        var clock = new SetClock(DateTimeOffset.Parse($"{today}T12:00:00Z", System.Globalization.CultureInfo.InvariantCulture));
        await using var service = await RunningService.Start(postgres, "readme", Ct, builder => builder.Services.AddSingleton<TimeProvider>(clock));
        await service.SendBatch(await File.ReadAllTextAsync(Sample.Path, Ct), Ct);
        await service.Drain(Ct);
        var here = service.Http.BaseAddress!.ToString().TrimEnd('/');
        var answers = new List<string>();
        foreach (Match command in Command().Matches((await Blocks())[1].Replace("http://127.0.0.1:5080", here, StringComparison.Ordinal)))
            answers.Add(command.Value.Contains("/events", StringComparison.Ordinal)
                ? await FirstLine(command.Value.Trim())
                : await Bash(command.Value.Replace("curl ", "curl -sf ", StringComparison.Ordinal)));

        Assert.Equal(6, answers.Count);
        Assert.Contains($"\"status\":\"{status}", answers[0], StringComparison.Ordinal);
        Assert.Contains("\"status\":\"OnTrack\"", answers[1], StringComparison.Ordinal);
        Assert.Contains("\"changed\":true", answers[2], StringComparison.Ordinal);
        Assert.Contains("\"changed\":true", answers[3], StringComparison.Ordinal);
        Assert.Contains("trade_figure_recorded", answers[4], StringComparison.Ordinal);
        Assert.Contains("id: 1", answers[5], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_place_it_points_to_is_there()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(Sample.Root, "README.md"), Ct);

        Assert.All(Link().Matches(readme).Select(m => m.Groups[1].Value).Where(link => !link.StartsWith("http", StringComparison.Ordinal)),
            link => Assert.True(Path.Exists(Path.Combine(Sample.Root, link)), link));
    }

    static async Task<IReadOnlyList<string>> Blocks() =>
        [.. Block().Matches(await File.ReadAllTextAsync(Path.Combine(Sample.Root, "README.md"), Ct)).Select(m => m.Groups[1].Value)];

    static async Task<string> Bash(string command)
    {
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-c", command]) { RedirectStandardOutput = true })!;
        var output = await bash.StandardOutput.ReadToEndAsync(Ct);
        await bash.WaitForExitAsync(Ct);
        Assert.True(bash.ExitCode == 0, $"{command} → {bash.ExitCode} {output}");
        return output;
    }

    /// <summary>What follows for ever is left after its first line.</summary>
    static async Task<string> FirstLine(string command)
    {
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-c", $"exec {command} -s"]) { RedirectStandardOutput = true })!;
        var line = await bash.StandardOutput.ReadLineAsync(Ct);
        bash.Kill();
        await bash.WaitForExitAsync(Ct);
        return line ?? "";
    }

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    /// <summary>A command runs to the end of its line, or further while a quote or a backslash carries it on.</summary>
    [GeneratedRegex(@"curl [^#\n'\\]*('[^']*'[^#\n'\\]*|\\\n[^#\n'\\]*)*")]
    private static partial Regex Command();

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Link();
}
