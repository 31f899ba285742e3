using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Figures;
using Genomlys.Shared.Findings;
using Genomlys.Shared.Registers;

namespace Genomlys.Accounts.Roles;

/// <summary>Who has had which role, for what, from when until when, and who approved it: what an auditor asks for.</summary>
public sealed class RoleAssignmentRegister : Register<RoleAssignment>
{
    private const int NoticeDays = 30;

    public RoleAssignmentRegister() : base("role-assignments", Area.Accounts, Words.Of<RoleAssignmentRegister>())
    {
        var account = Reference<Account>(a => a.AccountId, a => a.Name, a => a.SignInName);
        var role = Field(a => a.Role).Facet();
        Reference<Unit>(a => a.UnitId, u => u.Name, u => u.Code).Facet();
        Field(a => a.Below).Detail();
        var state = Dated("state", (a, day) => a.EndedAt != null ? AssignmentState.Ended : a.ApprovedAt == null ? AssignmentState.AwaitsApproval
            : a.From > day ? AssignmentState.Upcoming : a.Until < day ? AssignmentState.Expired : AssignmentState.Current).Facet();
        Field(a => a.From);
        Field(a => a.Until);
        Field(a => a.Reason).Detail();
        Reference<Account>(a => a.GivenById, a => a.Name).Detail();
        Computed("given", a => a.GivenAt).Detail();
        Reference<Account>(a => a.ApprovedById, a => a.Name).Detail();
        Computed("approved", a => a.ApprovedAt).Detail();
        Reference<Account>(a => a.EndedById, a => a.Name).Detail();
        Computed("ended", a => a.EndedAt).Detail();
        var soon = Dated("runsOut", (a, day) => a.EndedAt == null && a.ApprovedAt != null && a.Until >= day && a.Until < day.AddDays(NoticeDays)).Detail();

        Titled(account);
        Ordered(account);

        Current = Figure("current").Where(state, AssignmentState.Current).Split(role);
        Finding("awaits", Severity.Warning).Where(state, AssignmentState.AwaitsApproval);
        Finding("runsOut", Severity.Warning).Where(soon, true);
    }

    internal override Shared.Data.Unguarded Unguarded => Shared.Data.Unguarded.Reading;   // what follows from them is asked before anyone has a right to read

    public Figure Current { get; }
}
