using System.Buffers;
using System.Text.Json;
using CommitmentTracker.Contracts;
using CommitmentTracker.EventStore;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Net.Http.Headers;

namespace CommitmentTracker.Platform;

/// <summary>
/// <c>POST /commands</c>: many commands as NDJSON, a line each; a result line for each, in order, as it goes. A refused line does not stop its
/// neighbours. While one chunk of lines is being appended the next is read and parsed.
/// </summary>
internal static class BatchEndpoint
{
    public static void Map(WebApplication app, IReadOnlyList<Slice> slices, Func<Given, CommandResult, CancellationToken, ValueTask<CommandResult>> after)
    {
        var commands = app.Services.GetRequiredService<Commands>();
        var host = app.Lifetime;
        var byName = slices.ToDictionary(s => s.Name, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        app.MapPost("/commands", http => Take(http, host, name => byName.TryGetValue(name, out var slice) ? slice : null, commands, after))
            .RequireAuthorization(Roles.Writer)
            .WithTags("Commands").WithName("Batch").WithSummary("Many commands as NDJSON, answered line by line.")
            .WithMetadata(new TakesCommand(typeof(void)));
    }

    static async Task Take(HttpContext http, IHostApplicationLifetime host, BatchLines.Find find, Commands commands, Func<Given, CommandResult, CancellationToken, ValueTask<CommandResult>> after)
    {
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || !type.MediaType.Equals("application/x-ndjson", StringComparison.OrdinalIgnoreCase))
        {
            await Problems.Write(http, Problem.UnsupportedMediaType.Because("Send application/x-ndjson: a command a line."));
            return;
        }
        if (!CommandEndpoints.TryReadSender(http, out var sender, out var refusal) || sender is { Expected: not null })
        {
            await Problems.Write(http, refusal ?? Problem.InvalidHeader.Because("If-Match does not go with many commands."));
            return;
        }
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null; // Each line is limited; the whole is a stream.
        http.Response.ContentType = "application/x-ndjson; charset=utf-8";

        if (http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
            rate.MinDataRate = null; // A sender may wait for the answer to one line before it sends the next.

        var (line, ended) = (0, false);
        var buffer = new ArrayBufferWriter<byte>();
        var lines = new BatchLines(http, find, commands);
        Task<List<object>>? running = null;
        Task<(List<object> Chunk, bool Ended)>? reading = null;
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, host.ApplicationStopping);
        try
        {
            while (!ended)
            {
                reading = lines.Read(stopping.Token);
                var answers = running is null ? null : await running;
                // The next lines go to the database first, if they are there, and the answers are written meanwhile. Else the answers go
                // first: the lines may come only when these are answered.
                if (answers is not null && !reading.IsCompleted)
                    (line, answers) = (await Write(http.Response, buffer, answers, line, http.RequestAborted), null);
                (var chunk, ended) = await reading;
                running = Run(http, chunk, commands, sender!, after, http.RequestAborted);
                if (answers is not null)
                    line = await Write(http.Response, buffer, answers, line, http.RequestAborted);
            }
            await Write(http.Response, buffer, await running!, line, http.RequestAborted);
        }
        catch
        {
            // The request must not end while its body is still being read and its lines are on their way.
            http.Abort();
            foreach (var task in (Task?[])[reading, running])
                await (task ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    static async Task<List<object>> Run(
        HttpContext http, List<object> chunk, Commands commands, Sender sender, Func<Given, CommandResult, CancellationToken, ValueTask<CommandResult>> after, CancellationToken ct)
    {
        var given = chunk.OfType<Given>().ToList();
        var answers = chunk;
        if (given.Count > 0)
        {
            var results = await Patiently(http, given, commands, sender, ct);
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
    static async Task<object[]> Patiently(HttpContext http, List<Given> given, Commands commands, Sender sender, CancellationToken ct)
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
            catch (Exception e) when (e is not OperationCanceledException)
            {
                var refusal = Failures.Refuse(http, e).Refusal;
                if (refusal.TraceId is null)
                    refusal = refusal with { Detail = "These lines may be sent again; nothing will be doubled." };
                return [.. given.Select(_ => refusal)];
            }
        }
    }

    static async Task<int> Write(HttpResponse response, ArrayBufferWriter<byte> buffer, List<object> answers, int line, CancellationToken ct)
    {
        buffer.ResetWrittenCount();
        foreach (var answer in answers)
        {
            line++;
            if (ReferenceEquals(answer, BatchLines.Blank))
                continue;
            if (answer is CommandResult result)
                Answers.Write(buffer, result, line);
            else
                WriteRefusal(buffer, (Refusal)answer, line);
            buffer.Write("\n"u8);
        }
        await response.BodyWriter.WriteAsync(buffer.WrittenMemory, ct);
        return line;
    }

    static void WriteRefusal(ArrayBufferWriter<byte> buffer, Refusal refusal, int line)
    {
        buffer.Write(JsonSerializer.SerializeToUtf8Bytes(new { line }).AsSpan()[..^1]);
        buffer.Write(","u8);
        buffer.Write(JsonSerializer.SerializeToUtf8Bytes(Problems.Body(refusal), ContractJson.Stored).AsSpan()[1..]);
    }
}
