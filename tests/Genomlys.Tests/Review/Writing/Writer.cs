using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Genomlys.Review;
using Genomlys.Review.Templates;
using Genomlys.Review.Writing;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Review.Writing;

/// <summary>Someone who writes in the review of 2025, in a browser of his own.</summary>
internal sealed class Writer(TestApp app, Guid account) : IDisposable
{
    private readonly HttpClient browser = VisitAs(app, account);
    private string token = "";

    public static readonly Guid First = TestViewers.Account, Second = TestViewers.Named;

    public static async Task<TestApp> InReviewAsync(string provider, params (string Key, string Value)[] settings)
    {
        var app = settings is [] ? TestApp.On(provider) : TestApp.With(provider, settings);
        await app.Use(async services =>
        {
            var db = services.GetRequiredService<GenomlysDb>();
            db.Add(new ManagementReview { Id = Id<ManagementReview>.New(), Year = 2025, TemplateId = await db.TemplateForAsync(new(2025, default), default), AsOf = new DateOnly(2025, 11, 15) });
            return await db.SaveChangesAsync();
        });
        return app;
    }

    public async Task<IHtmlDocument> OpenAsync(string place, string more = "")
    {
        using var answer = await browser.GetAsync(new Uri($"/review/2025/{place}{more}", UriKind.Relative), TestContext.Current.CancellationToken);
        var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, html);
        return new HtmlParser().ParseDocument(html);
    }

    /// <summary>Sends a form to an address at the place, and follows where it leads.</summary>
    public async Task<(int Status, string Said, IHtmlDocument Page)> SendAsync(string place, string what, params (string Name, string Value)[] fields)
    {
        var answer = await PostAsync(place, what, fields);
        var (status, said) = ((int)answer.StatusCode, answer.Headers.Location?.ToString() ?? "");
        if (said is "")
            return (status, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        return (status, said, new HtmlParser().ParseDocument(await browser.GetStringAsync(new Uri(said, UriKind.Relative), TestContext.Current.CancellationToken)));
    }

    /// <summary>What the address he is led to says came of it.</summary>
    public async Task<string> SaveAsync(string place, string markdown, int seen, params (string Name, string Value)[] more)
    {
        using var answer = await PostAsync(place, "", [("markdown", markdown), ("_version", $"{seen}"), .. more]);
        Assert.Equal(303, (int)answer.StatusCode);
        return Said(answer);
    }

    public async Task<string> ChooseAsync(string place, Guid kept, Pick pick, int seen)
    {
        using var answer = await PostAsync(place, "choose", [("kept", $"{kept}"), ("choice", $"{pick}"), ("_version", $"{seen}")]);
        return Said(answer);
    }

    public Task<(string Text, int Version)> TextAsync(string place) => app.Use(async services =>
        await services.GetRequiredService<GenomlysDb>().AuthorTexts.AsNoTracking().Where(t => t.Place == place).Select(t => new { t.Markdown, t.Version }).SingleOrDefaultAsync() is { } text ? (text.Markdown, text.Version) : ("", 0));

    /// <summary>What only he sees.</summary>
    public Task<List<KeptText>> KeptAsync(string place) => AsHimAsync(db => db.KeptTexts.AsNoTracking().Where(t => t.Place == place).ToListAsync());

    public Task<T> AsHimAsync<T>(Func<GenomlysDb, Task<T>> ask) => app.Use(services =>
    {
        services.GetRequiredService<Viewer>().MayAll((Id<Unit>?)null, account: account);
        return ask(services.GetRequiredService<GenomlysDb>());
    });

    public async Task<HttpResponseMessage> PostAsync(string place, string what, IEnumerable<(string Name, string Value)> fields)
    {
        if (token is "")
            token = (await OpenAsync(place)).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var form = new FormUrlEncodedContent([.. fields.Append(("__RequestVerificationToken", token)).Select(f => KeyValuePair.Create(f.Item1, f.Item2))]);
        return await browser.PostAsync(new Uri($"/review/2025/{place}{(what is "" ? "" : "/" + what)}", UriKind.Relative), form, TestContext.Current.CancellationToken);
    }

    public void Dispose() => browser.Dispose();

    private static string Said(HttpResponseMessage answer) => answer.Headers.Location!.ToString().Split("_said=")[^1].Split("_refused=")[^1].Split('#')[0];

    private static HttpClient VisitAs(TestApp app, Guid account)
    {
        var his = app.Visit();
        his.DefaultRequestHeaders.Add("X-Test-Account", $"{account}");
        return his;
    }
}
