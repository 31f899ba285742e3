using Microsoft.Playwright;

namespace Genomlys.Browser.Tests;

/// <summary>The system's own Chromium, started once; the browsers that Playwright would download are not used.</summary>
public sealed class Chromium : IAsyncLifetime
{
    // Nothing is asked of the network but what a page asks for; what draws and translates for a long visit costs more than it gives on a short one.
    private static readonly string[] Quiet =
        ["--disable-gpu", "--disable-gpu-rasterization", "--disable-gpu-compositing", "--js-flags=--no-opt", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--force-color-profile=srgb"];
    private static readonly string Executable = Environment.GetEnvironmentVariable("GENOMLYS_TEST_CHROMIUM") ?? "/usr/bin/chromium";
    private const float Patience = 60_000;   // ms; that a page has come is asked again and again, as a wait that begins after the click may miss it
    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Executable))
            return;   // each test says so when it asks for a page
        playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(Patience);
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Executable, Args = Quiet });
    }

    /// <summary>A visitor with nothing remembered. Swedish unless said otherwise.</summary>
    public async Task<IPage> VisitAsync(Uri program, Screen screen, bool script = true, ColorScheme colours = ColorScheme.Light, string language = "sv-SE")
    {
        Assert.SkipWhen(browser is null, $"There is no Chromium at {Executable} (GENOMLYS_TEST_CHROMIUM says where).");
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = program.ToString(), ViewportSize = screen.Size, Locale = language, TimezoneId = "Europe/Stockholm",
            JavaScriptEnabled = script, ColorScheme = colours, ReducedMotion = ReducedMotion.Reduce,
        });
        await context.AddCookiesAsync([new Cookie { Name = "genomlys", Value = RunningProgram.CookieOf(program), Url = program.ToString(), HttpOnly = true }]);
        context.SetDefaultTimeout(Patience);
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
    }
}

public readonly record struct Screen(int Width, int Height)
{
    public static readonly Screen Desktop = new(1440, 900);
    public static readonly Screen Phone = new(360, 740);

    /// <summary>WCAG 1.4.10: what 1280 px is at 400 %.</summary>
    public static readonly Screen Smallest = new(320, 640);

    public ViewportSize Size => new() { Width = Width, Height = Height };
}
