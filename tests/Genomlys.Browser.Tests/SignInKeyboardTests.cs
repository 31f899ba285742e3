using Genomlys.Testing;
using Microsoft.Playwright;

namespace Genomlys.Browser.Tests;

/// <summary>Signing in and setting up how one does, with nothing but the keyboard; every page on the way is looked at for what a machine can see of accessibility.</summary>
public sealed class SignInKeyboardTests(Chromium chromium)
{
    private const int Most = 60;

    private static readonly Dictionary<string, object> Device = new()
    {
        ["options"] = new Dictionary<string, object> { ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true },
    };

    [Theory, InlineData(true), InlineData(false)]
    public async Task The_authoritys_own_provider_is_the_first_way_in_and_leads_where_one_was_going(bool script)
    {
        RealProvider? provider = null;
        await using var program = await RunningProgram.StartAsync(settings: async at => (provider = await RealProvider.StartAsync(at)).Settings(("Oidc:SecondFactor", "Provider")));
        await using var stopped = provider!;
        var page = await VisitAsync(program, script);
        await page.Context.ClearCookiesAsync();
        await page.GotoAsync("/account/why");
        await LookAsync(page, script);
        await SignInThereAsync(page);
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("ett konto är skapat åt dig");
        await Assertions.Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("Säg till en administratör");
        await LookAsync(page, script);

        await PressAsync(page, page.GetByRole(AriaRole.Button, new() { Name = "Logga ut" }));
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Logga ut även hos Kommunen" })).ToBeVisibleAsync();
        await LookAsync(page, script);
        await PressAsync(page, page.GetByRole(AriaRole.Link, new() { Name = "Logga in med Kommunen" }));
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Översikt");

        await page.GotoAsync("/account/prove?back=/account/why");
        await LookAsync(page, script);
        await PressAsync(page, page.GetByRole(AriaRole.Link, new() { Name = "Fortsätt med Kommunen" }));
        await SayWhoAsync(page);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Varför ser jag inte detta?");

        await stopped.StopAsync();
        await page.Context.ClearCookiesAsync();
        await page.GotoAsync("/sign-in?_problem=Provider.Down");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("Kommunen svarar inte just nu");
        await LookAsync(page, script);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task An_authenticator_is_set_up_and_used()
    {
        await using var program = await RunningProgram.StartAsync();
        var page = await VisitAsync(program);
        await page.GotoAsync("/account");
        await LookAsync(page);
        await PressAsync(page, page.GetByRole(AriaRole.Link, new() { Name = "Lägg till autentiseringsapp" }));
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Lägg till autentiseringsapp");
        await LookAsync(page);
        var seed = string.Concat((await page.Locator(".steps-text code").InnerTextAsync()).Where(c => c is not ' '));
        await ReachAsync(page, page.GetByLabel("Koden som appen visar"));
        await page.Keyboard.TypeAsync("000000");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("Koden stämmer inte");
        await LookAsync(page);
        await ReachAsync(page, page.GetByLabel("Koden som appen visar"));
        await page.Keyboard.TypeAsync(CodeOf(seed, 0));
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Spara återställningskoderna");
        await LookAsync(page);

        await PressAsync(page, page.GetByRole(AriaRole.Button, new() { Name = "Logga ut" }));
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Logga in");
        await ReachAsync(page, page.GetByLabel("Inloggningsnamn"));
        await page.Keyboard.TypeAsync(Visitor.SignInName);
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(Visitor.Own);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Ange koden");
        await LookAsync(page);
        await ReachAsync(page, page.GetByLabel("Kod", new() { Exact = true }));
        await page.Keyboard.TypeAsync(CodeOf(seed, 1));   // the one before has been used
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Översikt");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_passkey_is_set_up_used_and_removed()
    {
        await using var program = await RunningProgram.StartAsync();
        var page = await VisitAsync(program);
        var device = await page.Context.NewCDPSessionAsync(page);
        await device.SendAsync("WebAuthn.enable");
        await device.SendAsync("WebAuthn.addVirtualAuthenticator", Device);
        await page.GotoAsync("/account");
        await ReachAsync(page, page.GetByLabel("Namn på passnyckeln"));
        await page.Keyboard.TypeAsync("Min dator");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Passnyckeln är tillagd.");
        await LookAsync(page);
        await PressAsync(page, page.GetByRole(AriaRole.Button, new() { Name = "Logga ut" }));
        await PressAsync(page, page.GetByRole(AriaRole.Button, new() { Name = "Logga in med passnyckel" }));
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Översikt");
        await page.GotoAsync("/account");
        await PressAsync(page, page.GetByRole(AriaRole.Button, new() { Name = "Ta bort passnyckeln Min dator" }));
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Passnyckeln är borttagen.");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Who_is_shown_no_page_reaches_why()
    {
        await using var program = await RunningProgram.StartAsync();
        var page = await VisitAsync(program);
        await page.GotoAsync("/no-such-page");
        await LookAsync(page);
        await PressAsync(page, page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Varför ser jag inte detta?" }));
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Varför ser jag inte detta?");
        await LookAsync(page);
        await page.Context.CloseAsync();
    }

    private async Task<IPage> VisitAsync(RunningProgram program, bool script = true)
    {
        var page = await chromium.VisitAsync(program.AtName, Screen.Desktop, script);
        if (script)
            await page.LoadAxeAsync();
        return page;
    }

    private static async Task SignInThereAsync(IPage page)
    {
        var way = page.GetByRole(AriaRole.Link, new() { Name = "Logga in med Kommunen" });
        Assert.Equal(1, await page.Locator("main .button, main button:not(.secondary):not(.quiet)").Filter(new() { Visible = true }).CountAsync());   // one first thing to do
        await PressAsync(page, way);
        await SayWhoAsync(page);
    }

    /// <summary>On the provider's own page.</summary>
    private static async Task SayWhoAsync(IPage page)
    {
        await ReachAsync(page, page.GetByLabel("Vem?"));
        await page.Keyboard.TypeAsync("sam");
        await page.Keyboard.PressAsync("Enter");
    }

    private static async Task PressAsync(IPage page, ILocator what)
    {
        await ReachAsync(page, what);
        await page.Keyboard.PressAsync("Enter");
    }

    /// <summary>By Tab alone, from where one stands.</summary>
    private static async Task ReachAsync(IPage page, ILocator what)
    {
        await Assertions.Expect(what).ToBeVisibleAsync();
        for (var press = 0; press < Most; press++)
        {
            if (await what.EvaluateAsync<bool>("e => e === document.activeElement"))
                return;
            await page.Keyboard.PressAsync("Tab");
        }
        Assert.Fail($"{page.Url}: {what} is not reached by {Most} presses of Tab.");
    }

    /// <summary>Axe in both lights, wide and on a phone; and no wider than the smallest screen.</summary>
    private static async Task LookAsync(IPage page, bool script = true)
    {
        foreach (var (screen, scheme) in new[] { (Screen.Desktop, ColorScheme.Light), (Screen.Phone, ColorScheme.Dark), (Screen.Smallest, ColorScheme.Light), (Screen.Smallest, ColorScheme.Dark), (Screen.Desktop, ColorScheme.Dark) })
        {
            await page.SetViewportSizeAsync(screen.Width, screen.Height);
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            Assert.Empty(script ? await page.ViolationsAsync() : []);
            Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= screen.Width, $"{page.Url} is wider than {screen.Width}");
        }
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await page.SetViewportSizeAsync(Screen.Desktop.Width, Screen.Desktop.Height);
    }

    private static string CodeOf(string seed, int stepsOn) => new OtpNet.Totp(OtpNet.Base32Encoding.ToBytes(seed)).ComputeTotp(TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(30 * stepsOn));
}
