namespace Genomlys.Browser.Tests;

[Collection(nameof(Walk))]
public sealed class KeyboardTests(SampleProgram sample, Chromium chromium)
{
    [Fact]
    public Task The_first_stop_of_every_page_leads_past_the_menu() => NothingOfAsync(Walk.Kind.FirstStop);

    [Fact]
    public Task Every_stop_shows_that_it_has_the_focus() => NothingOfAsync(Walk.Kind.Focus);

    private async Task NothingOfAsync(Walk.Kind kind) => (await Walk.OfAsync(sample.Address, chromium)).IsWithout(kind);
}
