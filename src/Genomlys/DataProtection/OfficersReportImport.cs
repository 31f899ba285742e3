using Genomlys.Shared;
using Genomlys.Shared.Imports;
using Genomlys.Shared.Reports;

namespace Genomlys.DataProtection;

/// <summary>The risks of the data protection officer's report, which is written on the year before.</summary>
public sealed class OfficersReportImport : Importer
{
    public OfficersReportImport() : base("dso-risks", "recommendations", Words.Of<OfficersReportImport>().Headers("dso-risks"))
    {
        NamedColumns();
        Derive("year", row => row.NamedYear ?? row.AsOf.Year - 1);
        Takes(ReadKind.OfficersRisk, ("year", ReadSays.Year), ("number", ReadSays.Rank), ("risk", ReadSays.Name), ("stated", ReadSays.Mark), ("situation", ReadSays.Body));
    }
}
