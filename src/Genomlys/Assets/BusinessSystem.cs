using Genomlys.Shared;
using Genomlys.Shared.Access;

namespace Genomlys.Assets;

/// <summary>Who runs and classifies a system: the whole city together, or the authority itself.</summary>
public enum AdministrationKind { CityWide, Local }

/// <summary>A system that supports an activity, and who answers for it. Roles, never names.</summary>
public sealed class BusinessSystem : IRecord<BusinessSystem>
{
    public required Id<BusinessSystem> Id { get; init; }
    public required string Reference { get; init; }
    public required string Name { get; set; }
    public string? MaintenanceObject { get; set; }
    public Id<Unit>? UnitId { get; set; }
    public AdministrationKind? Administration { get; set; }
    public string? Supplier { get; set; }
    public bool? PersonalData { get; set; }
    public bool? SensitiveData { get; set; }
    public string? OwnerRole { get; set; }
    public DateOnly? FirstClassifiedOn { get; private set; }
    public DateOnly? LastClassifiedOn { get; private set; }

    /// <summary>Told by whoever keeps the classifications; the system only remembers from when to when.</summary>
    public void Classified(DateOnly? first, DateOnly? last) => (FirstClassifiedOn, LastClassifiedOn) = (first, last);
}
