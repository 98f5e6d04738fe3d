using System.Buffers;
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

    /// <summary>Most significant digits of an amount: what every reader of JSON numbers keeps exactly.</summary>
    public const int MaxDigits = 15;

    /// <summary>For stored events and answers. Reading ignores members it does not know, as a reader of old events must.</summary>
    public static JsonSerializerOptions Stored { get; } = Make(JsonUnmappedMemberHandling.Skip);

    /// <summary>For what comes from outside: unknown and duplicate members are refused, and numbers that would be rounded.</summary>
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
        {
            options.Converters.Add(new ExactDecimal());
            options.Converters.Add(new Values.ExactEnum());
        }
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

    /// <summary>Decimal's own reading rounds in silence: 1e-40 to nothing, 999999999999999.99999999999999999 to 10^15.</summary>
    sealed class ExactDecimal : JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetDecimal(out var number))
                throw new JsonException("The JSON value could not be converted to a decimal.");
            ReadOnlySpan<byte> token = reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan;
            var mantissa = token.IndexOfAny((byte)'e', (byte)'E') is var e and >= 0 ? token[..e] : token;
            int digits = 0, zeros = 0;
            foreach (var c in mantissa)
            {
                if (c == '0')
                    zeros += digits > 0 ? 1 : 0;
                else if (c is >= (byte)'1' and <= (byte)'9')
                    (digits, zeros) = (digits + zeros + 1, 0);
            }
            if (digits > MaxDigits)
                throw new JsonException($"The amount has more than {MaxDigits} significant digits.");
            return number != 0 || digits == 0 ? number : throw new JsonException("The amount is smaller than any that can be kept.");
        }

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
    }
}
