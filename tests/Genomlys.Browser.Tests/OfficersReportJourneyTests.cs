using Microsoft.Playwright;

namespace Genomlys.Browser.Tests;

/// <summary>The data protection officer's report: found from the menu, written, frozen and handed in by the officer, and read by others. Each page at the smallest width, with and without script.</summary>
public sealed class OfficersReportJourneyTests(Chromium chromium)
{
    private const string Report = "/review/2025-dpo";

    [Theory, InlineData(true), InlineData(false)]
    public async Task The_officer_writes_freezes_and_hands_in_his_own_report(bool script)
    {
        await using var program = await RunningProgram.StartAsync(sampleYear: true);
        var olof = await chromium.PersonAsync(program, script, "olof", "DataProtectionOfficer", "LSN");
        var karin = await chromium.PersonAsync(program, script, "karin", "Coordinator", "LSN");

        await olof.GotoAsync("/review/dpo");
        await olof.FitsAsync(script);
        await olof.Locator("main tbody a").First.ClickAsync();
        await Assertions.Expect(olof.Locator("main h1")).ToContainTextAsync("Dataskyddsombudets årsrapport 2025");
        await olof.FitsAsync(script);

        await olof.GotoAsync($"{Report}/policies");
        await olof.FitsAsync(script);
        await olof.Locator("#markdown").FillAsync("Riktlinjerna är beslutade och kända.");
        await olof.GetByRole(AriaRole.Button, new() { Name = "Spara", Exact = true }).ClickAsync();
        await Assertions.Expect(olof.GetByRole(AriaRole.Status).First).ToContainTextAsync("Texten är sparad.");
        foreach (var page in new[] { "/policies/history", "/checks", "/requests" })
        {
            await olof.GotoAsync(Report + page);
            await olof.FitsAsync(script);
        }

        // others read it, and have nothing to write or press in it
        await karin.GotoAsync(Report);
        await Assertions.Expect(karin.Locator(".document")).ToContainTextAsync("Riktlinjerna är beslutade och kända.");
        await Assertions.Expect(karin.GetByText("Frys siffrorna")).ToHaveCountAsync(0);
        await karin.FitsAsync(script);
        await karin.GotoAsync($"{Report}/policies");
        await Assertions.Expect(karin.Locator("#markdown")).ToHaveCountAsync(0);

        await olof.GotoAsync(Report);
        await olof.GetByText("Frys siffrorna").First.ClickAsync();
        await olof.Locator("#asOf").FillAsync("2025-11-15");
        await olof.GetByRole(AriaRole.Button, new() { Name = "Frys siffrorna" }).ClickAsync();
        await Assertions.Expect(olof.GetByRole(AriaRole.Status).First).ToContainTextAsync("Siffrorna är frysta.");
        await olof.FitsAsync(script);
        await olof.Locator($".document a[href^='{Report}/figures/incidents.']").First.ClickAsync();
        await Assertions.Expect(olof.Locator(".lead")).ToContainTextAsync("så som siffran frystes");
        await olof.FitsAsync(script);

        await olof.GotoAsync($"{Report}/decide");
        await olof.FitsAsync(script);
        await olof.Locator("#by").FillAsync("Olof Oskarsson, dataskyddsombud");
        await olof.GetByRole(AriaRole.Button, new() { Name = "Lämna över", Exact = true }).ClickAsync();
        await Assertions.Expect(olof.GetByRole(AriaRole.Status).First).ToContainTextAsync("Rapporten är överlämnad.");
        await Assertions.Expect(olof.GetByText("Överlämnad av Olof Oskarsson, dataskyddsombud").First).ToBeVisibleAsync();
        await olof.FitsAsync(script);

        await karin.GotoAsync($"{Report}/decide");
        await Assertions.Expect(karin.GetByRole(AriaRole.Link, new() { Name = "dataskyddsombudets-arsrapport-2025.pdf" })).ToBeVisibleAsync();
        await karin.FitsAsync(script);
        foreach (var page in new[] { olof, karin })
            await page.Context.CloseAsync();
    }
}
