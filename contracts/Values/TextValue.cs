using System.Text.Json;
using System.Text.Json.Serialization;

namespace CommitmentTracker.Contracts.Values;

/// <summary>A value that JSON holds as one string.</summary>
/// <typeparam name="TSelf">The value itself.</typeparam>
public interface ITextValue<TSelf> where TSelf : ITextValue<TSelf>
{
    /// <summary>Reads the canonical text (and what else is accepted).</summary>
    /// <exception cref="FormatException">The text is no such value; the message says why, for the person who wrote it.</exception>
    static abstract TSelf Parse(string text);
}

/// <summary>JSON string ↔ <see cref="ITextValue{TSelf}"/>; also as a property name.</summary>
/// <typeparam name="T">The value.</typeparam>
public sealed class TextValueConverter<T> : JsonConverter<T> where T : ITextValue<T>
{
    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
            throw new JsonException("A string is needed here.");
        try
        {
            return T.Parse(reader.GetString()!);
        }
        catch (FormatException unreadable)
        {
            throw new JsonException(unreadable.Message, unreadable);
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
