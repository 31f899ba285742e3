using Genomlys.Accounts.Roles;
using Genomlys.Shared;

namespace Genomlys.Accounts.Pages;

/// <summary>A role as a page shows it.</summary>
public sealed record HeldRole(Id<RoleAssignment> Id, string Role, string Unit, DateOnly From, DateOnly Until, AssignmentState State);
