using System.Text.Json;
using AngleSharp.Html.Dom;
using Genomlys.Review;
using Genomlys.Review.Writing;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Tests.Review.Writing;

public sealed class OwnDraftTests
{
    private const string Place = "city";

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task What_is_being_written_is_kept_and_comes_back_with_the_time(string provider)
    {
        await using var app = await Writer.InReviewAsync(provider);
        using var one = new Writer(app, Writer.First);
        Assert.Equal((200, 1), await KeepAsync(one, "Halvfärdigt", 0, 0));
        app.Clock.Pass(TimeSpan.FromMinutes(32));
        Assert.Equal((200, 2), await KeepAsync(one, "Halvfärdigt och lite till", 0, 1));
        var page = await one.OpenAsync(Place);
        Assert.Equal("Halvfärdigt och lite till", TextOf(page));
        Assert.Contains("Du har ett osparat utkast från 2025-11-15 09:32", page.QuerySelector(".notice.warning")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(("", 0), await one.TextAsync(Place));
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Only_its_writer_sees_a_draft(string provider)
    {
        await using var app = await Writer.InReviewAsync(provider);
        using Writer one = new(app, Writer.First), two = new(app, Writer.Second);
        await KeepAsync(one, "Bara mitt", 0, 0);
        Assert.DoesNotContain("Bara mitt", (await two.OpenAsync(Place)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(0, await two.AsHimAsync(db => db.OwnDrafts.CountAsync()));
        Assert.DoesNotContain("Bara mitt", (await app.PageAsync("/review/2025")).Body!.TextContent, StringComparison.Ordinal);
        await two.PostAsync(Place, "draft/discard", []);
        Assert.Equal(1, await one.AsHimAsync(db => db.OwnDrafts.CountAsync()));
    }

    /// <summary>The wall itself, where PostgreSQL asks: past the filters there is still nothing of another's.</summary>
    [Fact]
    public async Task The_database_keeps_a_draft_for_its_writer_too()
    {
        await using var app = await Writer.InReviewAsync("PostgreSQL");
        using Writer one = new(app, Writer.First), two = new(app, Writer.Second);
        await KeepAsync(one, "Bara mitt", 0, 0);
        Assert.Equal(0, await two.AsHimAsync(db => db.OwnDrafts.IgnoreQueryFilters().CountAsync()));
        Assert.Equal(0, await two.AsHimAsync(db => db.OwnDrafts.IgnoreQueryFilters().ExecuteDeleteAsync()));
        Assert.Equal(1, await one.AsHimAsync(db => db.OwnDrafts.CountAsync()));
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_draft_is_gone_when_it_is_saved_or_discarded(string provider)
    {
        await using var app = await Writer.InReviewAsync(provider);
        using var one = new Writer(app, Writer.First);
        await KeepAsync(one, "Ett utkast", 0, 0);
        await one.SaveAsync(Place, "Ett utkast, färdigt", 0, ("_draft", "1"));
        Assert.Equal(0, await one.AsHimAsync(db => db.OwnDrafts.CountAsync()));
        await KeepAsync(one, "Ett till", 1, 0);
        var (_, _, page) = await one.SendAsync(Place, "draft/discard");
        Assert.Equal("Ett utkast, färdigt", TextOf(page));
        Assert.Equal(0, await one.AsHimAsync(db => db.OwnDrafts.CountAsync()));
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task One_window_does_not_write_over_the_draft_of_another(string provider)
    {
        await using var app = await Writer.InReviewAsync(provider);
        using var one = new Writer(app, Writer.First);
        await KeepAsync(one, "I det ena fönstret", 0, 0);
        Assert.Equal(409, (await KeepAsync(one, "I det andra fönstret", 0, 0)).Status);
        Assert.Equal("I det ena fönstret", TextOf(await one.OpenAsync(Place)));
        Assert.Equal("saved", await one.SaveAsync(Place, "I det andra fönstret", 0));
        Assert.Equal("I det ena fönstret", TextOf(await one.OpenAsync(Place)));   // it is still there, to be put together with what was saved
    }

    /// <summary>Someone began a draft from an older text: when he saves it, what was saved meanwhile is put together with it.</summary>
    [Fact]
    public async Task A_draft_goes_on_from_the_text_it_was_begun_from()
    {
        await using var app = await Writer.InReviewAsync("Sqlite");
        using Writer one = new(app, Writer.First), two = new(app, Writer.Second);
        await one.SaveAsync(Place, "Först.\n\nSist.", 0);
        await KeepAsync(one, "Först.\n\nSist, av mig.", 1, 0);
        await two.SaveAsync(Place, "Först, av en annan.\n\nSist.", 1);
        var page = await one.OpenAsync(Place);
        Assert.Equal("1", page.QuerySelector("form.record [name=_version]")!.GetAttribute("value"));
        Assert.Contains("läggs ändringarna ihop", page.QuerySelector(".notice.warning")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("merged", await one.SaveAsync(Place, TextOf(page), 1, ("_draft", "1")));
        Assert.Equal("Först, av en annan.\n\nSist, av mig.", (await one.TextAsync(Place)).Text);
    }

    [Fact]
    public async Task A_text_that_is_too_long_is_refused_and_stands_in_the_box()
    {
        await using var app = await Writer.InReviewAsync("Sqlite");
        using var one = new Writer(app, Writer.First);
        var text = new string('x', AuthorText.MostCharacters + 1);
        var (status, _, page) = await one.SendAsync(Place, "", ("markdown", text), ("_version", "0"));
        Assert.Equal(409, status);
        Assert.Equal(text, TextOf(page));
        Assert.Contains("längre än", page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_no_longer_signed_in_when_he_saves_gets_his_text_back()
    {
        await using var app = await Writer.InReviewAsync("Sqlite");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/review/2025/city") { Content = new FormUrlEncodedContent([new("markdown", "Det jag skrev <b>länge</b>.")]) };
        request.Headers.Add("X-Test-Nobody", "true");
        using var answer = await app.Browser.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(401, (int)answer.StatusCode);
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("Det jag skrev <b>länge</b>.", ((IHtmlTextAreaElement)page.QuerySelector("#kept")!).Value);
        Assert.Equal("/review/2025/city", page.QuerySelector("main [name=back]")!.GetAttribute("value"));
    }

    private static async Task<(int Status, int Version)> KeepAsync(Writer writer, string text, int basedOn, int seen)
    {
        using var answer = await writer.PostAsync(Place, "draft", [("markdown", text), ("_version", $"{basedOn}"), ("_draft", $"{seen}")]);
        return ((int)answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("version").GetInt32());
    }

    private static string TextOf(IHtmlDocument page) => ((IHtmlTextAreaElement)page.QuerySelector("#markdown")!).Value.ReplaceLineEndings("\n");
}
