namespace CommitmentTracker.EventStore;

/// <summary>One event as the log holds it: a row of <c>mt_events</c>.</summary>
/// <param name="Position">Place in the whole log: <c>seq_id</c>, 1…N without holes.</param>
/// <param name="Id">The writer's event id, a UUIDv7 made before the append.</param>
/// <param name="Stream">The stream's id, <c>type:slug</c>.</param>
/// <param name="Version">Place in the stream: 1…n without holes.</param>
/// <param name="Type">The stored name, e.g. <c>trade_figure_recorded</c>.</param>
/// <param name="RecordedAt">When this store recorded it, UTC; never goes back along the log.</param>
/// <param name="Actor">Opaque id of who asked for it (<c>user_name</c>).</param>
/// <param name="Json">The event's body as PostgreSQL returns it, UTF-8.</param>
public sealed record StoredEvent(
    long Position,
    Guid Id,
    string Stream,
    long Version,
    string Type,
    DateTimeOffset RecordedAt,
    string? Actor,
    ReadOnlyMemory<byte> Json)
{
    object? data;

    /// <summary>What the event says besides its body (<c>headers</c>), UTF-8 JSON; empty when there is nothing.</summary>
    public ReadOnlyMemory<byte> Headers { get; init; }

    /// <summary>Correlation id, e.g. the trace id of the request that caused the event.</summary>
    public string? Correlation { get; init; }

    /// <summary>Causation id, where another event or command caused this one.</summary>
    public string? Causation { get; init; }

    internal EventTypes? Types { get; init; }

    /// <summary>The body as today's record, decoded (and upcast) when first asked for.</summary>
    /// <exception cref="UnknownEventException">The stored name is not registered.</exception>
    public object Data => data ??= (Types ?? throw new InvalidOperationException("This event was read without its types."))
        .Decode(Type, Json.Span);
}

/// <summary>Who asks for an append and what is said besides the events themselves. Shared by all events of one append.</summary>
/// <param name="Actor">Opaque actor id; never a person's name.</param>
/// <param name="Correlation">Correlation id (a trace id), or null.</param>
/// <param name="Causation">Causation id, or null.</param>
/// <param name="Headers">UTF-8 JSON object for <c>headers</c>; empty for none.</param>
public sealed record Metadata(
    string Actor,
    string? Correlation = null,
    string? Causation = null,
    ReadOnlyMemory<byte> Headers = default);

/// <summary>A stream and the version at which it was read; 0 means it did not exist.</summary>
/// <param name="Stream">The stream's id.</param>
/// <param name="Version">Its last version when read.</param>
public readonly record struct StreamVersion(string Stream, long Version);

/// <summary>One command's wish: these events, on this stream, if nothing it was decided on has changed.</summary>
/// <param name="Stream">The stream's id.</param>
/// <param name="StreamType">Marten's aggregate alias for <c>mt_streams.type</c>, snake_case.</param>
/// <param name="ExpectedVersion">The version the decision saw; 0 for a new stream.</param>
/// <param name="Events">One or more event records, each of a registered type.</param>
/// <param name="Metadata">Who and why.</param>
/// <param name="Reads">Other streams the decision rested on; each must still be at its version.</param>
public sealed record Append(
    string Stream,
    string StreamType,
    long ExpectedVersion,
    IReadOnlyList<object> Events,
    Metadata Metadata,
    IReadOnlyList<StreamVersion> Reads);

/// <summary>What became of an <see cref="Append"/>.</summary>
public abstract record AppendResult
{
    AppendResult() { }

    /// <summary>Committed. The events hold <c>Version-n+1…Version</c> and <c>Position-n+1…Position</c>.</summary>
    /// <param name="Version">The stream's version after it.</param>
    /// <param name="Position">The log position of its last event.</param>
    /// <param name="RecordedAt">The recorded time of its events.</param>
    public sealed record Appended(long Version, long Position, DateTimeOffset RecordedAt) : AppendResult;

    /// <summary>Nothing was written: this stream was not at the version the decision saw.</summary>
    /// <param name="Stream">The stream that moved: the append's own or one it read.</param>
    /// <param name="Actual">Its version in the store.</param>
    public sealed record Conflict(string Stream, long Actual) : AppendResult;

    /// <summary>Nothing was written: PostgreSQL refused this append (and no other of its turn).</summary>
    /// <param name="Error">Why.</param>
    public sealed record Rejected(Exception Error) : AppendResult;
}

/// <summary>The queue before the log is full: nothing was written, ask again after <see cref="RetryAfter"/>.</summary>
public sealed class StoreOverloadedException(TimeSpan retryAfter)
    : Exception("The append queue is full.")
{
    /// <summary>When asking again makes sense.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;
}

/// <summary>The store cannot say what became of an append, or cannot be reached. Sending the command again is safe.</summary>
public sealed class StoreUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>An event in the log bears a stored name that nobody registered.</summary>
public sealed class UnknownEventException(string storedName)
    : Exception($"The log holds an event named '{storedName}', which this program does not know.");

/// <summary>A page of the whole log.</summary>
/// <param name="Events">What is in it, without what a foreign program archived: there may be none although the log goes on.</param>
/// <param name="Through">How far it goes, archived events included: where the next page begins. The position asked for at the log's end.</param>
public sealed record LogPage(IReadOnlyList<StoredEvent> Events, long Through);

/// <summary>The log is not what it must be: a hole, or an order that went back. An alarm, never skipped.</summary>
public sealed class LogBrokenException(string message) : Exception(message);
