using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace CommitmentTracker.Platform;

/// <summary>
/// What stands in for a password in Local mode: the service listens on loopback or does not start, and it answers only requests made for it
/// (<c>Host</c>: a foreign name that resolves to 127.0.0.1 is DNS rebinding) and not those another site's page makes (<c>Origin</c>).
/// </summary>
internal sealed class LoopbackOnly(IServer server) : IHostedLifecycleService
{
    // Nearly every request bears the same Host: the one found good last is not looked at again.
    string? goodHost;

    public Task Check(HttpContext http, RequestDelegate next) => Fault(http) is { } fault
        ? Problems.Write(http, Problem.ForeignHost.Because(fault))
        : next(http);

    string? Fault(HttpContext http)
    {
        var headers = http.Request.Headers;
        // Null on a Unix socket. The start is refused on other addresses; this holds for whatever binding that did not see.
        if (http.Connection.LocalIpAddress is { } local && !IPAddress.IsLoopback(local))
            return "In Local mode this service answers on loopback only.";
        if (headers.Host is not [{ } host] || host != goodHost && !IsLoopback(http.Request.Host.Host))
            return "Host is not this machine's own name: use localhost, 127.0.0.1 or [::1].";
        goodHost = host;
        if (headers.Origin.Count > 0 && !(headers.Origin is [{ } origin] && origin.Equals($"{http.Request.Scheme}://{host}", StringComparison.OrdinalIgnoreCase)))
            return "Another site's page asks; only this service's own pages may.";
        if (headers["Sec-Fetch-Site"] is [not ("same-origin" or "none")] && !HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
            return "Another site's page sends this; only this service's own pages may.";
        return null;
    }

    /// <summary>Before anything is made: what is configured. Host names are refused with the rest, Kestrel binds them to every address.</summary>
    public static void RefuseOpen(IConfiguration configuration)
    {
        RefuseOpen(configuration["urls"] is { Length: > 0 } urls ? [urls] : Ports("http").Concat(Ports("https")));
        RefuseOpen(configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(e => e["Url"]).OfType<string>());

        IEnumerable<string> Ports(string scheme) =>
            (configuration[$"{scheme}_ports"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).Select(port => $"{scheme}://*:{port}");
    }

    /// <summary>Before anything listens: what code has added.</summary>
    public Task StartingAsync(CancellationToken cancellationToken) => StartedAsync(cancellationToken);

    /// <summary>Once it listens: where it really does, whoever said so.</summary>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        RefuseOpen(server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    static void RefuseOpen(IEnumerable<string> addresses)
    {
        foreach (var address in addresses.SelectMany(a => a.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
            if (Address(address) is { IsUnixPipe: false, IsNamedPipe: false } binding && !IsLoopback(binding.Host))
                throw new MisconfiguredException(
                    $"{address} is open to others, and in Local mode nobody proves who they are. Bind to http://127.0.0.1:5080 or http://localhost:5080, or set Identity:Mode=Jwt.");
    }

    /// <exception cref="MisconfiguredException">It is no address to listen on.</exception>
    public static BindingAddress Address(string url)
    {
        try
        {
            return BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            throw new MisconfiguredException($"'{url}' is no address to listen on, such as http://127.0.0.1:5081.");
        }
    }

    static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || IPAddress.TryParse(host.AsSpan().Trim("[]"), out var address) && IPAddress.IsLoopback(address);
}
