using Genomlys.Shared;
using Genomlys.Shared.Imports;
using Genomlys.Shared.Reports;

namespace Genomlys.Improvements.Plan;

/// <summary>A three-year plan. The file's name tells its first year; else it is the plan for the years to come.</summary>
public sealed class PlanImport : Importer
{
    public PlanImport() : base("three-year-plan", "plan", Words.Of<PlanImport>().Headers("three-year-plan"))
    {
        NamedColumns();
        Derive("firstYear", row => row.NamedYear ?? row.AsOf.Year + 1);
        Takes(ReadKind.PlanItem, ("firstYear", ReadSays.FirstYear), ("year", ReadSays.Year), ("number", ReadSays.Rank), ("activity", ReadSays.Name), ("owner", ReadSays.Owner));
    }
}
