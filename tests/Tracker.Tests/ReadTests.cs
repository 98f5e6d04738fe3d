using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using CommitmentTracker.EventStore.Projections;
using CommitmentTracker.Notices;
using Microsoft.Extensions.DependencyInjection;

namespace CommitmentTracker.Tracker.Tests;

/// <summary>Views: what they say, how they page, and what they do not take.</summary>
public sealed class ReadTests(SampleService shared) : IClassFixture<SampleService>
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Views { get; } =
    [
        "/sources", "/sources/desk-note-2026-03-13", "/agreements", "/agreements/allied-relations-treaty-2024", "/targets", "/targets/kaz-tjk-trade", "/targets/kaz-tjk-trade?asOf=2023-01-01",
        "/trade/KAZ/TJK", "/trade/TJK/KAZ?vintages=all", "/pairs/KAZ-TJK", "/history",
    ];

    [Fact]
    public async Task A_mark_that_was_reached_before_the_goal_was_raised_was_forgotten()
    {
        var service = await shared.Get(Ct);
        foreach (var asked in new[] { "", "?asPublishedBy=2023-05-04" })
        {
            var view = await service.Get($"/targets/kaz-tjk-trade{asked}", Ct);
            var mark = Assert.Single(view.GetProperty("lineage").EnumerateArray(), l => l.TryGetProperty("attainedIn", out _));
            Assert.Equal((1_000_000_000, "2021"), (mark.GetProperty("goal").GetProperty("amount").GetInt64(), mark.GetProperty("attainedIn").GetString()));
            Assert.Contains(view.GetProperty("reasons").EnumerateArray(), r => r.GetString() == "The mark of USD 1,000 million stated on 2021-05-20 was attained in 2021, before the goal was changed.");
        }
        // While it stands it is the target's own attainment.
        Assert.Equal("2021", (await service.Get("/targets/kaz-tjk-trade?asPublishedBy=2022-08-01", Ct)).GetProperty("attainedIn").GetString());
    }

    [Fact]
    public async Task Who_takes_only_csv_where_there_is_no_table_was_given_json()
    {
        var service = await shared.Get(Ct);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/openapi/v1.json") { Headers = { Accept = { new("text/csv") } } };
        using var response = await service.Http.SendAsync(request, Ct);
        Assert.Equal((HttpStatusCode.NotAcceptable, "/problems/not-acceptable"), (response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("type").GetString()));
    }

    [Fact]
    public async Task Only_an_agreement_had_a_table_of_its_timeline()
    {
        const string Columns = "act,on,source,quote,reason,version,recordedAt,party,what,takesEffectOn,takesBack,takenBackBy,actor,position";
        Assert.Equal(Columns, (await Table("/agreements/basic-relations-1993"))[0]);
        var flour = await Table("/commitments/flour-aid-2020");
        Assert.Equal(Columns, flour[0]);
        Assert.StartsWith("commitment_made,2020", flour[1], StringComparison.Ordinal);
        Assert.Contains("quantity 5,000 t", flour[1], StringComparison.Ordinal);
        var service = await shared.Get(Ct);
        foreach (var kind in (string[])["meetings", "facts"])
            Assert.Equal(Columns, (await Table($"/{kind}/{(await service.Get($"/{kind}?limit=1", Ct)).GetProperty("items")[0].GetProperty("slug").GetString()}"))[0]);
        var quotes = await Table("/sources/desk-note-2026-03-13");
        Assert.Equal("stream,version,quote,inText,start,end", quotes[0]);
        Assert.Equal((await service.Get("/sources/desk-note-2026-03-13", Ct)).GetProperty("quotes").GetArrayLength(), quotes.Length - 1);

        async Task<string[]> Table(string path)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Accept = { new("text/csv") } } };
            using var response = await (await shared.Get(Ct)).Http.SendAsync(request, Ct);
            Assert.Equal("text/csv", response.Content.Headers.ContentType?.MediaType);
            return (await response.Content.ReadAsStringAsync(Ct)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        }
    }

    [Fact]
    public async Task A_filter_took_one_value_at_a_time()
    {
        var service = await shared.Get(Ct);
        async Task<string[]> Find(string query) => [.. (await service.Get($"{query}&limit=500", Ct)).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("slug").GetString()!)];

        foreach (var (list, one, other) in new[] { ("/commitments?status=", "Overdue", "ReviewDue"), ("/commitments?strength=", "agreed", "announced"), ("/agreements?kind=", "treaty", "memorandum"), ("/meetings?status=", "Held", "Cancelled") })
            Assert.Equal((await Find(list + one)).Concat(await Find(list + other)).Order(StringComparer.Ordinal), await Find($"{list}{one},{other}"));
        using var wrong = await service.Http.GetAsync(new Uri("/commitments?status=Overdue,Never,", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Equal(2, (await wrong.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("errors").GetArrayLength());
    }

    [Fact]
    public async Task A_parameter_left_empty_was_read_as_today()
    {
        var service = await shared.Get(Ct);
        foreach (var asked in new[] { "/targets/kaz-tjk-trade?asPublishedBy=", "/commitments?status=", "/history?after=" })
        {
            using var response = await service.Http.GetAsync(new Uri(asked, UriKind.Relative), Ct);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        }
    }

    [Fact]
    public async Task A_target_is_a_table_of_its_lineage_for_who_asks_for_one()
    {
        var service = await shared.Get(Ct);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/targets/kaz-tjk-trade") { Headers = { Accept = { new("text/csv") } } };
        using var response = await service.Http.SendAsync(request, Ct);
        var rows = (await response.Content.ReadAsStringAsync(Ct)).TrimEnd().Split("\r\n");
        Assert.StartsWith("act,statedOn,goal,currency,bound,words,deadline,", rows[0], StringComparison.Ordinal);
        Assert.Equal((await service.Get("/targets/kaz-tjk-trade", Ct)).GetProperty("lineage").GetArrayLength(), rows.Length - 1);
    }

    [Fact]
    public async Task What_a_source_said_counted_for_targets_before_that_source_was_out_and_for_nothing_else()
    {
        var service = await shared.Get(Ct);
        foreach (var (by, said) in new[] { ("2023-08-25", false), ("2023-08-26", true) })
        {
            var target = await service.Get($"/targets/kaz-tjk-trade?asPublishedBy={by}", Ct);
            Assert.Equal(said, target.GetProperty("lineage").EnumerateArray().Any(l => l.TryGetProperty("citation", out var c) && c.GetProperty("source").GetString() == "saxrvand-2023-08-26"));
            Assert.Equal(said, (await service.Get($"/trade/KAZ/TJK?from=2023-S1&to=2023-S1&asPublishedBy={by}", Ct)).GetProperty("figures").EnumerateArray().Any(f => f.GetProperty("source").GetString() == "saxrvand-2023-08-26"));
        }
    }

    [Fact]
    public async Task Targets_whose_figures_are_stale_can_be_left_out()
    {
        var service = await shared.Get(Ct);
        Assert.DoesNotContain((await service.Get("/targets?stale=false", Ct)).GetProperty("items").EnumerateArray(), t => t.GetProperty("slug").GetString() == "kaz-tjk-trade");
        Assert.Single((await service.Get("/targets?stale=true&status=AtRisk", Ct)).GetProperty("items").EnumerateArray());
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Every_view_bears_position_and_time_has_an_etag_and_answers_head(string path)
    {
        var service = await shared.Get(Ct);

        using var response = await service.Http.GetAsync(new Uri(path, UriKind.Relative), Ct);
        var view = await response.Content.ReadFromJsonAsync<JsonElement>(Ct);
        using var conditional = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { IfNoneMatch = { response.Headers.ETag! } } };
        using var unchanged = await service.Http.SendAsync(conditional, Ct);
        using var other = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { IfNoneMatch = { new("\"other\"") } } };
        using var whole = await service.Http.SendAsync(other, Ct);
        using var head = await service.Http.SendAsync(new(HttpMethod.Head, path), Ct);

        Assert.True(view.GetProperty("position").GetInt64() > 0);
        Assert.True(view.GetProperty("recordedAt").GetDateTimeOffset() > DateTimeOffset.UnixEpoch);
        Assert.Equal((HttpStatusCode.NotModified, 0), (unchanged.StatusCode, (await unchanged.Content.ReadAsByteArrayAsync(Ct)).Length));
        Assert.Equal(response.Headers.ETag, unchanged.Headers.ETag);
        Assert.Equal(HttpStatusCode.OK, whole.StatusCode);
        Assert.Equal((HttpStatusCode.OK, 0), (head.StatusCode, (await head.Content.ReadAsByteArrayAsync(Ct)).Length));
        Assert.Equal((response.Headers.ETag, response.Content.Headers.ContentLength), (head.Headers.ETag, head.Content.Headers.ContentLength));
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Every_parameter_that_is_wrong_is_named(string path)
    {
        var service = await shared.Get(Ct);

        using var response = await service.Http.GetAsync(new Uri($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit=0&colour=red&asOF=soon&pair=KAZ&atLeast=x&atLeast=y", UriKind.Relative), Ct);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Ct);

        Assert.Equal((HttpStatusCode.BadRequest, "/problems/invalid-query"), (response.StatusCode, problem.GetProperty("type").GetString()));
        var named = problem.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("pointer").GetString()!.ToLowerInvariant()).ToHashSet();
        Assert.Superset(new HashSet<string> { "limit", "colour", "pair" }, named);
    }

    [Theory]
    [InlineData("/targets/kaz-tjk-trade?atLeast=x")]
    [InlineData("/targets/kaz-tjk-trade?atLeast=-1")]
    [InlineData("/targets/kaz-tjk-trade?atLeast=1&atLeast=999999999")]
    [InlineData("/targets/kaz-tjk-trade?atLeast=999999999&colour=red")]
    [InlineData("/targets/kaz-tjk-trade?asKnownOn=12:00")]
    [InlineData("/targets/kaz-tjk-trade?asKnownOn=08/09/2024")]
    [InlineData("/targets/kaz-tjk-trade?asPublishedBy=2024-02-30")]
    [InlineData("/agreements?status=0")]
    [InlineData("/trade/KAZ/TJK?vintages=some")]
    [InlineData("/trade/KAZ/TJK?after=nowhere")]
    [InlineData("/history?type=treaty_signed")]
    [InlineData("/history?after=-1")]
    [InlineData("/events?follow=perhaps")]
    public async Task A_parameter_that_was_taken_for_something_else_is_refused(string path)
    {
        using var response = await (await shared.Get(Ct)).Http.GetAsync(new Uri(path, UriKind.Relative), Ct);

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
    }

    [Theory]
    [InlineData("/targets/nothing")]
    [InlineData("/agreements/nothing")]
    [InlineData("/sources/nothing")]
    [InlineData("/sources/%2e%2e%2fetc")]
    [InlineData("/trade/KAZ/KAZ")]
    [InlineData("/trade/KAZ/Tajikistan")]
    [InlineData("/pairs/KAZ-XXX")]
    [InlineData("/pairs/KAZ")]
    [InlineData("/targets/kaz-tjk-trade?asOf=1990-01-01")]
    [InlineData("/targets/kaz-tjk-trade?asKnownOn=2001-01-01")]
    [InlineData("/nowhere")]
    public async Task What_is_not_there_is_not_found(string path)
    {
        using var response = await (await shared.Get(Ct)).Http.GetAsync(new Uri(path, UriKind.Relative), Ct);

        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
    }

    [Theory]
    [InlineData("DELETE", "/agreements", "GET")]
    [InlineData("PUT", "/commands/RecordAgreement", "POST")]
    [InlineData("GET", "/commands/RecordAgreement", "POST")]
    [InlineData("HEAD", "/commands", "POST")]
    [InlineData("HEAD", "/events", "GET")]
    public async Task A_method_an_address_does_not_take_was_refused_without_saying_which_it_takes(string method, string path, string allowed)
    {
        using var response = await (await shared.Get(Ct)).Http.SendAsync(new(new(method), path), Ct);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal([allowed], response.Content.Headers.Allow);
    }

    [Fact]
    public async Task Pages_follow_by_cursor_and_link_without_gap_or_repeat()
    {
        var service = await shared.Get(Ct);
        foreach (var (path, items, key) in new[] { ("/sources?limit=7", "items", "slug"), ("/agreements?pair=TJK-KAZ&limit=4", "items", "slug"), ("/history?limit=9", "items", "position"), ("/trade/KAZ/TJK?vintages=all&limit=3", "figures", "vintage") })
        {
            var all = (await service.Get(path.Split("limit")[0] + "limit=500", Ct)).GetProperty(items).EnumerateArray().Select(i => i.GetProperty(key).ToString()).ToList();
            var paged = new List<string>();
            for (var next = path; next is not null;)
            {
                using var response = await service.Http.GetAsync(new Uri(next, UriKind.Relative), Ct);
                var page = await response.Content.ReadFromJsonAsync<JsonElement>(Ct);
                paged.AddRange(page.GetProperty(items).EnumerateArray().Select(i => i.GetProperty(key).ToString()));
                next = response.Headers.TryGetValues("Link", out var links) ? Assert.Single(links).Split('<', '>')[1] : null;
                Assert.Equal(next is not null, page.TryGetProperty("next", out _));
            }
            Assert.True(all.Count > 7, path);
            Assert.Equal(all, paged);
        }
    }

    [Fact]
    public async Task Agreements_are_found_by_pair_party_kind_and_status()
    {
        var service = await shared.Get(Ct);

        async Task<List<string>> Slugs(string query) => [.. (await service.Get($"/agreements?{query}&limit=500", Ct)).GetProperty("items").EnumerateArray().Select(a => a.GetProperty("slug").GetString()!)];

        var all = await Slugs("");
        Assert.Equal(["ifas-dushanbe-statement-2023", "kaz-uzb-allied-relations-2022"], await Slugs("party=UZB"));
        Assert.Equal(await Slugs("pair=KAZ-TJK"), await Slugs("pair=TJK-KAZ"));
        Assert.Empty(await Slugs("pair=KAZ-USA"));
        var byStatus = new List<string>();
        foreach (var status in Enum.GetValues<Contracts.Agreements.AgreementStatus>())
            byStatus.AddRange(await Slugs($"status={status}"));
        Assert.Equal(all, byStatus.Order(StringComparer.Ordinal));
        Assert.Contains("allied-relations-treaty-2024", await Slugs("kind=treaty&pair=KAZ-TJK&party=TJK"));
        Assert.Equal(["basic-relations-1993", "strategic-partnership-2015"], await Slugs("kind=treaty&status=signed&pair=KAZ-TJK"));
        Assert.DoesNotContain("tourism-roadmap-2023", await Slugs("kind=treaty"));
    }

    [Fact]
    public async Task A_table_comes_as_csv_and_a_cell_that_a_spreadsheet_would_run_is_disarmed()
    {
        var service = await shared.Get(Ct);
        await service.SendBatch("""
            {"command":"RecordAgreement","slug":"aaa-formula","parties":["FRA","DEU"],"kind":"other","title":"=HYPERLINK(\"http://x\",\"a, b\")","signedOn":"2020-01-01","signedAt":"@home\nupstairs"}
            {"command":"RecordAgreement","slug":"aab-plain","parties":["FRA","DEU"],"kind":"other","title":"Plain – обычный"}
            """, Ct);
        await service.Drain(Ct);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/agreements?pair=FRA-DEU&limit=1") { Headers = { Accept = { new("text/csv"), new("application/json", 0.5) } } };
        using var response = await service.Http.SendAsync(request, Ct);
        var csv = await response.Content.ReadAsStringAsync(Ct);

        Assert.Equal("text/csv", response.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("slug,title,kind,parties,status,signedOn,signedAt,position,recordedAt,inForceFrom,endedOn,runsUntil,source,quote,agreed,inForceBasis,standing,warnings,spanStart,spanEnd\r\naaa-formula,\"'=HYPERLINK(\"\"http://x\"\",\"\"a, b\"\")\",other,DEU FRA,Effective,2020-01-01,\"'@home\nupstairs\",", csv, StringComparison.Ordinal);
        Assert.Contains("after=aaa-formula", Assert.Single(response.Headers.GetValues("Link")), StringComparison.Ordinal);
        foreach (var path in new[] { "/sources", "/targets", "/trade/KAZ/TJK", "/history" })
        {
            using var table = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Accept = { MediaTypeWithQualityHeaderValue.Parse("text/csv") } } };
            using var answer = await service.Http.SendAsync(table, Ct);
            var lines = (await answer.Content.ReadAsStringAsync(Ct)).Split("\r\n");
            Assert.True(lines.Length > 2 && lines[0].Contains("recordedAt", StringComparison.Ordinal), path);
        }
    }

    [Fact]
    public async Task A_source_shows_its_quotes_with_their_place_in_its_text()
    {
        var view = await (await shared.Get(Ct)).Get("/sources/desk-note-2026-03-13", Ct);

        var text = view.GetProperty("text").GetString()!;
        Assert.All(view.GetProperty("quotes").EnumerateArray(), quote =>
        {
            var span = quote.GetProperty("span");
            Assert.Equal(quote.GetProperty("quote").GetString(), text[span.GetProperty("start").GetInt32()..span.GetProperty("end").GetInt32()]);
        });
        Assert.NotEmpty(view.GetProperty("quotes").EnumerateArray());
    }

    [Fact]
    public async Task A_position_that_is_not_there_yet_is_waited_for_and_then_answered_with_503_and_retry_after()
    {
        var service = await shared.Get(Ct);
        var (_, answer) = await service.Send("RecordAgreement", new { slug = "read-your-write", parties = new[] { "AUT", "CHE" }, kind = "other", title = "T" }, Ct);

        var mine = await service.Get($"/agreements/read-your-write?atLeast={answer.GetProperty("position")}", Ct);
        using var never = await service.Http.GetAsync(new Uri("/agreements?atLeast=999999999", UriKind.Relative), Ct);
        var problem = await never.Content.ReadFromJsonAsync<JsonElement>(Ct);

        Assert.Equal(answer.GetProperty("position").GetInt64(), mine.GetProperty("position").GetInt64());
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "/problems/not-ready"), (never.StatusCode, problem.GetProperty("type").GetString()));
        Assert.NotNull(never.Headers.RetryAfter);
    }

    [Fact]
    public async Task Rebuilt_read_models_are_the_live_ones_byte_for_byte_and_answer_all_the_while()
    {
        var service = await shared.Get(Ct);
        Assert.True(await service.Services.GetRequiredService<Watcher>().Pass(null, Ct) > 0);
        await service.Drain(Ct);
        var before = await Rows(service);
        var target = await (await service.Http.GetAsync(new Uri("/targets/kaz-tjk-trade", UriKind.Relative), Ct)).Content.ReadAsByteArrayAsync(Ct);
        using var done = new CancellationTokenSource();
        var reading = Task.Run(async () =>
        {
            var answers = 0;
            for (; !done.IsCancellationRequested || answers == 0; answers++)
                Assert.Equal(target, await service.Http.GetByteArrayAsync(new Uri("/targets/kaz-tjk-trade", UriKind.Relative), Ct));
            return answers;
        }, Ct);

        foreach (var projection in App.Projections)
            await service.Services.GetRequiredService<ProjectionRunner>().Rebuild(projection.Name, null, Ct);
        await done.CancelAsync();

        Assert.True(await reading > 0);
        Assert.All(before, table => Assert.NotEqual("", table.Value));
        Assert.Equal(before, await Rows(service));
    }

    static async Task<Dictionary<string, string>> Rows(RunningService service)
    {
        var rows = new Dictionary<string, string>();
        foreach (var table in App.Projections.SelectMany(p => p.Tables))
        {
            await using var query = service.Database.CreateCommand($"select coalesce(string_agg(t::text, E'\\n' order by t::text), '') from read.{table.Name} t");
            rows[table.Name] = (string)(await query.ExecuteScalarAsync(Ct))!;
        }
        return rows;
    }
}
