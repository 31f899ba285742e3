using System.Globalization;
using Genomlys.Shared;
using Genomlys.Shared.Imports;
using Genomlys.Shared.Reports;

namespace Genomlys.Audits;

/// <summary>A list of recommendations. The year is the file's column, else that of the report's date, else the one in the file's name.</summary>
public sealed class AuditRecommendationsImport : Importer
{
    public AuditRecommendationsImport() : base("audit-recommendations", "audits", Words.Of<AuditRecommendationsImport>().Headers("audit-recommendations"))
    {
        var (year, date) = (Header("audit-recommendations.year"), Header("audit-recommendations.date"));
        NamedColumns();
        Derive("year", row => row[year] is { Length: > 0 } said ? said : YearOf(row[date]) ?? row.NamedYear ?? row.AsOf.Year);
        Takes(ReadKind.Recommendation, ("reference", ReadSays.Diary), ("number", ReadSays.Number), ("audit", ReadSays.Source), ("year", ReadSays.Year), ("text", ReadSays.Name));
    }

    private static string Header(string of) => Words.Of<AuditRecommendationsImport>().Headers(of)[0];

    private static int? YearOf(string day) => day.Length >= 4 && int.TryParse(day.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : null;
}
