using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform.OpenApi;

namespace CommitmentTracker.Platform;

/// <summary>A document looked at member by member, by the same metadata the deserialiser uses: what is wrong with it before any rule is asked.</summary>
internal sealed class Members
{
    readonly List<Fault> faults = [];

    /// <summary>Every member that is unknown, doubled, missing or no value of its type.</summary>
    public IReadOnlyList<Fault> Faults => faults;

    /// <summary>Whether there are members nobody knows, or one stands twice.</summary>
    public bool HasStrangers { get; private set; }

    /// <summary>The members without a value that can be read, and what they should be.</summary>
    public List<(string Pointer, Type Type)> Unreadable { get; } = [];

    public static Members Of(JsonElement document, Type command)
    {
        var members = new Members();
        members.Look(document, ContractJson.Strict.GetTypeInfo(command), "");
        return members;
    }

    void Look(JsonElement element, JsonTypeInfo type, string pointer)
    {
        switch (type.Kind, element.ValueKind)
        {
            case (JsonTypeInfoKind.Object, JsonValueKind.Object):
                Fields(element, type, pointer);
                break;
            case (_, JsonValueKind.Object) when type.Type == typeof(DateSpan):
                var (before, unreadable) = (faults.Count, Unreadable.Count);
                Fields(element, type.Options.GetTypeInfo(typeof(DateAsObject)), pointer);
                if (faults.Count == before)
                {
                    Leaf(element, type, pointer);
                    break;
                }
                // What is left of such a date is no date.
                Unreadable.RemoveRange(unreadable, Unreadable.Count - unreadable);
                Unreadable.Add((pointer, type.Type));
                break;
            case (JsonTypeInfoKind.Enumerable, JsonValueKind.Array):
                var items = type.Options.GetTypeInfo(type.ElementType!);
                foreach (var (i, item) in element.EnumerateArray().Index())
                    Look(item, items, $"{pointer}/{i}");
                break;
            default:
                Leaf(element, type, pointer);
                break;
        }
    }

    /// <summary>The members of a date given as an object, which its converter keeps to itself.</summary>
    sealed record DateAsObject(DateOnly From, DateOnly To, Precision? Precision = null, string? Words = null, bool? Inferred = null, string? Reason = null);

    void Fields(JsonElement element, JsonTypeInfo type, string pointer)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var strange = new List<Fault>();
        var listed = false;
        foreach (var member in element.EnumerateObject())
        {
            if (NameOf(member) is not { } name)
            {
                strange.Add(new(pointer, "The name of a member holds half a surrogate pair."));
                continue;
            }
            var at = $"{pointer}/{Escape(name)}";
            var property = type.Properties.FirstOrDefault(p => p.Name == name);
            if (!seen.Add(name))
                strange.Add(new(at, "This member stands here twice."));
            else if (property is null)
            {
                strange.Add(new(at, listed ? "There is no such member." : $"There is no such member; the members are {Names(type)}."));
                listed = true;
            }
            else if (member.Value.ValueKind == JsonValueKind.Null)
            {
                if (!property.IsSetNullable || property.PropertyType.IsValueType && Nullable.GetUnderlyingType(property.PropertyType) is null)
                    Misses(at, property.PropertyType, "This must not be null.");
            }
            else
                Look(member.Value, type.Options.GetTypeInfo(property.PropertyType), at);
        }
        foreach (var property in type.Properties)
            if (property.IsRequired && !seen.Contains(property.Name))
                Misses($"{pointer}/{property.Name}", property.PropertyType, "This member is missing.");
        HasStrangers |= strange.Count > 0;
        faults.AddRange(strange.Distinct());
    }

    void Leaf(JsonElement element, JsonTypeInfo type, string pointer)
    {
        try
        {
            if (element.ValueKind == JsonValueKind.String && element.GetString()!.Contains('\0', StringComparison.Ordinal))
                Misses(pointer, type.Type, "This holds the character U+0000, which no text has.");
            else
                element.Deserialize(type);
        }
        catch (JsonException e)
        {
            // The framework ends its own messages with a path, and they are for programmers; those of our converters are for the person who wrote this.
            var ours = !e.Message.Contains("Path:", StringComparison.Ordinal) && !e.Message.StartsWith("The JSON value", StringComparison.Ordinal);
            Misses(pointer, type.Type, ours ? e.Message : $"{Shown(element)} is not {Needed(type)}.");
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or OverflowException)
        {
            Misses(pointer, type.Type, $"{Shown(element)} is not {Needed(type)}.");
        }
    }

    void Misses(string pointer, Type type, string detail)
    {
        faults.Add(new(pointer, detail));
        Unreadable.Add((pointer, type));
    }

    static string Shown(JsonElement element)
    {
        if (element.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            return element.ValueKind == JsonValueKind.Object ? "An object" : "A list";
        var raw = element.GetRawText();
        return raw.Length <= 60 ? raw : raw[..60] + "…";
    }

    static string Needed(JsonTypeInfo info)
    {
        var type = Nullable.GetUnderlyingType(info.Type) ?? info.Type;
        return type.IsEnum ? $"one of {string.Join(", ", Enum.GetValues(type).Cast<object>().Select(v => JsonSerializer.SerializeToElement(v, type, ContractJson.Stored).GetString()))}"
            : Schemas.Texts.TryGetValue(type, out var text) ? $"a text such as {string.Join(" or ", text.Examples.Take(2))}"
            : type == typeof(decimal) ? "a number this register can hold (a JSON number, at most 15 significant digits)"
            : type == typeof(bool) ? "true or false"
            : type == typeof(string) ? "a text"
            : type == typeof(DateOnly) ? "a calendar day such as 2024-08-22"
            : type == typeof(DateSpan) ? "a date such as 2024-08-22, 2024-08 or 2024, or an object with from, to, precision, words, inferred, reason"
            : typeof(System.Collections.IEnumerable).IsAssignableFrom(type) ? "a list"
            : info.Kind == JsonTypeInfoKind.Object ? $"an object with {Names(info)}"
            : "what is needed here";
    }

    static string Names(JsonTypeInfo type) => string.Join(", ", type.Properties.Select(p => p.Name));

    static string? NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    internal static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
