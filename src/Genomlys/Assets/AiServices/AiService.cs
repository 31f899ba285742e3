using Genomlys.Shared;
using Genomlys.Shared.Access;

namespace Genomlys.Assets.AiServices;

/// <summary>The authority's role: it uses what another provides, or provides it itself (AI Act, Regulation (EU) 2024/1689, article 3).</summary>
public enum AiRole { Deployer, Provider }

/// <summary>What the AI Act calls the use: prohibited by article 5, high-risk by article 6, with duties of transparency by article 50, or none of these.</summary>
public enum RiskTier { Prohibited, HighRisk, Transparency, Minimal }

/// <summary>A service built on AI that an activity uses, also as a function that a supplier has switched on in a system.</summary>
public sealed class AiService : IRecord<AiService>
{
    public required Id<AiService> Id { get; init; }
    public required string Reference { get; init; }
    public required string Name { get; set; }
    public required string Purpose { get; set; }
    public Id<BusinessSystem>? SystemId { get; set; }
    public Id<Unit>? UnitId { get; set; }
    public string? Supplier { get; set; }
    public AiRole Role { get; set; }

    /// <summary>Empty until somebody has assessed the use.</summary>
    public RiskTier? Tier { get; set; }

    /// <summary>Where the act lists the use: a point of annex III, or annex I for products.</summary>
    public string? AnnexPoint { get; set; }
    public bool? PersonalData { get; set; }

    /// <summary>People are told that they meet AI (article 50).</summary>
    public bool? Notice { get; set; }
    public DateOnly? InUseFrom { get; set; }
    public DateOnly? InUseUntil { get; set; }
    public DateOnly? DecidedOn { get; set; }

    /// <summary>A high risk is high by a point of the act; a use ends after it began.</summary>
    public Outcome Settle() =>
        Tier is RiskTier.HighRisk && string.IsNullOrWhiteSpace(AnnexPoint) ? Outcome.Refused("AiService.NoAnnexPoint")
        : InUseUntil < InUseFrom ? Outcome.Refused("AiService.EndsBeforeItBegins")
        : Outcome.Done;
}
