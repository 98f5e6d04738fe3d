using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace CommitmentTracker.Benchmarks;

/// <summary>What one request is: the fixed head, and how to write a body and where to find that it was understood.</summary>
/// <param name="Line">Method and path, e.g. <c>POST /commands/RecordTradeFigure</c>.</param>
/// <param name="Body">Writes a fresh body and gives its length; null for a GET.</param>
/// <param name="Proof">Bytes that a good answer contains. A no-op answered 200 would flatter the figure.</param>
public sealed record Call(string Line, BodyWriter? Body, byte[]? Proof);

public delegate int BodyWriter(Span<byte> to);

/// <summary>One keep-alive HTTP/1.1 connection, one request in flight. Allocates nothing per request, for it shares the cores with what it measures.</summary>
public sealed class Connection : IDisposable
{
    const int HeadRoom = 512;
    readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    readonly byte[] _request = new byte[HeadRoom + 4096];
    readonly byte[] _head = new byte[HeadRoom];
    readonly ResponseReader _response = new();

    readonly string _host;

    Connection(IPEndPoint to) => _host = to.ToString();

    public ReadOnlySpan<byte> Body => _response.Body;

    public static async Task<Connection> Open(IPEndPoint to, CancellationToken ct)
    {
        var connection = new Connection(to);
        try
        {
            await connection._socket.ConnectAsync(to, ct);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Sends a small request and gives the answer's status; its body is in <see cref="Body"/> until the next one.</summary>
    public ValueTask<int> Exchange(Call call, CancellationToken ct)
    {
        var body = call.Body?.Invoke(_request.AsSpan(HeadRoom)) ?? 0;
        var head = Head(call.Line, "application/json", call.Body is null ? null : body);
        // The head ends where the body begins, so that both go out in one piece whatever the length's digits.
        _head.AsSpan(0, head).CopyTo(_request.AsSpan(HeadRoom - head));
        return Exchange(_request.AsMemory(HeadRoom - head, head + body), ct);
    }

    /// <summary>Sends a large body, reading the answer meanwhile: the service answers line by line and would otherwise stall on a full window.</summary>
    public async Task<int> ExchangeLines(string line, ReadOnlyMemory<byte> ndjson, CancellationToken ct)
    {
        var head = Head(line, "application/x-ndjson", ndjson.Length);
        await SendAll(_head.AsMemory(0, head), ct);
        return await Exchange(ndjson, ct);
    }

    int Head(string line, string type, int? length)
    {
        var given = length is { } bytes
            ? System.Text.Unicode.Utf8.TryWrite(_head, $"{line} HTTP/1.1\r\nHost: {_host}\r\nContent-Type: {type}\r\nContent-Length: {bytes}\r\n\r\n", out var written)
            : System.Text.Unicode.Utf8.TryWrite(_head, $"{line} HTTP/1.1\r\nHost: {_host}\r\n\r\n", out written);
        return given ? written : throw new InvalidOperationException($"The head of {line} is longer than {HeadRoom} bytes.");
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    async ValueTask<int> Exchange(ReadOnlyMemory<byte> request, CancellationToken ct)
    {
        _response.Reset();
        var sending = SendAll(request, ct);
        try
        {
            while (true)
            {
                var received = await _socket.ReceiveAsync(_response.Free, ct);
                if (received == 0)
                    throw new IOException("The service closed the connection.");
                if (_response.Take(received))
                    return _response.Status;
            }
        }
        finally
        {
            await sending;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    async ValueTask SendAll(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[await _socket.SendAsync(bytes, ct)..];
    }

    public void Dispose() => _socket.Dispose();
}
