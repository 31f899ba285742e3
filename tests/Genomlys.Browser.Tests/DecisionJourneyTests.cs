using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Genomlys.Browser.Tests;

/// <summary>From draft to decision: frozen, checked, mended, decided by another, asked about by anyone, corrected. Each page at the smallest width, with and without script.</summary>
public sealed partial class DecisionJourneyTests(Chromium chromium)
{
    private const string Draft = "/review/2025", Nothing = "Inget att redovisa.";

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_draft_is_frozen_mended_decided_and_known_to_anyone_who_has_its_code(bool script)
    {
        await using var program = await RunningProgram.StartAsync(sampleYear: true);
        var karin = await chromium.PersonAsync(program, script, "karin", "Coordinator", "LSN");
        var disa = await chromium.PersonAsync(program, script, "disa", "Director", "LSN");

        await karin.GotoAsync(Draft);
        await karin.GetByText("Frys siffrorna").First.ClickAsync();
        await karin.Locator("#asOf").FillAsync("2025-11-15");
        await karin.GetByRole(AriaRole.Button, new() { Name = "Frys siffrorna" }).ClickAsync();
        await Assertions.Expect(karin.GetByRole(AriaRole.Status).First).ToContainTextAsync("Siffrorna är frysta.");
        await karin.FitsAsync(script);

        await karin.Locator(".document a[href^='/review/2025/figures/incidents.']").First.ClickAsync();
        await Assertions.Expect(karin.Locator(".lead")).ToContainTextAsync("så som siffran frystes");
        await karin.FitsAsync(script);

        await karin.GotoAsync($"{Draft}/city");
        await karin.Locator("#markdown").FillAsync(Nothing);
        await karin.GetByRole(AriaRole.Button, new() { Name = "Spara", Exact = true }).ClickAsync();
        await Assertions.Expect(karin.GetByRole(AriaRole.Status).First).ToContainTextAsync("Texten är sparad.");
        await karin.GotoAsync($"{Draft}/decide");
        await karin.FitsAsync(script);
        await Assertions.Expect(karin.GetByRole(AriaRole.Button, new() { Name = "Besluta", Exact = true })).ToHaveCountAsync(0);

        // what stands is accepted with a reason, by whoever decides
        await disa.GotoAsync($"{Draft}/checks");
        await disa.FitsAsync(script);
        while (await disa.GetByText("Låt felet stå").First.IsVisibleAsync())
        {
            await disa.GetByText("Låt felet stå").First.ClickAsync();
            await disa.Locator("details[open] textarea").First.FillAsync("Förslaget togs om hand på annat sätt.");
            await disa.Locator("details[open]").GetByRole(AriaRole.Button, new() { Name = "Låt felet stå" }).First.ClickAsync();
            await Assertions.Expect(disa.GetByRole(AriaRole.Status).First).ToBeVisibleAsync();
            await disa.GotoAsync($"{Draft}/checks");
        }

        // every proposal is decided on; what is missing is said at it
        await disa.GotoAsync($"{Draft}/decide");
        await disa.FitsAsync(script);
        var proposals = await disa.Locator(".rulings fieldset").CountAsync();
        if (proposals > 0)
        {
            await disa.GetByRole(AriaRole.Button, new() { Name = "Besluta", Exact = true }).ClickAsync();
            await Assertions.Expect(disa.GetByRole(AriaRole.Alert).First).ToContainTextAsync("Inget är beslutat.");
            await disa.FitsAsync(script);
        }
        for (var n = 0; n < proposals; n++)
        {
            var one = disa.Locator(".rulings fieldset").Nth(n);
            await one.Locator(n is 1 ? "[value=Rejected]" : "[value=Approved]").CheckAsync();
            if (n is 1)
                await one.Locator("[name^=reason-]").FillAsync("Ryms inte i budgeten.");
            await one.Locator("[name^=owner-]").FillAsync("Avdelningschef");
            await one.Locator("[name^=due-]").FillAsync("2026-06-01");
        }
        await disa.Locator("#by").FillAsync("Disa Dahlin, förvaltningschef");
        await disa.Locator("#reference").FillAsync("LSN 2025/77");
        await disa.GetByRole(AriaRole.Button, new() { Name = "Besluta", Exact = true }).ClickAsync();
        await Assertions.Expect(disa.GetByRole(AriaRole.Status).First).ToContainTextAsync("Genomgången är beslutad.");
        await Assertions.Expect(disa.GetByText("Beslutad av Disa Dahlin, förvaltningschef").First).ToBeVisibleAsync();
        await disa.FitsAsync(script);

        // anyone with the code learns that it stands, and nothing else
        var text = await (await disa.APIRequest.GetAsync(new Uri(program.AtName, "/review/2025/editions/1/ledningens-genomgang-2025.txt").ToString())).TextAsync();
        await disa.GotoAsync("/verify");
        await disa.Locator("#said").FillAsync(Code().Match(text).Value);
        await disa.Locator("form:has(#said)").GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(disa.GetByRole(AriaRole.Status).First).ToBeVisibleAsync();
        await disa.FitsAsync(script);

        await karin.GotoAsync($"{Draft}/decide");
        await karin.Locator("#reason").FillAsync("Fel ord i kapitel 1.2.2.");
        await karin.GetByRole(AriaRole.Button, new() { Name = "Påbörja en ny utgåva" }).ClickAsync();
        await Assertions.Expect(karin.GetByRole(AriaRole.Status).First).ToContainTextAsync("En ny utgåva är påbörjad.");
        await karin.FitsAsync(script);
        foreach (var page in new[] { karin, disa })
            await page.Context.CloseAsync();
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_template_is_copied_and_changed_and_the_draft_follows(bool script)
    {
        await using var program = await RunningProgram.StartAsync(sampleYear: true);
        var karin = await chromium.PersonAsync(program, script, "karin", "Coordinator", "LSN");
        await karin.GotoAsync("/templates");
        await karin.FitsAsync(script);
        await karin.GetByRole(AriaRole.Link, new() { Name = "stadens mall 2025" }).First.ClickAsync();
        await karin.GetByRole(AriaRole.Button, new() { Name = "Kopiera mallen" }).ClickAsync();
        await Assertions.Expect(karin.GetByRole(AriaRole.Status).First).ToContainTextAsync("Kopian är er egen.");
        await karin.FitsAsync(script);
        var copy = new Uri(karin.Url).AbsolutePath;

        await karin.GotoAsync("/reviews");
        await karin.Locator("main tbody tr", new() { HasTextString = "Ledningens genomgång" }).Locator("a[href^='/reviews/']").First.ClickAsync();
        await karin.GetByRole(AriaRole.Link, new() { Name = "Ändra" }).ClickAsync();
        await karin.Locator("[name=template]").SelectOptionAsync(new SelectOptionValue { Label = "Ledningens genomgång, stadens mall 2025 (kopia)" });
        await karin.GetByRole(AriaRole.Button, new() { Name = "Spara", Exact = true }).ClickAsync();
        await Assertions.Expect(karin.GetByRole(AriaRole.Status).First).ToBeVisibleAsync();

        await karin.GotoAsync($"{copy}/places/city");
        await karin.FitsAsync(script);
        await karin.Locator("#heading").FillAsync("Stadens budget och inriktning");
        await karin.GetByRole(AriaRole.Button, new() { Name = "Spara", Exact = true }).ClickAsync();
        await Assertions.Expect(karin.GetByRole(AriaRole.Status).First).ToContainTextAsync("Platsen är sparad.");
        await karin.GotoAsync($"{copy}/places/new");
        await karin.FitsAsync(script);
        await karin.GotoAsync("/templates/file");
        await karin.FitsAsync(script);
        await karin.GotoAsync(Draft);
        await Assertions.Expect(karin.Locator(".document")).ToContainTextAsync("Stadens budget och inriktning");
        await karin.Context.CloseAsync();
    }

    [GeneratedRegex("[0-9A-HJKMNP-TV-Z]{5}(-[0-9A-HJKMNP-TV-Z]{5,6}){4}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();
}
