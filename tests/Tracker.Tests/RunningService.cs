using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CommitmentTracker.EventStore;
using CommitmentTracker.EventStore.Projections;
using CommitmentTracker.Tests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CommitmentTracker.Tracker.Tests;

/// <summary>The service as it is deployed: Kestrel on a free port, a database of its own, real HTTP.</summary>
public sealed class RunningService : IAsyncDisposable
{
    readonly WebApplication app;
    readonly NpgsqlDataSource source;

    RunningService(WebApplication app, NpgsqlDataSource source, string connectionString)
    {
        (this.app, this.source, ConnectionString) = (app, source, connectionString);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Http = new() { BaseAddress = new(address), Timeout = TimeSpan.FromSeconds(60) };
    }

    /// <summary>Talks to it as the officer of Local mode.</summary>
    public HttpClient Http { get; }

    /// <summary>Its database.</summary>
    public string ConnectionString { get; }

    public IServiceProvider Services => app.Services;

    public NpgsqlDataSource Database => source;

    /// <summary>Starts it on a fresh database, or on a given one as a further node.</summary>
    public static async Task<RunningService> Start(
        Postgres postgres, string name, CancellationToken ct, Action<WebApplicationBuilder>? configure = null, string? connectionString = null)
    {
        connectionString ??= await postgres.CreateDatabase(name, ct);
        var source = App.Connect(connectionString);
        await Migrations.Migrate(source, App.Projections, ct);
        // Without its watcher: that appends to the log when it sees fit, and a test has to know what is in the log. Those about it let it run.
        var builder = WebApplication.CreateBuilder(["--Urls", "http://127.0.0.1:0", "--Watch:Enabled", "false"]);
        builder.Logging.ClearProviders();
        configure?.Invoke(builder);
        var app = App.Build(builder, source);
        await app.StartAsync(ct);
        return new(app, source, connectionString);
    }

    /// <summary>Applies to every projection what the log holds now.</summary>
    public Task Drain(CancellationToken ct) => app.Services.GetRequiredService<ProjectionRunner>().Drain(ct);

    /// <summary>Sends one command, given as an anonymous object or JSON text.</summary>
    public async Task<(HttpResponseMessage Response, JsonElement Body)> Send(string command, object body, CancellationToken ct, string query = "")
    {
        using HttpContent content = body is string json ? new StringContent(json, Encoding.UTF8, "application/json") : JsonContent.Create(body, options: Contracts.ContractJson.Stored);
        var response = await Http.PostAsync(new Uri($"/commands/{command}{query}", UriKind.Relative), content, ct);
        return (response, await response.Content.ReadFromJsonAsync<JsonElement>(ct));
    }

    /// <summary>Sends NDJSON, as the officer or somebody else, and gives the answer lines.</summary>
    public async Task<IReadOnlyList<JsonElement>> SendBatch(string ndjson, CancellationToken ct, string query = "", string? actor = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/commands{query}") { Content = new StringContent(ndjson, Encoding.UTF8, "application/x-ndjson") };
        if (actor is not null)
            request.Headers.Add("X-Actor", actor);
        using var response = await Http.SendAsync(request, ct);
        var text = await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(ct);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
    }

    /// <summary>Reads a view as JSON; the status is asserted to be 200.</summary>
    public async Task<JsonElement> Get(string path, CancellationToken ct)
    {
        using var response = await Http.GetAsync(new Uri(path, UriKind.Relative), ct);
        Assert.True(response.IsSuccessStatusCode, $"GET {path} → {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(ct)}");
        return await response.Content.ReadFromJsonAsync<JsonElement>(ct);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        await source.DisposeAsync();
    }
}
