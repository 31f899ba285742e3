using Microsoft.Playwright;

namespace Genomlys.Browser.Tests;

/// <summary>Two who write one place of the report: asked for, drafted, saved at once, settled, compared and remarked on. Each page at the smallest width, with and without script.</summary>
public sealed class WritingJourneyTests(Chromium chromium)
{
    private const string Place = "/review/2025/city", Box = "#markdown";

    [Theory, InlineData(true), InlineData(false)]
    public async Task Two_write_one_place_and_neither_loses_anything(bool script)
    {
        await using var program = await RunningProgram.StartAsync(sampleYear: true);
        var karin = await chromium.PersonAsync(program, script, "karin", "Coordinator", "LSN");
        var sven = await chromium.PersonAsync(program, script, "sven", "Coordinator", "LSN");

        await karin.GotoAsync("/review/2025/requests");
        await karin.FitsAsync(script);
        await karin.Locator("[name='account.city']").SelectOptionAsync("sven Testsson");
        await karin.Locator("[name='due.city']").FillAsync("2999-11-20");
        await karin.Locator("[name='ask.city']").CheckAsync();
        await karin.GetByRole(AriaRole.Button, new() { Name = "Spara och skicka" }).ClickAsync();
        await Assertions.Expect(karin.GetByRole(AriaRole.Status).First).ToContainTextAsync("Fördelningen är sparad.");

        await sven.GotoAsync("/");
        await sven.FitsAsync(script);
        await sven.GetByRole(AriaRole.Region, new() { Name = "Väntar på mig" }).GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(sven.GetByText("Du är ombedd att skriva här.")).ToBeVisibleAsync();
        await sven.GetByRole(AriaRole.Button, new() { Name = "Jag har sett det" }).ClickAsync();
        await Assertions.Expect(sven.GetByRole(AriaRole.Button, new() { Name = "Jag har sett det" })).ToHaveCountAsync(0);   // the old page is gone
        await Assertions.Expect(sven.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();   // and the new one there
        await sven.FitsAsync(script);

        await SaveAsync(karin, "Ett stycke.\n\nEtt stycke till.");
        await Assertions.Expect(karin.GetByRole(AriaRole.Status).First).ToContainTextAsync("Texten är sparad.");
        await sven.GotoAsync(Place);
        await karin.GotoAsync(Place);
        await SaveAsync(karin, "Ett stycke, av Karin.\n\nEtt stycke till.", goes: false);
        await SaveAsync(sven, "Ett stycke.\n\nEtt stycke till, av Sven.", goes: false);
        await Assertions.Expect(sven.GetByRole(AriaRole.Status).First).ToContainTextAsync("båda ändringarna är nu hoplagda");
        await Assertions.Expect(sven.Locator(Box)).ToHaveValueAsync("Ett stycke, av Karin.\n\nEtt stycke till, av Sven.");

        await karin.GotoAsync(Place);
        await SaveAsync(karin, "Ett stycke, av Karin igen.\n\nEtt stycke till, av Sven.", goes: false);
        await SaveAsync(sven, "Ett stycke, nu av Sven.\n\nEtt stycke till, av Sven.", goes: false);
        await Assertions.Expect(sven.GetByRole(AriaRole.Heading, new() { Name = "Du och någon annan har skrivit på samma ställe" })).ToBeVisibleAsync();
        await Assertions.Expect(sven.Locator(".sides blockquote").First).ToHaveTextAsync("Ett stycke, av Karin igen.");
        await Assertions.Expect(sven.Locator(".sides blockquote").Last).ToHaveTextAsync("Ett stycke, nu av Sven.");
        await sven.FitsAsync(script);
        await sven.GetByRole(AriaRole.Button, new() { Name = "Låt båda stå" }).ClickAsync();
        await Assertions.Expect(sven.Locator(Box)).ToHaveValueAsync("Ett stycke, av Karin igen.\n\nEtt stycke, nu av Sven.\n\nEtt stycke till, av Sven.");

        await sven.GetByRole(AriaRole.Link, new() { Name = "Versioner", Exact = true }).ClickAsync();
        await Assertions.Expect(sven.Locator(".difference ins")).ToContainTextAsync("Ett stycke, nu av Sven.");
        await sven.FitsAsync(script);
        await sven.Locator("#from").SelectOptionAsync("Version 1");
        await sven.GetByRole(AriaRole.Button, new() { Name = "Visa skillnaden" }).ClickAsync();
        await sven.GetByRole(AriaRole.Button, new() { Name = "Återställ version 1" }).ClickAsync();
        await Assertions.Expect(sven.Locator(Box)).ToHaveValueAsync("Ett stycke.\n\nEtt stycke till.");

        await sven.GetByLabel("Ny kommentar").FillAsync("Stämmer det?");
        await sven.GetByRole(AriaRole.Button, new() { Name = "Lägg till" }).Last.ClickAsync();
        await Assertions.Expect(sven.Locator("#comments .said")).ToHaveTextAsync("Stämmer det?");
        await sven.FitsAsync(script);
        await sven.GetByRole(AriaRole.Button, new() { Name = "Markera som klar" }).ClickAsync();
        await Assertions.Expect(sven.Locator("#comments")).ToContainTextAsync("Klar: sven Testsson");

        await sven.Locator(Box).FillAsync("Bara **sett** på.");
        await sven.GetByRole(AriaRole.Button, new() { Name = "Förhandsgranska" }).ClickAsync();
        await Assertions.Expect(sven.Locator(".preview .document")).ToContainTextAsync("Bara sett på.");
        await sven.FitsAsync(script);
        await karin.GotoAsync("/review/2025");
        await karin.FitsAsync(script);
        foreach (var page in new[] { karin, sven })
            await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_is_being_written_survives_the_window_and_the_visit()
    {
        await using var program = await RunningProgram.StartAsync(sampleYear: true);
        var karin = await chromium.PersonAsync(program, true, "karin", "Coordinator", "LSN");
        await karin.GotoAsync("/review/2025/incidents");
        await karin.Locator(Box).FillAsync("Antal: ");
        await karin.Locator("#figure-search").FillAsync("incidents.total");
        var offered = karin.Locator("#figure-list li:visible");
        var code = await offered.First.Locator("code").TextContentAsync() ?? "";
        Assert.True(await offered.CountAsync() < await karin.Locator("#figure-list li").CountAsync());
        await offered.First.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(karin.Locator(Box)).ToHaveValueAsync("Antal: " + code);
        await Assertions.Expect(karin.Locator("[data-told]")).ToContainTextAsync("Utkastet är sparat", new() { Timeout = 15_000 });

        await karin.ReloadAsync();
        await Assertions.Expect(karin.GetByText("Du har ett osparat utkast från")).ToBeVisibleAsync();
        await Assertions.Expect(karin.Locator(Box)).ToHaveValueAsync("Antal: " + code);
        await karin.FitsAsync(true);

        var cookies = await karin.Context.CookiesAsync();
        await karin.Context.ClearCookiesAsync(new() { Name = "genomlys" });
        await karin.Locator(Box).FillAsync("Skrivet efter att sessionen tog slut.");
        await karin.GetByRole(AriaRole.Button, new() { Name = "Spara", Exact = true }).ClickAsync();
        await Assertions.Expect(karin.Locator("[data-told]")).ToContainTextAsync("Du är inte inloggad längre");
        await Assertions.Expect(karin.Locator(Box)).ToHaveValueAsync("Skrivet efter att sessionen tog slut.");
        await karin.Context.AddCookiesAsync([.. cookies.Where(c => c.Name == "genomlys").Select(c => new Cookie { Name = c.Name, Value = c.Value, Domain = c.Domain, Path = c.Path })]);
        await karin.GetByRole(AriaRole.Button, new() { Name = "Spara", Exact = true }).ClickAsync();
        await Assertions.Expect(karin.GetByRole(AriaRole.Status).First).ToContainTextAsync("Texten är sparad.");
        await Assertions.Expect(karin.GetByText("Du har ett osparat utkast från")).ToHaveCountAsync(0);
        await karin.Context.CloseAsync();
    }

    /// <summary>Writes and saves; at the place already when told that he does not go there first.</summary>
    private static async Task SaveAsync(IPage page, string text, bool goes = true)
    {
        if (goes)
            await page.GotoAsync(Place);
        await page.Locator(Box).FillAsync(text);
        await page.GetByRole(AriaRole.Button, new() { Name = "Spara", Exact = true }).ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("_said=", StringComparison.Ordinal));
    }
}
