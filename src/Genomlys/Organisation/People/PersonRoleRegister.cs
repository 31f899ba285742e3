using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Figures;
using Genomlys.Shared.Findings;
using Genomlys.Shared.Registers;

namespace Genomlys.Organisation.People;

public sealed class PersonRoleRegister : Register<PersonRole>
{
    public PersonRoleRegister() : base("people", Area.Organisation, Words.Of<PersonRoleRegister>())
    {
        var role = Field(r => r.Role).Identifies().Facet();
        var unit = Reference<Unit>(r => r.UnitId, u => u.Name, u => u.Code).Identifies().Facet();
        Field(r => r.Holder).Identifies().Searchable();
        var from = Field(r => r.From).Identifies();
        Field(r => r.Until).Set((r, until) => r.End(until));
        var state = Dated("state", (r, day) =>
            r.From > day ? RoleState.Upcoming : r.Until < day ? RoleState.Ended : r.Holder == null ? RoleState.Vacant : RoleState.Held).Facet();
        LongText(r => r.Note!).Detail();

        Within(r => r.UnitId);
        Titled(role);
        Ordered(role);
        Born(said => new PersonRole { Id = Id<PersonRole>.New(), Role = said.Get(role), UnitId = said.Get(unit), From = said.Get(from) });

        Held = Figure("held").Where(state, RoleState.Held).Split(r => r.Role);
        Finding("vacant", Severity.Warning).Where(state, RoleState.Vacant);
    }

    public Figure Held { get; }
}
