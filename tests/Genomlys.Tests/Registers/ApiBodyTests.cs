using System.Net;
using System.Text;
using System.Text.Json;
using Genomlys.Tests.Shared;

namespace Genomlys.Tests.Registers;

/// <summary>What the API says of a body it cannot read.</summary>
public sealed class ApiBodyTests
{
    [Theory]
    [InlineData("{ \"reference\": ", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("[]", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("null", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("{}", "text/plain", HttpStatusCode.UnsupportedMediaType)]
    public async Task A_body_that_is_no_object_is_refused_in_words(string body, string type, HttpStatusCode status)
    {
        await using var app = new TestApp();
        using var content = new StringContent(body, Encoding.UTF8, type);
        using var answer = await app.Browser.PostAsync("/api/incidents", content, TestContext.Current.CancellationToken);
        Assert.Equal(status, answer.StatusCode);
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        Assert.Contains("objekt i JSON", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }
}
