using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;

namespace Genomlys.Retention.Rules;

public sealed class RetentionRuleRegister : Register<RetentionRule>
{
    private const int MostYears = 200;

    public RetentionRuleRegister() : base("retention-rules", Area.Reference, Words.Of<RetentionRuleRegister>())
    {
        var counted = Field(r => r.Counted).Named(new CountedFromLookup()).Identifies();
        var outcome = Field(r => r.Outcome).Facet();
        var years = Field(r => r.Years).Set((rule, value) => Within(value, () => rule.Years = value));
        var decision = Field(r => r.Decision).Searchable();
        var decidedOn = Field(r => r.DecidedOn);
        var from = Field(r => r.ValidFrom).Identifies();
        Field(r => r.ValidUntil);
        LongText(r => r.Remark!).Detail();

        Titled(counted);
        Ordered(counted);
        Born(said => new RetentionRule
        {
            Id = Id<RetentionRule>.New(),
            Counted = said.Get(counted),
            Outcome = said.Get(outcome),
            Years = said.Get(years),
            Decision = said.Get(decision),
            DecidedOn = said.Get(decidedOn),
            ValidFrom = said.Get(from),
        });
    }

    protected override Outcome Fits(GenomlysDb db, RetentionRule record) =>
        record.Years is < 0 or > MostYears ? Outcome.Refused("Years.Range", "years")
        : record.ValidUntil < record.ValidFrom ? Outcome.Refused("Until.BeforeFrom", "validUntil")
        : record.DecidedOn > db.Today ? Outcome.Refused("Decided.Later", "decidedOn")
        : Outcome.Done;

    private static Outcome Within(int years, Action set)
    {
        if (years is < 0 or > MostYears)
            return Outcome.Refused("Years.Range");
        set();
        return Outcome.Done;
    }
}
