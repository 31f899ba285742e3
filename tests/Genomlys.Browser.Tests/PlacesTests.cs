namespace Genomlys.Browser.Tests;

public sealed class PlacesTests(SampleProgram sample)
{
    /// <summary>The walks of this project are worth what they find: they must have met every sort of page.</summary>
    [Fact]
    public async Task The_walk_meets_lists_records_forms_and_the_report()
    {
        var places = (await Places.OfAsync(sample.Address)).All;
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', places));
        Assert.Contains("/", places);
        Assert.Contains(places, p => p.EndsWith("/new", StringComparison.Ordinal));
        Assert.Contains(places, p => p.EndsWith("/edit", StringComparison.Ordinal));
        Assert.Contains(places, p => p.EndsWith("/import", StringComparison.Ordinal));
        Assert.Contains(places, p => p.Contains('?'));
        Assert.Contains(places, p => p.StartsWith("/review/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_link_is_broken()
    {
        var broken = (await Places.OfAsync(sample.Address)).Broken;
        Assert.True(broken is [], string.Join('\n', broken));
    }

    [Fact]
    public async Task Links_lead_to_every_page()
    {
        var unreached = (await Places.OfAsync(sample.Address)).Unreached;
        Assert.True(unreached is [], string.Join('\n', unreached));
    }
}
