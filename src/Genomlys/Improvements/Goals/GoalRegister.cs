using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Registers;

namespace Genomlys.Improvements.Goals;

public sealed class GoalRegister : Register<CouncilGoal>
{
    public GoalRegister() : base("council-goals", Area.Reference, Words.Of<GoalRegister>())
    {
        var code = Field(g => g.Code).Identifies();
        var from = Field(g => g.ValidFrom).Identifies();
        var name = Field(g => g.Name).Searchable();
        Field(g => g.ValidTo);
        Field(g => g.Source!).Detail();
        var certainty = Field(g => g.Certainty).Facet();
        Titled(name);
        Ordered(code);
        Born(said => new CouncilGoal { Id = Id<CouncilGoal>.New(), Code = said.Get(code), ValidFrom = said.Get(from), Name = said.Get(name), Certainty = said.Get(certainty) });
    }
}
