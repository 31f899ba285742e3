using Microsoft.Playwright;

namespace Genomlys.Browser.Tests;

/// <summary>Signing in as a person does: by password with the keyboard alone, and by a passkey on a device that the browser plays.</summary>
public sealed class SignInJourneyTests(Chromium chromium)
{
    private static readonly Dictionary<string, object> Device = new()
    {
        ["options"] = new Dictionary<string, object> { ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true },
    };

    [Fact]
    public async Task A_passkey_is_added_and_then_signs_in_by_itself()
    {
        await using var program = await RunningProgram.StartAsync();
        var page = await chromium.VisitAsync(program.AtName, Screen.Desktop);
        var device = await page.Context.NewCDPSessionAsync(page);
        await device.SendAsync("WebAuthn.enable");
        await device.SendAsync("WebAuthn.addVirtualAuthenticator", Device);

        await page.GotoAsync("/account");
        await page.GetByLabel("Namn på passnyckeln").FillAsync("Min dator");
        await page.GetByRole(AriaRole.Button, new() { Name = "Lägg till passnyckel" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Passnyckeln är tillagd.");
        await Assertions.Expect(page.Locator(".passkeys")).ToContainTextAsync("Min dator");

        await page.GetByRole(AriaRole.Button, new() { Name = "Logga ut" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Logga in" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Logga in med passnyckel" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Översikt");
        await page.Context.CloseAsync();
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task The_sign_in_page_asks_in_place_of_what_was_wanted_and_leads_there(bool script)
    {
        await using var program = await RunningProgram.StartAsync();
        var page = await chromium.VisitAsync(program.AtName, Screen.Smallest, script);
        await page.Context.ClearCookiesAsync();
        if (script)
            await page.LoadAxeAsync();
        await page.GotoAsync("/units");
        Assert.Empty(script ? await page.ViolationsAsync() : []);
        Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= Screen.Smallest.Width);
        await page.GetByLabel("Inloggningsnamn").FocusAsync();
        await page.Keyboard.TypeAsync(Testing.Visitor.SignInName);
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("fel lösenord, helt fel");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("Namnet eller lösenordet stämmer inte.");
        await page.GetByLabel("Lösenord").FillAsync(Testing.Visitor.Own);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(program.AtName, "/units").ToString());
        await page.Context.CloseAsync();
    }
}
