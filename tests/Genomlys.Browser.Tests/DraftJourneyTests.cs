using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Genomlys.Browser.Tests;

/// <summary>Every number that is printed opens the records it counts, and follows them.</summary>
public sealed class DraftJourneyTests(SampleProgram sample, Chromium chromium)
{
    private const string Draft = "/review/2025", Disclosure = "category=Disclosure", Theft = "category=Theft";

    [Fact]
    public async Task Every_number_in_the_draft_opens_exactly_so_many_records()
    {
        var page = await chromium.VisitAsync(sample.Address, Screen.Desktop, script: false);
        await page.GotoAsync(Draft);
        var numbers = (await NumbersAsync(page)).GroupBy(n => n.Href).ToList();
        Assert.InRange(numbers.Count, 50, 500);

        List<string> wrong = [];
        foreach (var sameList in numbers)
        {
            await page.GotoAsync(sameList.Key);
            var found = await FoundAsync(page);
            wrong.AddRange(from number in sameList where number.Value != found select $"the draft prints {number.Value}, but {number.Href} holds {found}");
            var rows = await page.Locator("main tbody tr").CountAsync();
            if (rows != found && (rows is 0 || rows > found || !await page.GetByRole(AriaRole.Navigation, new() { NameString = "Sidor" }).IsVisibleAsync()))
                wrong.Add($"{sameList.Key} says {found} and shows {rows}");
        }
        Assert.True(wrong is [], string.Join('\n', wrong));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_record_that_changes_changes_the_draft_and_the_list(bool script)
    {
        await using var program = await RunningProgram.StartAsync(sampleYear: true);
        var page = await chromium.VisitAsync(program.Address, Screen.Desktop, script);
        await page.GotoAsync(Draft);
        var before = await NumbersAsync(page);
        var (disclosed, stolen) = (Of(before, Disclosure), Of(before, Theft));

        await page.Locator($".document td a[href='{disclosed.Href}']").First.ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(Regex.Escape(Disclosure), RegexOptions.None, TimeSpan.FromSeconds(1)));
        await page.Locator("main tbody a[href^='/incidents/']").First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { NameString = "Ändra", Exact = true }).ClickAsync();
        await page.Locator("form.record [name=category]").SelectOptionAsync("Theft");
        await page.GetByRole(AriaRole.Button, new() { NameString = "Spara", Exact = true }).ClickAsync();
        await Assertions.Expect(page).Not.ToHaveURLAsync(new Regex("/edit$", RegexOptions.None, TimeSpan.FromSeconds(1)));

        await page.GotoAsync(Draft);
        var after = await NumbersAsync(page);
        Assert.Equal(disclosed.Value - 1, Of(after, Disclosure).Value);
        Assert.Equal(stolen.Value + 1, Of(after, Theft).Value);
        foreach (var number in new[] { Of(after, Disclosure), Of(after, Theft) })
        {
            await page.GotoAsync(number.Href);
            Assert.Equal(number.Value, await FoundAsync(page));
        }
    }

    private static Number Of(IEnumerable<Number> numbers, string term) => numbers.First(n => n.Href.Contains(term, StringComparison.Ordinal));

    /// <summary>The numbers of the draft that lead somewhere; shares and the rows' names lead to the same places.</summary>
    private static async Task<IReadOnlyList<Number>> NumbersAsync(IPage page) =>
    [
        .. from link in await page.Locator(".document :not(th) > a[href^='/']").EvaluateAllAsync<string[][]>("links => links.map(a => [a.getAttribute('href'), a.innerText])")
           let value = Whole(link[1])
           where value is not null
           select new Number(link[0], value.Value),
    ];

    private static async Task<int> FoundAsync(IPage page) => Whole(string.Concat((await page.Locator(".found strong").InnerTextAsync()).TakeWhile(c => char.IsAsciiDigit(c) || char.IsWhiteSpace(c)))) ?? 0;

    private static int? Whole(string text) => int.TryParse(text.Replace("\u00a0", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    private readonly record struct Number(string Href, int Value);
}
