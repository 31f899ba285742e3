using Genomlys.Shared;
using Genomlys.Shared.Access;

namespace Genomlys.Accounts.Roles;

/// <summary>
/// What each role gives, area by area; what is not said is refused. Whoever sees to accounts reads nothing of the work itself, and the data protection
/// officer's areas are written in by the officer alone, who also hands in his own report (GDPR art. 38.3: no instructions). All who work in a unit may report for it.
/// </summary>
public static class RolePolicy
{
    /// <summary>The longest a role is given for; then someone decides anew.</summary>
    public const int MostMonths = 12;

    /// <summary>Fewer administrators than this may not be left.</summary>
    public const int FewestAdministrators = 2;

    private const Rights Keep = Rights.Read | Rights.Write | Rights.Import;

    private static readonly Area[] Officers = [Area.DataProtection, Area.OfficersReport];

    private static readonly Area[] Work = [Area.Organisation, Area.Assets, Area.Risks, Area.Incidents, Area.Training, Area.Audits, Area.Improvements, Area.Review, Area.Readings, .. Officers];

    private static readonly (Area[] Areas, Rights Rights, Secrecy Clearance) Reports = ([Area.Reporting], Rights.Read | Rights.Write, Secrecy.Open);

    private static readonly Dictionary<AccessRole, (Area[] Areas, Rights Rights, Secrecy Clearance)[]> Gives = new()
    {
        [AccessRole.Reporter] = [Reports],
        [AccessRole.Manager] =
        [
            Reports,
            ([Area.Incidents], Rights.Read | Rights.Write, Secrecy.Internal),
            ([Area.ProtectedRecords], Rights.Write, Secrecy.Internal),
            ([Area.Organisation, Area.Assets, Area.Risks, Area.Training, Area.Audits], Rights.Read, Secrecy.Internal),
        ],
        [AccessRole.AssetOwner] =
        [
            Reports,
            ([Area.Assets], Rights.Read | Rights.Write, Secrecy.Internal),
            ([Area.Organisation, Area.Risks], Rights.Read, Secrecy.Internal),
        ],
        [AccessRole.Coordinator] =
        [
            Reports,
            ([.. Work.Except(Officers)], Keep, Secrecy.Restricted),
            (Officers, Rights.Read, Secrecy.Restricted),
            ([Area.Readings], Rights.Decide, Secrecy.Restricted),
            ([Area.ProtectedRecords], Rights.Write, Secrecy.Restricted),
        ],
        [AccessRole.Director] =
        [
            Reports,
            (Work, Rights.Read, Secrecy.Restricted),
            ([Area.Review, Area.Risks], Rights.Decide, Secrecy.Restricted),
            ([Area.ProtectedRecords], Rights.Write, Secrecy.Restricted),
        ],
        [AccessRole.DataProtectionOfficer] =
        [
            Reports,
            ([Area.DataProtection], Keep, Secrecy.Restricted),
            ([Area.OfficersReport], Rights.Read | Rights.Write | Rights.Decide, Secrecy.Restricted),
            ([Area.Readings], Rights.Read | Rights.Decide, Secrecy.Restricted),
            ([Area.Organisation, Area.Assets, Area.Incidents], Rights.Read, Secrecy.Restricted),
            ([Area.ProtectedRecords], Rights.Read | Rights.Write | Rights.Decide, Secrecy.Restricted),
        ],
        [AccessRole.Auditor] =
        [
            (Work, Rights.Read, Secrecy.Restricted),
            ([Area.Accounts, Area.SecurityLog, Area.AuditLog], Rights.Read, Secrecy.Restricted),
        ],
        [AccessRole.CityCiso] = [Reports, (Work, Rights.Read, Secrecy.Restricted), ([Area.ProtectedRecords], Rights.Read | Rights.Write | Rights.Decide, Secrecy.Restricted)],
        [AccessRole.Administrator] =
        [
            ([Area.Accounts], Rights.Read | Rights.Decide, Secrecy.Restricted),
            ([Area.SecurityLog], Rights.Read, Secrecy.Restricted),
        ],
    };

    /// <summary>Roles over which two people decide: one gives it, another approves.</summary>
    public static bool NeedsTwo(AccessRole role) => role is AccessRole.Administrator or AccessRole.CityCiso or AccessRole.DataProtectionOfficer;

    /// <summary>Roles that are for the whole of the organisation and no part of it.</summary>
    public static bool IsForAll(AccessRole role) => role is AccessRole.Administrator;

    /// <summary>The rights of a role for a unit; without a unit, for all. What all share may be changed by those who coordinate from the top, and by the city's own.</summary>
    public static IEnumerable<Entitlement> Of(AccessRole role, Id<Unit>? unit, bool below, bool isTop)
    {
        var shared = role is AccessRole.CityCiso || (role is AccessRole.Coordinator && isTop && below) ? Keep : Rights.Read;
        yield return new Entitlement(Area.Reference, shared, Secrecy.Restricted, unit, below);
        foreach (var (areas, rights, clearance) in Gives[role])
            foreach (var area in areas)
                yield return new Entitlement(area, rights, clearance, IsForAll(role) ? null : unit, below);
    }
}
