using Genomlys.Shared;
using Genomlys.Shared.Access;

namespace Genomlys.Organisation.People;

public enum Role
{
    AdministrationHead, InfoSecCoordinator, DataProtectionOfficer, SecurityCoordinator,
    InformationOwner, SystemOwner, SystemManager, ProcurementOfficer, RecordsManager,
}

public enum RoleState { Held, Vacant, Upcoming, Ended }

/// <summary>Who has a role for a unit, from when and until when. Without a holder the role is vacant.</summary>
public sealed class PersonRole : IRecord<PersonRole>
{
    public required Id<PersonRole> Id { get; init; }
    public required Role Role { get; init; }
    public required Id<Unit> UnitId { get; set; }
    public string? Holder { get; set; }
    public required DateOnly From { get; init; }
    public DateOnly? Until { get; private set; }
    public string? Note { get; set; }

    public Outcome End(DateOnly? until)
    {
        if (until < From)
            return Outcome.Refused("EndsBeforeItStarts");
        Until = until;
        return Outcome.Done;
    }
}
