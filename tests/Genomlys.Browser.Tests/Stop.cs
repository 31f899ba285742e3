using Microsoft.Playwright;

namespace Genomlys.Browser.Tests;

/// <summary>Where the keyboard stands after so many presses of Tab.</summary>
public sealed class Stop
{
    public int Number { get; set; }
    public string Text { get; set; } = "";
    public string Href { get; set; } = "";
    public bool IsShown { get; set; }

    /// <summary>What the eye sees of focus: an outline, a shadow, a colour that is not there without it.</summary>
    public bool IsMarked { get; set; }
}

internal static class Stops
{
    private const int Most = 60;

    private const string Standing = """
        number => {
          const e = document.activeElement
          if (e === document.body) return null
          const s = getComputedStyle(e), r = e.getBoundingClientRect(), href = e.getAttribute('href') ?? ''
          const look = () => [s.outlineStyle === 'none' ? 0 : s.outlineWidth, s.boxShadow, s.backgroundColor, s.borderColor, s.textDecorationLine].join()
          const seen = {
            number, href, text: (e.innerText || e.getAttribute('aria-label') || e.name || e.tagName).trim(),
            isShown: r.width > 4 && r.height > 4 && r.bottom > 0 && r.right > 0,
          }
          const on = look()
          e.blur()
          const off = look()
          e.focus()
          return { ...seen, isMarked: on !== off }
        }
        """;

    // Everything one can stop at before and after the page's own content, as it looks here.
    private const string Frame = """
        () => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')].filter(e => !e.closest('main'))
            .map(e => [e.tagName, e.className, e.type, e.getAttribute('href')?.split('?')[0], e.getAttribute('aria-current'), e.disabled].join(' ')).join('\n')
        """;

    extension(IPage page)
    {
        public Task<string> FrameAsync() => page.EvaluateAsync<string>(Frame);

        public Task<bool> IsInContentAsync() => page.EvaluateAsync<bool>("document.activeElement.closest('main') !== null");

        /// <summary>To the top of the page again.</summary>
        public Task ReturnAsync() => page.EvaluateAsync("() => { document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex'); document.activeElement.blur() }");

        /// <summary>From where one stands to the end of the page.</summary>
        public async IAsyncEnumerable<Stop> StopsAsync()
        {
            for (var number = 1; number <= Most && await page.NextStopAsync(number) is { } stop; number++)
                yield return stop;
        }

        public async Task<Stop?> NextStopAsync(int number)
        {
            await page.Keyboard.PressAsync("Tab");
            return await page.EvaluateAsync<Stop?>(Standing, number);
        }
    }
}
