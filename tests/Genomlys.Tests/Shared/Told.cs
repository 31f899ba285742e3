using Genomlys.Documents;
using Genomlys.Shared;
using Genomlys.Shared.Data;
using Genomlys.Shared.Figures;
using Genomlys.Shared.Findings;
using Genomlys.Shared.Registers;
using Genomlys.Shared.Reports;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Shared;

/// <summary>What the registers say: a section as plain text, a figure, a finding; and that the list behind a number has that many rows.</summary>
public static class Told
{
    extension(TestApp app)
    {
        public Task<string> SectionAsync(string key, Period period) => app.Use(async services =>
        {
            var section = services.GetServices<ISection>().Single(s => s.Key == key);
            var blocks = await section.WriteAsync(new SectionContext(services.GetRequiredService<GenomlysDb>(), period), default);
            Assert.NotEmpty(blocks);
            using var text = new MemoryStream();
            await new PlainText().WriteAsync(new Document(new Cover("", "", "", period.Last), blocks), text, default);
            return System.Text.Encoding.UTF8.GetString(text.ToArray()).TrimStart('\n');
        });

        public async Task<FigureResult> FigureAsync(string key, Period period)
        {
            var figure = await app.Use(services => services.GetRequiredService<RegisterBook>().Figures.Single(f => f.Key == key)
                .EvaluateAsync(services.GetRequiredService<GenomlysDb>(), period, default));
            foreach (var (href, value) in figure.Parts.Select(p => (p.Href, p.Value)).Append((figure.Href, figure.Value ?? 0)))
                Assert.Equal(value, await app.ListedAsync(href));
            return figure;
        }

        public async Task<FindingResult> FindingAsync(string key, DateOnly day)
        {
            var finding = await app.Use(services => services.GetRequiredService<RegisterBook>().Findings.Single(f => f.Key == key)
                .EvaluateAsync(services.GetRequiredService<GenomlysDb>(), day, default));
            Assert.Equal(finding.Count, await app.ListedAsync(finding.Href));
            return finding;
        }

        /// <summary>How many rows the list at an address says it has.</summary>
        public async Task<decimal> ListedAsync(string href)
        {
            using var response = await app.Browser.GetAsync("/api" + href);
            var body = System.Text.Json.JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            Assert.True(response.IsSuccessStatusCode, $"{href}: {body.RootElement}");
            return body.RootElement.GetProperty("total").GetDecimal();
        }

        /// <summary>The facts that ship with the product.</summary>
        public Task<int> PlantAsync() => app.Use(async services =>
        {
            var db = services.GetRequiredService<GenomlysDb>();
            foreach (var seed in services.GetServices<ISeed>())
                await seed.PlantAsync(db, app.Clock.GetUtcNow(), default);
            return await db.SaveChangesAsync();
        });
    }
}
