using System.Text.Json;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Genomlys.Shared.Data;

/// <summary>A value as the database has it, as JSON and back: what a record said, kept beside it.</summary>
internal static class StoredValue
{
    public static object? Plain(IReadOnlyProperty property, object? value) => value is not null && property.GetTypeMapping().Converter is { } converter ? converter.ConvertToProvider(value) : value;

    public static string Json(IReadOnlyProperty property, object? value) => JsonSerializer.Serialize(Plain(property, value));

    public static object? Read(IReadOnlyProperty property, string json)
    {
        var converter = property.GetTypeMapping().Converter;
        var type = converter?.ProviderClrType ?? property.ClrType;
        var value = json is "null" ? null : JsonSerializer.Deserialize(json, Nullable.GetUnderlyingType(type) ?? type);
        return value is not null && converter is not null ? converter.ConvertFromProvider(value) : value;
    }
}
