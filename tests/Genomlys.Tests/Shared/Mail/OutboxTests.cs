using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Shared.Mail;

/// <summary>Mail waits in the database until the server has taken it; and nothing of what it says is told to anyone else.</summary>
public sealed class OutboxTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task What_the_server_does_not_take_is_tried_again_ever_more_seldom_and_then_given_up(string provider)
    {
        await using var app = TestApp.On(provider);
        await WriteAsync(app, 1);
        var (tried, at) = (new List<TimeSpan>(), app.Clock.GetUtcNow());
        for (var minute = 0; minute < 25 * 60; minute++)
        {
            await SendAsync(app, (_, _, _, _) =>
            {
                tried.Add(app.Clock.GetUtcNow() - at);
                return Task.FromResult(false);
            });
            app.Clock.Pass(TimeSpan.FromMinutes(1));
        }
        Assert.Equal([0, 1, 3, 8, 23, 83, 323, 803], tried.Select(t => (int)t.TotalMinutes));
        var mail = await app.Use(services => Everything(services).OutgoingMail.SingleAsync(Stop));
        Assert.Equal((MailState.GivenUp, "", ""), (mail.State, mail.SealedTo, mail.SealedText));
        app.Clock.Pass(TimeSpan.FromDays(31));
        await app.Use(async services =>
        {
            Everything(services);
            await services.GetRequiredService<Outbox>().ForgetAsync(Stop);
            return 0;
        });
        Assert.Equal(0, await app.Use(services => Everything(services).OutgoingMail.CountAsync(Stop)));
    }

    [Fact]
    public async Task What_is_of_no_use_any_more_is_not_sent()
    {
        await using var app = new TestApp();
        await WriteAsync(app, 1, lasts: TimeSpan.FromMinutes(30));
        app.Clock.Pass(TimeSpan.FromMinutes(30));
        Assert.Equal(0, await SendAsync(app, (_, _, _, _) => Task.FromResult(true)));
        Assert.Equal(MailState.GivenUp, await app.Use(services => Everything(services).OutgoingMail.Select(m => m.State).SingleAsync(Stop)));
    }

    /// <summary>Two who look at once do not both send; who does not come back is followed by another, with the same Message-ID.</summary>
    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Each_mail_is_sent_at_least_once_and_by_one_at_a_time(string provider)
    {
        await using var app = TestApp.On(provider);
        await WriteAsync(app, 20);
        var sent = new System.Collections.Concurrent.ConcurrentBag<Id<OutgoingMail>>();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => SendAsync(app, async (mail, _, _, _) =>
        {
            await Task.Yield();
            sent.Add(mail.Id);
            return sent.Count % 3 is not 0 ? true : throw new InvalidOperationException("killed");
        }, mayBeKilled: true)));
        for (var round = 0; round < 12 && await app.Use(services => Everything(services).OutgoingMail.AnyAsync(m => m.State == MailState.Waiting, Stop)); round++)
        {
            app.Clock.Pass(TimeSpan.FromMinutes(1));
            await SendAsync(app, (mail, _, _, _) =>
            {
                sent.Add(mail.Id);
                return Task.FromResult(true);
            });
        }
        Assert.Equal(20, sent.Distinct().Count());
        Assert.InRange(sent.Count, 20, 26);   // as many more as were killed
        Assert.Equal(20, await app.Use(services => Everything(services).OutgoingMail.CountAsync(m => m.State == MailState.Sent, Stop)));
    }

    [Fact]
    public async Task What_is_kept_says_neither_to_whom_nor_what_and_opens_nowhere_else()
    {
        await using var app = new TestApp();
        await WriteAsync(app, 2);
        var mails = await app.Use(services => Everything(services).OutgoingMail.AsNoTracking().ToListAsync(Stop));
        Assert.DoesNotContain(mails, m => (m.SealedTo + m.SealedText + m.Subject).Contains("anna", StringComparison.OrdinalIgnoreCase) || m.SealedText.Contains("länk", StringComparison.Ordinal));
        await app.Use(services => Everything(services).OutgoingMail.Where(m => m.Id == mails[0].Id).ExecuteUpdateAsync(m => m.SetProperty(x => x.SealedText, mails[1].SealedText), Stop));
        Assert.Equal(1, await SendAsync(app, (_, _, _, _) => Task.FromResult(true)));
    }

    [Theory]
    [InlineData("anna@example.org", "anna@example.org")]
    [InlineData(" anna.b+c@Lindby.Example.SE ", "anna.b+c@lindby.example.se")]
    [InlineData("anna@example.org\r\nBcc: alla@example.org", null)]
    [InlineData("anna@example.org\nRCPT TO:<alla@example.org>", null)]
    [InlineData("anna\r@example.org", null)]
    [InlineData("anna@example.org, alla@example.org", null)]
    [InlineData("Anna <anna@example.org>", null)]
    [InlineData("\"a b\"@example.org", null)]
    [InlineData("anna@example.org>", null)]
    [InlineData("anna@@example.org", null)]
    [InlineData("anna@example.org@ond.example", null)]
    [InlineData("anna@localhost", null)]
    [InlineData("anna@-a.example", null)]
    [InlineData("anna@exämple.org", null)]
    [InlineData("anna..b@example.org", null)]
    [InlineData("@example.org", null)]
    [InlineData("anna\0@example.org", null)]
    [InlineData("", null)]
    public void An_address_is_one_mailbox_in_plain_signs_or_none(string said, string? kept) => Assert.Equal(kept, MailAddresses.Normal(said));

    [Fact]
    public async Task A_server_hears_one_recipient_and_a_mail_that_stays_the_same()
    {
        await using var server = new SmtpServer();
        var logs = new LinesOf<SmtpPost>();
        var (post, mail) = (Post(server, logs), Mail());
        Assert.True(await post.SendAsync(mail, "anna@example.org", "Följ länken:\n\nhttps://lis.example.org/reset/new?link=1\n.\nRCPT TO:<alla@example.org>\n", Stop));
        Assert.True(await post.SendAsync(mail, "anna@example.org", "Följ länken", Stop));
        Assert.Equal(["RCPT TO:<anna@example.org>", "RCPT TO:<anna@example.org>"], server.Said.Where(s => s.StartsWith("RCPT", StringComparison.Ordinal)));
        Assert.All(server.Taken, m => Assert.Equal($"{mail.Id}@lis.example.org", m.MessageId));
        Assert.Equal(("genomlys@example.org", "anna@example.org", "auto-generated"), (server.Taken[0].From.Mailboxes.Single().Address, server.Taken[0].To.ToString(), server.Taken[0].Headers["Auto-Submitted"]));
        Assert.Contains("RCPT TO:<alla@example.org>", server.Taken[0].TextBody, StringComparison.Ordinal);   // a line of the text, and no command
    }

    [Fact]
    public async Task A_server_that_cannot_or_is_gone_or_is_not_trusted_is_told_of_without_a_name()
    {
        var logs = new LinesOf<SmtpPost>();
        SmtpPost gone;
        await using (var server = new SmtpServer { IsBusy = true })
        {
            gone = Post(server, logs);
            Assert.False(await gone.SendAsync(Mail(), "anna@example.org", "text", Stop));
            (server.IsBusy, server.IsCutOff) = (false, true);
            Assert.False(await gone.SendAsync(Mail(), "anna@example.org", "text", Stop));   // taken, but nobody said so: it is sent again
            server.IsCutOff = false;
            Assert.False(await Post(server, logs, "StartTls").SendAsync(Mail(), "anna@example.org", "text", Stop));   // its certificate is its own
            Assert.Equal(("STARTTLS", 1), (server.Said.Last(), server.Taken.Count));
        }
        Assert.False(await gone.SendAsync(Mail(), "anna@example.org", "text", Stop));
        Assert.Equal(4, logs.Lines.Count);
        Assert.DoesNotContain(logs.Lines, l => l.Contains("anna", StringComparison.Ordinal) || l.Contains("text", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Mail:From", "")]
    [InlineData("Mail:From", "genomlys@example.org\r\nBcc: a@example.org")]
    [InlineData("Mail:Port", "0")]
    [InlineData("Mail:Tls", "Kanske")]
    [InlineData("Mail:Tls", "None")]
    [InlineData("Mail:User", "utan-fil")]
    [InlineData("Mail:PasswordFile", "/finns/inte")]
    [InlineData("Site:Address", "")]
    [InlineData("Site:Address", "http://lis.example.org")]
    [InlineData("Site:Address", "https://lis.example.org/under")]
    [InlineData("Site:Address", "lis.example.org")]
    public void A_setting_that_cannot_be_is_named(string key, string value)
    {
        var said = Settings("mail.example.org", 587, "StartTls");
        _ = new MailSettings(new ConfigurationBuilder().AddInMemoryCollection(said).Build());
        said[key] = value;
        var wrong = Assert.Throws<SettingException>(() => new MailSettings(new ConfigurationBuilder().AddInMemoryCollection(said).Build()));
        Assert.Contains(key is "Mail:User" ? "Mail:PasswordFile" : key, wrong.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, string?> Settings(string server, int port, string tls) => new()
    {
        ["Mail:Server"] = server, ["Mail:Port"] = $"{port}", ["Mail:Tls"] = tls, ["Mail:From"] = "genomlys@example.org", ["Site:Address"] = "https://lis.example.org",
    };

    private static SmtpPost Post(SmtpServer server, LinesOf<SmtpPost> logs, string tls = "None") => new(new MailSettings(new ConfigurationBuilder().AddInMemoryCollection(Settings("127.0.0.1", server.Port, tls)).Build()), logs);

    private static OutgoingMail Mail() => new() { Id = Id<OutgoingMail>.New(), SealedTo = "", SealedText = "", Subject = "Nytt lösenord", CreatedAt = DateTimeOffset.UnixEpoch, NextTryAt = default, Until = default };

    private static Task<int> WriteAsync(TestApp app, int count, TimeSpan? lasts = null) => app.Use(services =>
    {
        var db = Everything(services);
        for (var n = 0; n < count; n++)
            services.GetRequiredService<Outbox>().Add($"anna{n}@example.org", "Ämne", $"Hej Anna, följ länken {n}", lasts is { } time ? app.Clock.GetUtcNow() + time : null);
        return db.SaveChangesAsync(Stop);
    });

    /// <summary>How many were handed over.</summary>
    private static Task<int> SendAsync(TestApp app, Func<OutgoingMail, string, string, CancellationToken, Task<bool>> send, bool mayBeKilled = false) => app.Use(async services =>
    {
        Everything(services);
        var count = 0;
        try
        {
            await services.GetRequiredService<Outbox>().SendDueAsync((mail, to, text, stop) =>
            {
                count++;
                return send(mail, to, text, stop);
            }, Stop);
        }
        catch (InvalidOperationException) when (mayBeKilled)
        {
            // whoever sent is gone; the others go on
        }
        return count;
    });

    private static GenomlysDb Everything(IServiceProvider services)
    {
        services.GetRequiredService<Viewer>().BeProgram();
        return services.GetRequiredService<GenomlysDb>();
    }
}
