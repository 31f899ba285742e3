using System.Net;
using AngleSharp.Dom;
using Genomlys.Tests.Shared;

namespace Genomlys.Tests.AuditLog;

/// <summary>On the page of any record: what it said on a day, who changed what and why, and one's own last change taken back.</summary>
public sealed class HistoryTests
{
    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_record_says_what_it_said_who_changed_it_and_why(string provider)
    {
        await using var app = TestApp.On(provider);
        var id = await Logged.SystemAsync(app, "Ekot");
        app.Clock.TurnTo(new(2025, 11, 20, 9, 0, 0, TimeSpan.Zero));
        var (saved, _) = await app.SubmitAsync($"/systems/{id}/edit", new() { ["name"] = "Ekot 2", ["_because"] = "Bytte namn" });
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        var page = await app.PageAsync($"/systems/{id}/history?day=2025-11-16");
        Assert.Equal(["Benämning", "Ekot", "Ekot 2"], page.QuerySelectorAll(".changes tbody tr:first-child > *").Select(c => c.TextContent));
        Assert.Contains("Varför: Bytte namn", page.QuerySelector(".history")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Ekot (ändrat sedan dess)", Text(page.QuerySelector("#then")!.ParentElement!), StringComparison.Ordinal);
        Assert.DoesNotContain("Ekot 2", Text((await app.PageAsync($"/systems/{id}/history?day=2025-11-19")).QuerySelector("#then")!.ParentElement!), StringComparison.Ordinal);
        Assert.DoesNotContain("ändrat sedan dess", Text(await PageOf("2025-11-20")), StringComparison.Ordinal);
        Assert.Contains("fanns inte den 2025-11-14", Text(await PageOf("2025-11-14")), StringComparison.Ordinal);
        Assert.Contains("ÅÅÅÅ-MM-DD", Text(await PageOf("igår")), StringComparison.Ordinal);

        async Task<IElement> PageOf(string day) => (await app.PageAsync($"/systems/{id}/history?day={day}")).QuerySelector("#then")!.ParentElement!;
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Ones_own_last_change_is_taken_back_and_that_is_told_too(string provider)
    {
        await using var app = TestApp.On(provider);
        var id = await Logged.SystemAsync(app, "Ekot", "Ekot 2");
        var (undone, _) = await app.SubmitAsync($"/systems/{id}/history", [], form: "main form[action$=undo]");
        Assert.Equal(HttpStatusCode.SeeOther, undone.StatusCode);
        var page = await app.PageAsync($"/systems/{id}/history");
        Assert.Equal(["Benämning", "Ekot 2", "Ekot"], page.QuerySelector(".history li .changes tbody tr")!.Children.Select(c => c.TextContent));
        Assert.Contains("Ångrar ändringen", page.QuerySelector(".history li")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Ekot", (await app.PageAsync($"/systems/{id}")).QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_another_has_changed_or_what_is_no_longer_the_last_cannot_be_taken_back()
    {
        await using var app = TestApp.On("Sqlite");
        var id = await Logged.SystemAsync(app, "Ekot", "Ekot 2");
        var page = await app.PageAsync($"/systems/{id}/history");
        var form = page.QuerySelector("main form[action$=undo]")!;
        var said = form.QuerySelectorAll("input").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value")!);
        app.Browser.DefaultRequestHeaders.Add("X-Test-Account", TestViewers.Other.ToString());
        Assert.Null((await app.PageAsync($"/systems/{id}/history")).QuerySelector("form[action$=undo]"));
        var (byOther, refused) = await app.SubmitAsync($"/systems/{id}/edit", new() { ["name"] = "Ekot 3" });
        Assert.Equal(HttpStatusCode.SeeOther, byOther.StatusCode);
        app.Browser.DefaultRequestHeaders.Remove("X-Test-Account");
        var late = await app.Browser.PostAsync($"/systems/{id}/history/undo", new FormUrlEncodedContent(said), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.SeeOther, late.StatusCode);
        Assert.Contains("inte längre den senaste", (await app.PageAsync($"{late.Headers.Location}")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Ekot 3", (await app.PageAsync($"/systems/{id}")).QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_that_is_not_seen_has_no_history()
    {
        await using var app = TestApp.On("Sqlite");
        Assert.Equal(HttpStatusCode.NotFound, (await app.Browser.GetAsync($"/systems/{Guid.CreateVersion7()}/history", TestContext.Current.CancellationToken)).StatusCode);
    }

    private static string Text(IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
