using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace CommitmentTracker.Tracker.Tests;

/// <summary>One command, one answer.</summary>
public sealed class CommandTests(SharedService shared) : IClassFixture<SharedService>
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static object Treaty(string slug, string title = "Treaty") => new { slug, parties = new[] { "KAZ", "TJK" }, kind = "treaty", title };

    [Fact]
    public async Task An_answer_names_stream_version_position_and_events_and_bears_the_version_as_etag()
    {
        var service = await shared.Get(Ct);

        var (response, body) = await service.Send("RecordAgreement", new { slug = "signed-at-once", parties = new[] { "TJK", "KAZ" }, kind = "treaty", title = "T", signedOn = "2024-08-22" }, Ct);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("\"2\"", response.Headers.ETag!.Tag);
        Assert.Equal(("agreement:signed-at-once", 2L, true), (Text(body, "stream"), Number(body, "version"), body.GetProperty("changed").GetBoolean()));
        var events = body.GetProperty("events").EnumerateArray().ToList();
        Assert.Equal(["agreement_recorded", "agreement_signed"], events.Select(e => Text(e, "type")));
        Assert.Equal([1L, 2L], events.Select(e => Number(e, "version")));
        Assert.Equal([Number(body, "position") - 1, Number(body, "position")], events.Select(e => Number(e, "position")));
    }

    [Fact]
    public async Task The_same_command_again_changes_nothing_and_is_answered_with_the_same_version_and_position()
    {
        var service = await shared.Get(Ct);
        var (_, first) = await service.Send("RecordAgreement", Treaty("twice"), Ct);
        await service.Send("RecordAgreement", Treaty("between"), Ct);

        var (response, again) = await service.Send("RecordAgreement", Treaty("twice"), Ct);

        Assert.Equal("\"1\"", response.Headers.ETag!.Tag);
        Assert.False(again.GetProperty("changed").GetBoolean());
        Assert.Empty(again.GetProperty("events").EnumerateArray());
        Assert.Equal((Number(first, "version"), Number(first, "position")), (Number(again, "version"), Number(again, "position")));
    }

    [Theory]
    [InlineData("\"1\"", 200)]
    [InlineData("\"0\"", 412)]
    [InlineData("\"7\"", 412)]
    [InlineData("1", 200)]
    [InlineData("\"one\"", 400)]
    [InlineData("W/\"1\"", 400)]
    [InlineData("\"1\", \"2\"", 400)]
    [InlineData("*", 400)]
    [InlineData("", 400)]
    public async Task If_match_holds_a_command_to_the_version_its_sender_saw(string match, int status)
    {
        var service = await shared.Get(Ct);
        var slug = $"match-{Convert.ToHexStringLower(Encoding.UTF8.GetBytes(match))}x";
        await service.Send("RecordAgreement", Treaty(slug), Ct);

        var (code, problem) = await Post(service, "SignAgreement", new { agreement = slug, signedOn = "2024-08-22" }, ("If-Match", [match]));

        Assert.Equal(status, code);
        if (status == 412)
        {
            Assert.Equal(("/problems/stale-version", 1), (Text(problem, "type"), Number(problem, "version")));
            Assert.Contains("version 1", Text(problem, "detail"), StringComparison.Ordinal);
        }
        else if (status == 400) // A header was titled as a query parameter.
            Assert.Equal("/problems/invalid-header", Text(problem, "type"));
    }

    [Fact]
    public async Task If_match_given_in_two_headers_was_ignored_and_the_command_written_unconditionally()
    {
        var service = await shared.Get(Ct);
        await service.Send("RecordAgreement", Treaty("two-matches"), Ct);

        var (code, _) = await Post(service, "SignAgreement", new { agreement = "two-matches", signedOn = "2024-08-22" }, ("If-Match", ["\"7\"", "\"8\""]));

        Assert.Equal(400, code);
    }

    [Fact]
    public async Task If_match_zero_insists_that_the_stream_is_new()
    {
        var service = await shared.Get(Ct);

        Assert.Equal(200, (await Post(service, "RecordAgreement", Treaty("brand-new"), ("If-Match", ["\"0\""]))).Code);
        Assert.Equal(412, (await Post(service, "RecordAgreement", Treaty("brand-new", "Another"), ("If-Match", ["\"0\""]))).Code);
    }

    [Fact]
    public async Task A_dry_run_says_what_would_be_and_leaves_nothing()
    {
        var service = await shared.Get(Ct);

        var (_, dry) = await service.Send("RecordAgreement", Treaty("dry"), Ct, "?dryRun=true");
        var (_, refused) = await service.Send("SignAgreement", new { agreement = "dry", signedOn = "2024-08-22" }, Ct, "?dryRun=true");
        var (_, real) = await service.Send("RecordAgreement", Treaty("dry"), Ct, "?dryRun=false");

        Assert.Equal((0L, 0L, false), (Number(dry, "version"), Number(dry, "position"), dry.GetProperty("changed").GetBoolean()));
        var would = Assert.Single(dry.GetProperty("events").EnumerateArray());
        Assert.Equal(("agreement_recorded", 1L, 0L), (Text(would, "type"), Number(would, "version"), Number(would, "position")));
        Assert.Equal(404, Number(refused, "status"));
        Assert.True(real.GetProperty("changed").GetBoolean());
    }

    [Theory]
    [InlineData("?dryRun=true&dryRun=true")]
    [InlineData("?dryrn=true")]
    [InlineData("?dry_run=true")]
    [InlineData("?dryRun=yes")]
    [InlineData("?dryRun=")]
    public async Task A_dry_run_that_was_mistyped_is_refused_and_not_written_for_real(string query)
    {
        var service = await shared.Get(Ct);

        var (response, problem) = await service.Send("RecordAgreement", Treaty("mistyped"), Ct, query);

        Assert.Equal((HttpStatusCode.BadRequest, "/problems/invalid-query"), (response.StatusCode, Text(problem, "type")));
        Assert.Equal(HttpStatusCode.NotFound, (await service.Http.GetAsync(new Uri("/agreements/mistyped", UriKind.Relative), Ct)).StatusCode);
    }

    [Fact]
    public async Task Every_fault_of_a_document_is_named_by_its_pointer_at_once()
    {
        var service = await shared.Get(Ct);

        var (response, problem) = await service.Send("RecordTradeFigure", """
            {"reporter":"KAZ","partner":"XXX","flow":"sideways","period":"2022-13","value":{"amount":"much","currency":"USD"},"status":"final","releasedOn":"yesterday"}
            """, Ct);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(("/problems/invalid-value", 422L, "/commands/RecordTradeFigure"), (Text(problem, "type"), Number(problem, "status"), Text(problem, "instance")));
        Assert.Equal(["/flow", "/partner", "/period", "/releasedOn", "/source", "/value/amount"], Pointers(problem));
    }

    [Fact]
    public async Task Faults_of_values_are_named_together_with_members_nobody_knows()
    {
        var service = await shared.Get(Ct);

        var (response, problem) = await service.Send("RecordAgreement", """{"slug":"No Slug","parties":["KAZ"],"kind":"treaty","title":" ","colour":"red","a/b~c":1}""", Ct);

        Assert.Equal((HttpStatusCode.BadRequest, "/problems/unknown-member"), (response.StatusCode, Text(problem, "type")));
        Assert.Equal(["/a~1b~0c", "/colour", "/parties", "/slug", "/title"], Pointers(problem));
    }

    [Fact]
    public async Task A_member_nobody_knows_inside_a_date_was_explained_with_the_name_of_a_class()
    {
        var service = await shared.Get(Ct);

        var (response, problem) = await service.Send("SignAgreement", """{"agreement":"a","signedOn":{"from":"2024-01-01","to":"2024-01-02","until":"x"}}""", Ct);

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Equal(["/signedOn/until"], Pointers(problem));
        Assert.DoesNotContain("CommitmentTracker.", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_state_refuses_is_a_conflict_and_what_is_not_there_is_not_found()
    {
        var service = await shared.Get(Ct);
        await service.Send("RecordAgreement", Treaty("different"), Ct);

        var (conflict, different) = await service.Send("RecordAgreement", Treaty("different", "Another title"), Ct);
        var (missing, notFound) = await service.Send("SignAgreement", new { agreement = "nowhere", signedOn = "2024-08-22" }, Ct);

        Assert.Equal((409, "/problems/already-different"), ((int)conflict.StatusCode, Text(different, "type")));
        Assert.Equal((404, "/problems/not-found"), ((int)missing.StatusCode, Text(notFound, "type")));
        foreach (var type in new[] { Text(different, "type"), Text(notFound, "type") })
            Assert.Equal(type, Text(await service.Get(type, Ct), "type"));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-ndjson")]
    [InlineData(null)]
    public async Task What_is_not_json_by_its_content_type_is_not_taken(string? type)
    {
        var service = await shared.Get(Ct);
        using var content = new ByteArrayContent("{}"u8.ToArray());
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);

        using var response = await service.Http.PostAsync(new Uri("/commands/SignAgreement", UriKind.Relative), content, Ct);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Equal("/problems/unsupported-media-type", Text(await response.Content.ReadFromJsonAsync<JsonElement>(Ct), "type"));
    }

    [Fact]
    public async Task A_command_nobody_knows_is_not_found()
    {
        var (response, problem) = await (await shared.Get(Ct)).Send("InventHistory", new { }, Ct);

        Assert.Equal((HttpStatusCode.NotFound, "/problems/not-found"), (response.StatusCode, Text(problem, "type")));
    }

    [Fact]
    public async Task A_text_that_spells_out_a_backslash_u0000_was_refused_without_a_reason()
    {
        var service = await shared.Get(Ct);

        var (response, _) = await service.Send("RecordAgreement", """{"slug":"backslash","parties":["KAZ","TJK"],"kind":"treaty","title":"He wrote \\u0000"}""", Ct);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_slug_with_a_line_end_behind_it_was_a_slug()
    {
        var (response, problem) = await (await shared.Get(Ct)).Send("RecordAgreement", Treaty("line-end\n"), Ct);

        Assert.Equal(422, (int)response.StatusCode);
        Assert.Equal(["/slug"], Pointers(problem));
    }

    static async Task<(int Code, JsonElement Body)> Post(RunningService service, string command, object body, (string Name, string[] Values) header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/commands/{command}") { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation(header.Name, header.Values);
        // Two values would be folded into one line by the client.
        if (header.Values.Length > 1)
            return await Raw.Post(service, $"/commands/{command}", JsonSerializer.Serialize(body), string.Concat(header.Values.Select(v => $"{header.Name}: {v}\r\n")), Ct);
        using var response = await service.Http.SendAsync(request, Ct);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(Ct));
    }

    static IEnumerable<string> Pointers(JsonElement problem) => problem.GetProperty("errors").EnumerateArray().Select(e => Text(e, "pointer")).Order(StringComparer.Ordinal);
    static string Text(JsonElement body, string member) => body.GetProperty(member).GetString()!;
    static long Number(JsonElement body, string member) => body.GetProperty(member).GetInt64();

    [Fact]
    public async Task A_document_full_of_members_nobody_knows_was_answered_by_one_many_times_its_size()
    {
        var service = await shared.Get(Ct);
        var body = $"{{{string.Join(',', Enumerable.Range(0, 5_000).Select(i => $"\"x{i}\":1"))}}}";

        var (response, problem) = await service.Send("RecordAgreement", body, Ct);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(100, problem.GetProperty("errors").GetArrayLength());
        Assert.Matches("^There are 50[0-9]{2} faults: the first 100 are named here, 49[0-9]{2} more are not.$", problem.GetProperty("detail").GetString());
        Assert.Single(problem.GetProperty("errors").EnumerateArray(), e => e.GetProperty("detail").GetString()!.Contains("the members are", StringComparison.Ordinal));
    }
}
