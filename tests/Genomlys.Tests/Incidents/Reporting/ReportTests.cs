using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Genomlys.Accounts.Roles;
using Genomlys.Incidents;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Tests.Accounts;
using Genomlys.Tests.Registers;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Incidents.Reporting;

/// <summary>What anyone may do: report, and follow what one has reported.</summary>
public sealed class ReportTests
{
    private const string Said = "Ett brev gick till fel mottagare";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_report_is_followed_by_whoever_made_it_who_sees_nothing_of_the_assessment(string provider)
    {
        await using var app = TestApp.On(provider);
        var units = await UnitsAsync(app);
        using var reporter = await Person.WithAsync(app, "anställd", [AccessRole.Reporter], units["A/"]);
        using var colleague = await Person.WithAsync(app, "kollega", [AccessRole.Reporter], units["A/"]);
        using var manager = await Person.WithAsync(app, "chef", [AccessRole.Manager], units["A/"]);
        using var coordinator = await Person.WithAsync(app, "samordnare", [AccessRole.Coordinator], units["A/"]);
        await Person.StrengthenAllAsync(app);

        // his start page leads there and to nothing else
        var start = await PageAsync(reporter, "/");
        Assert.Equal("/reports/new", start.QuerySelector("main .empty a.button")!.GetAttribute("href"));
        Assert.Equal(["Har något hänt?"], start.QuerySelectorAll("main h2").Select(h => h.TextContent));
        Assert.Contains("Du har inte anmält något", (await PageAsync(reporter, "/reports")).Body!.TextContent, StringComparison.Ordinal);

        var form = await PageAsync(reporter, "/reports/new");
        Assert.Null(form.QuerySelector("select[name=unit]"));   // there is but one place
        var own = await ReportAsync(reporter, ("summary", Said), ("occurredAt", "2025-11-03T08:15"), ("personalData", "true"));
        var incident = $"/incidents/{own.Split('/')[^1]}";
        Assert.Contains("Anmälan är mottagen", (await PageAsync(reporter, own + "?_done=Sent")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Mottagen", Of(await PageAsync(reporter, own), "Läge"));
        Assert.Equal("2025-11-03 08:15", Of(await PageAsync(reporter, own), "Inträffade"));

        // an incident like others, for those who work with them; who reported it only for some
        var kept = await JsonAsync(coordinator, "/api" + incident);
        Assert.Equal((Said, "OwnForm", true, $"{units["A/"]}", "Namn anställd"), (kept["summary"].GetString(), kept["channel"].GetString(), kept["personalData"].GetBoolean(), kept["unit"].GetString(), kept["reportedBy"].GetString()));
        Assert.DoesNotContain("reportedBy", (await JsonAsync(manager, "/api" + incident)).Keys);
        foreach (var at in new[] { incident, "/incidents/", "/incidents/export.csv", "/incidents/?q=Namn", "/incidents/?columns=summary,reportedBy" })
            Assert.DoesNotContain("Namn anställd", await TextAsync(manager, at), StringComparison.Ordinal);
        Assert.Contains("reportedBy=Namn anställd” finns inte", WebUtility.HtmlDecode(await TextAsync(manager, "/incidents/?reportedBy=Namn+anställd")), StringComparison.Ordinal);
        Assert.Contains("Namn anställd", await TextAsync(coordinator, "/incidents/export.csv"), StringComparison.Ordinal);

        // nobody else follows it, and he gets no further than his own
        Assert.Equal(404, await colleague.StatusAsync(own));
        Assert.Equal(404, await coordinator.StatusAsync(own));
        foreach (var at in new[] { incident, "/api" + incident, "/incidents/", "/incidents/export.csv" })
            Assert.Equal(403, await reporter.StatusAsync(at));

        // what is done with it shows by its status alone
        Assert.Equal(303, (int)(await coordinator.SubmitAsync(incident + "/edit", incident + "/edit", ("status", "Investigating"), ("note", "KANARIE bedömning"), ("category", "Disclosure"), ("secrecy", "Restricted"))).StatusCode);
        Assert.Equal("Utreds", Of(await PageAsync(reporter, own), "Läge"));
        Assert.Equal(["Beteckning", "Händelse", "Enhet", "Inträffade", "Rapporterad", "Läge"], (await PageAsync(reporter, own)).QuerySelectorAll("main dt").Select(d => d.TextContent));
        Assert.DoesNotContain("KANARIE", await TextAsync(reporter, own), StringComparison.Ordinal);
        Assert.Equal(404, await manager.StatusAsync(incident));

        // and what is protected is for those named on it alone
        Assert.Equal(303, (int)(await coordinator.SubmitAsync(incident + "/edit", incident + "/edit", ("secrecy", "Protected"))).StatusCode);
        Assert.Equal(404, await reporter.StatusAsync(own));
        Assert.DoesNotContain(Said, await TextAsync(reporter, "/reports"), StringComparison.Ordinal);
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task What_is_wrong_is_said_at_the_field_and_nothing_is_lost_or_doubled(string provider)
    {
        await using var app = TestApp.On(provider);
        var units = await UnitsAsync(app);
        using var reporter = await Person.WithAsync(app, "anställd", [AccessRole.Reporter], units["A/"]);
        await app.Use(async services =>
        {
            services.GetRequiredService<Viewer>().BeProgram();
            var db = services.GetRequiredService<GenomlysDb>();
            var second = Person.Role(reporter.Id, AccessRole.Reporter, units["B/"], db.Today);
            second.Approve(null, db.Now);
            db.Add(second);
            return await db.SaveChangesAsync(Stop);
        });
        await Person.StrengthenAllAsync(app);
        Assert.Equal(["A", "B"], (await PageAsync(reporter, "/reports/new")).QuerySelectorAll("select[name=unit] option").Skip(1).Select(o => o.TextContent[^1..]));

        foreach (var (wrong, field, said) in new (string, string, (string, string)[])[]
        {
            ("Berätta vad som har hänt", "summary", [("summary", " "), ("occurredAt", "2025-11-03T08:15"), ("unit", $"{units["A/"]}")]),
            ("Ange när det hände", "occurredAt", [("summary", Said), ("occurredAt", "i förrgår"), ("unit", $"{units["A/"]}")]),
            ("Tiden har inte varit än", "occurredAt", [("summary", Said), ("occurredAt", "2999-01-01T00:00"), ("unit", $"{units["A/"]}")]),
            ("Välj var det hände", "unit", [("summary", Said), ("occurredAt", "2025-11-03T08:15"), ("unit", $"{units["C/"]}")]),
            ("Välj var det hände", "unit", [("summary", Said), ("occurredAt", "2025-11-03T08:15")]),
            ("för lång", "summary", [("summary", new string('å', 401)), ("occurredAt", "2025-11-03T08:15"), ("unit", $"{units["A/"]}")]),
        })
        {
            using var answer = await reporter.SubmitAsync("/reports/new", "/reports/new", said);
            var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(Stop));
            Assert.Contains(wrong, page.QuerySelector("main .problem.summary")!.TextContent, StringComparison.Ordinal);
            Assert.Equal("true", page.QuerySelector($"[name={field}]")!.GetAttribute("aria-invalid"));
            Assert.Equal(said[0].Item2, page.QuerySelector("textarea")!.TextContent);
        }

        (string, string)[] good = [("summary", Said), ("occurredAt", "2025-11-03T08:15"), ("unit", $"{units["B/"]}"), ("reference", "EGEN"), ("reportedBy", "någon annan"), ("secrecy", "Open"), ("status", "Closed")];
        var first = await ReportAsync(reporter, good);
        Assert.Equal(first, await ReportAsync(reporter, good));   // sent twice
        await app.Use(async services =>
        {
            services.GetRequiredService<Viewer>().BeProgram();
            var kept = await services.GetRequiredService<GenomlysDb>().Incidents.SingleAsync(Stop);
            Assert.Equal((units["B/"], "Namn anställd", Secrecy.Internal, null, reporter.Id.Value), (kept.UnitId, kept.ReportedBy, kept.Secrecy, kept.Status, kept.ReporterId));
            Assert.NotEqual("EGEN", kept.Reference);
            return 0;
        });
        for (var more = 0; more < 19; more++)
            await ReportAsync(reporter, [("summary", $"{Said} {more}"), .. good[1..]]);
        using var refused = await reporter.SubmitAsync("/reports/new", "/reports/new", [("summary", "en till"), .. good[1..]]);
        Assert.Contains("mycket på kort tid", await refused.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Equal(20, (await PageAsync(reporter, "/reports")).QuerySelectorAll("main ul.own li").Length);
    }

    private static async Task<Dictionary<string, Id<Unit>>> UnitsAsync(TestApp app)
    {
        string[] paths = ["A/", "B/", "C/"];
        return paths.Zip(await Planting.UnitsAsync(app, paths)).ToDictionary();
    }

    /// <summary>Where the report is then found.</summary>
    private static async Task<string> ReportAsync(Person person, params (string, string)[] says)
    {
        using var answer = await person.SubmitAsync("/reports/new", "/reports/new", says);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return answer.Headers.Location!.ToString().Split('?')[0];
    }

    private static Task<string> TextAsync(Person person, string address) => person.Browser.GetStringAsync(new Uri(address, UriKind.Relative), Stop);

    private static async Task<IHtmlDocument> PageAsync(Person person, string address) => new HtmlParser().ParseDocument(await TextAsync(person, address));

    private static async Task<Dictionary<string, JsonElement>> JsonAsync(Person person, string address) => JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(await TextAsync(person, address))!;

    private static string Of(IParentNode page, string label) => page.QuerySelectorAll("main dt").Single(d => d.TextContent == label).NextElementSibling!.TextContent.Trim();
}
