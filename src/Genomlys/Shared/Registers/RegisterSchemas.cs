using System.Text.Json.Nodes;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Microsoft.OpenApi;

namespace Genomlys.Shared.Registers;

/// <summary>The schemas of a register's resource, under the name of what it holds; written into the document once.</summary>
internal sealed class RegisterSchemas(Register register, GenomlysDb db, OpenApiDocument document)
{
    private string Name => register.RecordType.Name;

    public IOpenApiSchema Record => Named(Name, () => Object(
        [("id", Text("uuid")), ("version", Integer()), .. register.FieldsFor(db.Viewer).Select(f => (f.Key, Of(f)))], ["id", "version"]));

    public IOpenApiSchema Creation => Named($"{Name}.new", () => Object(Given(_ => true), [.. register.FieldsFor(db.Viewer).Where(f => f.IsRequired).Select(f => f.Key)]));

    public IOpenApiSchema Change => Named($"{Name}.change", () => Object(Given(f => f.CanChange), []));

    public IOpenApiSchema Page => Named($"{Name}.page", () => Object(
        [("total", Integer()), ("pages", Integer()), ("page", Integer()), ("items", new OpenApiSchema { Type = JsonSchemaType.Array, Items = Record })], ["total", "pages", "page", "items"]));

    public IOpenApiSchema Saved => Named("Saved", () => Object([("id", Text("uuid")), ("version", Integer())], ["id", "version"]));

    public IOpenApiSchema Problem => Named("Problem", () => Object(
    [
        ("type", Text()), ("title", Text()), ("status", Integer()), ("detail", Text()),
        ("errors", new OpenApiSchema { Type = JsonSchemaType.Object, Description = RegisterDescription.Texts["Api.Errors"], AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = Text() } }),
    ], []));

    private IEnumerable<(string, IOpenApiSchema)> Given(Predicate<Field> isMeant) => register.FieldsFor(db.Viewer).Where(f => f.IsGiven && isMeant(f)).Select(f => (f.Key, Of(f)));

    private IOpenApiSchema Of(Field field)
    {
        var schema = TypeOf(field);
        schema.Title = field.Label;
        schema.Description = field.Hint is "" ? null : field.Hint;
        schema.ReadOnly = !field.IsGiven;
        if (field.IsOptional)
        {
            schema.Type |= JsonSchemaType.Null;
            schema.Enum?.Add(JsonNullSentinel.JsonNull);
        }
        if (field.Secrecy is not Secrecy.Open)
            schema.Extensions = new Dictionary<string, IOpenApiExtension> { ["x-secrecy"] = new JsonNodeExtension($"{field.Secrecy}") };
        return schema;
    }

    private OpenApiSchema TypeOf(Field field) => field switch
    {
        { IsReference: true } => Text("uuid"),
        { Input: "date" } => Text("date"),
        { Input: "datetime-local" } => Text("date-time"),
        { IsNumber: true } => new() { Type = ValueType(field) == typeof(decimal) ? JsonSchemaType.Number : JsonSchemaType.Integer },
        { Choices: [_, ..] } when ValueType(field) == typeof(bool) => new() { Type = JsonSchemaType.Boolean },
        { Choices: [_, ..] choices } => new() { Type = JsonSchemaType.String, Enum = [.. choices.Select(c => (JsonNode)c.Value)] },
        _ => new() { Type = JsonSchemaType.String, MaxLength = field.MostCharacters(db) },
    };

    private static Type ValueType(Field field) => field.GetType().GenericTypeArguments[^1] is var type ? Nullable.GetUnderlyingType(type) ?? type : throw new InvalidOperationException(field.Key);

    private OpenApiSchemaReference Named(string name, Func<OpenApiSchema> make)
    {
        if (document.Components?.Schemas?.ContainsKey(name) is not true)
            document.AddComponent(name, make());
        return new OpenApiSchemaReference(name, document);
    }

    private static OpenApiSchema Object(IEnumerable<(string Key, IOpenApiSchema Schema)> properties, HashSet<string> required) =>
        new() { Type = JsonSchemaType.Object, Properties = properties.ToDictionary(p => p.Key, p => p.Schema), Required = required };

    private static OpenApiSchema Text(string? format = null) => new() { Type = JsonSchemaType.String, Format = format };

    private static OpenApiSchema Integer() => new() { Type = JsonSchemaType.Integer, Format = "int32" };
}
