using System.Globalization;
using System.Text.Json;
using Genomlys.Documents;
using Genomlys.Shared;
using Genomlys.Shared.Data;
using Genomlys.Shared.Figures;
using Genomlys.Shared.Imports;
using Genomlys.Shared.Registers;
using Genomlys.Shared.Reports;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Shared;

/// <summary>The year 2025 of Lindby: its files, what they must give, and how a test asks for it.</summary>
public static class Sample
{
    public static readonly Period Year = Period.Days(new(2025, 1, 1), new(2025, 11, 15));
    public static readonly JsonElement Expected = JsonDocument.Parse(Lindby.File("expected.json")).RootElement;

    /// <summary>What ships with the product as data.</summary>
    public static Task SeedAsync(TestApp app) => app.Use(async services =>
    {
        var db = services.GetRequiredService<GenomlysDb>();
        foreach (var seed in services.GetServices<ISeed>())
            await seed.PlantAsync(db, app.Clock.GetUtcNow(), default);
        return await db.SaveChangesAsync();
    });

    public static Task<ImportOutcome> ImportAsync(TestApp app, string register, string file, Func<Plan, Plan>? plan = null) => ImportAsync(app, register, Lindby.File(file), plan);

    public static Task<ImportOutcome> ImportAsync(TestApp app, string register, byte[] file, Func<Plan, Plan>? plan = null) => app.Use(services =>
    {
        var imports = services.GetRequiredService<ImportService>();
        var target = imports.Find(register)!;
        var suggested = Plan.Suggest(target.Register, Sheet.Read(file));
        return imports.ConfirmAsync(ImportFile.Of(register, file), target, plan?.Invoke(suggested) ?? suggested, null, default);
    });

    public static Task<FigureResult> FigureAsync(TestApp app, string key, Period? period = null) => app.Use(services =>
        services.GetRequiredService<RegisterBook>().Figures.Single(f => f.Key == key).EvaluateAsync(services.GetRequiredService<GenomlysDb>(), period ?? Year, default));

    /// <summary>How many records the list behind an address has.</summary>
    public static async Task<int> CountAsync(TestApp app, string href) =>
        JsonDocument.Parse(await app.Browser.GetStringAsync($"/api{href}")).RootElement.GetProperty("total").GetInt32();

    /// <summary>A number is what its list shows, and each part is what its list shows.</summary>
    public static async Task AssertProvenAsync(TestApp app, FigureResult figure)
    {
        Assert.Equal(figure.Value, await CountAsync(app, figure.Href));
        foreach (var part in figure.Parts)
            Assert.Equal(part.Value, await CountAsync(app, part.Href));
    }

    /// <summary>A section as plain text.</summary>
    public static async Task<string> SectionAsync(TestApp app, string key, Period? period = null)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("sv-SE");
        var blocks = await app.Use(services => services.GetServices<ISection>().Single(s => s.Key == key)
            .WriteAsync(new SectionContext(services.GetRequiredService<GenomlysDb>(), period ?? Year), default));
        using var text = new MemoryStream();
        await new PlainText().WriteAsync(new Document(new Cover("Utkast", "", "", Year.Last), blocks), text, default);
        return System.Text.Encoding.UTF8.GetString(text.ToArray()).Replace('\u00a0', ' ');
    }
}
