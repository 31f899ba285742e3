namespace Genomlys.Browser.Tests;

/// <summary>WCAG 2.2 AA as far as a machine can see it, on every kind of page the program offers.</summary>
[Collection(nameof(Walk))]
public sealed class AccessibilityTests(SampleProgram sample, Chromium chromium)
{
    [Fact]
    public Task Axe_finds_nothing_at_either_width_in_either_light() => NothingOfAsync(Walk.Kind.Accessibility);

    [Fact]
    public Task No_page_scrolls_sideways_at_320_pixels() => NothingOfAsync(Walk.Kind.Width);

    /// <summary>Nothing from a CDN, nothing missing, nothing said in the console.</summary>
    [Fact]
    public Task Every_page_loads_whole_and_from_its_own_server_only() => NothingOfAsync(Walk.Kind.Loading);

    private async Task NothingOfAsync(Walk.Kind kind) => (await Walk.OfAsync(sample.Address, chromium)).IsWithout(kind);
}
