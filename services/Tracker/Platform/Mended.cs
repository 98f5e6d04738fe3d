using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform.OpenApi;

namespace CommitmentTracker.Platform;

/// <summary>
/// A document with values in place of those that cannot be read, so that rules can be asked about the others. It comes in several versions, each with
/// other values: the earliest date and the latest, true and false, states that no one else names. It is looked at and thrown away.
/// </summary>
internal static partial class Mended
{
    const int Versions = 6;

    /// <summary>So many unreadable members are not worth the work.</summary>
    const int Most = 50;

    // Without inhabitants or a government: what else a document names is hardly one of them.
    static readonly string[] Nobody = ["ATA", "BVT", "HMD", "IOT", "ATF", "SGS", "UMI", "SJM"];

    public static IEnumerable<JsonNode> Of(JsonElement document, IReadOnlyList<(string Pointer, Type Type)> unreadable)
    {
        if (unreadable.Count > Most)
            yield break;
        var pairs = unreadable.Any(u => u.Type == typeof(Pair)) ? Pairs(document) : [];
        for (var version = 0; version < (unreadable.Count == 0 ? 1 : Versions + pairs.Count); version++)
        {
            var values = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
            foreach (var (n, (pointer, type)) in unreadable.Index())
                values[pointer] = type == typeof(Pair) && version >= Versions ? JsonValue.Create(pairs[version - Versions]) : Value(type, version, n);
            yield return Copy(document, "", values)!;
        }
    }

    static JsonNode? Copy(JsonElement element, string pointer, Dictionary<string, JsonNode?> values)
    {
        if (values.Remove(pointer, out var value))
            return value;
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var copy = new JsonObject();
                foreach (var member in element.EnumerateObject())
                    if (Name(member) is { } name && !copy.ContainsKey(name)) // of two the first: it is the one that was looked at
                        copy[name] = Copy(member.Value, $"{pointer}/{Members.Escape(name)}", values);
                // Those that are missing.
                foreach (var (at, missing) in values.Where(v => v.Key.StartsWith(pointer + "/", StringComparison.Ordinal) && v.Key.LastIndexOf('/') == pointer.Length).ToList())
                {
                    values.Remove(at);
                    copy[at[(pointer.Length + 1)..]] = missing;
                }
                return copy;
            case JsonValueKind.Array:
                return new JsonArray([.. element.EnumerateArray().Index().Select(item => Copy(item.Item, $"{pointer}/{item.Index}", values))]);
            case JsonValueKind.Null:
                return null;
            default:
                return JsonValue.Create(element);
        }
    }

    static JsonNode? Value(Type given, int version, int n)
    {
        var type = Nullable.GetUnderlyingType(given) ?? given;
        if (type.IsEnum)
        {
            var names = Enum.GetValues(type);
            return JsonSerializer.SerializeToNode(names.GetValue(version % names.Length), type, ContractJson.Stored);
        }
        if (type == typeof(bool))
            return version % 2 == 0;
        if (type == typeof(decimal) || type == typeof(int) || type == typeof(long))
            return 1;
        if (type == typeof(DateSpan) || type == typeof(Period))
            return version % 2 == 0 ? "1600" : "2199";
        if (type == typeof(DateOnly))
            return version % 2 == 0 ? "1600-01-01" : "2199-12-31";
        if (type == typeof(StateCode))
            return Nobody[(version + n) % Nobody.Length];
        if (type == typeof(Pair))
            return $"{Nobody[version]}-{Nobody[version + 1]}";
        if (Schemas.Texts.TryGetValue(type, out var text))
            return text.Examples[version % text.Examples.Length];
        var info = ContractJson.Stored.GetTypeInfo(type);
        return info.Kind switch
        {
            JsonTypeInfoKind.Object => new JsonObject(info.Properties.Where(p => p.IsRequired).Select(p => KeyValuePair.Create(p.Name, Value(p.PropertyType, version, n)))),
            JsonTypeInfoKind.Enumerable => new JsonArray(),
            _ => "x",
        };
    }

    /// <summary>Every pair of states that the document names: what is said about a pair must not be faulted because ours is another.</summary>
    static List<string> Pairs(JsonElement document)
    {
        string[] states = [.. State().Matches(document.GetRawText()).Select(m => m.Value).Distinct().Take(6), Nobody[0]];
        return [.. from a in states from b in states where string.CompareOrdinal(a, b) < 0 let pair = $"{a}-{b}" where IsPair(pair) select pair];
    }

    static bool IsPair(string text)
    {
        try
        {
            Pair.Parse(text);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    static string? Name(JsonProperty member)
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

    [GeneratedRegex(@"\b[A-Z]{3}\b")]
    private static partial Regex State();
}
