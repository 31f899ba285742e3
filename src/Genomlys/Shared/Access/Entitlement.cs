namespace Genomlys.Shared.Access;

/// <summary>What a role lets its holder do within an area.</summary>
[Flags]
public enum Rights { None = 0, Read = 1, Write = 2, Import = 4, Decide = 8 }

/// <summary>Rights in one area, for a unit and what lies below it (or not), and how far into a record. Without a unit it holds for all of them.</summary>
public sealed record Entitlement(Area Area, Rights Rights, Secrecy Clearance, Id<Unit>? Unit, bool Below = true);
