using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Genomlys.Accounts;
using Genomlys.Accounts.Log;
using Genomlys.Accounts.Reset;
using Genomlys.Accounts.Roles;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Mail;
using Genomlys.Tests.Shared;
using Genomlys.Tests.Shared.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace Genomlys.Tests.Accounts.Reset;

/// <summary>A forgotten password, from the page to the mail server and back.</summary>
public sealed partial class ResetTests
{
    private const string Address = "sam@example.org", Wanted = "en helt annan mening som ingen har läst";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_link_to_the_verified_address_sets_the_password_once_and_ends_every_visit(string provider)
    {
        await using var server = new SmtpServer();
        await using var app = App(provider, server);
        using var person = await PersonAsync(app, server);
        using var forgetful = new Person(app, "sam");
        await AskAsync(forgetful, "sam");
        await AskAsync(forgetful, " SAM ");
        var mails = (await server.TakenAsync(3)).Skip(1).ToList();
        Assert.All(mails, m => Assert.Equal(Address, m.To.ToString()));
        var (link, other) = (LinkIn(mails[0]), LinkIn(mails[1]));
        Assert.StartsWith("https://lis.example.org/reset/new?link=", link, StringComparison.Ordinal);
        Assert.DoesNotContain("sam", mails[0].TextBody!.Replace(link, "", StringComparison.Ordinal) + mails[0].Subject, StringComparison.OrdinalIgnoreCase);   // of the link every letter is chance

        Assert.Contains("för kort", await ChooseAsync(forgetful, link, "kort"), StringComparison.Ordinal);   // and may be tried again
        Assert.Equal(200, await person.StatusAsync("/account"));
        Assert.Contains("Lösenordet är bytt", await ChooseAsync(forgetful, link, Wanted), StringComparison.Ordinal);
        Assert.Equal(401, await person.StatusAsync("/account"));
        Assert.Contains("gäller inte längre", await ChooseAsync(forgetful, link, Wanted + "!"), StringComparison.Ordinal);
        Assert.Contains("gäller inte längre", await ChooseAsync(forgetful, other, Wanted + "!"), StringComparison.Ordinal);

        // the new one signs in, as far as the second factor, which is as it was
        Assert.Equal(HttpStatusCode.OK, (await forgetful.SignInAsync(Person.Password)).StatusCode);
        Assert.StartsWith("/sign-in?back=", (await forgetful.SignInAsync(Wanted)).Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Contains("bytts med en länk", (await server.TakenAsync(4))[3].TextBody, StringComparison.Ordinal);
        Assert.Contains(await LogAsync(app), e => e.Kind is SecurityEventKind.PasswordReset && e.AccountId == person.Id && e.Subject == "mail");
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Whether_there_is_such_an_account_cannot_be_told_from_the_answer(string provider)
    {
        await using var server = new SmtpServer();
        await using var app = App(provider, server);
        using var person = await PersonAsync(app, server);
        using var without = await Person.WithAsync(app, "utan", []);
        using var disabled = await Person.WithAsync(app, "av", [], hasSignedIn: false);
        await app.Use(services => Keeper(services).DisableAsync(disabled.Id, Stop));
        using var asker = new Person(app, "sam");
        var answers = new List<string>();
        foreach (var name in new[] { "sam", "finns-inte", "utan", "av", "sam", "sam", "sam", "sam" })
            answers.Add(await AskAsync(asker, name));
        Assert.Single(answers.Distinct());
        await server.TakenAsync(4);   // to verify, and three links: the fourth and fifth time is too often
        var written = await app.Use(services => Everything(services).OutgoingMail.CountAsync(Stop));
        var asked = (await LogAsync(app)).Where(e => e.Kind is SecurityEventKind.PasswordResetAsked).Select(e => e.Reason).ToList();
        Assert.Equal(4, written);
        Assert.Equal(["", "NoSuchName", "NoAddress", "Disabled", "", "", "TooMany", "TooMany"], asked);
        app.Clock.Pass(TimeSpan.FromMinutes(61));
        await AskAsync(asker, "sam");
        Assert.Equal(5, await app.Use(services => Everything(services).OutgoingMail.CountAsync(Stop)));
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Those_over_whom_two_decide_get_no_link_and_an_earlier_one_is_dead(string provider)
    {
        await using var server = new SmtpServer();
        await using var app = App(provider, server);
        using var person = await PersonAsync(app, server);
        using var asker = new Person(app, "sam");
        await AskAsync(asker, "sam");
        var link = LinkIn((await server.TakenAsync(2))[1]);
        await app.Use(async services =>
        {
            var (keeper, db) = (Keeper(services), Everything(services));
            return await keeper.GiveAsync(Person.Role(person.Id, AccessRole.Administrator, null, db.Today), Stop);
        });
        Assert.Contains("gäller inte längre", await ChooseAsync(asker, link, Wanted), StringComparison.Ordinal);
        await AskAsync(asker, "sam");
        var told = (await server.TakenAsync(3))[2];
        Assert.DoesNotContain("link=", told.TextBody, StringComparison.Ordinal);
        Assert.Contains("två administratörer", told.TextBody, StringComparison.Ordinal);
        Assert.StartsWith("/sign-in?back=", (await asker.SignInAsync(Person.Password)).Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_is_good_for_half_an_hour_and_in_its_one_spelling()
    {
        await using var server = new SmtpServer();
        await using var app = App("Sqlite", server);
        using var person = await PersonAsync(app, server);
        using var asker = new Person(app, "sam");
        await AskAsync(asker, "sam");
        var text = LinkIn((await server.TakenAsync(2))[1]).Split("link=")[1];
        foreach (var wrong in Enumerable.Range(0, text.Length).Select(at => text[..at] + (text[at] is 'a' ? 'b' : 'a') + text[(at + 1)..]).Concat(["", "a", text[..^1], text + "a", text.ToUpperInvariant(), new string('a', 3000)]))
        {
            using var answer = await asker.Browser.GetAsync(new Uri($"/reset/new?link={wrong}", UriKind.Relative), Stop);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains("gäller inte längre", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        }
        app.Clock.Pass(TimeSpan.FromMinutes(29));
        Assert.Contains("Spara lösenordet", await asker.Browser.GetStringAsync(new Uri($"/reset/new?link={text}", UriKind.Relative), Stop), StringComparison.Ordinal);
        app.Clock.Pass(TimeSpan.FromMinutes(1));
        Assert.Contains("gäller inte längre", await asker.Browser.GetStringAsync(new Uri($"/reset/new?link={text}", UriKind.Relative), Stop), StringComparison.Ordinal);
        Assert.Contains("gäller inte längre", await ChooseAsync(asker, text, Wanted), StringComparison.Ordinal);
        await app.Use(async services =>
        {
            Everything(services);
            await services.GetRequiredService<Resetting>().ForgetAsync(Stop);
            return 0;
        });
        Assert.Equal(0, await app.Use(services => Everything(services).MailLinks.CountAsync(l => l.Purpose == MailLinkPurpose.Reset, Stop)));
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task One_link_twenty_times_at_once_is_one_password(string provider)
    {
        await using var server = new SmtpServer();
        await using var app = App(provider, server);
        using var person = await PersonAsync(app, server);
        using var asker = new Person(app, "sam");
        await AskAsync(asker, "sam");
        var text = LinkIn((await server.TakenAsync(2))[1]).Split("link=")[1];
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => app.Use(services =>
        {
            Everything(services);
            return services.GetRequiredService<Resetting>().ResetAsync(text, $"{Wanted} {n}", Stop);
        })));
        Assert.Equal(1, outcomes.Count(o => o.IsDone));
        Assert.Equal(1, (await LogAsync(app)).Count(e => e.Kind is SecurityEventKind.PasswordReset));
    }

    [Fact]
    public async Task An_address_belongs_to_an_account_when_its_owner_has_followed_the_link_and_not_before()
    {
        await using var server = new SmtpServer();
        await using var app = App("Sqlite", server);
        using var person = await Person.WithAsync(app, "sam", [AccessRole.Coordinator]);
        using var other = await Person.WithAsync(app, "eva", []);
        Assert.Equal("/account?_done=MailAsked", (await person.SubmitAsync("/account", "/account/mail", ("address", Address))).Headers.Location?.ToString());
        await AskAsync(person, "sam");
        var text = LinkIn((await server.TakenAsync(1))[0]).Split("link=")[1];
        using (var stranger = await other.SubmitAsync("/account", "/account/mail/verify", ("link", text)))
            Assert.Contains("hör till ett annat konto", await stranger.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Null(await MailOfAsync(app, person));
        Assert.Equal(200, await person.StatusAsync($"/account/mail/verify?link={text}"));   // looking is not following: a filter that opens links verifies nothing
        Assert.Null(await MailOfAsync(app, person));
        Assert.Equal("/account?_done=MailVerified", (await person.SubmitAsync("/account", "/account/mail/verify", ("link", text))).Headers.Location?.ToString());
        Assert.Equal(Address, await MailOfAsync(app, person));
        using (var again = await person.SubmitAsync("/account", "/account/mail/verify", ("link", text)))
            Assert.Contains("gäller inte längre", await again.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);

        // a new address: the old one is told, and links to it are dead
        using var asker = new Person(app, "sam");
        await AskAsync(asker, "sam");
        var link = LinkIn((await server.TakenAsync(2))[1]);
        await person.SubmitAsync("/account", "/account/mail", ("address", "sam.ny@example.org"));
        await person.SubmitAsync("/account", "/account/mail/verify", ("link", LinkIn((await server.TakenAsync(3))[2]).Split("link=")[1]));
        Assert.Equal(Address, (await server.TakenAsync(4))[3].To.ToString());
        Assert.Contains("gäller inte längre", await ChooseAsync(asker, link, Wanted), StringComparison.Ordinal);

        app.Clock.Pass(TimeSpan.FromMinutes(6));
        Assert.Equal("/account/prove?back=/account", (await person.SubmitAsync("/account", "/account/mail", ("address", "tjuv@example.org"))).Headers.Location?.ToString());
        Assert.Equal("/account/prove?back=/account", (await person.SubmitAsync("/account", "/account/mail/remove")).Headers.Location?.ToString());
    }

    [Fact]
    public async Task Without_mail_the_page_says_who_helps_and_nothing_is_written()
    {
        await using var app = new TestApp();
        using var asker = new Person(app, "sam");
        var page = await asker.Browser.GetStringAsync(new Uri("/reset", UriKind.Relative), Stop);
        Assert.Contains("En administratör ger dig ett nytt engångslösenord", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<form method=\"post\" action=\"/reset\"", page, StringComparison.Ordinal);
        using var answer = await asker.SubmitAsync("/sign-in", "/reset", ("name", "sam"));
        Assert.Contains("En administratör ger dig", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Equal(0, await app.Use(services => Everything(services).OutgoingMail.CountAsync(Stop)));
        Assert.DoesNotContain(await app.Use(services => Task.FromResult(services.GetServices<Microsoft.Extensions.Hosting.IHostedService>())), s => s is MailSending);
        Assert.Contains("href=\"/reset\"", await asker.Browser.GetStringAsync(new Uri("/sign-in", UriKind.Relative), Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_asked_for_too_often_from_an_address_is_told_to_wait()
    {
        await using var server = new SmtpServer();
        await using var app = App("Sqlite", server);
        using var asker = new Person(app, "sam");
        var token = await asker.TokenAsync("/reset");
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(async n =>
        {
            using var form = new FormUrlEncodedContent([new("name", $"namn{n}"), new("__RequestVerificationToken", token)]);
            using var answer = await asker.Browser.PostAsync(new Uri("/reset", UriKind.Relative), form, Stop);
            return answer.StatusCode;
        }));
        Assert.Equal((20, 20), (answers.Count(a => a is HttpStatusCode.OK), answers.Count(a => a is HttpStatusCode.TooManyRequests)));
    }

    [Fact]
    public async Task Administrators_see_how_many_mails_there_are_and_nothing_of_what_they_say()
    {
        await using var server = new SmtpServer();
        await using var app = App("Sqlite", server);
        using var person = await PersonAsync(app, server);
        while (!await app.Use(services => Everything(services).OutgoingMail.AnyAsync(m => m.State == MailState.Sent, Stop)))
            await Task.Delay(50, Stop);   // the server has taken it, which is about to be noted
        using var administrator = await Person.WithAsync(app, "adam", [AccessRole.Administrator]);
        await administrator.AddAuthenticatorAsync(app.Clock.GetUtcNow());
        server.IsBusy = true;
        using var asker = new Person(app, "sam");
        await AskAsync(asker, "sam");
        Assert.Equal(403, await person.StatusAsync("/accounts/mail"));
        var page = new HtmlParser().ParseDocument(await administrator.Browser.GetStringAsync(new Uri("/accounts/mail", UriKind.Relative), Stop));
        Assert.Equal(["1", "1", "0"], page.QuerySelectorAll("main dd").Select(d => d.TextContent.Trim()));   // waiting, sent, given up
        Assert.DoesNotContain(Address, page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.Contains("href=\"/accounts/mail\"", await administrator.Browser.GetStringAsync(new Uri($"/accounts/{person.Id}", UriKind.Relative), Stop), StringComparison.Ordinal);
    }

    /// <summary>The link leads where the settings say, whatever name the request was sent to.</summary>
    [Fact]
    public async Task A_link_is_not_made_of_what_the_request_says()
    {
        await using var server = new SmtpServer();
        await using var app = App("Sqlite", server, ("AllowedHosts", "localhost;ond.example"));
        using var person = await PersonAsync(app, server);
        using var asker = new Person(app, "sam");
        var token = await asker.TokenAsync("/reset");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/reset") { Content = new FormUrlEncodedContent([new("name", "sam"), new("__RequestVerificationToken", token)]) };
        request.Headers.Host = "ond.example";
        request.Headers.Add("X-Forwarded-Host", "ond.example");
        using var answer = await asker.Browser.SendAsync(request, Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var mail = (await server.TakenAsync(2))[1];
        Assert.DoesNotContain("ond.example", mail.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("https://lis.example.org/", LinkIn(mail), StringComparison.Ordinal);
    }

    // ---- How it is done

    private static TestApp App(string provider, SmtpServer server, params (string, string)[] settings) => TestApp.With(provider, [.. server.Settings, .. settings]);

    /// <summary>Someone with a second factor and a verified address.</summary>
    private static async Task<Person> PersonAsync(TestApp app, SmtpServer server)
    {
        var person = await Person.WithAsync(app, "sam", [AccessRole.Coordinator]);
        await person.AddAuthenticatorAsync(app.Clock.GetUtcNow());
        await person.SubmitAsync("/account", "/account/mail", ("address", Address));
        var text = LinkIn((await server.TakenAsync(1))[0]).Split("link=")[1];
        Assert.Equal("/account?_done=MailVerified", (await person.SubmitAsync("/account", "/account/mail/verify", ("link", text))).Headers.Location?.ToString());
        return person;
    }

    /// <summary>What the page says, but for its form's token.</summary>
    private static async Task<string> AskAsync(Person person, string name)
    {
        using var answer = await person.SubmitAsync("/sign-in?again=true", "/reset", ("name", name));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(Stop)).QuerySelector("main, .sign-in")!.TextContent;
    }

    private static async Task<string> ChooseAsync(Person person, string link, string wanted)
    {
        using var answer = await person.SubmitAsync("/reset", "/reset/new", ("link", link.Split("link=")[^1]), ("new", wanted));
        return await answer.Content.ReadAsStringAsync(Stop);
    }

    private static string LinkIn(MimeMessage mail) => Link().Match(mail.TextBody ?? "").Value;

    [GeneratedRegex(@"https?://\S+", RegexOptions.None, 1000)]
    private static partial Regex Link();

    private static Task<string?> MailOfAsync(TestApp app, Person person) => app.Use(services => Everything(services).Accounts.Where(a => a.Id == person.Id).Select(a => a.Mail).SingleAsync(Stop));

    private static Task<List<SecurityEvent>> LogAsync(TestApp app) => app.Use(services => Everything(services).SecurityEvents.OrderBy(e => e.At).ThenBy(e => e.Id).ToListAsync(Stop));

    private static AccountKeeper Keeper(IServiceProvider services)
    {
        Everything(services);
        return services.GetRequiredService<AccountKeeper>();
    }

    private static GenomlysDb Everything(IServiceProvider services)
    {
        services.GetRequiredService<Viewer>().BeProgram();
        return services.GetRequiredService<GenomlysDb>();
    }
}
