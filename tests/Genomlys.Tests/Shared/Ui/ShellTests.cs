using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Genomlys.Shared;
using Genomlys.Shared.Ui;

namespace Genomlys.Tests.Shared.Ui;

public sealed partial class ShellTests
{
    private static readonly string[] Pages = ["/", "/incidents", "/incidents/new", "/incidents/import", "/search?q=sms", "/training?q=zz"];

    [Fact]
    public async Task No_page_carries_style_or_script_of_its_own()
    {
        await using var app = new TestApp();
        foreach (var href in Pages)
        {
            var page = await app.PageAsync(href);
            Assert.Empty(page.QuerySelectorAll("style, [style], script:not([src])"));
            Assert.DoesNotContain(page.All.SelectMany(e => e.Attributes), a => a.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task Every_page_has_one_heading_a_title_a_language_and_a_way_past_the_menu()
    {
        await using var app = new TestApp();
        foreach (var href in Pages)
        {
            var page = await app.PageAsync(href);
            Assert.Single(page.QuerySelectorAll("h1"));
            Assert.EndsWith(" – Genomlys", page.Title);
            Assert.Equal("sv", page.DocumentElement.GetAttribute("lang"));
            Assert.NotNull(page.QuerySelector(page.QuerySelector("body > a")!.GetAttribute("href")!));
        }
    }

    [Fact]
    public async Task Every_field_and_button_has_a_name()
    {
        await using var app = new TestApp();
        foreach (var href in Pages)
        {
            var page = await app.PageAsync(href);
            Assert.Empty(from field in page.QuerySelectorAll("input:not([type=hidden]), select, textarea")
                         where field.GetAttribute("aria-label") is null && field.Closest("label") is null && page.QuerySelector($"label[for='{field.Id}']") is null
                         select $"{href}: {field.OuterHtml}");
            Assert.Empty(from button in page.QuerySelectorAll("button, a") where button.TextContent.Trim() is "" select $"{href}: {button.OuterHtml}");
        }
    }

    [Fact]
    public async Task The_menu_marks_where_one_is()
    {
        await using var app = new TestApp();
        Assert.Equal("/incidents", (await app.PageAsync("/incidents")).QuerySelector("#navigation [aria-current=page]")!.GetAttribute("href"));
        Assert.Equal("/incidents", (await app.PageAsync("/incidents/import")).QuerySelector("#navigation [aria-current=true]")!.GetAttribute("href"));
    }

    [Theory, InlineData("language", "en-GB", "html[lang=en]"), InlineData("theme", "dark", "html[data-theme=dark]"), InlineData("keys", "off", "body[data-keys=off]")]
    public async Task A_wish_is_remembered_by_a_plain_form(string name, string value, string seen)
    {
        await using var app = new TestApp();
        Assert.Null((await app.PageAsync("/incidents?q=a")).QuerySelector(seen));
        var (response, _) = await app.SubmitAsync("/incidents?q=a", new() { [name] = value }, form: ".display form");
        Assert.Equal((HttpStatusCode.SeeOther, "/incidents?q=a"), (response.StatusCode, response.Headers.Location!.ToString()));
        Assert.NotNull((await app.PageAsync("/incidents?q=a")).QuerySelector(seen));
    }

    [Theory, InlineData("https://example.org/"), InlineData("//example.org"), InlineData(@"/\example.org"), InlineData("/a\r\nX: y"), InlineData("")]
    public async Task A_wish_leads_back_into_the_program_only(string back)
    {
        await using var app = new TestApp();
        var (response, _) = await app.SubmitAsync("/incidents", new() { ["theme"] = "light", ["back"] = back }, form: ".display form");
        Assert.Equal("/", response.Headers.Location!.ToString());
    }

    [Fact]
    public async Task A_page_that_is_not_there_says_what_to_do_in_the_frame_of_the_program()
    {
        await using var app = new TestApp();
        var (status, page) = await Ask(app, "/finns/inte");
        Assert.Equal((HttpStatusCode.NotFound, "Sidan finns inte"), (status, page.QuerySelector("h1")!.TextContent));
        Assert.NotNull(page.QuerySelector("#navigation a[href='/incidents']"));
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused_in_words()
    {
        await using var app = new TestApp();
        using var answer = await app.Browser.PostAsync("/incidents/new", new FormUrlEncodedContent([]), TestContext.Current.CancellationToken);
        var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal((HttpStatusCode.BadRequest, "Begäran kunde inte förstås"), (answer.StatusCode, page.QuerySelector("h1")?.TextContent));
        Assert.DoesNotContain("Exception", page.DocumentElement.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_text_a_screen_asks_for_exists_in_both_languages()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!Directory.Exists(Path.Combine(folder.FullName, "src", "Genomlys")))
            folder = folder.Parent!;
        var asked = from file in Directory.EnumerateFiles(Path.Combine(folder.FullName, "src", "Genomlys"), "*.razor", SearchOption.AllDirectories)
                    from Match key in KernelKey().Matches(File.ReadAllText(file))
                    select key.Groups["key"].Value;
        string[] computed =
        [
            .. Preferences.Themes.Select(t => $"Theme.{t}"), .. Enum.GetNames<NoticeKind>().Select(k => $"Notice.{k}"),
            .. Enum.GetNames<MenuGroup>().Where(g => g is not "Start").Select(g => $"Menu.{g}"),
            .. Enum.GetNames<Genomlys.Shared.Findings.Severity>().Select(s => $"Severity.{s}"),
            .. from kind in new[] { "400", "403", "404", "409", "413", "500" } from end in new[] { "", ".Do" } select $"Error.{kind}{end}",
        ];
        Assert.DoesNotContain(asked.Concat(computed).Distinct(), key => !Words.Kernel.IsComplete(key));
    }

    private static async Task<(HttpStatusCode, IHtmlDocument)> Ask(TestApp app, string href)
    {
        using var answer = await app.Browser.GetAsync(href);
        return (answer.StatusCode, new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    [GeneratedRegex("""Kernel(\.Format\(|\[)"(?<key>[\w.]+)["]""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex KernelKey();
}
