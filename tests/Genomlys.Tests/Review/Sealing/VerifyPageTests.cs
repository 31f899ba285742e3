using System.Net;
using System.Security.Cryptography;
using AngleSharp.Html.Parser;
using Genomlys.Review;
using Genomlys.Review.Sealing;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Review.Sealing;

/// <summary>The page where anyone asks whether a report is one that was decided, as someone who has not signed in.</summary>
public sealed class VerifyPageTests : IDisposable
{

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("genomlys-verify-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Whoever_has_a_file_or_its_code_learns_that_it_was_decided_and_nothing_of_what_it_says(string provider)
    {
        await using var app = App(provider);
        var (package, _) = await DecideAsync(app, Id<ManagementReview>.New(), 1);
        using var nobody = Nobody(app);
        foreach (var said in new[] { Decided.Code, Decided.Code.ToLowerInvariant(), Hash(package.Bytes), Hash(package["report.pdf"]), Hash(package["report.docx"]).ToUpperInvariant(), Hash(package["manifest.json"]) })
        {
            var told = await AskAsync(nobody, said);
            Assert.Contains("beslutad och gäller", told, StringComparison.Ordinal);
            foreach (var expected in new[] { "Lindby kommun", "4 december 2025", "förseglad", "tidsstämpel saknas" })
                Assert.Contains(expected, told, StringComparison.Ordinal);
            foreach (var kept in new[] { "LK 2025/1234", "report.", "CN=" })
                Assert.DoesNotContain(kept, told, StringComparison.Ordinal);
        }
        Assert.Contains("beslutad och gäller", await ReadAsync(await nobody.GetAsync(new Uri($"/verify?code={Decided.Code}", UriKind.Relative), Stop)), StringComparison.Ordinal);
    }

    [Theory, InlineData("sv-SE", "Kontrollera en rapport"), InlineData("en-GB", "Check a report")]
    public async Task Every_page_leads_to_it_in_either_language(string language, string says)
    {
        await using var app = App("Sqlite");
        using var nobody = Nobody(app);
        foreach (var (browser, page) in new[] { (nobody, "/sign-in"), (app.Browser, "/systems") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, page) { Headers = { { "Accept-Language", language } } };
            using var answer = await browser.SendAsync(request, Stop);
            var foot = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(Stop)).QuerySelector("footer.foot a[href='/verify']");
            Assert.Equal(says, foot?.TextContent);
        }
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task What_is_not_known_gets_one_answer_whatever_it_is(string provider)
    {
        await using var app = App(provider);
        var (package, _) = await DecideAsync(app, Id<ManagementReview>.New(), 1);
        using var nobody = Nobody(app);
        var changed = package["report.pdf"].ToArray();
        changed[5000] ^= 1;
        var answers = new List<string>();
        foreach (var said in new[] { Hash(changed), Hash(await Decided.PdfAsync()), Hash(package["README.txt"]), SealSubject.NewCode(), "nonsens", "' OR 1=1 --", new string('a', 64) })
            answers.Add(await AskAsync(nobody, said));
        Assert.Single(answers.Distinct());
        Assert.Contains("Ingen beslutad rapport", answers[0], StringComparison.Ordinal);
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_corrected_review_is_told_as_replaced(string provider)
    {
        await using var app = App(provider);
        var (review, corrected) = (Id<ManagementReview>.New(), Id<ManagementReview>.New());
        var code = SealSubject.NewCode();
        var (first, _) = await DecideAsync(app, review, 1);
        await DecideAsync(app, review, 2, code);
        using var nobody = Nobody(app);
        Assert.Contains("ersatt av en senare", await AskAsync(nobody, Decided.Code), StringComparison.Ordinal);
        Assert.Contains("ersatt av en senare", await AskAsync(nobody, Hash(first.Bytes)), StringComparison.Ordinal);
        Assert.Contains("beslutad och gäller", await AskAsync(nobody, code), StringComparison.Ordinal);
        await DecideAsync(app, corrected, 3, SealSubject.NewCode(), instead: review);
        Assert.Contains("ersatt av en senare", await AskAsync(nobody, code), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_sent_is_checked_and_not_kept()
    {
        await using var app = App("Sqlite");
        var (package, _) = await DecideAsync(app, Id<ManagementReview>.New(), 1);
        using var nobody = Nobody(app);
        var before = await Bars.Endpoints.DigestsAsync(app);
        var whole = await SendAsync(nobody, package.Bytes);
        Assert.Contains("beslutad och gäller", whole, StringComparison.Ordinal);
        Assert.Contains("Giltigt:", whole, StringComparison.Ordinal);
        Assert.Contains("Giltigt:", await SendAsync(nobody, package["report.pdf"]), StringComparison.Ordinal);
        var changed = package.Bytes.ToArray();
        changed[5000] ^= 1;
        var broken = await SendAsync(nobody, changed);
        Assert.Contains("Ingen beslutad rapport", broken, StringComparison.Ordinal);
        Assert.Contains("Brutet:", broken, StringComparison.Ordinal);
        Assert.Contains("varken ett arkivpaket eller en PDF", await SendAsync(nobody, [1, 2, 3]), StringComparison.Ordinal);
        Assert.Equal(before, await Bars.Endpoints.DigestsAsync(app));
    }

    [Fact]
    public async Task An_address_asks_thirty_times_a_minute()
    {
        await using var app = App("Sqlite");
        using var nobody = Nobody(app);
        for (var n = 0; n < VerifyPace.MostFrom; n++)
            Assert.Contains("Ingen beslutad rapport", await AskAsync(nobody, SealSubject.NewCode()), StringComparison.Ordinal);
        using var refused = await PostAsync(nobody, new Dictionary<string, string> { ["said"] = Decided.Code });
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Contains("För många frågor", await ReadAsync(refused), StringComparison.Ordinal);
        app.Clock.Pass(TimeSpan.FromMinutes(1));
        Assert.Contains("Ingen beslutad rapport", await AskAsync(nobody, Decided.Code), StringComparison.Ordinal);
    }

    [Fact]
    public void One_address_does_not_hold_up_another()
    {
        var (pace, now) = (new VerifyPace(), Sealers.At);
        Assert.Equal(VerifyPace.MostFrom, Enumerable.Range(0, 100).Count(_ => pace.MayAsk("a", now)));
        Assert.True(pace.MayAsk("b", now));
        Assert.Equal(VerifyPace.MostInAll - 101, Enumerable.Range(0, 5000).Count(n => pace.MayAsk($"{n}", now)));
    }

    [Fact]
    public async Task A_form_without_a_word_is_told_so_and_one_without_its_token_refused()
    {
        await using var app = App("Sqlite");
        using var nobody = Nobody(app);
        Assert.Contains("Välj en fil", await AskAsync(nobody, " "), StringComparison.Ordinal);
        using var foreign = new FormUrlEncodedContent([new("said", Decided.Code)]);
        Assert.Equal(HttpStatusCode.BadRequest, (await nobody.PostAsync(new Uri("/verify", UriKind.Relative), foreign, Stop)).StatusCode);
    }

    private TestApp App(string provider)
    {
        var path = Path.Combine(folder.FullName, "seal.pfx");
        File.WriteAllBytes(path, Sealers.Own.Export(System.Security.Cryptography.X509Certificates.X509ContentType.Pkcs12));
        return TestApp.With(provider, ("Seal:Certificate", path));
    }

    /// <summary>As whoever decides a review does it: sealed, made known, saved.</summary>
    private static Task<(ArchivePackage Package, Id<SealRecord> Seal)> DecideAsync(TestApp app, Id<ManagementReview> review, int version, string code = Decided.Code, Id<ManagementReview>? instead = null) => app.Use(async services =>
    {
        services.GetRequiredService<Viewer>().BeProgram();
        var (seals, db) = (services.GetRequiredService<Seals>(), services.GetRequiredService<GenomlysDb>());
        var files = await Decided.FilesAsync();
        files["report.docx"] = [(byte)version, .. files["report.docx"]];
        var (package, outcome) = await seals.SealAsync(Decided.Subject with { Version = version, Code = code }, files, app.Clock.GetUtcNow(), Stop);
        Assert.True(outcome.IsDone && package!.IsSealed);
        var made = await seals.RecordAsync(review, package!, app.Clock.GetUtcNow(), Stop, instead);
        await db.SaveChangesAsync(Stop);
        Assert.Equal(version, await db.SealRecords.CountAsync(Stop));
        return (package!, made.Id);
    });

    private static HttpClient Nobody(TestApp app)
    {
        var browser = app.Visit();
        browser.DefaultRequestHeaders.Add("X-Test-Nobody", "true");
        return browser;
    }

    private static async Task<string> AskAsync(HttpClient browser, string said) => await ReadAsync(await PostAsync(browser, new Dictionary<string, string> { ["said"] = said }));

    private static async Task<string> SendAsync(HttpClient browser, byte[] file)
    {
        using var parts = new MultipartFormDataContent { { new StringContent(await TokenAsync(browser)), Bars.Visit.TokenField }, { new ByteArrayContent(file), "file", "fil" } };
        return await ReadAsync(await browser.PostAsync(new Uri("/verify", UriKind.Relative), parts, Stop));
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient browser, Dictionary<string, string> says)
    {
        says[Bars.Visit.TokenField] = await TokenAsync(browser);
        using var form = new FormUrlEncodedContent(says);
        return await browser.PostAsync(new Uri("/verify", UriKind.Relative), form, Stop);
    }

    private static async Task<string> TokenAsync(HttpClient browser) =>
        new HtmlParser().ParseDocument(await browser.GetStringAsync(new Uri("/verify", UriKind.Relative), Stop)).QuerySelector($"main input[name={Bars.Visit.TokenField}]")!.GetAttribute("value")!;

    /// <summary>The words of the page, without what is new each time.</summary>
    private static async Task<string> ReadAsync(HttpResponseMessage answer)
    {
        using (answer)
            return new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(Stop)).QuerySelector("main")!.TextContent;
    }

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
