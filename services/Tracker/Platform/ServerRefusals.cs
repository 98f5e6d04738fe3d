using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CommitmentTracker.Contracts;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace CommitmentTracker.Platform;

/// <summary>
/// What Kestrel refuses before there is a request (<c>/targets/%00</c>, a header it cannot read) it answers by itself, with a status and an empty
/// body. It tells of it first: here our answer, with its problem document, goes out before. Ours says <c>Connection: close</c>, after which
/// nobody reads what the server still sends.
/// </summary>
internal sealed class ServerRefusals(DiagnosticListener diagnostics) : IHostedService, IObserver<KeyValuePair<string, object?>>
{
    const string BadRequest = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    IDisposable? subscription;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        subscription = diagnostics.Subscribe(this, name => name == BadRequest);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        subscription?.Dispose();
        return Task.CompletedTask;
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        // HTTP/2 has frames on the line, and a stream of it that is refused is reset.
        if (value.Key != BadRequest || value.Value is not IFeatureCollection features || features.Get<IHttp2StreamIdFeature>() is not null
            || features.Get<IHttpResponseFeature>() is { HasStarted: true } || features.Get<IConnectionTransportFeature>() is not { } line
            || features.Get<IBadRequestExceptionFeature>()?.Error is not Microsoft.AspNetCore.Http.BadHttpRequestException refused)
            return;
        var problem = refused.StatusCode is 400 or 414 or 431 ? Problem.Unreadable : new Problem(refused.StatusCode, "unreadable", "The request cannot be read");
        var body = JsonSerializer.SerializeToUtf8Bytes(
            Problems.Body((problem with { Status = refused.StatusCode }).Because("The server cannot take the request line, a header or the framing of this request.")), ContractJson.Stored);
        line.Transport.Output.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"HTTP/1.1 {refused.StatusCode} \r\nContent-Type: application/problem+json\r\nContent-Length: {body.Length}\r\nConnection: close\r\nCache-Control: no-store\r\n\r\n")));
        line.Transport.Output.Write(body);
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }
}
