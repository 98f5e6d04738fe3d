using System.Net;
using System.Net.Sockets;
using System.Text;
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

    [Theory]
    [InlineData("--to", "load", "FILE", "--to", "http://127.0.0.1:1")]
    [InlineData("--to", "load", "FILE", "--to=http://127.0.0.1:1")]
    [InlineData("second", "load", "FILE", "second")]
    [InlineData("--force", "migrate", "--force")]
    [InlineData("--port", "serve", "--port", "5341")]
    [InlineData("--verbose", "--verbose=1")]
    public async Task An_option_that_no_verb_has_was_passed_over(string unknown, params string[] args)
    {
        var (exit, said) = await Program.Run(null, null, Ct, [.. args.Select(a => a == "FILE" ? Sample.Path : a)]);

        Assert.Equal(2, exit);
        Assert.Contains($"'{unknown}' is no", said, StringComparison.Ordinal);
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
        Assert.Contains("decided without what the lines before it would have written", trial.Said, StringComparison.Ordinal);
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
    public async Task A_warning_on_a_line_that_said_nothing_new_was_not_told()
    {
        await using var service = await RunningService.Start(postgres, "load", Ct);
        const string Lines = """
            {"command":"RecordAgreement","slug":"a","parties":["KAZ","TJK"],"kind":"treaty","title":"t","signedOn":"2024-08-22"}
            {"command":"EnterIntoForce","agreement":"a","inForceFrom":"2024-01-01"}
            """;

        var first = await Program.Run(null, Lines, Ct, "load", "-", "--url", service.Http.BaseAddress!.ToString());
        var second = await Program.Run(null, Lines, Ct, "load", "-", "--url", service.Http.BaseAddress!.ToString());

        Assert.All([first, second], run => Assert.Contains("line 2: warning: It entered into force", run.Said, StringComparison.Ordinal));
        Assert.Contains("2 lines: 2 changed the register, 0 said nothing new, 0 refused", first.Said, StringComparison.Ordinal);
        Assert.Contains("1 of those accepted have a warning: 1 that changed the register, 0 that said nothing new", first.Said, StringComparison.Ordinal);
        Assert.Contains("1 of those accepted have a warning: 0 that changed the register, 1 that said nothing new", second.Said, StringComparison.Ordinal);
        Assert.Equal((0, 0), (first.Exit, second.Exit));
    }

    [Fact]
    public async Task A_service_that_broke_off_was_told_as_a_file_that_cannot_be_read()
    {
        const string Line = """{"command":"RecordAgreement","slug":"a","parties":["KAZ","TJK"],"kind":"treaty","title":"t"}""" + "\n";
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var broken = Task.Run(async () =>
        {
            using var client = await listener.AcceptTcpClientAsync(Ct);
            var stream = client.GetStream();
            // Read to the end, or hanging up would throw away what was answered.
            var (request, buffer) = ("", new byte[4096]);
            while (!request.EndsWith(Line, StringComparison.Ordinal))
                request += Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer, Ct) is > 0 and var count ? count : throw new EndOfStreamException());
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n400\r\n{\"line\":1,\"cha"u8.ToArray(), Ct);
        }, Ct);

        var (exit, said) = await Program.Run(null, Line, Ct, "load", "-", "--url", $"http://{listener.LocalEndpoint}");
        await broken;

        Assert.Equal(2, exit);
        Assert.Contains("broke off", said, StringComparison.Ordinal);
        Assert.DoesNotContain("cannot be read", said, StringComparison.Ordinal);
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
