using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Registers;

namespace Genomlys.Incidents.Duties;

public sealed class DutyRuleRegister : Register<DutyRule>
{
    public DutyRuleRegister() : base("duty-rules", Area.Reference, Words.Of<DutyRuleRegister>())
    {
        var code = Field(r => r.Code).Identifies();
        var name = Field(r => r.Name).Searchable();
        var hours = Field(r => r.Hours);
        var receiver = Field(r => r.Receiver).Searchable();
        var basis = Field(r => r.LegalBasis).Searchable();
        var from = Field(r => r.ValidFrom).Identifies();
        Field(r => r.ValidUntil);
        LongText(r => r.Remark!).Detail();

        Titled(name);
        Ordered(code);
        Born(said => new DutyRule
        {
            Id = Id<DutyRule>.New(),
            Code = said.Get(code),
            Name = said.Get(name),
            Hours = said.Get(hours),
            Receiver = said.Get(receiver),
            LegalBasis = said.Get(basis),
            ValidFrom = said.Get(from),
        });
    }
}
