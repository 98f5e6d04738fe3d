using System.Globalization;
using System.Text.Json;
using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Notices;
using CommitmentTracker.EventStore;
using CommitmentTracker.EventStore.Projections;
using CommitmentTracker.Platform;
using CommitmentTracker.Review;
using Npgsql;
using NpgsqlTypes;

namespace CommitmentTracker.Notices;

/// <summary>Read model: a row a notice. And its GET, <c>/notices</c>.</summary>
internal sealed class NoticesRead : IProjection
{
    public const string ProjectionName = "Notices";

    static readonly ReadTable Table = new(
        "notice",
        [
            new("position", "bigint not null"), new("recorded_at", "timestamptz not null"), new("entry", "text not null"), new("states", "text[] not null"),
            new("raised_for", "date not null"), new("doc", "jsonb not null"),
        ],
        ["position"], "(entry, position)", "using gin (states)");

    public string Name => ProjectionName;

    public IReadOnlyList<ReadTable> Tables { get; } = [Table];

    public IReadOnlySet<string> Handles { get; } = new HashSet<string>(StringComparer.Ordinal) { "notice_raised" };

    public bool ReadsHeaders => false;

    public ValueTask Project(IReadOnlyList<StoredEvent> page, IRows rows, CancellationToken ct)
    {
        foreach (var e in page)
            if (e.Data is NoticeRaised n)
                rows.Put(Table, e.Position, e.RecordedAt, n.Entry, n.States.Select(s => s.ToString()).ToArray(), n.RaisedFor, JsonSerializer.SerializeToUtf8Bytes(
                    new NoticeView(e.Position, e.RecordedAt, n.Entry, n.States, n.Part, n.Kind, n.What, n.Owner, n.DueOn, n.Tier, n.RaisedFor), ContractJson.Stored));
        return ValueTask.CompletedTask;
    }

    public static void Map(WebApplication app) => app.MapGet("/notices", List)
        .RequireAuthorization(Roles.Reader).WithTags("Notices").WithName("ListNotices")
        .WithSummary("What fell due soon, due, overdue or due for review, oldest first: each once. The same comes as it happens by /events, type notice_raised.")
        .WithMetadata(new Gives(typeof(Page<NoticeView>), "since", "pair", "entry", "owner", "kind", "asKnownOn", "limit", "after", "atLeast"));

    static async Task List(HttpContext http, NpgsqlDataSource source, ProjectionRunner runner, ReferenceClock clock)
    {
        var query = new ReadQuery(http.Request, clock);
        var (since, pair, entry, limit, after, ct) = (query.Date("since"), query.Pair, query.Text("entry"), query.Limit, query.Position("after") ?? 0, http.RequestAborted);
        var (owner, kind, knownOn) = (query.Text("owner"), query.SomeOf<NoticeKind>("kind"), query.AsKnownOn);
        if (entry is not null && Entries.Ref(entry) is null)
            query.Fault("entry", "This is no entry's id, such as commitment:flour-2020.");
        if (query.Refusal is { } refusal)
        {
            await Problems.Write(http, refusal);
            return;
        }
        if (!await Views.CaughtUp(http, runner, ProjectionName))
            return;
        var found = new List<NoticeView>();
        await using var command = source.CreateCommand("""
            select doc from read.notice
            where position > $1 and ($2::date is null or raised_for >= $2) and ($3::text[] is null or states @> $3) and ($4::text is null or entry = $4)
              and ($6::text is null or doc->>'owner' = $6) and ($7::text[] is null or doc->>'kind' = any($7)) and ($8::timestamptz is null or recorded_at <= $8)
            order by position limit $5
            """);
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = since is { } day ? day : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Date });
        command.Parameters.Add(new() { Value = pair is { } p ? new[] { p.A.ToString(), p.B.ToString() } : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = entry is null ? DBNull.Value : entry, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = limit + 1 });
        command.Parameters.Add(new() { Value = (object?)owner ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = (object?)kind?.Select(Words.Of).ToArray() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = (object?)knownOn?.UtcDateTime ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        await using (var row = await command.ExecuteReaderAsync(ct))
            while (await row.ReadAsync(ct))
                found.Add(JsonSerializer.Deserialize<NoticeView>(row.GetString(0), ContractJson.Stored)!);
        var items = found.Take(limit).ToList();
        var next = found.Count > limit ? items[^1].Position.ToString(CultureInfo.InvariantCulture) : null;
        await Views.SendTable(http, Page.Of(items, next, n => (n.Position, n.RecordedAt)), next, items,
            ("position", n => n.Position), ("recordedAt", n => n.RecordedAt), ("entry", n => n.Entry), ("part", n => n.Part), ("states", n => string.Join(' ', n.States)), ("kind", n => Words.Of(n.Kind)),
            ("what", n => n.What), ("owner", n => n.Owner), ("dueOn", n => n.DueOn), ("tier", n => n.Tier), ("raisedFor", n => n.RaisedFor));
    }
}
