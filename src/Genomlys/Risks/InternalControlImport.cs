using Genomlys.Shared;
using Genomlys.Shared.Imports;
using Genomlys.Shared.Reports;

namespace Genomlys.Risks;

/// <summary>The year's materiality and risk analysis with what came of its actions.</summary>
public sealed class InternalControlImport : Importer
{
    public InternalControlImport() : base("vor-ikp", "risks", Words.Of<InternalControlImport>().Headers("vor-ikp"))
    {
        NamedColumns();
        Constant("origin", nameof(RiskOrigin.InternalControl));
        Derive("year", row => row.NamedYear ?? row.AsOf.Year);
        Takes(ReadKind.ControlRisk, ("year", ReadSays.Year), ("process", ReadSays.Process), ("description", ReadSays.Name), ("proposedAction", ReadSays.Action), ("comment", ReadSays.Result));
        TakesAlways(ReadKind.OtherRisk, ("origin", nameof(RiskOrigin.RiskVulnerability)), ("year", ReadSays.Year), ("process", ReadSays.Process), ("description", ReadSays.Name), ("proposedAction", ReadSays.Action), ("comment", ReadSays.Result));
    }
}
