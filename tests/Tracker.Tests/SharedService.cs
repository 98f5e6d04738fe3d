using CommitmentTracker.Tests;

namespace CommitmentTracker.Tracker.Tests;

/// <summary>One service for all tests of a class, started by the first that asks: so that where there is no PostgreSQL each is skipped by itself.</summary>
public sealed class SharedService(Postgres postgres) : IAsyncDisposable
{
    Task<RunningService>? starting;

    public Task<RunningService> Get(CancellationToken ct) => starting ??= RunningService.Start(postgres, "shared", ct);

    public async ValueTask DisposeAsync()
    {
        if (starting is { IsCompletedSuccessfully: true })
            await (await starting).DisposeAsync();
    }
}

/// <summary>The same with the sample in it, projected.</summary>
public sealed class SampleService(Postgres postgres) : IAsyncDisposable
{
    Task<RunningService>? starting;

    public Task<RunningService> Get(CancellationToken ct) => starting ??= Start(ct);

    async Task<RunningService> Start(CancellationToken ct)
    {
        var service = await RunningService.Start(postgres, "sample", ct);
        await service.SendBatch(await File.ReadAllTextAsync(Sample.Path, ct), ct);
        await service.Drain(ct);
        return service;
    }

    public async ValueTask DisposeAsync()
    {
        if (starting is { IsCompletedSuccessfully: true })
            await (await starting).DisposeAsync();
    }
}
