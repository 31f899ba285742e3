using Microsoft.Playwright;

namespace Genomlys.Browser.Tests;

/// <summary>An API token made and ended, an address given, and a forgotten password asked for: in a real browser, with and without script.</summary>
public sealed class TokenJourneyTests(Chromium chromium)
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task A_token_is_made_shown_once_listed_and_ended(bool script)
    {
        await using var program = await RunningProgram.StartAsync(settings: MailSettings);
        var page = await chromium.VisitAsync(program.AtName, Screen.Smallest, script, ColorScheme.Dark);
        if (script)
            await page.LoadAxeAsync();
        await page.GotoAsync("/account");
        await page.FitsAsync(script);
        await page.GetByRole(AriaRole.Link, new() { Name = "Ny API-nyckel" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Ny API-nyckel");
        await page.FitsAsync(script);
        await page.GetByLabel("Namn på nyckeln").FillAsync("Statistik");
        await page.GetByLabel("Incidenter", new() { Exact = true }).CheckAsync();
        await page.GetByLabel("läsa och ändra").CheckAsync();
        await page.GetByLabel("Får komma från").FillAsync("inget nät");
        await page.GetByRole(AriaRole.Button, new() { Name = "Skapa nyckeln" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Nätet kan inte läsas");
        await Assertions.Expect(page.GetByLabel("läsa och ändra")).ToBeCheckedAsync();   // what was said is still there
        await page.GetByLabel("Får komma från").FillAsync("127.0.0.1 ::1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Skapa nyckeln" }).ClickAsync();
        var text = await page.Locator("code.one-time").TextContentAsync();
        Assert.StartsWith("lis_", text, StringComparison.Ordinal);
        await page.FitsAsync(script);

        using var http = new HttpClient { BaseAddress = program.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", text);
        Assert.True((await http.GetAsync(new Uri("/api/incidents", UriKind.Relative), TestContext.Current.CancellationToken)).IsSuccessStatusCode);

        await page.GotoAsync("/account");
        await Assertions.Expect(page.GetByRole(AriaRole.Cell, new() { Name = "Gäller", Exact = true })).ToBeVisibleAsync();
        await page.FitsAsync(script);
        await page.GetByRole(AriaRole.Button, new() { Name = "Avsluta nyckeln Statistik" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Nyckeln är avslutad.");
        Assert.Equal(401, (int)(await http.GetAsync(new Uri("/api/incidents", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
        await page.Context.CloseAsync();
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_forgotten_password_is_asked_for_from_the_sign_in_page(bool script)
    {
        await using var program = await RunningProgram.StartAsync(settings: MailSettings);
        var page = await chromium.VisitAsync(program.AtName, Screen.Smallest, script);
        if (script)
            await page.LoadAxeAsync();
        await page.GotoAsync("/account");
        await page.GetByLabel("E-postadress").FillAsync("sara.sandin@example.org");
        await page.GetByRole(AriaRole.Button, new() { Name = "Skicka en bekräftelselänk" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Ett meddelande är på väg");
        await page.GotoAsync("/account/mail/verify?link=a");
        await page.FitsAsync(script);
        await page.GetByRole(AriaRole.Button, new() { Name = "Bekräfta" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Länken gäller inte längre");
        await page.FitsAsync(script);

        await page.Context.ClearCookiesAsync();
        await page.GotoAsync("/sign-in");
        await page.GetByRole(AriaRole.Link, new() { Name = "Glömt lösenordet?" }).ClickAsync();
        await page.FitsAsync(script);
        await page.GetByLabel("Inloggningsnamn").FocusAsync();
        await page.Keyboard.TypeAsync("någon");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Om kontot finns");
        await page.FitsAsync(script);
        await page.GotoAsync("/reset/new?link=a");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Länken gäller inte längre");
        await page.FitsAsync(script);
        await page.Context.CloseAsync();
    }

    /// <summary>A server that nobody listens at: what is written waits.</summary>
    private static Task<(string Key, string Value)[]> MailSettings(Uri program) =>
        Task.FromResult<(string, string)[]>([("Mail:Server", "127.0.0.1"), ("Mail:Port", "9"), ("Mail:Tls", "None"), ("Mail:From", "genomlys@example.org"), ("Site:Address", program.GetLeftPart(UriPartial.Authority))]);
}
