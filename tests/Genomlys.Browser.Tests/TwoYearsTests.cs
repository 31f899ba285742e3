using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Genomlys.Browser.Tests;

/// <summary>
/// An empty program, last year's printed report, this year's exports: read in, drafted, frozen, checked, decided; and the year after begins from what was decided.
/// Everything by forms, as the two who do it would. What is called kvarstår and ny is what the printed report of the year calls so.
/// </summary>
public sealed partial class TwoYearsTests(Chromium chromium)
{
    private const string Draft = "/review/2025";
    private static readonly string Samples = Path.Combine(Repository.Root, "samples");
    private static readonly JsonElement Expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(Samples, "lindby-2025/expected.json"))).RootElement;

    /// <summary>The year's files in the order an authority takes them in; what 2024 proposed comes from the report, not from a file.</summary>
    private static readonly (string Register, string File)[] Year =
    [
        ("training", "utbildningsplattform-2025-11-15.csv"), ("incidents", "ia-uttag-2025-11-15.xlsx"), ("incidents", "lex-sarah-2025.csv"),
        ("losses", "servicedesk-2025.csv"), ("complaints", "klagomal-2025.csv"), ("systems", "systemforteckning-2025.xlsx"), ("classifications", "systemforteckning-2025.xlsx"),
        ("risks", "vor-ikp-2025.csv"), ("recommendations", "dso-risker-2024.csv"), ("improvements", "forbattringar-2025.csv"), ("plan", "treårsplan-2026-2028.csv"),
    ];

    [Fact]
    public async Task Last_years_report_becomes_this_years_review_and_this_years_the_next()
    {
        await using var program = await RunningProgram.StartAsync();
        var bo = await chromium.VisitAsync(program.Address, Screen.Desktop);
        await TakeInAsync(bo, "units", "lindby-2025/organisation.csv");
        var karin = await chromium.PersonAsync(program, true, "karin", "Coordinator+DataProtectionOfficer", "LSN");
        var disa = await chromium.PersonAsync(program, true, "disa", "Director", "LSN");
        foreach (var page in new[] { karin, disa })
            await page.SetViewportSizeAsync(Screen.Desktop.Width, Screen.Desktop.Height);

        await ReadInAsync(karin);
        foreach (var (register, file) in Year)
            await TakeInAsync(karin, register, $"lindby-2025/{file}");
        await JudgeAsync(karin);
        await BeginAsync(karin);

        await karin.GotoAsync(Draft);
        var (all, remaining) = (Expected.GetProperty("improvements").GetInt32(), Expected.GetProperty("improvements_remaining").GetInt32());
        Assert.Equal((remaining, 0), await LabelsAsync(karin, "improvements"));   // what is new is not called so among improvements, as it was not in print
        Assert.Equal((Expected.GetProperty("dso_risks").GetProperty("Kvarstår").GetInt32(), Expected.GetProperty("dso_risks").GetProperty("Ny").GetInt32()), await LabelsAsync(karin, "data-protection"));

        await FreezeAsync(karin);
        await DecideAsync(disa);

        // the year after: what was decided is offered, and taken over it is called kvarstår
        await karin.GotoAsync("/reviews/new");
        await NewReviewAsync(karin, 2026, "2026-11-15");
        await karin.GotoAsync("/review/2026");
        await karin.Locator("main a[href='/improvements/carry-over?year=2026']").ClickAsync();
        await karin.GetByRole(AriaRole.Button, new() { NameRegex = All() }).ClickAsync();
        await karin.GotoAsync("/review/2026");
        Assert.Equal((all - 1, 0), await LabelsAsync(karin, "improvements"));   // one was rejected
        foreach (var page in new[] { bo, karin, disa })
            await page.Context.CloseAsync();
    }

    private static async Task TakeInAsync(IPage page, string register, string file)
    {
        await page.GotoAsync($"/{register}/import");
        await page.Locator("#file").SetInputFilesAsync(Path.Combine(Samples, file));
        await page.GetByRole(AriaRole.Button, new() { Name = "Granska filen" }).ClickAsync();
        await page.Locator("[name=asOf]").FillAsync("2025-11-15");
        await page.Locator("button[value=confirm]").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(Run(), new() { Timeout = 60_000 });
        Assert.Equal(0, await page.Locator(".refused tbody tr").CountAsync());
    }

    /// <summary>The report's improvements, the officer's risks and the plan, chapter by chapter; what the printed words only mention is left.</summary>
    private static async Task ReadInAsync(IPage page)
    {
        await page.GotoAsync("/review/readings");
        await page.Locator("#file").SetInputFilesAsync(Path.Combine(Samples, "lindby-2024/ledningens-genomgang-2024.txt"));
        await page.Locator("main form button").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Acceptera alla med hög säkerhet" }).ClickAsync();
        await Assertions.Expect(page.Locator(".piece.accepted h4", new() { HasTextString = "Revidera lokala anvisningar" })).ToHaveCountAsync(1);
        Assert.Equal(5, await page.Locator(".piece.accepted h4", new() { HasTextString = "Förbättring" }).CountAsync());
        Assert.Empty(await page.Locator(".piece:has(.problem)").AllInnerTextsAsync());

        // the one that was done during the year
        await page.Locator(".piece.accepted", new() { HasTextString = "Rutin för förlorade enheter" }).Locator("a[href^='/improvements/']").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Ändra" }).ClickAsync();
        await page.Locator("[name=progress]").SelectOptionAsync(new SelectOptionValue { Label = "Genomförd" });
        await page.GetByRole(AriaRole.Button, new() { Name = "Spara", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToBeVisibleAsync();
    }

    /// <summary>A risk whose words have changed: the program suggests that it is the same, and a person says so.</summary>
    private static async Task JudgeAsync(IPage page)
    {
        await page.GotoAsync("/recommendations/matches?year=2024");
        await page.Locator(".pair", new() { HasTextString = "Osäker hantering av e-post" }).GetByRole(AriaRole.Button).First.ClickAsync();
        await Assertions.Expect(page.Locator(".pair", new() { HasTextString = "Osäker hantering av e-post" })).ToHaveCountAsync(0);
    }

    private static async Task BeginAsync(IPage page)
    {
        await page.GotoAsync("/reviews/new");
        await NewReviewAsync(page, 2025, "2025-11-15");
        await page.GotoAsync($"{Draft}/city");
        await page.Locator("#markdown").FillAsync("Inget att redovisa.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Spara", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToContainTextAsync("Texten är sparad.");
    }

    private static async Task NewReviewAsync(IPage page, int year, string asOf)
    {
        await page.Locator("[name=year]").FillAsync($"{year}");
        await page.Locator("[name=template]").SelectOptionAsync(new SelectOptionValue { Label = "Ledningens genomgång, stadens mall 2025" });
        await page.Locator("[name=asOf]").FillAsync(asOf);
        await page.GetByRole(AriaRole.Button, new() { Name = "Spara", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToBeVisibleAsync();
    }

    private static async Task FreezeAsync(IPage page)
    {
        await page.GetByText("Frys siffrorna").First.ClickAsync();
        await page.Locator("#asOf").FillAsync("2025-11-15");
        await page.GetByRole(AriaRole.Button, new() { Name = "Frys siffrorna" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToContainTextAsync("Siffrorna är frysta.");
        await page.GotoAsync($"{Draft}/checks");
        Assert.Equal(0, await page.GetByText("Låt felet stå").CountAsync());   // nothing of what was read in, imported and judged contradicts itself
    }

    private static async Task DecideAsync(IPage page)
    {
        await page.GotoAsync($"{Draft}/decide");
        var proposals = page.Locator(".rulings fieldset");
        Assert.Equal(Expected.GetProperty("improvements").GetInt32(), await proposals.CountAsync());
        for (var n = 0; n < await proposals.CountAsync(); n++)
        {
            await proposals.Nth(n).Locator(n is 4 ? "[value=Rejected]" : "[value=Approved]").CheckAsync();
            if (n is 4)
                await proposals.Nth(n).Locator("[name^=reason-]").FillAsync("Ryms inte i budgeten.");
            await proposals.Nth(n).Locator("[name^=owner-]").FillAsync("Avdelningschef");
            await proposals.Nth(n).Locator("[name^=due-]").FillAsync("2026-06-01");
        }
        await page.Locator("#by").FillAsync("Disa Dahlin, stadsdelsdirektör");
        await page.Locator("#reference").FillAsync("LSN 2025/77");
        await page.GetByRole(AriaRole.Button, new() { Name = "Besluta", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToContainTextAsync("Genomgången är beslutad.");
    }

    /// <summary>How often what stands under a place of the draft, up to the next, is called kvarstår and how often ny.</summary>
    private static async Task<(int CarriedOver, int New)> LabelsAsync(IPage page, string place)
    {
        var text = await page.EvaluateAsync<string>("""
            place => { let text = ''; for (let at = document.getElementById(place)?.nextElementSibling; at && !/^H[1-3]$/.test(at.tagName); at = at.nextElementSibling) text += at.innerText + '\n'; return text }
            """, place);
        var labels = Marked().Matches(text).Select(m => char.ToLowerInvariant(m.Groups["label"].Value[0])).ToList();
        return (labels.Count(l => l is 'k'), labels.Count(l => l is 'n'));
    }

    [GeneratedRegex(@"\((?<label>[Kk]varstår|[Nn]y)[^)]*\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Marked();

    [GeneratedRegex("/imports/[0-9a-f-]+", RegexOptions.None, 1000)]
    private static partial Regex Run();

    [GeneratedRegex("[Aa]lla", RegexOptions.None, 1000)]
    private static partial Regex All();
}
