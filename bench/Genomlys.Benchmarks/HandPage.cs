using System.Globalization;
using System.Text;
using Genomlys.Incidents;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Benchmarks;

/// <summary>The list of incidents as one would write it for this register alone: the same rows, columns, counts and links, each asked for in LINQ, the page put together by hand.</summary>
internal static class HandPage
{
    private const int PageSize = 50;

    private sealed record Shown(Id<Incident> Id, string Reference, Channel Channel, string Summary, IncidentCategory? Category, string Unit, DateTimeOffset OccurredAt, IncidentStatus? Status);

    public static void Map(WebApplication app) => app.MapGet("/incidents", async (string? category, string? sort, GenomlysDb db, CancellationToken stop) =>
        Results.Content(await PageAsync(db, Enum.TryParse<IncidentCategory>(category, out var chosen) ? chosen : null, sort ?? "-occurredAt", stop), "text/html; charset=utf-8", Encoding.UTF8));

    private static async Task<string> PageAsync(GenomlysDb db, IncidentCategory? category, string sort, CancellationToken stop)
    {
        var all = db.Incidents.AsNoTracking();
        var rows = category is null ? all : all.Where(i => i.Category == category);
        var total = await rows.CountAsync(stop);
        var sorted = sort switch
        {
            "summary" => rows.OrderBy(i => EF.Functions.Collate(i.Summary, SwedishOrder.Name)).ThenBy(i => i.Id),
            "occurredAt" => rows.OrderBy(i => i.OccurredAt).ThenBy(i => i.Id),
            _ => rows.OrderByDescending(i => i.OccurredAt).ThenByDescending(i => i.Id),
        };
        var page = await (from incident in sorted.Take(PageSize)
                          join unit in db.Units on incident.UnitId equals unit.Id
                          select new Shown(incident.Id, incident.Reference, incident.Channel, incident.Summary, incident.Category, unit.Name, incident.OccurredAt, incident.Status)).ToListAsync(stop);
        var counted = (await rows.GroupBy(i => new { i.Channel, i.UnitId, i.Status, i.PersonalData, i.IsSuspected }).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(stop)).ConvertAll(g => (g.Key, g.Count));
        var byCategory = await all.GroupBy(i => i.Category).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(stop);
        var units = await db.Units.AsNoTracking().ToListAsync(stop);

        var html = new StringBuilder(60_000);
        html.Append("<!DOCTYPE html><html lang=\"sv\"><head><meta charset=\"utf-8\"><title>Incidenter</title><link rel=\"stylesheet\" href=\"/genomlys.css\"></head><body><h1>Incidenter</h1><p><strong>")
            .Append(total.ToString("N0", CultureInfo.CurrentCulture)).Append(" rader</strong></p><table><thead><tr><th>Referens<th>Kanal<th>Sammanfattning<th>Kategori<th>Enhet<th>Inträffade<th>Status</thead><tbody>");
        foreach (var row in page)
        {
            html.Append("<tr><td>").Append(Text(row.Reference)).Append("<td>").Append(row.Channel).Append("<th><a href=\"/incidents/").Append(row.Id).Append("\">").Append(Text(row.Summary))
                .Append("</a><td>").Append(row.Category).Append("<td>").Append(Text(row.Unit)).Append("<td>").Append(row.OccurredAt.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)).Append("<td>").Append(row.Status);
        }
        html.Append("</table><aside>");
        Facet("category", "Kategori", byCategory.Select(c => ($"{c.Key}", $"{c.Key}", c.Count)));
        Facet("channel", "Kanal", counted.GroupBy(c => c.Key.Channel, (key, of) => ($"{key}", $"{key}", of.Sum(c => c.Count))));
        Facet("status", "Status", counted.GroupBy(c => c.Key.Status, (key, of) => ($"{key}", $"{key}", of.Sum(c => c.Count))));
        Facet("personalData", "Personuppgifter", counted.GroupBy(c => c.Key.PersonalData, (key, of) => ($"{key}", $"{key}", of.Sum(c => c.Count))));
        Facet("isSuspected", "Misstänkt", counted.GroupBy(c => c.Key.IsSuspected, (key, of) => ($"{key}", $"{key}", of.Sum(c => c.Count))));
        var inUnit = counted.GroupBy(c => c.Key.UnitId).ToDictionary(c => c.Key, of => of.Sum(c => c.Count));
        var pathOf = units.Where(u => inUnit.ContainsKey(u.Id)).Select(u => (u.Path, Count: inUnit[u.Id])).ToList();
        Facet("unit", "Enhet", units.Select(u => ($"{u.Id}", u.Name, pathOf.Where(p => p.Path.StartsWith(u.Path, StringComparison.Ordinal)).Sum(p => p.Count))));
        return html.Append("</aside></body></html>").ToString();

        void Facet(string key, string label, IEnumerable<(string Term, string Label, int Count)> choices)
        {
            html.Append("<section><h3>").Append(label).Append("</h3><ul>");
            foreach (var choice in choices.OrderByDescending(c => c.Count))
                html.Append("<li><a href=\"/incidents?").Append(key).Append('=').Append(Uri.EscapeDataString(choice.Term)).Append("&sort=").Append(sort).Append("\">")
                    .Append(Text(choice.Label)).Append("</a> <span>").Append(choice.Count.ToString("N0", CultureInfo.CurrentCulture)).Append("</span>");
            html.Append("</ul></section>");
        }
    }

    private static string Text(string text) => OtherPages.Encoder.Encode(text);
}
