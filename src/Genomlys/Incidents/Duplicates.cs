using System.Text.RegularExpressions;
using Genomlys.Shared;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Incidents;

/// <summary>An event reported both in IA and under lex Sarah: linked when the note says so, suggested when day, unit and text agree.</summary>
public static partial class Duplicates
{
    public sealed record Suggestion(Incident Report, Incident First);

    public static async Task LinkStatedAsync(GenomlysDb db, CancellationToken stop)
    {
        foreach (var report in await db.Incidents.Where(i => i.Source == IncidentSource.LexSarah && i.SameAsId == null && i.Note != null).ToListAsync(stop))
            if (IaNumber().Match(report.Note!) is { Success: true, Value: var number }
                && await db.Incidents.SingleOrDefaultAsync(i => i.Source == IncidentSource.Ia && i.Reference == number, stop) is { } first)
                report.IsSameAs(first);
        await db.SaveChangesAsync(stop);
    }

    public static async Task<IReadOnlyList<Suggestion>> SuggestAsync(GenomlysDb db, CancellationToken stop)
    {
        var pairs = await (from report in db.Incidents
                           join first in db.Incidents on new { report.UnitId, report.Summary } equals new { first.UnitId, first.Summary }
                           where report.Source == IncidentSource.LexSarah && first.Source == IncidentSource.Ia && report.SameAsId == null
                           select new { report, first }).ToListAsync(stop);
        return [.. pairs.Where(p => Period.DayOf(p.report.OccurredAt) == Period.DayOf(p.first.OccurredAt)).Select(p => new Suggestion(p.report, p.first))];
    }

    [GeneratedRegex(@"\b20\d\d-\d{3,}\b", RegexOptions.None, 1000)]
    private static partial Regex IaNumber();
}
