using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CommitmentTracker.Contracts;

namespace CommitmentTracker.Platform;

/// <summary>Where a text stops being JSON, in words for the person who wrote it: the member it is in, the place, and what stands there.</summary>
internal static class BrokenJson
{
    static readonly SearchValues<byte> BetweenValues = SearchValues.Create(" \t\r\n,:"u8);

    public static Refusal Explain(ReadOnlySpan<byte> body)
    {
        // Not the final block: then a text that ends too early is no error to the reader, and told from one that is wrong.
        var reader = new Utf8JsonReader(body, isFinalBlock: false, new(new() { MaxDepth = ContractJson.MaxDepth }));
        var place = new Place();
        try
        {
            while (reader.Read())
                place.Take(ref reader);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            var rest = body[(int)reader.BytesConsumed..];
            var start = rest.IndexOfAnyExcept(BetweenValues);
            // Of the array that was opened last, and only of an array, the reader tells the depth outside it.
            var depth = reader.CurrentDepth + (reader.TokenType is JsonTokenType.StartArray ? 1 : 0);
            var deep = depth == ContractJson.MaxDepth && start >= 0 && rest[start] is (byte)'[' or (byte)'{';
            return Refuse(body, (int)reader.BytesConsumed + Math.Max(0, rest.IndexOfAnyExcept(" \t\r\n"u8)), place, deep
                ? $"this is nested deeper than {ContractJson.MaxDepth}"
                : $"'{Shown(rest.TrimStart(" \t\r\n"u8))}' is no JSON here");
        }
        return body.Trim(" \t\r\n"u8).IsEmpty
            ? Problem.Unreadable.Because("There is no document.")
            : Refuse(body, body.Length, place, "the document breaks off before its end");
    }

    static Refusal Refuse(ReadOnlySpan<byte> body, int at, Place place, string what)
    {
        var before = body[..Math.Min(at, body.Length)];
        // The one line of a document, or of a batch, where it has a number of its own.
        var line = body.Trim(" \t\r\n"u8).Contains((byte)'\n') ? string.Create(CultureInfo.InvariantCulture, $"line {before.Count((byte)'\n') + 1}, ") : "";
        var detail = string.Create(CultureInfo.InvariantCulture, $"At {line}byte {before.Length - before.LastIndexOf((byte)'\n')}, {what}.");
        return Problem.Unreadable.Because($"This cannot be read. {detail}", new Fault(place.Pointer, detail));
    }

    static string Shown(ReadOnlySpan<byte> rest)
    {
        var text = Encoding.UTF8.GetString(rest[..Math.Min(rest.Length, 24)]);
        return string.Concat(text.Where(c => !char.IsControl(c) && c != '\ufffd')) + (rest.Length > 24 ? "…" : "");
    }

    /// <summary>Which member the reader is in.</summary>
    sealed class Place
    {
        readonly Stack<(string? Name, int Index)> above = new();

        public string Pointer => string.Concat(above.Reverse().Select(step => step switch
        {
            { Name: { } name } => $"/{Members.Escape(name)}",
            { Index: >= 0 } => string.Create(CultureInfo.InvariantCulture, $"/{step.Index}"),
            _ => "",
        }));

        public void Take(ref Utf8JsonReader reader)
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                Step((reader.GetString(), -1));
                return;
            }
            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                above.Pop();
                return;
            }
            if (above.TryPeek(out var step) && step is { Name: null, Index: >= -1 })
                Step((null, step.Index + 1));
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                above.Push((null, reader.TokenType == JsonTokenType.StartArray ? -1 : -2));
        }

        void Step((string?, int) to)
        {
            above.Pop();
            above.Push(to);
        }
    }
}
