using Microsoft.Playwright;

namespace Genomlys.Browser.Tests;

/// <summary>Whoever has no script sees the same as whoever has it; whoever has it never loads a page anew to ask a list another question.</summary>
public sealed class ListJourneyTests(SampleProgram sample, Chromium chromium)
{
    [Fact]
    public async Task A_list_answers_alike_with_and_without_script()
    {
        var list = await FullestListAsync();
        var without = await WalkAsync(list, script: false);
        var with = await WalkAsync(list, script: true);
        Assert.Equal(without, with);
        Assert.Equal(without.Count, without.Distinct().Count() + 1);   // each step shows something of its own, but for Back, which shows the sorted list again
    }

    [Fact]
    public async Task With_script_a_list_is_one_page_load()
    {
        var page = await chromium.VisitAsync(sample.Address, Screen.Desktop);
        var loads = 0;
        page.Request += (_, request) => loads += request.IsNavigationRequest ? 1 : 0;
        await WalkAsync(page, await FullestListAsync());
        Assert.InRange(loads, 1, 2);   // Back asks the server anew: no record is kept in the browser's own store
    }

    /// <summary>A server that is busy, a wire that breaks: whoever has script then gets the whole page, as if he had none.</summary>
    [Theory, InlineData(503), InlineData(0)]
    public async Task A_part_that_does_not_come_is_asked_for_as_a_page(int status)
    {
        var page = await chromium.VisitAsync(sample.Address, Screen.Desktop);
        var parts = 0;
        await page.RouteAsync("**/*", async route =>
        {
            if (!route.Request.Headers.ContainsKey("hx-request"))
                await route.ContinueAsync();
            else if (++parts > 0 && status is 0)
                await route.AbortAsync();
            else
                await route.FulfillAsync(new() { Status = status });
        });
        await page.GotoAsync(await FullestListAsync());
        var link = page.GetByRole(AriaRole.Columnheader).Nth(1).GetByRole(AriaRole.Link);
        var target = new Uri(new Uri(page.Url), await link.GetAttributeAsync("href"));
        await link.ClickAsync();
        await SettledAsync(page, target);
        Assert.Equal(1, parts);
        await Assertions.Expect(page.Locator("main tbody tr").First).ToBeVisibleAsync();
    }

    private async Task<IReadOnlyList<string>> WalkAsync(string list, bool script) => await WalkAsync(await chromium.VisitAsync(sample.Address, Screen.Desktop, script), list);

    /// <summary>Sort, choose, search, back: what the list shows and what the address says after each step.</summary>
    private static async Task<IReadOnlyList<string>> WalkAsync(IPage page, string list)
    {
        List<string> shown = [];
        await page.GotoAsync(list);
        var word = (await page.Locator("main tbody tr").First.Locator("td, th").First.InnerTextAsync()).Trim();
        await NoteAsync();

        await FollowAsync(page.GetByRole(AriaRole.Columnheader).Nth(1).GetByRole(AriaRole.Link));
        await NoteAsync();

        await FollowAsync(page.Locator($"main a[href^='{list}?']:not(thead a):not([rel])").Filter(new() { Visible = true }).First);
        await NoteAsync();

        await page.GoBackAsync();
        await SettledAsync(page, new Uri(shown[^2].Split('\n')[0]));
        await NoteAsync();

        var search = page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Searchbox);
        await search.FillAsync(word);
        var before = page.Url;
        await search.PressAsync("Enter");
        await Assertions.Expect(page).Not.ToHaveURLAsync(before);
        await page.WaitForLoadStateAsync();
        await NoteAsync();
        return shown;

        async Task FollowAsync(ILocator link)
        {
            var target = new Uri(new Uri(page.Url), await link.GetAttributeAsync("href"));
            await link.ClickAsync();
            await SettledAsync(page, target);
        }

        async Task NoteAsync()
        {
            for (var tries = 0; ; tries++)
                try
                {
                    await Assertions.Expect(page.Locator("main tbody tr").First).ToBeVisibleAsync();   // each step shows something; Back asks the server, after the address has changed
                    shown.Add($"{page.Url}\n{string.Join('\n', (await page.Locator("main tbody tr").AllInnerTextsAsync()).Take(20))}");
                    return;
                }
                catch (PlaywrightException) when (tries < 3)   // a page that is on its way cannot be read yet
                {
                    await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
                }
        }
    }

    private static async Task SettledAsync(IPage page, Uri target)
    {
        await Assertions.Expect(page).ToHaveURLAsync(target.AbsoluteUri);
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
    }

    /// <summary>The list of the sample year that has most to show.</summary>
    private async Task<string> FullestListAsync()
    {
        var page = await chromium.VisitAsync(sample.Address, Screen.Desktop);
        (string Href, int Rows) fullest = ("", 0);
        foreach (var href in (await Places.OfAsync(sample.Address)).All.Where(p => p.EndsWith("/import", StringComparison.Ordinal)).Select(p => p[..^"/import".Length]))
        {
            await page.GotoAsync(href);
            if (await page.Locator("main tbody tr").CountAsync() is var rows && rows > fullest.Rows)
                fullest = (href, rows);
        }
        await page.Context.CloseAsync();
        return fullest.Rows > 1 ? fullest.Href : throw new InvalidOperationException("No list has rows.");
    }
}
