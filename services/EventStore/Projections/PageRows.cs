using Npgsql;

namespace CommitmentTracker.EventStore.Projections;

/// <summary>The rows of one page on their way to the tables, one statement a table. Used for page after page, by one at a time.</summary>
/// <param name="tables">The projection's tables.</param>
/// <param name="suffix">Empty for the live tables.</param>
sealed class PageRows(IReadOnlyList<ReadTable> tables, string suffix = "") : IRows
{
    readonly Dictionary<string, TableRows> tables = tables.ToDictionary(t => t.Name, t => new TableRows(t, suffix), StringComparer.Ordinal);
    Func<NpgsqlBatchCommand, CancellationToken, Task<NpgsqlDataReader>>? reading;

    /// <summary>What the page does, table by table.</summary>
    public IEnumerable<TableRows> Tables => tables.Values;

    /// <summary>Begins a page, forgetting one that failed. Reads go where the page will be written.</summary>
    public PageRows Begin(Func<NpgsqlBatchCommand, CancellationToken, Task<NpgsqlDataReader>> through)
    {
        reading = through;
        foreach (var table in tables.Values)
            table.Clear();
        return this;
    }

    public void Put(ReadTable table, params object?[] row) => Of(table).Put(row);

    public RowWriter Add(ReadTable table) => Of(table).Add();

    public void Delete(ReadTable table, params object[] key) => Of(table).Delete(key);

    public async ValueTask<IReadOnlyDictionary<string, T>> Read<T>(ReadTable table, string column, IReadOnlyCollection<string> keys, CancellationToken ct)
    {
        var found = new Dictionary<string, T>(keys.Count, StringComparer.Ordinal);
        if (keys.Count == 0)
            return found;
        await using var reader = await reading!(new(Of(table).Read(column)) { Parameters = { Checkpoints.Texts(keys) } }, ct);
        while (await reader.ReadAsync(ct))
            found.Add(reader.GetString(0), reader.GetFieldValue<T>(1));
        return found;
    }

    /// <summary>The statements that write the page.</summary>
    public IEnumerable<NpgsqlBatchCommand> Statements()
    {
        foreach (var table in tables.Values.Where(t => t.Rows.Count > 0))
        {
            var gone = table.Rows.Where(r => r.Value is null).Select(r => r.Key).ToList();
            var put = table.Rows.Values.OfType<object?[]>().ToList();
            if (gone.Count > 0)
                yield return table.Delete(gone);
            if (put.Count > 0)
                yield return table.Upsert(put);
        }
    }

    TableRows Of(ReadTable table) => tables.TryGetValue(table.Name, out var rows)
        ? rows
        : throw new ArgumentException($"The projection does not own {table.Name}.", nameof(table));
}
