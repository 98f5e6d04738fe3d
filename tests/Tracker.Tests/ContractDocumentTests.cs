using System.Text.Json;
using System.Text.RegularExpressions;
using CommitmentTracker.Contracts;
using CommitmentTracker.Contracts.Values;
using CommitmentTracker.Platform.OpenApi;
using CommitmentTracker.Tracker.Tests.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CommitmentTracker.Tracker.Tests;

/// <summary>The contract as outside clients read it: a change of it is a diff that someone approves.</summary>
public sealed partial class ContractDocumentTests(LocalService fixture) : IClassFixture<LocalService>
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static string Approved => Path.Combine(Sample.Root, "contracts", "openapi.json");

    [Fact]
    public async Task The_service_serves_the_contract_that_was_approved()
    {
        var service = await fixture.Service(Ct);
        var served = await service.Http.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), Ct);
        var received = Path.ChangeExtension(Approved, ".received.json");
        File.Delete(received);
        if (File.Exists(Approved) && await File.ReadAllTextAsync(Approved, Ct) == served)
            return;
        await File.WriteAllTextAsync(received, served, Ct);
        Assert.Fail("The contract changed. Compare contracts/openapi.received.json with contracts/openapi.json; if clients can live with it, move it there and commit it.");
    }

    [Fact]
    public async Task Every_endpoint_and_every_command_stands_in_it()
    {
        var service = await fixture.Service(Ct);
        var contract = await service.Get("/openapi/v1.json", Ct);
        var paths = contract.GetProperty("paths").EnumerateObject().Select(p => p.Name).ToHashSet();
        var endpoints = service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is null).Select(e => e.RoutePattern.RawText!);

        Assert.Empty(endpoints.Except(paths));
        Assert.Empty(App.Slices.Select(s => $"/commands/{s.Name}").Except(paths));
    }

    [Fact]
    public async Task Nothing_in_it_points_to_nowhere_and_nothing_in_it_is_left_over()
    {
        var service = await fixture.Service(Ct);
        var text = await service.Http.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), Ct);
        var named = Reference().Matches(text).Select(m => m.Groups[1].Value).ToHashSet();
        var schemas = JsonSerializer.Deserialize<JsonElement>(text).GetProperty("components").GetProperty("schemas").EnumerateObject().Select(s => s.Name).ToHashSet();

        Assert.Empty(named.Except(schemas));
        Assert.Empty(schemas.Except(named));
    }

    [Fact]
    public void The_forms_it_shows_are_those_the_service_reads()
    {
        var forms = Schemas.Texts.SelectMany(t => t.Value.Examples.Select(e => (Type: t.Key, t.Value.Pattern, Example: e)))
            .Concat(new[] { "2024-08-22", "2023-09", "2027" }.Select(e => (typeof(DateSpan), Schemas.DatePattern, e)));
        foreach (var (type, pattern, example) in forms)
        {
            Assert.Matches(pattern, example);
            Assert.Equal(example, JsonSerializer.Deserialize($"\"{example}\"", type, ContractJson.Strict)!.ToString());
        }
    }

    [GeneratedRegex("\"#/components/schemas/([^\"]+)\"")]
    private static partial Regex Reference();
}
