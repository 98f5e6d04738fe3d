using System.Collections.Frozen;
using System.Text.Json;

namespace CommitmentTracker.EventStore.Projections;

/// <summary>
/// One row a stream: a document folded from its events, beside the columns that queries filter by. Columns of its table:
/// <c>id</c>, the given ones, <c>position</c> and <c>recorded_at</c> of the last event folded in, <c>doc</c>.
/// A page ends anywhere in a stream, so <typeparamref name="TDoc"/> must come back from its JSON as it went in.
/// </summary>
/// <typeparam name="TDoc">The document; kept as jsonb, so the order of members is PostgreSQL's.</typeparam>
public sealed class DocumentProjection<TDoc> : IProjection where TDoc : class
{
    readonly Func<string, string> id;
    readonly IReadOnlyList<(Column Column, Func<TDoc, object?> Of)> columns;
    readonly JsonSerializerOptions json;
    readonly ReadTable table;

    /// <param name="name">PascalCase.</param>
    /// <param name="table">The read table's name, snake_case.</param>
    /// <param name="handles">Stored names that <paramref name="evolve"/> folds.</param>
    /// <param name="id">From a stream's id to the row's, e.g. what follows the colon. Two streams never share one.</param>
    /// <param name="evolve">The document after an event; null where there is none (yet, or any more).</param>
    /// <param name="columns">Further columns, computed from the document.</param>
    /// <param name="indexes">As in <see cref="ReadTable.Indexes"/>.</param>
    /// <param name="json">How documents are written.</param>
    /// <param name="version">As in <see cref="IProjection.Version"/>.</param>
    public DocumentProjection(
        string name,
        string table,
        IEnumerable<string> handles,
        Func<string, string> id,
        Func<TDoc?, StoredEvent, TDoc?> evolve,
        IReadOnlyList<(Column Column, Func<TDoc, object?> Of)> columns,
        IReadOnlyList<string> indexes,
        JsonSerializerOptions json,
        int version = 1)
    {
        (Name, Version, Handles, Evolve) = (name, version, handles.ToFrozenSet(StringComparer.Ordinal), evolve);
        (this.id, this.columns, this.json) = (id, columns, json);
        this.table = new ReadTable(table,
            [new("id", "text not null"), .. columns.Select(c => c.Column), new("position", "bigint not null"), new("recorded_at", "timestamptz not null"), new("doc", "jsonb not null")],
            ["id"], indexes);
        Tables = [this.table];
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Version { get; }

    /// <inheritdoc/>
    public IReadOnlyList<ReadTable> Tables { get; }

    /// <inheritdoc/>
    public IReadOnlySet<string> Handles { get; }

    /// <summary>The fold itself: what a replay "as known on" uses too.</summary>
    public Func<TDoc?, StoredEvent, TDoc?> Evolve { get; }

    /// <inheritdoc/>
    public async ValueTask Project(IReadOnlyList<StoredEvent> page, IRows rows, CancellationToken ct)
    {
        var streams = new Dictionary<string, (string Id, TDoc? Doc, StoredEvent Last)>(StringComparer.Ordinal);
        var older = new HashSet<string>(StringComparer.Ordinal);
        foreach (var e in page)
        {
            // A stream that begins on this page has no row to read.
            if (streams.TryAdd(e.Stream, (id(e.Stream), null, e)) && e.Version > 1)
                older.Add(streams[e.Stream].Id);
        }
        var before = older.Count == 0 ? null : await rows.Read<byte[]>(table, "doc", older, ct);
        foreach (var e in page)
        {
            var (key, doc, last) = streams[e.Stream];
            if (ReferenceEquals(last, e) && before is not null && before.TryGetValue(key, out var body))
                doc = JsonSerializer.Deserialize<TDoc>(body, json);
            streams[e.Stream] = (key, Evolve(doc, e), e);
        }
        foreach (var (key, doc, last) in streams.Values)
        {
            if (doc is null)
                rows.Delete(table, key);
            else
                rows.Put(table, [key, .. columns.Select(c => c.Of(doc)), last.Position, last.RecordedAt, JsonSerializer.SerializeToUtf8Bytes(doc, json)]);
        }
    }
}
