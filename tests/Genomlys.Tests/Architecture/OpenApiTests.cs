using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Genomlys.Shared.Registers;
using Genomlys.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Architecture;

/// <summary>The API is described as it is, and others may read the description in the repository.</summary>
public sealed class OpenApiTests
{
    private const string Committed = "docs/openapi.json";
    private const int Shown = 6;

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task The_committed_description_is_the_one_that_is_served()
    {
        await using var app = new TestApp();
        var served = (await DescriptionAsync(app)).ToJsonString(Readable) + "\n";
        var path = Path.Combine(Repository.Root, Committed);
        if (Environment.GetEnvironmentVariable("GENOMLYS_RENEW") is "1")
            await File.WriteAllTextAsync(path, served, TestContext.Current.CancellationToken);
        var committed = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        Assert.True(committed == served, $"{Committed} is not what the program serves. Renew it with docs/dev/openapi.sh and look at what changed. The first lines that differ:\n{FirstDifference(committed, served)}");
    }

    [Fact]
    public async Task Every_register_is_described_from_its_fields()
    {
        await using var app = new TestApp();
        var description = await DescriptionAsync(app);
        app.Use(services =>
        {
            foreach (var register in services.GetRequiredService<RegisterBook>().All)
            {
                var list = description["paths"]![$"/api/{register.Name}"]!["get"]!;
                var record = description["components"]!["schemas"]![register.RecordType.Name]!["properties"]!.AsObject();
                Assert.Equal(["id", "version", .. register.Fields.Select(f => f.Key)], record.Select(p => p.Key));
                Assert.Superset(register.Fields.Select(f => f.Key).ToHashSet(), list["parameters"]!.AsArray().Select(p => p!["name"]!.ToString()).ToHashSet());
                foreach (var field in register.Fields.Where(f => f.IsFacet && f.Choices is [_, ..] && record[f.Key]!["enum"] is not null))
                    Assert.Equal(field.Choices.Select(c => c.Value), record[field.Key]!["enum"]!.AsArray().Where(v => v is not null).Select(v => v!.ToString()));

                var one = description["paths"]![$"/api/{register.Name}/{{id}}"]!;
                Assert.Superset(new HashSet<string> { "200", "400", "404", "412", "428" }, one["patch"]!["responses"]!.AsObject().Select(r => r.Key).ToHashSet());
                Assert.Contains(one["patch"]!["parameters"]!.AsArray(), p => p!["name"]!.ToString() == "If-Match");
                Assert.NotNull(one["get"]!["responses"]!["200"]!["headers"]!["ETag"]);
            }
        });
    }

    private static string FirstDifference(string committed, string served)
    {
        string[] was = committed.Split('\n'), @is = served.Split('\n');
        var from = was.Zip(@is).TakeWhile(pair => pair.First == pair.Second).Count();
        return string.Join('\n', [.. was.Skip(from).Take(Shown).Select(line => "- " + line), .. @is.Skip(from).Take(Shown).Select(line => "+ " + line)]);
    }

    private static async Task<JsonNode> DescriptionAsync(TestApp app) =>
        JsonNode.Parse(await app.Browser.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken))!;
}
