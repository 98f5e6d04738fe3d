using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using CommitmentTracker.Contracts;
using CommitmentTracker.Platform;

namespace CommitmentTracker.Cli;

/// <summary>What the service says to one line: a command's result, or a problem document.</summary>
/// <param name="Line">Its number in the whole input, from 1.</param>
/// <param name="Changed">Whether it wrote something.</param>
/// <param name="Position">Position of the stream's last event.</param>
/// <param name="Events">What it wrote, or in a dry run would.</param>
/// <param name="Status">Set where the line was refused.</param>
/// <param name="Title">What kind of refusal.</param>
/// <param name="Detail">Why.</param>
/// <param name="Errors">Which members.</param>
/// <param name="Warnings">What was accepted and is worth a second look.</param>
internal sealed record LineAnswer(
    long Line, bool Changed = false, long Position = 0, IReadOnlyList<WrittenEvent>? Events = null,
    int? Status = null, string? Title = null, string? Detail = null, IReadOnlyList<Problems.Error>? Errors = null, IReadOnlyList<string>? Warnings = null)
{
    /// <summary>Bytes of the input up to the end of the request this line went with.</summary>
    public long BytesSent { get; init; }
}

/// <summary>The service did not take the lines at all; the message says why.</summary>
internal sealed class NotTakenException(string message) : Exception(message);

/// <summary>What is to be sent cannot be read.</summary>
internal sealed class UnreadableInputException(Exception cause) : Exception(cause.Message, cause);

/// <summary>Sends NDJSON commands to a service over HTTP, whatever their number, in order, at constant memory.</summary>
internal static class Sending
{
    // Kestrel buffers 1 MiB of a request that nobody reads yet. Below it, a request always gets out, whatever the answers do: beyond it,
    // HttpClient, which sends all before it reads, and a service whose answers nobody reads would wait for each other.
    const int RequestBytes = 512 * 1024;

    public static async IAsyncEnumerable<LineAnswer> Send(HttpClient http, Stream commands, bool dryRun, [EnumeratorCancellation] CancellationToken ct)
    {
        var ahead = new Pipe(new(pauseWriterThreshold: 2 * RequestBytes, resumeWriterThreshold: RequestBytes));
        // While one request is under way the next collects. Reading a terminal cannot be cancelled, so nobody waits for this task but through the pipe.
        _ = Fill(commands, ahead.Writer, ct);
        var (line, bytes) = (0L, 0L);
        while (await NextLines(ahead.Reader, line, ct) is { } lines)
        {
            bytes += lines.Length;
            using var request = new HttpRequestMessage(HttpMethod.Post, dryRun ? "commands?dryRun=true" : "commands") { Content = new ByteArrayContent(lines) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            if (response.StatusCode != HttpStatusCode.OK)
                throw new NotTakenException(await Why(response, ct));
            using var answers = new StreamReader(await response.Content.ReadAsStreamAsync(ct));
            while (await answers.ReadLineAsync(ct) is { } answer)
            {
                var said = JsonSerializer.Deserialize<LineAnswer>(answer, ContractJson.Stored)!;
                yield return said with { Line = line + said.Line, BytesSent = bytes };
            }
            line += lines.AsSpan().Count((byte)'\n');
        }
    }

    static async Task Fill(Stream from, PipeWriter to, CancellationToken ct)
    {
        try
        {
            await from.CopyToAsync(to, ct);
            await to.CompleteAsync();
        }
        catch (Exception e)
        {
            // Told apart from a line to the service that broke, which is an IOException too.
            await to.CompleteAsync(e is IOException or UnauthorizedAccessException ? new UnreadableInputException(e) : e);
        }
    }

    /// <summary>What has arrived, whole lines only; null at the end.</summary>
    static async Task<byte[]?> NextLines(PipeReader reader, long line, CancellationToken ct)
    {
        while (true)
        {
            var read = await reader.ReadAsync(ct);
            var there = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, RequestBytes));
            var end = read.IsCompleted && there.Length == read.Buffer.Length ? there.Length : WholeLines(there);
            if (end > 0)
            {
                var lines = there.Slice(0, end).ToArray();
                reader.AdvanceTo(read.Buffer.GetPosition(end));
                return line == 0 && lines.AsSpan().StartsWith("\uFEFF"u8) ? lines[3..] : lines;
            }
            if (there.Length == RequestBytes)
                throw new NotTakenException($"Line {line + 1} is longer than {RequestBytes / 1024} KiB: this is not one command a line.");
            if (read.IsCompleted)
                return null;
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    static long WholeLines(ReadOnlySequence<byte> there)
    {
        var (end, at) = (0L, 0L);
        foreach (var part in there)
        {
            if (part.Span.LastIndexOf((byte)'\n') is var last and >= 0)
                end = at + last + 1;
            at += part.Length;
        }
        return end;
    }

    static async Task<string> Why(HttpResponseMessage response, CancellationToken ct)
    {
        var status = (int)response.StatusCode;
        if (response.Content.Headers.ContentType?.MediaType == "application/problem+json"
            && await response.Content.ReadFromJsonAsync<Problems.Document>(ContractJson.Stored, ct) is { } problem)
            return $"The service refused the request: {status} {problem.Title}. {problem.Detail}{Hint()}";
        return $"The service refused the request: {status} {response.ReasonPhrase}.{Hint()}";

        string? Hint() => response.StatusCode != HttpStatusCode.Unauthorized || response.Headers.WwwAuthenticate.All(w => w.Scheme != "Bearer") ? null
            : response.RequestMessage?.Headers.Authorization is null ? " No token was sent: set environment variable TRACKER_TOKEN to a bearer token of yours."
            : $" The token in environment variable TRACKER_TOKEN was not taken: {response.Headers.WwwAuthenticate}";
    }
}
