using System.Buffers;
using System.Text.Json;
using CommitmentTracker.Contracts;
using CommitmentTracker.EventStore;
using Microsoft.Net.Http.Headers;

namespace CommitmentTracker.Platform;

/// <summary>
/// <c>POST /commands</c>: many commands as NDJSON, a line each; a result line for each, in order, as it goes. A refused line does not stop its
/// neighbours. While one chunk of lines is being appended the next is read and parsed.
/// </summary>
internal static class BatchEndpoint
{
    const int ChunkLines = 512;

    public static void Map(WebApplication app, IReadOnlyList<Slice> slices, Func<Given, CommandResult, CancellationToken, ValueTask<CommandResult>> after)
    {
        var commands = app.Services.GetRequiredService<Commands>();
        var byName = slices.ToDictionary(s => s.Name, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        app.MapPost("/commands", http => Take(http, name => byName.TryGetValue(name, out var slice) ? slice : null, commands, after))
            .RequireAuthorization(Roles.Officer)
            .WithTags("Commands").WithName("Batch").WithSummary("Many commands as NDJSON, answered line by line.")
            .WithMetadata(new TakesCommand(typeof(void)));
    }

    delegate Slice? Find(ReadOnlySpan<char> name);

    static async Task Take(HttpContext http, Find find, Commands commands, Func<Given, CommandResult, CancellationToken, ValueTask<CommandResult>> after)
    {
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || type.MediaType != "application/x-ndjson")
        {
            await Problems.Write(http, Problem.UnsupportedMediaType.Because("Send application/x-ndjson: a command a line."));
            return;
        }
        if (!CommandEndpoints.TryReadSender(http, out var sender, out var refusal) || sender is { Expected: not null })
        {
            await Problems.Write(http, refusal ?? Problem.InvalidQuery.Because("If-Match does not go with many commands."));
            return;
        }
        if (http.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null; // Each line is limited; the whole is a stream.
        http.Response.ContentType = "application/x-ndjson; charset=utf-8";

        var (line, ended) = (0, false);
        Task<List<object>>? running = null;
        while (!ended)
        {
            (var chunk, ended) = await ReadChunk(http, find);
            if (running is not null)
                line = await Write(http.Response, await running, line);
            running = Run(chunk, commands, sender!, after, http.RequestAborted);
        }
        await Write(http.Response, await running!, line);
    }

    /// <summary>Up to <see cref="ChunkLines"/> lines, or what has arrived: a slow client is answered line by line.</summary>
    static async ValueTask<(List<object> Chunk, bool Ended)> ReadChunk(HttpContext http, Find find)
    {
        var chunk = new List<object>();
        while (true)
        {
            var read = await http.Request.BodyReader.ReadAsync(http.RequestAborted);
            var rest = read.Buffer;
            while (chunk.Count < ChunkLines && TryLine(ref rest, read.IsCompleted, out var line))
                Parse(line, find, http, chunk);
            if (rest.Length > CommandBody.MaxBytes && chunk.Count < ChunkLines)
            {
                // No line end within the limit: nothing after it can be trusted to be a line.
                chunk.Add(Problem.TooLarge.Because($"A line has at most {CommandBody.MaxBytes / 1024} KiB; the rest of the batch was not read."));
                http.Request.BodyReader.AdvanceTo(read.Buffer.End);
                http.Response.Headers.Connection = "close";
                return (chunk, true);
            }
            http.Request.BodyReader.AdvanceTo(rest.Start, chunk.Count > 0 ? rest.Start : rest.End);
            if (chunk.Count > 0 || read.IsCompleted && rest.IsEmpty)
                return (chunk, read.IsCompleted && rest.IsEmpty);
        }
    }

    static bool TryLine(ref ReadOnlySequence<byte> rest, bool completed, out ReadOnlySequence<byte> line)
    {
        line = default;
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
    static void Parse(ReadOnlySequence<byte> line, Find find, HttpContext http, List<object> chunk)
    {
        if (line.Length > CommandBody.MaxBytes)
        {
            chunk.Add(Problem.TooLarge.Because($"A line has at most {CommandBody.MaxBytes / 1024} KiB."));
            return;
        }
        var bytes = ArrayPool<byte>.Shared.Rent((int)line.Length);
        try
        {
            line.CopyTo(bytes);
            var text = bytes.AsSpan(0, (int)line.Length);
            if (text.TrimEnd(" \t\r"u8).IsEmpty)
                chunk.Add(Blank);
            else if (TakeName(text, find, out var refusal) is not { } slice)
                chunk.Add(refusal!);
            else if (!http.User.IsInRole(slice.Role))
                chunk.Add(Problem.Forbidden.Because($"{slice.Name} needs the role {slice.Role}."));
            else
            {
                var (given, fault) = CommandBody.Read(slice, text);
                chunk.Add(given ?? (object)fault!);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    static readonly object Blank = new();

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
                Blankout(line, start, (int)reader.BytesConsumed);
                if (find(name) is { } slice)
                    return slice;
                refusal = Problem.UnknownMember.Because($"There is no command '{(name.Length <= 60 ? name : name[..60])}'.", new Fault("/command", "There is no such command."));
                return null;
            }
            refusal = Problem.InvalidValue.Because("The line does not say which command it is.", new Fault("/command", "This member is missing."));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            refusal = Problem.Unreadable.Because($"This line is no JSON document: {(e is JsonException json ? CommandBody.Plain(json) : "not UTF-8")}");
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

    static async Task<List<object>> Run(
        List<object> chunk, Commands commands, Sender sender, Func<Given, CommandResult, CancellationToken, ValueTask<CommandResult>> after, CancellationToken ct)
    {
        var given = chunk.OfType<Given>().ToList();
        var answers = chunk;
        if (given.Count > 0)
        {
            var results = await Patiently(given, commands, sender, ct);
            var n = 0;
            for (var i = 0; i < chunk.Count; i++)
            {
                if (chunk[i] is not Given command)
                    continue;
                answers[i] = results[n] is CommandResult result ? await after(command, result, ct) : results[n];
                n++;
            }
        }
        return answers;
    }

    /// <summary>A full queue makes a batch wait its turn: the sender feels it as back-pressure, not as refusals.</summary>
    static async Task<object[]> Patiently(List<Given> given, Commands commands, Sender sender, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await commands.Run(given, sender, ct);
            }
            catch (StoreOverloadedException full) when (attempt < 20)
            {
                await Task.Delay(full.RetryAfter, ct);
            }
            catch (Exception e) when (e is StoreOverloadedException or StoreUnavailableException)
            {
                var refusal = (e is StoreOverloadedException ? Problem.Overloaded : Problem.Unavailable).Because("These lines may be sent again; nothing will be doubled.");
                return [.. given.Select(_ => refusal)];
            }
        }
    }

    static async Task<int> Write(HttpResponse response, List<object> answers, int line)
    {
        foreach (var answer in answers)
        {
            line++;
            if (ReferenceEquals(answer, Blank))
                continue;
            object body = answer is Refusal refusal ? Problems.Body(refusal) : answer;
            response.BodyWriter.Write(JsonSerializer.SerializeToUtf8Bytes(new { line }).AsSpan()[..^1]);
            response.BodyWriter.Write(","u8);
            response.BodyWriter.Write(JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), ContractJson.Stored).AsSpan()[1..]);
            response.BodyWriter.Write("\n"u8);
        }
        await response.BodyWriter.FlushAsync();
        return line;
    }
}
