using System.Security.Cryptography;
using System.Text;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Genomlys.Tests.Registers;
using Genomlys.Tests.Shared;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Bars;

/// <summary>One way to ask the running program: a method and a route, and what it needs.</summary>
internal sealed record Endpoint(string Method, string Route, AccessAttribute? Rule, RouteEndpoint Of)
{
    public bool Changes => Method is not ("GET" or "HEAD" or "OPTIONS");
    public bool IsApi => Route.StartsWith("/api/", StringComparison.Ordinal);
    public override string ToString() => $"{Method} {Route}";
}

internal static class Endpoints
{
    public const string Unused = "00000000-0000-7000-8000-000000000000";

    /// <summary>The live table, a row for each method. What names no method answers GET, and POST where it is a page.</summary>
    public static IReadOnlyList<Endpoint> Of(IServiceProvider services) =>
        [.. from route in services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            from method in route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
            let said = "/" + route.RoutePattern.RawText!.Trim('/')
            orderby said, method
            select new Endpoint(method, said, route.Metadata.OfType<AccessAttribute>().FirstOrDefault(), route)];

    public static IReadOnlyList<Endpoint> Of(TestApp app)
    {
        IReadOnlyList<Endpoint> found = [];
        app.Use(services => found = Of(services));
        return found;
    }

    /// <summary>The address, its places filled with a record that exists where one does.</summary>
    public static string Filled(this Endpoint endpoint, IReadOnlyDictionary<string, Guid>? records = null) =>
        string.Concat(endpoint.Of.RoutePattern.PathSegments.Select(s => "/" + string.Concat(s.Parts.Select(p => Said(p, endpoint.Route, records ?? new Dictionary<string, Guid>()))))) is { Length: > 0 } address ? address : "/";

    /// <summary>A record of every register that takes one, all of one unit, by the name of the register.</summary>
    public static Task<Dictionary<string, Guid>> PlantAsync(this TestApp app, string mark) => app.Use(async services =>
    {
        var (db, planting, records) = (services.GetRequiredService<GenomlysDb>(), new Planting(services), new Dictionary<string, Guid>());
        var units = await Planting.UnitsAsync(db, "A/");
        records.Add("units", units[0].Id.Value);
        foreach (var register in services.GetRequiredService<RegisterBook>().All)
            if (await planting.RecordAsync(register, units[0], mark) is { } id)
                records[register.Name] = id;
        return records;
    });

    /// <summary>A hash of the rows of every table.</summary>
    public static Task<Dictionary<string, string>> DigestsAsync(this TestApp app) => app.Use(async services =>
    {
        var (db, digests) = (services.GetRequiredService<GenomlysDb>(), new Dictionary<string, string>());
        await db.Database.OpenConnectionAsync();
        foreach (var table in db.Model.GetEntityTypes().Select(t => t.GetTableName()!).Distinct())
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"select * from \"{table}\"";   // the model names the table
            await using var reader = await command.ExecuteReaderAsync();
            var rows = new List<string>();
            while (await reader.ReadAsync())
                rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(n => reader.GetValue(n) is byte[] bytes ? Convert.ToHexString(bytes) : $"{reader.GetValue(n)}")));
            digests[table] = $"{rows.Count} {Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', rows.Order(StringComparer.Ordinal)))))}";
        }
        await db.Database.CloseConnectionAsync();
        return digests;
    });

    /// <summary>The tables that are not as they were.</summary>
    public static IReadOnlyList<string> Changed(Dictionary<string, string> before, Dictionary<string, string> after, params string[] but) =>
        [.. before.Where(d => after[d.Key] != d.Value && !but.Contains(d.Key)).Select(d => d.Key)];

    private static string Said(RoutePatternPart part, string route, IReadOnlyDictionary<string, Guid> records) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart { Name: "year" or "Year" } => "2025",
        RoutePatternParameterPart { Name: "number" or "edition" } => "1",
        RoutePatternParameterPart { Name: "format" } => "json",
        _ => records.FirstOrDefault(r => route.Trim('/').Split('/').Contains(r.Key)).Value is var id && id != Guid.Empty ? id.ToString() : Unused,
    };
}
