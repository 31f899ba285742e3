using System.Net.Http.Headers;
using System.Net.Http.Json;
using Genomlys.Assets;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Genomlys.Tests.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Bars;

/// <summary>Bar 7 without chance: when the first byte of an answer goes out, whoever asks on another connection already finds what it acknowledges. A kill would have to hit that very moment.</summary>
[Trait("Bar", "7")]
public sealed class AcknowledgedTests
{
    private const int Versions = 5;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task What_is_acknowledged_is_committed_when_the_answer_begins(string provider)
    {
        MatrixTests.SkipWithout(provider);
        var committed = new List<int>();
        await using var host = new TestHost(provider) { With = services => services.AddSingleton<IStartupFilter>(new Listening(committed)) };
        using var browser = host.Visit();
        using var made = await browser.PostAsJsonAsync("/api/systems", new { reference = "S-1", name = "Ekot" }, Stop);
        Assert.True(made.IsSuccessStatusCode, await made.Content.ReadAsStringAsync(Stop));
        var id = (await made.Content.ReadFromJsonAsync<Answer>(Stop))!.Id;
        for (var version = 1; version < Versions; version++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/systems/{id}") { Content = JsonContent.Create(new { name = $"Ekot {version}" }) };
            request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{version}\""));
            using var answer = await browser.SendAsync(request, Stop);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
        }
        Assert.Equal(Versions, committed.Count);
        Bar.None(7, provider, [.. committed.Index().Where(c => c.Item != c.Index + 1).Select(c => $"version {c.Index + 1} is acknowledged, {c.Item} is there")], "changes acknowledged before they were committed");
    }

    private sealed record Answer(Guid Id);

    /// <summary>Which version of the only record there is when the answer to a change begins; 0 when there is none.</summary>
    private sealed class Listening(List<int> committed) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((http, following) =>
            {
                if (!HttpMethods.IsGet(http.Request.Method))
                    http.Response.OnStarting(async () => committed.Add(await VersionAsync(http)));
                return following(http);
            });
            next(app);
        };

        private static async Task<int> VersionAsync(HttpContext http)
        {
            await using var scope = http.RequestServices.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Viewer>().BeProgram();
            return await scope.ServiceProvider.GetRequiredService<GenomlysDb>().Set<BusinessSystem>().AsNoTracking().Select(s => EF.Property<int>(s, Register.Version)).SingleOrDefaultAsync(Stop);
        }
    }
}
