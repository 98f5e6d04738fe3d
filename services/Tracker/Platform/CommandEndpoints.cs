using System.Buffers;
using System.Globalization;
using CommitmentTracker.Contracts;
using Microsoft.Net.Http.Headers;

namespace CommitmentTracker.Platform;

/// <summary><c>POST /commands/{Name}</c>: one command, one answer.</summary>
internal static class CommandEndpoints
{
    public static void Map(WebApplication app, IReadOnlyList<Slice> slices, Func<Given, CommandResult, CancellationToken, ValueTask<CommandResult>> after)
    {
        var commands = app.Services.GetRequiredService<Commands>();
        foreach (var slice in slices)
        {
            app.MapPost($"/commands/{slice.Name}", http => Take(http, slice, commands, after))
                .RequireAuthorization(slice.Role)
                .WithTags("Commands").WithName(slice.Name)
                .WithMetadata(new TakesCommand(slice.CommandType));
        }
    }

    static async Task Take(HttpContext http, Slice slice, Commands commands, Func<Given, CommandResult, CancellationToken, ValueTask<CommandResult>> after)
    {
        if (!IsJson(http.Request))
        {
            await Problems.Write(http, Problem.UnsupportedMediaType.Because("Send application/json."));
            return;
        }
        if (!TryReadSender(http, out var sender, out var refusal))
        {
            await Problems.Write(http, refusal!);
            return;
        }
        var (given, fault) = await ReadBody(http, slice, commands);
        if (given is null)
        {
            await Problems.Write(http, fault!);
            return;
        }
        var answer = (await commands.Run([given], sender!, http.RequestAborted))[0];
        if (answer is Refusal no)
        {
            await Problems.Write(http, no);
            return;
        }
        var result = await after(given, (CommandResult)answer, http.RequestAborted);
        http.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{result.Version}\"");
        await Write(http.Response, result);
    }

    static async ValueTask<(Given?, Refusal?)> ReadBody(HttpContext http, Slice slice, Commands commands)
    {
        var reader = http.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(http.RequestAborted);
            if (read.Buffer.Length > CommandBody.MaxBytes)
            {
                reader.AdvanceTo(read.Buffer.End);
                http.Response.Headers.Connection = "close";
                return (null, Problem.TooLarge.Because($"A command has at most {CommandBody.MaxBytes / 1024} KiB."));
            }
            if (!read.IsCompleted)
            {
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }
            var outcome = read.Buffer.IsSingleSegment
                ? CommandBody.Read(slice, read.Buffer.FirstSpan, commands.Today)
                : CommandBody.Read(slice, read.Buffer.ToArray(), commands.Today);
            reader.AdvanceTo(read.Buffer.End);
            return outcome;
        }
    }

    /// <summary>Who, <c>If-Match</c> and <c>dryRun</c>.</summary>
    internal static bool TryReadSender(HttpContext http, out Sender? sender, out Refusal? refusal)
    {
        (sender, refusal) = (null, null);
        long? expected = null;
        var match = http.Request.Headers.IfMatch;
        if (match.Count > 0)
        {
            if (match is not [{ } version] || !long.TryParse(version.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                refusal = Problem.InvalidHeader.Because("If-Match takes one stream version in quotes, such as \"3\"; \"0\" insists that the stream is new.");
                return false;
            }
            expected = number;
        }
        // A parameter that was mistyped must not turn a trial into a record.
        var faults = http.Request.Query.Keys.Where(k => !k.Equals("dryRun", StringComparison.OrdinalIgnoreCase))
            .Select(k => new Fault(k, "There is no such parameter; there is dryRun.")).ToList();
        var (dry, dryRun) = (http.Request.Query["dryRun"], false);
        if (dry.Count > 0 && (dry is not [{ } text] || !bool.TryParse(text, out dryRun)))
            faults.Add(new("dryRun", "This is given once, as true or false."));
        if (faults.Count > 0)
        {
            refusal = Problem.InvalidQuery.Because("Nothing was decided or written.", [.. faults]);
            return false;
        }
        sender = new(Identity.ActorOf(http.User), expected, dryRun, Telemetry.TraceIdOf(http));
        return true;
    }

    static bool IsJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase);

    static async Task Write(HttpResponse response, CommandResult result)
    {
        response.ContentType = "application/json; charset=utf-8";
        Answers.Write(response.BodyWriter, result);
        await response.BodyWriter.FlushAsync();
    }
}

/// <summary>Says to the OpenAPI document which command an endpoint takes.</summary>
internal sealed record TakesCommand(Type Command);
