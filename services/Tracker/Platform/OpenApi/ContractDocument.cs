using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CommitmentTracker.Platform.OpenApi;

/// <summary><c>GET /openapi/v1.json</c>: the contract, made once from the endpoints themselves. <c>contracts/openapi.json</c> is its approved copy.</summary>
internal static class ContractDocument
{
    const string Name = "v1";

    static readonly JsonSerializerOptions Pretty = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Add(IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        // The API explorer does not see plain request delegates, and of the others only half: all are described alike, by Operations.
        options.ShouldInclude = _ => false;
        options.AddDocumentTransformer((document, context, _) =>
        {
            Operations.Describe(document, context.ApplicationServices.GetRequiredService<EndpointDataSource>().Endpoints);
            return Task.CompletedTask;
        });
    });

    public static void Map(WebApplication app)
    {
        var made = new Lazy<Task<Rendered>>(() => Make(app.Services));
        app.MapGet("/openapi/v1.json", async (HttpContext http) => await Views.Send(http, await made.Value))
            .AllowAnonymous().WithTags("Service").WithSummary("This document.");
    }

    static async Task<Rendered> Make(IServiceProvider services)
    {
        var document = await services.GetRequiredKeyedService<IOpenApiDocumentProvider>(Name).GetOpenApiDocumentAsync(CancellationToken.None);
        var json = JsonNode.Parse(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, CancellationToken.None))!;
        return Views.Render(Encoding.UTF8.GetBytes(json.ToJsonString(Pretty) + "\n"), "application/json; charset=utf-8");
    }
}
