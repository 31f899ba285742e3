namespace Genomlys.Accounts.Roles;

/// <summary>What someone is to the program. The roles of the organisation, such as system owner, are kept with its people and give no rights by themselves.</summary>
public enum AccessRole
{
    Reporter,
    Manager,
    AssetOwner,
    Coordinator,
    Director,
    DataProtectionOfficer,
    Auditor,
    CityCiso,
    Administrator,
}
