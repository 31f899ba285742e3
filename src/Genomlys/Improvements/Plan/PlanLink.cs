using Genomlys.Shared.Lineage;

namespace Genomlys.Improvements.Plan;

/// <summary>What was found of an activity and one in an earlier plan.</summary>
public sealed class PlanLink : LineageLink<PlanItem>;
