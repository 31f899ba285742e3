using System.Text.Json.Nodes;
using Genomlys.Shared.Data;
using Genomlys.Shared.Idempotency;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Genomlys.Shared.Registers;

/// <summary>What an endpoint of a register's API does; the description of the API is written from it.</summary>
internal enum ApiAct { List, Read, Create, Change, Archive }

/// <summary>Stands on each endpoint of a register's API.</summary>
internal sealed record ApiOf(Register Register, ApiAct Act);

/// <summary>Describes each register's resource in OpenAPI, from its fields: what it holds, how it is filtered, what it answers.</summary>
internal sealed class RegisterDescription : IOpenApiOperationTransformer
{
    internal static readonly Words Texts = Words.Of<RegisterDescription>();

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<ApiOf>().LastOrDefault() is not { } api || context.Document is not { } document)
            return Task.CompletedTask;
        var db = context.ApplicationServices.GetRequiredService<GenomlysDb>();
        var (register, schemas) = (api.Register, new RegisterSchemas(api.Register, db, document));
        operation.OperationId = $"{register.Name}.{Lower(api.Act)}";
        operation.Summary = $"{register.Title}: {Texts[$"Api.{api.Act}"]}";
        operation.Parameters = [.. Parameters(api, db)];
        operation.RequestBody = api.Act is ApiAct.Create or ApiAct.Change
            ? new OpenApiRequestBody { Required = true, Content = Json(api.Act is ApiAct.Create ? schemas.Creation : schemas.Change) }
            : null;
        operation.Responses = Responses(api.Act, schemas);
        return Task.CompletedTask;
    }

    private static IEnumerable<OpenApiParameter> Parameters(ApiOf api, GenomlysDb db)
    {
        if (api.Act is not (ApiAct.List or ApiAct.Create))
            yield return new() { Name = "id", In = ParameterLocation.Path, Required = true, Schema = Text("uuid") };
        if (api.Act is ApiAct.Change or ApiAct.Archive)
            yield return new() { Name = "If-Match", In = ParameterLocation.Header, Required = true, Description = Texts["Api.IfMatch"], Schema = Text() };
        if (api.Act is ApiAct.Create or ApiAct.Change or ApiAct.Archive)
            yield return new() { Name = OneRequest.Header, In = ParameterLocation.Header, Description = Texts["Api.Key"], Schema = Text() };
        if (api.Act is ApiAct.Create or ApiAct.Change)
            yield return Query("meant", Texts["Api.Meant"], new OpenApiSchema { Type = JsonSchemaType.String, Enum = [RegisterRoutes.Meant] });
        if (api.Act is not ApiAct.List)
            yield break;
        var fields = api.Register.FieldsFor(db.Viewer);
        foreach (var field in fields)
            yield return Query(field.Key, $"{field.Label}. {Texts[HowToFilter(field)]}", new OpenApiSchema { Type = JsonSchemaType.Array, Items = Text() });
        yield return Query("q", Texts["Api.Search"], Text());
        yield return Query("sort", Texts["Api.Sort"], new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. fields.SelectMany(f => new JsonNode[] { f.Key, $"-{f.Key}" })] });
        yield return Query("p", Texts["Api.Page"], new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1" });
        yield return Query("columns", Texts["Api.Columns"], Text());
        yield return Query("asOf", Texts["Api.AsOf"], Text("date"));
        yield return Query("archived", Texts["Api.Archived"], new OpenApiSchema { Type = JsonSchemaType.Boolean });
        if (api.Register.IsGuarded)
            yield return Query("named", Texts["Api.Named"], new OpenApiSchema { Type = JsonSchemaType.Boolean });
    }

    private static string HowToFilter(Field field) => field switch
    {
        { IsReference: true } => "Api.FilterReference",
        { IsRange: true, IsNumber: true } => "Api.FilterNumber",
        { IsRange: true } => "Api.FilterDay",
        { Choices: [_, ..] } => "Api.FilterChoice",
        _ => "Api.FilterText",
    };

    private static OpenApiResponses Responses(ApiAct act, RegisterSchemas schemas)
    {
        var responses = act switch
        {
            ApiAct.List => new OpenApiResponses { ["200"] = Ok("Api.Answer.List", schemas.Page), ["400"] = Problem("Api.Answer.UnknownFilter") },
            ApiAct.Read => new() { ["200"] = Tagged("Api.Answer.Read", schemas.Record), ["404"] = Problem("Api.Answer.Missing") },
            ApiAct.Create => new() { ["201"] = Tagged("Api.Answer.Created", schemas.Saved), ["400"] = Problem("Api.Answer.Refused") },
            ApiAct.Change => new()
            {
                ["200"] = Tagged("Api.Answer.Changed", schemas.Saved),
                ["400"] = Problem("Api.Answer.Refused"),
                ["404"] = Problem("Api.Answer.Missing"),
                ["412"] = Problem("Api.Answer.Stale"),
                ["428"] = Problem("Api.Answer.Unconditional"),
            },
            ApiAct.Archive => new()
            {
                ["204"] = new OpenApiResponse { Description = Texts["Api.Answer.Archived"] },
                ["403"] = Problem("OutOfReach"),
                ["404"] = Problem("Api.Answer.Missing"),
                ["412"] = Problem("Api.Answer.Stale"),
                ["428"] = Problem("Api.Answer.Unconditional"),
            },
        };
        return responses;

        OpenApiResponse Ok(string key, IOpenApiSchema schema) => new() { Description = Texts[key], Content = Json(schema) };
        OpenApiResponse Problem(string key) => new() { Description = Texts[key], Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new() { Schema = schemas.Problem } } };
        OpenApiResponse Tagged(string key, IOpenApiSchema schema)
        {
            var answer = Ok(key, schema);
            answer.Headers = new Dictionary<string, IOpenApiHeader> { ["ETag"] = new OpenApiHeader { Description = Texts["Api.ETag"], Schema = Text() } };
            return answer;
        }
    }

    private static OpenApiParameter Query(string name, string description, IOpenApiSchema schema) => new() { Name = name, In = ParameterLocation.Query, Description = description, Schema = schema };

    private static OpenApiSchema Text(string? format = null) => new() { Type = JsonSchemaType.String, Format = format };

    private static Dictionary<string, OpenApiMediaType> Json(IOpenApiSchema schema) => new() { ["application/json"] = new() { Schema = schema } };

    private static string Lower(ApiAct act) => char.ToLowerInvariant($"{act}"[0]) + $"{act}"[1..];
}
