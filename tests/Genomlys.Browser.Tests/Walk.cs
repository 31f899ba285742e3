using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Genomlys.Browser.Tests;

/// <summary>
/// Every kind of page, loaded once and looked at for all that a machine can see of it: wide in the light, on a phone in the dark, at 320 px,
/// by its keyboard stops, and for what it wants that its policy forbids. Each test asks for its own kind of problem.
/// </summary>
public sealed class Walk
{
    private const int AtOnce = 3, Most = 40;
    private static readonly ConcurrentDictionary<Uri, Lazy<Task<Walk>>> Known = [];
    private readonly ConcurrentBag<(Kind Kind, string Text)> problems = [];
    private readonly ConcurrentDictionary<string, string> frames = [];

    public enum Kind { Accessibility, Width, Loading, FirstStop, Focus, Policy }

    public static Task<Walk> OfAsync(Uri program, Chromium chromium) => Known.GetOrAdd(program, p => new(() => WalkAsync(p, chromium))).Value;

    /// <summary>What of this kind was seen anywhere.</summary>
    public IReadOnlyList<string> Seen(Kind kind) => [.. problems.Where(p => p.Kind == kind).Select(p => p.Text).Order(StringComparer.Ordinal)];

    /// <summary>Nothing of this kind was seen anywhere.</summary>
    public void IsWithout(Kind kind) => Assert.True(Seen(kind) is [], string.Join('\n', Seen(kind)));

    private static async Task<Walk> WalkAsync(Uri program, Chromium chromium)
    {
        var walk = new Walk();
        var waiting = new ConcurrentQueue<string>((await Places.OfAsync(program)).All);
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => walk.VisitAllAsync(program, chromium, waiting)));
        return walk;
    }

    private async Task VisitAllAsync(Uri program, Chromium chromium, ConcurrentQueue<string> waiting)
    {
        var page = await chromium.VisitAsync(program, Screen.Desktop);
        await page.LoadAxeAsync();
        await page.NoteStopsAsync();
        await page.ListenForRefusedAsync();
        var at = "";
        page.Request += (_, request) => Loads(!request.Url.StartsWith(program.ToString(), StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal), $"asks {request.Url}");
        page.Response += (_, answer) => Loads(answer.Status >= 400, $"{answer.Url} answers {answer.Status}");
        page.RequestFailed += (_, request) => Loads(request.Failure is not "net::ERR_ABORTED", $"{request.Url} fails: {request.Failure}");
        page.Console += (_, message) => Loads(message.Type is "error" or "warning", $"console: {message.Text}");
        page.PageError += (_, error) => Loads(true, $"script: {error}");
        while (waiting.TryDequeue(out var href))
        {
            at = href;
            await page.GotoAsync(href, new() { WaitUntil = WaitUntilState.Load });
            await LookAsync(page, href, Screen.Desktop, ColorScheme.Light);
            await LookAsync(page, href, Screen.Phone, ColorScheme.Dark);
            await MeasureAsync(page, href);
            await StepThroughAsync(page, href);
            await RefuseNothingAsync(page, href);
        }
        await page.Context.CloseAsync();

        void Loads(bool isWrong, string what)
        {
            if (isWrong)
                problems.Add((Kind.Loading, $"{at}: {what}"));
        }
    }

    private async Task LookAsync(IPage page, string href, Screen screen, ColorScheme scheme)
    {
        await ShowAsync(page, screen, scheme);
        foreach (var violation in await page.ViolationsAsync())
            problems.Add((Kind.Accessibility, $"{href} at {screen.Width} px, {scheme}: {violation}"));
    }

    /// <summary>WCAG 1.4.10: tables may scroll within themselves, the page may not.</summary>
    private async Task MeasureAsync(IPage page, string href)
    {
        await ShowAsync(page, Screen.Smallest, ColorScheme.Light);
        var width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        if (width > Screen.Smallest.Width)
            problems.Add((Kind.Width, $"{href} is {width} px wide"));
    }

    /// <summary>The first stop leads past the menu, and from there one goes on through the content; the menu itself is gone through once for each look it has.</summary>
    private async Task StepThroughAsync(IPage page, string href)
    {
        await ShowAsync(page, Screen.Desktop, ColorScheme.Light);
        if (frames.TryAdd(await page.FrameAsync(), href))
        {
            Note(await page.StopsBeforeMainAsync(Most));
            await page.ReturnAsync();
        }
        var first = (await page.StopsAsync(1)).FirstOrDefault();
        if (first is not { IsShown: true } || !first.Href.StartsWith('#'))
        {
            problems.Add((Kind.FirstStop, $"{href}: the first stop is '{first?.Text}' {first?.Href}, {(first is { IsShown: true } ? "shown" : "not to be seen")}"));
            return;
        }
        Note([first]);
        await page.Keyboard.PressAsync("Enter");
        if (await page.IsInContentAsync())
            Note(await page.StopsAsync(Most));
        else
            problems.Add((Kind.FirstStop, $"{href}: {first.Href} leads nowhere"));

        void Note(IEnumerable<Stop> stops)
        {
            foreach (var (number, stop) in stops.Index().Where(s => !s.Item.IsMarked))
                problems.Add((Kind.Focus, $"{href}: stop {number + 1}, '{stop.Text}'"));
        }
    }

    /// <summary>What the policy of a page refused, also where a list asks for a piece of itself.</summary>
    private async Task RefuseNothingAsync(IPage page, string href)
    {
        if (await page.Locator("main thead a").CountAsync() > 0)
        {
            await page.Locator("main thead a").First.ClickAsync();
            await Assertions.Expect(page).ToHaveURLAsync(new Regex("sort=", RegexOptions.None, TimeSpan.FromSeconds(1)));
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        }
        foreach (var refused in await page.RefusedAsync())
            problems.Add((Kind.Policy, $"{href}: {refused}"));
    }

    private static async Task ShowAsync(IPage page, Screen screen, ColorScheme scheme)
    {
        await page.SetViewportSizeAsync(screen.Width, screen.Height);
        await page.EmulateMediaAsync(new() { ColorScheme = scheme });
    }
}
