using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Genomlys.Browser.Tests;

/// <summary>Last year's report is read in, looked through and accepted, by plain forms, on the smallest screen.</summary>
public sealed class ReadingJourneyTests(Chromium chromium)
{
    private static readonly string Report = Path.Combine(Repository.Root, "tests/Genomlys.Tests/Review/Reading/Reports/granas-2024.txt");

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_report_is_read_in_and_what_is_accepted_leads_back_to_its_line(bool script)
    {
        await using var program = await RunningProgram.StartAsync(sampleYear: false);
        var page = await chromium.VisitAsync(program.Address, Screen.Smallest, script, script ? ColorScheme.Dark : ColorScheme.Light);
        await page.LoadAxeAsync();
        await page.GotoAsync("/review");
        await page.Locator("main a[href='/review/readings']").ClickAsync();
        await page.FitsAsync(script);
        await page.Locator("#file").SetInputFilesAsync(Report);
        await page.Locator("main form button").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/review/readings/[0-9a-f-]+$", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await page.FitsAsync(script);

        var piece = page.Locator(".piece", new() { HasTextString = "Gör konsekvensbedömning" }).First;
        await piece.Locator("summary").ClickAsync();
        await piece.Locator("[name='says.name']").FillAsync("Konsekvensbedömning");
        await piece.Locator("button[value=accept]").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync(new Regex("^1 av ", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await page.FitsAsync(script);
        await page.Locator(".piece.accepted a[href^='/improvements/']").ClickAsync();
        await page.Locator("a[href^='/review/readings/']").ClickAsync();
        await Assertions.Expect(page.Locator("p:target mark.accepted")).ToContainTextAsync("Gör konsekvensbedömning");
        if (Environment.GetEnvironmentVariable("GENOMLYS_LOOK") is { } folder)
            foreach (var (width, height) in new[] { (1280, 900), (360, 740) })
            {
                await page.SetViewportSizeAsync(width, height);
                await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"panes-{width}-{script}.png") });
            }
    }
}
