using System.Globalization;
using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace CommitmentTracker.EventStore.Projections;

/// <summary>How the values of one PostgreSQL type travel: checked when put, gathered into one array for unnest, or written to COPY.</summary>
sealed class ColumnType
{
    static readonly Dictionary<string, ColumnType> Known = new(StringComparer.Ordinal)
    {
        ["text"] = OfClass("text", NpgsqlDbType.Text, Text, (to, v) => to.Text(v)),
        ["bigint"] = OfStruct("bigint", NpgsqlDbType.Bigint, v => v as long? ?? Convert.ToInt64(v, CultureInfo.InvariantCulture), (to, v) => to.Int64(v)),
        ["integer"] = OfStruct("integer", NpgsqlDbType.Integer, v => v as int? ?? Convert.ToInt32(v, CultureInfo.InvariantCulture), (to, v) => to.Int32(v)),
        ["numeric"] = OfStruct("numeric", NpgsqlDbType.Numeric, v => v as decimal? ?? Convert.ToDecimal(v, CultureInfo.InvariantCulture), (to, v) => to.Numeric(v)),
        ["boolean"] = OfStruct("boolean", NpgsqlDbType.Boolean, v => (bool)v, (to, v) => to.Boolean(v)),
        ["date"] = OfStruct("date", NpgsqlDbType.Date, v => (DateOnly)v, (to, v) => to.Date(v)),
        ["timestamptz"] = OfStruct("timestamptz", NpgsqlDbType.TimestampTz, v => v is DateTimeOffset at ? at.UtcDateTime : ((DateTime)v).ToUniversalTime(), (to, v) => to.Instant(v)),
        ["jsonb"] = OfClass("jsonb", NpgsqlDbType.Jsonb, v => v as byte[] ?? Encoding.UTF8.GetBytes((string)v), (to, v) => to.Jsonb(v)),
        ["text[]"] = new("text[]", v => v as string[] ?? [.. (IEnumerable<string>)v],
            // unnest flattens an array of arrays, so each inner one travels as its literal and is cast on arrival.
            (rows, column) => Array(NpgsqlDbType.Text, Column(rows, column, v => Literal((string[])v))),
            (to, v) => to.Texts((string[])v))
        { Cast = "::text[]" },
    };

    readonly Func<object, object> check;

    ColumnType(string name, Func<object, object> check, Func<IReadOnlyList<object?[]>, int, NpgsqlParameter> gather, Action<CopyBuffer, object> write)
    {
        (Name, this.check, Gather, Write) = (name, check, gather, write);
    }

    /// <summary>PostgreSQL's name, without nullability.</summary>
    public string Name { get; }

    /// <summary>What follows the column in the select over unnest.</summary>
    public string Cast { get; private init; } = "";

    /// <summary>One column of these rows as an array parameter.</summary>
    public Func<IReadOnlyList<object?[]>, int, NpgsqlParameter> Gather { get; }

    /// <summary>Writes a value that is not null to COPY.</summary>
    public Action<CopyBuffer, object> Write { get; }

    /// <exception cref="ArgumentException">The column is of a type that read tables do not use.</exception>
    public static ColumnType Of(Column column) =>
        Known.GetValueOrDefault(column.Type.Split(' ', '(')[0].ToLowerInvariant())
        ?? throw new ArgumentException($"Column {column.Name}: read tables have no type '{column.Type}'.", nameof(column));

    /// <summary>The value as this column holds it: equal keys are equal objects after it.</summary>
    public object? Check(object? value) => value is null or DBNull ? null : check(value);

    static string Text(object value)
    {
        var text = (string)value;
        // PostgreSQL has no NUL in text; said here, the fault names the event, and the page is not sent twice to find it.
        return text.Contains('\0', StringComparison.Ordinal) ? throw new ArgumentException("A text with \\u0000 has no place in PostgreSQL.", nameof(value)) : text;
    }

    static ColumnType OfStruct<T>(string name, NpgsqlDbType type, Func<object, T> check, Action<CopyBuffer, T> write) where T : struct =>
        new(name, v => v is T ? v : check(v), (rows, column) =>
        {
            var values = new T?[rows.Count];
            for (var i = 0; i < values.Length; i++)
                values[i] = (T?)rows[i][column];
            return Array(type, values);
        }, (to, v) => write(to, (T)v));

    static ColumnType OfClass<T>(string name, NpgsqlDbType type, Func<object, T> check, Action<CopyBuffer, T> write) where T : class =>
        new(name, v => check(v), (rows, column) => Array(type, Column(rows, column, v => (T)v)), (to, v) => write(to, (T)v));

    static T?[] Column<T>(IReadOnlyList<object?[]> rows, int column, Func<object, T> of) where T : class
    {
        var values = new T?[rows.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = rows[i][column] is { } value ? of(value) : null;
        return values;
    }

    static NpgsqlParameter Array(NpgsqlDbType type, object values) => new() { Value = values, NpgsqlDbType = NpgsqlDbType.Array | type };

    static string Literal(string[] items)
    {
        var literal = new StringBuilder("{");
        foreach (var item in items)
            literal.Append(literal.Length > 1 ? ",\"" : "\"").Append(item.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)).Append('"');
        return literal.Append('}').ToString();
    }
}
