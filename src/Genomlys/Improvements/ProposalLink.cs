using Genomlys.Shared.Lineage;

namespace Genomlys.Improvements;

/// <summary>What was found of a proposal and one of an earlier review.</summary>
public sealed class ProposalLink : LineageLink<ImprovementProposal>;
