using Microsoft.Playwright;

namespace Genomlys.Browser.Tests;

/// <summary>Where the keyboard stands after so many presses of Tab.</summary>
public sealed class Stop
{
    public string Text { get; set; } = "";
    public string Href { get; set; } = "";
    public bool IsShown { get; set; }

    /// <summary>What the eye sees of focus: an outline, a shadow, a colour that is not there without it.</summary>
    public bool IsMarked { get; set; }

    /// <summary>Within the page's own content.</summary>
    public bool IsInMain { get; set; }
}

internal static class Stops
{
    private const int AtATime = 10;

    // After each Tab the page notes where it stands; to ask it after each costs more than the stop itself. Null where the page ends.
    private const string Note = """
        const standing = e => {
          if (e === document.body) return null
          const s = getComputedStyle(e), r = e.getBoundingClientRect()
          const look = () => [s.outlineStyle === 'none' ? 0 : s.outlineWidth, s.boxShadow, s.backgroundColor, s.borderColor, s.textDecorationLine].join()
          const seen = {
            text: (e.innerText || e.getAttribute('aria-label') || e.name || e.tagName).trim(), href: e.getAttribute('href') ?? '',
            isShown: r.width > 4 && r.height > 4 && r.bottom > 0 && r.right > 0, isInMain: !!e.closest('main'),
          }
          const on = look()
          e.blur()
          const off = look()
          e.focus()
          return { ...seen, isMarked: on !== off }
        }
        window.stops = []
        addEventListener('keyup', e => { if (e.key === 'Tab') stops.push(standing(document.activeElement)) }, true)
        """;

    // Everything one can stop at before and after the page's own content, as it looks here.
    private const string Frame = """
        () => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')].filter(e => !e.closest('main'))
            .map(e => [e.tagName, e.className, e.type, e.getAttribute('href')?.split('?')[0], e.getAttribute('aria-current'), e.disabled].join(' ')).join('\n')
        """;

    extension(IPage page)
    {
        /// <summary>On every page from now on.</summary>
        public Task NoteStopsAsync() => page.AddInitScriptAsync(Note);

        public Task<string> FrameAsync() => page.EvaluateAsync<string>(Frame);

        public Task<bool> IsInContentAsync() => page.EvaluateAsync<bool>("document.activeElement.closest('main') !== null");

        /// <summary>To the top of the page again.</summary>
        public Task ReturnAsync() => page.EvaluateAsync("() => { document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex'); document.activeElement.blur() }");

        /// <summary>What stands before the page's own content.</summary>
        public async Task<IReadOnlyList<Stop>> StopsBeforeMainAsync(int most) => [.. (await page.StopsAsync(most, untilMain: true)).TakeWhile(s => !s.IsInMain)];

        /// <summary>From where one stands to the end of the page, or so many.</summary>
        public async Task<IReadOnlyList<Stop>> StopsAsync(int most, bool untilMain = false)
        {
            List<Stop> stops = [];
            while (stops.Count < most && !(untilMain && stops.Exists(s => s.IsInMain)))
            {
                var presses = Math.Min(AtATime, most - stops.Count);
                for (var press = 0; press < presses; press++)
                    await page.Keyboard.PressAsync("Tab");
                var noted = await page.EvaluateAsync<Stop?[]>("() => stops.splice(0)");
                if (noted.Length != presses)
                    throw new InvalidOperationException($"{page.Url} noted {noted.Length} of {presses} stops.");
                stops.AddRange(noted.TakeWhile(s => s is not null)!);
                if (noted.Contains(null))
                    break;
            }
            return stops;
        }
    }
}
