namespace CommitmentTracker.EventStore.Projections;

/// <summary>A column of a read table.</summary>
/// <param name="Name">snake_case.</param>
/// <param name="Type">PostgreSQL type with nullability, e.g. <c>text not null</c>, <c>jsonb</c>, <c>text[] not null</c>.</param>
public sealed record Column(string Name, string Type);

/// <summary>A table that a projection owns, in schema <c>read</c>. Its DDL is generated, so that a rebuild can make it side by side.</summary>
/// <param name="Name">Without schema, e.g. <c>target</c>.</param>
/// <param name="Columns">In order; rows are given in this order.</param>
/// <param name="Key">The primary key's columns.</param>
/// <param name="Indexes">Bodies of further indexes, e.g. <c>(pair, position)</c> or <c>using gin (parties)</c>.</param>
public sealed record ReadTable(string Name, IReadOnlyList<Column> Columns, IReadOnlyList<string> Key, params IReadOnlyList<string> Indexes);

/// <summary>
/// Turns events into rows of its own tables, and does nothing else: no clock, no randomness, no message to the outside.
/// What it computes depends on the events alone, so that a rebuild gives the same bytes.
/// </summary>
public interface IProjection
{
    /// <summary>PascalCase; its progress is <c>mt_event_progression</c>'s row <c>{Name}:All</c>, from version 2 <c>{Name}:V{n}:All</c>.</summary>
    string Name { get; }

    /// <summary>Raised when the rows would come out differently: then a rebuild is due.</summary>
    int Version => 1;

    /// <summary>The tables it owns.</summary>
    IReadOnlyList<ReadTable> Tables { get; }

    /// <summary>The stored names it handles; every other event is ignored on purpose.</summary>
    IReadOnlySet<string> Handles { get; }

    /// <summary>Whether it looks at <see cref="StoredEvent.Headers"/>, correlation or causation; where not, a rebuild does not read them.</summary>
    bool ReadsHeaders => true;

    /// <summary>A member of the headers without which an event says nothing to it. A page may hold such events all the same.</summary>
    string? OnlyWithHeader => null;

    /// <summary>Writes what a page of handled events means. Called in the transaction that moves the checkpoint.</summary>
    ValueTask Project(IReadOnlyList<StoredEvent> page, IRows rows, CancellationToken ct);
}

/// <summary>Where a projection puts its rows: the live tables, or those of a rebuild.</summary>
public interface IRows
{
    /// <summary>Puts a row, replacing the one with the same key. Values in the table's column order.</summary>
    void Put(ReadTable table, params object?[] row);

    /// <summary>
    /// Adds a row whose key no other has, value by value: several times as fast as <see cref="Put"/>, which it is never mixed with in one table.
    /// A key that is there already stops the projection.
    /// </summary>
    RowWriter Add(ReadTable table);

    /// <summary>Takes the row with this key out, if it is there.</summary>
    void Delete(ReadTable table, params object[] key);

    /// <summary>One column of the rows with these single-column keys, as they stand before this page; absent keys are absent.</summary>
    ValueTask<IReadOnlyDictionary<string, T>> Read<T>(ReadTable table, string column, IReadOnlyCollection<string> keys, CancellationToken ct);
}
