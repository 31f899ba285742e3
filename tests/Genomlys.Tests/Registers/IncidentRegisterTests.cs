using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Genomlys.Incidents;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Imports;
using Genomlys.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Registers;

/// <summary>A register through its front doors, on both databases.</summary>
public sealed class IncidentRegisterTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_facet_counts_and_narrows(string provider)
    {
        await using var app = Town(provider);
        var list = await app.PageAsync("/incidents?unit=" + await UnitId(app, "Äldreomsorg"));
        Assert.Equal(2, list.QuerySelectorAll("tbody tr").Length);
        var theft = list.QuerySelectorAll("aside li").Single(li => li.TextContent.Contains("Stöld"));
        Assert.Equal("1", theft.QuerySelector("span")!.TextContent);
        Assert.DoesNotContain("Röjda", list.QuerySelector("aside")!.TextContent);   // only in the other office
        Assert.Contains("Förskola", list.QuerySelector("aside")!.TextContent);      // a choice does not narrow its own facet
        Assert.Single((await app.PageAsync(theft.QuerySelector("a")!.GetAttribute("href")!)).QuerySelectorAll("tbody tr"));
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Search_ignores_case_in_all_Swedish_letters(string provider)
    {
        await using var app = Town(provider);
        Assert.Equal(["Åtgärdslista borta"], Column(await app.PageAsync("/incidents?q=åtgÄRDS+BORTA"), 2));
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Texts_sort_as_in_Swedish_and_choices_in_their_own_order(string provider)
    {
        await using var app = Town(provider);
        Assert.Equal(["Zebra i korridor", "Åtgärdslista borta", "Ärendet låg framme", "Öppen dörr"], Column(await app.PageAsync("/incidents?sort=summary"), 2));
        Assert.Equal(["Stöld av information/personuppgifter", "Brist på/avsaknad av information", "Obehörig i lokal", "Röjda känsliga personuppgifter/sekretess"], Column(await app.PageAsync("/incidents?sort=category"), 3));
        Assert.Equal(["Förskola", "Förskola", "Äldreomsorg", "Äldreomsorg"], Column(await app.PageAsync("/incidents?sort=unit"), 4));
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_day_is_a_Swedish_day(string provider)
    {
        await using var app = Town(provider);
        Assert.Equal(["Öppen dörr"], Column(await app.PageAsync("/incidents?occurredAt=2025-07-01"), 2));   // 00:30 on 1 July is 22:30 UTC on 30 June
        Assert.Equal(["Zebra i korridor"], Column(await app.PageAsync("/incidents?occurredAt.from=2025-02-01&occurredAt.to=2025-06-30"), 2));
        Assert.Equal(4, Column(await app.PageAsync("/incidents?occurredAt=2025"), 2).Length);
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Who_sees_one_office_sees_it_in_lists_counts_exports_figures_and_api(string provider)
    {
        await using var app = Town(provider);
        var list = await app.PageAsync("/incidents", viewer: "LSN/LSF/A2/");
        Assert.Equal(2, list.QuerySelectorAll("tbody tr").Length);
        Assert.DoesNotContain("Äldreomsorg", list.QuerySelector("aside")!.TextContent);
        Assert.Equal("2", (await app.PageAsync("/", viewer: "LSN/LSF/A2/")).QuerySelector("[data-figure='incidents.total'] strong a")!.TextContent);
        Assert.Equal(3, (await Get("/incidents/export.csv")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(2, JsonDocument.Parse(await Get("/api/incidents")).RootElement.GetProperty("total").GetInt32());

        var others = (await app.PageAsync("/incidents?unit=" + await UnitId(app, "Äldreomsorg"))).QuerySelector("tbody a")!.GetAttribute("href")!;
        Assert.Equal(HttpStatusCode.NotFound, (await Send(HttpMethod.Get, others)).StatusCode);
        var stolen = await Send(HttpMethod.Post, "/api/incidents", new { channel = "OwnForm", reference = "X", summary = "x", category = "Other", unit = "Äldreomsorg", occurredAt = "2025-01-01" });
        Assert.Contains("behörighet", await stolen.Content.ReadAsStringAsync(Stop));

        async Task<string> Get(string href) => await (await Send(HttpMethod.Get, href)).Content.ReadAsStringAsync(Stop);
        Task<HttpResponseMessage> Send(HttpMethod method, string href, object? body = null)
        {
            var request = new HttpRequestMessage(method, href) { Content = body is null ? null : JsonContent.Create(body) };
            request.Headers.Add("X-Test-Path", "LSN/LSF/A2/");
            return app.Browser.SendAsync(request, Stop);
        }
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task The_api_writes_only_what_it_has_read(string provider)
    {
        await using var app = Town(provider);
        var found = JsonDocument.Parse(await app.Browser.GetStringAsync("/api/incidents?category=Theft", Stop)).RootElement.GetProperty("items")[0];
        var href = $"/api/incidents/{found.GetProperty("id")}";
        var etag = (await app.Browser.GetAsync(href, Stop)).Headers.ETag!.Tag;

        Assert.Equal(428, (int)(await Put(null)).StatusCode);
        Assert.Equal(200, (int)(await Put(etag)).StatusCode);
        Assert.Equal(412, (int)(await Put(etag)).StatusCode);
        Assert.Equal("Ny text", JsonDocument.Parse(await app.Browser.GetStringAsync(href, Stop)).RootElement.GetProperty("summary").GetString());
        Assert.Equal(400, (int)(await app.Browser.GetAsync("/api/incidents?colour=red", Stop)).StatusCode);

        async Task<HttpResponseMessage> Put(string? tag)
        {
            var request = new HttpRequestMessage(HttpMethod.Patch, href) { Content = JsonContent.Create(new { summary = "Ny text" }) };
            if (tag is not null)
                request.Headers.IfMatch.Add(new EntityTagHeaderValue(tag));
            return await app.Browser.SendAsync(request, Stop);
        }
    }

    [Fact]
    public async Task A_refusal_of_the_record_is_shown_at_the_field()
    {
        await using var app = Town("Sqlite");
        var record = (await app.PageAsync("/incidents?occurredAt=2025-07-01")).QuerySelector("tbody a")!.GetAttribute("href")!;

        var (refused, page) = await app.SubmitAsync($"{record}/edit", new() { ["notifiedAt"] = "2025-06-01T10:00", ["note"] = "sparas inte" });
        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        Assert.Equal("En incident kan inte anmälas innan den inträffade.", page.QuerySelector("#f-notifiedAt-problem")!.TextContent);
        Assert.Equal("sparas inte", page.QuerySelector("textarea[name=note]")!.TextContent);
        Assert.DoesNotContain("sparas inte", (await app.PageAsync(record)).Body!.TextContent);

        var (saved, _) = await app.SubmitAsync($"{record}/edit", new() { ["notifiedAt"] = "2025-07-02T10:00" });
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        Assert.Contains("2025-07-02 10:00", (await app.PageAsync(record)).Body!.TextContent);
    }

    [Fact]
    public async Task Two_who_edit_the_same_record_do_not_overwrite_each_other()
    {
        await using var app = Town("Sqlite");
        var record = (await app.PageAsync("/incidents")).QuerySelector("tbody a")!.GetAttribute("href")!;
        await app.SubmitAsync($"{record}/edit", new() { ["note"] = "först" });
        var (_, page) = await app.SubmitAsync($"{record}/edit", new() { ["note"] = "sedan", ["_version"] = "1" });
        Assert.Contains("Någon annan har ändrat", page.QuerySelector("[role=alert]")!.TextContent);
    }

    [Theory, InlineData("csv"), InlineData("xlsx")]
    public async Task What_is_exported_can_be_imported_and_changes_nothing(string format)
    {
        await using var app = Town("Sqlite");
        var file = await app.Browser.GetByteArrayAsync($"/incidents/export.{format}?category=Theft&category=Disclosure", Stop);
        Assert.Equal(2, Sheet.Read(file).Rows.Count());
        var (response, _) = await app.SubmitAsync("/incidents/import", [], file: ($"x.{format}", file));
        var preview = await app.PageAsync(response.Headers.Location!.ToString());
        Assert.Equal("0,0,2,0,0", string.Join(',', preview.QuerySelectorAll("dl.counts dd").Select(d => d.TextContent)));
    }

    [Fact]
    public async Task A_file_with_English_headers_is_understood()
    {
        await using var app = Town("Sqlite");
        var csv = "Number,Source,Short description,Category,Location,Occurred\nE1,Own report,Door open,Intruder,A1,2025-03-01 10:00\nE2,Own report,,Intruder,A1,2025-03-01\nE3,Own report,Door,Burglary,B9,when?\n";
        var (response, _) = await app.SubmitAsync("/incidents/import", [], file: ("x.csv", Encoding.UTF8.GetBytes(csv)));
        var preview = await app.PageAsync(response.Headers.Location!.ToString());
        Assert.Equal("1", preview.QuerySelector("dl.counts dd")!.TextContent);
        Assert.Equal(2, preview.QuerySelectorAll("table.refused tbody tr").Length);
        Assert.StartsWith("3", preview.QuerySelectorAll("table.refused tbody tr")[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("Uppgift saknas.", preview.QuerySelectorAll("table.refused tbody tr")[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("”B9” kan inte tolkas.", preview.QuerySelectorAll("table.refused tbody tr")[1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_filter_is_said_and_not_obeyed()
    {
        await using var app = Town("Sqlite");
        var list = await app.PageAsync("/incidents?category=Fel&colour=red");
        Assert.Equal(2, list.QuerySelectorAll("[role=alert]").Length);
        Assert.Equal(4, list.QuerySelectorAll("tbody tr").Length);
    }

    [Fact]
    public async Task An_English_reader_gets_English_labels()
    {
        await using var app = Town("Sqlite");
        var request = new HttpRequestMessage(HttpMethod.Get, "/incidents");
        request.Headers.AcceptLanguage.ParseAdd("en-GB");
        var html = await (await app.Browser.SendAsync(request, Stop)).Content.ReadAsStringAsync(Stop);
        Assert.Contains("lang=\"en\"", html);
        Assert.Contains("Theft of information/personal data", html);
    }

    [Fact]
    public async Task Links_work_without_script_and_swap_with_it()
    {
        await using var app = Town("Sqlite");
        var list = await app.PageAsync("/incidents?q=r");
        Assert.All(list.QuerySelectorAll("[hx-get]").Where(e => e.TagName is "A"), a => Assert.Equal(a.GetAttribute("href"), a.GetAttribute("hx-get")));
        Assert.Equal("get", list.QuerySelector("form[role=search]")!.GetAttribute("method"));
    }

    private static TestApp Town(string provider)
    {
        var app = TestApp.On(provider);
        app.Use(services =>
        {
            var db = services.GetRequiredService<GenomlysDb>();
            Unit[] units = [Unit("Äldreomsorg", "A1"), Unit("Förskola", "A2")];
            db.AddRange(units);
            db.AddRange(
                An("1", "Öppen dörr", IncidentCategory.Intruder, units[0], "2025-07-01T00:30+02:00"),
                An("2", "Zebra i korridor", IncidentCategory.Disclosure, units[1], "2025-06-30T23:30+02:00"),
                An("3", "Åtgärdslista borta", IncidentCategory.Theft, units[0], "2025-01-10T10:00+01:00"),
                An("4", "Ärendet låg framme", IncidentCategory.MissingInformation, units[1], "2025-01-09T10:00+01:00"));
            db.SaveChanges();
        });
        return app;

        static Unit Unit(string name, string code) => new() { Id = Id<Unit>.New(), Name = name, Code = code, Path = $"LSN/LSF/{code}/", Level = UnitLevel.Unit };
        static Incident An(string reference, string summary, IncidentCategory category, Unit unit, string at) => new()
        {
            Id = Id<Incident>.New(), Channel = Channel.OwnForm, Reference = reference, Summary = summary, Category = category,
            UnitId = unit.Id, OccurredAt = DateTimeOffset.Parse(at, null),
        };
    }

    private static Task<string> UnitId(TestApp app, string name) =>
        app.Use(services => Task.FromResult(services.GetRequiredService<GenomlysDb>().Units.Single(u => u.Name == name).Id.ToString()));

    private static string[] Column(AngleSharp.Html.Dom.IHtmlDocument page, int at) =>
        [.. page.QuerySelectorAll("tbody tr").Select(r => r.Children[at].TextContent)];
}
