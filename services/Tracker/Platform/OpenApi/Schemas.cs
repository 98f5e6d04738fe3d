using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Targets;
using CommitmentTracker.Contracts.Values;
using Microsoft.OpenApi;

namespace CommitmentTracker.Platform.OpenApi;

/// <summary>From our types to schemas, as <see cref="ContractJson"/> writes them; every type of ours becomes a component once.</summary>
internal sealed class Schemas(OpenApiDocument document, Docs docs)
{
    readonly HashSet<string> known = [];

    /// <summary>What JSON holds as one string: its form and what it looks like.</summary>
    internal static readonly Dictionary<Type, (string Pattern, string[] Examples)> Texts = new()
    {
        [typeof(Measure)] = ("^(turnover|exports:[A-Z]{3}>[A-Z]{3})$", ["turnover", "exports:KAZ>TJK"]),
        [typeof(Pair)] = ("^[A-Z]{3}-[A-Z]{3}$", ["KAZ-TJK"]),
        [typeof(Period)] = (@"^(1[6-9]\d\d|2[01]\d\d)(-S[12]|-Q[1-4]|-(0[1-9]|1[0-2])|-01-01/P([1-9]|1[0-2])M)?$", ["2022", "2022-S1", "2022-Q3", "2022-07", "2022-01-01/P7M"]),
        [typeof(StateCode)] = ("^[A-Z]{3}$", ["KAZ"]),
        [typeof(Viewpoint)] = ("^(reporter:[A-Z]{3}|stated|mid|conservative|reconciledFob)$", ["reporter:KAZ", "stated", "mid", "conservative", "reconciledFob"]),
    };

    internal const string DatePattern = @"^\d{4}(-\d{2}(-\d{2})?)?$";

    public IOpenApiSchema Of(Type given)
    {
        var type = Nullable.GetUnderlyingType(given) ?? given;
        if (Plain(type) is { } plain)
            return plain;
        var info = ContractJson.Strict.GetTypeInfo(type);
        if (info.Kind == JsonTypeInfoKind.Enumerable)
            return new OpenApiSchema { Type = JsonSchemaType.Array, Items = Of(info.ElementType!) };
        var name = Name(type);
        if (known.Add(name))
            document.AddComponent<IOpenApiSchema>(name, Component(type, info));
        return new OpenApiSchemaReference(name, document);
    }

    static OpenApiSchema? Plain(Type type) => type switch
    {
        _ when type == typeof(string) => new() { Type = JsonSchemaType.String },
        _ when type == typeof(bool) => new() { Type = JsonSchemaType.Boolean },
        _ when type == typeof(int) => new() { Type = JsonSchemaType.Integer, Format = "int32" },
        _ when type == typeof(long) => new() { Type = JsonSchemaType.Integer, Format = "int64" },
        _ when type == typeof(decimal) || type == typeof(double) => new() { Type = JsonSchemaType.Number },
        _ when type == typeof(DateOnly) => new() { Type = JsonSchemaType.String, Format = "date" },
        _ when type == typeof(DateTimeOffset) => new() { Type = JsonSchemaType.String, Format = "date-time" },
        _ when type == typeof(JsonElement) || type == typeof(object) => new(),
        _ => null,
    };

    OpenApiSchema Component(Type type, JsonTypeInfo info)
    {
        var schema = type switch
        {
            _ when Texts.TryGetValue(type, out var text) => new() { Type = JsonSchemaType.String, Pattern = text.Pattern, Examples = [.. text.Examples.Select(e => (JsonNode)e)] },
            _ when type == typeof(DateSpan) => Date(),
            { IsEnum: true } => Enumeration(type),
            _ when info.Kind == JsonTypeInfoKind.Object => Members(type, info),
            _ => new OpenApiSchema { Type = JsonSchemaType.String },
        };
        var words = docs.Summary(type);
        schema.Description = (words, schema.Description) is ({ } summary, { } more) ? $"{summary} {more}" : words ?? schema.Description;
        return schema;
    }

    OpenApiSchema Members(Type type, JsonTypeInfo info)
    {
        var schema = new OpenApiSchema { Type = JsonSchemaType.Object, Properties = new Dictionary<string, IOpenApiSchema>(), Required = new SortedSet<string>(StringComparer.Ordinal) };
        foreach (var property in info.Properties)
        {
            var member = Of(property.PropertyType);
            if (docs.Member(type, (property.AttributeProvider as MemberInfo)?.Name ?? property.Name) is { } words)
                member.Description = words;
            schema.Properties.Add(property.Name, member);
            if (property.IsRequired)
                schema.Required.Add(property.Name);
        }
        // Only what comes in is closed: an answer may say more some day.
        schema.AdditionalPropertiesAllowed = !type.IsAssignableTo(typeof(ICommand));
        return schema;
    }

    OpenApiSchema Enumeration(Type type)
    {
        var names = Enum.GetNames(type).Select(name => (Written: JsonSerializer.SerializeToNode(Enum.Parse(type, name), type, ContractJson.Stored)!, Words: docs.Member(type, name))).ToList();
        return new()
        {
            Type = JsonSchemaType.String,
            Enum = [.. names.Select(n => n.Written)],
            Description = names.All(n => n.Words is null) ? null : string.Join(" ", names.Select(n => $"{n.Written}: {n.Words?.TrimEnd('.')}.")),
        };
    }

    OpenApiSchema Date() => new()
    {
        OneOf =
        [
            new OpenApiSchema { Type = JsonSchemaType.String, Pattern = DatePattern, Examples = ["2024-08-22", "2023-09", "2027"] },
            new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Required = new HashSet<string> { "from", "to" },
                Properties = new Dictionary<string, IOpenApiSchema>
                {
                    ["from"] = Said(typeof(DateOnly), nameof(DateSpan.From)), ["to"] = Said(typeof(DateOnly), nameof(DateSpan.To)), ["precision"] = Said(typeof(Precision), nameof(DateSpan.Precision)),
                    ["words"] = Said(typeof(string), nameof(DateSpan.Words)), ["inferred"] = Said(typeof(bool), nameof(DateSpan.Inferred)), ["reason"] = Said(typeof(string), nameof(DateSpan.Reason)),
                },
            },
        ],
    };

    IOpenApiSchema Said(Type type, string member)
    {
        var schema = Of(type);
        schema.Description = docs.Member(typeof(DateSpan), member);
        return schema;
    }

    static string Name(Type type) => type switch
    {
        _ when type == typeof(Problems.Document) => "Problem",
        _ when type == typeof(Problems.Error) => "ProblemError",
        { IsGenericType: true } => $"{string.Concat(type.GetGenericArguments().Select(Name))}{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}",
        _ => type.Name,
    };
}
