using System.Security.Cryptography;
using System.Text;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Genomlys.Tests.Registers;
using Genomlys.Tests.Shared;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Architecture;

/// <summary>What is only looked at stays as it was: no address that is asked for with GET changes a row of any table.</summary>
public sealed class ReadingTests
{
    private const string Mark = "LÄST";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Reading_changes_nothing(string provider)
    {
        await using var app = TestApp.On(provider);
        var (addresses, before) = await app.Use(async services =>
        {
            var (db, planting, records) = (Db(services), new Planting(services), new Dictionary<string, Guid>());
            var units = await Planting.UnitsAsync(db, "A/");
            foreach (var register in services.GetRequiredService<RegisterBook>().All)
                if (await planting.RecordAsync(register, units[0], Mark) is { } id)
                    records.Add(register.Name, id);
            return (Addresses(services, records), await DigestsAsync(db));
        });
        Assert.True(addresses.Count > 150);
        Assert.True(before.Values.Distinct().Count() > 15);   // there is something in most tables

        var answered = 0;
        foreach (var address in addresses)
        {
            using var response = await app.Browser.GetAsync(address, Stop);
            answered += response.IsSuccessStatusCode ? 1 : 0;
        }
        Assert.True(answered > addresses.Count / 2);
        var after = await app.Use(services => DigestsAsync(Db(services)));
        Assert.Empty(before.Where(d => after[d.Key] != d.Value).Select(d => d.Key));
    }

    private static GenomlysDb Db(IServiceProvider services) => services.GetRequiredService<GenomlysDb>();

    /// <summary>Every route that GET may ask for, its places filled with a record that exists.</summary>
    private static IReadOnlyList<string> Addresses(IServiceProvider services, Dictionary<string, Guid> records) =>
        [.. services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") is not false)
            .Select(e => string.Concat(e.RoutePattern.PathSegments.Select(s => "/" + string.Concat(s.Parts.Select(p => Said(p, e.RoutePattern, records))))))
            .Distinct().Order(StringComparer.Ordinal)];

    private static string Said(RoutePatternPart part, RoutePattern route, Dictionary<string, Guid> records) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart { Name: "year" } => "2025",
        RoutePatternParameterPart { Name: "format" } => "json",
        _ => records.FirstOrDefault(r => route.RawText!.Trim('/').Split('/').Contains(r.Key)).Value.ToString(),
    };

    private static async Task<Dictionary<string, string>> DigestsAsync(GenomlysDb db)
    {
        var digests = new Dictionary<string, string>();
        await db.Database.OpenConnectionAsync(Stop);
        foreach (var table in db.Model.GetEntityTypes().Select(t => t.GetTableName()!).Distinct())
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"select * from \"{table}\"";   // the model names the table
            await using var reader = await command.ExecuteReaderAsync(Stop);
            var rows = new List<string>();
            while (await reader.ReadAsync(Stop))
                rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(n => reader.GetValue(n) is byte[] bytes ? Convert.ToHexString(bytes) : $"{reader.GetValue(n)}")));
            digests[table] = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', rows.Order(StringComparer.Ordinal)))));
        }
        await db.Database.CloseConnectionAsync();
        return digests;
    }
}
