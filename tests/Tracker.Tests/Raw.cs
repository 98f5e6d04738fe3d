using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace CommitmentTracker.Tracker.Tests;

/// <summary>HTTP by hand, for what a well-behaved client cannot be made to do.</summary>
public sealed class Raw(TcpClient client) : IDisposable
{
    readonly NetworkStream stream = client.GetStream();
    readonly List<byte> undecoded = [];
    readonly StringBuilder line = new();
    readonly Queue<string> lines = new();
    bool headed, ended;

    public static async Task<Raw> Open(RunningService service, CancellationToken ct)
    {
        var client = new TcpClient();
        await client.ConnectAsync(service.Http.BaseAddress!.Host, service.Http.BaseAddress.Port, ct);
        return new(client);
    }

    /// <summary>One whole exchange.</summary>
    public static async Task<(int Status, JsonElement Body)> Post(RunningService service, string path, string body, string headers, CancellationToken ct)
    {
        using var raw = await Open(service, ct);
        await raw.Send($"POST {path} HTTP/1.1\r\nHost: {service.Http.BaseAddress!.Authority}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n{headers}\r\n{body}", ct);
        var answer = await raw.ReadToEnd(ct);
        return (Status(answer), JsonSerializer.Deserialize<JsonElement>(answer[answer.IndexOf('{', StringComparison.Ordinal)..(answer.LastIndexOf('}') + 1)]));
    }

    public static int Status(string answer) => answer.Length < 12 ? 0 : int.Parse(answer.AsSpan(9, 3), CultureInfo.InvariantCulture);

    /// <summary>Begins a request whose body is sent in chunks while the answer is read.</summary>
    public Task Begin(RunningService service, string method, string path, string headers, CancellationToken ct) =>
        Send($"{method} {path} HTTP/1.1\r\nHost: {service.Http.BaseAddress!.Authority}\r\n{headers}\r\n", ct);

    public async Task Send(string text, CancellationToken ct) => await stream.WriteAsync(Encoding.UTF8.GetBytes(text), ct);

    public Task Chunk(string text, CancellationToken ct) => Send($"{Encoding.UTF8.GetByteCount(text):x}\r\n{text}\r\n", ct);

    public Task EndChunks(CancellationToken ct) => Send("0\r\n\r\n", ct);

    public async Task<string> ReadToEnd(CancellationToken ct)
    {
        using var all = new MemoryStream();
        try
        {
            await stream.CopyToAsync(all, ct);
        }
        catch (IOException)
        {
            // Reset after its answer: the server does not wait for what it will not read.
        }
        return Encoding.UTF8.GetString(all.ToArray());
    }

    /// <summary>The status line first, then the next line of a chunked answer as soon as it is there; null after the last.</summary>
    public async Task<string?> ReadLine(CancellationToken ct)
    {
        var buffer = new byte[16 * 1024];
        while (lines.Count == 0 && !ended)
        {
            var read = await stream.ReadAsync(buffer, ct);
            if (read == 0)
                return null;
            undecoded.AddRange(buffer.AsSpan(0, read));
            Decode();
        }
        return lines.TryDequeue(out var next) ? next : null;
    }

    void Decode()
    {
        while (Take("\r\n"u8) is { } text)
        {
            if (!headed)
            {
                if (text.StartsWith("HTTP/", StringComparison.Ordinal))
                    lines.Enqueue(text);
                headed = text.Length == 0;
                continue;
            }
            var length = int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (undecoded.Count < length + 2)
            {
                undecoded.InsertRange(0, Encoding.ASCII.GetBytes(text + "\r\n"));
                return;
            }
            ended = length == 0;
            foreach (var c in Encoding.UTF8.GetString([.. undecoded.Take(length)]))
                if (c == '\n')
                {
                    lines.Enqueue(line.ToString());
                    line.Clear();
                }
                else
                    line.Append(c);
            undecoded.RemoveRange(0, length + 2);
        }
    }

    string? Take(ReadOnlySpan<byte> end)
    {
        var span = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(undecoded);
        var at = span.IndexOf(end);
        if (at < 0)
            return null;
        var text = Encoding.ASCII.GetString(span[..at]);
        undecoded.RemoveRange(0, at + end.Length);
        return text;
    }

    public void Dispose() => client.Dispose();
}
