using System.Text.Json.Nodes;
using Genomlys.Shared.Registers;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Genomlys.Shared.Attachments;

/// <summary>What an endpoint for a record's files does; the description of the API is written from it.</summary>
internal enum AttachmentAct { List, Fetch, Add, Remove }

/// <summary>Stands on each of them.</summary>
internal sealed record AttachmentApiOf(Register Register, AttachmentAct Act);

/// <summary>Describes the files of each register's records in OpenAPI.</summary>
internal sealed class AttachmentDescription : IOpenApiOperationTransformer
{
    private static readonly Words Texts = AttachmentKeeper.Texts;

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<AttachmentApiOf>().LastOrDefault() is not { } api || context.Document is not { } document)
            return Task.CompletedTask;
        operation.OperationId = $"{api.Register.Name}.attachments.{char.ToLowerInvariant($"{api.Act}"[0])}{$"{api.Act}"[1..]}";
        operation.Summary = $"{api.Register.Title}: {Texts[$"Api.{api.Act}"]}";
        operation.Parameters = [.. Parameters(api.Act)];
        operation.RequestBody = api.Act is AttachmentAct.Add
            ? new OpenApiRequestBody { Required = true, Description = Texts["Api.Content"], Content = Content("application/octet-stream", Text("binary")) }
            : null;
        operation.Responses = Responses(api.Act, document);
        return Task.CompletedTask;
    }

    private static IEnumerable<OpenApiParameter> Parameters(AttachmentAct act)
    {
        yield return new() { Name = "id", In = ParameterLocation.Path, Required = true, Schema = Text("uuid") };
        if (act is AttachmentAct.Fetch or AttachmentAct.Remove)
            yield return new() { Name = "attachment", In = ParameterLocation.Path, Required = true, Schema = Text("uuid") };
        if (act is AttachmentAct.Remove)
            yield return new() { Name = "If-Match", In = ParameterLocation.Header, Required = true, Description = Texts["Api.IfMatch"], Schema = Text() };
        if (act is not AttachmentAct.Add)
            yield break;
        yield return new() { Name = "name", In = ParameterLocation.Query, Required = true, Description = Texts["Api.Name"], Schema = Text() };
        yield return new() { Name = "description", In = ParameterLocation.Query, Description = Texts["Description"], Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = Attachment.MostOfDescription } };
    }

    private static OpenApiResponses Responses(AttachmentAct act, OpenApiDocument document)
    {
        return act switch
        {
            AttachmentAct.List => new() { ["200"] = Json("Api.Answer.List", Named("Attachments", Several)), ["404"] = Problem("Api.Answer.Missing") },
            AttachmentAct.Fetch => new()
            {
                ["200"] = new OpenApiResponse { Description = Texts["Api.Answer.Fetched"], Content = Content("application/octet-stream", Text("binary")), Headers = Tagged() },
                ["404"] = Problem("Api.Answer.Missing"),
                ["409"] = Problem("Api.Answer.NotServed"),
            },
            AttachmentAct.Add => new()
            {
                ["201"] = new OpenApiResponse { Description = Texts["Api.Answer.Added"], Content = Content("application/json", Named("Attachment.added", () => Object([("id", Text("uuid")), ("sha256", Text())]))), Headers = Tagged() },
                ["400"] = Problem("Api.Answer.Refused"),
                ["404"] = Problem("Api.Answer.Missing"),
                ["413"] = Problem("Api.Answer.TooLarge"),
                ["415"] = Problem("NotRaw"),
            },
            AttachmentAct.Remove => new()
            {
                ["204"] = new OpenApiResponse { Description = Texts["Api.Answer.Removed"] },
                ["404"] = Problem("Api.Answer.Missing"),
                ["412"] = Problem("Api.Answer.Other"),
                ["428"] = Problem("Api.Answer.Unconditional"),
            },
        };

        OpenApiSchema Several() => Object([("items", new OpenApiSchema { Type = JsonSchemaType.Array, Items = Named("Attachment", One) })]);
        OpenApiSchema One() => Object(
        [
            ("id", Text("uuid")), ("name", Text()), ("description", Text()), ("mediaType", Text()), ("size", new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" }), ("sha256", Text()),
            ("state", new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. Enum.GetNames<AttachmentState>().Select(s => (JsonNode)s)] }), ("isServed", new OpenApiSchema { Type = JsonSchemaType.Boolean }), ("sentBy", Text()), ("sentAt", Text("date-time")),
        ]);
        OpenApiResponse Json(string key, IOpenApiSchema schema) => new() { Description = Texts[key], Content = Content("application/json", schema) };
        OpenApiResponse Problem(string key) => new() { Description = Texts[key], Content = Content("application/problem+json", new OpenApiSchemaReference("Problem", document)) };
        Dictionary<string, IOpenApiHeader> Tagged() => new() { ["ETag"] = new OpenApiHeader { Description = Texts["Api.ETag"], Schema = Text() } };

        OpenApiSchemaReference Named(string name, Func<OpenApiSchema> make)
        {
            if (document.Components?.Schemas?.ContainsKey(name) is not true)
                document.AddComponent(name, make());
            return new OpenApiSchemaReference(name, document);
        }
    }

    private static OpenApiSchema Object((string Key, IOpenApiSchema Schema)[] properties) =>
        new() { Type = JsonSchemaType.Object, Properties = properties.ToDictionary(p => p.Key, p => p.Schema), Required = properties.Select(p => p.Key).ToHashSet() };

    private static OpenApiSchema Text(string? format = null) => new() { Type = JsonSchemaType.String, Format = format };

    private static Dictionary<string, OpenApiMediaType> Content(string type, IOpenApiSchema schema) => new() { [type] = new() { Schema = schema } };
}
