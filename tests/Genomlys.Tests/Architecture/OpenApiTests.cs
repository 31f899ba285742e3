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
    private const string Address = "/openapi/v1.json";
    private const int Shown = 6;

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory]
    [InlineData("sv-SE", "docs/openapi.json")]
    [InlineData("en-GB", "docs/openapi.en.json")]
    public async Task The_committed_description_is_what_the_program_says_of_itself_and_what_it_serves(string language, string committed)
    {
        await using var describing = new TestHost("Sqlite", ("Api:DescribeAnew", "true"));
        using var describer = describing.Visit();
        var written = JsonNode.Parse(await DescriptionAsync(describer, language))!.ToJsonString(Readable) + "\n";
        var path = Path.Combine(Repository.Root, committed);
        if (Environment.GetEnvironmentVariable("GENOMLYS_RENEW") is "1")
        {
            await File.WriteAllTextAsync(path, written, TestContext.Current.CancellationToken);
            return;
        }
        var was = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        Assert.True(was == written, $"{committed} is not what the program says. Renew it with docs/dev/openapi.sh and look at what changed. The first lines that differ:\n{FirstDifference(was, written)}");

        await using var app = new TestApp();
        Assert.Equal(was, await DescriptionAsync(app.Browser, language));
    }

    [Fact]
    public async Task Every_register_is_described_from_its_fields()
    {
        await using var app = new TestApp();
        var description = JsonNode.Parse(await DescriptionAsync(app.Browser, "sv-SE"))!;
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

    private static async Task<string> DescriptionAsync(HttpClient browser, string language)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address) { Headers = { { "Accept-Language", language } } };
        using var response = await browser.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{Address}: {(int)response.StatusCode}");
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
