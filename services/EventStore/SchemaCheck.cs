using System.Text.RegularExpressions;
using CommitmentTracker.EventStore.Projections;
using Npgsql;

namespace CommitmentTracker.EventStore;

/// <summary>What a table must look like: columns with their types, the primary key, and further indexes by name.</summary>
sealed record TableShape(string Name, IReadOnlyList<Column> Columns, string KeyName, IReadOnlyList<string> Key, IReadOnlyList<string> Indexes);

/// <summary>Compares the catalog with the tables this program needs. Columns and indexes beyond them are tolerated.</summary>
static partial class SchemaCheck
{
    // A default stands here where our rows rest on it: without is_archived's, reads that ask for "= false" would find none of them.
    internal static IReadOnlyList<TableShape> Fixed { get; } =
    [
        Shape("public.mt_streams", "pkey_mt_streams_id", "id",
            "id varchar not null; type varchar; version bigint; timestamp timestamptz not null; created timestamptz not null; tenant_id varchar default '*DEFAULT*'; is_archived boolean default false"),
        Shape("public.mt_events", "pkey_mt_events_seq_id", "seq_id",
            "seq_id bigint not null; id uuid not null; stream_id varchar; version bigint not null; data jsonb not null; bdata bytea; type varchar(500) not null; "
            + "timestamp timestamptz not null; tenant_id varchar default '*DEFAULT*'; mt_dotnet_type varchar; correlation_id varchar; causation_id varchar; headers jsonb; user_name varchar; is_archived boolean default false",
            "pk_mt_events_stream_and_version"),
        Shape("public.mt_event_progression", "pk_mt_event_progression", "name", "name varchar not null; last_seq_id bigint; last_updated timestamptz"),
        Shape("tracker.log_head", "pk_log_head", "one", "one boolean not null; last_seq bigint not null; last_recorded timestamptz not null; epoch uuid not null"),
        Shape("tracker.schema_migration", "pk_schema_migration", "name", "name text not null; sha256 text not null; applied_at timestamptz not null default now()"),
        Shape("tracker.projection_fault", "pk_projection_fault", "name",
            "name text not null; position bigint not null; stream text; event_type text; error text not null; at timestamptz not null default now()"),
    ];

    internal static TableShape Of(ReadTable table) => new(
        ReadTableDdl.Table(table), table.Columns, ReadTableDdl.KeyName(table), table.Key, [.. ReadTableDdl.Indexes(table).Select(i => i.Name)]);

    internal static async Task<IReadOnlyList<string>> Differences(NpgsqlConnection connection, IReadOnlyList<TableShape> wanted, CancellationToken ct)
    {
        var found = new List<string>();
        foreach (var table in wanted)
        {
            if (!await connection.One<bool>("select to_regclass($1) is not null", ct, table.Name))
            {
                found.Add($"table {table.Name} is missing");
                continue;
            }
            found.AddRange(await Columns(connection, table, ct));
            var indexes = await Indexes(connection, table.Name, ct);
            if (!indexes.TryGetValue(table.KeyName, out var key))
                found.Add($"primary key {table.KeyName} on {table.Name} is missing");
            else if (!key.SequenceEqual(table.Key))
                found.Add($"primary key {table.KeyName} on {table.Name} is ({string.Join(", ", key)}), not ({string.Join(", ", table.Key)})");
            found.AddRange(table.Indexes.Where(i => !indexes.ContainsKey(i)).Select(i => $"index {i} on {table.Name} is missing"));
        }
        if (!await connection.One<bool>("select to_regclass('public.mt_events') is null or exists (select from pg_constraint where conname = 'fkey_mt_events_stream_id' and conrelid = to_regclass('public.mt_events'))", ct))
            found.Add("foreign key fkey_mt_events_stream_id on public.mt_events is missing");
        if (!await connection.One<bool>("select to_regclass('public.mt_events_sequence') is not null", ct))
            found.Add("sequence public.mt_events_sequence is missing");
        return found;
    }

    /// <summary>How the columns of a table that is there differ.</summary>
    internal static async Task<List<string>> Columns(NpgsqlConnection connection, TableShape table, CancellationToken ct)
    {
        var types = table.Columns.Select(c => AfterType.Replace(c.Type, ""));
        // PostgreSQL itself says what "varchar(500)" is called in its catalog.
        var wanted = await Described(connection, $"select {string.Join(", ", types.Select(t => $"null::{t}"))} limit 0", ct);
        var actual = (await Described(connection, $"select * from {table.Name} limit 0", ct)).ToDictionary();
        var required = await connection.One<string[]>(
            "select array(select attname::text from pg_attribute where attrelid = to_regclass($1) and attnum > 0 and attnotnull)", ct, table.Name);
        var defaults = await connection.One<string[]>(
            """
            select array(select a.attname || ' ' || pg_get_expr(d.adbin, d.adrelid) from pg_attrdef d
                         join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum where d.adrelid = to_regclass($1))
            """, ct, table.Name);

        var found = new List<string>();
        foreach (var (column, (_, type)) in table.Columns.Zip(wanted))
        {
            var mustBe = Null(column.Type.Contains("not null", StringComparison.OrdinalIgnoreCase) || table.Key.Contains(column.Name));
            if (!actual.TryGetValue(column.Name, out var live))
                found.Add($"column {table.Name}.{column.Name} is missing");
            else if (live != type)
                found.Add($"column {table.Name}.{column.Name} is {live}, not {type}");
            else if (Null(required.Contains(column.Name)) is var now && now != mustBe)
                found.Add($"column {table.Name}.{column.Name} is {now}, not {mustBe}");
            // The catalog writes a text with its cast.
            else if (Default.Match(column.Type) is { Success: true } wants && !defaults.Any(d => d.Split("::")[0] == $"{column.Name} {wants.Groups[1]}"))
                found.Add($"column {table.Name}.{column.Name} has not the default {wants.Groups[1]}");
        }
        return found;
    }

    static string Null(bool required) => required ? "not null" : "nullable";

    static async Task<List<KeyValuePair<string, string>>> Described(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = connection.Command(sql);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return [.. Enumerable.Range(0, reader.FieldCount).Select(i => KeyValuePair.Create(reader.GetName(i), reader.GetDataTypeName(i)))];
    }

    static async Task<Dictionary<string, string[]>> Indexes(NpgsqlConnection connection, string table, CancellationToken ct)
    {
        var found = new Dictionary<string, string[]>();
        // An invalid index (a build that broke off) serves no read, so it counts as missing.
        await using var command = connection.Command(
            """
            select c.relname::text, array(select coalesce(a.attname::text, '') from unnest(i.indkey) with ordinality k(n, o)
                                          left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.n order by k.o)
            from pg_index i join pg_class c on c.oid = i.indexrelid
            where i.indrelid = to_regclass($1) and i.indisvalid
            """, table);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            found.Add(reader.GetString(0), reader.GetFieldValue<string[]>(1));
        return found;
    }

    static TableShape Shape(string name, string keyName, string key, string columns, params IReadOnlyList<string> indexes) => new(
        name, [.. columns.Split("; ").Select(c => c.Split(' ', 2)).Select(c => new Column(c[0], c[1]))], keyName, [key], indexes);

    [GeneratedRegex(@"\s+(not\s+null|null|default|collate|generated|check)\b.*$", RegexOptions.IgnoreCase)]
    private static partial Regex AfterType { get; }

    [GeneratedRegex(@"\sdefault\s+(\S+)", RegexOptions.IgnoreCase)]
    private static partial Regex Default { get; }
}
