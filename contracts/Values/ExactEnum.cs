using System.Text.Json;
using System.Text.Json.Serialization;

namespace CommitmentTracker.Contracts.Values;

/// <summary>
/// Reads an enum from outside by its exact name. The framework's own reader takes <c>"treaty, declaration"</c> for a combination of flags and
/// gives one of them, or none.
/// </summary>
sealed class ExactEnum : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(typeToConvert))!;

    sealed class Of<T> : JsonConverter<T> where T : struct, Enum
    {
        // As they are written, so that reading and writing never spell one value differently.
        readonly (JsonEncodedText Name, T Value)[] names =
            [.. Enum.GetValues<T>().Select(v => (JsonEncodedText.Encode(JsonSerializer.SerializeToElement(v, ContractJson.Stored).GetString()!), v))];

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.String)
                foreach (var (name, value) in names)
                    if (reader.ValueTextEquals(name.EncodedUtf8Bytes))
                        return value;
            throw new JsonException();
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(Array.Find(names, n => EqualityComparer<T>.Default.Equals(n.Value, value)).Name);
    }
}
