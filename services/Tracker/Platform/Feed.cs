using System.Buffers;
using System.Globalization;
using System.Text.Json;
using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.EventStore;

namespace CommitmentTracker.Platform;

/// <summary>One event as the feed and the history give it.</summary>
internal sealed record FeedRow(
    long Position, string Stream, long Version, string Type, DateTimeOffset RecordedAt, string? Actor, string? Reason, LocatedCitation? Citation, JsonElement Data)
{
    public static FeedRow Of(StoredEvent e)
    {
        var headers = EventHeaders.Of(e);
        var json = new Utf8JsonReader(e.Json.Span);
        return new(e.Position, e.Stream, e.Version, e.Type, e.RecordedAt, e.Actor, headers.Reason, headers.Citation, JsonElement.ParseValue(ref json));
    }
}

/// <summary><c>GET /history</c>: what was recorded, by whom, from which document. <c>GET /events</c>: the same as it happens.</summary>
internal static class Feed
{
    /// <summary>Most events that one page of a search by type or prefix looks at: a fraction of a second.</summary>
    internal const int MostLookedAt = 200_000;

    static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public static void Map(WebApplication app)
    {
        app.MapGet("/history", History).RequireAuthorization(Roles.Historian).WithTags("History").WithName("GetHistory")
            .WithSummary("Recorded events, oldest first; ?stream= takes a whole stream id or a prefix ending in ':' , ?type= stored names with commas. A page may be short, even empty: as long as there is a `next` there is more.")
            .WithMetadata(new Gives(typeof(HistoryPage), "stream", "type", "limit", "after", "atLeast"));
        app.MapGet("/events", Follow).RequireAuthorization(Roles.Reader).LimitsFollowers().WithTags("History").WithName("FollowEvents")
            .WithSummary("Every event as it is recorded: server-sent events (Last-Event-ID resumes), or NDJSON with Accept: application/x-ndjson.")
            .WithMetadata(new Gives(typeof(FeedRow), "after", "limit", "follow"));
    }

    /// <summary>A page of the history.</summary>
    /// <param name="Items">In the order in which they were recorded.</param>
    /// <param name="Next">Give it as <c>?after=</c> for what follows; null where all has been looked at. A page may be empty and yet have one.</param>
    /// <param name="Position">Position of the last event in this page; 0 in an empty one.</param>
    /// <param name="RecordedAt">Recorded time of that event.</param>
    internal sealed record HistoryPage(IReadOnlyList<FeedRow> Items, long? Next, long Position, DateTimeOffset? RecordedAt);

    static async Task History(HttpContext http, Reads reads, ReferenceClock clock)
    {
        var query = new ReadQuery(http.Request, clock);
        var (stream, types, after, limit) = (query.Text("stream"), query.Some("type", t => t, "stored names of events, with commas")?.ToArray(), query.Position("after") ?? 0, query.Limit);
        // Else a name mistyped reads as "nothing of the kind ever happened".
        if (types?.FirstOrDefault(t => StoredNames.All.All(n => n.Name != t)) is { } unknown)
            query.Fault("type", $"'{(unknown.Length <= 60 ? unknown : unknown[..60])}' is the stored name of no event.");
        if (stream?.Contains(',', StringComparison.Ordinal) == true)
            query.Fault("stream", "This takes one stream, or one prefix that ends in ':'; for several ask once for each.");
        var atLeast = query.Position("atLeast");
        if (query.Refusal is { } refusal)
        {
            await Problems.Write(http, refusal);
            return;
        }
        if (atLeast is { } position && !await reads.WaitForLog(position, Views.Patience, http.RequestAborted))
        {
            await Problems.Write(http, Problem.NotReady.Because($"The log has not come to {position} yet."));
            return;
        }
        var prefix = stream?.EndsWith(':') == true ? stream : null;
        var (events, next) = await Page(reads.Store, prefix is null ? stream : null, prefix, types, after, limit, http.RequestAborted);
        var rows = events.Select(FeedRow.Of).ToList();
        var view = new HistoryPage(rows, next, rows.LastOrDefault()?.Position ?? 0, rows.LastOrDefault()?.RecordedAt);
        await Views.SendTable(http, view, view.Next?.ToString(CultureInfo.InvariantCulture), rows,
            ("position", r => r.Position), ("stream", r => r.Stream), ("version", r => r.Version), ("type", r => r.Type), ("recordedAt", r => r.RecordedAt),
            ("actor", r => r.Actor), ("reason", r => r.Reason), ("source", r => r.Citation?.Source), ("quote", r => r.Citation?.Quote), ("data", r => r.Data.GetRawText()));
    }

    /// <summary>
    /// One stream has its index, and the whole log its positions. Types and prefixes have none, and none may be added to Marten's table: of those
    /// a page looks at so many events at most and says where to go on, however rare what is asked for may be.
    /// </summary>
    static async Task<(IEnumerable<StoredEvent> Events, long? Next)> Page(
        Store store, string? stream, string? prefix, string[]? types, long after, int limit, CancellationToken ct)
    {
        var (head, through) = (0L, (long?)null);
        if (prefix is not null || types is not null && stream is null)
        {
            (head, _) = await store.Head(ct);
            through = Math.Min(head, after + MostLookedAt);
        }
        var events = await store.History(stream, prefix, types, after, through, limit + 1, ct);
        return (events.Take(limit), events.Count > limit ? events[limit - 1].Position : through < head ? through : null);
    }

    static async Task Follow(HttpContext http, Store store, ReferenceClock clock, IHostApplicationLifetime host)
    {
        var query = new ReadQuery(http.Request, clock);
        var ndjson = http.Request.Headers.Accept.Any(a => a?.Contains("application/x-ndjson", StringComparison.OrdinalIgnoreCase) == true);
        var after = query.Position("after");
        var limit = query.Position("limit");
        var follow = query.Value("follow", bool.Parse, "true or false") ?? !ndjson;
        if (http.Request.Query.ContainsKey("atLeast"))
            query.Fault("atLeast", "The feed waits by itself; there are after, follow, limit.");
        if (query.Refusal is { } refusal)
        {
            await Problems.Write(http, refusal);
            return;
        }
        if (http.Request.Headers["Last-Event-ID"] is [{ } last])
        {
            if (!long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var position))
            {
                await Problems.Write(http, Problem.InvalidQuery.Because("Last-Event-ID is a position, a number."));
                return;
            }
            after = position;
        }
        http.Response.ContentType = ndjson ? "application/x-ndjson; charset=utf-8" : "text/event-stream; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, host.ApplicationStopping);
        try
        {
            await Send(http, store, after ?? 0, limit ?? long.MaxValue, follow, ndjson, ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The reader left, or we stop: both resume by position.
        }
    }

    static async Task Send(HttpContext http, Store store, long after, long left, bool follow, bool ndjson, CancellationToken ct)
    {
        await http.Response.BodyWriter.FlushAsync(ct);
        while (left > 0)
        {
            var page = await store.ReadAll(after, (int)Math.Min(500, left), ct);
            foreach (var e in page.Events)
                Write(http.Response.BodyWriter, e, ndjson);
            await http.Response.BodyWriter.FlushAsync(ct);
            left -= page.Events.Count;
            var more = page.Through > after;
            after = page.Through;
            if (more)
                continue;
            if (!follow)
                return;
            await WaitOrBeat(http, store, after, ndjson, ct);
        }
    }

    /// <summary>Waits for more; meanwhile a beat now and then shows proxies and readers that the line is alive.</summary>
    static async Task WaitOrBeat(HttpContext http, Store store, long after, bool ndjson, CancellationToken ct)
    {
        var more = store.WaitPast(after, ct);
        while (true)
        {
            try
            {
                await more.WaitAsync(Heartbeat, ct);
                return;
            }
            catch (TimeoutException)
            {
                http.Response.BodyWriter.Write(ndjson ? "\n"u8 : ":\n\n"u8);
                await http.Response.BodyWriter.FlushAsync(ct);
            }
        }
    }

    static void Write(IBufferWriter<byte> body, StoredEvent e, bool ndjson)
    {
        if (!ndjson)
            body.Write(System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"id: {e.Position}\nevent: {e.Type}\ndata: ")));
        using (var json = new Utf8JsonWriter(body))
            JsonSerializer.Serialize(json, FeedRow.Of(e), ContractJson.Stored);
        body.Write(ndjson ? "\n"u8 : "\n\n"u8);
    }
}
