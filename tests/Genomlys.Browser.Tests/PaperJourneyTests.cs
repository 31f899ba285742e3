using Microsoft.Playwright;

namespace Genomlys.Browser.Tests;

/// <summary>The authority's paper is put in, tried and put back, and the figures are followed over the years, by plain forms on the smallest screen.</summary>
public sealed class PaperJourneyTests(Chromium chromium)
{
    private static readonly string Report = Path.Combine(Repository.Root, "tests/Genomlys.Tests/Review/Reading/Reports/granas-2024.txt");

    /// <summary>64 × 32, of one colour.</summary>
    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAEAAAAAgCAIAAAAt/+nTAAAAOElEQVR42u3PQQkAAAgEsPvbzBD2j2EGn8JgBZbqeS0CAgICAgICAgICAgICAgICAgICAgICAlcL9EaYTHk5FjwAAAAASUVORK5CYII=");

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_logo_is_put_in_refused_and_taken_away(bool script)
    {
        await using var program = await RunningProgram.StartAsync(sampleYear: false);
        var page = await chromium.VisitAsync(program.Address, Screen.Smallest, script, script ? ColorScheme.Dark : ColorScheme.Light);
        await page.LoadAxeAsync();
        await page.GotoAsync("/templates");
        await page.FitsAsync(script);
        await page.Locator("main a[href='/templates/paper']").ClickAsync();
        await page.FitsAsync(script);
        await page.Locator("#logo-file").SetInputFilesAsync(new FilePayload { Name = "logo.png", MimeType = "image/png", Buffer = Png });
        await page.Locator("#alt").FillAsync("Lindby stad");
        await page.Locator("form[action='/templates/paper/logo'] button[value=use]").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Logotypen används");
        await Assertions.Expect(page.GetByRole(AriaRole.Img, new() { Name = "Lindby stad" })).ToBeVisibleAsync();
        await page.FitsAsync(script);
        await page.Locator("#styles-file").SetInputFilesAsync(new FilePayload { Name = "mall.dotx", MimeType = "application/octet-stream", Buffer = [1, 2, 3] });
        await page.Locator("form[action='/templates/paper/styles'] button[value=use]").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("ingen Wordmall");
        await page.FitsAsync(script);
        await page.LookAsync($"paper-{script}");
        await page.Locator("form[action$='/logo/remove'] button").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Det går att ångra");
        await page.FitsAsync(script);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_number_of_an_earlier_report_stands_beside_this_years(bool script)
    {
        await using var program = await RunningProgram.StartAsync(sampleYear: true);
        var page = await chromium.VisitAsync(program.Address, Screen.Smallest, script, script ? ColorScheme.Light : ColorScheme.Dark);
        await page.LoadAxeAsync();
        await page.GotoAsync("/figures");
        await page.FitsAsync(script);
        await page.GotoAsync("/review/readings");
        await page.Locator("#file").SetInputFilesAsync(Report);
        await page.Locator("main form button").First.ClickAsync();
        var piece = page.Locator(".piece:has(option[value='incidents.total'][selected])");
        await piece.Locator("summary").ClickAsync();
        await page.FitsAsync(script);
        await piece.Locator("button[value=accept]").ClickAsync();
        await page.Locator(".piece.accepted a[href='/figures/incidents.total']").ClickAsync();
        await Assertions.Expect(page.Locator(".report tbody tr")).ToHaveCountAsync(2);
        await page.FitsAsync(script);
        await page.LookAsync($"trend-{script}");
        await page.Locator(".report tbody a[href*='/review/readings/']").First.ClickAsync();
        await Assertions.Expect(page.Locator("p:target mark.accepted").First).ToBeVisibleAsync();
        await page.GotoAsync("/figures");
        await page.FitsAsync(script);
        await page.LookAsync($"trends-{script}");
    }
}

/// <summary>Pictures for eyes, where GENOMLYS_LOOK says.</summary>
file static class Looks
{
    public static async Task LookAsync(this IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("GENOMLYS_LOOK") is not { } folder)
            return;
        foreach (var (width, height) in new[] { (1280, 900), (360, 740) })
        {
            await page.SetViewportSizeAsync(width, height);
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{width}.png"), FullPage = true });
        }
        await page.SetViewportSizeAsync(320, 640);
    }
}
