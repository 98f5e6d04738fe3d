using System.Buffers;
using System.Text.Json;
using CommitmentTracker.Contracts;

namespace CommitmentTracker.Platform;

/// <summary>The answer to a command as JSON, member by member: the serialiser takes several times as long for what every command is given.</summary>
internal static class Answers
{
    static readonly JsonWriterOptions Form = new() { Encoder = ContractJson.Stored.Encoder };

    [ThreadStatic]
    static Utf8JsonWriter? writer;

    /// <param name="to">Where to.</param>
    /// <param name="result">The answer.</param>
    /// <param name="line">In a batch: the number of the line it answers.</param>
    public static void Write(IBufferWriter<byte> to, CommandResult result, int? line = null)
    {
        var json = writer ??= new Utf8JsonWriter(to, Form);
        json.Reset(to);
        json.WriteStartObject();
        if (line is { } number)
            json.WriteNumber("line"u8, number);
        json.WriteString("stream"u8, result.Stream);
        json.WriteNumber("version"u8, result.Version);
        json.WriteNumber("position"u8, result.Position);
        json.WriteBoolean("changed"u8, result.Changed);
        json.WriteStartArray("events"u8);
        foreach (var written in result.Events)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, written.Type);
            json.WriteNumber("version"u8, written.Version);
            json.WriteNumber("position"u8, written.Position);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        Seldom(json, "warnings", result.Warnings);
        Seldom(json, "quotes", result.Quotes);
        json.WriteEndObject();
        json.Flush();
    }

    static void Seldom<T>(Utf8JsonWriter json, string name, T? value) where T : class
    {
        if (value is null)
            return;
        json.WritePropertyName(name);
        JsonSerializer.Serialize(json, value, ContractJson.Stored);
    }
}
