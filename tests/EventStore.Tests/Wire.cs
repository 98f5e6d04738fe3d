using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace CommitmentTracker.Tests;

/// <summary>A line to PostgreSQL that can be cut around the next COMMIT, on either side of it.</summary>
sealed class Wire : IAsyncDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly (string Host, int Port) server;
    readonly CancellationTokenSource stop = new();
    readonly Task accepting;
    readonly TaskCompletionSource silent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int plan; // 0 nothing, 1 cut before the server has it, 2 cut after the server has answered
    int lost;

    internal Wire(string connectionString)
    {
        var to = new NpgsqlConnectionStringBuilder(connectionString);
        server = (to.Host!, to.Port);
        listener.Start();
        (to.Host, to.Port) = ("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port);
        (to.SslMode, to.GssEncryptionMode) = (SslMode.Disable, GssEncryptionMode.Disable); // it reads along
        ConnectionString = to.ConnectionString;
        accepting = Accept();
    }

    internal string ConnectionString { get; }

    /// <summary>Takes no connection.</summary>
    internal bool Closed { get; set; }

    /// <summary>Cuts nothing when it loses something: the line stays open and says no more.</summary>
    internal bool Silently { get; set; }

    internal int Lost => Volatile.Read(ref lost);

    internal void LoseNextCommit() => Volatile.Write(ref plan, 1);

    internal void LoseNextCommitAnswer() => Volatile.Write(ref plan, 2);

    async Task Accept()
    {
        var lines = new List<Task>();
        try
        {
            while (true)
                lines.Add(Carry(await listener.AcceptTcpClientAsync(stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(lines);
        }
    }

    async Task Carry(TcpClient client)
    {
        using var near = client;
        if (Closed)
            return;
        using var far = new TcpClient();
        await Connect(far);
        // Either direction's end is the end of both.
        await Task.WhenAny(Pump(near.GetStream(), far.GetStream(), toServer: true), Pump(far.GetStream(), near.GetStream(), toServer: false));
    }

    async Task Connect(TcpClient far)
    {
        if (!server.Host.StartsWith('/'))
        {
            await far.ConnectAsync(server.Host, server.Port, stop.Token);
            return;
        }
        far.Client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await far.Client.ConnectAsync(new UnixDomainSocketEndPoint($"{server.Host}/.s.PGSQL.{server.Port}"), stop.Token);
    }

    async Task Pump(NetworkStream from, NetworkStream to, bool toServer)
    {
        var buffer = new byte[1 << 16];
        try
        {
            while (await from.ReadAsync(buffer, stop.Token) is > 0 and var count)
            {
                var part = buffer.AsMemory(0, count);
                if (Cut(part.Span, toServer))
                {
                    if (Silently)
                        await silent.Task.WaitAsync(stop.Token);
                    return;
                }
                await to.WriteAsync(part, stop.Token);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
        }
    }

    bool Cut(ReadOnlySpan<byte> part, bool toServer)
    {
        // The write trip is known by a body in it on its way out, and by COMMIT's own tag on its way back.
        var due = toServer ? part.IndexOf("tons"u8) >= 0 : part.IndexOf("COMMIT\0"u8) >= 0;
        if (!due || Interlocked.CompareExchange(ref plan, 0, toServer ? 1 : 2) != (toServer ? 1 : 2))
            return false;
        Interlocked.Increment(ref lost);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await accepting;
        listener.Dispose();
        stop.Dispose();
    }
}
