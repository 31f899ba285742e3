using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Genomlys.Accounts.Roles;
using Genomlys.DataProtection;
using Genomlys.Review;
using Genomlys.Review.Checks;
using Genomlys.Review.Sealing;
using Genomlys.Review.Templates;
using Genomlys.Review.Writing;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Tests.Accounts;
using Genomlys.Tests.Registers;
using Genomlys.Tests.Review.Checks;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Review;

/// <summary>The data protection officer's report is written, frozen and handed in by the officer alone (GDPR art. 38.3), and stands still then; others read it.</summary>
public sealed class OfficersReportTests
{
    private const string Report = "/review/2025-dpo", Handover = Report + "/decide";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("2025", 2025, ReviewKind.ManagementReview)]
    [InlineData("2025-dpo", 2025, ReviewKind.DpoAnnualReport)]
    public void An_address_says_the_year_and_the_kind(string said, int year, ReviewKind kind)
    {
        Assert.Equal(new ReviewAddress(year, kind), ReviewAddress.Read(said));
        Assert.Equal(said, $"{new ReviewAddress(year, kind)}");
        Assert.Equal($"/review/{said}", new ReviewAddress(year, kind).Href);
    }

    [Theory, InlineData(""), InlineData("dpo"), InlineData("-dpo"), InlineData("25"), InlineData("2025-DPO"), InlineData("2025-dpo-dpo"), InlineData("+202"), InlineData("readings"), InlineData(null)]
    public void What_is_no_address_names_nothing(string? said) => Assert.Null(ReviewAddress.Read(said));

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task The_officer_writes_freezes_and_hands_in_his_own_report_and_it_stands_still_then(string provider)
    {
        await using var app = await WithPeopleAsync(provider);
        var (officer, coordinator, director) = (app.Officer, app.Coordinator, app.Director);
        Assert.Equal(400, (int)(await officer.SubmitAsync("/review/dpo", "/review/dpo", ("year", "2023"))).StatusCode);
        Assert.Equal(Report, (await officer.SubmitAsync("/review/dpo", "/review/dpo", ("year", "2025"))).Headers.Location!.ToString());
        Assert.Equal(303, (int)(await officer.SubmitAsync($"{Report}/policies", $"{Report}/policies", ("markdown", "Riktlinjerna är beslutade."), ("_version", "0"))).StatusCode);
        Assert.Equal(303, (int)(await officer.SubmitAsync(Report, $"{Report}/freeze", ("asOf", "2025-11-15"))).StatusCode);
        var page = await officer.Browser.GetStringAsync(new Uri(Handover, UriKind.Relative), Stop);
        Assert.Contains("Lämna över", page, StringComparison.Ordinal);
        Assert.DoesNotContain("någon annan behöver besluta", page, StringComparison.Ordinal);

        // he shows who he is once more, though it is his own
        app.Host.Clock.Pass(TimeSpan.FromMinutes(6));
        using (var asked = await officer.SubmitAsync(Handover, Handover, ("act", "decide"), ("by", "Olof Oskarsson, dataskyddsombud")))
            Assert.StartsWith("/account/prove", asked.Headers.Location!.ToString(), StringComparison.Ordinal);
        await officer.SubmitAsync("/account/prove", "/account/prove", ("password", Person.Password), ("back", Handover));
        using (var done = await officer.SubmitAsync(Handover, Handover, ("act", "decide"), ("by", "Olof Oskarsson, dataskyddsombud"), ("reference", "LSN 2026/4")))
            Assert.Equal($"{Handover}?_done=Decided", done.Headers.Location?.ToString());

        // those who manage and follow up read it, by the files of its own name
        var text = await director.Browser.GetStringAsync(new Uri($"{Report}/editions/1/dataskyddsombudets-arsrapport-2025.txt", UriKind.Relative), Stop);
        Assert.Contains("Överlämnad av Olof Oskarsson, dataskyddsombud den 2025-11-20, dnr LSN 2026/4.", text, StringComparison.Ordinal);
        Assert.Contains("Riktlinjerna är beslutade.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Inga förslag", text, StringComparison.Ordinal);
        Assert.Equal(text, await coordinator.Browser.GetStringAsync(new Uri($"{Report}/export.txt", UriKind.Relative), Stop));

        // and it stands still
        Assert.Equal(409, (int)(await officer.SubmitAsync($"{Report}/policies", $"{Report}/policies", ("markdown", "Efteråt."), ("_version", "1"))).StatusCode);
        Assert.Equal(409, (int)(await officer.SubmitAsync(Report, $"{Report}/thaw")).StatusCode);
        Assert.Equal(422, (int)(await officer.SubmitAsync(Handover, Handover, ("act", "decide"), ("by", "Igen"))).StatusCode);
        Assert.Equal(303, (int)(await officer.SubmitAsync(Handover, $"{Report}/correct", ("reason", "Fel rutin i 2.2."))).StatusCode);

        // anyone who has its code learns which kind it is
        var code = await app.Host.Use(async services => { services.GetRequiredService<Viewer>().BeProgram(); return (await services.GetRequiredService<GenomlysDb>().SealRecords.SingleAsync(Stop)).Code; });
        var verified = System.Net.WebUtility.HtmlDecode(await app.Host.Browser.GetStringAsync(new Uri($"/verify?code={code}", UriKind.Relative), Stop));
        Assert.Contains("Dataskyddsombudets årsrapport", verified, StringComparison.Ordinal);
        Assert.Contains("Rapporten är överlämnad och gäller.", verified, StringComparison.Ordinal);
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Nobody_else_writes_in_freezes_hands_in_or_begins_it(string provider)
    {
        await using var app = await WithPeopleAsync(provider);
        var id = await Reviews.BeginAsync(app.Host, app.Unit, kind: ReviewKind.DpoAnnualReport);
        foreach (var person in new[] { app.Coordinator, app.Director })
        {
            Assert.Equal(200, await person.StatusAsync(Report));
            Assert.DoesNotContain("name=\"markdown\"", await person.Browser.GetStringAsync(new Uri($"{Report}/policies", UriKind.Relative), Stop), StringComparison.Ordinal);
            foreach (var act in new[] { "policies", "policies/comments", "policies/draft", "requests", "freeze", "thaw", "correct", "decide", "checks/override" })
                Assert.Equal(403, (int)(await person.SubmitAsync("/account", $"{Report}/{act}", ("markdown", "Instruktion."), ("asOf", "2025-11-15"), ("text", "Så här."), ("by", "Jag"), ("act", "decide"))).StatusCode);
            Assert.Equal(403, (int)(await person.SubmitAsync("/account", "/review/dpo", ("year", "2025"))).StatusCode);
            Assert.Equal(403, await person.StatusAsync($"{Report}/requests"));
        }

        // nor by the register's own ways in
        foreach (var way in new[] { $"/reviews/{id}/edit", $"/reviews/{id}/archive" })
            Assert.Contains((int)(await app.Coordinator.SubmitAsync("/account", way, ("reference", "Taget över"))).StatusCode, new[] { 403, 404 });
        Assert.Equal("", await app.Host.Use(async services => { services.GetRequiredService<Viewer>().BeProgram(); return (await services.GetRequiredService<GenomlysDb>().Reviews.SingleAsync(Stop)).Reference ?? ""; }));
        Assert.Equal((0, 0), await app.Host.Use(async services =>
        {
            services.GetRequiredService<Viewer>().BeProgram();
            var db = services.GetRequiredService<GenomlysDb>();
            return (await db.AuthorTexts.CountAsync(Stop), await db.Comments.CountAsync(Stop));
        }));
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task The_officer_neither_reads_nor_writes_the_management_s_own(string provider)
    {
        await using var app = await WithPeopleAsync(provider);
        await Reviews.BeginAsync(app.Host, app.Unit);
        foreach (var page in new[] { "/review", "/reviews", "/review/2025", "/review/2025/city", "/review/2025/decide", "/review/2025/export.txt" })
            Assert.Equal(403, await app.Officer.StatusAsync(page));
        foreach (var act in new[] { "city", "freeze", "decide" })
            Assert.Equal(403, (int)(await app.Officer.SubmitAsync("/account", $"/review/2025/{act}", ("markdown", "Ombudets text."), ("asOf", "2025-11-15"))).StatusCode);
        Assert.Equal(404, await app.Officer.StatusAsync(Report));
        Assert.DoesNotContain("/review/2025\"", await app.Officer.Browser.GetStringAsync(new Uri("/review/dpo", UriKind.Relative), Stop), StringComparison.Ordinal);
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task An_officer_of_another_unit_is_told_that_it_is_not_there(string provider)
    {
        await using var app = await WithPeopleAsync(provider);
        await Reviews.BeginAsync(app.Host, app.Unit, kind: ReviewKind.DpoAnnualReport);
        var other = (await Planting.UnitsAsync(app.Host, "B/"))[0];
        using var officer = await Person.WithAsync(app.Host, "annat-ombud", [AccessRole.DataProtectionOfficer], other);
        await Person.StrengthenAllAsync(app.Host);
        Assert.Equal(404, await officer.StatusAsync(Report));
        Assert.Equal(404, (int)(await officer.SubmitAsync("/account", $"{Report}/policies", ("markdown", "Fel enhet."))).StatusCode);
        Assert.Equal(404, (int)(await officer.SubmitAsync("/account", $"{Report}/freeze", ("asOf", "2025-11-15"))).StatusCode);
    }

    /// <summary>Whoever coordinates and is an officer elsewhere does not carry the one right over to the other's records, whatever brought them into the context.</summary>
    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task The_wall_at_the_save_knows_the_kind(string provider)
    {
        await using var app = TestApp.On(provider);
        var units = await Planting.UnitsAsync(app, "A/", "B/");
        foreach (var kind in Enum.GetValues<ReviewKind>())
            await Reviews.BeginAsync(app, units[0], kind: kind);
        await app.Use(async services =>
        {
            var (db, viewer) = (services.GetRequiredService<GenomlysDb>(), services.GetRequiredService<Viewer>());
            await viewer.HoldAsync(db, (AccessRole.Coordinator, units[0], true), (AccessRole.DataProtectionOfficer, units[1], true));
            var (own, officers) = (await db.Reviews.SingleAsync(r => r.Kind == ReviewKind.ManagementReview, Stop), await db.Reviews.SingleAsync(r => r.Kind == ReviewKind.DpoAnnualReport, Stop));
            own.Reference = "Egen";
            await db.SaveChangesAsync(Stop);
            officers.Reference = "Ombudets";
            await Assert.ThrowsAsync<OutOfScopeException>(() => db.SaveChangesAsync(Stop));
            return 0;
        });
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task There_is_one_of_each_kind_a_year(string provider)
    {
        await using var app = TestApp.On(provider);
        var unit = (await Planting.UnitsAsync(app, "A/"))[0];
        foreach (var kind in Enum.GetValues<ReviewKind>())
            await Reviews.BeginAsync(app, unit, kind: kind);
        foreach (var kind in Enum.GetValues<ReviewKind>())
            await Assert.ThrowsAnyAsync<DbUpdateException>(() => Reviews.BeginAsync(app, unit, kind: kind));
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_template_of_the_other_kind_is_refused(string provider)
    {
        await using var app = TestApp.On(provider);
        await app.PlantAsync();
        var templates = await app.Use(async services => { services.GetRequiredService<Viewer>().BeProgram(); return await services.GetRequiredService<GenomlysDb>().Templates.ToDictionaryAsync(t => t.Reference, t => t.Id, Stop); });
        Assert.Contains("annan sorts rapport", await AnswerAsync(new { year = 2025, template = $"{templates["dpo-2025"]}", asOf = "2025-11-15" }), StringComparison.Ordinal);
        Assert.Contains("annan sorts rapport", await AnswerAsync(new { year = 2025, kind = "DpoAnnualReport", template = $"{templates["2025"]}", asOf = "2025-11-15" }), StringComparison.Ordinal);
        Assert.DoesNotContain("annan sorts rapport", await AnswerAsync(new { year = 2025, kind = "DpoAnnualReport", template = $"{templates["dpo-2025"]}", asOf = "2025-11-15" }), StringComparison.Ordinal);
        Assert.DoesNotContain("annan sorts rapport", await AnswerAsync(new { year = 2025, template = $"{templates["2025"]}", asOf = "2025-11-15" }), StringComparison.Ordinal);

        async Task<string> AnswerAsync(object said) => await (await app.Browser.PostAsJsonAsync("/api/reviews", said, Stop)).Content.ReadAsStringAsync(Stop);
    }

    /// <summary>Where reviews of both kinds stand together, each is called settled in the words of its kind.</summary>
    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Handed_in_is_what_the_officer_s_report_is_and_decided_the_management_s(string provider)
    {
        await using var app = await WithPeopleAsync(provider);
        foreach (var kind in Enum.GetValues<ReviewKind>())
            await Reviews.BeginAsync(app.Host, app.Unit, kind: kind);
        var ids = await app.Host.Use(async services =>
        {
            services.GetRequiredService<Viewer>().BeProgram();
            var db = services.GetRequiredService<GenomlysDb>();
            var reviews = await db.Reviews.ToListAsync(Stop);
            foreach (var review in reviews)
                Assert.True(review.Freeze().IsDone && review.Decide().IsDone);
            await db.SaveChangesAsync(Stop);
            return reviews.ToDictionary(r => r.Kind, r => r.Id);
        });
        foreach (var (kind, said, other) in new[] { (ReviewKind.ManagementReview, "Beslutad", "Överlämnad"), (ReviewKind.DpoAnnualReport, "Överlämnad", "Beslutad") })
        {
            var record = await PageAsync($"/reviews/{ids[kind]}");
            Assert.Contains(said, record.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain(other, record.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
            Assert.Contains(said, (await PageAsync("/reviews")).QuerySelectorAll("tbody tr").Single(r => r.QuerySelector($"a[href='/reviews/{ids[kind]}']") is not null).TextContent, StringComparison.Ordinal);
            var standing = kind is ReviewKind.ManagementReview ? "Decided" : "HandedIn";
            var (found, exported) = ((await PageAsync($"/reviews?state={standing}")).QuerySelectorAll("tbody tr"), await app.Director.Browser.GetStringAsync(new Uri($"/reviews/export.csv?state={standing}", UriKind.Relative), Stop));
            Assert.Contains($"/reviews/{ids[kind]}", Assert.Single(found).InnerHtml, StringComparison.Ordinal);
            Assert.Contains(said, exported, StringComparison.Ordinal);
            Assert.DoesNotContain(other, exported, StringComparison.Ordinal);
        }

        async Task<IDocument> PageAsync(string address) => new HtmlParser().ParseDocument(await app.Director.Browser.GetStringAsync(new Uri(address, UriKind.Relative), Stop));
    }

    [Fact]
    public void A_template_keeps_its_kind_in_its_file_and_does_not_change_it()
    {
        var officers = Template.ShippedFor(2025, ReviewKind.DpoAnnualReport)!;
        Assert.Equal(ReviewKind.DpoAnnualReport, Template.Read(officers.Write())!.Kind);
        Assert.DoesNotContain("\"kind\"", Template.ShippedFor(2025)!.Write(), StringComparison.Ordinal);
        Assert.Equal("KindStays", ReportTemplate.Of(officers with { Key = "egen" }).Say(officers with { Kind = ReviewKind.ManagementReview }).Problem);
        Assert.Contains(TemplateRules.Problems(officers with { Kind = (ReviewKind)7 }, officers.Places.SelectMany(p => p.Sections).ToHashSet()), p => p.Contains("sorts rapport", StringComparison.Ordinal));
    }

    /// <summary>The same records, by reference: what the officer raises in the report on a year is what the management follows up the year after.</summary>
    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task The_same_recommendation_stands_in_both_reports(string provider)
    {
        await using var app = TestApp.On(provider);
        var unit = (await Planting.UnitsAsync(app, "A/"))[0];
        await app.Use(async services =>
        {
            services.GetRequiredService<Viewer>().BeProgram();
            var db = services.GetRequiredService<GenomlysDb>();
            db.Add(new Recommendation { Id = Id<Recommendation>.New(), UnitId = unit, Year = 2025, Number = 1, Risk = "Gallring i verksamhetssystemen", Situation = "Rutin saknas" });
            foreach (var address in new ReviewAddress[] { new(2025, ReviewKind.DpoAnnualReport), new(2026, ReviewKind.ManagementReview) })
                db.Add(new ManagementReview { Id = Id<ManagementReview>.New(), UnitId = unit, Year = address.Year, Kind = address.Kind, TemplateId = await db.TemplateForAsync(address, Stop), AsOf = new DateOnly(address.Year, 11, 15) });
            return await db.SaveChangesAsync(Stop);
        });
        foreach (var (address, place) in new[] { ("2025-dpo", "raised"), ("2026", "data-protection") })
        {
            var text = await app.Browser.GetStringAsync(new Uri($"/review/{address}/export.txt", UriKind.Relative), Stop);
            Assert.Contains("Gallring i verksamhetssystemen", text, StringComparison.Ordinal);
            Assert.Contains("Rutin saknas.", text, StringComparison.Ordinal);
            Assert.Contains("Gallring i verksamhetssystemen", await app.Browser.GetStringAsync(new Uri($"/review/{address}/{place}", UriKind.Relative), Stop), StringComparison.Ordinal);
        }
    }

    /// <summary>Begun and not yet written in, on the sample year: what the registers hold is told, what they lack is said calmly, and no check has an error to say.</summary>
    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_draft_of_the_sample_year_raises_no_error(string provider)
    {
        await using var app = await CleanReview.OpenAsync(provider);
        await app.Use(async services =>
        {
            var db = services.GetRequiredService<GenomlysDb>();
            db.Add(await services.GetRequiredService<ReviewRegister>().BeginAsync(db, new(2025, ReviewKind.DpoAnnualReport), new DateOnly(2025, 11, 15), Stop));
            return await db.SaveChangesAsync(Stop);
        });
        await app.Use(async services =>
        {
            var db = services.GetRequiredService<GenomlysDb>();
            var draft = await services.GetRequiredService<DraftComposer>().ComposeAsync(await db.ReviewAt(new(2025, ReviewKind.DpoAnnualReport)).SingleAsync(Stop), Stop);
            Assert.Equal([], (await services.GetRequiredService<CheckRun>().OfAsync(draft, Stop)).Problems.Where(p => p.IsError).Select(p => $"{p.PlaceTitle}: {p.What}"));
            Assert.Equal(["2.1", "2.2", "2.3", "2.4", "2.5", "2.6"], draft.Places.Where(p => p.Place.Number.StartsWith("2.", StringComparison.Ordinal)).Select(p => p.Place.Number));
            Assert.All(draft.Figures, f => Assert.NotEqual("", f.Footnote));
            Assert.Contains("incidents.personalData", draft.Figures.Select(f => f.Key));
            return 0;
        });
        var json = JsonDocument.Parse(await app.Browser.GetStringAsync(new Uri($"{Report}/export.json", UriKind.Relative), Stop)).RootElement;
        Assert.Equal(("dpoAnnualReport", "dpo-2025"), (json.GetProperty("kind").GetString(), json.GetProperty("template").GetString()));
        foreach (var format in new[] { "html", "txt", "docx" })
            Assert.Equal(System.Net.HttpStatusCode.OK, (await app.Browser.GetAsync(new Uri($"{Report}/export.{format}", UriKind.Relative), Stop)).StatusCode);
        Assert.Contains("Inga risker eller rekommendationer är registrerade i årsrapporten för 2025", await app.Browser.GetStringAsync(new Uri($"{Report}/export.txt", UriKind.Relative), Stop), StringComparison.Ordinal);
    }

    [Fact]
    public void The_manifest_says_the_kind_where_it_is_not_the_management_s()
    {
        var subject = new SealSubject(ReviewKind.DpoAnnualReport, 2025, 1, "dpo-2025", "Lindby", null, new DateOnly(2026, 2, 1), SealSubject.NewCode());
        var officers = new Manifest(subject, null, false, []).ToBytes();
        Assert.Equal(ReviewKind.DpoAnnualReport, Manifest.Read(officers)!.Review.Kind);
        var own = new Manifest(subject with { Kind = ReviewKind.ManagementReview }, null, false, []).ToBytes();
        Assert.Equal(ReviewKind.ManagementReview, Manifest.Read(own)!.Review.Kind);
        Assert.DoesNotContain("kind", System.Text.Encoding.UTF8.GetString(own), StringComparison.Ordinal);
        Assert.Null(Manifest.Read(System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(officers).Replace("DpoAnnualReport", "7", StringComparison.Ordinal))));
    }

    private sealed record People(TestApp Host, Id<Unit> Unit, Person Officer, Person Coordinator, Person Director) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            foreach (var person in new[] { Officer, Coordinator, Director })
                person.Dispose();
            await Host.DisposeAsync();
        }
    }

    private static async Task<People> WithPeopleAsync(string provider)
    {
        var app = TestApp.On(provider);
        app.Clock.TurnTo(new DateTimeOffset(2025, 11, 20, 12, 0, 0, TimeSpan.Zero));
        var unit = (await Planting.UnitsAsync(app, "A/"))[0];
        var people = new People(app, unit, await Person.WithAsync(app, "ombud", [AccessRole.DataProtectionOfficer], unit), await Person.WithAsync(app, "samordnare", [AccessRole.Coordinator], unit), await Person.WithAsync(app, "chef", [AccessRole.Director], unit));
        await Person.StrengthenAllAsync(app);
        return people;
    }
}
