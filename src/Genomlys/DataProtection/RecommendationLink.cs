using Genomlys.Shared.Lineage;

namespace Genomlys.DataProtection;

/// <summary>What was found of a recommendation and one in an earlier report.</summary>
public sealed class RecommendationLink : LineageLink<Recommendation>;
