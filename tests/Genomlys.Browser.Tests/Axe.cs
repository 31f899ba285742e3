using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Genomlys.Browser.Tests;

/// <summary>axe-core, loaded with the page and asked several times: the ready-made call loads it anew each time and describes all that is well, too.</summary>
public static class Axe
{
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    private const string Ask = """
        async rules => (await axe.run(document, { runOnly: rules, resultTypes: ['violations'] })).violations
            .map(v => `${v.id} (${v.help}): ${v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | ')}`)
        """;

    /// <summary>What reaches past the smallest screen, the innermost first.</summary>
    private const string Widest = "() => [...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > innerWidth).slice(-3).map(e => e.outerHTML.slice(0, 160)).reverse().join(' | ')";

    extension(IPage page)
    {
        /// <summary>WCAG 2.2 AA and what axe calls good practice.</summary>
        public Task<string[]> ViolationsAsync() => page.EvaluateAsync<string[]>(Ask, new { type = "tag", values = new[] { "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice" } });

        /// <summary>Nothing for axe to find, and nothing wider than the smallest screen.</summary>
        public async Task FitsAsync(bool script)
        {
            if (script)
                Assert.Empty(await page.ViolationsAsync());
            Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= Screen.Smallest.Width, $"{page.Url}: {await page.EvaluateAsync<string>(Widest)}");
            if (Environment.GetEnvironmentVariable("GENOMLYS_LOOK") is { } folder)
                await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{Guid.CreateVersion7()}.png"), FullPage = true });
        }

        /// <summary>Into every page from now on, past a content security policy that stays in force for the page's own scripts.</summary>
        public Task LoadAxeAsync() => page.AddInitScriptAsync(Script);
    }
}
