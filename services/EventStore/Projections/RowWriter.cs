namespace CommitmentTracker.EventStore.Projections;

/// <summary>
/// Rows that are added, value by value in the table's column order and straight into COPY's format: no box, no array, no second walk.
/// A row that is not given whole is refused when the next begins or the page ends.
/// </summary>
public sealed class RowWriter
{
    readonly string table;
    readonly IReadOnlyList<Column> columns;
    readonly string[] types;
    readonly CopyBuffer buffer = new();
    int at;

    internal RowWriter(string table, IReadOnlyList<Column> columns, IReadOnlyList<ColumnType> types)
    {
        (this.table, this.columns, this.types) = (table, columns, [.. types.Select(t => t.Name)]);
        at = this.types.Length;
    }

    internal int Count { get; private set; }

    /// <summary>A value of a column of type <c>text</c>.</summary>
    public RowWriter Text(string? value)
    {
        if (value is null)
            return Null();
        Next("text");
        // PostgreSQL has no NUL in text; said here, the fault names the event, and the page is not sent twice to find it.
        if (value.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException("A text with \\u0000 has no place in PostgreSQL.", nameof(value));
        buffer.Text(value);
        return this;
    }

    /// <summary>A value of a column of type <c>bigint</c>.</summary>
    public RowWriter Int64(long? value)
    {
        if (value is not { } number)
            return Null();
        Next("bigint");
        buffer.Int64(number);
        return this;
    }

    /// <summary>A value of a column of type <c>numeric</c>, with the scale it has.</summary>
    public RowWriter Numeric(decimal? value)
    {
        if (value is not { } number)
            return Null();
        Next("numeric");
        buffer.Numeric(number);
        return this;
    }

    /// <summary>A value of a column of type <c>date</c>.</summary>
    public RowWriter Date(DateOnly? value)
    {
        if (value is not { } day)
            return Null();
        Next("date");
        buffer.Date(day);
        return this;
    }

    /// <summary>A value of a column of type <c>timestamptz</c>.</summary>
    public RowWriter Instant(DateTimeOffset? value)
    {
        if (value is not { } instant)
            return Null();
        Next("timestamptz");
        buffer.Instant(instant.UtcDateTime);
        return this;
    }

    /// <summary>A value of a column of type <c>jsonb</c>, UTF-8.</summary>
    public RowWriter Jsonb(byte[]? value)
    {
        if (value is null)
            return Null();
        Next("jsonb");
        buffer.Jsonb(value);
        return this;
    }

    internal RowWriter Begin()
    {
        Whole();
        if (Count++ == 0)
            buffer.Begin();
        buffer.Row(types.Length);
        at = 0;
        return this;
    }

    internal ReadOnlyMemory<byte> End()
    {
        Whole();
        return buffer.End();
    }

    /// <summary>The rows alone, for a COPY that goes on.</summary>
    internal ReadOnlyMemory<byte> Rows()
    {
        Whole();
        return buffer.Rows;
    }

    internal void Clear() => (Count, at) = (0, types.Length);

    RowWriter Null()
    {
        Next(null);
        buffer.Null();
        return this;
    }

    void Next(string? type)
    {
        if (at == types.Length)
            throw new ArgumentException($"{table} has {types.Length} columns, the row has more.");
        if (type is not null && type != types[at])
            throw new ArgumentException($"{table}.{columns[at].Name} ({types[at]}) does not take {type}.");
        at++;
    }

    void Whole()
    {
        if (at != types.Length)
            throw new ArgumentException($"{table} has {types.Length} columns, the row has {at}.");
    }
}
