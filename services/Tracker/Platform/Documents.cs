using System.Globalization;
using System.Text.Json;
using CommitmentTracker.Contracts;
using CommitmentTracker.EventStore;
using CommitmentTracker.EventStore.Deciding;
using CommitmentTracker.EventStore.Projections;

namespace CommitmentTracker.Platform;

/// <summary>A page of a list.</summary>
/// <param name="Items">In order of their ids. There may be none on a page before the last where the day asked for leaves many out.</param>
/// <param name="Next">Give it as <c>?after=</c> for the next page; null on the last.</param>
/// <param name="Position">Position of the last event that the items rest on; 0 where there is none.</param>
/// <param name="RecordedAt">Recorded time of that event.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next, long Position, DateTimeOffset? RecordedAt);

/// <summary>Makes pages.</summary>
internal static class Page
{
    /// <summary>A page of views, each of which tells its last event.</summary>
    public static Page<T> Of<T>(IReadOnlyList<T> items, string? next, Func<T, (long Position, DateTimeOffset RecordedAt)> last)
    {
        if (items.Count == 0)
            return new(items, next, 0, null);
        var (position, recordedAt) = items.Select(last).MaxBy(e => e.Position);
        return new(items, next, position, recordedAt);
    }
}

/// <summary>Reads what <see cref="DocumentProjection{TDoc}"/>s hold, and replays a document as it was known on a day.</summary>
internal sealed class Documents(Reads reads)
{
    /// <summary>A row's id: what follows the colon of its stream's.</summary>
    public static string SlugOf(string stream) => stream[(stream.IndexOf(':', StringComparison.Ordinal) + 1)..];

    /// <summary>One document: from its row, or folded from the stream's events recorded by <paramref name="knownOn"/>.</summary>
    public async Task<TDoc?> One<TDoc>(DocumentProjection<TDoc> projection, StreamType kind, string slug, DateTimeOffset? knownOn, CancellationToken ct) where TDoc : class
    {
        if (knownOn is { } then)
            return await AsKnown(projection, kind, [slug], then, ct) is [var known] ? known : null;
        await using var query = reads.Source.CreateCommand($"select doc from read.{projection.Tables[0].Name} where id = $1");
        query.Parameters.Add(new() { Value = slug });
        return await query.ExecuteScalarAsync(ct) is string doc ? JsonSerializer.Deserialize<TDoc>(doc, ContractJson.Stored) : null;
    }

    /// <summary>Documents folded from their streams' events recorded by then, in the order asked for; those that did not exist are left out. One query.</summary>
    public async Task<IReadOnlyList<TDoc>> AsKnown<TDoc>(
        DocumentProjection<TDoc> projection, StreamType kind, IReadOnlyList<string> slugs, DateTimeOffset then, CancellationToken ct) where TDoc : class
    {
        var events = (await reads.Store.ReadStreams([.. slugs.Select(s => new StreamVersion(kind.Stream(s).Id, 0))], ct)).ToLookup(e => e.Stream, StringComparer.Ordinal);
        return [.. slugs.Select(s => events[kind.Stream(s).Id].TakeWhile(e => e.RecordedAt <= then).Aggregate((TDoc?)null, projection.Evolve)).OfType<TDoc>()];
    }

    /// <summary>A page in order of ids. A filter whose value is null does not filter; <c>{0}</c> in its text stands for the value.</summary>
    public Task<(IReadOnlyList<TDoc> Items, string? Next)> Page<TDoc>(
        DocumentProjection<TDoc> projection, int limit, string? after, CancellationToken ct, params (string Sql, object? Value)[] filters) where TDoc : class =>
        Page(projection, "doc", limit, after, ct, filters);

    /// <summary>The same of a part of each document, such as <c>doc - 'text'</c>: what a list does not show need not be loaded.</summary>
    public async Task<(IReadOnlyList<TDoc> Items, string? Next)> Page<TDoc>(
        DocumentProjection<TDoc> projection, string part, int limit, string? after, CancellationToken ct, params (string Sql, object? Value)[] filters) where TDoc : class
    {
        await using var query = reads.Source.CreateCommand();
        var where = new List<string>();
        foreach (var (sql, value) in filters.Append(("id > {0}", after)))
        {
            if (value is null)
                continue;
            query.Parameters.Add(new() { Value = value });
            where.Add(string.Format(CultureInfo.InvariantCulture, sql, $"${query.Parameters.Count}"));
        }
        query.CommandText = $"select id, {part} from read.{projection.Tables[0].Name}{(where.Count == 0 ? "" : $" where {string.Join(" and ", where)}")} order by id limit {limit + 1}";
        var (items, last, more) = (new List<TDoc>(), "", false);
        await using var row = await query.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            if (more = items.Count == limit)
                break;
            last = row.GetString(0);
            items.Add(JsonSerializer.Deserialize<TDoc>(row.GetString(1), ContractJson.Stored)!);
        }
        return (items, more ? last : null);
    }
}
