using Genomlys.Assets;
using Genomlys.Classification.Scales;
using Genomlys.Shared;
using Genomlys.Shared.Access;

namespace Genomlys.Classification;

/// <summary>A full classification, or the light protocol that is a first assessment; the two are counted apart.</summary>
public enum ClassificationKind { Full, Light }

/// <summary>What protection a system's information was found to need on a day: a level each for confidentiality, integrity and availability.</summary>
public sealed class SystemClassification : IRecord<SystemClassification>
{
    public required Id<SystemClassification> Id { get; init; }
    public required Id<BusinessSystem> SystemId { get; init; }
    public required DateOnly ClassifiedOn { get; init; }
    public required ClassificationKind Kind { get; set; }
    public Id<ScaleLevel>? ConfidentialityId { get; set; }
    public Id<ScaleLevel>? IntegrityId { get; set; }
    public Id<ScaleLevel>? AvailabilityId { get; set; }

    /// <summary>The unit that answers for the information; whoever may see it sees the classification.</summary>
    public Id<Unit>? UnitId { get; set; }

    /// <summary>The day a later classification of the same system took over.</summary>
    public DateOnly? SupersededOn { get; internal set; }
}
