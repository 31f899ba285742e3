using Genomlys.Accounts;
using Genomlys.Accounts.Log;
using Genomlys.Accounts.Roles;
using Genomlys.ProtectedRecords.BreakGlass;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Tests.Accounts;
using Genomlys.Tests.Registers;
using Genomlys.Tests.Shared;
using Genomlys.Tests.Shared.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.ProtectedRecords;

/// <summary>A protected record, the people round it, and the way it is opened when those named on it cannot be reached.</summary>
public sealed class BreakGlassTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task It_takes_two_it_is_for_reading_it_ends_and_it_is_reviewed(string provider)
    {
        await using var app = TestApp.On(provider);
        var unit = (await Planting.UnitsAsync(app, "A/"))[0];
        using var handler = await Person.WithAsync(app, "handlaggare", [AccessRole.Coordinator], unit);
        using var asker = await Person.WithAsync(app, "samordnare", [AccessRole.Coordinator], unit);
        using var officer = await Person.WithAsync(app, "ombud", [AccessRole.DataProtectionOfficer], unit);
        using var ciso = await Person.WithAsync(app, "stadens", [AccessRole.CityCiso]);
        using var auditor = await Person.WithAsync(app, "revisor", [AccessRole.Auditor], unit);
        using var administrator = await Person.WithAsync(app, "admin", [AccessRole.Administrator]);
        await Person.StrengthenAllAsync(app);
        var record = await ReportAsync(handler, "I-1", unit);
        var page = $"/incidents/{record}";
        Assert.Equal(200, await asker.StatusAsync(page));
        Assert.Equal(303, (int)(await handler.SubmitAsync($"{page}/edit", $"{page}/edit", ("secrecy", "Protected"))).StatusCode);

        // nobody else: whatever their roles
        Assert.Equal(200, await handler.StatusAsync(page));
        foreach (var other in new[] { asker, officer, ciso, auditor })
            foreach (var at in new[] { page, $"{page}/handlers", $"/api{page}" })
                Assert.Equal(404, await other.StatusAsync(at));
        Assert.Equal(403, await administrator.StatusAsync(page));

        // asked for: nothing is opened yet, and nothing is told of whether it is there
        var (asked, missing) = (await AskAsync(asker, "I-1"), await AskAsync(asker, "I-saknas"));
        Assert.Equal(404, await asker.StatusAsync(page));
        Assert.Equal(await StateOf(asker, asked), await StateOf(asker, missing));
        Assert.Equal(404, await auditor.StatusAsync(asked) is 403 or 404 ? 404 : 200);
        Assert.Equal(403, await handler.PostStatusAsync(asked, "approve"));   // a coordinator decides on none
        Assert.Contains("Ingen skyddad post", await officer.TextAsync(missing, "approve"), StringComparison.Ordinal);

        // one who may decide asks himself: another must decide
        var own = await AskAsync(ciso, "I-1");
        Assert.Contains("kan inte själv", await ciso.TextAsync(own, "approve"), StringComparison.Ordinal);
        Assert.Equal(404, await ciso.StatusAsync(page));

        // approved by another: read by the one who asked, by nobody else, and not changed
        Assert.Equal(303, await officer.PostStatusAsync(asked, "approve"));
        Assert.Equal(200, await asker.StatusAsync(page));
        Assert.Equal(404, await officer.StatusAsync(page));
        Assert.Equal(403, (int)(await asker.SubmitAsync(asked, $"{page}/edit", ("summary", "ändrad"), ("secrecy", "Internal"))).StatusCode);
        Assert.Equal(403, (int)(await asker.SubmitAsync(asked, $"{page}/archive")).StatusCode);
        Assert.Contains("kan inte ändras av dig", await (await asker.SubmitAsync(asked, $"{page}/handlers", ("account", $"{asker.Id}"))).Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        var seen = await handler.Browser.GetStringAsync(new Uri($"{page}/handlers", UriKind.Relative), Stop);
        Assert.Contains("nödöppnad till", seen, StringComparison.Ordinal);
        Assert.Contains("Godkänt nödöppning för: Namn samordnare", seen, StringComparison.Ordinal);

        // until it ends, to the second
        Assert.Contains("Granska när", await officer.TextAsync(asked, "review", ("note", "befogad")), StringComparison.Ordinal);
        await app.Use(services => AgeAsync(services, TimeSpan.FromMinutes(60) - TimeSpan.FromSeconds(1)));
        Assert.Equal(200, await asker.StatusAsync(page));
        await app.Use(services => AgeAsync(services, TimeSpan.FromSeconds(1)));
        Assert.Equal(404, await asker.StatusAsync(page));
        Assert.Equal(303, await officer.PostStatusAsync(asked, "review", ("note", "befogad")));
        Assert.Contains("Granskad", await StateOf(asker, asked), StringComparison.Ordinal);

        // the log says who and when, and not which
        await app.Use(async services =>
        {
            var events = await services.GetRequiredService<GenomlysDb>().SecurityEvents.IgnoreQueryFilters().AsNoTracking().ToListAsync(Stop);
            Assert.Superset(new HashSet<SecurityEventKind> { SecurityEventKind.BreakGlassAsked, SecurityEventKind.BreakGlassApproved, SecurityEventKind.BreakGlassReviewed }, events.Select(e => e.Kind).ToHashSet());
            Assert.DoesNotContain(events, e => $"{e.Subject} {e.Reason}".Contains("I-1", StringComparison.Ordinal) || (e.Kind is not SecurityEventKind.Refused && $"{e.Subject} {e.Reason}".Contains(record, StringComparison.Ordinal)));
            return 0;
        });
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Those_who_watch_over_it_and_those_named_get_a_mail_that_says_nothing_of_it(string provider)
    {
        await using var server = new SmtpServer();
        await using var app = TestApp.With(provider, server.Settings);
        var unit = (await Planting.UnitsAsync(app, "A/"))[0];
        using var handler = await Person.WithAsync(app, "handlaggare", [AccessRole.Coordinator], unit);
        using var asker = await Person.WithAsync(app, "samordnare", [AccessRole.Coordinator], unit);
        using var officer = await Person.WithAsync(app, "ombud", [AccessRole.DataProtectionOfficer], unit);
        using var ciso = await Person.WithAsync(app, "stadens", [AccessRole.CityCiso]);
        using var former = await Person.WithAsync(app, "tidigare", [AccessRole.CityCiso]);
        using var auditor = await Person.WithAsync(app, "revisor", [AccessRole.Auditor], unit);
        await Person.StrengthenAllAsync(app);
        await app.Use(async services =>
        {
            services.GetRequiredService<Viewer>().BeProgram();
            var db = services.GetRequiredService<GenomlysDb>();
            foreach (var account in await db.Accounts.ToListAsync(Stop))
                account.ReachedAt($"{account.SignInName}@example.org");
            foreach (var role in await db.RoleAssignments.Where(a => a.AccountId == former.Id).ToListAsync(Stop))
                role.End(null, db.Now);
            return await db.SaveChangesAsync(Stop);
        });
        var form = $"/incidents/{await ReportAsync(handler, "I-1", unit)}/edit";
        await handler.SubmitAsync(form, form, ("secrecy", "Protected"));

        var asked = await AskAsync(asker, "I-1");
        Assert.Equal(["ombud@example.org", "stadens@example.org"], (await server.TakenAsync(2)).Select(m => m.To.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal(303, await officer.PostStatusAsync(asked, "approve"));
        var mails = await server.TakenAsync(4);
        Assert.Equal(["handlaggare@example.org", "stadens@example.org"], mails.Skip(2).Select(m => m.To.ToString()).Order(StringComparer.Ordinal));
        Assert.All(mails, mail =>
        {
            Assert.Contains(mail.To.ToString().StartsWith("handlaggare", StringComparison.Ordinal) ? "som du är namngiven på" : $"https://lis.example.org{asked}", mail.TextBody, StringComparison.Ordinal);
            foreach (var told in new[] { "I-1", "OSL", "D 2025/1", "anträffbar", "amordnare", "KANARIE" })
                Assert.DoesNotContain(told, mail.Subject + mail.TextBody, StringComparison.Ordinal);
        });
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Those_named_name_others_and_somebody_is_always_left(string provider)
    {
        await using var app = TestApp.On(provider);
        var units = await Planting.UnitsAsync(app, "A/", "B/");
        var (unit, elsewhere) = (units[0], units[1]);
        using var handler = await Person.WithAsync(app, "handlaggare", [AccessRole.Coordinator], unit);
        using var manager = await Person.WithAsync(app, "chef", [AccessRole.Manager], unit);
        using var auditor = await Person.WithAsync(app, "revisor", [AccessRole.Auditor], unit);
        using var stranger = await Person.WithAsync(app, "annan", [AccessRole.Manager], elsewhere);
        await Person.StrengthenAllAsync(app);
        var page = $"/incidents/{await ReportAsync(handler, "I-1", unit)}";
        await handler.SubmitAsync($"{page}/edit", $"{page}/edit", ("secrecy", "Protected"));

        foreach (var unable in new[] { auditor, stranger })
            Assert.Contains("Välj någon i listan", await handler.AtAsync($"{page}/handlers", $"{page}/handlers", ("account", $"{unable.Id}")), StringComparison.Ordinal);
        Assert.Contains("Någon måste vara namngiven", await handler.AtAsync($"{page}/handlers", $"{page}/handlers/remove", ("account", $"{handler.Id}")), StringComparison.Ordinal);
        Assert.Equal(404, await manager.StatusAsync(page));
        await handler.SubmitAsync($"{page}/handlers", $"{page}/handlers", ("account", $"{manager.Id}"));
        Assert.Equal(200, await manager.StatusAsync(page));
        Assert.Equal(303, (int)(await manager.SubmitAsync($"{page}/edit", $"{page}/edit", ("summary", "ändrad"))).StatusCode);
        await manager.SubmitAsync($"{page}/handlers", $"{page}/handlers/remove", ("account", $"{handler.Id}"));
        Assert.Equal(404, await handler.StatusAsync(page));
        Assert.Contains("Någon måste vara namngiven", await manager.AtAsync($"{page}/handlers", $"{page}/handlers/remove", ("account", $"{manager.Id}")), StringComparison.Ordinal);

        // a role taken takes the record too: being named is not enough
        await app.Use(async services =>
        {
            services.GetRequiredService<Viewer>().BeProgram();
            var db = services.GetRequiredService<GenomlysDb>();
            foreach (var role in await db.RoleAssignments.Where(a => a.AccountId == manager.Id).ToListAsync(Stop))
                role.End(null, db.Now);
            return await db.SaveChangesAsync(Stop);
        });
        Assert.Equal(403, await manager.StatusAsync(page));
    }

    private static async Task<string> ReportAsync(Person person, string reference, Id<Unit> unit)
    {
        var answer = await person.SubmitAsync("/incidents/new", "/incidents/new", ("reference", reference), ("channel", "OwnForm"), ("summary", "KANARIE röjd uppgift"), ("unit", $"{unit}"), ("occurredAt", "2025-11-01T10:00"));
        Assert.Equal(303, (int)answer.StatusCode);
        return answer.Headers.Location!.ToString().Split('/', '?')[2];
    }

    private static async Task<string> AskAsync(Person person, string reference)
    {
        var answer = await person.SubmitAsync("/break-glass/new", "/break-glass/new", ("register", "incidents"), ("reference", reference), ("legalGround", "OSL 26 kap. 1 §"), ("reason", "Handläggaren är inte anträffbar"), ("caseNumber", "D 2025/1"));
        Assert.Equal(303, (int)answer.StatusCode);
        return answer.Headers.Location!.ToString().Split('?')[0];
    }

    private static async Task<string> StateOf(Person person, string request)
    {
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await person.Browser.GetStringAsync(new Uri(request, UriKind.Relative), Stop));
        return page.QuerySelectorAll("dt").Single(d => d.TextContent is "Beslut").NextElementSibling!.TextContent.Trim();
    }

    /// <summary>As if so much time had passed for what is open; those who have signed in stay so.</summary>
    private static async Task<int> AgeAsync(IServiceProvider services, TimeSpan by)
    {
        services.GetRequiredService<Viewer>().BeProgram();
        var db = services.GetRequiredService<GenomlysDb>();
        foreach (var handler in await db.RecordHandlers.Where(h => h.Until != null).ToListAsync(Stop))
            db.Entry(handler).Property(h => h.Until).CurrentValue = handler.Until - by;
        foreach (var request in await db.BreakGlassRequests.Where(r => r.Until != null).ToListAsync(Stop))
            db.Entry(request).Property(r => r.Until).CurrentValue = request.Until - by;
        return await db.SaveChangesAsync(Stop);
    }
}

file static class Asks
{
    extension(Person person)
    {
        public async Task<string> AtAsync(string page, string action, params (string, string)[] says) => System.Net.WebUtility.HtmlDecode(await (await person.SubmitAsync(page, action, says)).Content.ReadAsStringAsync());

        public async Task<string> TextAsync(string request, string act, params (string, string)[] says) => await person.AtAsync(request, $"{request}/{act}", says);

        public async Task<int> PostStatusAsync(string request, string act, params (string, string)[] says) => (int)(await person.SubmitAsync("/account", $"{request}/{act}", says)).StatusCode;
    }
}
