using System.Text.Json.Nodes;
using CommitmentTracker.Contracts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.OpenApi;

namespace CommitmentTracker.Platform.OpenApi;

/// <summary>From an endpoint's metadata to its operation. What bears a tag is part of the contract; pages and their files bear none.</summary>
internal sealed class Operations(OpenApiDocument document, Schemas schemas, Docs docs)
{
    const string Ndjson = "application/x-ndjson";

    static readonly string[] SecuritySchemes = ["Bearer", "Actor"];

    static readonly string[] ReadRefusals = ["400", "401", "403", "404", "429", "503"];

    static readonly string[] CommandRefusals = ["400", "401", "403", "404", "409", "412", "413", "415", "422", "429", "503"];

    public static void Describe(OpenApiDocument document, IEnumerable<Endpoint> endpoints)
    {
        document.Info = new() { Title = "CommitmentTracker", Version = "1", Description = "An event-sourced register of bilateral commitments. Commands are POSTed, views are read; every refusal is a problem document. What is not known is left out, never null." };
        document.Servers = null;
        document.Paths = [];
        document.Components = new();
        var docs = new Docs(typeof(ContractJson).Assembly, typeof(Operations).Assembly);
        var operations = new Operations(document, new(document, docs), docs);
        operations.AddShared();
        foreach (var endpoint in endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<ITagsMetadata>() is not null && e.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is null)
            .OrderBy(e => Address(e.RoutePattern), StringComparer.Ordinal))
            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [])
            {
                var path = Address(endpoint.RoutePattern);
                if (!document.Paths.ContainsKey(path))
                    document.Paths.Add(path, new OpenApiPathItem());
                ((OpenApiPathItem)document.Paths[path]).AddOperation(HttpMethod.Parse(method), operations.Of(endpoint));
            }
        document.Tags = document.Paths.Values.SelectMany(p => p.Operations!.Values).SelectMany(o => o.Tags!).Select(t => t.Reference.Id!)
            .Distinct().Order(StringComparer.Ordinal).Select(name => new OpenApiTag { Name = name }).ToHashSet();
        document.Components.Schemas = document.Components.Schemas!.OrderBy(s => s.Key, StringComparer.Ordinal).ToDictionary();
    }

    void AddShared()
    {
        document.AddComponent<IOpenApiSecurityScheme>("Bearer", new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT", Description = "Identity mode Jwt: an access token (RFC 9068) of the OIDC provider this service trusts.",
        });
        document.AddComponent<IOpenApiSecurityScheme>("Actor", new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = "X-Actor", Description = "Identity mode Local, on loopback only: one of the configured people; without it the first of them.",
        });
        var problem = schemas.Of(typeof(Problems.Document));
        document.AddComponent<IOpenApiResponse>("Problem", new OpenApiResponse
        {
            Description = $"Refused (RFC 9457). `type` is one of {string.Join(", ", Problem.All.Select(p => p.Type))}. With 429 and 503 comes Retry-After.",
            Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new() { Schema = problem } },
        });
    }

    OpenApiOperation Of(RouteEndpoint endpoint)
    {
        var metadata = endpoint.Metadata;
        var (takes, gives, policy) = (metadata.GetMetadata<TakesCommand>(), metadata.GetMetadata<Gives>(), metadata.GetMetadata<IAuthorizeData>()?.Policy);
        var operation = new OpenApiOperation
        {
            Tags = metadata.GetMetadata<ITagsMetadata>()!.Tags.Select(t => new OpenApiTagReference(t, document)).ToHashSet(),
            OperationId = metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName,
            Summary = metadata.GetMetadata<IEndpointSummaryMetadata>()?.Summary ?? (takes is null ? null : docs.Summary(takes.Command)),
            Parameters = [.. endpoint.RoutePattern.Parameters.Select(p => Parameters.Of(p.Name, ParameterLocation.Path, schemas))],
            Responses = [],
        };
        foreach (var name in gives?.Parameters ?? [])
            operation.Parameters.Add(Parameters.Of(name, ParameterLocation.Query, schemas, gives!.View));
        if (takes is { Command: var command })
            Takes(operation, command);
        else
            Gives(operation, gives);
        if (policy is not null)
        {
            operation.Description = $"For {Whom(policy)}.";
            operation.Security = [.. SecuritySchemes.Select(s => new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(s, document)] = [] })];
            foreach (var status in takes is null ? ReadRefusals : CommandRefusals)
                operation.Responses![status] = new OpenApiResponseReference("Problem", document);
        }
        return operation;
    }

    void Takes(OpenApiOperation operation, Type command)
    {
        operation.Parameters!.Add(Parameters.Of("dryRun", ParameterLocation.Query, schemas));
        var batch = command == typeof(void);
        if (!batch)
            operation.Parameters.Add(Parameters.IfMatch);
        operation.RequestBody = new OpenApiRequestBody { Required = true, Content = batch ? Content(BatchLine(), Ndjson) : Content(schemas.Of(command), "application/json") };
        operation.Responses!["200"] = batch
            ? new OpenApiResponse { Description = "A line for each line, in order, as it goes; a refused line does not stop its neighbours.", Content = Content(BatchAnswer(), Ndjson) }
            : new OpenApiResponse { Description = "Accepted; `changed` is false where everything was already so.", Content = Content(schemas.Of(typeof(CommandResult)), "application/json"), Headers = ETag("The stream's version, for If-Match.") };
    }

    void Gives(OpenApiOperation operation, Gives? gives)
    {
        var answer = new OpenApiResponse { Description = "As asked." };
        operation.Responses!["200"] = answer;
        if (gives?.View is not { } view)
            return;
        // The feed comes in rows.
        answer.Content = view == typeof(FeedRow) ? Content(schemas.Of(view), "text/event-stream", Ndjson) : Content(schemas.Of(view), gives.MediaType ?? "application/json");
        if (view == typeof(FeedRow))
            return;
        if (gives.Table)
            answer.Content["text/csv"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
        if (gives.Parameters.Length > 0)
        {
            answer.Headers = ETag("For If-None-Match.");
            operation.Responses["304"] = new OpenApiResponse { Description = "As you have it (If-None-Match)." };
        }
    }

    static OpenApiSchema BatchLine() => new()
    {
        Type = JsonSchemaType.Object, Required = new HashSet<string> { "command" },
        Description = "A command's own document with its name in the member `command`.",
        Properties = new Dictionary<string, IOpenApiSchema> { ["command"] = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. App.Slices.Select(s => (JsonNode)s.Name)] } },
    };

    OpenApiSchema BatchAnswer() => new()
    {
        AllOf =
        [
            new OpenApiSchema { Type = JsonSchemaType.Object, Required = new HashSet<string> { "line" }, Properties = new Dictionary<string, IOpenApiSchema> { ["line"] = schemas.Of(typeof(int)) } },
            new OpenApiSchema { OneOf = [schemas.Of(typeof(CommandResult)), schemas.Of(typeof(Problems.Document))] },
        ],
    };

    static Dictionary<string, OpenApiMediaType> Content(IOpenApiSchema schema, params string[] types) => types.ToDictionary(t => t, _ => new OpenApiMediaType { Schema = schema });

    static Dictionary<string, IOpenApiHeader> ETag(string words) => new() { ["ETag"] = new OpenApiHeader { Description = words, Schema = new OpenApiSchema { Type = JsonSchemaType.String } } };

    static string Whom(string policy) => policy switch
    {
        Roles.Reader => "any role",
        Roles.Writer => "officer or reviewer; each command names its own",
        Roles.Historian => "officer, reviewer, auditor or admin",
        _ => $"the role {policy}",
    };

    static string Address(RoutePattern pattern) => "/" + string.Join('/', pattern.PathSegments.Select(s => string.Concat(s.Parts.Select(p => p switch
    {
        RoutePatternParameterPart parameter => $"{{{parameter.Name}}}",
        RoutePatternLiteralPart literal => literal.Content,
        _ => "",
    }))));
}
