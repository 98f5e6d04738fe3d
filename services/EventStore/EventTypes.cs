using System.Collections.Frozen;
using System.Text.Json;

namespace CommitmentTracker.EventStore;

/// <summary>A body as today's record; null where it is none that this knows.</summary>
public delegate object? Shortcut(ReadOnlySpan<byte> body);

/// <summary>Stored names and the records they stand for, both ways. Built once from a hand-written list.</summary>
public sealed class EventTypes
{
    readonly FrozenDictionary<string, (Type Type, Func<JsonElement, JsonElement>? Upcast, Shortcut? Shortcut)> byName;
    readonly FrozenDictionary<Type, (string Stored, string Dotnet)> names;

    /// <param name="types">(stored name, record) pairs; a name or a record given twice is an error.</param>
    /// <param name="json">How bodies are written: camelCase, enums as strings (STORE format).</param>
    /// <param name="upcasts">By stored name: turns an old body into today's, on read.</param>
    /// <param name="shortcuts">By stored name: reads the usual body of a frequent event faster, and answers null to leave any other to the serialiser.</param>
    /// <exception cref="ArgumentException">A name or a record appears twice.</exception>
    public EventTypes(
        IEnumerable<(string Name, Type Type)> types,
        JsonSerializerOptions json,
        IReadOnlyDictionary<string, Func<JsonElement, JsonElement>>? upcasts = null,
        IReadOnlyDictionary<string, Shortcut>? shortcuts = null)
    {
        var list = types.ToList();
        byName = list.ToFrozenDictionary(t => t.Name, t => (t.Type, upcasts?.GetValueOrDefault(t.Name), shortcuts?.GetValueOrDefault(t.Name)), StringComparer.Ordinal);
        names = list.DistinctBy(t => t.Type).ToFrozenDictionary(t => t.Type, t => (t.Name, $"{t.Type.FullName}, {t.Type.Assembly.GetName().Name}"));
        if (byName.Count != list.Count || names.Count != list.Count)
            throw new ArgumentException("A stored name or a record is listed twice.", nameof(types));
        Json = json;
    }

    /// <summary>How bodies are written.</summary>
    public JsonSerializerOptions Json { get; }

    /// <summary>Every stored name.</summary>
    public IReadOnlyCollection<string> Names => byName.Keys;

    /// <summary>The stored name of a record.</summary>
    /// <exception cref="ArgumentException">The record is not registered.</exception>
    public string NameOf(Type type) =>
        names.TryGetValue(type, out var name) ? name.Stored : throw new ArgumentException($"{type} is no registered event.", nameof(type));

    /// <summary>What Marten keeps beside it in <c>mt_dotnet_type</c>: full name and assembly.</summary>
    internal string DotnetNameOf(Type type) => names[type].Dotnet;

    /// <summary>The body as UTF-8 JSON.</summary>
    public byte[] Encode(object data) => JsonSerializer.SerializeToUtf8Bytes(data, data.GetType(), Json);

    /// <summary>Today's record from a stored body.</summary>
    /// <exception cref="UnknownEventException">The stored name is not registered.</exception>
    public object Decode(string name, ReadOnlySpan<byte> body)
    {
        if (!byName.TryGetValue(name, out var known))
            throw new UnknownEventException(name);
        if (known.Shortcut?.Invoke(body) is { } usual)
            return usual;
        if (known.Upcast is null)
            return JsonSerializer.Deserialize(body, known.Type, Json)!;
        return known.Upcast(JsonSerializer.Deserialize<JsonElement>(body, Json)).Deserialize(known.Type, Json)!;
    }
}
