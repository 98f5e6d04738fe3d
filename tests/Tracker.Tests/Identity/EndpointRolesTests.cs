using CommitmentTracker.Platform;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CommitmentTracker.Tracker.Tests.Identity;

/// <summary>Nobody is in by default.</summary>
public sealed class EndpointRolesTests(LocalService fixture) : IClassFixture<LocalService>
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>What anyone may ask; each needs a reason to be here: whether it runs, what a refusal means, what may be asked.</summary>
    static readonly string[] OpenToAll = ["/livez", "/openapi/v1.json", "/problems", "/problems/{slug}", "/readyz"];

    [Fact]
    public async Task Every_endpoint_names_the_role_it_needs_or_is_on_the_written_list()
    {
        var service = await fixture.Service(Ct);
        var endpoints = service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();
        var policies = new HashSet<string>([.. Roles.All, Roles.Reader, Roles.Writer, Roles.Historian]);

        var open = endpoints.Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is not null).Select(e => e.RoutePattern.RawText!);
        var unnamed = endpoints.Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is null)
            .Where(e => e.Metadata.GetOrderedMetadata<IAuthorizeData>() is not { Count: > 0 } asks || asks.Any(a => a.Policy is null || !policies.Contains(a.Policy)))
            .Select(e => e.RoutePattern.RawText);

        Assert.NotEmpty(endpoints);
        Assert.Empty(unnamed);
        Assert.Empty(open.Except(OpenToAll));
    }

    [Fact]
    public async Task Nothing_here_writes_keys_to_the_home_directory()
    {
        var service = await fixture.Service(Ct);
        Assert.Null(service.Services.GetService<IDataProtectionProvider>());
    }
}
