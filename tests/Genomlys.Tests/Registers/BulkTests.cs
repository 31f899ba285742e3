using System.Net;
using Genomlys.Incidents;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Registers;

/// <summary>Saying the same of many, as a person does it.</summary>
public sealed class BulkTests
{
    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task The_list_leads_to_a_preview_and_only_the_confirmation_changes_anything(string provider)
    {
        await using var app = Town(provider);
        var list = await app.PageAsync("/incidents?category=Theft");
        var link = list.QuerySelector("a[href^='/incidents/bulk']")!;
        Assert.Equal("Ändra alla 2 i urvalet", link.TextContent.Trim());
        Assert.Equal("/incidents/bulk?category=Theft", link.GetAttribute("href"));

        var chosen = link.GetAttribute("href") + "&_field=status";
        var (_, preview) = await app.SubmitAsync(chosen, new() { ["status"] = "Closed" }, "preview", "main form.change");
        Assert.Contains("2 poster ändras", preview.QuerySelector("form.change [role=status]")!.TextContent);
        Assert.Equal(0, await CountAsync("status=Closed"));

        var hidden = preview.QuerySelectorAll("main form.change input[type=hidden]").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value") ?? "");
        var (done, _) = await app.SubmitAsync(chosen, new(hidden) { ["status"] = "Closed" }, "confirm", "main form.change");
        Assert.Equal(HttpStatusCode.SeeOther, done.StatusCode);
        Assert.Equal("/incidents?category=Theft&status=Closed", done.Headers.Location!.ToString());
        Assert.Equal(2, await CountAsync("status=Closed"));

        async Task<int> CountAsync(string query) => (await app.PageAsync($"/incidents?{query}")).QuerySelectorAll("tbody tr").Length;
    }

    [Fact]
    public async Task What_was_not_previewed_is_not_changed()
    {
        await using var app = Town("Sqlite");
        var (answer, page) = await app.SubmitAsync("/incidents/bulk?category=Theft&_field=status", new() { ["status"] = "Closed" }, "confirm", "main form.change");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("Urvalet har ändrats", page.QuerySelector("[role=alert]")!.TextContent);
        Assert.DoesNotContain("Avslutad", (await app.PageAsync("/incidents")).QuerySelector("tbody")!.TextContent);
    }

    [Fact]
    public async Task A_selection_that_is_not_understood_changes_nothing()
    {
        await using var app = Town("Sqlite");
        var page = await app.PageAsync("/incidents/bulk?colour=red&_field=status");
        Assert.NotEmpty(page.QuerySelectorAll("[role=alert]"));
        Assert.Null(page.QuerySelector("form.change"));
    }

    [Fact]
    public async Task Who_sees_one_office_changes_only_its_records()
    {
        await using var app = Town("Sqlite");
        Assert.Equal("Ändra alla 1 i urvalet", (await app.PageAsync("/incidents?category=Theft", "LSN/A1/")).QuerySelector("a[href^='/incidents/bulk']")!.TextContent.Trim());
        Assert.Contains("alla 1 poster", (await app.PageAsync("/incidents/bulk?category=Theft", "LSN/A1/")).QuerySelector(".lead")!.TextContent);
    }

    private static TestApp Town(string provider)
    {
        var app = TestApp.On(provider);
        app.Use(services =>
        {
            var db = services.GetRequiredService<GenomlysDb>();
            foreach (var code in new[] { "A1", "A2" })
            {
                var unit = new Unit { Id = Id<Unit>.New(), Name = code, Code = code, Path = $"LSN/{code}/", Level = UnitLevel.Unit };
                db.AddRange(unit, An(unit, IncidentCategory.Theft), An(unit, IncidentCategory.Other));
            }
            db.SaveChanges();
        });
        return app;

        static Incident An(Unit unit, IncidentCategory category) => new()
        {
            Id = Id<Incident>.New(), Channel = Channel.OwnForm, Reference = $"{unit.Code} {category}", Summary = "Dator", Category = category,
            UnitId = unit.Id, OccurredAt = new DateTimeOffset(2025, 3, 1, 10, 0, 0, TimeSpan.Zero),
        };
    }
}
