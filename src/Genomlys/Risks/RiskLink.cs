using Genomlys.Shared.Lineage;

namespace Genomlys.Risks;

/// <summary>What was found of a risk and one in an earlier analysis.</summary>
public sealed class RiskLink : LineageLink<ControlRisk>;
