using System.Buffers;
using System.Text.Json;
using CommitmentTracker.Contracts;

namespace CommitmentTracker.Platform;

/// <summary>The lines of a batch as they come: each a <see cref="Given"/> command, a <see cref="Refusal"/>, or <see cref="Blank"/>.</summary>
internal sealed class BatchLines(HttpContext http, BatchLines.Find find, Commands commands)
{
    const int ChunkLines = 512;

    static readonly Refusal TooLong = Problem.TooLarge.Because($"A line has at most {CommandBody.MaxBytes / 1024} KiB.");

    bool skipping;
    DateOnly today;

    public delegate Slice? Find(ReadOnlySpan<char> name);

    /// <summary>A line without a command: it counts, and is not answered.</summary>
    public static object Blank { get; } = new();

    /// <summary>Up to <see cref="ChunkLines"/> lines, or what has arrived: a slow client is answered line by line.</summary>
    public async Task<(List<object> Chunk, bool Ended)> Read(CancellationToken ct)
    {
        var (chunk, body) = (new List<object>(), http.Request.BodyReader);
        while (true)
        {
            System.IO.Pipelines.ReadResult read;
            try
            {
                read = await body.ReadAsync(ct);
            }
            catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
            {
                return ([Problem.Unavailable.Because("The service is stopping; this line and those after it were not taken.")], true);
            }
            (var rest, today) = (read.Buffer, commands.Today);
            while (chunk.Count < ChunkLines && TryLine(ref rest, read.IsCompleted, out var line))
                Parse(line, chunk);
            if (rest.Length > CommandBody.MaxBytes && chunk.Count < ChunkLines)
            {
                chunk.Add(TooLong);
                (rest, skipping) = (rest.Slice(rest.End), true);
            }
            body.AdvanceTo(rest.Start, chunk.Count > 0 ? rest.Start : rest.End);
            var ended = read.IsCompleted && rest.IsEmpty;
            if (chunk.Count > 0 || ended)
                return (chunk, ended);
        }
    }

    bool TryLine(ref ReadOnlySequence<byte> rest, bool completed, out ReadOnlySequence<byte> line)
    {
        line = default;
        if (skipping)
        {
            // The rest of a line that was too long to be kept; it is refused already.
            skipping = rest.PositionOf((byte)'\n') is null;
            rest = skipping ? rest.Slice(rest.End) : rest.Slice(rest.GetPosition(1, rest.PositionOf((byte)'\n')!.Value));
        }
        if (rest.IsEmpty)
            return false;
        if (rest.PositionOf((byte)'\n') is { } end)
        {
            line = rest.Slice(0, end);
            rest = rest.Slice(rest.GetPosition(1, end));
            return true;
        }
        if (!completed || rest.Length > CommandBody.MaxBytes)
            return false;
        (line, rest) = (rest, rest.Slice(rest.End));
        return true;
    }

    /// <summary>A line becomes a given command or a refusal. Blank lines count as lines and give no answer but their number.</summary>
    void Parse(ReadOnlySequence<byte> line, List<object> chunk)
    {
        if (line.Length > CommandBody.MaxBytes)
        {
            chunk.Add(TooLong);
            return;
        }
        var bytes = ArrayPool<byte>.Shared.Rent((int)line.Length);
        try
        {
            line.CopyTo(bytes);
            var text = bytes.AsSpan(0, (int)line.Length);
            if (text.StartsWith(CommandBody.Mark))
                text = text[CommandBody.Mark.Length..];
            if (text.TrimEnd(" \t\r"u8).IsEmpty)
                chunk.Add(Blank);
            else if (TakeName(text, find, out var refusal) is not { } slice)
                chunk.Add(refusal!);
            else if (!http.User.IsInRole(slice.Role))
                chunk.Add(Problem.Forbidden.Because($"{slice.Name} needs the role {slice.Role}."));
            else
            {
                var (given, fault) = CommandBody.Read(slice, text, today);
                chunk.Add(given ?? (object)fault!);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>Finds the member <c>command</c> and blanks it out, so that the rest is the command's own document.</summary>
    static Slice? TakeName(Span<byte> line, Find find, out Refusal? refusal)
    {
        refusal = null;
        try
        {
            var reader = new Utf8JsonReader(line, new() { MaxDepth = ContractJson.MaxDepth });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                refusal = Problem.Unreadable.Because("A line is a JSON object with a member \"command\".");
                return null;
            }
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var start = (int)reader.TokenStartIndex;
                var isName = reader.ValueTextEquals("command"u8);
                reader.Read();
                if (!isName)
                {
                    reader.Skip();
                    continue;
                }
                var name = reader.TokenType == JsonTokenType.String ? reader.GetString()! : "";
                var end = (int)reader.BytesConsumed;
                reader.Read(); // What follows is looked at while the comma is still there: a comma missing or too many must not be healed.
                Blankout(line, start, end);
                if (find(name) is { } slice)
                    return slice;
                refusal = Problem.UnknownMember.Because($"There is no command '{(name.Length <= 60 ? name : name[..60])}'.", new Fault("/command", "There is no such command."));
                return null;
            }
            refusal = Problem.InvalidValue.Because("The line does not say which command it is.", new Fault("/command", "This member is missing."));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            refusal = e is JsonException ? BrokenJson.Explain(line) : Problem.Unreadable.Because("This is not UTF-8.");
        }
        return null;
    }

    static void Blankout(Span<byte> line, int start, int end)
    {
        line[start..end].Fill((byte)' ');
        var after = line[end..].IndexOfAnyExcept(" \t\r\n"u8);
        if (after >= 0 && line[end + after] == ',')
            line[end + after] = (byte)' ';
        else if (line[..start].LastIndexOfAnyExcept(" \t\r\n"u8) is var before and >= 0 && line[before] == ',')
            line[before] = (byte)' ';
    }
}
