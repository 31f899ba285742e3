using AngleSharp.Dom;
using Genomlys.Review.Writing;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Tests.Review.Writing;

public sealed class VersionTests
{
    private const string Place = "city";

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Each_save_is_a_version_that_says_who_and_when(string provider)
    {
        await using var app = await Writer.InReviewAsync(provider);
        using Writer one = new(app, Writer.First), two = new(app, Writer.Second);
        Assert.Equal("saved", await one.SaveAsync(Place, "Sju system saknar ägare.", 0));
        app.Clock.Pass(TimeSpan.FromMinutes(5));
        Assert.Equal("saved", await two.SaveAsync(Place, "Två system saknar ägare.", 1));
        Assert.Equal("unchanged", await two.SaveAsync(Place, "Två system saknar ägare.", 2));
        var versions = await one.AsHimAsync(db => db.TextVersions.OrderBy(v => v.Number).ToListAsync());
        Assert.Equal([(1, Writer.First, "Sju system saknar ägare."), (2, Writer.Second, "Två system saknar ägare.")], versions.Select(v => (v.Number, v.ById!.Value, v.Markdown)));
        Assert.Equal(TimeSpan.FromMinutes(5), versions[1].At - versions[0].At);
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task The_difference_between_two_versions_is_told_in_words(string provider)
    {
        await using var app = await Writer.InReviewAsync(provider);
        using var one = new Writer(app, Writer.First);
        await one.SaveAsync(Place, "Sju system saknar ägare.\n\nSamma.", 0);
        await one.SaveAsync(Place, "Två system saknar ägare.\n\nSamma.", 1);
        await one.SaveAsync(Place, "Allt är nytt.", 2);
        var difference = (await one.OpenAsync(Place, "/history?from=1&to=2")).QuerySelector(".difference")!;
        Assert.Equal("borttaget: Sju slut.", Plain(difference.QuerySelector("del")!));
        Assert.Equal("tillagt: Två slut.", Plain(difference.QuerySelector("ins")!));
        Assert.Equal(["changed", null], difference.QuerySelectorAll("p").Select(p => p.GetAttribute("class")));
        Assert.Contains("Allt", (await one.OpenAsync(Place, "/history")).QuerySelector(".difference")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task An_earlier_version_comes_back_as_a_new_one(string provider)
    {
        await using var app = await Writer.InReviewAsync(provider);
        using var one = new Writer(app, Writer.First);
        await one.SaveAsync(Place, "Den första.", 0);
        await one.SaveAsync(Place, "Den andra.", 1);
        await one.SendAsync(Place, "restore", ("number", "1"), ("_version", "2"));
        Assert.Equal(("Den första.", 3), await one.TextAsync(Place));
        var third = await one.AsHimAsync(db => db.TextVersions.SingleAsync(v => v.Number == 3));
        Assert.Equal((VersionOrigin.Restored, 1), (third.Origin, third.RestoredFrom));
    }

    [Fact]
    public async Task What_has_been_written_since_is_not_written_over_by_an_earlier_version()
    {
        await using var app = await Writer.InReviewAsync("Sqlite");
        using var one = new Writer(app, Writer.First);
        await one.SaveAsync(Place, "Den första.", 0);
        await one.SaveAsync(Place, "Den andra.", 1);
        var (_, _, page) = await one.SendAsync(Place, "restore", ("number", "1"), ("_version", "1"));
        Assert.Contains("Texten har ändrats sedan du öppnade sidan", page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(("Den andra.", 2), await one.TextAsync(Place));
    }

    private static string Plain(IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
