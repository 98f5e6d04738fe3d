using CommitmentTracker.Tests;

namespace CommitmentTracker.Tracker.Tests.Cli;

public sealed class LoadTests(Postgres postgres)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData]
    [InlineData("serve")]
    [InlineData("demo")]
    [InlineData("load")]
    [InlineData("load-treaties")]
    [InlineData("migrate")]
    [InlineData("check-schema")]
    [InlineData("rebuild")]
    [InlineData("projections")]
    public async Task Help_names_every_exit_code_and_shows_an_example(params string[] verb)
    {
        var (exit, said) = await Program.Run(null, null, Ct, [.. verb, "--help"]);

        Assert.Equal(0, exit);
        Assert.Contains("Exit codes: 0 ", said, StringComparison.Ordinal);
        Assert.Contains(verb.Length == 0 ? "check-schema" : $"CommitmentTracker {verb[0]}", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dmeo", "'dmeo' is neither a verb nor configuration")]
    [InlineData("--ConnectionStrings:Tracker=Host=db;Password=p", "does not belong on the command line")]
    [InlineData("load", "FILE")]
    public async Task What_cannot_be_meant_is_said_and_ends_with_2(string argument, string complaint)
    {
        var (exit, said) = await Program.Run(null, null, Ct, argument);

        Assert.Equal(2, exit);
        Assert.Contains(complaint, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_good_file_ends_with_0_and_loads_nothing_the_second_time_or_on_trial()
    {
        await using var service = await RunningService.Start(postgres, "load", Ct);
        var url = service.Http.BaseAddress!.ToString();

        var trial = await Program.Run(null, null, Ct, "load", Sample.Path, "--url", url, "--dry-run");
        var first = await Program.Run(null, null, Ct, "load", Sample.Path, "--url", url);
        var second = await Program.Run(null, null, Ct, "load", Sample.Path, "--url", url);

        Assert.Contains("0 refused", first.Said, StringComparison.Ordinal);
        Assert.Contains(" 0 said nothing new", first.Said, StringComparison.Ordinal);
        Assert.Contains(" 0 changed the register", second.Said, StringComparison.Ordinal);
        Assert.Contains("would change the register", trial.Said, StringComparison.Ordinal);
        Assert.Equal((0, 0), (first.Exit, second.Exit));
    }

    [Fact]
    public async Task Refused_lines_are_reported_by_their_numbers_and_pointers_and_their_neighbours_are_taken()
    {
        await using var service = await RunningService.Start(postgres, "load", Ct);
        // A byte order mark, blank lines, no line end at the end; and more than one request takes.
        var lines = Enumerable.Range(1, 4_000).Select(n => n switch
        {
            2 => "",
            3 => """{"command": "RecordAgreement", "slug": "a b", "parties": ["KAZ"], "kind": "treaty", "title": "t"}""",
            3_500 => """{"command": "Nope"}""",
            _ => $$"""{"command": "RecordAgreement", "slug": "a-{{n}}", "parties": ["KAZ", "TJK"], "kind": "treaty", "title": "{{new string('t', 200)}}"}""",
        });

        var (exit, said) = await Program.Run(null, "\uFEFF" + string.Join('\n', lines), Ct, "load", "-", "--url", service.Http.BaseAddress!.ToString());

        Assert.Equal(1, exit);
        Assert.Contains("line 3: 422 ", said, StringComparison.Ordinal);
        Assert.Contains("  /slug: ", said, StringComparison.Ordinal);
        Assert.Contains("  /parties: ", said, StringComparison.Ordinal);
        Assert.Contains("line 3500: 400 ", said, StringComparison.Ordinal);
        Assert.Contains("3999 lines: 3997 changed the register, 0 said nothing new, 2 refused", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_and_a_service_that_is_not_there_end_with_2()
    {
        await using var service = await RunningService.Start(postgres, "load", Ct);
        var url = service.Http.BaseAddress!.ToString();
        var noFile = await Program.Run(null, null, Ct, "load", Path.Combine(postgres.Folder("none"), "x.ndjson"), "--url", url);
        await service.DisposeAsync();
        var noService = await Program.Run(null, null, Ct, "load", Sample.Path, "--url", url);

        Assert.Equal((2, 2), (noFile.Exit, noService.Exit));
        Assert.Contains("cannot be read", noFile.Said, StringComparison.Ordinal);
        Assert.Contains("cannot be reached", noService.Said, StringComparison.Ordinal);
    }
}
