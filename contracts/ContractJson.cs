using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace CommitmentTracker.Contracts;

/// <summary>How everything here is written as JSON: camelCase, enums as strings, absent rather than null, text unescaped.</summary>
public static class ContractJson
{
    /// <summary>Deepest nesting accepted.</summary>
    public const int MaxDepth = 32;

    /// <summary>For stored events and answers. Reading ignores members it does not know, as a reader of old events must.</summary>
    public static JsonSerializerOptions Stored { get; } = Make(JsonUnmappedMemberHandling.Skip);

    /// <summary>For what comes from outside: unknown and duplicate members are refused.</summary>
    public static JsonSerializerOptions Strict { get; } = Make(JsonUnmappedMemberHandling.Disallow);

    static JsonSerializerOptions Make(JsonUnmappedMemberHandling unknown)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            PropertyNameCaseInsensitive = false,
            NumberHandling = JsonNumberHandling.Strict,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            UnmappedMemberHandling = unknown,
            AllowDuplicateProperties = unknown == JsonUnmappedMemberHandling.Skip,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            MaxDepth = MaxDepth,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { NullableMayBeAbsent } },
        };
        if (unknown == JsonUnmappedMemberHandling.Disallow)
            options.Converters.Add(new Values.ExactEnum());
        options.MakeReadOnly();
        return options;
    }

    /// <summary>A member that may be null may be left out: null is never written.</summary>
    static void NullableMayBeAbsent(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
            if (property.IsRequired && (property.AssociatedParameter?.IsNullable == true || Nullable.GetUnderlyingType(property.PropertyType) is not null))
                property.IsRequired = false;
    }
}
