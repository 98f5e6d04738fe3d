using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Values;

namespace CommitmentTracker.Platform;

/// <summary>From bytes to a checked command, or a refusal that names every fault of the document.</summary>
internal static class CommandBody
{
    /// <summary>Longest document of one command.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>Most faults that one refusal names: a body full of them must not be answered by one many times its size.</summary>
    const int MostFaults = 100;

    /// <summary>Reads one command. The straight way is one strict deserialisation; only a faulty document is looked at member by member.</summary>
    public static (Given?, Refusal?) Read(Slice slice, ReadOnlySpan<byte> body)
    {
        if (body.StartsWith(Mark))
            body = body[Mark.Length..];
        try
        {
            if (body.IndexOf("\\u0000"u8) < 0 && (slice.Usual?.Invoke(body) ?? JsonSerializer.Deserialize(body, slice.CommandType, ContractJson.Strict)) is ICommand command)
                return Check(slice, command);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or OverflowException)
        {
            // Explained below, all faults at once.
        }
        return Explain(slice, body);
    }

    /// <summary>The byte order mark that some editors put before UTF-8.</summary>
    internal static ReadOnlySpan<byte> Mark => "\ufeff"u8;

    static (Given?, Refusal?) Check(Slice slice, ICommand command) => slice.Check(command) is { Count: > 0 } faults
        ? (null, Refuse(Problem.InvalidValue, faults))
        : (new(slice, command), null);

    static (Given?, Refusal?) Explain(Slice slice, ReadOnlySpan<byte> body)
    {
        // Before anything else: the reader lets wrong bytes through, and quoting them in a fault would then throw.
        if (!Utf8.IsValid(body))
            return (null, Problem.Unreadable.Because("This is not UTF-8."));
        JsonDocument document;
        try
        {
            var reader = new Utf8JsonReader(body, new() { MaxDepth = ContractJson.MaxDepth });
            document = JsonDocument.ParseValue(ref reader);
            if (reader.Read())
                return (null, Problem.Unreadable.Because("There is more after the end of the document."));
        }
        catch (JsonException e)
        {
            return (null, Problem.Unreadable.Because($"This is no JSON document, or one nested deeper than {ContractJson.MaxDepth}: {Plain(e)}"));
        }
        using (document)
        {
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return (null, Problem.Unreadable.Because("A command is a JSON object."));
            var faults = new List<Fault>();
            var unknown = Members.Examine(document.RootElement, ContractJson.Strict.GetTypeInfo(slice.CommandType), "", faults);
            // A text may speak of \u0000 without holding it; that alone is no fault.
            if (faults.Count == 0 && Try(slice, body, ContractJson.Strict) is { } good)
                return Check(slice, good);
            if (!faults.Except(unknown).Any() && Try(slice, body, ContractJson.Stored) is { } command)
                faults.AddRange(slice.Check(command));
            if (faults.Count == 0)
                faults.Add(new("", "This document cannot be read as this command."));
            return (null, Refuse(unknown.Count > 0 ? Problem.UnknownMember : Problem.InvalidValue, faults));
        }
    }

    static ICommand? Try(Slice slice, ReadOnlySpan<byte> body, JsonSerializerOptions options)
    {
        try
        {
            return (ICommand?)JsonSerializer.Deserialize(body, slice.CommandType, options);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    static Refusal Refuse(Problem problem, IReadOnlyList<Fault> faults) => faults.Count switch
    {
        1 => new(problem, "There is one fault.", faults),
        <= MostFaults => new(problem, $"There are {faults.Count} faults.", faults),
        var all => new(problem, $"There are {all} faults: the first {MostFaults} are named here, {all - MostFaults} more are not.", [.. faults.Take(MostFaults)]),
    };

    internal static string Plain(JsonException e) =>
        e.Message.Split(" Path:", 2)[0].Split(" LineNumber:", 2)[0] + (e.BytePositionInLine is { } at ? $" (line {e.LineNumber + 1}, byte {at + 1})" : "");

    /// <summary>Looks at a document member by member, by the same metadata the deserialiser uses.</summary>
    static class Members
    {
        /// <returns>Those of the faults that are unknown or doubled members.</returns>
        public static List<Fault> Examine(JsonElement element, JsonTypeInfo type, string pointer, List<Fault> faults)
        {
            var strange = new List<Fault>();
            Look(element, type, pointer, faults, strange);
            return strange;
        }

        static void Look(JsonElement element, JsonTypeInfo type, string pointer, List<Fault> faults, List<Fault> strange)
        {
            switch (type.Kind, element.ValueKind)
            {
                case (JsonTypeInfoKind.Object, JsonValueKind.Object):
                    Fields(element, type, pointer, faults, strange);
                    break;
                case (_, JsonValueKind.Object) when type.Type == typeof(DateSpan):
                    var before = faults.Count;
                    Fields(element, type.Options.GetTypeInfo(typeof(DateAsObject)), pointer, faults, strange);
                    if (faults.Count == before)
                        Leaf(element, type, pointer, faults);
                    break;
                case (JsonTypeInfoKind.Enumerable, JsonValueKind.Array):
                    var items = type.Options.GetTypeInfo(type.ElementType!);
                    foreach (var (i, item) in element.EnumerateArray().Index())
                        Look(item, items, $"{pointer}/{i}", faults, strange);
                    break;
                default:
                    Leaf(element, type, pointer, faults);
                    break;
            }
        }

        /// <summary>The members of a date given as an object, which its converter keeps to itself.</summary>
        sealed record DateAsObject(DateOnly From, DateOnly To, Precision? Precision = null, string? Words = null, bool? Inferred = null, string? Reason = null);

        static void Fields(JsonElement element, JsonTypeInfo type, string pointer, List<Fault> faults, List<Fault> strange)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
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
                    strange.Add(new(at, listed ? "There is no such member." : $"There is no such member; the members are {string.Join(", ", type.Properties.Select(p => p.Name))}."));
                    listed = true;
                }
                else if (member.Value.ValueKind == JsonValueKind.Null)
                {
                    if (!property.IsSetNullable || property.PropertyType.IsValueType && Nullable.GetUnderlyingType(property.PropertyType) is null)
                        faults.Add(new(at, "This must not be null."));
                }
                else
                    Look(member.Value, type.Options.GetTypeInfo(property.PropertyType), at, faults, strange);
            }
            foreach (var property in type.Properties)
                if (property.IsRequired && !seen.Contains(property.Name))
                    faults.Add(new($"{pointer}/{property.Name}", "This member is missing."));
            foreach (var fault in strange.Except(faults).ToList())
                faults.Add(fault);
        }

        static void Leaf(JsonElement element, JsonTypeInfo type, string pointer, List<Fault> faults)
        {
            try
            {
                if (element.ValueKind == JsonValueKind.String && element.GetString()!.Contains('\0', StringComparison.Ordinal))
                    faults.Add(new(pointer, "This holds the character U+0000, which no text has."));
                else
                    element.Deserialize(type);
            }
            catch (JsonException e)
            {
                faults.Add(new(pointer, e.InnerException is FormatException or null && !e.Message.StartsWith("The JSON value could not", StringComparison.Ordinal)
                    ? Plain(e)
                    : $"{Shown(element)} is not {Needed(type.Type)}."));
            }
            catch (Exception e) when (e is InvalidOperationException or FormatException or OverflowException)
            {
                faults.Add(new(pointer, $"{Shown(element)} is not {Needed(type.Type)}."));
            }
        }

        static string Shown(JsonElement element)
        {
            if (element.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                return element.ValueKind == JsonValueKind.Object ? "An object" : "A list";
            var raw = element.GetRawText();
            return raw.Length <= 60 ? raw : raw[..60] + "…";
        }

        static string Needed(Type type)
        {
            type = Nullable.GetUnderlyingType(type) ?? type;
            return type.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(type).Select(n => n.Length > 1 && char.IsUpper(n[1]) ? n : JsonNamingPolicy.CamelCase.ConvertName(n)))}"
                : type == typeof(decimal) ? "a number this register can hold (a JSON number, at most 15 significant digits)"
                : type == typeof(bool) ? "true or false"
                : type == typeof(string) ? "a text"
                : type == typeof(DateOnly) ? "a calendar day such as 2024-08-22"
                : type == typeof(Contracts.Values.DateSpan) ? "a date such as 2024-08-22, 2024-08 or 2024, or an object with from, to, precision, words, inferred, reason"
                : typeof(System.Collections.IEnumerable).IsAssignableFrom(type) ? "a list"
                : "what is needed here";
        }

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

        static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
    }
}
