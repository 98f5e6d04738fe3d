using System.Security.Cryptography;
using System.Text;

namespace CommitmentTracker.EventStore.Projections;

/// <summary>
/// The DDL of a <see cref="ReadTable"/>. With a suffix (a rebuild's <c>_next</c>) every name in it bears the suffix, so
/// that old and new stand side by side and the swap is renames alone. Names come from content: a changed index is a new name.
/// </summary>
public static class ReadTableDdl
{
    // PostgreSQL cuts names at 63 bytes without a word, and two cut names may be the same one; this leaves room for a suffix.
    const int LongestName = 50;

    /// <summary>The table with its schema, e.g. <c>read.target_next</c>.</summary>
    public static string Table(ReadTable table, string suffix = "") => $"read.{table.Name}{suffix}";

    /// <summary>The primary key's constraint (and index), without schema.</summary>
    public static string KeyName(ReadTable table, string suffix = "") => Short($"pk_{table.Name}") + suffix;

    /// <summary>The further indexes: name without schema, and body as declared.</summary>
    public static IEnumerable<(string Name, string Body)> Indexes(ReadTable table, string suffix = "") =>
        table.Indexes.Select(body => (Short($"ix_{table.Name}_{Words(body)}") + suffix, body));

    /// <summary>Makes the table with its key and no further index: what a rebuild fills by COPY first. Nothing when it is there.</summary>
    public static string CreateTable(ReadTable table, string suffix = "") =>
        $"""
        create table if not exists {Table(table, suffix)} (
            {string.Join(",\n    ", table.Columns.Select(c => $"{c.Name} {c.Type}"))},
            constraint {KeyName(table, suffix)} primary key ({string.Join(", ", table.Key)})
        );
        """;

    /// <summary>Makes the further indexes; empty when the table declares none. Nothing where they are there.</summary>
    public static string CreateIndexes(ReadTable table, string suffix = "") =>
        string.Join('\n', Indexes(table, suffix).Select(i =>
            $"create index if not exists {i.Name} on {Table(table, suffix)} {i.Body};"));

    /// <summary>Table, key and indexes.</summary>
    public static string Create(ReadTable table, string suffix = "") =>
        CreateTable(table, suffix) + "\n" + CreateIndexes(table, suffix);

    /// <summary>Takes the table with all that hangs on it away, if it is there.</summary>
    public static string Drop(ReadTable table, string suffix = "") => $"drop table if exists {Table(table, suffix)};";

    /// <summary>Puts the suffixed table in the live one's place; to be run in one transaction.</summary>
    public static string Swap(ReadTable table, string suffix) => string.Join('\n',
    [
        Drop(table),
        $"alter table {Table(table, suffix)} rename to {table.Name};",
        $"alter index read.{KeyName(table, suffix)} rename to {KeyName(table)};",
        .. Indexes(table, suffix).Zip(Indexes(table), (was, now) => $"alter index read.{was.Name} rename to {now.Name};"),
    ]);

    static string Words(string body) =>
        string.Join('_', new string([.. body.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries));

    static string Short(string name) => name.Length <= LongestName
        ? name
        : $"{name.AsSpan(0, LongestName - 9)}_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 4))}";
}
