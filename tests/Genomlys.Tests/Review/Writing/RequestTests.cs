using Genomlys.Accounts;
using Genomlys.Accounts.Roles;
using Genomlys.Review.Writing;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Deadlines;
using Genomlys.Shared.Mail;
using Genomlys.Tests.Registers;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Review.Writing;

public sealed class RequestTests
{
    private static readonly (string, string)[] WithMail = [("Mail:Server", "127.0.0.1"), ("Mail:From", "genomlys@lindby.se"), ("Mail:Tls", "None"), ("Mail:EverySeconds", "3600"), ("Site:Address", "https://genomlys.lindby.se")];

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Whoever_is_asked_for_a_place_sees_it_on_his_start_page_until_it_is_ready(string provider)
    {
        await using var app = await Writer.InReviewAsync(provider);
        await Planting.UnitsAsync(app, "A/");
        await PersonAsync(app, Writer.Second, "Karin", AccessRole.Coordinator);
        using Writer one = new(app, Writer.First), two = new(app, Writer.Second);
        await AskAsync(one, ("city", Writer.Second, "2025-11-20"));
        Assert.Contains("Skriv 1.2.2", await WaitingAsync(app, Writer.Second), StringComparison.Ordinal);
        Assert.DoesNotContain("Skriv 1.2.2", await WaitingAsync(app, Writer.First), StringComparison.Ordinal);
        Assert.Equal(("city", (DateTimeOffset?)null, new DateTimeOffset(2025, 11, 20, 23, 0, 0, TimeSpan.Zero)), await DeadlineAsync(app));
        Assert.Contains("Karin, tillfrågad, Klar senast 20 november 2025", await LineAsync(app), StringComparison.Ordinal);

        await two.SendAsync("city", "seen");
        Assert.Contains("Karin, sett", await LineAsync(app), StringComparison.Ordinal);
        app.Clock.Pass(TimeSpan.FromDays(10));
        Assert.Contains("försenad, skulle vara klar 20 november 2025", await LineAsync(app), StringComparison.Ordinal);
        await two.SaveAsync("city", "Klart.", 0, ("ready", "true"));
        Assert.Contains("Karin, klar", await LineAsync(app), StringComparison.Ordinal);
        Assert.Equal("", await WaitingAsync(app, Writer.Second));
        Assert.NotNull((await DeadlineAsync(app)).MetAt);
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Each_who_is_asked_gets_one_mail_with_a_link_and_nothing_of_the_review(string provider)
    {
        await using var app = await Writer.InReviewAsync(provider, WithMail);
        await PersonAsync(app, Writer.Second, "Karin", AccessRole.Coordinator, "karin@lindby.se");
        await PersonAsync(app, TestViewers.Other, "Sven", AccessRole.Coordinator, "sven@lindby.se");
        using var one = new Writer(app, Writer.First);
        await AskAsync(one, ("city", Writer.Second, ""), ("world", Writer.Second, ""), ("rsa", TestViewers.Other, ""));
        var sent = await SentAsync(app);
        Assert.Equal(["karin@lindby.se", "sven@lindby.se"], sent.Select(m => m.To).Order());
        Assert.Contains("https://genomlys.lindby.se/review/2025/rsa", sent.Single(m => m.To is "sven@lindby.se").Text, StringComparison.Ordinal);
        Assert.Contains("https://genomlys.lindby.se/\n", sent.Single(m => m.To is "karin@lindby.se").Text, StringComparison.Ordinal);
        Assert.All(sent, m => Assert.DoesNotMatch("Karin|Sven|RSA-arbetet|staden|Prov|2\\.3", m.Text.Replace("review/2025/rsa", "", StringComparison.Ordinal) + m.Subject));
        await AskAsync(one, ("city", Writer.Second, ""));   // once more, since the box is ticked
        Assert.Single(await SentAsync(app));
    }

    /// <summary>A request is no right: whoever may not write in the review cannot be asked, and of what was said beside nothing is saved.</summary>
    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Who_may_not_write_in_the_review_cannot_be_asked(string provider)
    {
        await using var app = await Writer.InReviewAsync(provider);
        await PersonAsync(app, Writer.Second, "Karin", AccessRole.Coordinator);
        await PersonAsync(app, TestViewers.Other, "Rita", AccessRole.Auditor);
        using var one = new Writer(app, Writer.First);
        var (status, _, page) = await one.SendAsync("requests", "", Fields(("city", Writer.Second, ""), ("rsa", TestViewers.Other, "")));
        Assert.Equal(422, status);
        Assert.Contains("får inte skriva i genomgången", page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(0, await one.AsHimAsync(db => db.PlaceOwners.CountAsync()));
        Assert.Equal(["Ingen", "Karin"], page.QuerySelector("select[name='account.city']")!.QuerySelectorAll("option").Select(o => o.TextContent));
    }

    [Theory]
    [InlineData(AccessRole.Coordinator, "A/", "A/", true)]
    [InlineData(AccessRole.Coordinator, "A/", "A/B/", true)]
    [InlineData(AccessRole.Coordinator, "A/B/", "A/", false)]
    [InlineData(AccessRole.Coordinator, "A/C/", "A/B/", false)]
    [InlineData(AccessRole.Coordinator, "", "A/B/", true)]
    [InlineData(AccessRole.Director, "A/", "A/", false)]
    public async Task Who_may_write_follows_from_roles_and_units(AccessRole role, string held, string unit, bool may)
    {
        await using var app = new TestApp();
        await Planting.UnitsAsync(app, "A/", "A/B/", "A/C/");
        await app.Use(async services =>
        {
            var db = services.GetRequiredService<GenomlysDb>();
            await UnitClosures.SettleAllAsync(db, default);
            return await db.SaveChangesAsync();
        });
        await PersonAsync(app, Writer.Second, "Karin", role, unit: held);
        var writers = await app.Use(async services =>
        {
            var db = services.GetRequiredService<GenomlysDb>();
            return await services.GetRequiredService<IPeople>().WhoMayAsync(Need.Write, Area.Review, db.Units.Single(u => u.Path == unit).Id, default);
        });
        Assert.Equal(may ? ["Karin"] : [], writers.Select(w => w.Name));
    }

    [Fact]
    public async Task A_role_in_words_and_a_day_are_kept_and_what_was_said_stands_when_something_is_refused()
    {
        await using var app = await Writer.InReviewAsync("Sqlite");
        using var one = new Writer(app, Writer.First);
        await one.SendAsync("requests", "", [.. Fields(("city", null, "2025-12-01")), ("role.city", "Kommunikationschefen")]);
        var owner = await one.AsHimAsync(db => db.PlaceOwners.SingleAsync());
        Assert.Equal(("Kommunikationschefen", new DateOnly(2025, 12, 1), null), (owner.Role, owner.Due, owner.AskedAt));
        var (status, _, page) = await one.SendAsync("requests", "", [.. Fields(("city", null, "snart")), ("role.city", "Ekonomichefen")]);
        Assert.Equal((422, "Ekonomichefen"), (status, page.QuerySelector("[name='role.city']")!.GetAttribute("value")));
        (status, _, page) = await one.SendAsync("requests", "", [("account.city", ""), ("ask.city", "true")]);
        Assert.Equal(422, status);
        Assert.Contains("Välj en person för 1.2.2", page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
    }

    private static async Task AskAsync(Writer one, params (string Place, Guid? Account, string Due)[] asked)
    {
        var (status, said, page) = await one.SendAsync("requests", "", Fields(asked));
        Assert.True(status is 303, page.QuerySelector("[role=alert]")?.TextContent);
        Assert.Contains("_mailed=", said, StringComparison.Ordinal);
    }

    private static (string, string)[] Fields(params (string Place, Guid? Account, string Due)[] asked) =>
        [.. asked.SelectMany(a => new[] { ($"account.{a.Place}", $"{a.Account}"), ($"due.{a.Place}", a.Due), ($"ask.{a.Place}", a.Account is null ? "" : "true") })];

    private static async Task<string> WaitingAsync(TestApp app, Guid account)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add("X-Test-Account", $"{account}");
        using var answer = await app.Browser.SendAsync(request, TestContext.Current.CancellationToken);
        return new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).QuerySelector("[aria-labelledby=waiting]")?.TextContent ?? "";
    }

    private static async Task<string> LineAsync(TestApp app) => (await app.PageAsync("/review/2025")).QuerySelector(".draft-places .owner")!.TextContent;

    private static Task<(string Place, DateTimeOffset? MetAt, DateTimeOffset DueAt)> DeadlineAsync(TestApp app) => app.Use(async services =>
        await services.GetRequiredService<GenomlysDb>().Deadlines.AsNoTracking().SingleAsync() is var deadline ? (deadline.Href.Split('/')[^1], deadline.MetAt, deadline.DueAt) : default);

    private static Task<int> PersonAsync(TestApp app, Guid id, string name, AccessRole role, string? mail = null, string unit = "") => app.Use(async services =>
    {
        services.GetRequiredService<Viewer>().BeProgram();
        var db = services.GetRequiredService<GenomlysDb>();
        var account = new Account { Id = new Id<Account>(id), SignInName = name, Name = name, CreatedAt = app.Clock.GetUtcNow() };
        account.ReachedAt(mail);
        var given = new RoleAssignment { Id = Id<RoleAssignment>.New(), AccountId = account.Id, Role = role, UnitId = unit is "" ? null : db.Units.Single(u => u.Path == unit).Id, From = db.Today, Until = db.Today.AddMonths(6), GivenAt = app.Clock.GetUtcNow() };
        given.Approve(null, app.Clock.GetUtcNow());
        db.AddRange(account, given);
        return await db.SaveChangesAsync();
    });

    /// <summary>What the outbox hands to the mail server.</summary>
    private static Task<List<(string To, string Subject, string Text)>> SentAsync(TestApp app) => app.Use(async services =>
    {
        services.GetRequiredService<Viewer>().BeProgram();
        var sent = new List<(string, string, string)>();
        await services.GetRequiredService<Outbox>().SendDueAsync((mail, to, text, _) =>
        {
            sent.Add((to, mail.Subject, text));
            return Task.FromResult(true);
        }, default);
        return sent;
    });
}
