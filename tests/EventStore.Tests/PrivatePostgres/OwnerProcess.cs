using System.Diagnostics;
using System.IO.Pipes;
using CommitmentTracker.PrivatePostgres;

namespace CommitmentTracker.EventStore.Tests.PrivatePostgres;

/// <summary>Another process that owns a cluster, to be killed: this test program once more, running one explicit test.</summary>
sealed class OwnerProcess : IAsyncDisposable
{
    public const string Variable = "CLUSTER_OWNER_TEST";
    readonly Process process;
    readonly NamedPipeServerStream line;

    OwnerProcess(Process process, NamedPipeServerStream line, string server) => (this.process, this.line, Server) = (process, line, server);

    public int Id => process.Id;

    /// <summary>Process id of its PostgreSQL.</summary>
    public string Server { get; }

    public static async Task<OwnerProcess> Start(string directory, CancellationToken ct)
    {
        var name = Path.GetRandomFileName();
        var line = new NamedPipeServerStream(name, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous);
        var process = Process.Start(new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            ["exec", typeof(OwnerProcess).Assembly.Location, "-explicit", "only", "-method", $"{typeof(ClusterOwner).FullName}.{nameof(ClusterOwner.Owns_a_cluster_until_it_is_killed)}"])
        {
            RedirectStandardOutput = true,
            Environment = { [Variable] = $"{name}|{directory}" },
        })!;
        var output = process.StandardOutput.ReadToEndAsync(ct);
        if (await Task.WhenAny(line.WaitForConnectionAsync(ct), output) == output)
            Assert.Fail(await output);
        using var reader = new StreamReader(line, leaveOpen: true);
        return new(process, line, (await reader.ReadLineAsync(ct))!);
    }

    public async Task Kill(CancellationToken ct)
    {
        process.Kill();
        await process.WaitForExitAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        await line.DisposeAsync(); // a living owner reads the end and stops
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }
}

/// <summary>The part that runs in the other process.</summary>
public sealed class ClusterOwner
{
    [Fact(Explicit = true)]
    public async Task Owns_a_cluster_until_it_is_killed()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable(OwnerProcess.Variable) is not null, "Only another test starts this one.");
        var ct = TestContext.Current.CancellationToken;
        var order = Environment.GetEnvironmentVariable(OwnerProcess.Variable)!.Split('|', 2);
        await using var cluster = await PostgresCluster.Start(new(order[1]), progress: null, ct);
        await ClusterTests.Execute(cluster, "create table kept as select 'committed'::text as word");
        await using var line = new NamedPipeClientStream(".", order[0], PipeDirection.InOut, PipeOptions.Asynchronous);
        await line.ConnectAsync(ct);
        await line.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"{cluster.ProcessId}\n"), ct);
        _ = await line.ReadAsync(new byte[1], ct);
    }
}
