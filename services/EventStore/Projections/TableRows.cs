using Npgsql;

namespace CommitmentTracker.EventStore.Projections;

/// <summary>What one page does to one table: for each key the last word, a row or its absence, in the order of their first mention.</summary>
sealed class TableRows : IEqualityComparer<object?[]>
{
    readonly ReadTable table;
    readonly string name;
    readonly ColumnType[] types;
    readonly int[] key;
    readonly string upsert;
    readonly string delete;
    readonly string read;
    readonly CopyBuffer copyBuffer = new();
    readonly string copy;
    // A deleted key stands as a row that has only its key, with null as its word.
    readonly Dictionary<object?[], object?[]?> rows;

    public TableRows(ReadTable table, string suffix)
    {
        this.table = table;
        name = ReadTableDdl.Table(table, suffix);
        types = [.. table.Columns.Select(ColumnType.Of)];
        key = [.. table.Key.Select(k => table.Columns.Select(c => c.Name).ToList().IndexOf(k))];
        if (key.Length == 0 || key.Contains(-1))
            throw new ArgumentException($"The key of {name} must name its columns.", nameof(table));
        rows = new(this);

        var columns = table.Columns.Select(c => c.Name).ToList();
        var kept = columns.Except(table.Key).Select(c => $"{c} = excluded.{c}").ToList();
        upsert = $"insert into {name} ({string.Join(", ", columns)}) select {string.Join(", ", columns.Zip(types, (c, t) => c + t.Cast))} "
            + $"from unnest({Parameters(columns.Count)}) as r({string.Join(", ", columns)}) on conflict ({string.Join(", ", table.Key)}) do "
            + (kept.Count == 0 ? "nothing" : $"update set {string.Join(", ", kept)}");
        copy = $"copy {name} ({string.Join(", ", columns)}) from stdin (format binary)";
        Added = new(name, table.Columns, types);
        delete = $"delete from {name} where ({string.Join(", ", table.Key)}) in (select * from unnest({Parameters(key.Length)}))";
        read = $"select {table.Key[0]}, {{0}} from {name} where {table.Key[0]} = any($1)";
    }

    /// <summary>The table with its schema and suffix.</summary>
    public string Name => name;

    /// <summary>Keys and their last words.</summary>
    public IReadOnlyDictionary<object?[], object?[]?> Rows => rows;

    /// <summary>Rows that were added instead of put.</summary>
    public RowWriter Added { get; }

    /// <summary>What it is declared as.</summary>
    public ReadTable Table => table;

    public RowWriter Add() => rows.Count == 0 ? Added.Begin() : throw new ArgumentException($"A table is put into or added to, and {name} was put into.");

    public void Put(object?[] row)
    {
        if (Added.Count > 0)
            throw new ArgumentException($"A table is put into or added to, and {name} was added to.", nameof(row));
        if (row.Length != types.Length)
            throw new ArgumentException($"{name} has {types.Length} columns, the row has {row.Length}.", nameof(row));
        for (var i = 0; i < row.Length; i++)
            row[i] = Check(i, row[i]);
        rows[row] = row;
    }

    public void Delete(object[] keys)
    {
        var row = new object?[types.Length];
        for (var i = 0; i < key.Length; i++)
            row[key[i]] = Check(key[i], keys[i]);
        rows[row] = null;
    }

    public void Clear()
    {
        rows.Clear();
        Added.Clear();
    }

    /// <summary>Puts these rows, replacing those with their keys: one statement for all.</summary>
    public NpgsqlBatchCommand Upsert(IReadOnlyList<object?[]> put) => Command(upsert, put, Enumerable.Range(0, types.Length));

    /// <summary>Takes the rows with the keys of these out.</summary>
    public NpgsqlBatchCommand Delete(IReadOnlyList<object?[]> gone) => Command(delete, gone, key);

    /// <summary>Selects key and column of the rows whose keys are given as the one parameter.</summary>
    public string Read(string column) => string.Format(System.Globalization.CultureInfo.InvariantCulture, read, column);

    /// <summary>Copies these rows in; none of their keys may be in the table.</summary>
    public async Task Copy(NpgsqlConnection connection, IReadOnlyList<object?[]> fresh, CancellationToken ct)
    {
        copyBuffer.Begin();
        foreach (var row in fresh)
        {
            copyBuffer.Row(row.Length);
            for (var i = 0; i < row.Length; i++)
            {
                if (row[i] is { } value)
                    types[i].Write(copyBuffer, value);
                else
                    copyBuffer.Null();
            }
        }
        await Copy(connection, copyBuffer.End(), ct);
    }

    /// <summary>Copies in what was added.</summary>
    public Task CopyAdded(NpgsqlConnection connection, CancellationToken ct) => Copy(connection, Added.End(), ct);

    /// <summary>Begins a COPY into the table; what is written is in COPY's binary format, its header first.</summary>
    public Task<NpgsqlRawCopyStream> BeginCopy(NpgsqlConnection connection, CancellationToken ct) => connection.BeginRawBinaryCopyAsync(copy, ct);

    async Task Copy(NpgsqlConnection connection, ReadOnlyMemory<byte> rows, CancellationToken ct)
    {
        await using var to = await BeginCopy(connection, ct);
        await to.WriteAsync(rows, ct);
    }

    public bool Equals(object?[]? x, object?[]? y)
    {
        foreach (var i in key)
        {
            if (!Equals(x![i], y![i]))
                return false;
        }
        return true;
    }

    public int GetHashCode(object?[] row)
    {
        var hash = 0;
        foreach (var i in key)
            hash = HashCode.Combine(hash, row[i]);
        return hash;
    }

    /// <summary>The row's key in 64 bits, for sets that only have to be nearly right.</summary>
    public long LongHash(object?[] row)
    {
        unchecked
        {
            var hash = (long)0xcbf29ce484222325;
            foreach (var i in key)
            {
                if (row[i] is string text)
                {
                    foreach (var c in text)
                        hash = (hash ^ c) * 0x100000001b3;
                }
                else
                {
                    hash = (hash ^ (row[i] as long? ?? row[i]!.GetHashCode())) * 0x100000001b3;
                }
                hash = (hash ^ (hash >>> 29)) * -0x40a7b892e31b1a47;
            }
            return hash;
        }
    }

    object? Check(int column, object? value)
    {
        try
        {
            return types[column].Check(value);
        }
        catch (Exception e) when (e is InvalidCastException or FormatException or OverflowException or ArgumentException)
        {
            throw new ArgumentException($"{name}.{table.Columns[column].Name} ({types[column].Name}) does not take a {value!.GetType().Name}: {e.Message}", e);
        }
    }

    NpgsqlBatchCommand Command(string sql, IReadOnlyList<object?[]> of, IEnumerable<int> columns)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var column in columns)
            command.Parameters.Add(types[column].Gather(of, column));
        return command;
    }

    static string Parameters(int count) => string.Join(", ", Enumerable.Range(1, count).Select(n => $"${n}"));
}
