using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Genomlys.Browser.Tests;

/// <summary>WCAG 2.2 AA as far as a machine can see it, on every kind of page the program offers.</summary>
public sealed class AccessibilityTests(SampleProgram sample, Chromium chromium)
{
    [Fact]
    public async Task Axe_finds_nothing_at_either_width_in_either_light()
    {
        var problems = new ConcurrentBag<string>();
        await EachPlaceAsync(async href =>
        {
            var page = await chromium.VisitAsync(sample.Address, Screen.Desktop, forAxe: true);
            await page.GotoAsync(href);
            foreach (var (screen, scheme) in new[] { (Screen.Desktop, ColorScheme.Light), (Screen.Phone, ColorScheme.Dark) })
            {
                await page.SetViewportSizeAsync(screen.Width, screen.Height);
                await page.EmulateMediaAsync(new() { ColorScheme = scheme });
                Note($"{screen.Width} px, {scheme}", await page.ViolationsAsync());
            }
            await page.Context.CloseAsync();

            void Note(string where, string[] violations)
            {
                foreach (var violation in violations)
                    problems.Add($"{href} at {where}: {violation}");
            }
        });
        Assert.True(problems.IsEmpty, string.Join('\n', problems.Order(StringComparer.Ordinal)));
    }

    /// <summary>WCAG 1.4.10: tables may scroll within themselves, the page may not.</summary>
    [Fact]
    public async Task No_page_scrolls_sideways_at_320_pixels()
    {
        var problems = new ConcurrentBag<string>();
        await EachPlaceAsync(async href =>
        {
            var page = await chromium.VisitAsync(sample.Address, Screen.Smallest);
            await page.GotoAsync(href);
            var width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
            if (width > Screen.Smallest.Width)
                problems.Add($"{href} is {width} px wide");
            await page.Context.CloseAsync();
        });
        Assert.True(problems.IsEmpty, string.Join('\n', problems.Order(StringComparer.Ordinal)));
    }

    /// <summary>Nothing from a CDN, nothing missing, nothing said in the console.</summary>
    [Fact]
    public async Task Every_page_loads_whole_and_from_its_own_server_only()
    {
        var problems = new ConcurrentBag<string>();
        await EachPlaceAsync(async href =>
        {
            var page = await chromium.VisitAsync(sample.Address, Screen.Desktop);
            page.Request += (_, request) => Say(!request.Url.StartsWith(sample.Address.ToString(), StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal), $"asks {request.Url}");
            page.Response += (_, answer) => Say(answer.Status >= 400, $"{answer.Url} answers {answer.Status}");
            page.Console += (_, message) => Say(message.Type is "error" or "warning", $"console: {message.Text}");
            page.PageError += (_, error) => Say(true, $"script: {error}");
            await page.GotoAsync(href, new() { WaitUntil = WaitUntilState.Load });
            await page.Context.CloseAsync();

            void Say(bool isWrong, string what)
            {
                if (isWrong)
                    problems.Add($"{href}: {what}");
            }
        });
        Assert.True(problems.IsEmpty, string.Join('\n', problems.Order(StringComparer.Ordinal)));
    }

    private async Task EachPlaceAsync(Func<string, Task> look) =>
        await Parallel.ForEachAsync((await Places.OfAsync(sample.Address)).All, new ParallelOptions { MaxDegreeOfParallelism = 3 }, async (href, _) => await look(href));
}
