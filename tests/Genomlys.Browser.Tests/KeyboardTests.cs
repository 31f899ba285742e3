namespace Genomlys.Browser.Tests;

public sealed class KeyboardTests(SampleProgram sample, Chromium chromium)
{
    private const string Focused = "() => { const e = document.activeElement, r = e.getBoundingClientRect(); return { text: (e.innerText || e.getAttribute('aria-label') || e.name || e.tagName).trim(), href: e.getAttribute('href') ?? '', shown: r.width > 4 && r.height > 4 && r.bottom > 0 && r.right > 0 } }";

    // What the eye sees of focus: an outline or a shadow that is not there without it.
    private const string Marked = "() => { const e = document.activeElement, s = getComputedStyle(e); const look = () => [s.outlineStyle === 'none' ? 0 : s.outlineWidth, s.boxShadow, s.backgroundColor, s.borderColor, s.textDecorationLine].join(); const on = look(); e.blur(); const off = look(); e.focus(); return on !== off }";

    [Fact]
    public async Task The_first_stop_of_every_page_leads_past_the_menu()
    {
        List<string> problems = [];
        var page = await chromium.VisitAsync(sample.Address, Screen.Desktop);
        foreach (var href in (await Places.OfAsync(sample.Address)).All)
        {
            await page.GotoAsync(href);
            await page.Keyboard.PressAsync("Tab");
            var first = await page.EvaluateAsync<Stop>(Focused);
            if (!first.Href.StartsWith('#') || !first.Shown)
            {
                problems.Add($"{href}: the first stop is '{first.Text}' {first.Href}, {(first.Shown ? "shown" : "not to be seen")}");
                continue;
            }
            await page.Keyboard.PressAsync("Enter");
            if (!await page.EvaluateAsync<bool>("href => document.querySelector(href)?.closest('main') !== null && document.querySelector(href) !== null", first.Href))
                problems.Add($"{href}: {first.Href} leads nowhere");
        }
        Assert.True(problems is [], string.Join('\n', problems));
    }

    [Fact]
    public async Task Every_stop_shows_that_it_has_the_focus()
    {
        const int most = 60;
        List<string> problems = [];
        var page = await chromium.VisitAsync(sample.Address, Screen.Desktop);
        foreach (var href in (await Places.OfAsync(sample.Address)).All)
        {
            await page.GotoAsync(href);
            for (var stop = 1; stop <= most; stop++)
            {
                await page.Keyboard.PressAsync("Tab");
                if (await page.EvaluateAsync<bool>("document.activeElement === document.body"))
                    break;
                if (!await page.EvaluateAsync<bool>(Marked))
                    problems.Add($"{href}: stop {stop}, '{(await page.EvaluateAsync<Stop>(Focused)).Text}'");
            }
        }
        Assert.True(problems is [], string.Join('\n', problems));
    }

    private sealed class Stop
    {
        public string Text { get; set; } = "";
        public string Href { get; set; } = "";
        public bool Shown { get; set; }
    }
}
